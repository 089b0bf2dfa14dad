"""Groups, and what a split turns on."""

from __future__ import annotations

from attrs import evolve

from checker.analysis.compare import Column, compare
from checker.analysis.exact import decide
from checker.analysis.readings import hinges, readings_used
from checker.declared import About, Citation, Period
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Program, Reading, Rule
from checker.wording import Wording
from tests.analysis.small_programs import TODAY, Line
from tests.analysis.test_ask import two_laws

BOTH: list[Line] = [("", {"a": True, "b": True})]
ONLY_A: list[Line] = [("", {"a": True, "b": False})]


def column(program: Program, lines: list[Line]) -> Column:
    return Column(program, lines, TODAY, decide(program, lines, TODAY))


def with_rules(program: Program, name: str, *rules: Rule) -> Program:
    stages = (*(("rule", each.name) for each in rules), ("decision", "first"))
    return evolve(program, name=name, rules=rules, stages=stages)


def test_equal_answers_are_one_group_strictest_first_and_unsettled_last() -> None:
    one, two = two_laws()
    open_law = with_rules(one, "THREE", evolve(one.rules[0], when=ir.Equal(ir.Fact("c"), ir.Constant("red"))))

    (comparison,) = compare([column(open_law, ONLY_A), column(two, ONLY_A), column(one, ONLY_A)])

    assert [(group.outcome, group.jurisdictions) for group in comparison.groups] == [
        ("all", ("ONE",)),
        ("none", ("TWO",)),
        (None, ("THREE",)),
    ]
    assert comparison.is_split
    assert comparison.groups[1].sides[0].by_default
    assert comparison.groups[2].sides[0].undetermined == ("R",)


def test_no_split_where_all_answer_alike() -> None:
    one, two = two_laws()

    (comparison,) = compare([column(one, BOTH), column(two, BOTH)])

    assert not comparison.is_split
    assert comparison.turning.facts == ()
    assert comparison.same_rules == (("ONE", "TWO"),)


def test_a_split_turns_on_the_exception_that_sets_a_rule_aside() -> None:
    one, _ = two_laws()
    rule = one.rules[0]
    exception = evolve(rule, name="E", when=ir.Fact("b"), conclusions=(Conclusion("first", 0),))
    lenient = with_rules(one, "LENIENT", exception, evolve(rule, defeated_by=("E",)))

    (comparison,) = compare([column(one, BOTH), column(lenient, BOTH)])

    assert [group.outcome for group in comparison.groups] == ["all", "none"]
    (defeat,) = comparison.groups[1].sides[0].set_aside
    assert (defeat.rule, defeat.outcome, defeat.exceptions) == ("R", "all", ("E",))
    assert comparison.turning.exceptions == ("E",)
    assert "b" in comparison.turning.facts


def test_a_split_turns_on_a_date_where_the_rule_would_apply_if_it_were_in_force() -> None:
    one, _ = two_laws()
    rule = one.rules[0]
    late = with_rules(one, "LATE", evolve(rule, periods=(Period(TODAY + 9, TODAY + 9),)))
    never = with_rules(one, "NEVER", evolve(rule, when=ir.Fact("b"), periods=(Period(TODAY + 9, TODAY + 9),)))

    (comparison,) = compare([column(one, ONLY_A), column(late, ONLY_A), column(never, ONLY_A)])

    by_name = {side.jurisdiction: side for group in comparison.groups for side in group.sides}
    assert [each.rule for each in by_name["LATE"].out_of_force] == ["R"]
    assert by_name["NEVER"].out_of_force == ()
    assert comparison.turning.dates == ("R",)


def test_readings_relied_on_say_what_the_rival_gives() -> None:
    one, two = two_laws()
    marked = About(Wording("R"), interpretation=Wording("the text is silent"))
    ours = with_rules(one, "ONE", evolve(one.rules[0], about=marked))
    ours = evolve(ours, readings=(Reading("narrow", "R", Wording("both are needed")),))

    (used,) = readings_used(column(ours, ONLY_A), lambda program, target, reading: two)

    assert (used.target, used.kind, str(used.reason)) == ("R", "rule", "the text is silent")
    (rival,) = used.alternatives
    assert rival.name == "narrow"
    assert rival.changes is not None
    assert [(each.decision, each.before, each.after) for each in rival.changes] == [("first", ("all",), ("none",))]


def test_a_reading_that_bears_on_nothing_is_not_relied_on() -> None:
    one, two = two_laws()
    marked = About(Wording("R"), interpretation=Wording("the text is silent"))
    ours = with_rules(one, "ONE", evolve(one.rules[0], about=marked))

    assert readings_used(column(ours, [("", {"a": False, "b": False})]), lambda program, target, reading: two) == ()


def test_hinges_are_what_is_uncertain_and_would_change_a_decision() -> None:
    one, _ = two_laws()
    rule = one.rules[0]
    unsure = About(Wording("R"), unverified=Wording("the gazette"))
    cited = About(Wording("S"), citations=(Citation("GAZ", Wording("Gazette"), "1", confidence="unverified"),))
    alone = with_rules(one, "ALONE", evolve(rule, about=unsure))
    both = with_rules(one, "BOTH", evolve(rule, about=unsure), evolve(rule, name="S", about=cited))

    (hinge,) = hinges(column(alone, BOTH))

    assert (hinge.name, hinge.why) == ("R", "unverified")
    assert [(each.before, each.after) for each in hinge.changes] == [(("all",), ("none",))]
    # Either rule alone carries the outcome.
    assert hinges(column(both, BOTH)) == ()


def test_an_uncertain_date_is_a_hinge() -> None:
    one, _ = two_laws()
    dated = with_rules(one, "DATED", evolve(one.rules[0], periods=(Period(TODAY - 5, TODAY + 5),)))

    (hinge,) = hinges(column(dated, BOTH))

    assert (hinge.name, hinge.why) == ("R", "uncertain_date")
