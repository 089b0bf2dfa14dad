"""Files from strangers, and places that cannot be written: one sentence, exit 2, and earlier files as they were."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli.main import comity
from tests.conftest import SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
CASE = SECOND_DOMAIN / "cases" / "harvest.yaml"
COMMANDS = ("check", "compare", "explain", "ask", "timeline")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(comity, list(arguments), input=stdin, catch_exceptions=False)


def refused(*arguments: str, stdin: bytes | None = None) -> str:
    """What is said when nothing could be done."""
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_without_a_writer_is_not_waited_for(command: str, tmp_path: Path) -> None:
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)

    assert "is not an ordinary file" in refused(command, str(pipe), *LAW)


def test_a_pipe_in_a_folder_of_cases_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")

    assert "is not an ordinary file" in refused("check", str(tmp_path), *LAW)


def test_a_case_file_is_not_read_beyond_its_bound(tmp_path: Path) -> None:
    big = tmp_path / "case.yaml"
    with big.open("wb") as stream:
        stream.truncate(50_000_000_000)  # takes no room on the disk

    assert "more than 4 MB" in refused("check", str(big), *LAW)


def test_standard_input_is_not_read_beyond_its_bound() -> None:
    assert "more than 4 MB" in refused("check", "-", *LAW, stdin=b"#" * 4_000_001)


def test_an_empty_standard_input_is_a_case_without_its_keys() -> None:
    assert "`case` is missing" in refused("check", "-", *LAW, stdin=b"")


def test_a_link_that_leaves_the_folder_of_cases_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret", encoding="utf-8")
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "case.yaml").symlink_to(tmp_path / "secret")

    said = refused("check", str(folder), *LAW)

    assert "is a link that leaves the folder" in said
    assert "the secret" not in said


def test_a_link_that_leads_nowhere_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").symlink_to("nowhere")

    assert "cannot be read" in refused("check", str(tmp_path), *LAW)


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "case.yaml").write_bytes(CASE.read_bytes())

    assert run("check", str(tmp_path), *LAW).exit_code == 0


def test_one_bad_file_among_good_ones_is_named(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_bytes(CASE.read_bytes())
    (tmp_path / "b.yaml").write_text("case: b\nfacts: {}\n", encoding="utf-8")

    said = refused("check", str(tmp_path), *LAW)

    assert "b.yaml:1:1" in said
    assert "a.yaml" not in said


def test_formatting_a_folder_follows_no_link_out_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside.policy"
    outside.write_text('vocabulary   garden   "The law of gardens"\n', encoding="utf-8")
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "in.policy").symlink_to(outside)

    assert "a link that leaves the folder" in refused("fmt", str(tmp_path / "law"))
    assert "   garden" in outside.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_minus_is_standard_output(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(command, str(CASE), *LAW, "-o", "-")

    assert result.exit_code == 0
    assert result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [*COMMANDS, "schema"])
@pytest.mark.parametrize("where", ["", ".", "missing/report.html"])
def test_a_place_that_cannot_hold_a_file_is_refused_before_the_work(
    command: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = refused(command, *([] if command == "schema" else [str(CASE)]), *LAW, "-o", where)

    assert "folder" in said
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_and_stays_a_device() -> None:
    assert run("check", str(CASE), *LAW, "-o", os.devnull).exit_code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no full device")
def test_a_full_disk_is_one_sentence() -> None:
    assert "no space left" in refused("check", str(CASE), *LAW, "-o", "/dev/full")


def test_a_link_stays_a_link_to_the_new_report(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")

    assert run("check", str(CASE), *LAW, "-o", str(tmp_path / "link.txt")).exit_code == 0

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") != "old"


def test_a_write_that_fails_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    assert "no space left on device" in refused("check", str(CASE), *LAW, "-o", str(report))
    assert report.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [report]


def test_a_report_that_was_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.touch(mode=0o600)

    assert run("check", str(CASE), *LAW, "-o", str(report)).exit_code == 0

    assert stat.S_IMODE(report.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.touch(mode=0o400)

    assert "read-only" in refused("check", str(CASE), *LAW, "-o", str(report))


def test_an_ending_that_is_no_form_of_report_is_refused(tmp_path: Path) -> None:
    assert "no report that ends in `.docx`" in refused("compare", str(CASE), *LAW, "-o", str(tmp_path / "a.docx"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", [["-j", ","], ["-j", ""], ["--lang", ""]])
def test_a_list_of_names_names_something(option: list[str]) -> None:
    assert "name at least one" in refused("compare", str(CASE), *LAW, *option)


def test_several_cases_do_not_replace_a_file(tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.write_text("old", encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_bytes(CASE.read_bytes())

    assert "several cases need a folder" in refused("compare", str(CASE), str(other), *LAW, "-o", str(report))
    assert report.read_text(encoding="utf-8") == "old"
