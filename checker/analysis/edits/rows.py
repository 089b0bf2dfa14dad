"""Members that differ: of lists, of types whose values stand in a table, and of answers kept in one.

A row is known by what it is about, never by its line: a member of a list with its dates, a value of a type, the
jurisdiction of an answer. Rows of tables count under the declaration that reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from checker.analysis.edits.declared import Declared
from checker.analysis.edits.records import Excerpt, Nature, RowEdit
from checker.model.tables import Row, Table, read_table
from checker.source import SourceFile, Span, Spanned
from checker.syntax import ast

_Where: TypeAlias = tuple[tuple[Spanned[str], tuple[Spanned[str], ...]], ...]
_Told: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]


@frozen
class _Found:
    """A row as it is compared: what it is about, what it says that may bear on answers, and the rest."""

    member: str
    says: str
    rest: tuple[tuple[str, str], ...]
    span: Span
    line: int

    @property
    def told(self) -> _Told:
        return self.member, self.says, self.rest

    def excerpt(self, text: str) -> Excerpt:
        return Excerpt(self.span, self.line, text)


class Tables:
    """The tables of one law, each read when first asked for."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self._sources = sources
        self._read: dict[str, Table | None] = {}

    def open(self, path: str, beside: str) -> Table | None:
        """The table that the policy file `beside` calls `path`; None where it cannot be read."""
        folder = beside.rpartition("/")[0]
        full = f"{folder}/{path}" if folder else path
        if full not in self._read:
            source = self._sources.get(full)
            self._read[full] = None if source is None else read_table(source, report=lambda _: None)
        return self._read[full]


def tables_of(declared: Declared) -> tuple[str, ...]:
    """The paths of the tables that a declaration reads."""
    folder = declared.path.rpartition("/")[0]
    return tuple(f"{folder}/{name}" if folder else name for name in _tables_named(declared.declaration))


def _tables_named(declaration: ast.Declaration) -> tuple[str, ...]:
    match declaration:
        case ast.List(tables=tables):
            return tuple(table.path.value for table in tables)
        case ast.Enum(table=ast.EnumTable(path=path)):
            return (path.value,)
        case ast.Commitment(attested=ast.Attested(path=path)):
            return (path.value,)
        case _:
            return ()


def row_edits(old: Declared, old_tables: Tables, new: Declared, new_tables: Tables) -> tuple[RowEdit, ...]:
    """The members that differ between two states of one construct, in order of member."""
    before, after = _rows(old, old_tables), _rows(new, new_tables)
    same = {row.told for row in before} & {row.told for row in after}
    ours, theirs = _by_member(before, same), _by_member(after, same)
    found: list[RowEdit] = []
    for member in sorted({*ours, *theirs}):
        found += _paired(member, ours.get(member, []), theirs.get(member, []))
    return tuple(found)


def _by_member(
    rows: Iterable[_Found], same: set[tuple[str, str, tuple[tuple[str, str], ...]]]
) -> dict[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for row in rows:
        if (row.member, row.says, row.rest) not in same:
            found.setdefault(row.member, []).append(row)
    return found


def _paired(member: str, old: list[_Found], new: list[_Found]) -> list[RowEdit]:
    """Rows of one member: first those that say the same, then in order of what they say."""
    found: list[RowEdit] = []
    for row in list(old):
        if (twin := next((other for other in new if other.says == row.says), None)) is not None:
            old.remove(row)
            new.remove(twin)
            found.append(_reworded(member, row, twin))
    old.sort(key=lambda row: row.says)
    new.sort(key=lambda row: row.says)
    for before, after in zip(old, new, strict=False):
        excerpts = before.excerpt(before.says), after.excerpt(after.says)
        found.append(RowEdit("redated", member, *excerpts, Nature.MEANING))
    shared = min(len(old), len(new))
    found += [RowEdit("removed", member, row.excerpt(row.says), None, Nature.MEANING) for row in old[shared:]]
    found += [RowEdit("added", member, None, row.excerpt(row.says), Nature.MEANING) for row in new[shared:]]
    return found


def _reworded(member: str, old: _Found, new: _Found) -> RowEdit:
    before, after = dict(old.rest), dict(new.rest)
    columns = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    texts = ["; ".join(f"{name}: {cells[name]}" for name in columns if cells.get(name)) for cells in (before, after)]
    return RowEdit("reworded", member, old.excerpt(texts[0]), new.excerpt(texts[1]), Nature.WORDING)


# ── what a declaration holds ─────────────────────────────────────────────────────────────────────────────────────


def _rows(declared: Declared, tables: Tables) -> list[_Found]:
    match declared.declaration:
        case ast.List(entries=entries, tables=clauses):
            found = [_entry(entry, declared) for entry in entries]
            for clause in clauses:
                found += _listed(clause, tables.open(clause.path.value, declared.path))
            return found
        case ast.Enum(table=ast.EnumTable(path=path, value_column=column)):
            return _keyed(tables.open(path.value, declared.path), (), column, ())
        case ast.Commitment(attested=ast.Attested() as attested):
            says = [name for name in (attested.answer_column,) if name is not None]
            table = tables.open(attested.path.value, declared.path)
            return _keyed(table, attested.where, attested.jurisdiction_column, says)
        case _:
            return []


def _entry(entry: ast.Entry, declared: Declared) -> _Found:
    member = entry.member
    name = member.name if isinstance(member, ast.NameRef) else member.text if isinstance(member, ast.Literal) else ""
    return _Found(name, _dates(entry.period), (), entry.span, declared.piece.source.position(entry.span.start).line)


def _dates(period: ast.Period | None) -> str:
    if period is None:
        return ""
    start = "" if period.start is None else f"from {_moment(period.start)}"
    end = "" if period.end is None else f"until {_moment(period.end)}"
    return " ".join(filter(None, (start, end)))


def _moment(moment: ast.Moment) -> str:
    first, last = moment.earliest.value, moment.latest.value
    return first if first == last else f"between {first} and {last}"


def _matching(table: Table | None, where: _Where) -> Sequence[Row]:
    if table is None or any(name.value not in table.columns for name, _ in where):
        return ()
    wanted = [(table.columns.index(name.value), {value.value for value in values}) for name, values in where]
    return [row for row in table.rows if all(row.cells[place] in values for place, values in wanted)]


def _listed(clause: ast.ListTable, table: Table | None) -> list[_Found]:
    if table is None or clause.entry is None or clause.entry.value not in table.columns:
        return []
    until = "until and including" if clause.until_inclusive else "until"
    dated = [
        (words, table.columns.index(name.value))
        for words, name in (
            ("from", clause.since),
            ("not before", clause.not_before),
            (until, clause.until),
            ("status", clause.status),
        )
        if name is not None and name.value in table.columns
    ]
    entry = table.columns.index(clause.entry.value)
    filters = [table.columns.index(name.value) for name, _ in clause.where if name.value in table.columns]
    told = {entry, *filters, *(place for _, place in dated)}
    found: list[_Found] = []
    for row in _matching(table, clause.where):
        says = " ".join(f"{words} {row.cells[place]}" for words, place in dated if row.cells[place])
        found.append(_Found(row.cells[entry], says, _rest(table, row, told), table.row_span(row), row.line))
    return found


def _keyed(table: Table | None, where: _Where, key: Spanned[str] | None, says: Sequence[Spanned[str]]) -> list[_Found]:
    if table is None or key is None or key.value not in table.columns:
        return []
    place = table.columns.index(key.value)
    said = [table.columns.index(name.value) for name in says if name.value in table.columns]
    found: list[_Found] = []
    for row in _matching(table, where):
        text = ", ".join(row.cells[each] for each in said)
        found.append(_Found(row.cells[place], text, _rest(table, row, {place, *said}), table.row_span(row), row.line))
    return found


def _rest(table: Table, row: Row, told: set[int]) -> tuple[tuple[str, str], ...]:
    return tuple((name, row.cells[i]) for i, name in enumerate(table.columns) if i not in told)
