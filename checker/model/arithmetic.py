"""Sums of numbers, days added to dates, and literals whose own spelling says what they are."""

from __future__ import annotations

from checker.model import errors
from checker.model import terms as t
from checker.model.kinds import at_places, bounds, is_number, number_type, places, same_kind
from checker.model.literals import DATE, FRACTION, LARGEST, WHOLE, bare, describe, read_number
from checker.model.world import Scope
from checker.source import Span
from checker.syntax import ast
from checker.types import DateType, DecimalType, IntType, MoneyType, OptionalType, Type

MAX_DAYS = 4_000_000
_ADVICE = "numbers are added to numbers of one unit, and `30 days` to dates"


def literal_type(text: str) -> Type | None:
    """The type that a literal has by its spelling alone; None for what could only be a code."""
    if DATE.fullmatch(text):
        return DateType()
    if WHOLE.fullmatch(text):
        return IntType(-LARGEST, LARGEST)
    if match := FRACTION.fullmatch(text):
        return DecimalType(len(match[2]), -LARGEST, LARGEST)
    return None


def check_days(expr: ast.Days, scope: Scope) -> t.Term | None:
    """`30 days`: a whole number."""
    number = read_number(expr.text, 0)
    if number is None or abs(number) > MAX_DAYS:
        scope.world.report(errors.bad_literal(expr.span, expr.text, f"a whole number up to {MAX_DAYS}"))
        return None
    return t.Value(number, IntType(number, number), span=expr.span)


def check_arithmetic(expr: ast.Arithmetic, expected: Type | None, scope: Scope) -> t.Term | None:
    """`left + right`, `left - right`, `2 * right`."""
    from checker.model.expressions import check  # expressions and sums hold each other

    if expr.operator == "*":
        return _times(expr, check(expr.right, expected, scope), scope)
    hint = expected if expected is not None and is_number(expected) else None
    left = check(expr.left, hint, scope)
    if left is not None and is_number(t.type_of(left)) and not isinstance(expr.right, ast.Days):
        hint = _open(t.type_of(left))
    right = check(expr.right, hint, scope)
    if left is None or right is None:
        return None
    return _sum(expr, left, right, scope)


def _open(kind: Type) -> Type:
    """The type without its bounds: a summand may lie outside the range of the other."""
    inner = bare(kind)
    return number_type(inner, places(inner), -LARGEST, LARGEST)


def _times(expr: ast.Arithmetic, right: t.Term | None, scope: Scope) -> t.Term | None:
    factor = read_number(expr.left.text, 0) if isinstance(expr.left, ast.Literal) else None
    if factor is None or factor > LARGEST:
        scope.world.report(errors.bad_literal(expr.left.span, _text(expr.left), "a whole number to multiply by"))
        return None
    if right is None:
        return None
    if not is_number(t.type_of(right)):
        _refuse(expr.span, right, scope)
        return None
    return _checked(((factor, right),), 0, t.type_of(right), expr.span, scope)


def _text(expr: ast.Expr) -> str:
    return expr.text if isinstance(expr, ast.Literal) else "this"


def _sum(expr: ast.Arithmetic, left: t.Term, right: t.Term, scope: Scope) -> t.Term | None:
    sign = 1 if expr.operator == "+" else -1
    one, other = t.type_of(left), t.type_of(right)
    either_none = isinstance(one, OptionalType) or isinstance(other, OptionalType)
    match bare(one), bare(other):
        case DateType(), IntType():
            kind: Type = OptionalType(DateType()) if either_none else DateType()
            return _shifted(left, sign, right, kind, expr.span)
        case DateType(), DateType() if sign < 0:
            kind = IntType(-MAX_DAYS, MAX_DAYS)
            return t.Sum(((1, left), (-1, right)), 0, OptionalType(kind) if either_none else kind, span=expr.span)
        case MoneyType(currency=first), MoneyType(currency=second) if first != second:
            scope.world.report(errors.different_currency(expr.span, first, second))
            return None
        case _ if is_number(one) and is_number(other) and same_kind(one, other):
            to = max(places(one), places(other))
            terms = ((1, at_places(left, to)), (sign, at_places(right, to)))
            return _checked(terms, 0, OptionalType(bare(one)) if either_none else one, expr.span, scope)
        case _:
            _refuse(expr.span, right if is_number(one) else left, scope)
            return None


def _shifted(left: t.Term, sign: int, right: t.Term, kind: Type, span: Span) -> t.Term:
    if isinstance(right, t.Value) and isinstance(right.value, int):
        return t.Sum(((1, left),), sign * right.value, kind, span=span)
    return t.Sum(((1, left), (sign, right)), 0, kind, span=span)


def _checked(
    terms: tuple[tuple[int, t.Term], ...], constant: int, like: Type, span: Span, scope: Scope
) -> t.Term | None:
    low = high = constant
    for factor, term in terms:
        ends = sorted(factor * end for end in bounds(t.type_of(term)))
        low, high = low + ends[0], high + ends[1]
    if all(isinstance(term, t.Value) for _, term in terms):
        low = high = sum(f * v.value for f, v in terms if isinstance(v, t.Value) and isinstance(v.value, int))
    if max(-low, high) > 2 * LARGEST:
        scope.world.report(errors.too_large(span, "this number", f"{LARGEST}"))
        return None
    to = max(places(t.type_of(term)) for _, term in terms)
    return t.Sum(terms, constant, number_type(like, to, low, high), span=span)


def _refuse(span: Span, term: t.Term, scope: Scope) -> None:
    scope.world.report(errors.wrong_comparison(span, "+", describe(t.type_of(term)), _ADVICE))
