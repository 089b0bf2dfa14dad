"""Which outcomes are possible, and on what they depend.

Worlds (choices of everything free that keep the constraints) are tried in bulk first: all worlds that differ in one
choice from one already found are simulated together. What that does not find is asked of the solver, whose answer is
a new world or that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from checker.analysis.exact.circuit import TRUE, Literal, in_worlds
from checker.analysis.exact.decide import Target
from checker.analysis.exact.installed import Asks, best_solver
from checker.analysis.exact.shapes import Answer, Free
from checker.analysis.exact.solver import Solver, WorkBound
from checker.analysis.exact.twin import Twin
from checker.analysis.exact.unfold import Unfolding
from checker.records import define, field

Group: TypeAlias = tuple[tuple[str, str], int | None]
"""A subject on a line: what is learned at once when somebody answers."""
World: TypeAlias = frozenset[int]
"""The inputs that are true."""

_NODES_PER_WORK = 4
_QUESTIONS_OF_OUR_OWN = 60
_NODES_OF_OUR_OWN = 300
"""So many questions, about so much, are answered before another solver is there."""


class OutOfBound(Exception):
    """The work bound was hit before the answer was certain."""


@define
class Batch:
    """Worlds simulated together; `base` is the one the others differ from in one choice."""

    changed: list[tuple[Free, Answer] | None]
    worlds: list[World]
    values: dict[int, int]
    valid: int


@define(slots=False)
class Search:
    """Questions about one unfolded case."""

    unfolding: Unfolding
    outcomes: dict[Target, tuple[Literal, ...]]
    axioms: list[Literal]
    bound: WorkBound
    worlds: dict[Target, dict[int, World]] = field(factory=dict)
    impossible: set[tuple[Target, int]] = field(factory=set)
    undecided: set[tuple[Target, int]] = field(factory=set)
    batches: list[Batch] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        circuit = self.unfolding.circuit
        roots = [literal for literals in self.outcomes.values() for literal in literals]
        self.cone = circuit.cone([*roots, *self.axioms])
        inside = set(self.cone)
        self.free = [free for free in self.unfolding.free if any(number in inside for number in free.inputs)]
        answers = [answer.literal for free in self.free for answer in free.answers]
        self.cone = circuit.cone([*roots, *self.axioms, *answers])
        self.solver: Asks = Solver(circuit, self.cone, self.axioms, self.bound)
        self._questions = 0
        self._twin: Twin | None = None
        self._groups: dict[Group, list[Free]] | None = None
        self._axiom_inputs = set(circuit.cone(self.axioms))
        self._expanded: set[World] = set()

    # ── possible outcomes ────────────────────────────────────────────────────────────────────────────────────────

    def find_all(self) -> bool:
        """Find every possible outcome of every target, or say that it is undecided. False when no case is possible at
        all; `OutOfBound` where not even that is certain."""
        first = self._solve([])
        if first is None:
            return False
        self._expand_while_new([first])
        for target, literals in self.outcomes.items():
            for number, literal in enumerate(literals):
                if number not in self.worlds.setdefault(target, {}):
                    try:
                        world = self._solve([literal])
                    except OutOfBound:
                        self.undecided.add((target, number))
                        continue
                    if world is None:
                        self.impossible.add((target, number))
                    else:
                        self._expand_while_new([world])
        return True

    def decided(self, target: Target) -> bool:
        """Whether it is certain for each outcome that it is possible, or that it is not."""
        return not any(undecided == target for undecided, _ in self.undecided)

    def covers(self, target: Target) -> bool:
        """Whether the choices that a target depends on cover every value."""
        incomplete = self.unfolding.unknowns.incomplete
        if not incomplete:
            return True
        support = self.unfolding.circuit.tied(self.outcomes[target], self.axioms)
        return not any(f.subject in incomplete and not support.isdisjoint(f.inputs) for f in self.free)

    def possible(self, target: Target) -> list[int]:
        """The outcomes found, least strict first."""
        return sorted(self.worlds.get(target, ()))

    def seen(self, literals: Sequence[Literal]) -> bool:
        """Whether a world already tried has all the literals."""
        if any(abs(literal) != TRUE and abs(literal) not in self.solver for literal in literals):
            return False
        for batch in self.batches:
            holding = batch.valid
            full = (1 << len(batch.worlds)) - 1
            for literal in literals:
                holding &= in_worlds(batch.values, literal, full)
            if holding:
                return True
        return False

    def is_possible(self, literals: Sequence[Literal]) -> bool:
        """Whether the literals can hold together; what is found enriches later answers."""
        if self.seen(literals):
            return True
        world = self._solve(literals)
        if world is not None:
            self._expand(world)
        return world is not None

    def _solve(self, assumptions: Sequence[Literal]) -> World | None:
        if self.bound.hit:
            raise OutOfBound
        self._questions += 1
        if self._questions == _QUESTIONS_OF_OUR_OWN and len(self.cone) > _NODES_OF_OUR_OWN:
            self.solver = best_solver(self.unfolding.circuit, self.cone, self.axioms, self.bound)
        model = self.solver.solve(assumptions)
        if model is None:
            raise OutOfBound
        return None if isinstance(model, bool) else model

    def _expand_while_new(self, pending: list[World]) -> None:
        while pending:
            pending += self._expand(pending.pop())

    def _expand(self, world: World) -> list[World]:
        """Simulate a world and its neighbours; the worlds that showed an outcome for the first time."""
        if world in self._expanded:
            return []
        self._expanded.add(world)
        changed: list[tuple[Free, Answer] | None] = [None]
        worlds = [world]
        for free in self.free:
            rest = world.difference(free.inputs)
            for answer in free.answers:
                neighbour = rest.union(answer.true)
                if neighbour != world:
                    changed.append((free, answer))
                    worlds.append(neighbour)
        self._simulate(changed, worlds)
        return self._record(self.batches[-1])

    def _simulate(self, changed: list[tuple[Free, Answer] | None], worlds: list[World]) -> None:
        inputs: dict[int, int] = {}
        for place, world in enumerate(worlds):
            for number in world:
                inputs[number] = inputs.get(number, 0) | 1 << place
        full = (1 << len(worlds)) - 1
        values = self.unfolding.circuit.simulate(self.cone, inputs, full)
        valid = full
        for axiom in self.axioms:
            valid &= in_worlds(values, axiom, full)
        self.bound.left -= len(self.cone) // _NODES_PER_WORK
        self.batches.append(Batch(changed, worlds, values, valid))

    def _record(self, batch: Batch) -> list[World]:
        full = (1 << len(batch.worlds)) - 1
        new: list[World] = []
        for target, literals in self.outcomes.items():
            known = self.worlds.setdefault(target, {})
            for number, literal in enumerate(literals):
                if number in known:
                    continue
                holding = in_worlds(batch.values, literal, full) & batch.valid
                if holding:
                    known[number] = batch.worlds[(holding & -holding).bit_length() - 1]
                    new.append(known[number])
        return new

    def outcomes_in(self, world: World) -> dict[Target, list[int]]:
        """What comes about in one world."""
        values = self.unfolding.circuit.simulate(self.cone, dict.fromkeys(world, 1), 1)
        return {
            target: [number for number, literal in enumerate(literals) if in_worlds(values, literal, 1)]
            for target, literals in self.outcomes.items()
        }

    def is_certain(self, literal: Literal, *, given: Literal = TRUE) -> bool:
        """Whether a literal holds in every possible world in which `given` does; False for what was not asked about, or
        when too hard."""
        if abs(literal) != TRUE and abs(literal) not in self.solver:
            return False
        try:
            return not self.is_possible([given, -literal])
        except OutOfBound:
            return False

    # ── what it depends on ───────────────────────────────────────────────────────────────────────────────────────

    def groups(self) -> dict[Group, list[Free]]:
        """The free choices by what is learned at once."""
        if self._groups is None:
            self._groups = {}
            for free in self.free:
                self._groups.setdefault((free.subject, free.line), []).append(free)
        return self._groups

    def supporting(self, target: Target) -> list[Group]:
        """The groups that the circuit of a target mentions, or that the constraints tie to those."""
        support = self.unfolding.circuit.tied(self.outcomes[target], self.axioms)
        return [group for group, free in self.groups().items() if any(support.intersection(f.inputs) for f in free)]

    def is_constrained(self, free: Sequence[Free]) -> bool:
        """Whether a constraint speaks of the choices."""
        return any(not self._axiom_inputs.isdisjoint(each.inputs) for each in free)

    @property
    def twin(self) -> Twin:
        """Two cases side by side; made when first asked for."""
        if self._twin is None:
            circuit = self.unfolding.circuit
            self.bound.left -= len(self.cone) // _NODES_PER_WORK
            self._twin = Twin(circuit, self.outcomes, self.axioms, self.groups(), self.bound)
        return self._twin

    def dependences(self, target: Target) -> set[Group]:
        """The groups of which a change alone, all else equal, can change the outcome; those for which this is too hard
        to tell are among them."""
        support = set(self.unfolding.circuit.cone(self.outcomes[target]))
        grouped = self.groups()
        candidates = [group for group, free in grouped.items() if any(support.intersection(f.inputs) for f in free)]
        found = self._seen_to_matter(target)
        for group in candidates:
            if group not in found and self._matters(target, [other for other in grouped if other != group]):
                found.add(group)
        return found

    def _matters(self, target: Target, others: Sequence[Group]) -> bool:
        try:
            return self.bound.hit or self.twin.apart(others, target) is not None
        except OutOfBound:
            return True

    def _seen_to_matter(self, target: Target) -> set[Group]:
        found: set[Group] = set()
        for batch in self.batches:
            full = (1 << len(batch.worlds)) - 1
            same = full
            for literal in self.outcomes[target]:
                holding = in_worlds(batch.values, literal, full)
                same &= holding if holding & 1 else ~holding
            differing = batch.valid & ~same
            while differing:
                low = differing & -differing
                change = batch.changed[low.bit_length() - 1]
                differing ^= low
                if change is not None:
                    found.add((change[0].subject, change[0].line))
        return found
