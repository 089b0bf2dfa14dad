"""What two versions of a type have in common."""

from __future__ import annotations

from checker.types import (
    DecimalType,
    EnumType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    SetType,
    Type,
)


def common(one: Type, other: Type) -> Type | None:
    """The type of the values that both types have; None where they have none, or where a value means different things.

    A record has the fields of both: what only one of them knows, only one of them reads.
    """
    if one == other:
        return one
    match one, other:
        case OptionalType(of=first), OptionalType(of=second):
            inner = common(first, second)
            return None if inner is None else OptionalType(inner)
        case (OptionalType(of=first), second) | (second, OptionalType(of=first)):
            return common(first, second)
        case EnumType(name=name), EnumType():
            kept = tuple(value for value in one.values if value in other.values)
            return EnumType(name, kept) if kept else None
        case (IntType(), IntType()) | (DecimalType(), DecimalType()) | (MoneyType(), MoneyType()):
            return _common_range(one, other)
        case SetType(of=first), SetType(of=second):
            inner = common(first, second)
            return None if inner is None else SetType(inner)
        case RecordType(), RecordType():
            return _common_record(one, other)
        case ListType(), ListType():
            record = _common_record(one.record, other.record)
            return None if record is None else ListType(record, min(one.maximum, other.maximum))
        case _:
            return None


def _common_range(one: Type, other: Type) -> Type | None:
    match one, other:
        case IntType(), IntType():
            low, high = max(one.low, other.low), min(one.high, other.high)
            return IntType(low, high) if low <= high else None
        case DecimalType(places=places), DecimalType():
            low, high = max(one.low, other.low), min(one.high, other.high)
            return DecimalType(places, low, high) if low <= high and places == other.places else None
        case MoneyType(currency=currency), MoneyType():
            low, high = max(one.low, other.low), min(one.high, other.high)
            return MoneyType(currency, low, high) if low <= high and currency == other.currency else None
        case _:
            return None


def _common_record(one: RecordType, other: RecordType) -> RecordType | None:
    theirs = dict(other.fields)
    fields: dict[str, Type] = {}
    for name, type_ in one.fields:
        found = common(type_, theirs[name]) if name in theirs else type_
        if found is None:
            return None
        fields[name] = found
    return RecordType(one.name, tuple({**theirs, **fields}.items()), one.screened | other.screened)
