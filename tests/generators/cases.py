"""Random facts for a program: known, `none`, partly known, unknown."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from checker.ir.program import Program
from checker.types import ListType, OptionalType, RecordType, SetType, Type
from checker.values import NONE, Scalar, SetValue, Value
from tests.generators.expressions import DAYS, some_value

Facts = Mapping[str, Value]


def some_day(random: Random) -> int:
    """A day on, next to or far from a day on which something changes."""
    return random.choice(DAYS) + random.choice((-1, 0, 0, 1, 30))


def some_facts(random: Random, program: Program, unknown: float = 0.25) -> dict[str, Value]:
    """A value for each fact that is known. `unknown` is the share of everything that is not."""
    facts: dict[str, Value] = {}
    for info in program.facts:
        if random.random() >= unknown:
            facts[info.name] = some_known(random, info.type, unknown)
    return facts


def some_known(random: Random, type_: Type, unknown: float) -> Value:
    """A known value, of which parts may be unknown."""
    match type_:
        case OptionalType(of=of):
            return NONE if random.random() < 0.25 else some_known(random, of, unknown)
        case SetType(of=of):
            return _some_set(random, of, unknown)
        case RecordType():
            return _some_record(random, type_, unknown)
        case ListType(record=record, maximum=maximum):
            return tuple(_some_record(random, record, unknown) for _ in range(random.randint(0, maximum)))
        case _:
            return some_value(random, type_)


def _some_set(random: Random, of: Type, unknown: float) -> SetValue:
    members: set[Scalar] = {some_value(random, of) for _ in range(random.randrange(3))}
    perhaps: set[Scalar] = set()
    if random.random() < unknown:
        perhaps = {some_value(random, of) for _ in range(random.randint(1, 2))} - members
    return SetValue(frozenset(members), frozenset(perhaps))


def _some_record(random: Random, record: RecordType, unknown: float) -> dict[str, Value | None]:
    found: dict[str, Value | None] = {}
    for name, type_ in record.fields:
        if random.random() >= unknown:
            found[name] = some_known(random, type_, unknown)
        elif random.random() < 0.5:
            found[name] = None
    return found


def learned(random: Random, program: Program, facts: Facts) -> dict[str, Value]:
    """The same facts with something more known, and nothing that was known changed. The same if all is known."""
    types = {info.name: info.type for info in program.facts}
    options = [name for name, type_ in types.items() if not _is_complete(facts.get(name), type_)]
    if not options:
        return dict(facts)
    chosen = random.choice(options)
    return {**facts, chosen: _completed(random, facts.get(chosen), types[chosen])}


def _is_complete(value: Value | None, type_: Type) -> bool:
    match value, type_:
        case None, _:
            return False
        case SetValue(uncertain=uncertain), _:
            return not uncertain
        case tuple(), OptionalType(of=ListType(record=record)) | ListType(record=record):
            return all(_is_complete(each, record) for each in value)
        case Mapping(), RecordType(fields=fields):
            return all(_is_complete(value.get(name), of) for name, of in fields)
        case _:
            return True


def _completed(random: Random, value: Value | None, type_: Type) -> Value:
    """The value with all that was unknown about it settled somehow."""
    match value, type_:
        case None, _:
            return some_known(random, type_, 0.0)
        case SetValue(members=members, uncertain=uncertain), _:
            return SetValue(members | {each for each in uncertain if random.random() < 0.5})
        case tuple(), OptionalType(of=ListType(record=record)) | ListType(record=record):
            return tuple(_completed_record(random, each, record) for each in value)
        case Mapping(), RecordType():
            return _completed_record(random, value, type_)
        case _:
            return value


def _completed_record(random: Random, value: Mapping[str, Value | None], record: RecordType) -> dict[str, Value | None]:
    return {name: _completed(random, value.get(name), type_) for name, type_ in record.fields}
