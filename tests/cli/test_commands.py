"""Every command on the second domain: what it prints, its JSON against the published schema, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker.cli.main import comity
from tests.conftest import ROOT, SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
CASE = str(SECOND_DOMAIN / "cases" / "harvest.yaml")
SCHEMAS = ROOT / "checker" / "reports" / "schemas"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(comity, list(arguments), input=stdin, catch_exceptions=False)


def document(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def assert_valid(read: dict[str, Any], schema: str) -> None:
    Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))).validate(read)


def test_check_gives_every_jurisdiction_with_its_reasons() -> None:
    shown = run("check", CASE, *LAW).stdout

    assert "Northtown (NORTHTOWN)" in shown
    assert "NORTHTOWN.large_festival" in shown
    assert "voluntary, not law" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_check_as_json_keeps_to_its_schema() -> None:
    read = document("check", CASE, *LAW)

    assert_valid(read, "check")
    northtown = read["jurisdictions"]["NORTHTOWN"]
    assert northtown["decisions"]["leave"]["outcome"] == "leave"
    assert northtown["decisions"]["verdict"]["possible"] == ["weighed", "refused"]
    assert northtown["decisions"]["verdict"]["needs"] == ["crowd_risk"]
    assert read["jurisdictions"]["GOOD_NEIGHBOUR@NORTHTOWN"]["binding"] is False


def test_several_cases_are_one_document(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = f"case: {name}\ndate: 2024-06-01\nfacts: {{guests: 5}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    read = document("check", str(tmp_path), *LAW)

    assert_valid(read, "check")
    assert [check["case"]["id"] for check in read["checks"]] == ["a", "b"]


def test_standard_input_is_a_case() -> None:
    result = run("check", "-", *LAW, stdin="case: s\ndate: 2024-06-01\nfacts: {guests: 5}\n")

    assert result.exit_code == 0


def test_as_if_established_is_what_is_asked_and_actual_is_what_is_stated(tmp_path: Path) -> None:
    case = tmp_path / "lane.yaml"
    case.write_text("case: x\ndate: 2024-06-01\nfacts: {street: mill_lane, guests: 5}\n", encoding="utf-8")

    as_if = document("check", str(case), *LAW)["jurisdictions"]["SOUTHTOWN"]
    actual = document("check", str(case), *LAW, "--actual")["jurisdictions"]["SOUTHTOWN"]

    assert as_if["assumed"] == ["street"]
    assert actual["assumed"] == []


@pytest.mark.parametrize(
    ("outcome", "code"), [("leave", 1), ("notice", 1), ("forbidden", 0), ("refused", 1)], ids=lambda v: str(v)
)
def test_fail_on_ends_with_one_when_the_outcome_is_possible(outcome: str, code: int) -> None:
    assert run("check", CASE, *LAW, "-j", "NORTHTOWN", "--fail-on", outcome).exit_code == code


def test_a_rival_reading_can_be_chosen() -> None:
    audible = "{stage.noise: audible, guests: 300, fee: 0, fire_safety_plan: true, first_day: 2024-06-01}"
    audible = audible.replace("{", "{street: high_street, ", 1)
    text = f"case: x\ndate: 2024-06-01\nassuming: [festivals.small_and_quiet]\nfacts: {audible}\n"

    ours = run("check", "-", *LAW, "-j", "NORTHTOWN", stdin=text).stdout
    rival = run(
        "check", "-", *LAW, "-j", "NORTHTOWN", "--reading", "NORTHTOWN.noisy=audible_is_noisy", stdin=text
    ).stdout

    assert "needed?  Give notice" in ours
    assert "needed?  Leave needed" in rival


def test_explain_gives_the_proof_why_not_and_the_smallest_change() -> None:
    shown = run("explain", CASE, *LAW, "-j", "NORTHTOWN", "--decision", "leave").stdout

    assert "guests is more than 200  [guests = 350]" in shown
    assert "Not: Forbidden" in shown
    assert "Guests expected (guests) were 200 or less instead of 350: No leave needed" in shown


def test_explain_can_keep_to_what_somebody_can_change() -> None:
    read = document("explain", CASE, *LAW, "-j", "NORTHTOWN", "--changeable-by", "organiser")

    facts = {
        change["fact"]
        for flip in read["jurisdictions"]["NORTHTOWN"]["leave"]["flips"]["smallest"]
        for change in flip["changes"]
    }
    assert facts
    assert facts <= {"street", "guests", "fee", "first_day", "stage.noise"}
    assert_valid(read, "explain")


def test_ask_names_what_is_needed() -> None:
    read = document("ask", CASE, *LAW)

    assert_valid(read, "ask")
    assert set(read["shortest"]["names"]) == {"crowd_risk", "SOUTHTOWN.quiet_hours"}
    assert "For the town hall to assess." in run("ask", CASE, *LAW).stdout


def test_timeline_gives_the_days_and_what_changed(tmp_path: Path) -> None:
    case = tmp_path / "harbour.yaml"
    case.write_text(
        "case: x\ndate: 2024-06-01\nassuming: [festivals.small_and_quiet]\nfacts: {street: harbour}\n", encoding="utf-8"
    )

    read = document("timeline", str(case), *LAW)

    assert_valid(read, "timeline")


def test_the_scenarios_of_the_second_domain_pass_with_coverage(tmp_path: Path) -> None:
    read = document("test", str(SECOND_DOMAIN / "policies"))
    junit = tmp_path / "junit.xml"

    assert_valid(read, "test")
    assert all(scenario["passed"] for scenario in read["scenarios"])
    assert run("test", str(SECOND_DOMAIN / "policies"), "--format", "junit", "-o", str(junit)).exit_code == 0
    assert '<testsuite name="NORTHTOWN"' in junit.read_text(encoding="utf-8")


def test_a_failing_scenario_ends_with_one_and_says_where(tmp_path: Path) -> None:
    law = tmp_path / "law"
    law.mkdir()
    for name in ("library/vocabulary.policy", "harbour_town/lending.policy"):
        text = (ROOT / "examples/own_law/policies" / name).read_text(encoding="utf-8")
        wrong = text.replace("loan is refused by rare_books", "loan is free")
        (law / Path(name).name).write_text(wrong, encoding="utf-8")

    result = run("test", str(law))

    assert result.exit_code == 1
    assert "expected HARBOUR_TOWN loan is free" in result.stdout
    assert "lending.policy:" in result.stdout


def test_the_schema_accepts_our_cases_and_refuses_a_misspelled_fact() -> None:
    schema = json.loads(run("schema", *LAW).stdout)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    good = {"case": "x", "date": "2024-06-01", "facts": {"street": "harbour", "guests": {"unknown": "withheld"}}}
    assert list(validator.iter_errors(good)) == []
    assert list(validator.iter_errors({**good, "facts": {"stret": "harbour"}}))
    assert list(validator.iter_errors({**good, "facts": {"street": "hrbour"}}))


def test_fmt_is_stable_and_checks(tmp_path: Path) -> None:
    policy = tmp_path / "x.policy"
    policy.write_text('role   reader   "A reader"   # who reads\n', encoding="utf-8")

    assert run("fmt", "--check", str(policy)).exit_code == 1
    assert run("fmt", str(policy)).exit_code == 0
    assert "# who reads" in policy.read_text(encoding="utf-8")
    assert run("fmt", "--check", str(policy)).exit_code == 0


def test_a_code_has_a_page() -> None:
    assert "## Prefer" in run("code", "f105").stdout
    assert "F105" in run("code").stdout


REFUSED = {
    "no such command": ["chek", CASE],
    "no such case": ["check", "nowhere.yaml", *LAW],
    "no such folder of law": ["check", CASE, "--policies", "nowhere"],
    "a folder without law": ["check", CASE, "--policies", str(SECOND_DOMAIN / "cases")],
    "a folder without cases": ["check", str(SECOND_DOMAIN / "policies"), *LAW],
    "no such jurisdiction": ["check", CASE, *LAW, "-j", "NORTHTON"],
    "no such outcome": ["check", CASE, *LAW, "--fail-on", "leav"],
    "no such reading": ["check", CASE, *LAW, "--reading", "NORTHTOWN.noisy=loud"],
    "a date that is none": ["check", CASE, *LAW, "--on", "2024-02-30"],
    "no such decision": ["explain", CASE, *LAW, "--decision", "leav"],
    "no such role": ["explain", CASE, *LAW, "--changeable-by", "organizer"],
    "days in the wrong order": ["timeline", CASE, *LAW, "--from", "2025-01-01", "--to", "2024-01-01"],
    "no such owner": ["test", str(SECOND_DOMAIN / "policies"), "-j", "EASTTOWN"],
    "no such file": ["fmt", "nowhere.policy"],
    "no such code": ["code", "N999"],
    "no such format": ["schema", "chek"],
    "no such output folder": ["check", CASE, *LAW, "-o", "nowhere/at/all.txt"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_ends_with_two_and_one_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess
    import sys

    result = subprocess.run(
        [sys.executable, "-m", "checker", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    assert list(tmp_path.iterdir()) == []
    del monkeypatch


def test_a_bad_case_is_shown_with_its_place(tmp_path: Path) -> None:
    case = tmp_path / "bad.yaml"
    case.write_text("case: x\ndate: 2024-06-01\nfacts:\n  gests: 5\n", encoding="utf-8")

    result = run("check", str(case), *LAW)

    assert result.exit_code == 2
    assert "error[F105]: unknown fact `gests`" in result.stderr
    assert "bad.yaml:4:3" in result.stderr
    assert "did you mean `guests`?" in result.stderr


def test_facts_that_cannot_occur_together_are_refused() -> None:
    text = "case: x\ndate: 2024-06-01\nfacts: {street: mill_lane, guests: 900}\n"

    result = run("check", "-", *LAW, stdin=text)

    assert result.exit_code == 2
    assert "F113" in result.stderr


def test_hostile_text_reaches_the_terminal_inert() -> None:
    text = 'case: x\ntitle: "\\e[31mred\\u202e"\ndate: 2024-06-01\nfacts: {guests: 5}\n'

    shown = run("check", "-", *LAW, "--color", "never", stdin=text).stdout

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "‹U+202E›" in shown


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in run("check", CASE, *LAW).stdout
    assert "\x1b[1m" in CliRunner().invoke(comity, ["check", CASE, *LAW, "--color", "always"], color=True).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1m" in CliRunner().invoke(comity, ["check", CASE, *LAW], color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(comity, ["check", CASE, *LAW], color=True).stdout


@pytest.mark.parametrize("command", [["check"], ["explain", "-j", "NORTHTOWN"], ["ask"], ["timeline"]], ids="-".join)
def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(command: list[str]) -> None:
    import os
    import subprocess
    import sys

    outputs = {
        subprocess.run(
            [sys.executable, "-m", "checker", command[0], CASE, *LAW, *command[1:], "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("4242", "America/New_York"))
    }

    assert len(outputs) == 1
