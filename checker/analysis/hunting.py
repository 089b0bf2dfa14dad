"""The smallest changes of the facts of a case that change a settled decision.

The facts that may change are opened, so that each has the cells the program tells apart. For one change, two, and so
on the solver is asked whether so many can give another outcome at all; if so they are simulated together from where the
case is, or where they are too many, looked at as the solver comes upon them. A change that does so only while what is
unknown turns out one way is no flip: the solver is asked for another way, and what it finds is tried on all changes
that are left. What is shown has been decided again with the changed facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import TypeAlias

from attrs import evolve

from checker.analysis.changes import Change, Flip, Flips
from checker.analysis.exact import Lines, ReplayMismatch
from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal, in_worlds
from checker.analysis.exact.completion import complete
from checker.analysis.exact.exploring import find_outcomes, strictest
from checker.analysis.exact.installed import best_solver
from checker.analysis.exact.questions import questions_of
from checker.analysis.exact.shapes import Answer, Free
from checker.analysis.exact.solver import Solver, WorkBound
from checker.analysis.exact.unfold import Unfolding
from checker.analysis.reasons import given_value
from checker.ir.program import FactInfo, Program
from checker.results.records import Decision
from checker.values import NONE, Scalar, SetValue, Value

_MOST_CHANGES = 6
_MOST_QUESTIONS = 60
_MOST_WORLDS = 60_000
_MOST_FLIPS = 24
_MOST_GATES = 60_000

Steps: TypeAlias = tuple[tuple[Free, Answer], ...]
"""Answers to be given to different free choices."""


def _opened(value: Value) -> Value | None:
    """A list keeps its length, its records lose their fields; anything else becomes unknown."""
    return tuple({} for _ in value) if isinstance(value, tuple) else None


class Hunt:
    """One case with its changeable facts opened."""

    def __init__(
        self,
        program: Program,
        lines: tuple[tuple[str, Mapping[str, Value]], ...],
        date: int,
        decision: Decision,
        changeable: Sequence[FactInfo],
        budget: int,
    ) -> None:
        self.program, self.lines, self.date, self.decision, self.budget = program, lines, date, decision, budget
        names = {fact.name for fact in changeable}
        opened = []
        for _, facts in lines:
            own = {name: value for name, value in facts.items() if name not in names}
            for name in sorted(names & facts.keys()):
                hollow = _opened(facts[name])
                if hollow is not None:
                    own[name] = hollow
            opened.append(own)
        self.changeable = names
        given = [facts for _, facts in lines]
        self.unfolding = Unfolding(program, questions_of(program), opened, date, _MOST_GATES, given, by_bits=True)
        info = next(each for each in program.decisions if each.name == decision.decision)
        self.outcomes = strictest(self.unfolding, info, range(len(lines)))
        self.names = [each.name for each in info.outcomes]
        axioms = [literal for number in range(len(lines)) for literal in self.unfolding.constraints(number)]
        self.axioms = [*axioms, *self.unfolding.orders()]
        self.here = self.names.index(decision.outcome or "")

    def smallest(self) -> Flips:
        circuit = self.unfolding.circuit
        self.given = {
            free: free.answer_for(value) for free in self.unfolding.free if (value := self._given(free)) is not None
        }
        answers = [answer.literal for free in self.unfolding.free for answer in free.answers]
        self.cone = circuit.cone([*self.outcomes, *self.axioms, *answers])
        self.solver = Solver(circuit, self.cone, self.axioms, WorkBound(self.budget))
        support = circuit.tied(self.outcomes, self.axioms)
        start = self._start()
        steps = [
            (free, answer)
            for free in self.unfolding.free
            if free.subject[0] == "fact" and free.subject[1] in self.changeable and support.intersection(free.inputs)
            for answer in free.answers
            if self._moves(free, answer, start)
        ]
        moving = {free for free, _ in steps}
        self.kept_given = [answer.literal for free, answer in self.given.items() if free not in moving]
        self.few = _Few(circuit, {free: -self.given[free].literal for free in dict.fromkeys(free for free, _ in steps)})
        question = self._question(1)
        counts = [self.few.at_most(size) for size in range(1, _MOST_CHANGES + 1)]
        cone = circuit.cone([*question, *counts, *self.cone])
        self.bound = WorkBound(self.budget)
        self.asker = best_solver(circuit, cone, self._kept_axioms(start), self.bound)
        most = 0
        for size in range(1, _MOST_CHANGES + 1):
            if not self._may_flip(size):
                most += most == size - 1
                continue
            tries = list(islice(_together(steps, size), _MOST_WORLDS + 1))
            if len(tries) <= _MOST_WORLDS:
                found, all_tried = self._flips(start, tries)
            else:
                found, all_tried = self._one_by_one(start, size)
            if found:
                return Flips(tuple(found), all_tried and most == size - 1, size)
            most += all_tried and most == size - 1
        return Flips((), most > 0, most)

    def _may_flip(self, size: int) -> bool:
        """Whether a change of so many facts gives another outcome in some way in which what is unknown may turn out;
        without that it is no flip. True when too hard to tell."""
        return self.asker.solve(self._question(size)) is not False

    def _question(self, size: int) -> list[Literal]:
        return [-self.outcomes[self.here], self.few.at_most(size), *self.kept_given]

    def _one_by_one(self, start: frozenset[int], size: int) -> tuple[list[Flip], bool]:
        """Flips among more changes than can be simulated together, as the solver comes upon them."""
        circuit = self.unfolding.circuit
        found: list[Flip] = []
        excluded: list[Literal] = []
        for _ in range(_MOST_QUESTIONS):
            question = [*self._question(size), *excluded]
            cone = circuit.cone([*question, *self.cone])
            world = best_solver(circuit, cone, self._kept_axioms(start), self.bound).solve(question)
            if not isinstance(world, frozenset) or len(found) >= _MOST_FLIPS:
                return found, world is False
            changed = {free: free.answer_for(free.value(world)) for free in self.few.moved}
            steps = tuple((free, answer) for free, answer in changed.items() if answer is not self.given[free])
            found += self._flips(start, [steps])[0]
            excluded.append(-circuit.conj(answer.literal for answer in changed.values()))
        return found, False

    def _start(self) -> frozenset[int]:
        """The inputs that are true for the case as it is; what is unknown in it turns out in some possible way."""
        model = self.solver.solve(self._changed_answers(()))
        return self._as_it_is(model if isinstance(model, frozenset) else frozenset())

    def _given(self, free: Free) -> Scalar | None:
        """What the case says to a choice about a fact that may change."""
        kind, name = free.subject
        if kind != "fact" or name not in self.changeable:
            return None
        return given_value(free, self.lines[free.line or 0][1].get(name))

    def _moves(self, free: Free, answer: Answer, start: frozenset[int]) -> bool:
        return free in self.given and answer.true != tuple(i for i in free.inputs if i in start)

    def _flips(self, start: frozenset[int], tries: Sequence[Steps]) -> tuple[list[Flip], bool]:
        if not tries:
            return [], True
        found: list[Flip] = []
        left = (1 << len(tries)) - 1
        world: frozenset[int] | None = start
        while world is not None:
            seen = self._tried(world, tries)
            if not self._confirmed([places & left for places in seen], tries, found):
                return found, False
            # What breaks a constraint from here may keep them all where something unknown turns out otherwise.
            left &= ~_either(seen)
            world = None
            while left and world is None and self._anything_unknown():
                low = left & -left
                model = self.solver.solve(self._changed_answers(tries[low.bit_length() - 1]))
                if model is None:
                    return found, False
                if isinstance(model, frozenset):
                    world = self._as_it_is(model)
                else:
                    left ^= low
        return found, True

    def _confirmed(self, settled: list[int], tries: Sequence[Steps], found: list[Flip]) -> bool:
        """Add the flips among the tries, which are given for each outcome as bits of those that have it where things
        were looked at; False where not all were tried."""
        settled[self.here] = 0
        while candidates := _either(settled):
            if len(found) >= _MOST_FLIPS:
                return False
            low = candidates & -candidates
            steps = tries[low.bit_length() - 1]
            outcome = next(number for number, places in enumerate(settled) if places & low)
            otherwise = self.solver.solve([*self._changed_answers(steps), -self.outcomes[outcome]])
            if otherwise is None:
                return False
            if isinstance(otherwise, frozenset):
                seen = self._tried(self._as_it_is(otherwise), tries)
                settled = [before & (now | ~_either(seen)) for before, now in zip(settled, seen, strict=True)]
            elif (flip := self._confirm(steps)) is not None:
                found.append(flip)
            settled = [places & ~low for places in settled]
        return True

    def _tried(self, start: frozenset[int], tries: Sequence[Steps]) -> list[int]:
        """For each outcome the tries, as bits, that have it from `start` and keep the constraints kept there."""
        full = (1 << len(tries)) - 1
        inputs = dict.fromkeys(start, full)
        for number, places in self._switched(start, tries).items():
            inputs[number] = inputs.get(number, 0) ^ int.from_bytes(places, "little")
        values = self.unfolding.circuit.simulate(self.cone, inputs, full)
        kept = full
        for axiom in self._kept_axioms(start):
            kept &= in_worlds(values, axiom, full)
        return [kept & in_worlds(values, literal, full) for literal in self.outcomes]

    def _changed_answers(self, steps: Steps) -> list[Literal]:
        """What is given after the changes; all else is open."""
        return [answer.literal for answer in {**self.given, **dict(steps)}.values()]

    def _as_it_is(self, world: frozenset[int]) -> frozenset[int]:
        """The world with everything given as the case gives it."""
        given = {number for free in self.given for number in free.inputs}
        return world - given | {number for answer in self.given.values() for number in answer.true}

    def _switched(self, start: frozenset[int], tries: Sequence[Steps]) -> dict[int, bytearray]:
        """For each input the tries, as bits, in which it is not what it is at the start."""
        switched: dict[int, bytearray] = {}
        for place, steps in enumerate(tries):
            for free, answer in steps:
                for number in start.intersection(free.inputs).symmetric_difference(answer.true):
                    places = switched.setdefault(number, bytearray(len(tries) // 8 + 1))
                    places[place >> 3] ^= 1 << (place & 7)
        return switched

    def _kept_axioms(self, start: frozenset[int]) -> list[Literal]:
        """The constraints that the case as it is keeps."""
        values = self.unfolding.circuit.simulate(self.cone, dict.fromkeys(start, 1), 1)
        return [axiom for axiom in self.axioms if axiom != FALSE and in_worlds(values, axiom, 1)]

    def _confirm(self, steps: Steps) -> Flip | None:
        """Decide again with the changed facts."""
        changed = self._changed(steps)
        explored = find_outcomes(self.program, changed, self.date, WorkBound(self.budget))
        decided = explored.result.decision(self.decision.decision)
        if decided.outcome == self.decision.outcome and not self._anything_unknown():
            raise ReplayMismatch(f"{self.program.name} {self.decision.decision}: {steps} does not flip it")
        if decided.outcome is None or decided.outcome == self.decision.outcome:
            return None
        return Flip(tuple(self._change(free, answer, changed) for free, answer in steps), decided.outcome)

    def _anything_unknown(self) -> bool:
        return len(self.given) < len(self.unfolding.free)

    def _changed(self, steps: Steps) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        """The lines with the changes made, and everything else as the case gives it."""
        free = [one for one, _ in steps]
        true = [number for _, answer in steps for number in answer.true]
        cleared = []
        for number, (_, facts) in enumerate(self.lines):
            own: dict[str, Value | None] = dict(facts)
            for one in free:
                if one.line in (None, number):
                    own[one.subject[1]] = _without(own.get(one.subject[1]), one)
            cleared.append({name: value for name, value in own.items() if value is not None})
        made = complete(self.program, cleared, free, true)
        return tuple((name, facts) for (name, _), facts in zip(self.lines, made.lines, strict=True))

    def _change(self, free: Free, answer: Answer, changed: Lines) -> Change:
        line = free.line or 0
        fact = free.subject[1]
        before: Value | None = self.lines[line][1].get(fact)
        after: Value | None = changed[line][1].get(fact)
        record, name, part = None, None, free.part
        if len(part) >= 2 and isinstance(part[0], int):
            record, name, part = part[0], str(part[1]), part[2:]
            before, after = _field(before, record, name), _field(after, record, name)
        assert after is not None  # the change has just been made
        line_name = self.lines[line][0] if free.line is not None else ""
        return Change(fact, line_name, before, after, answer.cell, record, name, part[0] if part else None)


class _Few:
    """How many of some things are changed, as literals made once."""

    def __init__(self, circuit: Circuit, moved: Mapping[Free, Literal]) -> None:
        self.moved = moved
        # Whether more than n of the things looked at so far are changed.
        more = [FALSE] * (_MOST_CHANGES + 1)
        for literal in moved.values():
            before = [TRUE, *more[:-1]]
            more = [circuit.disj((now, circuit.conj((literal, less)))) for now, less in zip(more, before, strict=True)]
        self._more = more

    def at_most(self, size: int) -> Literal:
        """Whether at most so many are changed."""
        return -self._more[size]


def _either(settled: Sequence[int]) -> int:
    """The places that are set for some outcome."""
    either = 0
    for places in settled:
        either |= places
    return either


def _alike(free: Free) -> frozenset[Scalar]:
    cell = free.answers[-1].cell
    return frozenset(cell.alike or (cell.value,))


def _field(value: Value | None, record: int, name: str) -> Value | None:
    held = value[record] if isinstance(value, tuple) else value
    return held.get(name) if isinstance(held, Mapping) else None


def _without(value: Value | None, free: Free) -> Value | None:
    """The value with what is free taken out of it, ready to be completed."""
    part = free.part
    if len(part) >= 2 and isinstance(part[0], int) and isinstance(value, (tuple, Mapping)):
        name = str(part[1])
        records = value if isinstance(value, tuple) else (value,)
        inner = _inside_record(free)
        made = tuple(
            {**record, name: _without(record.get(name), inner)} if place == part[0] else record
            for place, record in enumerate(records)
        )
        return made if isinstance(value, tuple) else made[0]
    if part and part != (NONE,) and isinstance(value, SetValue):
        return SetValue(value.members - _alike(free), value.uncertain)
    return None


def _inside_record(free: Free) -> Free:
    """The same choice, seen from inside its record."""
    return evolve(free, part=free.part[2:])


def _together(steps: Sequence[tuple[Free, Answer]], size: int) -> Iterator[Steps]:
    """Every set of so many steps that change different things."""
    for chosen in combinations(steps, size):
        if len({(free.subject, free.line, free.part) for free, _ in chosen}) == size:
            yield chosen
