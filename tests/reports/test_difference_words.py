"""What the conditions, sizes and edges of a region are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from checker.analysis.differences.findings import About, Change, Direction, Example, Kind, SideAnswer, Size
from checker.analysis.exact.domains import FIRST_DATE, LAST_DATE, Cell
from checker.analysis.space.cover import Condition
from checker.analysis.space.variables import Choice, Sort, Variable
from checker.analysis.space.witness import Assumed
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE
from checker.pipeline import compile_sources
from checker.reports.differences.conditions import MOST_NAMED, condition_in_words
from checker.reports.differences.ends import Ends
from checker.reports.differences.expressions import asked_in_words
from checker.reports.differences.sentences import (
    assumed_in_words,
    completeness_in_words,
    directions_in_words,
    kind_in_words,
    size_in_words,
)
from checker.source import SourceFile
from checker.values import NONE, Scalar
from tests.reports.small_law import ASHBY, BIRCHAM, CEDARTON, PLEDGE, VOCABULARY

MORE = """
code stone "Kind of stone" nested by level

enum tool "Tool" { spade "Spade", pick "Pick", drill "Drill", shovel "Shovel" }

fact tool: tool "Tool used" by digger
fact tools: set of tool "Tools there" by digger
fact stone: stone or none "Stone that is found" by digger
fact opened: date or none "Day of opening" by digger
"""
LISTS = """
list QUIET of street "Quiet streets" entries mill_lane
define quiet "In a quiet street" as street in QUIET
exception second to deep "A second exception" cites HOLES "s 6" when cost is at most 5
exception third to deep "A third exception" cites HOLES "s 7" when quiet and opened is on or after 2024-01-01
"""


@pytest.fixture(scope="module")
def ends() -> Ends:
    texts = {
        "vocabulary.policy": VOCABULARY + MORE,
        "ashby.policy": ASHBY + LISTS,
        "bircham.policy": BIRCHAM,
        "cedarton.policy": CEDARTON,
        "pledge.policy": PLEDGE,
    }
    compilation = compile_sources([SourceFile(path, text) for path, text in texts.items()], {})
    law = compilation.law
    assert law is not None, compilation.diagnostics
    return Ends((law, law), (law.programs["ASHBY"], law.programs["ASHBY"]))


def cells(*values: Scalar | Cell) -> tuple[Choice, ...]:
    made = (value if isinstance(value, Cell) else Cell(value, (value,)) for value in values)
    return tuple(Choice(cell.value, number, cell) for number, cell in enumerate(made, start=2))


def ranges(*bounds: tuple[int, int]) -> tuple[Choice, ...]:
    return cells(*(Cell(low, (), low, high) for low, high in bounds))


def picked(variable: Variable, *places: int) -> Condition:
    return Condition(variable, tuple(variable.choices[place] for place in places))


def fact(name: str, choices: Sequence[Choice], *places: int, ordered: bool = False) -> Condition:
    return picked(Variable(Sort.FACT, name, tuple(choices), ordered=ordered), *places)


def yes_or_no(
    sort: Sort, name: str, holds: bool, part: tuple[Scalar, ...] = (), expr: ir.Expr | None = None
) -> Condition:
    return picked(Variable(sort, name, (Choice(False, -5), Choice(True, 5)), part, expr), int(holds))


def strictest(*places: int) -> Condition:
    outcomes = ("", "notice", "leave", "forbidden")
    choices = tuple(Choice(name, number) for number, name in enumerate(outcomes, start=2))
    return picked(Variable(Sort.REST, "leave", choices, ordered=True), *places)


DAY = date(2022, 3, 3).toordinal()
DAYS = ranges((FIRST_DATE, DAY - 1), (DAY, DAY), (DAY + 1, DAY + 30), (DAY + 31, LAST_DATE))
DEPTHS = ranges((0, 1), (2, 4), (5, 50))
TOOLS = cells("spade", "pick", "drill", "shovel")
STONES = cells(NONE, Cell("4A", ("4A",), open=True, below=("4A",)), "5B", Cell("~1", (), open=True))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (fact(CASE_DATE, DAYS, 1, ordered=True), "Date of the case: on 3 March 2022"),
        (fact(CASE_DATE, DAYS, 1, 2, ordered=True), "Date of the case: from 3 March 2022 to 2 April 2022"),
        (fact(CASE_DATE, DAYS, 0, ordered=True), "Date of the case: until 2 March 2022, that day included"),
        (fact(CASE_DATE, DAYS, 2, 3, ordered=True), "Date of the case: from 4 March 2022 on"),
        (fact("depth", DEPTHS, 1, ordered=True), "Depth in metres: from 2 to 4"),
        (fact("depth", DEPTHS, 0, ordered=True), "Depth in metres: 1 or less"),
        (fact("depth", DEPTHS, 1, 2, ordered=True), "Depth in metres: 2 or more"),
        (fact("ground_risk", ranges((0, 0), (1, 1)), 1, ordered=True), "Danger to the ground: high"),
        (
            fact("cost", ranges((0, 99), (100, 150), (151, 10_000_000)), 1, ordered=True),
            "What it costs: from 1 EUR to 1.5 EUR",
        ),
        (
            fact("opened", (*cells(NONE), *DAYS), 0, 1, ordered=True),
            "Day of opening: none or until 2 March 2022, that day included",
        ),
        (fact("tool", TOOLS, 0, 1), "Tool used: Pick or Spade"),
        (fact("tool", TOOLS, 0, 1, 2), "Tool used: anything but Shovel"),
        (fact("sealed", cells(False, True), 1), "The hole will be sealed: yes"),
        (fact("stone", STONES, 0, 1), "Stone that is found: 4A and below or none"),
        (fact("stone", STONES, 2, 3), "Stone that is found: 5B or any other value"),
        (fact("stone", STONES, 0, 2, 3), "Stone that is found: anything but 4A and below"),
        (fact("1:depth", DEPTHS, 2, ordered=True), "Depth in metres (before): 5 or more"),
        (yes_or_no(Sort.ELEMENT, "tools", True, ("pick",)), "Tools there: includes Pick"),
        (yes_or_no(Sort.ELEMENT, "tools", False, ("pick",)), "Tools there: does not include Pick"),
        (yes_or_no(Sort.ELEMENT, "tools", True, ("~1",)), "Tools there: includes another value"),
        (yes_or_no(Sort.CONDITION, "", True, expr=ir.Definition("ASHBY.quiet")), "“In a quiet street”: yes"),
        (yes_or_no(Sort.CONDITION, "", True, expr=ir.Not(ir.Definition("ASHBY.quiet"))), "“In a quiet street”: no"),
        (yes_or_no(Sort.CONDITION, "", False, expr=ir.Fact("sealed")), "The hole will be sealed: no"),
        (
            yes_or_no(Sort.CONDITION, "", False, expr=ir.InList(ir.Fact("street"), "ASHBY.QUIET")),
            "Where the hole is: not on the list “Quiet streets”",
        ),
        (
            yes_or_no(Sort.CONDITION, "", True, expr=ir.AtMost(ir.Fact("2:depth"), ir.Constant(7))),
            "Depth in metres (after): at most 7",
        ),
        (
            yes_or_no(
                Sort.CONDITION,
                "",
                False,
                expr=ir.Some("h", ("helpers",), ir.Equal(ir.FieldOf("h", "name"), ir.Constant("Ann"))),
            ),
            "the condition “some h in helpers satisfies (h.name is Ann)” does not hold",
        ),
        (strictest(0), "The rules that did not change ask for nothing here"),
        (strictest(0, 1, 2), "The rules that did not change ask for at most “Leave needed”"),
        (strictest(1), "The rules that did not change ask for “Give notice”"),
        (strictest(1, 2), "The rules that did not change ask for “Give notice” or “Leave needed”"),
        (strictest(2, 3), "The rules that did not change ask for at least “Leave needed”"),
        (
            yes_or_no(Sort.REST, "leave", False, ("notice",)),
            "The rules that did not change do not ask for “Give notice”",
        ),
        (
            picked(
                Variable(Sort.DECISION, "leave", (Choice("free", 2), Choice("notice", 3), Choice("leave", 4))), 0, 2
            ),
            "Is leave needed? No leave needed or Leave needed",
        ),
        (yes_or_no(Sort.DECISION, "leave", False, ("notice",)), "Is leave needed? does not include “Give notice”"),
        (
            yes_or_no(Sort.RULE, "2:ASHBY.deep", True),
            "“A deep hole needs leave” (after): the condition is met while it is in force",
        ),
        (
            yes_or_no(Sort.RULE, "obligation ASHBY.fence", False),
            "The duty “Put up a fence”: the condition is not met while it is in force",
        ),
        (
            yes_or_no(Sort.EXCEPTION, "2:ASHBY.deep", True, ("ASHBY.sealed_hole",)),
            "The exception “A sealed hole only needs notice” to “A deep hole needs leave” applies",
        ),
        (
            yes_or_no(Sort.EXCEPTION, "ASHBY.deep", False, ("ASHBY.sealed_hole", "ASHBY.second")),
            "None of the exceptions to “A deep hole needs leave” applies: "
            "“A sealed hole only needs notice” or “A second exception”",
        ),
        (yes_or_no(Sort.IN_FORCE, "ASHBY.mill_lane", False), "“No hole in Mill Lane” is not in force"),
        (
            yes_or_no(Sort.OPEN, "ASHBY.mill_lane", True, (0, "end")),
            "“No hole in Mill Lane”, whose dates are not known exactly, has ended: yes",
        ),
        (yes_or_no(Sort.DECIDES, "ASHBY.deep", True, (0,)), "Before: “A deep hole needs leave” decides"),
        (yes_or_no(Sort.DECIDES, "ASHBY.deep", True, (1,)), "After: “A deep hole needs leave” decides"),
        (yes_or_no(Sort.DECIDES, "", True, (1,)), "After: whichever rule decides, if any"),
        (yes_or_no(Sort.PLACE, "helpers", True, (0,)), "Helpers: at least 1"),
        (yes_or_no(Sort.PLACE, "helpers", False, (1,)), "Helpers: fewer than 2"),
        (
            yes_or_no(Sort.PLACE, "helpers", True, (0, "on_register", "banned")),
            "Helpers, record 1, Registers: includes Banned diggers",
        ),
        (
            picked(Variable(Sort.PLACE, "helpers", cells("Ann", "Bob", Cell("~1", (), open=True)), (1, "name")), 0, 1),
            "Helpers, record 2, Name: Ann or Bob",
        ),
    ],
)
def test_a_condition_says_what_it_asks_for(ends: Ends, condition: Condition, words: str) -> None:
    assert condition_in_words(ends, condition).text == words


def test_many_values_are_counted_and_stand_in_full_beside(ends: Ends) -> None:
    codes = tuple(f"{number}X" for number in range(10, 40))
    told = condition_in_words(ends, fact("stone", cells(Cell("10X", codes), Cell("~1", (), open=True)), 0))

    assert told.text.endswith(f"21X or {len(codes) - MOST_NAMED} more")
    assert told.every == codes


def test_many_exceptions_are_counted_and_stand_in_full_beside(ends: Ends) -> None:
    names = ("ASHBY.sealed_hole", "ASHBY.second", "ASHBY.deep", "ASHBY.mill_lane")

    told = condition_in_words(ends, yes_or_no(Sort.EXCEPTION, "ASHBY.deep", False, names))

    assert told.text.startswith("None of the 4 exceptions to “A deep hole needs leave” that are the same")
    assert len(told.every) == 4


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size(1, 1, exact=True), "exactly 1 combination of values that the law can tell apart"),
        (
            Size(4, 2_925_592, exact=True),
            "exactly 4 combinations of values that the law can tell apart (2,925,592 when every value counts)",
        ),
        (
            Size(4_000, None, exact=False),
            "at most 4,000 combinations of values that the law can tell apart "
            "(every value cannot be counted where any text or code will do)",
        ),
    ],
)
def test_a_size_says_whether_it_is_exact(size: Size, words: str) -> None:
    assert size_in_words(size) == words


def test_kinds_of_change_say_both_sides_and_the_direction(ends: Ends) -> None:
    stricter = Kind(About.DECISION, "leave", "free", "leave", Direction.STRICTER)
    unasked = Kind(About.DECISION, "leave", "not_asked", "free", Direction.OTHER)
    added = Kind(About.COLLECTED, "leave", None, "notice", Direction.STRICTER)
    dropped = Kind(About.COLLECTED, "leave", "notice", None, Direction.LOOSER)
    owed = Kind(About.DUTY, "ASHBY.fence", None, "ASHBY.fence", Direction.STRICTER)

    assert kind_in_words(ends, stricter) == "Is leave needed? No leave needed → Leave needed, stricter"
    assert kind_in_words(ends, unasked) == (
        "Is leave needed? the question does not arise → No leave needed, neither stricter nor looser"
    )
    assert kind_in_words(ends, added) == "Is leave needed? “Give notice” becomes one of the answers, stricter"
    assert kind_in_words(ends, dropped) == "Is leave needed? “Give notice” is no longer one of the answers, looser"
    assert kind_in_words(ends, owed) == "Duty “Put up a fence”: arises where it did not before, stricter"


def test_directions_are_put_together(ends: Ends) -> None:
    assert directions_in_words(ends, [Direction.LOOSER, Direction.LOOSER]) == "looser"
    assert directions_in_words(ends, list(Direction)) == (
        "stricter in some cases, looser in some and neither stricter nor looser in others"
    )


def test_what_follows_from_other_changes_is_part_of_the_proof(ends: Ends) -> None:
    kind = Kind(About.DECISION, "result", "ask", "stop", Direction.STRICTER)
    other = Kind(About.DECISION, "leave", "free", "forbidden", Direction.STRICTER)
    example = Example(1, {}, (), (SideAnswer("ask", ()), SideAnswer("stop", ())))

    whole = completeness_in_words(ends, Change(kind, example, (other,), complete=True))
    doubtful = completeness_in_words(
        ends, Change(kind, example, (other,), complete=True, values_not_covered=("depth",))
    )
    unknown = completeness_in_words(ends, Change(kind, example))

    assert whole == "It happens in no other case: proved"
    assert doubtful == (
        "It happens in no other case: proved, but for values of Depth in metres that could not all be told apart"
    )
    assert unknown.startswith("Partial:")


def test_what_the_law_leaves_open_is_said_with_how_it_was_settled(ends: Ends) -> None:
    begun = Assumed(("rule", "ASHBY.mill_lane"), (0, "start", DAY), False)

    assert assumed_in_words(ends, begun) == "“No hole in Mill Lane” had not begun by 3 March 2022"


def test_two_jurisdictions_are_told_apart_by_name(ends: Ends) -> None:
    towns = Ends(ends.laws, ends.programs, ("Ashby", "Bircham"), over_time=False)
    kind = Kind(About.DECISION, "leave", "free", "leave", Direction.STRICTER)
    owed = Kind(About.DUTY, "ASHBY.fence", "ASHBY.fence", None, Direction.LOOSER)

    assert kind_in_words(towns, kind) == (
        "Is leave needed? Ashby: No leave needed; Bircham: Leave needed; Bircham is stricter"
    )
    assert (
        kind_in_words(towns, owed) == "Duty “Put up a fence”: Ashby: arises; Bircham: does not arise; Ashby is stricter"
    )
    assert (
        condition_in_words(towns, fact("1:depth", DEPTHS, 2, ordered=True)).text == "Depth in metres (Ashby): 5 or more"
    )


@pytest.mark.parametrize(
    ("expr", "holding", "not_holding"),
    [
        (ir.Equal(ir.Fact("tool"), ir.Constant("pick")), "Tool used: Pick", "Tool used: not Pick"),
        (
            ir.IsIn(ir.Fact("tool"), frozenset({"spade", "pick"})),
            "Tool used: Pick or Spade",
            "Tool used: not Pick or Spade",
        ),
        (ir.Less(ir.Constant(3), ir.Fact("depth")), "Depth in metres: more than 3", "Depth in metres: not more than 3"),
        (ir.AtMost(ir.Constant(3), ir.Fact("depth")), "Depth in metres: at least 3", "Depth in metres: not at least 3"),
        (
            ir.Less(ir.AsOf(), ir.Constant(DAY)),
            "Date of the decision: before 3 March 2022",
            "Date of the decision: not before 3 March 2022",
        ),
        (
            ir.AtMost(ir.Constant(DAY), ir.Fact("opened")),
            "Day of opening: on or after 3 March 2022",
            "Day of opening: not on or after 3 March 2022",
        ),
        (
            ir.IsWithin(ir.Fact("stone"), "4A", "level"),
            "Stone that is found: 4A or below",
            "Stone that is found: not 4A or below",
        ),
        (
            ir.ContainsAny(ir.Fact("tools"), frozenset({"spade", "pick"})),
            "Tools there: includes Pick or Spade",
            "Tools there: does not include Pick or Spade",
        ),
    ],
)
def test_a_condition_about_one_fact_is_said_in_its_words(
    ends: Ends, expr: ir.Expr, holding: str, not_holding: str
) -> None:
    assert asked_in_words(ends, expr) == holding
    assert asked_in_words(ends, expr, holds=False) == asked_in_words(ends, ir.Not(expr)) == not_holding
