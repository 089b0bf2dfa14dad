"""What a case and a law leave free, as z3 terms: facts, open terms, days that are not known exactly.

A value is a z3 term and whether it is `none`. Numbers, dates and ranks are integers within their range; text and codes
are integers that stand for every value that is mentioned, and for as many others as can matter. A set is a truth for
each element, a list its records up to the maximum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import z3  # type: ignore[import-untyped]
from attrs import field, frozen

from checker.ir.program import CASE_DATE, Program
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
from checker.values import Scalar
from tests.peers.mentions import Mentions

YES, NO = z3.BoolVal(True), z3.BoolVal(False)


@frozen
class One:
    """A truth, a number, or text; `domain` is the text that it may be. Without a term it is `none`."""

    none: Any
    term: Any = None
    domain: tuple[str, ...] = ()


@frozen
class Set:
    none: Any
    of: Mapping[Scalar, Any]


@frozen
class Records:
    """Each record with whether it exists."""

    none: Any
    of: Sequence[tuple[Any, Mapping[str, One | Set]]]


Thing: TypeAlias = One | Set | Records


@frozen
class Variables:
    """What cases and open terms may be; programs with the same variables speak of the same case."""

    mentions: Mentions
    facts: dict[str, Thing] = field(factory=dict)
    open: dict[str, Thing] = field(factory=dict)
    moments: dict[object, Any] = field(factory=dict)
    ranges: list[Any] = field(factory=list)
    choices: dict[str, list[Any]] = field(factory=dict)
    """By fact or open thing: the z3 variables that it is made of."""

    @classmethod
    def of(cls, *programs: Program) -> Variables:
        made = cls(Mentions.of(programs))
        for program in programs:
            for info in program.facts:
                if info.name not in made.facts:
                    made.facts[info.name] = made.thing(info.name, info.name, info.type)
        made.facts[CASE_DATE] = made.thing(CASE_DATE, CASE_DATE, DateType())
        return made

    def thing(self, owner: str, name: str, type_: Type) -> Thing:
        """Something free of a type."""
        none: Any = NO
        if isinstance(type_, OptionalType):
            none, type_ = self._new(owner, z3.Bool(f"{name} is none")), type_.of
        match type_:
            case ListType(record=record, maximum=maximum):
                exists: Any = z3.Not(none)
                found = []
                for number in range(maximum):
                    exists = z3.And(exists, self._new(owner, z3.Bool(f"{name}.{number} exists")))
                    found.append((exists, self._record(owner, f"{name}.{number}", record)))
                return Records(none, found)
            case RecordType():
                return Records(none, [(z3.Not(none), self._record(owner, name, type_))])
            case SetType(of=of):
                return Set(none, {e: self._new(owner, z3.Bool(f"{name} has {e}")) for e in self.mentions.elements(of)})
            case BoolType():
                return One(none, self._new(owner, z3.Bool(name)))
        term = self._new(owner, z3.Int(name))
        match type_:
            case DateType():
                low, high = 1, date.max.toordinal()
            case ScaleType(values=values):
                low, high = 0, len(values) - 1
            case _ if self.mentions.is_text(type_):
                domain = self.mentions.values(type_)
                self.ranges.append(is_one_of(term, (self.mentions.number[value] for value in domain)))
                return One(none, term, domain)
            case _:
                low, high = type_.low, type_.high  # type: ignore[union-attr]
        self.ranges.append(z3.And(low <= term, term <= high))
        return One(none, term)

    def _record(self, owner: str, name: str, record: RecordType) -> dict[str, One | Set]:
        made = {each: self.thing(owner, f"{name}.{each}", of) for each, of in record.fields}
        return {each: thing for each, thing in made.items() if not isinstance(thing, Records)}

    def _new(self, owner: str, variable: Any) -> Any:
        self.choices.setdefault(owner, []).append(variable)
        return variable

    def open_term(self, name: str, type_: Type) -> Thing:
        found = self.open.get(name)
        if found is None:
            found = self.open[name] = self.thing(f"open {name}", f"open {name}", type_)
        return found

    def moment(self, owner: object, end: str, earliest: int, latest: int) -> Any:
        """An end of a period that is not known exactly: the same for whoever states the same of it."""
        if earliest == latest:
            return earliest
        key = (owner, end, earliest, latest)
        found = self.moments.get(key)
        if found is None:
            name = f"moment {len(self.moments)}"
            found = self.moments[key] = self._new(name, z3.Int(name))
            self.ranges.append(z3.And(earliest <= found, found <= latest))
        return found


def is_one_of(term: Any, numbers: Iterable[int]) -> Any:
    """That an integer is one of some, as few ranges."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return any_of(term == low if low == high else z3.And(low <= term, term <= high) for low, high in ranges)


def any_of(terms: Iterable[Any]) -> Any:
    """A disjunction that leaves out what is false at sight."""
    kept = [each for each in terms if not z3.is_false(each)]
    return kept[0] if len(kept) == 1 else z3.Or(kept) if kept else NO


def all_of(terms: Iterable[Any]) -> Any:
    """A conjunction that leaves out what is true at sight."""
    kept = [each for each in terms if not z3.is_true(each)]
    if any(z3.is_false(each) for each in kept):
        return NO
    return kept[0] if len(kept) == 1 else z3.And(kept) if kept else YES


def negation(term: Any) -> Any:
    """What is not so."""
    return NO if z3.is_true(term) else YES if z3.is_false(term) else z3.Not(term)
