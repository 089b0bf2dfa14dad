"""A case: facts with values, or unknown with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from checker.records import field, frozen
from checker.source import NOWHERE, Span
from checker.values import Value


class Unknown(Enum):
    """Why a fact is unknown: shown to people, never used by the logic."""

    NOT_ASKED = "not_asked"
    NOT_KNOWN = "not_known"
    WITHHELD = "withheld"


@frozen
class Given:
    """One fact as stated. `value` None: unknown, for the reason given. `note`, `stated_by`: the author's words."""

    name: str
    value: Value | None
    unknown: Unknown | None = None
    note: str | None = None
    stated_by: str | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Line:
    """One item of the case and the facts stated for it alone."""

    name: str
    facts: tuple[Given, ...]


@frozen
class Assumption:
    """A named set of facts (a background) that the case relies on: shown in the report."""

    name: str
    facts: tuple[Given, ...]


@frozen
class Screening:
    """The screening statement behind a party's listed_on field, shown under assumptions."""

    party: str
    supplier: str
    lists: tuple[tuple[str, str], ...]
    confirmed: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    reviewed_by: str | None = None


@frozen
class Case:
    """`date` is an ordinal. A case without `lines` has one line, with the name "". `text`: the file as written."""

    id: str
    title: str
    date: int
    facts: tuple[Given, ...]
    lines: tuple[Line, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    screenings: tuple[Screening, ...] = ()
    note: str | None = None
    digest: str = ""
    text: str = field(default="", eq=False, repr=False)

    def facts_of(self, line: Line | None) -> Mapping[str, Value]:
        """Known values for one line: assumptions, then the case's facts, then the line's own, later ones replacing."""
        known: dict[str, Value] = {}
        given = [fact for assumption in self.assumptions for fact in assumption.facts]
        given += self.facts
        given += line.facts if line else ()
        for fact in given:
            if fact.value is None:
                known.pop(fact.name, None)
            else:
                known[fact.name] = fact.value
        return known
