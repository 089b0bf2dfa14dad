"""Is there an assignment that makes a literal of a circuit true?

A small conflict-driven search over the clauses of a circuit. Work is counted in propagated literals, so that a bound on
it gives the same answer on every machine. What is learned from one question is kept for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from checker.analysis.exact.circuit import TRUE, Circuit, Literal

_GROWTH = 1.05
_RESCALE = 1e100
_FIRST_RESTART = 100

Clause = list[Literal]


class WorkBound:
    """How much work may still be done; shared by everything that is done for one answer.

    The unit is one propagated literal, some ten microseconds; other work is counted as the time it takes next to that.
    """

    def __init__(self, limit: int) -> None:
        self.left = limit

    @property
    def hit(self) -> bool:
        """Whether the bound was reached."""
        return self.left <= 0


class Solver:
    """Answers questions about part of a circuit. Lists are indexed by literal, negative ones from the end."""

    def __init__(self, circuit: Circuit, cone: Sequence[int], axioms: Iterable[Literal], bound: WorkBound) -> None:
        self._inputs = [(node, number) for number, node in enumerate(cone, 2) if circuit.gates[node] is None]
        self._local = {node: number for number, node in enumerate(cone, 2)}
        self._local[TRUE] = TRUE
        size = len(cone) + 2
        self.bound = bound
        self.value: list[int] = [0] * (2 * size + 1)
        self._pairs: list[list[Literal]] = [[] for _ in range(2 * size + 1)]
        self._watches: list[list[Clause]] = [[] for _ in range(2 * size + 1)]
        self._level: list[int] = [0] * size
        self._reason: list[Sequence[Literal] | None] = [None] * size
        self._activity: list[float] = [0.0] * size
        self._phase: list[int] = [-1] * size
        self._trail: list[Literal] = []
        self._starts: list[int] = []
        self._head = 0
        self._step = 1.0
        self._heap: list[tuple[float, int]] = []
        self.possible = True
        self._variables = range(2, size)
        bound.left -= size // 2
        self._add((TRUE,))
        for number, node in enumerate(cone, 2):
            gate = circuit.gates[node]
            if gate is not None:
                operands = [self._inside(operand) for operand in gate]
                for operand in operands:
                    self._add((-number, operand))
                self._add((number, *(-operand for operand in operands)))
        for axiom in axioms:
            self._add((self._inside(axiom),))

    def __contains__(self, node: int) -> bool:
        return node in self._local

    def _inside(self, literal: Literal) -> Literal:
        return self._local[literal] if literal > 0 else -self._local[-literal]

    def _add(self, clause: Sequence[Literal]) -> None:
        """A clause that holds whatever is assumed; only between questions."""
        if len(clause) == 1:
            if self.value[clause[0]] < 0:
                self.possible = False
            elif not self.value[clause[0]]:
                self._assign(clause[0], None)
        elif len(clause) == 2:
            first, second = clause
            self._pairs[-first].append(second)
            self._pairs[-second].append(first)
        else:
            kept = list(clause)
            self._watches[kept[0]].append(kept)
            self._watches[kept[1]].append(kept)

    def solve(self, assumptions: Iterable[Literal]) -> frozenset[int] | bool | None:
        """The true inputs of an assignment under which the literals hold; False when there is none; None when the bound
        was hit first. The cone must hold every literal and be closed under operands."""
        answer = self._search([self._inside(literal) for literal in assumptions])
        found = frozenset(node for node, number in self._inputs if self.value[number] > 0) if answer else answer
        self._undo(0)
        return found

    def _search(self, assumptions: Sequence[Literal]) -> bool | None:
        if not self.possible or self._propagate() is not None:
            self.possible = False
            return False
        value, activity = self.value, self._activity
        self._heap = [(-activity[number], number) for number in self._variables if not value[number]]
        heapify(self._heap)
        until_restart, conflicts = _FIRST_RESTART, 0
        while True:
            conflict = self._propagate()
            if self.bound.hit:
                return None
            if conflict is not None:
                if not self._starts:
                    self.possible = False
                    return False
                conflicts += 1
                self._learn(conflict)
                if conflicts >= until_restart:
                    conflicts, until_restart = 0, until_restart * 3 // 2
                    self._undo(0)
                continue
            depth = len(self._starts)
            if depth < len(assumptions):
                assumed = assumptions[depth]
                if value[assumed] < 0:
                    return False
                self._starts.append(len(self._trail))
                if not value[assumed]:
                    self._assign(assumed, None)
                continue
            node = self._next()
            if node is None:
                return True
            self._starts.append(len(self._trail))
            self._assign(node if self._phase[node] > 0 else -node, None)

    def _next(self) -> int | None:
        heap, value = self._heap, self.value
        while heap:
            node = heappop(heap)[1]
            if not value[node]:
                return node
        return None

    def _assign(self, literal: Literal, reason: Sequence[Literal] | None) -> None:
        self.value[literal] = 1
        self.value[-literal] = -1
        variable = abs(literal)
        self._level[variable] = len(self._starts)
        self._reason[variable] = reason
        self._trail.append(literal)

    def _propagate(self) -> Sequence[Literal] | None:
        """Draw every consequence; a clause that became false, or None."""
        value, trail, watches, pairs = self.value, self._trail, self._watches, self._pairs
        start = self._head
        while self._head < len(trail):
            literal = trail[self._head]
            self._head += 1
            for other in pairs[literal]:
                if value[other] < 0:
                    self.bound.left -= self._head - start
                    return (other, -literal)
                if not value[other]:
                    self._assign(other, (other, -literal))
            false = -literal
            watching = watches[false]
            if not watching:
                continue
            kept: list[Clause] = []
            for number, clause in enumerate(watching):
                if clause[0] == false:
                    clause[0], clause[1] = clause[1], false
                first = clause[0]
                if value[first] > 0:
                    kept.append(clause)
                    continue
                for place in range(2, len(clause)):
                    other = clause[place]
                    if value[other] >= 0:
                        clause[1], clause[place] = other, false
                        watches[other].append(clause)
                        break
                else:
                    kept.append(clause)
                    if value[first] < 0:
                        kept.extend(watching[number + 1 :])
                        watches[false] = kept
                        self.bound.left -= self._head - start
                        return clause
                    self._assign(first, clause)
            watches[false] = kept
        self.bound.left -= self._head - start
        return None

    def _learn(self, conflict: Sequence[Literal]) -> None:
        """Go back to where the conflict could have been foreseen, and keep the clause that foresees it."""
        level, reason, trail = self._level, self._reason, self._trail
        current = len(self._starts)
        seen: set[int] = set()
        learned: list[Literal] = []
        open_here = 0
        place = len(trail)
        clause: Sequence[Literal] = conflict
        literal = 0
        while True:
            for other in clause:
                variable = abs(other)
                if other == literal or variable in seen or not level[variable]:
                    continue
                seen.add(variable)
                self._bump(variable)
                if level[variable] == current:
                    open_here += 1
                else:
                    learned.append(other)
            while True:
                place -= 1
                if abs(trail[place]) in seen:
                    break
            literal = trail[place]
            open_here -= 1
            if not open_here:
                break
            clause = reason[abs(literal)] or ()
        self._step *= _GROWTH
        learned.sort(key=lambda other: -level[abs(other)])
        self._undo(level[abs(learned[0])] if learned else 0)
        asserted = [-literal, *learned]
        if len(asserted) > 1:
            self._add(asserted)
        self._assign(-literal, asserted if len(asserted) > 1 else None)

    def _bump(self, variable: int) -> None:
        self._activity[variable] += self._step
        if self._activity[variable] > _RESCALE:
            self._activity = [one / _RESCALE for one in self._activity]
            self._step /= _RESCALE
        heappush(self._heap, (-self._activity[variable], variable))

    def _undo(self, depth: int) -> None:
        if len(self._starts) <= depth:
            return
        value, activity = self.value, self._activity
        start = self._starts[depth]
        for literal in self._trail[start:]:
            value[literal] = value[-literal] = 0
            variable = abs(literal)
            self._phase[variable] = 1 if literal > 0 else -1
            heappush(self._heap, (-activity[variable], variable))
        del self._trail[start:]
        del self._starts[depth:]
        self._head = len(self._trail)
