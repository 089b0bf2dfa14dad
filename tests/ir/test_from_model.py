"""Which law makes up which program."""

from __future__ import annotations

from checker.ir.dump import dump, show
from checker.ir.law import Law
from checker.ir.program import Program
from tests.model.programs import compiled, found

VOCABULARY = """vocabulary garden "The law of gardens"

fact hole.depth: int 0..100 "the depth"

fact announced_before: bool "was announced"

fact posted: bool "a notice is posted"

fact pond: bool "is a pond"

fact pond.deep: bool "the pond is deep"

decision digging "Must digging be announced?" { free "free" < announced "announced" < barred "barred" } otherwise free

decision outcome "What does it come to?" { nothing "nothing" < act "act" } otherwise nothing

rule comes_to_act "Whatever is announced needs an act" when digging is at least announced then outcome is act

constraint deep_ponds "deep ponds are ponds" always pond.deep implies pond

constraint holes "announced holes are holes" always announced_before implies hole.depth is at least 1
"""
COUNTY = """jurisdiction COUNTY "The county"
  decide as of case.date
  as if announced_before is false

source ACT "Act" citation "c. 1" url "https://example.org/" verified 2024-01-01

open limit: int 0..100 "the limit" cites ACT otherwise 10

open frost: bool "the ground is frozen"

rule deep "Deep holes are announced" cites ACT "s 1" from 2020-01-01
  when hole.depth is more than limit
  then digging is announced
  alternative strict "from the limit on" when hole.depth is at least limit

exception frozen to deep "Not in frost" cites ACT "s 2" unverified when frost

exception thawed to frozen "But in a thaw" cites ACT "s 3" when hole.depth is more than 50

gap wells "Wells" cites ACT "part 2"
"""
TOWN = """jurisdiction TOWN "The town" extends COUNTY
  decide as of case.date

source BYE "Bye-law"

fill limit as 5 interpretation "the bye-law says five" cites BYE "s 1"

exception announced_already to COUNTY.deep "Not twice" cites BYE "s 2" when posted
"""
GOOD = """code_of_conduct GOOD "Good neighbours"
  decide as of case.date
  supply announced_before as digging is at least announced

decision courtesy "Courtesy" { silent "silent" < tells "tells" } otherwise silent

rule tells_neighbours "Tell the neighbours" when announced_before and hole.depth is more than 20 then courtesy is tells

rule tells_of_barred "Tell of what is barred" when digging is barred then courtesy is tells

commitment no_harm "No harm" whenever courtesy is tells then outcome is act
"""
FILES = {"v.policy": VOCABULARY, "county.policy": COUNTY, "town.policy": TOWN, "good.policy": GOOD}


def law(files: dict[str, str] | None = None) -> Law:
    compilation = compiled(files or FILES)
    assert compilation.law is not None, [d.message for d in compilation.diagnostics]
    return compilation.law


def rule(program: Program, name: str) -> str:
    return next(show(each.when) for each in program.rules if each.name == name)


def test_there_is_a_program_for_each_order_and_for_each_code_beside_each_jurisdiction() -> None:
    ours = law()

    assert list(ours.programs) == ["COUNTY", "TOWN", "GOOD", "GOOD@COUNTY", "GOOD@TOWN"]
    assert ours.jurisdictions == ("COUNTY", "TOWN")
    assert ours.codes == ("GOOD",)
    assert [order.name for order in ours.orders] == list(ours.programs)
    assert ours.programs["GOOD@TOWN"].lineage == ("GOOD", "TOWN", "COUNTY", "garden")


def test_a_child_inherits_rules_and_adds_exceptions() -> None:
    county, town = law().programs["COUNTY"], law().programs["TOWN"]

    names = {each.name: each.defeated_by for each in town.rules}
    assert names == {
        "COUNTY.thawed": (),
        "COUNTY.frozen": ("COUNTY.thawed",),
        "TOWN.announced_already": (),
        "COUNTY.deep": ("COUNTY.frozen", "TOWN.announced_already"),
        "garden.comes_to_act": (),
    }
    assert {each.name: each.defeated_by for each in county.rules}["COUNTY.deep"] == ("COUNTY.frozen",)


def test_an_open_term_has_its_default_its_fill_or_is_uncertain() -> None:
    county, town = law().programs["COUNTY"], law().programs["TOWN"]

    terms = {each.name: show(each.expr) for each in county.definitions}
    assert terms == {"COUNTY.limit": "10", "COUNTY.frost": "?[COUNTY.frost]"}
    (limit,) = (each for each in town.definitions if each.name == "COUNTY.limit")
    assert show(limit.expr) == "5"
    assert limit.open_term
    assert limit.about.interpretation is not None
    assert [(c.source, c.provision) for c in limit.about.citations] == [("BYE", "s 1"), ("ACT", None)]
    assert [(name, str(label)) for name, label in county.uncertainties] == [("COUNTY.frost", "the ground is frozen")]


def test_citations_carry_what_their_source_tells() -> None:
    (citation,) = next(each for each in law().programs["COUNTY"].rules if each.name == "COUNTY.frozen").about.citations

    assert (citation.source, citation.provision, citation.verified) == ("ACT", "s 2", "2024-01-01")
    assert (citation.url, str(citation.title), citation.confidence) == ("https://example.org/", "Act", "unverified")


def test_a_code_beside_a_jurisdiction_reads_its_decisions_where_it_supplies_facts() -> None:
    beside = law().programs["GOOD@TOWN"]

    assert rule(beside, "GOOD.tells_neighbours") == "(digging in 0b110 and 20 < hole.depth)"
    assert [each.name for each in beside.decisions] == ["digging", "outcome", "courtesy"]
    assert not beside.binding
    assert beside.beside == "TOWN"
    assert "announced_before" not in {fact.name for fact in beside.facts}
    assert "holes" not in {each.name for each in beside.constraints}


def test_a_supplied_fact_is_supplied_to_the_jurisdiction_as_well() -> None:
    supplying = GOOD.replace(
        "supply announced_before as", "supply posted as hole.depth is more than 3\n  supply announced_before as"
    )
    files = FILES | {"good.policy": supplying}

    assert rule(law(files).programs["GOOD@TOWN"], "TOWN.announced_already") == "3 < hole.depth"


def test_a_supply_that_makes_a_circle_is_reported() -> None:
    files = FILES | {
        "town.policy": TOWN + '\nrule r "R" cites BYE when announced_before then digging is barred\n',
    }

    assert [(path, code) for path, _, code in found(compiled(files))] == [("town.policy", "D402")]


def test_decisions_of_nobody_are_uncertain_in_a_code_alone() -> None:
    alone = law().programs["GOOD"]

    assert rule(alone, "GOOD.tells_of_barred") == "?[digging in {barred}]"
    assert rule(alone, "GOOD.tells_neighbours") == "(announced_before and 20 < hole.depth)"
    assert [each.name for each in alone.decisions] == ["courtesy"]
    assert [each.name for each in alone.rules] == ["GOOD.tells_neighbours", "GOOD.tells_of_barred"]
    assert dict(alone.uncertainties).keys() == {"digging in {barred}", "outcome in {act}"}


def test_only_constraints_that_can_bear_on_a_program_are_part_of_it() -> None:
    assert [each.name for each in law().programs["TOWN"].constraints] == ["holes"]


def test_what_a_code_shares_with_a_jurisdiction_is_held_once() -> None:
    ours = law()
    town = {id(each) for each in ours.programs["TOWN"].rules}

    shared = [each.name for each in ours.programs["GOOD@TOWN"].rules if id(each) in town]

    assert "COUNTY.deep" in shared


def test_a_reading_is_chosen_by_the_name_of_what_it_rereads() -> None:
    compilation = compiled(FILES)

    other = compilation.with_readings({"COUNTY.deep": "strict"})

    assert compilation.law is not None
    assert other is not None
    assert [(each.target, each.name) for each in other.programs["TOWN"].readings] == [("COUNTY.deep", "strict")]
    assert other.programs["TOWN"].chosen == (("COUNTY.deep", "strict"),)
    assert rule(other.programs["TOWN"], "COUNTY.deep") == "COUNTY.limit <= hole.depth"
    assert rule(compilation.law.programs["TOWN"], "COUNTY.deep") == "COUNTY.limit < hole.depth"
    assert other.digest == compilation.law.digest


def test_gaps_and_as_if_facts_are_carried() -> None:
    county = law().programs["COUNTY"]

    assert [gap.name for gap in county.gaps] == ["COUNTY.wells"]
    assert county.as_if == (("announced_before", False),)
    assert law().programs["GOOD@COUNTY"].as_if == (("announced_before", False),)


def test_the_dump_tells_all_that_is_evaluated() -> None:
    assert (
        dump(law().programs["COUNTY"])
        == """jurisdiction COUNTY of COUNTY < garden
  as of case.date
  as if announced_before = False
fact announced_before
fact hole.depth
uncertain COUNTY.frost
define COUNTY.frost = ?[COUNTY.frost]
define COUNTY.limit = 10
constraint holes = (not announced_before or 1 <= hole.depth)
rule COUNTY.thawed
  when 50 < hole.depth
rule COUNTY.frozen unless COUNTY.thawed
  when COUNTY.frost
rule COUNTY.deep from 2020-01-01 unless COUNTY.frozen
  when COUNTY.limit < hole.depth
  then digging = announced
decision digging strictest {free < announced < barred}
  otherwise free
rule garden.comes_to_act
  when digging in 0b110
  then outcome = act
decision outcome strictest {nothing < act}
  otherwise nothing
reading COUNTY.deep as strict
"""
    )
