"""Two cases side by side: what has to be known for an outcome to be settled.

Both keep the constraints. Where they agree on some things and a decision can still come out differently, knowing those
things does not settle it; where it cannot, it does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.analysis.exact.decide import Target
from checker.analysis.exact.installed import best_solver
from checker.analysis.exact.shapes import Free
from checker.analysis.exact.solver import WorkBound

if TYPE_CHECKING:
    from checker.analysis.exact.search import Group


class Twin:
    """Questions about two cases that one search is about."""

    def __init__(
        self,
        circuit: Circuit,
        outcomes: Mapping[Target, Sequence[Literal]],
        axioms: Sequence[Literal],
        groups: Mapping[Group, Sequence[Free]],
        bound: WorkBound,
    ) -> None:
        self._groups = groups
        inputs = [number for frees in groups.values() for free in frees for number in free.inputs]
        other = {number: circuit.new_input() for number in inputs}
        roots = [literal for literals in outcomes.values() for literal in literals]
        copied = circuit.with_inputs([*roots, *axioms], other)
        copy_of = iter(copied[: len(roots)])
        self._differs = {
            target: circuit.disj(_differ(circuit, literal, next(copy_of)) for literal in literals)
            for target, literals in outcomes.items()
        }
        self._same = {number: -_differ(circuit, number, twin) for number, twin in other.items()}
        self._other = other
        kept = [*axioms, *copied[len(roots) :]]
        cone = circuit.cone([*kept, *self._differs.values(), *self._same.values()])
        self._any = circuit.disj(self._differs.values())
        self._solver = best_solver(circuit, circuit.cone([self._any, *cone]), kept, bound)

    def apart(self, agreeing: Collection[Group], target: Target | None = None) -> frozenset[Group] | None:
        """The groups on which two cases differ that agree on some, and in which the decision (None: some decision)
        comes out differently; None where there are no such cases. Raises `OutOfBound`."""
        from checker.analysis.exact.search import OutOfBound

        differs = self._any if target is None else self._differs[target]
        if differs == FALSE:
            return None
        same = [self._same[number] for group in agreeing for number in self._inputs(group)]
        found = self._solver.solve([differs, *(literal for literal in same if literal != TRUE)])
        if found is None:
            raise OutOfBound
        if isinstance(found, bool):
            return None
        return frozenset(
            group
            for group in self._groups
            if any((number in found) is not (self._other[number] in found) for number in self._inputs(group))
        )

    def _inputs(self, group: Group) -> Iterable[int]:
        return (number for free in self._groups.get(group, ()) for number in free.inputs)


def _differ(circuit: Circuit, one: Literal, other: Literal) -> Literal:
    return circuit.disj((circuit.conj((one, -other)), circuit.conj((-one, other))))
