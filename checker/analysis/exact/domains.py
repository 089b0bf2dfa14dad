"""The finitely many values of an unknown thing between which a program can tell.

Values that no question tells apart form one *cell*, and one value stands for all of it. Where several unknown things
are compared with each other, a cell keeps as many values as there are things (so that all may differ), and numbers
keep every value that a chain of comparisons could force: each cut, and each cut moved by the offsets compared with,
once per further thing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from checker.analysis.exact.questions import Asked, Key, Questions, element_type, is_ordered
from checker.declared import NEVER, DatedList, Period
from checker.records import evolve, field, frozen
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    DecimalType,
    EnumType,
    IntType,
    MoneyType,
    OptionalType,
    ScaleType,
    Type,
    is_within,
)
from checker.values import NONE, Scalar

FIRST_DATE, LAST_DATE = 1, 3_652_059
MOST_POINTS = 240
"""Values kept of a number that is compared with others; past them the domain is not known to be complete."""
_MOST_ALIKE = 12


@frozen
class Cell:
    """`value` stands for `alike` (values of a closed type, or those known to be alike), or for `low` to `high`; `open`:
    for values that nothing names, too; where `below` holds codes, only for those below them."""

    value: Scalar
    alike: tuple[Scalar, ...] = ()
    low: int | None = None
    high: int | None = None
    open: bool = False
    below: tuple[str, ...] = ()

    def holds(self, value: Scalar) -> bool:
        """Whether a value is one of those the cell names or one of its range."""
        if self.low is not None and self.high is not None and isinstance(value, int):
            return self.low <= value <= self.high
        return value in (self.alike or (self.value,))


@frozen
class Domain:
    """`complete`: whatever the program asks, some cell answers as any value would. `unnamed` finds the cell of a value
    that none of them names."""

    cells: tuple[Cell, ...]
    complete: bool = True
    unnamed: Callable[[Scalar], Cell | None] = field(default=lambda _: None, eq=False, repr=False)

    def cell_of(self, value: Scalar) -> Cell:
        """The cell that stands for a value."""
        for cell in self.cells:
            if cell.holds(value):
                return cell
        return self.unnamed(value) or self.cells[-1]


class Domains:
    """Domains of unknown things, given the values of known things they are compared with."""

    def __init__(
        self,
        questions: Questions,
        known: Callable[[Key], Iterable[Scalar]],
        count: Callable[[Key], int],
        most_points: int = MOST_POINTS,
    ) -> None:
        self._most_points = most_points
        self._questions = questions
        self._known = known
        self._count = count
        self._found: dict[tuple[Key, Type], Domain] = {}
        self._rows = {name: _Rows(each) for name, each in questions.lists.items()}

    def of(self, key: Key, type_: Type) -> Domain:
        """The cells of `key`, `none` first where its type allows it; for a set, those of its elements."""
        found = self._found.get((key, type_))
        if found is None:
            found = self._found[(key, type_)] = self._make(key, type_)
        return found

    def _make(self, key: Key, type_: Type) -> Domain:
        asked = self._questions.asked(key)
        known: set[Scalar] = set()
        things = 1
        if asked.joint:
            joined = list(self._questions.joined(key))
            known = {value for each in joined for value in self._known(each)}
            things = max(1, sum(self._count(each) for each in joined))
        base = element_type(type_)
        if is_ordered(base):
            domain = _ordered(base, asked, known, things, self._most_points)
        else:
            domain = self._named(base, asked, known, things)
        if isinstance(type_, OptionalType):
            domain = evolve(domain, cells=(Cell(NONE), *domain.cells))
        return domain

    def _named(self, base: Type, asked: Asked, known: Collection[Scalar], things: int) -> Domain:
        if isinstance(base, BoolType):
            return Domain((Cell(False, (False,)), Cell(True, (True,))))
        singled = asked.constants | {value for value in known if value is not NONE}
        closed = isinstance(base, EnumType)
        named = base.values if isinstance(base, EnumType) else sorted(self._mentioned(asked, singled), key=str)
        groups = sorted(asked.groups, key=lambda group: sorted(map(str, group)))
        lists = sorted(asked.lists)
        ancestors = sorted(asked.ancestors, key=str)

        def answers(value: Scalar) -> object:
            return (
                value if value in singled else None,
                tuple(value in group for group in groups),
                tuple(self._rows[name].of(value, nested) for name, nested in lists),
                tuple(isinstance(value, str) and is_within(value, code, nesting) for code, nesting in ancestors),
            )

        alike: dict[object, list[Scalar]] = {}
        for value in named:
            alike.setdefault(answers(value), []).append(value)
        unnamed: dict[object, list[str]] = {}
        if not closed:
            for value in _unnamed(base, named, min(things, _MOST_ALIKE)):
                unnamed.setdefault(answers(value), []).append(value)
        cells: list[Cell] = []
        last: dict[object, Cell] = {}
        for answer in (*alike, *(each for each in unnamed if each not in alike)):
            cells += _cells(alike.get(answer, []), unnamed.get(answer, []), things, base)
            last[answer] = cells[-1]
        complete = not asked.crooked and (not asked.joint or things <= _MOST_ALIKE)
        return Domain(tuple(cells), complete, lambda value: last.get(answers(value)))

    def _mentioned(self, asked: Asked, singled: Iterable[Scalar]) -> set[Scalar]:
        named = set(singled)
        for group in asked.groups:
            named |= group
        for name, _ in asked.lists:
            named |= self._rows[name].by_member.keys()
        named |= {code for code, _ in asked.ancestors}
        named.discard(NONE)
        return named


def _cells(named: list[Scalar], unnamed: list[str], things: int, base: Type) -> Iterator[Cell]:
    """As many cells as there are things to tell apart, the last one standing for all that is left."""
    values: list[Scalar] = [*named, *unnamed]
    single = values[: min(things, len(values), _MOST_ALIKE)]
    for value in single[:-1]:
        yield Cell(value, (value,))
    rest = tuple(value for value in named if value not in single[:-1])
    yield Cell(single[-1], rest, open=bool(unnamed), below=tuple(_below(unnamed, base)))


def _below(unnamed: list[str], base: Type) -> Iterator[str]:
    """The outermost codes below which values that nothing mentions lie; none where they may lie anywhere."""
    codes = dict.fromkeys(value.rpartition("~")[0].removesuffix(".") for value in unnamed)
    if "" in codes or not isinstance(base, CodeType):
        return
    for code in codes:
        if not any(other != code and is_within(code, other, base.nesting) for other in codes):
            yield code


def _unnamed(base: Type, named: Iterable[Scalar], things: int) -> Iterator[str]:
    """Values that nothing mentions: at the top, and for nested codes below each code that is mentioned."""
    numbers = range(1, things + 1)
    yield from (f"~{number}" for number in numbers)
    if isinstance(base, CodeType) and base.nesting is not None:
        for code in named:
            yield from (f"{code}.~{number}" for number in numbers)


class _Rows:
    """A list by member, and what tells two values apart by it."""

    def __init__(self, dated: DatedList) -> None:
        self.nesting = dated.nesting
        self.by_member: dict[Scalar, list[tuple[int, Period]]] = {}
        for number, row in enumerate(dated.rows):
            self.by_member.setdefault(row.member, []).append((number, row.period))

    def of(self, value: Scalar, nested: bool) -> object:
        """Equal for values that are members at the same dates; rows that are not dated exactly are told apart."""
        members: list[Scalar] = [value]
        if nested and isinstance(value, str) and self.nesting is not None:
            members += [value[:end] for end in range(len(value)) if is_within(value, value[:end], self.nesting)]
        found = [row for member in members for row in self.by_member.get(member, ())]
        return frozenset((period, None if _is_exact(period) else number) for number, period in found)


def _is_exact(period: Period) -> bool:
    return period.start_earliest == period.start_latest and period.end_earliest == period.end_latest


# ── numbers, dates and ranks ─────────────────────────────────────────────────────────────────────────────────────


def range_of(base: Type) -> tuple[int, int]:
    """The least and the greatest number of a type."""
    match base:
        case IntType(low=low, high=high) | DecimalType(low=low, high=high) | MoneyType(low=low, high=high):
            return low, high
        case ScaleType(values=values):
            return 0, len(values) - 1
        case DateType():
            return FIRST_DATE, LAST_DATE
        case _:
            return -NEVER, NEVER


def _ordered(base: Type, asked: Asked, known: Iterable[Scalar], things: int, most_points: int) -> Domain:
    low, high = range_of(base)
    if high - low < _MOST_ALIKE:
        return Domain(tuple(Cell(value, (value,), value, value) for value in range(low, high + 1)))
    steps = {0, 1, -1, *(sign * offset + more for offset in asked.offsets for sign in (1, -1) for more in (-1, 0, 1))}
    cuts = {low, *asked.cuts, *(value + step for value in known if isinstance(value, int) for step in steps)}
    complete = not asked.crooked
    if asked.joint and things > 1:
        cuts |= {high, high + 1}
        for _ in range(things - 1):
            moved = {cut + step for cut in cuts for step in steps if low <= cut + step <= high + 1}
            if len(moved) > most_points:
                complete = False
                break
            cuts |= moved
        cuts |= {cut + 1 for cut in cuts}
    elif asked.joint:
        cuts |= {value + step + 1 for value in known if isinstance(value, int) for step in steps}
    starts = sorted(cut for cut in cuts if low <= cut <= high)
    ends = [*(start - 1 for start in starts[1:]), high]
    cells = tuple(Cell(start, (), start, end) for start, end in zip(starts, ends, strict=True))
    return Domain(cells, complete)
