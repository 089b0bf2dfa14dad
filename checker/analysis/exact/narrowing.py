"""What is shown where the exact answer was not found: the Kleene set, less what is known of earlier decisions.

A decision that asks for the outcome of an earlier one is looked at again with what the earlier one can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir import nodes as ir
from checker.ir.program import DecisionInfo, Program
from checker.ir.rewrite import rewritten_program
from checker.records import evolve
from checker.results.records import Decision, JurisdictionResult
from checker.values import Value


def narrowed(
    program: Program,
    lines: Sequence[tuple[str, Mapping[str, Value]]],
    date: int,
    result: JurisdictionResult,
    least: Mapping[str, frozenset[str]],
) -> JurisdictionResult:
    """The answer over all lines with less possible where it is not exact.

    `least` holds the outcomes of each decision that were seen in some case: what is no more than that is exact.
    """
    infos = {each.name: each for each in program.decisions}
    while True:
        masks = {each.decision: _on_a_line(infos[each.decision], each, len(lines)) for each in result.decisions}
        law = _knowing(program, masks)
        again = combine(law, [evaluate(law, facts, date, line=name) for name, facts in lines])
        decisions = tuple(
            old if old.exact else _both(infos[old.decision], old, new, least.get(old.decision, frozenset()))
            for old, new in zip(result.decisions, again.decisions, strict=True)
        )
        if decisions == result.decisions:
            return result
        result = evolve(result, decisions=decisions)


def _both(info: DecisionInfo, old: Decision, new: Decision, least: frozenset[str]) -> Decision:
    """What both answers leave possible."""
    possible = tuple(name for name in old.possible if name in new.possible)
    if possible == old.possible:
        return old
    if info.combiner == "collect":
        collected = tuple(name for name in possible if name in {*old.collected, *new.collected})
        return evolve(old, possible=possible, collected=collected, exact=collected == possible)
    exact = len(possible) == 1 or set(possible) == least
    outcome = possible[0] if len(possible) == 1 else None
    decided_by = new.decided_by if outcome is not None else ()
    needs = () if outcome is not None else old.needs
    return evolve(old, possible=possible, outcome=outcome, decided_by=decided_by, needs=needs, exact=exact)


def _on_a_line(info: DecisionInfo, decision: Decision, lines: int) -> int:
    """The outcomes that one line can have, as a mask: of several lines none is stricter than all together."""
    names = [each.name for each in info.outcomes]
    mask = sum(1 << names.index(name) for name in decision.possible)
    return mask if lines == 1 or info.combiner == "collect" else (1 << mask.bit_length()) - 1


def _knowing(program: Program, masks: Mapping[str, int]) -> Program:
    """The program with what is asked about decisions answered where their possible outcomes tell."""
    collects = {each.name for each in program.decisions if each.combiner == "collect"}

    def answer(expr: ir.Expr) -> ir.Expr | None:
        if not isinstance(expr, ir.OutcomeIn):
            return None
        mask = masks[expr.decision]
        if not mask & expr.mask:
            return ir.Constant(False, span=expr.span)
        # A decision that collects may come out as nothing.
        is_sure = not mask & ~expr.mask and expr.decision not in collects
        return ir.Constant(True, span=expr.span) if is_sure else None

    return rewritten_program(program, answer)
