"""Lines for one part of a declaration: on one line where it fits, otherwise broken where its meaning has joints."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from checker.formatter.words import BODY, fits, render, split_after_commas, split_before, widest_brackets
from checker.syntax.outline import Part, Word

STEP = 2

_FEW = 4

_COLUMNS = frozenset(
    {"ENTRY", "WHERE", "SINCE", "UNTIL", "NOT", "STATUS", "JURISDICTION", "ANSWER", "EVIDENCE", "LABEL"}
)
_JOINTS = ({"IMPLIES"}, {"OR"}, {"AND"})
_ROWS = frozenset({"cites", "in_force", "then", "assuming"})
_ITEMS_BELOW = {"given": "GIVEN", "line": "GIVEN", "entries": "ENTRIES", "as_if": "IF"}
_BODIES = frozenset({"enum", "scale", "record", "decision"})


@frozen
class Line:
    """Words on a line of their own."""

    indent: int
    words: Sequence[Word]


def lay_out(part: Part, keyword: str) -> list[Line]:
    """The lines of the head or of a clause."""
    if part.kind == "head":
        return _lay_head(part.words, keyword)
    words = part.words
    if (opener := _ITEMS_BELOW.get(part.kind)) is not None:
        return _lay_items(_without_last_comma(words), opener)
    if part.kind in ("table", "attested"):
        return _lay_pieces(split_before(words, _COLUMNS), words, STEP)
    if part.kind == "claim":
        return _lay_pieces(split_before(words, frozenset({"THEN"})), words, STEP)
    if part.kind == "alternative":
        return _lay_pieces(_before_first(words, ("AS", "WHEN")), words, STEP)
    if part.kind in _ROWS:
        return _lay_pieces(split_after_commas(words), words, STEP)
    return _lay(words, STEP)


def _lay_head(words: Sequence[Word], keyword: str) -> list[Line]:
    if keyword in _BODIES and (pair := _body(words)) is not None:
        return _lay_body(words, *pair, separator="<" if keyword in ("scale", "decision") else ",")
    if keyword == "enum":
        return _lay_pieces(split_before(words, _COLUMNS), words, 0)
    return [Line(0, words)]


def _body(words: Sequence[Word]) -> tuple[int, int] | None:
    start = next((i for i, word in enumerate(words) if word.text == "{" and word.kind != "STRING"), None)
    return None if start is None else (start, len(words) - 1)


def _lay_body(words: Sequence[Word], start: int, end: int, *, separator: str) -> list[Line]:
    """Values or fields one below the other; on one line where they fit."""
    inner = words[start + 1 : end]
    if separator == ",":
        inner = _without_last_comma(inner)
    flat = [*words[:start], evolve(words[start], kind=BODY), *inner, evolve(words[end], kind=BODY)]
    if fits(flat, 0):
        return [Line(0, flat)]
    lines = [Line(0, words[: start + 1])]
    if separator == "<":
        lines += [Line(STEP, item) for item in split_before(inner, frozenset({"LESSTHAN"}))]
    else:
        lines += [Line(STEP, item) for item in split_after_commas(_with_last_comma(inner))]
    return [*lines, Line(0, words[end:])]


def _without_last_comma(words: Sequence[Word]) -> Sequence[Word]:
    if len(words) < 2 or words[-1].kind != "COMMA":
        return words
    *others, before, comma = words
    if comma.above or (comma.trailing and before.trailing):
        return words
    return [*others, evolve(before, trailing=before.trailing or comma.trailing)]


def _with_last_comma(words: Sequence[Word]) -> Sequence[Word]:
    *others, last = words
    if last.kind == "COMMA":
        return words
    return [*others, evolve(last, trailing=None), Word("COMMA", ",", trailing=last.trailing)]


def _lay_items(words: Sequence[Word], opener: str) -> list[Line]:
    """A list with each item on a line of its own below the word that opens it; a few on one line where they fit."""
    start = next(i for i, word in enumerate(words) if word.kind == opener) + 1
    items = split_after_commas(words[start:])
    if fits(words, STEP) and (len(items) <= _FEW or opener == "ENTRIES"):
        return [Line(STEP, words)]
    lines = [Line(STEP, words[:start])]
    for item in items:
        lines += _lay(item, STEP + STEP)
    return lines


def _before_first(words: Sequence[Word], kinds: Sequence[str]) -> list[Sequence[Word]]:
    cut = next((i for i, word in enumerate(words) if i and word.kind in kinds), len(words))
    return [words[:cut], words[cut:]]


def _lay_pieces(pieces: Sequence[Sequence[Word]], words: Sequence[Word], indent: int) -> list[Line]:
    """Pieces below one another, the later ones indented; on one line where they fit."""
    if fits(words, indent):
        return [Line(indent, words)]
    lines = _lay(pieces[0], indent)
    for piece in pieces[1:]:
        lines += _lay(piece, indent + STEP)
    return lines


def _lay(words: Sequence[Word], indent: int) -> list[Line]:
    if fits(words, indent):
        return [Line(indent, words)]
    choices = [split_before(words, frozenset(kinds)) for kinds in _JOINTS]
    if not any(word.kind == "SATISFIES" for word in words):
        choices.append(split_after_commas(words))
    for pieces in choices:
        if len(pieces) > 1:
            return _lay_pieces(pieces, words, indent)
    pair = widest_brackets(words)
    if pair is None:
        return [Line(indent, words)]
    return _lay_inside(words, *pair, indent)


def _lay_inside(words: Sequence[Word], start: int, end: int, indent: int) -> list[Line]:
    """Break what stands in brackets: conditions at their joints, lists with an item on each line."""
    head, inner, tail = words[: start + 1], words[start + 1 : end], words[end:]
    for kinds in _JOINTS:
        pieces = split_before(inner, frozenset(kinds))
        if len(pieces) > 1:
            joined = [[*head, *pieces[0]], *pieces[1:-1], [*pieces[-1], *tail]]
            return _lay_pieces(joined, words, indent)
    items = split_after_commas(inner)
    if len(items) > 1 or words[start].text == "[":
        lines = [Line(indent, head)]
        for item in items:
            lines += _lay(item, indent + STEP)
        return lines + _lay(tail, indent)
    opened = _lay(inner, indent + STEP)
    if len(opened) == 1:
        return [Line(indent, words)]
    first, last = opened[0], opened[-1]
    opened[0] = Line(indent, [*head, *first.words])
    opened[-1] = Line(last.indent, [*last.words, *tail])
    return opened


def written(line: Line) -> list[str]:
    """The text of a line, with the comments of its words: the last word's after it, all others above it."""
    above: list[str] = []
    for word in line.words:
        above += word.above
        if word.trailing and word is not line.words[-1]:
            above.append(word.trailing)
    text = render(line.words, line.indent)
    if trailing := line.words[-1].trailing:
        text = f"{text}  {trailing}"
    return [*(" " * line.indent + comment for comment in above), text]
