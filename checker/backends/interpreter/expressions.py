"""The value of an expression over the facts of one line, in strong Kleene logic.

This is the meaning that every other backend is held to; it is written to be read, not to be quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from checker.backends.kleene import conjunction, disjunction, is_within_period
from checker.declared import DatedList
from checker.ir import nodes as ir
from checker.ir.program import DefinitionInfo
from checker.records import evolve, field, frozen
from checker.types import BoolType, is_within
from checker.values import NONE, RecordValue, Scalar, SetValue, Truth, Value


@frozen
class Scope:
    """Where an expression stands: the date it looks at, and the records its variables are bound to."""

    day: Value | None
    records: Mapping[str, RecordValue] = field(factory=dict)

    def binding(self, variable: str, record: RecordValue) -> Scope:
        return evolve(self, records={**self.records, variable: record})


@frozen
class Possible:
    """What a decision may be: bit i stands for outcome i. `certain`: of a `collect` decision, what surely applies."""

    mask: int
    certain: int = 0
    collects: bool = False

    def is_in(self, mask: int) -> Truth:
        """Whether the outcome is in `mask`; for a `collect` decision, whether one of the outcomes is."""
        if self.mask & ~mask == 0 or (self.collects and self.certain & mask):
            return True
        return None if self.mask & mask else False


@frozen
class Expressions:
    """Evaluates expressions for one line. `decided` is filled as the program goes along."""

    facts: Mapping[str, Value | None]
    definitions: Mapping[str, DefinitionInfo]
    lists: Mapping[str, DatedList]
    decided: dict[str, Possible] = field(factory=dict)
    _defined: dict[tuple[str, Value | None], Value | None] = field(factory=dict)

    def truth(self, expr: ir.Expr, scope: Scope) -> Truth:
        """The value where a truth is wanted: `none` is not true."""
        value = self.value(expr, scope)
        return None if value is None else value is True

    def value(self, expr: ir.Expr, scope: Scope) -> Value | None:
        """The value, or None for unknown."""
        match expr:
            case ir.Constant(value=value):
                return value
            case ir.Fact(name=name):
                return self.facts.get(name)
            case ir.FieldOf(variable=variable, field=name):
                return scope.records[variable].get(name)
            case ir.AllOf(operands=operands):
                return self._all_of(operands, scope)
            case ir.AnyOf(operands=operands):
                return self._any_of(operands, scope)
            case ir.Not(operand=operand):
                negated = self.value(operand, scope)
                return None if negated is None else negated is not True
            case ir.Equal(left=left, right=right):
                return _are_equal(self.value(left, scope), self.value(right, scope))
            case ir.Less(left=left, right=right):
                return _is_less(self.value(left, scope), self.value(right, scope), or_equal=False)
            case ir.AtMost(left=left, right=right):
                return _is_less(self.value(left, scope), self.value(right, scope), or_equal=True)
            case ir.IsIn(operand=operand, members=members):
                found = self.value(operand, scope)
                return None if found is None else found in members
            case ir.InList(operand=operand, list=name, nested=nested):
                return self._is_listed(self.value(operand, scope), name, nested, scope.day)
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                code = self.value(operand, scope)
                return None if code is None else isinstance(code, str) and is_within(code, ancestor, nesting)
            case ir.Contains(operand=operand, element=element):
                return _contains(self.value(operand, scope), self.value(element, scope))
            case ir.ContainsAny(operand=operand, members=members):
                held = self.value(operand, scope)
                return None if held is None else disjunction(_contains(held, member) for member in members)
            case ir.ContainsListed(operand=operand, list=name, nested=nested):
                return self._contains_listed(self.value(operand, scope), name, nested, scope.day)
            case ir.Some(body=body):
                return disjunction(self._truths_of_each(expr, body, scope))
            case ir.Every(body=body):
                return conjunction(self._truths_of_each(expr, body, scope))
            case ir.Count(body=body):
                truths = list(self._truths_of_each(expr, body, scope))
                return None if None in truths else truths.count(True)
            case ir.OutcomeIn(decision=decision, mask=mask):
                return self.decided[decision].is_in(mask) if decision in self.decided else None
            case ir.Choose():
                return self._choose(expr, scope)
            case ir.Definition(name=name):
                return self._define(name, scope)
            case ir.AsOf():
                return scope.day
            case ir.Sum(terms=terms, constant=constant):
                return self._sum(terms, constant, scope)
            case ir.Uncertain():
                return None
            case _:
                assert_never(expr)

    def _all_of(self, operands: tuple[ir.Expr, ...], scope: Scope) -> Truth:
        result: Truth = True
        for operand in operands:
            value = self.value(operand, scope)
            if value is None:
                result = None
            elif value is not True:
                # False wins over unknown: one failed condition settles a conjunction.
                return False
        return result

    def _any_of(self, operands: tuple[ir.Expr, ...], scope: Scope) -> Truth:
        result: Truth = False
        for operand in operands:
            value = self.value(operand, scope)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    def records(self, collection: str) -> tuple[RecordValue, ...] | None:
        """The records of a fact that is a list or one record; none where it is `none`; None where it is unknown."""
        value = self.facts.get(collection)
        if value is None or isinstance(value, tuple):
            return value
        return (value,) if isinstance(value, Mapping) else ()

    def _truths_of_each(
        self, quantifier: ir.Some | ir.Every | ir.Count, body: ir.Expr, scope: Scope
    ) -> Iterator[Truth]:
        for collection in quantifier.collections:
            records = self.records(collection)
            if records is None:
                yield None
            for record in records or ():
                yield self.truth(body, scope.binding(quantifier.variable, record))

    def _choose(self, choice: ir.Choose, scope: Scope) -> Value | None:
        condition = self.value(choice.condition, scope)
        if condition is not None:
            return self.value(choice.consequence if condition is True else choice.alternative, scope)
        consequence = self.value(choice.consequence, scope)
        return consequence if consequence == self.value(choice.alternative, scope) else None

    def _define(self, name: str, scope: Scope) -> Value | None:
        key = (name, scope.day)
        if key not in self._defined:
            definition, here = self.definitions[name], Scope(scope.day)
            is_truth = isinstance(definition.type, BoolType)
            # What is declared to be true or false is never `none`.
            self._defined[key] = self.truth(definition.expr, here) if is_truth else self.value(definition.expr, here)
        return self._defined[key]

    def _sum(self, terms: tuple[tuple[int, ir.Expr], ...], constant: int, scope: Scope) -> Value | None:
        values = [(coefficient, self.value(operand, scope)) for coefficient, operand in terms]
        if any(value is None for _, value in values):
            return None
        total = constant
        for coefficient, value in values:
            if not isinstance(value, int):
                return NONE
            total += coefficient * value
        return total

    def _is_listed(self, value: Value | None, name: str, nested: bool, day: Value | None) -> Truth:
        if value is None:
            return None
        dated = self.lists[name]
        return disjunction(
            is_within_period(day, row.period)
            for row in dated.rows
            if row.member == value
            or (
                nested
                and isinstance(value, str)
                and isinstance(row.member, str)
                and is_within(value, row.member, dated.nesting)
            )
        )

    def _contains_listed(self, held: Value | None, name: str, nested: bool, day: Value | None) -> Truth:
        if held is None:
            return None
        if not isinstance(held, SetValue):
            return False
        return disjunction(
            conjunction((_contains(held, element), self._is_listed(element, name, nested, day)))
            for element in held.members | held.uncertain
        )


def _are_equal(left: Value | None, right: Value | None) -> Truth:
    return None if left is None or right is None else left == right


def _is_less(left: Value | None, right: Value | None, *, or_equal: bool) -> Truth:
    if left is None or right is None:
        return None
    if not isinstance(left, int) or not isinstance(right, int):
        return False
    return left <= right if or_equal else left < right


def _contains(held: Value | None, element: Value | Scalar | None) -> Truth:
    if held is None or element is None:
        return None
    if not isinstance(held, SetValue) or isinstance(element, (SetValue, Mapping, tuple)):
        return False
    if element in held.members:
        return True
    return None if element in held.uncertain else False
