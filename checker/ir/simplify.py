"""Simplification that changes no value in any case, known or unknown, and keeps what a trace would show."""

from __future__ import annotations

from collections.abc import Iterable

from checker.ir import nodes as ir
from checker.source import Span


def negated(operand: ir.Expr, span: Span) -> ir.Expr:
    """`not operand`, without a double negation or a negated constant."""
    match operand:
        case ir.Not(operand=inner):
            return inner
        case ir.Constant(value=bool() as value):
            return ir.Constant(not value, span=span)
        case _:
            return ir.Not(operand, span=span)


def all_of(operands: Iterable[ir.Expr], span: Span) -> ir.Expr:
    """Conjunction: nested ones joined, `true` left out, `false` settles it, a single operand stands alone."""
    found: list[ir.Expr] = []
    for operand in operands:
        match operand:
            case ir.Constant(value=True):
                pass
            case ir.Constant(value=False):
                # False wins over unknown: one failed condition settles a conjunction.
                return ir.Constant(False, span=span)
            case ir.AllOf(operands=inner):
                found.extend(inner)
            case _:
                found.append(operand)
    distinct = tuple(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else ir.AllOf(distinct, span=span)


def any_of(operands: Iterable[ir.Expr], span: Span) -> ir.Expr:
    """Disjunction: nested ones joined, `false` left out, `true` settles it, a single operand stands alone."""
    found: list[ir.Expr] = []
    for operand in operands:
        match operand:
            case ir.Constant(value=False):
                pass
            case ir.Constant(value=True):
                # True wins over unknown, as False does in a conjunction.
                return ir.Constant(True, span=span)
            case ir.AnyOf(operands=inner):
                found.extend(inner)
            case _:
                found.append(operand)
    distinct = tuple(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else ir.AnyOf(distinct, span=span)
