"""Every kind of change that can occur, with the literal under which it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from checker.analysis.differences.findings import About, Direction, Kind
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.sides import FIRST, SECOND, SIDES
from checker.analysis.exact.circuit import FALSE, Literal
from checker.analysis.space.probing import probe_of
from checker.analysis.space.unfold import LINE
from checker.ir.program import NOT_ASKED


@frozen
class Possible:
    """A kind of change and the literal of its cases; `decision` is None for a duty."""

    kind: Kind
    literal: Literal = field(repr=False)


def common_decisions(space: PairSpace) -> list[str]:
    """The decisions that both sides have and do not state alike."""
    names = [{each.name for each in side.decisions} for side in space.pair.sides]
    return [
        each.name
        for each in space.pair.sides[SECOND].decisions
        if each.name in names[FIRST] and ("decision", each.name) not in space.pair.shared
    ]


def common_duties(space: PairSpace) -> list[str]:
    """The duties that both sides have and do not state alike."""
    names = {each.name for each in space.pair.sides[FIRST].obligations}
    return [
        each.name
        for each in space.pair.sides[SECOND].obligations
        if each.name in names and ("obligation", each.name) not in space.pair.shared
    ]


def of_decision(space: PairSpace, name: str) -> list[Possible]:
    """Every pair of outcomes that is not excluded at sight."""
    first, second = (space.outcomes(side, name) for side in SIDES)
    conj = space.space.unfolding.circuit.conj
    if any(space.decision(side, name).combiner == "collect" for side in SIDES):
        return list(_collected(space, name))
    order = [each.name for each in space.decision(SECOND, name).outcomes]
    found = [
        Possible(Kind(About.DECISION, name, before, after, direction_of(order, before, after)), conj((mine, theirs)))
        for before, mine in first.items()
        for after, theirs in second.items()
        if before != after
    ]
    return [each for each in found if each.literal != FALSE]


def _collected(space: PairSpace, name: str) -> Iterator[Possible]:
    first, second = (space.outcomes(side, name) for side in SIDES)
    conj = space.space.unfolding.circuit.conj
    for outcome in dict.fromkeys((*first, *second)):
        mine, theirs = first.get(outcome, FALSE), second.get(outcome, FALSE)
        gone = Kind(About.COLLECTED, name, outcome, None, Direction.LOOSER)
        new = Kind(About.COLLECTED, name, None, outcome, Direction.STRICTER)
        for kind, literal in ((gone, conj((mine, -theirs))), (new, conj((-mine, theirs)))):
            if literal != FALSE:
                yield Possible(kind, literal)


def of_duty(space: PairSpace, name: str) -> list[Possible]:
    """That a duty arises on one side only."""
    unfolding = space.space.unfolding
    probes = (probe_of("obligation", space.pair.name(side, "obligation", name)) for side in SIDES)
    mine, theirs = (unfolding.applies(LINE, probe) for probe in probes)
    conj = unfolding.circuit.conj
    gone = Possible(Kind(About.DUTY, name, name, None, Direction.LOOSER), conj((mine, -theirs)))
    new = Possible(Kind(About.DUTY, name, None, name, Direction.STRICTER), conj((-mine, theirs)))
    return [each for each in (gone, new) if each.literal != FALSE]


def direction_of(order: Sequence[str], before: str, after: str) -> Direction:
    """What it means to go from one outcome to another, least strict first."""
    if NOT_ASKED in (before, after) or before not in order or after not in order:
        return Direction.OTHER
    return Direction.STRICTER if order.index(after) > order.index(before) else Direction.LOOSER
