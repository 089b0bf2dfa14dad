"""Clauses: each becomes a `Clause`, which the declaration then puts in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.syntax import ast
from checker.syntax.build_ast.data import Data
from checker.syntax.build_ast.expressions import Expressions
from checker.syntax.build_ast.places import Clause, Parts
from checker.syntax.build_ast.types import Types

_Callback = Callable[["Clauses", list[Any]], Clause]


def _last(kind: str) -> _Callback:
    """A clause whose value is the last thing in it: a text or an expression."""

    def build(self: Clauses, children: list[Any]) -> Clause:
        return self.clause(kind, children[-1], children)

    return build


def _name(kind: str) -> _Callback:
    """A clause whose value is the name or literal at its end."""

    def build(self: Clauses, children: list[Any]) -> Clause:
        return self.clause(kind, self.name(children[-1]), children)

    return build


def _every(kind: str, first: int = 1) -> _Callback:
    """A clause whose value is the row of things between its commas."""

    def build(self: Clauses, children: list[Any]) -> Clause:
        return self.clause(kind, tuple(c for c in children[first::2] if c is not None), children)

    return build


class Clauses(Expressions, Types, Data):
    note_clause = _last("note")
    basis_clause = _last("basis")
    current_clause = _name("current")
    citation_clause = _last("citation")
    authority_clause = _last("authority")
    verified_clause = _name("verified")
    by_clause = _name("by")
    changeable_clause = _name("changeable")
    meaning_clause = _last("meaning")
    question_clause = _last("question")
    as_clause = _last("as")
    default_clause = _last("default")
    otherwise_clause = _name("otherwise")
    asked_clause = _last("asked")
    basis_override = _last("basis_override")
    confidence_clause = _last("confidence")
    interpretation_clause = _last("interpretation")
    when_clause = _last("when")
    bearer_clause = _name("bearer")
    due_clause = _last("due")
    met_clause = _last("met")
    not_decision_clause = _last("not_decision")
    like_clause = _name("like")
    date_clause = _name("date")
    as_if_clause = _every("as_if", 2)
    cites_clause = _every("cites")
    entries_clause = _every("entries")
    in_force_clause = _every("in_force", 0)
    then_clause = _every("then")
    given_clause = _every("given")
    expect_clause = _every("expect")

    def supply_clause(self, children: list[Any]) -> Clause:
        _, fact, _, expr = children
        return self.clause("supply", ast.Supply(self.name(fact), expr, span=self.over(children)), children)

    def url_clause(self, children: list[Any]) -> Clause:
        return self.clause("url", self.spanned_string(children[1]), children)

    def alternative_clause(self, children: list[Any]) -> Clause:
        _, name, label, word, expr = children
        alternative = ast.Alternative(self.name(name), label, expr, span=self.over(children))
        return self.clause("alternative", (word.value, self.at(word), alternative), children)

    def cite(self, children: list[Any]) -> ast.Cite:
        source, provision, unverified = children
        said = None if provision is None else self.string(provision)
        return ast.Cite(self.name(source), said, unverified is not None, span=self.over(children))

    def moment(self, children: list[Any]) -> ast.Moment:
        date = self.name(children[0])
        return ast.Moment(date, date, span=self.over(children))

    def uncertain_moment(self, children: list[Any]) -> ast.Moment:
        _, earliest, _, latest = children
        return ast.Moment(self.name(earliest), self.name(latest), span=self.over(children))

    def from_period(self, children: list[Any]) -> ast.Period:
        _, start, _, end = children
        return ast.Period(start, end, span=self.over(children))

    def until_period(self, children: list[Any]) -> ast.Period:
        return ast.Period(None, children[1], span=self.over(children))

    def conclusion(self, children: list[Any]) -> ast.Conclusion:
        decision, _, outcome = children
        return ast.Conclusion(self.name(decision), self.name(outcome), span=self.over(children))

    def always_clause(self, children: list[Any]) -> Clause:
        return self.clause("claim", ast.Claim(None, children[1], span=self.over(children)), children)

    def whenever_clause(self, children: list[Any]) -> Clause:
        _, premise, _, conclusion = children
        return self.clause("claim", ast.Claim(premise, conclusion, span=self.over(children)), children)

    def entry(self, children: list[Any]) -> ast.Entry:
        member, period = children
        kind: type[ast.Literal | ast.NameRef] = ast.NameRef if member.type == "NAME" else ast.Literal
        return ast.Entry(kind(member.value, span=self.at(member)), period, span=self.over(children))

    def assuming_clause(self, children: list[Any]) -> Clause:
        return self.clause("assuming", children[1].items, children)

    def line_clause(self, children: list[Any]) -> Clause:
        _, name, _, *settings = children
        given = tuple(child for child in settings if isinstance(child, ast.Setting))
        line = ast.Line(self.spanned_string(name), given, span=self.over(children))
        return self.clause("line", line, children)

    def reading_clause(self, children: list[Any]) -> Clause:
        _, target, _, alternative = children
        return self.clause("reading", (self.name(target), self.name(alternative)), children)

    def actual_clause(self, children: list[Any]) -> Clause:
        return self.clause("actual", True, children)

    def target(self, children: list[Any]) -> ast.Target:
        name, _, beside = children
        return ast.Target(self.name(name), self.maybe_name(beside), span=self.over(children))

    def expect_outcome(self, children: list[Any]) -> ast.Expectation:
        target, decision, _, outcome, _, by = children
        names = () if by is None else by.items
        return ast.ExpectOutcome(target, self.name(decision), self.name(outcome), names, span=self.over(children))

    def expect_possible(self, children: list[Any]) -> ast.Expectation:
        target, decision, _, *outcomes, _, _, by = children
        names = () if by is None else by.items
        return ast.ExpectPossible(
            target, self.name(decision), self.names_among(outcomes), names, span=self.over(children)
        )

    def expect_rule(self, children: list[Any]) -> ast.Expectation:
        target, _, rule, status = children
        return ast.ExpectRule(target, self.name(rule), self.name(status), span=self.over(children))

    def expect_obligation(self, children: list[Any]) -> ast.Expectation:
        target, _, obligation, status = children
        return ast.ExpectObligation(target, self.name(obligation), self.name(status), span=self.over(children))

    # ── columns of tables: parts of a clause, so they are not clauses of the declaration ──
    def _column(self, kind: str, value: Any, children: list[Any]) -> Clause:
        return Clause(kind, value, self.over(children))

    def entry_column(self, children: list[Any]) -> Clause:
        return self._column("entry", self.name(children[1]), children)

    def where_column(self, children: list[Any]) -> Clause:
        _, column, _, values = children
        return self._column("where", (self.name(column), values.items), children)

    def table_values(self, children: list[Any]) -> Parts:
        return Parts(tuple(self.spanned_string(child) for child in children[::2]), self.over(children))

    def since_column(self, children: list[Any]) -> Clause:
        return self._column("since", self.name(children[1]), children)

    def before_column(self, children: list[Any]) -> Clause:
        return self._column("not before", self.name(children[2]), children)

    def until_column(self, children: list[Any]) -> Clause:
        _, column, inclusive = children
        return self._column("until", (self.name(column), inclusive is not None), children)

    def status_column(self, children: list[Any]) -> Clause:
        return self._column("status", self.name(children[1]), children)

    def evidence_jurisdiction(self, children: list[Any]) -> Clause:
        return self._column("jurisdiction", self.name(children[1]), children)

    def evidence_answer(self, children: list[Any]) -> Clause:
        return self._column("answer", self.name(children[1]), children)

    def evidence_text(self, children: list[Any]) -> Clause:
        return self._column("evidence", self.name(children[1]), children)
