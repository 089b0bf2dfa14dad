"""A jurisdiction's answer to a case with several lines: the strictest over its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from checker.ir.program import DecisionInfo, Program
from checker.results.records import (
    Decision,
    Finding,
    JurisdictionResult,
    LineResult,
    ObligationFinding,
    ObligationStatus,
    Status,
)

_NEAREST_FIRST = (
    Status.APPLIES,
    Status.DEFEATED,
    Status.UNDETERMINED,
    Status.DOES_NOT_APPLY,
    Status.NOT_IN_FORCE,
)
_WORST_FIRST = (
    ObligationStatus.UNMET,
    ObligationStatus.UNDETERMINED,
    ObligationStatus.MET,
    ObligationStatus.DOES_NOT_ARISE,
)


def combine(
    program: Program, lines: Sequence[LineResult], *, date: int | None = None, assumed: Sequence[str] = ()
) -> JurisdictionResult:
    """The answer over all lines, each line being free to turn out in any of its possible ways.

    Of several lines the finding nearest to applying stands for a rule. `lines` is not empty.
    """
    decisions = tuple(
        _over_lines(info, [line.decisions[place] for line in lines]) for place, info in enumerate(program.decisions)
    )
    findings = tuple(
        min((line.findings[place] for line in lines), key=_nearness) for place in range(len(program.rules))
    )
    obligations = tuple(
        min((line.obligations[place] for line in lines), key=_badness) for place in range(len(program.obligations))
    )
    return JurisdictionResult(
        program.name,
        program.binding,
        date,
        decisions,
        findings,
        obligations,
        tuple(lines),
        program.beside,
        tuple(assumed),
    )


def _nearness(finding: Finding) -> int:
    return _NEAREST_FIRST.index(finding.status)


def _badness(finding: ObligationFinding) -> tuple[int, bool]:
    return _WORST_FIRST.index(finding.status), finding.arises is not True


def _over_lines(info: DecisionInfo, lines: Sequence[Decision]) -> Decision:
    if len(lines) == 1:
        return lines[0]
    collects = info.combiner == "collect"
    names = [outcome.name for outcome in info.outcomes]
    masks = [sum(1 << names.index(name) for name in line.possible) for line in lines]
    mask = reduce(lambda one, other: one | other, masks) if collects else reduce(_strictest, masks)
    possible = tuple(name for number, name in enumerate(names) if mask >> number & 1)
    collected = tuple(name for name in names if any(name in line.collected for line in lines))
    settled = possible == collected if collects else len(possible) == 1
    outcome = possible[0] if settled and not collects else None
    deciding = lines if collects else [line for line in lines if settled and line.outcome == outcome]
    return Decision(
        info.name,
        outcome,
        possible,
        exact=all(line.exact for line in lines),
        decided_by=_distinct(name for line in deciding for name in line.decided_by),
        needs=() if settled else _distinct(name for line in lines for name in line.needs),
        collected=collected,
        conflict=any(line.conflict for line in lines),
    )


def _strictest(one: int, other: int) -> int:
    """The outcomes that the stricter of two can have, each being any of its own."""
    return sum(
        1 << number
        for number in range(max(one.bit_length(), other.bit_length()))
        if (one >> number & 1 and _holds_at_most(other, number))
        or (other >> number & 1 and _holds_at_most(one, number))
    )


def _holds_at_most(mask: int, number: int) -> bool:
    return mask & ((2 << number) - 1) != 0


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
