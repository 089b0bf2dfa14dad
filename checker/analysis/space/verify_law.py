"""All programs of a law, on as many cores as there are.

What the vocabulary states is stated for every program at once. Of such a construct each program has only a note; it is
a finding where it never does anything in any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from checker.analysis.space.findings import Finding, Verification
from checker.analysis.space.parallel import in_parallel
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
    alone = len(names) == 1 or processes == 1

    def told(name: str) -> Callable[[int, int], None]:
        # Where several run at once, they tell of themselves when they are done.
        return (lambda done, of: progress(name, done, of)) if alone else (lambda done, of: None)

    def one(name: str) -> Verification:
        return verify(law.programs[name], clock=clock, vocabulary=law.vocabulary, progress=told(name))

    longest_first = sorted(names, key=lambda name: -len(law.programs[name].rules))
    found = []
    for done, each in enumerate(in_parallel(one, longest_first, processes), start=1):
        progress(each.program, done, len(names))
        found.append(each)
    by_name = {each.program: each for each in found}
    programs = tuple(by_name[name] for name in names)
    every = {*law.jurisdictions, *law.codes} <= set(names)
    shared = _shared(law, programs) if every and all(each.finished for each in programs) else ()
    return _without_shared(LawVerification(programs, shared))


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
