"""Declarations of names, types, definitions, lists and claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lark import Token

from checker.syntax import ast, errors
from checker.syntax.build_ast.clauses import Clauses
from checker.syntax.build_ast.given import Given
from checker.syntax.build_ast.places import Clause, Parts


class Declarations(Clauses):
    def given_in(self, children: Sequence[Any]) -> Given:
        return Given((child for child in children if type(child) is Clause), self.report)

    def require(self, given: Given, kind: str, what: str, name: Token, *, words: str) -> None:
        """Report a clause without which a declaration says nothing."""
        if not given.places(kind):
            self.report(errors.missing_clause(words, what, name.value, self.at(name)))

    def one_of(self, given: Given, kinds: Sequence[str], what: str, name: Token, *, words: str) -> None:
        """Report a declaration that has none or more than one of clauses that exclude each other."""
        places = given.places(*kinds)
        if not places:
            self.report(errors.missing_clause(words, what, name.value, self.at(name)))
        for place in places[1:]:
            self.report(errors.one_claim_only(words, place, places[0]))

    # ── who is speaking ──
    def vocabulary_decl(self, children: list[Any]) -> ast.Vocabulary:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Vocabulary(self.name(name), label, given.every("note"), span=self.over(children))

    def jurisdiction_decl(self, children: list[Any]) -> ast.LegalOrder:
        _, name, label, _, extends, *_ = children
        return self._legal_order(name, label, extends, children, binding=True)

    def code_decl(self, children: list[Any]) -> ast.LegalOrder:
        _, name, label, *_ = children
        return self._legal_order(name, label, None, children, binding=False)

    def _legal_order(
        self, name: Token, label: ast.Text, extends: Token | None, children: list[Any], *, binding: bool
    ) -> ast.LegalOrder:
        given = self.given_in(children)
        if binding:
            for place in given.places("supply"):
                self.report(errors.supply_in_jurisdiction(place))
        return ast.LegalOrder(
            self.name(name),
            label,
            binding,
            self.maybe_name(extends),
            given.one("basis"),
            given.joined("as_if"),
            given.one("current"),
            given.every("supply"),
            given.every("note"),
            span=self.over(children),
        )

    def within_decl(self, children: list[Any]) -> ast.Within:
        return ast.Within(self.name(children[1]), span=self.over(children))

    def role_decl(self, children: list[Any]) -> ast.Role:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Role(self.name(name), label, given.every("note"), span=self.over(children))

    def source_decl(self, children: list[Any]) -> ast.Source:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Source(
            self.name(name),
            label,
            given.one("citation"),
            given.one("url"),
            given.one("authority"),
            given.one("verified"),
            given.one("confidence"),
            given.one("in_force") or (),
            given.every("note"),
            span=self.over(children),
        )

    def gap_decl(self, children: list[Any]) -> ast.Gap:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Gap(self.name(name), label, given.joined("cites"), given.every("note"), span=self.over(children))

    # ── types ──
    def enum_decl(self, children: list[Any]) -> ast.Enum:
        _, name, label, *_ = children
        given = self.given_in(children)
        table = next((child for child in children if isinstance(child, ast.EnumTable)), None)
        return ast.Enum(self.name(name), label, _values(children), table, given.every("note"), span=self.over(children))

    def enum_table(self, children: list[Any]) -> ast.EnumTable:
        _, _, path, _, value, *labels = children
        columns = tuple(label.items for label in labels)
        return ast.EnumTable(self.spanned_string(path), self.name(value), columns, span=self.over(children))

    def label_column(self, children: list[Any]) -> Parts:
        _, column, _, language = children
        return Parts((self.name(column), None if language is None else language.value), self.over(children))

    def scale_decl(self, children: list[Any]) -> ast.Scale:
        _, name, label, *_ = children
        given = self.given_in(children)
        return ast.Scale(self.name(name), label, _values(children), given.every("note"), span=self.over(children))

    def nesting(self, children: list[Any]) -> Parts:
        return Parts((children[0].value,), self.over(children))

    def code_type_decl(self, children: list[Any]) -> ast.CodeType:
        _, name, label, _, _, nesting, *_ = children
        given = self.given_in(children)
        kind = None if nesting is None else nesting.items[0]
        return ast.CodeType(self.name(name), label, kind, given.every("note"), span=self.over(children))

    def record_decl(self, children: list[Any]) -> ast.Record:
        _, name, label, *_ = children
        given = self.given_in(children)
        fields = tuple(child for child in children if isinstance(child, ast.Field))
        return ast.Record(self.name(name), label, fields, given.every("note"), span=self.over(children))

    def fact_decl(self, children: list[Any]) -> ast.Fact:
        assessed, _, name, _, type_, per, _, label, *_ = children
        given = self.given_in(children)
        return ast.Fact(
            self.name(name),
            type_,
            label,
            assessed is not None,
            per is not None,
            given.one("by"),
            given.one("changeable"),
            given.one("meaning"),
            given.one("question"),
            given.joined("cites"),
            given.every("note"),
            span=self.over(children),
        )

    # ── definitions, open terms, lists ──
    def define_decl(self, children: list[Any]) -> ast.Define:
        _, name, parameters, label, *_ = children
        given = self.given_in(children)
        self.require(given, "as", "definition", name, words="as")
        return ast.Define(
            self.name(name),
            () if parameters is None else parameters.items,
            label,
            given.one("as"),
            given.joined("cites"),
            given.one("confidence"),
            given.one("interpretation"),
            self.alternatives(given, "as"),
            given.every("note"),
            span=self.over(children),
        )

    def alternatives(self, given: Given, word: str) -> tuple[ast.Alternative, ...]:
        """Rival readings; each repeats the word of the clause whose place it takes."""
        found = given.every("alternative")
        for written, place, _ in found:
            if written != word:
                self.report(errors.wrong_alternative_word(written, word, place))
        return tuple(alternative for _, _, alternative in found)

    def open_decl(self, children: list[Any]) -> ast.OpenTerm:
        _, name, _, type_, label, *_ = children
        given = self.given_in(children)
        return ast.OpenTerm(
            self.name(name),
            type_,
            label,
            given.one("default"),
            given.joined("cites"),
            given.one("confidence"),
            given.every("note"),
            span=self.over(children),
        )

    def fill_decl(self, children: list[Any]) -> ast.Fill:
        _, name, *_ = children
        given = self.given_in(children)
        self.require(given, "as", "fill", name, words="as")
        return ast.Fill(
            self.name(name),
            given.one("as"),
            given.joined("cites"),
            given.one("confidence"),
            given.one("interpretation"),
            given.every("note"),
            span=self.over(children),
        )

    def list_decl(self, children: list[Any]) -> ast.List:
        _, name, _, member_type, label, *_ = children
        given = self.given_in(children)
        if not given.places("entries", "table"):
            self.report(errors.missing_clause("entries", "list", name.value, self.at(name)))
        return ast.List(
            self.name(name),
            member_type,
            label,
            given.joined("entries"),
            given.every("table"),
            given.joined("cites"),
            given.one("confidence"),
            given.every("note"),
            span=self.over(children),
        )

    def table_clause(self, children: list[Any]) -> Clause:
        _, _, path, *_ = children
        columns = self.given_in(children)
        self.require(columns, "entry", "table", path, words="entry")
        until = columns.one("until")
        table = ast.ListTable(
            self.spanned_string(path),
            columns.one("entry"),
            columns.every("where"),
            columns.one("since"),
            columns.one("not before"),
            None if until is None else until[0],
            until is not None and until[1],
            columns.one("status"),
            span=self.over(children),
        )
        return self.clause("table", table, children)

    # ── claims ──
    def constraint_decl(self, children: list[Any]) -> ast.Constraint:
        _, name, label, *_ = children
        given = self.given_in(children)
        self.one_of(given, ["claim"], "constraint", name, words="always")
        return ast.Constraint(
            self.name(name),
            label,
            given.one("claim"),
            given.joined("cites"),
            given.every("note"),
            span=self.over(children),
        )

    def property_decl(self, children: list[Any]) -> ast.Property:
        _, name, label, *_ = children
        given = self.given_in(children)
        self.one_of(given, ["claim"], "property", name, words="whenever` or `always")
        return ast.Property(
            self.name(name),
            label,
            given.one("claim"),
            given.joined("cites"),
            given.every("note"),
            span=self.over(children),
        )

    def commitment_decl(self, children: list[Any]) -> ast.Commitment:
        _, name, label, *_ = children
        given = self.given_in(children)
        words = "whenever`, `always`, `attested from table` or `not a decision matter"
        self.one_of(given, ["claim", "attested", "not_decision"], "commitment", name, words=words)
        return ast.Commitment(
            self.name(name),
            label,
            given.one("claim"),
            given.one("attested"),
            given.one("not_decision"),
            given.joined("cites"),
            given.one("confidence"),
            given.one("interpretation"),
            given.one("in_force") or (),
            given.every("note"),
            span=self.over(children),
        )

    def attested_clause(self, children: list[Any]) -> Clause:
        _, _, _, path, *_ = children
        columns = self.given_in(children)
        attested = ast.Attested(
            self.spanned_string(path),
            columns.every("where"),
            columns.one("jurisdiction"),
            columns.one("answer"),
            columns.one("evidence"),
            span=self.over(children),
        )
        return self.clause("attested", attested, children)


def _values(children: Sequence[Any]) -> tuple[ast.Value, ...]:
    return tuple(child for child in children if isinstance(child, ast.Value))
