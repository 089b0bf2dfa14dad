"""A program as text, for reading and for snapshots: what is evaluated, in the order in which it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from checker.ir import nodes as ir
from checker.ir.program import ALWAYS, NEVER, DecisionInfo, Obligation, Period, Program, Rule
from checker.values import NONE, Scalar


def dump(program: Program) -> str:
    """The whole program."""
    return "\n".join(_lines(program)) + "\n"


def _lines(program: Program) -> Iterator[str]:
    kind = "jurisdiction" if program.binding else "code"
    yield f"{kind} {program.name} of {' < '.join(program.lineage)}"
    yield f"  as of {show(program.as_of)}"
    yield from (f"  as if {name} = {value!r}" for name, value in program.as_if)
    yield from (f"fact {fact.name}" for fact in program.facts)
    for dated in program.lists:
        yield f"list {dated.name}"
        yield from (f"  {row.member} {_period(row.period)}".rstrip() for row in dated.rows)
    yield from (f"uncertain {name}" for name, _ in program.uncertainties)
    yield from (f"define {each.name} = {show(each.expr)}" for each in program.definitions)
    yield from (f"constraint {each.name} = {show(each.expr)}" for each in program.constraints)
    rules = {rule.name: rule for rule in program.rules}
    decisions = {decision.name: decision for decision in program.decisions}
    duties = {duty.name: duty for duty in program.obligations}
    for stage, name in program.stages:
        if stage == "rule":
            yield from _rule(rules[name], program)
        elif stage == "decision":
            yield from _decision(decisions[name])
        else:
            yield from _obligation(duties[name])
    for commitment in program.commitments:
        claim = "" if commitment.claim is None else f" = {show(commitment.claim)}"
        yield f"commitment {commitment.name}{claim}"
    yield from (f"property {each.name} = {show(each.expr)}" for each in program.properties)
    yield from (f"reading {each.target} as {each.name}" for each in program.readings)


def _rule(rule: Rule, program: Program) -> Iterator[str]:
    outcomes = {decision.name: decision.outcomes for decision in program.decisions}
    yield f"rule {rule.name}{_periods(rule.periods)}{_defeated(rule.defeated_by)}"
    yield from [f"  as of {show(rule.basis)}"] if rule.basis is not None else []
    yield f"  when {show(rule.when)}"
    yield from (f"  then {each.decision} = {outcomes[each.decision][each.outcome].name}" for each in rule.conclusions)


def _decision(decision: DecisionInfo) -> Iterator[str]:
    names = " < ".join(outcome.name for outcome in decision.outcomes)
    yield f"decision {decision.name} {decision.combiner} {{{names}}}"
    yield f"  otherwise {decision.outcomes[decision.otherwise].name}"
    yield from [f"  asked when {show(decision.asked_when)}"] if decision.asked_when is not None else []


def _obligation(duty: Obligation) -> Iterator[str]:
    yield f"obligation {duty.name}{_periods(duty.periods)}{_defeated(duty.defeated_by)}"
    yield f"  when {show(duty.when)}"
    yield from [f"  met when {show(duty.met_when)}"] if duty.met_when is not None else []


def _defeated(names: Iterable[str]) -> str:
    joined = ", ".join(names)
    return f" unless {joined}" if joined else ""


def _periods(periods: Iterable[Period]) -> str:
    joined = ", ".join(_period(period) or "always" for period in periods)
    return f" {joined}" if joined else ""


def _period(period: Period) -> str:
    start = "" if period.start_latest == ALWAYS else f"from {_moment(period.start_earliest, period.start_latest)}"
    end = "" if period.end_earliest == NEVER else f"until {_moment(period.end_earliest, period.end_latest)}"
    return " ".join(part for part in (start, end) if part)


def _moment(earliest: int, latest: int) -> str:
    return _day(earliest) if earliest == latest else f"{_day(earliest)}..{_day(latest)}"


def _day(ordinal: int) -> str:
    if ordinal in (ALWAYS, NEVER):
        return "ever"
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else str(ordinal)


def _scalar(value: Scalar) -> str:
    if value is NONE:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _members(members: Iterable[Scalar]) -> str:
    return "{" + ", ".join(sorted(map(_scalar, members))) + "}"


def show(expr: ir.Expr) -> str:
    """One expression on one line."""
    match expr:
        case ir.Constant(value=value):
            return _scalar(value)
        case ir.Fact(name=name) | ir.Definition(name=name):
            return name
        case ir.Uncertain(name=name):
            return f"?[{name}]"
        case ir.FieldOf(variable=variable, field=name):
            return f"{variable}.{name}"
        case ir.AsOf():
            return "as_of"
        case ir.Sum(terms=terms, constant=constant):
            parts = [f"{factor}*{show(operand)}" for factor, operand in terms]
            return "(" + " + ".join([*parts, str(constant)]) + ")"
        case ir.Count(variable=variable, collections=names, body=body):
            return f"count {variable} in {', '.join(names)} ({show(body)})"
        case ir.Choose(condition=condition, consequence=one, alternative=other):
            return f"(if {show(condition)} then {show(one)} else {show(other)})"
        case ir.Not(operand=operand):
            return f"not {show(operand)}"
        case ir.AllOf(operands=operands):
            return "(" + " and ".join(map(show, operands)) + ")" if operands else "true"
        case ir.AnyOf(operands=operands):
            return "(" + " or ".join(map(show, operands)) + ")" if operands else "false"
        case ir.Equal(left=left, right=right):
            return f"{show(left)} = {show(right)}"
        case ir.Less(left=left, right=right):
            return f"{show(left)} < {show(right)}"
        case ir.AtMost(left=left, right=right):
            return f"{show(left)} <= {show(right)}"
        case ir.IsIn(operand=operand, members=members):
            return f"{show(operand)} in {_members(members)}"
        case ir.InList(operand=operand, list=name, nested=nested):
            return f"{show(operand)} {'within any' if nested else 'in'} {name}"
        case ir.IsWithin(operand=operand, ancestor=ancestor):
            return f"{show(operand)} within {ancestor}"
        case ir.Contains(operand=operand, element=element):
            return f"{show(operand)} contains {show(element)}"
        case ir.ContainsAny(operand=operand, members=members):
            return f"{show(operand)} contains any of {_members(members)}"
        case ir.ContainsListed(operand=operand, list=name, nested=nested):
            return f"{show(operand)} {'within any' if nested else 'contains any of'} {name}"
        case ir.Some(variable=variable, collections=names, body=body):
            return f"some {variable} in {', '.join(names)} ({show(body)})"
        case ir.Every(variable=variable, collections=names, body=body):
            return f"every {variable} in {', '.join(names)} ({show(body)})"
        case ir.OutcomeIn(decision=decision, mask=mask):
            return f"{decision} in {mask:#b}"
        case _:
            assert_never(expr)
