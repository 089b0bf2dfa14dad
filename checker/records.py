"""What attrs has, for records on the way of every command.

Type checkers see those of attrs; at run time they are ours, which are the same and put off the work (ADR 0010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import define, evolve, field, fields, frozen, has
else:
    from checker.lazy_records import define, evolve, field, fields, frozen, has

__all__ = ["define", "evolve", "field", "fields", "frozen", "has"]
