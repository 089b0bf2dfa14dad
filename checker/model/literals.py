"""Literals read as values of the type that is expected in their place."""

from __future__ import annotations

import re
from datetime import date

from checker.diagnostics import Diagnostic
from checker.model import errors
from checker.source import Span, Spanned
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    DecimalType,
    EnumType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)
from checker.values import Scalar

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
FRACTION = re.compile(r"(-?\d{1,18})\.(\d{1,18})", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9_]+([.\-][A-Za-z0-9_]+)*", re.ASCII)
LARGEST = 10**15
"""Numbers stay below this, so that every backend holds them exactly."""


def describe(kind: Type) -> str:
    """A type as it is told to an author."""
    match kind:
        case BoolType():
            return "true or false"
        case DateType():
            return "a date"
        case TextType():
            return "text"
        case EnumType(name=name):
            return f"a value of `{name}`"
        case ScaleType(name=name):
            return f"a step of the scale `{name}`"
        case CodeType(name=name):
            return f"a code of `{name}`"
        case IntType(low=low, high=high):
            return f"a whole number from {low} to {high}"
        case DecimalType(places=places, low=low, high=high):
            return f"a number from {scaled(low, places)} to {scaled(high, places)}"
        case MoneyType(currency=currency):
            return f"an amount in {currency}"
        case SetType(of=of):
            return f"a set ({describe(of)} each)"
        case RecordType(name=name):
            return f"a `{name}`"
        case ListType(record=record):
            return f"a list of `{record.name}`"
        case OptionalType(of=of):
            return f"{describe(of)}, or none"


def scaled(number: int, places: int) -> str:
    """A scaled number as people write it."""
    if not places:
        return str(number)
    whole, rest = divmod(abs(number), 10**places)
    fraction = str(rest).rjust(places, "0").rstrip("0")
    return ("-" if number < 0 else "") + str(whole) + ("." + fraction if fraction else "")


def bare(kind: Type) -> Type:
    """The type without `or none`."""
    return kind.of if isinstance(kind, OptionalType) else kind


def read_date(text: str, span: Span) -> int | Diagnostic:
    """The ordinal of a date literal."""
    if not DATE.fullmatch(text):
        return errors.bad_literal(span, text, "a date")
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return errors.no_such_date(span, text)


def read_number(text: str, places: int) -> int | None:
    """A number scaled by 10 ** places, or None where it is not one or has more places."""
    if WHOLE.fullmatch(text):
        return int(text) * int(10**places)
    if (match := FRACTION.fullmatch(text)) and len(match[2]) <= places:
        sign = -1 if text.startswith("-") else 1
        return int(match[1]) * int(10**places) + sign * int(match[2].ljust(places, "0"))
    return None


def read_literal(text: str, kind: Type, span: Span) -> Scalar | Diagnostic:
    """The value that `text` has as a value of type `kind`, or what is wrong with it."""
    match kind:
        case OptionalType(of=of):
            return read_literal(text, of, span)
        case BoolType():
            return text == "true" if text in ("true", "false") else errors.bad_literal(span, text, "true or false")
        case DateType():
            return read_date(text, span)
        case EnumType(values=values):
            return text if text in values else errors.unknown_value(Spanned(text, span), describe(kind), values)
        case ScaleType(values=values):
            known = text in values
            return values.index(text) if known else errors.unknown_value(Spanned(text, span), describe(kind), values)
        case CodeType():
            return text if CODE.fullmatch(text) else errors.bad_literal(span, text, describe(kind))
        case IntType(low=low, high=high):
            return _in_range(text, 0, low, high, kind, span)
        case DecimalType(places=places, low=low, high=high):
            return _in_range(text, places, low, high, kind, span)
        case MoneyType(low=low, high=high):
            return _in_range(text, 2, low, high, kind, span)
        case TextType() | SetType() | RecordType() | ListType():
            return errors.bad_literal(span, text, describe(kind))


def _in_range(text: str, places: int, low: int, high: int, kind: Type, span: Span) -> int | Diagnostic:
    number = read_number(text, places)
    if number is None:
        return errors.bad_literal(span, text, describe(kind))
    return number if low <= number <= high else errors.out_of_range(span, text, describe(kind))
