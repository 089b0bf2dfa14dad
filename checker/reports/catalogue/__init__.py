"""The words of the reports themselves, one module per language, all with the same keys.

Words of the law never stand here: they come from policies. `.one` and `.many` are the two numbers of a text. A text
whose key starts with `word.` stands alone on the page; all others are said by a function of `checker.reports.view`.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.reports.catalogue import en, fr

LANGUAGES: tuple[str, ...] = ("en", "fr")

_MESSAGES: Mapping[str, Mapping[str, str]] = {"en": en.MESSAGES, "fr": fr.MESSAGES}


def messages(language: str) -> Mapping[str, str]:
    """The catalogue of a language; KeyError where there is none."""
    return _MESSAGES[language]
