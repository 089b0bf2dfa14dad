"""Programs with mistakes: each guilty line is reported with its code, and no other."""

from __future__ import annotations

import pytest

from checker.diagnostics.codes import all_codes
from checker.diagnostics.render import render_text
from tests.model.programs import FAMILIES, chunks, compiled, found, program

BEYOND_A_CORPUS = {"N233"}
CHUNKS = [(family, chunk) for family in FAMILIES for chunk in chunks(family)]


@pytest.mark.parametrize(("family", "text"), CHUNKS)
def test_the_guilty_lines_are_reported(family: str, text: str) -> None:
    rejected = program(text)

    assert found(compiled(rejected.files)) == rejected.expected


@pytest.mark.parametrize(("family", "text"), CHUNKS)
def test_every_diagnostic_can_be_shown(family: str, text: str) -> None:
    compilation = compiled(program(text).files)

    shown = render_text(compilation.diagnostics, compilation.sources)

    assert all(diagnostic.message in shown for diagnostic in compilation.diagnostics)


def test_every_code_of_the_model_has_a_rejected_program() -> None:
    ours = {code.number for code in all_codes() if code.number[0] in "NTDC"}
    marked = {code for _, text in CHUNKS for _, _, code in program(text).expected}

    assert marked == ours - BEYOND_A_CORPUS
