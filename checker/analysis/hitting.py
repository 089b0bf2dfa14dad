"""The fewest things that have one in common with each of some sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_MOST_STEPS = 20_000


def smallest_hitting(sets: Sequence[Collection[str]]) -> tuple[frozenset[str], bool]:
    """Things of which each set holds one, as few as can be (True) or as were found within the bound (False)."""
    return _Hunt(sets).smallest()


class _Hunt:
    def __init__(self, sets: Sequence[Collection[str]]) -> None:
        distinct = sorted({frozenset(each) for each in sets}, key=lambda each: (len(each), sorted(each)))
        # What hits a part of a set hits the set.
        self._sets: list[frozenset[str]] = []
        for each in distinct:
            if not any(kept <= each for kept in self._sets):
                self._sets.append(each)
        self._best = frozenset(name for each in self._sets for name in each)
        self._steps = 0

    def smallest(self) -> tuple[frozenset[str], bool]:
        fixed = frozenset(name for each in self._sets if len(each) == 1 for name in each)
        self._search(fixed, [each for each in self._sets if fixed.isdisjoint(each)], frozenset())
        return self._best, self._steps <= _MOST_STEPS

    def _search(self, chosen: frozenset[str], unhit: list[frozenset[str]], excluded: frozenset[str]) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS or len(chosen) + _apart(unhit) >= len(self._best):
            return
        if not unhit:
            self._best = chosen
            return
        smallest = min((each - excluded for each in unhit), key=lambda each: (len(each), sorted(each)))
        often = {name: sum(name in each for each in unhit) for name in smallest}
        for name in sorted(smallest, key=lambda name: (-often[name], name)):
            self._search(chosen | {name}, [each for each in unhit if name not in each], excluded)
            # Every answer with it has been looked at.
            excluded |= {name}


def _apart(sets: Sequence[frozenset[str]]) -> int:
    """How many of the sets, taken greedily, have nothing in common: no fewer things hit them all."""
    seen: set[str] = set()
    count = 0
    for each in sets:
        if seen.isdisjoint(each):
            seen |= each
            count += 1
    return count
