"""Types of facts and fields."""

from __future__ import annotations

from typing import Any

from checker.syntax import ast
from checker.syntax.build_ast.places import Parts, Places


class Types(Places):
    def type(self, children: list[Any]) -> ast.Type:
        base, or_word, _none = children
        return ast.Type(base, or_word is not None, span=self.over(children))

    def named_type(self, children: list[Any]) -> ast.BaseType:
        return ast.NamedType(self.name(children[0]), span=self.at(children[0]))

    def bool_type(self, children: list[Any]) -> ast.BaseType:
        return ast.BoolType(span=self.over(children))

    def date_type(self, children: list[Any]) -> ast.BaseType:
        return ast.DateType(span=self.over(children))

    def text_type(self, children: list[Any]) -> ast.BaseType:
        return ast.TextType(span=self.over(children))

    def range(self, children: list[Any]) -> Parts:
        low, _, high = children
        return Parts((self.name(low), self.name(high)), self.over(children))

    def int_type(self, children: list[Any]) -> ast.BaseType:
        low, high = children[1].items
        return ast.IntType(low, high, span=self.over(children))

    def decimal_type(self, children: list[Any]) -> ast.BaseType:
        _, _, places, _, bounds = children
        low, high = bounds.items
        return ast.DecimalType(self.name(places), low, high, span=self.over(children))

    def money_type(self, children: list[Any]) -> ast.BaseType:
        _, currency, bounds = children
        low, high = bounds.items
        return ast.MoneyType(self.name(currency), low, high, span=self.over(children))

    def set_type(self, children: list[Any]) -> ast.BaseType:
        return ast.SetType(children[2], span=self.over(children))

    def list_type(self, children: list[Any]) -> ast.BaseType:
        _, _, record, _, _, maximum, _ = children
        return ast.ListType(self.name(record), self.name(maximum), span=self.over(children))

    def parameter(self, children: list[Any]) -> ast.Parameter:
        name, _, type_ = children
        return ast.Parameter(self.name(name), type_, span=self.over(children))

    def parameters(self, children: list[Any]) -> Parts:
        return Parts(tuple(children[1:-1:2]), self.over(children))

    def field(self, children: list[Any]) -> ast.Field:
        name, _, type_, screened, label = children
        return ast.Field(self.name(name), type_, screened is not None, label, span=self.over(children))

    def value(self, children: list[Any]) -> ast.Value:
        name, label = children
        return ast.Value(self.name(name), label, span=self.over(children))
