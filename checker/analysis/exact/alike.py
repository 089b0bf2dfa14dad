"""Lines of a case of which the same is known, so that one of them answers for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.records import evolve, frozen
from checker.results.records import JurisdictionResult
from checker.values import Value

_NAMED = 3


@frozen
class Distinct:
    """The lines of a case, alike ones together.

    `first`: for each group, the place of the first of its lines; `group_of`: for each line, the number of its group.
    """

    names: tuple[str, ...]
    first: tuple[int, ...]
    group_of: tuple[int, ...]

    def of(self, lines: Sequence[tuple[str, Mapping[str, Value]]]) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        """One line of each group."""
        return tuple(lines[place] for place in self.first)

    def whole(self, result: JurisdictionResult) -> JurisdictionResult:
        """The answer to all lines, from the answer to one line of each group.

        The strictest, and all that is collected, is the same whether or not a line is there twice.
        """
        if len(self.first) == len(self.names):
            return result
        lines = (
            evolve(result.lines[number], line=name) for name, number in zip(self.names, self.group_of, strict=True)
        )
        return evolve(result, lines=tuple(lines))

    def members(self, number: int) -> tuple[str, ...]:
        """The names of the lines of a group."""
        return tuple(name for name, group in zip(self.names, self.group_of, strict=True) if group == number)

    def name(self, number: int) -> str:
        """What to call a group: its lines, the first few by name; empty where it has them all."""
        if len(self.first) == 1:
            return ""
        members = self.members(number)
        more = f", … ({len(members)})" if len(members) > _NAMED else ""
        return ", ".join(members[:_NAMED]) + more


def distinct(*seen: Sequence[tuple[str, Mapping[str, Value]]]) -> Distinct:
    """The lines of one case by what is known of them; seen by several programs, they are alike where all see it so."""
    groups: dict[object, list[int]] = {}
    first: list[int] = []
    group_of: list[int] = []
    for place in range(len(seen[0])):
        facts = [lines[place][1] for lines in seen]
        # Only lines that agree on what can be hashed are compared.
        likely = groups.setdefault(tuple(map(_hashable, facts)), [])
        for number in likely:
            if all(lines[first[number]][1] == own for lines, own in zip(seen, facts, strict=True)):
                group_of.append(number)
                break
        else:
            likely.append(len(first))
            group_of.append(len(first))
            first.append(place)
    return Distinct(tuple(name for name, _ in seen[0]), tuple(first), tuple(group_of))


def _hashable(facts: Mapping[str, Value]) -> frozenset[tuple[str, Value]]:
    return frozenset((name, value) for name, value in facts.items() if isinstance(value, (bool, int, str)))
