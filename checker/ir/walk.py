"""The parts of a core expression."""

from __future__ import annotations

from collections.abc import Iterator

from checker.ir import nodes as ir


def parts(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    """The expressions directly inside `expr`."""
    match expr:
        case ir.Sum(terms=terms):
            return tuple(operand for _, operand in terms)
        case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
            return operands
        case ir.Not(operand=operand) | ir.IsIn(operand=operand) | ir.InList(operand=operand):
            return (operand,)
        case ir.IsWithin(operand=operand) | ir.ContainsAny(operand=operand) | ir.ContainsListed(operand=operand):
            return (operand,)
        case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
            return (left, right)
        case ir.Contains(operand=operand, element=element):
            return (operand, element)
        case ir.Count(body=body) | ir.Some(body=body) | ir.Every(body=body):
            return (body,)
        case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
            return (condition, consequence, alternative)
        case _:
            return ()


def walk(expr: ir.Expr) -> Iterator[ir.Expr]:
    """`expr` and everything inside it, without recursion."""
    waiting = [expr]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(parts(here)))


def definitions_in(expr: ir.Expr) -> set[str]:
    """The definitions that an expression refers to."""
    return {node.name for node in walk(expr) if isinstance(node, ir.Definition)}


def decisions_in(expr: ir.Expr) -> set[str]:
    """The decisions that an expression asks about."""
    return {node.decision for node in walk(expr) if isinstance(node, ir.OutcomeIn)}


def facts_in(expr: ir.Expr) -> set[str]:
    """The facts that an expression reads directly, lists of records among them."""
    collections = (n.collections for n in walk(expr) if isinstance(n, (ir.Some, ir.Every, ir.Count)))
    return {n.name for n in walk(expr) if isinstance(n, ir.Fact)} | {name for names in collections for name in names}
