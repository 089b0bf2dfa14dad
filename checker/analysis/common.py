"""Changes of the facts that flip the answers of several jurisdictions at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from checker.analysis.exact import BUDGET, Lines, WorkBound, find_outcomes
from checker.analysis.flip import Change, Flips
from checker.ir.program import Program
from checker.results.records import Decision
from checker.values import SetValue, Value

_MOST_TRIED = 60


@frozen
class Answered:
    """A decision of a jurisdiction on one case, the changes that flip it, and the facts that stay as they are."""

    program: Program
    lines: Lines
    decision: Decision
    flips: Flips
    keep: tuple[str, ...] = ()


@frozen
class CommonFlip:
    """Changes after which several jurisdictions answer otherwise: (jurisdiction, outcome) pairs."""

    changes: tuple[Change, ...]
    outcomes: tuple[tuple[str, str], ...]


def common_flips(answered: Sequence[Answered], date: int, *, budget: int = BUDGET) -> tuple[CommonFlip, ...]:
    """The smallest flips of each jurisdiction, and two of different ones together, that flip two or more: those that
    flip most first, then the smallest. What needs more changes for no further jurisdiction is left out."""
    own = [flip.changes for each in answered for flip in each.flips.flips]
    candidates = [*own, *_pairs(answered)]
    distinct = list({tuple(sorted(map(repr, map(_what, c)))): c for c in reversed(candidates)}.values())
    distinct.sort(key=len)
    found: list[CommonFlip] = []
    for changes in distinct[:_MOST_TRIED]:
        outcomes = tuple(_flipped(answered, changes, date, budget))
        flipped = {name for name, _ in outcomes}
        known = any(flipped <= {name for name, _ in f.outcomes} and _within(f.changes, changes) for f in found)
        if len(outcomes) > 1 and not known:
            found.append(CommonFlip(changes, outcomes))
    found.sort(key=lambda each: (-len(each.outcomes), len(each.changes)))
    return tuple(found)


def _pairs(answered: Sequence[Answered]) -> Iterable[tuple[Change, ...]]:
    for number, one in enumerate(answered):
        for other in answered[number + 1 :]:
            for first in one.flips.flips:
                for second in other.flips.flips:
                    places = {_place(each): each for each in (*second.changes, *first.changes)}
                    if all(_what(places[_place(each)]) == _what(each) for each in second.changes):
                        yield tuple(places.values())


def _place(change: Change) -> object:
    return change.fact, change.line, change.record, change.field, change.element


def _what(change: Change) -> object:
    return _place(change), change.after


def _within(some: Sequence[Change], changes: Sequence[Change]) -> bool:
    made = [_what(each) for each in changes]
    return all(_what(each) in made for each in some)


def _flipped(
    answered: Sequence[Answered], changes: Sequence[Change], date: int, budget: int
) -> Iterable[tuple[str, str]]:
    for each in answered:
        if any(change.fact in each.keep for change in changes):
            continue
        lines = changed(each.lines, changes)
        outcome = (
            find_outcomes(each.program, lines, date, WorkBound(budget)).result.decision(each.decision.decision).outcome
        )
        if each.decision.outcome is not None and outcome not in (None, each.decision.outcome):
            yield each.program.name, outcome


def changed(lines: Lines, changes: Sequence[Change]) -> list[tuple[str, Mapping[str, Value]]]:
    """The lines of a case with the changes made."""
    made: list[tuple[str, Mapping[str, Value]]] = []
    for name, facts in lines:
        own: dict[str, Value] = dict(facts)
        for change in changes:
            if change.line in ("", name):
                own[change.fact] = _put(own.get(change.fact), change)
        made.append((name, own))
    return made


def _put(value: Value | None, change: Change) -> Value:
    if change.record is None or change.field is None:
        return _changed_value(value, change)
    if isinstance(value, tuple):
        return tuple(
            {**record, change.field: _changed_value(record.get(change.field), change)} if n == change.record else record
            for n, record in enumerate(value)
        )
    record = value if isinstance(value, Mapping) else {}
    return {**record, change.field: _changed_value(record.get(change.field), change)}


def _changed_value(value: Value | None, change: Change) -> Value:
    """Of a set only the element is changed: others may change with it."""
    if change.element is None or not isinstance(value, SetValue):
        return change.after
    alike = {change.element, *change.cell.alike}
    kept = value.members | {change.element} if change.includes_element else value.members - alike
    return SetValue(kept, value.uncertain - alike)
