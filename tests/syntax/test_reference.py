"""Every example of the language reference can be read, and nothing is left out of it."""

from __future__ import annotations

import re

import pytest

from checker.formatter import format_source
from checker.source import SourceFile
from checker.syntax.keywords import DECLARATIONS
from checker.syntax.parser import terminals
from tests.syntax.coverage import kinds_in
from tests.syntax.texts import ROOT, parsed

REFERENCE = (ROOT / "grammar" / "reference.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```policy\n(.*?)^```", REFERENCE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_examples_are_read(block: str) -> None:
    file, found = parsed(block)

    assert found == []
    assert file.declarations


@pytest.mark.parametrize("block", BLOCKS)
def test_examples_are_laid_out_as_the_formatter_does(block: str) -> None:
    laid_out = format_source(SourceFile("reference.policy", block), report=lambda _: None)

    assert laid_out == block


def test_every_kind_of_declaration_has_an_example() -> None:
    shown = {line.split()[0] for block in BLOCKS for line in block.splitlines() if line[:1].isalpha()}

    assert shown == set(DECLARATIONS)


def test_every_word_of_the_grammar_is_explained() -> None:
    used = set().union(*map(kinds_in, BLOCKS))
    words = {word for name, word in terminals().items() if word.isidentifier() and name not in used}

    assert {word for word in words if not re.search(rf"\b{word}\b", REFERENCE)} == set()
