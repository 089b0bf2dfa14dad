"""A disjunction over many rules in which a few can be exchanged without building the rest again."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.exact.circuit import FALSE, Circuit, Literal


class Choices:
    """A balanced tree of disjunctions over named literals."""

    def __init__(self, circuit: Circuit, named: Mapping[str, Literal]) -> None:
        self._circuit = circuit
        self._place = {name: place for place, name in enumerate(named)}
        self._levels: list[list[Literal]] = [list(named.values()) or [FALSE]]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append([circuit.disj(below[place : place + 2]) for place in range(0, len(below), 2)])

    @property
    def literal(self) -> Literal:
        """Whether one of them holds."""
        return self._levels[-1][0]

    def changed(self, named: Mapping[str, Literal]) -> Literal:
        """Whether one of them would hold if the named ones were as given; names not among them are passed over."""
        changed = {self._place[name]: literal for name, literal in named.items() if name in self._place}
        for below in self._levels[:-1]:
            above: dict[int, Literal] = {}
            for place in {place // 2 for place in changed}:
                pair = range(2 * place, min(2 * place + 2, len(below)))
                above[place] = self._circuit.disj(changed.get(each, below[each]) for each in pair)
            changed = above
        return changed.get(0, self.literal)
