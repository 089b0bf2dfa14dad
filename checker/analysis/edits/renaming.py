"""References that follow a new name: other words for the same thing.

A name in a declaration stands for the nearest thing so called: its owner's own, an ancestor's, the vocabulary's, or one
of the names that all owners share. Where both texts, read so, name the two ends of one renaming, nothing but the name
differs. Names that are also values of a type are left alone: there a word may mean the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from checker.analysis.edits.declared import SHARED, Declared, Piece, pieces
from checker.source import SourceFile
from checker.syntax.keywords import DECLARATIONS
from checker.syntax.scan import SCANNER, WORD

_WORD = re.compile(r"[\w.]+")
_EXTENDS = re.compile(r"\bextends\s+(\w+)")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_HAVE_VALUES = frozenset({"enum", "scale", "decision", "record"})


@frozen
class _Names:
    """What one law declares: full names of what owners have to themselves, lineages, and words that may be values."""

    declared: frozenset[str]
    lineages: Mapping[str, tuple[str, ...]]
    values: frozenset[str]

    def full(self, name: str, owner: str) -> str:
        places = self.lineages.get(owner, (owner,))
        return next((full for place in places if (full := f"{place}.{name}") in self.declared), name)


class Renaming:
    """The renamings of one difference; `old` and `new` tell what a name stands for, the same for both ends of one."""

    def __init__(
        self,
        renamed: Iterable[tuple[Declared, Declared]],
        old: Mapping[str, SourceFile],
        new: Mapping[str, SourceFile],
    ) -> None:
        pairs = list(renamed)
        if not pairs:
            self._targets: dict[str, str] = {}
            self._reached: frozenset[str] = frozenset()
            return
        self._old, self._new = _names(old), _names(new)
        values = self._old.values | self._new.values
        self._targets = {
            before.identity[1]: after.identity[1]
            for before, after in pairs
            if before.short_name not in values and after.short_name not in values
        }
        self._reached = frozenset(self._targets.values())

    def old(self, owner: str) -> Callable[[str], str]:
        """What a name in the old text of `owner` stands for, by its new name."""

        def named(name: str) -> str:
            target = self._targets.get(self._old.full(name, owner))
            return name if target is None else f"renamed to {target}"

        return named if self._targets else _itself

    def new(self, owner: str) -> Callable[[str], str]:
        """What a name in the new text of `owner` stands for."""

        def named(name: str) -> str:
            full = self._new.full(name, owner)
            return f"renamed to {full}" if full in self._reached else name

        return named if self._targets else _itself


def _itself(name: str) -> str:
    return name


def _names(sources: Mapping[str, SourceFile]) -> _Names:
    declared: set[str] = set()
    parents: dict[str, str] = {}
    values: set[str] = set()
    vocabulary = ""
    for source in sources.values():
        for piece in pieces(source):
            name = _name(piece)
            if piece.chunk.keyword not in SHARED:
                declared.add(f"{piece.owner}.{name}")
            match piece.chunk.keyword:
                case "vocabulary":
                    vocabulary = name
                case "jurisdiction" if (found := _EXTENDS.search(_QUOTED.sub("", piece.text))) is not None:
                    parents[name] = found[1]
                case keyword if keyword in _HAVE_VALUES:
                    values |= set(_WORD.findall(piece.text))
                case _:
                    pass
            if not piece.owner:
                continue
            parents.setdefault(piece.owner, "")
    return _Names(
        frozenset(declared), {owner: _lineage(owner, parents, vocabulary) for owner in parents}, frozenset(values)
    )


def _name(piece: Piece) -> str:
    """The name that a declaration declares: its first word that is no keyword of its own."""
    at = piece.chunk.start
    while (match := SCANNER.match(piece.source.text, at)) is not None and (word := match[WORD]):
        if word not in DECLARATIONS:
            return word
        at = match.end()
    return ""


def _lineage(owner: str, parents: Mapping[str, str], vocabulary: str) -> tuple[str, ...]:
    found: list[str] = []
    here = owner
    while here and here not in found:
        found.append(here)
        here = parents.get(here, "")
    return (*found, vocabulary)
