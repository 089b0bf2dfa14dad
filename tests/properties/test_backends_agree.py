"""Every backend means the same, and the meaning has the properties that people rely on."""

from __future__ import annotations

from random import Random

from attrs import evolve
from hypothesis import HealthCheck, given, settings

from checker.backends.interpreter import evaluate
from checker.backends.python import generate, load
from checker.results.records import Finding, ObligationStatus, Status
from tests.generators.cases import learned, some_day, some_facts
from tests.generators.programs import World, some_program, worlds

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(worlds())
def test_generated_python_decides_as_the_interpreter_does(world: World) -> None:
    program, random = world.make()
    evaluator = load(generate(program))

    for _ in range(4):
        facts, day = some_facts(random, program, world.unknown), some_day(random)
        assert evaluator.evaluate(facts, day, line="x") == evaluate(program, facts, day, line="x")


@quick
@given(worlds())
def test_learning_a_fact_never_overturns_what_was_settled(world: World) -> None:
    program, random = world.make()
    facts, day = some_facts(random, program, world.unknown), some_day(random)
    before = evaluate(program, facts, day)

    after = evaluate(program, learned(random, program, facts), day)

    for old, new in zip(before.decisions, after.decisions, strict=True):
        assert set(new.possible) <= set(old.possible)
        assert set(old.collected) <= set(new.collected)
        assert old.outcome in (None, new.outcome)
    for old_finding, new_finding in zip(before.findings, after.findings, strict=True):
        settled = old_finding.status is not Status.UNDETERMINED
        assert not settled or _applies(old_finding) == _applies(new_finding)
        assert (
            old_finding.condition is None or new_finding.in_force is False or _same_condition(old_finding, new_finding)
        )


def _applies(finding: Finding) -> bool | None:
    return None if finding.status is Status.UNDETERMINED else finding.status is Status.APPLIES


def _same_condition(old: Finding, new: Finding) -> bool:
    return old.condition == new.condition


@quick
@given(worlds(leaves_open=False, unknown=0.0))
def test_where_facts_and_law_leave_nothing_open_everything_is_settled(world: World) -> None:
    program, random = world.make()

    found = evaluate(program, some_facts(random, program, 0.0), some_day(random))

    assert Status.UNDETERMINED not in {finding.status for finding in found.findings}
    assert all(decision.needs == () for decision in found.decisions)
    for decision, info in zip(found.decisions, program.decisions, strict=True):
        assert decision.possible == (decision.collected if info.combiner == "collect" else (decision.outcome,))


@quick
@given(worlds())
def test_what_is_open_has_a_reason(world: World) -> None:
    """A decision that is open names what is missing, unless only a list entry of unknown date keeps it open."""
    program, random = world.make()
    program = evolve(program, lists=tuple(evolve(each, rows=()) for each in program.lists))

    found = evaluate(program, some_facts(random, program, world.unknown), some_day(random))

    for decision, info in zip(found.decisions, program.decisions, strict=True):
        is_open = decision.possible != decision.collected if info.combiner == "collect" else decision.outcome is None
        assert bool(decision.needs) == is_open


@quick
@given(worlds())
def test_the_order_of_rules_does_not_matter(world: World) -> None:
    """`rules` may stand in any order; `stages` is the order of evaluation."""
    program, random = world.make()
    facts, day = some_facts(random, program, world.unknown), some_day(random)
    shuffled = evolve(program, rules=tuple(random.sample(program.rules, len(program.rules))))

    usual, other = evaluate(program, facts, day), evaluate(shuffled, facts, day)

    assert {each.rule: each for each in usual.findings} == {each.rule: each for each in other.findings}
    assert usual.obligations == other.obligations
    for one, two in zip(usual.decisions, other.decisions, strict=True):
        assert (one.outcome, one.possible, one.collected) == (two.outcome, two.possible, two.collected)
        assert (set(one.decided_by), set(one.needs)) == (set(two.decided_by), set(two.needs))


@quick
@given(worlds())
def test_a_trace_changes_no_answer_and_shows_the_truth_of_every_condition(world: World) -> None:
    program, random = world.make()
    facts, day = some_facts(random, program, world.unknown), some_day(random)

    traced = evaluate(program, facts, day, trace=True)

    for each in traced.findings:
        assert each.trace is not None
        assert each.status is Status.NOT_IN_FORCE or each.trace.truth == each.condition
    bare = tuple(evolve(each, trace=None) for each in traced.findings)
    assert bare == evaluate(program, facts, day).findings


def test_the_generators_reach_every_status() -> None:
    """A property over programs is worth as much as the programs: they reach all that a rule can become."""
    random = Random(1)
    seen: set[object] = set()
    possible: set[int] = set()
    for _ in range(60):
        program = some_program(random, rules=10)
        for _ in range(4):
            found = evaluate(program, some_facts(random, program), some_day(random))
            seen |= {each.status for each in found.findings}
            seen |= {each.status for each in found.obligations}
            possible |= {len(decision.possible) for decision in found.decisions}

    assert seen == {*Status, *ObligationStatus}
    assert {1, 2, 3, 4} <= possible
