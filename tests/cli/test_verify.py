"""`comity verify` on the second domain, whole and with defects planted in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker import api
from checker.cli.main import comity
from tests.conftest import ROOT, SECOND_DOMAIN

pytest.importorskip("pysat")

SCHEMA = ROOT / "checker" / "reports" / "schemas" / "verify.schema.json"

NORTHTOWN = """
list NIGHT_STREETS of street "Streets closed at night"
  entries mill_lane from 2019-01-01 until 2020-01-01

rule dead "More than nobody and less than one"
  cites BYELAW "s 90"
  when guests is more than 10 and guests is less than 5
  then leave is forbidden

rule too_late "A street closed at night, long after it was"
  cites BYELAW "s 91"
  from 2022-01-01
  when street in NIGHT_STREETS
  then leave is forbidden

rule very_large "More than 500 guests need leave too"
  cites BYELAW "s 92"
  from 2019-05-01
  when is_large(500)
  then leave is notice

exception small to large_festival "Small festivals need no leave"
  cites BYELAW "s 93"
  when guests is at most 100

exception forbidden_anyway to crowded "A closed street is not weighed"
  cites BYELAW "s 94"
  when leave is forbidden and leave is notice

exception no_matter to noisy_charity "Nothing turns on this"
  cites BYELAW "s 95"
  when street in CLOSED_STREETS and not is_large(0)

rule hopeless "A crowded street is refused, whatever is known"
  cites BYELAW "s 96"
  when crowd_risk is quiet and crowd_risk is loud
  then verdict is granted

obligation never "Tell nobody"
  cites BYELAW "s 97"
  on organiser
  when leave is free and leave is forbidden

property large_is_never_free "A large festival is never free"
  cites BYELAW "s 3"
  whenever guests is more than 200
  then leave is not free

property crowds_are_refused "A loud crowd is refused where leave is needed"
  cites BYELAW "s 11"
  whenever crowd_risk is loud and leave is at least notice
  then verdict is refused
"""
CONSTRAINTS = """
constraint some_guests "There are guests" always guests is at least 1
constraint no_guests "There are none" always guests is at most 0
constraint unrelated "A fee is no fee" always fee is at least 0
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(comity, ["verify", *arguments], catch_exceptions=False)


def document(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    read: dict[str, Any] = json.loads(result.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(read)
    return read


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    shutil.copytree(SECOND_DOMAIN / "policies", folder)
    byelaw = folder / "northtown" / "byelaw.policy"
    byelaw.write_text(byelaw.read_text(encoding="utf-8") + NORTHTOWN, encoding="utf-8")
    return folder


def found(read: dict[str, Any], name: str) -> dict[str, tuple[str, str]]:
    """By name of the construct: what is wrong with it, and why first."""
    findings = read["jurisdictions"][name]["findings"]
    return {each["name"]: (each["kind"], each["reasons"][0]["why"]) for each in findings}


def test_the_second_domain_has_only_an_outcome_that_nobody_uses() -> None:
    read = document(str(SECOND_DOMAIN / "policies"))

    assert read["finished"]
    assert [each["name"] for each in read["shared"]] == ["verdict is granted"]
    assert all(not each["findings"] for each in read["jurisdictions"].values())


def test_every_planted_defect_is_found_with_its_reason(planted: Path) -> None:
    read = document(str(planted))

    assert found(read, "NORTHTOWN") == {
        "NORTHTOWN.dead": ("rule_never_applies", "no_case"),
        "NORTHTOWN.too_late": ("rule_never_applies", "periods"),
        "NORTHTOWN.very_large": ("rule_never_decides", "covered"),
        "NORTHTOWN.small": ("exception_never_triggers", "nothing_to_set_aside"),
        "NORTHTOWN.forbidden_anyway": ("exception_never_triggers", "no_case"),
        "NORTHTOWN.no_matter": ("exception_never_matters", "no_effect"),
        "NORTHTOWN.hopeless": ("rule_never_applies", "no_case"),
        "NORTHTOWN.never": ("duty_never_arises", "no_case"),
        "verdict is granted": ("outcome_never_reached", "never_concluded"),
    }


def test_a_finding_names_its_place_its_provision_and_what_excludes_it(planted: Path) -> None:
    findings = {each["name"]: each for each in document(str(planted))["jurisdictions"]["NORTHTOWN"]["findings"]}
    text = (planted / "northtown" / "byelaw.policy").read_text(encoding="utf-8").splitlines()

    too_late, very_large = findings["NORTHTOWN.too_late"], findings["NORTHTOWN.very_large"]

    assert text[too_late["place"]["line"] - 1].startswith("rule too_late")
    assert too_late["citations"][0]["provision"] == "s 91"
    assert too_late["reasons"][0]["names"] == ["NORTHTOWN.NIGHT_STREETS"]
    assert too_late["case"] is None
    assert very_large["case"]["file"]["facts"]["guests"] > 500


def test_properties_are_proved_or_refuted_with_a_case_file_that_shows_it(planted: Path) -> None:
    verdicts = {each["name"]: each for each in document(str(planted))["jurisdictions"]["NORTHTOWN"]["properties"]}

    assert verdicts["NORTHTOWN.crowds_are_refused"]["verdict"] == "refuted"
    assert verdicts["NORTHTOWN.large_is_never_free"]["verdict"] == "refuted"
    case = verdicts["NORTHTOWN.large_is_never_free"]["case"]["file"]
    law = api.open_law(planted).law
    assert law is not None
    read = api.read_cases([("case.json", json.dumps(case).encode())], law)
    assert not read.diagnostics
    assert "first_day" in case["facts"]  # before the byelaw nothing needs leave
    decided = api.decide(law, read.cases[0], ["NORTHTOWN"]).results["NORTHTOWN"]
    assert decided.decision("leave").outcome == "free"


def test_the_text_names_everything_within_the_width_of_a_page(planted: Path) -> None:
    result = run(str(planted))

    assert result.exit_code == 1
    assert "Rule that never applies: NORTHTOWN.too_late" in result.stdout
    assert "NORTHTOWN.NIGHT_STREETS holds nothing while it is." in result.stdout
    assert "cites BYELAW s 91" in result.stdout
    assert "lists hold at most 3 records," in result.stdout
    assert "Property refuted: NORTHTOWN.crowds_are_refused" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_contradictory_constraints_are_named_and_nothing_else_is(planted: Path) -> None:
    vocabulary = planted / "vocabulary" / "festivals.policy"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + CONSTRAINTS, encoding="utf-8")

    findings = document(str(planted), "-j", "NORTHTOWN")["jurisdictions"]["NORTHTOWN"]["findings"]

    assert [each["kind"] for each in findings] == ["constraints_contradict"]
    assert findings[0]["reasons"][0]["names"] == ["no_guests", "some_guests"]


def test_nothing_to_act_on_is_exit_code_zero() -> None:
    result = run(str(SECOND_DOMAIN / "policies"), "-j", "SOUTHTOWN")

    assert result.exit_code == 0
    assert "Nothing to act on." in result.stdout


def test_when_time_is_up_what_is_shown_is_marked_as_partial() -> None:
    result = run(str(SECOND_DOMAIN / "policies"), "-j", "NORTHTOWN", "--timeout", "0")

    assert result.exit_code == 2
    assert "Partial" in result.stdout
    read = document(str(SECOND_DOMAIN / "policies"), "-j", "NORTHTOWN", "--timeout", "0")
    assert not read["finished"]
    assert read["jurisdictions"]["NORTHTOWN"]["questions_left"] > 0


def test_without_the_solver_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)

    result = run(str(SECOND_DOMAIN / "policies"))

    assert result.exit_code == 2
    assert "comity[solver]" in result.stderr


def test_an_unknown_jurisdiction_ends_with_two() -> None:
    result = run(str(SECOND_DOMAIN / "policies"), "-j", "NORTHTOW")

    assert result.exit_code == 2
    assert "NORTHTOWN" in result.stderr


def test_the_answer_does_not_depend_on_the_order_of_hashes(planted: Path) -> None:
    shown = set()
    for seed in ("0", "1", "77"):
        program = "import sys; from checker.cli.main import main; main(sys.argv[1:])"
        command = [sys.executable, "-c", program, "verify", str(planted), "--format", "json"]
        done = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, cwd=ROOT, check=False
        )
        assert done.returncode == 1, done.stderr
        shown.add(done.stdout)
    assert len(shown) == 1
