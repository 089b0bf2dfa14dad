"""Facts in the form of a case file, so that what is shown can be opened as a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.ir.program import FactInfo
from checker.reports.as_json.records import iso
from checker.scalars import show_scaled, show_value
from checker.types import BoolType, IntType, ListType, MoneyType, OptionalType, RecordType, SetType, Type
from checker.values import NONE, SetValue, Value


def case_form(
    name: str, title: str, date: int, facts: Mapping[str, Value], infos: Iterable[FactInfo]
) -> dict[str, Any]:
    """A case file as data; facts in order of declaration."""
    return {
        "case": name,
        "title": title,
        "date": iso(date),
        "facts": {info.name: _value(facts[info.name], info.type) for info in infos if info.name in facts},
    }


def _value(value: Value | None, type_: Type) -> Any:
    if value is None or value is NONE:
        return show_value(value, type_)
    match type_:
        case OptionalType(of=of):
            return _value(value, of)
        case BoolType() | IntType():
            return value
        case MoneyType() if isinstance(value, int):
            return show_scaled(value, 2)
        case SetType(of=of) if isinstance(value, SetValue):
            return sorted(show_value(member, of) for member in value.members)
        case ListType(record=record) if isinstance(value, tuple):
            return [_value(each, record) for each in value]
        case RecordType(fields=fields) if isinstance(value, Mapping):
            return {name: _value(value[name], of) for name, of in fields if name in value}
        case _:
            return show_value(value, type_)
