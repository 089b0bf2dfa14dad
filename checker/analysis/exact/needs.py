"""The facts that can still change a decision, most decisive first."""

from __future__ import annotations

from collections.abc import Iterable

from checker.analysis.exact.decide import Target
from checker.analysis.exact.search import Group, OutOfBound, Search
from checker.analysis.exact.shapes import Answer, Free

_FREE_ASKED_ONE_BY_ONE = 12


def needs_of(search: Search, target: Target) -> tuple[str, ...]:
    """Names of what the outcome depends on: a change of it alone can change the outcome, or an answer rules one out.

    The order is by how many outcomes are left on average after the answer, then by name.
    """
    needed = needed_groups(search, target)
    best: dict[str, float] = {}
    for group, left in needed.items():
        name = group[0][1]
        best[name] = min(left, best.get(name, left))
    return tuple(sorted(best, key=lambda name: (best[name], name)))


def needed_groups(search: Search, target: Target) -> dict[Group, float]:
    """What the outcome depends on, with the average number of outcomes left once it is known."""
    grouped = search.groups()
    depends = search.dependences(target)
    left: dict[Group, float] = {}
    for group in search.supporting(target):
        free = grouped[group]
        if group in depends or (search.is_constrained(free) and narrows(search, target, free)):
            left[group] = outcomes_left(search, target, free)
    return left


def outcomes_left(search: Search, target: Target, free: Iterable[Free]) -> float:
    """The average number of outcomes that are left by the answers to the most telling choice of a group."""
    chosen = list(free)
    thorough = len(chosen) <= _FREE_ASKED_ONE_BY_ONE
    averages = []
    for each in chosen:
        counts = [len(left) for answer in each.answers if (left := left_by(search, target, answer, thorough))]
        if counts:
            averages.append(sum(counts) / len(counts))
    return min(averages, default=float(len(search.possible(target))))


def left_by(search: Search, target: Target, answer: Answer, thorough: bool = True) -> tuple[int, ...]:
    """The outcomes that are possible together with an answer; none where the answer itself is impossible.

    Not `thorough`, or when the bound is hit: only those seen so far.
    """
    literals = search.outcomes[target]
    found = []
    for number in search.possible(target):
        both = [answer.literal, literals[number]]
        try:
            together = search.is_possible(both) if thorough else search.seen(both)
        except OutOfBound:
            together = search.seen(both)
        if together:
            found.append(number)
    return tuple(found)


def narrows(search: Search, target: Target, free: Iterable[Free]) -> bool:
    """Whether some possible answer rules an outcome out."""
    possible = len(search.possible(target))
    for each in free:
        for answer in each.answers:
            left = left_by(search, target, answer)
            if left and len(left) < possible:
                return True
    return False
