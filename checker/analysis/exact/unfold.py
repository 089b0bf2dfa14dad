"""A program over one case as a circuit: one input for each thing that is not known.

Facts that the case gives are constants, so everything that they settle folds away as it is built, and only what is
reached is built at all. An unknown thing becomes a choice among the cells of its domain. Uncertainties of the law (open
terms, dates not known exactly) are choices as well: an exact answer holds whichever way they turn out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import eq
from typing import assert_never

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.analysis.exact.domains import MOST_POINTS
from checker.analysis.exact.numbers import Arithmetic, Bits, is_bits
from checker.analysis.exact.questions import Questions
from checker.analysis.exact.shapes import Entries, Entry, Free, Members, Options, Shape
from checker.analysis.exact.unknowns import TooLarge, Unknowns
from checker.backends.kleene import is_within_period
from checker.declared import Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program, Rule
from checker.types import is_within
from checker.values import NONE, Scalar, Value

_MOST_OPTIONS = 2_000
_MOST_SUMS = 4_000
"""Sums that are told apart; more are told by their bits."""
Bound = Mapping[str, Entry]
_NO_RECORDS: Bound = {}


class Unfolding:
    """The circuit of one program and case, built as it is asked for."""

    def __init__(
        self,
        program: Program,
        questions: Questions,
        lines: Sequence[Mapping[str, Value]],
        date: int,
        most: int,
        told_apart: Sequence[Mapping[str, Value]] = (),
        most_points: int = MOST_POINTS,
        by_bits: bool = False,
    ) -> None:
        """`by_bits`: numbers of which no few values are known to do are told by their bits."""
        self.program = program
        self.circuit = Circuit()
        self.lines = [{**facts, CASE_DATE: date} for facts in lines]
        self.unknowns = Unknowns(program, questions, self.lines, self.circuit, told_apart, most_points, by_bits)
        self.arithmetic = Arithmetic(self.circuit)
        self._most = most
        self._by_bits = by_bits
        self._date = date
        self._questions = questions
        self._rules = {rule.name: rule for rule in program.rules}
        self._decisions = {each.name: each for each in program.decisions}
        self._definitions = {each.name: each for each in program.definitions}
        self._ends: dict[tuple[str, str, int, str], dict[int, Literal]] = {}
        self._defined: dict[tuple[int, str, ir.Expr], Options | Members] = {}
        self._listed: dict[tuple[str, Scalar, bool, Scalar], Literal] = {}
        self._applies: dict[tuple[int, str], Literal] = {}
        self._conditions: dict[tuple[int, str], tuple[Literal, Literal]] = {}
        self._outcomes: dict[tuple[int, str], tuple[Literal, ...]] = {}
        self._by_member: dict[str, dict[Scalar, list[int]]] = {}

    # ── what is asked of it ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def free(self) -> list[Free]:
        """The choices made so far."""
        return self.unknowns.free

    @property
    def complete(self) -> bool:
        """Whether the choices cover every case, as far as the program can tell."""
        return not self.unknowns.incomplete

    def outcomes(self, line: int, decision: str) -> tuple[Literal, ...]:
        """The literal of each outcome on a line. For a `collect` decision several may hold, else exactly one."""
        found = self._outcomes.get((line, decision))
        if found is None:
            found = self._outcomes[line, decision] = self._decide(line, decision)
        return found

    def applies(self, line: int, rule: str) -> Literal:
        """Whether a rule applies on a line: in force, its condition met, and no exception to it applying."""
        found = self._applies.get((line, rule))
        if found is None:
            found = self._applies[line, rule] = self._apply(line, rule)
        return found

    def constraints(self, line: int) -> list[Literal]:
        """What holds in every case that can occur."""
        usual = self.program.as_of
        return [self.truth(each.expr, line, usual, _NO_RECORDS) for each in self.program.constraints]

    def orders(self) -> list[Literal]:
        """What has begun by one day has begun by every later one, and numbers are within their range."""
        ordered = list(self.unknowns.ranges)
        for days in self._ends.values():
            literals = [days[day] for day in sorted(days)]
            ordered += [-self.circuit.conj((a, -b)) for a, b in pairwise(literals)]
        return ordered

    # ── decisions and rules ──────────────────────────────────────────────────────────────────────────────────────

    def _decide(self, line: int, name: str) -> tuple[Literal, ...]:
        decision = self._decisions[name]
        conj, disj = self.circuit.conj, self.circuit.disj
        applying: list[list[Literal]] = [[] for _ in decision.outcomes]
        for rule in self.program.rules:
            for conclusion in rule.conclusions:
                if conclusion.decision == name:
                    applying[conclusion.outcome].append(self.applies(line, rule.name))
        concluded = [disj(literals) for literals in applying]
        asked = TRUE
        if decision.asked_when is not None:
            asked = self.truth(decision.asked_when, line, self.program.as_of, _NO_RECORDS)
        found: list[Literal] = []
        for number, literal in enumerate(concluded):
            stricter = [] if decision.combiner == "collect" else concluded[number + 1 :]
            holds = conj((literal, *(-each for each in stricter)))
            if number == decision.otherwise:
                holds = disj((holds, conj(-each for each in concluded)))
            found.append(conj((asked, holds)))
        if decision.asked_when is not None:
            found[0] = disj((found[0], -asked))
        return tuple(found)

    def _apply(self, line: int, name: str) -> Literal:
        """Whether a rule applies, its exceptions looked at first: without recursion, as they may be a long chain."""
        pending = [name]
        while pending:
            rule = self._rules[pending[-1]]
            if (line, rule.name) in self._applies:
                pending.pop()
                continue
            in_force, holds = self._condition(line, rule)
            if FALSE in (in_force, holds):
                self._applies[line, rule.name] = FALSE
            elif waiting := [each for each in rule.defeated_by if (line, each) not in self._applies]:
                pending += reversed(waiting)
            else:
                exceptions = [-self._applies[line, each] for each in rule.defeated_by]
                self._check_size()
                self._applies[line, rule.name] = self.circuit.conj((in_force, holds, *exceptions))
        return self._applies[line, name]

    def _condition(self, line: int, rule: Rule) -> tuple[Literal, Literal]:
        """Whether a rule is in force, and whether its condition holds."""
        found = self._conditions.get((line, rule.name))
        if found is None:
            basis = self.program.as_of if rule.basis is None else rule.basis
            in_force = self._in_force(("rule", rule.name), rule.periods, line, basis)
            holds = FALSE if in_force == FALSE else self.truth(rule.when, line, basis, _NO_RECORDS)
            found = self._conditions[line, rule.name] = in_force, holds
        return found

    def _check_size(self) -> None:
        if self.circuit.size > self._most:
            raise TooLarge

    def _in_force(self, owner: tuple[str, str], periods: Sequence[Period], line: int, basis: ir.Expr) -> Literal:
        if not periods:
            return TRUE
        return self._on_dates(
            line,
            basis,
            lambda day: self.circuit.disj(self._within(owner, n, period, day) for n, period in enumerate(periods)),
        )

    def _on_dates(self, line: int, basis: ir.Expr, holds: Callable[[Scalar], Literal]) -> Literal:
        days = self._options(self._date_of(line, basis))
        return self.circuit.disj(self.circuit.conj((literal, holds(day))) for day, literal in days.items())

    def _date_of(self, line: int, basis: ir.Expr) -> Options | Members:
        if isinstance(basis, ir.AsOf):
            return {self._date: TRUE}
        usual = self.program.as_of
        return self.value(basis, line, ir.AsOf() if basis == usual else usual, _NO_RECORDS)

    def _within(self, owner: tuple[str, str], number: int, period: Period, day: Scalar) -> Literal:
        if isinstance(day, Bits):
            if period.start_earliest != period.start_latest or period.end_earliest != period.end_latest:
                raise TooLarge
            at_least = self.arithmetic.at_least
            return self.circuit.conj((at_least(day, period.start_latest), -at_least(day, period.end_latest)))
        if not isinstance(day, int):
            return TRUE if is_within_period(day, period) else FALSE
        begun = self._reached(owner, number, "start", period.start_earliest, period.start_latest, day)
        ended = self._reached(owner, number, "end", period.end_earliest, period.end_latest, day)
        return self.circuit.conj((begun, -ended))

    def _reached(self, owner: tuple[str, str], number: int, end: str, earliest: int, latest: int, day: int) -> Literal:
        if day >= latest:
            return TRUE
        if day < earliest:
            return FALSE
        days = self._ends.setdefault((*owner, number, end), {})
        if day not in days:
            days[day] = self.unknowns.yes_or_no(owner, None, (number, end, day))
        return days[day]

    # ── truth ────────────────────────────────────────────────────────────────────────────────────────────────────

    def truth(self, expr: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Literal:
        """The literal under which a condition holds."""
        circuit = self.circuit
        match expr:
            case ir.Not(operand=operand):
                return -self.truth(operand, line, basis, bound)
            case ir.AllOf(operands=operands):
                literals = []
                for operand in operands:
                    literals.append(self.truth(operand, line, basis, bound))
                    if literals[-1] == FALSE:
                        break
                return circuit.conj(literals)
            case ir.AnyOf(operands=operands):
                literals = []
                for operand in operands:
                    literals.append(self.truth(operand, line, basis, bound))
                    if literals[-1] == TRUE:
                        break
                return circuit.disj(literals)
            case ir.Equal(left=left, right=right):
                return self._compare(left, right, line, basis, bound, eq)
            case ir.Less(left=left, right=right):
                return self._compare(left, right, line, basis, bound, less)
            case ir.AtMost(left=left, right=right):
                return self._compare(left, right, line, basis, bound, at_most)
            case ir.IsIn(operand=operand, members=members):
                options = self._options(self.value(operand, line, basis, bound))
                return circuit.disj(
                    circuit.conj((literal, self._is_one_of(value, members))) for value, literal in options.items()
                )
            case ir.InList(operand=operand, list=name, nested=nested):
                options = self._options(self.value(operand, line, basis, bound))
                if is_bits(options):
                    raise TooLarge
                return self._any_listed(options, name, nested, line, basis)
            case ir.ContainsListed(operand=operand, list=name, nested=nested):
                found = self._members(self.value(operand, line, basis, bound))
                return self._any_listed(found.of, name, nested, line, basis)
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                options = self._options(self.value(operand, line, basis, bound))
                return circuit.disj(
                    literal
                    for value, literal in options.items()
                    if isinstance(value, str) and is_within(value, ancestor, nesting)
                )
            case ir.Contains(operand=operand, element=element):
                return self._contains(operand, element, line, basis, bound)
            case ir.ContainsAny(operand=operand, members=members):
                found = self._members(self.value(operand, line, basis, bound))
                return circuit.disj(literal for value, literal in found.of.items() if value in members)
            case ir.Some(variable=variable, collections=collections, body=body):
                return circuit.disj(self._for_each(variable, collections, body, line, basis, bound))
            case ir.Every(variable=variable, collections=collections, body=body):
                return -circuit.disj(self._for_each(variable, collections, ir.Not(body), line, basis, bound))
            case ir.OutcomeIn(decision=decision, mask=mask):
                outcomes = self.outcomes(line, decision)
                return circuit.disj(literal for number, literal in enumerate(outcomes) if mask >> number & 1)
            case _:
                return self._options(self.value(expr, line, basis, bound)).get(True, FALSE)

    def _compare(
        self,
        left: ir.Expr,
        right: ir.Expr,
        line: int,
        basis: ir.Expr,
        bound: Bound,
        holds: Callable[[Scalar, Scalar], bool],
    ) -> Literal:
        first, second = self.value(left, line, basis, bound), self.value(right, line, basis, bound)
        if isinstance(first, Members) or isinstance(second, Members):
            return self._is_none(first if isinstance(first, Members) else second)
        return self.circuit.disj(
            self.circuit.conj((mine, theirs, literal))
            for one, mine in first.items()
            for other, theirs in second.items()
            if (literal := self._holds(holds, one, other)) != FALSE
        )

    def _holds(self, how: Callable[[Scalar, Scalar], bool], one: Scalar, other: Scalar) -> Literal:
        """Whether two values, of which some may be told by their bits, compare so."""
        if not isinstance(one, Bits) and not isinstance(other, Bits):
            return TRUE if how(one, other) else FALSE
        apart = self.arithmetic.plus(other, one, -1)
        if apart is NONE:
            return FALSE
        if not isinstance(apart, Bits):
            return TRUE if how(0, apart) else FALSE
        if how is eq:
            return self.arithmetic.is_equal(apart, 0)
        return self.arithmetic.at_least(apart, 1 if how is less else 0)

    def _is_one_of(self, value: Scalar, members: frozenset[Scalar]) -> Literal:
        if isinstance(value, Bits):
            numbers = sorted(member for member in members if isinstance(member, int))
            return self.circuit.disj(self.arithmetic.is_equal(value, number) for number in numbers)
        return TRUE if value in members else FALSE

    def _is_none(self, value: Options | Members) -> Literal:
        """Sets are compared with `none` only."""
        return value.none if isinstance(value, Members) else value.get(NONE, FALSE)

    def _any_listed(
        self, values: Mapping[Scalar, Literal], name: str, nested: bool, line: int, basis: ir.Expr
    ) -> Literal:
        conj, disj = self.circuit.conj, self.circuit.disj
        return self._on_dates(
            line,
            basis,
            lambda day: disj(
                conj((literal, self._is_listed(name, value, nested, day))) for value, literal in values.items()
            ),
        )

    def _is_listed(self, name: str, value: Scalar, nested: bool, day: Scalar) -> Literal:
        found = self._listed.get((name, value, nested, day))
        if found is None:
            dated = self._questions.lists[name]
            numbers = self._rows_for(name, value, nested)
            found = self.circuit.disj(
                self._within(("list", name), number, dated.rows[number].period, day) for number in numbers
            )
            self._listed[name, value, nested, day] = found
        return found

    def _rows_for(self, name: str, value: Scalar, nested: bool) -> list[int]:
        """The rows that list a value: its own and, where nested, those of the codes above it."""
        rows, nesting = self._rows_of(name), self._questions.lists[name].nesting
        members: list[Scalar] = [value]
        if nested and isinstance(value, str):
            members += [value[:end] for end in range(1, len(value)) if is_within(value, value[:end], nesting)]
        return [number for member in members for number in rows.get(member, ())]

    def _rows_of(self, name: str) -> dict[Scalar, list[int]]:
        rows = self._by_member.get(name)
        if rows is None:
            rows = self._by_member[name] = {}
            for number, row in enumerate(self._questions.lists[name].rows):
                rows.setdefault(row.member, []).append(number)
        return rows

    def _contains(self, operand: ir.Expr, element: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Literal:
        found = self._members(self.value(operand, line, basis, bound))
        options = self._options(self.value(element, line, basis, bound))
        if is_bits(options):
            raise TooLarge
        conj = self.circuit.conj
        return self.circuit.disj(
            conj((literal, found.of[value])) for value, literal in options.items() if value in found.of
        )

    def _for_each(
        self, variable: str, collections: Iterable[str], body: ir.Expr, line: int, basis: ir.Expr, bound: Bound
    ) -> list[Literal]:
        conj = self.circuit.conj
        found = []
        for collection in collections:
            entries = self.unknowns.fact(line, collection)
            for entry in entries.of if isinstance(entries, Entries) else ():
                if entry.exists != FALSE:
                    holds = self.truth(body, line, basis, {**bound, variable: entry})
                    found.append(conj((entry.exists, holds)))
        self._check_size()
        return found

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, expr: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Options | Members:
        """What an expression may be."""
        match expr:
            case ir.Constant(value=value):
                return {value: TRUE}
            case ir.Fact(name=name):
                return self._scalar(self.unknowns.fact(line, name))
            case ir.FieldOf(variable=variable, field=name):
                return bound[variable].field_of(name)
            case ir.AsOf():
                return self._date_of(line, basis)
            case ir.Sum(terms=terms, constant=constant):
                return self._sum(terms, constant, line, basis, bound)
            case ir.Count(variable=variable, collections=collections, body=body):
                return self._count(self._for_each(variable, collections, body, line, basis, bound))
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                return self._choose(
                    self.truth(condition, line, basis, bound),
                    lambda: self.value(consequence, line, basis, bound),
                    lambda: self.value(alternative, line, basis, bound),
                )
            case ir.Definition(name=name):
                return self._define(name, line, basis)
            case ir.Uncertain(name=name):
                return self.unknowns.open_term(name)
            case (
                ir.Not()
                | ir.AllOf()
                | ir.AnyOf()
                | ir.Equal()
                | ir.Less()
                | ir.AtMost()
                | ir.IsIn()
                | ir.InList()
                | ir.IsWithin()
                | ir.Contains()
                | ir.ContainsAny()
                | ir.ContainsListed()
                | ir.Some()
                | ir.Every()
                | ir.OutcomeIn()
            ):
                literal = self.truth(expr, line, basis, bound)
                return {True: literal, False: -literal}
            case _:
                assert_never(expr)

    def _define(self, name: str, line: int, basis: ir.Expr) -> Options | Members:
        found = self._defined.get((line, name, basis))
        if found is None:
            found = self.value(self._definitions[name].expr, line, basis, _NO_RECORDS)
            self._defined[line, name, basis] = found
        return found

    def _sum(
        self, terms: tuple[tuple[int, ir.Expr], ...], constant: int, line: int, basis: ir.Expr, bound: Bound
    ) -> Options:
        totals: Options = {constant: TRUE}
        for coefficient, operand in terms:
            options = self._options(self.value(operand, line, basis, bound))
            if self._by_bits and len(totals) * len(options) > _MOST_SUMS:
                totals, options = self.arithmetic.joined(totals), self.arithmetic.joined(options)
            collected: dict[Scalar, list[Literal]] = {}
            for total, here in totals.items():
                for value, literal in options.items():
                    more = self._plus(total, value, coefficient)
                    collected.setdefault(more, []).append(self.circuit.conj((here, literal)))
            if len(collected) > _MOST_OPTIONS:
                raise TooLarge
            totals = self._merged(collected)
        return totals

    def _plus(self, one: Scalar, other: Scalar, factor: int) -> Scalar:
        """`one + factor · other`; `none` where either is no number."""
        if isinstance(one, Bits) or isinstance(other, Bits):
            return self.arithmetic.plus(one, other, factor)
        return one + factor * other if isinstance(one, int) and isinstance(other, int) else NONE

    def _count(self, literals: Iterable[Literal]) -> Options:
        counts: Options = {0: TRUE}
        conj = self.circuit.conj
        for literal in literals:
            collected: dict[Scalar, list[Literal]] = {}
            for number, here in counts.items():
                if isinstance(number, int):
                    collected.setdefault(number, []).append(conj((here, -literal)))
                    collected.setdefault(number + 1, []).append(conj((here, literal)))
            counts = self._merged(collected)
        return counts

    def _merged(self, collected: Mapping[Scalar, Iterable[Literal]]) -> Options:
        merged = {value: self.circuit.disj(literals) for value, literals in collected.items()}
        return {value: literal for value, literal in merged.items() if literal != FALSE}

    def _choose(
        self, condition: Literal, first: Callable[[], Options | Members], second: Callable[[], Options | Members]
    ) -> Options | Members:
        if condition == TRUE:
            return first()
        if condition == FALSE:
            return second()
        one, other = first(), second()
        choose = self.circuit.choose
        if isinstance(one, Members) or isinstance(other, Members):
            mine, theirs = self._members(one), self._members(other)
            elements = {**mine.of, **theirs.of}
            of = {each: choose(condition, mine.of.get(each, FALSE), theirs.of.get(each, FALSE)) for each in elements}
            return Members(of, choose(condition, mine.none, theirs.none))
        values = {**one, **other}
        return {each: choose(condition, one.get(each, FALSE), other.get(each, FALSE)) for each in values}

    def _options(self, value: Options | Members) -> Options:
        return {NONE: value.none} if isinstance(value, Members) else value

    def _members(self, value: Options | Members) -> Members:
        return value if isinstance(value, Members) else Members({}, value.get(NONE, FALSE))

    def _scalar(self, shape: Shape) -> Options | Members:
        return {NONE: shape.none} if isinstance(shape, Entries) else shape


def less(one: Scalar, other: Scalar) -> bool:
    """Whether one number is less than another; `none` is neither less nor more than anything."""
    return isinstance(one, int) and isinstance(other, int) and one < other


def at_most(one: Scalar, other: Scalar) -> bool:
    """Whether one number is at most another."""
    return isinstance(one, int) and isinstance(other, int) and one <= other
