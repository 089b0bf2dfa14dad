"""What an expression reads, through the definitions that it uses."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from checker.backends.reads import parts_of
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program


@frozen
class Mentions:
    """Names, each in the order in which it is first read."""

    facts: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    uncertainties: tuple[str, ...] = ()


def mentions(program: Program, exprs: Iterable[ir.Expr]) -> Mentions:
    """Everything that the expressions read."""
    definitions = {each.name: each.expr for each in program.definitions}
    found: dict[str, dict[str, None]] = {kind: {} for kind in ("fact", "definition", "list", "decision", "uncertain")}
    pending = list(reversed(list(exprs)))
    while pending:
        each = pending.pop()
        match each:
            case ir.Fact(name=name) if name != CASE_DATE:
                found["fact"][name] = None
            case ir.Definition(name=name) if name not in found["definition"]:
                found["definition"][name] = None
                pending.append(definitions[name])
            case ir.InList(list=name) | ir.ContainsListed(list=name):
                found["list"][name] = None
            case ir.OutcomeIn(decision=name):
                found["decision"][name] = None
            case ir.Uncertain(name=name):
                found["uncertain"][name] = None
            case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
                found["fact"].update(dict.fromkeys(names))
            case _:
                pass
        pending.extend(reversed(parts_of(each)))
    facts, defined, lists, decisions, uncertain = (tuple(names) for names in found.values())
    return Mentions(facts, defined, lists, decisions, uncertain)


def rule_mentions(program: Program, names: Iterable[str]) -> Mentions:
    """Everything that the conditions of the rules read."""
    wanted = set(names)
    return mentions(program, [rule.when for rule in program.rules if rule.name in wanted])
