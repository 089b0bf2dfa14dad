"""The table of diagnostic codes. A code is never reused; each has a page in `pages/`.

Families: P parsing, N names, T types and units, D defeasibility, C citations and force, L lint, V verification, F facts of a case.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@frozen
class Code:
    """`N201 unknown-fact`."""

    number: str
    name: str
    severity: Severity = Severity.ERROR


_all: dict[str, Code] = {}


def _code(number: str, name: str, severity: Severity = Severity.ERROR) -> Code:
    code = Code(number, name, severity)
    _all[number] = code
    return code


UNEXPECTED_TEXT = _code("P101", "unexpected-text")


def all_codes() -> tuple[Code, ...]:
    """Every code, by number."""
    return tuple(_all[number] for number in sorted(_all))
