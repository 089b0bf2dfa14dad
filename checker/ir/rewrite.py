"""Core expressions, and programs, with some of their parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.ir import nodes as ir
from checker.ir.program import Program, Rule
from checker.records import evolve


def rewritten_program(
    program: Program,
    replaced: Callable[[ir.Expr], ir.Expr | None],
    touches: Callable[[ir.Expr], bool] = lambda _: True,
) -> Program:
    """The program with parts replaced in whatever decides or owes; expressions that `touches` tells false of are left
    as they are."""

    def made(expr: ir.Expr) -> ir.Expr:
        return rewritten(expr, replaced) if touches(expr) else expr

    def made_if_any(expr: ir.Expr | None) -> ir.Expr | None:
        return None if expr is None else made(expr)

    def rule(each: Rule) -> Rule:
        when, basis = made(each.when), made_if_any(each.basis)
        return each if when is each.when and basis is each.basis else evolve(each, when=when, basis=basis)

    return evolve(
        program,
        as_of=made(program.as_of),
        definitions=tuple(
            each if (expr := made(each.expr)) is each.expr else evolve(each, expr=expr) for each in program.definitions
        ),
        decisions=tuple(evolve(each, asked_when=made_if_any(each.asked_when)) for each in program.decisions),
        rules=tuple(map(rule, program.rules)),
        obligations=tuple(evolve(each, when=made(each.when)) for each in program.obligations),
        constraints=tuple(evolve(each, expr=made(each.expr)) for each in program.constraints),
    )


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
