"""What two programs state alike, down to everything it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.analysis.differences.sides import FIRST, SECOND
from checker.backends.kleene import is_within_period
from checker.declared import DatedList, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, DecisionInfo, DefinitionInfo, Obligation, Program, Rule
from checker.ir.rewrite import rewritten
from checker.ir.walk import walk
from checker.records import define, field
from checker.types import Type
from checker.values import Scalar


@define
class Side:
    """One program, and what is looked up in it."""

    program: Program
    as_of: ir.Expr
    definitions: dict[str, DefinitionInfo]
    lists: dict[str, DatedList]
    decisions: dict[str, DecisionInfo]
    rules: dict[str, Rule]
    duties: dict[str, Obligation]
    open_types: dict[str, Type] = field(factory=dict)


class Likeness:
    """What both sides share; `by_date`: what they state alike and what comes out differently all the same, because they
    look at different dates."""

    def __init__(self, sides: tuple[Side, Side]) -> None:
        self._sides = sides
        self.shared: dict[tuple[str, str], bool] = {}
        self.by_date: set[tuple[str, str]] = set()
        self._concluding = tuple(_concluding(side.program) for side in sides)

    def is_shared(self, kind: str, name: str) -> bool:
        known = self.shared.get((kind, name))
        if known is None:
            known = self.shared[kind, name] = self._states_alike(kind, name)
        return known

    def _states_alike(self, kind: str, name: str) -> bool:
        tables = [_table(side, kind) for side in self._sides]
        if any(name not in table for table in tables):
            return False
        one, other = (table[name] for table in tables)
        match one, other:
            case DefinitionInfo(), DefinitionInfo():
                return one.type == other.type and self.same(one.expr, other.expr)
            case DatedList(), DatedList():
                return one.nesting == other.nesting and _rows(one) == _rows(other)
            case Rule(), Rule():
                return self._same_rule(one, other)
            case DecisionInfo(), DecisionInfo():
                return self._same_decision(one, other)
            case Obligation(), Obligation():
                return self._same_duty(one, other)
            case _:
                return False

    def same(self, one: ir.Expr, other: ir.Expr) -> bool:
        return one == other and all(self.is_shared(kind, name) for kind, name in _references(other))

    def same_basis(self) -> bool:
        first, second = self._sides
        return self.same(first.as_of, second.as_of)

    def _same_rule(self, one: Rule, other: Rule) -> bool:
        return (
            one.periods == other.periods
            and one.conclusions == other.conclusions
            and one.defeated_by == other.defeated_by
            and one.basis == other.basis
            and self.same(one.when, other.when)
            and self._looks_the_same(("rule", one.name), one.when, one.periods, one.basis)
            and (one.basis is None or other.basis is None or self.same(one.basis, other.basis))
            and all(self.is_shared("rule", each) for each in one.defeated_by)
        )

    def _same_decision(self, one: DecisionInfo, other: DecisionInfo) -> bool:
        name = one.name
        asked = (one.asked_when, other.asked_when)
        return (
            [each.name for each in one.outcomes] == [each.name for each in other.outcomes]
            and (one.otherwise, one.combiner) == (other.otherwise, other.combiner)
            and self._concluding[FIRST].get(name, []) == self._concluding[SECOND].get(name, [])
            and all(self.is_shared("rule", each) for each in self._concluding[FIRST].get(name, []))
            and self._same_question(name, *asked)
        )

    def _same_question(self, name: str, one: ir.Expr | None, other: ir.Expr | None) -> bool:
        if one is None or other is None:
            return one is other
        return self.same(one, other) and self._looks_the_same(("decision", name), one)

    def _looks_the_same(
        self, construct: tuple[str, str], expr: ir.Expr, periods: Sequence[Period] = (), basis: ir.Expr | None = None
    ) -> bool:
        """Whether the dates that the sides look at make no difference to a construct that both state alike."""
        if self.same_basis():
            return True
        first, second = (side.as_of for side in self._sides)
        if not (isinstance(first, ir.Constant) and isinstance(second, ir.Constant)):
            return False
        days = first.value, second.value
        alike = basis is None and _is_alike_on(days, periods) and not self._reads_date(expr, days)
        if not alike:
            self.by_date.add(construct)
        return alike

    def _reads_date(self, expr: ir.Expr, days: tuple[Scalar, Scalar]) -> bool:
        """Whether an expression may come out differently on two days."""
        second = self._sides[SECOND]
        pending, seen = [expr], set[str]()
        while pending:
            for part in walk(pending.pop()):
                match part:
                    case ir.AsOf():
                        return True
                    case ir.InList(list=name) | ir.ContainsListed(list=name):
                        if not all(_is_alike_on(days, (row.period,)) for row in second.lists[name].rows):
                            return True
                    case ir.Definition(name=name) if name not in seen:
                        seen.add(name)
                        pending.append(second.definitions[name].expr)
                    case _:
                        pass
        return False

    def _same_duty(self, one: Obligation, other: Obligation) -> bool:
        return (
            (one.periods, one.defeated_by) == (other.periods, other.defeated_by)
            and self.same(one.when, other.when)
            and self._looks_the_same(("obligation", one.name), one.when, one.periods)
            and all(self.is_shared("rule", each) for each in one.defeated_by)
        )


def _table(side: Side, kind: str) -> Mapping[str, object]:
    tables: dict[str, Mapping[str, object]] = {
        "definition": side.definitions,
        "list": side.lists,
        "rule": side.rules,
        "decision": side.decisions,
        "obligation": side.duties,
    }
    return tables[kind]


def _references(expr: ir.Expr) -> Iterator[tuple[str, str]]:
    for part in walk(expr):
        match part:
            case ir.Definition(name=name):
                yield "definition", name
            case ir.InList(list=name) | ir.ContainsListed(list=name):
                yield "list", name
            case ir.OutcomeIn(decision=name):
                yield "decision", name
            case _:
                pass


def _is_alike_on(days: tuple[Scalar, Scalar], periods: Sequence[Period]) -> bool:
    """Whether it is sure that something with these periods is there on both days, or on neither."""
    if not periods:
        return True
    there = [[is_within_period(day, each) for each in periods] for day in days if isinstance(day, int)]
    sure = [True if True in some else None if None in some else False for some in there]
    return len(set(sure)) == 1 and None not in sure


def _rows(dated: DatedList) -> list[tuple[object, object]]:
    return [(row.member, row.period) for row in dated.rows]


def _concluding(program: Program) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule in program.rules:
        for decision in dict.fromkeys(each.decision for each in rule.conclusions):
            found.setdefault(decision, []).append(rule.name)
    return {name: sorted(rules) for name, rules in found.items()}


def side_of(program: Program) -> Side:
    open_types = {each.expr.name: each.type for each in program.definitions if isinstance(each.expr, ir.Uncertain)}
    return Side(
        program,
        rewritten(program.as_of, lambda part: ir.Fact(CASE_DATE) if isinstance(part, ir.AsOf) else None),
        {each.name: each for each in program.definitions},
        {each.name: each for each in program.lists},
        {each.name: each for each in program.decisions},
        {each.name: each for each in program.rules},
        {each.name: each for each in program.obligations},
        open_types,
    )
