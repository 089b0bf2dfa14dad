"""What a report of commitments shows, as text that is cleaned and not yet escaped."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from checker.analysis.conform.records import Answer
from checker.reports.differences.conditions import ConditionWords


@frozen
class Link:
    """A few words and, where there is one that may be followed, an address."""

    words: str
    href: str | None = None


@frozen
class CaseView:
    """A case: its facts, how what the commitment speaks of is decided, and the case file."""

    date: str
    facts: tuple[tuple[str, str], ...]
    assumed: tuple[str, ...]
    decided: tuple[str, ...]
    file: dict[str, Any]


@frozen
class WayView:
    """A way in which a claim is broken; with an example where the ways are a condition."""

    conditions: tuple[ConditionWords, ...]
    case: CaseView | None


@frozen
class EvidenceView:
    """What a table says: the answer, the evidence, and whatever else stands in the row."""

    answer: str
    evidence: str
    more: tuple[Link, ...]


@frozen
class CellView:
    """A commitment beside one jurisdiction. `word` is the verdict at a glance, `sentences` say what it means."""

    jurisdiction: str
    label: str
    anchor: str
    answer: Answer
    arises: bool
    word: str
    sentences: tuple[str, ...]
    case: CaseView | None
    ways_lead: str
    ways: tuple[WayView, ...]
    evidence: tuple[EvidenceView, ...]


@frozen
class GroupView:
    """The jurisdictions with the same word."""

    word: str
    cells: tuple[CellView, ...]


@frozen
class RowView:
    """A commitment, beside each jurisdiction."""

    name: str
    title: str
    anchor: str
    kind: str
    place: str
    citations: tuple[Link, ...]
    interpretation: str | None
    notes: tuple[str, ...]
    reason: str | None
    """Why it is no matter of decisions, where it is none."""
    cells: tuple[CellView, ...]
    groups: tuple[GroupView, ...]


@frozen
class CodeView:
    """A voluntary instrument."""

    name: str
    title: str
    anchor: str
    notes: tuple[str, ...]
    lead: str
    jurisdictions: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    assumed: tuple[str, ...]
    """For each jurisdiction, what its cases have in common, and how long lists are."""


@frozen
class ConformView:
    """The whole report."""

    title: str
    subject: str
    lead: tuple[str, ...]
    codes: tuple[CodeView, ...]
    legend: tuple[tuple[str, str, str], ...]
    """Sign, word and meaning of each verdict that occurs."""
    count: str
    digests: tuple[tuple[str, str], ...]
    number: str
    finished: bool
