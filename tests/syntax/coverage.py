"""Which words of the grammar a text uses."""

from __future__ import annotations

from checker.source import SourceFile
from checker.syntax.outline import outline


def kinds_in(text: str) -> set[str]:
    """The terminals of the grammar that a text without mistakes uses."""
    found = outline(SourceFile("a.policy", text), report=lambda diagnostic: _fail(str(diagnostic)))
    assert found is not None
    return {word.kind for d in found.declarations for part in d.parts for word in part.words}


def _fail(text: str) -> None:
    raise AssertionError(text)
