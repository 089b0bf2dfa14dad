"""Programs as JSON, format `comity.law/1`, which `evaluate.js` reads.

Expressions, periods, rules and the rest stand once each, however many programs have them; whatever refers to them gives
their places. What is `[a, b, c]` below is a row; at its end, what is an empty list or not there is left out.

| key           | holds                                                                                              |
|---------------|----------------------------------------------------------------------------------------------------|
| `exprs`       | `[kind, …]` with the parts by place, each part before what it is part of: `_node` has every kind   |
| `periods`     | `[start earliest, start latest, end earliest, end latest]`, ordinals; `null`: open at that end     |
| `lists`       | `name`, `nesting`, `rows`: `[[period, [member, …]], …]`                                            |
| `definitions` | `[name, expr, declared to be true or false]`                                                       |
| `decisions`   | `name`, `outcomes` by name, `otherwise`, `combiner`, `asked_when` if it has one                    |
| `rules`       | `[name, when, then, periods, exceptions, basis]`; `then`: `[[decision, outcome], …]`; an exception |
|               | is given by the place of a rule of its name                                                        |
| `obligations` | `[name, when, periods, exceptions, met when]`                                                      |
| `constraints` | `[name, expr]`                                                                                     |
| `programs`    | `name`, `binding`, `beside`, `as_of`, `as_if`, its parts, `[[first place, how many], …]`, and      |
|               | `stages`: `[[kind, [first place in the program, how many], …], …]` in order of evaluation          |
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, assert_never

from checker.backends.javascript.values import encode_facts, encode_members, encode_value
from checker.declared import ALWAYS, NEVER, DatedList, Period
from checker.ir import nodes as ir
from checker.ir.program import DecisionInfo, DefinitionInfo, Obligation, Program, Rule
from checker.types import BoolType

FORMAT = "comity.law/1"


def encode_programs(programs: Iterable[Program]) -> dict[str, Any]:
    """The programs as JSON; the same programs give the same text."""
    encoder = _Encoder()
    found = [encoder.program(each) for each in programs]
    pools = {name: pool.items for name, pool in encoder.pools.items()}
    return {"format": FORMAT, **pools, "programs": found}


class _Pool:
    """Items that stand once each, and their places."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, item: Any) -> int:
        key = json.dumps(item)
        if key not in self._places:
            self._places[key] = len(self.items)
            self.items.append(item)
        return self._places[key]


class _Encoder:
    def __init__(self) -> None:
        names = ("exprs", "periods", "lists", "definitions", "decisions", "rules", "obligations", "constraints")
        self.pools = {name: _Pool() for name in names}
        self.rules: dict[str, int] = {}

    def program(self, program: Program) -> dict[str, Any]:
        rules = {each.name: place for place, each in enumerate(program.rules)}
        decisions = {each.name: place for place, each in enumerate(program.decisions)}
        obligations = {each.name: place for place, each in enumerate(program.obligations)}
        places = {"rule": rules, "decision": decisions, "obligation": obligations}
        stages = groupby(program.stages, key=lambda stage: stage[0])
        constraint = self.pools["constraints"].place
        return {
            "name": program.name,
            "binding": program.binding,
            "beside": program.beside,
            "as_of": self.expr(program.as_of),
            "as_if": encode_facts(dict(program.as_if)),
            "lists": _runs(self._list(each) for each in program.lists),
            "definitions": _runs(self._definition(each) for each in program.definitions),
            "decisions": _runs(self._decision(each) for each in program.decisions),
            "rules": _runs(self._rule(each) for each in program.rules),
            "obligations": _runs(self._obligation(each) for each in program.obligations),
            "constraints": _runs(constraint([each.name, self.expr(each.expr)]) for each in program.constraints),
            "stages": [[kind, *_runs(places[kind][name] for _, name in stage)] for kind, stage in stages],
        }

    def _list(self, dated: DatedList) -> int:
        by_period: dict[int, list[Any]] = {}
        for row in dated.rows:
            by_period.setdefault(self._period(row.period), []).append(encode_value(row.member))
        rows = [[period, members] for period, members in by_period.items()]
        return self.pools["lists"].place({"name": dated.name, "nesting": dated.nesting, "rows": rows})

    def _definition(self, definition: DefinitionInfo) -> int:
        is_truth = isinstance(definition.type, BoolType)
        return self.pools["definitions"].place([definition.name, self.expr(definition.expr), is_truth])

    def _decision(self, decision: DecisionInfo) -> int:
        return self.pools["decisions"].place(
            {
                "name": decision.name,
                "outcomes": [outcome.name for outcome in decision.outcomes],
                "otherwise": decision.otherwise,
                "combiner": decision.combiner,
                **({} if decision.asked_when is None else {"asked_when": self.expr(decision.asked_when)}),
            }
        )

    def _rule(self, rule: Rule) -> int:
        then = [[each.decision, each.outcome] for each in rule.conclusions]
        found = [rule.name, self.expr(rule.when), then, self._periods(rule.periods), self._exceptions(rule.defeated_by)]
        place = self.pools["rules"].place(_row(*found, self._optional(rule.basis)))
        self.rules.setdefault(rule.name, place)
        return place

    def _obligation(self, duty: Obligation) -> int:
        found = [duty.name, self.expr(duty.when), self._periods(duty.periods), self._exceptions(duty.defeated_by)]
        return self.pools["obligations"].place(_row(*found, self._optional(duty.met_when)))

    def _exceptions(self, names: Iterable[str]) -> list[int]:
        return [self.rules[name] for name in names]

    def _periods(self, periods: Sequence[Period]) -> list[int]:
        return [self._period(each) for each in periods]

    def _period(self, period: Period) -> int:
        # A start that may never come is no open one: only the ends that are open by default are left out.
        starts = [None if start == ALWAYS else start for start in (period.start_earliest, period.start_latest)]
        ends = [*starts, *(None if end == NEVER else end for end in (period.end_earliest, period.end_latest))]
        return self.pools["periods"].place(ends)

    def _optional(self, expr: ir.Expr | None) -> int | None:
        return None if expr is None else self.expr(expr)

    def expr(self, expr: ir.Expr) -> int:
        """The place of an expression; its parts have earlier ones."""
        return self.pools["exprs"].place(self._node(expr))

    def _node(self, expr: ir.Expr) -> list[Any]:
        place = self.expr
        match expr:
            case ir.Constant(value=value):
                return ["const", encode_value(value)]
            case ir.Fact(name=name):
                return ["fact", name]
            case ir.FieldOf(variable=variable, field=name):
                return ["field", variable, name]
            case ir.AsOf():
                return ["as_of"]
            case ir.Sum(terms=terms, constant=constant):
                return ["sum", [[encode_value(factor), place(each)] for factor, each in terms], encode_value(constant)]
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                return ["if", place(condition), place(consequence), place(alternative)]
            case ir.Definition(name=name):
                return ["define", name]
            case ir.Uncertain(name=name):
                return ["open", name]
            case ir.Not(operand=operand):
                return ["not", place(operand)]
            case ir.AllOf(operands=operands):
                return ["all", [place(each) for each in operands]]
            case ir.AnyOf(operands=operands):
                return ["any", [place(each) for each in operands]]
            case ir.Equal(left=left, right=right):
                return ["equal", place(left), place(right)]
            case ir.Less(left=left, right=right):
                return ["less", place(left), place(right)]
            case ir.AtMost(left=left, right=right):
                return ["at_most", place(left), place(right)]
            case ir.IsIn(operand=operand, members=members):
                return ["one_of", place(operand), encode_members(members)]
            case ir.InList(operand=operand, list=name, nested=nested):
                return ["listed", place(operand), name, nested]
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                return ["within", place(operand), ancestor, nesting]
            case ir.Contains(operand=operand, element=element):
                return ["has", place(operand), place(element)]
            case ir.ContainsAny(operand=operand, members=members):
                return ["has_any", place(operand), encode_members(members)]
            case ir.ContainsListed(operand=operand, list=name, nested=nested):
                return ["has_listed", place(operand), name, nested]
            case ir.Some(variable=variable, collections=names, body=body):
                return ["some", variable, list(names), place(body)]
            case ir.Every(variable=variable, collections=names, body=body):
                return ["every", variable, list(names), place(body)]
            case ir.Count(variable=variable, collections=names, body=body):
                return ["count", variable, list(names), place(body)]
            case ir.OutcomeIn(decision=decision, mask=mask):
                return ["outcome", decision, [place for place in range(mask.bit_length()) if mask >> place & 1]]
            case _:
                assert_never(expr)


def _row(*found: Any) -> list[Any]:
    """What is found, without what is empty at the end."""
    row = list(found)
    while row and row[-1] in (None, []):
        row.pop()
    return row


def _runs(places: Iterable[int]) -> list[list[int]]:
    """Places as runs of neighbours: `[[first place, how many], …]`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and sum(runs[-1]) == place:
            runs[-1][1] += 1
        else:
            runs.append([place, 1])
    return runs
