"""A guess at how often a condition holds, and how much it takes to find out.

Kleene conjunction and disjunction do not depend on the order of their parts, so what most likely settles them, for the
least work, is tested first. A wrong guess costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.backends.typed import Typed, Variables, plain
from checker.ir import nodes as ir
from checker.types import EnumType, ScaleType, SetType, Type

_USUAL = 0.5
_RARE = 0.1
_LOOKED_UP = 1.5
_WORKED_OUT = 0.5
"""Of what is in a local variable before the test in any case."""


class Likelihood:
    """Guesses about the expressions of one program."""

    def __init__(self, typed: Typed) -> None:
        self._typed = typed
        self._known: dict[int, tuple[float, float]] = {}

    def first(self, operands: Iterable[ir.Expr], variables: Variables, *, settling: bool) -> list[ir.Expr]:
        """The operands, that first which most cheaply has the truth that settles the whole."""

        def promise(operand: ir.Expr) -> float:
            chance, cost = self.of(operand, variables)
            return (chance if settling else 1 - chance) / cost

        return sorted(operands, key=promise, reverse=True)

    def of(self, expr: ir.Expr, variables: Variables) -> tuple[float, float]:
        """How often the expression is true, and its cost in plain comparisons."""
        # By identity: the expressions of a program live as long as it does, and comparing them is slow.
        found = self._known.get(id(expr))
        if found is None:
            found = self._known[id(expr)] = self._guess(expr, variables)
        return found

    def _guess(self, expr: ir.Expr, variables: Variables) -> tuple[float, float]:
        match expr:
            case ir.Not(operand=operand):
                chance, cost = self.of(operand, variables)
                return 1 - chance, cost
            case ir.AllOf(operands=operands):
                return self._together(operands, variables, settling=False)
            case ir.AnyOf(operands=operands):
                return self._together(operands, variables, settling=True)
            case ir.Equal(left=left, right=right):
                known = left if isinstance(right, ir.Constant) else right
                return min(_USUAL, 1 / _values(self._typed.type_of(known, variables))), 1.0
            case ir.IsIn(operand=operand, members=members):
                return min(0.9, len(members) / _values(self._typed.type_of(operand, variables))), _LOOKED_UP
            case ir.IsWithin() | ir.Contains():
                return _RARE, _LOOKED_UP
            case ir.InList() | ir.ContainsAny() | ir.ContainsListed():
                return _USUAL, _LOOKED_UP
            case ir.Some() | ir.Every() | ir.Definition():
                return _USUAL, _WORKED_OUT
            case ir.Constant(value=value):
                return float(value is True), _WORKED_OUT
            case _:
                return _USUAL, 1.0

    def _together(self, operands: Iterable[ir.Expr], variables: Variables, *, settling: bool) -> tuple[float, float]:
        not_settled, total = 1.0, 0.0
        for operand in operands:
            chance, cost = self.of(operand, variables)
            not_settled *= 1 - chance if settling else chance
            total += cost
        return (1 - not_settled if settling else not_settled), total or _WORKED_OUT


def _values(type_: Type | None) -> float:
    """How many values a type has, as far as comparisons go."""
    base = plain(type_)
    if isinstance(base, SetType):
        base = base.of
    return float(len(base.values)) if isinstance(base, (EnumType, ScaleType)) else 1 / _RARE
