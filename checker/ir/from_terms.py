"""Typed terms lowered to the core language, for one program.

What an author can say in several ways is said here in one: `is not`, `no`, `implies`, `is at least` and the like are
rewritten, parameters are substituted, decisions are compared by masks of outcomes. A definition without parameters
stays a `Definition` of its own, so that traces can name it, unless it leans on a decision: those are written out where
they are used, so that every definition can be evaluated before any stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import define, evolve, field, frozen

from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE
from checker.ir.simplify import all_of, any_of, negated
from checker.model import terms as t
from checker.model.records import Definition
from checker.source import Span
from checker.types import BoolType, CodeType, OptionalType, SetType, Type
from checker.values import NONE, Scalar
from checker.wording import Wording


@frozen
class Bindings:
    """What parameters and record variables stand for where a definition is written out."""

    values: Mapping[str, ir.Expr] = field(factory=dict)
    records: Mapping[str, str] = field(factory=dict)
    taken: frozenset[str] = frozenset()


@define
class Lowering:
    """`definitions` are those of the program with open terms filled and readings chosen.

    `outcomes` are the outcomes of each decision that the program makes, in the order of their bits; any other decision
    is an uncertainty, told by its label in `foreign`. `facts`, `lists`, `used` and `uncertainties` are filled on the
    way.
    """

    definitions: Mapping[str, Definition]
    inlined: frozenset[str]
    supplies: Mapping[str, t.Term]
    outcomes: Mapping[str, tuple[str, ...]]
    foreign: Mapping[str, tuple[Wording, tuple[str, ...]]]
    facts: set[str] = field(factory=set)
    lists: set[str] = field(factory=set)
    used: dict[str, ir.Expr] = field(factory=dict)
    uncertainties: dict[str, Wording] = field(factory=dict)

    def apart(self) -> Lowering:
        """The same surroundings with nothing read yet."""
        return evolve(self, facts=set(), lists=set(), used={}, uncertainties={})

    def take(self, other: Lowering) -> None:
        """Count what another read as read here."""
        self.facts |= other.facts
        self.lists |= other.lists
        self.used |= other.used
        self.uncertainties |= other.uncertainties

    def expr(self, term: t.Term, bound: Bindings = Bindings()) -> ir.Expr:
        """The core expression that means what the term means."""
        match term:
            case t.Value(value=value, span=span):
                return ir.Constant(value, span=span)
            case t.FactRef(name=name, span=span):
                return self._fact(name, span)
            case t.CaseDate(span=span):
                return ir.Fact(CASE_DATE, span=span)
            case t.AsOf(span=span):
                return ir.AsOf(span=span)
            case t.FieldRef(variable=variable, name=name, span=span):
                return ir.FieldOf(bound.records.get(variable, variable), name, span=span)
            case t.ParameterRef(name=name):
                return bound.values[name]
            case t.DefinitionRef():
                return self._definition(term, bound)
            case t.DecisionTest(decision=decision, outcomes=outcomes, span=span):
                return self._decision(decision, outcomes, span)
            case t.Not(operand=operand, span=span):
                return negated(self.expr(operand, bound), span)
            case t.All(operands=operands, span=span):
                return all_of((self.expr(operand, bound) for operand in operands), span)
            case t.Any(operands=operands, span=span):
                return any_of((self.expr(operand, bound) for operand in operands), span)
            case t.Implies(premise=premise, conclusion=conclusion, span=span):
                absent = negated(self.expr(premise, bound), premise.span)
                return any_of((absent, self.expr(conclusion, bound)), span)
            case t.Compare():
                return self._compare(term, bound)
            case t.Quantified():
                return self._quantified(term, bound)
            case t.Conditional(condition=condition, consequence=one, alternative=other, span=span):
                return ir.Choose(self.expr(condition, bound), self.expr(one, bound), self.expr(other, bound), span=span)
            case t.Sum():
                return self._sum(term, bound)
            case t.SetOf() | t.ListRef() | t.RecordRef():
                raise AssertionError("a set, list or record is lowered with what holds it")
            case _:
                assert_never(term)

    def _fact(self, name: str, span: Span) -> ir.Expr:
        if (supplied := self.supplies.get(name)) is not None:
            return self.expr(supplied)
        self.facts.add(name)
        return ir.Fact(name, span=span)

    # ── definitions ──

    def _definition(self, term: t.DefinitionRef, bound: Bindings) -> ir.Expr:
        definition = self.definitions[term.name]
        if definition.term is None:
            self.uncertainties[term.name] = definition.about.label
            if term.name not in self.used:
                self.used[term.name] = ir.Uncertain(term.name, span=definition.about.span)
            return ir.Definition(term.name, span=term.span)
        if not definition.parameters and term.name not in self.inlined:
            if term.name not in self.used:
                self.used[term.name] = self.expr(definition.term)
            return ir.Definition(term.name, span=term.span)
        values: dict[str, ir.Expr] = {}
        records: dict[str, str] = {}
        for (name, _), argument in zip(definition.parameters, term.arguments, strict=True):
            if isinstance(argument, t.RecordRef):
                records[name] = bound.records.get(argument.variable, argument.variable)
            else:
                values[name] = self.expr(argument, bound)
        return self.expr(definition.term, Bindings(values, records, bound.taken))

    # ── decisions ──

    def _decision(self, decision: str, chosen: frozenset[str], span: Span) -> ir.Expr:
        if (outcomes := self.outcomes.get(decision)) is not None:
            mask = sum(1 << place for place, outcome in enumerate(outcomes) if outcome in chosen)
            return ir.OutcomeIn(decision, mask, span=span)
        label, known = self.foreign[decision]
        named = [outcome for outcome in known if outcome in chosen]
        if not named or len(named) == len(known):
            return ir.Constant(bool(named), span=span)
        name = f"{decision} in {{{', '.join(named)}}}"
        self.uncertainties[name] = label
        return ir.Uncertain(name, span=span)

    # ── comparisons ──

    def _compare(self, term: t.Compare, bound: Bindings) -> ir.Expr:
        span = term.span
        match term.operator:
            case "is":
                return self._equal(term, bound)
            case "is_not":
                return negated(self._equal(term, bound), span)
            case "at_most" | "on_or_before":
                return ir.AtMost(self.expr(term.left, bound), self.expr(term.right, bound), span=span)
            case "at_least" | "on_or_after":
                return ir.AtMost(self.expr(term.right, bound), self.expr(term.left, bound), span=span)
            case "less_than" | "before":
                return ir.Less(self.expr(term.left, bound), self.expr(term.right, bound), span=span)
            case "more_than" | "after":
                return ir.Less(self.expr(term.right, bound), self.expr(term.left, bound), span=span)
            case "in":
                return self._is_in(term, bound)
            case "not_in":
                return negated(self._is_in(term, bound), span)
            case "within":
                return self._within(self.expr(term.left, bound), term.right, t.type_of(term.left), span)
            case "within_any":
                return self._within_any(term, bound)
            case "contains":
                return ir.Contains(self.expr(term.left, bound), self.expr(term.right, bound), span=span)
            case "contains_any":
                return self._contains_any(term, bound)
            case _:
                raise AssertionError(f"no comparison is called {term.operator}")

    def _equal(self, term: t.Compare, bound: Bindings) -> ir.Expr:
        for side, other in ((term.left, term.right), (term.right, term.left)):
            if isinstance(side, t.Value) and isinstance(side.value, bool) and isinstance(t.type_of(other), BoolType):
                inner = self.expr(other, bound)
                return inner if side.value else negated(inner, term.span)
        return ir.Equal(self.expr(term.left, bound), self.expr(term.right, bound), span=term.span)

    def _is_in(self, term: t.Compare, bound: Bindings) -> ir.Expr:
        left = self.expr(term.left, bound)
        match term.right:
            case t.ListRef(name=name):
                self.lists.add(name)
                return ir.InList(left, name, span=term.span)
            case t.SetOf(members=members):
                if (known := constants(members)) is not None:
                    return ir.IsIn(left, known, span=term.span)
                equal = (ir.Equal(left, self.expr(member, bound), span=member.span) for member in members)
                return any_of(equal, term.span)
            case _:
                raise AssertionError("membership of something that is neither a list nor a set")

    def _within(self, left: ir.Expr, right: t.Term, kind: Type, span: Span) -> ir.Expr:
        code = kind.of if isinstance(kind, OptionalType) else kind
        nesting = code.nesting if isinstance(code, CodeType) else None
        ancestor = right.value if isinstance(right, t.Value) else ""
        return ir.IsWithin(left, str(ancestor), nesting, span=span)

    def _within_any(self, term: t.Compare, bound: Bindings) -> ir.Expr:
        left = self.expr(term.left, bound)
        kind = t.type_of(term.left)
        match term.right:
            case t.ListRef(name=name):
                self.lists.add(name)
                if isinstance(kind, SetType):
                    return ir.ContainsListed(left, name, nested=True, span=term.span)
                return ir.InList(left, name, nested=True, span=term.span)
            case t.SetOf(members=members):
                return any_of((self._within(left, member, kind, member.span) for member in members), term.span)
            case _:
                raise AssertionError("nesting in something that is neither a list nor a set")

    def _contains_any(self, term: t.Compare, bound: Bindings) -> ir.Expr:
        left = self.expr(term.left, bound)
        match term.right:
            case t.ListRef(name=name):
                self.lists.add(name)
                return ir.ContainsListed(left, name, span=term.span)
            case t.SetOf(members=members):
                if (known := constants(members)) is not None:
                    return ir.ContainsAny(left, known, span=term.span)
                has = (ir.Contains(left, self.expr(member, bound), span=member.span) for member in members)
                return any_of(has, term.span)
            case _:
                raise AssertionError("a set compared with something that is neither a list nor a set")

    # ── quantifiers and sums ──

    def _quantified(self, term: t.Quantified, bound: Bindings) -> ir.Expr:
        variable = term.variable
        number = 2
        while variable in bound.taken:
            variable = f"{term.variable}_{number}"
            number += 1
        inner = evolve(bound, records={**bound.records, term.variable: variable}, taken=bound.taken | {variable})
        self.facts.update(term.collections)
        body = self.expr(term.body, inner)
        match term.kind:
            case "some":
                return ir.Some(variable, term.collections, body, span=term.span)
            case "every":
                return ir.Every(variable, term.collections, body, span=term.span)
            case "no":
                return negated(ir.Some(variable, term.collections, body, span=term.span), term.span)
            case _:
                return ir.Count(variable, term.collections, body, span=term.span)

    def _sum(self, term: t.Sum, bound: Bindings) -> ir.Expr:
        constant = term.constant
        parts: list[tuple[int, ir.Expr]] = []
        for factor, inner in term.terms:
            match self.expr(inner, bound):
                case ir.Constant(value=value) if isinstance(value, int):
                    constant += factor * value
                case ir.Sum(terms=nested, constant=more):
                    constant += factor * more
                    parts += [(factor * each, operand) for each, operand in nested]
                case lowered:
                    parts.append((factor, lowered))
        return ir.Sum(tuple(parts), constant, span=term.span) if parts else ir.Constant(constant, span=term.span)


def constants(members: Iterable[t.Term]) -> frozenset[Scalar] | None:
    """The values of the members, or None where one is not a constant."""
    found: list[Scalar] = []
    for member in members:
        if not isinstance(member, t.Value) or member.value is NONE:
            return None
        found.append(member.value)
    return frozenset(found)
