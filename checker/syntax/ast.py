"""What an author wrote, construct by construct, before any name is looked up.

One class per construct of `grammar/policy.lark`. Names stay strings, literals stay spelled as written: `5A001.f`,
`2024-05-01` and `50` are all `Literal` until the model knows which type is expected in their place.
Spans are carried everywhere and are never part of equality, so two files that differ in layout have equal trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import field, frozen

from checker.source import NOWHERE, Span, Spanned

Name: TypeAlias = Spanned[str]


def _place() -> Span:
    return field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Text:
    """Text for people, in the language of the file, with translations by two-letter language code."""

    value: str
    translations: tuple[tuple[str, str], ...] = ()
    span: Span = _place()


# ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class NameRef:
    """A fact, definition, parameter, list, decision, enum value or field path: resolved by the model."""

    name: str
    span: Span = _place()


@frozen
class Literal:
    """A literal that starts with a digit: number, date or code, as spelled."""

    text: str
    span: Span = _place()


@frozen
class Days:
    """`30 days`."""

    text: str
    span: Span = _place()


@frozen
class String:
    value: str
    span: Span = _place()


@frozen
class BoolValue:
    value: bool
    span: Span = _place()


@frozen
class NoneValue:
    span: Span = _place()


@frozen
class AsOfValue:
    """`as_of`: the date at which the jurisdiction decides."""

    span: Span = _place()


@frozen
class SetValue:
    members: tuple[Expr, ...]
    span: Span = _place()


@frozen
class Not:
    operand: Expr
    span: Span = _place()


@frozen
class And:
    operands: tuple[Expr, ...]
    span: Span = _place()


@frozen
class Or:
    operands: tuple[Expr, ...]
    span: Span = _place()


@frozen
class Implies:
    premise: Expr
    conclusion: Expr
    span: Span = _place()


@frozen
class Comparison:
    """`left <operator> right`.

    `operator` is one of: is, is_not, at_least, at_most, more_than, less_than, before, after, on_or_before,
    on_or_after, in, not_in, within, within_any, contains, contains_any.
    """

    operator: str
    left: Expr
    right: Expr
    span: Span = _place()


@frozen
class Quantified:
    """`some|every|no variable in collections satisfies (body)`; `count of …` with kind "count" is a number."""

    kind: str
    variable: Name
    collections: tuple[NameRef, ...]
    body: Expr
    span: Span = _place()


@frozen
class IfThenElse:
    condition: Expr
    consequence: Expr
    alternative: Expr
    span: Span = _place()


@frozen
class Call:
    name: Name
    arguments: tuple[Expr, ...]
    span: Span = _place()


@frozen
class Arithmetic:
    """`left + right`, `left - right`, `left * right` (the left of `*` is a literal)."""

    operator: str
    left: Expr
    right: Expr
    span: Span = _place()


Expr: TypeAlias = (
    NameRef
    | Literal
    | Days
    | String
    | BoolValue
    | NoneValue
    | AsOfValue
    | SetValue
    | Not
    | And
    | Or
    | Implies
    | Comparison
    | Quantified
    | IfThenElse
    | Call
    | Arithmetic
)


# ── types ────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class NamedType:
    name: Name
    span: Span = _place()


@frozen
class BoolType:
    span: Span = _place()


@frozen
class DateType:
    span: Span = _place()


@frozen
class TextType:
    span: Span = _place()


@frozen
class IntType:
    low: Name
    high: Name
    span: Span = _place()


@frozen
class DecimalType:
    places: Name
    low: Name
    high: Name
    span: Span = _place()


@frozen
class MoneyType:
    currency: Name
    low: Name
    high: Name
    span: Span = _place()


@frozen
class SetType:
    of: BaseType
    span: Span = _place()


@frozen
class ListType:
    record: Name
    maximum: Name
    span: Span = _place()


BaseType: TypeAlias = (
    NamedType | BoolType | DateType | TextType | IntType | DecimalType | MoneyType | SetType | ListType
)


@frozen
class Type:
    base: BaseType
    or_none: bool = False
    span: Span = _place()


# ── clauses ──────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Cite:
    source: Name
    provision: str | None
    unverified: bool = False
    span: Span = _place()


@frozen
class Moment:
    """A date, or (`between A and B`) a date known only to lie from A up to and including B."""

    earliest: Name
    latest: Name
    span: Span = _place()


@frozen
class Period:
    """In force from `start` (inclusive; None = always) until `end` (exclusive; None = open)."""

    start: Moment | None
    end: Moment | None
    span: Span = _place()


@frozen
class Conclusion:
    decision: Name
    outcome: Name
    span: Span = _place()


@frozen
class Alternative:
    """A rival reading: `expr` takes the place of the definition's or rule's own condition."""

    name: Name
    label: Text
    expr: Expr
    span: Span = _place()


@frozen
class Setting:
    name: Name
    datum: Datum
    span: Span = _place()


@frozen
class LiteralDatum:
    text: str
    span: Span = _place()


@frozen
class NameDatum:
    name: str
    span: Span = _place()


@frozen
class StringDatum:
    value: str
    span: Span = _place()


@frozen
class NoneDatum:
    span: Span = _place()


@frozen
class UnknownDatum:
    reason: Name | None
    span: Span = _place()


@frozen
class SetDatum:
    members: tuple[Datum, ...]
    span: Span = _place()


@frozen
class RecordDatum:
    fields: tuple[tuple[Name, Datum], ...]
    span: Span = _place()


@frozen
class ListDatum:
    members: tuple[RecordDatum, ...]
    span: Span = _place()


Datum: TypeAlias = (
    LiteralDatum | NameDatum | StringDatum | NoneDatum | UnknownDatum | SetDatum | RecordDatum | ListDatum
)


# ── declarations ─────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Vocabulary:
    name: Name
    label: Text
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Supply:
    """Voluntary instruments only: when decided beside a jurisdiction, the fact takes the value of this expression."""

    fact: Name
    expr: Expr
    span: Span = _place()


@frozen
class LegalOrder:
    """`jurisdiction` (binding) or `code_of_conduct` (not binding)."""

    name: Name
    label: Text
    binding: bool
    extends: Name | None
    basis: Expr | None
    as_if: tuple[Setting, ...]
    current_to: Name | None
    supplies: tuple[Supply, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Within:
    """All that follows in this file belongs to the named vocabulary, jurisdiction or code."""

    name: Name
    span: Span = _place()


@frozen
class Role:
    name: Name
    label: Text
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Source:
    name: Name
    label: Text
    citation: Text | None
    url: Spanned[str] | None
    authority: Text | None
    verified: Name | None
    confidence: Text | None
    in_force: tuple[Period, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Gap:
    """Law that is known and not encoded; reports say so."""

    name: Name
    label: Text
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Value:
    """One value of an enum or scale, or one outcome of a decision."""

    name: Name
    label: Text | None
    span: Span = _place()


@frozen
class EnumTable:
    path: Spanned[str]
    value_column: Name
    label_columns: tuple[tuple[Name, str | None], ...]
    span: Span = _place()


@frozen
class Enum:
    name: Name
    label: Text | None
    values: tuple[Value, ...]
    table: EnumTable | None = None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Scale:
    """An enum whose values are ordered, least first."""

    name: Name
    label: Text | None
    values: tuple[Value, ...]
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class CodeType:
    """`nesting` is "level", "prefix", or None (equality only)."""

    name: Name
    label: Text
    nesting: str | None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Field:
    name: Name
    type: Type
    screened: bool
    label: Text | None
    span: Span = _place()


@frozen
class Record:
    name: Name
    label: Text
    fields: tuple[Field, ...]
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Fact:
    name: Name
    type: Type
    label: Text
    assessed: bool
    per_line: bool
    by: Name | None
    changeable_by: Name | None
    meaning: Text | None
    question: Text | None
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Parameter:
    name: Name
    type: Type
    span: Span = _place()


@frozen
class Define:
    name: Name
    parameters: tuple[Parameter, ...]
    label: Text
    expr: Expr | None
    cites: tuple[Cite, ...] = ()
    confidence: Text | None = None
    interpretation: Text | None = None
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class OpenTerm:
    """A term that an extending jurisdiction fills, once."""

    name: Name
    type: Type
    label: Text
    default: Expr | None
    cites: tuple[Cite, ...] = ()
    confidence: Text | None = None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Fill:
    name: Name
    expr: Expr | None
    cites: tuple[Cite, ...] = ()
    confidence: Text | None = None
    interpretation: Text | None = None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Entry:
    member: Expr
    period: Period | None
    span: Span = _place()


@frozen
class ListTable:
    path: Spanned[str]
    entry: Name | None
    where: tuple[tuple[Name, tuple[Spanned[str], ...]], ...]
    since: Name | None
    not_before: Name | None
    until: Name | None
    until_inclusive: bool
    status: Name | None
    span: Span = _place()


@frozen
class List:
    name: Name
    member_type: BaseType
    label: Text
    entries: tuple[Entry, ...]
    tables: tuple[ListTable, ...]
    cites: tuple[Cite, ...] = ()
    confidence: Text | None = None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Decision:
    """`combiner` is "strictest", "unique" or "collect"; outcomes least strict first."""

    name: Name
    label: Text
    combiner: str
    outcomes: tuple[Value, ...]
    otherwise: Name | None
    asked_when: Expr | None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Rule:
    """A rule, or (`defeats` not empty) an exception; an exception may conclude nothing."""

    name: Name
    label: Text
    defeats: tuple[Name, ...]
    cites: tuple[Cite, ...]
    confidence: Text | None
    interpretation: Text | None
    basis: Expr | None
    in_force: tuple[Period, ...]
    when: Expr | None
    conclusions: tuple[Conclusion, ...]
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Obligation:
    name: Name
    label: Text
    cites: tuple[Cite, ...]
    confidence: Text | None
    interpretation: Text | None
    in_force: tuple[Period, ...]
    bearer: Name | None
    due: Text | None
    when: Expr | None
    met_when: Expr | None
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Claim:
    """`whenever premise then conclusion`; `always conclusion` has no premise."""

    premise: Expr | None
    conclusion: Expr
    span: Span = _place()


@frozen
class Constraint:
    name: Name
    label: Text
    claim: Claim | None
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Attested:
    path: Spanned[str]
    where: tuple[tuple[Name, tuple[Spanned[str], ...]], ...]
    jurisdiction_column: Name | None
    answer_column: Name | None
    evidence_column: Name | None
    span: Span = _place()


@frozen
class Commitment:
    """Exactly one of `claim`, `attested`, `not_decision_matter` is given."""

    name: Name
    label: Text
    claim: Claim | None
    attested: Attested | None
    not_decision_matter: Text | None
    cites: tuple[Cite, ...] = ()
    confidence: Text | None = None
    interpretation: Text | None = None
    in_force: tuple[Period, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Property:
    name: Name
    label: Text
    claim: Claim | None
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Background:
    name: Name
    label: Text
    given: tuple[Setting, ...]
    notes: tuple[Text, ...] = ()
    span: Span = _place()


@frozen
class Line:
    name: Spanned[str]
    given: tuple[Setting, ...]
    span: Span = _place()


@frozen
class Target:
    """Whose answer: a jurisdiction, or a code of conduct `for` a jurisdiction."""

    name: Name
    beside: Name | None = None
    span: Span = _place()


@frozen
class ExpectOutcome:
    target: Target
    decision: Name
    outcome: Name
    by: tuple[Name, ...] = ()
    span: Span = _place()


@frozen
class ExpectPossible:
    target: Target
    decision: Name
    outcomes: tuple[Name, ...]
    decided_by: tuple[Name, ...] = ()
    span: Span = _place()


@frozen
class ExpectRule:
    """`status` is applies, defeated, undetermined, not_in_force or does_not_apply."""

    target: Target
    rule: Name
    status: Name
    span: Span = _place()


@frozen
class ExpectObligation:
    """`status` is met, unmet, undetermined or does_not_arise."""

    target: Target
    obligation: Name
    status: Name
    span: Span = _place()


Expectation: TypeAlias = ExpectOutcome | ExpectPossible | ExpectRule | ExpectObligation


@frozen
class Scenario:
    name: Name
    label: Text
    like: Name | None
    assuming: tuple[Name, ...]
    date: Name | None
    given: tuple[Setting, ...]
    lines: tuple[Line, ...]
    readings: tuple[tuple[Name, Name], ...]
    actual: bool
    expectations: tuple[Expectation, ...]
    cites: tuple[Cite, ...] = ()
    notes: tuple[Text, ...] = ()
    span: Span = _place()


Declaration: TypeAlias = (
    Vocabulary
    | LegalOrder
    | Within
    | Role
    | Source
    | Gap
    | Enum
    | Scale
    | CodeType
    | Record
    | Fact
    | Define
    | OpenTerm
    | Fill
    | List
    | Decision
    | Rule
    | Obligation
    | Constraint
    | Commitment
    | Property
    | Background
    | Scenario
)


@frozen
class File:
    """One source's declarations in order; what did not parse is missing here and reported beside."""

    path: str
    declarations: Sequence[Declaration]
