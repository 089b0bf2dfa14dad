"""The same work for many programs, on as many cores as there are.

Children are forked, and so have everything already; what they hand back is pickled.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_work: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def in_parallel(work: Callable[[T], R], tasks: Sequence[T], processes: int | None = None) -> Iterator[R]:
    """What `work` makes of each task, in the order in which it is done; one by one where there are no forks to be had.

    Long tasks come first if whoever calls puts them there.
    """
    count = min(processes or os.cpu_count() or 1, len(tasks))
    if count < 2 or "fork" not in get_all_start_methods():
        yield from map(work, tasks)
        return
    _work.append((work, tasks))
    try:
        with get_context("fork").Pool(count, _leave_interrupts_to_the_parent) as pool:
            yield from pool.imap_unordered(_do, range(len(tasks)))
    finally:
        _work.pop()


def _do(number: int) -> Any:
    work, tasks = _work[-1]
    return work(tasks[number])


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
