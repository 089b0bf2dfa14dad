"""What differs between two texts of law, construct by construct."""

from __future__ import annotations

import pytest
from attrs import fields

from checker.analysis.edits import Edit, Nature
from checker.analysis.edits.clauses import HEAD
from checker.analysis.edits.nature import FIELDS_OF_CLAUSES
from checker.syntax import ast
from checker.syntax.keywords import CLAUSE_ORDER
from tests.analysis.edits.small_law import LAW, between, changed, made, only

TOWN = "a/town.policy"
NEW_RULE = """
rule sandy_holes "Holes in sand need a permit"
  cites ACT "s 6"
  when soil is sand and depth is more than 2
  then permit is needed
"""


def clauses(edit: Edit) -> list[tuple[str, str]]:
    return [(clause.clause, clause.nature.word) for clause in edit.clauses]


# ── which constructs ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_law_does_not_differ_from_itself() -> None:
    assert between(LAW, LAW) == ()


def test_a_condition_that_changes_is_one_clause_of_one_rule() -> None:
    edit = only((TOWN, "when deep and soil in SOFT", "when deep or soil in SOFT"))

    assert (edit.kind, edit.construct, edit.name, edit.owner) == ("changed", "rule", "A.deep_holes", "A")
    assert clauses(edit) == [("when", "meaning")]
    assert (edit.clauses[0].old, edit.clauses[0].new) == ("when deep and soil in SOFT", "when deep or soil in SOFT")
    assert [(s.kind, s.text.strip()) for s in edit.clauses[0].segments] == [
        ("same", "when deep"),
        ("removed", "and"),
        ("added", "or"),
        ("same", "soil in SOFT"),
    ]


def test_an_excerpt_says_where_it_stands_and_is_laid_out() -> None:
    edit = only((TOWN, "as depth is more than 10", "as depth is   more than 20"))

    assert edit.old is not None
    assert edit.new is not None
    assert (edit.old.path, edit.old.line) == (TOWN, 9)
    assert edit.new.text == (
        '# What counts as deep.\ndefine deep "The hole is deep"\n  cites ACT "s 1"\n  as depth is more than 20'
    )
    assert LAW[TOWN][edit.old.span.start : edit.old.span.end].startswith("define deep")


def test_a_construct_that_is_new_or_gone_is_whole() -> None:
    law = changed((TOWN, "\nrule wet_places", f"{NEW_RULE}\nrule wet_places"))

    (added,) = between(LAW, law)
    (removed,) = between(law, LAW)

    assert (added.kind, added.name, added.nature, added.old) == ("added", "A.sandy_holes", Nature.MEANING, None)
    assert added.new is not None
    assert added.new.text == NEW_RULE.strip()
    assert (removed.kind, removed.name, removed.new) == ("removed", "A.sandy_holes", None)
    assert removed.old == added.new


def test_what_stands_below_an_edit_is_not_changed_by_it() -> None:
    assert [edit.name for edit in made((TOWN, "# What counts as deep.\n", "# What\n\n\n# counts\n\n# as deep.\n"))] == [
        "A.deep"
    ]


def test_the_order_of_declarations_is_no_difference() -> None:
    law = dict(LAW)
    head, gap, rest = law[TOWN].partition("gap byelaws")
    line, _, tail = rest.partition("\n\n")
    law[TOWN] = f"{head}{tail}\n{gap}{line}\n"

    assert between(LAW, law) == ()


def test_a_construct_that_stands_in_another_file_was_moved() -> None:
    law = changed((TOWN, "\nrule wet_places", "\n# here\n\nrule wet_places"))
    head, _, tail = LAW[TOWN].partition("rule wet_places")
    rule, _, rest = tail.partition("\nobligation")
    law[TOWN] = f"{head}obligation{rest}"
    law["a/water.policy"] = f"within A\n\nrule wet_places{rule}"

    (edit,) = between(LAW, law)

    assert (edit.kind, edit.name, edit.nature) == ("moved", "A.wet_places", Nature.LAYOUT)
    assert edit.old is not None
    assert edit.new is not None
    assert (edit.old.path, edit.new.path) == (TOWN, "a/water.policy")
    assert edit.clauses == ()


def test_moved_and_changed_is_changed_in_two_places() -> None:
    law = dict(LAW)
    head, _, tail = LAW[TOWN].partition("rule wet_places")
    rule, _, rest = tail.partition("\nobligation")
    law[TOWN] = f"{head}obligation{rest}"
    law["a/water.policy"] = f"within A\n\nrule wet_places{rule.replace('barred', 'needed')}"

    (edit,) = between(LAW, law)

    assert edit.kind == "changed"
    assert clauses(edit) == [("then", "meaning")]
    assert edit.old is not None
    assert edit.new is not None
    assert edit.old.path != edit.new.path


def test_a_file_that_is_renamed_moves_what_it_holds() -> None:
    law = {("b/other.policy" if path == "b/village.policy" else path): text for path, text in LAW.items()}

    assert {(edit.kind, edit.nature) for edit in between(LAW, law)} == {("moved", Nature.LAYOUT)}


def test_edits_stand_by_owner_then_by_file_and_line() -> None:
    found = made(
        ("b/village.policy", 'cites ORDER "1"', 'cites ORDER "2"'),
        (TOWN, "when deep and", "when deep or"),
        (TOWN, "more than 10", "more than 11"),
        ("words.policy", "int 0..100", "int 0..200"),
    )

    assert [edit.name for edit in found] == ["A.deep", "A.deep_holes", "B.rocks", "depth"]


def test_scenarios_are_told_apart() -> None:
    edit = only(("a/tests.policy", "depth is 20", "depth is 30"))

    assert edit.is_test
    assert clauses(edit) == [("given", "meaning")]


def test_a_rule_that_becomes_an_exception_is_the_same_construct_changed() -> None:
    edit = only((TOWN, "rule wet_places ", "exception wet_places to deep_holes "))

    assert (edit.kind, edit.construct, edit.name, edit.nature) == (
        "changed",
        "exception",
        "A.wet_places",
        Nature.MEANING,
    )
    assert clauses(edit) == [("head", "meaning")]


def test_a_definition_that_becomes_an_open_term_is_changed_in_all_that_differs() -> None:
    edit = only(
        (TOWN, 'define deep "The hole is deep"', 'open deep: bool "The hole is deep"'),
        (TOWN, "  as depth is", "  otherwise depth is"),
    )

    assert (edit.kind, edit.construct, edit.nature) == ("changed", "open", Nature.MEANING)
    assert clauses(edit) == [("head", "meaning"), ("as", "meaning"), ("otherwise", "meaning")]


# ── what an edit bears on ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "old", "new", "clause", "nature"),
    [
        (TOWN, "more than 10", "more than 20", "as", "meaning"),
        (TOWN, "from 2010-01-01\n  when", "from 2011-01-01\n  when", "from", "meaning"),
        (TOWN, "then permit is needed", "then permit is barred", "then", "meaning"),
        (TOWN, "exception with_help to deep_holes", "exception with_help to wet_places", "head", "meaning"),
        (TOWN, "otherwise 5", "otherwise 6", "otherwise", "meaning"),
        (TOWN, '"10 days before"', '"30 days before"', "due", "meaning"),
        (TOWN, '"10 days before"', '"10 days before" fr "10 jours avant"', "due", "wording"),
        (TOWN, "entries rock from", "entries clay from 2009-01-01, rock from", None, "meaning"),
        (TOWN, '"The hole is deep"', '"It is a deep hole"', "head", "wording"),
        (TOWN, '"As the Act has it."', '"As the Act puts it."', "note", "wording"),
        (TOWN, 'cites ACT "s 2"', 'cites ACT "s 2(1)"', "cites", "source"),
        (TOWN, 'cites ACT "s 2"\n', 'cites ACT "s 2"\n  unverified "not read"\n', "unverified", "source"),
        (TOWN, 'cites ACT "s 2"\n', 'cites ACT "s 2"\n  interpretation "our view"\n', "interpretation", "source"),
        (TOWN, "verified 2024-01-01", "verified 2025-01-01", "verified", "source"),
        (TOWN, 'citation "DA 1"', 'citation "DA 2"', "citation", "source"),
        (TOWN, '"Digging Act"', '"The Digging Act"', "head", "wording"),
        (TOWN, "decide as of case.date", "decide as of case.date + 1 days", "decide as of", "meaning"),
        ("words.policy", 'rock "Rock"', 'rock "Stone"', "head", "wording"),
        ("words.policy", 'rock "Rock"', "rock", "head", "wording"),
        ("words.policy", 'rock "Rock" }', 'rock "Rock", peat "Peat" }', "head", "meaning"),
        ("words.policy", "at most 50", "at most 40", "always", "meaning"),
        ("words.policy", "(max 2)", "(max 3)", "head", "meaning"),
        ("b/village.policy", "as 3", "as 4", "as", "meaning"),
    ],
)
def test_an_edit_is_told_by_clause_and_by_what_it_bears_on(
    path: str, old: str, new: str, clause: str | None, nature: str
) -> None:
    edit = only((path, old, new))

    assert edit.nature.word == nature
    assert clauses(edit) == ([] if clause is None else [(clause, nature)])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TOWN, "# What counts as deep.", "# What is deep."),
        (TOWN, "  when deep and soil in SOFT\n", "  when deep\n    and soil in SOFT  # both\n"),
        (TOWN, "  when near_water and", "  # beside rivers\n  when near_water and"),
    ],
)
def test_comments_and_layout_bear_on_nothing(path: str, old: str, new: str) -> None:
    edit = only((path, old, new))

    assert (edit.kind, edit.nature, edit.clauses) == ("changed", Nature.LAYOUT, ())


def test_the_order_of_clauses_and_of_sets_bears_on_nothing() -> None:
    base = changed(("b/village.policy", "soil in HARD", "soil in {rock, clay}"))
    law = dict(base)
    law["b/village.policy"] = law["b/village.policy"].replace(
        '  cites ORDER "1"\n  when soil in {rock, clay}\n', '  when soil in {clay, rock}\n  cites ORDER "1"\n'
    )

    (edit,) = between(base, law)

    assert (edit.kind, edit.nature) == ("changed", Nature.LAYOUT)


def test_an_edit_is_as_weighty_as_its_weightiest_clause() -> None:
    edit = only((TOWN, '"s 2"', '"s 2(1)"'), (TOWN, "deep and soil", "deep or soil"), (TOWN, "has it", "puts it"))

    assert edit.nature is Nature.MEANING
    assert clauses(edit) == [("cites", "source"), ("when", "meaning"), ("note", "wording")]


def test_several_notes_are_aligned_with_each_other() -> None:
    edit = only((TOWN, '  note "As the Act has it."', '  note "First."\n  note "As the Act has it."'))

    assert [(clause.old, clause.new) for clause in edit.clauses] == [(None, 'note "First."')]


def test_a_gap_that_is_closed_is_no_change_of_law() -> None:
    edit = only((TOWN, 'gap byelaws "Byelaws are not encoded" cites ACT\n\n', ""))

    assert (edit.kind, edit.construct, edit.nature) == ("removed", "gap", Nature.SOURCE)


@pytest.mark.parametrize("keyword", sorted(CLAUSE_ORDER))
def test_every_clause_is_held_by_a_field_of_its_tree(keyword: str) -> None:
    trees = {
        "jurisdiction": ast.LegalOrder,
        "code_of_conduct": ast.LegalOrder,
        "assessed": ast.Fact,
        "exception": ast.Rule,
        "code": ast.CodeType,
        "open": ast.OpenTerm,
    }
    tree = trees.get(keyword) or getattr(ast, keyword.title())

    names = {field.name for field in fields(tree)}

    assert {FIELDS_OF_CLAUSES.get(kind, kind) for kind in CLAUSE_ORDER[keyword]} <= names
    assert HEAD not in names
