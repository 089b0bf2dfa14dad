"""What is said of a commitment is what going through every case shows: the verdict, and what restores the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import pytest

from checker.analysis.conform.claims import claims_of, with_probes
from checker.analysis.conform.conform import MOST_CONDITIONS, MOST_REGIONS, conform
from checker.analysis.conform.conform_law import conform_law
from checker.analysis.conform.records import Answer, Conformity, Terms, Verdict, Way
from checker.analysis.conform.terms import NO_RULE, is_about_rules
from checker.analysis.space.cover import Condition
from checker.analysis.space.space import Clock
from checker.analysis.space.variables import Choice, Sort, Variable
from checker.api import open_law
from checker.backends.interpreter import evaluate
from checker.declared import ALWAYS, NEVER, Attestation, FactInfo, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, NOT_ASKED, Commitment, Program, Rule
from checker.records import evolve
from checker.results.records import LineResult, Status
from checker.types import IntType
from checker.values import SetValue, Value
from checker.wording import Wording
from tests.generators.spaces import about, every_case, some_space

pytest.importorskip("pysat")

MANY = range(1_000, 3_000)
STEP = 250


def some_instrument(seed: int) -> Program:
    """A program with one fact given and a few claims, of which one has a premise and a period."""
    random = Random(seed)
    program = some_space(seed)
    names = [each.name for each in program.decisions]
    premise, conclusion = (ir.OutcomeIn(name, random.randint(1, 14)) for name in (names[0], names[-1]))
    whenever = ir.AnyOf((ir.Not(premise), conclusion))
    period = Period(random.choice((ALWAYS, 3)), 3, 5, 5) if random.random() < 0.3 else Period(3, 3, NEVER, NEVER)
    claims = [
        Commitment("C.whenever", about("whenever"), whenever, periods=(period,) if random.random() < 0.5 else ()),
        Commitment("C.always", about("always"), ir.OutcomeIn(names[-1], random.randint(1, 14))),
        *(Commitment(f"C.{each.name}", each.about, each.expr) for each in program.properties),
    ]
    given: tuple[tuple[str, Value], ...] = ()
    if program.facts[0].name in ("a", "b") and random.random() < 0.5:
        given = ((program.facts[0].name, random.random() < 0.5),)
    return evolve(
        program, name="C@X", lineage=("C", "X"), beside="X", binding=False, commitments=tuple(claims), as_if=given
    )


def cases_of(program: Program, extra: tuple[Rule, ...] = ()) -> Iterator[tuple[LineResult, Mapping[str, Value]]]:
    """Every case with the given facts, as the interpreter decides it with the probes and some rules more."""
    probed = with_probes(program, claims_of(program))
    stages = (*probed.stages, *(("rule", rule.name) for rule in extra))
    whole = evolve(probed, rules=(*probed.rules, *extra), stages=stages)
    for law, facts, date in every_case(whole):
        if all(facts[name] == value for name, value in program.as_if):
            yield evaluate(law, facts, date), {**facts, CASE_DATE: date}


def applies(result: LineResult, rule: str) -> bool:
    return next(each.status is Status.APPLIES for each in result.findings if each.rule == rule)


def assert_agrees(program: Program, found: Conformity) -> int:
    """How many conditions were held against every case."""
    extra = tuple(_condition_rules(found))
    names = {each.commitment for each in found.verdicts}
    broken: set[str] = set()
    arises: set[str] = set()
    told = [each for each in found.verdicts if each.complete and _can_be_checked(each)]
    for result, facts in cases_of(program, extra):
        for name in names:
            if applies(result, f"broken {name}"):
                broken.add(name)
            if applies(result, f"asked {name}"):
                arises.add(name)
        for verdict in told:
            if applies(result, f"asked {verdict.commitment}"):
                meets = any(_meets(program, way, result, facts) for way in verdict.ways)
                assert meets is applies(result, f"broken {verdict.commitment}"), (verdict, facts)
    for each in found.verdicts:
        assert (each.answer in (Answer.REFUTED, Answer.CONDITIONAL)) is (each.commitment in broken), each
        assert each.answer is not Answer.PROVED or each.arises is (each.commitment in arises), each
        assert not each.values_not_covered
        _assert_short(each)
    return len([each for each in told if each.answer is Answer.CONDITIONAL])


def _assert_short(verdict: Verdict) -> None:
    if verdict.answer is Answer.CONDITIONAL:
        assert verdict.complete
        assert 0 < len(verdict.ways) <= MOST_REGIONS
        assert all(0 < len(way.conditions) <= MOST_CONDITIONS for way in verdict.ways)
        assert all(way.example is not None for way in verdict.ways)


def _condition_rules(found: Conformity) -> Iterator[Rule]:
    seen: dict[str, Rule] = {}
    for verdict in found.verdicts:
        for way in verdict.ways:
            for each in way.conditions:
                if each.variable.expr is not None:
                    name = _name_of(each.variable)
                    seen[name] = Rule(name, each.variable.expr, about(name), "")
    yield from seen.values()


def _name_of(variable: Variable) -> str:
    return f"condition {variable.expr!r}"


def _can_be_checked(verdict: Verdict) -> bool:
    """What the law leaves open, and records by their place, stand in last resorts only."""
    return all(
        each.variable.sort not in (Sort.OPEN, Sort.PLACE)
        and (each.variable.sort is not Sort.FACT or not each.variable.part)
        for way in verdict.ways
        for each in way.conditions
    )


def _meets(program: Program, way: Way, result: LineResult, facts: Mapping[str, Value]) -> bool:
    return all(_met(program, each, result, facts) for each in way.conditions)


def _met(program: Program, condition: Condition, result: LineResult, facts: Mapping[str, Value]) -> bool:
    variable = condition.variable
    values = [each.value for each in condition.choices]
    if is_about_rules(variable):
        return _decider(program, variable.name, result) in values
    match variable.sort:
        case Sort.CONDITION:
            return applies(result, _name_of(variable)) in values
        case Sort.DECISION:
            return result.decision(variable.name).outcome in values
        case Sort.ELEMENT:
            held = facts[variable.name]
            cell = condition.choices[0].cell
            assert isinstance(held, SetValue)
            named = [variable.part[-1]] if cell is None else [cell.value]
            return any(each in held.members for each in named) in values
        case Sort.FACT:
            return _chosen(variable, facts[variable.name]) in condition.choices
        case _:
            raise AssertionError(variable)


def _chosen(variable: Variable, value: Value) -> Choice:
    cells = [(each.cell, each) for each in variable.choices if each.cell is not None]
    named = [
        choice for cell, choice in cells if not isinstance(value, (SetValue, tuple, Mapping)) and cell.holds(value)
    ]
    if named:
        return named[0]
    below = [choice for cell, choice in cells if cell.open and any(str(value).startswith(code) for code in cell.below)]
    within = max(below, key=lambda each: max(map(len, each.cell.below)) if each.cell else 0, default=None)
    return within or next(choice for cell, choice in cells if cell.open and not cell.below)


def _decider(program: Program, decision: str, result: LineResult) -> str:
    """The first of the strictest rules that decide."""
    info = next(each for each in program.decisions if each.name == decision)
    reached = result.decision(decision)
    if info.asked_when is not None and reached.possible == (info.outcomes[0].name,):
        return NOT_ASKED
    for number in reversed(range(len(info.outcomes))):
        for rule in program.rules:
            concludes = any(each.decision == decision and each.outcome == number for each in rule.conclusions)
            if concludes and info.outcomes[number].name in reached.possible and applies(result, rule.name):
                return rule.name
    return NO_RULE


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_every_verdict_and_condition_is_what_every_case_shows(first: int) -> None:
    checked = sum(_check(seed) for seed in range(first, first + 15))
    assert checked > 0


def _check(seed: int) -> int:
    """With conditions in terms of facts where these are short, and once more in terms of rules alone."""
    program = some_instrument(seed)
    return sum(assert_agrees(program, conform(program, terms=terms)) for terms in (tuple(Terms), (Terms.RULES,)))


def test_a_named_condition_is_meant_as_of_the_usual_date() -> None:
    """Here a rule reads it as of another, as of which it says something else."""
    assert _check(1195) > 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("first", MANY[::STEP])
def test_two_thousand_instruments_are_what_every_case_shows(first: int) -> None:
    assert sum(_check(seed) for seed in range(first, first + STEP)) > 0


def test_what_is_no_claim_is_told_from_the_table_or_the_file() -> None:
    evidence = (Attestation("X", "yes", "s 1"), Attestation("Y", "no", "s 2"))
    commitments = (
        Commitment("C.table", about("table"), attestations=evidence),
        Commitment("C.other", about("other"), attestations=evidence[1:]),
        Commitment("C.aim", about("aim"), not_decision_matter=Wording("an aim")),
    )
    program = evolve(some_instrument(1), commitments=commitments)

    found = conform(program, clock=Clock(0))

    answers = [each.answer for each in found.verdicts]
    assert answers == [Answer.ATTESTED, Answer.NO_EVIDENCE, Answer.NOT_DECISION_MATTER]
    assert found.verdict("C.table").attestations == evidence[:1]


def test_what_the_time_does_not_allow_is_said_not_to_be_reached() -> None:
    found = conform(some_instrument(1), clock=Clock(0))

    assert {each.answer for each in found.verdicts} == {Answer.NOT_REACHED}


def test_a_commitment_that_is_in_force_on_no_day_holds_for_want_of_a_case() -> None:
    never = Commitment("C.never", about("never"), ir.Constant(False), periods=(Period(5, 5, 5, 5),))

    verdict = conform(evolve(some_instrument(1), commitments=(never,))).verdict("C.never")

    assert verdict.answer is Answer.PROVED
    assert not verdict.arises


def test_a_claim_over_a_decision_that_is_not_asked_is_broken_there() -> None:
    program = next(p for p in map(some_instrument, range(100)) if any(d.asked_when for d in p.decisions))
    name = next(each.name for each in program.decisions if each.asked_when)
    asked = Commitment("C.asked", about("asked"), ir.OutcomeIn(name, 0b110))

    verdict = conform(evolve(program, commitments=(asked,), as_if=())).verdict("C.asked")

    assert verdict.example is not None
    assert [each.possible for each in verdict.example.decided] == [("o0",)]


def test_values_that_cannot_all_be_told_apart_make_a_claim_not_expressible() -> None:
    m, n = ir.Fact("m"), ir.Fact("n")
    wide = IntType(0, 10_000_000)
    facts = tuple(FactInfo(name, wide, about(name)) for name in "mn")
    weighed = ir.Sum(((3, m), (2, n)), 0)
    either = ir.AnyOf((ir.Less(weighed, ir.Constant(7)), ir.Less(ir.Constant(6), weighed)))
    claim = Commitment("C.sum", about("sum"), either)
    program = evolve(some_instrument(1), facts=facts, as_if=(), rules=(), decisions=(), stages=(), constraints=())

    verdict = conform(evolve(program, obligations=(), lists=(), commitments=(claim,))).verdict("C.sum")

    assert verdict.answer is Answer.NOT_EXPRESSIBLE
    assert verdict.values_not_covered == ("m", "n")


@pytest.mark.slow
def test_our_own_instruments_are_told_whole_and_every_example_replays() -> None:
    law = open_law().law
    assert law is not None

    found = conform_law(law, law.jurisdictions)

    assert found.finished
    assert all(each.longest is None and each.problem is None for each in found.found)
    assert {each.code for each in found.found} == set(law.codes)
    for each in found.found:
        program = law.programs[each.program]
        assert [verdict.commitment for verdict in each.verdicts] == [one.name for one in program.commitments]
        for verdict in each.verdicts:
            shown = [verdict.example, *(way.example for way in verdict.ways)]
            for example in shown:
                if example is not None and not example.case.assumed:
                    probed = with_probes(program, claims_of(program))
                    result = evaluate(probed, {**example.case.facts, **dict(program.as_if)}, example.case.date)
                    assert applies(result, f"broken {verdict.commitment}")
