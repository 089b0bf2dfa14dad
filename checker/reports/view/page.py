"""The records of a comparison page in one language.

Order, words and which things belong together are settled here; a renderer decides only how they look.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from checker.reports.phrase import EMPTY, Phrase


class Look(Enum):
    """How an outcome is drawn, beside its words. STEP_0 is the least strict, STEP_4 the strictest."""

    STEP_0 = "step-0"
    STEP_1 = "step-1"
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"
    UNORDERED = "unordered"
    UNSETTLED = "unsettled"
    NOT_ARISING = "not-arising"
    VOLUNTARY = "voluntary-answer"


class Mark(Enum):
    """Which tag a text wears."""

    INTERPRETATION = "interpretation"
    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"
    ASSESSED = "assessed"
    DIFFERS = "differs"
    VOLUNTARY = "voluntary"


@frozen
class Tag:
    mark: Mark
    words: Phrase


@frozen
class CitationView:
    """A place in an instrument. `url` is shown after it on paper."""

    words: Phrase
    url: str | None = None
    unverified: Tag | None = None


@frozen
class Answer:
    """An outcome, or what it could be.

    `bound`: said where the possible outcomes are a bound, not the exact set. Where there are many, `head` and `options`
    say the same as `words`, as a list.
    """

    look: Look
    words: Phrase
    bound: Phrase = EMPTY
    uncertain: bool = False
    head: Phrase = EMPTY
    options: tuple[Phrase, ...] = ()


@frozen
class RuleView:
    """One rule considered. `anchor` is None where another place of the page has it already."""

    name: str
    anchor: str | None
    title: Phrase
    status: Phrase
    standing: str
    concludes: Phrase = EMPTY
    citations: tuple[CitationView, ...] = ()
    interpretation: Tag | None = None
    unverified: Phrase = EMPTY
    set_aside: tuple[Phrase, ...] = ()
    force: Phrase = EMPTY


@frozen
class RulesView:
    """The rules considered for one answer: those that matter, then the rest by title."""

    summary: Phrase
    rules: tuple[RuleView, ...]
    rest_title: Phrase = EMPTY
    rest: tuple[RuleView, ...] = ()
    rest_elsewhere: Phrase = EMPTY


@frozen
class Ground:
    """What an answer rests on."""

    words: Phrase
    citations: tuple[CitationView, ...] = ()
    interpretation: Tag | None = None


@frozen
class Member:
    """A jurisdiction, or several for the same reasons, within a group of the board. The name leads to its answer."""

    name: Phrase
    grounds: tuple[Ground, ...]
    more_grounds: Phrase = EMPTY
    line: Phrase = EMPTY


@frozen
class BoardRow:
    answer: Answer
    count: Phrase
    members: tuple[Member, ...]
    settled_by: Phrase = EMPTY


@frozen
class Sentence:
    """A numbered paragraph such as 2.1."""

    number: str
    words: Phrase
    details: tuple[Phrase, ...] = ()


@frozen
class Cell:
    """The answer of the jurisdictions of one column at one stage.

    `anchors`: where links to these answers lead. `group`: equal for equal answers of one stage.
    """

    anchors: tuple[str, ...]
    answer: Answer
    grounds: tuple[Ground, ...]
    more_grounds: Phrase = EMPTY
    differs: Tag | None = None
    baseline: Phrase = EMPTY
    settled_by: Phrase = EMPTY
    rules: RulesView | None = None
    names: Phrase = EMPTY
    group: int = 0


@frozen
class Column:
    """Jurisdictions that answer alike, by the same rules, at every stage. `order`: 0 is the strictest."""

    names: Phrase
    notes: tuple[Phrase, ...]
    is_baseline: bool
    programs: tuple[str, ...] = ()
    order: int = 0


@frozen
class PhoneGroup:
    """Jurisdictions that answer one stage alike."""

    heading: Phrase
    answer: Answer
    differs: Tag | None
    cells: tuple[Cell, ...]
    programs: tuple[str, ...] = ()


@frozen
class Stage:
    """One row. `same`: said where every jurisdiction answers alike."""

    title: Phrase
    note: Phrase
    cells: tuple[Cell, ...]
    groups: tuple[PhoneGroup, ...]
    same: Phrase = EMPTY
    same_answer: Answer | None = None


@frozen
class Duty:
    words: Phrase
    who: Phrase
    status: Phrase
    citations: tuple[CitationView, ...]
    tags: tuple[Tag, ...] = ()


@frozen
class DutyGroup:
    """The duties under the law of some jurisdictions."""

    names: Phrase
    duties: tuple[Duty, ...]


@frozen
class Table:
    """A side by side table, of the whole case or of one of its lines, which `line` then names."""

    anchor: str
    heading: Phrase
    caption: Phrase
    columns: tuple[Column, ...]
    stages: tuple[Stage, ...]
    apart_summary: Phrase = EMPTY
    apart_columns: tuple[Phrase, ...] = ()
    apart_rows: tuple[tuple[Phrase, tuple[Answer, ...]], ...] = ()
    line: str = ""


@frozen
class Need:
    """A fact that is not settled."""

    number: str
    anchor: str
    label: Phrase
    name: str
    question: Phrase
    tags: tuple[Tag, ...]
    supplier: Phrase
    affects: Phrase
    settles: tuple[Phrase, ...] = ()


@frozen
class ChangeView:
    """`answer`: from `day` on, under the law of `name`. `day` is `date` as an ordinal."""

    number: str
    anchor: str
    day: int
    date: Phrase
    name: Phrase
    answer: Answer
    words: Phrase
    because: tuple[Phrase, ...]
    tags: tuple[Phrase, ...] = ()


@frozen
class Band:
    """An answer for as long as it lasts. `target`: the row of the table that tells it. `is_now`: on the case's date."""

    box: tuple[int, int, int, int]
    look: Look
    mark: tuple[int, int]
    text: tuple[int, int]
    lines: tuple[str, ...]
    label: str
    target: str
    is_now: bool
    lang: str | None = None


@frozen
class Tick:
    """A day from which an answer holds. `day` and `date`: the day that the page moves to."""

    box: tuple[int, int, int, int]
    lines: tuple[str, ...]
    label: str
    target: str
    day: int
    date: str


@frozen
class Lines:
    """Text in rows from a place on."""

    at: tuple[int, int]
    lines: tuple[str, ...]
    lang: str | None = None


@frozen
class Chart:
    """A drawing with places in pixels. `line`: x, top and bottom of the line of the case's date.

    `left`: where the drawing begins; names left of it stand in a drawing of their own that does not scroll away.
    """

    anchor: str
    left: int
    width: int
    height: int
    title: Phrase
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    names: tuple[Lines, ...] = ()
    line: tuple[int, int, int] | None = None
    line_words: Lines | None = None


@frozen
class Opening:
    """What a jurisdiction answers before any change, or on every day."""

    anchor: str
    name: Phrase
    since: Phrase
    answer: Answer
    day: int
    date: Phrase


@frozen
class TimelineView:
    """The answers from day to day: one drawing for wide screens, one for each jurisdiction elsewhere, and a table.

    The table holds the openings, then the changes of the page.
    """

    across: Chart
    down: tuple[Chart, ...]
    openings: tuple[Opening, ...]
    caption: Phrase
    note: Phrase


@frozen
class ReadingView:
    number: str
    anchor: str
    title: Phrase
    name: str
    reason: Phrase
    citations: tuple[CitationView, ...]
    used_by: Phrase
    alternatives: tuple[Phrase, ...]


@frozen
class CommitmentView:
    label: Phrase
    kind: Phrase
    answers: tuple[Phrase, ...]
    citations: tuple[CitationView, ...]
    interpretation: Tag | None = None


@frozen
class VoluntaryDecision:
    title: Phrase
    rows: tuple[BoardRow, ...]


@frozen
class Voluntary:
    """One voluntary instrument: what it calls for beside each jurisdiction, and its commitments."""

    anchor: str
    title: Phrase
    tag: Tag
    lead: tuple[Phrase, ...]
    notes: tuple[Phrase, ...]
    decisions: tuple[VoluntaryDecision, ...]
    commitments_summary: Phrase
    commitments: tuple[CommitmentView, ...]
    not_matters_summary: Phrase = EMPTY
    not_matters: tuple[CommitmentView, ...] = ()


@frozen
class FactRow:
    label: Phrase
    name: str
    value: tuple[Phrase, ...]
    tags: tuple[Tag, ...]
    supplier: Phrase
    note: Phrase = EMPTY


@frozen
class FactTable:
    """`is_assumed`: nobody states these facts; the case names them as a set."""

    caption: Phrase
    intro: Phrase
    rows: tuple[FactRow, ...]
    is_assumed: bool = False


@frozen
class InstrumentView:
    short: str
    title: Phrase
    url: str | None
    url_words: str
    authority: Phrase
    verified: Phrase
    cited_by: Phrase
    unverified: Tag | None = None


@frozen
class Term:
    word: Phrase
    meaning: Phrase


@frozen
class Section:
    """The number and title of a section; sections keep their numbers where one is left out."""

    number: int
    anchor: str
    title: Phrase


@frozen
class PageView:
    """`words` are the texts that belong to no particular answer (headings of table columns and the like), by key."""

    language: str
    direction: str
    number: str
    number_words: Phrase
    title: Phrase
    meta: tuple[Phrase, ...]
    lead: tuple[Phrase, ...]
    note: Phrase
    footer: str
    sections: tuple[Section, ...]
    board: tuple[BoardRow, ...]
    disclaimer: Phrase
    voluntary: tuple[Voluntary, ...]
    partings: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    duties: tuple[DutyGroup, ...]
    unsettled_intro: tuple[Sentence, ...]
    needs: tuple[Need, ...]
    changes_intro: Phrase
    changes: tuple[ChangeView, ...]
    timeline: TimelineView | None
    readings_intro: Phrase
    readings: tuple[ReadingView, ...]
    fact_tables: tuple[FactTable, ...]
    assumptions: tuple[Sentence, ...]
    instruments: tuple[InstrumentView, ...]
    gaps_title: Phrase
    gaps: tuple[Phrase, ...]
    unverified_title: Phrase
    unverified: tuple[Phrase, ...]
    current_to: tuple[Phrase, ...]
    digests: tuple[tuple[Phrase, str], ...]
    reproduce: tuple[Phrase, ...]
    terms: tuple[Term, ...]
    embedded: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]

    def word(self, key: str) -> str:
        """A text by its key; KeyError where the catalogue has none."""
        return dict(self.words)[f"word.{key}"]

    def section(self, number: int) -> Section | None:
        return next((section for section in self.sections if section.number == number), None)
