"""Both languages say the same things, and say them as the language is written."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest

from checker.reports.catalogue import LANGUAGES, messages
from checker.reports.phrase import plain, text_of
from checker.reports.speech import Speech, typeset
from checker.wording import Wording

MAY_DROP = {"n", "left"}
"""Placeholders that a language may leave out, because it says the number with the noun."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_all_catalogues_have_the_same_keys() -> None:
    keys = [set(messages(language)) for language in LANGUAGES]

    assert all(each == keys[0] for each in keys)


@pytest.mark.parametrize("key", sorted(messages("en")))
def test_a_text_has_the_same_placeholders_in_every_language(key: str) -> None:
    found = [placeholders(messages(language)[key]) - MAY_DROP for language in LANGUAGES]

    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("key", sorted(messages("en")))
def test_a_plural_has_both_numbers(key: str) -> None:
    other = key.removesuffix(".one") + ".many" if key.endswith(".one") else key

    assert other in messages("en")


def test_every_key_is_used() -> None:
    from tests.conftest import ROOT

    sources = [*(ROOT / "checker" / "reports").rglob("*.py"), *(ROOT / "checker" / "reports").rglob("*.j2")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources if "catalogue" not in path.parts)
    computed = re.compile(
        r"(number|month|list|section|status|unknown|duty|term|screening|rules|parts|unsettled\.(shortest|enough))\."
    )
    named = set(re.split(r"[\"']", code))

    unused = [
        key
        for key in messages("en")
        if not computed.match(key)
        and not {key, key.removesuffix(".one").removesuffix(".many"), key.removeprefix("word.")} & named
    ]

    assert unused == []


@pytest.mark.parametrize("word", ["allowed", "approved", "compliant", "safe", "autorisé", "approuvé", "conforme"])
def test_no_text_gives_false_comfort(word: str) -> None:
    pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)

    assert [key for language in LANGUAGES for key, text in messages(language).items() if pattern.search(text)] == []


def test_french_keeps_its_punctuation_with_the_word_before() -> None:
    assert typeset("Pourquoi ? « Non » : l'avis ; fini !", "fr") == (
        "Pourquoi\u202f? «\u00a0Non\u00a0»\u00a0: l’avis\u202f; fini\u202f!"
    )


def test_dates_are_written_in_words() -> None:
    day = date(2023, 5, 1).toordinal()

    assert Speech("en").date(day).replace("\u00a0", " ") == "1 May 2023"
    assert Speech("fr").date(day).replace("\u00a0", " ") == "1er mai 2023"


def test_counts_are_written_in_words_up_to_nine() -> None:
    assert [Speech("en").number(count) for count in (0, 1, 9, 10)] == ["no", "one", "nine", "10"]


def test_a_missing_translation_keeps_the_language_of_its_author() -> None:
    (piece,) = Speech("fr").law(Wording("No hole here"))

    assert piece.text == "No hole here"
    assert piece.lang == "en"


def test_lists_end_in_and_or_or() -> None:
    phrases = [plain("a"), plain("b"), plain("c")]

    assert text_of(Speech("en").listed(phrases)) == "a, b and c"
    assert text_of(Speech("fr").listed(phrases, "or")) == "a, b ou c"
