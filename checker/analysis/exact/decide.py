"""The exact answer of one jurisdiction to one case, where possible without the engine.

The Kleene answer comes first. Where it leaves no outcome open it is exact as it stands, and the engine, which takes
longer to import than such an answer takes to find, is not imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from checker.analysis.exact.alike import distinct
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import Program
from checker.records import evolve
from checker.results.records import Decision, JurisdictionResult
from checker.values import Value

BUDGET = 100_000

Lines: TypeAlias = Sequence[tuple[str, Mapping[str, Value]]]
Target: TypeAlias = tuple[int | None, str]
"""A decision on one line, by number, or (None) over all lines."""


def decide(
    program: Program, lines: Lines, date: int, *, budget: int = BUDGET, assumed: Sequence[str] = ()
) -> JurisdictionResult:
    """The exact possible outcomes of every decision, or the Kleene ones (`exact` False) where the bound is hit.

    `assumed` names the facts that were set because the case is decided as if established there; it is only passed on.
    """
    apart = distinct(lines)
    lines = apart.of(lines)
    kleene = kleene_answer(program, lines, date, assumed=assumed, needs=False)
    if not _anything_open(kleene):
        return apart.whole(marked_exact(kleene))
    from checker.analysis.exact.by_line import decide_lines

    return apart.whole(decide_lines(program, lines, date, kleene, budget=budget, assumed=assumed))


def kleene_answer(
    program: Program, lines: Lines, date: int, *, assumed: Sequence[str] = (), needs: bool = True
) -> JurisdictionResult:
    """What the interpreter makes of the case; without `needs`, not what its open decisions need."""
    results = [evaluate(program, facts, date, line=name, needs=needs) for name, facts in lines]
    return combine(program, results, date=date, assumed=assumed)


def open_targets(result: JurisdictionResult) -> list[Target]:
    """The decisions that the answer leaves open over all lines, in order of evaluation."""
    line = 0 if len(result.lines) == 1 else None
    return [(line, each.decision) for each in result.decisions if _is_open(each)]


def _anything_open(result: JurisdictionResult) -> bool:
    by_line = (each for line in result.lines for each in line.decisions)
    return any(_is_open(each) for each in (*result.decisions, *by_line))


def _is_open(decision: Decision) -> bool:
    if decision.collected or (decision.outcome is None and not decision.conflict):
        return set(decision.possible) != set(decision.collected)
    return len(decision.possible) > 1


def marked_exact(result: JurisdictionResult) -> JurisdictionResult:
    """The answer with every decision that it does not leave open said to be exact."""
    lines = tuple(evolve(line, decisions=_marked(line.decisions)) for line in result.lines)
    return evolve(result, decisions=_marked(result.decisions), lines=lines)


def _marked(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(evolve(each, exact=not _is_open(each)) for each in decisions)
