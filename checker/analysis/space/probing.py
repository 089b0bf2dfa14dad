"""A program as the whole case space is asked about it.

The date of the case becomes a fact like any other, and what is to be watched becomes a rule that concludes nothing: a
*probe* applies where the duty arises, or where the property is broken. So the same circuit, the same witnesses and the
same replay serve rules, duties and properties.
"""

from __future__ import annotations

from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, About, FactInfo, Obligation, Program, Property, Rule
from checker.records import evolve
from checker.types import DateType, ListType, OptionalType, Type
from checker.wording import Wording

_DATE = FactInfo(CASE_DATE, DateType(), About(Wording("The date of the case")))


def probe_of(kind: str, name: str) -> str:
    """The name of a probe; no rule has a space in its name."""
    return f"{kind} {name}"


def probed(program: Program, *, longest: int | None = None) -> Program:
    """The program with a probe for each duty and property. `longest`: the most records that a list may have."""
    probes = (*map(_duty, program.obligations), *map(_broken, program.properties))
    facts = program.facts if longest is None else tuple(_shortened(fact, longest) for fact in program.facts)
    return evolve(
        program,
        facts=(*facts, _DATE),
        rules=(*program.rules, *probes),
        stages=(*program.stages, *(("rule", probe.name) for probe in probes)),
    )


def _duty(duty: Obligation) -> Rule:
    return Rule(
        probe_of("obligation", duty.name),
        duty.when,
        duty.about,
        duty.owner,
        periods=duty.periods,
        defeated_by=duty.defeated_by,
    )


def _broken(claim: Property) -> Rule:
    return Rule(probe_of("property", claim.name), ir.Not(claim.expr, span=claim.about.span), claim.about, "")


def _shortened(fact: FactInfo, longest: int) -> FactInfo:
    return evolve(fact, type=_shorter(fact.type, longest))


def _shorter(type_: Type, longest: int) -> Type:
    match type_:
        case OptionalType(of=of):
            return OptionalType(_shorter(of, longest))
        case ListType(record=record, maximum=maximum):
            return ListType(record, min(maximum, longest))
        case _:
            return type_
