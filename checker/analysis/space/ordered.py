"""Numbers and dates by where they lie: one literal for each "at least", shared by all that is compared."""

from __future__ import annotations

from bisect import bisect_left

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.analysis.exact.shapes import Options


class Ordered:
    """The whole numbers among some options, least first; `none` and the like are never at least anything."""

    def __init__(self, circuit: Circuit, options: Options) -> None:
        numbered = sorted((value, literal) for value, literal in options.items() if isinstance(value, int))
        self._circuit = circuit
        self.values = [value for value, _ in numbered]
        self.literals = [literal for _, literal in numbered]
        self._from: list[Literal] = [FALSE]
        for literal in reversed(self.literals):
            self._from.append(circuit.disj((self._from[-1], literal)))
        self._from.reverse()
        if len(numbered) == len(options):
            # Exactly one option holds, and each of them is a number.
            self._from[0] = TRUE

    def at_least(self, number: int) -> Literal:
        """Whether it is `number` or more."""
        return self._from[bisect_left(self.values, number)]

    def less(self, other: Ordered, *, or_equal: bool) -> Literal:
        """Whether it is less than `other`, or equal to it where that is enough."""
        more = 0 if or_equal else 1
        conj = self._circuit.conj
        return self._circuit.disj(
            conj((literal, other.at_least(value + more)))
            for value, literal in zip(self.values, self.literals, strict=True)
        )
