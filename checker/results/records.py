"""Decisions, findings, obligations and traces."""

from __future__ import annotations

from enum import Enum

from checker.records import field, frozen
from checker.source import NOWHERE, Span
from checker.values import Truth


class Status(Enum):
    """What became of a rule."""

    APPLIES = "applies"
    DEFEATED = "defeated"
    UNDETERMINED = "undetermined"
    NOT_IN_FORCE = "not_in_force"
    DOES_NOT_APPLY = "does_not_apply"


class ObligationStatus(Enum):
    MET = "met"
    UNMET = "unmet"
    UNDETERMINED = "undetermined"
    DOES_NOT_ARISE = "does_not_arise"


@frozen
class Trace:
    """One node of what was evaluated: its text as the author would recognise it, its value, and its parts."""

    text: str
    truth: Truth
    parts: tuple[Trace, ...] = ()
    value: str | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Finding:
    """What became of one rule on one line.

    `defeated_by`: exceptions that apply to it (for DEFEATED), or may (for UNDETERMINED).
    `conclusions`: (decision, outcome) by name. `condition` and `in_force` are the Kleene values before exceptions.
    """

    rule: str
    status: Status
    conclusions: tuple[tuple[str, str], ...] = ()
    defeated_by: tuple[str, ...] = ()
    condition: Truth = None
    in_force: Truth = None
    trace: Trace | None = None


@frozen
class Decision:
    """The outcome of one decision.

    `possible` lists outcomes least strict first; `outcome` is the only one, or None. For a `collect` decision `outcome`
    is None, `collected` holds what certainly applies and `possible` what may.
    `exact` says whether `possible` is the exact set (all completions of the case that the constraints allow) or the
    Kleene set, which may be larger. `decided_by`: the applying rules that conclude the outcome (empty: `otherwise`).
    `needs`: the unknown facts (and uncertainties) that can still change it, most decisive first.
    `conflict`: a `unique` decision for which two outcomes apply.
    """

    decision: str
    outcome: str | None
    possible: tuple[str, ...]
    exact: bool
    decided_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    collected: tuple[str, ...] = ()
    conflict: bool = False


@frozen
class ObligationFinding:
    """A duty. `arises` tells, of an undetermined one, whether it is open that it arises or only that it is met.

    A duty that nothing in a case can show to be met stays undetermined where it arises.
    """

    obligation: str
    status: ObligationStatus
    bearer: str | None = None
    trace: Trace | None = None
    arises: Truth = None


@frozen
class LineResult:
    """The answer for one item line."""

    line: str
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[ObligationFinding, ...]

    def decision(self, name: str) -> Decision:
        """The decision called `name`; KeyError where this program does not make it."""
        for decision in self.decisions:
            if decision.decision == name:
                return decision
        raise KeyError(name)


@frozen
class JurisdictionResult:
    """A jurisdiction's answer to a case: the strictest over its lines.

    `assumed`: the facts set because the case was decided as if established there (empty with `--actual`).
    `findings` over several lines: the status nearest to applying (APPLIES, DEFEATED, UNDETERMINED, …).
    """

    jurisdiction: str
    binding: bool
    date: int | None
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[ObligationFinding, ...]
    lines: tuple[LineResult, ...]
    beside: str | None = None
    assumed: tuple[str, ...] = ()

    def decision(self, name: str) -> Decision:
        """The decision called `name`; KeyError where this program does not make it."""
        for decision in self.decisions:
            if decision.decision == name:
                return decision
        raise KeyError(name)
