"""One renderer per form in which diagnostics are shown. All render the same data in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.cleaning import clean
from checker.diagnostics.codes import Severity
from checker.diagnostics.data import Diagnostic, Label, in_order
from checker.source import SourceFile, Span

_MARKS = {Severity.ERROR: "31", Severity.WARNING: "33"}
_MAX_LINE = 200


def render_text(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], color: bool = False) -> str:
    """For a terminal: message, place, the line with a mark under it, and how to go on."""
    return "\n".join(_render(diagnostic, sources, color) for diagnostic in in_order(diagnostics))


def _render(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], color: bool) -> str:
    severity = diagnostic.code.severity
    head = f"{severity.value}[{diagnostic.code.number}]"
    if color:
        head = f"\x1b[1;{_MARKS[severity]}m{head}\x1b[0m"
    lines = [f"{head}: {clean(diagnostic.message)}"]
    lines += _excerpt(diagnostic.primary, sources, "^")
    for label in diagnostic.secondary:
        lines += _excerpt(label, sources, "-")
    lines += [
        f"  = {kind}: {clean(text)}" for kind, text in (("note", diagnostic.note), ("help", diagnostic.help)) if text
    ]
    return "\n".join(lines) + "\n"


def _excerpt(label: Label, sources: Mapping[str, SourceFile], mark: str) -> list[str]:
    source = sources.get(label.span.path)
    if source is None:
        return (
            [f" --> {clean(label.span.path)}", f"  = {clean(label.text)}"]
            if label.span.path
            else [f"  = {clean(label.text)}"]
        )
    start = min(label.span.start, len(source.text))
    position = source.position(start)
    text = source.line_text(position.line)
    margin = " " * len(str(position.line))
    first = max(0, position.column - 1 - _MAX_LINE // 2)
    shown = text[first : first + _MAX_LINE]
    before = clean(shown[: position.column - 1 - first].replace("\t", " "))
    marked = shown[position.column - 1 - first :][: max(1, min(label.span.end - start, len(text)))]
    width = max(1, len(clean(marked.replace("\t", " "))))
    return [
        f"{margin}--> {clean(label.span.path)}:{position.line}:{position.column}",
        f"{margin} |",
        f"{position.line} | {clean(shown.replace(chr(9), ' '))}",
        f"{margin} | {' ' * len(before)}{mark * width} {clean(label.text)}",
        f"{margin} |",
    ]


def as_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> list[dict[str, Any]]:
    """Records for programs; lines and columns start at 1, `end` is exclusive."""
    return [
        {
            "code": diagnostic.code.number,
            "name": diagnostic.code.name,
            "severity": diagnostic.code.severity.value,
            "message": diagnostic.message,
            "place": _place(diagnostic.primary, sources),
            "related": [_place(label, sources) for label in diagnostic.secondary],
            "help": diagnostic.help,
            "note": diagnostic.note,
        }
        for diagnostic in in_order(diagnostics)
    ]


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    """The records of `as_json` as one document."""
    import json  # only where JSON is asked for: start-up counts

    document = {"format": "comity.diagnostics/1", "diagnostics": as_json(diagnostics, sources)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(label: Label, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    place: dict[str, Any] = {"file": label.span.path, "label": label.text}
    source = sources.get(label.span.path)
    if source is not None:
        place["start"], place["end"] = (_position(source, at) for at in (label.span.start, label.span.end))
    return place


def _position(source: SourceFile, offset: int) -> dict[str, int]:
    position = source.position(min(offset, len(source.text)))
    return {"line": position.line, "column": position.column}


def place_of(span: Span, sources: Mapping[str, SourceFile]) -> str:
    """`file:line:column`, or the file alone where its text is not at hand."""
    source = sources.get(span.path)
    if source is None:
        return span.path
    position = source.position(min(span.start, len(source.text)))
    return f"{span.path}:{position.line}:{position.column}"
