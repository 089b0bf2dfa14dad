"""`comity reproduce`: a report is made again from what it carries, and a change of one byte is found."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checker.cli.main import comity
from checker.reports import evidence
from tests.conftest import ROOT, SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
CASE = SECOND_DOMAIN / "cases" / "harvest.yaml"
BLOCK = re.compile(r'(id="comity-digests">)(.*?)(</script>)', re.DOTALL)
HOSTILE = "</script><script>alert(1)</script><!-- <script> --> \u2028\u2029 & {{ 7 * 7 }} ]]> \u202e é"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(comity, list(arguments), catch_exceptions=False)


def reproduce(report: Path, law: list[str] = LAW) -> Result:
    return run("reproduce", str(report), *law)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("reproduce") / "report.html"
    assert run("compare", str(CASE), "-o", str(file), *LAW).exit_code == 0
    return file


def edited(report: Path, folder: Path, edit: Callable[[str], str]) -> Path:
    text = report.read_text(encoding="utf-8")
    changed = edit(text)
    assert changed != text
    file = folder / "edited.html"
    file.write_bytes(changed.encode())
    return file


def with_record(text: str, change: Callable[[dict[str, Any]], None], *, sealed: bool = True) -> str:
    """The page with another record in it, under a digest that fits where it is `sealed`."""
    found = BLOCK.search(text)
    assert found
    outer = json.loads(found[2])
    change(outer["evidence"])
    if sealed:
        outer["evidence"].pop("digest", None)
        outer["evidence"]["digest"] = evidence._digest(outer["evidence"])
    return text[: found.start(2)] + json.dumps(outer) + text[found.end(2) :]


def test_a_report_is_identical_to_itself_made_again(report: Path) -> None:
    result = reproduce(report)

    assert result.exit_code == 0
    assert "identical" in result.stdout


@pytest.mark.parametrize(
    "options",
    [
        ["-j", "SOUTHTOWN,NORTHTOWN"],
        ["--on", "2030-02-03", "--actual", "--no-script"],
        ["--baseline", "SOUTHTOWN"],
        ["-j", "NORTHTOWN", "--all"],
        ["--reading", "NORTHTOWN.noisy=audible_is_noisy"],
    ],
)
def test_the_choices_of_the_command_travel_with_the_report(tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "report.html"
    assert run("compare", str(CASE), "-o", str(file), *options, *LAW).exit_code == 0

    assert reproduce(file).exit_code == 0


def test_it_is_the_same_in_another_process_with_another_hash_seed_time_zone_and_folder(report: Path) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "checker", "reproduce", report.name, *LAW]

    result = subprocess.run(command, cwd=report.parent, env=env, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_each_language_is_made_again_with_its_link_to_the_other(tmp_path: Path) -> None:
    run("compare", str(CASE), "-o", str(tmp_path / "report.html"), "--lang", "en,fr", *LAW)

    for language in ("en", "fr"):
        assert reproduce(tmp_path / f"report.{language}.html").exit_code == 0


def test_the_reports_of_a_folder_are_made_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"case: {name}\ndate: 2024-06-01\nfacts: {{guests: 5}}\n")
    run("compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "-o", str(tmp_path / "out"), *LAW)

    files = sorted((tmp_path / "out").glob("*_*.html"))
    assert len(files) == 2
    assert [reproduce(file).exit_code for file in files] == [0, 0]


def test_what_a_case_says_cannot_leave_the_block_and_comes_back_as_written(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    written = json.dumps({"case": "x", "title": HOSTILE, "date": "2024-06-01", "facts": {"guests": 5}}, indent=1)
    written = written.encode().decode("unicode_escape") if "\\u" not in written else written
    case.write_text(written + "\r\n", encoding="utf-8", newline="")
    file = tmp_path / "report.html"
    assert run("compare", str(case), "-o", str(file), *LAW).exit_code == 0

    text = file.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found
    assert not set(found[2]) & set("<>&\u2028\u2029\u202e")
    assert evidence.read_evidence(text.encode()).case == written + "\r\n"
    assert text.count("<script") == 4
    assert reproduce(file).exit_code == 0


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("<title>", "<title>x", "the head of the file"),
        ('<p class="lead">', '<p class="lead">Nothing is needed. ', "the opening"),
        ('<h2 id="partings-title">', '<h2 id="partings-title"> ', "section 2 Where they part"),
        ('<section id="changes"', '<section  id="changes"', "section 4 What is not settled"),
        ('"format":"comity.law/1"', '"format":"comity.law/1 "', "the law and the case that the page decides with"),
        ("</body>", " </body>", "the script of the page"),
        ("</html>", "</html> ", "the end of the file"),
    ],
)
def test_one_changed_place_is_found_and_named(
    report: Path, tmp_path: Path, before: str, after: str, place: str
) -> None:
    result = reproduce(edited(report, tmp_path, lambda text: text.replace(before, after, 1)))

    assert result.exit_code == 1
    assert f"different, first in {place}" in result.stdout


def test_an_edited_verdict_is_shown_beside_the_true_one(report: Path, tmp_path: Path) -> None:
    file = edited(
        report, tmp_path, lambda text: text.replace("<strong>Leave needed</strong>", "<strong>Free</strong>", 1)
    )

    result = reproduce(file)

    assert result.exit_code == 1
    has, would = result.stdout.splitlines()[1:]
    assert "Free" in has
    assert "Leave needed" in would


def test_every_changed_byte_is_found(report: Path) -> None:
    from checker.reports.reproduced import first_difference

    content = report.read_bytes()

    for place in range(0, len(content), max(len(content) // 97, 1)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert first_difference(changed, content) is not None
    assert first_difference(content[:-1], content) is not None
    assert first_difference(content + b"\n", content) is not None
    assert first_difference(content, content) is None


def test_line_endings_that_a_mail_system_changed_are_called_that(report: Path, tmp_path: Path) -> None:
    result = reproduce(edited(report, tmp_path, lambda text: text.replace("\n", "\r\n")))

    assert result.exit_code == 1
    assert "line endings only" in result.stdout


def test_a_record_that_was_edited_is_refused(report: Path, tmp_path: Path) -> None:
    def change(record: dict[str, Any]) -> None:
        record["case"] = record["case"].replace("harvest", "harvast")

    result = reproduce(edited(report, tmp_path, lambda text: with_record(text, change, sealed=False)))

    assert result.exit_code == 2
    assert "was changed" in result.stderr


def test_a_record_that_was_edited_and_sealed_anew_makes_another_page(report: Path, tmp_path: Path) -> None:
    def change(record: dict[str, Any]) -> None:
        record["case"] += "# something else\n"

    result = reproduce(edited(report, tmp_path, lambda text: with_record(text, change)))

    assert result.exit_code == 1
    assert "different" in result.stdout


@pytest.mark.parametrize(
    "change",
    [
        {"programs": ["NOWHERE"]},
        {"programs": "NORTHTOWN"},
        {"programs": []},
        {"date": "2024-13-41"},
        {"case": 7},
        {"case": "case: ["},
        {"files": {"a": 1}},
        {"files": []},
        {"readings": {"x": "y"}},
        {"readings": [1]},
        {"language": "xx"},
        {"baseline": None},
        {"compiled": ["NOWHERE"]},
        {"law": "sha256:0"},
    ],
)
def test_a_record_that_makes_no_sense_is_refused_with_a_sentence(
    report: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    result = reproduce(edited(report, tmp_path, lambda text: with_record(text, lambda record: record.update(change))))

    assert result.exit_code == 2
    assert "error" in result.stderr


def test_a_newer_form_and_another_version_of_the_tool_are_named(report: Path, tmp_path: Path) -> None:
    newer = edited(report, tmp_path, lambda text: with_record(text, lambda r: r.update(format="comity.evidence/2")))
    result = reproduce(newer)
    assert result.exit_code == 2
    assert "comity.evidence/2" in result.stderr

    other = edited(report, tmp_path, lambda text: with_record(text, lambda r: r.update(tool="9.9.9")))
    result = reproduce(other)
    assert result.exit_code == 2
    assert "9.9.9" in result.stderr


def test_other_law_is_refused_with_the_files_that_differ(report: Path, tmp_path: Path) -> None:
    law = tmp_path / "law"
    shutil.copytree(SECOND_DOMAIN / "policies", law)
    first, second, *_ = sorted(path for path in law.rglob("*.policy") if "jurisdiction" in path.read_text())
    first.write_text(first.read_text() + "\n# a remark\n")
    (law / "more.csv").write_text("a,b\n1,2\n")

    result = reproduce(report, ["--policies", str(law)])

    assert result.exit_code == 2
    assert f"{first.relative_to(law).as_posix()} (changed)" in result.stderr
    assert "more.csv (new)" in result.stderr
    assert second.name not in result.stderr


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.html"
    nothing.write_text("<html></html>")
    index = tmp_path / "index.html"
    index.write_text('<script type="application/json" id="comity-digests">{"law": "sha256:0"}</script>')
    torn = tmp_path / "torn.html"
    torn.write_text('<script type="application/json" id="comity-digests">{"law": </script>')
    twice = tmp_path / "twice.html"
    twice.write_text(index.read_text() * 2)

    for file in (nothing, index, torn, twice, tmp_path, tmp_path / "absent.html"):
        result = reproduce(file)
        assert result.exit_code == 2, file
        assert result.stderr.startswith("error: ")
