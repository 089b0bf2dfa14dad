"""Facts given in scenarios."""

from __future__ import annotations

from typing import Any

from lark import Token

from checker.syntax import ast
from checker.syntax.build_ast.places import Places


class Data(Places):
    def setting(self, children: list[Any]) -> ast.Setting:
        name, _, datum = children
        return ast.Setting(self.name(name), datum, span=self.over(children))

    def literal_datum(self, children: list[Any]) -> ast.Datum:
        return ast.LiteralDatum(children[0].value, span=self.at(children[0]))

    def name_datum(self, children: list[Any]) -> ast.Datum:
        return ast.NameDatum(children[0].value, span=self.at(children[0]))

    def string_datum(self, children: list[Any]) -> ast.Datum:
        return ast.StringDatum(self.string(children[0]), span=self.at(children[0]))

    def none_datum(self, children: list[Any]) -> ast.Datum:
        return ast.NoneDatum(span=self.over(children))

    def unknown_datum(self, children: list[Any]) -> ast.Datum:
        _, _, reason, _ = children
        return ast.UnknownDatum(self.maybe_name(reason), span=self.over(children))

    def set_datum(self, children: list[Any]) -> ast.Datum:
        return ast.SetDatum(_members(children), span=self.over(children))

    def list_datum(self, children: list[Any]) -> ast.Datum:
        return ast.ListDatum(_members(children), span=self.over(children))

    def record_datum(self, children: list[Any]) -> ast.RecordDatum:
        fields = tuple(zip(self.names_among(children), _members(children), strict=True))
        return ast.RecordDatum(fields, span=self.over(children))


def _members(children: list[Any]) -> tuple[Any, ...]:
    return tuple(child for child in children if child is not None and type(child) is not Token)
