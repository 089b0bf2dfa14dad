"""Few, large regions that are together all the cases in which something holds.

A region says of some variables which of their choices are meant; whatever the others are, what is looked for holds in
every case of the region. A region starts from one case: first everything that does not matter there is left out, then
each condition that is left is widened as far as it goes. The next region starts from a case outside all those found,
and when there is none, that is the proof that nothing is left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import field, frozen

from checker.analysis.exact.circuit import Literal
from checker.analysis.space.space import CaseSpace
from checker.analysis.space.variables import Choice, Variable, is_settled
from checker.analysis.space.witness import Witness


@frozen
class Condition:
    """A variable and those of its choices that are meant, in the order of the variable's own."""

    variable: Variable
    choices: tuple[Choice, ...]

    @property
    def others(self) -> tuple[Choice, ...]:
        """The choices that are not meant."""
        meant = {each.literal for each in self.choices}
        return tuple(each for each in self.variable.choices if each.literal not in meant)


@frozen
class Region:
    """The cases that meet all conditions. None can be left out, and none widened."""

    conditions: tuple[Condition, ...]
    literal: Literal = field(repr=False)


@frozen
class Cover:
    """`left` is a case that no region holds: None where it is proved that there is none."""

    regions: tuple[Region, ...]
    left: Witness | None = None

    @property
    def complete(self) -> bool:
        """Whether the regions are all there is."""
        return self.left is None


class Covering:
    """Finds regions in terms of some variables, of which the first are the first to be left out.

    Others, in a `last_resort`, come in only where these do not determine what is looked for; together they have to.
    """

    def __init__(self, space: CaseSpace, variables: Iterable[Variable], last_resort: Iterable[Variable] = ()) -> None:
        self._space = space
        self._circuit = space.unfolding.circuit
        self._variables = [each for each in variables if not is_settled(each)]
        self._last_resort = [each for each in last_resort if not is_settled(each)]
        every = (*self._variables, *self._last_resort)
        space.load(choice.literal for each in every for choice in each.choices)

    def cover(
        self,
        target: Literal,
        *,
        most: int,
        widest: int | None = None,
        among: Sequence[Literal] = (),
    ) -> Cover:
        """Regions in which `target` holds. Beyond `most` of them, `left` is a case that none of them has.

        The search ends as well with a region of more than `widest` conditions. Of cases in which what is `among` does
        not hold, regions say nothing: they hold `target` in those of their cases in which it does.
        """
        regions: list[Region] = []
        left = None
        for region in self._regions(target, among):
            regions.append(region)
            if len(regions) >= most or (widest is not None and len(region.conditions) > widest):
                left = self._space.find([target, *(-each.literal for each in regions)])
                break
        return Cover(tuple(self._needed(target, regions)), left)

    def region_of(self, target: Literal, witness: Witness, among: Sequence[Literal] = ()) -> Region:
        """A region with the case in it. Raises ValueError where the variables do not determine `target`."""
        broken = [*among, -target]
        kept = self._needed_of(self._variables, broken, witness)
        if kept is None:
            kept = self._needed_of([*self._last_resort, *self._variables], broken, witness)
        if kept is None:
            raise ValueError("the variables do not determine it")
        meant: list[tuple[Choice, ...]] = [(choice,) for _, choice in kept]
        for number in reversed(range(len(kept))):
            others = [self._any(choices) for each, choices in enumerate(meant) if each != number]
            meant[number] = self._widened(kept[number][0], kept[number][1], [*others, *broken])
        found = tuple(
            Condition(variable, choices)
            for (variable, _), choices in zip(kept, meant, strict=True)
            if len(choices) < len(variable.choices)
        )
        return Region(found, self._circuit.conj(self._any(each.choices) for each in found))

    def _needed_of(
        self, variables: Iterable[Variable], broken: Sequence[Literal], witness: Witness
    ) -> list[tuple[Variable, Choice]] | None:
        """Some variables, as they are in a case, of which none can be left out; None where all are not enough."""
        chosen: dict[Literal, tuple[Variable, Choice]] = {}
        for variable in variables:
            choice = variable.chosen(witness.world)
            chosen.pop(choice.literal, None)
            chosen[choice.literal] = (variable, choice)
        core = self._space.conflict([*chosen, *broken])
        return None if core is None else [chosen[literal] for literal in core if literal in chosen]

    def _regions(self, target: Literal, among: Sequence[Literal]) -> Iterator[Region]:
        outside: list[Literal] = []
        while (witness := self._space.find([target, *outside])) is not None:
            region = self.region_of(target, witness, among)
            outside.append(-region.literal)
            yield region

    def _needed(self, target: Literal, regions: Sequence[Region]) -> Iterator[Region]:
        """Without those that the others hold all the cases of."""
        kept = list(regions)
        for region in regions if len(regions) > 1 else ():
            others = [-each.literal for each in kept if each is not region]
            if self._space.conflict([target, region.literal, *others]) is not None:
                kept.remove(region)
        return iter(kept)

    # ── widening ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _widened(self, variable: Variable, start: Choice, rest: Sequence[Literal]) -> tuple[Choice, ...]:
        """All choices with which `rest` cannot hold; of ordered ones, those without a gap around where it starts."""

        def good(choices: Sequence[Choice]) -> bool:
            return not self._space.can_be([self._any(choices), *rest])

        if variable.ordered:
            return _stretch(variable.choices, variable.choices.index(start), good)
        others = [choice for choice in variable.choices if choice is not start]
        found = {start.literal, *(choice.literal for choice in _all_good(others, good))}
        return tuple(choice for choice in variable.choices if choice.literal in found)

    def _any(self, choices: Sequence[Choice]) -> Literal:
        return self._circuit.disj(choice.literal for choice in choices)


def _all_good(choices: Sequence[Choice], good: Callable[[Sequence[Choice]], bool]) -> Iterator[Choice]:
    """Those that are good by themselves; many are looked at together."""
    pending = [list(choices)] if choices else []
    while pending:
        some = pending.pop()
        if good(some):
            yield from some
        elif len(some) > 1:
            half = len(some) // 2
            pending += [some[half:], some[:half]]


def _stretch(choices: Sequence[Choice], start: int, good: Callable[[Sequence[Choice]], bool]) -> tuple[Choice, ...]:
    """The longest run around a place all of which is good."""
    last = _farthest(len(choices) - 1 - start, lambda steps: good(choices[start : start + steps + 1]))
    first = _farthest(start, lambda steps: good(choices[start - steps : start + 1]))
    return tuple(choices[start - first : start + last + 1])


def _farthest(most: int, good: Callable[[int], bool]) -> int:
    """The greatest number of steps up to which it is good, 0 of which are."""
    if most and good(most):
        return most
    low, high = 0, most
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if good(middle) else (low, middle)
    return low
