"""A node of a case file as the value of a typed fact."""

from __future__ import annotations

from checker.cases import errors
from checker.cases.case import Screening, Unknown
from checker.cases.nodes import Mapping, Node, Scalar, Sequence
from checker.cases.screening import read_screening, screened_value
from checker.diagnostics import Report
from checker.records import evolve, frozen
from checker.scalars import NotA, describe_type, parse_scalar
from checker.types import ListType, OptionalType, RecordType, SetType, TextType, Type
from checker.values import NONE, RecordValue, SetValue, Value
from checker.values import Scalar as ScalarValue

REASONS = {reason.value: reason for reason in Unknown}
GIVEN_KEYS = ("value", "unknown", "by", "note")
SET_KEYS = ("includes", "uncertain")


@frozen
class Reading:
    """A value read (None: unknown, and why), with what its author said of it."""

    value: Value | None
    unknown: Unknown | None = None
    note: str | None = None
    stated_by: str | None = None
    screenings: tuple[Screening, ...] = ()
    failed: bool = False


FAILED = Reading(None, failed=True)
NOT_KNOWN = Reading(None, Unknown.NOT_KNOWN)


def read_given(name: str, node: Node, type_: Type, date: int, *, report: Report) -> Reading:
    """What is stated for one fact: a value, `unknown`, or a mapping with `value` or `unknown` and a note."""
    if isinstance(node, Mapping) and _is_given(node):
        return _read_explained(name, node, type_, date, report=report)
    return read_value(name, node, type_, date, report=report)


def _is_given(node: Mapping) -> bool:
    return any(key.text in ("value", "unknown") for key, _ in node.entries)


def _read_explained(name: str, node: Mapping, type_: Type, date: int, *, report: Report) -> Reading:
    found: dict[str, Node] = {}
    for key, value in node.entries:
        if key.text in GIVEN_KEYS:
            found[key.text] = value
        else:
            report(errors.unknown_key(key.text, key.span, GIVEN_KEYS))
    if "value" in found and "unknown" in found:
        report(errors.wrong_shape(name, "either `value` or `unknown`", node.span))
        return FAILED
    note, stated_by = (_text(found.get(key), report) for key in ("note", "by"))
    if "unknown" in found:
        reason = found["unknown"]
        text = reason.text if isinstance(reason, Scalar) else ""
        if text not in REASONS:
            report(errors.unknown_reason(text, reason.span, REASONS))
            return FAILED
        return Reading(None, REASONS[text], note, stated_by)
    read = read_value(name, found["value"], type_, date, report=report)
    return Reading(read.value, read.unknown, note, stated_by, read.screenings, read.failed)


def _text(node: Node | None, report: Report) -> str | None:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text
    report(errors.wrong_shape("note", "text", node.span))
    return None


def read_value(name: str, node: Node, type_: Type, date: int, *, report: Report) -> Reading:
    """The value of `node` in a place of `type_`; what is wrong is reported and gives a failed reading."""
    if isinstance(node, Scalar):
        return _read_scalar(name, node, type_, report=report)
    match type_:
        case OptionalType(of=of):
            return read_value(name, node, of, date, report=report)
        case SetType(of=of):
            return _read_set(name, node, of, report=report)
        case ListType() if isinstance(node, Sequence):
            return _read_list(name, node, type_, date, report=report)
        case RecordType() if isinstance(node, Mapping):
            return _read_record(name, node, type_, date, report=report)
        case _:
            report(errors.wrong_shape(name, describe_type(type_), node.span))
            return FAILED


def _read_scalar(name: str, node: Scalar, type_: Type, *, report: Report) -> Reading:
    if node.text == "unknown" and not node.quoted:
        return NOT_KNOWN
    plain = type_.of if isinstance(type_, OptionalType) else type_
    if node.text == "none" and not node.quoted and isinstance(type_, OptionalType):
        return Reading(NONE)
    if isinstance(plain, (SetType, ListType, RecordType)):
        report(errors.wrong_shape(name, describe_type(type_), node.span))
        return FAILED
    if node.quoted and isinstance(plain, TextType):
        return Reading(node.text)
    value = parse_scalar(node.text, plain)
    if isinstance(value, NotA):
        report(errors.not_a_value(node.text, value, node.span, name))
        return FAILED
    return Reading(value)


def _read_set(name: str, node: Node, of: Type, *, report: Report) -> Reading:
    if isinstance(node, Sequence):
        return Reading(SetValue(frozenset(_members(name, node, of, report=report))))
    if not isinstance(node, Mapping):
        return FAILED
    parts: dict[str, frozenset[ScalarValue]] = {}
    for key, value in node.entries:
        if key.text not in SET_KEYS:
            report(errors.unknown_key(key.text, key.span, SET_KEYS))
        elif not isinstance(value, Sequence):
            report(errors.wrong_shape(f"{name}: {key.text}", describe_type(SetType(of)), value.span))
        else:
            parts[key.text] = frozenset(_members(name, value, of, report=report))
    members = parts.get("includes", frozenset())
    return Reading(SetValue(members, parts.get("uncertain", frozenset()) - members))


def _members(name: str, node: Sequence, of: Type, *, report: Report) -> list[ScalarValue]:
    members: list[ScalarValue] = []
    for item in node.items:
        if not isinstance(item, Scalar):
            report(errors.wrong_shape(name, describe_type(of), item.span))
            continue
        value = parse_scalar(item.text, of)
        if isinstance(value, NotA):
            report(errors.not_a_value(item.text, value, item.span, name))
        else:
            members.append(value)
    return members


def _read_list(name: str, node: Sequence, type_: ListType, date: int, *, report: Report) -> Reading:
    if len(node.items) > type_.maximum:
        report(errors.too_many(name, len(node.items), type_.maximum, node.span))
        return FAILED
    records: list[RecordValue] = []
    screenings: list[Screening] = []
    failed = False
    for index, item in enumerate(node.items, start=1):
        if not isinstance(item, Mapping):
            report(errors.wrong_shape(name, describe_type(type_.record), item.span))
            failed = True
            continue
        read = _read_record(f"{name}[{index}]", item, type_.record, date, report=report)
        failed = failed or read.failed
        records.append(read.value if isinstance(read.value, dict) else {})
        screenings.extend(read.screenings)
    return FAILED if failed else Reading(tuple(records), screenings=tuple(screenings))


def _read_record(name: str, node: Mapping, type_: RecordType, date: int, *, report: Report) -> Reading:
    types = dict(type_.fields)
    known: dict[str, Value | None] = {}
    screenings: tuple[Screening, ...] = ()
    failed = False
    for key, value in node.entries:
        if key.text == "screening" and type_.screened:
            screened = sorted(type_.screened)[0]
            screening = read_screening(name, value, types[screened], report=report)
            if screening is None:
                failed = True
                continue
            known[screened] = screened_value(screening, types[screened], date)
            screenings += (screening,)
        elif key.text not in types:
            report(errors.unknown_field(key.text, type_.name, key.span, [*types, "screening"]))
            failed = True
        else:
            read = read_given(f"{name}.{key.text}", value, types[key.text], date, report=report)
            failed = failed or read.failed
            if read.value is not None:
                known[key.text] = read.value
    party = known.get("name")
    if isinstance(party, str):
        screenings = tuple(evolve(screening, party=party) for screening in screenings)
    return FAILED if failed else Reading(known, screenings=screenings)
