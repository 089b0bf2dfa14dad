"""Flips flip, nothing smaller does, and why-not names what fails."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product
from random import Random
from time import process_time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis import reasons
from checker.analysis.common import Answered, common_flips
from checker.analysis.exact import decide
from checker.analysis.explain import blame, explain
from checker.analysis.flip import Flips, find_flips
from checker.analysis.reasons import Sufficient, sufficient_reason
from checker.analysis.space import solver
from checker.declared import FactInfo, Period
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Program
from checker.results.records import Status, Trace
from checker.types import BoolType
from checker.values import Value
from tests.analysis.small_programs import (
    FACTS,
    TODAY,
    Line,
    Maker,
    completions,
    decided,
    keeps_constraints,
    make_case,
    values,
)
from tests.analysis.test_ask import not_installed, two_laws

quick = settings(max_examples=25, deadline=None)
CHANGEABLE = ("a", "b", "c", "d", "n", "k", "since", "size")
OTHERS = tuple(name for name in FACTS if name not in CHANGEABLE)


def settled_case(seed: int) -> tuple[Program, list[Line]]:
    lines = make_case(seed, 0)
    whole = {"s": next(iter(values(FACTS["s"]))), "stalls": ()}
    return Maker(seed, uncertain=False).program(), [(name, {**facts, **whole}) for name, facts in lines]


@quick
@given(st.integers(0, 10**6))
def test_a_flip_flips_and_no_smaller_change_does(seed: int) -> None:
    program, lines = settled_case(seed)
    (name, facts), *_ = lines
    decision = decided(program, lines).decision("first")

    flips = find_flips(program, lines, TODAY, decision, keep=OTHERS)

    for flip in flips.flips:
        changed = {**facts, **{change.fact: change.after for change in flip.changes}}
        assert decided(program, [(name, changed)]).decision("first").outcome == flip.outcome != decision.outcome
    if decision.outcome is None or not flips.complete or not keeps_constraints(program, facts):
        return
    sizes = {len(flip.changes) for flip in flips.flips}
    assert len(sizes) <= 1
    smallest = min(sizes, default=3)
    for fewer in range(1, smallest if sizes else 3):
        assert not any(_is_flip(program, facts, decision.outcome, names) for names in combinations(CHANGEABLE, fewer))
    if sizes and smallest < 3:
        found = {frozenset(change.fact for change in flip.changes) for flip in flips.flips}
        for names in combinations(CHANGEABLE, smallest):
            assert (frozenset(names) in found) is _is_flip(program, facts, decision.outcome, names)


def _is_flip(program: Program, facts: Mapping[str, Value], outcome: str, names: tuple[str, ...]) -> bool:
    choices = [[value for value in values(FACTS[name]) if value != facts[name]] for name in names]
    for chosen in product(*choices):
        changed = {**facts, **dict(zip(names, chosen, strict=True))}
        after = decided(program, [("", changed)]).decision("first").outcome
        if after not in (None, outcome) and keeps_constraints(program, changed):
            return True
    return False


@quick
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_a_flip_holds_whatever_is_unknown(seed: int, unknown: int) -> None:
    program = evolve(Maker(seed).program(), constraints=())
    hidden = Random(seed).sample(OTHERS, unknown)
    lines = [
        (name, {fact: value for fact, value in facts.items() if fact not in hidden})
        for name, facts in settled_case(seed)[1]
    ]
    (name, facts), *_ = lines
    decision = decide(program, lines, TODAY).decision("first")

    flips = find_flips(program, lines, TODAY, decision, keep=OTHERS)

    for flip in flips.flips:
        changed = {**facts, **{change.fact: change.after for change in flip.changes}}
        after = decide(program, [(name, changed)], TODAY).decision("first")
        assert after.outcome == flip.outcome != decision.outcome
    if decision.outcome is not None and flips.complete:
        smallest = min((len(flip.changes) for flip in flips.flips), default=2)
        found = {flip.changes[0].fact for flip in flips.flips if len(flip.changes) == 1}
        assert smallest == 1 or not found
        for fact in CHANGEABLE:
            others = [value for value in values(FACTS[fact]) if value != facts[fact]]
            answers = (decide(program, [(name, {**facts, fact: other})], TODAY).decision("first") for other in others)
            assert (fact in found) is any(each.outcome not in (None, decision.outcome) for each in answers)


def test_what_is_unknown_is_not_gone_through_way_by_way() -> None:
    """No change of two facts is a flip, and each gives another answer in one of many ways the rest may turn out."""
    one, _ = two_laws()
    (rule,) = one.rules
    yes = BoolType()
    given_ = [f"g{number}" for number in range(40)]
    open_ = [f"u{number}" for number in range(40)]
    when = ir.AllOf(
        (
            ir.AnyOf(tuple(ir.Fact(name) for name in given_)),
            ir.Not(ir.AllOf(tuple(ir.Fact(name) for name in open_))),
        )
    )
    facts = tuple(FactInfo(name, yes, one.facts[0].about) for name in (*given_, *open_))
    program = evolve(one, facts=facts, rules=(evolve(rule, when=when),))
    lines: list[Line] = [("", dict.fromkeys(given_, False))]
    began = process_time()

    flips = find_flips(program, lines, TODAY, decided(program, lines).decision("first"))

    assert flips.flips == ()
    assert process_time() - began < 10


def test_only_facts_that_the_role_can_change_are_changed() -> None:
    _, two = two_laws()
    facts = tuple(evolve(each, changeable_by="baker" if each.name == "b" else None) for each in two.facts)
    program = evolve(two, facts=facts)
    lines: list[Line] = [("", {"a": True, "b": True})]
    decision = decided(program, lines).decision("first")

    by_anyone = find_flips(program, lines, TODAY, decision, changeable_by=())
    by_baker = find_flips(program, lines, TODAY, decision, changeable_by=("baker",))
    by_other = find_flips(program, lines, TODAY, decision, changeable_by=("miller",))

    assert [[change.fact for change in flip.changes] for flip in by_anyone.flips] == [["b"]]
    assert by_anyone == by_baker
    assert by_other.flips == ()


def test_a_field_of_a_party_can_be_the_change() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], when=ir.Some("p", ("stalls",), ir.FieldOf("p", "open")))
    program = evolve(one, rules=(rule,))
    lines: list[Line] = [("", {"stalls": ({"colour": "red", "open": False},)})]

    (flip,) = find_flips(program, lines, TODAY, decided(program, lines).decision("first")).flips

    (change,) = flip.changes
    assert (change.fact, change.record, change.field, change.before, change.after) == ("stalls", 0, "open", False, True)
    assert flip.outcome == "all"


def test_why_not_names_the_conditions_that_fail() -> None:
    _, two = two_laws()

    explained = explain(two, [("", {"a": True, "b": False})], TODAY, "first")

    (why_not,) = explained.why_not
    (barrier,) = why_not.barriers
    assert (why_not.outcome, why_not.stricter, why_not.possible) == ("all", True, False)
    assert barrier.status is Status.DOES_NOT_APPLY
    (failing,) = barrier.failing
    assert failing.truth is False
    assert failing.parts == ()


def test_findings_are_sorted_by_what_became_of_the_rules() -> None:
    one, _ = two_laws()
    rule = one.rules[0]
    some = (Conclusion("first", 1),)
    exception = evolve(rule, name="E", when=ir.Fact("b"), conclusions=some)
    late = evolve(rule, name="L", periods=(Period(TODAY + 1, TODAY + 1),))
    open_rule = evolve(rule, name="O", when=ir.Equal(ir.Fact("c"), ir.Constant("red")), conclusions=some)
    rules = (exception, late, open_rule, evolve(rule, defeated_by=("E",)))
    stages = (*(("rule", each.name) for each in rules), ("decision", "first"))
    program = evolve(one, rules=rules, stages=stages)

    explained = explain(program, [("", {"a": True, "b": True})], TODAY, "first")

    assert [each.rule for each in explained.applying] == ["E"]
    assert [each.rule for each in explained.defeated] == ["R"]
    assert [each.rule for each in explained.not_in_force] == ["L"]
    assert [each.rule for each in explained.undetermined] == ["O"]
    assert explained.decision.decided_by == ("E",)


def test_blame_goes_to_the_parts_with_the_value_of_the_whole() -> None:
    false, true = Trace("b", False), Trace("a", True)

    assert list(blame(Trace("a and b", False, (true, false)))) == [false]
    assert list(blame(Trace("not a", False, (true,)))) == [Trace("not a", False, (true,))]


@quick
@given(st.integers(0, 10**6), st.integers(0, 2))
def test_a_sufficient_reason_settles_and_no_fact_of_it_can_be_left_out(seed: int, unknown: int) -> None:
    program = Maker(seed, uncertain=False, sums=seed % 2 == 0).program()
    lines = make_case(seed, unknown)
    (name, facts), *_ = lines
    decision = decide(program, lines, TODAY).decision("first")

    reason = sufficient_reason(program, lines, TODAY, decision)

    assert (reason is None) is (decision.outcome is None)
    if reason is None:
        return
    assert reason.is_minimal is any(True for _ in completions(program, lines))
    if not reason.is_minimal:
        return
    with_it = decide(program, [(name, {fact: facts[fact] for fact in reason.facts})], TODAY).decision("first")
    assert with_it.exact
    assert with_it.outcome == decision.outcome
    for left_out in reason.facts:
        fewer = {fact: facts[fact] for fact in reason.facts if fact != left_out}
        assert decide(program, [(name, fewer)], TODAY).decision("first").outcome is None


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_reasons_and_flips_are_the_same_without_the_installed_solver(seed: int) -> None:
    pytest.importorskip("pysat")
    program, lines = Maker(seed, uncertain=False, sums=seed % 2 == 0).program(), make_case(seed, 1)
    decision = decide(program, lines, TODAY).decision("first")

    def found() -> tuple[object, Flips]:
        flips = find_flips(program, lines, TODAY, decision, keep=OTHERS)
        return sufficient_reason(program, lines, TODAY, decision), flips

    with_it = found()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solver, "_solver_class", not_installed)
        reasons._kept.clear()
        without = found()

    assert with_it[0] == without[0]
    if with_it[1].complete and without[1].complete and with_it[1].flips:
        assert with_it[1] == without[1]


def test_a_reason_names_what_suffices_and_not_what_also_holds() -> None:
    _, two = two_laws()

    cases: list[tuple[Mapping[str, Value], tuple[str, ...]]] = [
        ({"a": True, "b": False}, ("b",)),
        ({"a": True, "b": True, "c": "red"}, ("a", "b")),
    ]
    for facts, expected in cases:
        lines: list[Line] = [("", facts)]
        reason = sufficient_reason(two, lines, TODAY, decide(two, lines, TODAY).decision("first"))
        assert reason == Sufficient(expected, is_minimal=True)


def test_a_change_that_flips_two_jurisdictions_is_told_once() -> None:
    one, two = two_laws()
    lines: list[Line] = [("", {"a": True, "b": True})]
    answered = []
    for program in (one, two):
        decision = decide(program, lines, TODAY).decision("first")
        answered.append(Answered(program, lines, decision, find_flips(program, lines, TODAY, decision)))

    (both,) = common_flips(answered, TODAY)

    assert [(change.fact, change.after) for change in both.changes] == [("a", False)]
    assert both.outcomes == (("ONE", "none"), ("TWO", "none"))


def test_changes_to_different_jurisdictions_are_joined() -> None:
    """One answers by `a`, the other by `b`: only both changes flip both."""
    one, _ = two_laws()
    other = evolve(one, name="OTHER", rules=(evolve(one.rules[0], when=ir.Fact("b")),))
    lines: list[Line] = [("", {"a": True, "b": True})]
    answered = []
    for program in (one, other):
        decision = decide(program, lines, TODAY).decision("first")
        answered.append(Answered(program, lines, decision, find_flips(program, lines, TODAY, decision)))

    (both,) = common_flips(answered, TODAY)

    assert sorted(change.fact for change in both.changes) == ["a", "b"]


def test_four_facts_are_changed_where_no_fewer_flip() -> None:
    one, _ = two_laws()
    names = ("a", "b", "c", "d")
    when = ir.AllOf((ir.Fact("a"), ir.Fact("b"), *(ir.Equal(ir.Fact(n), ir.Constant("red")) for n in ("c", "d"))))
    program = evolve(one, rules=(evolve(one.rules[0], when=when),))
    lines: list[Line] = [("", {"a": False, "b": False, "c": "blue", "d": "blue"})]

    flips = find_flips(program, lines, TODAY, decided(program, lines).decision("first"))

    assert flips.complete
    assert [sorted(change.fact for change in flip.changes) for flip in flips.flips] == [sorted(names)]
