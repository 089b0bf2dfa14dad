"""The table of diagnostic codes. A code is never reused; each has a page in `pages/`.

Families: P parsing, N names, T types and units, D defeasibility, C citations and force, L lint, V verification, F facts
of a case.
"""

from __future__ import annotations

from enum import Enum

from checker.records import frozen


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

UNKNOWN_FACT = _code("N201", "unknown-name")
UNKNOWN_TYPE = _code("N202", "unknown-type")
UNKNOWN_VALUE = _code("N203", "unknown-value")
UNKNOWN_DECISION = _code("N204", "unknown-decision")
UNKNOWN_OUTCOME = _code("N205", "unknown-outcome")
UNKNOWN_RULE = _code("N206", "unknown-rule")
UNKNOWN_SOURCE = _code("N207", "unknown-source")
UNKNOWN_ROLE = _code("N208", "unknown-role")
UNKNOWN_LIST = _code("N209", "unknown-list")
UNKNOWN_DEFINITION = _code("N210", "unknown-definition")
UNKNOWN_FIELD = _code("N211", "unknown-field")
UNKNOWN_OWNER = _code("N212", "unknown-owner")
UNKNOWN_BACKGROUND = _code("N213", "unknown-background")
UNKNOWN_SCENARIO = _code("N214", "unknown-scenario")
UNKNOWN_READING = _code("N215", "unknown-reading")
UNKNOWN_WORD = _code("N216", "unknown-word")
NAME_NOT_VISIBLE = _code("N217", "name-not-visible")
DUPLICATE_NAME = _code("N220", "duplicate-name")
DUPLICATE_ITEM = _code("N221", "duplicate-item")
NO_OWNER = _code("N222", "no-owner")
SECOND_OWNER = _code("N223", "second-owner")
LOOK_ALIKE_NAMES = _code("N224", "look-alike-names", Severity.WARNING)
HIDDEN_NAME = _code("N225", "hidden-name")
AMBIGUOUS_NAME = _code("N226", "ambiguous-name")
TABLE_NOT_FOUND = _code("N230", "table-not-found")
TABLE_OUTSIDE_FOLDER = _code("N231", "table-outside-folder")
UNKNOWN_COLUMN = _code("N232", "unknown-column")
UNUSABLE_FILE = _code("N233", "unusable-file")

TYPE_MISMATCH = _code("T301", "type-mismatch")
WRONG_COMPARISON = _code("T302", "wrong-comparison")
DIFFERENT_CURRENCY = _code("T303", "different-currency")
OUT_OF_RANGE = _code("T304", "out-of-range")
BAD_LITERAL = _code("T305", "bad-literal")
NO_SUCH_DATE = _code("T306", "no-such-date")
NEVER_NONE = _code("T307", "never-none")
WRONG_ARGUMENTS = _code("T308", "wrong-arguments")
UNUSABLE_TYPE = _code("T309", "unusable-type")
BAD_RANGE = _code("T310", "bad-range")
INCOMPLETE_DECLARATION = _code("T311", "incomplete-declaration")
UNSETTLED_TYPE = _code("T312", "unsettled-type")
TOO_LARGE = _code("T313", "too-large")
BAD_TABLE = _code("T320", "bad-table")
BAD_TABLE_DATE = _code("T321", "bad-table-date")
BAD_TABLE_VALUE = _code("T322", "bad-table-value")
UNKNOWN_STATUS = _code("T323", "unknown-status")
NO_MATCHING_ROW = _code("T324", "no-matching-row")

CIRCULAR_DEFINITION = _code("D401", "circular-definition")
CIRCULAR_DECISION = _code("D402", "circular-decision")
CIRCULAR_EXCEPTION = _code("D403", "circular-exception")
CIRCULAR_EXTENDS = _code("D404", "circular-extends")
CIRCULAR_SCENARIO = _code("D405", "circular-scenario")
MISSING_OTHERWISE = _code("D406", "missing-otherwise")
FOREIGN_DECISION = _code("D408", "foreign-decision")
NOT_AN_OPEN_TERM = _code("D409", "not-an-open-term")
FILLED_TWICE = _code("D410", "filled-twice")
FILLED_BY_STRANGER = _code("D411", "filled-by-stranger")
MISPLACED_DECLARATION = _code("D412", "misplaced-declaration")

MISSING_CITATION = _code("C501", "missing-citation")
INVERTED_PERIOD = _code("C502", "inverted-period")
OVERLAPPING_PERIODS = _code("C503", "overlapping-periods")

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
