"""Timing in turn, and the table that every benchmark prints."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence


def time_calls(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each call, the calls taking turns in every round so that drift meets them all."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def time_processes(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Wall seconds of whole processes, taking turns."""

    def run(command: Sequence[str]) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    return time_calls({name: lambda command=command: run(command) for name, command in commands.items()}, rounds)


def print_table(title: str, seconds: Mapping[str, Sequence[float]], base: str) -> None:
    """Median of each, and how many times the median of `base` it takes."""
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"\n{title}")
    for name, median in medians.items():
        shown = f"{median * 1e3:10.2f} ms" if median >= 1e-3 else f"{median * 1e6:10.1f} µs"
        print(f"  {name:<44}{shown}   {median / medians[base]:8.2f} × {base}")
