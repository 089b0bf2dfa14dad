"""The solver of the extra `solver` in the place of our own, where it is installed: much faster for many questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from weakref import finalize

from checker.analysis.exact.circuit import Circuit, Literal
from checker.analysis.exact.solver import Solver, WorkBound

_NODES_PER_WORK = 400


class Asks(Protocol):
    """What answers whether literals can hold together."""

    def __contains__(self, node: int) -> bool: ...

    def solve(self, assumptions: Iterable[Literal]) -> frozenset[int] | bool | None:
        """The true inputs of an assignment; False when there is none; None when the bound was hit first."""


class Installed:
    """Questions about part of a circuit, asked of the installed solver. Each costs the same of the work bound."""

    def __init__(self, circuit: Circuit, cone: Sequence[int], axioms: Iterable[Literal], bound: WorkBound) -> None:
        """Raises `NoSolver` where none is installed."""
        from checker.analysis.space.solver import Solver as Questions

        self._questions = Questions(circuit, axioms)
        self._questions.load(cone)
        self._nodes = frozenset(cone) | {1}
        self._inputs = frozenset(node for node in cone if circuit.gates[node] is None)
        self._cost = 1 + len(cone) // _NODES_PER_WORK
        self.bound = bound
        # Also before the interpreter ends, when the solver's own way of going could fail.
        finalize(self, self._questions.close)

    def __contains__(self, node: int) -> bool:
        return node in self._nodes

    def solve(self, assumptions: Iterable[Literal]) -> frozenset[int] | bool | None:
        """As `Solver.solve`."""
        if self.bound.hit:
            return None
        self.bound.left -= self._cost
        found = self._questions.solve(list(assumptions))
        return False if found is None else found & self._inputs


def best_solver(circuit: Circuit, cone: Sequence[int], axioms: Iterable[Literal], bound: WorkBound) -> Asks:
    """The installed solver, or our own."""
    from checker.analysis.space.solver import NoSolver

    kept = list(axioms)
    try:
        return Installed(circuit, cone, kept, bound)
    except NoSolver:
        return Solver(circuit, cone, kept, bound)
