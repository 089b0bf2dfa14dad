"""`comity diff` on two versions of the second domain: as folders, revisions and days."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker import api
from checker.cli.main import comity
from tests.conftest import ROOT, SECOND_DOMAIN
from tests.revisions.repositories import TinyRepository

pytest.importorskip("pysat")

SCHEMA = ROOT / "checker" / "reports" / "schemas" / "diff.schema.json"
OLD = SECOND_DOMAIN / "policies"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(comity, ["diff", *map(str, arguments)], catch_exceptions=False)


def document(*arguments: object) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(read)
    return read


@pytest.fixture
def new(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    shutil.copytree(OLD, folder)
    return folder


def edit(folder: Path, before: str, after: str, file: str = "northtown/byelaw.policy") -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


def changes(read: dict[str, Any], name: str = "NORTHTOWN") -> dict[tuple[str, str | None, str | None], dict[str, Any]]:
    found = read["jurisdictions"][name]["changes"]
    return {(each["name"], each["before"], each["after"]): each for each in found}


def test_an_edit_without_effect_is_proved_to_have_none(new: Path) -> None:
    edit(new, "when is_large(200)\n  then leave is leave", "when not guests is at most 200\n  then leave is leave")

    result = run(OLD, new, "--fail-on", "any")

    assert result.exit_code == 0
    assert "No case changes" in result.stdout
    assert "NORTHTOWN.large_festival" in result.stdout
    assert not any(each["changes"] for each in document(OLD, new)["jurisdictions"].values())


def test_a_law_and_itself_have_no_difference() -> None:
    read = document(OLD, OLD)

    assert read["finished"]
    assert read["edits"] == []
    assert all(not each["changes"] for each in read["jurisdictions"].values())


def test_a_looser_edit_is_told_by_its_region_with_cases_that_can_be_opened(new: Path) -> None:
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(300)\n  then leave is leave")

    read = document(OLD, new)

    assert "looser" in read["directions"]
    assert "stricter" not in read["directions"]
    (change,) = (each for key, each in changes(read).items() if key == ("leave", "leave", "free"))
    assert change["complete"]
    (region,) = change["regions"]
    stated = {each["name"]: each for each in region["conditions"] if each["about"] == "fact"}
    assert stated["guests"]["choices"][0]["low"] == "201"
    assert stated["guests"]["choices"][-1]["high"] == "300"
    assert region["size"]["exact"]
    for example in (change["example"], region["ordinary"], region["edge"]["example"]):
        assert [decided(OLD, example, 0), decided(new, example, 1)] == ["leave", "free"]
    assert run(OLD, new, "--fail-on", "looser").exit_code == 1
    assert run(OLD, new, "--fail-on", "stricter").exit_code == 0


def decided(folder: Path, example: dict[str, Any], side: int) -> str | None:
    """What the tool decides on the case file of an example, opened as any other."""
    law = api.open_law(folder).law
    assert law is not None
    read = api.read_cases([("example.json", json.dumps(example["files"][("old", "new")[side]]).encode())], law)
    assert not read.diagnostics
    return api.decide(law, read.cases[0], ["NORTHTOWN"], actual=True).results["NORTHTOWN"].decision("leave").outcome


def test_what_hangs_on_a_decision_follows_from_it(new: Path) -> None:
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(300)\n  then leave is leave")

    found = changes(document(OLD, new))

    (duty,) = (each for (name, _, _), each in found.items() if name == "NORTHTOWN.tidy_up")
    assert duty["regions"] == []
    assert duty["complete"]
    assert [(each["before"], each["after"]) for each in duty["follows_from"]] == [("leave", "free")]


def test_a_member_of_a_list_that_is_taken_off_is_found(new: Path) -> None:
    table = next((new / "northtown" / "data").glob("closed_streets.csv"))
    rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([rows[0], *rows[2:]]) + "\n", encoding="utf-8")

    read = document(OLD, new)

    assert any(key[:2] == ("leave", "forbidden") for key in changes(read))
    assert any(each["rows"] for each in read["edits"])


def test_a_property_that_is_broken_only_now_is_a_gate(new: Path, tmp_path: Path) -> None:
    claim = 'property large "Large ones need something"\n  cites BYELAW "s 3"\n  whenever {}\n  then leave is not free'
    before = tmp_path / "before"
    shutil.copytree(OLD, before)
    text = claim.format("guests is more than 250 and first_day is on or after 2020-01-01")
    edit(before, "obligation tidy_up", text + "\n\nobligation tidy_up")
    shutil.rmtree(new)
    shutil.copytree(before, new)
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(300)\n  then leave is leave")

    result = run(before, new, "--fail-on", "property")

    assert result.exit_code == 1
    assert "NORTHTOWN.large" in result.stderr
    assert run(before, before, "--fail-on", "property").exit_code == 0


def test_revisions_are_compared_as_they_are_in_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = TinyRepository(tmp_path / "repository")
    shutil.copytree(OLD, repository.folder / "policies")
    repository.git("add", "-A")
    repository.git("commit", "-qm", "first")
    edit(repository.folder / "policies", "is_large(200)\n  then leave is leave", "is_large(100)\n  then leave is leave")
    repository.git("commit", "-qam", "second")
    monkeypatch.chdir(repository.folder)

    assert run("HEAD~1..HEAD", "--fail-on", "looser").exit_code == 0
    assert run("HEAD", "HEAD~1", "--fail-on", "looser").exit_code == 1
    missing = run("HEAD~9", "HEAD")
    assert missing.exit_code == 2
    assert "HEAD~9" in missing.stderr


def test_two_days_of_one_law_are_compared(tmp_path: Path) -> None:
    read = document("2019-04-30", "2019-05-01", "--policies", OLD)

    assert ("leave", "free", "leave") in changes(read)
    assert read["jurisdictions"]["NORTHTOWN"]["finished"]


def test_law_that_does_not_compile_is_named_and_placed(new: Path) -> None:
    edit(new, "then leave is leave", "then leave is leaves")

    result = run(OLD, new)

    assert result.exit_code == 2
    assert "byelaw.policy:" in result.stderr
    assert "leaves" in result.stderr
    assert result.stdout == ""


def test_different_vocabularies_are_compared_on_what_they_share(new: Path) -> None:
    edit(new, "fact fee", 'fact rain: bool "It rains"\n\nfact fee', "vocabulary/festivals.policy")
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(200) and not rain\n  then leave is leave")

    found = changes(document(OLD, new))

    assert ("leave", "leave", "free") in found
    example = found["leave", "leave", "free"]["example"]["files"]
    assert "rain" not in example["old"]["facts"]
    assert example["new"]["facts"]["rain"] is True


def test_cases_lie_in_the_regions_that_were_proved(new: Path, tmp_path: Path) -> None:
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(300)\n  then leave is leave")
    case = tmp_path / "cases" / "fair.yaml"
    case.parent.mkdir()
    facts = "facts:\n  guests: 250\n  first_day: 2020-06-01\n  street: high_street\n  stallholders: []\n  fee: 5\n"
    case.write_text(f"case: fair\ndate: 2020-06-01\n{facts}", encoding="utf-8")
    (tmp_path / "cases" / "small.yaml").write_text(
        f"case: small\ndate: 2020-06-01\n{facts.replace('250', '20')}", encoding="utf-8"
    )

    result = run(OLD, new, "-j", "NORTHTOWN", "--cases", tmp_path / "cases")
    read = document(OLD, new, "-j", "NORTHTOWN", "--cases", tmp_path / "cases")

    assert result.exit_code == 0
    assert "fair" in result.stdout
    impacts = [each for each in read["jurisdictions"]["NORTHTOWN"]["impacts"] if each["change"]["name"] == "leave"]
    assert {each["case"] for each in impacts} == {"fair"}
    assert all(each["regions"] for each in impacts)


def test_when_time_is_up_what_is_proved_so_far_is_shown_as_partial(new: Path) -> None:
    edit(new, "when is_large(200)\n  then leave is leave", "when is_large(300)\n  then leave is leave")

    result = run(OLD, new, "--timeout", "0")

    assert result.exit_code == 2
    assert "artial" in result.stdout
    assert not document(OLD, new, "--timeout", "0")["finished"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere", "elsewhere"), "nowhere"),
        (("2024-13-01", "2024-01-01"), "2024-13-01"),
        ((OLD, OLD, "-j", "NORTHTON"), "NORTHTOWN"),
        ((OLD, OLD, "--cases", "missing.yaml"), "missing.yaml"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    arguments: tuple[object, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)

    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
