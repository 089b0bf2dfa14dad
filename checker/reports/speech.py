"""How a report speaks one language: its catalogue, its typography, its dates and counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from string import Formatter

from attrs import frozen

from checker.cleaning import clean
from checker.reports.catalogue import messages
from checker.reports.phrase import Phrase, Piece, join, plain
from checker.wording import Wording

AUTHORS_LANGUAGE = "en"
"""The language of policy texts that carry no mark of another one."""

_NARROW = "\u202f"
_WIDE = "\u00a0"
_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]+(?=[;?!])")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f]+(?=[:»])")
_AFTER_GUILLEMET = re.compile(r"(?<=«)[ \u00a0\u202f]+")
_LETTERS = re.compile(r"[^\W\d_]")
_COUNTED = 10


def typeset(text: str, language: str) -> str:
    """The spaces that the language keeps together with its punctuation."""
    if language != "fr":
        return text
    text = _BEFORE_HIGH.sub(_NARROW, text)
    text = _BEFORE_COLON.sub(_WIDE, text)
    return _AFTER_GUILLEMET.sub(_WIDE, text).replace("'", "’")


@frozen
class Speech:
    """What is said, in `language`; keys are those of the catalogue."""

    language: str

    def text(self, key: str) -> str:
        """A text of the catalogue without placeholders."""
        return typeset(messages(self.language)[key], self.language)

    def say(self, key: str, **parts: Phrase | str) -> Phrase:
        """A text of the catalogue with its placeholders filled by phrases."""
        filled: list[Phrase] = []
        for literal, name, _, _ in Formatter().parse(self.text(key)):
            filled.append(plain(literal))
            if name is not None:
                part = parts[name]
                filled.append(plain(part) if isinstance(part, str) else part)
        return join(filled)

    def number(self, count: int) -> str:
        """A count in words up to nine."""
        return self.text(f"number.{count}") if 0 <= count < _COUNTED else str(count)

    def plural(self, key: str, count: int, **parts: Phrase | str) -> Phrase:
        """`key.one` or `key.many`, with `{n}` the count in words."""
        return self.say(f"{key}.{'one' if count == 1 else 'many'}", n=self.number(count), **parts)

    def listed(self, phrases: Iterable[Phrase], joint: str = "and") -> Phrase:
        """a, b and c."""
        every = list(phrases)
        if len(every) < 2:
            return join(every)
        return join([join(every[:-1], ", "), plain(f" {self.text(f'list.{joint}')} "), every[-1]])

    def quoted(self, phrase: Phrase) -> Phrase:
        return self.say("quoted", text=phrase)

    def date(self, ordinal: int) -> str:
        """1 May 2024; 1er mai 2024."""
        day = date.fromordinal(ordinal)
        number = self.text("date.first") if day.day == 1 else str(day.day)
        return f"{number}{_WIDE}{self.text(f'month.{day.month}')}{_WIDE}{day.year:04d}"

    def iso_date(self, text: str | None) -> str | None:
        """An ISO date as the language writes it; None for what is not a date."""
        try:
            return self.date(date.fromisoformat(text).toordinal()) if text else None
        except ValueError:
            return None

    def law(self, wording: Wording) -> Phrase:
        """An author's words in this language, or in their own where there is no translation."""
        translated = wording.translation(self.language)
        if translated is not None:
            return plain(typeset(clean(translated), self.language))
        if self.language == AUTHORS_LANGUAGE or not _LETTERS.search(wording.value):
            return plain(clean(wording.value))
        return (Piece(clean(wording.value), lang=AUTHORS_LANGUAGE),)

    def given(self, text: str) -> Phrase:
        """Words of a case, whose language nobody states."""
        return plain(clean(text))
