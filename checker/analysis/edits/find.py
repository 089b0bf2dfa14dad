"""The edits between two texts of law."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.edits.clauses import clause_edits
from checker.analysis.edits.declared import Declared, Identity, differing, that_read_tables
from checker.analysis.edits.nature import construct_nature, field_natures
from checker.analysis.edits.pairing import paired
from checker.analysis.edits.records import Edit, EditKind, Excerpt, Nature, RowEdit
from checker.analysis.edits.renaming import Renaming
from checker.analysis.edits.rows import Tables, row_edits, tables_of
from checker.source import SourceFile, Span

_CASE_WORDS = frozenset({"type", "term", "role"})
"""Name spaces whose names stand in case files."""


def edits(
    old: Mapping[str, SourceFile],
    new: Mapping[str, SourceFile],
    old_tables: Mapping[str, SourceFile] | None = None,
    new_tables: Mapping[str, SourceFile] | None = None,
) -> tuple[Edit, ...]:
    """What differs between two laws that compile, by owner, file and place.

    Policies and tables are given by path. Files with equal text are not read, and of the others only the declarations
    that differ, so that the time taken grows with the edit.
    """
    finding = _Finding(old, new, old_tables or {}, new_tables or {})
    return tuple(sorted(finding.all(), key=_place))


def _place(edit: Edit) -> tuple[str, str, int, str]:
    at = edit.new or edit.old
    assert at is not None  # one of the two is always there
    return edit.owner, at.path, at.line, edit.name


class _Finding:
    def __init__(
        self,
        old: Mapping[str, SourceFile],
        new: Mapping[str, SourceFile],
        old_tables: Mapping[str, SourceFile],
        new_tables: Mapping[str, SourceFile],
    ) -> None:
        self._old, self._new = old, new
        self._tables = Tables(old_tables), Tables(new_tables)
        self._changed = {
            path: (old_tables.get(path), new_tables.get(path))
            for path in {**old_tables, **new_tables}
            if path not in old_tables or path not in new_tables or old_tables[path].text != new_tables[path].text
        }

    def all(self) -> list[Edit]:
        old, new = differing(self._old, self._new)
        pairs = paired(old, new)
        self._renaming = Renaming(pairs.renamed, self._old, self._new)
        both = (*pairs.same, *pairs.renamed)
        found = [self._removed(each) for each in pairs.removed]
        found += [self._added(each) for each in pairs.added]
        found += [self._between(*pair) for pair in both]
        if self._changed:
            found += self._by_tables({each.identity for pair in both for each in pair})
            told = {table for each in (*old, *new) for table in tables_of(each)}
            told |= {at.path for edit in found for row in edit.rows for at in (row.old, row.new) if at is not None}
            found += [_table(path, *sides) for path, sides in self._changed.items() if path not in told]
        return found

    def _removed(self, each: Declared) -> Edit:
        name = each.identity[1]
        return Edit("removed", each.construct, name, each.owner, each.excerpt, None, construct_nature(each.declaration))

    def _added(self, each: Declared) -> Edit:
        name = each.identity[1]
        return Edit("added", each.construct, name, each.owner, None, each.excerpt, construct_nature(each.declaration))

    def _between(self, old: Declared, new: Declared) -> Edit:
        renamed = old.identity != new.identity
        named = self._renaming.old(old.owner), self._renaming.new(new.owner)
        natures = field_natures(old.declaration, new.declaration, *named)
        if renamed:
            natures["name"] = _nature_of_renaming(new)
        rows = row_edits(old, self._tables[0], new, self._tables[1])
        clauses = clause_edits(old, new, natures)
        if rows:  # which tell the same member by member
            clauses = tuple(clause for clause in clauses if clause.clause != "entries")
        nature = max([Nature.LAYOUT, *natures.values(), *(row.nature for row in rows)])
        kind: EditKind = "renamed" if renamed else "changed"
        if not renamed and old.path != new.path and nature is Nature.LAYOUT:
            kind = "moved"
        return Edit(
            kind,
            new.construct,
            new.identity[1],
            new.owner,
            old.excerpt,
            new.excerpt,
            nature,
            clauses,
            rows,
            old.identity[1],
        )

    def _by_tables(self, seen: set[Identity]) -> list[Edit]:
        """What changed tables change in declarations whose own text did not."""
        before = {declared.identity: declared for declared in that_read_tables(self._old, self._changed, tables_of)}
        found: list[Edit] = []
        for new in that_read_tables(self._new, self._changed, tables_of):
            old = before.get(new.identity)
            if old is not None and new.identity not in seen:
                rows = row_edits(old, self._tables[0], new, self._tables[1])
                found += [_rows_only(old, new, rows)] if rows else []
        return found


def _rows_only(old: Declared, new: Declared, rows: tuple[RowEdit, ...]) -> Edit:
    nature = max(row.nature for row in rows)
    name = new.identity[1]
    return Edit("changed", new.construct, name, new.owner, old.excerpt, new.excerpt, nature, (), rows)


def _nature_of_renaming(declared: Declared) -> Nature:
    """Names that case files write are part of the meaning; all others only tell people what something is."""
    return Nature.MEANING if declared.identity[0] in _CASE_WORDS else Nature.WORDING


def _table(path: str, old: SourceFile | None, new: SourceFile | None) -> Edit:
    kind: EditKind = "added" if old is None else "removed" if new is None else "changed"
    sides = [None if side is None else Excerpt(Span(path, 0, 0), 1, "") for side in (old, new)]
    return Edit(kind, "table", path, "", sides[0], sides[1], Nature.LAYOUT)
