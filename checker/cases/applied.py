"""The facts of a case as one jurisdiction sees them."""

from __future__ import annotations

from collections.abc import Mapping

from checker.cases.case import Case
from checker.ir.program import Program
from checker.records import frozen
from checker.values import Value


@frozen
class Applied:
    """Each line's known facts for one program; `assumed` names the facts set by its "as if established there"."""

    lines: tuple[tuple[str, Mapping[str, Value]], ...]
    assumed: tuple[str, ...]


def apply_case(case: Case, program: Program, *, actual: bool = False) -> Applied:
    """The case put to `program`: as if established there, or (`actual`) with the nexus that the case states."""
    as_if = {} if actual else dict(program.as_if)
    lines = [(line.name, {**case.facts_of(line), **as_if}) for line in case.lines]
    if not lines:
        lines = [("", {**case.facts_of(None), **as_if})]
    return Applied(tuple(lines), tuple(sorted(as_if)))
