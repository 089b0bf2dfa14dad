"""Can some literals of a circuit hold together? Asked of CaDiCaL, which keeps what it learned from one question to the
next. The gates that a question needs are handed over when it is first asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from checker.analysis.exact.circuit import TRUE, Circuit, Literal

if TYPE_CHECKING:
    from pysat.solvers import Cadical195


class NoSolver(Exception):
    """The solver is not installed."""


class Solver:
    """Questions about a circuit under axioms."""

    def __init__(self, circuit: Circuit, axioms: Iterable[Literal] = ()) -> None:
        self._circuit = circuit
        self._sat = _new_solver()
        self._sat.add_clause([TRUE])
        self._loaded: set[int] = {TRUE}
        for axiom in axioms:
            self._load((axiom,))
            self._sat.add_clause([axiom])

    def load(self, literals: Iterable[Literal]) -> bool:
        """Hand over what literals are made of, so that every model tells of them; whether any of it is new."""
        before = len(self._loaded)
        self._load(literals)
        return len(self._loaded) > before

    def prefer(self, literals: Iterable[Literal]) -> None:
        """Look first for worlds in which these hold; to be said once, before the first question."""
        self._sat.set_phases(list(literals))

    def solve(self, literals: Sequence[Literal]) -> frozenset[int] | None:
        """The true nodes of a world in which the literals hold; None when there is none."""
        self._load(literals)
        if not self._can_hold(literals):
            return None
        return frozenset(node for node in self._sat.get_model() if node > 0)

    def can_be(self, literals: Sequence[Literal]) -> bool:
        """Whether the literals can hold together."""
        self._load(literals)
        return self._can_hold(literals)

    def core(self, literals: Sequence[Literal]) -> tuple[Literal, ...] | None:
        """Some of the literals that cannot hold together and of which none can be left out; None when all can."""
        self._load(literals)
        if self._can_hold(literals):
            return None
        kept = self._failed(literals)
        for literal in list(kept):
            fewer = [other for other in kept if other != literal]
            if literal in kept and not self._can_hold(fewer):
                kept = self._failed(fewer)
        return tuple(kept)

    def close(self) -> None:
        """Give back what the solver holds."""
        self._sat.delete()

    def _can_hold(self, literals: Sequence[Literal]) -> bool:
        try:
            return bool(self._sat.solve(assumptions=list(literals)))
        except Exception as problem:
            # The solver has a way of its own to say that the user has interrupted it.
            if "interrupt" in str(problem):
                raise KeyboardInterrupt from problem
            raise

    def _failed(self, literals: Sequence[Literal]) -> list[Literal]:
        failed: Collection[Literal] = set(self._sat.get_core() or ())
        return [literal for literal in literals if literal in failed]

    def _load(self, literals: Iterable[Literal]) -> None:
        gates, loaded, add = self._circuit.gates, self._loaded, self._sat.add_clause
        pending = [abs(literal) for literal in literals]
        while pending:
            node = pending.pop()
            if node in loaded:
                continue
            loaded.add(node)
            gate = gates[node]
            if gate is None:
                # So that every model tells of it.
                add([node, -node])
                continue
            for operand in gate:
                add([-node, operand])
                pending.append(abs(operand))
            add([node, *(-operand for operand in gate)])


def require_solver() -> None:
    """Raise `NoSolver` where the solver is not installed."""
    _solver_class()


def _new_solver() -> Cadical195:
    return _solver_class()()


def _solver_class() -> type[Cadical195]:
    try:
        from pysat.solvers import Cadical195
    except ImportError as problem:
        raise NoSolver from problem
    found: type[Cadical195] = Cadical195
    return found
