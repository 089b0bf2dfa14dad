"""What is asked settles what it is said to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker import api
from checker.analysis.ask import AnswerEffect, Need, Pair, ask
from checker.analysis.exact import decide
from checker.analysis.space import solver
from checker.cases.applied import apply_case
from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.ir.program import Program, Rule
from checker.values import NONE, SetValue, Value
from tests.analysis.small_programs import FACTS, TODAY, Line, Maker, completions, decided, make_case
from tests.conftest import ROOT

quick = settings(max_examples=25, deadline=None)


def answer_value(need: Need, answer: AnswerEffect) -> Value | None:
    """A value that gives the answer."""
    if answer.element is not None:
        return None
    if answer.values:
        return answer.values[0]
    if answer.low is not None:
        return answer.low
    return f"{answer.below[0]}.~" if answer.below else "~"


@quick
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_the_shortest_list_settles_everything(seed: int, unknown: int) -> None:
    program, lines = Maker(seed, uncertain=False).program(), make_case(seed, unknown)
    completed = [case for _, case in islice(completions(program, lines), 1_501)]
    assume(0 < len(completed) <= 1_500)

    asked = ask([(program, lines)], TODAY)

    assert asked.shortest.settles_all
    known: dict[str, tuple[tuple[str, ...], ...]] = {}
    for case in completed:
        (_, facts), *_ = case
        key = repr([(name, facts[name]) for name in asked.shortest.names])
        answer = tuple(each.possible for each in decided(program, case).decisions)
        assert known.setdefault(key, answer) == answer


@quick
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_no_shorter_list_settles_everything(seed: int, unknown: int) -> None:
    program, lines = Maker(seed, uncertain=False).program(), make_case(seed, unknown)
    completed = [case for _, case in islice(completions(program, lines), 1_501)]
    assume(0 < len(completed) <= 1_500)
    rows = [(case[0][1], tuple(each.possible for each in decided(program, case).decisions)) for case in completed]

    shortest = ask([(program, lines)], TODAY).shortest

    assert shortest.is_shortest
    for fewer in range(len(shortest.names)):
        assert not any(_settle(names, rows) for names in combinations(sorted(FACTS), fewer))
    assert _settle(shortest.names, rows)


def _settle(names: Sequence[str], rows: Sequence[tuple[Mapping[str, Value], object]]) -> bool:
    known: dict[str, object] = {}
    return all(known.setdefault(repr([facts[name] for name in names]), answer) == answer for facts, answer in rows)


@quick
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_the_first_need_is_the_fact_that_leaves_least(seed: int, unknown: int) -> None:
    program, lines = Maker(seed, uncertain=False).program(), make_case(seed, unknown)

    asked = ask([(program, lines), (evolve(program, name="Y"), lines)], TODAY)

    assert [need.left for need in asked.needs] == sorted(need.left for need in asked.needs)
    alone = ask([(program, lines)], TODAY).needs
    assert [need.left for need in asked.needs] == [2 * need.left for need in alone]


@quick
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_the_installed_solver_finds_what_our_own_finds(seed: int, unknown: int) -> None:
    """Whichever of several shortest lists it is."""
    pytest.importorskip("pysat")
    program, lines = Maker(seed, sums=seed % 2 == 0).program(), make_case(seed, unknown, 2)

    with_it = ask([(program, lines)], TODAY)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solver, "_solver_class", not_installed)
        without = ask([(program, lines)], TODAY)

    assert (with_it.open, with_it.not_exact) == (without.open, without.not_exact)
    assert with_it.results == without.results
    if with_it.shortest.is_shortest and without.shortest.is_shortest:
        assert len(with_it.shortest.names) == len(without.shortest.names)


def not_installed() -> None:
    raise solver.NoSolver


@quick
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_each_answer_leaves_what_deciding_with_it_leaves(seed: int, unknown: int) -> None:
    program, lines = Maker(seed, uncertain=False).program(), make_case(seed, unknown)
    (name, facts), *_ = lines

    for need, answer in _answers(program, lines):
        value = answer_value(need, answer)
        if value is None:
            continue
        after = decide(program, [(name, {**facts, need.name: value})], TODAY)
        for left in answer.leaves:
            decision = after.decision(left.pair.decision)
            if decision.exact:
                assert left.outcomes == decision.possible
                is_settled = decision.outcome is not None or decision.collected == decision.possible
                assert (left.pair in answer.settles) is is_settled


def _answers(program: Program, lines: list[Line]) -> Iterator[tuple[Need, AnswerEffect]]:
    for need in ask([(program, lines)], TODAY).needs:
        for answer in need.answers:
            yield need, answer


def two_laws() -> tuple[Program, Program]:
    """The same question answered by whether `a` holds, and by whether `a` and `b` do."""
    base = Maker(1, uncertain=False).program()

    def law(name: str, when: ir.Expr) -> Program:
        rule = evolve(base.rules[0], name="R", when=when, periods=(), basis=None, defeated_by=())
        rules: tuple[Rule, ...] = (evolve(rule, conclusions=(evolve(rule.conclusions[0], outcome=2),)),)
        first = evolve(base.decisions[0], combiner="strictest")
        return evolve(
            base,
            name=name,
            as_of=ir.AsOf(),
            rules=rules,
            decisions=(first,),
            constraints=(),
            stages=(("rule", "R"), ("decision", "first")),
        )

    return law("ONE", ir.Fact("a")), law("TWO", ir.AllOf((ir.Fact("a"), ir.Fact("b"))))


def test_the_fact_that_settles_most_pairs_comes_first() -> None:
    one, two = two_laws()

    asked = ask([(one, [("", {})]), (two, [("", {})])], TODAY)

    assert [need.name for need in asked.needs] == ["a", "b"]
    assert asked.open == (Pair("ONE", "first"), Pair("TWO", "first"))
    first = asked.needs[0]
    assert first.settles == (Pair("ONE", "first"), Pair("TWO", "first"))
    assert first.always_settles == (Pair("ONE", "first"),)
    no, yes = first.answers
    assert (no.values, yes.values) == ((False,), (True,))
    assert no.settles == first.settles
    assert yes.settles == (Pair("ONE", "first"),)
    assert asked.shortest.names == ("a", "b")
    assert asked.shortest.is_shortest


def test_nothing_is_asked_of_a_case_that_is_settled() -> None:
    one, _ = two_laws()

    asked = ask([(one, [("", {"a": True})])], TODAY)

    assert (asked.open, asked.needs, asked.shortest.names) == ((), (), ())


def test_a_set_is_asked_element_by_element() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], when=ir.Contains(ir.Fact("s"), ir.Constant("red")))

    asked = ask([(evolve(one, rules=(rule,)), [("", {"s": SetValue(frozenset(), frozenset({"red"}))})])], TODAY)

    (need,) = asked.needs
    assert [(answer.element, answer.holds) for answer in need.answers] == [("red", True), ("red", False)]
    assert all(answer.settles for answer in need.answers)


def test_none_is_an_answer() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], when=ir.Equal(ir.Fact("k"), ir.Constant(NONE)))

    asked = ask([(evolve(one, rules=(rule,)), [("", {})])], TODAY)

    (need,) = asked.needs
    assert (NONE,) in [answer.values for answer in need.answers]
    assert need.fact is not None
    assert need.fact.type == FACTS["k"]


def test_codes_that_no_rule_mentions_are_told_apart_by_what_they_lie_below() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], when=ir.IsWithin(ir.Fact("k"), "5A", "level"))

    (need,) = ask([(evolve(one, rules=(rule,)), [("", {})])], TODAY).needs

    assert [(answer.values, answer.open, answer.below) for answer in need.answers] == [
        ((NONE,), False, ()),
        (("5A",), True, ("5A",)),
        ((), True, ()),
    ]


def test_the_shortest_list_for_a_case_of_which_little_is_known_is_proved(our_law: Law) -> None:
    path = ROOT / "examples" / "cases" / "sh_8" / "2024-06-03.yaml"
    case = api.read_cases([(str(path), path.read_bytes())], our_law).cases[0]
    program = our_law.programs["US"]

    asked = ask([(program, apply_case(case, program).lines)], case.date)

    assert asked.not_exact == ()
    assert asked.shortest.settles_all
    assert asked.shortest.is_shortest
