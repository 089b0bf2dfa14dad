"""Word by word, what differs between two texts.

Comparing takes time with the cube of how often words repeat, so texts in which many do are compared line by line first,
and word by word only within the lines that differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from checker.analysis.edits.records import Segment, SegmentKind

_WORD = re.compile(r"(\w+(?:[.\-]\w+)*|[^\w\s])(\s*)")

MOST_STEPS = 3_000_000
"""Longest comparison that is made, in steps of about a tenth of a microsecond."""

_Words: TypeAlias = Sequence[tuple[str, str]]
"""Each word with the blank space after it."""
_Step: TypeAlias = tuple[bool, int, int, int, int]
"""Whether the two ranges are equal, and both."""


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The words of both texts in order. Blank space is that of the new text and is no difference."""
    found: list[tuple[SegmentKind, str]] = []
    for same, before, after in _merged(_compared(_words(old), _words(new))):
        if same:
            found.append(("same", _text(after)))
            continue
        found += [("removed", _text(before))] if before else []
        found += [("added", _text(after))] if after else []
    return tuple(Segment(kind, text) for kind, text in found)


def _words(text: str) -> _Words:
    return [(match[1], match[2]) for match in _WORD.finditer(text.strip())]


def _text(words: _Words) -> str:
    return "".join(word + space for word, space in words)


def _compared(old: _Words, new: _Words) -> Iterator[tuple[bool, _Words, _Words]]:
    ours, theirs = [word for word, _ in old], [word for word, _ in new]
    if (steps := _steps(ours, theirs)) is not None:
        for same, a, b, c, d in steps:
            yield same, old[a:b], new[c:d]
        return
    before, after = _lines(old), _lines(new)
    by_line = _steps([_bare(line) for line in before], [_bare(line) for line in after])
    if by_line is None:
        yield False, old, new
        return
    for same, a, b, c, d in by_line:
        left, right = _joined(before[a:b]), _joined(after[c:d])
        inner = None if same else _steps([word for word, _ in left], [word for word, _ in right])
        for equal, e, f, g, h in inner or [(same, 0, len(left), 0, len(right))]:
            yield equal, left[e:f], right[g:h]


def _lines(words: _Words) -> list[_Words]:
    found: list[list[tuple[str, str]]] = [[]]
    for word in words:
        found[-1].append(word)
        if "\n" in word[1]:
            found.append([])
    return [line for line in found if line]


def _bare(line: _Words) -> tuple[str, ...]:
    return tuple(word for word, _ in line)


def _joined(lines: Sequence[_Words]) -> _Words:
    return [word for line in lines for word in line]


def _steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Step] | None:
    """The steps from one row to the other, or None where that takes too long.

    What both begin and end with is never searched.
    """
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    end = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if _cost(ours, theirs) > MOST_STEPS:
        return None
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    steps: list[_Step] = [(True, 0, start, 0, start)]
    steps += [(t == "equal", a + start, b + start, c + start, d + start) for t, a, b, c, d in matcher.get_opcodes()]
    return [*steps, (True, len(old) - end, len(old), len(new) - end, len(new))]


def _cost(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """At most how many steps a comparison takes: pairs of equal words, once for each run of words that can be found."""
    ours, theirs = Counter(old), Counter(new)
    pairs = sum(number * theirs[word] for word, number in ours.items())
    return (pairs + len(old)) * (1 + (ours & theirs).total())


def _merged(steps: Iterator[tuple[bool, _Words, _Words]]) -> Iterator[tuple[bool, _Words, _Words]]:
    """Neighbours of one kind as one, and nothing that is empty."""
    same, before, after = True, list[tuple[str, str]](), list[tuple[str, str]]()
    for equal, left, right in steps:
        if not left and not right:
            continue
        if equal is not same and (before or after):
            yield same, before, after
            before, after = [], []
        same = equal
        before += left
        after += right
    if before or after:
        yield same, before, after
