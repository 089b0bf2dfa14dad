"""Conditions and values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from checker.syntax import ast
from checker.syntax.build_ast.places import Parts, Places

_Callback = Callable[["Expressions", list[Any]], ast.Expr]


def _comparison(operator: str) -> _Callback:
    def build(self: Expressions, children: list[Any]) -> ast.Expr:
        return ast.Comparison(operator, children[0], children[-1], span=self.over(children))

    return build


def _quantified(kind: str) -> _Callback:
    # Read from both ends: `count of x in … satisfies (…)` has one word more than `some x in … satisfies (…)`.
    def build(self: Expressions, children: list[Any]) -> ast.Expr:
        *_, variable, _in, collections, _satisfies, _open, body, _close = children
        return ast.Quantified(kind, self.name(variable), collections.items, body, span=self.over(children))

    return build


def _arithmetic(operator: str) -> _Callback:
    def build(self: Expressions, children: list[Any]) -> ast.Expr:
        left, _, right = children
        return ast.Arithmetic(operator, left, right, span=self.over(children))

    return build


class Expressions(Places):
    def implication(self, children: list[Any]) -> ast.Expr:
        if len(children) == 1 or children[1] is None:
            return children[0]  # type: ignore[no-any-return]
        premise, _, conclusion = children
        return ast.Implies(premise, conclusion, span=self.over(children))

    def disjunction(self, children: list[Any]) -> ast.Expr:
        return ast.Or(tuple(children[::2]), span=self.over(children))

    def conjunction(self, children: list[Any]) -> ast.Expr:
        return ast.And(tuple(children[::2]), span=self.over(children))

    def not_expr(self, children: list[Any]) -> ast.Expr:
        return ast.Not(children[1], span=self.over(children))

    is_expr = _comparison("is")
    is_not_expr = _comparison("is_not")
    at_least = _comparison("at_least")
    at_most = _comparison("at_most")
    more_than = _comparison("more_than")
    less_than = _comparison("less_than")
    before = _comparison("before")
    after = _comparison("after")
    on_or_before = _comparison("on_or_before")
    on_or_after = _comparison("on_or_after")
    in_expr = _comparison("in")
    not_in_expr = _comparison("not_in")
    within_expr = _comparison("within")
    within_any = _comparison("within_any")
    contains_expr = _comparison("contains")
    contains_any = _comparison("contains_any")

    some_expr = _quantified("some")
    every_expr = _quantified("every")
    no_expr = _quantified("no")
    count_expr = _quantified("count")

    def collections(self, children: list[Any]) -> Parts:
        return Parts(tuple(children[::2]), self.over(children))

    def if_expr(self, children: list[Any]) -> ast.Expr:
        _, condition, _, consequence, _, alternative = children
        return ast.IfThenElse(condition, consequence, alternative, span=self.over(children))

    plus = _arithmetic("+")
    minus = _arithmetic("-")

    def times(self, children: list[Any]) -> ast.Expr:
        factor, _, right = children
        left = ast.Literal(factor.value, span=self.at(factor))
        return ast.Arithmetic("*", left, right, span=self.over(children))

    def true_value(self, children: list[Any]) -> ast.Expr:
        return ast.BoolValue(True, span=self.over(children))

    def false_value(self, children: list[Any]) -> ast.Expr:
        return ast.BoolValue(False, span=self.over(children))

    def none_value(self, children: list[Any]) -> ast.Expr:
        return ast.NoneValue(span=self.over(children))

    def as_of_value(self, children: list[Any]) -> ast.Expr:
        return ast.AsOfValue(span=self.over(children))

    def literal_value(self, children: list[Any]) -> ast.Expr:
        return ast.Literal(children[0].value, span=self.at(children[0]))

    def days_value(self, children: list[Any]) -> ast.Expr:
        return ast.Days(children[0].value, span=self.over(children))

    def string_value(self, children: list[Any]) -> ast.Expr:
        return ast.String(self.string(children[0]), span=self.at(children[0]))

    def name_ref(self, children: list[Any]) -> ast.NameRef:
        return ast.NameRef(children[0].value, span=self.at(children[0]))

    def call(self, children: list[Any]) -> ast.Expr:
        name, _, *arguments, _ = children
        return ast.Call(self.name(name), tuple(arguments[::2]), span=self.over(children))

    def set_value(self, children: list[Any]) -> ast.Expr:
        return ast.SetValue(tuple(children[1:-1:2]), span=self.over(children))

    def grouped(self, children: list[Any]) -> ast.Expr:
        """What stands in brackets, brackets included in its place."""
        return evolve(children[1], span=self.over(children))  # type: ignore[no-any-return]
