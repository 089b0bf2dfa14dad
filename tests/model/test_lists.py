"""Dated lists: what the rows of a table and entries written in place come to."""

from __future__ import annotations

from datetime import date

import pytest

from checker.declared import ALWAYS, NEVER, Membership, Period
from tests.model.programs import compiled, found

POLICY = """vocabulary garden "The law of gardens"

enum soil "soil" { clay "clay", sand "sand", rock "rock" }

fact hole.soil: soil "the soil"

decision digging "digging" { free "free" < barred "barred" } otherwise free

list SOFT of soil "soft soils"
  from table "data/soils.csv" entry soil where kind is "a" or "b"
    since since until until not before before status status

rule r "R" when hole.soil in SOFT then digging is barred
"""
HEADER = "soil,kind,since,until,before,status\n"
LAST = "rock,b,,,,\n"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def files(rows: str, policy: str = POLICY) -> dict[str, str]:
    town = 'jurisdiction A "Town A"\n  decide as of case.date\n'
    return {"law/a.policy": policy, "law/b.policy": town, "law/data/soils.csv": HEADER + rows + LAST}


def dated(rows: str, policy: str = POLICY) -> tuple[Membership, ...]:
    """The rows of the list but for the one that every table ends with."""
    compilation = compiled(files(rows, policy))
    assert compilation.law is not None, [d.message for d in compilation.diagnostics]
    (only,) = compilation.law.programs["A"].lists
    return tuple(row for row in only.rows if row.member != "rock")


D, E, B = day("2020-01-01"), day("2022-01-01"), day("2019-01-01")


@pytest.mark.parametrize(
    ("row", "period"),
    [
        (",,,", Period()),
        ("2020-01-01,,,", Period(D, D)),
        ("2020-01-01,2022-01-01,,exact", Period(D, D, E, E)),
        (",2022-01-01,,baseline", Period(ALWAYS, ALWAYS, E, E)),
        ("2020-01-01,,,no_later_than", Period(ALWAYS, D)),
        ("2020-01-01,2022-01-01,2019-01-01,first_confirmed", Period(B, D, E, E)),
        (",,,first_confirmed", Period()),
        ("2020-01-01,2022-01-01,,last_known", Period(D, D, E, NEVER)),
        ("2020-01-01,2022-01-01,,unknown", Period(D, NEVER, ALWAYS, E)),
        (",,,unknown", Period(ALWAYS, NEVER, ALWAYS, NEVER)),
    ],
)
def test_the_status_says_how_certain_the_dates_of_a_row_are(row: str, period: Period) -> None:
    (membership,) = dated(f"sand,a,{row}\n")

    assert membership.period == period


def test_only_rows_that_meet_every_condition_are_read() -> None:
    only = dated("sand,a,,,,\nclay,b,,,,\nclay,c,not a date,,,\n")

    assert [row.member for row in only] == ["clay", "sand"]


def test_a_last_day_that_counts_is_within_the_period() -> None:
    policy = POLICY.replace("until until", "until until inclusive")

    (membership,) = dated("sand,a,2020-01-01,2022-01-01,,\n", policy)

    assert membership.period.end_earliest == E + 1


def test_a_row_may_follow_another_but_not_overlap_with_it() -> None:
    follows = "sand,a,2020-01-01,2021-01-01,,\nsand,a,2021-01-01,,,\n"
    overlaps = "sand,a,2020-01-01,2021-01-02,,\nsand,a,2021-01-01,,,\n"

    assert len(dated(follows)) == 2
    assert found(compiled(files(overlaps))) == [("law/data/soils.csv", 3, "C503")]


def test_a_member_of_two_groups_is_no_overlap() -> None:
    assert len(dated("sand,a,2020-01-01,,,\nsand,b,2019-01-01,,,\n")) == 2


@pytest.mark.parametrize(
    ("rows", "line", "code"),
    [
        ("sand,a,2020-13-01,,,\n", 2, "T321"),
        ("sand,a,1.1.2020,,,\n", 2, "T321"),
        ("clay,a,,,,\n\nsand,a,,2020-02-30,,\n", 4, "T321"),
        ("sand,a,2022-01-01,2020-01-01,,\n", 2, "C502"),
        ("sand,a,2020-01-01,,2021-01-01,no_later_than\n", 2, "C502"),
        ("sand,a,,,,sure\n", 2, "T323"),
        ("snad,a,,,,\n", 2, "T322"),
        (" sand,a,,,,\n", 2, "T322"),
        (",a,,,,\n", 2, "T322"),
        ("sand,a,,,\n", 2, "T320"),
        ("sand,a,,,,,\n", 2, "T320"),
        ('"sand,a,,,,\n', 2, "T320"),
        ('"sand"x,a,,,,\n', 2, "T320"),
        ("sand,a,,,,\0\n", 2, "T320"),
    ],
)
def test_a_mistake_in_a_table_is_placed_in_the_table(rows: str, line: int, code: str) -> None:
    assert found(compiled(files(rows))) == [("law/data/soils.csv", line, code)]


def test_the_place_of_a_cell_is_told_within_quotation_marks_and_over_lines() -> None:
    compilation = compiled(files('clay,"a",,,,\n"snad","a","2020-01-01",,,\nrock,"c\nd, e",x,,,\n'))
    (diagnostic,) = compilation.diagnostics
    span = diagnostic.primary.span

    assert compilation.sources[span.path].text[span.start : span.end] == '"snad"'
    assert diagnostic.help == "did you mean `sand`?"


@pytest.mark.parametrize(
    "path", ["../soils.csv", "/etc/passwd", "data/../../x.csv", "data\\\\soils.csv", "C:/x.csv", "."]
)
def test_a_table_cannot_lie_outside_the_folder_of_its_file(path: str) -> None:
    compilation = compiled(files("sand,a,,,,\n", POLICY.replace("data/soils.csv", path)))

    assert [code for _, _, code in found(compilation)] == ["N231"]


def test_a_table_is_read_once_and_its_mistakes_told_once() -> None:
    policy = (
        POLICY
        + """
list SOFTER of soil "softer soils"
  from table "data/soils.csv" entry soil where kind is "a"
"""
    )

    assert found(compiled(files("sand,a\n", policy))) == [("law/data/soils.csv", 2, "T320")]


def test_entries_are_sorted_and_dated() -> None:
    policy = POLICY.replace(
        POLICY[POLICY.index("  from table") : POLICY.index("rule r")],
        "  entries sand from 2020-01-01 until 2022-01-01, clay from between 2019-01-01 and 2020-01-01\n\n",
    )

    rows = dated("", policy)

    assert [(row.member, row.period) for row in rows] == [("clay", Period(B, D)), ("sand", Period(D, D, E, E))]


def test_an_enum_can_come_from_a_table() -> None:
    policy = POLICY.replace(
        'enum soil "soil" { clay "clay", sand "sand", rock "rock" }',
        'enum soil "soil" from table "data/soils.csv" value soil label kind label since in fr',
    )
    compilation = compiled(files("sand,a,2020-01-01,,,\nclay,b,,,,\n", policy))

    assert compilation.law is not None
    labels = [(each.value, each.label.value, each.label.translations) for each in compilation.law.value_labels]
    assert labels == [("sand", "a", (("fr", "2020-01-01"),)), ("clay", "b", ()), ("rock", "b", ())]
