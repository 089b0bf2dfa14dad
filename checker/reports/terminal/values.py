"""Values of facts in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import FactInfo
from checker.scalars import show_value
from checker.types import (
    BoolType,
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
    Type,
)
from checker.values import NONE, SetValue, Value


def value_in_words(law: Law, value: Value | None, type_: Type) -> str:
    """`police`, `3 May 2024` or `yes`: the declared label where there is one."""
    from checker.reports.terminal.layout import date_in_words

    if value is None:
        return "not known"
    if value is NONE:
        return "none"
    match type_:
        case OptionalType(of=of):
            return value_in_words(law, value, of)
        case BoolType():
            return "yes" if value else "no"
        case DateType() if isinstance(value, int):
            return date_in_words(value)
        case EnumType(name=name) | ScaleType(name=name):
            spelled = show_value(value, type_)
            labels = {label.value: label.label.value for label in law.value_labels if label.type == name}
            return clean(labels.get(spelled, spelled))
        case SetType(of=of) if isinstance(value, SetValue):
            members = sorted(value_in_words(law, member, of) for member in value.members)
            perhaps = sorted(f"perhaps {value_in_words(law, member, of)}" for member in value.uncertain)
            return ", ".join(members + perhaps) or "none of them"
        case RecordType(fields=fields) if isinstance(value, Mapping):
            known = [f"{name} {value_in_words(law, value[name], of)}" for name, of in fields if name in value]
            return ", ".join(known) or "nothing known of it"
        case ListType(record=record) if isinstance(value, tuple):
            return "; ".join(value_in_words(law, entry, record) for entry in value) or "nobody"
        case _:
            return clean(show_value(value, type_))


def range_in_words(law: Law, low: int, high: int, type_: Type) -> str:
    """From … to …, leaving out an end that is the end of the type's own range."""
    bounds = bounds_of(type_)
    least, most = (value_in_words(law, value, type_) for value in (low, high))
    if low == high:
        return least
    if bounds is None:
        return f"from {least} to {most}"
    if low <= bounds[0]:
        return f"{most} or less" if high < bounds[1] else "any"
    return f"{least} or more" if high >= bounds[1] else f"from {least} to {most}"


def bounds_of(type_: Type) -> tuple[int, int] | None:
    """The ends of the type's declared range, where it has one."""
    match type_:
        case OptionalType(of=of):
            return bounds_of(of)
        case IntType(low=low, high=high) | DecimalType(low=low, high=high) | MoneyType(low=low, high=high):
            return low, high
        case ScaleType(values=values):
            return 0, len(values) - 1
        case _:
            return None


def fact_of(facts: Mapping[str, FactInfo], name: str) -> str:
    """What a fact is called, with its name."""
    return f"{clean(facts[name].about.label.value)} ({name})" if name in facts else name
