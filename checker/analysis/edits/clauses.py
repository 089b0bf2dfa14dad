"""Which clauses of a construct differ, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from checker.analysis.edits.declared import Declared
from checker.analysis.edits.nature import CONSTRUCT, FIELDS_OF_CLAUSES
from checker.analysis.edits.records import ClauseEdit, Nature
from checker.analysis.edits.segments import segments
from checker.formatter import format_part
from checker.syntax.keywords import CLAUSES
from checker.syntax.outline import Outlined

HEAD = "head"
_IN_CLAUSES = {FIELDS_OF_CLAUSES.get(kind, kind) for kind in (*CLAUSES, "claim", "default")}


def clause_edits(old: Declared, new: Declared, natures: Mapping[str, Nature]) -> tuple[ClauseEdit, ...]:
    """The clauses whose words differ, in the order of the formatter; `natures` are those of the fields that differ."""
    before, after = _texts(old.outlined), _texts(new.outlined)
    found: list[ClauseEdit] = []
    for kind in {**before, **after}:
        for ours, theirs in _aligned(before.get(kind, []), after.get(kind, [])):
            nature = _nature(kind, natures)
            clause = _words(kind, theirs if ours is None else ours)
            found.append(ClauseEdit(clause, ours, theirs, nature, segments(ours or "", theirs or "")))
    return tuple(found)


def _texts(outlined: Outlined) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in outlined.parts:
        found.setdefault(part.kind, []).append(format_part(part, outlined.keyword))
    return found


def _words(kind: str, text: str | None) -> str:
    """The words that begin the clause."""
    if kind == HEAD:
        return HEAD
    return CLAUSES.get(kind) or (text or kind).split()[0]


def _nature(kind: str, natures: Mapping[str, Nature]) -> Nature:
    """That of the field that holds the clause; the head holds all fields that are no clause's."""
    if CONSTRUCT in natures:
        return natures[CONSTRUCT]
    if kind != HEAD:
        return natures.get(FIELDS_OF_CLAUSES.get(kind, kind), Nature.LAYOUT)
    return max((nature for field, nature in natures.items() if field not in _IN_CLAUSES), default=Nature.LAYOUT)


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Clauses of one kind that differ: a declaration may hold several (`note`, `line`)."""
    found: list[tuple[str | None, str | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        shared = min(b - a, d - c)
        found += zip(old[a : a + shared], new[c : c + shared], strict=True)
        found += [(text, None) for text in old[a + shared : b]]
        found += [(None, text) for text in new[c + shared : d]]
    return found
