"""Complete cases of a real law: scenarios of its own with some facts, or all, exchanged at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from attrs import define, field

from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.ir.program import ALWAYS, NEVER, Program
from checker.ir.walk import walk
from checker.types import (
    BoolType,
    DateType,
    ListType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    Type,
)
from checker.values import NONE, RecordValue, Scalar, SetValue, Value
from tests.peers.mentions import Mentions, expressions

Case = tuple[Mapping[str, Value], int]


@define
class CompleteCases:
    """Cases in which every fact of some programs is known, drawn around what the programs mention."""

    law: Law
    programs: tuple[Program, ...]
    random: Random
    _mentions: Mentions = field(init=False)
    _numbers: list[int] = field(init=False)
    _days: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._mentions = Mentions.of(self.programs)
        parts = [part for program in self.programs for expr in expressions(program) for part in walk(expr)]
        stated = {each.value for each in parts if isinstance(each, ir.Constant) and type(each.value) is int}
        periods = [each for program in self.programs for rule in program.rules for each in rule.periods]
        periods += [row.period for program in self.programs for dated in program.lists for row in dated.rows]
        ends = {
            end
            for each in periods
            for end in (each.start_earliest, each.start_latest, each.end_earliest, each.end_latest)
        }
        self._numbers = sorted(stated)
        self._days = sorted(ends - {ALWAYS, NEVER} | {number for number in stated if number > 700_000})

    def some(self, how_many: int) -> Iterator[Case]:
        """Cases, of which some may break constraints."""
        owners = {owner for program in self.programs for owner in program.lineage}
        mine = [each for each in self.law.scenarios if each.owner in owners] or list(self.law.scenarios)
        for _ in range(how_many):
            kept = self.random.choice((0.0, 0.7, 0.9, 0.97, 1.0))
            scenario = self.random.choice(mine)
            given = {name: value for name, value in scenario.given if value is not None}
            for _, line in scenario.lines[:1]:
                given |= {name: value for name, value in line if value is not None}
            facts: dict[str, Value] = {}
            for info in self.programs[0].facts:
                value = given.get(info.name)
                if value is None or self.random.random() >= kept or not _is_complete(value, info.type):
                    value = self.value(info.type)
                facts[info.name] = value
            yield facts, scenario.date if self.random.random() < kept else self._day()

    def value(self, type_: Type) -> Value:
        """A value of a type with nothing unknown in it."""
        match type_:
            case OptionalType(of=of):
                return NONE if self.random.random() < 0.3 else self.value(of)
            case BoolType():
                return self.random.random() < 0.5
            case DateType():
                return self._day()
            case ScaleType(values=values):
                return self.random.randrange(len(values))
            case SetType(of=of):
                return SetValue(frozenset(self._scalar(of) for _ in range(self.random.choice((0, 0, 1, 1, 2)))))
            case ListType(record=record, maximum=maximum):
                return tuple(self._record(record) for _ in range(self.random.randint(0, maximum)))
            case RecordType():
                return self._record(type_)
            case _ if self._mentions.is_text(type_):
                return self.random.choice(self._mentions.values(type_))
            case _:
                return self._number(type_.low, type_.high)  # type: ignore[union-attr]

    def _record(self, record: RecordType) -> RecordValue:
        return {name: self.value(of) for name, of in record.fields}

    def _scalar(self, type_: Type) -> Scalar:
        value = self.value(type_)
        assert isinstance(value, (bool, int, str))
        return value

    def _number(self, low: int, high: int) -> int:
        near = [number + more for number in self._numbers for more in (-1, 0, 1) if low <= number + more <= high]
        return self.random.choice([low, high, *near]) if self.random.random() < 0.8 else self.random.randint(low, high)

    def _day(self) -> int:
        return self.random.choice(self._days) + self.random.choice((-1, 0, 0, 1, 40))


def _is_complete(value: Value, type_: Type) -> bool:
    match value, type_:
        case _, OptionalType(of=of):
            return _is_complete(value, of)
        case SetValue(uncertain=uncertain), _:
            return not uncertain
        case tuple(), ListType(record=record):
            return all(_is_complete(each, record) for each in value)
        case Mapping(), RecordType(fields=fields):
            return all((given := value.get(name)) is not None and _is_complete(given, of) for name, of in fields)
        case _:
            return True
