"""The types of facts, parameters and expressions."""

from __future__ import annotations

from typing import TypeAlias

from checker.records import frozen


@frozen
class BoolType:
    pass


@frozen
class DateType:
    pass


@frozen
class TextType:
    """Opaque text: equality only."""


@frozen
class EnumType:
    name: str
    values: tuple[str, ...]


@frozen
class ScaleType:
    """Ordered values, least first; a value is held as its rank."""

    name: str
    values: tuple[str, ...]


@frozen
class CodeType:
    """Hierarchical codes. `nesting`: "level" (`A1.b.1` within `A1.b` and `A`), "prefix" (`8471` within `84`), None."""

    name: str
    nesting: str | None


@frozen
class IntType:
    low: int
    high: int


@frozen
class DecimalType:
    """Scaled by 10 ** places, as are `low` and `high`."""

    places: int
    low: int
    high: int


@frozen
class MoneyType:
    """In hundredths of the currency's unit, as are `low` and `high`."""

    currency: str
    low: int
    high: int


@frozen
class SetType:
    of: Type


@frozen
class RecordType:
    name: str
    fields: tuple[tuple[str, Type], ...]
    screened: frozenset[str] = frozenset()


@frozen
class ListType:
    record: RecordType
    maximum: int


@frozen
class OptionalType:
    """`T or none`: none is a known value that says the question does not apply."""

    of: Type


Type: TypeAlias = (
    BoolType
    | DateType
    | TextType
    | EnumType
    | ScaleType
    | CodeType
    | IntType
    | DecimalType
    | MoneyType
    | SetType
    | RecordType
    | ListType
    | OptionalType
)


def is_within(code: str, ancestor: str, nesting: str | None) -> bool:
    """Whether `code` is `ancestor` or lies below it.

    "prefix": any longer string that starts with `ancestor`. "level": the same, but only where a level ends, which is
    at a separator (`.` or `-`) or where letters change to digits or back: `5A001.f.1` is within `5A001.f`, `5A001`,
    `5A` and `5`, and not within `5A00` or `5A001.f.`; `5A001.f.11` is not within `5A001.f.1`.
    """
    if code == ancestor:
        return True
    if nesting is None or not ancestor or not code.startswith(ancestor):
        return False
    if nesting == "prefix":
        return True
    last, following = ancestor[-1], code[len(ancestor)]
    if not last.isalnum():
        return False
    return not following.isalnum() or last.isdigit() != following.isdigit()
