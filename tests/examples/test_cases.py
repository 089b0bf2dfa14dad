"""Where the jurisdictions part on the ten example cases: the legal questions that each case was written to raise.

A test states the divergence in its name. What a test needs beside the case as filed, such as an official's finding, it
adds to the case's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from checker import api
from checker.ir.law import Law
from checker.results.records import Decision, JurisdictionResult, ObligationStatus, Status
from tests.conftest import ROOT

CASES = ROOT / "examples" / "cases"
FILES = sorted(CASES.glob("sh_*/*.yaml"))
EVERYBODY = ("US", "CA", "EU", "FR", "NL", "DK", "GB", "XI", "AU", "NO")
UNION = ("EU", "FR", "NL", "DK")
NOTHING_KNOWN = "[]"
REPRESSION = "[repression_or_serious_violations]"


@cache
def the_law() -> Law:
    law = api.open_law().law
    assert law is not None
    return law


@cache
def _decided(
    path: str, programs: tuple[str, ...], changes: tuple[tuple[str, str], ...]
) -> Mapping[str, JurisdictionResult]:
    text = (CASES / path).read_text(encoding="utf-8")
    for fact, value in changes:
        stated = re.compile(rf"^( +){re.escape(fact)}:.*\n(?:\1 +.*\n)*", re.MULTILINE)
        text, places = stated.subn(rf"\g<1>{fact}: {value}\n", text)
        text = text if places else text.replace("facts:\n", f"facts:\n  {fact}: {value}\n", 1)
    read = api.read_cases([(path, text.encode())], the_law())
    assert not read.diagnostics, read.diagnostics
    return api.decide(the_law(), read.cases[0], programs).results


def answer(path: str, program: str, changes: Mapping[str, str] | None = None) -> JurisdictionResult:
    """What `program` answers to the case in `path`, with `changes` to what it states, wherever it states it."""
    return _decided(path, (program,), tuple(sorted((changes or {}).items())))[program]


def requirement(path: str, program: str, changes: Mapping[str, str] | None = None) -> set[str]:
    return set(answer(path, program, changes).decision("requirement").possible)


def review(path: str, program: str, changes: Mapping[str, str] | None = None) -> set[str]:
    return set(answer(path, program, changes).decision("review").possible)


def outcome(path: str, program: str, changes: Mapping[str, str] | None = None) -> set[str]:
    return set(answer(path, program, changes).decision("outcome").possible)


def deciding(path: str, program: str, decision: str = "requirement") -> set[str]:
    return {rule.rpartition(".")[2] for rule in answer(path, program).decision(decision).decided_by}


def needs(path: str, program: str, changes: Mapping[str, str] | None = None) -> set[str]:
    """The facts that can still change the requirement."""
    return set(answer(path, program, changes).decision("requirement").needs)


def by_line(path: str, program: str) -> dict[str, Decision]:
    """The bottom line of each line, by the first word of its name."""
    return {line.line.split()[0]: line.decision("outcome") for line in answer(path, program).lines}


def status(path: str, program: str, rule: str, changes: Mapping[str, str] | None = None) -> Status:
    found = answer(path, program, changes).findings
    return next(finding.status for finding in found if finding.rule == f"{program}.{rule}")


def duty(path: str, program: str, obligation: str, changes: Mapping[str, str] | None = None) -> ObligationStatus:
    found = answer(path, program, changes).obligations
    return next(finding.status for finding in found if finding.obligation.rpartition(".")[2] == obligation)


def free(path: str, programs: tuple[str, ...] = EVERYBODY) -> set[str]:
    """The jurisdictions that certainly ask for no authorisation."""
    return {name for name in programs if outcome(path, name) == {"no_authorisation_needed"}}


@pytest.mark.parametrize("path", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_a_case_is_read_without_a_word_and_decided_for_everybody(path: Path) -> None:
    read = api.read_cases([(str(path), path.read_bytes())], the_law())

    assert not read.diagnostics
    (case,) = read.cases
    assert case.date > 0
    decided = api.decide(the_law(), case, api.programs_for(the_law(), ()))
    assert set(EVERYBODY) <= set(decided.results)


# SH-1: a biometric suite, four markets ---------------------------------------------------------------------------

JAPAN, GHANA = "sh_1/a_japan_{}-11-15.yaml", "sh_1/b_ghana_{}-11-15.yaml"
VIET_NAM, EMIRATES = "sh_1/c_viet_nam_{}-11-15.yaml", "sh_1/d_united_arab_emirates_{}-11-15.yaml"


@pytest.mark.parametrize("year", [2021, 2024])
@pytest.mark.parametrize("order", [GHANA, VIET_NAM, EMIRATES])
def test_sh1_one_regime_lists_the_fingerprint_module_and_the_others_list_no_module(order: str, year: int) -> None:
    path = order.format(year)

    assert deciding(path, "US") == {"crime_control"}
    lines = by_line(path, "US")
    assert "no_authorisation_needed" not in lines["Fingerprint"].possible
    assert lines["Iris"].outcome == lines["Face"].outcome == "no_authorisation_needed"
    for name in ("CA", "GB", "AU", "NO"):
        assert outcome(path, name) == {"no_authorisation_needed"}


@pytest.mark.parametrize("year", [2021, 2024])
@pytest.mark.parametrize("name", UNION)
def test_sh1_live_matching_may_be_covert_surveillance_where_enrolment_is_not(name: str, year: int) -> None:
    lines = by_line(VIET_NAM.format(year), name)

    assert lines["Fingerprint"].outcome == lines["Iris"].outcome == "no_authorisation_needed"
    assert set(lines["Face"].possible) == {"no_authorisation_needed", "notify_and_wait", "authorisation_case_by_case"}
    assert "item.covert_surveillance" in lines["Face"].needs


def test_sh1_the_european_recast_applied_on_both_dates() -> None:
    changes = {"exporter.aware_of": REPRESSION, "exporter.suspects": NOTHING_KNOWN}
    for year in (2021, 2024):
        assert "notify_and_wait" in outcome(VIET_NAM.format(year), "EU", changes)


def test_sh1_the_united_states_took_crime_control_from_some_allies_between_the_dates() -> None:
    switzerland = {"destination": "CH", "use_country": "CH", "purchaser_country": "CH", "country": "CH"}

    assert requirement(JAPAN.format(2021), "US", switzerland) == {"individual"}
    assert requirement(JAPAN.format(2024), "US", switzerland) == {"no_authorisation"}
    assert requirement(JAPAN.format(2021), "US") == requirement(JAPAN.format(2024), "US") == {"no_authorisation"}


def test_sh1_there_is_no_answer_for_the_product_only_for_each_order() -> None:
    answers = {order: frozenset(outcome(order.format(2024), "US")) for order in (JAPAN, GHANA, VIET_NAM, EMIRATES)}
    union = {order: frozenset(outcome(order.format(2024), "EU")) for order in (JAPAN, GHANA, VIET_NAM, EMIRATES)}

    assert answers[JAPAN] == {"no_authorisation_needed"} != answers[GHANA]
    assert union[JAPAN] == union[GHANA] == {"no_authorisation_needed"} != union[VIET_NAM]


def test_sh1_an_unlisted_module_gives_no_official_an_occasion_to_look_at_the_order_for_viet_nam() -> None:
    for name in ("CA", "GB", "AU", "NO"):
        beside = answer(VIET_NAM.format(2024), f"CODE@{name}")
        assert "no_national_occasion" in beside.decision("follow_up").collected
        assert beside.decision("consideration").outcome == "human_rights_to_be_taken_into_account"


@pytest.mark.parametrize("name", EVERYBODY)
def test_sh1_encryption_at_anti_terrorism_level_changes_no_answer_for_the_face_module(name: str) -> None:
    plain, encrypted = VIET_NAM.format(2024), VIET_NAM.format(2024).replace(".yaml", "_b.yaml")

    assert by_line(plain, name)["Face"].possible == by_line(encrypted, name)["Face"].possible


# SH-2: face recognition in Xinjiang ------------------------------------------------------------------------------


def test_sh2_the_united_states_answers_by_the_party_and_changes_overnight() -> None:
    assert outcome("sh_2/2019-10-08.yaml", "US") == {"no_authorisation_needed"}
    assert outcome("sh_2/2019-10-10.yaml", "US") == {"refusal_expected"}
    assert deciding("sh_2/2019-10-10.yaml", "US") == {"entity_list"}


def test_sh2_the_integrator_in_beijing_is_not_the_listed_party() -> None:
    text = (CASES / "sh_2/2019-10-10.yaml").read_text(encoding="utf-8")
    integrator, bureau = re.findall(r"confirmed: \[(.*)\]", text)

    assert (integrator, bureau) == ("", "us_entity_list")


@pytest.mark.parametrize("name", UNION)
def test_sh2_the_union_has_no_control_of_covert_items_before_9_september_2021_and_one_from_then(name: str) -> None:
    aware = {
        "exporter.aware_of": REPRESSION,
        "item.covert_surveillance": "true",
        "member_state.art8_428_measure": "false",
    }

    assert requirement("sh_2/2021-09-08.yaml", name, aware) == {"no_authorisation"}
    assert "no_authorisation" not in requirement("sh_2/2021-09-09.yaml", name, aware)


@pytest.mark.parametrize("name", UNION)
def test_sh2_the_new_control_depends_on_covertness_notice_awareness_and_in_some_states_suspicion(name: str) -> None:
    path = "sh_2/2021-09-09.yaml"
    covert = {"item.covert_surveillance": "true"}

    assert requirement(path, name, {"item.covert_surveillance": "false"}) == {"no_authorisation"}
    assert requirement(path, name, {**covert, "authority_informed_of": REPRESSION}) == {"individual"}
    assert requirement(
        path, name, {**covert, "exporter.aware_of": NOTHING_KNOWN, "exporter.suspects": NOTHING_KNOWN}
    ) == {"no_authorisation"}
    aware = {**covert, "exporter.aware_of": REPRESSION, "exporter.suspects": NOTHING_KNOWN}
    assert requirement(path, name, aware) == {"notification"}
    suspects = {**covert, "exporter.aware_of": NOTHING_KNOWN, "exporter.suspects": REPRESSION}
    assert needs(path, name, suspects) == {"member_state.art5_3_measure"}


@pytest.mark.parametrize("day", ["2019-10-08", "2019-10-10", "2021-09-08", "2021-09-09", "2023-03-30"])
def test_sh2_canada_great_britain_australia_and_norway_engage_no_rule_whatever_the_record(day: str) -> None:
    assert free(f"sh_2/{day}.yaml", ("CA", "GB", "AU", "NO")) == {"CA", "GB", "AU", "NO"}
    known = {"exporter.aware_of": REPRESSION, "exporter.suspects": REPRESSION}
    for name in ("CA", "GB", "AU", "NO"):
        assert outcome(f"sh_2/{day}.yaml", name, known) == {"no_authorisation_needed"}


def test_sh2_great_britain_and_northern_ireland_part_on_unlisted_covert_items() -> None:
    known = {"exporter.aware_of": REPRESSION, "exporter.suspects": NOTHING_KNOWN, "item.covert_surveillance": "true"}

    assert requirement("sh_2/2023-03-30.yaml", "GB", known) == {"no_authorisation"}
    assert requirement("sh_2/2023-03-30.yaml", "XI", known) == {"notification"}


def test_sh2_the_british_rule_on_police_of_embargoed_countries_asks_for_a_notice_and_not_for_human_rights() -> None:
    notice = {"authority_informed_of": "[forces_of_embargoed_country]"}

    assert requirement("sh_2/2021-09-09.yaml", "GB", notice) == {"no_authorisation"}  # China: from 19 May 2022
    assert requirement("sh_2/2023-03-30.yaml", "GB", notice) == {"individual"}


def test_sh2_the_american_military_rule_for_china_turns_on_national_police_and_the_item_not_on_human_rights() -> None:
    harmless = {
        "us.national_police": "true",
        "end_user_record": "none_known",
        "us.human_rights_misuse_possible": "false",
    }
    rule = "military_end_use_listed_items"

    assert status("sh_2/2019-10-08_b.yaml", "US", rule, harmless) is Status.DOES_NOT_APPLY  # users: from 29 June 2020
    assert status("sh_2/2021-09-09_b.yaml", "US", rule, harmless) is Status.APPLIES
    assert status("sh_2/2021-09-09_b.yaml", "US", rule) is Status.UNDETERMINED
    assert status("sh_2/2021-09-09.yaml", "US", rule, harmless) is Status.DOES_NOT_APPLY


def test_sh2_the_code_points_to_refusal_from_its_release_and_says_nothing_before() -> None:
    assert answer("sh_2/2021-09-09.yaml", "CODE@GB").decision("orientation").outcome == "not_asked"
    assert answer("sh_2/2023-03-30.yaml", "CODE@GB").decision("orientation").outcome == "points_to_refusal"
    assert "no_national_occasion" in answer("sh_2/2023-03-30.yaml", "CODE@GB").decision("follow_up").collected


def test_sh2_the_union_did_not_subscribe_to_the_code_and_its_member_states_may_have() -> None:
    assert answer("sh_2/2023-03-30.yaml", "CODE@EU").decision("consideration").outcome == "not_applicable"
    assert answer("sh_2/2023-03-30.yaml", "CODE@DK").decision("consideration").outcome != "not_applicable"


# SH-3: network surveillance for an interior ministry -------------------------------------------------------------

SH3 = ("2019-03-01", "2021-10-01", "2022-03-06", "2022-03-08", "2024-11-04")
HIGH_RISK = {"risk.internal_repression": "near_certain", "risk.human_rights": "near_certain"}


@pytest.mark.parametrize("day", SH3)
def test_sh3_is_listed_everywhere_but_in_one_regime_before_march_2022(day: str) -> None:
    others = tuple(name for name in EVERYBODY if name != "US")

    for name in others:
        assert requirement(f"sh_3/{day}.yaml", name) == {"individual"}, name
    american = "no_authorisation" if day < "2022-03-07" else "general"
    assert requirement(f"sh_3/{day}.yaml", "US") == {american}


def test_sh3_the_american_cyber_exception_is_barred_to_a_government_and_another_exception_is_open_on_its_face() -> None:
    path = "sh_3/2022-03-08.yaml"

    assert status(path, "US", "ace_governments") is Status.APPLIES
    assert deciding(path, "US") == {"group_b_network_surveillance"}
    assert status(path, "US", "authorised_cybersecurity_exports") is not Status.APPLIES


@pytest.mark.parametrize("day", SH3)
def test_sh3_no_general_authorisation_of_the_union_serves_this_destination(day: str) -> None:
    for name in UNION:
        assert "general" not in requirement(f"sh_3/{day}.yaml", name)


def test_sh3_one_finding_of_risk_is_a_duty_to_refuse_a_policy_or_one_factor() -> None:
    path = "sh_3/2024-11-04.yaml"
    found = {**HIGH_RISK, "eu.security_force_end_user": "true"}

    for name in UNION:
        assert review(path, name, found) == {"refusal"}
    assert review(path, "GB", found) == {"policy_of_denial"}
    assert review(path, "CA", found) == {"policy_of_denial"}
    assert review(path, "AU", {**found, "au.minister_satisfied": "true"}) == {"case_by_case"}
    assert review(path, "NO", found) == {"case_by_case"}


def test_sh3_the_union_refuses_only_where_the_end_user_is_a_force() -> None:
    assert review("sh_3/2024-11-04.yaml", "EU", {**HIGH_RISK, "eu.security_force_end_user": "false"}) == {
        "case_by_case"
    }


def test_sh3_australia_refuses_for_prejudice_which_is_not_a_human_rights_test() -> None:
    low = {"risk.internal_repression": "remote", "risk.human_rights": "remote", "au.minister_satisfied": "false"}

    assert review("sh_3/2024-11-04.yaml", "AU", low) == {"refusal"}


def test_sh3_the_threshold_words_differ_clear_risk_substantial_risk() -> None:
    """Each law maps its own word to the shared scale; a clear risk is enough in Europe and Britain."""
    path = "sh_3/2024-11-04.yaml"
    clear = {"risk.internal_repression": "clear", "risk.human_rights": "clear", "eu.security_force_end_user": "true"}
    possible = {
        "risk.internal_repression": "possible",
        "risk.human_rights": "possible",
        "eu.security_force_end_user": "true",
    }

    assert review(path, "EU", clear) == {"refusal"}
    assert review(path, "GB", clear) == {"policy_of_denial"}
    for name in ("EU", "GB"):
        assert "refusal" not in review(path, name, possible)
    assert status(path, "NO", "dual_use_discretion") is Status.APPLIES  # no published word for this end user


def test_sh3_the_british_criteria_reach_mere_facilitation_from_december_2021() -> None:
    facilitates = {
        **HIGH_RISK,
        "gb.facilitation_only": "true",
        "gb.inconsistent_with_obligations": "false",
        "gb.risk_of_conflict": "remote",
    }

    assert review("sh_3/2021-10-01.yaml", "GB", facilitates) == {"case_by_case"}
    assert review("sh_3/2022-03-06.yaml", "GB", facilitates) == {"policy_of_denial"}


def test_sh3_the_criteria_are_those_of_the_day_of_the_decision_not_of_the_contract() -> None:
    old_contract = {**HIGH_RISK, "contract_date": "2019-03-01", "gb.facilitation_only": "true"}

    assert review("sh_3/2024-11-04.yaml", "GB", old_contract) == {"policy_of_denial"}


def test_sh3_canada_looked_case_by_case_before_its_act_was_amended() -> None:
    assert review("sh_3/2019-03-01.yaml", "CA", HIGH_RISK) == {"case_by_case"}
    assert review("sh_3/2021-10-01.yaml", "CA", HIGH_RISK) == {"policy_of_denial"}


def test_sh3_only_denmark_asks_a_member_of_the_management_to_sign() -> None:
    path = "sh_3/2024-11-04.yaml"

    assert duty(path, "DK", "management_declaration") is ObligationStatus.MET
    assert duty(path, "DK", "management_declaration", {"dk.management_declaration": "false"}) is ObligationStatus.UNMET
    for name in set(EVERYBODY) - {"DK"}:
        assert not any("management" in finding.obligation for finding in answer(path, name).obligations)


def test_sh3_the_danish_declaration_is_a_condition_of_processing_and_no_ground_of_refusal() -> None:
    unsigned = {"dk.management_declaration": "false"}

    assert review("sh_3/2024-11-04.yaml", "DK", unsigned) == review("sh_3/2024-11-04.yaml", "DK")


def test_sh3_a_ministry_is_a_state_end_user_without_being_military() -> None:
    for name in EVERYBODY:
        assert not any(rule.startswith("military") for rule in deciding("sh_3/2024-11-04.yaml", name))


def test_sh3_the_british_decision_is_counted_in_public_and_the_american_one_is_not() -> None:
    names = {
        name: [finding.obligation for finding in answer("sh_3/2024-11-04.yaml", name).obligations]
        for name in ("GB", "US")
    }

    assert "GB.publish_decisions" in names["GB"]
    assert not any("publish" in name or "annual" in name for name in names["US"])


# SH-4: medical devices to Russia ---------------------------------------------------------------------------------

BEFORE, MARCH, JULY, MAY = (f"sh_4/{day}.yaml" for day in ("2022-02-20", "2022-03-15", "2022-07-20", "2024-05-15"))


def variant(path: str, letter: str) -> str:
    return path.replace(".yaml", f"_{letter}.yaml")


def test_sh4_nobody_asks_for_anything_before_the_war() -> None:
    assert free(BEFORE) == set(EVERYBODY)


def test_sh4_an_unlisted_device_is_free_in_march_and_barred_by_its_tariff_heading_in_july_in_canada() -> None:
    assert outcome(MARCH, "CA") == {"no_authorisation_needed"}
    assert outcome(JULY, "CA") == {"prohibited"}
    assert by_line(JULY, "CA")["Monitors"].outcome == "prohibited"


def test_sh4_the_laptop_is_a_second_item() -> None:
    american = by_line(MARCH, "US")

    assert american["Monitors"].outcome == "no_authorisation_needed"
    assert american["Service"].outcome == "authorisation_case_by_case"
    assert deciding(JULY, "CA") == {"russia_industrial_goods", "russia_luxury_goods"}


def test_sh4_australia_bars_the_laptop_by_tariff_chapter_and_the_scanner_only_as_a_luxury_good() -> None:
    no_luxury = {"au.goods_class": "no_class"}

    assert outcome(JULY, "AU") == {"no_authorisation_needed", "prohibited"}
    assert needs(JULY, "AU") == {"au.goods_class"}
    assert outcome(JULY, "AU", no_luxury) == {"no_authorisation_needed"}
    lines = by_line(MAY, "AU")
    assert lines["Service"].outcome == "prohibited"
    assert set(lines["Monitors"].possible) == {"no_authorisation_needed", "prohibited"}


def test_sh4_a_medical_purpose_changes_the_american_policy_and_not_the_requirement() -> None:
    commercial = {"end_uses": "[commercial]"}

    assert requirement(MARCH, "US") == requirement(MARCH, "US", commercial) == {"individual"}
    assert review(MARCH, "US") == {"case_by_case"}
    assert review(MARCH, "US", commercial) == {"policy_of_denial"}


def test_sh4_the_american_medical_exception_appears_in_2024_and_serves_unlisted_devices_only() -> None:
    assert "general_authorisation" not in by_line(JULY, "US")["Monitors"].possible
    assert set(by_line(MAY, "US")["Monitors"].possible) == {"no_authorisation_needed", "general_authorisation"}
    assert by_line(MAY, "US")["Service"].outcome == "authorisation_case_by_case"


def test_sh4_no_medical_exception_reaches_a_military_hospital_in_the_united_states() -> None:
    assert outcome(variant(MARCH, "b"), "US") == outcome(variant(MAY, "b"), "US") == {"refusal_expected"}


def test_sh4_a_military_hospital_leaves_european_answers_open_on_what_a_military_end_use_is() -> None:
    for name in UNION:
        assert "exporter.aware_of" in needs(variant(MARCH, "b"), name)


def test_sh4_canada_cancelled_the_licence_already_issued() -> None:
    assert duty(variant(BEFORE, "c"), "CA", "russia_licences_cancelled") is ObligationStatus.DOES_NOT_ARISE
    assert duty(variant(MARCH, "c"), "CA", "russia_licences_cancelled") is ObligationStatus.UNMET


def test_sh4_canadas_stop_has_a_medical_exception_which_lifts_no_ban_by_tariff_heading() -> None:
    low = {"risk.human_rights": "remote", "risk.humanitarian_law": "remote"} | {
        f"ca.risk_{kind}": "remote"
        for kind in ("gender_violence", "organised_crime", "peace_and_security", "terrorism")
    }

    assert review(variant(MARCH, "c"), "CA", low) == {"case_by_case"}
    assert review(variant(MARCH, "c"), "CA", {**low, "end_uses": "[commercial]"}) == {"policy_of_denial"}
    assert outcome(variant(JULY, "c"), "CA", low) == {"prohibited"}


def test_sh4_great_britain_suspended_licences_and_then_asked_for_a_sanctions_licence() -> None:
    assert duty(variant(MARCH, "c"), "GB", "stop_using_suspended_licence") is ObligationStatus.UNDETERMINED
    assert "russia_licence_may_be_given" in deciding(variant(MARCH, "c"), "GB")


def test_sh4_the_union_exempts_medical_use_from_its_ban_and_keeps_the_dual_use_licence() -> None:
    no_other_annex = {"eu.russia_other_annex": "false"}

    assert requirement(variant(MARCH, "c"), "EU", no_other_annex) == {"individual"}
    assert requirement(variant(MARCH, "c"), "EU", {"eu.sanctions_ground": "no_ground"}) == {"prohibited"}


@pytest.mark.parametrize("name", [*UNION, "XI"])
def test_sh4_no_european_answer_for_an_unlisted_device_is_settled_until_every_annex_is_examined(name: str) -> None:
    for path in (JULY, MAY):
        assert {"no_authorisation", "prohibited"} <= requirement(path, name)
        assert "eu.russia_other_annex" in needs(path, name)


def test_sh4_norway_followed_the_union_on_18_march() -> None:
    without_ground = {"no.sanctions_ground": "no_ground"}

    assert "prohibited" not in requirement(variant(MARCH, "c"), "NO", without_ground)
    assert requirement(variant(JULY, "c"), "NO", without_ground) == {"prohibited"}


def test_sh4_a_sanctioned_bank_that_pays_bars_the_export_everywhere_but_in_american_export_law() -> None:
    for name in set(EVERYBODY) - {"US"}:
        assert outcome(variant(MARCH, "d"), name) == {"prohibited"}, name
    assert outcome(variant(MARCH, "d"), "US") == outcome(MARCH, "US")


def test_sh4_belarus_is_not_russia() -> None:
    assert outcome(variant(JULY, "e"), "CA") == {"no_authorisation_needed"} != outcome(JULY, "CA")
    assert outcome(variant(MAY, "e"), "AU") == {"no_authorisation_needed", "prohibited"} != outcome(MAY, "AU")
    assert outcome(variant(MARCH, "e"), "US") == outcome(MARCH, "US")


# SH-5: mobile forensics for Belarus ------------------------------------------------------------------------------

SH5 = ("2019-11-15", "2020-08-20", "2020-11-20", "2021-06-28", "2022-03-10")


def device(day: str, name: str) -> set[str]:
    return set(by_line(f"sh_5/{day}.yaml", name)["Device"].possible)


@pytest.mark.parametrize(
    ("name", "listed_by"),
    [("US", "2020-11-20"), ("EU", "2021-06-28"), ("GB", "2021-06-28"), ("CA", "2022-03-10"), ("AU", "2022-03-10")],
)
def test_sh5_each_list_took_the_entry_in_on_a_day_of_its_own(name: str, listed_by: str) -> None:
    for day in SH5:
        listed = "no_authorisation_needed" not in device(day, name)
        assert listed is (day >= listed_by), day


@pytest.mark.parametrize("name", EVERYBODY)
def test_sh5_events_of_august_2020_change_no_requirement(name: str) -> None:
    assert requirement("sh_5/2019-11-15.yaml", name) == requirement("sh_5/2020-08-20.yaml", name)


def test_sh5_canada_stops_by_policy_without_sanctions_law() -> None:
    """The notice reaches what is listed: a kit that also breaks encryption, since neither line was in the Guide yet."""
    listed = {"ca.guide": "1-5.A.4.a"}

    assert outcome("sh_5/2020-11-20.yaml", "CA") == {"no_authorisation_needed"}
    assert outcome("sh_5/2020-11-20.yaml", "CA", listed) == {"refusal_expected"}
    assert review("sh_5/2020-11-20.yaml", "CA", listed) == {"policy_of_denial"}
    assert status("sh_5/2020-11-20.yaml", "CA", "belarus_notice", listed) is Status.APPLIES


def test_sh5_the_union_bans_by_sanctions_in_march_2022_and_norway_a_month_later() -> None:
    for name in UNION:
        assert deciding("sh_5/2022-03-10.yaml", name) == {"belarus_dual_use_ban"}
    assert requirement("sh_5/2022-03-10.yaml", "NO") == {"individual"}
    assert "prohibited" not in requirement("sh_5/2021-06-28.yaml", "EU", {"eu.belarus_other_annex": "false"})


def test_sh5_an_interception_schedule_could_bar_it_in_great_britain_before_any_ban_on_dual_use_items() -> None:
    listed = {"gb.sanctions_schedules": "[interception_and_monitoring]"}

    assert requirement("sh_5/2021-06-28.yaml", "GB", listed) == {"individual"}
    assert requirement("sh_5/2022-03-10.yaml", "GB", listed) == {"prohibited"}


def test_sh5_police_can_be_a_military_end_user_in_the_united_states_from_march_2022() -> None:
    police = {"us.national_police": "true"}

    assert review("sh_5/2022-03-10.yaml", "US", police) == {"policy_of_denial"}
    assert status("sh_5/2022-03-10.yaml", "US", "military_end_use_all_items") is Status.UNDETERMINED
    assert status("sh_5/2021-06-28.yaml", "US", "military_end_use_all_items") is not Status.APPLIES


def test_sh5_an_old_contract_grandfathers_nothing() -> None:
    new_contract = {"contract_date": "2022-03-01"}

    for name in EVERYBODY:
        assert outcome("sh_5/2022-03-10.yaml", name) == outcome("sh_5/2022-03-10.yaml", name, new_contract)


def test_sh5_the_update_of_2021_is_a_transfer_of_its_own() -> None:
    assert "no_authorisation_needed" not in by_line("sh_5/2021-06-28.yaml", "EU")["Update"].possible
    assert status("sh_5/2022-03-10.yaml", "AU", "technology_supply") is Status.APPLIES  # another Act than the device


@pytest.mark.parametrize("name", ["CA", "EU", "GB", "AU", "NO"])
def test_sh5_the_software_entered_the_lists_with_the_device(name: str) -> None:
    assert "no_authorisation_needed" in by_line("sh_5/2019-11-15.yaml", name)["Update"].possible


def test_sh5_civil_disorder_is_a_ground_in_american_policy_only() -> None:
    calm = {"civil_disorder": "false"}
    path = "sh_5/2021-06-28.yaml"

    assert deciding(path, "US", "review") >= {"human_rights_risk_or_disorder"}
    for name in set(EVERYBODY) - {"US"}:
        assert outcome(path, name) == outcome(path, name, calm)


# SH-6: geolocation for a humanitarian organisation ---------------------------------------------------------------

SH6 = ("2021-01-15", "2021-06-01", "2023-06-01", "2023-06-01_b", "2023-06-01_c")


@pytest.mark.parametrize("day", SH6)
@pytest.mark.parametrize("name", EVERYBODY)
def test_sh6_no_regime_refuses_for_the_family_of_the_item_alone(name: str, day: str) -> None:
    possible = outcome(f"sh_6/{day}.yaml", name)

    assert not possible & {"prohibited", "refusal_required", "refusal_expected"}


def test_sh6_consent_removes_the_covertness_that_the_union_asks_for() -> None:
    path = "sh_6/2023-06-01.yaml"
    aware = {"exporter.aware_of": REPRESSION, "exporter.suspects": NOTHING_KNOWN}

    assert requirement(path, "EU", aware) == {"no_authorisation"}
    assert requirement(path, "EU", {**aware, "item.covert_surveillance": "true"}) == {"notification"}


def test_sh6_a_low_level_listing_matters_only_for_a_military_end_user_and_only_after_the_coup() -> None:
    soldier = {"military_end_user": "true", "us.on_supplement_2": "true"}

    assert requirement("sh_6/2021-01-15.yaml", "US", soldier) == {"no_authorisation"}
    assert requirement("sh_6/2021-06-01.yaml", "US", soldier) == {"individual"}
    assert requirement("sh_6/2021-06-01.yaml", "US") == {"no_authorisation"}


def test_sh6_diversion_counts_for_the_code_whoever_the_end_user_is() -> None:
    path = "sh_6/2023-06-01.yaml"

    assert answer(path, "CODE@GB").decision("orientation").outcome == "points_to_conditions"
    safe = {"diversion_risk": "low", "code.misuse_route": "false"}
    assert answer(path, "CODE@GB", safe).decision("orientation").outcome == "no_human_rights_objection"


# SH-7: intrusion software for penetration testing ----------------------------------------------------------------


def test_sh7_one_regime_lists_it_on_7_march_2022_and_lets_it_go_by_exception_at_once() -> None:
    assert requirement("sh_7/2022-03-06.yaml", "US") == {"no_authorisation"}
    assert requirement("sh_7/2022-03-08.yaml", "US") == {"general"}
    assert deciding("sh_7/2022-03-08.yaml", "US") == {"authorised_cybersecurity_exports"}


@pytest.mark.parametrize("day", ["2022-03-06", "2022-03-08", "2023-02-01"])
def test_sh7_general_authorisations_serve_europe_and_britain_and_single_licences_the_rest(day: str) -> None:
    for name in (*UNION, "GB", "XI"):
        assert requirement(f"sh_7/{day}.yaml", name) == {"general"}
    for name in ("CA", "AU", "NO"):
        assert requirement(f"sh_7/{day}.yaml", name) == {"individual"}


def test_sh7_where_a_general_authorisation_applies_nobody_reviews_human_rights() -> None:
    for name in (*UNION, "GB", "US"):
        assert review("sh_7/2023-02-01.yaml", name, HIGH_RISK) == {"not_asked"}


def test_sh7_general_authorisations_go_by_destination_and_the_american_exception_by_destination_and_user() -> None:
    assert requirement("sh_7/2023-02-01_c.yaml", "US") == {"general"}  # a bank in Israel
    for name in (*UNION, "GB", "XI"):
        assert requirement("sh_7/2023-02-01_c.yaml", name) == {"individual"}


def test_sh7_a_government_end_user_matters_by_its_country() -> None:
    police = "sh_7/2023-02-01_b.yaml"
    israel = {"destination": "IL", "use_country": "IL", "purchaser_country": "IL", "country": "IL"}

    assert requirement(police, "US") == {"general"}
    assert requirement(police, "US", israel) == {"individual"}


@pytest.mark.parametrize("name", ["US", "CA", "AU", "NO"])
def test_sh7_disclosure_of_a_vulnerability_is_taken_out_of_the_list(name: str) -> None:
    kept_secret = {"item.vulnerability_disclosure": "false"}

    assert requirement("sh_7/2023-02-01_d.yaml", name) == {"no_authorisation"}
    assert requirement("sh_7/2023-02-01_d.yaml", name, kept_secret) != {"no_authorisation"}


@pytest.mark.parametrize("name", [*UNION, "GB", "XI"])
def test_sh7_what_is_taken_out_of_the_european_list_needs_no_general_authorisation(name: str) -> None:
    assert requirement("sh_7/2023-02-01_d.yaml", name) == {"no_authorisation"}


# SH-8: an undisclosed end user -----------------------------------------------------------------------------------

SH8 = "sh_8/2024-06-03.yaml"


@pytest.mark.parametrize("name", EVERYBODY)
def test_sh8_silence_is_never_read_as_no_authorisation_needed(name: str) -> None:
    decision = answer(SH8, name).decision("outcome")

    assert decision.outcome is None
    assert len(decision.possible) > 1
    assert decision.needs


@pytest.mark.parametrize(
    ("name", "classification"),
    [("US", "us.eccn"), ("CA", "ca.guide")] + [(name, "item.entry") for name in EVERYBODY[2:]],
)
def test_sh8_every_law_asks_for_the_class_and_for_the_end_user(name: str, classification: str) -> None:
    assert {classification, "end_users"} <= needs(SH8, name)


@pytest.mark.parametrize("name", EVERYBODY)
def test_sh8_to_know_the_class_settles_nothing_while_the_end_user_is_withheld(name: str) -> None:
    unlisted = {"item.entry": "none", "us.eccn": "none", "ca.guide": "none"}

    assert answer(SH8, name, unlisted).decision("outcome").outcome is None


def test_sh8_only_the_union_and_northern_ireland_ask_whether_the_item_is_covert() -> None:
    asked = {name for name in EVERYBODY if "item.covert_surveillance" in needs(SH8, name)}

    assert asked == {*UNION, "XI"}


def test_sh8_a_red_flag_nobody_has_resolved_is_decisive_in_the_united_states_alone() -> None:
    asked = {name for name in EVERYBODY if "us.knows_violation" in needs(SH8, name)}

    assert asked == {"US"}
    assert requirement(SH8, "US", {"us.knows_violation": "true"}) == {"prohibited"}


def test_sh8_the_code_cannot_be_applied_blind() -> None:
    assert answer(SH8, "CODE@GB").decision("orientation").outcome is None


# SH-9: number plates and video analytics -------------------------------------------------------------------------


def test_sh9_no_list_names_it_and_the_union_asks_about_covertness_from_2021() -> None:
    later = "sh_9/2024-09-16.yaml"

    assert free(later) == {"US", "CA", "GB", "AU", "NO"}
    for name in UNION:
        lines = by_line(later, name)
        assert lines["Plate-recognition"].outcome == "no_authorisation_needed"
        assert "item.covert_surveillance" in lines["Video"].needs


@pytest.mark.parametrize("name", EVERYBODY)
def test_sh9_a_capability_removed_changes_no_requirement(name: str) -> None:
    kept = {"mitigation": "[audit_right]"}

    assert requirement("sh_9/2024-09-16.yaml", name) == requirement("sh_9/2024-09-16.yaml", name, kept)


def test_sh9_a_capability_removed_weighs_where_a_risk_is_weighed() -> None:
    targeted = {"targets_protected_people": "true"}
    kept = {**targeted, "mitigation": "[audit_right]"}

    assert answer("sh_9/2024-09-16.yaml", "CODE@GB", targeted).decision("orientation").outcome == "points_to_conditions"
    assert answer("sh_9/2024-09-16.yaml", "CODE@GB", kept).decision("orientation").outcome == "points_to_refusal"


def test_sh9_a_notice_could_still_be_sent_in_the_union_and_would_change_nothing_in_great_britain() -> None:
    notice = {"authority_informed_of": REPRESSION, "item.covert_surveillance": "true"}

    assert requirement("sh_9/2024-09-16.yaml", "EU", notice) == {"individual"}
    assert requirement("sh_9/2024-09-16.yaml", "GB", notice) == {"no_authorisation"}


def test_sh9_no_rule_engaged_is_not_an_approval() -> None:
    for name in ("US", "CA", "GB", "AU", "NO"):
        result = answer("sh_9/2024-09-16.yaml", name)
        assert result.decision("review").outcome == "not_asked"
        assert result.decision("outcome").outcome == "no_authorisation_needed"
    assert "no_national_occasion" in answer("sh_9/2024-09-16.yaml", "CODE@GB").decision("follow_up").collected


# SH-10: the negative control -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["sh_10/2023-06-15.yaml", "sh_10/2023-06-15_b.yaml"])
def test_sh10_nothing_over_fires(path: str) -> None:
    assert free(path) == set(EVERYBODY)
    for name in ("US", "CA", "GB", "AU", "NO"):
        beside = answer(path, f"CODE@{name}")
        assert beside.decision("orientation").outcome == "no_human_rights_objection"
        assert "no_national_occasion" not in beside.decision("follow_up").possible
