"""Case files: YAML or JSON to a typed case."""

from __future__ import annotations

import hashlib

from checker.cases import errors
from checker.cases.case import Assumption, Case, Given, Line, Screening, Unknown
from checker.cases.nodes import Mapping, Node, Scalar, Sequence, read_tree
from checker.cases.plain import read_plain
from checker.cases.read_value import read_given
from checker.diagnostics import Diagnostic, Report
from checker.ir.law import Background, Law
from checker.ir.program import FactInfo
from checker.scalars import NotA, parse_scalar
from checker.source import Span
from checker.types import DateType

CASE_KEYS = ("case", "title", "date", "assuming", "facts", "lines", "note")
LINE_KEYS = ("line", "facts")
MAX_LINES = 200


def load_case(text: str, path: str, law: Law, *, report: Report) -> Case | None:
    """The case that `text` states, or None where it has a mistake; every mistake is reported.

    `path` is the name shown in diagnostics. The digest is that of the text.
    """
    plain = read_plain(text, path)
    if plain is not None:
        told: list[Diagnostic] = []
        case = _read_case(plain, text, path, law, told.append)
        if not told:
            return case
    # Not written plainly, or there is something to tell, whose place only the full reader knows.
    failed: list[bool] = []

    def noting(diagnostic: Diagnostic) -> None:
        failed.append(True)
        report(diagnostic)

    tree = read_tree(text, path, report=noting)
    if tree is None:
        return None
    if not isinstance(tree, Mapping):
        noting(errors.wrong_shape("case", "a mapping with " + ", ".join(CASE_KEYS), tree.span))
        return None
    case = _read_case(tree, text, path, law, noting)
    return None if failed else case


def _read_case(tree: Mapping, text: str, path: str, law: Law, report: Report) -> Case | None:
    found = _keys(tree, CASE_KEYS, report)
    start = Span(path, 0, 0)
    for needed in ("case", "date", "facts"):
        if needed not in found:
            report(errors.missing_key(needed, start))
    name = _scalar_text(found.get("case"), "case", report)
    date = _date(found.get("date"), report)
    infos = {info.name: info for info in law.facts}
    screenings: list[Screening] = []
    facts = _facts(found.get("facts"), infos, date or 0, screenings, report)
    lines = _lines(found.get("lines"), infos, date or 0, screenings, report)
    assumptions = _assumptions(found.get("assuming"), law, report)
    if name is None or date is None:
        return None
    return Case(
        id=name,
        title=_scalar_text(found.get("title"), "title", report) or name,
        date=date,
        facts=facts,
        lines=lines,
        assumptions=assumptions,
        screenings=tuple(screenings),
        note=_scalar_text(found.get("note"), "note", report),
        digest="sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
    )


def _keys(node: Mapping, known: tuple[str, ...], report: Report) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, value in node.entries:
        if key.text in known:
            found[key.text] = value
        else:
            report(errors.unknown_key(key.text, key.span, known))
    return found


def _scalar_text(node: Node | None, what: str, report: Report) -> str | None:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text
    report(errors.wrong_shape(what, "text", node.span))
    return None


def _date(node: Node | None, report: Report) -> int | None:
    if node is None:
        return None
    if not isinstance(node, Scalar):
        report(errors.wrong_shape("date", "a date such as 2024-05-01", node.span))
        return None
    value = parse_scalar(node.text, DateType())
    if isinstance(value, NotA):
        report(errors.not_a_value(node.text, value, node.span, "date"))
        return None
    return value if isinstance(value, int) else None


def _facts(
    node: Node | None,
    infos: dict[str, FactInfo],
    date: int,
    screenings: list[Screening],
    report: Report,
    *,
    of_line: bool = False,
) -> tuple[Given, ...]:
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        report(errors.wrong_shape("facts", "fact names with their values", node.span))
        return ()
    given: list[Given] = []
    for key, value in node.entries:
        info = infos.get(key.text)
        if info is None:
            report(errors.unknown_fact(key.text, key.span, infos))
            continue
        if of_line and not info.per_line:
            report(errors.not_per_line(key.text, key.span))
            continue
        read = read_given(key.text, value, info.type, date, report=report)
        screenings.extend(read.screenings)
        given.append(Given(key.text, read.value, read.unknown, read.note, read.stated_by, key.span))
    return tuple(given)


def _lines(
    node: Node | None, infos: dict[str, FactInfo], date: int, screenings: list[Screening], report: Report
) -> tuple[Line, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        report(errors.wrong_shape("lines", "a list of lines, each with `line` and `facts`", node.span))
        return ()
    if len(node.items) > MAX_LINES:
        report(errors.too_many("lines", len(node.items), MAX_LINES, node.span))
        return ()
    lines: list[Line] = []
    names: dict[str, Span] = {}
    for item in node.items:
        if not isinstance(item, Mapping):
            report(errors.wrong_shape("lines", "a mapping with `line` and `facts`", item.span))
            continue
        found = _keys(item, LINE_KEYS, report)
        name = _scalar_text(found.get("line"), "line", report)
        if name is None:
            report(errors.missing_key("line", item.span))
            continue
        if name in names:
            report(errors.duplicate_key(name, item.span, names[name]))
            continue
        names[name] = item.span
        lines.append(Line(name, _facts(found.get("facts"), infos, date, screenings, report, of_line=True)))
    return tuple(lines)


def _assumptions(node: Node | None, law: Law, report: Report) -> tuple[Assumption, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        report(errors.wrong_shape("assuming", "a list of backgrounds in brackets", node.span))
        return ()
    known = {background.name: background for background in law.backgrounds}
    assumed: list[Assumption] = []
    for item in node.items:
        name = item.text if isinstance(item, Scalar) else ""
        if name not in known:
            report(errors.unknown_background(name, item.span, known))
        else:
            assumed.append(as_assumption(known[name]))
    return tuple(assumed)


def as_assumption(background: Background) -> Assumption:
    """The background's facts, as a case relies on them."""
    facts = [Given(name, value, None if value is not None else Unknown.NOT_KNOWN) for name, value in background.facts]
    return Assumption(background.name, tuple(facts))
