"""Text for people in one or more languages."""

from __future__ import annotations

from checker.records import frozen


@frozen
class Wording:
    """Text in the author's language with translations by two-letter language code."""

    value: str
    translations: tuple[tuple[str, str], ...] = ()

    def translation(self, language: str) -> str | None:
        """The text in `language`, or None where the author gave no translation."""
        return dict(self.translations).get(language)

    def __str__(self) -> str:
        return self.value
