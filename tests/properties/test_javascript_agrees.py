"""The JavaScript evaluator means what the interpreter means: outcomes, possible sets, deciding rules, every status."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from attrs import evolve

from checker import api
from checker.analysis.exact import decide
from checker.backends.interpreter import evaluate
from checker.backends.javascript import encode_programs
from checker.cases.applied import apply_case
from checker.declared import Outcome
from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.ir.program import Conclusion, DecisionInfo, Program, Rule
from checker.testing.scenarios import as_case
from checker.values import Value
from checker.wording import Wording
from tests.backends.javascript import Case, Node, expected, started
from tests.generators.cases import some_day, some_facts
from tests.generators.programs import some_program
from tests.generators.spaces import some_space, values

UNKNOWN = (0.0, 0.1, 0.25, 0.5, 1.0)
PER_PROGRAM = 8


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    with started() as running:
        yield running


def some_cases(random: Random, program: Program, number: int = PER_PROGRAM) -> list[Case]:
    """Cases of one to three lines."""
    return [
        (
            [
                (f"l{line}", some_facts(random, program, random.choice(UNKNOWN)))
                for line in range(random.choice((1, 1, 2, 3)))
            ],
            some_day(random),
        )
        for _ in range(number)
    ]


def assert_programs_agree(node: Node, seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        program = some_program(
            random, rules=random.randint(1, 14), depth=random.randint(0, 3), leaves_open=random.random() < 0.8
        )
        node.assert_agrees(program, some_cases(random, program))


def assert_spaces_agree(node: Node, seeds: range) -> None:
    """Small programs, with dates in reach of every cut."""
    for seed in seeds:
        program, random = some_space(seed), Random(seed)

        def facts(program: Program = program, random: Random = random) -> dict[str, Value]:
            known = (fact for fact in program.facts if random.random() < 0.7)
            return {fact.name: random.choice(values(fact.type)) for fact in known}

        cases: list[Case] = [
            ([(f"l{line}", facts()) for line in range(random.choice((1, 1, 2)))], random.randint(0, 9))
            for _ in range(PER_PROGRAM)
        ]
        node.assert_agrees(program, cases)


def test_generated_programs_agree(node: Node) -> None:
    assert_programs_agree(node, range(180))
    assert_spaces_agree(node, range(70))


def assert_needs_agree(node: Node, program: Program, cases: list[Case]) -> int:
    """What is missing is told alike, line by line; how often something is."""
    found = node.ask(program.name, cases, encode_programs([program]), needs=True)
    wanted = [
        [[list(each.needs) for each in evaluate(program, facts, date).decisions] for _, facts in lines]
        for lines, date in cases
    ]
    assert found == wanted
    return sum(bool(needs) for case in wanted for line in case for needs in line)


def test_what_is_missing_is_told_alike(node: Node, our_law: Law) -> None:
    missing = 0
    for seed in range(150):
        random = Random(seed)
        program = some_program(random, rules=random.randint(1, 14), depth=random.randint(0, 3))
        missing += assert_needs_agree(node, program, some_cases(random, program))
    assert missing > 500
    for place, program in enumerate(our_law.programs.values()):
        assert_needs_agree(node, program, real_cases(Random(place), our_law, program, 3))


SLOW = range(10_000, 24_000)
STEP = 500


@pytest.mark.exhaustive
@pytest.mark.parametrize("first", SLOW[::STEP])
def test_a_hundred_thousand_pairs_agree(node: Node, first: int) -> None:
    assert_programs_agree(node, range(first, first + STEP - 100))
    assert_spaces_agree(node, range(first, first + 100))


def test_the_slow_check_goes_through_a_hundred_thousand_pairs() -> None:
    assert len(SLOW) * PER_PROGRAM >= 100_000


# ── narrowed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def assert_narrowed_holds_the_exact_answer(node: Node, program: Program, cases: list[Case]) -> int:
    """Exact ⊆ narrowed ⊆ Kleene; how many possible sets were narrowed."""
    narrowed = node.ask(program.name, cases, encode_programs([program]), narrow=True)
    smaller = 0
    for (lines, date), got in zip(cases, narrowed, strict=True):
        exact = decide(program, lines, date)
        kleene = expected(program, (lines, date))
        for finding, before in zip(got["findings"], kleene["findings"], strict=True):
            assert finding == before or before["status"] == "undetermined"
        for place, decision in enumerate(exact.decisions):
            here, before = got["decisions"][place], kleene["decisions"][place]
            assert set(here["possible"]) <= set(before["possible"])
            assert set(decision.possible) <= set(here["possible"]) or not decision.exact
            assert here["outcome"] in (None, decision.outcome) or not decision.exact
            assert here["collected"] == before["collected"]
            smaller += here["possible"] != before["possible"]
    return smaller


def with_bottom_line(program: Program) -> Program:
    """The program with a last decision that has a rule for each outcome of the first, as real law has."""
    first = next(each for each in program.decisions if each.combiner != "collect" or each is program.decisions[-1])
    many = len(first.outcomes)
    outcomes = tuple(Outcome(f"line{place}", Wording(f"line{place}")) for place in range(many + 1))
    rules = tuple(
        Rule(f"X.line{place}", ir.OutcomeIn(first.name, 1 << place), first.about, "X", (Conclusion("line", place + 1),))
        for place in range(many)
    )
    stages = (*program.stages, *(("rule", rule.name) for rule in rules), ("decision", "line"))
    decisions = (*program.decisions, DecisionInfo("line", outcomes, 0, first.about))
    return evolve(program, rules=(*program.rules, *rules), decisions=decisions, stages=stages)


def test_narrowing_loses_nothing_that_is_possible(node: Node) -> None:
    smaller = 0
    for seed in range(150):
        program, random = with_bottom_line(some_space(seed)), Random(seed)
        facts = [
            {f.name: random.choice(values(f.type)) for f in program.facts if random.random() < 0.5} for _ in range(6)
        ]
        cases: list[Case] = [
            ([("one", each), ("two", facts[0])][: 1 + place % 2], 4) for place, each in enumerate(facts)
        ]
        smaller += assert_narrowed_holds_the_exact_answer(node, program, cases)
    assert smaller > 100


def test_narrowing_loses_nothing_that_is_possible_under_our_own_law(node: Node, our_law: Law) -> None:
    smaller = 0
    for place, name in enumerate(our_law.jurisdictions):
        program = our_law.programs[name]
        smaller += assert_narrowed_holds_the_exact_answer(node, program, real_cases(Random(place), our_law, program, 4))
    assert smaller > 0


# ── real law ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def days_of(program: Program) -> list[int]:
    """Days on and next to those on which something of the program changes."""
    periods = [period for rule in program.rules for period in rule.periods]
    periods += [row.period for dated in program.lists for row in dated.rows]
    ends = {end for p in periods for end in (p.start_earliest, p.start_latest, p.end_earliest, p.end_latest)}
    return sorted(day for end in ends if abs(end) < 10**8 for day in (end - 1, end, end + 1))


def real_cases(random: Random, law: Law, program: Program, number: int) -> list[Case]:
    """Cases from scenarios, each with some facts forgotten and some replaced by others, on days that matter."""
    scenarios = [each for each in law.scenarios if each.owner in (*program.lineage, program.name)] or law.scenarios
    days = days_of(program) or [738_000]
    found: list[Case] = []
    for _ in range(number):
        lines = []
        applied = apply_case(as_case(random.choice(scenarios)), program)
        others = some_facts(random, program, 0.1)
        for name, facts in applied.lines:
            kept = {fact: value for fact, value in facts.items() if random.random() < 0.9}
            changed = {fact: value for fact, value in others.items() if random.random() < random.choice((0.02, 0.2))}
            lines.append((name, {**kept, **changed}))
        found.append((lines, random.choice(days)))
    return found


def assert_law_agrees(node: Node, law: Law, number: int) -> None:
    for place, (name, program) in enumerate(law.programs.items()):
        node.assert_agrees(program, real_cases(Random(place), law, program, number))
        assert name == program.name


def test_our_own_law_agrees(node: Node, our_law: Law) -> None:
    assert_law_agrees(node, our_law, 8)


def test_the_second_domain_agrees(node: Node, festivals: Law) -> None:
    assert_law_agrees(node, festivals, 20)


@pytest.mark.slow
def test_our_own_law_agrees_on_many_cases(node: Node, our_law: Law) -> None:
    assert_law_agrees(node, our_law, 300)


@pytest.mark.slow
def test_rival_readings_agree(node: Node) -> None:
    opened = api.open_law()
    assert opened.law is not None
    for name in opened.law.jurisdictions:
        for reading in opened.law.programs[name].readings:
            program = opened.program_with_readings(name, {reading.target: reading.name})
            assert program is not None
            node.assert_agrees(program, real_cases(Random(reading.name), opened.law, program, 10))


def test_real_cases_leave_something_open_and_settle_something(our_law: Law) -> None:
    """The cases are worth comparing: they reach every status that a rule can have."""
    program = our_law.programs[our_law.jurisdictions[0]]
    cases = real_cases(Random(1), our_law, program, 30)

    found = [evaluate(program, facts, date) for lines, date in cases for _, facts in lines]

    assert {finding.status.value for line in found for finding in line.findings} >= {
        "applies", "undetermined", "not_in_force", "does_not_apply",
    }  # fmt: skip
    assert {decision.outcome is None for line in found for decision in line.decisions} == {True, False}
