"""Every diagnostic code has a page, and the page shows what it says it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import api
from checker.diagnostics import Diagnostic
from checker.diagnostics.codes import Code, all_codes
from checker.diagnostics.pages import page_text
from checker.ir.law import Law
from checker.pipeline import compile_sources
from checker.source import SourceFile
from tests.conftest import SECOND_DOMAIN

PAGES = Path(__file__).resolve().parent.parent.parent / "checker" / "diagnostics" / "pages"
BLOCK = re.compile(r"^```(policy|yaml|csv)(?: ([^\n]*))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def programs(code: Code, heading: str) -> list[tuple[str, dict[str, str]]]:
    """The programs of a section: a block that names no file stands alone, those that do make up one program."""
    page = page_text(code)
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None, f"{code.number} has no section {heading}"
    found: list[tuple[str, dict[str, str]]] = []
    together: dict[str, str] = {}
    for kind, path, text in BLOCK.findall(section.group(1)):
        if path and kind != "yaml":
            together[path] = text
        else:
            found.append((kind, {"page.policy": text}))
    return [*found, *([("policy", together)] if together else [])]


def codes_raised(kind: str, files: dict[str, str], law: Law) -> set[str]:
    found: list[Diagnostic] = []
    if kind == "yaml":
        found += api.read_cases([("case.yaml", files["page.policy"].encode())], law).diagnostics
    else:
        tables = {path: text for path, text in files.items() if path.endswith(".csv")}
        sources = [SourceFile(path, text) for path, text in files.items() if path not in tables]
        found += compile_sources(sources, tables).diagnostics
    return {diagnostic.code.number for diagnostic in found}


def test_every_page_belongs_to_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {code.number for code in all_codes()}


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_the_page_says_why(code: Code) -> None:
    assert re.search(r"^## Why\n\n\S", page_text(code), re.MULTILINE)


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.number)
def test_what_the_page_avoids_raises_the_code_and_what_it_prefers_does_not(code: Code, festivals: Law) -> None:
    avoided, preferred = programs(code, "Avoid"), programs(code, "Prefer")

    for kind, files in avoided:
        assert codes_raised(kind, files, festivals) == {code.number}
    for kind, files in preferred:
        assert codes_raised(kind, files, festivals) == set()


def test_the_second_domain_is_there() -> None:
    assert SECOND_DOMAIN.is_dir()
