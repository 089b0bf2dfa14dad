"""A program beside an instrument, as every case of it is asked about the instrument's claims.

Each claim becomes two probes, rules that conclude nothing: one applies where the claim is broken, one in the cases
that the commitment speaks of. Both are in force while the commitment is. What the law asks of anybody, and its own
properties, are left out: no claim can read them.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from checker.ir import nodes as ir
from checker.ir.program import Commitment, Program, Rule
from checker.ir.walk import walk
from checker.records import evolve

_TRUE = ir.Constant(True)


@frozen
class Claim:
    """A claim over every case: whenever `premise`, then `conclusion`. The premise may be nothing but true."""

    commitment: Commitment
    premise: ir.Expr
    conclusion: ir.Expr

    @property
    def broken(self) -> str:
        """The probe that applies where the claim is broken."""
        return f"broken {self.commitment.name}"

    @property
    def asked(self) -> str:
        """The probe that applies in the cases that the commitment speaks of."""
        return f"asked {self.commitment.name}"


def claims_of(program: Program) -> tuple[Claim, ...]:
    """The commitments that claim something of decisions, in order."""
    return tuple(Claim(each, *_parts(each.claim)) for each in program.commitments if each.claim is not None)


def _parts(claim: ir.Expr) -> tuple[ir.Expr, ir.Expr]:
    match claim:
        case ir.AnyOf(operands=(ir.Not(operand=premise), conclusion)):
            return premise, conclusion
        case _:
            return _TRUE, claim


def with_probes(program: Program, claims: tuple[Claim, ...]) -> Program:
    """The program with the probes of the claims, and without duties and properties."""
    probes = [probe for claim in claims for probe in _probes(claim)]
    kept = tuple(stage for stage in program.stages if stage[0] != "obligation")
    return evolve(
        program,
        rules=(*program.rules, *probes),
        obligations=(),
        properties=(),
        stages=(*kept, *(("rule", probe.name) for probe in probes)),
    )


def _probes(claim: Claim) -> Iterator[Rule]:
    stated = claim.commitment
    broken = ir.AllOf((claim.premise, ir.Not(claim.conclusion)))
    for name, when in ((claim.broken, broken), (claim.asked, claim.premise)):
        yield Rule(name, when, stated.about, "", periods=stated.periods)


def decisions_in(program: Program, expr: ir.Expr) -> tuple[str, ...]:
    """The decisions that an expression reads, definitions opened, in order of mention."""
    definitions = {each.name: each.expr for each in program.definitions}
    found: dict[str, None] = {}
    seen: set[str] = set()
    pending = [expr]
    while pending:
        for each in walk(pending.pop(0)):
            if isinstance(each, ir.OutcomeIn):
                found[each.decision] = None
            elif isinstance(each, ir.Definition) and each.name not in seen:
                seen.add(each.name)
                pending.append(definitions[each.name])
    return tuple(found)
