"""Screening statements: who was screened, by whom, against which lists.

The checker never matches names. It reads what a screening service states: a confirmed match is a value, and a possible
match, a list that was not screened or one that was screened in an older version is not settled.
"""

from __future__ import annotations

from checker.cases import errors
from checker.cases.case import Screening
from checker.cases.nodes import Mapping, Node, Scalar, Sequence
from checker.diagnostics import Report
from checker.scalars import NotA, parse_scalar
from checker.types import DateType, EnumType, SetType, TextType, Type
from checker.values import SetValue

KEYS = ("supplier", "lists", "confirmed", "possible", "reviewed_by")


def read_screening(name: str, node: Node, type_: Type, *, report: Report) -> Screening | None:
    """The statement in `node`, whose list names are members of the set type `type_`."""
    what = f"{name}.screening"
    if not isinstance(node, Mapping):
        report(errors.wrong_shape(what, "a mapping with " + ", ".join(KEYS), node.span))
        return None
    found: dict[str, Node] = {}
    for key, value in node.entries:
        if key.text in KEYS:
            found[key.text] = value
        else:
            report(errors.unknown_key(key.text, key.span, KEYS))
    missing = [needed for needed in ("supplier", "lists") if needed not in found]
    for needed in missing:
        report(errors.missing_key(needed, node.span))
    if missing:
        return None
    of = _member_type(type_)
    supplier, reviewer = (_text(found.get(key)) for key in ("supplier", "reviewed_by"))
    return Screening(
        party=name,
        supplier=supplier or "",
        lists=_lists(what, found["lists"], of, report),
        confirmed=_matches(f"{what}: confirmed", found.get("confirmed"), of, report),
        possible=_matches(f"{what}: possible", found.get("possible"), of, report),
        reviewed_by=reviewer,
    )


def screened_value(screening: Screening, type_: Type, date: int) -> SetValue:
    """Confirmed matches are members; what is possible, was not screened, or was screened in a version older than `date`
    (an ordinal) is uncertain."""
    of = _member_type(type_)
    every = frozenset(of.values) if isinstance(of, EnumType) else frozenset[str]()
    current = {name for name, day in screening.lists if _ordinal(day) >= date}
    confirmed = frozenset(screening.confirmed)
    unsettled = (every - current) | frozenset(screening.possible)
    return SetValue(frozenset(confirmed), frozenset(unsettled - confirmed))


def _member_type(type_: Type) -> Type:
    return type_.of if isinstance(type_, SetType) else TextType()


def _text(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) else None


def _ordinal(day: str) -> int:
    value = parse_scalar(day, DateType())
    return value if isinstance(value, int) else 0


def _lists(what: str, node: Node, of: Type, report: Report) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        report(errors.wrong_shape(f"{what}: lists", "list names, each with the date of its version", node.span))
        return ()
    lists: list[tuple[str, str]] = []
    for key, value in node.entries:
        for text, type_, span in ((key.text, of, key.span), (_text(value) or "", DateType(), value.span)):
            known = parse_scalar(text, type_)
            if isinstance(known, NotA):
                report(errors.not_a_value(text, known, span, f"{what}: lists"))
        lists.append((key.text, _text(value) or ""))
    return tuple(lists)


def _matches(what: str, node: Node | None, of: Type, report: Report) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        report(errors.wrong_shape(what, "a list in brackets", node.span))
        return ()
    names: list[str] = []
    for item in node.items:
        text = _text(item) or ""
        known = parse_scalar(text, of)
        if isinstance(known, NotA):
            report(errors.not_a_value(text, known, item.span, what))
        else:
            names.append(text)
    return tuple(names)
