"""The law as resolved and typed: what was declared, by whom, and what it means.

All names are full names. What was mistaken is missing here and was reported; the lowering runs only when nothing was.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from checker.declared import (
    About,
    Attestation,
    Background,
    DatedList,
    FactInfo,
    Gap,
    NamedThing,
    Outcome,
    Period,
    RecordInfo,
    Scenario,
    ValueLabel,
)
from checker.model.terms import Term
from checker.source import NOWHERE, Span
from checker.types import Type
from checker.values import Value
from checker.wording import Wording


@frozen
class Alternative:
    """A rival reading of a definition or rule."""

    name: str
    label: Wording
    term: Term


@frozen
class Definition:
    """`open_term`: `term` is its default, or None where it has none and nobody filled it."""

    name: str
    owner: str
    type: Type
    about: About
    term: Term | None
    parameters: tuple[tuple[str, Type], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    open_term: bool = False


@frozen
class Fill:
    """What `owner` puts in the place of the open term `target`."""

    target: str
    owner: str
    term: Term
    about: About


@frozen
class Decision:
    """`otherwise` is the name of an outcome; outcomes least strict first, without "not asked"."""

    name: str
    owner: str
    outcomes: tuple[Outcome, ...]
    otherwise: str
    about: About
    combiner: str
    asked_when: Term | None
    of_code: str | None


@frozen
class Rule:
    """A rule, or (`defeats` not empty) an exception; `conclusions` are (decision, outcome)."""

    name: str
    owner: str
    about: About
    when: Term | None
    conclusions: tuple[tuple[str, str], ...] = ()
    periods: tuple[Period, ...] = ()
    defeats: tuple[str, ...] = ()
    basis: Term | None = None
    alternatives: tuple[Alternative, ...] = ()


@frozen
class Obligation:
    name: str
    owner: str
    about: About
    when: Term | None
    bearer: str | None = None
    due: Wording | None = None
    periods: tuple[Period, ...] = ()
    met_when: Term | None = None


@frozen
class Claim:
    """`premise` None: the conclusion holds always."""

    premise: Term | None
    conclusion: Term


@frozen
class Constraint:
    name: str
    about: About
    claim: Claim


@frozen
class Commitment:
    name: str
    owner: str
    about: About
    claim: Claim | None = None
    attestations: tuple[Attestation, ...] = ()
    not_decision_matter: Wording | None = None
    periods: tuple[Period, ...] = ()


@frozen
class Property:
    name: str
    owner: str
    about: About
    claim: Claim


@frozen
class Order:
    """A jurisdiction or voluntary code. `supplies` are (fact, term)."""

    name: str
    about: About
    binding: bool
    extends: str | None
    basis: Term | None
    as_if: tuple[tuple[str, Value], ...] = ()
    current_to: str | None = None
    supplies: tuple[tuple[str, Term], ...] = ()


@frozen
class Model:
    """Everything declared, by full name. `orders` stand in the order of their declarations in sorted files."""

    vocabulary: str
    orders: Mapping[str, Order]
    facts: Mapping[str, FactInfo]
    definitions: Mapping[str, Definition]
    fills: tuple[Fill, ...]
    lists: Mapping[str, DatedList]
    decisions: Mapping[str, Decision]
    rules: Mapping[str, Rule]
    obligations: Mapping[str, Obligation]
    constraints: Mapping[str, Constraint]
    commitments: Mapping[str, Commitment]
    properties: Mapping[str, Property]
    gaps: Mapping[str, tuple[str, Gap]]
    value_labels: tuple[ValueLabel, ...]
    records: tuple[RecordInfo, ...]
    roles: tuple[NamedThing, ...]
    types: tuple[NamedThing, ...]
    backgrounds: tuple[Background, ...]
    scenarios: tuple[Scenario, ...]

    def lineage(self, name: str) -> tuple[str, ...]:
        """`name`, what it extends, what that extends, …, and the vocabulary last."""
        found: list[str] = []
        here: str | None = name
        while here is not None and here not in found and here in self.orders:
            found.append(here)
            here = self.orders[here].extends
        return (*found, self.vocabulary) if self.vocabulary else tuple(found)


@frozen
class Link:
    """One step of a circle: who refers to what, and where."""

    name: str
    span: Span = field(default=NOWHERE, eq=False)
