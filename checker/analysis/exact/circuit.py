"""Truth functions over free inputs, shared wherever they are equal.

A literal is a signed number: `-x` is the negation of `x`. `TRUE` is 1. Every gate is a conjunction of literals that
were made before it, so the numbers of gates are an order of evaluation, and two conjunctions of the same literals are
the same gate. Disjunctions are conjunctions read through negation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Literal = int
TRUE: Literal = 1
FALSE: Literal = -1


class Circuit:
    """Conjunctions over inputs; grows, and never forgets."""

    def __init__(self) -> None:
        self.gates: list[tuple[Literal, ...] | None] = [None, None]
        self._known: dict[tuple[Literal, ...], Literal] = {}

    @property
    def size(self) -> int:
        """One more than the greatest number in use."""
        return len(self.gates)

    def new_input(self) -> Literal:
        """A literal that is free to be true or false."""
        self.gates.append(None)
        return len(self.gates) - 1

    def conj(self, literals: Iterable[Literal]) -> Literal:
        """True when all are; `TRUE` for none."""
        distinct: set[Literal] = set()
        for literal in literals:
            if literal == FALSE or -literal in distinct:
                return FALSE
            if literal != TRUE:
                distinct.add(literal)
        if len(distinct) < 2:
            return distinct.pop() if distinct else TRUE
        key = tuple(sorted(distinct))
        known = self._known.get(key)
        if known is None:
            self.gates.append(key)
            known = self._known[key] = len(self.gates) - 1
        return known

    def disj(self, literals: Iterable[Literal]) -> Literal:
        """True when one is; `FALSE` for none."""
        return -self.conj([-literal for literal in literals])

    def choose(self, condition: Literal, consequence: Literal, alternative: Literal) -> Literal:
        """`consequence` where `condition` holds, else `alternative`."""
        if condition == TRUE or consequence == alternative:
            return consequence
        if condition == FALSE:
            return alternative
        return self.disj((self.conj((condition, consequence)), self.conj((-condition, alternative))))

    def cone(self, roots: Iterable[Literal]) -> tuple[int, ...]:
        """The inputs and gates that the roots are made of, in order of evaluation."""
        pending = [abs(root) for root in roots]
        seen: set[int] = {1}
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            pending.extend(abs(operand) for operand in self.gates[node] or () if abs(operand) not in seen)
        seen.discard(1)
        return tuple(sorted(seen))

    def tied(self, roots: Iterable[Literal], axioms: Iterable[Literal]) -> set[int]:
        """The cone of the roots, and those of the axioms that share an input with it, directly or through others."""
        found = set(self.cone(roots))
        cones = [set(self.cone([axiom])) for axiom in axioms]
        while more := [cone for cone in cones if not cone.isdisjoint(found) and not cone <= found]:
            for cone in more:
                found |= cone
        return found

    def with_inputs(self, roots: Sequence[Literal], values: Mapping[int, Literal]) -> list[Literal]:
        """The roots with some inputs replaced."""
        made: dict[int, Literal] = {TRUE: TRUE, **values}
        for node in self.cone(roots):
            gate = self.gates[node]
            if node in made:
                continue
            if gate is None or all(made[abs(operand)] == abs(operand) for operand in gate):
                made[node] = node
            else:
                made[node] = self.conj(made[each] if each > 0 else -made[-each] for each in gate)
        return [made[root] if root > 0 else -made[-root] for root in roots]

    def simulate(self, cone: Sequence[int], inputs: Mapping[int, int], all_ones: int) -> dict[int, int]:
        """Every node of `cone` in many worlds at once: bit i of a number is the value in world i."""
        values: dict[int, int] = {TRUE: all_ones}
        gates = self.gates
        for node in cone:
            gate = gates[node]
            if gate is None:
                values[node] = inputs.get(node, 0)
                continue
            value = all_ones
            for operand in gate:
                value &= values[operand] if operand > 0 else ~values[-operand]
                if not value:
                    break
            values[node] = value
        return values


def in_worlds(values: Mapping[int, int], literal: Literal, all_ones: int) -> int:
    """The worlds in which a literal holds."""
    return values[literal] if literal > 0 else all_ones & ~values[-literal]
