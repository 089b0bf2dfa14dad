"""Cases of several lines: each line on its own, and all of them together.

Lines that the program cannot tell apart are looked at once. A decision on one line needs only that line: the others
share unknown facts with it and constrain none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.exact.decide import Lines
from checker.analysis.exact.exploring import explore
from checker.analysis.exact.told_apart import told_apart
from checker.backends.lines import combine
from checker.ir.program import DecisionInfo, Program
from checker.records import evolve
from checker.results.records import Decision, JurisdictionResult

_MOST_WORK = 10
"""What all lines together may cost, as a multiple of what one may."""


def decide_lines(
    program: Program, lines: Lines, date: int, kleene: JurisdictionResult, *, budget: int, assumed: Sequence[str]
) -> JurisdictionResult:
    """The exact answer, over all lines and on each; `kleene` is the answer in Kleene logic."""
    if len(lines) == 1:
        return explore(program, lines, date, budget=budget, assumed=assumed, kleene=kleene).result
    apart = told_apart([(program, lines)])
    few = apart.of(lines)
    of_few = [kleene.lines[place] for place in apart.first]
    each = max(1, min(budget, _MOST_WORK * budget // len(few)))
    alone = [
        explore(program, [line], date, budget=each, kleene=combine(program, [result])).result.decisions
        for line, result in zip(few, of_few, strict=True)
    ]
    together = explore(program, few, date, budget=budget, kleene=combine(program, of_few, date=date)).result
    decided = [evolve(result, decisions=decisions) for result, decisions in zip(of_few, alone, strict=True)]
    bounds = combine(program, decided).decisions
    decisions = tuple(map(_bounded, program.decisions, together.decisions, bounds))
    by_line = (evolve(result, decisions=alone[n]) for result, n in zip(kleene.lines, apart.group_of, strict=True))
    return evolve(kleene, decisions=decisions, lines=tuple(by_line))


def _bounded(info: DecisionInfo, decision: Decision, bound: Decision) -> Decision:
    """A decision over all lines, which is no more than what those on each line come to where it is not exact."""
    possible = tuple(name for name in decision.possible if name in bound.possible)
    if decision.exact or possible == decision.possible:
        return decision
    if info.combiner == "collect" or len(possible) != 1:
        return evolve(decision, possible=possible)
    return evolve(bound, possible=possible, outcome=possible[0], exact=True, needs=())
