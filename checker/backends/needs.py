"""The unknown facts that can still change a decision, by what the undetermined rules mention.

The exact engine knows better which of these facts matter; this is a walk over tables, and quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from checker.backends.kleene import is_settled
from checker.backends.reads import ProgramReads, Reads
from checker.records import field, frozen
from checker.values import Truth, Value

Step: TypeAlias = tuple[bool, str]
"""A decision (True) or a rule (False) to look into, by name."""
_SIMPLE = frozenset((str, int, bool))


@frozen
class Open:
    """What one evaluation left open. Rules by name: their condition, whether in force, whether they apply."""

    facts: Mapping[str, Value | None]
    condition: Callable[[str], Truth]
    in_force: Callable[[str], Truth]
    applies: Callable[[str], Truth]
    possible: Mapping[str, int]
    is_asked: Mapping[str, Truth] = field(factory=dict)


class Needs:
    """What is missing in one evaluation."""

    def __init__(self, reads: ProgramReads, opened: Open) -> None:
        self._reads = reads
        self._open = opened
        self._looked_into: dict[Step, tuple[tuple[str, ...], list[Step]]] = {}

    def of(self, decision: str) -> tuple[str, ...]:
        """The unknown facts that undetermined rules for a decision mention, in order of mention."""
        found: dict[str, None] = {}
        seen: set[Step] = set()
        waiting: list[Step] = [(True, decision)]
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                if step not in self._looked_into:
                    self._looked_into[step] = self._decision(step[1]) if step[0] else self._rule(step[1])
                names, following = self._looked_into[step]
                found.update(dict.fromkeys(names))
                waiting += following
        return tuple(found)

    def _decision(self, name: str) -> tuple[tuple[str, ...], list[Step]]:
        """What is missing for a decision, and where to look next, the last first."""
        mask = self._open.possible.get(name, 0)
        entry = self._reads.decisions.get(name)
        if entry is None or mask & (mask - 1) == 0:
            return (), []
        names: tuple[str, ...] = ()
        following: list[Step] = []
        if entry.asked is not None and self._open.is_asked.get(name, True) is None:
            names = self._unknown(entry.asked)
            following += [(True, each) for each in entry.asked.decisions]
        for rule in entry.rules:
            if self._open.applies(rule) is None:
                outcomes = (outcome for decision, outcome in self._reads.rules[rule].conclusions if decision == name)
                if any(mask >> outcome & 1 for outcome in outcomes):
                    following.append((False, rule))
        return names, following[::-1]

    def _rule(self, name: str) -> tuple[tuple[str, ...], list[Step]]:
        entry = self._reads.rules[name]
        names: tuple[str, ...] = ()
        following: list[Step] = []
        if self._open.condition(name) is None:
            names = self._unknown(entry.condition)
            following += [(True, each) for each in entry.condition.decisions]
        if self._open.in_force(name) is None:
            # A start that is not known exactly is the rule's own uncertainty.
            names += self._unknown(entry.basis) or (name,)
        following += [(False, each) for each in entry.defeated_by if self._open.applies(each) is None]
        return names, following[::-1]

    def _unknown(self, read: Reads) -> tuple[str, ...]:
        get = self._open.facts.get
        return tuple([name for name, fields in read.facts if not _is_known(get(name), fields)])


def _is_known(value: Value | None, fields: tuple[str, ...]) -> bool:
    if value is None or value.__class__ in _SIMPLE:
        return value is not None
    if isinstance(value, tuple):
        return all(is_settled(record.get(name)) for record in value for name in fields)
    if isinstance(value, Mapping):
        return all(is_settled(value.get(name)) for name in fields)
    return is_settled(value)
