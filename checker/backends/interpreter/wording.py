"""Expressions as their author would recognise them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import frozen

from checker.backends.typed import Typed, Variables, plain
from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.scalars import show_value
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    SetType,
    TextType,
    Type,
)
from checker.values import NONE, Scalar, SetValue, Value


@frozen
class Words:
    """What the names in a program stand for."""

    typed: Typed
    labels: Mapping[str, str]
    """Of uncertainties, by name."""
    outcomes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, program: Program) -> Words:
        return cls(
            Typed.of(program),
            {name: wording.value for name, wording in program.uncertainties},
            {each.name: tuple(outcome.name for outcome in each.outcomes) for each in program.decisions},
        )

    # ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, expr: ir.Expr, variables: Variables) -> str:
        """The expression in words."""
        match expr:
            case ir.Constant(value=value):
                return _show(value, None)
            case ir.Fact(name=name) | ir.Definition(name=name):
                return name
            case ir.FieldOf(variable=variable, field=name):
                return f"{variable}.{name}"
            case ir.AsOf():
                return "as_of"
            case ir.Sum(terms=terms, constant=constant):
                return self._sum(terms, constant, self.typed.type_of(expr, variables), variables)
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                parts = (self.text(each, variables) for each in (condition, consequence, alternative))
                return "if {} then {} else {}".format(*parts)
            case ir.Uncertain(name=name):
                return self.labels.get(name, name)
            case ir.Not(operand=operand):
                return f"not {self._within(operand, variables)}"
            case ir.AllOf(operands=operands):
                return " and ".join(self._within(each, variables) for each in operands) or "true"
            case ir.AnyOf(operands=operands):
                return " or ".join(self._within(each, variables) for each in operands) or "false"
            case ir.Equal(left=left, right=right):
                return self._compare(left, "is", right, variables)
            case ir.Less(left=left, right=right):
                return self._order(left, right, variables, or_equal=False)
            case ir.AtMost(left=left, right=right):
                return self._order(left, right, variables, or_equal=True)
            case ir.IsIn(operand=operand, members=members):
                return f"{self._within(operand, variables)} in {self._set(operand, members, variables)}"
            case ir.InList(operand=operand, list=name, nested=nested):
                return f"{self._within(operand, variables)} {'within any' if nested else 'in'} {name}"
            case ir.IsWithin(operand=operand, ancestor=ancestor):
                return f"{self._within(operand, variables)} within {ancestor}"
            case ir.Contains(operand=operand, element=element):
                of = self._element_type(operand, variables)
                return f"{self._within(operand, variables)} contains {self._side(element, of, variables)}"
            case ir.ContainsAny(operand=operand, members=members):
                shown = self._set(operand, members, variables)
                return f"{self._within(operand, variables)} contains any of {shown}"
            case ir.ContainsListed(operand=operand, list=name):
                return f"{self._within(operand, variables)} contains any of {name}"
            case ir.Some(variable=variable, collections=collections, body=body):
                return self._quantified("some", "satisfies", variable, collections, body, variables)
            case ir.Every(variable=variable, collections=collections, body=body):
                return self._quantified("every", "satisfies", variable, collections, body, variables)
            case ir.Count(variable=variable, collections=collections, body=body):
                return self._quantified("count of", "satisfies", variable, collections, body, variables)
            case ir.OutcomeIn(decision=decision, mask=mask):
                names = self.outcomes.get(decision, ())
                held = [name for number, name in enumerate(names) if mask >> number & 1]
                return f"{decision} is {held[0]}" if len(held) == 1 else f"{decision} in {{{', '.join(held)}}}"
            case _:
                assert_never(expr)

    def show(self, value: Value | None, expr: ir.Expr, variables: Variables) -> str:
        """A value of the expression, as an author would write it."""
        return _show(value, self.typed.type_of(expr, variables))

    def _within(self, expr: ir.Expr, variables: Variables) -> str:
        text = self.text(expr, variables)
        simple = isinstance(
            expr, (ir.Constant, ir.Fact, ir.FieldOf, ir.AsOf, ir.Definition, ir.Uncertain, ir.IsIn, ir.Equal, ir.InList)
        )
        return text if simple or " " not in text else f"({text})"

    def _side(self, expr: ir.Expr, neighbour: Type | None, variables: Variables) -> str:
        return _show(expr.value, neighbour) if isinstance(expr, ir.Constant) else self._within(expr, variables)

    def _compare(self, left: ir.Expr, word: str, right: ir.Expr, variables: Variables) -> str:
        one = self._side(left, self.typed.type_of(right, variables), variables)
        return f"{one} {word} {self._side(right, self.typed.type_of(left, variables), variables)}"

    def _order(self, left: ir.Expr, right: ir.Expr, variables: Variables, *, or_equal: bool) -> str:
        type_ = plain(self.typed.type_of(left, variables) or self.typed.type_of(right, variables))
        dates = isinstance(type_, DateType)
        if isinstance(left, ir.Constant):
            # What is compared with a constant comes first: `x is more than 5`, not `5 is less than x`.
            word = (
                ("is on or after" if or_equal else "is after")
                if dates
                else ("is at least" if or_equal else "is more than")
            )
            return self._compare(right, word, left, variables)
        word = (
            ("is on or before" if or_equal else "is before")
            if dates
            else ("is at most" if or_equal else "is less than")
        )
        return self._compare(left, word, right, variables)

    def _element_type(self, operand: ir.Expr, variables: Variables) -> Type | None:
        type_ = plain(self.typed.type_of(operand, variables))
        return type_.of if isinstance(type_, SetType) else type_

    def _set(self, operand: ir.Expr, members: frozenset[Scalar], variables: Variables) -> str:
        of = self._element_type(operand, variables)
        return "{" + ", ".join(sorted(_show(member, of) for member in members)) + "}"

    def _sum(
        self, terms: tuple[tuple[int, ir.Expr], ...], constant: int, type_: Type | None, variables: Variables
    ) -> str:
        shown = ""
        for coefficient, operand in terms:
            factor = "" if abs(coefficient) == 1 else f"{abs(coefficient)} * "
            sign = "-" if coefficient < 0 else "+"
            shown += f" {sign} {factor}{self._within(operand, variables)}"
        if constant:
            amount = f"{abs(constant)} days" if isinstance(plain(type_), DateType) else _show(abs(constant), type_)
            shown += f" {'-' if constant < 0 else '+'} {amount}"
        return shown.removeprefix(" + ").removeprefix(" ") or "0"

    def _quantified(
        self, word: str, verb: str, variable: str, collections: tuple[str, ...], body: ir.Expr, variables: Variables
    ) -> str:
        record = self.typed.records_of(collections)
        inner = {**variables, variable: record} if record else variables
        return f"{word} {variable} in {', '.join(collections)} {verb} ({self.text(body, inner)})"


def _show(value: Value | None, type_: Type | None) -> str:
    bare = plain(type_)
    if value is None or value is NONE:
        return "unknown" if value is None else "none"
    if bare is None or (isinstance(bare, BoolType) and not isinstance(value, bool)):
        return _show_untyped(value)
    if isinstance(value, SetValue) and not isinstance(bare, SetType):
        return _show_untyped(value)
    return show_value(value, bare)


def _show_untyped(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, SetValue):
        return show_value(value, SetType(CodeType("", None)))
    return show_value(value, TextType())
