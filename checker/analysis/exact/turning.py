"""The days on which the answer to a case changes, the date being left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.exact.dated import DatedUnfolding
from checker.analysis.exact.exploring import strictest
from checker.analysis.exact.questions import questions_of
from checker.analysis.exact.search import OutOfBound, Search
from checker.analysis.exact.solver import WorkBound
from checker.ir.program import Program
from checker.records import frozen
from checker.values import Value

_MOST_GATES = 200_000

Literals: TypeAlias = tuple[Literal, ...]
Answer: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""The outcomes that are possible, and for a `collect` decision those that are certain; by number."""


class NoAnswer(Exception):
    """The answer on some day was not found exactly."""


@frozen
class Stretch:
    """From `first` on, until the next stretch, every decision has these answers.

    `rules`: which rules apply that conclude something for a `unique` decision; two of them may contradict each other.
    """

    first: int
    answers: Mapping[str, Answer]
    rules: Literals


@frozen
class _OnDay:
    """What the circuit comes to on a day."""

    day: int
    decided: tuple[Literals, ...]
    rules: Literals
    axioms: Literals


def stretches(program: Program, lines: Sequence[Mapping[str, Value]], bound: WorkBound) -> tuple[Stretch, ...]:
    """The stretches of days between which something changes that matters to the case; the first one has no beginning.

    Raises `NoAnswer` where the bound is hit, where no case is possible and where values are not known to be covered;
    `TooLarge` and `Entangled` as unfolding does.
    """
    unfolding = DatedUnfolding(program, questions_of(program), lines, _MOST_GATES)
    days = _by_day(program, unfolding)
    if not unfolding.complete:
        raise NoAnswer
    answers: dict[tuple[Literals, Literals], tuple[int, ...]] = {}
    certain: dict[tuple[Literals, Literals], tuple[int, ...]] = {}
    for axioms in dict.fromkeys(each.axioms for each in days):
        asked = dict.fromkeys(literals for each in days if each.axioms == axioms for literals in each.decided)
        for literals, possible, surely in _answered(unfolding, axioms, list(asked), bound):
            answers[axioms, literals] = possible
            certain[axioms, literals] = surely
    collects = [each.combiner == "collect" for each in program.decisions]
    found: list[Stretch] = []
    for each in days:
        made = {
            info.name: (
                answers[each.axioms, literals],
                certain[each.axioms, literals] if collected else (),
            )
            for info, collected, literals in zip(program.decisions, collects, each.decided, strict=True)
        }
        if not found or (found[-1].answers, found[-1].rules) != (made, each.rules):
            found.append(Stretch(each.day, made, each.rules))
    return tuple(found)


def _by_day(program: Program, unfolding: DatedUnfolding) -> list[_OnDay]:
    """What the circuit comes to on the first day and on each at which it may change."""
    every = range(len(unfolding.lines))
    decided = [strictest(unfolding, each, every) for each in program.decisions]
    unique = {each.name for each in program.decisions if each.combiner == "unique"}
    concluding = [rule.name for rule in program.rules if any(each.decision in unique for each in rule.conclusions)]
    rules = [unfolding.applies(line, name) for line in every for name in concluding]
    axioms = [*(literal for line in every for literal in unfolding.constraints(line)), *unfolding.orders()]
    parts = [*decided, rules, axioms]
    roots = [literal for part in parts for literal in part]
    cone = set(unfolding.circuit.cone(roots))
    found = []
    for day in (0, *sorted(day for day, literal in unfolding.thresholds.items() if literal in cone)):
        values = iter(unfolding.on(roots, day))
        *outcomes, applying, kept = [tuple(next(values) for _ in part) for part in parts]
        found.append(_OnDay(day, tuple(outcomes), applying, tuple(each for each in kept if each != TRUE)))
    return found


def _answered(
    unfolding: DatedUnfolding, axioms: Literals, asked: Sequence[Literals], bound: WorkBound
) -> list[tuple[Literals, tuple[int, ...], tuple[int, ...]]]:
    """For each tuple of outcomes, those that are possible and those that are certain."""
    found: list[tuple[Literals, tuple[int, ...], tuple[int, ...]]] = []
    still_open: list[Literals] = []
    for literals in asked:
        if axioms or any(abs(literal) != TRUE for literal in literals):
            still_open.append(literals)
        else:
            true = tuple(number for number, literal in enumerate(literals) if literal == TRUE)
            found.append((literals, true, true))
    if not still_open:
        return found
    search = Search(unfolding, {(n, ""): literals for n, literals in enumerate(still_open)}, list(axioms), bound)
    try:
        if FALSE in axioms or not search.find_all():
            raise NoAnswer
        for number, literals in enumerate(still_open):
            possible = tuple(search.possible((number, "")))
            surely = tuple(n for n in possible if not search.is_possible([-literals[n]]))
            found.append((literals, possible, surely))
    except OutOfBound as problem:
        raise NoAnswer from problem
    return found
