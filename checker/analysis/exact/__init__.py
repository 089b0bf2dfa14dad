"""The exact possible outcomes of every decision for one case, what they depend on, and witnesses of them.

`decide` is imported at once, the engine when something of it is asked for: most answers do not need it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from checker.analysis.exact.decide import BUDGET, Lines, decide

if TYPE_CHECKING:
    from checker.analysis.exact.exploring import Exploration, ReplayMismatch, explore, find_outcomes, replay
    from checker.analysis.exact.solver import WorkBound

__all__ = [
    "BUDGET",
    "Exploration",
    "Lines",
    "ReplayMismatch",
    "WorkBound",
    "decide",
    "explore",
    "find_outcomes",
    "replay",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "solver" if name == "WorkBound" else "exploring"
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
