"""What the files of one law declare, construct by construct, read only where the other law does not have the same.

A declaration is known by its name space and full name: facts and decisions share one over all owners, as do types;
rules, definitions, lists and the like belong to their owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from attrs import frozen

from checker.analysis.edits.records import Excerpt
from checker.formatter import format_declaration
from checker.source import SourceFile, Span
from checker.syntax import ast
from checker.syntax.outline import Outlined, outline_declaration
from checker.syntax.scan import SCANNER, WORD
from checker.syntax.split import Chunk, split

_OWNERS = frozenset({"vocabulary", "jurisdiction", "code_of_conduct", "within"})
_SPACES: Mapping[type, str] = {
    ast.Vocabulary: "owner",
    ast.LegalOrder: "owner",
    ast.Role: "role",
    ast.Enum: "type",
    ast.Scale: "type",
    ast.CodeType: "type",
    ast.Record: "type",
    ast.Fact: "term",
    ast.Decision: "term",
    ast.Constraint: "constraint",
    ast.Source: "source",
    ast.Gap: "gap",
    ast.Fill: "fill",
    ast.Background: "background",
    ast.Scenario: "scenario",
}
_OWNED = frozenset({"law", "source", "gap", "fill", "background", "scenario"})

SHARED = frozenset({"role", "enum", "scale", "code", "record", "fact", "assessed", "decision", "constraint"} | _OWNERS)
"""The keywords of what is called by one name whoever declares it."""

Identity = tuple[str, str]
"""Name space and full name."""


@frozen
class Piece:
    """The text of one declaration as it stands, with the comments above it."""

    source: SourceFile
    owner: str
    chunk: Chunk
    above: str

    @property
    def text(self) -> str:
        return self.source.text[self.chunk.start : self.chunk.end]


@frozen(slots=False)
class Declared:
    """A declaration that was read."""

    piece: Piece
    declaration: ast.Declaration
    outlined: Outlined

    @property
    def owner(self) -> str:
        return self.piece.owner

    @property
    def construct(self) -> str:
        return self.piece.chunk.keyword if not isinstance(self.declaration, ast.Fact) else "fact"

    @property
    def short_name(self) -> str:
        assert not isinstance(self.declaration, ast.Within)  # never read as a construct
        return self.declaration.name.value

    @property
    def identity(self) -> Identity:
        space = _SPACES.get(type(self.declaration), "law")
        return space, f"{self.owner}.{self.short_name}" if space in _OWNED else self.short_name

    @property
    def path(self) -> str:
        return self.piece.source.path

    @cached_property
    def excerpt(self) -> Excerpt:
        chunk, source = self.piece.chunk, self.piece.source
        span = Span(source.path, chunk.start, chunk.end)
        above = "".join(f"{line.strip()}\n" for line in self.piece.above.splitlines() if line.strip())
        return Excerpt(span, source.position(chunk.start).line, above + format_declaration(self.outlined))


def pieces(source: SourceFile) -> list[Piece]:
    """Every declaration of a file, without those that only name the owner."""
    found: list[Piece] = []
    owner = ""
    end = 0
    for chunk in split(source, report=lambda _: None):
        if chunk.keyword in _OWNERS and not owner:
            owner = _second_word(source.text, chunk)
        if chunk.keyword != "within":
            found.append(Piece(source, owner, chunk, source.text[end : chunk.start].strip("\ufeff \t\r\n")))
        end = chunk.end
    return found


def _second_word(text: str, chunk: Chunk) -> str:
    first = SCANNER.match(text, chunk.start)
    second = None if first is None else SCANNER.match(text, first.end())
    return "" if second is None else second[WORD] or ""


def differing(old: Mapping[str, SourceFile], new: Mapping[str, SourceFile]) -> tuple[list[Declared], list[Declared]]:
    """The declarations of either law that the other does not have as they are in the same file."""
    paths = [path for path in {**old, **new} if path not in old or path not in new or old[path].text != new[path].text]
    before = {path: pieces(old[path]) for path in paths if path in old}
    after = {path: pieces(new[path]) for path in paths if path in new}
    only_old: list[Piece] = []
    only_new: list[Piece] = []
    for path in paths:
        ours, theirs = before.get(path, []), after.get(path, [])
        only_old += _without(ours, theirs)
        only_new += _without(theirs, ours)
    return _read(only_old), _read(only_new)


def _without(ours: Iterable[Piece], theirs: Iterable[Piece]) -> list[Piece]:
    left = Counter((piece.owner, piece.above, piece.text) for piece in theirs)
    found: list[Piece] = []
    for piece in ours:
        key = piece.owner, piece.above, piece.text
        if left[key]:
            left[key] -= 1
        else:
            found.append(piece)
    return found


def _read(found: Iterable[Piece]) -> list[Declared]:
    read: list[Declared] = []
    for piece in found:
        if (outlined := outline_declaration(piece.source, piece.chunk)) is not None:
            read.append(Declared(piece, *outlined))
    return read


def that_read_tables(
    sources: Mapping[str, SourceFile], changed: Collection[str], tables_of: Callable[[Declared], Collection[str]]
) -> list[Declared]:
    """The declarations that read one of the tables `changed`; `tables_of` tells those that a declaration reads."""
    names = {path.rpartition("/")[2] for path in changed}

    def mentions_one(text: str) -> bool:
        return any(name in text for name in names)

    found: list[Piece] = []
    for source in sources.values():
        if mentions_one(source.text):
            found += [piece for piece in pieces(source) if mentions_one(piece.text)]
    return [declared for declared in _read(found) if not set(changed).isdisjoint(tables_of(declared))]
