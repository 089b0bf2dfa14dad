"""What becomes of the claims of voluntary instruments beside each jurisdiction. Each line is a statement about law:
where one fails, the question is first which of the two, the law or this page, is right."""

from __future__ import annotations

import pytest

from checker.analysis.conform.conform_law import conform_law
from checker.analysis.conform.records import Answer, LawConformity, Verdict
from checker.api import open_law

pytest.importorskip("pysat")
pytestmark = pytest.mark.slow

STATES = ("AU", "CA", "DK", "FR", "GB", "NL", "NO", "US", "XI")
NEVER_ARISES = "never arises"

CLAIMS = {
    # Every order leaves unlisted items, or what a general licence covers, to the exporter: EIPA s 13 with ECL s 2;
    # Regulation 2021/821 Arts 3, 4 and 12(1)(d); Export Control Order 2008 Arts 3, 4; EAR part 740; § 4 and § 7 of the
    # Norwegian regulation; Defence Trade Controls Act s 11. The Code asks for no more than that rights be weighed.
    "CODE.c1_a_case_comes_before_an_officer": dict.fromkeys(STATES, "refuted"),
    # EAR 742.4(b), 742.7(b), 742.13(b), 746.4(c), 746.9(c) lean towards approval; nobody else's encoded policy does.
    "CODE.c1_no_leaning_towards_approval": dict.fromkeys(STATES, "proved") | {"US": "conditional"},
    "CODE.c4_onward_transfer_is_reached": dict.fromkeys(STATES, "refuted"),
    # The guidance is addressed to United States business.
    "DUE_DILIGENCE.incomplete_is_never_clean": dict.fromkeys(STATES, NEVER_ARISES) | {"US": "proved"},
    "DUE_DILIGENCE.finding_is_heeded": dict.fromkeys(STATES, NEVER_ARISES) | {"US": "proved"},
    "DUE_DILIGENCE.comparison_an_officer_sees_it": dict.fromkeys(STATES, NEVER_ARISES) | {"US": "refuted"},
}
LEANING_TOWARDS_APPROVAL = {
    "US.crime_control_favourable",  # EAR 742.7(b)(1)
    "US.human_rights_policy",  # EAR 742.7(b)(2)
    "US.listening_approval",  # EAR 742.13(b)(1)
    "US.national_security_approval",  # EAR 742.4(b)
    "US.north_korea_humanitarian",  # EAR 746.4(c)
    "US.syria_development",  # EAR 746.9(c)
}


@pytest.fixture(scope="module")
def found() -> LawConformity:
    law = open_law().law
    assert law is not None
    return conform_law(law, law.jurisdictions)


def word(verdict: Verdict) -> str:
    return verdict.answer.value if verdict.arises else NEVER_ARISES


def test_every_claim_is_told_beside_every_jurisdiction(found: LawConformity) -> None:
    told: dict[str, dict[str, str]] = {}
    for each in found.found:
        for verdict in each.verdicts:
            if verdict.answer in (Answer.PROVED, Answer.REFUTED, Answer.CONDITIONAL):
                told.setdefault(verdict.commitment, {})[each.jurisdiction] = word(verdict)

    # The Union is a legal order and no state: neither instrument is addressed to it.
    assert told == {name: {**beside, "EU": NEVER_ARISES} for name, beside in CLAIMS.items()}
    assert found.finished


def test_the_condition_of_the_united_states_names_the_policies_that_lean_towards_approval(
    found: LawConformity,
) -> None:
    beside = next(each for each in found.found if each.program == "CODE@US")
    verdict = beside.verdict("CODE.c1_no_leaning_towards_approval")

    named = [choice.value for way in verdict.ways for each in way.conditions for choice in each.choices]

    assert verdict.complete
    assert set(named) == LEANING_TOWARDS_APPROVAL


def test_every_refuted_claim_is_told_whole(found: LawConformity) -> None:
    for each in found.found:
        for verdict in each.verdicts:
            if verdict.answer is Answer.REFUTED:
                assert verdict.complete
                assert verdict.ways
                assert verdict.example is not None
