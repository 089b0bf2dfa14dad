"""What a fact may be, with the literal under which it is so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from checker.analysis.exact.circuit import TRUE, Literal
from checker.analysis.exact.domains import Cell, Domain
from checker.analysis.exact.numbers import Bits
from checker.records import define, field, frozen
from checker.values import NONE, Scalar

Options: TypeAlias = dict[Scalar, Literal]
"""Values, of which exactly one holds."""


@frozen
class Members:
    """A set: the literal of each possible element, and that of its being `none`."""

    of: Mapping[Scalar, Literal]
    none: Literal


@define
class Entry:
    """A record that may be there; fields are made when they are first asked for."""

    exists: Literal
    _make: Callable[[str], Options | Members]
    fields: dict[str, Options | Members] = field(factory=dict)

    def field_of(self, name: str) -> Options | Members:
        """What the field may be."""
        found = self.fields.get(name)
        if found is None:
            found = self.fields[name] = self._make(name)
        return found


@define
class Entries:
    """A list of records (a record is a list of one); `none` is the literal of the list's being `none`."""

    of: list[Entry]
    none: Literal = -TRUE


Shape: TypeAlias = Options | Members | Entries


@frozen
class Answer:
    """One way in which something free may turn out: the inputs it makes true, its literal, and what it stands for."""

    true: tuple[Literal, ...]
    literal: Literal
    cell: Cell


@frozen
class Free:
    """One independent choice.

    `subject` names what is unknown: ("fact", name), ("uncertain", name), ("list", name), ("rule", name); `line` is None
    where all lines share it. `part` tells apart the choices of one subject: an element of a set, a place in a list and
    a field, a row and an end of it.
    """

    subject: tuple[str, str]
    line: int | None
    part: tuple[Scalar, ...]
    inputs: tuple[Literal, ...]
    answers: tuple[Answer, ...]
    domain: Domain | None = field(default=None, eq=False, repr=False)
    number: Bits | None = field(default=None, eq=False, repr=False)
    """Where the choice is among all values of a number: its bits. The answers are then ranges of values."""

    def value(self, true: Collection[int]) -> Scalar:
        """What is chosen when just these inputs are true; of a yes-or-no choice, whether it is made."""
        for answer in self.answers:
            if answer.true and answer.true[0] in true and (self.number is None or answer.cell.value is NONE):
                return True if self.domain is None else answer.cell.value
        if self.number is not None:
            return self.number.value(true)
        last = next(answer for answer in self.answers if not answer.true)
        return False if self.domain is None else last.cell.value

    def answer_for(self, value: Scalar) -> Answer:
        """The answer that stands for a value; of a yes-or-no choice, whether it is made."""
        if self.domain is None:
            return next(answer for answer in self.answers if bool(answer.true) is bool(value))
        cell = self.domain.cell_of(value)
        return next(answer for answer in self.answers if answer.cell is cell)
