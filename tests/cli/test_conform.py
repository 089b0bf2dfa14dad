"""`comity conform` on the second domain, as it is and with commitments that its rules break."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker.cli.main import comity
from tests.conftest import ROOT, SECOND_DOMAIN

pytest.importorskip("pysat")

SCHEMA = ROOT / "checker" / "reports" / "schemas" / "conform.schema.json"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(comity, ["conform", *map(str, arguments)])


@pytest.fixture
def pledge(tmp_path: Path) -> Path:
    """The second domain with a pledge that its rules break, and one for a table to answer."""
    folder = tmp_path / "policies"
    shutil.copytree(SECOND_DOMAIN / "policies", folder)
    (folder / "voluntary" / "answers.csv").write_text(
        "order,answer,where,link\nNORTHTOWN,met_in_part,byelaw s 1,https://example.org/a\nSOUTHTOWN,no,=1+1,javascript:alert(1)\n"
    )
    file = folder / "voluntary" / "good_neighbour.policy"
    file.write_text(
        file.read_text()
        + """
commitment quiet "Talks are had before <b>any</b> leave is needed"
  cites PLEDGE "3"
  always leave is free

commitment never "Nothing keeps this"
  cites PLEDGE "5"
  from 2030-01-01
  always leave is free and leave is not free

commitment told "It is told"
  cites PLEDGE "4"
  attested from table "answers.csv"
    jurisdiction order
    answer answer
    evidence where
"""
    )
    return folder


def test_what_is_proved_of_every_jurisdiction_ends_with_nothing_to_act_on() -> None:
    result = run(SECOND_DOMAIN / "policies")

    assert result.exit_code == 0, result.output
    assert "Proved: NORTHTOWN, OLD_QUARTER, SOUTHTOWN" in result.output
    assert "Not a decision matter" in result.output
    assert "proved of the rules encoded here" in result.output
    assert "conforms" not in result.output


def document(folder: Path, *more: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(run(folder, "--format", "json", *more).stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(made)
    return made


def test_a_broken_claim_is_shown_with_a_case_that_replays(pledge: Path, tmp_path: Path) -> None:
    made = document(pledge)

    rows = {row["name"]: row for row in made["codes"]["GOOD_NEIGHBOUR"]["commitments"]}
    verdict = rows["GOOD_NEIGHBOUR.quiet"]["verdicts"]["NORTHTOWN"]
    assert verdict["verdict"] == "conditional"
    assert verdict["ways_are_all"]
    assert all(way["case"] is not None for way in verdict["ways"])
    case = tmp_path / "case.json"
    case.write_text(json.dumps(verdict["counterexample"]["file"]))
    checked = CliRunner().invoke(
        comity, ["check", str(case), "--policies", str(pledge), "-j", "NORTHTOWN", "--format", "json"]
    )
    assert checked.exit_code == 0, checked.output
    possible = json.loads(checked.stdout)["jurisdictions"]["NORTHTOWN"]["decisions"]["leave"]["possible"]
    assert "free" not in possible


def test_a_claim_that_every_case_breaks_is_refuted_and_ends_with_one(pledge: Path) -> None:
    result = run(pledge, "-j", "NORTHTOWN")

    assert result.exit_code == 1
    assert "Refuted: NORTHTOWN" in result.stdout
    assert "in every case of which the commitment speaks" in result.stdout


def test_a_condition_counts_as_refuted_with_strict_only(pledge: Path) -> None:
    file = pledge / "voluntary" / "good_neighbour.policy"
    file.write_text(re.sub(r"commitment never .*?\n\n", "", file.read_text(), flags=re.DOTALL))

    assert run(pledge, "-j", "NORTHTOWN").exit_code == 0
    assert run(pledge, "-j", "NORTHTOWN", "--strict").exit_code == 1


def test_evidence_comes_from_the_table_and_its_lack_is_said(pledge: Path) -> None:
    rows = {row["name"]: row for row in document(pledge)["codes"]["GOOD_NEIGHBOUR"]["commitments"]}
    told = rows["GOOD_NEIGHBOUR.told"]["verdicts"]

    assert told["NORTHTOWN"]["verdict"] == "attested"
    assert told["NORTHTOWN"]["evidence"][0]["evidence"] == "byelaw s 1"
    assert told["OLD_QUARTER"]["verdict"] == "no_evidence"


@pytest.mark.parametrize("form", ["html", "md"])
def test_nothing_from_a_policy_is_markup(pledge: Path, form: str) -> None:
    text = run(pledge, "--format", form).stdout

    assert "<b>any</b>" not in text
    assert 'href="javascript' not in text
    assert "Voluntary, not law" in text


def test_the_page_stands_alone_and_every_link_within_it_leads_somewhere(pledge: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run(pledge, "-o", page)
    text = page.read_text(encoding="utf-8")

    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', text)) <= set(ids)
    assert "default-src 'none'" in unescape(text)
    assert not re.search(r"<script(?! type=\"application/json\")|\son\w+=|\sstyle=", text)


def test_the_same_input_gives_the_same_bytes_on_any_number_of_cores(
    pledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(pledge, "--format", "html").stdout
    monkeypatch.setattr("os.cpu_count", lambda: 1)

    assert run(pledge, "--format", "html").stdout == first


def test_no_time_is_partial_and_ends_with_two(pledge: Path) -> None:
    result = run(pledge, "--timeout", "0", "-j", "NORTHTOWN")

    assert result.exit_code == 2
    assert "Not reached: NORTHTOWN" in result.stdout
    assert "Partial." in result.stdout
    assert "GOOD_NEIGHBOUR.heard beside NORTHTOWN" in result.stderr


def test_what_cannot_be_asked_is_said_in_one_sentence(tmp_path: Path) -> None:
    unknown = run(SECOND_DOMAIN / "policies", "-j", "NORTHTON")
    assert unknown.exit_code == 2
    assert "NORTHTOWN" in unknown.output
    odd = run(SECOND_DOMAIN / "policies", "-o", tmp_path / "page.odt")
    assert odd.exit_code == 2
    alone = tmp_path / "policies"
    shutil.copytree(ROOT / "examples" / "own_law" / "policies", alone)
    shutil.rmtree(alone / "charter")
    without = run(alone)
    assert without.exit_code == 2
    assert "no code of conduct commits to anything" in without.output


def test_a_missing_solver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.analysis.space import solver

    def missing() -> None:
        raise solver.NoSolver

    monkeypatch.setattr("checker.analysis.conform.conform_law.require_solver", missing)

    result = run(SECOND_DOMAIN / "policies")

    assert result.exit_code == 2
    assert "pip install 'comity[solver]'" in result.output
