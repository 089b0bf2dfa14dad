"""What names and types mean, and that one mistake is reported once."""

from __future__ import annotations

import pytest

from checker.ir.dump import show
from checker.ir.program import Program
from tests.model.programs import compiled, found

VOCABULARY = """vocabulary garden "The law of gardens"

role owner "the owner"

enum soil "soil" { clay "clay", sand "sand" }

scale risk "risk" { low "low" < middle "middle" < high "high" }

code plant "plants" nested by level

record helper "a helper" {
  name: text "name", paid: bool "is paid", skills: set of soil "skills", born: date or none "born"
}

fact hole.depth: int 0..100 "the depth"

fact hole.width: decimal(2) 0..50 "the width"

fact hole.soil: soil "the soil"

fact hole.risk: risk "the risk"

fact hole.plant: plant or none "the plant"

fact hole.soils: set of soil "all soils"

fact hole.dug_on: date or none "dug on"

fact hole.cost: money EUR 0..1000000 "what it costs"

fact helpers: list of helper (max 3) "helpers"

fact guests: list of helper (max 2) "guests"

decision digging "whether digging must be announced" { free "free" < announced "to be announced" < barred "barred" }
  otherwise free

decision review "how it is looked at" { light "light" < full "full" } otherwise light asked when digging is announced
"""


def vocabulary_with(text: str) -> dict[str, str]:
    return {"a.policy": VOCABULARY + text, "b.policy": 'jurisdiction A "Town A"\n  decide as of case.date\n'}


def program_with(text: str) -> Program:
    compilation = compiled(vocabulary_with(text))
    assert compilation.law is not None, [d.message for d in compilation.diagnostics]
    return compilation.law.programs["A"]


def condition(text: str, more: str = "") -> str:
    """The lowered form of a condition."""
    program = program_with(f'{more}\nrule r "R"\n  when {text}\n  then digging is announced\n')
    return show(program.rules[0].when)


@pytest.mark.parametrize(
    ("written", "lowered"),
    [
        ("hole.depth is 5", "hole.depth = 5"),
        ("hole.depth is not 5", "not hole.depth = 5"),
        ("hole.depth is at least 5", "5 <= hole.depth"),
        ("hole.depth is less than 5", "hole.depth < 5"),
        ("hole.width is more than 0.5", "50 < hole.width"),
        ("hole.width is more than hole.depth", "(100*hole.depth + 0) < hole.width"),
        ("hole.cost is at most 12.50", "hole.cost <= 1250"),
        ("hole.soil is clay", "hole.soil = clay"),
        ("clay is hole.soil", "clay = hole.soil"),
        ("hole.soil in {clay, sand}", "hole.soil in {clay, sand}"),
        ("hole.soil not in {clay}", "not hole.soil in {clay}"),
        ("hole.soil in hole.soils", "hole.soils contains hole.soil"),
        ("hole.risk is at least middle", "1 <= hole.risk"),
        ("hole.risk in {low, high}", "hole.risk in {0, 2}"),
        ("hole.plant is none", "hole.plant = none"),
        ("hole.plant within 5A001.f", "hole.plant within 5A001.f"),
        ("hole.plant within any {5A, ML11}", "(hole.plant within 5A or hole.plant within ML11)"),
        ("hole.soils contains sand", "hole.soils contains sand"),
        ("hole.soils contains any of {sand}", "hole.soils contains any of {sand}"),
        ("hole.dug_on is before 1970-01-02", "hole.dug_on < 719164"),
        ("hole.dug_on is on or after case.date", "case.date <= hole.dug_on"),
        ("hole.dug_on + 30 days is before as_of", "(1*hole.dug_on + 30) < as_of"),
        ("2 * hole.depth + 1 is more than 7", "7 < (2*hole.depth + 1)"),
        ("hole.depth is 1 implies hole.soil is clay", "(not hole.depth = 1 or hole.soil = clay)"),
        ("not (not hole.soil is clay)", "hole.soil = clay"),
        ("(if hole.soil is clay then 1 else 2) is hole.depth", "(if hole.soil = clay then 1 else 2) = hole.depth"),
        ("some h in helpers satisfies (h.paid)", "some h in helpers (h.paid)"),
        ("no h in helpers, guests satisfies (h.paid)", "not some h in helpers, guests (h.paid)"),
        ("every h in helpers satisfies (h.born is none)", "every h in helpers (h.born = none)"),
        ("count of h in helpers satisfies (h.paid) is at least 2", "2 <= count h in helpers (h.paid)"),
        (
            "some h in helpers satisfies (h.skills contains hole.soil)",
            "some h in helpers (h.skills contains hole.soil)",
        ),
    ],
)
def test_a_condition_is_lowered(written: str, lowered: str) -> None:
    assert condition(written) == lowered


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        ("digging is announced", 0b010),
        ("digging is not announced", 0b101),
        ("digging is at least announced", 0b110),
        ("digging is less than barred", 0b011),
        ("digging in {free, barred}", 0b101),
    ],
)
def test_a_decision_is_compared_by_the_order_of_its_outcomes(written: str, mask: int) -> None:
    program = program_with(f'\nrule r "R"\n  when {written}\n  then review is full\n')

    assert show(program.rules[0].when) == f"digging in {mask:#b}"


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        ("review is light", 0b010),
        ("review is not light", 0b101),
        ("review is at most full", 0b110),
        ("review is less than full", 0b010),
        ("review is not_asked", 0b001),
    ],
)
def test_what_is_not_asked_is_no_step_of_the_order(written: str, mask: int) -> None:
    more = 'decision end "end" { no "no" < yes "yes" } otherwise no\n'
    program = program_with(f'\n{more}\nrule r "R"\n  when {written}\n  then end is yes\n')

    assert show(program.rules[0].when) == f"review in {mask:#b}"


def test_a_definition_keeps_its_name_and_its_parameters_are_substituted() -> None:
    more = """
define deep "deep" as hole.depth is more than 10

define pays(h: helper, limit: int 0..100) "pays" as h.paid and hole.depth is more than limit
"""

    assert condition("deep", more) == "garden.deep"
    assert (
        condition("some g in guests satisfies (pays(g, 7))", more) == "some g in guests ((g.paid and 7 < hole.depth))"
    )


def test_a_variable_inside_a_definition_does_not_capture_that_of_its_caller() -> None:
    more = """
define met(h: helper) "met" as some g in helpers satisfies (g.name is h.name)
"""

    lowered = condition("some g in guests satisfies (met(g))", more)

    assert lowered == "some g in guests (some g_2 in helpers (g_2.name = g.name))"


def test_a_definition_that_asks_about_a_decision_is_written_out() -> None:
    program = program_with(
        """
define barred_now "barred" as digging is barred

rule r "R" when barred_now then review is full
"""
    )

    assert show(program.rules[0].when) == "digging in 0b100"
    assert program.definitions == ()


def test_a_date_that_may_be_none_falls_back() -> None:
    program = program_with('\nrule r "R" as of hole.dug_on when hole.depth is 1 then digging is barred\n')

    assert program.rules[0].basis is not None
    assert show(program.rules[0].basis) == "(if hole.dug_on = none then as_of else hole.dug_on)"


def test_an_if_that_rules_none_out_gives_a_date() -> None:
    chosen = "if hole.dug_on is none then case.date else hole.dug_on"
    program = program_with(f'\nrule r "R" as of {chosen} when hole.depth is 1 then digging is barred\n')

    assert program.rules[0].basis is not None
    assert show(program.rules[0].basis) == "(if hole.dug_on = none then case.date else hole.dug_on)"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("hole.depth", "T301"),
        ("hole.soil is hole.risk", "T301"),
        ("hole.soil is 5", "N203"),
        ("hole.depth is clay", "N201"),
        ("hole.depth is 2024-01-01", "T305"),
        ("hole.depth is before 2024-01-01", "T302"),
        ("hole.dug_on is at least 2024-01-01", "T302"),
        ("hole.dug_on is before 2024-02-30", "T306"),
        ("hole.soils is clay", "T302"),
        ("hole.soil contains clay", "T302"),
        ("hole.soils contains {clay}", "T302"),
        ("hole.soils in {clay}", "T302"),
        ("hole.soils is {clay}", "T302"),
        ("hole.depth within 5A", "T302"),
        ("hole.plant within {5A}", "T301"),
        ("hole.plant is alpha", "N201"),
        ("hole.risk is at least hihg", "N203"),
        ("hole.depth is none", "T307"),
        ("hole.depth is true", "T301"),
        ("helpers is none", "T302"),
        ("some h in hole.soils satisfies (h.paid)", "T301"),
        ("some h in helprs satisfies (h.paid)", "N201"),
        ("some h in helpers satisfies (h.name)", "T301"),
        ("some digging in helpers satisfies (digging.paid)", "N225"),
        ("digging is light", "N205"),
        ("digging", "T301"),
        ("digging is before free", "T302"),
        ("digging is 5", "T301"),
        ("r", "T301"),
        ("r(1)", "N210"),
        ("hole.depth + hole.soil is 5", "T302"),
        ("1.5 * hole.depth is 5", "T305"),
        ("hole.depth is 1000", "T304"),
        ("hole.width is 0.125", "T305"),
        ('hole.depth is "5"', "T301"),
        ('hole.soil is "clay"', "T301"),
    ],
)
def test_a_mistake_in_a_condition_is_reported_once(written: str, code: str) -> None:
    compilation = compiled(vocabulary_with(f'\nrule r "R"\n  when {written}\n  then digging is announced\n'))

    assert [c for _, _, c in found(compilation)] == [code]
    assert compilation.law is None


def test_every_mistake_of_a_file_is_reported_in_one_run() -> None:
    text = """
rule one "One" when hole.dpth is 1 and hole.soil is rock and hole.risk is 5 then digging is anounced

rule two "Two" when hole.depth is none then dig is free

list L of soil "L" entries rock, clay from 2024-02-31
"""

    codes = sorted(code for _, _, code in found(compiled(vocabulary_with(text))))

    assert codes == ["N201", "N203", "N203", "N203", "N204", "N205", "T306", "T307"]


def test_the_use_of_what_is_mistaken_is_no_second_mistake() -> None:
    text = """
fact hole.colour: colr "the colour"

define deep "deep" as hole.dpth is 1

list L of soill "L" entries clay

rule r "R"
  when hole.colour is red and deep and hole.soil in L and some h in helpers satisfies (h.nme is "x")
  then digging is free

scenario s "S" on 2024-01-01 given hole.colour is blue
"""

    codes = sorted(code for _, _, code in found(compiled(vocabulary_with(text))))

    assert codes == ["N201", "N202", "N202", "N211"]


def test_the_use_of_what_does_not_parse_is_no_second_mistake() -> None:
    text = """
fact hole.colour: soil "the colour" wrong

rule r "R"
  when hole.colour is clay
  then digging is free

exception e to nothing "E" when ) 5

exception f to e "F" when hole.depth is 1
"""

    codes = [code for _, _, code in found(compiled(vocabulary_with(text)))]

    assert codes == ["P101", "P101"]


def test_a_suggestion_names_the_nearest_name() -> None:
    compilation = compiled(vocabulary_with('\nrule r "R" when hole.dephth is 1 then digging is free\n'))

    assert [d.help for d in compilation.diagnostics] == ["did you mean `hole.depth`?"]


def test_a_value_of_its_type_wins_over_a_definition_of_the_same_name() -> None:
    more = """
define clay "clay ground" as hole.soil is clay
"""

    assert condition("hole.soil is clay", more) == "hole.soil = clay"
    assert condition("clay", more) == "garden.clay"


def test_a_circle_is_shown_whole() -> None:
    text = """
define a "A" as b

define b "B" as not c

define c "C" as a
"""
    (diagnostic,) = compiled(vocabulary_with(text)).diagnostics

    assert "`garden.a` → `garden.b` → `garden.c` → `garden.a`" in diagnostic.message
    assert len(diagnostic.secondary) == 2


def test_a_circle_through_a_fill_is_found() -> None:
    files = {
        "a.policy": VOCABULARY,
        "b.policy": """jurisdiction A "A"
  decide as of case.date

open limit: bool "limit" otherwise hole.depth is 1

define far "far" as limit and hole.depth is 2
""",
        "c.policy": 'jurisdiction B "B" extends A\n  decide as of case.date\n\nfill limit as far\n',
    }

    assert [code for _, _, code in found(compiled(files))] == ["D401"]
