"""The dates on which the answers to a case change, all its facts staying as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as calendar_date

from attrs import evolve, frozen

from checker.analysis.dates import changing_days, membership, touched_lists
from checker.analysis.exact import Exploration, Lines, ReplayMismatch, WorkBound, find_outcomes, replay
from checker.analysis.exact.dated import Entangled
from checker.analysis.exact.domains import FIRST_DATE
from checker.analysis.exact.told_apart import told_apart
from checker.analysis.exact.turning import NoAnswer, stretches
from checker.analysis.exact.unknowns import TooLarge
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import Program
from checker.results.records import Decision, JurisdictionResult, Status
from checker.values import Truth

BUDGET = 300_000


@frozen
class RuleTurn:
    """A rule that bears on the decision and changed its status on the day."""

    rule: str
    before: Status
    after: Status


@frozen
class ListTurn:
    """A member of a list, named by the case, whose membership changed on the day."""

    list: str
    member: str | int
    before: Truth
    after: Truth


@frozen
class Turn:
    """The answer of a jurisdiction to one decision before a day and from that day on.

    `future`: later than the day to which the jurisdiction's law is stated.
    """

    date: int
    jurisdiction: str
    decision: str
    before: Decision
    after: Decision
    rules: tuple[RuleTurn, ...]
    lists: tuple[ListTurn, ...]
    future: bool


@frozen
class Timeline:
    """Every turn from `first` to `last` (both included), in order of date, and the answers on the first day.

    `not_exact`: jurisdictions some of whose open decisions are given as the Kleene set.
    """

    first: int
    last: int
    at_first: tuple[JurisdictionResult, ...]
    turns: tuple[Turn, ...]
    not_exact: tuple[str, ...]


def timeline(
    cases: Iterable[tuple[Program, Lines]],
    *,
    first: int | None = None,
    last: int | None = None,
    budget: int = BUDGET,
) -> Timeline:
    """When the answers change, from one look at the case with the date left open.

    Each change is what deciding the case on that day and on the day before gives. Without `first` and `last` the time
    line begins the day before the first change and ends with the last. The budget is that of each jurisdiction.
    """
    kept = [(program, told_apart([(program, lines)]).of(lines)) for program, lines in cases]
    tracks = [_track(program, lines, budget) for program, lines in kept]
    every = sorted({day for track in tracks for day in track.days})
    start = first if first is not None else max(FIRST_DATE, every[0] - 1 if every else FIRST_DATE)
    end = last if last is not None else max([start, *every])
    at_first: list[JurisdictionResult] = []
    turns: list[Turn] = []
    not_exact: list[str] = []
    for (program, lines), track in zip(kept, tracks, strict=True):
        days = [day for day in track.days if start < day <= end]
        answered = _on_turning_days(program, lines, start, days, budget) if track.turning else None
        if answered is None:
            wanted = {start: True, **{day: day in track.hidden for day in days}}
            results, exact = _on_every_day(program, lines, wanted, budget)
            if not exact or track.incomplete:
                not_exact.append(program.name)
            answered = list(wanted), results
        at_first.append(answered[1][0])
        turns += _turns(program, lines, *answered)
    turns.sort(key=lambda turn: turn.date)
    return Timeline(start, end, tuple(at_first), tuple(turns), tuple(not_exact))


@frozen
class _Track:
    """The days on which the answer of one program may change.

    `turning`: they were found with the date left open, and between them nothing changes. Else `hidden` are those of
    which the findings may not show what changes; `incomplete`: there may be more.
    """

    days: tuple[int, ...]
    turning: bool
    hidden: frozenset[int] = frozenset()
    incomplete: bool = False


def _track(program: Program, lines: Lines, budget: int) -> _Track:
    try:
        found = stretches(program, [facts for _, facts in lines], WorkBound(budget))
    except (NoAnswer, Entangled, TooLarge):
        days, complete = changing_days(program, lines)
        return _Track(tuple(days), False, frozenset(day for day, hidden in days.items() if hidden), not complete)
    return _Track(tuple(each.first for each in found[1:]), True)


def _on_turning_days(
    program: Program, lines: Lines, start: int, days: Sequence[int], budget: int
) -> tuple[list[int], list[JurisdictionResult]] | None:
    """The answers on the first day and on each that turns, as deciding the case on that day gives them; None where one
    was not found exactly."""
    results: list[JurisdictionResult] = []
    before: Exploration | None = None
    for day in (start, *days):
        if before is not None:
            _check_unchanged(before, day - 1, budget)
        before = find_outcomes(program, lines, day, WorkBound(budget))
        if not _all_exact(before.result):
            return None
        results.append(before.result)
    return [start, *days], results


def _check_unchanged(exploration: Exploration, day: int, budget: int) -> None:
    """Run the interpreter on a later day until which nothing should have changed, on every outcome that is possible;
    where that is not enough, decide anew."""
    if not _replays_on(exploration, day):
        again = find_outcomes(exploration.program, exploration.lines, day, WorkBound(budget)).result
        for before, after in zip(exploration.result.decisions, again.decisions, strict=True):
            if after.exact and _answer(before) != _answer(after):
                raise ReplayMismatch(f"{exploration.program.name} {after.decision}: changed by day {day}")


def _replays_on(exploration: Exploration, day: int) -> bool:
    program, lines = exploration.program, exploration.lines
    names = [name for name, _ in lines]
    kleene = combine(program, [evaluate(program, facts, day, line=name, needs=False) for name, facts in lines])
    explored = {} if exploration.search is None else exploration.search.outcomes
    place = 0 if len(lines) == 1 else None
    replayed: dict[frozenset[int], JurisdictionResult] = {}
    for info, decision, now in zip(program.decisions, exploration.result.decisions, kleene.decisions, strict=True):
        if (place, info.name) not in explored:
            if _answer(decision) != _answer(now):
                return False
            continue
        assert exploration.search is not None  # else it was not explored
        for number, world in exploration.search.worlds[place, info.name].items():
            if world not in replayed:
                replayed[world] = replay(exploration.witness((place, info.name), number), names, day)
            if info.outcomes[number].name not in replayed[world].decision(info.name).possible:
                return False
    return True


def _all_exact(result: JurisdictionResult) -> bool:
    return all(decision.exact for decision in result.decisions)


def _on_every_day(
    program: Program, lines: Lines, days: Mapping[int, bool], budget: int
) -> tuple[list[JurisdictionResult], bool]:
    """The answers on each day, all exact or all in Kleene logic, so that they can be compared. False: what changes on a
    day shows in the findings."""
    kleene = [combine(program, [evaluate(program, f, day, line=n) for n, f in lines], date=day) for day in days]
    bound = WorkBound(budget)
    results: list[JurisdictionResult] = []
    for number, (day, hidden) in enumerate(days.items()):
        if number and not hidden and _bearing(kleene[number]) == _bearing(kleene[number - 1]):
            # Every rule that may apply is as it was, so the answer is, too.
            results.append(evolve(kleene[number], decisions=results[-1].decisions))
            continue
        found = find_outcomes(program, lines, day, bound).result
        if not _all_exact(found):
            return kleene, False
        results.append(found)
    return results, True


def _bearing(result: JurisdictionResult) -> list[tuple[str, str, Status, Truth, Truth]]:
    """The rules that apply, are defeated or may apply, on each line."""
    return [
        (line.line, finding.rule, finding.status, finding.condition, finding.in_force)
        for line in result.lines
        for finding in line.findings
        if finding.status not in (Status.NOT_IN_FORCE, Status.DOES_NOT_APPLY)
    ]


def _turns(
    program: Program, lines: Lines, days: Sequence[int], results: Sequence[JurisdictionResult]
) -> Iterable[Turn]:
    touched = touched_lists(program, lines)
    current_to = calendar_date.fromisoformat(program.current_to).toordinal() if program.current_to else None
    for number in range(1, len(days)):
        day, before, after = days[number], results[number - 1], results[number]
        for old, new in zip(before.decisions, after.decisions, strict=True):
            if _answer(old) != _answer(new):
                yield Turn(
                    day,
                    program.name,
                    new.decision,
                    old,
                    new,
                    tuple(_rule_turns(before, after)),
                    tuple(_list_turns(program, touched, days[number - 1], day)),
                    current_to is not None and day > current_to,
                )


def _answer(decision: Decision) -> object:
    return decision.possible, decision.collected, decision.conflict


def _rule_turns(before: JurisdictionResult, after: JurisdictionResult) -> Iterable[RuleTurn]:
    for old, new in zip(before.findings, after.findings, strict=True):
        if old.status is not new.status and {old.status, new.status} != {Status.NOT_IN_FORCE, Status.DOES_NOT_APPLY}:
            yield RuleTurn(new.rule, old.status, new.status)


def _list_turns(
    program: Program, touched: Mapping[str, Iterable[str | int]], before: int, after: int
) -> Iterable[ListTurn]:
    for dated in program.lists:
        for member in touched.get(dated.name, ()):
            old, new = membership(dated, member, before), membership(dated, member, after)
            if old is not new:
                yield ListTurn(dated.name, member, old, new)
