"""What generated code looks up: dated tables, sets of constants, and the codes above a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from checker.backends.python.blocks import Counter
from checker.backends.python.pieces import literal, table
from checker.declared import DatedList, Period
from checker.values import Scalar


def _row(period: Period) -> tuple[int, int, int, int]:
    return (period.start_earliest, period.start_latest, period.end_earliest, period.end_latest)


@define
class DatedTable:
    """All that generated code asks about one date: in which periods it lies, and who is on which list."""

    name: str
    day: str
    tables: Tables
    _columns: list[str] = field(factory=list)
    _locals: list[str] = field(factory=list)
    _known: dict[object, tuple[str, ...]] = field(factory=dict)

    @property
    def placeholder(self) -> str:
        """The line that stands where the table is looked up, until it is known what is read from it."""
        return f"#{self.name}"

    @property
    def lookup(self) -> str:
        return f"{', '.join(self._locals)}, = {self.name}[{self.day}]" if self._locals else "pass"

    def source(self) -> str:
        return f"{self.name} = Dated(({''.join(f'{column}, ' for column in self._columns)}))"

    def in_force(self, periods: tuple[Period, ...]) -> str:
        """The local that tells whether one of the periods holds the date."""
        return self._add(periods, f"PeriodColumn({literal(tuple(_row(each) for each in periods))})", "p")[0]

    def members(self, name: str) -> tuple[str, str]:
        """Locals with the members of a list on the date, and with those that may be members."""
        certain, perhaps = self._add(name, f"ListColumns({self.tables.rows(name)})", "l", "l")
        return certain, perhaps

    def _add(self, key: object, column: str, *letters: str) -> tuple[str, ...]:
        if key not in self._known:
            self._columns.append(column)
            self._known[key] = tuple(self.tables.counter.name(letter) for letter in letters)
            self._locals += self._known[key]
        return self._known[key]


class Tables:
    """The tables of one program, made as they are asked for."""

    def __init__(self, lists: Iterable[DatedList], counter: Counter) -> None:
        self.counter = counter
        self._lists: Mapping[str, DatedList] = {each.name: each for each in lists}
        self._rows: dict[str, str] = {}
        self._constants: dict[frozenset[Scalar], str] = {}
        self._above: dict[str | None, str] = {}
        self._lengths: dict[str | None, set[int]] = {}
        self.dated: dict[str, DatedTable] = {}

    def on(self, day: str) -> tuple[DatedTable, bool]:
        """The table of the date that a local holds, and whether it is new."""
        is_new = day not in self.dated
        if is_new:
            self.dated[day] = DatedTable(self.counter.name("D"), day, self)
        return self.dated[day], is_new

    def rows(self, name: str) -> str:
        return self._rows.setdefault(name, f"L{len(self._rows)}")

    def constant(self, members: frozenset[Scalar]) -> str:
        """The global that holds a set."""
        return self._constants.setdefault(members, f"K{len(self._constants)}")

    def above(self, nesting: str | None, lengths: Iterable[int]) -> str:
        """The global that gives a code with those above it, which are at least of the lengths named."""
        self._lengths.setdefault(nesting, set()).update(lengths)
        return self._above.setdefault(nesting, f"A{len(self._above)}")

    def nesting(self, name: str) -> tuple[str | None, set[int]]:
        """How the members of a list nest, and how long they are."""
        dated = self._lists[name]
        return dated.nesting, {len(row.member) for row in dated.rows if isinstance(row.member, str)}

    def source(self) -> list[str]:
        """The assignments of all globals."""
        lines: list[str] = []
        for name, variable in self._rows.items():
            lines += table(variable, ((row.member, _row(row.period)) for row in self._lists[name].rows))
        lines += [f"{variable} = frozenset({literal(members)})" for members, variable in self._constants.items()]
        for nesting, variable in self._above.items():
            lines.append(f"{variable} = Above({literal(nesting)}, {literal(tuple(sorted(self._lengths[nesting])))})")
        return lines + [each.source() for each in self.dated.values()]
