"""What a flip is made of."""

from __future__ import annotations

from attrs import frozen

from checker.analysis.exact.domains import Cell
from checker.values import Scalar, SetValue, Value


@frozen
class Change:
    """One fact to be different: on a line ("" for all), in a record of a list (`record` and `field`), or an element to
    be in a set or not. `before` and `after` are values; `cell` tells which other values do as well."""

    fact: str
    line: str
    before: Value | None
    after: Value
    cell: Cell
    record: int | None = None
    field: str | None = None
    element: Scalar | None = None

    @property
    def includes_element(self) -> bool:
        """Whether the set holds `element` after the change."""
        return isinstance(self.after, SetValue) and self.element in self.after.members


@frozen
class Flip:
    """Changes that together give another outcome, none of them without the others."""

    changes: tuple[Change, ...]
    outcome: str


@frozen
class Flips:
    """The smallest flips, all of one size. `complete`: every smaller change was tried or proved to be none, and every
    one of this size; where there is none, every one of up to `most` facts."""

    flips: tuple[Flip, ...]
    complete: bool
    most: int = 0
