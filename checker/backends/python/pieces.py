"""Pieces of Python source: tests with their precedence, and literals.

A condition in three-valued logic becomes two plain Python tests, one that holds where it is certainly true and one that
holds where it is certainly false. Both are joined with Python's own `and` and `or`, which stop early.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from attrs import frozen

from checker.values import NONE

NONE_NAME = "NONE"


class Level(IntEnum):
    """How loosely the outermost operator of a test binds."""

    ATOM = 0
    AND = 1
    OR = 2


@frozen
class Test:
    """A Python expression used for its truth only. `depth` is how deep its parentheses nest."""

    text: str
    level: Level = Level.ATOM
    depth: int = 0


YES = Test("True")
NO = Test("False")


def both(tests: Iterable[Test]) -> Test:
    """All of them hold."""
    kept = list(dict.fromkeys(test for test in tests if test != YES))
    if NO in kept:
        return NO
    if len(kept) < 2:
        return kept[0] if kept else YES
    parts = [_parenthesised(test) if test.level is Level.OR else test for test in kept]
    return Test(" and ".join(part.text for part in parts), Level.AND, max(part.depth for part in parts))


def either(tests: Iterable[Test]) -> Test:
    """One of them holds."""
    kept = list(dict.fromkeys(test for test in tests if test != NO))
    if YES in kept:
        return YES
    if len(kept) < 2:
        return kept[0] if kept else NO
    return Test(" or ".join(part.text for part in kept), Level.OR, max(part.depth for part in kept))


def _parenthesised(test: Test) -> Test:
    return Test(f"({test.text})", Level.ATOM, test.depth + 1)


@frozen
class Pair:
    """A condition: where it is certainly true, and where it is certainly false."""

    true: Test
    false: Test

    @property
    def negated(self) -> Pair:
        return Pair(self.false, self.true)

    @property
    def size(self) -> int:
        return len(self.true.text) + len(self.false.text)

    @property
    def depth(self) -> int:
        return max(self.true.depth, self.false.depth)


ALWAYS_TRUE = Pair(YES, NO)
ALWAYS_FALSE = Pair(NO, YES)
ALWAYS_UNKNOWN = Pair(NO, NO)


def all_of(pairs: Iterable[Pair]) -> Pair:
    """Kleene conjunction."""
    kept = list(pairs)
    return Pair(both(pair.true for pair in kept), either(pair.false for pair in kept))


def any_of(pairs: Iterable[Pair]) -> Pair:
    """Kleene disjunction."""
    kept = list(pairs)
    return Pair(either(pair.true for pair in kept), both(pair.false for pair in kept))


def literal(value: object) -> str:
    """The source of a constant. Text is always quoted and escaped, so nothing that somebody wrote is ever run."""
    if value is NONE:
        return NONE_NAME
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, str):
        return ascii(value)
    if isinstance(value, tuple):
        return "(" + "".join(f"{literal(each)}, " for each in value).rstrip() + ")"
    if isinstance(value, frozenset):
        shown = sorted(literal(each) for each in value)
        return "{" + ", ".join(shown) + "}" if shown else "frozenset()"
    raise TypeError(type(value))


def table(name: str, rows: Iterable[object]) -> list[str]:
    """The assignment of a tuple, one row on a line."""
    return [f"{name} = (", *(f"    {literal(row)}," for row in rows), ")"]
