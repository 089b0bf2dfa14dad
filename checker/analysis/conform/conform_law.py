"""Every instrument of a law beside every jurisdiction, on as many cores as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.analysis.conform.conform import conform
from checker.analysis.conform.records import Conformity, LawConformity
from checker.analysis.space.parallel import in_parallel
from checker.analysis.space.solver import require_solver
from checker.analysis.space.space import Clock
from checker.ir.law import Law

Progress = Callable[[str, int, int], None]
"""Told of which program how many of how many claims have been looked at; or of which how many programs."""


def pairs(law: Law, jurisdictions: Sequence[str]) -> tuple[str, ...]:
    """The programs of instruments that commit to something beside jurisdictions, instrument by instrument."""
    names = [f"{code}@{name}" for code in law.codes for name in jurisdictions]
    return tuple(name for name in names if name in law.programs and law.programs[name].commitments)


def conform_law(
    law: Law,
    jurisdictions: Sequence[str],
    *,
    seconds: float | None = None,
    processes: int | None = None,
    progress: Progress = lambda name, done, of: None,
) -> LawConformity:
    """The verdicts beside the jurisdictions named. `seconds` is for all of them together.

    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    require_solver()
    clock = Clock(seconds)
    names = pairs(law, jurisdictions)
    alone = len(names) == 1 or processes == 1

    def told(name: str) -> Callable[[int, int], None]:
        # Where several run at once, they tell of themselves when they are done.
        return (lambda done, of: progress(name, done, of)) if alone else (lambda done, of: None)

    def one(name: str) -> Conformity:
        return conform(law.programs[name], clock=clock, progress=told(name))

    longest_first = sorted(names, key=lambda name: -len(law.programs[name].rules))
    by_name = {}
    for done, each in enumerate(in_parallel(one, longest_first, processes), start=1):
        progress(each.program, done, len(names))
        by_name[each.program] = each
    return LawConformity(tuple(by_name[name] for name in names))
