"""What can be wrong with the text of a policy, in words for its author."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from checker.diagnostics import Diagnostic, Label, codes
from checker.source import Span
from checker.spelling import did_you_mean
from checker.syntax.keywords import DECLARATIONS

_MOST_SHOWN = 40


def unexpected_text(found: str, expected: Sequence[str], place: Span, *, suggestion: str | None) -> Diagnostic:
    """A word or mark that cannot stand where it stands."""
    wanted = _one_of(expected)
    return Diagnostic(
        code=codes.UNEXPECTED_TEXT,
        message=f"unexpected {found}",
        primary=Label(place, f"expected {wanted}" if wanted else "this cannot stand here"),
        help=suggestion,
    )


def unclosed_bracket(bracket: str, opened: Span, found: str, place: Span) -> Diagnostic:
    """A declaration that ends, or goes on with a clause, inside brackets."""
    closing = {"(": ")", "[": "]", "{": "}"}[bracket]
    return Diagnostic(
        code=codes.UNEXPECTED_TEXT,
        message=f"unexpected {found}",
        primary=Label(place, f"expected `{closing}` first"),
        secondary=(Label(opened, "opened here"),),
        help=f"close the bracket with `{closing}`",
    )


def text_before_first_declaration(place: Span) -> Diagnostic:
    """Something stands above the first declaration of a file."""
    return Diagnostic(
        code=codes.UNEXPECTED_TEXT,
        message="unexpected text before the first declaration",
        primary=Label(place, "belongs to no declaration"),
        help="begin with a declaration such as `within NAME` in the first column, or write `#` before a comment",
    )


def unknown_declaration(word: str, place: Span) -> Diagnostic:
    """A word in the first column that begins no declaration."""
    return Diagnostic(
        code=codes.UNKNOWN_DECLARATION,
        message=f"unknown kind of declaration `{shortened(word)}`",
        primary=Label(place, "begins no declaration"),
        help=did_you_mean(shortened(word), DECLARATIONS) or "indent it if it belongs to the declaration above",
    )


def clause_in_first_column(word: str, place: Span) -> Diagnostic:
    """A clause that is not indented."""
    return Diagnostic(
        code=codes.CLAUSE_IN_FIRST_COLUMN,
        message=f"clause `{word}` in the first column",
        primary=Label(place, "only a declaration begins in the first column"),
        help="indent the clause by two spaces",
    )


def clause_given_twice(words: str, place: Span, first: Span) -> Diagnostic:
    """A clause that a declaration may have once stands again."""
    return Diagnostic(
        code=codes.CLAUSE_GIVEN_TWICE,
        message=f"`{words}` given twice",
        primary=Label(place, "given again here"),
        secondary=(Label(first, "given first here"),),
        help="keep one of them",
    )


def missing_clause(words: str, what: str, name: str, place: Span) -> Diagnostic:
    """A declaration lacks a clause without which it says nothing."""
    always = " (`when true` if it always applies)" if words == "when" else ""
    shown = name if name.startswith('"') else f"`{shortened(name)}`"
    return Diagnostic(
        code=codes.MISSING_CLAUSE,
        message=f"{what} {shown} has no `{words}`",
        primary=Label(place, f"lacks `{words}`"),
        help=f"add the clause `{words}`{always}",
    )


def wrong_alternative_word(written: str, word: str, place: Span) -> Diagnostic:
    """A rival reading that repeats the word of another kind of declaration."""
    return Diagnostic(
        code=codes.MISPLACED_CLAUSE,
        message=f"alternative with `{written}` where the clause it replaces is `{word}`",
        primary=Label(place, f"expected `{word}`"),
        help=f"write `{word}`",
    )


def supply_in_jurisdiction(place: Span) -> Diagnostic:
    """`supply` in a jurisdiction: only a code of conduct is decided beside another answer."""
    return Diagnostic(
        code=codes.MISPLACED_CLAUSE,
        message="`supply` in a jurisdiction",
        primary=Label(place, "only a code of conduct supplies facts"),
        help="move it to the code of conduct, or define the fact's value with `define`",
    )


def one_claim_only(words: str, place: Span, first: Span) -> Diagnostic:
    """Two claims where a declaration states one."""
    return Diagnostic(
        code=codes.SEVERAL_CLAIMS,
        message="more than one claim in a declaration",
        primary=Label(place, f"give one of `{words}`" if "`" in words else "a second claim"),
        secondary=(Label(first, "the first claim"),),
        help="write a declaration for each claim",
    )


def unclosed_text(place: Span) -> Diagnostic:
    """A text whose closing quotation mark is missing on its line."""
    return Diagnostic(
        code=codes.UNCLOSED_TEXT,
        message="text without a closing quotation mark",
        primary=Label(place, 'no `"` before the end of the line'),
        help='close it with `"`; a long text goes on as a second text in quotes on the next line',
    )


def bad_escape(written: str, place: Span) -> Diagnostic:
    """A backslash before a character it does nothing to."""
    return Diagnostic(
        code=codes.BAD_ESCAPE,
        message=f"unknown escape `{written}` in a text",
        primary=Label(place, "stands for nothing"),
        help=r"write `\"` for a quotation mark, `\\` for a backslash, `\n` for a line break",
    )


def nested_too_deeply(place: Span, limit: int) -> Diagnostic:
    """More levels inside one another than is read."""
    return Diagnostic(
        code=codes.NESTED_TOO_DEEPLY,
        message=f"more than {limit} levels nested in one another",
        primary=Label(place, "too deep"),
        help="give a name to a part with `define`",
    )


def text_too_long(place: Span, limit: int) -> Diagnostic:
    """One text, name or number longer than is read."""
    return Diagnostic(
        code=codes.TEXT_TOO_LONG,
        message=f"more than {limit} characters in one piece",
        primary=Label(place, "too long"),
        help="split it",
    )


def file_too_large(path: str, limit: int) -> Diagnostic:
    """A file larger than is read."""
    return Diagnostic(
        code=codes.FILE_TOO_LARGE,
        message=f"file larger than {limit} characters",
        primary=Label(Span(path, 0, 0), "not read"),
        help="split it into several files that begin with `within NAME`",
    )


def not_utf_8(path: str, offset: int, line: int) -> Diagnostic:
    """Bytes that are not UTF-8; `offset` counts the characters that could be read before them."""
    return Diagnostic(
        code=codes.NOT_UTF_8,
        message="file is not UTF-8 text",
        primary=Label(Span(path, offset, offset + 1), f"unreadable byte on line {line}"),
        help="save the file as UTF-8",
    )


def hidden_character(character: str, place: Span) -> Diagnostic:
    """A control character, which would show text in an order or form that is not what is read."""
    return Diagnostic(
        code=codes.HIDDEN_CHARACTER,
        message=f"hidden character {_described(character)}",
        primary=Label(place, "can make the text read differently from what it says"),
        help="delete it",
    )


def confusable_character(character: str, looks_like: str | None, place: Span) -> Diagnostic:
    """A letter outside names' alphabet, often one that looks like another."""
    wrong = f"looks like `{looks_like}` and is not" if looks_like else "names are written in a-z, A-Z, 0-9 and `_`"
    return Diagnostic(
        code=codes.CONFUSABLE_CHARACTER,
        message=f"{_described(character)} in a name",
        primary=Label(place, wrong),
        help=f"write `{looks_like}`" if looks_like else "use plain letters; quotation marks hold any text",
    )


def shortened(word: str) -> str:
    """An author's word, as much of it as a message can hold."""
    return word if len(word) <= _MOST_SHOWN else word[: _MOST_SHOWN - 1] + "…"


def _described(character: str) -> str:
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{number} {name}" if name else number


def _one_of(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
