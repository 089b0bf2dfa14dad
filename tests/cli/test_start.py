"""What a command imports before it answers: start-up counts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SECOND_DOMAIN

HARVEST = (SECOND_DOMAIN / "cases" / "harvest.yaml").read_text(encoding="utf-8")
SETTLED = HARVEST.replace("{unknown: not_asked, note: the town hall has not looked yet}", "quiet")
NEVER = ("lark", "jinja2", "json", "attr", "ruamel", "checker.model", "checker.syntax")
ENGINE = "checker.analysis.exact.exploring"
RUN = """
import sys
sys.argv = ["comity", *sys.argv[1:]]
from checker.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """The law of the second domain, last changed a while ago, with an empty cache beside it."""
    folder = tmp_path / "policies"
    for source in (SECOND_DOMAIN / "policies").rglob("*.*"):
        copy = folder / source.relative_to(SECOND_DOMAIN / "policies")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
        os.utime(copy, (1_700_000_000, 1_700_000_000))
    return folder


def run(law: Path, *arguments: str) -> tuple[str, set[str]]:
    """What a process prints, and the modules that it imported."""
    environment = {**os.environ, "COMITY_CACHE_DIR": str(law.parent / "cache")}
    command = [sys.executable, "-c", RUN, *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return result.stdout, set(result.stderr.split("\n"))


def under(names: tuple[str, ...], modules: set[str]) -> set[str]:
    return {name for name in modules for top in names if name == top or name.startswith(f"{top}.")}


def check(law: Path, text: str, *options: str) -> tuple[str, set[str]]:
    case = law.parent / "case.yaml"
    case.write_text(text, encoding="utf-8")
    arguments = ("check", str(case), "--policies", str(law), *options)
    first, _ = run(law, *arguments)
    second, modules = run(law, *arguments)
    assert second == first
    return second, modules


def test_a_settled_case_is_checked_with_next_to_nothing_imported(law: Path) -> None:
    shown, modules = check(law, SETTLED, "-j", "NORTHTOWN,OLD_QUARTER")

    assert "Not settled" not in shown
    assert under(NEVER, modules) == set()
    assert ENGINE not in modules


def test_an_open_case_imports_the_engine_and_nothing_else(law: Path) -> None:
    shown, modules = check(law, HARVEST)

    assert "Not settled" in shown
    assert ENGINE in modules
    assert under(NEVER, modules) == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_but_click(law: Path, option: str) -> None:
    _, modules = run(law, option)

    assert under(("checker",), modules) <= {"checker", "checker.cli", "checker.cli.main", "checker.version"}
    assert under(("attr", "ruamel", "lark"), modules) == set()
