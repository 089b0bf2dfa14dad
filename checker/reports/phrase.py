"""Text on its way to a reader, before it is HTML, Markdown or terminal text.

A phrase is a row of pieces. A piece keeps what a renderer has to know: that it is in another language than the page,
that it stands out, that it leads somewhere. Nothing in it is markup, so every renderer escapes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from attrs import evolve, frozen


@frozen
class Piece:
    """`lang` is given where the text is not in the language of the page; `href` is safe to follow."""

    text: str
    lang: str | None = None
    href: str | None = None
    strong: bool = False


Phrase: TypeAlias = tuple[Piece, ...]

EMPTY: Phrase = ()


def plain(text: str) -> Phrase:
    """Text of the page's own language."""
    return (Piece(text),) if text else ()


def strong(phrase: Phrase) -> Phrase:
    return tuple(evolve(piece, strong=True) for piece in phrase)


def link(phrase: Phrase, href: str | None) -> Phrase:
    """The phrase leading to `href`; unchanged where there is nowhere to go."""
    return tuple(evolve(piece, href=href) for piece in phrase) if href else phrase


def join(phrases: Iterable[Phrase], between: str = "") -> Phrase:
    """Phrases in a row with the same text between them; neighbouring plain pieces become one."""
    pieces: list[Piece] = []
    for index, phrase in enumerate(phrases):
        if index and between:
            _append(pieces, Piece(between))
        for piece in phrase:
            _append(pieces, piece)
    return tuple(pieces)


def _append(pieces: list[Piece], piece: Piece) -> None:
    if pieces and evolve(pieces[-1], text="") == evolve(piece, text=""):
        pieces[-1] = evolve(piece, text=pieces[-1].text + piece.text)
    else:
        pieces.append(piece)


def text_of(phrase: Phrase) -> str:
    """The words alone."""
    return "".join(piece.text for piece in phrase)


def capitalised(phrase: Phrase) -> Phrase:
    """The phrase as the beginning of a sentence."""
    if not phrase:
        return phrase
    first, *rest = phrase
    return (evolve(first, text=first.text[:1].upper() + first.text[1:]), *rest)
