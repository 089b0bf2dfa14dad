"""The exact possible outcomes are those of all completions, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import count as numbers
from itertools import islice
from random import Random

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.analysis.exact import BUDGET, decide, explore, replay
from checker.analysis.exact.narrowing import narrowed
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Program
from checker.results.records import Decision, JurisdictionResult
from checker.values import Value
from tests.analysis.small_programs import FACTS, TODAY, Line, Maker, completions, decided, make_case, values
from tests.conftest import ROOT

MOST = 1_500
seeds = st.integers(0, 10**6)
quick = settings(max_examples=25, deadline=None)


def small_case(seed: int, unknown: int, lines: int) -> tuple[Program, list[Line]]:
    program = Maker(seed, uncertain=seed % 3 == 0, sums=seed % 4 == 0).program()
    return program, make_case(seed, unknown, lines)


def is_open(decision: Decision) -> bool:
    return decision.outcome is None and decision.possible != decision.collected


@quick
@given(seeds, st.integers(1, 3), st.integers(1, 2))
def test_the_exact_set_is_what_all_completions_give(seed: int, unknown: int, count: int) -> None:
    program, lines = small_case(seed, unknown, count)
    completed = list(islice(completions(program, lines), MOST + 1))
    assume(0 < len(completed) <= MOST)

    exact = decide(program, lines, TODAY)

    answers = [decided(settled, case) for settled, case in completed]
    for decision in exact.decisions:
        outcomes = [set(answer.decision(decision.decision).possible) for answer in answers]
        assert decision.exact
        assert set(decision.possible) == set().union(*outcomes)
        if not decision.collected:
            continue
        assert set(decision.collected) == set.intersection(*outcomes)


@quick
@given(seeds, st.integers(1, 6), st.integers(1, 2))
def test_the_exact_set_lies_within_the_kleene_set(seed: int, unknown: int, count: int) -> None:
    program, lines = small_case(seed, unknown, count)

    exact, kleene = decide(program, lines, TODAY), decided(program, lines)

    for one, other in zip(exact.decisions, kleene.decisions, strict=True):
        assert set(one.possible) <= set(other.possible)
        assert set(one.collected) >= set(other.collected)


@quick
@given(seeds, st.integers(1, 6), st.integers(1, 2))
def test_a_line_that_is_there_twice_is_answered_twice_and_changes_nothing(seed: int, unknown: int, count: int) -> None:
    program, lines = small_case(seed, unknown, count)
    once = decide(program, lines, TODAY)

    twice = decide(program, [*lines, *((f"{name} again", facts) for name, facts in lines)], TODAY)

    assert [line.line for line in twice.lines] == [
        *(name for name, _ in lines),
        *(f"{name} again" for name, _ in lines),
    ]
    assert [(d.possible, d.collected) for d in twice.decisions] == [(d.possible, d.collected) for d in once.decisions]
    for number, line in enumerate(twice.lines):
        alone = decide(program, [lines[number % count]], TODAY)
        assert [(d.possible, d.collected, d.exact) for d in line.decisions] == [
            (d.possible, d.collected, d.exact) for d in alone.decisions
        ]


@quick
@given(seeds, st.integers(2, 6), st.data())
def test_learning_a_fact_only_shrinks_both_sets(seed: int, unknown: int, data: st.DataObject) -> None:
    program, lines = small_case(seed, unknown, 1)
    (name, facts), *_ = lines
    missing = sorted(fact for fact in FACTS if fact not in facts)
    fact = data.draw(st.sampled_from(missing))
    value = data.draw(st.sampled_from(list(values(FACTS[fact]))[:40]))
    more: list[Line] = [(name, {**facts, fact: value})]

    before, after = decide(program, lines, TODAY), decide(program, more, TODAY)

    assert_shrinks(decided(program, lines), decided(program, more))
    # A case that the constraints exclude has no completions; then the Kleene set is reported.
    if all(decision.exact for decision in (*before.decisions, *after.decisions)):
        assume(any(True for _ in completions(program, more)))
        assert_shrinks(before, after)


def assert_shrinks(before: JurisdictionResult, after: JurisdictionResult) -> None:
    for old, new in zip(before.decisions, after.decisions, strict=True):
        assert set(new.possible) <= set(old.possible)


@quick
@given(seeds, st.integers(1, 6), st.integers(1, 2))
def test_every_possible_outcome_has_a_witness_that_replays(seed: int, unknown: int, count: int) -> None:
    program, lines = small_case(seed, unknown, count)
    found = explore(program, lines, TODAY)
    assume(found.search is not None)
    assert found.search is not None

    for target, literals in found.search.outcomes.items():
        line, name = target
        info = next(each for each in program.decisions if each.name == name)
        for outcome in range(len(literals)):
            if outcome not in found.search.worlds[target]:
                continue
            replayed = replay(found.witness(target, outcome), [name for name, _ in found.lines], TODAY)
            decision = (replayed if line is None else replayed.lines[line]).decision(name)
            assert info.outcomes[outcome].name in decision.possible
            assert not is_open(decision)


@quick
@given(seeds, st.integers(1, 3))
def test_needs_are_the_facts_that_alone_change_the_outcome_or_rule_one_out(seed: int, unknown: int) -> None:
    program, lines = Maker(seed, uncertain=False).program(), make_case(seed, unknown)
    completed = [case[0][1] for _, case in islice(completions(program, lines), MOST + 1)]
    assume(0 < len(completed) <= MOST)
    result = decide(program, lines, TODAY)
    answers = [decided(program, [("", facts)]) for facts in completed]

    for decision in result.decisions:
        outcomes = [answer.decision(decision.decision).possible for answer in answers]
        needed = {name for name in FACTS if _matters(name, completed, outcomes)}
        assert set(decision.needs) == needed


def _matters(name: str, completed: Sequence[Mapping[str, Value]], outcomes: list[tuple[str, ...]]) -> bool:
    others: dict[str, set[tuple[str, ...]]] = {}
    own: dict[str, set[tuple[str, ...]]] = {}
    for facts, outcome in zip(completed, outcomes, strict=True):
        rest = repr(sorted((k, repr(v)) for k, v in facts.items() if k != name))
        others.setdefault(rest, set()).add(outcome)
        own.setdefault(repr(facts[name]), set()).add(outcome)
    if any(len(found) > 1 for found in others.values()):
        return True
    return any(found != set(outcomes) for found in own.values())


@quick
@given(seeds, st.integers(4, 8))
def test_where_the_bound_is_hit_the_kleene_set_is_reported_as_such(seed: int, unknown: int) -> None:
    program, lines = small_case(seed, unknown, 1)

    bounded, kleene = decide(program, lines, TODAY, budget=0), decided(program, lines)

    for one, other in zip(bounded.decisions, kleene.decisions, strict=True):
        assert one.possible == other.possible
        assert one.exact is not is_open(other)


def check_shown(seed: int) -> bool:
    """Exact ⊆ shown ⊆ Kleene for a program and a case of this seed, with little work allowed and with much; False where
    the case has too many completions, or none."""
    random = Random(seed)
    program = Maker(seed, uncertain=seed % 3 == 0, sums=seed % 2 == 0).program()
    lines = make_case(seed, random.choice([1, 1, 2, 2, 3]), random.choice([1, 1, 2]))
    completed = list(islice(completions(program, lines), MOST + 1))
    if not 0 < len(completed) <= MOST:
        return False
    answers = [decided(settled, case) for settled, case in completed]
    kleene = decided(program, lines)
    for budget in (BUDGET, random.choice([20, 100, 400, 1_000, 3_000])):
        shown = decide(program, lines, TODAY, budget=budget)
        for place, of_program in enumerate(shown.decisions):
            outcomes = [set(answer.decisions[place].possible) for answer in answers]
            possible = set().union(*outcomes)
            assert possible <= set(of_program.possible) <= set(kleene.decisions[place].possible), seed
            assert not of_program.exact or possible == set(of_program.possible), seed
            assert of_program.exact or budget < BUDGET, seed
            certain = set.intersection(*outcomes) if of_program.collected else set()
            assert set(of_program.collected) <= certain, seed
        for number, line in enumerate(shown.lines):
            for place, on_line in enumerate(line.decisions):
                possible = set().union(*(answer.lines[number].decisions[place].possible for answer in answers))
                assert possible <= set(on_line.possible) <= set(kleene.lines[number].decisions[place].possible), seed
                assert not on_line.exact or possible == set(on_line.possible), seed
    return True


@quick
@given(seeds)
def test_what_is_shown_lies_between_the_exact_and_the_kleene_set(seed: int) -> None:
    assume(check_shown(seed))


@pytest.mark.exhaustive
def test_what_is_shown_lies_between_them_for_ten_thousand_programs() -> None:
    every = (seed for seed in numbers() if check_shown(seed))
    assert sum(1 for _ in islice(every, 10_000)) == 10_000


def two_stages() -> Program:
    """`second` is asked only where `first` is told; `first` is settled only by what no Kleene logic sees."""
    base = Maker(1, uncertain=False).program()
    rule = evolve(base.rules[0], periods=(), basis=None, defeated_by=())
    a, b = ir.Fact("a"), ir.Fact("b")
    never = ir.AllOf((a, ir.Not(a)))
    first, second = base.decisions
    return evolve(
        base,
        as_of=ir.AsOf(),
        rules=(
            evolve(rule, name="R", when=never, conclusions=(Conclusion("first", 2),)),
            evolve(rule, name="S", when=b, conclusions=(Conclusion("second", 3),)),
        ),
        decisions=(evolve(first, combiner="strictest"), second),
        constraints=(),
        stages=(("rule", "R"), ("decision", "first"), ("rule", "S"), ("decision", "second")),
    )


def test_a_decision_is_narrowed_by_what_is_known_of_earlier_ones() -> None:
    program = two_stages()
    kleene = decided(program, [("", {})])
    first = evolve(kleene.decision("first"), outcome="none", possible=("none",), exact=True)

    shown = narrowed(program, [("", {})], TODAY, evolve(kleene, decisions=(first, kleene.decision("second"))), {})

    assert kleene.decision("second").possible == ("not_asked", "none", "all")
    assert shown.decision("second").possible == ("not_asked",)
    assert shown.decision("second").exact


def test_a_sum_over_two_days_that_are_not_known_is_decided_exactly() -> None:
    program = two_stages()
    since, opened = ir.Fact("since"), ir.Fact("opened")
    sooner = ir.AllOf((ir.Less(since, ir.Constant(100)), ir.Less(opened, ir.Constant(90))))
    more = ir.Less(ir.Constant(600), ir.Sum(((2, since), (3, opened)), 0))
    rules = tuple(
        evolve(rule, when=ir.AllOf((sooner, more)) if rule.name == "R" else rule.when) for rule in program.rules
    )

    answer = decide(evolve(program, rules=rules), [("", {})], TODAY)

    assert decided(evolve(program, rules=rules), [("", {})]).decision("first").possible == ("none", "all")
    assert (answer.decision("first").possible, answer.decision("first").exact) == (("none",), True)
    assert (answer.decision("second").possible, answer.decision("second").exact) == (("not_asked",), True)


DIGEST = """
from tests.analysis.small_programs import TODAY, Maker, make_case
from checker.analysis.exact import decide
for seed in range(12):
    print(decide(Maker(seed).program(), make_case(seed, 6, 2), TODAY).decisions)
"""


@pytest.mark.parametrize("seed", ["1", "7"])
def test_the_answer_does_not_depend_on_the_hash_seed(seed: str) -> None:
    def run(value: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": value}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert run(seed) == run("0")
