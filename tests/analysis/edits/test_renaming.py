"""When something under another name is the same thing, and what follows from its new name."""

from __future__ import annotations

from checker.analysis.edits import Edit, Nature
from tests.analysis.edits.small_law import LAW, between, changed, made

TOWN = "a/town.policy"
WET = 'rule wet_places "Near water little is allowed"'


def told(found: tuple[Edit, ...]) -> set[tuple[str, str, str, str]]:
    return {(edit.kind, edit.old_name, edit.name, edit.nature.word) for edit in found}


def test_the_same_body_under_another_name_was_renamed() -> None:
    found = made((TOWN, "rule wet_places", "rule near_rivers"))

    assert told(found) == {("renamed", "A.wet_places", "A.near_rivers", "wording")}


def test_what_refers_to_a_renamed_construct_changes_in_words_only() -> None:
    found = made(
        (TOWN, "rule deep_holes", "rule holes_that_are_deep"),
        (TOWN, "to deep_holes", "to holes_that_are_deep"),
        ("a/tests.policy", "by deep_holes", "by holes_that_are_deep"),
    )

    assert told(found) == {
        ("renamed", "A.deep_holes", "A.holes_that_are_deep", "wording"),
        ("changed", "A.with_help", "A.with_help", "wording"),
        ("changed", "A.a_deep_hole", "A.a_deep_hole", "wording"),
    }


def test_a_reference_from_another_jurisdiction_follows_too() -> None:
    found = made((TOWN, "list HARD", "list STONY"), ("b/village.policy", "soil in HARD", "soil in A.STONY"))

    assert told(found) == {
        ("renamed", "A.HARD", "A.STONY", "wording"),
        ("changed", "B.rocks", "B.rocks", "wording"),
    }


def test_a_reference_to_something_else_is_no_renaming() -> None:
    other = '\nlist ROCKY of soil "Rocky soils" cites ACT entries rock, clay\n'
    base = changed((TOWN, "\nrule deep_holes", f"{other}\nrule deep_holes"))
    law = dict(base)
    law[TOWN] = law[TOWN].replace("list HARD", "list STONY")
    law["b/village.policy"] = law["b/village.policy"].replace("soil in HARD", "soil in ROCKY")

    found = between(base, law)

    assert told(found) == {
        ("renamed", "A.HARD", "A.STONY", "wording"),
        ("changed", "B.rocks", "B.rocks", "meaning"),
    }


def test_a_fact_with_another_name_is_another_fact_to_case_files() -> None:
    found = made(
        ("words.policy", "fact near_water", "fact beside_water"),
        (TOWN, "when near_water", "when beside_water"),
        ("a/tests.policy", "near_water is", "beside_water is"),
    )

    assert told(found) == {
        ("renamed", "near_water", "beside_water", "meaning"),
        ("changed", "A.wet_places", "A.wet_places", "wording"),
        ("changed", "A.a_deep_hole", "A.a_deep_hole", "wording"),
    }


def test_a_long_body_that_is_nearly_alike_was_renamed() -> None:
    found = made((TOWN, WET, WET.replace("wet_places", "near_rivers").replace("little", "nothing")))

    (edit,) = found
    assert (edit.kind, edit.old_name, edit.name, edit.nature) == (
        "renamed",
        "A.wet_places",
        "A.near_rivers",
        Nature.WORDING,
    )
    assert [clause.clause for clause in edit.clauses] == ["head"]


def test_what_has_little_in_common_is_removed_and_added() -> None:
    new = 'rule frozen "Frozen ground is left alone" cites ACT "s 8" when soil is clay then permit is barred'
    head, _, tail = LAW[TOWN].partition("rule wet_places")
    law = {**LAW, TOWN: f"{head}{new}\n\nobligation{tail.partition('obligation')[2]}"}

    found = between(LAW, law)

    assert {(edit.kind, edit.name) for edit in found} == {("removed", "A.wet_places"), ("added", "A.frozen")}


def test_two_candidates_are_none() -> None:
    head, _, tail = LAW[TOWN].partition("rule wet_places")
    body, _, rest = tail.partition("\nobligation")
    law = {**LAW, TOWN: f"{head}rule one{body}\nrule two{body}\nobligation{rest}"}

    found = between(LAW, law)

    assert {(edit.kind, edit.name) for edit in found} == {
        ("removed", "A.wet_places"),
        ("added", "A.one"),
        ("added", "A.two"),
    }


def test_short_declarations_are_never_taken_for_each_other() -> None:
    base = changed((TOWN, "\nrule deep_holes", '\ngap one "Unknown"\n\nrule deep_holes'))
    law = changed((TOWN, "\nrule deep_holes", '\ngap two "Unknown"\n\nrule deep_holes'))

    assert {edit.kind for edit in between(base, law)} == {"removed", "added"}


def test_a_name_that_is_also_a_value_is_left_alone() -> None:
    base = changed(
        (TOWN, 'define deep "The hole is deep"', 'define clay "The hole is deep"'),
        (TOWN, "when deep and", "when clay and soil is not sand and"),
    )
    law = dict(base)
    for old, new in (("define clay", "define sand"), ("clay and soil is not sand", "sand and soil is not clay")):
        law[TOWN] = law[TOWN].replace(old, new)

    found = between(base, law)

    assert ("changed", "A.deep_holes", "A.deep_holes", "meaning") in told(found)


def test_a_rule_taken_over_by_another_jurisdiction_was_renamed() -> None:
    base = changed(("b/village.policy", 'cites ORDER "1"', 'cites A.ACT "1"'))
    head, _, rule = base["b/village.policy"].partition("\nrule rocks")
    law = {**base, "b/village.policy": head, TOWN: f"{base[TOWN]}\nrule rocks{rule}"}

    (edit,) = between(base, law)

    assert (edit.kind, edit.old_name, edit.name, edit.owner) == ("renamed", "B.rocks", "A.rocks", "A")
