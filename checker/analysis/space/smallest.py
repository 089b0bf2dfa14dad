"""A witness with everything left out that the point does not need.

What is left out is unknown to the interpreter, in Kleene logic: where the point still holds, it holds whatever the
things left out are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from attrs import define, field, frozen

from checker.analysis.space.findings import Case
from checker.analysis.space.quick import WORTH_IT, Quick, covers
from checker.analysis.space.unfold import NOTHING_GIVEN
from checker.analysis.space.witness import Assumed, Replays, Witness
from checker.backends.interpreter import evaluate
from checker.backends.reads import ProgramReads
from checker.ir.program import Program
from checker.records import evolve
from checker.results.records import LineResult, Status
from checker.values import NONE, RecordValue, SetValue, Value

Facts: TypeAlias = Mapping[str, Value]
T = TypeVar("T")


@frozen
class Point:
    """What a witness is to show, and the rules and decisions that this looks at."""

    holds: Callable[[LineResult], bool]
    rules: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


class Smallest:
    """Makes the witnesses of one program small."""

    def __init__(self, reads: ProgramReads, replays: Replays, given: Facts = NOTHING_GIVEN) -> None:
        """`given` are facts that need not be stated."""
        self._reads = reads
        self._replays = replays
        self._given = given
        self._quick: Quick | None = None

    def case(self, witness: Witness, rule: str, *, first_try: Collection[str] = ()) -> Case:
        """The least that is needed for a rule, or probe, to apply as it does in the witness; `first_try` as below."""

        def applies(result: LineResult) -> bool:
            return next(each for each in result.findings if each.rule == rule).status is Status.APPLIES

        return self.least(witness, Point(applies, (rule,)), first_try=first_try)

    def least(self, witness: Witness, point: Point, *, first_try: Collection[str] = ()) -> Case:
        """The least that is needed for the point.

        `first_try` are facts that may be all that is needed: where they are enough, or nearly, most others need not be
        looked at.
        """
        holds, needed = point.holds, self._needed(point)
        facts = self._facts(witness, needed)

        assumed = self._assumed(witness, holds, needed)
        law = self._law(witness, assumed, needed)
        few = self._grown(law, witness, holds, facts, first_try)

        def holds_with(some: Facts) -> bool:
            return holds(evaluate(law, {**self._given, **some}, witness.date, needs=False))

        quick = self._quickly(witness, holds, assumed)
        if quick is not None and quick(facts if few is None else few):
            least = _least(facts, few, quick)
            if holds_with(least):
                return Case(witness.date, least, assumed)
        return Case(witness.date, _least(facts, few, holds_with), assumed)

    def _quickly(
        self, witness: Witness, holds: Callable[[LineResult], bool], assumed: Sequence[Assumed]
    ) -> Callable[[Facts], bool] | None:
        """The same question to generated code, where that can answer it and is worth it."""
        quick = self._quick_program() if covers(assumed) else None
        if quick is None:
            return None
        return lambda some: holds(quick.evaluate({**self._given, **some}, assumed, witness.date))

    def _quick_program(self) -> Quick | None:
        program = self._replays.program
        if self._quick is None and len(program.rules) >= WORTH_IT:
            self._quick = Quick(program)
        return self._quick

    def assumed(self, witness: Witness, point: Point) -> tuple[Assumed, ...]:
        """What has to be assumed of what the law leaves open for the point to hold with all facts of the witness."""
        return self._assumed(witness, point.holds, self._needed(point))

    def _assumed(self, witness: Witness, holds: Callable[[LineResult], bool], needed: _Needed) -> tuple[Assumed, ...]:
        facts = {**self._given, **self._facts(witness, needed)}

        def holds_with(some: Sequence[Assumed]) -> bool:
            return holds(evaluate(self._law(witness, tuple(some), needed), facts, witness.date, needs=False))

        quick = self._quick_program()
        terms = tuple(each for each in witness.assumed if covers((each,)))
        if quick is not None and holds(quick.evaluate(facts, terms, witness.date)):
            few = tuple(_fewest(terms, lambda some: holds(quick.evaluate(facts, some, witness.date))))
            if holds_with(few):
                return few
        return tuple(_fewest(witness.assumed, holds_with))

    def _facts(self, witness: Witness, needed: _Needed) -> Facts:
        return {name: value for name, value in witness.facts.items() if name in needed.facts - self._given.keys()}

    def _law(self, witness: Witness, assumed: tuple[Assumed, ...], needed: _Needed) -> Program:
        return _slice(self._replays.settled(witness.world, assumed), needed)

    def _grown(
        self,
        law: Program,
        witness: Witness,
        holds: Callable[[LineResult], bool],
        facts: Facts,
        first_try: Collection[str],
    ) -> Facts | None:
        """Few facts with which it holds: some to begin with, and those that the interpreter still asks for; None where
        that does not lead there."""
        few = {name: value for name, value in facts.items() if name in first_try}
        while few:
            result = evaluate(law, {**self._given, **few}, witness.date)
            if holds(result):
                return few
            asked = {need for each in result.decisions for need in each.needs if need in facts and need not in few}
            if not asked:
                break
            # Those asked for last may turn out not to be needed, and are tried first.
            few = {**{name: facts[name] for name in facts if name in asked}, **few}
        return None

    def _needed(self, point: Point) -> _Needed:
        """Everything on which these rules and decisions can depend."""
        found = _Needed()
        pending, waiting = list(point.rules), list(point.decisions)
        while pending or waiting:
            if waiting:
                decision = waiting.pop()
                if decision not in found.decisions:
                    found.decisions.add(decision)
                    of_it = self._reads.decisions[decision]
                    pending += of_it.rules
                    if of_it.asked is not None:
                        found.facts.update(fact for fact, _ in of_it.asked.facts)
                        waiting += of_it.asked.decisions
                continue
            name = pending.pop()
            if name not in found.rules:
                found.rules.add(name)
                read = self._reads.rules[name]
                pending += read.defeated_by
                found.facts.update(fact for each in (read.condition, read.basis) for fact, _ in each.facts)
                waiting += [*read.condition.decisions, *read.basis.decisions]
        return found


@define
class _Needed:
    rules: set[str] = field(factory=set)
    decisions: set[str] = field(factory=set)
    facts: set[str] = field(factory=set)


def _slice(program: Program, needed: _Needed) -> Program:
    rules, decisions = needed.rules, needed.decisions
    kept = tuple(
        evolve(rule, conclusions=tuple(each for each in rule.conclusions if each.decision in decisions))
        for rule in program.rules
        if rule.name in rules
    )
    return evolve(
        program,
        rules=kept,
        decisions=tuple(each for each in program.decisions if each.name in decisions),
        obligations=(),
        stages=tuple(
            (kind, name)
            for kind, name in program.stages
            if (kind == "rule" and name in rules) or (kind == "decision" and name in decisions)
        ),
    )


def _least(facts: Facts, few: Facts | None, holds: Callable[[Facts], bool]) -> Facts:
    """The least with which it holds; `few` are facts that are nearly all needed, if any are known."""
    if few is None:
        kept = _fewest(tuple(facts), lambda fewer: holds({name: facts[name] for name in fewer}))
        few = {name: facts[name] for name in kept}
    else:
        for name in list(few):
            fewer = {other: value for other, value in few.items() if other != name}
            if holds(fewer):
                few = fewer
    return _less_of_each(few, holds)


def _less_of_each(facts: Facts, holds: Callable[[Facts], bool]) -> Facts:
    """The facts with every record, field and member left out that can be."""
    changed = True
    while changed:
        changed = False
        for name, value in list(facts.items()):
            for less in () if value is NONE else _less(value):
                simpler = {**facts, name: less}
                if holds(simpler):
                    facts, changed = simpler, True
                    break
    return facts


def _fewest(things: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Some of the things with which it still holds, and without any of which it does not.

    What holds with some things holds with more. Many are left out at once where that goes well.
    """
    kept = list(things)

    def leave_out(some: Sequence[T]) -> None:
        fewer = [each for each in kept if each not in some]
        if some and holds(fewer):
            kept[:] = fewer
        elif len(some) > 1:
            half = len(some) // 2
            leave_out(some[:half])
            leave_out(some[half:])

    leave_out(things)
    return kept


def _less(value: Value) -> Iterator[Value]:
    """The same with one record, one field or one member less."""
    if isinstance(value, tuple):
        for number, record in enumerate(value):
            yield (*value[:number], *value[number + 1 :])
            for less in _less_of(record):
                yield (*value[:number], less, *value[number + 1 :])
    elif isinstance(value, Mapping):
        yield from _less_of(value)
    elif isinstance(value, SetValue):
        for member in sorted(value.members, key=str):
            yield SetValue(value.members - {member})


def _less_of(record: RecordValue) -> Iterator[RecordValue]:
    for name, value in record.items():
        yield {other: kept for other, kept in record.items() if other != name}
        for less in _less(value) if value is not None else ():
            yield {**record, name: less}
