"""A stopped parser, in words: what stands there, and what could."""

from __future__ import annotations

from collections.abc import Collection

from checker.diagnostics import Diagnostic
from checker.source import SourceFile, Span
from checker.spelling import did_you_mean
from checker.syntax import errors
from checker.syntax.keywords import CLAUSE_WORDS
from checker.syntax.lexer import MAX_NAME, MAX_OPEN, OPENING, UNREADABLE
from checker.syntax.parser import Stopped, terminals
from checker.syntax.scan import MARK, SCANNER
from checker.syntax.split import Chunk

_MOST_SHOWN = 5
_CLASSES = {"NAME": "a name", "LITERAL": "a number, date or code", "STRING": "a text in quotes"}
_FIRST_TO_SAY = ("when", "then", "as", "given", "expect", "entries", "always", "whenever", "cites")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_HINTS = {
    "=": "write `is`",
    "==": "write `is`",
    "!=": "write `is not`",
    ">": "write `is more than`",
    "<": "write `is less than`",
    ">=": "write `is at least`",
    "<=": "write `is at most`",
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`",
    "'": 'write texts in double quotation marks, `"`',
    "“": 'write texts in straight quotation marks, `"`',
    "”": 'write texts in straight quotation marks, `"`',
    ";": "leave it out: a clause ends where the next one begins",
    "//": "begin a comment with `#`",
}


def explain(source: SourceFile, chunk: Chunk, stopped: Stopped) -> Diagnostic:
    """The diagnostic for a declaration that cannot be read, with what the parser could have gone on with."""
    token, place = stopped.token, _place(source, chunk, stopped)
    if (unreadable := _unreadable(stopped)) is not None:
        return unreadable
    found = _found(chunk, stopped)
    accepted: set[str] = stopped.parser.accepts()  # type: ignore[no-untyped-call]  # Lark does not say
    words = terminals()
    keywords = {words[name] for name in accepted if name in words}
    opened = _open_bracket(source.text, chunk.start, place.start)
    if opened is not None and (token.type == "$END" or token.value in CLAUSE_WORDS - keywords):
        bracket = Span(source.path, opened, opened + 1)
        return errors.unclosed_bracket(source.text[opened], bracket, found, place)
    expected = _expected(accepted, keywords)
    if "$END" in accepted:
        expected.append(f"the end of the {chunk.keyword}")
    near = {word for word in keywords if word.isalpha()} if token.type == "NAME" else set()
    suggestion = did_you_mean(errors.shortened(token.value), near) or _HINTS.get(token.value)
    return errors.unexpected_text(found, expected, place, suggestion=suggestion)


def explain_briefly(source: SourceFile, chunk: Chunk, stopped: Stopped) -> Diagnostic:
    """The diagnostic without what was expected: for files so full of mistakes that finding out would take long."""
    place = _place(source, chunk, stopped)
    if (unreadable := _unreadable(stopped)) is not None:
        return unreadable
    return errors.unexpected_text(_found(chunk, stopped), (), place, suggestion=None)


def _place(source: SourceFile, chunk: Chunk, stopped: Stopped) -> Span:
    if stopped.token.type == "$END":
        return Span(source.path, max(stopped.place.start - 1, chunk.start), stopped.place.end)
    return stopped.place


def _unreadable(stopped: Stopped) -> Diagnostic | None:
    """A text not closed, brackets too deep or a name too long: nothing the parser expected could help."""
    if stopped.token.type != UNREADABLE:
        return None
    if stopped.token.value.startswith('"'):
        return errors.unclosed_text(stopped.place)
    if stopped.token.value in OPENING:
        return errors.nested_too_deeply(stopped.place, MAX_OPEN)
    return errors.text_too_long(stopped.place, MAX_NAME) if len(stopped.token.value) > MAX_NAME else None


def _found(chunk: Chunk, stopped: Stopped) -> str:
    value: str = stopped.token.value
    if stopped.token.type == "$END":
        return f"end of the {chunk.keyword}"
    return f"`{errors.shortened(value)}`"


def _expected(accepted: Collection[str], keywords: set[str]) -> list[str]:
    """What could stand there, in the words of an author: kinds of thing first, single words where they are few."""
    left = set(keywords)
    expected: list[str] = []
    if {"not", "some"} <= left:
        expected.append("a condition")
        left -= {"not", "some", "every", "no", "if", "true", "false", "none", "as_of", "count", "(", "{"}
    elif {"as_of", "count"} <= left:
        expected.append("a value")
        left -= {"true", "false", "none", "as_of", "count", "(", "{"}
    else:
        expected += [description for name, description in _CLASSES.items() if name in accepted]
        if "LANG" in accepted:
            expected.append("a translation")
    if {"is", "within"} <= left:
        expected.append("a comparison such as `is`")
        left -= {"is", "in", "not", "within", "contains", "+", "-", "*", "days"}
    if {"and", "or"} <= left:
        expected += ["`and`", "`or`"]
        left -= {"and", "or", "implies"}
    left -= {"days", "*", "+", "-"} if len(left) > _MOST_SHOWN else set()
    first = [word for word in _FIRST_TO_SAY if word in left]
    ordered = first + sorted(left - set(first))
    room = max(2, _MOST_SHOWN - len(expected))
    expected += [f"`{word}`" for word in ordered[:room]]
    if len(ordered) > room:
        expected.append("another clause")
    return expected


def _open_bracket(text: str, start: int, end: int) -> int | None:
    """Where the innermost bracket stands that is still open at `end`."""
    opened: list[int] = []
    for match in SCANNER.finditer(text, start, end):
        mark = match[MARK]
        if mark in _CLOSERS:
            opened.append(match.start(MARK))
        elif opened and mark in (")", "]", "}"):
            opened.pop()
    return opened[-1] if opened else None
