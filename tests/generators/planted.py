"""Edits planted in a law as a drafter might make them by mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeVar

from attrs import evolve, frozen

from checker.ir import nodes as ir
from checker.ir.program import ALWAYS, NEVER, Conclusion, Period, Program, Rule

T = TypeVar("T")
Edit = Callable[[Program, Random], Program | None]
"""The edited program; None where there is nothing to edit in this way."""


@frozen
class Planted:
    """`told` names what was edited and how."""

    told: str
    program: Program


def planted(program: Program, random: Random) -> Planted:
    """The program with one edit."""
    while True:
        how = random.choice(sorted(EDITS))
        made = EDITS[how](program, random)
        if made is not None:
            return Planted(f"{how} in {', '.join(changed(program, made))}", made)


def changed(old: Program, new: Program) -> Iterator[str]:
    """The names of the rules and lists that differ."""
    yield from (each.name for each, before in zip(new.rules, old.rules, strict=True) if each != before)
    yield from (each.name for each, before in zip(new.lists, old.lists, strict=True) if each != before)


def _one_of(program: Program, random: Random, fits: Callable[[Rule], bool]) -> Rule | None:
    rules = [rule for rule in program.rules if fits(rule)]
    return random.choice(rules) if rules else None


def _with(program: Program, rule: Rule) -> Program:
    return evolve(program, rules=tuple(rule if each.name == rule.name else each for each in program.rules))


def _drop_a_conjunct(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: isinstance(each.when, ir.AllOf) and len(each.when.operands) > 1)
    if rule is None or not isinstance(rule.when, ir.AllOf):
        return None
    return _with(program, evolve(rule, when=evolve(rule.when, operands=_without_one(rule.when.operands, random))))


def _drop_an_alternative(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: isinstance(each.when, ir.AnyOf) and len(each.when.operands) > 1)
    if rule is None or not isinstance(rule.when, ir.AnyOf):
        return None
    return _with(program, evolve(rule, when=evolve(rule.when, operands=_without_one(rule.when.operands, random))))


def _negate(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: isinstance(each.when, ir.AllOf))
    if rule is None or not isinstance(rule.when, ir.AllOf) or not rule.when.operands:
        return None
    place = random.randrange(len(rule.when.operands))
    operands = tuple(ir.Not(each) if number == place else each for number, each in enumerate(rule.when.operands))
    return _with(program, evolve(rule, when=evolve(rule.when, operands=operands)))


def _change_an_outcome(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: bool(each.conclusions))
    if rule is None:
        return None
    first, *rest = rule.conclusions
    info = next(each for each in program.decisions if each.name == first.decision)
    others = [number for number in range(len(info.outcomes)) if number != first.outcome]
    other = Conclusion(first.decision, random.choice(others))
    return _with(program, evolve(rule, conclusions=(other, *rest)))


def _shift_a_period(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: any(_moved(period, 1) != period for period in each.periods))
    if rule is None:
        return None
    days = random.choice((-365, -30, -1, 1, 30, 365))
    return _with(program, evolve(rule, periods=tuple(_moved(period, days) for period in rule.periods)))


def _moved(period: Period, days: int) -> Period:
    def day(each: int) -> int:
        return each if each in (ALWAYS, NEVER) else each + days

    return Period(
        day(period.start_earliest), day(period.start_latest), day(period.end_earliest), day(period.end_latest)
    )


def _remove_an_exception(program: Program, random: Random) -> Program | None:
    rule = _one_of(program, random, lambda each: bool(each.defeated_by))
    if rule is None:
        return None
    return _with(program, evolve(rule, defeated_by=_without_one(rule.defeated_by, random)))


def _drop_a_member(program: Program, random: Random) -> Program | None:
    lists = [dated for dated in program.lists if dated.rows]
    if not lists:
        return None
    chosen = random.choice(lists)
    shorter = evolve(chosen, rows=_without_one(chosen.rows, random))
    return evolve(program, lists=tuple(shorter if each is chosen else each for each in program.lists))


def _without_one(things: Sequence[T], random: Random) -> tuple[T, ...]:
    place = random.randrange(len(things))
    return (*things[:place], *things[place + 1 :])


EDITS: dict[str, Edit] = {
    "a conjunct dropped": _drop_a_conjunct,
    "an alternative dropped": _drop_an_alternative,
    "a condition negated": _negate,
    "another outcome": _change_an_outcome,
    "a period shifted": _shift_a_period,
    "an exception removed": _remove_an_exception,
    "a list member dropped": _drop_a_member,
}
