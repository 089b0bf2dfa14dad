"""The exact possible outcomes of every decision for one case, what they depend on, and witnesses of them."""

from checker.analysis.exact.decide import (
    BUDGET,
    Exploration,
    Lines,
    ReplayMismatch,
    decide,
    explore,
    find_outcomes,
    replay,
)
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
