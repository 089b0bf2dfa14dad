"""Whether the facts of a line can occur together."""

from __future__ import annotations

from collections.abc import Mapping

from checker.backends.interpreter.expressions import Expressions, Scope
from checker.ir.program import CASE_DATE, Constraint, Program
from checker.values import Value


def broken_constraints(program: Program, facts: Mapping[str, Value], date: int) -> tuple[Constraint, ...]:
    """The constraints that are false of these facts, whatever the unknown ones are."""
    known: dict[str, Value | None] = {**facts, CASE_DATE: date}
    expressions = Expressions(
        known,
        {each.name: each for each in program.definitions},
        {each.name: each for each in program.lists},
    )
    scope = Scope(expressions.value(program.as_of, Scope(date)))
    return tuple(each for each in program.constraints if expressions.truth(each.expr, scope) is False)
