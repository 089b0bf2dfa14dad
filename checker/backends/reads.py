"""What each rule and decision reads, worked out once for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program
from checker.records import frozen

FieldsRead: TypeAlias = tuple[str, tuple[str, ...]]
"""A fact (or uncertainty) and, where it is a list of records, the fields that are read."""


@frozen
class Reads:
    """What an expression reads, definitions included, in the order in which it is mentioned."""

    facts: tuple[FieldsRead, ...] = ()
    decisions: tuple[str, ...] = ()


@frozen
class RuleReads:
    """`basis` is what the date is read from, and is there only where the rule has periods."""

    rule: str
    condition: Reads
    basis: Reads
    defeated_by: tuple[str, ...]
    conclusions: tuple[tuple[str, int], ...]


@frozen
class DecisionReads:
    decision: str
    asked: Reads | None
    rules: tuple[str, ...]
    """The rules that conclude something for it."""


@frozen
class ProgramReads:
    rules: Mapping[str, RuleReads]
    decisions: Mapping[str, DecisionReads]


def program_reads(program: Program) -> ProgramReads:
    """The tables for one program."""
    collector = _Collector(program)
    rules = {}
    for rule in program.rules:
        basis = collector.reads(rule.basis, None) if rule.basis is not None else collector.usual
        rules[rule.name] = RuleReads(
            rule.name,
            collector.reads(rule.when, basis),
            basis if rule.periods else Reads(),
            rule.defeated_by,
            tuple((each.decision, each.outcome) for each in rule.conclusions),
        )
    decisions = {
        each.name: DecisionReads(
            each.name,
            None if each.asked_when is None else collector.reads(each.asked_when, collector.usual),
            tuple(r.name for r in program.rules if any(c.decision == each.name for c in r.conclusions)),
        )
        for each in program.decisions
    }
    return ProgramReads(rules, decisions)


class _Collector:
    def __init__(self, program: Program) -> None:
        self._definitions = {each.name: each.expr for each in program.definitions}
        self._known: dict[tuple[str, Reads | None], Reads] = {}
        self.usual = Reads()
        self.usual = self.reads(program.as_of, None)

    def reads(self, expr: ir.Expr, basis: Reads | None) -> Reads:
        """What `expr` reads where the date is read from `basis` (None: from the program's own)."""
        facts: dict[str, dict[str, None]] = {}
        decisions: dict[str, None] = {}

        def add(found: Reads) -> None:
            for name, fields in found.facts:
                facts.setdefault(name, {}).update(dict.fromkeys(fields))
            decisions.update(dict.fromkeys(found.decisions))

        def visit(node: ir.Expr, collections: Mapping[str, tuple[str, ...]]) -> None:
            match node:
                case ir.Constant():
                    pass
                case ir.Fact(name=name) | ir.Uncertain(name=name):
                    facts.setdefault(name, {})
                case ir.FieldOf(variable=variable, field=name):
                    for collection in collections.get(variable, ()):
                        facts.setdefault(collection, {})[name] = None
                case ir.AsOf():
                    add(basis or self.usual)
                case ir.Definition(name=name):
                    add(self._of_definition(name, basis))
                case ir.OutcomeIn(decision=decision):
                    decisions[decision] = None
                case ir.Some() | ir.Every() | ir.Count():
                    for collection in node.collections:
                        facts.setdefault(collection, {})
                    visit(node.body, {**collections, node.variable: node.collections})
                case ir.InList(operand=operand) | ir.ContainsListed(operand=operand):
                    visit(operand, collections)
                    add(basis or self.usual)
                case (
                    ir.Not()
                    | ir.AllOf()
                    | ir.AnyOf()
                    | ir.Equal()
                    | ir.Less()
                    | ir.AtMost()
                    | ir.IsIn()
                    | ir.IsWithin()
                    | ir.Contains()
                    | ir.ContainsAny()
                    | ir.Sum()
                    | ir.Choose()
                ):
                    for part in parts_of(node):
                        visit(part, collections)
                case _:
                    assert_never(node)

        visit(expr, {})
        facts.pop(CASE_DATE, None)
        return Reads(tuple((name, tuple(fields)) for name, fields in facts.items()), tuple(decisions))

    def _of_definition(self, name: str, basis: Reads | None) -> Reads:
        key = (name, basis)
        if key not in self._known:
            self._known[key] = self.reads(self._definitions[name], basis)
        return self._known[key]


def parts_of(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    """The expressions directly within an expression."""
    match expr:
        case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
            return operands
        case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
            return (left, right)
        case ir.Contains(operand=operand, element=element):
            return (operand, element)
        case ir.Sum(terms=terms):
            return tuple(operand for _, operand in terms)
        case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
            return (condition, consequence, alternative)
        case ir.Some(body=body) | ir.Every(body=body) | ir.Count(body=body):
            return (body,)
        case (
            ir.Not(operand=operand)
            | ir.IsIn(operand=operand)
            | ir.InList(operand=operand)
            | ir.IsWithin(operand=operand)
            | ir.ContainsAny(operand=operand)
            | ir.ContainsListed(operand=operand)
        ):
            return (operand,)
        case ir.Constant() | ir.Fact() | ir.FieldOf() | ir.AsOf() | ir.Definition() | ir.Uncertain() | ir.OutcomeIn():
            return ()
        case _:
            assert_never(expr)
