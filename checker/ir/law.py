"""All compiled law: one program per jurisdiction and voluntary code, and what they share.

This is what the compile cache holds and what every command works on; nothing earlier than this is needed to decide, to
read cases or to write reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from checker.records import frozen
from checker.wording import Wording

__all__ = [
    "Background",
    "ExpectObligation",
    "ExpectOutcome",
    "ExpectPossible",
    "ExpectRule",
    "Expectation",
    "Law",
    "NamedThing",
    "OrderInfo",
    "RecordInfo",
    "Scenario",
    "ValueLabel",
    "order_of",
]


@frozen
class OrderInfo:
    """What can be told of a program without reading it."""

    name: str
    label: Wording
    binding: bool
    beside: str | None = None


@frozen
class Law:
    """`programs` by name: jurisdictions and codes alone (`A`, `CODE`), codes beside jurisdictions (`CODE@A`).
    `orders` tells of each in the same order, so that nothing need be read that is not asked for.

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
    scenarios: Sequence[Scenario]
    digest: str = ""
    files: tuple[tuple[str, str], ...] = ()
    vocabulary: str = ""
    orders: tuple[OrderInfo, ...] = ()

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Binding legal orders, in the order in which they were declared."""
        return tuple(order.name for order in self._orders() if order.binding)

    @property
    def codes(self) -> tuple[str, ...]:
        """Voluntary instruments."""
        return tuple(order.name for order in self._orders() if not order.binding and order.beside is None)

    def _orders(self) -> tuple[OrderInfo, ...]:
        return self.orders or tuple(order_of(program) for program in self.programs.values())


def order_of(program: Program) -> OrderInfo:
    """What can be told of a program at a glance."""
    return OrderInfo(program.name, program.about.label, program.binding, program.beside)
