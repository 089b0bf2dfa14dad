"""What was evaluated, node by node, for people who ask why."""

from __future__ import annotations

from typing import assert_never

from checker.backends.interpreter.expressions import Expressions, Scope
from checker.backends.interpreter.wording import Words
from checker.backends.typed import Variables, plain
from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.results.records import Trace
from checker.types import BoolType
from checker.values import NONE, Truth, Value


class Tracer:
    """Traces of the expressions of one evaluation."""

    def __init__(self, program: Program, expressions: Expressions) -> None:
        self._expressions = expressions
        self._words = Words.of(program)

    def trace(self, expr: ir.Expr, scope: Scope) -> Trace:
        """The expression with its truth and, down to each fact, those of its parts."""
        return self._node(expr, scope, {})

    def _node(self, expr: ir.Expr, scope: Scope, variables: Variables) -> Trace:
        value = self._expressions.value(expr, scope)
        return Trace(
            self._words.text(expr, variables),
            self._truth(value, expr, variables),
            tuple(self._parts(expr, scope, variables)),
            None if value is None or isinstance(value, bool) else self._words.show(value, expr, variables),
            expr.span,
        )

    def _truth(self, value: Value | None, expr: ir.Expr, variables: Variables) -> Truth:
        """The truth of what is one; `none` in the place of a truth is not true."""
        if isinstance(value, bool):
            return value
        is_truth = isinstance(plain(self._words.typed.type_of(expr, variables)), BoolType)
        return False if value is NONE and is_truth else None

    def _parts(self, expr: ir.Expr, scope: Scope, variables: Variables) -> list[Trace]:
        match expr:
            case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
                return [self._node(each, scope, variables) for each in operands]
            case ir.Not(operand=operand):
                return [self._node(operand, scope, variables)]
            case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
                return self._operands((left, right), scope, variables)
            case ir.Contains(operand=operand, element=element):
                return self._operands((operand, element), scope, variables)
            case (
                ir.IsIn(operand=operand)
                | ir.InList(operand=operand)
                | ir.IsWithin(operand=operand)
                | ir.ContainsAny(operand=operand)
                | ir.ContainsListed(operand=operand)
            ):
                return self._operands((operand,), scope, variables)
            case ir.Sum(terms=terms):
                return self._operands(tuple(operand for _, operand in terms), scope, variables)
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                return self._operands((condition, consequence, alternative), scope, variables)
            case ir.Definition(name=name):
                return [self._node(self._expressions.definitions[name].expr, Scope(scope.day), {})]
            case ir.Some() | ir.Every() | ir.Count():
                return self._records(expr, scope, variables)
            case ir.Constant() | ir.Fact() | ir.FieldOf() | ir.AsOf() | ir.Uncertain() | ir.OutcomeIn():
                return []
            case _:
                assert_never(expr)

    def _operands(self, operands: tuple[ir.Expr, ...], scope: Scope, variables: Variables) -> list[Trace]:
        return [self._node(each, scope, variables) for each in operands if not isinstance(each, ir.Constant)]

    def _records(self, quantifier: ir.Some | ir.Every | ir.Count, scope: Scope, variables: Variables) -> list[Trace]:
        """One part for each record, and one for each collection that is not known."""
        type_ = self._words.typed.records_of(quantifier.collections)
        inner = {**variables, quantifier.variable: type_} if type_ else variables
        parts: list[Trace] = []
        for collection in quantifier.collections:
            records = self._expressions.records(collection)
            if records is None:
                parts.append(Trace(collection, None, span=quantifier.span))
            for number, record in enumerate(records or (), start=1):
                body = self._node(quantifier.body, scope.binding(quantifier.variable, record), inner)
                parts.append(Trace(f"{collection} {number}", body.truth, (body,), span=quantifier.body.span))
        return parts
