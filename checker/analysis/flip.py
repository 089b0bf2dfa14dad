"""The smallest changes of the facts of a case that change a settled decision."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.changes import Change, Flip, Flips
from checker.analysis.exact import BUDGET, Lines
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.hunting import Hunt
from checker.ir.program import FactInfo, Program
from checker.results.records import Decision

__all__ = ["Change", "Flip", "Flips", "find_flips"]


def find_flips(
    program: Program,
    lines: Lines,
    date: int,
    decision: Decision,
    *,
    changeable_by: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    budget: int = BUDGET,
) -> Flips:
    """The smallest changes of given facts after which the decision is settled otherwise; none while it is not settled.

    Facts that are not given stay unknown: a flip holds whatever they are.
    """
    if decision.outcome is None:
        return Flips((), complete=False)
    changeable = [
        fact
        for fact in program.facts
        if fact.name not in keep and _may_change(fact, changeable_by) and any(fact.name in facts for _, facts in lines)
    ]
    try:
        hunt = Hunt(program, tuple(lines), date, decision, changeable, budget)
    except TooLarge:
        return Flips((), complete=False)
    return hunt.smallest()


def _may_change(fact: FactInfo, roles: Sequence[str] | None) -> bool:
    if roles is None:
        return True
    return fact.changeable_by is not None and (not roles or fact.changeable_by in roles)
