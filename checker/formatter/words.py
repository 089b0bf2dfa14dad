"""A row of words on one line: the spaces between them, how wide it is, and where it may be broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.syntax.outline import Word

WIDTH = 110
"""Longest line the formatter writes where it can choose."""

BODY = "BODY"
"""The kind of the brackets around values or fields: unlike those of sets, they stand apart from what they hold."""

OPENING = frozenset({"(", "[", "{"})
CLOSING = frozenset({")", "]", "}"})


def render(words: Sequence[Word], indent: int) -> str:
    """The words on one line, each text after the first of a row below it."""
    return "".join(_pieces(words, indent, may_wrap=any(word.kind == "LANG" for word in words)))


def _pieces(words: Sequence[Word], indent: int, *, may_wrap: bool) -> Iterator[str]:
    """The text bit by bit; translations stand below the text where the whole would be too wide."""
    wide = may_wrap and _is_wide(words, indent)
    yield " " * indent
    end = indent
    column = 0  # where the first text of the present row stands
    before: Word | None = None
    for i, word in enumerate(words):
        gap = ""
        if before is not None:
            if before.kind == "STRING" and (word.kind == "STRING" or (word.kind == "LANG" and wide)):
                gap = "\n" + " " * column
                end = column
            elif _spaced(before, word, words[i + 1].kind if i + 1 < len(words) else ""):
                gap = " "
                end += 1
        if word.kind == "STRING" and (before is None or before.kind not in ("STRING", "LANG")):
            column = end
        end += len(word.text)
        yield gap + word.text
        before = word


def fits(words: Sequence[Word], indent: int) -> bool:
    """Whether the words stand on one line of their own without pulling a comment away from its place."""
    has_comment = any(word.above for word in words[1:]) or any(word.trailing for word in words[:-1])
    return not has_comment and _is_narrow(words, indent)


def _is_narrow(words: Sequence[Word], indent: int) -> bool:
    """Whether the widest line is narrow enough; looks no further than that takes."""
    used = 0
    for piece in _pieces(words, indent, may_wrap=any(word.kind == "LANG" for word in words)):
        used = len(piece) - 1 if piece.startswith("\n") else used + len(piece)
        if used > WIDTH:
            return False
    return True


def _is_wide(words: Sequence[Word], indent: int) -> bool:
    flat = indent - 1
    for i, word in enumerate(words):
        if i and word.kind == "STRING" and words[i - 1].kind == "STRING":
            return True
        flat += len(word.text) + 1
        if flat > WIDTH:
            return True
    return False


def _spaced(before: Word, word: Word, following: str) -> bool:
    if word.text in (",", ":", ")", "]") and word.kind != "STRING":
        return False
    if before.text in ("(", "[", "..") or word.text == "..":
        return False
    if word.text == "(":
        return before.kind not in ("NAME", "DECIMAL") or following == "MAX"
    return BODY in (before.kind, word.kind) or (before.text != "{" and word.text != "}")


def depths(words: Sequence[Word]) -> Iterator[tuple[int, Word, int]]:
    """Each word with its index and how many brackets are open around it; a bracket counts as outside itself."""
    depth = 0
    for i, word in enumerate(words):
        if word.kind != "STRING" and word.text in CLOSING:
            depth -= 1
        yield i, word, depth
        if word.kind != "STRING" and word.text in OPENING:
            depth += 1


def split_before(words: Sequence[Word], kinds: frozenset[str]) -> list[Sequence[Word]]:
    """The row cut before each word of these kinds that no bracket encloses."""
    cuts = [
        i
        for i, word, depth in depths(words)
        if i and depth == 0 and word.kind in kinds and words[i - 1].kind != "ON"  # `is on or before` is one operator
    ]
    return _cut(words, cuts)


def split_after_commas(words: Sequence[Word]) -> list[Sequence[Word]]:
    """The row cut after each comma that no bracket encloses."""
    cuts = [i + 1 for i, word, depth in depths(words) if depth == 0 and word.text == "," and i + 1 < len(words)]
    return _cut(words, cuts)


def _cut(words: Sequence[Word], cuts: Sequence[int]) -> list[Sequence[Word]]:
    edges = [0, *cuts, len(words)]
    return [words[start:end] for start, end in pairwise(edges) if start < end]


def widest_brackets(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the widest pair of brackets opens and closes that no other encloses."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for i, word in enumerate(words):
        if word.kind == "STRING":
            continue
        if word.text in OPENING:
            opened.append(i)
        elif word.text in CLOSING and opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()  # enclosed by this one
            pairs.append((start, i))
    filled = [(a, b) for a, b in pairs if b > a + 1]
    return max(
        filled, key=lambda pair: (sum(len(w.text) + 1 for w in words[pair[0] : pair[1]]), -pair[0]), default=None
    )
