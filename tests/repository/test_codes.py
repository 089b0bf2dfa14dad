"""Every diagnostic code has a page, and the page shows what it says it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cases.load import load_case
from checker.diagnostics import Diagnostic
from checker.diagnostics.codes import Code, all_codes
from checker.diagnostics.pages import page_text
from checker.ir.law import Law
from checker.pipeline import compile_sources
from checker.source import SourceFile
from tests.conftest import SECOND_DOMAIN

PAGES = Path(__file__).resolve().parent.parent.parent / "checker" / "diagnostics" / "pages"
BLOCK = re.compile(r"^```(policy|yaml)(?: ([^\n]*))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(code: Code, heading: str) -> list[tuple[str, str]]:
    page = page_text(code)
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None, f"{code.number} has no section {heading}"
    return [(kind, text) for kind, _, text in BLOCK.findall(section.group(1))]


def codes_raised(kind: str, text: str, law: Law) -> set[str]:
    found: list[Diagnostic] = []
    if kind == "yaml":
        load_case(text, "case.yaml", law, report=found.append)
    else:
        found += compile_sources([SourceFile("page.policy", text)], {}).diagnostics
    return {diagnostic.code.number for diagnostic in found}


def test_every_page_belongs_to_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {code.number for code in all_codes()}


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_the_page_says_why(code: Code) -> None:
    assert re.search(r"^## Why\n\n\S", page_text(code), re.MULTILINE)


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_what_the_page_avoids_raises_the_code_and_what_it_prefers_does_not(code: Code, festivals: Law) -> None:
    avoided, preferred = blocks(code, "Avoid"), blocks(code, "Prefer")

    for kind, text in avoided:
        assert codes_raised(kind, text, festivals) == {code.number}
    for kind, text in preferred:
        assert codes_raised(kind, text, festivals) == set()


def test_the_second_domain_is_there() -> None:
    assert SECOND_DOMAIN.is_dir()
