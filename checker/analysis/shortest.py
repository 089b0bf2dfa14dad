"""The shortest list of facts that settles every open decision of several jurisdictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from checker.analysis.exact.decide import Target
from checker.analysis.exact.search import Group, OutOfBound, Search
from checker.analysis.hitting import smallest_hitting

_MOST_WORK = 20
"""What the shortest list may cost in each jurisdiction, as a multiple of what its answer may."""


@frozen
class Shortest:
    """A list of names such that knowing them settles every pair, whatever the answers.

    `is_shortest` is False where the bound was hit: the list may then be longer than need be. `settles_all` is False
    where it could not be shown to settle everything.
    """

    names: tuple[str, ...]
    settles_all: bool
    is_shortest: bool


def shortest_list(opened: Sequence[tuple[Search, Target]], budget: int) -> Shortest:
    """The fewest names such that no two cases agree on them and differ in an open decision.

    Two such cases differ on some names, one of which has to be known. The fewest names that have one in common with
    each such set found so far settle everything, or two more cases are found.
    """
    searches: dict[int, Search] = {id(search): search for search, _ in opened}
    for search in searches.values():
        search.bound.left = _MOST_WORK * budget
    found: list[frozenset[str]] = []
    names: frozenset[str] = frozenset()
    is_shortest = True
    try:
        while True:
            before = len(found)
            for search in searches.values():
                found += _apart(search, names)
            if len(found) == before:
                return Shortest(tuple(sorted(names)), True, is_shortest)
            names, is_shortest = smallest_hitting(found)
    except OutOfBound:
        everything = {name for search, target in opened for (_, name), _ in search.supporting(target)}
        return Shortest(tuple(sorted(everything)), bool(everything), False)


def _apart(search: Search, names: frozenset[str]) -> list[frozenset[str]]:
    """Sets of names of which one each has to be known, beside others; as small as they can be made."""
    named: dict[str, list[Group]] = {}
    for group in search.groups():
        named.setdefault(group[0][1], []).append(group)

    def differing(known: Iterable[str]) -> frozenset[str] | None:
        groups = search.twin.apart([group for name in known for group in named.get(name, ())])
        return None if groups is None else frozenset(name for (_, name), _ in groups)

    found: list[frozenset[str]] = []
    known = set(names)
    while (apart := differing(known)) is not None:
        tried: set[str] = set()
        while more := sorted(apart - tried):
            tried.add(more[0])
            fewer = differing({*known, *named} - (apart - {more[0]}))
            if fewer is not None:
                apart = fewer
        found.append(apart)
        known |= apart
    return found
