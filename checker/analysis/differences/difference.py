"""Everything that two programs decide differently: every kind of change, and all the cases of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise, product

from attrs import evolve

from checker.analysis.differences.deciders import by_decider, stricter_side
from checker.analysis.differences.examples import Examples
from checker.analysis.differences.findings import (
    About,
    Change,
    ChangedRegion,
    Difference,
    Edge,
    Example,
    Impact,
    Kind,
    Size,
)
from checker.analysis.differences.impact import PutCase, facts_of, impacts
from checker.analysis.differences.kinds import Possible, common_decisions, common_duties, of_decision, of_duty
from checker.analysis.differences.matters import Matters
from checker.analysis.differences.pair_space import PairSpace, PairWitness
from checker.analysis.differences.pairing import Pair
from checker.analysis.differences.sides import FIRST, SECOND
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.space.cover import Condition, Cover, Covering, Region
from checker.analysis.space.space import Clock, OutOfTime
from checker.analysis.space.variables import Choice, Sort, Variable, of_facts, yes_or_no
from checker.ir.program import CASE_DATE

Progress = Callable[[int, int], None]
"""Told how many of how many questions have been answered."""

LISTED = 8
MOST_REGIONS = 48
"""Regions of one kind; where there are more, cases are told by the rules that decide."""
_MOST_COUNTED = 256
TOO_LARGE = "its cases are too many for the engine, even without records in lists"


def difference(
    pair: Pair,
    *,
    clock: Clock | None = None,
    listed: int = LISTED,
    most: int = MOST_REGIONS,
    cases: Sequence[PutCase] = (),
    progress: Progress = lambda done, of: None,
) -> Difference:
    """What the sides of a pair decide differently. Of each kind of change, up to `listed` regions are told in full.
    `cases` are decided under both sides, too.

    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    begun = evolve(_begun(pair), cases=len(cases))
    shared = {(kind, name) for kind, name in pair.shared if kind in ("decision", "obligation")}
    equal = tuple(name for kind, name in _decided_by_both(pair) if (kind, name) in shared)
    if len(equal) == len(_decided_by_both(pair)):
        return evolve(begun, equal=equal)
    try:
        places = [{**facts_of(pair, case), CASE_DATE: case.date} for case in cases]
        space = PairSpace(pair, clock or Clock(), places)
    except TooLarge:
        return evolve(begun, equal=equal, problem=TOO_LARGE)
    except OutOfTime:
        return evolve(begun, equal=equal, left=len(_decided_by_both(pair)) - len(equal))
    try:
        return _Comparison(space, listed, most, cases).run(evolve(begun, equal=equal), progress)
    finally:
        space.close()


def _begun(pair: Pair) -> Difference:
    names = [_names_of(pair, side) for side in (FIRST, SECOND)]
    only = tuple(tuple(name for name in names[side] if name not in names[1 - side]) for side in (FIRST, SECOND))
    return Difference(
        pair.sides[SECOND].name, only=(only[FIRST], only[SECOND]), apart=pair.apart, narrowed=pair.narrowed
    )


def _names_of(pair: Pair, side: int) -> list[str]:
    program = pair.sides[side]
    return [*(each.name for each in program.decisions), *(each.name for each in program.obligations)]


def _decided_by_both(pair: Pair) -> list[tuple[str, str]]:
    first, second = pair.sides
    decisions = {each.name for each in first.decisions}
    duties = {each.name for each in first.obligations}
    return [
        *(("decision", each.name) for each in second.decisions if each.name in decisions),
        *(("obligation", each.name) for each in second.obligations if each.name in duties),
    ]


class _Comparison:
    def __init__(self, space: PairSpace, listed: int, most: int, cases: Sequence[PutCase]) -> None:
        self._space = space
        self._listed = listed
        self._most = most
        self._cases = cases
        self._regions: dict[Kind, list[Region]] = {}
        self._matters = Matters(space)
        self._facts = list(of_facts(space.space.unfolding))
        self._examples = Examples(space, self._facts)

    def run(self, begun: Difference, progress: Progress) -> Difference:
        """Every kind of change first, then the regions of each, as far as the time goes."""
        decisions, duties = common_decisions(self._space), common_duties(self._space)
        possible = {name: of_decision(self._space, name) for name in decisions}
        possible |= {name: of_duty(self._space, name) for name in duties}
        total, done, equal = len(possible), 0, list(begun.equal)
        changes: dict[Kind, Change] = {}
        literals: dict[Kind, Literal] = {}
        found: tuple[Impact, ...] = ()
        try:
            self._space.space.load(each.literal for some in possible.values() for each in some)
            for name, some in possible.items():
                before = len(changes)
                for each, example in self._kinds(some):
                    changes[each.kind], literals[each.kind] = example, each.literal
                if len(changes) == before:
                    equal.append(name)
                done += 1
                progress(done, total + len(changes))
            total += len(changes)
            for kind, change in changes.items():
                changes[kind] = self._with_regions(change, literals)
                done += 1
                progress(done, total)
            found = tuple(impacts(self._space, self._cases, literals, self._regions))
        except OutOfTime:
            pass
        return evolve(
            begun,
            changes=tuple(changes.values()),
            equal=tuple(equal),
            longest=self._space.space.longest,
            impacts=found,
            left=total - done,
        )

    def _kinds(self, possible: Sequence[Possible]) -> Iterator[tuple[Possible, Change]]:
        """The kinds of change that do occur, with the least example of each."""
        left = list(possible)
        while left:
            any_of = self._space.space.unfolding.circuit.disj(each.literal for each in left)
            witness = self._space.space.find([any_of])
            if witness is None:
                return
            for each in list(left):
                if each.literal in witness.world or (each.literal < 0 and -each.literal not in witness.world):
                    left.remove(each)
                    usual = self._space.find([each.literal]) or self._space.confirmed(witness)
                    yield each, Change(each.kind, self._examples.of(each.kind, each.literal, usual))

    # ── regions ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _with_regions(self, change: Change, literals: Mapping[Kind, Literal]) -> Change:
        space = self._space.space
        target = literals[change.kind]
        upstream = self._matters.upstream_changes(change.kind)
        own = space.unfolding.circuit.conj((target, -upstream))
        follows = self._follows_from(change.kind, target, upstream, literals)
        cover = self._cover(change.kind, own) if space.can_be([own]) else Cover(())
        sized = sorted(((region, self._size(region)) for region in cover.regions), key=_largest_first)
        self._regions[change.kind] = [region for region, _ in sized]
        return evolve(
            change,
            follows_from=follows,
            regions=tuple(self._told(change.kind, own, region, size) for region, size in sized[: self._listed]),
            unlisted=max(0, len(sized) - self._listed),
            complete=cover.complete,
            values_not_covered=space.not_covered([target]),
        )

    def _cover(self, kind: Kind, own: Literal) -> Cover:
        """By what the changed rules ask; where that were too many regions, by the rules that decide."""
        if not self._matters.is_wide(kind):
            cover = Covering(self._space.space, *self._matters.variables(kind, own)).cover(own, most=self._most)
            if cover.complete:
                return cover
        circuit, side = self._space.space.unfolding.circuit, stricter_side(self._space, kind)
        regions = []
        for decider, _ in by_decider(self._space, kind, side, own):
            variable = yes_or_no(Sort.DECIDES, decider.name or "", decider.literal, (side,))
            meant = tuple(each for each in variable.choices if each.value)
            regions.append(Region((Condition(variable, meant),), circuit.conj((own, decider.literal))))
        return Cover(tuple(regions))

    def _follows_from(
        self, kind: Kind, target: Literal, upstream: Literal, literals: Mapping[Kind, Literal]
    ) -> tuple[Kind, ...]:
        """The changes of decisions read along the way with which this one can happen."""
        read = self._matters.decisions_read(kind)
        return tuple(
            other
            for other, literal in literals.items()
            if other.name in read and other.about is not About.DUTY
            if self._space.space.can_be([target, upstream, literal])
        )

    def _told(self, kind: Kind, target: Literal, region: Region, size: Size) -> ChangedRegion:
        found = self._space.find([target, region.literal])
        assert found is not None  # every region was found from a case
        ordinary = self._examples.of(kind, target, found)
        return ChangedRegion(region.conditions, size, ordinary, self._edge(kind, target, region))

    def _edge(self, kind: Kind, target: Literal, region: Region) -> Edge | None:
        """The nearest that a case of the region comes to one in which the change does not happen."""
        circuit = self._space.space.unfolding.circuit
        for number in sorted(range(len(region.conditions)), key=lambda n: _edge_order(region.conditions[n])):
            condition = region.conditions[number]
            others = [
                circuit.disj(choice.literal for choice in each.choices)
                for each in region.conditions
                if each is not condition
            ]
            for inside, outside in _neighbours(condition):
                if self._space.space.can_be([*others, outside.literal, -target]):
                    found = self._space.find([target, region.literal, inside.literal])
                    if found is not None:
                        example = self._examples.of(kind, target, found)
                        example = self._at_boundary(kind, example, found, condition.variable, inside, outside)
                        return Edge(example, number, inside, outside)
        return None

    def _at_boundary(
        self, kind: Kind, example: Example, found: PairWitness, variable: Variable, inside: Choice, outside: Choice
    ) -> Example:
        """The example with the very value at which a number or a date leaves the region."""
        cell, beyond = inside.cell, outside.cell
        if variable.sort is not Sort.FACT or variable.part or cell is None or beyond is None:
            return example
        if cell.low is None or cell.high is None or beyond.low is None:
            return example
        return self._examples.with_value(
            kind, example, found, variable.name, cell.high if beyond.low > cell.low else cell.low
        )

    def _size(self, region: Region) -> Size:
        conditions = region.conditions
        combinations = 1
        for each in conditions:
            combinations *= len(each.choices)
        if combinations > _MOST_COUNTED:
            return Size(combinations, _values(product_of=[each.choices for each in conditions]), exact=False)
        cells, values = 0, 0
        countable = True
        for chosen in product(*(each.choices for each in conditions)):
            if self._space.space.can_be([each.literal for each in chosen]):
                cells += 1
                here = _values(product_of=[(each,) for each in chosen])
                countable = countable and here is not None
                values += here or 0
        return Size(cells, values if countable else None, exact=True)


def _largest_first(found: tuple[Region, Size]) -> tuple[object, ...]:
    region, size = found
    stated: list[Variable] = [each.variable for each in region.conditions]
    return len(stated), -size.cells, [(each.sort.value, each.name) for each in stated]


def _edge_order(condition: Condition) -> tuple[bool, bool]:
    """Dates and numbers have the edges that are asked about first; then whatever else has an order."""
    variable = condition.variable
    return not (variable.ordered and variable.sort is Sort.FACT), not variable.ordered


def _neighbours(condition: Condition) -> Iterator[tuple[Choice, Choice]]:
    """A choice of the condition, and one beside it that is not: for what is ordered, those next to each other."""
    meant = {each.literal for each in condition.choices}
    if condition.variable.ordered:
        choices = condition.variable.choices
        for one, other in pairwise(choices):
            if (one.literal in meant) is not (other.literal in meant):
                yield (one, other) if one.literal in meant else (other, one)
    else:
        yield from islice(product(condition.choices, condition.others), 4)


def _values(product_of: Sequence[Sequence[Choice]]) -> int | None:
    total = 1
    for choices in product_of:
        counts = [_values_of(each) for each in choices]
        if None in counts:
            return None
        total *= sum(each for each in counts if each is not None)
    return total


def _values_of(choice: Choice) -> int | None:
    cell = choice.cell
    if cell is None or isinstance(choice.value, bool):
        return 1
    if cell.open:
        return None
    if cell.low is not None and cell.high is not None:
        return cell.high - cell.low + 1
    return max(1, len(cell.alike))
