"""No country, list, authority or word of export control stands in the checker: all of it is in the policies."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHECKER = ROOT / "checker"
LAW_WORDS = (
    "export control",
    "export-control",
    "exporter",
    "dual-use",
    "dual use",
    "licence",
    "license",
    "consignee",
    "end user",
    "end-user",
    "human rights",
    "wassenaar",
    "eccn",
    "sanction",
    "embargo",
    "munition",
    "surveillance",
    "interception",
    "customs",
)
# Names that are also ordinary English words or names used in prose.
ORDINARY = {"Georgia", "Jersey", "Jordan", "Chad", "Guinea", "Mali", "Niger", "Oman", "Togo", "Cuba", "Peru"}


def checker_texts() -> list[Path]:
    kept = [
        path
        for path in sorted(CHECKER.rglob("*"))
        if path.suffix in {".py", ".j2", ".html", ".css", ".js", ".md", ".json", ".po"} and path.is_file()
    ]
    return [path for path in kept if "adr" not in path.parts and "_bundled" not in path.parts]


def country_names() -> set[str]:
    with (ROOT / "policies/vocabulary/data/countries.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {row[column] for row in rows for column in ("name_en", "name_fr")} - ORDINARY


def test_the_checker_is_there() -> None:
    assert len(checker_texts()) > 50


@pytest.mark.parametrize("word", LAW_WORDS)
def test_no_word_of_our_law_stands_in_the_checker(word: str) -> None:
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)

    found = [
        str(path.relative_to(ROOT)) for path in checker_texts() if pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_no_country_stands_in_the_checker() -> None:
    pattern = re.compile(r"\b(" + "|".join(re.escape(name) for name in sorted(country_names())) + r")\b")

    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in checker_texts()
        if (match := pattern.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_no_jurisdiction_of_our_law_stands_in_the_checker() -> None:
    names = re.compile(r"(?<![A-Za-z_./-])(US|CA|EU|FR|NL|DK|GB|AU)(?![A-Za-z_])")

    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in checker_texts()
        if path.suffix == ".py" and (match := names.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}
