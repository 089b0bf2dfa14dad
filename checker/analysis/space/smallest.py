"""A witness with everything left out that the point does not need.

What is left out is unknown to the interpreter, in Kleene logic: where the point still holds, it holds whatever the
things left out are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from checker.analysis.space.findings import Case
from checker.analysis.space.witness import Assumed, Replays, Witness
from checker.backends.interpreter import evaluate
from checker.backends.reads import ProgramReads
from checker.ir.program import Program
from checker.records import evolve
from checker.results.records import Status
from checker.values import NONE, RecordValue, SetValue, Value

Facts: TypeAlias = Mapping[str, Value]
T = TypeVar("T")


class Smallest:
    """Makes the witnesses of one program small."""

    def __init__(self, reads: ProgramReads, replays: Replays) -> None:
        self._reads = reads
        self._replays = replays

    def case(self, witness: Witness, rule: str) -> Case:
        """The least that is needed for a rule, or probe, to apply as it does in the witness."""

        def applies(law: Program, facts: Facts) -> bool:
            finding = next(each for each in evaluate(law, facts, witness.date).findings if each.rule == rule)
            return finding.status is Status.APPLIES

        rules, decisions, facts_read = self._needed(rule)
        facts: Facts = {name: value for name, value in witness.facts.items() if name in facts_read}

        def settled(assumed: Sequence[Assumed]) -> Program:
            return _slice(self._replays.settled(witness.world, tuple(assumed)), rules, decisions)

        assumed = _fewest(witness.assumed, lambda fewer: applies(settled(fewer), facts))
        law = settled(assumed)
        return Case(witness.date, _fewer_facts(facts, lambda fewer: applies(law, fewer)), tuple(assumed))

    def _needed(self, rule: str) -> tuple[set[str], set[str], set[str]]:
        """The rules, decisions and facts on which the applying of a rule can depend."""
        rules: set[str] = set()
        decisions: set[str] = set()
        facts: set[str] = set()
        pending = [rule]
        while pending:
            name = pending.pop()
            if name in rules:
                continue
            rules.add(name)
            read = self._reads.rules[name]
            pending += read.defeated_by
            facts.update(fact for each in (read.condition, read.basis) for fact, _ in each.facts)
            waiting = [*read.condition.decisions, *read.basis.decisions]
            while waiting:
                decision = waiting.pop()
                if decision in decisions:
                    continue
                decisions.add(decision)
                of_it = self._reads.decisions[decision]
                pending += of_it.rules
                if of_it.asked is not None:
                    facts.update(fact for fact, _ in of_it.asked.facts)
                    waiting += of_it.asked.decisions
        return rules, decisions, facts


def _slice(program: Program, rules: set[str], decisions: set[str]) -> Program:
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


def _fewer_facts(facts: Facts, holds: Callable[[Facts], bool]) -> Facts:
    """Facts of which none can be left out, nor any part of one."""
    names = _fewest(tuple(facts), lambda kept: holds({name: facts[name] for name in kept}))
    facts = {name: facts[name] for name in names}
    changed = True
    while changed:
        changed = False
        for name in list(facts):
            for simpler in _simpler(facts, name):
                if holds(simpler):
                    facts, changed = simpler, True
                    break
    return facts


def _fewest(things: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Some of the things, with which it still holds; many are left out at once where that goes well."""
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


def _simpler(facts: Facts, name: str) -> Iterator[Facts]:
    yield {other: value for other, value in facts.items() if other != name}
    value = facts[name]
    if value is NONE:
        return
    for less in _less(value):
        yield {**facts, name: less}


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
