"""The text that programs mention, by the type of what it is held against, and as much beside it as can matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from checker.declared import DatedList
from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.ir.walk import walk
from checker.types import (
    CodeType,
    EnumType,
    ListType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)
from checker.values import Scalar

_BESIDE = 2
"""Values beside those mentioned: two can be equal or not. Lists of records are held against what is mentioned only."""


@frozen
class Mentions:
    """`number` stands for a text in z3; `_of_codes` are the values of code and text types, by name."""

    number: Mapping[str, int]
    _of_codes: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, programs: Sequence[Program]) -> Mentions:
        texts: set[str] = set()
        enums: set[str] = set()
        types: dict[str, Type] = {}
        for program in programs:
            for info in program.facts:
                for type_ in _scalars(info.type):
                    if isinstance(type_, EnumType):
                        enums |= set(type_.values)
                    elif isinstance(type_, (CodeType, TextType)):
                        types[_name(type_)] = type_
            for definition in program.definitions:
                for type_ in _scalars(definition.type):
                    if isinstance(type_, EnumType):
                        enums |= set(type_.values)
            texts |= set(_mentioned(program))
        codes = {name: _with_others(texts - enums, type_) for name, type_ in types.items()}
        every = sorted(enums | texts | {each for some in codes.values() for each in some})
        return cls({each: number for number, each in enumerate(every)}, codes)

    def is_text(self, type_: Type) -> bool:
        """Whether values of the type are text."""
        return isinstance(type_, (EnumType, CodeType, TextType))

    def elements(self, type_: Type) -> tuple[Scalar, ...]:
        """Every element that a set may have."""
        return tuple(range(len(type_.values))) if isinstance(type_, ScaleType) else self.values(type_)

    def values(self, type_: Type) -> tuple[str, ...]:
        """Every text of a type that a program can tell from others."""
        match type_:
            case EnumType(values=values):
                return values
            case CodeType() | TextType():
                return self._of_codes.get(_name(type_), ())
            case _:
                raise TypeError(type_)


def _name(type_: CodeType | TextType) -> str:
    return f"{type_.name} {type_.nesting}" if isinstance(type_, CodeType) else ""


def _with_others(texts: set[str], type_: Type) -> tuple[str, ...]:
    """What is mentioned, something below each of it, and something beside all of it."""
    beside = [f"~{number}" for number in range(_BESIDE)]
    below: list[str] = []
    if isinstance(type_, CodeType) and type_.nesting is not None:
        below = [f"{each}.~{number}" for each in texts for number in range(_BESIDE)]
    return tuple(sorted({*texts, *below, *beside}))


def _scalars(type_: Type) -> Iterator[Type]:
    match type_:
        case OptionalType(of=of) | SetType(of=of):
            yield from _scalars(of)
        case ListType(record=record):
            yield from _scalars(record)
        case RecordType(fields=fields):
            for _, of in fields:
                yield from _scalars(of)
        case _:
            yield type_


def _mentioned(program: Program) -> Iterator[str]:
    listed: dict[str, DatedList] = {each.name: each for each in program.lists}
    for expr in expressions(program):
        for part in walk(expr):
            match part:
                case ir.Constant(value=str() as value):
                    yield value
                case ir.IsIn(members=members) | ir.ContainsAny(members=members):
                    yield from (each for each in members if isinstance(each, str))
                case ir.IsWithin(ancestor=ancestor):
                    yield ancestor
                case ir.InList(list=name) | ir.ContainsListed(list=name):
                    yield from (row.member for row in listed[name].rows if isinstance(row.member, str))
                case _:
                    pass


def expressions(program: Program) -> Iterator[ir.Expr]:
    """Every expression that a program decides by."""
    yield program.as_of
    yield from (each.expr for each in program.definitions)
    yield from (each.asked_when for each in program.decisions if each.asked_when is not None)
    for rule in program.rules:
        yield from (each for each in (rule.when, rule.basis) if each is not None)
    yield from (each.when for each in program.obligations)
    yield from (each.expr for each in program.constraints)
    yield from (each.expr for each in program.properties)
