"""What would change if a rule had never been written.

Conditions read decisions but never rules. So the rules that a removal touches directly are the rule itself, those that
it sets aside, and those that these set aside in turn. And if anything changes at all, the first decision to change, in
order of evaluation, changes while every condition still reads what it read before: it is enough to look at the
decisions that the touched rules conclude, with conditions as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from checker.analysis.exact.circuit import FALSE, Circuit, Literal
from checker.analysis.space.unfold import LINE, SpaceUnfolding
from checker.ir.program import Program


class Removals:
    """Removals of the rules of one program; `watched` are the probes whose applying counts as an effect."""

    def __init__(self, unfolding: SpaceUnfolding, watched: Collection[str]) -> None:
        self._unfolding = unfolding
        self._rules = {rule.name: rule for rule in unfolding.program.rules}
        self._place = {name: place for place, name in enumerate(self._rules)}
        self._watched = watched
        self.set_aside_by = _set_aside_by(unfolding.program)
        """By exception: the rules and probes that name it."""

    def changes(self, rule: str) -> Literal:
        """Holds in the worlds in which some decision, or something watched, is another one without the rule."""
        circuit = self._unfolding.circuit
        changed = self._touched(rule)
        decisions = {each.decision: None for name in changed for each in self._rules[name].conclusions}
        differences = [
            _differ(circuit, self._unfolding.outcomes(LINE, name), self._unfolding.decided(name, changed))
            for name in decisions
        ]
        differences += [
            _differ(circuit, (self._unfolding.applies(LINE, name),), (literal,))
            for name, literal in changed.items()
            if name in self._watched
        ]
        return circuit.disj(differences)

    def _touched(self, removed: str) -> dict[str, Literal]:
        """How the rules that a removal touches would apply without it."""
        unfolding = self._unfolding
        changed: dict[str, Literal] = {removed: FALSE}
        pending = set(self.set_aside_by.get(removed, ()))
        while pending:
            name = min(pending, key=self._place.__getitem__)
            pending.remove(name)
            exceptions = [
                changed[each] if each in changed else unfolding.applies(LINE, each)
                for each in self._rules[name].defeated_by
            ]
            applies = unfolding.circuit.conj((unfolding.own(name), *(-each for each in exceptions)))
            if applies != unfolding.applies(LINE, name):
                changed[name] = applies
                pending.update(self.set_aside_by.get(name, ()))
        return changed


def _set_aside_by(program: Program) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rule in program.rules:
        for exception in rule.defeated_by:
            found.setdefault(exception, []).append(rule.name)
    return {name: tuple(rules) for name, rules in found.items()}


def _differ(circuit: Circuit, before: tuple[Literal, ...], after: tuple[Literal, ...]) -> Literal:
    return circuit.disj(
        circuit.conj(pair)
        for one, other in zip(before, after, strict=True)
        if one != other
        for pair in ((one, -other), (-one, other))
    )
