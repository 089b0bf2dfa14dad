"""What a report of differences shows, as text that is cleaned and not yet escaped. Sentences come without full stop."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import frozen

from checker.reports.differences.conditions import ConditionWords

Tone: TypeAlias = Literal["stricter", "looser", "both", "other"]

SIGNS: dict[Tone, str] = {"stricter": "▲", "looser": "▼", "both": "▲▼", "other": "◆"}


@frozen
class Shown:
    """An outcome: its words, and the look that goes with its rank."""

    look: str
    words: str


@frozen
class SideView:
    """What one side makes of an example, the provisions by which, and what else is to be said of it."""

    title: str
    outcome: Shown
    grounds: tuple[str, ...]
    asides: tuple[str, ...]


@frozen
class CaseView:
    """An example. `files`: the case as either side takes it, as data for a case file; one where both take it alike."""

    date: str
    facts: tuple[tuple[str, str], ...]
    assumed: tuple[str, ...]
    sides: tuple[SideView, SideView]
    files: tuple[dict[str, Any], ...]


@frozen
class RegionView:
    """`cases`: which of the cases put to both sides lie here; empty where none were put."""

    conditions: tuple[ConditionWords, ...]
    size: str
    ordinary: CaseView
    edge: str
    edge_case: CaseView | None
    cases: str


@frozen
class SegmentView:
    """A run of words of a clause: "same", "removed" or "added"."""

    kind: str
    text: str


@frozen
class ClauseView:
    name: str
    segments: tuple[SegmentView, ...]


@frozen
class RowView:
    """One member of a list: what became of it, and its other cells on either side."""

    what: str
    member: str
    old: str
    new: str


@frozen
class EditView:
    """One construct whose text differs. `text`: the whole of what was added or removed."""

    anchor: str
    heading: str
    place: str
    nature: str
    clauses: tuple[ClauseView, ...]
    rows: tuple[RowView, ...]
    more_rows: int
    text: tuple[SegmentView, ...]


@frozen
class ChangeView:
    """One kind of change. `follows_from`: sentences of other changes and their anchors."""

    number: str
    anchor: str
    sentence: str
    tone: Tone
    before: Shown
    after: Shown
    example: CaseView
    follows_from: tuple[tuple[str, str], ...]
    regions: tuple[RegionView, ...]
    completeness: str
    edits: tuple[EditView, ...]


@frozen
class ImpactView:
    """A case that was put to both sides and for which something changes. `regions`: where it lies or may lie."""

    case: str
    change: str
    anchor: str
    before: str
    after: str
    regions: str


@frozen
class DecisionView:
    """The changes of one decision or duty. `direction`: what they do together."""

    label: str
    anchor: str
    tone: Tone
    direction: str
    count: str
    changes: tuple[ChangeView, ...]


@frozen
class ProgramView:
    """One jurisdiction or code; of two jurisdictions, both."""

    name: str
    title: str
    anchor: str
    binding: bool
    headline: str
    decisions: tuple[DecisionView, ...]
    equal: str
    notes: tuple[str, ...]
    partial: bool
    impact_lead: str
    impacts: tuple[ImpactView, ...]

    @property
    def changed(self) -> bool:
        return bool(self.decisions)


@frozen
class DiffView:
    """`edits` are all edits of the text, `tests` how many of scenarios are left out; `facts`: digests and the like."""

    title: str
    meta: tuple[str, ...]
    lead: tuple[str, ...]
    programs: tuple[ProgramView, ...]
    edits: tuple[EditView, ...]
    edit_lead: str
    not_compared: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]
    titles: tuple[str, str]
    marker: str
    replay: str
    number: str
    verb: str = "changes"
    becomes: str = "Becomes"
    kinds: str = "Kinds of change"
    nothing: str = "No case changes"

    @property
    def changed(self) -> tuple[ProgramView, ...]:
        return tuple(each for each in self.programs if each.changed)

    @property
    def unchanged(self) -> tuple[ProgramView, ...]:
        return tuple(each for each in self.programs if not each.changed)

    @property
    def any_same(self) -> bool:
        """Whether anything was proved to be the same."""
        return any(not each.changed or each.equal for each in self.programs)

    @property
    def any_cases(self) -> bool:
        """Whether cases were put to both sides."""
        return any(each.impact_lead for each in self.programs)

    @property
    def sections(self) -> tuple[tuple[int, str, str], ...]:
        """Number, anchor and title of the sections; they keep their numbers where one is left out."""
        every = (
            (2, "kinds", self.kinds, bool(self.changed)),
            (3, "same", "What is the same", True),
            (4, "limits", "What the proofs hold for", True),
            (5, "cases", "Cases put to both", self.any_cases),
            (6, "text", "What the text says differently", bool(self.edit_lead)),
            (7, "checking", "Checking this report", True),
        )
        return tuple((number, anchor, title) for number, anchor, title, there in every if there)
