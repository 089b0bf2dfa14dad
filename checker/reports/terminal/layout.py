"""Lines, wrapping and dates of terminal text. Everything that stems from a file is cleaned on the way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import date

from checker.cleaning import clean
from checker.ir.program import Program
from checker.records import frozen

WIDTH = 80
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@frozen
class Style:
    """How emphasis is written; plain text leaves it out."""

    color: bool = False

    def strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.color else text

    def faint(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self.color else text


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """`text` as lines of at most `WIDTH` columns, `indent` in, later lines `hanging` further."""
    return textwrap.wrap(
        clean(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def bullets(texts: Iterable[str], indent: int = 2) -> list[str]:
    """One item a line, marked with a dash."""
    return [line for text in texts for line in wrapped(f"- {text}", indent, 2)]


def date_in_words(ordinal: int) -> str:
    """1 May 2024."""
    day = date.fromordinal(ordinal)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count(number: int, one: str, many: str) -> str:
    """Counts in words up to nine: "two rules"."""
    words = _COUNTS[number] if number < len(_COUNTS) else str(number)
    return f"{words} {one if number == 1 else many}"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """a, b and c."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {joint} {every[-1]}"


def outcome_label(program: Program, decision: str, outcome: str) -> str:
    """The declared label of an outcome."""
    for info in program.decisions:
        if info.name == decision:
            for candidate in info.outcomes:
                if candidate.name == outcome:
                    return clean(candidate.label.value)
    return outcome


def decision_label(program: Program, decision: str) -> str:
    """The declared label of a decision."""
    return next((clean(i.about.label.value) for i in program.decisions if i.name == decision), decision)
