"""Typed expressions: every name is resolved to what it means, every literal has a value.

Names are full names. A term is what the lowering reads; nothing in it needs a look-up by spelling any more.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from checker.source import NOWHERE, Span
from checker.types import BoolType, DateType, SetType, Type
from checker.values import Scalar


@frozen
class Value:
    """A constant; scale values are ranks, dates ordinals, decimals and money scaled."""

    value: Scalar
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class SetOf:
    """`{a, b}`: members are of type `of`."""

    members: tuple[Term, ...]
    of: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class FactRef:
    name: str
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class CaseDate:
    """`case.date`: the date that the case gives."""

    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class AsOf:
    """`as_of`: the date at which the jurisdiction decides."""

    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class FieldRef:
    """A field of the record that `variable` stands for (a quantifier's variable or a parameter)."""

    variable: str
    name: str
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class RecordRef:
    """A whole record, which can only be handed to a parameter."""

    variable: str
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class ParameterRef:
    """The value of a parameter that is not a record."""

    name: str
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class DefinitionRef:
    """A definition or open term; `arguments` as many as it has parameters."""

    name: str
    type: Type
    arguments: tuple[Term, ...] = ()
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class ListRef:
    """A dated list, right of `in`, `within any` and `contains any of`."""

    name: str
    of: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class DecisionTest:
    """The outcome of the decision is one of `outcomes`."""

    decision: str
    outcomes: frozenset[str]
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Not:
    operand: Term
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class All:
    operands: tuple[Term, ...]
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Any:
    operands: tuple[Term, ...]
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Implies:
    premise: Term
    conclusion: Term
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Compare:
    """`left operator right`, with the operators of `checker.syntax.ast.Comparison`; the types of both sides agree."""

    operator: str
    left: Term
    right: Term
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Quantified:
    """`kind` is some, every, no or count; `collections` are names of facts."""

    kind: str
    variable: str
    collections: tuple[str, ...]
    body: Term
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Conditional:
    condition: Term
    consequence: Term
    alternative: Term
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Sum:
    """`constant + Σ coefficient · term`, all in the scale of `type`."""

    terms: tuple[tuple[int, Term], ...]
    constant: int
    type: Type
    span: Span = field(eq=False, repr=False, default=NOWHERE, kw_only=True)


Term: TypeAlias = (
    Value
    | SetOf
    | FactRef
    | CaseDate
    | AsOf
    | FieldRef
    | RecordRef
    | ParameterRef
    | DefinitionRef
    | ListRef
    | DecisionTest
    | Not
    | All
    | Any
    | Implies
    | Compare
    | Quantified
    | Conditional
    | Sum
)

BOOL = BoolType()
DATE = DateType()


def type_of(term: Term) -> Type:
    """The type of a term; a list stands for the set of its members."""
    match term:
        case (
            Value(type=kind)
            | FactRef(type=kind)
            | FieldRef(type=kind)
            | RecordRef(type=kind)
            | ParameterRef(type=kind)
            | DefinitionRef(type=kind)
            | Quantified(type=kind)
            | Conditional(type=kind)
            | Sum(type=kind)
        ):
            return kind
        case SetOf(of=of) | ListRef(of=of):
            return SetType(of)
        case CaseDate() | AsOf():
            return DATE
        case _:
            return BOOL


def parts(term: Term) -> tuple[Term, ...]:
    """The terms directly inside `term`."""
    match term:
        case SetOf(members=inner) | DefinitionRef(arguments=inner) | All(operands=inner) | Any(operands=inner):
            return inner
        case Not(operand=operand):
            return (operand,)
        case Implies(premise=premise, conclusion=conclusion):
            return (premise, conclusion)
        case Compare(left=left, right=right):
            return (left, right)
        case Quantified(body=body):
            return (body,)
        case Conditional(condition=condition, consequence=consequence, alternative=alternative):
            return (condition, consequence, alternative)
        case Sum(terms=terms):
            return tuple(inner for _, inner in terms)
        case _:
            return ()


def walk(term: Term) -> list[Term]:
    """`term` and all terms inside it."""
    found: list[Term] = []
    waiting = [term]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(parts(here))
    return found
