"""Every command in an example's README, and in the `--help` of every command, is run and works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli.main import SECTIONS, comity
from tests.conftest import ROOT

COMMAND = re.compile(r"^comity [^\n]+$", re.MULTILINE)
READMES = sorted((ROOT / "examples").rglob("README.md"))


def commands_of(path: Path) -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in COMMAND.findall(block)]


README_COMMANDS = [(path.parent.name, line) for path in READMES for line in commands_of(path)]


REPORTED = "examples/cases/sh_2/2021-09-09.yaml"
"""The case of the report that an example makes again."""


def run(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(line, comments=True)[1:]
    words = [
        str(folder / word) if word.endswith(("report.html", ".schema.json")) or word == "reports" else word
        for word in words
    ]

    if words[0] == "reproduce":
        made = CliRunner().invoke(comity, ["compare", REPORTED, "-o", words[1]], catch_exceptions=False)
        assert made.exit_code == 0, made.output

    result = CliRunner().invoke(comity, words, catch_exceptions=False)

    assert result.exit_code == 0, result.output


def test_there_are_examples() -> None:
    assert len(README_COMMANDS) > 10


@pytest.mark.parametrize(("folder", "line"), README_COMMANDS, ids=[line for _, line in README_COMMANDS])
def test_a_command_of_an_example_works(folder: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder

    run(line, tmp_path, monkeypatch)


@pytest.mark.parametrize("name", [name for _, commands in SECTIONS for name, _ in commands])
def test_the_help_of_a_command_has_an_example_that_works(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = CliRunner().invoke(comity, [name, "--help"], catch_exceptions=False).output
    example = re.search(r"Example: (comity .*?)\n*\Z", shown, re.DOTALL)

    assert example is not None, shown
    run(" ".join(example.group(1).split()), tmp_path, monkeypatch)
