"""All compiled law: one program per jurisdiction and voluntary code, and what they share.

This is what the compile cache holds and what every command works on; nothing earlier than this is needed to decide, to
read cases or to write reports.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from checker.declared import (
    Background,
    Expectation,
    ExpectObligation,
    ExpectOutcome,
    ExpectPossible,
    ExpectRule,
    FactInfo,
    NamedThing,
    RecordInfo,
    Scenario,
    ValueLabel,
)
from checker.ir.program import Program

__all__ = [
    "Background",
    "ExpectObligation",
    "ExpectOutcome",
    "ExpectPossible",
    "ExpectRule",
    "Expectation",
    "Law",
    "NamedThing",
    "RecordInfo",
    "Scenario",
    "ValueLabel",
]


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
