"""What the engine proves over every case is what going through every case shows."""

from __future__ import annotations

import pytest
from attrs import frozen

from checker.analysis.space.findings import Finding, Kind, Verdict, Verification
from checker.analysis.space.probing import probe_of, probed
from checker.analysis.space.verify import verify
from checker.analysis.space.verify_law import verify_law
from checker.analysis.space.witness import without_rule
from checker.api import open_law
from checker.backends.interpreter import evaluate
from checker.ir.program import Program
from checker.results.records import LineResult, Status
from tests.generators.spaces import every_case, some_space

pytest.importorskip("pysat")


@frozen
class Truth:
    """What going through every case shows."""

    cases: int
    applying: frozenset[str]
    needed: frozenset[str]
    reached: frozenset[str]


def by_brute_force(program: Program) -> Truth:
    applying: set[str] = set()
    needed: set[str] = set()
    reached: set[str] = set()
    cases = 0
    rules = [rule.name for rule in program.rules]
    current: Program | None = None
    without: dict[str, Program] = {}
    for law, facts, date in every_case(probed(program)):
        cases += 1
        if law is not current:
            current, without = law, {name: without_rule(law, name) for name in rules}
        result = evaluate(law, facts, date)
        applies = _applying(result)
        applying |= applies
        reached |= {f"{each.decision} is {outcome}" for each in result.decisions for outcome in each.possible}
        for name in (applies & set(rules)) - needed:
            if _effects(evaluate(without[name], facts, date)) != _effects(result):
                needed.add(name)
    return Truth(cases, frozenset(applying), frozenset(needed), frozenset(reached))


def _applying(result: LineResult) -> set[str]:
    assert all(each.status is not Status.UNDETERMINED for each in result.findings)
    return {each.rule for each in result.findings if each.status is Status.APPLIES}


def _effects(result: LineResult) -> object:
    duties = {name for name in _applying(result) if name.startswith("obligation ")}
    return [(each.decision, each.possible) for each in result.decisions], duties


def assert_equal(program: Program, truth: Truth, found: Verification) -> None:
    assert found.finished
    named: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for each in (*found.findings, *found.notes):
        assert not each.values_not_covered
        named[each.kind].add(each.name)
    if not truth.cases:
        assert [each.kind for each in found.findings] == [Kind.CONSTRAINTS_CONTRADICT]
        return
    rules = {rule.name for rule in program.rules}
    without_effect = set().union(
        *(
            named[kind]
            for kind in (
                Kind.RULE_NEVER_APPLIES,
                Kind.RULE_NEVER_DECIDES,
                Kind.RULE_STATES_THE_DEFAULT,
                Kind.EXCEPTION_NEVER_TRIGGERS,
                Kind.EXCEPTION_NEVER_MATTERS,
            )
        )
    )
    idle = {each.name for each in (*found.findings, *found.notes) if each.case is not None}
    outcomes = {f"{info.name} is {each.name}" for info in program.decisions for each in info.outcomes}
    duties = {each.name for each in program.obligations}
    refuted = {each.name for each in found.properties if each.verdict is Verdict.REFUTED}
    assert without_effect == rules - truth.needed
    assert without_effect - idle == rules - truth.applying
    assert named[Kind.OUTCOME_NEVER_REACHED] == outcomes - truth.reached
    assert named[Kind.DUTY_NEVER_ARISES] == {
        name for name in duties if probe_of("obligation", name) not in truth.applying
    }
    assert refuted == {each.name for each in program.properties if probe_of("property", each.name) in truth.applying}
    assert len(found.properties) == len(program.properties)


def assert_agrees(seed: int) -> None:
    """Everything proved of one program, and of it without each of its rules, is what its cases show."""
    program = some_space(seed)
    truth = by_brute_force(program)
    found = verify(program)
    assert_equal(program, truth, found)
    for each in (*found.findings, *found.notes):
        assert_case_shows_it(program, each)


def assert_case_shows_it(program: Program, finding: Finding) -> None:
    """With what the law leaves open left open, the interpreter applies the rule in the case that is shown."""
    if finding.case is None or finding.case.assumed:
        return
    result = evaluate(program, finding.case.facts, finding.case.date)
    status = next(each.status for each in result.findings if each.rule == finding.name)
    assert status is Status.APPLIES


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_what_is_proved_is_what_every_case_shows(first: int) -> None:
    for seed in range(first, first + 15):
        assert_agrees(seed)


MANY = range(1_000, 4_000)
STEP = 250


@pytest.mark.slow
@pytest.mark.parametrize("first", MANY[::STEP])
def test_what_is_proved_of_ten_thousand_pairs_is_what_every_case_shows(first: int) -> None:
    """A pair is a program and the same without one of its rules."""
    for seed in range(first, first + STEP):
        assert_agrees(seed)


def test_the_slow_check_goes_through_ten_thousand_pairs() -> None:
    assert sum(len(some_space(seed).rules) for seed in MANY) >= 10_000


@pytest.mark.slow
def test_our_own_law_is_verified_whole_and_every_witness_replays() -> None:
    law = open_law().law
    assert law is not None

    found = verify_law(law, (*law.jurisdictions, *law.codes))

    assert found.finished
    assert all(each.longest is None for each in found.programs)
    for each in found.programs:
        for finding in (*each.findings, *each.notes):
            assert_case_shows_it(law.programs[each.program], finding)
