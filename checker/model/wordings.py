"""Text of authors as wording."""

from __future__ import annotations

from collections.abc import Iterable

from checker.syntax import ast
from checker.wording import Wording


def wording(text: ast.Text) -> Wording:
    """The text with its translations."""
    return Wording(text.value, text.translations)


def wordings(texts: Iterable[ast.Text]) -> tuple[Wording, ...]:
    """Several texts."""
    return tuple(map(wording, texts))


def maybe(text: ast.Text | None) -> Wording | None:
    """The wording of a text that may be missing."""
    return None if text is None else wording(text)
