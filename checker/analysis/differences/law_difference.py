"""Two laws: every jurisdiction and code that both have, and those that only one has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from checker.analysis.differences.difference import LISTED, difference
from checker.analysis.differences.findings import Difference, Direction
from checker.analysis.differences.impact import PutCase
from checker.analysis.differences.pairing import Pair, pair
from checker.analysis.differences.sides import is_shared
from checker.analysis.space.parallel import in_parallel
from checker.analysis.space.solver import require_solver
from checker.analysis.space.space import Clock
from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.ir.program import CASE_DATE, Program
from checker.records import evolve

Progress = Callable[[str, int, int], None]
"""Told of which program how many of how many questions have been answered."""


@frozen
class LawDifference:
    """`added` and `removed` are the jurisdictions and codes that only the new, or only the old law has."""

    programs: tuple[Difference, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether everything was asked."""
        return all(each.finished for each in self.programs)

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The programs in which some case changes."""
        return tuple(each for each in self.programs if each.changes)

    @property
    def directions(self) -> frozenset[Direction]:
        """What the changes do, taken together."""
        return frozenset(direction for each in self.programs for direction in each.directions)


def law_difference(
    old: Law,
    new: Law,
    names: Sequence[str] = (),
    *,
    days: tuple[int, int] | None = None,
    listed: int = LISTED,
    cases: Mapping[str, Sequence[PutCase]] = {},
    seconds: float | None = None,
    processes: int | None = None,
    progress: Progress = lambda name, done, of: None,
) -> LawDifference:
    """What changes for a case from the old law to the new; or from the law of one day to that of another, with `days`.

    `names` are those to compare, or all that are there; `cases`, by program, are decided under both. `seconds` is for
    all of them together. Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the
    interpreter contradicts it.
    """
    require_solver()
    clock = Clock(seconds)
    both = [name for name in _names(new, names) if name in old.programs]
    pairs = {name: _paired(old.programs[name], new.programs[name], days) for name in both}
    hard_first = sorted(both, key=lambda name: -_questions(pairs[name]))
    alone = sum(_questions(each) > 0 for each in pairs.values()) < 2 or processes == 1

    def one(name: str) -> Difference:
        told = (lambda done, of: progress(name, done, of)) if alone else (lambda done, of: None)
        return difference(pairs[name], clock=clock, listed=listed, cases=cases.get(name, ()), progress=told)

    found = {}
    for done, each in enumerate(in_parallel(one, hard_first, 1 if alone else processes), start=1):
        progress(each.program, done, len(both))
        found[each.program] = each
    return LawDifference(
        tuple(found[name] for name in both),
        tuple(name for name in _names(new, names) if name not in old.programs),
        tuple(name for name in _names(old, names) if name not in new.programs),
    )


def _paired(old: Program, new: Program, days: tuple[int, int] | None) -> Pair:
    if days is None:
        return pair(old, new)
    fixed = [evolve(program, as_of=ir.Constant(day)) for program, day in zip((old, new), days, strict=True)]
    return pair(fixed[0], fixed[1], ({CASE_DATE: days[0]}, {CASE_DATE: days[1]}))


def _names(law: Law, names: Sequence[str]) -> list[str]:
    """Codes beside jurisdictions say nothing that the code and the jurisdiction do not."""
    known = (*law.jurisdictions, *law.codes)
    return [name for name in known if not names or name in names]


def _questions(paired: Pair) -> int:
    """How much there is to ask, roughly: the rules that differ, on both sides."""
    return sum(not is_shared(rule.name) for rule in paired.program.rules)
