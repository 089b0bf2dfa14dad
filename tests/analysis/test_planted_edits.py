"""Edits planted in the real law are found: whatever the interpreter shows to change was proved to change, and lies in a
region that was found."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from attrs import evolve, frozen

from checker.analysis.differences.difference import MOST_REGIONS, _begun, _Comparison
from checker.analysis.differences.findings import Difference, Kind
from checker.analysis.differences.kinds import common_decisions, common_duties, of_decision, of_duty
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.pairing import pair
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.completion import substitute
from checker.analysis.space.given import literals_of
from checker.analysis.space.probing import probed
from checker.analysis.space.space import Clock
from checker.api import open_law
from checker.backends.interpreter import evaluate
from checker.backends.interpreter.constraints import broken_constraints
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, DatedList, Period, Program, Rule
from checker.types import BoolType, EnumType, Type
from checker.values import Scalar, Value
from tests.analysis.test_differences import Changed, changes_between, key
from tests.generators.complete_cases import CompleteCases
from tests.generators.planted import planted

pytest.importorskip("pysat")

CASES = 400
QUICK = [("AU", 1), ("NO", 1), ("CODE", 2), ("CODE", 3), ("DUE_DILIGENCE", 2)]
REAL = ("AU", "CA", "DK", "EU", "FR", "GB", "NL", "NO", "US", "XI", "CODE", "DUE_DILIGENCE")
MANY = 9
"""Edits of each real law."""


@frozen
class Settled:
    """Everything that two laws leave open, settled alike."""

    old: Program
    new: Program
    terms: Mapping[str, Scalar]


def settled(old: Program, new: Program, random: Random) -> Settled:
    types = {each.expr.name: each.type for each in old.definitions if isinstance(each.expr, ir.Uncertain)}
    terms = {name: _some(types.get(name, BoolType()), random) for name, _ in old.uncertainties}
    days: dict[object, int] = {}

    def day(owner: object, end: str, earliest: int, latest: int) -> int:
        if earliest == latest:
            return earliest
        first, last = max(earliest, 1), min(latest, 800_000)
        return days.setdefault((owner, end, earliest, latest), random.randint(first, last))

    def exact(owner: object, period: Period) -> Period:
        start = day(owner, "start", period.start_earliest, period.start_latest)
        end = day(owner, "end", period.end_earliest, period.end_latest)
        return Period(start, start, end, end)

    def rule(each: Rule) -> Rule:
        return evolve(each, periods=tuple(exact(each.name, period) for period in each.periods))

    def dated(each: DatedList) -> DatedList:
        rows = (evolve(row, period=exact((each.name, row.member, row.period), row.period)) for row in each.rows)
        return evolve(each, rows=tuple(rows))

    def whole(each: Program) -> Program:
        made = substitute(probed(each), terms)
        return evolve(made, rules=tuple(map(rule, made.rules)), lists=tuple(map(dated, made.lists)))

    return Settled(whole(old), whole(new), terms)


def _some(type_: Type, random: Random) -> Scalar:
    return random.choice(type_.values) if isinstance(type_, EnumType) else random.random() < 0.5


@frozen
class Proved:
    """What was proved of an edit, and where in the space each kind of change and each of its regions lies."""

    space: PairSpace
    found: Difference
    literals: Mapping[Kind, Literal]
    regions: Mapping[Kind, list[Literal]]

    def assert_holds(
        self, changed: set[Changed], facts: Mapping[str, Value], date: int, terms: Mapping[str, Scalar]
    ) -> None:
        """Each change that a case shows is of a kind that was proved to occur, in a region or together with another."""
        unfolding = self.space.space.unfolding
        here = literals_of(unfolding, facts, date)
        here += [
            free.answer_for(terms[free.subject[1]]).literal for free in unfolding.free if free.subject[0] == "uncertain"
        ]
        by_key = {
            (each.kind.about, each.kind.name, each.kind.before, each.kind.after): each for each in self.found.changes
        }
        assert changed <= set(by_key), (changed - set(by_key), facts, date)
        for change in (by_key[each] for each in changed):
            literal = self.literals[change.kind]
            places = [
                *self.regions.get(change.kind, []),
                *(self.literals[other] for other in change.follows_from),
            ]
            assert any(self.space.space.can_be([*here, literal, each]) for each in places), (change.kind, facts, date)


def prove(old: Program, new: Program, told_apart: list[Mapping[str, Value]]) -> Proved:
    both = pair(old, new)
    space = PairSpace(both, Clock(), told_apart)
    possible = [each for name in common_decisions(space) for each in of_decision(space, name)]
    possible += [each for name in common_duties(space) for each in of_duty(space, name)]
    comparison = _Comparison(space, 0, MOST_REGIONS, ())
    found = comparison.run(_begun(both), lambda done, of: None)
    assert found.finished
    regions = {kind: [each.literal for each in some] for kind, some in comparison._regions.items()}
    return Proved(space, found, {each.kind: each.literal for each in possible}, regions)


def check_planted(name: str, seed: int, how_many: int = CASES) -> int:
    """How many of the cases change."""
    law = open_law().law
    assert law is not None
    random = Random(f"{name} {seed}")
    old = law.programs[name]
    edit = planted(old, random)
    observed: list[tuple[set[Changed], Mapping[str, Value], int, Mapping[str, Scalar]]] = []
    both = settled(old, edit.program, random)
    for number, (facts, date) in enumerate(CompleteCases(law, (old, edit.program), random).some(how_many)):
        if number % 50 == 0:
            both = settled(old, edit.program, random)
        if broken_constraints(both.old, facts, date) or broken_constraints(both.new, facts, date):
            continue
        changed = changes_between(evaluate(both.old, facts, date), evaluate(both.new, facts, date), edit.program)
        if changed:
            observed.append((changed, facts, date, both.terms))
    proved = prove(old, edit.program, [{**facts, CASE_DATE: date} for _, facts, date, _ in observed[:20]])
    try:
        # An edit that no case is proved to notice is noticed by none.
        assert proved.found.changes or not observed
        kinds = {key(change.kind) for change in proved.found.changes}
        assert all(changed <= kinds for changed, *_ in observed), edit.told
        for each in observed[:20]:
            proved.assert_holds(*each)
    finally:
        proved.space.close()
    return len(observed)


def test_what_planted_edits_of_real_laws_change_is_proved_and_lies_in_a_region() -> None:
    changing = [check_planted(*each) for each in QUICK]

    assert any(changing)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(100, 100 + MANY))
@pytest.mark.parametrize("name", REAL)
def test_what_many_planted_edits_of_real_laws_change_is_proved_and_lies_in_a_region(name: str, seed: int) -> None:
    check_planted(name, seed, 1_500)
