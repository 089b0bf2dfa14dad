"""A core expression with some of its parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.ir import nodes as ir
from checker.records import evolve


def rewritten(expr: ir.Expr, replaced: Callable[[ir.Expr], ir.Expr | None]) -> ir.Expr:
    """The expression in which each part for which there is a replacement is replaced, outermost first.

    What needs no replacement is kept, not copied: an expression without any comes back as it is.
    """
    found = replaced(expr)
    if found is not None:
        return found

    def inside(part: ir.Expr) -> ir.Expr:
        return rewritten(part, replaced)

    def all_inside(parts: tuple[ir.Expr, ...]) -> tuple[ir.Expr, ...]:
        return tuple(inside(part) for part in parts)

    match expr:
        case ir.Sum(terms=terms):
            operands = all_inside(tuple(operand for _, operand in terms))
            if _same((operand for _, operand in terms), operands):
                return expr
            return evolve(expr, terms=tuple((n, operand) for (n, _), operand in zip(terms, operands, strict=True)))
        case ir.AllOf(operands=before) | ir.AnyOf(operands=before):
            operands = all_inside(before)
            return expr if _same(before, operands) else evolve(expr, operands=operands)
        case (
            ir.Not(operand=before)
            | ir.IsIn(operand=before)
            | ir.InList(operand=before)
            | ir.IsWithin(operand=before)
            | ir.ContainsAny(operand=before)
            | ir.ContainsListed(operand=before)
        ):
            operand = inside(before)
            return expr if operand is before else evolve(expr, operand=operand)
        case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
            pair = all_inside((left, right))
            return expr if _same((left, right), pair) else evolve(expr, left=pair[0], right=pair[1])
        case ir.Contains(operand=operand, element=element):
            pair = all_inside((operand, element))
            return expr if _same((operand, element), pair) else evolve(expr, operand=pair[0], element=pair[1])
        case ir.Count(body=before) | ir.Some(body=before) | ir.Every(body=before):
            body = inside(before)
            return expr if body is before else evolve(expr, body=body)
        case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
            three = all_inside((condition, consequence, alternative))
            if _same((condition, consequence, alternative), three):
                return expr
            return evolve(expr, condition=three[0], consequence=three[1], alternative=three[2])
        case _:
            return expr


def _same(before: Iterable[ir.Expr], after: Iterable[ir.Expr]) -> bool:
    return all(one is other for one, other in zip(before, after, strict=True))
