"""Programs in which some facts are taken as given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.ir.rewrite import rewritten
from checker.records import evolve
from checker.values import Scalar

Given: TypeAlias = Mapping[str, Scalar]
"""Facts that one side takes as given, the date of the case among them."""


def with_given(program: Program, given: Given) -> Program:
    """The program with facts that are given read as constants."""
    if not given:
        return program

    def replaced(part: ir.Expr) -> ir.Expr | None:
        return ir.Constant(given[part.name]) if isinstance(part, ir.Fact) and part.name in given else None

    def fixed(expr: ir.Expr) -> ir.Expr:
        return rewritten(expr, replaced)

    return evolve(
        program,
        as_of=fixed(program.as_of),
        definitions=tuple(evolve(each, expr=fixed(each.expr)) for each in program.definitions),
        decisions=tuple(
            evolve(each, asked_when=None if each.asked_when is None else fixed(each.asked_when))
            for each in program.decisions
        ),
        rules=tuple(
            evolve(each, when=fixed(each.when), basis=None if each.basis is None else fixed(each.basis))
            for each in program.rules
        ),
        obligations=tuple(evolve(each, when=fixed(each.when)) for each in program.obligations),
        constraints=tuple(evolve(each, expr=fixed(each.expr)) for each in program.constraints),
    )
