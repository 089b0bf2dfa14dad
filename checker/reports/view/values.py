"""Values of facts in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from checker.cleaning import clean
from checker.reports.phrase import EMPTY, Phrase, join, plain
from checker.reports.view.subject import Subject
from checker.scalars import show_scaled
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
from checker.values import NONE, SetValue, Value


def value_lines(subject: Subject, value: Value | None, type_: Type) -> tuple[Phrase, ...]:
    """A value, one phrase for each record of a list."""
    if isinstance(type_, OptionalType):
        return value_lines(subject, value, type_.of)
    if isinstance(type_, ListType) and isinstance(value, tuple):
        if not value:
            return (subject.speech.say("value.nobody"),)
        return tuple(_record(subject, record, type_.record) for record in value)
    return (value_in_words(subject, value, type_),)


def value_in_words(subject: Subject, value: Value | None, type_: Type) -> Phrase:
    """A value as people say it; never a bare identifier where a label was declared."""
    speech = subject.speech
    if value is None:
        return speech.say("value.unknown")
    if value is NONE:
        return speech.say("value.none")
    match type_:
        case OptionalType(of=of):
            return value_in_words(subject, value, of)
        case BoolType():
            return speech.say("value.yes" if value else "value.no")
        case EnumType(name=name):
            return _labelled(subject, name, str(value))
        case ScaleType(name=name, values=values):
            spelled = values[value] if isinstance(value, int) and 0 <= value < len(values) else str(value)
            return _labelled(subject, name, spelled)
        case DateType():
            return plain(speech.date(value)) if isinstance(value, int) else plain(clean(str(value)))
        case DecimalType(places=places):
            return plain(_number(subject, show_scaled(value, places))) if isinstance(value, int) else EMPTY
        case MoneyType(currency=currency):
            amount = _amount(subject, value) if isinstance(value, int) else ""
            return speech.say("value.money", amount=amount, currency=currency)
        case IntType():
            return plain(_number(subject, str(value)))
        case TextType() | CodeType():
            return speech.given(str(value))
        case SetType(of=of):
            return _set(subject, value, of)
        case ListType():
            return join(value_lines(subject, value, type_), "; ")
        case RecordType():
            return _record(subject, value, type_) if isinstance(value, Mapping) else EMPTY
        case _:
            assert_never(type_)


def _labelled(subject: Subject, type_name: str, value: str) -> Phrase:
    label = subject.value_labels.get((type_name, value))
    return subject.speech.law(label) if label else subject.speech.given(value)


def _amount(subject: Subject, value: int) -> str:
    """An amount of money: whole, or with two digits after the sign."""
    digits = show_scaled(value, 2)
    whole, _, fraction = digits.partition(".")
    return _number(subject, f"{whole}.{fraction.ljust(2, '0')}" if fraction else whole)


def _number(subject: Subject, digits: str) -> str:
    """Thousands apart and the decimal sign of the language."""
    whole, _, fraction = digits.partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", subject.speech.text("value.thousands"))
    return sign + grouped + (subject.speech.text("value.decimal") + fraction if fraction else "")


def _set(subject: Subject, value: Value, of: Type) -> Phrase:
    speech = subject.speech
    if not isinstance(value, SetValue):
        return speech.given(str(value))
    members = [value_in_words(subject, member, of) for member in sorted(value.members, key=str)]
    perhaps = [value_in_words(subject, member, of) for member in sorted(value.uncertain, key=str)]
    if not members and not perhaps:
        return speech.say("value.empty")
    if not perhaps:
        return speech.listed(members)
    not_settled = speech.say("value.perhaps", members=speech.listed(perhaps))
    return join([speech.listed(members), not_settled], "; ") if members else not_settled


def _record(subject: Subject, record: Mapping[str, Value | None], type_: RecordType) -> Phrase:
    """Field: value, field: value. A field that is not given is unknown and says so."""
    speech = subject.speech
    labels = next((dict(info.field_labels) for info in subject.page.law.records if info.type.name == type_.name), {})
    parts = []
    for name, of in type_.fields:
        label = speech.law(labels[name]) if name in labels else plain(name)
        parts.append(speech.say("value.field", label=label, value=value_in_words(subject, record.get(name), of)))
    return join(parts, "; ")
