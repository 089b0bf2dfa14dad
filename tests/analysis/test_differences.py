"""What is proved to change is what going through every case shows to change, and every region holds what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import pytest

from checker.analysis.differences.difference import _Comparison, difference
from checker.analysis.differences.findings import About, Difference, Kind
from checker.analysis.differences.gaps import find_gaps
from checker.analysis.differences.impact import PutCase, impacts
from checker.analysis.differences.kinds import Possible, common_decisions, common_duties, of_decision, of_duty
from checker.analysis.differences.nearest import Cause
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.pairing import pair
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.completion import substitute
from checker.analysis.space.cover import Region
from checker.analysis.space.given import literals_of
from checker.analysis.space.probing import probe_of, probed
from checker.analysis.space.space import Clock
from checker.backends.interpreter import evaluate
from checker.backends.interpreter.constraints import broken_constraints
from checker.declared import NEVER, FactInfo, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Conclusion, DecisionInfo, Program, Rule
from checker.records import evolve
from checker.results.records import LineResult, Status
from checker.types import BoolType, CodeType, IntType
from checker.values import Value
from checker.wording import Wording
from tests.generators.edits import edited
from tests.generators.spaces import DAYS, about, settlements, some_space, values

pytest.importorskip("pysat")

MANY = range(1_000, 11_000)
STEP = 500

Cases = list[tuple[Mapping[str, Value], int]]
Changed = tuple[About, str, str | None, str | None]


def both_settled(old: Program, new: Program) -> Iterator[tuple[Program, Program, dict[str, bool]]]:
    """Both laws with what they leave open settled: alike, where it is the same thing that they leave open."""
    terms: list[dict[str, bool]] = [{"U": False}, {"U": True}] if new.uncertainties else [{}]
    for term in terms:
        first, second = (substitute(probed(each), term) if term else probed(each) for each in (old, new))
        plain = [evolve(each, uncertainties=()) for each in (first, second)]
        for one, other in product(settlements(plain[0]), settlements(plain[1])):
            if _agree(plain[0], plain[1], one, other):
                yield one, other, term


def _alike(stated: Program, settled: Program) -> dict[object, object]:
    """By what is stated of the end of a period: what was made of it."""
    found: dict[object, object] = {}
    for before, after in zip(stated.rules, settled.rules, strict=True):
        for one, other in zip(before.periods, after.periods, strict=True):
            found["rule", before.name, one.start_earliest, one.start_latest] = other.start_earliest
            found["rule", before.name, one.end_earliest, one.end_latest, "end"] = other.end_earliest
    for listed, made in zip(stated.lists, settled.lists, strict=True):
        seen: dict[object, int] = {}
        for row, now in zip(listed.rows, made.rows, strict=True):
            place = seen[row.member, row.period] = seen.get((row.member, row.period), -1) + 1
            found["list", listed.name, row.member, row.period, place] = now.period
    return found


def _agree(old: Program, new: Program, one: Program, other: Program) -> bool:
    mine, theirs = _alike(old, one), _alike(new, other)
    return all(theirs.get(key, value) == value for key, value in mine.items())


def changes_between(one: LineResult, other: LineResult, both: Program) -> set[Changed]:
    found: set[Changed] = set()
    for info in both.decisions:
        before, after = one.decision(info.name), other.decision(info.name)
        if info.combiner == "collect":
            gone, new = set(before.possible) - set(after.possible), set(after.possible) - set(before.possible)
            found |= {(About.COLLECTED, info.name, each, None) for each in gone}
            found |= {(About.COLLECTED, info.name, None, each) for each in new}
        elif before.possible != after.possible:
            found.add((About.DECISION, info.name, before.possible[0], after.possible[0]))
    for duty in both.obligations:
        arises = [_applies(result, probe_of("obligation", duty.name)) for result in (one, other)]
        if arises[0] is not arises[1]:
            before_, after_ = (duty.name if each else None for each in arises)
            found.add((About.DUTY, duty.name, before_, after_))
    return found


def _applies(result: LineResult, rule: str) -> bool:
    return next(each.status is Status.APPLIES for each in result.findings if each.rule == rule)


def some_cases(program: Program, random: Random, most: int) -> Cases:
    names = [fact.name for fact in program.facts if fact.name != CASE_DATE]
    every = list(product(*(values(fact.type) for fact in program.facts if fact.name != CASE_DATE), DAYS))
    chosen = every if len(every) <= most else random.sample(every, most)
    return [(dict(zip(names, each, strict=False)), each[-1]) for each in chosen]  # type: ignore[misc]


def key(kind: Kind) -> Changed:
    return kind.about, kind.name, kind.before, kind.after


def check_pair(seed: int, most_cases: int = 60) -> Difference:
    random = Random(seed)
    old = some_space(seed)
    new = edited(old, random)
    found = difference(pair(old, new), listed=1_000)
    assert found.finished
    assert all(change.complete and not change.values_not_covered for change in found.changes)
    cases = some_cases(new, random, most_cases)
    space = PairSpace(pair(old, new), Clock(), [{**facts, CASE_DATE: date} for facts, date in cases])
    try:
        _compare_with_every_case(old, new, found, space, cases)
    finally:
        space.close()
    return found


def _compare_with_every_case(old: Program, new: Program, found: Difference, space: PairSpace, cases: Cases) -> None:
    possible = [each for name in common_decisions(space) for each in of_decision(space, name)]
    possible += [each for name in common_duties(space) for each in of_duty(space, name)]
    comparison = _Comparison(space, 1_000, 1_000, ())
    literals = {each.kind: each.literal for each in possible}
    regions = _regions(comparison, possible, found)
    proved = {key(change.kind) for change in found.changes}
    seen: set[Changed] = set()
    settled = list(both_settled(old, new))
    for facts, date in cases:
        by_term: dict[tuple[tuple[str, bool], ...], set[Changed]] = {}
        allowed = False
        for one, other, term in settled:
            if broken_constraints(one, facts, date) or broken_constraints(other, facts, date):
                continue
            allowed = True
            made = changes_between(evaluate(one, facts, date), evaluate(other, facts, date), new)
            by_term.setdefault(tuple(term.items()), set()).update(made)
            seen |= made
        if not allowed:
            continue
        for term_items, made in by_term.items():
            here = [*literals_of(space.space.unfolding, facts, date), *_open(space, dict(term_items))]
            for kind, literal in literals.items():
                changes = key(kind) in made
                assert space.space.can_be([*here, literal]) is changes, (kind, facts, date)
                told = any(space.space.can_be([*here, region.literal]) for region in regions.get(kind, []))
                follows = any(
                    other_kind in literals and space.space.can_be([*here, literal, literals[other_kind]])
                    for change in found.changes
                    if change.kind == kind
                    for other_kind in change.follows_from
                )
                assert (told or follows) is changes, (kind, facts, date)
    assert seen <= proved


def _regions(comparison: _Comparison, possible: list[Possible], found: Difference) -> dict[Kind, list[Region]]:
    literals: dict[Kind, Literal] = {each.kind: each.literal for each in possible}
    for change in found.changes:
        comparison._with_regions(change, literals)
    return comparison._regions


def _open(space: PairSpace, term: Mapping[str, bool]) -> list[Literal]:
    options = [space.space.unfolding.unknowns.open_term(name) for name in term]
    return [each[term[name]] for name, each in zip(term, options, strict=True) if isinstance(each, dict)]


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_what_is_proved_to_change_is_what_every_case_shows(first: int) -> None:
    found = [check_pair(seed) for seed in range(first, first + 15)]
    assert any(each.changes for each in found)


@pytest.mark.exhaustive
@pytest.mark.parametrize("first", MANY[::STEP])
def test_what_is_proved_of_ten_thousand_pairs_is_what_every_case_shows(first: int) -> None:
    for seed in range(first, first + STEP):
        check_pair(seed, 24)


@pytest.mark.parametrize("seed", range(40))
def test_a_law_and_itself_have_no_difference(seed: int) -> None:
    program = some_space(seed)
    found = difference(pair(program, some_space(seed)))
    assert not found.changes
    assert found.finished
    assert set(found.equal) == {
        *(each.name for each in program.decisions),
        *(each.name for each in program.obligations),
    }


@pytest.mark.parametrize("seed", range(30))
def test_a_case_of_which_not_everything_is_known_changes_only_as_was_proved(seed: int) -> None:
    random = Random(seed)
    old = some_space(seed)
    new = edited(old, random)
    cases = some_cases(new, random, 30)
    space = PairSpace(pair(old, new), Clock(), [{**facts, CASE_DATE: date} for facts, date in cases])
    possible = [each for name in common_decisions(space) for each in of_decision(space, name)]
    possible += [each for name in common_duties(space) for each in of_duty(space, name)]
    for facts, date in cases:
        known = {name: value for name, value in facts.items() if random.random() < 0.6}
        case = PutCase("c", "", (known, known), date)
        # A change in no kind that was proved to occur would be a mismatch.
        list(impacts(space, [case], {each.kind: each.literal for each in possible}, {}))
    space.close()


@pytest.mark.parametrize("seed", range(40))
def test_every_way_in_which_two_jurisdictions_differ_is_a_gap_or_follows_from_one(seed: int) -> None:
    random = Random(seed)
    old = some_space(seed)
    new = edited(old, random)
    gaps = find_gaps(old, new, listed=1_000)
    found = difference(pair(old, new), listed=0)

    assert gaps.finished
    assert gaps.complete
    assert len(gaps.listed) == gaps.found
    decisions = {each.kind for each in found.changes if each.kind.about is not About.DUTY}
    assert set(gaps.counted) <= decisions
    named = {kind.name for kind in gaps.counted} | set(gaps.follows)
    assert {kind.name for kind in decisions} == named
    assert set(gaps.equal) == {each.name for each in new.decisions} - named
    for gap in gaps.listed:
        assert gap.example.answers[gap.stricter].outcome == (gap.kind.after if gap.stricter else gap.kind.before)
        if gap.decider is not None and gap.kind.about is About.DECISION:
            assert gap.decider in gap.example.answers[gap.stricter].decided_by


def test_a_gap_turns_on_what_the_nearest_rule_lacks() -> None:
    def law(condition: ir.Expr, *periods: Period) -> Program:
        when = ir.AllOf((ir.Fact("a"), condition))
        rule = Rule("X.r", when, about("r"), "X", (Conclusion("first", 1),), periods)
        outcomes = tuple(Outcome(name, Wording(name)) for name in ("no", "yes"))
        facts = (FactInfo("a", BoolType(), about("a")), FactInfo("n", IntType(0, 9), about("n")))
        codes = FactInfo("k", CodeType("code", "level"), about("k"))
        return Program(
            "X",
            about("X"),
            True,
            ("X",),
            ir.Fact(CASE_DATE),
            (*facts, codes),
            (),
            (),
            (DecisionInfo("first", outcomes, 0, about("first")),),
            (rule,),
            (),
            (),
            (("rule", "X.r"), ("decision", "first")),
        )

    def cause(one: Program, other: Program) -> list[Cause]:
        return [gap.cause for gap in find_gaps(one, other).listed]

    always = ir.Constant(True)
    five, six = (ir.AtMost(ir.Constant(number), ir.Fact("n")) for number in (5, 6))
    broad, narrow = (ir.IsWithin(ir.Fact("k"), code, "level") for code in ("5A", "5A001"))
    early, late = Period(10, 10, NEVER, NEVER), Period(20, 20, NEVER, NEVER)

    assert cause(law(five), law(six)) == [Cause.THRESHOLDS]
    assert cause(law(broad), law(narrow)) == [Cause.LISTS]
    assert cause(law(always, early), law(always, late)) == [Cause.DATES]
    assert cause(law(five), law(five)) == []
