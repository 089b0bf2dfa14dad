"""Numbers that are not one of few: told by their bits, added and compared as hardware does it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.records import frozen
from checker.values import NONE, Scalar


@frozen
class Bits:
    """`low` and, for each bit whose literal holds, its power of two. Stands among the options of an expression beside
    fixed values."""

    low: int
    bits: tuple[Literal, ...]

    def value(self, true: Collection[int]) -> int:
        """The number when just these inputs are true; for bits that are inputs."""
        return self.low + sum(1 << place for place, bit in enumerate(self.bits) if bit in true)

    def inputs_for(self, value: int) -> tuple[Literal, ...]:
        """The bits that are true when the number is `value`."""
        rest = value - self.low
        return tuple(bit for place, bit in enumerate(self.bits) if rest >> place & 1)


def as_option(number: Bits) -> Scalar:
    """The number as one of the options of an expression."""
    return cast(Scalar, number)


class Arithmetic:
    """Sums and comparisons in one circuit."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit

    def at_least(self, number: Bits, least: int) -> Literal:
        """Whether the number is `least` or more."""
        rest = least - number.low
        if rest <= 0:
            return TRUE
        if rest >> len(number.bits):
            return FALSE
        conj, disj = self._circuit.conj, self._circuit.disj
        # From the lowest bit on: whether what was looked at so far is as much as it has to be.
        found = TRUE
        for place, bit in enumerate(number.bits):
            found = conj((bit, found)) if rest >> place & 1 else disj((bit, found))
        return found

    def is_equal(self, number: Bits, value: int) -> Literal:
        """Whether the number is `value`."""
        rest = value - number.low
        if rest < 0 or rest >> len(number.bits):
            return FALSE
        return self._circuit.conj(bit if rest >> place & 1 else -bit for place, bit in enumerate(number.bits))

    def plus(self, one: Scalar, other: Scalar, factor: int) -> Scalar:
        """`one + factor · other`; `none` where either is no number."""
        first, second = _number(one), _number(other)
        if first is None or second is None:
            return NONE
        bits, low = second.bits, second.low
        if factor < 0:
            # -x is what x lacks to its greatest value, less that value.
            low = -(low + (1 << len(bits)) - 1)
            bits = tuple(-bit for bit in bits)
        total, total_low = first.bits, first.low + abs(factor) * low
        for place in range(abs(factor).bit_length()):
            if abs(factor) >> place & 1:
                total = self._added(total, (*[FALSE] * place, *bits))
        if all(abs(bit) == TRUE for bit in total):
            return Bits(total_low, total).value((TRUE,))
        return as_option(Bits(total_low, total))

    def _added(self, one: Sequence[Literal], other: Sequence[Literal]) -> tuple[Literal, ...]:
        conj, disj = self._circuit.conj, self._circuit.disj
        carry = FALSE
        found: list[Literal] = []
        for place in range(max(len(one), len(other))):
            a = one[place] if place < len(one) else FALSE
            b = other[place] if place < len(other) else FALSE
            both, either = conj((a, b)), disj((a, b))
            differ = conj((either, -both))
            found.append(conj((disj((differ, carry)), -conj((differ, carry)))))
            carry = disj((both, conj((differ, carry))))
        if carry != FALSE:
            found.append(carry)
        return tuple(found)

    def joined(self, options: Mapping[Scalar, Literal]) -> dict[Scalar, Literal]:
        """Options of which exactly one holds as one number, and `none` where that is one of them."""
        numbers = [(value, literal) for value, literal in options.items() if _number(value) is not None]
        none = self._circuit.disj(literal for value, literal in options.items() if _number(value) is None)
        low = min((number.low for value, _ in numbers if (number := _number(value)) is not None), default=0)
        columns: list[list[Literal]] = []
        for value, literal in numbers:
            number = _number(value) or Bits(low, ())
            for place, bit in enumerate(self._added(number.bits, _bits_of(number.low - low))):
                while len(columns) <= place:
                    columns.append([])
                columns[place].append(self._circuit.conj((literal, bit)))
        found: dict[Scalar, Literal] = {as_option(Bits(low, tuple(map(self._circuit.disj, columns)))): -none}
        return found | ({} if none == FALSE else {NONE: none})


def _bits_of(number: int) -> tuple[Literal, ...]:
    return tuple(TRUE if number >> place & 1 else FALSE for place in range(number.bit_length()))


def _number(value: Scalar) -> Bits | None:
    if isinstance(value, Bits):
        return value
    return Bits(value, ()) if isinstance(value, int) else None


def is_bits(values: Iterable[Scalar]) -> bool:
    """Whether one of the values is told by its bits."""
    return any(isinstance(value, Bits) for value in values)
