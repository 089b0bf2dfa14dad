"""All compiled law: one program per jurisdiction and voluntary code, and what they share.

This is what the compile cache holds and what every command works on; nothing earlier than this is needed to decide, to
read cases or to write reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from checker.ir.program import About, FactInfo, Program
from checker.source import NOWHERE, Span
from checker.types import RecordType
from checker.values import Value
from checker.wording import Wording


@frozen
class ValueLabel:
    """The label of one value of an enum or scale; `rank` is its place."""

    type: str
    value: str
    rank: int
    label: Wording


@frozen
class RecordInfo:
    """A record type and the labels of its fields."""

    type: RecordType
    about: About
    field_labels: tuple[tuple[str, Wording], ...]


@frozen
class NamedThing:
    """A role, enum, scale or code type: its name and what it is called."""

    name: str
    label: Wording


@frozen
class Background:
    """A named set of facts that cases and scenarios may assume; a value of None makes the fact unknown."""

    name: str
    about: About
    facts: tuple[tuple[str, Value | None], ...]


@frozen
class ExpectOutcome:
    target: str
    beside: str | None
    decision: str
    outcome: str
    by: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectPossible:
    target: str
    beside: str | None
    decision: str
    outcomes: tuple[str, ...]
    decided_by: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectRule:
    target: str
    beside: str | None
    rule: str
    status: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class ExpectObligation:
    target: str
    beside: str | None
    obligation: str
    status: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


Expectation: TypeAlias = ExpectOutcome | ExpectPossible | ExpectRule | ExpectObligation


@frozen
class Scenario:
    """A test in the language with `like` and `assuming` already merged into `given`; rule names are full names."""

    name: str
    owner: str
    about: About
    date: int
    given: tuple[tuple[str, Value | None], ...]
    lines: tuple[tuple[str, tuple[tuple[str, Value | None], ...]], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    actual: bool = False
    expectations: tuple[Expectation, ...] = ()


@frozen
class Law:
    """`programs` by name: jurisdictions and codes alone (`CA`, `CODE`), codes beside jurisdictions (`CODE@CA`).

    `facts` are all facts of the shared name space, in order of name. `digest` is that of every policy and table file
    ("sha256:…"). `files` lists them with their own digests.
    """

    programs: Mapping[str, Program]
    facts: tuple[FactInfo, ...]
    value_labels: tuple[ValueLabel, ...]
    records: tuple[RecordInfo, ...]
    roles: tuple[NamedThing, ...]
    types: tuple[NamedThing, ...]
    backgrounds: tuple[Background, ...]
    scenarios: tuple[Scenario, ...]
    digest: str = ""
    files: tuple[tuple[str, str], ...] = ()
    vocabulary: str = ""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Binding legal orders, in the order in which they were declared."""
        return tuple(name for name, program in self.programs.items() if program.binding)

    @property
    def codes(self) -> tuple[str, ...]:
        """Voluntary instruments."""
        return tuple(n for n, p in self.programs.items() if not p.binding and p.beside is None)
