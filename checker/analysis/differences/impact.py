"""Real cases under both programs: which of them change, and in which region each of these lies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from checker.analysis.differences.findings import About, Impact, Kind
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.pairing import Pair
from checker.analysis.differences.sides import FIRST, SECOND, SIDES, named
from checker.analysis.exact import decide
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.space.cover import Region
from checker.analysis.space.given import literals_of
from checker.results.records import JurisdictionResult, ObligationStatus
from checker.values import Value


@frozen
class PutCase:
    """One line of a case, as each of two laws reads it."""

    case: str
    line: str
    facts: tuple[Mapping[str, Value], Mapping[str, Value]]
    date: int


def impacts(
    space: PairSpace,
    cases: Iterable[PutCase],
    literals: Mapping[Kind, Literal],
    regions: Mapping[Kind, Sequence[Region]],
) -> Iterator[Impact]:
    """What changes in the cases. Raises `ReplayMismatch` where a case changes in a way that was proved not to occur.

    Whether a duty arises is not known exactly: where only that changes, and not the duty, there is nothing to tell.
    """
    collecting = {each.name for side in space.pair.sides for each in side.decisions if each.combiner == "collect"}
    for case in cases:
        if not space.space.can_be(_assumptions(space, case)):
            # No such case can occur under the constraints of both.
            continue
        results = [_decided(space, side, case) for side in SIDES]
        for about, name, before, after in _changes(results[FIRST], results[SECOND], collecting):
            here = _assumptions(space, case)
            kinds = [
                kind
                for kind, literal in literals.items()
                if (kind.about, kind.name) == (about, name) and space.space.can_be([*here, literal])
            ]
            if not kinds and about is not About.DUTY and _is_exact(name, results):
                raise ReplayMismatch(f"{name} changes in {case.case} from {before} to {after}, in no kind of change")
            for kind in kinds:
                yield Impact(case.case, case.line, kind, before, after, _regions(space, kind, here, literals, regions))


def _decided(space: PairSpace, side: int, case: PutCase) -> JurisdictionResult:
    facts = {**case.facts[side], **space.facts_for(side, {})}
    return decide(space.pair.sides[side], [(case.line, facts)], space.date_for(side, case.date))


def _is_exact(decision: str, results: Sequence[JurisdictionResult]) -> bool:
    return all(result.decision(decision).exact for result in results)


def _changes(
    old: JurisdictionResult, new: JurisdictionResult, collecting: Collection[str]
) -> Iterator[tuple[About, str, tuple[str, ...], tuple[str, ...]]]:
    before = {each.decision: each for each in old.decisions}
    for each in new.decisions:
        one = before.get(each.decision)
        if one is not None and (one.possible, one.collected) != (each.possible, each.collected):
            about = About.COLLECTED if each.decision in collecting else About.DECISION
            yield about, each.decision, one.possible, each.possible
    duties = {each.obligation: each for each in old.obligations}
    for duty in new.obligations:
        owed = duties.get(duty.obligation)
        if owed is not None and _arises(owed.status, owed.arises) != _arises(duty.status, duty.arises):
            yield (
                About.DUTY,
                duty.obligation,
                (_arises(owed.status, owed.arises),),
                (_arises(duty.status, duty.arises),),
            )


def _arises(status: ObligationStatus, arises: bool | None) -> str:
    if status is ObligationStatus.DOES_NOT_ARISE:
        return "does_not_arise"
    return "may_arise" if arises is None else "arises"


def facts_of(pair: Pair, case: PutCase) -> dict[str, Value]:
    """The facts of a case as the pair knows them."""
    facts: dict[str, Value] = {**case.facts[FIRST], **case.facts[SECOND]}
    for name in pair.apart:
        facts |= {named(side, name): case.facts[side][name] for side in SIDES if name in case.facts[side]}
    return facts


def _assumptions(space: PairSpace, case: PutCase) -> list[Literal]:
    return literals_of(space.space.unfolding, facts_of(space.pair, case), case.date)


def _regions(
    space: PairSpace,
    kind: Kind,
    here: Sequence[Literal],
    literals: Mapping[Kind, Literal],
    regions: Mapping[Kind, Sequence[Region]],
) -> tuple[int, ...]:
    """The regions, by number, in which the case may lie."""
    return tuple(
        number
        for number, region in enumerate(regions.get(kind, ()))
        if space.space.can_be([*here, literals[kind], region.literal])
    )
