"""Case files written plainly, read without a YAML library.

Nearly every case file keeps to a small part of YAML: block mappings and lists, `[…]` and `{…}`, words and quotes that
end on their line. `read_plain` reads that part as `read_tree` does, some forty times sooner, and gives None for all
else: it may refuse what YAML allows, and must never read a text otherwise than YAML does. ADR 0010 says why.

The places of keys and words are exact. Those of lists and mappings are not, so whoever has something to report about
a case reads it again with `read_tree`.
"""

from __future__ import annotations

import re

from checker.cases.nodes import Mapping, Node, Scalar, Sequence
from checker.source import Span

_MOST = 200_000
_DEEPEST = 8
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?=:(?:[ \n]|\Z))")
_KEY_IN_FLOW = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?=: )")
_BEGINNING = r"(?:[A-Za-z0-9_(/+]|-(?=[A-Za-z0-9]))"
_WORD = re.compile(_BEGINNING + r"(?:[^ #:\n]|(?<! )#|:(?=[^ \n])| +(?=[^ #\n]))*")
_WORD_IN_FLOW = re.compile(_BEGINNING + r"(?:[^ ,:#?\[\]{}\n]| +(?=[^ ,:#?\[\]{}\n]))*")
_QUOTED = re.compile(r"'((?:[^'\n]|'')*)'|\"([^\"\\\n]*)\"")
_REST = re.compile(r" *(?: #[^\n]*)?(?=\n|\Z)")
_SPACES = re.compile(" *")
_SPACES_IN_FLOW = re.compile(r"[ \n]*")
_COMMA = re.compile(r",(?=[ \n])")


class _Beyond(Exception):
    """The text is not written plainly."""


def read_plain(text: str, path: str) -> Mapping | None:
    """The tree of a case file, or None where the text goes beyond what is read here."""
    if len(text) > _MOST:
        return None
    try:
        return _Reader(text, path).read()
    except _Beyond:
        return None


class _Reader:
    """Reads lines that say something, each known by its number of spaces and the place of its first character."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._lines: list[tuple[int, int]] = []
        self._at = 0
        offset = 0
        for line in text.split("\n"):
            content = line.lstrip(" ")
            if content:
                if not content.isprintable() or max(content) > "\ud7ff":
                    raise _Beyond
                if content[0] != "#":
                    indent = len(line) - len(content)
                    self._lines.append((indent, offset + indent))
            offset += len(line) + 1

    def read(self) -> Mapping:
        if self._indent() != 0:
            raise _Beyond
        found = self._mapping(0, 0)
        if self._at < len(self._lines):
            raise _Beyond
        return found

    def _indent(self) -> int:
        """How far in the next line is; -1 at the end."""
        return self._lines[self._at][0] if self._at < len(self._lines) else -1

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _mapping(self, indent: int, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        first = self._lines[self._at][1]
        while self._indent() == indent:
            start = self._lines[self._at][1]
            key = self._key(_KEY, start, seen)
            self._at += 1
            after = key.span.end + 1
            if _REST.match(self._text, after) is None:
                entries.append((key, self._inline(after, indent)))
            else:
                entries.append((key, self._below(indent, depth + 1)))
        if self._indent() > indent:
            raise _Beyond
        return Mapping(tuple(entries), Span(self._path, first, first))

    def _key(self, pattern: re.Pattern[str], start: int, seen: set[str]) -> Scalar:
        match = pattern.match(self._text, start)
        if match is None or match[0] in seen:
            raise _Beyond
        seen.add(match[0])
        return Scalar(match[0], False, Span(self._path, start, match.end()))

    def _below(self, indent: int, depth: int) -> Node:
        """The value of a key that stands in the lines below it, which are indented further."""
        below = self._indent()
        if below <= indent or depth > _DEEPEST:
            raise _Beyond
        start = self._lines[self._at][1]
        if self._text.startswith("- ", start):
            return self._sequence(below, depth)
        if self._text.startswith(("[", "{"), start):
            self._at += 1
            return self._inline(start, indent)
        return self._mapping(below, depth)

    def _sequence(self, indent: int, depth: int) -> Sequence:
        items: list[Node] = []
        first = self._lines[self._at][1]
        while self._indent() == indent:
            dash = self._lines[self._at][1]
            if not self._text.startswith("- ", dash):
                raise _Beyond
            start = self._skip(_SPACES, dash + 1)
            if _KEY.match(self._text, start):
                # The mapping begins on the line of the dash, as far in as its first key stands.
                inner = indent + start - dash
                self._lines[self._at] = (inner, start)
                items.append(self._mapping(inner, depth + 1))
            else:
                self._at += 1
                items.append(self._inline(start, indent))
        if self._indent() > indent:
            raise _Beyond
        return Sequence(tuple(items), Span(self._path, first, first))

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _skip(self, spaces: re.Pattern[str], start: int) -> int:
        match = spaces.match(self._text, start)
        return match.end() if match is not None else start

    def _inline(self, start: int, indent: int) -> Node:
        """A value that begins on the line before the next one; only brackets may go on in lines further in."""
        start = self._skip(_SPACES, start)
        if self._text.startswith(("[", "{"), start):
            found, end = self._flow(start, 0)
            while self._at < len(self._lines) and self._lines[self._at][1] < end:
                if self._indent() <= indent:
                    raise _Beyond
                self._at += 1
        else:
            found, end = self._scalar(start, _WORD)
        if self._indent() > indent or _REST.match(self._text, end) is None:
            raise _Beyond
        return found

    def _scalar(self, start: int, word: re.Pattern[str]) -> tuple[Scalar, int]:
        match = word.match(self._text, start)
        if match is not None:
            return Scalar(match[0], False, Span(self._path, start, match.end())), match.end()
        match = _QUOTED.match(self._text, start)
        if match is None:
            raise _Beyond
        text = match[1].replace("''", "'") if match[1] is not None else match[2]
        return Scalar(text, True, Span(self._path, start, match.end())), match.end()

    def _flow(self, start: int, depth: int) -> tuple[Node, int]:
        opening = self._text[start : start + 1]
        if opening not in ("[", "{"):
            return self._scalar(start, _WORD_IN_FLOW)
        if depth > _DEEPEST:
            raise _Beyond
        closing = "]" if opening == "[" else "}"
        items: list[Node] = []
        entries: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        at = self._skip(_SPACES_IN_FLOW, start + 1)
        while self._text[at : at + 1] != closing:
            if items or entries:
                if _COMMA.match(self._text, at) is None:
                    raise _Beyond
                at = self._skip(_SPACES_IN_FLOW, at + 1)
            if opening == "{":
                key = self._key(_KEY_IN_FLOW, at, seen)
                value, at = self._flow(self._skip(_SPACES, key.span.end + 1), depth + 1)
                entries.append((key, value))
            else:
                item, at = self._flow(at, depth + 1)
                items.append(item)
            at = self._skip(_SPACES_IN_FLOW, at)
        span = Span(self._path, start, at + 1)
        return (Sequence(tuple(items), span) if opening == "[" else Mapping(tuple(entries), span)), at + 1
