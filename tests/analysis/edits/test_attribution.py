"""Which edits can be behind what a rule says."""

from __future__ import annotations

import pytest

from checker.analysis.edits.attribution import Attribution, affected_by, dependencies
from checker.ir.program import Program
from tests.analysis.edits.small_law import LAW, between, changed
from tests.model.programs import compiled

TOWN, VILLAGE, SOILS = "a/town.policy", "b/village.policy", "a/data/soils.csv"


def programs(law: dict[str, str]) -> dict[str, Program]:
    compilation = compiled(law)
    assert compilation.law is not None
    return dict(compilation.law.programs)


def behind(name: str, *replacements: tuple[str, str, str], of: str = "A") -> list[str]:
    law = changed(*replacements)
    old, new = programs(dict(LAW)), programs(law)
    return [edit.name for edit in affected_by(between(LAW, law), old[of], new[of], name)]


@pytest.mark.parametrize(
    ("replacement", "name"),
    [
        ((TOWN, "when deep and", "when deep or"), "A.deep_holes"),
        ((TOWN, "more than 10", "more than 11"), "A.deep"),
        ((TOWN, "h.skilled is true", "h.skilled is false"), "A.helped"),
        ((TOWN, "some h in", "every h in"), "A.with_help"),
        ((SOILS, "clay,soft,2001", "clay,soft,2002"), "A.SOFT"),
        (("words.policy", "int 0..100", "int 0..200"), "depth"),
        (("words.policy", 'rock "Rock" }', 'rock "Rock", peat "Peat" }'), "soil"),
        (("words.policy", "skilled: bool", "paid: bool, skilled: bool"), "helper"),
        (("words.policy", "at most 50", "at most 40"), "no_deep_sand"),
        ((TOWN, "decide as of case.date", "decide as of case.date + 1 days"), "A"),
    ],
)
def test_a_rule_depends_on_what_it_reads_and_on_what_sets_it_aside(
    replacement: tuple[str, str, str], name: str
) -> None:
    assert behind("A.deep_holes", replacement) == [name]


@pytest.mark.parametrize(
    "replacement",
    [
        (TOWN, "near_water and depth", "near_water or depth"),
        (TOWN, "entries rock", "entries clay"),
        (TOWN, "otherwise 5", "otherwise 6"),
        (TOWN, '"10 days before"', '"20 days before"'),
        ("words.policy", '"Is near water"', '"Is beside water"'),
        ("a/tests.policy", "depth is 20", "depth is 21"),
        (TOWN, "verified 2024-01-01", "verified 2025-01-01"),
    ],
)
def test_a_rule_does_not_depend_on_what_it_never_reads(replacement: tuple[str, str, str]) -> None:
    assert behind("A.deep_holes", replacement) == []


def test_a_term_is_filled_for_those_who_inherit() -> None:
    fill = (VILLAGE, "as 3", "as 4")

    assert behind("A.wet_places", fill, of="B") == ["B.limit"]
    assert behind("A.wet_places", fill, of="A") == []


def test_a_term_that_is_no_longer_filled_is_behind_what_read_it() -> None:
    assert behind("A.wet_places", (VILLAGE, "fill limit cites ORDER as 3\n\n", ""), of="B") == ["B.limit"]


def test_a_duty_depends_on_what_it_reads() -> None:
    edit = (TOWN, "permit is at least needed", "permit is barred")

    assert behind("A.tell_neighbours", edit) == ["A.tell_neighbours"]


def test_a_rule_that_is_new_is_behind_itself() -> None:
    rule = '\nrule peat "Peat" cites ACT when soil is rock then permit is needed\n'

    assert behind("A.peat", (TOWN, "\nrule deep_holes", f"{rule}\nrule deep_holes")) == ["A.peat"]


def test_either_side_may_have_its_own_rules() -> None:
    law = changed((TOWN, "when deep and", "when deep or"), (TOWN, "near_water and depth", "near_water or depth"))
    old, new = programs(dict(LAW)), programs(law)
    attribution = Attribution(between(LAW, law), old["A"], new["A"])

    assert [edit.name for edit in attribution.behind(["A.deep_holes"], ["A.wet_places"])] == [
        "A.deep_holes",
        "A.wet_places",
    ]
    assert attribution.behind([], []) == ()
    assert [e.name for e in Attribution(between(LAW, law), None, new["A"]).behind(["A.deep_holes"], [])] == []


def test_a_renamed_rule_is_found_by_either_name() -> None:
    law = changed((TOWN, "rule wet_places", "rule near_rivers"))
    old, new = programs(dict(LAW)), programs(law)
    attribution = Attribution(between(LAW, law), old["A"], new["A"])

    assert len(attribution.behind(["A.wet_places"], [])) == len(attribution.behind([], ["A.near_rivers"])) == 1


def test_dependencies_are_told_by_kind() -> None:
    found = dependencies(programs(dict(LAW))["A"], ["A.deep_holes", "nothing"])

    assert found.laws == {"A.deep_holes", "A.with_help", "A.deep", "A.SOFT"}
    assert found.facts >= {"depth", "soil", "helpers"}
    assert found.decisions == {"permit"}
    assert found.types == {"soil", "helper"}
    assert found.constraints == {"no_deep_sand"}
    assert found.orders == {"A", "digging"}
