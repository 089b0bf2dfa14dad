"""`comity gaps` on the example law."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker import api
from checker.cli.main import comity
from tests.conftest import ROOT

pytest.importorskip("pysat")

LAW = ROOT / "examples" / "own_law" / "policies"
SCHEMA = ROOT / "checker" / "reports" / "schemas" / "gaps.schema.json"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(comity, ["gaps", *map(str, arguments), "--policies", str(LAW)], catch_exceptions=False)


def test_every_gap_is_told_with_what_it_turns_on() -> None:
    result = run("HARBOUR_TOWN", "RIVER_TOWN")

    assert result.exit_code == 0
    assert "These are all ways: proved." in result.stdout
    assert "It turns on thresholds." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_examples_are_cases_that_both_decide_as_told(tmp_path: Path) -> None:
    written = tmp_path / "gaps.json"

    assert run("HARBOUR_TOWN", "RIVER_TOWN", "-o", written).exit_code == 0

    read = json.loads(written.read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(read)
    law = api.open_law(LAW).law
    assert law is not None
    assert len(read["gaps"]) == 3
    for gap in read["gaps"]:
        case = json.dumps(gap["example"]["file"]).encode()
        (opened,) = api.read_cases([("gap.json", case)], law).cases
        results = api.decide(law, opened, ["HARBOUR_TOWN", "RIVER_TOWN"]).results
        decided = [results[name].decision(gap["name"]).outcome for name in ("HARBOUR_TOWN", "RIVER_TOWN")]
        assert decided == [gap["first"], gap["second"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("HARBOUR_TOWN", "RIVER_TON"), "RIVER_TOWN"),
        (("HARBOUR_TOWN", "HARBOUR_TOWN"), "name two"),
        (("HARBOUR_TOWN", "RIVER_TOWN", "-o", "gaps.odt"), ".odt"),
        (("HARBOUR_TOWN", "RIVER_TOWN", "--timeout", "0"), "not everything could be proved"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)

    assert result.exit_code == 2
    assert told in result.output
    assert not (tmp_path / "gaps.odt").exists()
