"""One jurisdiction's law in the core language, ready for any backend."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from checker.ir.nodes import Expr
from checker.source import NOWHERE, Span
from checker.types import Type
from checker.values import Value
from checker.wording import Wording

ALWAYS = -(10**9)
NEVER = 10**9


@frozen
class Citation:
    """A place in an instrument. `verified` is an ISO date or None; `confidence` is "sourced" or "unverified"."""

    source: str
    title: Wording
    provision: str | None
    citation: Wording | None = None
    url: str | None = None
    authority: Wording | None = None
    verified: str | None = None
    confidence: str = "sourced"


@frozen
class Period:
    """True from `start_latest` until `end_earliest` (half open); unknown from `start_earliest` and until `end_latest`.

    Dates are ordinals; `ALWAYS` and `NEVER` stand for open ends. With exact dates earliest = latest.
    """

    start_earliest: int = ALWAYS
    start_latest: int = ALWAYS
    end_earliest: int = NEVER
    end_latest: int = NEVER


@frozen
class About:
    """What is told to people about a construct; no part of its meaning."""

    label: Wording
    citations: tuple[Citation, ...] = ()
    interpretation: Wording | None = None
    unverified: Wording | None = None
    """What would confirm an unverified construct; None when it is sourced."""
    notes: tuple[Wording, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class FactInfo:
    name: str
    type: Type
    about: About
    per_line: bool = False
    assessed: bool = False
    by: str | None = None
    """Role that supplies it."""
    changeable_by: str | None = None
    """Role that can change it, for "smallest change" answers."""
    meaning: Wording | None = None
    question: Wording | None = None


@frozen
class DefinitionInfo:
    """A named value; `expr` refers only to definitions that stand earlier in `Program.definitions`."""

    name: str
    type: Type
    expr: Expr
    about: About
    open_term: bool = False


@frozen
class Membership:
    """One row of a list: a member and when it is one."""

    member: str | int
    period: Period = Period()
    note: str = ""


@frozen
class DatedList:
    """`nesting` is that of the member's code type. Several rows for one member are joined by Kleene *or*."""

    name: str
    rows: tuple[Membership, ...]
    about: About
    nesting: str | None = None


@frozen
class Outcome:
    name: str
    label: Wording


NOT_ASKED = "not_asked"


@frozen
class DecisionInfo:
    """Outcomes least strict first. A decision with `asked_when` has the extra outcome `not_asked` at index 0,
    which it takes where `asked_when` is false.

    `combiner` is "strictest", "unique" (two different applying outcomes are a conflict) or "collect" (a set of outcomes).
    `otherwise` is an index into `outcomes`.
    `of_code` names the code of conduct that owns the decision, or is None.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    otherwise: int
    about: About
    combiner: str = "strictest"
    asked_when: Expr | None = None
    of_code: str | None = None


@frozen
class Conclusion:
    decision: str
    outcome: int


@frozen
class Rule:
    """A rule or exception. `when` is over the line's facts and over decisions that stand earlier.

    `basis` replaces the program's `as_of` for this rule: its periods, and lists and `as_of` within its condition.
    `defeated_by` names rules that stand earlier in `Program.rules`.
    `owner` is the vocabulary, jurisdiction or code that states it.
    """

    name: str
    when: Expr
    about: About
    owner: str
    conclusions: tuple[Conclusion, ...] = ()
    periods: tuple[Period, ...] = ()
    defeated_by: tuple[str, ...] = ()
    defeats: tuple[str, ...] = ()
    basis: Expr | None = None


@frozen
class Obligation:
    """Arises as a rule applies (periods, `when`, not defeated); `met_when` None: nothing in the case can show it."""

    name: str
    when: Expr
    about: About
    owner: str
    bearer: str | None = None
    due: Wording | None = None
    periods: tuple[Period, ...] = ()
    defeated_by: tuple[str, ...] = ()
    met_when: Expr | None = None


@frozen
class Constraint:
    """Holds in every case that can occur."""

    name: str
    expr: Expr
    about: About


@frozen
class Commitment:
    """A claim of a voluntary instrument. Exactly one of `claim`, `attestations`, `not_decision_matter` is given."""

    name: str
    about: About
    claim: Expr | None = None
    attestations: tuple[Attestation, ...] = ()
    not_decision_matter: Wording | None = None
    periods: tuple[Period, ...] = ()


@frozen
class Attestation:
    """Evidence for a procedural commitment: jurisdiction, answer as in the table, and the text of the evidence."""

    jurisdiction: str
    answer: str
    evidence: str
    row: Mapping[str, str] = field(factory=dict, eq=False)


@frozen
class Property:
    name: str
    expr: Expr
    about: About


@frozen
class Reading:
    """A rival reading: choosing it compiles `target` (a rule or definition) with another condition."""

    name: str
    target: str
    label: Wording


@frozen
class Gap:
    name: str
    about: About


@frozen
class Program:
    """A jurisdiction (or a voluntary code, alone or beside a jurisdiction) in the order in which it is evaluated.

    `stages` interleaves: every rule, decision and obligation by name, each after all that it depends on.
    `as_if` are the facts assumed when the case is decided as if established there.
    `readings` are the rival readings one can choose; `chosen` those chosen in this program, as (target, reading).
    """

    name: str
    about: About
    binding: bool
    lineage: tuple[str, ...]
    as_of: Expr
    facts: tuple[FactInfo, ...]
    definitions: tuple[DefinitionInfo, ...]
    lists: tuple[DatedList, ...]
    decisions: tuple[DecisionInfo, ...]
    rules: tuple[Rule, ...]
    obligations: tuple[Obligation, ...]
    constraints: tuple[Constraint, ...]
    stages: tuple[tuple[str, str], ...]
    """("rule" | "decision" | "obligation", name) in order of evaluation."""
    as_if: tuple[tuple[str, Value], ...] = ()
    uncertainties: tuple[tuple[str, Wording], ...] = ()
    """What each `Uncertain` node stands for."""
    current_to: str | None = None
    readings: tuple[Reading, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    gaps: tuple[Gap, ...] = ()
    beside: str | None = None
    commitments: tuple[Commitment, ...] = ()
    properties: tuple[Property, ...] = ()
