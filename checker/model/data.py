"""Settings of scenarios, backgrounds and `as if`, typed into values as `checker.values` holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.declared import FactInfo
from checker.diagnostics import Diagnostic, Report
from checker.model import errors
from checker.model.literals import describe, read_literal
from checker.model.names import Declarations
from checker.source import Span, Spanned
from checker.syntax import ast
from checker.types import (
    BoolType,
    CodeType,
    EnumType,
    ListType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)
from checker.values import NONE, RecordValue, SetValue, Value

REASONS = ("not_asked", "not_known", "withheld")


class Mistaken:
    """What a datum is that was reported."""


MISTAKEN = Mistaken()


def check_settings(
    settings: Sequence[ast.Setting],
    facts: Mapping[str, FactInfo | None],
    declarations: Declarations,
    *,
    report: Report,
) -> dict[str, Value | None]:
    """The values by fact; None makes a fact unknown. Mistaken settings are reported and left out."""
    found: dict[str, Value | None] = {}
    first: dict[str, Span] = {}
    for setting in settings:
        name = setting.name
        if name.value in first:
            report(errors.duplicate_item(name, first[name.value]))
            continue
        first[name.value] = name.span
        if name.value not in declarations.facts:
            if not declarations.is_unreadable(name.value):
                report(errors.unknown_fact(name, list(declarations.facts)))
            continue
        fact = facts.get(name.value)
        if fact is None:
            continue
        value = check_datum(setting.datum, fact.type, report=report)
        if not isinstance(value, Mistaken):
            found[name.value] = value
    return found


def check_datum(datum: ast.Datum, kind: Type, *, report: Report) -> Value | Mistaken | None:
    """The value of a datum as a value of type `kind`; None is unknown."""
    match datum, kind:
        case ast.UnknownDatum(reason=reason), _:
            if reason is not None and reason.value not in REASONS:
                report(errors.unknown_word(reason, REASONS))
            return None
        case ast.NoneDatum(span=span), OptionalType():
            return NONE
        case ast.NoneDatum(span=span), _:
            report(errors.never_none(span, describe(kind)))
            return MISTAKEN
        case _, OptionalType(of=of):
            return check_datum(datum, of, report=report)
        case ast.SetDatum(members=members), SetType(of=of):
            return _set(members, of, report)
        case ast.ListDatum(members=records), ListType(record=record, maximum=maximum):
            return _list(records, record, maximum, datum.span, report)
        case ast.RecordDatum(), RecordType():
            return _record(datum, kind, report)
        case ast.NameDatum(name=text, span=span), _:
            return _literal(text, kind, span, report)
        case ast.LiteralDatum(text=text, span=span), _:
            return _literal(text, kind, span, report)
        case ast.StringDatum(value=text), TextType():
            return text
        case _:
            report(errors.type_mismatch(datum.span, describe(kind), _found(datum)))
            return MISTAKEN


def _found(datum: ast.Datum) -> str:
    match datum:
        case ast.StringDatum():
            return "text in quotation marks"
        case ast.SetDatum():
            return "a set"
        case ast.ListDatum():
            return "a list"
        case ast.RecordDatum():
            return "a record"
        case _:
            return "a single value"


def _literal(text: str, kind: Type, span: Span, report: Report) -> Value | Mistaken:
    if isinstance(kind, SetType | ListType | RecordType | TextType):
        report(errors.type_mismatch(span, describe(kind), f"the single value `{text}`"))
        return MISTAKEN
    result = read_literal(text, kind, span)
    if isinstance(result, Diagnostic):
        report(_kept(result, text, kind, span))
        return MISTAKEN
    return result


def _kept(result: Diagnostic, text: str, kind: Type, span: Span) -> Diagnostic:
    word = text.replace("_", "").isalpha()
    if word and not isinstance(kind, EnumType | ScaleType | CodeType | BoolType):
        return errors.type_mismatch(span, describe(kind), f"`{text}`")
    return result


def _set(members: Iterable[ast.Datum], of: Type, report: Report) -> Value | Mistaken:
    found = [check_datum(member, of, report=report) for member in members]
    known = [value for value in found if isinstance(value, bool | int | str)]
    return SetValue(frozenset(known)) if len(known) == len(found) else MISTAKEN


def _list(
    records: Sequence[ast.RecordDatum], kind: RecordType, maximum: int, span: Span, report: Report
) -> Value | Mistaken:
    if len(records) > maximum:
        report(errors.too_large(span, "this list", errors.counted(maximum, "record")))
    found = [_record(record, kind, report) for record in records]
    known = tuple(record for record in found if not isinstance(record, Mistaken))
    return known if len(known) == len(found) else MISTAKEN


def _record(datum: ast.RecordDatum, kind: RecordType, report: Report) -> RecordValue | Mistaken:
    fields = dict(kind.fields)
    found: dict[str, Value | None] = {}
    first: dict[str, Span] = {}
    mistaken = False
    for name, inner in datum.fields:
        if name.value in first:
            report(errors.duplicate_item(name, first[name.value]))
        elif name.value not in fields:
            mistaken = True
            report(_unknown_field(name, kind, fields))
        else:
            value = check_datum(inner, fields[name.value], report=report)
            if isinstance(value, Mistaken):
                mistaken = True
            elif value is not None:
                found[name.value] = value
        first.setdefault(name.value, name.span)
    return MISTAKEN if mistaken else dict(sorted(found.items()))


def _unknown_field(name: Spanned[str], kind: RecordType, fields: Mapping[str, Type]) -> Diagnostic:
    return errors.unknown_field(name, kind.name, list(fields))
