"""JSON Schema (2020-12) of case files, from the law that types them.

An editor that knows this schema completes fact names and values, explains each fact, and marks what is not one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from checker.cases.case import Unknown
from checker.ir.law import Law
from checker.ir.program import FactInfo
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

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema(law: Law) -> dict[str, Any]:
    """The schema of a case file under this law."""
    per_line = {info.name: _fact(info, law) for info in law.facts if info.per_line}
    facts = {info.name: _fact(info, law) for info in law.facts}
    return {
        "$schema": DIALECT,
        "title": "Case",
        "description": "The facts of one proposed dealing on a date. What is left out is unknown.",
        "type": "object",
        "required": ["case", "date", "facts"],
        "additionalProperties": False,
        "properties": {
            "case": {"type": "string", "description": "A short name for the case."},
            "title": {"type": "string", "description": "What the case is about, for people."},
            "date": {**_DATE, "description": "The day as of which the case is decided."},
            "assuming": {
                "type": "array",
                "description": "Backgrounds: named sets of facts that the case relies on. Reports show them.",
                "items": {"oneOf": [_constant(b.name, b.about.label.value) for b in law.backgrounds]},
            },
            "facts": {"$ref": "#/$defs/facts"},
            "lines": {
                "type": "array",
                "description": "The items of a case with several; facts given here replace those of the case.",
                "items": {
                    "type": "object",
                    "required": ["line"],
                    "additionalProperties": False,
                    "properties": {
                        "line": {"type": "string", "description": "What this item is called."},
                        "facts": {"type": "object", "additionalProperties": False, "properties": per_line},
                    },
                },
            },
            "note": {"type": "string"},
        },
        "$defs": {
            "facts": {"type": "object", "additionalProperties": False, "properties": facts},
            "unknown": _UNKNOWN,
            **{f"record.{record.type.name}": _record(record.type, law) for record in law.records},
            **_named_types(law),
        },
    }


_DATE: dict[str, Any] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_UNKNOWN: dict[str, Any] = {
    "description": "The fact is not known, and why.",
    "oneOf": [
        {"const": "unknown"},
        {
            "type": "object",
            "required": ["unknown"],
            "additionalProperties": False,
            "properties": {
                "unknown": {"enum": [reason.value for reason in Unknown]},
                "note": {"type": "string"},
                "by": {"type": "string"},
            },
        },
    ],
}


def _constant(value: str, label: str) -> dict[str, Any]:
    return {"const": value, "description": label}


def _fact(info: FactInfo, law: Law) -> dict[str, Any]:
    value = _type(info.type, law)
    explained = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {"value": value, "by": {"type": "string"}, "note": {"type": "string"}},
    }
    return {"description": describe_fact(info, law), "anyOf": [value, {"$ref": "#/$defs/unknown"}, explained]}


def describe_fact(info: FactInfo, law: Law) -> str:
    """Label, meaning, who supplies it and where the law asks for it, as one paragraph."""
    roles = {role.name: role.label.value for role in law.roles}
    parts = [info.about.label.value + "."]
    if info.question is not None:
        parts.append(info.question.value)
    if info.meaning is not None:
        parts.append(info.meaning.value)
    if info.by is not None:
        verb = "Assessed" if info.assessed else "Supplied"
        parts.append(f"{verb} by {roles.get(info.by, info.by)}.")
    if info.about.citations:
        cited = (f"{c.source} {c.provision or ''}".strip() for c in info.about.citations)
        parts.append(f"See {', '.join(cited)}.")
    return " ".join(parts)


def _named_types(law: Law) -> dict[str, Any]:
    by_type: dict[str, list[dict[str, Any]]] = {}
    for label in law.value_labels:
        by_type.setdefault(label.type, []).append(_constant(label.value, label.label.value))
    return {f"type.{name}": {"oneOf": values} for name, values in by_type.items()}


def _record(record: RecordType, law: Law) -> dict[str, Any]:
    labels: Mapping[str, str] = next(
        ({name: label.value for name, label in info.field_labels} for info in law.records if info.type == record), {}
    )
    properties: dict[str, Any] = {}
    for name, type_ in record.fields:
        properties[name] = {
            "description": labels.get(name, name),
            "anyOf": [_type(type_, law), {"$ref": "#/$defs/unknown"}],
        }
    if record.screened:
        screened = next(type_ for name, type_ in record.fields if name in record.screened)
        properties["screening"] = _screening(screened, law)
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _screening(screened: Type, law: Law) -> dict[str, Any]:
    members = screened.of if isinstance(screened, SetType) else screened
    names = list(members.values) if isinstance(members, EnumType) else []
    matches = {"type": "array", "items": _type(members, law)}
    return {
        "type": "object",
        "description": "A screening statement: confirmed matches are values; possible ones and other lists unknown.",
        "required": ["supplier", "lists"],
        "additionalProperties": False,
        "properties": {
            "supplier": {"type": "string", "description": "Who screened."},
            "lists": {
                "type": "object",
                "description": "Lists screened, each with the date of its version.",
                "additionalProperties": False,
                "properties": dict.fromkeys(names, _DATE),
            },
            "confirmed": {**matches, "description": "Lists on which the party was found and confirmed."},
            "possible": {**matches, "description": "Lists with a possible match that nobody has settled."},
            "reviewed_by": {"type": "string"},
        },
    }


def _type(type_: Type, law: Law) -> dict[str, Any]:
    match type_:
        case BoolType():
            return {"type": "boolean"}
        case DateType():
            return dict(_DATE)
        case TextType():
            return {"type": "string"}
        case EnumType(name=name) | ScaleType(name=name):
            return {"$ref": f"#/$defs/type.{name}"}
        case CodeType(name=name):
            label = next((t.label.value for t in law.types if t.name == name), name)
            return {"type": ["string", "integer"], "description": label}
        case IntType(low=low, high=high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case DecimalType(places=places, low=low, high=high):
            return _number(places, low, high)
        case MoneyType(low=low, high=high, currency=currency):
            return {**_number(2, low, high), "description": f"in {currency}"}
        case SetType(of=of):
            members = {"type": "array", "items": _type(of, law)}
            partly = {
                "type": "object",
                "additionalProperties": False,
                "properties": {"includes": members, "uncertain": members},
            }
            return {"anyOf": [members, partly]}
        case RecordType(name=name):
            return {"$ref": f"#/$defs/record.{name}"}
        case ListType(record=record, maximum=maximum):
            return {"type": "array", "maxItems": maximum, "items": {"$ref": f"#/$defs/record.{record.name}"}}
        case OptionalType(of=of):
            return {"anyOf": [_type(of, law), {"const": "none", "description": "known not to apply"}]}
        case _:
            assert_never(type_)


def _number(places: int, low: int, high: int) -> dict[str, Any]:
    return {
        "type": "number",
        "minimum": float(show_scaled(low, places)),
        "maximum": float(show_scaled(high, places)),
    }
