"""Case files as trees with positions, before any meaning.

YAML 1.2 (and JSON, which is read the same way) is only composed, never constructed: scalars stay the text that was
written, so `NO` is the two letters N and O and `1.10` keeps its zero, and no tag can build an object. Aliases, merge
keys and tags are refused, so a file cannot grow when it is read.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from checker.cases import errors
from checker.diagnostics import Report
from checker.records import field, frozen
from checker.source import NOWHERE, Span

MAX_CHARACTERS = 500_000
MAX_DEPTH = 24


@frozen
class Scalar:
    """`quoted`: written in quotes, so it is text even where it spells a word of the format."""

    text: str
    quoted: bool = False
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Sequence:
    items: tuple[Node, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False)


Node: TypeAlias = Scalar | Sequence | Mapping


def read_tree(text: str, path: str, *, report: Report) -> Node | None:
    """The file's tree, or None where it is not readable (which is reported)."""
    if len(text) > MAX_CHARACTERS:
        report(errors.too_large(Span(path, 0, 0), len(text), MAX_CHARACTERS))
        return None
    if (deep := _too_deep(text)) is not None:
        report(errors.too_deep(Span(path, deep, deep + 1), MAX_DEPTH))
        return None
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        composed: Any = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        at = min(mark.index, len(text)) if mark else 0
        report(errors.malformed(Span(path, at, min(at + 1, len(text))), _plain(problem.problem)))
        return None
    except (YAMLError, ValueError) as problem:
        at = getattr(problem, "position", 0)
        report(errors.malformed(Span(path, at, at + 1), _plain(getattr(problem, "reason", None))))
        return None
    except RecursionError:
        report(errors.too_deep(Span(path, 0, 1), MAX_DEPTH))
        return None
    if composed is None:
        return Mapping((), Span(path, 0, 0))
    return _convert(composed, path, report, frozenset(), 0)


def _plain(problem: str | None) -> str:
    return (problem or "not readable as YAML").strip().rstrip(".")


def _too_deep(text: str) -> int | None:
    """Where brackets or indentation nest deeper than the bound.

    Quotes are not told apart: text that holds more than `MAX_DEPTH` unclosed brackets is refused too.
    """
    depth = 0
    for offset, character in enumerate(text):
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return offset
        elif character in "]}":
            depth = max(0, depth - 1)
    indents: list[int] = []
    offset = 0
    for line in text.split("\n"):
        stripped = line.lstrip(" -")
        if stripped and not stripped.startswith("#"):
            indent = len(line) - len(stripped)
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            if len(indents) > MAX_DEPTH or line.lstrip(" ").startswith("- - " * MAX_DEPTH):
                return offset
        offset += len(line) + 1
    return None


def _convert(node: Any, path: str, report: Report, above: frozenset[int], depth: int) -> Node | None:
    span = Span(path, node.start_mark.index, max(node.end_mark.index, node.start_mark.index))
    if node.anchor is not None or id(node) in above:
        report(errors.alias(span))
        return None
    if depth > MAX_DEPTH:
        report(errors.too_deep(span, MAX_DEPTH))
        return None
    kind = node.id
    if kind == "scalar":
        if (tag := _foreign_tag(node)) is not None:
            report(errors.tag(span, tag))
            return None
        return Scalar(_joined_surrogates(node.value), node.style is not None and node.style in "'\"|>", span)
    if (tag := _foreign_tag(node)) is not None:
        report(errors.tag(span, tag))
        return None
    inside = above | {id(node)}
    if kind == "sequence":
        items = [_convert(item, path, report, inside, depth + 1) for item in node.value]
        return Sequence(tuple(item for item in items if item is not None), span)
    return _convert_mapping(node, path, report, inside, depth, span)


def _convert_mapping(node: Any, path: str, report: Report, inside: frozenset[int], depth: int, span: Span) -> Mapping:
    entries: list[tuple[Scalar, Node]] = []
    seen: dict[str, Span] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, path, report, inside, depth + 1)
        if not isinstance(key, Scalar):
            if key is not None:
                report(errors.key_not_a_name(key.span))
            continue
        if key.text == "<<" and not key.quoted:
            report(errors.alias(key.span))
            continue
        if key.text in seen:
            report(errors.duplicate_key(key.text, key.span, seen[key.text]))
            continue
        seen[key.text] = key.span
        value = _convert(value_node, path, report, inside, depth + 1)
        if value is not None:
            entries.append((key, value))
    return Mapping(tuple(entries), span)


_PLAIN_TAGS = ("bool", "int", "float", "null", "timestamp", "str", "map", "seq", "merge", "value")


def _foreign_tag(node: Any) -> str | None:
    tag = str(node.tag or "")
    if not tag or any(tag == f"tag:yaml.org,2002:{name}" for name in _PLAIN_TAGS):
        return None
    return tag


def _joined_surrogates(text: str) -> str:
    """JSON spells characters beyond U+FFFF as two escapes, which YAML reads one by one."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
