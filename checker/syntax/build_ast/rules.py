"""Declarations of decisions, rules, exceptions, obligations and scenarios."""

from __future__ import annotations

from typing import Any

from lark import Token

from checker.syntax import ast
from checker.syntax.build_ast.declarations import Declarations, _values


class Builder(Declarations):
    """Every callback: what the parser is given."""

    def combiner(self, children: list[Any]) -> Token:
        return children[0]  # type: ignore[no-any-return]

    def decision_decl(self, children: list[Any]) -> ast.Decision:
        _, name, label, combiner, *_ = children
        given = self.given_in(children)
        return ast.Decision(
            self.name(name),
            label,
            "strictest" if combiner is None else combiner.value,
            _values(children),
            given.one("otherwise"),
            given.one("asked"),
            given.every("note"),
            span=self.over(children),
        )

    def rule_decl(self, children: list[Any]) -> ast.Rule:
        _, name, label, *_ = children
        return self._rule(name, label, (), children)

    def exception_decl(self, children: list[Any]) -> ast.Rule:
        _, name, _, defeats, label, *_ = children
        return self._rule(name, label, defeats.items, children)

    def _rule(self, name: Token, label: ast.Text, defeats: tuple[ast.Name, ...], children: list[Any]) -> ast.Rule:
        given = self.given_in(children)
        what = "exception" if defeats else "rule"
        self.require(given, "when", what, name, words="when")
        if not defeats:
            self.require(given, "then", what, name, words="then")
        return ast.Rule(
            self.name(name),
            label,
            defeats,
            given.joined("cites"),
            given.one("confidence"),
            given.one("interpretation"),
            given.one("basis_override"),
            given.one("in_force") or (),
            given.one("when"),
            given.one("then") or (),
            self.alternatives(given, "when"),
            given.every("note"),
            span=self.over(children),
        )

    def obligation_decl(self, children: list[Any]) -> ast.Obligation:
        _, name, label, *_ = children
        given = self.given_in(children)
        self.require(given, "when", "obligation", name, words="when")
        return ast.Obligation(
            self.name(name),
            label,
            given.joined("cites"),
            given.one("confidence"),
            given.one("interpretation"),
            given.one("in_force") or (),
            given.one("bearer"),
            given.one("due"),
            given.one("when"),
            given.one("met"),
            given.every("note"),
            span=self.over(children),
        )

    def background_decl(self, children: list[Any]) -> ast.Background:
        _, name, label, *_ = children
        given = self.given_in(children)
        self.require(given, "given", "background", name, words="given")
        return ast.Background(
            self.name(name), label, given.joined("given"), given.every("note"), span=self.over(children)
        )

    def scenario_decl(self, children: list[Any]) -> ast.Scenario:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Scenario(
            self.name(name),
            label,
            given.one("like"),
            given.one("assuming") or (),
            given.one("date"),
            given.joined("given"),
            given.every("line"),
            given.every("reading"),
            bool(given.one("actual")),
            given.joined("expect"),
            given.joined("cites"),
            given.every("note"),
            span=self.over(children),
        )
