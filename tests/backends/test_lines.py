"""A case of several lines."""

from __future__ import annotations

from attrs import evolve

from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import Obligation
from checker.results.records import LineResult, ObligationStatus, Status
from tests.backends.test_interpreter import ABOUT, DAY, A, B, program, rule

LAW = program(rule("one", A, 2), rule("two", B, 3), obligations=(Obligation("J.o", A, ABOUT, "J", met_when=B),))


def line(name: str, **facts: bool) -> LineResult:
    return evaluate(LAW, facts, DAY, line=name)


def test_the_strictest_line_decides() -> None:
    found = combine(LAW, [line("x", a=True, b=False), line("y", a=False, b=True)]).decision("need")

    assert (found.outcome, found.decided_by) == ("ban", ("two",))


def test_each_line_may_turn_out_in_any_of_its_ways() -> None:
    """One line is a permit or a ban, the other free or a permit: never free."""
    found = combine(LAW, [line("x", a=True), line("y", b=False)]).decision("need")

    assert found.possible == ("permit", "ban")
    assert found.needs == ("b", "a")


def test_an_open_line_below_a_settled_one_changes_nothing() -> None:
    found = combine(LAW, [line("x", b=True), line("y", b=False)]).decision("need")

    assert (found.outcome, found.needs) == ("ban", ())


def test_of_several_findings_the_nearest_to_applying_is_shown_and_the_worst_obligation() -> None:
    result = combine(LAW, [line("x", a=False), line("y", a=True, b=False)], date=DAY, assumed=("a",))

    assert [each.status for each in result.findings] == [Status.APPLIES, Status.UNDETERMINED]
    assert result.obligations[0].status is ObligationStatus.UNMET
    assert (result.date, result.assumed, len(result.lines)) == (DAY, ("a",), 2)


def test_a_collecting_decision_collects_over_lines() -> None:
    collecting = evolve(LAW, decisions=tuple(evolve(each, combiner="collect") for each in LAW.decisions))
    lines = [evaluate(collecting, {"a": True, "b": False}, DAY), evaluate(collecting, {"a": False, "b": True}, DAY)]

    assert combine(collecting, lines).decision("need").collected == ("permit", "ban")
