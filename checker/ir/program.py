"""One jurisdiction's law in the core language, ready for any backend."""

from __future__ import annotations

from checker.declared import (
    ALWAYS,
    NEVER,
    About,
    Attestation,
    Citation,
    DatedList,
    FactInfo,
    Gap,
    Membership,
    Outcome,
    Period,
)
from checker.ir.nodes import Expr
from checker.records import frozen
from checker.types import Type
from checker.values import Value
from checker.wording import Wording

__all__ = [
    "ALWAYS",
    "CASE_DATE",
    "NEVER",
    "NOT_ASKED",
    "About",
    "Attestation",
    "Citation",
    "Commitment",
    "Conclusion",
    "Constraint",
    "DatedList",
    "DecisionInfo",
    "DefinitionInfo",
    "FactInfo",
    "Gap",
    "Membership",
    "Obligation",
    "Outcome",
    "Period",
    "Program",
    "Property",
    "Reading",
    "Rule",
]

CASE_DATE = "case.date"
"""The name under which `Fact` reads the date that the case gives: known to every backend, given by no case file."""


@frozen
class DefinitionInfo:
    """A named value; `expr` refers only to definitions that stand earlier in `Program.definitions`."""

    name: str
    type: Type
    expr: Expr
    about: About
    open_term: bool = False


NOT_ASKED = "not_asked"


@frozen
class DecisionInfo:
    """Outcomes least strict first. A decision with `asked_when` has the extra outcome `not_asked` at index 0,
    which it takes where `asked_when` is false.

    `combiner` is "strictest", "unique" (two different applying outcomes are a conflict) or "collect" (a set of
    outcomes).
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

    `basis` replaces the program's `as_of` for this rule: its periods, and lists and `as_of` within its condition. It is
    a date that may be unknown and is never `none`: lowering falls back to the program's own where an author's could be.
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
