"""Every way in which two jurisdictions of one law can decide differently.

Two jurisdictions share little but the vocabulary, so a gap is told by who decides: cases of one kind in which the same
rule of the stricter side decides are one gap. What the gap turns on is read off the rule of the other side that comes
nearest to deciding alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from checker.analysis.differences.deciders import by_decider, stricter_side
from checker.analysis.differences.examples import Examples
from checker.analysis.differences.findings import Example, Kind
from checker.analysis.differences.given_facts import Given
from checker.analysis.differences.kinds import Possible, common_decisions, of_decision
from checker.analysis.differences.matters import Matters
from checker.analysis.differences.nearest import Cause, Nearest, NearestRule
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.pairing import pair
from checker.analysis.differences.sides import FIRST, SECOND
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.space.space import Clock, OutOfTime
from checker.analysis.space.variables import of_facts
from checker.analysis.space.witness import Witness
from checker.ir.program import Program
from checker.values import NONE

LISTED = 10
TOO_LARGE = "their cases are too many for the engine, even without records in lists"

Progress = Callable[[int, int], None]


@frozen
class Gap:
    """Cases of one kind in which the same rule of the stricter side decides.

    `decider` is that rule, on side `stricter`; None: what holds where none applies. `nearest` is the rule of the other
    side that comes nearest to deciding alike in the example, if any does.
    """

    kind: Kind
    stricter: int
    decider: str | None
    cause: Cause
    example: Example
    nearest: NearestRule | None = None


@frozen
class Gaps:
    """What two jurisdictions decide differently: the `listed` that matter most, and how many of each kind there are.

    `equal` are decisions proved to be the same in every case; `follows` those that differ only where another one that
    they read does. `complete`: the gaps are proved to be all. `longest`, `left` and `problem` are as for a difference.
    """

    first: str
    second: str
    as_if: bool
    listed: tuple[Gap, ...] = ()
    counted: Mapping[Kind, int] = field(factory=dict)
    causes: Mapping[Cause, int] = field(factory=dict)
    equal: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    complete: bool = False
    longest: int | None = None
    left: int = 0
    problem: str | None = None

    @property
    def found(self) -> int:
        """How many gaps were found."""
        return sum(self.counted.values())

    @property
    def finished(self) -> bool:
        """Whether everything was asked."""
        return not self.left and self.problem is None


def find_gaps(
    first: Program,
    second: Program,
    *,
    as_if: bool = True,
    clock: Clock | None = None,
    listed: int = LISTED,
    progress: Progress = lambda done, of: None,
) -> Gaps:
    """The gaps between two jurisdictions; `as_if`: each decides as if the case were established with it.

    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    begun = Gaps(first.name, second.name, as_if)
    both = pair(first, second, (_given(first), _given(second)) if as_if else ({}, {}))
    try:
        space = PairSpace(both, clock or Clock())
    except TooLarge:
        return evolve(begun, problem=TOO_LARGE)
    except OutOfTime:
        return evolve(begun, left=len(second.decisions))
    try:
        return _Search(space, listed).run(begun, progress)
    finally:
        space.close()


def _given(program: Program) -> Given:
    """What a case established in a jurisdiction has, as far as it is a plain value."""
    return {name: value for name, value in program.as_if if _is_plain(value)}  # type: ignore[misc]


def _is_plain(value: object) -> bool:
    return isinstance(value, (bool, int, str)) or value is NONE


@frozen
class _Found:
    possible: Possible
    stricter: int
    decider: str | None
    literal: Literal
    witness: Witness
    nearest: NearestRule | None
    cause: Cause


class _Search:
    def __init__(self, space: PairSpace, listed: int) -> None:
        self._space = space
        self._listed = listed
        self._matters = Matters(space)
        self._examples = Examples(space, list(of_facts(space.space.unfolding)))
        self._nearest = Nearest(space)

    def run(self, begun: Gaps, progress: Progress) -> Gaps:
        """All decisions, as far as the time goes."""
        names = common_decisions(self._space)
        shared = self._space.pair.shared
        equal = [each.name for each in self._space.pair.sides[SECOND].decisions if ("decision", each.name) in shared]
        follows: list[str] = []
        done, complete = 0, True
        gaps: list[_Found] = []
        listed: tuple[Gap, ...] = ()
        try:
            self._nearest.load()
            for name in names:
                possible = of_decision(self._space, name)
                any_of = self._space.space.unfolding.circuit.disj(each.literal for each in possible)
                if not self._space.space.can_be([any_of]):
                    equal.append(name)
                else:
                    before = len(gaps)
                    for each in possible:
                        gaps += self._gaps(each)
                    if len(gaps) == before:
                        follows.append(name)
                done += 1
                progress(done, len(names))
            listed = tuple(self._told(each) for each in _spread(sorted(gaps, key=self._weight), self._listed))
        except OutOfTime:
            complete = False
        counted: dict[Kind, int] = {}
        causes: dict[Cause, int] = {}
        for gap in gaps:
            kind = gap.possible.kind
            counted[kind] = counted.get(kind, 0) + 1
            causes[gap.cause] = causes.get(gap.cause, 0) + 1
        return evolve(
            begun,
            listed=listed,
            counted=counted,
            causes=causes,
            equal=tuple(equal),
            follows=tuple(follows),
            complete=complete,
            longest=self._space.space.longest,
            left=len(names) - done,
        )

    def _gaps(self, possible: Possible) -> Iterator[_Found]:
        """The gaps of one kind, while no decision that is read along the way differs."""
        circuit = self._space.space.unfolding.circuit
        own = circuit.conj((possible.literal, -self._matters.upstream_changes(possible.kind)))
        side = stricter_side(self._space, possible.kind)
        for decider, witness in by_decider(self._space, possible.kind, side, own):
            near = self._nearest.to(possible.kind, witness)
            cause = self._nearest.cause(possible.kind, near)
            together = circuit.conj((own, decider.literal))
            yield _Found(possible, side, decider.name, together, witness, near, cause)

    def _told(self, found: _Found) -> Gap:
        applying = () if found.decider is None else (self._space.pair.name(found.stricter, "rule", found.decider),)
        witness = self._space.confirmed(found.witness)
        example = self._examples.of(found.possible.kind, found.literal, witness, applying)
        return Gap(found.possible.kind, found.stricter, found.decider, found.cause, example, found.nearest)

    def _weight(self, found: _Found) -> tuple[object, ...]:
        """What matters most comes first: early decisions, and outcomes far apart."""
        kind = found.possible.kind
        order = [each.name for each in self._space.decision(SECOND, kind.name).outcomes]
        places = [order.index(each) if each in order else 0 for each in (kind.before, kind.after)]
        decisions = [each.name for each in self._space.pair.sides[SECOND].decisions]
        return decisions.index(kind.name), -abs(places[FIRST] - places[SECOND])


def _spread(gaps: Sequence[_Found], most: int) -> Iterator[_Found]:
    """The first of each kind first, then the second of each, so that one kind does not take all the room."""
    rounds: dict[Kind, int] = {}
    placed = []
    for place, gap in enumerate(gaps):
        kind = gap.possible.kind
        turn = rounds[kind] = rounds.get(kind, -1) + 1
        placed.append((turn, place, gap))
    for _, _, gap in sorted(placed, key=lambda each: each[:2])[:most]:
        yield gap
