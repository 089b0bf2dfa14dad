"""Word by word, what differs between two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from checker.analysis.edits.records import Segment, SegmentKind

_WORD = re.compile(r"(\w+(?:[.\-]\w+)*|[^\w\s])(\s*)")
MOST_COMPARED = 4_000_000
"""Longest pair of texts compared word by word, as the product of their numbers of words."""


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The words of both texts in order. Blank space is that of the new text and is no difference."""
    before, after = _words(old), _words(new)
    found: list[tuple[SegmentKind, str]] = []
    for tag, old_start, old_end, new_start, new_end in _steps([w for w, _ in before], [w for w, _ in after]):
        if tag == "equal":
            found.append(("same", _joined(after[new_start:new_end])))
            continue
        if old_end > old_start:
            found.append(("removed", _joined(before[old_start:old_end])))
        if new_end > new_start:
            found.append(("added", _joined(after[new_start:new_end])))
    return tuple(Segment(kind, text) for kind, text in found)


def _words(text: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in _WORD.finditer(text.strip())]


def _joined(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words)


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """The steps from one row of words to the other; what both begin and end with is never searched."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    end = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    steps: list[tuple[str, int, int, int, int]] = [("equal", 0, start, 0, start)] if start else []
    if len(inner_old) * len(inner_new) > MOST_COMPARED:
        steps.append(("replace", start, start + len(inner_old), start, start + len(inner_new)))
    else:
        matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
        steps += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in matcher.get_opcodes()]
    if end:
        steps.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return _merged(steps)


def _merged(steps: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    merged: list[tuple[str, int, int, int, int]] = []
    for step in steps:
        if merged and merged[-1][0] == step[0]:
            tag, a, _, c, _ = merged[-1]
            merged[-1] = (tag, a, step[2], c, step[4])
        else:
            merged.append(step)
    return merged
