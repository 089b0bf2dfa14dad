"""Core expressions.

Everything an author can write is lowered to these nodes before any backend sees it. Names are resolved, types checked,
parameters substituted, `implies`, `is not`, `no` and the like rewritten. Facts, definitions and decisions are referred
to by their full names. `grammar/semantics.md` has one row per node; strong Kleene throughout: an atom over an unknown
value is unknown (None).
"""

from __future__ import annotations

from typing import TypeAlias

from checker import records
from checker.records import frozen
from checker.source import NOWHERE, Span
from checker.values import Scalar

# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Constant:
    value: Scalar
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Fact:
    """The value of a fact of the current line."""

    name: str
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class FieldOf:
    """A field of the record bound to `variable` by the nearest enclosing quantifier of that name."""

    variable: str
    field: str
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class AsOf:
    """The date at which the jurisdiction decides (a rule may choose another)."""

    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Sum:
    """`constant + Σ coefficient · operand`; unknown as soon as one operand is."""

    terms: tuple[tuple[int, Expr], ...]
    constant: int = 0
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Count:
    """How many records of the collections satisfy `body`; unknown as soon as one is."""

    variable: str
    collections: tuple[str, ...]
    body: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Choose:
    """`if condition then consequence else alternative`, on truth and on values; unknown condition: the value of both
    branches where they agree, else unknown."""

    condition: Expr
    consequence: Expr
    alternative: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Definition:
    """The value of a definition without parameters (those with parameters are substituted away)."""

    name: str
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Uncertain:
    """Something the law leaves open or the encoder does not know; always unknown, and a reason to show."""

    name: str
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


# ── truth ────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Not:
    operand: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class AllOf:
    """Kleene conjunction; true when empty."""

    operands: tuple[Expr, ...]
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class AnyOf:
    """Kleene disjunction; false when empty."""

    operands: tuple[Expr, ...]
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Equal:
    """Same value; `none` equals only `none`."""

    left: Expr
    right: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Less:
    """`left < right` on numbers, dates and ranks of one scale; false when either side is `none`."""

    left: Expr
    right: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class AtMost:
    """`left <= right`; false when either side is `none`."""

    left: Expr
    right: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class IsIn:
    """The value is one of `members`."""

    operand: Expr
    members: frozenset[Scalar]
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class InList:
    """The value is on the dated list at the date of decision; `nested`: it, or a code above it, is."""

    operand: Expr
    list: str
    nested: bool = False
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class IsWithin:
    """The code is `ancestor` or below it (`checker.types.is_within`); false for `none`."""

    operand: Expr
    ancestor: str
    nesting: str | None
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Contains:
    """The set has the element."""

    operand: Expr
    element: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class ContainsAny:
    """The set has one of `members`."""

    operand: Expr
    members: frozenset[Scalar]
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class ContainsListed:
    """The set has an element that is on the dated list at the date of decision."""

    operand: Expr
    list: str
    nested: bool = False
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Some:
    """Kleene *or* of `body` over the records of all collections; an unknown list counts as one unknown operand."""

    variable: str
    collections: tuple[str, ...]
    body: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class Every:
    """Kleene *and* of `body` over the records of all collections; an unknown list counts as one unknown operand."""

    variable: str
    collections: tuple[str, ...]
    body: Expr
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


@frozen
class OutcomeIn:
    """The outcome of the decision is in `mask` (bit i = outcome i): true when all its possible outcomes are, false when
    none is, else unknown."""

    decision: str
    mask: int
    span: Span = records.field(eq=False, repr=False, default=NOWHERE, kw_only=True)


Expr: TypeAlias = (
    Constant
    | Fact
    | FieldOf
    | AsOf
    | Sum
    | Count
    | Choose
    | Definition
    | Uncertain
    | Not
    | AllOf
    | AnyOf
    | Equal
    | Less
    | AtMost
    | IsIn
    | InList
    | IsWithin
    | Contains
    | ContainsAny
    | ContainsListed
    | Some
    | Every
    | OutcomeIn
)
