"""The order in which a program is evaluated: everything after what it depends on, and otherwise always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Any, TypeVar

Node = TypeVar("Node", bound=tuple[str, str] | str)


class Circle(Exception):
    """The dependencies have no order: a defect, since circles are reported before anything is ordered."""


def in_order(needs: Mapping[Node, Iterable[Node]], key: Callable[[Node], Any]) -> tuple[Node, ...]:
    """Every node of `needs` after all that it needs; among those that are ready, the one with the least key first.

    What is needed and is no node itself is taken as there from the start.
    """
    missing = {node: {need for need in needed if need in needs} for node, needed in needs.items()}
    dependents: dict[Node, list[Node]] = {node: [] for node in needs}
    for node, needed in missing.items():
        for need in needed:
            dependents[need].append(node)
    ready = [(key(node), node) for node, needed in missing.items() if not needed]
    heapify(ready)
    found: list[Node] = []
    while ready:
        _, node = heappop(ready)
        found.append(node)
        for dependent in dependents[node]:
            missing[dependent].discard(node)
            if not missing[dependent]:
                heappush(ready, (key(dependent), dependent))
    if len(found) != len(needs):
        raise Circle(sorted(map(str, set(needs) - set(found))))
    return tuple(found)
