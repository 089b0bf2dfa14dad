"""Members of lists and rows of tables are told one by one, by what they are about."""

from __future__ import annotations

from checker.analysis.edits import Edit, Nature
from tests.analysis.edits.small_law import LAW, between, changed, made, only

SOILS = "a/data/soils.csv"
TOWN = "a/town.policy"
ENTRIES = "entries rock from 2010-01-01"


def rows(edit: Edit) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (row.kind, row.member, None if row.old is None else row.old.text, None if row.new is None else row.new.text)
        for row in edit.rows
    ]


def test_a_row_that_is_new_is_a_new_member_of_the_list_that_reads_it() -> None:
    edit = only((SOILS, "rock,hard", "rock,soft,2022-01-01,,crushed\nrock,hard"))

    assert (edit.kind, edit.construct, edit.name, edit.nature) == ("changed", "list", "A.SOFT", Nature.MEANING)
    assert edit.clauses == ()
    assert rows(edit) == [("added", "rock", None, "from 2022-01-01")]
    assert edit.rows[0].new is not None
    assert (edit.rows[0].new.path, edit.rows[0].new.line) == (SOILS, 4)


def test_a_row_that_is_gone_is_a_member_removed() -> None:
    edit = only((SOILS, "sand,soft,2005-01-01,2020-01-01,light\n", ""))

    assert rows(edit) == [("removed", "sand", "from 2005-01-01 until 2020-01-01", None)]


def test_a_member_with_other_dates_is_dated_anew() -> None:
    edit = only((SOILS, "2005-01-01,2020-01-01", "2005-01-01,2021-06-01"))

    assert rows(edit) == [("redated", "sand", "from 2005-01-01 until 2020-01-01", "from 2005-01-01 until 2021-06-01")]
    assert edit.nature is Nature.MEANING


def test_what_no_list_reads_of_a_row_is_wording() -> None:
    edit = only((SOILS, "heavy", "very heavy"))

    assert (edit.name, edit.nature) == ("A.SOFT", Nature.WORDING)
    assert rows(edit) == [("reworded", "clay", "remark: heavy", "remark: very heavy")]


def test_the_order_of_rows_is_no_difference_that_anything_reads() -> None:
    edit = only(
        (SOILS, "clay,soft,2001-01-01,,heavy\n", ""),
        (SOILS, "rock,hard,,,\n", "rock,hard,,,\nclay,soft,2001-01-01,,heavy\n"),
    )

    assert (edit.construct, edit.name, edit.nature, edit.rows) == ("table", SOILS, Nature.LAYOUT, ())


def test_a_row_that_no_list_takes_is_told_by_its_table() -> None:
    edit = only((SOILS, "rock,hard,,,\n", "rock,hard,,,\nrock,other,,,\n"))

    assert (edit.kind, edit.construct, edit.name, edit.nature) == ("changed", "table", SOILS, Nature.LAYOUT)


def test_a_member_with_several_periods_is_paired_in_order() -> None:
    old = changed((SOILS, "sand,soft,2005", "sand,soft,2000-01-01,2002-01-01,light\nsand,soft,2005"))
    new = changed((SOILS, "sand,soft,2005", "sand,soft,2000-01-01,2003-01-01,light\nsand,soft,2005"))

    (edit,) = between(old, new)

    assert rows(edit) == [("redated", "sand", "from 2000-01-01 until 2002-01-01", "from 2000-01-01 until 2003-01-01")]


def test_entries_written_in_place_are_members_too() -> None:
    edit = only((TOWN, ENTRIES, "entries rock from 2011-01-01, clay"))

    assert edit.clauses == ()
    assert rows(edit) == [("added", "clay", None, ""), ("redated", "rock", "from 2010-01-01", "from 2011-01-01")]


def test_the_order_of_entries_bears_on_nothing() -> None:
    old = changed((TOWN, ENTRIES, "entries rock, clay"))
    new = changed((TOWN, ENTRIES, "entries clay, rock"))

    (edit,) = between(old, new)

    assert (edit.nature, edit.rows) == (Nature.LAYOUT, ())


def test_another_choice_of_rows_is_told_by_its_members_and_its_clause() -> None:
    edit = only((TOWN, 'where kind is "soft"', 'where kind is "soft" or "hard"'))

    assert [clause.clause for clause in edit.clauses] == ["from table"]
    assert rows(edit) == [("added", "rock", None, "")]


def test_an_edit_of_table_and_declaration_is_one_edit() -> None:
    found = made((SOILS, "clay,soft,2001", "clay,soft,2002"), (TOWN, '"Soft soils"', '"Soils that are soft"'))

    (edit,) = found
    assert [clause.clause for clause in edit.clauses] == ["head"]
    assert rows(edit) == [("redated", "clay", "from 2001-01-01", "from 2002-01-01")]
    assert edit.nature is Nature.MEANING


def test_a_table_that_came_with_its_list_is_not_told_twice() -> None:
    law = {**LAW, "a/data/more.csv": "soil\nclay\n"}
    law[TOWN] += '\nlist MORE of soil "More" cites ACT from table "data/more.csv" entry soil\n'

    assert [(edit.kind, edit.name) for edit in between(LAW, law)] == [("added", "A.MORE")]


def test_a_table_that_nothing_reads_is_named() -> None:
    law = {**LAW, "a/data/unread.csv": "x\ny\n"}

    (added,), (removed,) = between(LAW, law), between(law, LAW)

    assert (added.kind, added.name, added.nature) == ("added", "a/data/unread.csv", Nature.LAYOUT)
    assert (removed.kind, removed.name) == ("removed", "a/data/unread.csv")


def test_values_of_a_type_that_stand_in_a_table_are_told_one_by_one() -> None:
    base = {**LAW, "places.csv": "name,en\nhill,Hill\nlake,Lake\n"}
    base["words.policy"] += '\nenum place "Place" from table "places.csv" value name label en\n'
    new = {**base, "places.csv": "name,en\nhill,The hill\nmoor,Moor\n"}

    (edit,) = between(base, new)

    assert (edit.construct, edit.name, edit.nature) == ("enum", "place", Nature.MEANING)
    assert rows(edit) == [
        ("reworded", "hill", "en: Hill", "en: The hill"),
        ("removed", "lake", "", None),
        ("added", "moor", None, ""),
    ]
