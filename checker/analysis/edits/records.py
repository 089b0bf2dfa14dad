"""What a difference between two texts of law consists of."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, TypeAlias

from attrs import field, frozen

from checker.source import Span


class Nature(IntEnum):
    """What an edit can bear on, least first.

    `LAYOUT`: comments, order and blank space. `WORDING`: titles, notes and translations. `SOURCE`: citations and what
    else tells where law comes from and how sure that is. `MEANING`: whatever else, so that it may change an answer.
    """

    LAYOUT = 0
    WORDING = 1
    SOURCE = 2
    MEANING = 3

    @property
    def word(self) -> str:
        return self.name.lower()


EditKind: TypeAlias = Literal["added", "removed", "changed", "renamed", "moved"]
RowKind: TypeAlias = Literal["added", "removed", "redated", "reworded"]
SegmentKind: TypeAlias = Literal["same", "removed", "added"]


@frozen
class Excerpt:
    """A place in one of the two laws (lines start at 1) and its text in the formatter's layout."""

    span: Span
    line: int
    text: str

    @property
    def path(self) -> str:
        return self.span.path


@frozen
class Segment:
    """A run of words. Those that are not removed make up the new text exactly."""

    kind: SegmentKind
    text: str


@frozen
class ClauseEdit:
    """`clause` is `head`, or the words that begin the clause (`when`, `from`); None: it is not there."""

    clause: str
    old: str | None
    new: str | None
    nature: Nature
    segments: tuple[Segment, ...]


@frozen
class RowEdit:
    """One member of a list, value of a type or answer of a table. The excerpts hold its dates or other cells."""

    kind: RowKind
    member: str
    old: Excerpt | None
    new: Excerpt | None
    nature: Nature


@frozen
class Edit:
    """One construct that differs.

    `construct` is the keyword that declares it (`rule`, `exception`, `list`), or `table` for a table in which nothing
    that is read differs. `name` is its full name, where it was renamed the new one. A construct is `moved` when it
    stands in another file and is otherwise the same. `rows` are the members of lists and types, tables included: they
    may differ though the text of the construct does not.
    """

    kind: EditKind
    construct: str
    name: str
    owner: str
    old: Excerpt | None
    new: Excerpt | None
    nature: Nature
    clauses: tuple[ClauseEdit, ...] = ()
    rows: tuple[RowEdit, ...] = ()
    old_name: str = field()

    @old_name.default
    def _same_name(self) -> str:
        return self.name

    @property
    def names(self) -> frozenset[str]:
        """The names it had and has."""
        return frozenset((self.old_name, self.name))

    @property
    def is_test(self) -> bool:
        """Whether it is a scenario: counted apart, because a test decides nothing."""
        return self.construct == "scenario"
