"""The words of a declaration, told apart by what the parser expects.

Lark's own contextual lexer tries keywords as prefixes where a name cannot stand; this one reads whole words, so
`whenx` is never `when x`, and it never fails: what is no token becomes one of type `UNREADABLE`, and the parser says
where it stands. It is also several times quicker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lark import Token

from checker.syntax.scan import LITERAL, MARK, SCANNER, STRING, WORD

MAX_NAME: Final = 200
"""Longest name or literal, in characters."""

MAX_OPEN: Final = 500
"""Most brackets open at once: brackets that only group are no levels of a tree, so more than its depth."""

OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")

UNREADABLE: Final = "UNREADABLE"
"""The type of a token that is none of the language's."""


def tokens(
    text: str,
    start: int,
    end: int,
    words: Mapping[str, str],
    choices: Callable[[], Mapping[str, object]],
) -> Iterator[Token]:
    """The tokens of `text[start:end]`, each typed when asked for.

    `words` gives the terminal of every keyword and mark; `choices` the terminals the parser can go on with.
    """
    found = SCANNER.finditer(text, start, end)
    match = next(found, None)
    opened = 0
    while match is not None and (group := match.lastindex) is not None:
        following = next(found, None)
        value = match[group]
        if group in (WORD, LITERAL) and len(value) > MAX_NAME:
            kind = UNREADABLE
        elif group == WORD:
            kind = "NAME"
            terminal = words.get(value)
            if len(value) == 2 and value.islower() and _is_string(following) and "LANG" in choices():
                kind = "LANG"
            elif terminal is not None:
                if value == "unverified" and not _is_string(following) and "CITED_UNVERIFIED" in choices():
                    kind = "CITED_UNVERIFIED"
                elif terminal in choices():
                    kind = terminal
        elif group == STRING:
            kind = "STRING"
        elif group == MARK:
            kind = words[value]
            opened += (value in OPENING) - (value in CLOSING)
            if opened > MAX_OPEN:
                kind = UNREADABLE
        elif group == LITERAL:
            kind = "LITERAL"
        else:
            kind = UNREADABLE
        yield Token(kind, value, match.start(group), None, None, None, None, match.end(group))
        match = following


def _is_string(match: re.Match[str] | None) -> bool:
    return match is not None and match.lastindex == STRING
