"""The command as a process: interrupted, killed, its streams closed, its surroundings strange."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
CASE = str(SECOND_DOMAIN / "cases" / "harvest.yaml")
COMITY = [sys.executable, "-m", "checker"]
LONG = ["compare", str(ROOT / "examples" / "cases" / "sh_2" / "2021-09-09.yaml")]


def shell(line: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `comity` is the command of this checkout."""
    start = f'comity() {{ "{sys.executable}" -m checker "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", start + line],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def check(options: str = "") -> str:
    return f"comity check {CASE} {' '.join(LAW)} {options}"


def begin(report: Path, arguments: list[str]) -> subprocess.Popen[str]:
    # A shell that starts things in the background has them ignore interrupts.
    return subprocess.Popen(
        [*COMITY, *arguments, "-o", str(report)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGKILL])
def test_an_end_in_the_middle_leaves_the_earlier_report(which: signal.Signals, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("old", encoding="utf-8")
    process = begin(report, LONG)
    time.sleep(0.7)

    process.send_signal(which)
    said = process.communicate(timeout=30)[1]

    assert report.read_text(encoding="utf-8") == "old"
    if which is signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
        assert list(tmp_path.iterdir()) == [report]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_an_end_at_any_time_leaves_the_old_report_or_the_new(number: int, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("old", encoding="utf-8")
    process = begin(report, ["compare", CASE, *LAW])
    time.sleep(0.05 * number)

    process.kill()
    process.communicate(timeout=30)

    content = report.read_text(encoding="utf-8")
    assert content == "old" or content.rstrip().endswith("</html>")


def test_a_reader_who_has_seen_enough_is_no_mistake() -> None:
    done = shell(f"set -o pipefail; {check()} | head -1")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_reader_who_has_seen_enough_does_not_hide_the_answer() -> None:
    line = f"set -o pipefail; comity check {CASE} {CASE}x - {' '.join(LAW)}"
    assert shell(f"{line} | true").returncode == 2

    assert shell(f"set -o pipefail; {check('--fail-on leave')} | true").returncode == 1


@pytest.mark.parametrize(("streams", "code"), [(">&-", 2), ("2>&- >/dev/null", 0), ("<&-", 0), ("<&- >&- 2>&-", 2)])
def test_closed_streams_give_no_traceback(streams: str, code: int) -> None:
    done = shell(f"{check()} {streams}")

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no full device")
def test_a_full_disk_behind_standard_output_is_one_sentence() -> None:
    done = shell(f"{check()} >/dev/full")

    assert (done.returncode, done.stderr) == (2, "error: standard output cannot be written: no space left on device\n")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "nonsense"},
        {"PYTHONHASHSEED": "7"},
        {"COLUMNS": "20", "TERM": "dumb"},
        {"COMITY_CACHE_DIR": "/dev/null/nowhere"},
        {"HOME": "/nonexistent"},
    ],
    ids=lambda environment: next(iter(environment)),
)
def test_surroundings_change_no_byte(environment: dict[str, str]) -> None:
    lines = (check(), check("--format json"), f"comity compare {CASE} {' '.join(LAW)} --format html --lang fr")
    for line in lines:
        usual, strange = shell(line), shell(line, environment)

        assert usual.returncode == 0
        assert (strange.returncode, strange.stdout) == (0, usual.stdout)


def test_an_unforeseen_defect_is_one_sentence(tmp_path: Path) -> None:
    code = (
        "import checker.api, checker.cli.main as m\n"
        "def broken(*_): raise ValueError('inside')\n"
        "checker.api.open_law = broken\n"
        f"m.main(['check', {CASE!r}])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "a defect in Comity stopped it (ValueError)" in done.stderr
    assert "Traceback" not in done.stderr
