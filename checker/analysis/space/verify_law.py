"""All programs of a law, on as many cores as there are.

What the vocabulary states is stated for every program at once. Of such a construct each program has only a note; it is
a finding where it never does anything in any of them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context

from attrs import evolve, frozen

from checker.analysis.space.findings import Finding, Verification
from checker.analysis.space.solver import require_solver
from checker.analysis.space.space import Clock
from checker.analysis.space.verify import verify
from checker.ir.law import Law

Progress = Callable[[str, int, int], None]
"""Told of which program how many of how many questions have been answered."""


@frozen
class LawVerification:
    """`shared` are findings about what the vocabulary states; looked for where all of its programs were verified."""

    programs: tuple[Verification, ...]
    shared: tuple[Finding, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether everything was asked."""
        return all(each.finished for each in self.programs)

    @property
    def calls_for_action(self) -> bool:
        """Whether there is something to act on."""
        return bool(self.shared) or any(each.calls_for_action for each in self.programs)


def verify_law(
    law: Law,
    names: Sequence[str],
    *,
    seconds: float | None = None,
    processes: int | None = None,
    progress: Progress = lambda name, done, of: None,
) -> LawVerification:
    """Verify the programs named. `seconds` is for all of them together.

    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    require_solver()
    clock = Clock(seconds)
    count = min(processes or os.cpu_count() or 1, len(names))
    if count > 1 and "fork" in get_all_start_methods():
        found = _in_processes(law, names, clock, count, progress)
    else:
        found = _one_by_one(law, names, clock, progress)
    by_name = {each.program: each for each in found}
    programs = tuple(by_name[name] for name in names)
    every = {*law.jurisdictions, *law.codes} <= set(names)
    shared = _shared(law, programs) if every and all(each.finished for each in programs) else ()
    return _without_shared(LawVerification(programs, shared))


def _one_by_one(law: Law, names: Sequence[str], clock: Clock, progress: Progress) -> Iterator[Verification]:
    for name in names:

        def told(done: int, of: int, name: str = name) -> None:
            progress(name, done, of)

        yield verify(law.programs[name], clock=clock, vocabulary=law.vocabulary, progress=told)


# ── in processes ─────────────────────────────────────────────────────────────────────────────────────────────────

_shared_with_children: list[tuple[Law, Clock]] = []


def _in_processes(
    law: Law, names: Sequence[str], clock: Clock, count: int, progress: Progress
) -> Iterator[Verification]:
    """Children are forked, and so have the law already; the longest programs come first."""
    longest_first = sorted(names, key=lambda name: -len(law.programs[name].rules))
    _shared_with_children.append((law, clock))
    try:
        with get_context("fork").Pool(count, _leave_interrupts_to_the_parent) as pool:
            for done, each in enumerate(pool.imap_unordered(_verify_one, longest_first), start=1):
                progress(each.program, done, len(names))
                yield each
    finally:
        _shared_with_children.clear()


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _verify_one(name: str) -> Verification:
    law, clock = _shared_with_children[-1]
    return verify(law.programs[name], clock=clock, vocabulary=law.vocabulary)


# ── what the vocabulary states ───────────────────────────────────────────────────────────────────────────────────


def _shared(law: Law, programs: Sequence[Verification]) -> tuple[Finding, ...]:
    """Notes about what the vocabulary states that every program which has it agrees on."""
    notes: dict[str, list[Finding]] = {}
    for each in programs:
        for note in each.notes:
            if note.owner == law.vocabulary:
                notes.setdefault(note.name, []).append(note)
    stated = [_constructs(law, each.program) for each in programs]
    return tuple(
        found[0] for name, found in notes.items() if len(found) == sum(name in constructs for constructs in stated)
    )


def _constructs(law: Law, name: str) -> set[str]:
    program = law.programs[name]
    outcomes = {f"{info.name} is {outcome.name}" for info in program.decisions for outcome in info.outcomes}
    return outcomes | {rule.name for rule in program.rules} | {duty.name for duty in program.obligations}


def _without_shared(found: LawVerification) -> LawVerification:
    names = {each.name for each in found.shared}
    programs = (
        evolve(each, notes=tuple(note for note in each.notes if note.name not in names)) for each in found.programs
    )
    return evolve(found, programs=tuple(programs))
