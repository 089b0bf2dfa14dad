"""Which declaration of one law is which of the other: by name, and where the name is gone, by what it says.

A declaration counts as renamed when the other law declares nothing under its name and exactly one thing that is new
there says the same, or nearly so: at least `ALIKE` of their words, of the same construct and owner, and more than of
any other on either side. Two candidates that are equally like it are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from checker.analysis.edits.declared import Declared
from checker.analysis.edits.nature import is_same_body
from checker.syntax.outline import Word

ALIKE = 0.85
FEWEST_WORDS = 8
FEWEST_EQUAL_WORDS = 5
"""Shorter declarations are too easily alike, or equal, by accident."""

_MOST_PAIRS = 10_000


@frozen
class Pairs:
    same: tuple[tuple[Declared, Declared], ...]
    renamed: tuple[tuple[Declared, Declared], ...]
    removed: tuple[Declared, ...]
    added: tuple[Declared, ...]


def paired(old: Sequence[Declared], new: Sequence[Declared]) -> Pairs:
    """Every declaration of both sides, in one place only."""
    ours = {declared.identity: declared for declared in old}
    theirs = {declared.identity: declared for declared in new}
    same = tuple((each, theirs[name]) for name, each in ours.items() if name in theirs)
    removed = [each for name, each in ours.items() if name not in theirs]
    added = [each for name, each in theirs.items() if name not in ours]
    renamed: list[tuple[Declared, Declared]] = []
    for find in (_of_one_body, _nearly_alike):
        found = find(removed, added)
        renamed += found
        gone, come = {id(before) for before, _ in found}, {id(after) for _, after in found}
        removed = [each for each in removed if id(each) not in gone]
        added = [each for each in added if id(each) not in come]
    return Pairs(same, tuple(renamed), tuple(removed), tuple(added))


def _of_one_body(removed: Sequence[Declared], added: Sequence[Declared]) -> list[tuple[Declared, Declared]]:
    """The pairs that differ in nothing but the name, where there is one candidate on either side."""
    groups: dict[tuple[str, frozenset[tuple[str, int]]], tuple[list[Declared], list[Declared]]] = {}
    for side, declared in ((0, removed), (1, added)):
        for each in declared:
            words = frozenset(_words(each).items())
            if sum(number for _, number in words) >= FEWEST_EQUAL_WORDS:
                groups.setdefault((each.construct, words), ([], []))[side].append(each)
    return [
        (ours[0], theirs[0])
        for ours, theirs in groups.values()
        if len(ours) == len(theirs) == 1 and is_same_body(ours[0].declaration, theirs[0].declaration)
    ]


def _nearly_alike(removed: Sequence[Declared], added: Sequence[Declared]) -> list[tuple[Declared, Declared]]:
    found: list[tuple[Declared, Declared]] = []
    for key in dict.fromkeys((each.owner, each.construct) for each in removed):
        ours = _long(each for each in removed if (each.owner, each.construct) == key)
        theirs = _long(each for each in added if (each.owner, each.construct) == key)
        if ours and theirs and len(ours) * len(theirs) <= _MOST_PAIRS:
            found += _mutual(ours, theirs)
    return found


def _long(declared: Iterable[Declared]) -> list[tuple[Declared, Counter[str]]]:
    counted = [(each, _words(each)) for each in declared]
    return [(each, words) for each, words in counted if words.total() >= FEWEST_WORDS]


def _mutual(
    ours: Sequence[tuple[Declared, Counter[str]]], theirs: Sequence[tuple[Declared, Counter[str]]]
) -> list[tuple[Declared, Declared]]:
    """The pairs of which each is the other's only best."""
    table = [[_likeness(mine, other) for _, other in theirs] for _, mine in ours]
    found: list[tuple[Declared, Declared]] = []
    for i, row in enumerate(table):
        best = max(row)
        j = row.index(best)
        column = [other[j] for other in table]
        if best >= ALIKE and row.count(best) == 1 and max(column) == best and column.count(best) == 1:
            found.append((ours[i][0], theirs[j][0]))
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much of their words they share, as twice the shared over all."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _words(declared: Declared) -> Counter[str]:
    """The words of a declaration, those in quotes one by one, without its name and its comments."""
    found: Counter[str] = Counter()
    for part in declared.outlined.parts:
        for word in part.words:
            found.update(_split(word))
    found.subtract(_split(Word("NAME", declared.short_name)))
    return +found


def _split(word: Word) -> list[str]:
    return word.text.strip('"').split() if word.kind == "STRING" else [word.text]
