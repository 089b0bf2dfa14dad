"""A program as z3 terms, straight from the core language: what a second solver is asked.

Nothing is taken from the engine: no circuit, no cells. Programs that are encoded over the same `Variables` speak of the
same case, and where they leave open the same, it is settled alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import z3  # type: ignore[import-untyped]

from checker.ir import nodes as ir
from checker.ir.program import ALWAYS, CASE_DATE, NEVER, Period, Program
from checker.types import BoolType, is_within
from checker.values import NONE, Scalar
from tests.peers.z3_terms import NO, YES, One, Records, Set, Thing, Variables, all_of, any_of, is_one_of, negation

Bound: TypeAlias = Mapping[str, Mapping[str, One | Set]]


class Encoded:
    """One program over some variables: where each rule applies, each outcome is reached, each duty arises."""

    def __init__(self, program: Program, variables: Variables) -> None:
        self.program = program
        self.variables = variables
        self._lists = {each.name: each for each in program.lists}
        self._definitions = {each.name: each for each in program.definitions}
        self._open_types = {d.expr.name: d.type for d in program.definitions if isinstance(d.expr, ir.Uncertain)}
        self._defined: dict[tuple[str, int], Thing] = {}
        self._held: dict[tuple[str, int, int], Any] = {}
        self._days: dict[ir.Expr | None, One] = {}
        today = variables.facts[CASE_DATE]
        assert isinstance(today, One)
        self._usual = today
        self._usual = self._day(program.as_of)
        self.applies: dict[str, Any] = {}
        self.outcomes: dict[str, list[Any]] = {}
        self.arises: dict[str, Any] = {}
        rules = {each.name: each for each in program.rules}
        duties = {each.name: each for each in program.obligations}
        decisions = {each.name: each for each in program.decisions}
        for kind, name in program.stages:
            if kind == "rule":
                rule = rules[name]
                day = self._usual if rule.basis is None else self._day(rule.basis)
                self.applies[name] = self._applying("rule", name, rule.when, rule.periods, rule.defeated_by, day)
            elif kind == "decision":
                self.outcomes[name] = self._decide(name, decisions[name].asked_when)
            else:
                duty = duties[name]
                self.arises[name] = self._applying("duty", name, duty.when, duty.periods, duty.defeated_by, self._usual)
        self.broken = {each.name: negation(self.truth(each.expr, self._usual, {})) for each in program.properties}
        self.constraints = [self.truth(each.expr, self._usual, {}) for each in program.constraints]

    # ── rules and decisions ──────────────────────────────────────────────────────────────────────────────────────

    def _applying(
        self, kind: str, name: str, when: ir.Expr, periods: Sequence[Period], exceptions: Sequence[str], day: One
    ) -> Any:
        in_force = any_of(self._during(each, (kind, name), day) for each in periods) if periods else YES
        return all_of((in_force, self.truth(when, day, {}), *(negation(self.applies[each]) for each in exceptions)))

    def _during(self, period: Period, key: object, day: One) -> Any:
        if day.term is None:
            return NO
        # An end of a period is one and the same for all that state it alike.
        start = self.variables.moment(key, "start", period.start_earliest, period.start_latest)
        end = self.variables.moment(key, "end", period.end_earliest, period.end_latest)
        begun = YES if period.start_latest == ALWAYS else start <= day.term
        left = YES if period.end_earliest == NEVER else day.term < end
        return all_of((negation(day.none), begun, left))

    def _decide(self, name: str, asked_when: ir.Expr | None) -> list[Any]:
        info = next(each for each in self.program.decisions if each.name == name)
        asked = YES if asked_when is None else self.truth(asked_when, self._usual, {})
        concluded: list[Any] = []
        for number in range(len(info.outcomes)):
            applying = [
                self.applies[rule.name]
                for rule in self.program.rules
                for each in rule.conclusions
                if (each.decision, each.outcome) == (name, number)
            ]
            concluded.append(any_of(applying))
        found = []
        for number, holds in enumerate(concluded):
            if info.combiner != "collect":
                holds = all_of((holds, *map(negation, concluded[number + 1 :])))
            if number == info.otherwise:
                holds = any_of((holds, all_of(map(negation, concluded))))
            found.append(all_of((asked, holds)))
        if asked_when is not None:
            found[0] = any_of((found[0], negation(asked)))
        return found

    # ── truth ────────────────────────────────────────────────────────────────────────────────────────────────────

    def truth(self, expr: ir.Expr, day: One, bound: Bound) -> Any:
        """The term under which a condition holds; `none` is not true."""
        match expr:
            case ir.Not(operand=operand):
                return negation(self.truth(operand, day, bound))
            case ir.AllOf(operands=operands):
                return all_of(self.truth(each, day, bound) for each in operands)
            case ir.AnyOf(operands=operands):
                return any_of(self.truth(each, day, bound) for each in operands)
            case ir.Equal(left=left, right=right):
                return _equal(self.value(left, day, bound), self.value(right, day, bound))
            case ir.Less(left=left, right=right):
                return _ordered(self.value(left, day, bound), self.value(right, day, bound), lambda a, b: a < b)
            case ir.AtMost(left=left, right=right):
                return _ordered(self.value(left, day, bound), self.value(right, day, bound), lambda a, b: a <= b)
            case ir.IsIn(operand=operand, members=members):
                return self._among(self.value(operand, day, bound), members)
            case ir.InList(operand=operand, list=name, nested=nested):
                found = self.value(operand, day, bound)
                return self._listed(found, name, nested, day) if isinstance(found, One) else NO
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                code = self.value(operand, day, bound)
                within = code.domain if isinstance(code, One) else ()
                return self._among(code, frozenset(each for each in within if is_within(each, ancestor, nesting)))
            case ir.Contains(operand=operand, element=element):
                return self._contains(self.value(operand, day, bound), self.value(element, day, bound))
            case ir.ContainsAny(operand=operand, members=members):
                held = self.value(operand, day, bound)
                return _holding(held, (t for e, t in held.of.items() if e in members)) if isinstance(held, Set) else NO
            case ir.ContainsListed(operand=operand, list=name, nested=nested):
                held = self.value(operand, day, bound)
                if not isinstance(held, Set):
                    return NO
                one = {each: self.constant(each) for each in held.of}
                return _holding(
                    held, (all_of((t, self._listed(one[e], name, nested, day))) for e, t in held.of.items())
                )
            case ir.Some(body=body):
                return any_of(self._of_each(expr, body, day, bound))
            case ir.Every(body=body):
                return negation(any_of(self._of_each(expr, ir.Not(body), day, bound)))
            case ir.OutcomeIn(decision=decision, mask=mask):
                return any_of(term for number, term in enumerate(self.outcomes[decision]) if mask >> number & 1)
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                asked = self.truth(condition, day, bound)
                yes, no = self.truth(consequence, day, bound), self.truth(alternative, day, bound)
                return any_of((all_of((asked, yes)), all_of((negation(asked), no))))
            case _:
                found = self.value(expr, day, bound)
                if not isinstance(found, One) or not z3.is_bool(found.term):
                    return NO
                return all_of((negation(found.none), found.term))

    def _of_each(
        self, quantifier: ir.Some | ir.Every | ir.Count, body: ir.Expr, day: One, bound: Bound
    ) -> Iterator[Any]:
        for collection in quantifier.collections:
            found = self.variables.facts[collection]
            for exists, record in found.of if isinstance(found, Records) else ():
                yield all_of((exists, self.truth(body, day, {**bound, quantifier.variable: record})))

    def _among(self, found: Thing, members: Iterable[Scalar]) -> Any:
        if not isinstance(found, One):
            return NO
        members = frozenset(members)
        none = found.none if NONE in members else NO
        if found.term is None:
            return none
        if z3.is_bool(found.term):
            held = any_of(found.term if each else negation(found.term) for each in members if isinstance(each, bool))
        else:
            numbers = (
                self.variables.mentions.number.get(e, -1) if isinstance(e, str) else e for e in members if e is not NONE
            )
            held = is_one_of(found.term, numbers)
        return any_of((none, all_of((negation(found.none), held))))

    def _listed(self, found: One, name: str, nested: bool, day: One) -> Any:
        dated = self._lists[name]
        members = {row.member for row in dated.rows if isinstance(row.member, str)}
        groups: dict[tuple[int, ...], list[str]] = {}
        by_member: dict[object, list[int]] = {}
        for number, row in enumerate(dated.rows):
            by_member.setdefault(row.member, []).append(number)
        for value in found.domain:
            above = [value[:end] for end in range(1, len(value)) if value[:end] in members] if nested else []
            mine = [value, *(each for each in above if is_within(value, each, dated.nesting))]
            rows = tuple(number for each in mine for number in by_member.get(each, ()))
            if rows:
                groups.setdefault(rows, []).append(value)
        return any_of(
            all_of((any_of(self._row(name, number, day) for number in rows), self._among(found, values)))
            for rows, values in groups.items()
        )

    def _row(self, name: str, number: int, day: One) -> Any:
        key = (name, number, id(day))
        found = self._held.get(key)
        if found is None:
            rows = self._lists[name].rows
            row = rows[number]
            place = Counter((each.member, each.period) for each in rows[:number])[row.member, row.period]
            found = self._held[key] = self._during(row.period, ("list", name, row.member, row.period, place), day)
        return found

    def _contains(self, held: Thing, element: Thing) -> Any:
        if not isinstance(held, Set) or not isinstance(element, One):
            return NO
        if z3.is_int_value(element.term) and element.domain:
            return _holding(held, [held.of.get(element.domain[0], NO)])
        return _holding(held, (all_of((term, self._among(element, (each,)))) for each, term in held.of.items()))

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def constant(self, value: Scalar) -> One:
        """A value that is stated."""
        match value:
            case bool():
                return One(NO, z3.BoolVal(value))
            case int():
                return One(NO, z3.IntVal(value))
            case str():
                return One(NO, z3.IntVal(self.variables.mentions.number[value]), (value,))
            case _:
                return One(YES)

    def value(self, expr: ir.Expr, day: One, bound: Bound) -> Thing:
        """What an expression is."""
        match expr:
            case ir.Constant(value=value):
                return self.constant(value)
            case ir.Fact(name=name):
                return self.variables.facts[name]
            case ir.FieldOf(variable=variable, field=name):
                return bound[variable][name]
            case ir.AsOf():
                return day
            case ir.Sum(terms=terms, constant=constant):
                return self._sum([(factor, self.value(operand, day, bound)) for factor, operand in terms], constant)
            case ir.Count(body=body):
                return One(NO, z3.Sum([z3.If(each, 1, 0) for each in self._of_each(expr, body, day, bound)] or [0]))
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                asked = self.truth(condition, day, bound)
                return _choose(asked, self.value(consequence, day, bound), self.value(alternative, day, bound))
            case ir.Definition(name=name):
                return self._define(name, day)
            case ir.Uncertain(name=name):
                return self.variables.open_term(name, self._open_types.get(name, BoolType()))
            case _:
                return One(NO, self.truth(expr, day, bound))

    def _sum(self, parts: Sequence[tuple[int, Thing]], constant: int) -> One:
        total = z3.IntVal(constant)
        for factor, each in parts:
            if not isinstance(each, One) or each.term is None:
                return One(YES)
            total = total + factor * each.term
        return One(any_of(each.none for _, each in parts), total)

    def _define(self, name: str, day: One) -> Thing:
        found = self._defined.get((name, id(day)))
        if found is None:
            definition = self._definitions[name]
            if isinstance(definition.type, BoolType):
                found = One(NO, self.truth(definition.expr, day, {}))
            else:
                found = self.value(definition.expr, day, {})
            self._defined[name, id(day)] = found
        return found

    def _day(self, basis: ir.Expr) -> One:
        found = self._days.get(basis)
        if found is None:
            day = self.value(basis, self._usual, {})
            assert isinstance(day, One)
            found = self._days[basis] = day
        return found


def _equal(one: Thing, other: Thing) -> Any:
    both_none = all_of((one.none, other.none))
    if not isinstance(one, One) or not isinstance(other, One) or one.term is None or other.term is None:
        return both_none
    return any_of((both_none, all_of((negation(one.none), negation(other.none), one.term == other.term))))


def _ordered(one: Thing, other: Thing, holds: Any) -> Any:
    if not isinstance(one, One) or not isinstance(other, One) or one.term is None or other.term is None:
        return NO
    return all_of((negation(one.none), negation(other.none), holds(one.term, other.term)))


def _holding(held: Set, terms: Iterable[Any]) -> Any:
    return all_of((negation(held.none), any_of(terms)))


def _choose(asked: Any, one: Thing, other: Thing) -> Thing:
    none = z3.If(asked, one.none, other.none)
    if isinstance(one, Set) and isinstance(other, Set):
        return Set(none, {e: z3.If(asked, one.of.get(e, NO), other.of.get(e, NO)) for e in {**one.of, **other.of}})
    assert isinstance(one, One)
    assert isinstance(other, One)
    if one.term is None or other.term is None:
        return One(none, one.term if other.term is None else other.term, one.domain or other.domain)
    return One(none, z3.If(asked, one.term, other.term), tuple(dict.fromkeys((*one.domain, *other.domain))))
