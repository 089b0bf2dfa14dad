"""A program over every case at once: nothing is given, not even the date.

What `checker.analysis.exact` unfolds for one case is unfolded here with every fact free. Periods and lists then no
longer fold away; they are asked by where the date lies, once for each group of members that are listed alike, and not
for each day and member apart. Rules are kept as what they need on their own and what sets them aside, so that the
program without one of them can be told from the program with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import permutations
from types import MappingProxyType
from typing import TypeAlias

from attrs import frozen

from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.exact.questions import Questions
from checker.analysis.exact.shapes import Members, Options
from checker.analysis.exact.unfold import Bound, Unfolding
from checker.analysis.space.choices import Choices
from checker.analysis.space.ordered import Ordered
from checker.declared import Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, DecisionInfo, Program
from checker.values import NONE, Scalar, Value

LINE = 0
NOTHING_GIVEN: Mapping[str, Value] = MappingProxyType({})
_NO_DATE = 0
_MOST_POINTS = 1_500


@frozen
class Moment:
    """The start or the end of a period that is not known exactly; `owner` is a rule or a list."""

    owner: tuple[str, str]
    number: int
    end: str
    earliest: int
    latest: int


Alike: TypeAlias = Callable[[Moment], Hashable]
"""Equal for moments that are one and the same, though more than one owner has them."""


class SpaceUnfolding(Unfolding):
    """The circuit of a program on one line of which nothing is known.

    `program` states the date of the case among its facts; `given` are those of which something is known. The values in
    `told_apart` are told apart from all others where facts are compared with each other.
    """

    def __init__(
        self,
        program: Program,
        questions: Questions,
        most: int,
        alike: Alike = lambda moment: moment,
        given: Mapping[str, Value] = NOTHING_GIVEN,
        told_apart: Sequence[Mapping[str, Value]] = (),
    ) -> None:
        super().__init__(program, questions, [given], _NO_DATE, most, told_apart, most_points=_MOST_POINTS)
        for facts in self.lines:
            facts.pop(CASE_DATE)
        self.moments: dict[Moment, dict[ir.Expr, Literal]] = {}
        """For each basis by which a moment is asked about: whether it has come by then, should that be open."""
        self._alike = alike
        self._come: dict[Hashable, dict[ir.Expr, Literal]] = {}
        self._own: dict[str, Literal] = {}
        self._held: dict[tuple[tuple[str, str], tuple[int, ...], ir.Expr], Literal] = {}
        self._orders: dict[int, tuple[Options, Ordered]] = {}
        self._choices: dict[str, list[Choices]] = {}
        self._asked: dict[str, Literal] = {}

    # ── what is asked of it ──────────────────────────────────────────────────────────────────────────────────────

    def own(self, rule: str) -> Literal:
        """Whether a rule is in force and its condition met, exceptions apart."""
        found = self._own.get(rule)
        if found is None:
            found = self._own[rule] = self.circuit.conj((self.in_force(rule), self.condition(rule)))
            self._check_size()
        return found

    def in_force(self, rule: str) -> Literal:
        """Whether a rule is in force."""
        return self._in_force(("rule", rule), self._rules[rule].periods, LINE, self.basis(rule))

    def condition(self, rule: str) -> Literal:
        """Whether the condition of a rule is met, in force or not."""
        return self.truth(self._rules[rule].when, LINE, self.basis(rule), {})

    def asked(self, decision: str) -> Literal:
        """Whether the question arises."""
        self.outcomes(LINE, decision)
        return self._asked[decision]

    def decided(self, decision: str, changed: Mapping[str, Literal]) -> tuple[Literal, ...]:
        """The literal of each outcome where some rules apply as `changed` says, and the others as they do."""
        self.outcomes(LINE, decision)
        concluded = [choices.changed(changed) for choices in self._choices[decision]]
        return self._outcomes_of(self._decisions[decision], concluded, self._asked[decision])

    def basis(self, rule: str) -> ir.Expr:
        """What gives the date that a rule looks at."""
        stated = self._rules[rule]
        return self.program.as_of if stated.basis is None else stated.basis

    def days(self, basis: ir.Expr) -> Options:
        """What a date may be."""
        return self._date_of(LINE, basis)

    def orders(self) -> list[Literal]:
        """A moment that has come by one date has come by every later one."""
        return list(self._later_dates())

    def _later_dates(self) -> Iterator[Literal]:
        for moment, reached in self.moments.items():
            for (one, came), (other, comes) in permutations(reached.items(), 2):
                first, second = self._dates(LINE, one), self._dates(LINE, other)
                within = [
                    literal
                    for dates in (first, second)
                    for literal in (dates.at_least(moment.earliest), -dates.at_least(moment.latest))
                ]
                yield -self.circuit.conj((*within, first.less(second, or_equal=True), came, -comes))

    # ── rules and decisions ──────────────────────────────────────────────────────────────────────────────────────

    def _apply(self, line: int, name: str) -> Literal:
        own = self.own(name)
        if own == FALSE:
            return FALSE
        return self.circuit.conj((own, *(-self.applies(line, each) for each in self._rules[name].defeated_by)))

    def _decide(self, line: int, name: str) -> tuple[Literal, ...]:
        decision = self._decisions[name]
        concluding: list[dict[str, Literal]] = [{} for _ in decision.outcomes]
        for rule in self.program.rules:
            for conclusion in rule.conclusions:
                if conclusion.decision == name:
                    concluding[conclusion.outcome][rule.name] = self.applies(line, rule.name)
        self._asked[name] = TRUE
        if decision.asked_when is not None:
            self._asked[name] = self.truth(decision.asked_when, line, self.program.as_of, {})
        self._choices[name] = [Choices(self.circuit, each) for each in concluding]
        concluded = [choices.literal for choices in self._choices[name]]
        self._check_size()
        return self._outcomes_of(decision, concluded, self._asked[name])

    def _outcomes_of(self, decision: DecisionInfo, concluded: Sequence[Literal], asked: Literal) -> tuple[Literal, ...]:
        conj, disj = self.circuit.conj, self.circuit.disj
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

    # ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _date_of(self, line: int, basis: ir.Expr) -> Options:
        if isinstance(basis, ir.AsOf):
            return self._options(self.value(ir.Fact(CASE_DATE), line, basis, {}))
        usual = self.program.as_of
        return self._options(self.value(basis, line, ir.AsOf() if basis == usual else usual, {}))

    def _dates(self, line: int, basis: ir.Expr) -> Ordered:
        return self._ordered(self._date_of(line, basis))

    def _in_force(self, owner: tuple[str, str], periods: Sequence[Period], line: int, basis: ir.Expr) -> Literal:
        return self._during(owner, range(len(periods)), periods, line, basis) if periods else TRUE

    def _during(
        self, owner: tuple[str, str], numbers: Sequence[int], periods: Sequence[Period], line: int, basis: ir.Expr
    ) -> Literal:
        """Whether the date lies in one of the periods with these numbers."""
        key = (owner, tuple(numbers), basis)
        found = self._held.get(key)
        if found is None:
            held = []
            for number in numbers:
                period = periods[number]
                begun = Moment(owner, number, "start", period.start_earliest, period.start_latest)
                ended = Moment(owner, number, "end", period.end_earliest, period.end_latest)
                held.append(
                    self.circuit.conj((self._has_come(begun, line, basis), -self._has_come(ended, line, basis)))
                )
            found = self._held[key] = self.circuit.disj(held)
        return found

    def _has_come(self, moment: Moment, line: int, basis: ir.Expr) -> Literal:
        dates = self._dates(line, basis)
        surely, perhaps = dates.at_least(moment.latest), dates.at_least(moment.earliest)
        if surely == perhaps:
            return surely
        by_basis = self.moments.get(moment)
        if by_basis is None:
            by_basis = self.moments[moment] = self._come.setdefault(self._alike(moment), {})
        if basis not in by_basis:
            by_basis[basis] = self.circuit.new_input()
        return self.circuit.disj((surely, self.circuit.conj((perhaps, by_basis[basis]))))

    def _any_listed(
        self, values: Mapping[Scalar, Literal], name: str, nested: bool, line: int, basis: ir.Expr
    ) -> Literal:
        periods = [row.period for row in self._questions.lists[name].rows]
        groups: dict[Literal, list[Literal]] = {}
        for value, literal in values.items():
            numbers = sorted(self._rows_for(name, value, nested))
            if numbers:
                groups.setdefault(self._during(("list", name), numbers, periods, line, basis), []).append(literal)
        conj, disj = self.circuit.conj, self.circuit.disj
        return disj(conj((when, disj(literals))) for when, literals in groups.items())

    # ── comparisons ──────────────────────────────────────────────────────────────────────────────────────────────

    def truth(self, expr: ir.Expr, line: int, basis: ir.Expr, bound: Bound) -> Literal:
        """The literal under which a condition holds."""
        match expr:
            case ir.Equal(left=left, right=right):
                return self._are_equal(self.value(left, line, basis, bound), self.value(right, line, basis, bound))
            case ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
                first, second = self.value(left, line, basis, bound), self.value(right, line, basis, bound)
                if isinstance(first, Members) or isinstance(second, Members):
                    return FALSE
                return self._ordered(first).less(self._ordered(second), or_equal=isinstance(expr, ir.AtMost))
            case _:
                return super().truth(expr, line, basis, bound)

    def _are_equal(self, first: Options | Members, second: Options | Members) -> Literal:
        conj = self.circuit.conj
        if isinstance(first, Members) or isinstance(second, Members):
            # Sets are compared with `none` only.
            return conj(each.none if isinstance(each, Members) else each.get(NONE, FALSE) for each in (first, second))
        few, many = sorted((first, second), key=len)
        return self.circuit.disj(conj((literal, many[value])) for value, literal in few.items() if value in many)

    def _ordered(self, options: Options) -> Ordered:
        if len(options) == 1:
            return Ordered(self.circuit, options)
        known = self._orders.get(id(options))
        if known is None:
            known = self._orders[id(options)] = (options, Ordered(self.circuit, options))
        return known[1]
