"""The hook and the workflow that examples offer do what their pages say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.revisions.repositories import LAW, TinyRepository

HOOK = ROOT / "examples" / "pre-commit" / "pre-commit"
RECORDING = """#!/bin/sh
printf '%s\\n' "$@" > "$COMITY_TOLD"
exit "${COMITY_ENDS_WITH:-0}"
"""
REAL = f"""#!/bin/sh
PYTHONPATH={ROOT} exec {sys.executable} -m checker "$@"
"""


def read(path: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / "examples" / path).read_text(encoding="utf-8"))


class Hooked:
    """A repository with the hook in place and a `comity` on the path."""

    def __init__(self, folder: Path, command: str) -> None:
        self.repository = TinyRepository(folder / "repository")
        tools = folder / "tools"
        tools.mkdir()
        (tools / "comity").write_text(command)
        (tools / "comity").chmod(0o755)
        self.told = folder / "told"
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "COMITY_TOLD": str(self.told)}
        hook = self.repository.folder / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_bytes(HOOK.read_bytes())
        hook.chmod(0o755)

    def commit(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "-C", str(self.repository.folder), "commit", "-m", "edit", *arguments],
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
        )

    def arguments(self) -> list[str]:
        return self.told.read_text().splitlines()


@pytest.fixture
def hooked(tmp_path: Path) -> Hooked:
    made = Hooked(tmp_path, RECORDING)
    made.repository.write(LAW)
    made.repository.git("add", "--all")
    assert made.commit().returncode == 0, "the first commit has nothing to be compared with"
    assert not made.told.exists()
    return made


def edit(hooked: Hooked, old: str = "more than 10", new: str = "more than 20") -> None:
    hooked.repository.edit("policies/a/rules.policy", old, new)


def test_what_is_staged_is_compared_with_the_last_commit(hooked: Hooked) -> None:
    edit(hooked)
    hooked.repository.git("add", "--all")
    edit(hooked, "more than 20", "more than 30")

    assert hooked.commit().returncode == 0

    command, old, new, *options = hooked.arguments()
    assert (command, old) == ("diff", "HEAD")
    assert options == ["--policies", "policies", "--format", "md", "--fail-on", "looser"]
    assert "more than 20" in hooked.repository.git("show", f"{new}:policies/a/rules.policy")


def test_what_a_commit_of_everything_takes_is_compared(hooked: Hooked) -> None:
    edit(hooked)

    assert hooked.commit("--all").returncode == 0

    assert "more than 20" in hooked.repository.git("show", f"{hooked.arguments()[2]}:policies/a/rules.policy")


def test_a_commit_that_leaves_the_law_alone_is_not_looked_at(hooked: Hooked) -> None:
    (hooked.repository.folder / "README").write_text("read me")
    hooked.repository.git("add", "--all")

    assert hooked.commit().returncode == 0
    assert not hooked.told.exists()


@pytest.mark.parametrize(("code", "words"), [("1", "less strict"), ("2", "could not be compared")])
def test_a_commit_that_is_not_let_through_is_not_made(hooked: Hooked, code: str, words: str) -> None:
    before = hooked.repository.git("rev-parse", "HEAD")
    edit(hooked)

    done = hooked.commit("--all", COMITY_ENDS_WITH=code)

    assert done.returncode != 0
    assert words in done.stderr
    assert hooked.repository.git("rev-parse", "HEAD") == before


def test_another_folder_can_be_watched(hooked: Hooked) -> None:
    edit(hooked)

    assert hooked.commit("--all", COMITY_POLICIES="law").returncode == 0
    assert not hooked.told.exists()


@pytest.mark.parametrize(("new", "made"), [("more than 20", False), ("more than 5", True), ("more then 5", False)])
def test_the_hook_lets_stricter_law_through_and_stops_the_rest(tmp_path: Path, new: str, made: bool) -> None:
    hooked = Hooked(tmp_path, REAL)
    hooked.repository.write(LAW)
    hooked.repository.git("add", "--all")
    hooked.commit()
    before = hooked.repository.git("rev-parse", "HEAD")
    edit(hooked, "more than 10", new)

    done = hooked.commit("--all")

    assert (done.returncode == 0) is made, done.stderr
    assert (hooked.repository.git("rev-parse", "HEAD") != before) is made


# ── the files that other tools read ──────────────────────────────────────────────────────────────────────────────


def test_the_sample_for_the_framework_holds_two_local_hooks() -> None:
    (local,) = read("pre-commit/.pre-commit-config.yaml")["repos"]

    assert local["repo"] == "local"
    assert [hook["id"] for hook in local["hooks"]] == ["comity-fmt", "comity-diff"]
    assert all(hook["language"] == "system" for hook in local["hooks"])
    assert 'comity diff HEAD "$(git write-tree)"' in local["hooks"][1]["entry"]


def test_the_workflow_reads_only_and_gives_no_foreign_text_to_a_shell() -> None:
    workflow = read("github-action/comity-diff.yml")
    steps = workflow["jobs"]["diff"]["steps"]

    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) == {"pull_request"}
    assert steps[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert not any("${{" in step.get("run", "") for step in steps)


def summary_of(tmp_path: Path, output: str, code: int) -> tuple[int, str, list[str]]:
    """Run the step that compares, with a `comity` that prints `output`: its exit code, the summary, the arguments."""
    steps = read("github-action/comity-diff.yml")["jobs"]["diff"]["steps"]
    (step,) = [step for step in steps if "comity diff" in step.get("run", "")]
    (tmp_path / "output").write_text(output)
    command = tmp_path / "comity"
    command.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > told\ncat output\nexit {code}\n")
    command.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "BASE": "a" * 40,
        "HEAD": "b" * 40,
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, capture_output=True)
    return done.returncode, (tmp_path / "summary").read_text(), (tmp_path / "told").read_text().splitlines()


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_workflow_writes_the_summary_and_ends_as_the_comparison_did(tmp_path: Path, code: int) -> None:
    ended, summary, told = summary_of(tmp_path, "# One rule\n", code)

    assert (ended, summary) == (code, "# One rule\n")
    assert told[:2] == ["diff", f"{'a' * 40}...{'b' * 40}"]
    assert told[-4:] == ["--format", "md", "--fail-on", "looser"]


def test_a_summary_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    _, summary, _ = summary_of(tmp_path, "a line\n" * 200_000, 0)

    assert len(summary) < 1_000_000
    assert summary.endswith("a line\n\nThe rest does not fit here; it is in the file that this run keeps.\n")
