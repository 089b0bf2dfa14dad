"""How the value of a fact is held, from the case file to every backend.

| type             | Python value                                              |
|------------------|-----------------------------------------------------------|
| bool             | `bool`                                                    |
| enum, code, text | `str`                                                     |
| scale            | `int`, the rank, least first from 0                       |
| int              | `int`                                                     |
| decimal, money   | `int`, scaled by 10 ** places (money: 2 places)           |
| date             | `int`, the proleptic Gregorian ordinal (`date.toordinal`) |
| none             | `NONE`, a known value: "not applicable"                   |
| set              | `SetValue`: members, and members not settled              |
| record           | mapping of field name to value; a missing field is unknown|
| list of record   | `tuple` of records                                        |

Unknown is Python's `None`, or simply no entry. Why it is unknown is told by the case and never reaches the logic.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeAlias

from checker.records import frozen


class NoneType(Enum):
    """The type of `NONE`."""

    NONE = "none"

    def __repr__(self) -> str:
        return "none"


NONE: Final = NoneType.NONE


@frozen
class SetValue:
    """A set whose membership is known but for `uncertain`: those may or may not be members."""

    members: frozenset[Scalar] = frozenset()
    uncertain: frozenset[Scalar] = frozenset()


Scalar: TypeAlias = bool | int | str | NoneType
RecordValue: TypeAlias = "Mapping[str, Value | None]"
Value: TypeAlias = "Scalar | SetValue | RecordValue | tuple[RecordValue, ...]"
Truth: TypeAlias = bool | None
"""Strong Kleene: True, False, or None for unknown."""
