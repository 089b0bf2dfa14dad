"""Cases told apart by the rule that decides them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from checker.analysis.differences.findings import About, Kind
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.sides import FIRST, SECOND, original
from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.space.unfold import LINE
from checker.analysis.space.witness import Witness, is_true


@frozen
class Decider:
    """A rule and the literal under which it applies; without a name: that none does."""

    name: str | None
    literal: Literal


def stricter_side(space: PairSpace, kind: Kind) -> int:
    """The side that decides more strictly, or on which there is something; the first, where neither does."""
    if kind.about is not About.DECISION:
        return SECOND if kind.before is None else FIRST
    order = [each.name for each in space.decision(SECOND, kind.name).outcomes]
    places = [order.index(each) if each in order else -1 for each in (kind.before, kind.after)]
    return SECOND if places[SECOND] > places[FIRST] else FIRST


def by_decider(space: PairSpace, kind: Kind, side: int, own: Literal) -> Iterator[tuple[Decider, Witness]]:
    """The rules of one side that decide some case of a kind, each with such a case that no rule before it decides."""
    deciders = _deciders(space, kind, side)
    space.space.load([own, *(each.literal for each in deciders)])
    outside: list[Literal] = []
    while (witness := space.space.find([own, *outside])) is not None:
        decider = next(each for each in deciders if is_true(witness.world, each.literal))
        outside.append(-decider.literal)
        yield decider, witness


def _deciders(space: PairSpace, kind: Kind, side: int) -> list[Decider]:
    if kind.about is About.DUTY:
        return [Decider(None, TRUE)]
    outcome = kind.before if side == FIRST else kind.after
    index = next((n for n, each in enumerate(space.decision(side, kind.name).outcomes) if each.name == outcome), None)
    own = space.pair.name(side, "decision", kind.name)
    unfolding = space.space.unfolding
    found = [
        Decider(original(rule.name), unfolding.applies(LINE, rule.name))
        for rule in space.space.program.rules
        if any((each.decision, each.outcome) == (own, index) for each in rule.conclusions)
    ]
    return [*(each for each in found if each.literal != FALSE), Decider(None, TRUE)]
