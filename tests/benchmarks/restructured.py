"""The same law written otherwise: no decision changes, and hardly an expression stays as it was."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from checker.ir import nodes as ir
from checker.ir.program import Program, Rule
from checker.ir.rewrite import rewritten
from checker.types import BoolType


def restructured(program: Program) -> Program:
    """Operands in reverse, truths that are defined written out once, and a rule for each alternative."""
    truths = {each.name: each.expr for each in program.definitions if isinstance(each.type, BoolType)}
    split = {rule.name: _split(_written_otherwise(rule, truths)) for rule in program.rules}
    names = {name: tuple(each.name for each in parts) for name, parts in split.items()}

    def defeaters(stated: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part for name in stated for part in names[name])

    rules = tuple(
        evolve(part, defeated_by=defeaters(part.defeated_by), defeats=()) for parts in split.values() for part in parts
    )
    duties = tuple(evolve(each, defeated_by=defeaters(each.defeated_by)) for each in program.obligations)
    stages = tuple(
        (kind, part) for kind, name in program.stages for part in (names[name] if kind == "rule" else (name,))
    )
    return evolve(program, rules=rules, obligations=duties, stages=stages)


def _written_otherwise(rule: Rule, truths: Mapping[str, ir.Expr]) -> Rule:
    def inlined(part: ir.Expr) -> ir.Expr | None:
        return truths.get(part.name) if isinstance(part, ir.Definition) else None

    return evolve(rule, when=_reversed(rewritten(rule.when, inlined)))


def _reversed(expr: ir.Expr) -> ir.Expr:
    def turned(part: ir.Expr) -> ir.Expr | None:
        match part:
            case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
                return evolve(part, operands=tuple(_reversed(each) for each in reversed(operands)))
            case _:
                return None

    return rewritten(expr, turned)


def _split(rule: Rule) -> tuple[Rule, ...]:
    """A rule for each alternative; with a period that is not known exactly, the parts would each have their own."""
    exact = all(
        (each.start_earliest, each.end_earliest) == (each.start_latest, each.end_latest) for each in rule.periods
    )
    if not isinstance(rule.when, ir.AnyOf) or not exact:
        return (rule,)
    return tuple(evolve(rule, name=f"{rule.name}.part{n}", when=each) for n, each in enumerate(rule.when.operands))
