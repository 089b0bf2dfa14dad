"""From a world of the circuit to a case, and back through the interpreter.

A world is believed only once the interpreter, given the case that it stands for, applies the same rules and reaches the
same outcomes. Anything else is a defect of this package and ends the run.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date as calendar_date
from typing import TypeAlias

from attrs import field, frozen

from checker.analysis.exact.completion import chosen, complete
from checker.analysis.exact.domains import Cell
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.exact.shapes import Answer, Free
from checker.analysis.space.unfold import LINE, NOTHING_GIVEN, SpaceUnfolding
from checker.backends.interpreter import evaluate
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program, Rule
from checker.records import evolve
from checker.results.records import LineResult, Status
from checker.values import RecordValue, Scalar, SetValue, Value

World: TypeAlias = frozenset[int]
"""The nodes of the circuit that are true."""


_ANY_DATE = calendar_date(2024, 1, 1).toordinal()
"""The date of a case where nothing turns on it."""


@frozen
class Assumed:
    """How something that the law leaves open was settled.

    `subject`: ("uncertain", name), ("list", name) or ("rule", name). `part` is empty for an open term; for a date not
    known exactly: the number of the period, "start" or "end", and the day by which it has come (`value`) or not.
    """

    subject: tuple[str, str]
    part: tuple[Scalar, ...]
    value: Scalar


@frozen
class Witness:
    """A case that can occur, as the interpreter decides it. `law` is the program with everything open settled."""

    date: int
    facts: Mapping[str, Value]
    assumed: tuple[Assumed, ...]
    world: World = field(eq=False, repr=False)
    law: Program = field(eq=False, repr=False)
    result: LineResult = field(eq=False, repr=False)

    @property
    def applying(self) -> frozenset[str]:
        """The rules and probes that apply."""
        return frozenset(each.rule for each in self.result.findings if each.status is Status.APPLIES)


class Replays:
    """Turns worlds of one unfolding into witnesses."""

    def __init__(self, unfolding: SpaceUnfolding, given: Mapping[str, Value] = NOTHING_GIVEN) -> None:
        self._unfolding = unfolding
        self._given = given
        self._facts = [free for free in unfolding.free if free.subject[0] == "fact"]
        self._open = [free for free in unfolding.free if free.subject[0] != "fact"]
        self._settled: dict[tuple[Assumed, ...], Program] = {}
        self._with_open_terms: dict[tuple[Assumed, ...], Program] = {}
        self._known: dict[World, Witness] = {}

    @property
    def program(self) -> Program:
        """The program, with everything left open that the law leaves open."""
        return self._unfolding.program

    def witness(self, world: World) -> Witness:
        """The case that a world stands for, replayed."""
        found = self._known.get(world)
        if found is None:
            found = self._known[world] = self._replayed(world)
        return found

    def open_choices(self, world: World, among: Container[Assumed] | None = None) -> list[Free]:
        """The choices in a world that settle what the law leaves open; all of them, or those that are `among` some."""
        found = [*self._open, *self._moments(world)]
        return found if among is None else [free for free in found if _assumed(free, world) in among]

    def _replayed(self, world: World) -> Witness:
        completed = complete(self._unfolding.program, [self._given], self._facts, world).lines[LINE]
        facts = {name: _spelled(value) for name, value in completed.items()}
        date = facts.pop(CASE_DATE, _ANY_DATE)
        assert isinstance(date, int)
        assumed = tuple(_assumed(free, world) for free in self.open_choices(world))
        law = self.settled(world, assumed)
        result = evaluate(law, facts, date)
        self._check(world, result)
        return Witness(date, facts, assumed, world, law, result)

    def settled(self, world: World, assumed: tuple[Assumed, ...]) -> Program:
        """The law with some of what it leaves open settled as in a world."""
        law = self._settled.get(assumed)
        if law is None:
            # Open terms hardly ever change from witness to witness, dates that are not known exactly do.
            before = self._with_terms(world, tuple(each for each in assumed if not each.part))
            dates = [free for free in self._moments(world) if _assumed(free, world) in assumed]
            law = self._settled[assumed] = complete(before, [], dates, world).program
        return law

    def _with_terms(self, world: World, terms: tuple[Assumed, ...]) -> Program:
        law = self._with_open_terms.get(terms)
        if law is None:
            wanted = [free for free in self._open if _assumed(free, world) in terms]
            law = self._with_open_terms[terms] = complete(self._unfolding.program, [], wanted, world).program
        return law

    def _moments(self, world: World) -> list[Free]:
        """The dates that were open in this world, as choices that a completion understands."""
        found = []
        day_by: dict[ir.Expr, Scalar] = {}
        for moment, by_basis in self._unfolding.moments.items():
            for basis, literal in by_basis.items():
                if basis not in day_by:
                    days = self._unfolding.days(basis)
                    day_by[basis] = next(value for value, is_it in days.items() if is_true(world, is_it))
                day = day_by[basis]
                if isinstance(day, int) and moment.earliest <= day < moment.latest:
                    answers = (Answer((), -literal, Cell(False)), Answer((literal,), literal, Cell(True)))
                    part = (moment.number, moment.end, day)
                    found.append(Free(moment.owner, None, part, (literal,), answers))
        return found

    def _check(self, world: World, result: LineResult) -> None:
        program = self._unfolding.program
        for finding in result.findings:
            expected = is_true(world, self._unfolding.applies(LINE, finding.rule))
            if finding.status is Status.UNDETERMINED or (finding.status is Status.APPLIES) is not expected:
                raise ReplayMismatch(f"{program.name} {finding.rule}: {finding.status} where {expected} was predicted")
        for info, decision in zip(program.decisions, result.decisions, strict=True):
            literals = self._unfolding.outcomes(LINE, info.name)
            predicted = {
                outcome.name
                for outcome, literal in zip(info.outcomes, literals, strict=True)
                if is_true(world, literal)
            }
            if set(decision.possible) != predicted:
                raise ReplayMismatch(f"{program.name} {info.name}: {decision} where {sorted(predicted)} was predicted")


def _spelled(value: Value) -> Value:
    """The value with what nothing names (`~1`, `5A001.~1`) spelled as a case file can."""
    match value:
        case str():
            return value.replace("~", "unlisted")
        case SetValue(members=members, uncertain=uncertain):
            spelled = (frozenset(_spelled_scalar(each) for each in some) for some in (members, uncertain))
            return SetValue(*spelled)
        case tuple():
            return tuple(_spelled_record(each) for each in value)
        case Mapping():
            return _spelled_record(value)
        case _:
            return value


def _spelled_record(record: RecordValue) -> RecordValue:
    return {name: None if value is None else _spelled(value) for name, value in record.items()}


def _spelled_scalar(value: Scalar) -> Scalar:
    return value.replace("~", "unlisted") if isinstance(value, str) else value


def is_true(world: World, literal: int) -> bool:
    """Whether a literal holds in a world that tells of it."""
    return literal in world if literal > 0 else -literal not in world


def _assumed(free: Free, world: World) -> Assumed:
    answer = chosen(free, world)
    value = bool(answer.true) if free.domain is None else answer.cell.value
    return Assumed(free.subject, free.part, value)


def without_rule(program: Program, name: str) -> Program:
    """The program as it would be had a rule never been written."""
    return evolve(
        program,
        rules=tuple(_undefeated(rule, name) for rule in program.rules if rule.name != name),
        stages=tuple(stage for stage in program.stages if stage != ("rule", name)),
        obligations=tuple(
            evolve(each, defeated_by=_others(each.defeated_by, name)) if name in each.defeated_by else each
            for each in program.obligations
        ),
    )


def _undefeated(rule: Rule, name: str) -> Rule:
    return evolve(rule, defeated_by=_others(rule.defeated_by, name)) if name in rule.defeated_by else rule


def _others(names: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(each for each in names if each != name)
