"""Whole processes with a warm cache, against the start of click alone."""

from __future__ import annotations

import sys

from tests.benchmarks.timing import print_table, time_processes
from tests.conftest import ROOT

CASE = ROOT / "examples" / "cases" / "sh_2" / "2021-09-09.yaml"


def main() -> None:
    comity = [sys.executable, "-m", "checker"]
    commands = {
        'python -c "import click"': [sys.executable, "-c", "import click"],
        "comity --version": [*comity, "--version"],
        "comity --help": [*comity, "--help"],
        "comity check (one case, settled)": [*comity, "check", str(CASE), "-j", "CA"],
        "comity check (one case, left open)": [*comity, "check", str(CASE), "-j", "EU"],
        "comity check (one case, all jurisdictions)": [*comity, "check", str(CASE)],
    }
    print_table(
        "Start-up, whole processes, warm cache",
        time_processes(commands, 15),
        'python -c "import click"',
    )


if __name__ == "__main__":
    main()
