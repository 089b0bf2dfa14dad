"""A program over one case with the date left open: where it lies is asked only of the days that matter to the case.

The date is one number, asked by thresholds ("the date is d or later"), each an input made when it is first needed. So
one circuit holds the answer on every day, and between two thresholds nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from operator import eq
from typing import cast

from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.exact.domains import FIRST_DATE, LAST_DATE
from checker.analysis.exact.numbers import Bits
from checker.analysis.exact.questions import DECIDING_DATE, Key, Questions
from checker.analysis.exact.shapes import Members, Options
from checker.analysis.exact.unfold import Bound, Unfolding, at_most, less
from checker.analysis.exact.unknowns import Unknowns
from checker.declared import Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program
from checker.records import frozen
from checker.types import Type
from checker.values import NONE, Scalar, Value


class Entangled(Exception):
    """Something unknown is compared with the date, so that no threshold tells the days apart."""


@frozen
class Moving:
    """`times` · date + `plus`; among the options of an expression it stands beside fixed values."""

    times: int
    plus: int


_THE_DATE = cast(Scalar, Moving(1, 0))


class DatedUnfolding(Unfolding):
    """The circuit of one program and case on every day."""

    def __init__(self, program: Program, questions: Questions, lines: Sequence[Mapping[str, Value]], most: int) -> None:
        super().__init__(program, questions, lines, FIRST_DATE, most, by_bits=True)
        self.unknowns = _Unentangled(program, questions, self.lines, self.circuit, (), by_bits=True)
        self.thresholds: dict[int, Literal] = {}
        """For each day that was asked about, whether the date is that day or later."""
        self._moments: dict[tuple[tuple[str, str], int, str], dict[Moving, Literal]] = {}
        self._forces: dict[tuple[tuple[str, str], tuple[Period, ...], int, ir.Expr], Literal] = {}

    def on(self, literals: Sequence[Literal], day: int) -> list[Literal]:
        """What literals come to on a day."""
        given = {literal: TRUE if start <= day else FALSE for start, literal in self.thresholds.items()}
        return self.circuit.with_inputs(literals, given)

    def orders(self) -> list[Literal]:
        """What has begun by one day has begun by every later one."""
        ordered = super().orders()
        for by_day in self._moments.values():
            for (one, first), (other, second) in permutations(by_day.items(), 2):
                if one.times != 1 or other.times != 1:
                    raise Entangled
                if one.plus <= other.plus:
                    ordered.append(-self.circuit.conj((first, -second)))
        if any((*owner, number, end) in self._ends for owner, number, end in self._moments):
            raise Entangled
        return ordered

    # ── the date ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _from(self, day: int) -> Literal:
        """Whether the date is `day` or later."""
        if day <= FIRST_DATE:
            return TRUE
        if day > LAST_DATE:
            return FALSE
        found = self.thresholds.get(day)
        if found is None:
            found = self.thresholds[day] = self.circuit.new_input()
        return found

    def _at_least(self, moving: Moving, number: int) -> Literal:
        """Whether `times` · date + `plus` is `number` or more."""
        rest = number - moving.plus
        if moving.times > 0:
            return self._from(-(-rest // moving.times))
        # date ≤ -rest / -times, rounded down
        return -self._from(-rest // -moving.times + 1)

    def _date_of(self, line: int, basis: ir.Expr) -> Options | Members:
        if isinstance(basis, ir.AsOf):
            return {_THE_DATE: TRUE}
        return super()._date_of(line, basis)

    def value(self, expr: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Options | Members:
        """What an expression may be; among its options may be a `Moving` number."""
        if isinstance(expr, ir.Fact) and expr.name == CASE_DATE:
            return {_THE_DATE: TRUE}
        return super().value(expr, line, basis, bound)

    def truth(self, expr: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Literal:
        """The literal under which a condition holds."""
        if isinstance(expr, ir.InList) and _moves(self.value(expr.operand, line, basis, bound)):
            raise Entangled
        return super().truth(expr, line, basis, bound)

    def _contains(self, operand: ir.Expr, element: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Literal:
        if _moves(self.value(element, line, basis, bound)):
            raise Entangled
        return super()._contains(operand, element, line, basis, bound)

    def _holds(self, how: Callable[[Scalar, Scalar], bool], one: Scalar, other: Scalar) -> Literal:
        if not isinstance(one, Moving) and not isinstance(other, Moving):
            return super()._holds(how, one, other)
        apart = self._plus(other, one, -1)
        at_least = self._number_at_least
        if apart is NONE:
            return FALSE
        if how is less:
            return at_least(apart, 1)
        if how is at_most:
            return at_least(apart, 0)
        return self.circuit.conj((at_least(apart, 0), -at_least(apart, 1)))

    def _is_one_of(self, value: Scalar, members: frozenset[Scalar]) -> Literal:
        if not isinstance(value, Moving):
            return super()._is_one_of(value, members)
        return self.circuit.disj(self._holds(eq, value, member) for member in sorted(members, key=str))

    def _plus(self, one: Scalar, other: Scalar, factor: int) -> Scalar:
        if not isinstance(one, Moving) and not isinstance(other, Moving):
            return super()._plus(one, other, factor)
        if isinstance(one, Bits) or isinstance(other, Bits):
            raise Entangled
        return _plus(one, other, factor)

    def _number_at_least(self, number: Scalar, least: int) -> Literal:
        if isinstance(number, Moving):
            return self._at_least(number, least)
        return TRUE if isinstance(number, int) and number >= least else FALSE

    # ── periods ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_force(self, owner: tuple[str, str], periods: Sequence[Period], line: int, basis: ir.Expr) -> Literal:
        key = (owner, tuple(periods), line, basis)
        found = self._forces.get(key)
        if found is None:
            found = self._forces[key] = super()._in_force(owner, periods, line, basis)
        return found

    def _within(self, owner: tuple[str, str], number: int, period: Period, day: Scalar) -> Literal:
        if not isinstance(day, Moving):
            return super()._within(owner, number, period, day)
        begun = self._moved_past(owner, number, "start", period.start_earliest, period.start_latest, day)
        ended = self._moved_past(owner, number, "end", period.end_earliest, period.end_latest, day)
        return self.circuit.conj((begun, -ended))

    def _moved_past(
        self, owner: tuple[str, str], number: int, end: str, earliest: int, latest: int, day: Moving
    ) -> Literal:
        surely = self._at_least(day, latest)
        if earliest == latest:
            return surely
        by_day = self._moments.setdefault((owner, number, end), {})
        if day not in by_day:
            by_day[day] = self.unknowns.yes_or_no(owner, None, (number, end, earliest))
        perhaps = self.circuit.conj((self._at_least(day, earliest), by_day[day]))
        return self.circuit.disj((surely, perhaps))

    def _any_listed(
        self, values: Mapping[Scalar, Literal], name: str, nested: bool, line: int, basis: ir.Expr
    ) -> Literal:
        # Values that are listed alike are asked about together.
        days = self._options(self._date_of(line, basis))
        conj, disj = self.circuit.conj, self.circuit.disj
        found = []
        for day, literal in days.items():
            alike: dict[Literal, list[Literal]] = {}
            for value, mine in values.items():
                alike.setdefault(self._is_listed(name, value, nested, day), []).append(mine)
            found += [conj((literal, listed, disj(mine))) for listed, mine in alike.items() if listed != FALSE]
        return disj(found)


class _Unentangled(Unknowns):
    def _unknown(
        self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], key: Key, type_: Type
    ) -> Options | Members:
        if self._questions.asked(key).joint and DECIDING_DATE in self._questions.joined(key):
            raise Entangled
        return super()._unknown(subject, line, part, key, type_)


def _moves(value: Options | Members) -> bool:
    return not isinstance(value, Members) and any(isinstance(each, Moving) for each in value)


def _plus(one: Scalar, other: Scalar, factor: int) -> Scalar:
    """`one + factor · other`; `none` where either is no number."""
    first, second = _moving(one), _moving(other)
    if first is None or second is None:
        return NONE
    times, plus = first.times + factor * second.times, first.plus + factor * second.plus
    return cast(Scalar, Moving(times, plus)) if times else plus


def _moving(value: Scalar) -> Moving | None:
    if isinstance(value, Moving):
        return value
    return Moving(0, value) if isinstance(value, int) else None
