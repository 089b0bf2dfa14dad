"""Programs with mistakes: each guilty line is reported with its code, and no other."""

from __future__ import annotations

import re

import pytest

from checker.diagnostics.codes import all_codes
from checker.source import SourceFile
from tests.syntax.texts import CORPUS, parsed

CHUNKS = (CORPUS / "rejected" / "syntax.policy").read_text(encoding="utf-8").split("\n---\n")
MARK = re.compile(r"#! (P\d{3})")
BEYOND_A_CORPUS = {"P112", "P113"}


@pytest.mark.parametrize("text", CHUNKS)
def test_the_guilty_lines_are_reported(text: str) -> None:
    expected = [(i, code) for i, line in enumerate(text.split("\n"), 1) for code in MARK.findall(line)]
    source = SourceFile("a.policy", text)

    _, found = parsed(text)

    assert sorted((source.position(d.primary.span.start).line, d.code.number) for d in found) == expected


def test_every_syntax_code_has_a_rejected_program() -> None:
    ours = {code.number for code in all_codes() if code.number.startswith("P")}

    assert set(MARK.findall("\n".join(CHUNKS))) == ours - BEYOND_A_CORPUS


@pytest.mark.parametrize(
    ("text", "message", "label", "help_"),
    [
        (
            'rule r "R"\n  wen a\n  then b is c',
            "unexpected `wen`",
            "expected a text in quotes, a translation, `when`, `then`, `as`, another clause or the end of the rule",
            "did you mean `when`?",
        ),
        ('rule r "R"\n  when a = b', "unexpected `=`", None, "write `is`"),
        (
            'rule r "R"\n  when',
            "unexpected end of the rule",
            "expected a condition",
            None,
        ),
        ('rule r "R"\n  when a is', "unexpected end of the rule", None, None),
        ('rule r "R"\n  then a is', "unexpected end of the rule", "expected a name", None),
        ('enum e { a "A"', "unexpected end of the enum", "expected `}` first", "close the bracket with `}`"),
        (
            'rule r "R"\n  when (a or b\n  then c is d',
            "unexpected `then`",
            "expected `)` first",
            "close the bracket with `)`",
        ),
        ("rol x", "unknown kind of declaration `rol`", "begins no declaration", "did you mean `role`?"),
    ],
)
def test_the_message_says_what_was_found_and_what_could_stand_there(
    text: str, message: str, label: str | None, help_: str | None
) -> None:
    _, (diagnostic,) = parsed(text)

    assert diagnostic.message == message
    assert label is None or diagnostic.primary.text == label
    assert help_ is None or diagnostic.help == help_


def test_a_bracket_left_open_shows_where_it_was_opened() -> None:
    text = 'rule r "R"\n  when (a or b\n  then c is d'
    _, (diagnostic,) = parsed(text)

    assert [text[label.span.start] for label in diagnostic.secondary] == ["("]
