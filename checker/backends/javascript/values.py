"""Values as JSON that JavaScript reads without loss.

| value                    | JSON                                                            |
|--------------------------|-----------------------------------------------------------------|
| unknown                  | `null`, or no entry                                             |
| bool, str                | the same                                                        |
| int, exact in a Number   | the same; dates are ordinals, ranks and scaled numbers integers |
| int beyond 2 ** 53       | `{"$": "int", "digits": "…"}`                                   |
| `NONE`                   | `{"$": "none"}`                                                 |
| set                      | `{"$": "set", "in": […], "may": […]}`, sorted; `may` if any     |
| record                   | an object by name of field, none of which begins with `$`       |
| list of record           | an array of such objects                                        |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.values import NONE, RecordValue, Scalar, SetValue, Value

_EXACT = 2**53


def encode_value(value: Value | None) -> Any:
    """The value as JSON."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if -_EXACT < value < _EXACT else {"$": "int", "digits": str(value)}
    if value is NONE:
        return {"$": "none"}
    if isinstance(value, SetValue):
        found = {"$": "set", "in": encode_members(value.members)}
        return {**found, "may": encode_members(value.uncertain)} if value.uncertain else found
    if isinstance(value, tuple):
        return [_record(each) for each in value]
    assert isinstance(value, Mapping)
    return _record(value)


def encode_facts(facts: Mapping[str, Value]) -> dict[str, Any]:
    """Facts by name; those that are not known have no entry."""
    return {name: encode_value(value) for name, value in facts.items()}


def encode_members(members: Iterable[Scalar]) -> list[Any]:
    """Scalars in an order that does not depend on the run."""
    return [encode_value(member) for member in sorted(members, key=lambda member: (str(type(member)), member))]


def _record(record: RecordValue) -> dict[str, Any]:
    return {name: encode_value(value) for name, value in record.items()}
