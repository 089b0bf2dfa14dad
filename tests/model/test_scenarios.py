"""Scenarios: what `like` and `assuming` come to, and what expectations refer to."""

from __future__ import annotations

from checker.declared import ExpectOutcome, ExpectPossible, ExpectRule, Scenario
from checker.values import NONE, SetValue
from tests.model.programs import compiled, found
from tests.model.test_check import VOCABULARY

TOWN = """jurisdiction A "Town A"
  decide as of case.date

source BYE "Bye-law"

open much: bool "what counts as much"

rule deep "Deep" cites BYE "s 1" when hole.depth is more than 10 or much then digging is announced

background calm "calm" given hole.soil is clay, hole.depth is 1, hole.plant is none

background busy "busy" given hole.depth is 2, helpers is []
"""


def scenarios(text: str) -> dict[str, Scenario]:
    compilation = compiled({"a.policy": VOCABULARY, "b.policy": TOWN + text})
    assert compilation.law is not None, [d.message for d in compilation.diagnostics]
    return {scenario.name: scenario for scenario in compilation.law.scenarios}


def test_backgrounds_come_first_and_later_ones_replace() -> None:
    (scenario,) = scenarios("""
scenario s "S" assuming calm, busy on 2024-05-01 given hole.risk is high, hole.soil is unknown (withheld)
""").values()

    assert scenario.name == "A.s"
    assert dict(scenario.given) == {
        "helpers": (),
        "hole.depth": 2,
        "hole.plant": NONE,
        "hole.risk": 2,
        "hole.soil": None,
    }


def test_a_scenario_is_like_another_but_for_what_it_says() -> None:
    found_scenarios = scenarios("""
scenario child "Child" like base assuming busy given hole.soil is sand

scenario base "Base" assuming calm on 2024-05-01 given hole.depth is 3 actual
""")
    child = found_scenarios["A.child"]

    assert child.date == found_scenarios["A.base"].date
    assert child.actual
    assert dict(child.given) == {"helpers": (), "hole.depth": 3, "hole.plant": NONE, "hole.soil": "sand"}


def test_values_are_held_as_their_types_say() -> None:
    (scenario,) = scenarios("""
scenario s "S" on 2024-05-01
  given hole.width is 0.5, hole.cost is 12, hole.soils is {clay, sand}, hole.dug_on is 1970-01-01,
        hole.plant is 5A001.f,
        helpers is [(name: "Ann", paid: true, skills: {sand}, born: none), (name: "Bob", paid: unknown)]
""").values()

    assert dict(scenario.given) == {
        "hole.cost": 1200,
        "hole.dug_on": 719163,
        "hole.plant": "5A001.f",
        "hole.soils": SetValue(frozenset({"clay", "sand"})),
        "hole.width": 50,
        "helpers": (
            {"name": "Ann", "paid": True, "skills": SetValue(frozenset({"sand"})), "born": NONE},
            {"name": "Bob"},
        ),
    }


def test_expectations_speak_of_full_names() -> None:
    (scenario,) = scenarios("""
scenario s "S" on 2024-05-01 given hole.depth is 11
  expect A digging is announced by deep
     and A digging possible {announced, free} decided by hole.depth, much
     and A rule deep applies
""").values()

    assert scenario.expectations == (
        ExpectOutcome("A", None, "digging", "announced", ("A.deep",)),
        ExpectPossible("A", None, "digging", ("free", "announced"), ("hole.depth", "A.much")),
        ExpectRule("A", None, "A.deep", "applies"),
    )


def test_mistakes_of_scenarios_are_all_reported() -> None:
    text = """
scenario s "S" assuming clam on 2024-05-32
  given hole.dephth is 1, hole.soil is rock, hole.depth is none, hole.soils is clay, helpers is [(nme: "x")],
        hole.risk is unknown (dunno), hole.soil is clay
  expect B digging is free
     and A diging is free
     and A digging is fre
     and A digging is free by dep
     and A rule deep aplies
     and A digging possible {free} decided by hole.dpth
     and A for A digging is free
"""
    codes = sorted(code for _, _, code in found(compiled({"a.policy": VOCABULARY, "b.policy": TOWN + text})))

    expected = ["N201", "N201", "N203", "N204", "N205", "N206", "N211", "N212", "N213", "N216", "N216", "N221"]
    assert codes == sorted([*expected, "D412", "T301", "T306", "T307"])
