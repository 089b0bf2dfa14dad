"""Properties as gates: what the new law breaks that the old one did not."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.space.findings import Verdict
from checker.analysis.space.space import Clock
from checker.analysis.space.verify import properties
from checker.ir.law import Law


def newly_broken(
    old: Law, new: Law, programs: Sequence[str], *, seconds: float | None = None
) -> tuple[tuple[str, str], ...]:
    """(program, property) for each property that is refuted of the new law and was not of the old one."""
    clock = Clock(seconds)
    found = []
    for name in programs:
        before = {each.name for each in properties(old.programs[name], clock) if each.verdict is Verdict.REFUTED}
        for verdict in properties(new.programs[name], clock):
            if verdict.verdict is Verdict.REFUTED and verdict.name not in before:
                found.append((name, verdict.name))
    return tuple(found)
