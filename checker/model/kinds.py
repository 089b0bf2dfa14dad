"""Which types can meet in one comparison, and at which scale their numbers are held."""

from __future__ import annotations

from checker.model import terms as t
from checker.model.literals import bare
from checker.types import (
    CodeType,
    DecimalType,
    EnumType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    Type,
)


def same_kind(left: Type, right: Type) -> bool:
    """Whether values of the two types can be equal."""
    match bare(left), bare(right):
        case (IntType() | DecimalType(), IntType() | DecimalType()):
            return True
        case MoneyType(currency=one), MoneyType(currency=other):
            return one == other
        case (
            (EnumType(name=one), EnumType(name=other))
            | (ScaleType(name=one), ScaleType(name=other))
            | (CodeType(name=one), CodeType(name=other))
            | (RecordType(name=one), RecordType(name=other))
        ):
            return one == other
        case SetType(of=one_of), SetType(of=other_of):
            return same_kind(one_of, other_of)
        case ListType(record=one_record), ListType(record=other_record):
            return one_record == other_record
        case one_type, other_type:
            return type(one_type) is type(other_type)


def places(kind: Type) -> int:
    """By how many places numbers of the type are scaled."""
    match bare(kind):
        case DecimalType(places=number):
            return number
        case MoneyType():
            return 2
        case _:
            return 0


def is_number(kind: Type) -> bool:
    return isinstance(bare(kind), IntType | DecimalType | MoneyType)


def bounds(kind: Type) -> tuple[int, int]:
    """The least and the largest number of a number type, scaled as its values are."""
    inner = bare(kind)
    return (inner.low, inner.high) if isinstance(inner, IntType | DecimalType | MoneyType) else (0, 0)


def number_type(kind: Type, to: int, low: int, high: int) -> Type:
    """A type like `kind` at `to` places with other bounds."""
    inner = bare(kind)
    made: Type
    if isinstance(inner, MoneyType):
        made = MoneyType(inner.currency, low, high)
    else:
        made = IntType(low, high) if to == 0 else DecimalType(to, low, high)
    return OptionalType(made) if isinstance(kind, OptionalType) else made


def at_places(term: t.Term, to: int) -> t.Term:
    """The term with its number held at `to` places, which is no fewer than it has."""
    kind = t.type_of(term)
    factor = 10 ** (to - places(kind))
    if factor == 1:
        return term
    low, high = bounds(kind)
    result = number_type(kind, to, low * factor, high * factor)
    if isinstance(term, t.Value) and isinstance(term.value, int):
        return t.Value(term.value * factor, result, span=term.span)
    return t.Sum(((factor, term),), 0, result, span=term.span)
