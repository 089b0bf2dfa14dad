"""The time line is what deciding on every day would show."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import api
from checker.analysis.exact import decide
from checker.analysis.timeline import timeline
from checker.cases.applied import apply_case
from checker.declared import NEVER, DatedList, Membership, Period
from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.results.records import Status
from tests.analysis.small_programs import Maker, about, decided, make_case
from tests.analysis.test_ask import two_laws
from tests.conftest import ROOT

FIRST, LAST = 85, 115


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(1, 2))
def test_the_time_line_is_that_of_deciding_every_day(seed: int, unknown: int, count: int) -> None:
    program, lines = Maker(seed, uncertain=seed % 2 == 0).program(), make_case(seed, unknown, count)

    shown = timeline([(program, lines)], first=FIRST, last=LAST)

    decide_on = decided if shown.not_exact else decide
    expected = []
    before = decide_on(program, lines, FIRST)
    for day in range(FIRST + 1, LAST + 1):
        after = decide_on(program, lines, day)
        for old, new in zip(before.decisions, after.decisions, strict=True):
            if (old.possible, old.collected, old.conflict) != (new.possible, new.collected, new.conflict):
                expected.append((day, new.decision, old.possible, new.possible))
        before = after
    assert [(t.date, t.decision, t.before.possible, t.after.possible) for t in shown.turns] == expected


def test_a_turn_names_the_rule_that_came_into_force() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], periods=(Period(100, 100, 110, 110),))
    program = evolve(one, rules=(rule,), current_to="0001-04-12")

    shown = timeline([(program, [("", {"a": True})])])

    assert [turn.date for turn in shown.turns] == [100, 110]
    starts, ends = shown.turns
    assert (starts.before.outcome, starts.after.outcome) == ("none", "all")
    assert [(each.rule, each.before, each.after) for each in starts.rules] == [
        ("R", Status.NOT_IN_FORCE, Status.APPLIES)
    ]
    assert (starts.future, ends.future) == (False, True)


def test_a_window_between_uncertain_dates_is_shown_as_not_settled() -> None:
    one, _ = two_laws()
    rule = evolve(one.rules[0], periods=(Period(100, 105, NEVER, NEVER),))

    shown = timeline([(evolve(one, rules=(rule,)), [("", {"a": True})])])

    assert [(turn.date, turn.after.possible) for turn in shown.turns] == [(100, ("none", "all")), (105, ("all",))]


def test_a_turn_names_the_list_entry_that_did_it_and_days_of_other_entries_are_not_looked_at() -> None:
    one, _ = two_laws()
    dated = DatedList(
        "colours", (Membership("red", Period(100, 100)), Membership("blue", Period(104, 104))), about("colours")
    )
    rule = evolve(one.rules[0], when=ir.InList(ir.Fact("c"), "colours"))
    program = evolve(one, rules=(rule,), lists=(dated,))

    (turn,) = timeline([(program, [("", {"c": "red"})])]).turns

    assert turn.date == 100
    assert [(each.list, each.member, each.before, each.after) for each in turn.lists] == [
        ("colours", "red", False, True)
    ]


def test_an_unknown_day_that_is_compared_with_the_date_moves_the_turn() -> None:
    """Between the day that `opened` may be from and the date, something has to lie."""
    one, _ = two_laws()
    opened = ir.Fact("opened")
    when = ir.AllOf((ir.Less(ir.Constant(100), opened), ir.Less(ir.Sum(((1, opened),), 3), ir.AsOf())))
    program = evolve(one, rules=(evolve(one.rules[0], when=when),))

    shown = timeline([(program, [("", {})])], first=FIRST, last=LAST)

    assert [(turn.date, turn.after.possible) for turn in shown.turns] == [(105, ("none", "all"))]
    assert shown.not_exact == ()


def test_a_date_that_is_moved_and_doubled_turns_on_the_day() -> None:
    one, _ = two_laws()
    twice = ir.Sum(((2, ir.AsOf()), (-1, ir.Fact("n"))), -199)
    program = evolve(one, rules=(evolve(one.rules[0], when=ir.Less(ir.Constant(0), twice)),))

    shown = timeline([(program, [("", {"n": 2})])], first=FIRST, last=LAST)

    assert [turn.date for turn in shown.turns] == [101]


def test_our_law_is_answered_exactly_on_every_day(our_law: Law) -> None:
    path = ROOT / "examples" / "cases" / "sh_5" / "2021-06-28.yaml"
    case = api.read_cases([(str(path), path.read_bytes())], our_law).cases[0]

    shown = timeline([(program := our_law.programs[n], apply_case(case, program).lines) for n in our_law.jurisdictions])

    assert shown.not_exact == ()
    assert shown.turns
