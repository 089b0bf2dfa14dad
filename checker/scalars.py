"""Scalars as authors spell them, and back.

One place for the spelling of numbers, dates, codes and named values, whichever file they stand in.
"""

from __future__ import annotations

import re
from datetime import date
from typing import assert_never

from checker.records import frozen
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
from checker.values import NONE, Scalar, SetValue, Value

_INTEGER = re.compile(r"-?[0-9][0-9_]*\Z")
_NUMBER = re.compile(r"(-?[0-9][0-9_]*)(?:\.([0-9]+))?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.\-][A-Za-z0-9]+)*\Z")
_DIGITS = 30


@frozen
class NotA:
    """The text is not a value of the type. `expected` says what would be; `known` lists named values, if any."""

    expected: str
    known: tuple[str, ...] = ()
    out_of_range: bool = False
    impossible_date: bool = False


def parse_scalar(text: str, type_: Type) -> Scalar | NotA:
    """The value that `text` spells in a place of `type_`, which must not be a set, record or list."""
    match type_:
        case OptionalType(of=of):
            return NONE if text == "none" else parse_scalar(text, of)
        case BoolType():
            return {"true": True, "false": False}.get(text, NotA("true or false", ("true", "false")))
        case EnumType(values=values):
            return text if text in values else NotA("one of its values", values)
        case ScaleType(values=values):
            return values.index(text) if text in values else NotA("one of its values", values)
        case CodeType(name=name):
            return text if _CODE.match(text) else NotA(f"a code of {name}")
        case TextType():
            return text
        case DateType():
            return _parse_date(text)
        case IntType(low=low, high=high):
            if not _INTEGER.match(text) or len(text) > _DIGITS:
                return NotA("a whole number")
            return _in_range(int(text.replace("_", "")), low, high, 0)
        case DecimalType(places=places, low=low, high=high):
            return _parse_decimal(text, places, low, high, "a number")
        case MoneyType(currency=currency, low=low, high=high):
            return _parse_decimal(text, 2, low, high, f"an amount in {currency}")
        case SetType() | RecordType() | ListType():
            return NotA(describe_type(type_))
        case _:
            assert_never(type_)


def _parse_date(text: str) -> int | NotA:
    match = _DATE.match(text)
    if not match:
        return NotA("a date such as 2024-05-01")
    try:
        return date(*map(int, match.groups())).toordinal()
    except ValueError:
        return NotA("a date that exists", impossible_date=True)


def _parse_decimal(text: str, places: int, low: int, high: int, what: str) -> int | NotA:
    match = _NUMBER.match(text)
    if not match or len(text) > _DIGITS:
        return NotA(what)
    whole, fraction = match.group(1).replace("_", ""), match.group(2) or ""
    if len(fraction.rstrip("0")) > places:
        return NotA(f"{what} with at most {places} decimal places")
    scaled = int(whole.lstrip("-")) * 10**places + int((fraction[:places] or "0").ljust(places, "0"))
    return _in_range(-scaled if whole.startswith("-") else scaled, low, high, places)


def _in_range(value: int, low: int, high: int, places: int) -> int | NotA:
    if low <= value <= high:
        return value
    return NotA(f"a number from {show_scaled(low, places)} to {show_scaled(high, places)}", out_of_range=True)


def show_scaled(value: int, places: int) -> str:
    """A scaled integer as a decimal, without trailing zeros."""
    if not places:
        return str(value)
    sign, digits = ("-" if value < 0 else ""), str(abs(value)).rjust(places + 1, "0")
    fraction = digits[-places:].rstrip("0")
    return sign + digits[:-places] + (f".{fraction}" if fraction else "")


def show_value(value: Value | None, type_: Type) -> str:
    """The value as an author would write it in a case file; unknown is `unknown`."""
    if value is None:
        return "unknown"
    if value is NONE:
        return "none"
    match type_:
        case OptionalType(of=of):
            return show_value(value, of)
        case BoolType():
            return "true" if value else "false"
        case ScaleType(values=values):
            return values[value] if isinstance(value, int) else str(value)
        case DateType():
            return date.fromordinal(value).isoformat() if isinstance(value, int) else str(value)
        case DecimalType(places=places):
            return show_scaled(value, places) if isinstance(value, int) else str(value)
        case MoneyType(currency=currency):
            return f"{show_scaled(value, 2)} {currency}" if isinstance(value, int) else str(value)
        case SetType(of=of):
            return _show_set(value, of)
        case ListType(record=record):
            records = value if isinstance(value, tuple) else ()
            return "[" + ", ".join(show_value(entry, record) for entry in records) + "]"
        case RecordType(fields=fields):
            known = value if isinstance(value, dict) else {}
            shown = [f"{name}: {show_value(known[name], of)}" for name, of in fields if name in known]
            return "(" + ", ".join(shown) + ")"
        case EnumType() | CodeType() | TextType() | IntType():
            return str(value)
        case _:
            assert_never(type_)


def _show_set(value: Value, of: Type) -> str:
    if not isinstance(value, SetValue):
        return str(value)
    members = sorted(show_value(member, of) for member in value.members)
    perhaps = sorted(f"perhaps {show_value(member, of)}" for member in value.uncertain)
    return "{" + ", ".join(members + perhaps) + "}"


def describe_type(type_: Type) -> str:
    """What a value of the type is, in words: "one of police, military" or "a date such as 2024-05-01"."""
    match type_:
        case BoolType():
            return "true or false"
        case DateType():
            return "a date such as 2024-05-01"
        case TextType():
            return "text"
        case EnumType(name=name) | ScaleType(name=name):
            return f"a value of {name}"
        case CodeType(name=name):
            return f"a code of {name}"
        case IntType(low=low, high=high):
            return f"a whole number from {low} to {high}"
        case DecimalType(places=places, low=low, high=high):
            return f"a number from {show_scaled(low, places)} to {show_scaled(high, places)}"
        case MoneyType(currency=currency):
            return f"an amount in {currency}"
        case SetType(of=of):
            return f"a list in brackets, each {describe_type(of)}"
        case RecordType(name=name):
            return f"the fields of a {name}"
        case ListType(record=record, maximum=maximum):
            return f"a list of at most {maximum}, each the fields of a {record.name}"
        case OptionalType(of=of):
            return f"{describe_type(of)}, or none"
        case _:
            assert_never(type_)
