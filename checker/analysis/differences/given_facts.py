"""Programs in which some facts are taken as given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.ir.rewrite import rewritten_program
from checker.values import Scalar

Given: TypeAlias = Mapping[str, Scalar]
"""Facts that one side takes as given, the date of the case among them."""


def with_given(program: Program, given: Given) -> Program:
    """The program with facts that are given read as constants."""
    if not given:
        return program

    def replaced(part: ir.Expr) -> ir.Expr | None:
        return ir.Constant(given[part.name]) if isinstance(part, ir.Fact) and part.name in given else None

    return rewritten_program(program, replaced)
