"""The three laws of the formatter, and what its layout looks like."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.diagnostics import Diagnostic
from checker.formatter import format_source, words
from checker.source import SourceFile
from checker.syntax.outline import Outline, outline
from tests.syntax.texts import CORPUS, POLICIES, mutilated_policies, parsed, scattered_declarations

FORMAT = sorted((CORPUS / "format").glob("*.policy"))


def formatted(text: str) -> str | None:
    found: list[Diagnostic] = []
    return format_source(SourceFile("a.policy", text), report=found.append)


def comments(text: str) -> list[str]:
    """Every comment of a text that can be read, sorted."""
    found = outline(SourceFile("a.policy", text), report=lambda _: None)
    assert isinstance(found, Outline)
    all_words = [word for d in found.declarations for part in d.parts for word in part.words]
    inside = [comment for word in all_words for comment in (*word.above, *([word.trailing] if word.trailing else []))]
    between = [comment.text for d in found.declarations for comment in d.before]
    below = [comment for d in found.declarations for comment in d.after]
    return sorted([*inside, *between, *below, *(comment.text for comment in found.rest)])


def check_the_laws(text: str) -> None:
    file, found = parsed(text)
    result = formatted(text)
    if found:
        assert result is None
        return
    assert result is not None
    assert parsed(result) == (file, [])
    assert comments(result) == comments(text)
    assert formatted(result) == result


@pytest.mark.parametrize("path", FORMAT, ids=lambda path: path.name)
def test_the_corpus_is_laid_out_as_agreed(path: Path) -> None:
    assert formatted(path.read_text(encoding="utf-8")) == path.with_suffix(".formatted").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_our_policies_keep_the_laws(path: Path) -> None:
    check_the_laws(path.read_text(encoding="utf-8"))


@given(mutilated_policies())
@settings(max_examples=150, deadline=None)
def test_mutilated_policies_keep_the_laws(text: str) -> None:
    check_the_laws(text)


@given(scattered_declarations(), st.sampled_from([1, 20, 40, 70, words.WIDTH]))
@settings(max_examples=150, deadline=None)
def test_comments_and_line_breaks_anywhere_keep_the_laws(text: str, width: int) -> None:
    assert parsed(text)[1] == []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "WIDTH", width)
        check_the_laws(text)


def test_text_with_mistakes_is_left_alone_and_reported() -> None:
    found: list[Diagnostic] = []

    assert format_source(SourceFile("a.policy", "rule r"), report=found.append) is None
    assert [diagnostic.code.number for diagnostic in found] == ["P101"]


def test_what_would_grow_too_large_is_left_alone_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Diagnostic] = []
    monkeypatch.setattr(sys.modules["checker.formatter.format_source"], "MAX_FILE", 30)

    assert format_source(SourceFile("a.policy", 'role a "A"\nrole b "B"\nenum c{d}'), report=found.append) is None
    assert [diagnostic.code.number for diagnostic in found] == ["P112"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n\n# only a comment", "# only a comment\n"),
        ('role a "A"\nrole b "B"', 'role a "A"\n\nrole b "B"\n'),
        ('rule r "R" then a is b when c note "n"', 'rule r "R"\n  when c\n  then a is b\n  note "n"\n'),
        ("enum e { a, b, }", "enum e { a, b }\n"),
        ('define d "D" as f( a,b )+2*c is {x,y}', 'define d "D"\n  as f(a, b) + 2 * c is {x, y}\n'),
        ('role a "A"\n   "B"', 'role a "A"\n       "B"\n'),
    ],
)
def test_the_layout(text: str, expected: str) -> None:
    assert formatted(text) == expected


def test_long_conditions_break_before_and_and_or() -> None:
    condition = " and ".join(f"(first_condition_{i} or second_condition_{i} is at least {i})" for i in range(3))

    assert formatted(f'define d "D" as {condition}') == (
        'define d "D"\n'
        "  as (first_condition_0 or second_condition_0 is at least 0)\n"
        "    and (first_condition_1 or second_condition_1 is at least 1)\n"
        "    and (first_condition_2 or second_condition_2 is at least 2)\n"
    )


def test_a_comment_inside_a_condition_moves_above_it() -> None:
    assert formatted('define d "D"\n  as a is # why\n  b') == 'define d "D"\n  # why\n  as a is b\n'
