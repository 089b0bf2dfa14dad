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
UNKNOWN_DECLARATION = _code("P102", "unknown-declaration")
CLAUSE_IN_FIRST_COLUMN = _code("P103", "clause-in-first-column")
CLAUSE_GIVEN_TWICE = _code("P104", "clause-given-twice")
MISSING_CLAUSE = _code("P105", "missing-clause")
MISPLACED_CLAUSE = _code("P106", "misplaced-clause")
SEVERAL_CLAIMS = _code("P107", "several-claims")
UNCLOSED_TEXT = _code("P108", "unclosed-text")
BAD_ESCAPE = _code("P109", "bad-escape")
NESTED_TOO_DEEPLY = _code("P110", "nested-too-deeply")
TEXT_TOO_LONG = _code("P111", "text-too-long")
FILE_TOO_LARGE = _code("P112", "file-too-large")
NOT_UTF_8 = _code("P113", "not-utf-8")
HIDDEN_CHARACTER = _code("P114", "hidden-character")
CONFUSABLE_CHARACTER = _code("P115", "confusable-character")

MALFORMED_CASE = _code("F101", "malformed-case")
DUPLICATE_CASE_KEY = _code("F102", "duplicate-case-key")
UNKNOWN_CASE_KEY = _code("F103", "unknown-case-key")
MISSING_CASE_KEY = _code("F104", "missing-case-key")
UNKNOWN_CASE_FACT = _code("F105", "unknown-case-fact")
WRONG_CASE_VALUE = _code("F106", "wrong-case-value")
CASE_VALUE_OUT_OF_RANGE = _code("F107", "case-value-out-of-range")
IMPOSSIBLE_CASE_DATE = _code("F108", "impossible-case-date")
UNKNOWN_CASE_BACKGROUND = _code("F109", "unknown-case-background")
CASE_FACT_NOT_PER_LINE = _code("F110", "case-fact-not-per-line")
CASE_ALIAS = _code("F111", "case-alias-or-tag")
CASE_TOO_LARGE = _code("F112", "case-too-large")
IMPOSSIBLE_CASE = _code("F113", "impossible-case")


def all_codes() -> tuple[Code, ...]:
    """Every code, by number."""
    return tuple(_all[number] for number in sorted(_all))
