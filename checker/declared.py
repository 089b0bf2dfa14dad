"""What a declaration tells that needs no lowering: its citations, its periods, its data.

The model fills these records, the core language carries them on unchanged, and reports show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from checker.records import field, frozen
from checker.source import NOWHERE, Span
from checker.types import RecordType, Type
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


@frozen
class Attestation:
    """Evidence for a procedural commitment: jurisdiction, answer as in the table, and the text of the evidence."""

    jurisdiction: str
    answer: str
    evidence: str
    row: Mapping[str, str] = field(factory=dict, eq=False)


@frozen
class Gap:
    name: str
    about: About


@frozen
class ValueLabel:
    """The label of one value of an enum or scale; `rank` is its place."""

    type: str
    value: str
    rank: int
    label: Wording


@frozen
class RecordInfo:
    """A record type and the labels of its fields."""

    type: RecordType
    about: About
    field_labels: tuple[tuple[str, Wording], ...]


@frozen
class NamedThing:
    """A role, enum, scale or code type: its name and what it is called."""

    name: str
    label: Wording


@frozen
class Background:
    """A named set of facts that cases and scenarios may assume; a value of None makes the fact unknown."""

    name: str
    about: About
    facts: tuple[tuple[str, Value | None], ...]


@frozen
class ExpectOutcome:
    target: str
    beside: str | None
    decision: str
    outcome: str
    by: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectPossible:
    target: str
    beside: str | None
    decision: str
    outcomes: tuple[str, ...]
    decided_by: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectRule:
    target: str
    beside: str | None
    rule: str
    status: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectObligation:
    target: str
    beside: str | None
    obligation: str
    status: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


Expectation: TypeAlias = ExpectOutcome | ExpectPossible | ExpectRule | ExpectObligation


@frozen
class Scenario:
    """A test in the language with `like` and `assuming` already merged into `given`; rule names are full names."""

    name: str
    owner: str
    about: About
    date: int
    given: tuple[tuple[str, Value | None], ...]
    lines: tuple[tuple[str, tuple[tuple[str, Value | None], ...]], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    actual: bool = False
    expectations: tuple[Expectation, ...] = ()
