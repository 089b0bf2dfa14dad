"""Every case of one program: which things can happen in one of them, and which in none.

The space has all facts free, the date of the case among them, and everything that the law leaves open; the constraints
of the vocabulary hold throughout. It has one line: rules speak of one line, and a decision over several lines is the
strictest of them. Lists have at most the number of records that their type declares, or fewer where the circuit would
become too large; `longest` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import monotonic

from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.exact.questions import Questions, plain
from checker.analysis.exact.shapes import Free
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.space.probing import probed
from checker.analysis.space.solver import Solver
from checker.analysis.space.unfold import LINE, NOTHING_GIVEN, Alike, SpaceUnfolding
from checker.analysis.space.witness import Replays, Witness, World, is_true
from checker.ir.program import Program
from checker.types import ListType
from checker.values import NONE, Value

MOST_GATES = 2_000_000


class OutOfTime(Exception):
    """The time allowed is used up."""


class Clock:
    """How long may still be taken; looked at between two questions, of which each takes little."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = None if seconds is None else monotonic() + seconds

    def check(self) -> None:
        """Raise `OutOfTime` once the time is used up."""
        if self._end is not None and monotonic() >= self._end:
            raise OutOfTime


class CaseSpace:
    """The space of one program; every witness it hands out has been replayed."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        *,
        most: int = MOST_GATES,
        alike: Alike = lambda moment: moment,
        given: Mapping[str, Value] = NOTHING_GIVEN,
        told_apart: Sequence[Mapping[str, Value]] = (),
    ) -> None:
        """Raises `TooLarge` where the space has no circuit within the bound, even without records in lists.

        `alike` tells which ends of periods are one and the same, though several owners have them. `given` are facts
        that have one value in every case of the space. `told_apart` are cases whose places in the space will be asked
        for.
        """

        def unfold(made: Program) -> SpaceUnfolding:
            return SpaceUnfolding(made, Questions(made), most, alike, given, told_apart)

        self.program, self.longest, self.unfolding = _unfolded(program, clock, unfold)
        names = (each.name for each in self.program.constraints)
        self.constraints: Mapping[str, Literal] = dict(zip(names, self.unfolding.constraints(LINE), strict=True))
        self._clock = clock
        self._orders = self.unfolding.orders()
        self._solver = Solver(self.unfolding.circuit, [*self._orders, *self.constraints.values()])
        self._unconstrained: Solver | None = None
        self._worlds: list[World] = []
        self.replays = Replays(self.unfolding, given)
        self._solver.load(self._told_by_every_world())
        self._solver.prefer(literal for free in self.unfolding.free for literal in _easy_to_read(free))

    def _told_by_every_world(self) -> Iterator[Literal]:
        unfolding = self.unfolding
        for rule in self.program.rules:
            yield unfolding.applies(LINE, rule.name)
        for decision in self.program.decisions:
            yield from unfolding.outcomes(LINE, decision.name)
        for free in unfolding.free:
            yield from (answer.literal for answer in free.answers)
        for by_basis in unfolding.moments.values():
            for basis, reached in by_basis.items():
                yield reached
                yield from unfolding.days(basis).values()

    # ── what can happen ──────────────────────────────────────────────────────────────────────────────────────────

    def load(self, literals: Iterable[Literal]) -> None:
        """Say beforehand what will be asked: each world found then answers all of it that it can."""
        if self._solver.load(literals):
            # Worlds found before tell nothing of what is new.
            self._worlds.clear()

    def find(self, literals: Sequence[Literal], *, fresh: bool = False) -> Witness | None:
        """A case in which the literals hold, replayed; None when there is none. `fresh`: as usual a case as can be, and
        not one that was found before if it happens to do."""
        wanted = [literal for literal in literals if literal != TRUE]
        if FALSE in wanted:
            return None
        self.load(wanted)
        for world in () if fresh else self._worlds:
            if all(is_true(world, literal) for literal in wanted):
                return self.replays.witness(world)
        self._clock.check()
        found = self._solver.solve(wanted)
        if found is None:
            return None
        witness = self.replays.witness(found)
        self._worlds.append(found)
        return witness

    def can_be(self, literals: Sequence[Literal]) -> bool:
        """Whether some case joins the literals; for steps in between, of which the end is a case or a proof."""
        self.load(literals)
        self._clock.check()
        return self._solver.can_be(literals)

    def conflict(self, literals: Sequence[Literal]) -> tuple[Literal, ...] | None:
        """Some of the literals that no case joins, none of which can be left out; None where a case joins them all."""
        self.load(literals)
        self._clock.check()
        return self._solver.core(literals)

    def conflict_with_constraints(self, literals: Sequence[Literal]) -> tuple[str, ...] | None:
        """Constraints that together exclude the literals, none of which can be left out; empty where nothing need be
        excluded; None where a case joins them all."""
        self._clock.check()
        if self._unconstrained is None:
            self._unconstrained = Solver(self.unfolding.circuit, self._orders)
        if self._unconstrained.solve(literals) is None:
            return ()
        core = self._unconstrained.core([*literals, *self.constraints.values()])
        return None if core is None else tuple(n for n, literal in self.constraints.items() if literal in core)

    def not_covered(self, literals: Iterable[Literal]) -> tuple[str, ...]:
        """The facts on which the literals depend and whose values are not known to be covered, by name."""
        incomplete = self.unfolding.unknowns.incomplete
        if not incomplete:
            return ()
        tied = self.unfolding.circuit.tied(list(literals), self.constraints.values())
        return tuple(
            sorted(
                {
                    free.subject[1]
                    for free in self.unfolding.free
                    if free.subject in incomplete and not tied.isdisjoint(free.inputs)
                }
            )
        )

    def close(self) -> None:
        """Give back what the solvers hold."""
        self._solver.close()
        if self._unconstrained is not None:
            self._unconstrained.close()


def _easy_to_read(free: Free) -> Iterator[Literal]:
    """Few records, few members, nothing begun; of named values one that no rule names, or else the first."""
    cells = () if free.domain is None else free.domain.cells
    named = [number for number, cell in enumerate(cells) if cell.low is None and cell.value is not NONE]
    usual = next((number for number in named if cells[number].open), named[0] if named else None)
    for number, literal in enumerate(free.inputs):
        yield literal if number == usual else -literal


def _unfolded(
    program: Program, clock: Clock, unfold: Callable[[Program], SpaceUnfolding]
) -> tuple[Program, int | None, SpaceUnfolding]:
    """The probed program with lists as long as they can be, the bound put on them (None: the declared one), and its
    circuit."""
    bounds: list[int | None] = [None, *range(_longest_list(program) - 1, -1, -1)]
    for bound in bounds:
        clock.check()
        made = probed(program, longest=bound)
        unfolding = unfold(made)
        try:
            for rule in made.rules:
                unfolding.own(rule.name)
                unfolding.applies(LINE, rule.name)
            for decision in made.decisions:
                unfolding.outcomes(LINE, decision.name)
            unfolding.constraints(LINE)
        except TooLarge:
            continue
        return made, bound, unfolding
    raise TooLarge


def _longest_list(program: Program) -> int:
    lists = (plain(fact.type) for fact in program.facts)
    return max((each.maximum for each in lists if isinstance(each, ListType)), default=0)
