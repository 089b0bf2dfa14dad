"""The same rules for public engines that have no third truth value.

A peer is given two plain conditions for each rule, one that holds where the rule's condition is certainly true and one
that holds where it is certainly false, so that a fact that is missing leaves both unmet: the quickest honest encoding
that we know. Periods and exceptions are encoded as well, so that what a peer returns is the status of every rule, as a
number (the place in `STATUSES`). Only what the benchmark's rules use is translated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from checker.declared import ALWAYS, NEVER
from checker.ir import nodes as ir
from checker.ir.program import Program, Rule
from checker.results.records import Status
from checker.values import Scalar, Value

STATUSES = (
    Status.APPLIES,
    Status.DEFEATED,
    Status.UNDETERMINED,
    Status.NOT_IN_FORCE,
    Status.DOES_NOT_APPLY,
)
Decide = Callable[[Mapping[str, Value], int], list[int]]
"""From the facts and the date to the status of every rule of every program."""


# ── JSONLogic (datalogic-py) ─────────────────────────────────────────────────────────────────────────────────────


@frozen
class _Logic:
    """Where something is certainly true, and where certainly false, in JSONLogic."""

    true: Any
    false: Any


def datalogic(programs: Sequence[Program], *, parsed: Mapping[int, Any] | None = None) -> Decide:
    """All rules as one compiled JSONLogic rule. `parsed`: facts already handed over, by identity."""
    from datalogic_py import Engine

    engine = Engine()
    session = engine.session()
    rule = engine.compile([status for program in programs for status in _JsonLogic(program).statuses()])
    if parsed is not None:
        return lambda facts, _: session.evaluate_data(rule, parsed[id(facts)])
    return lambda facts, date: session.evaluate(rule, {**facts, "date": date})


def handed_over(facts: Mapping[str, Value], date: int) -> Any:
    """Facts parsed into datalogic-py's own form."""
    from datalogic_py import DataHandle

    return DataHandle(json.dumps({**facts, "date": date}))


class _JsonLogic:
    def __init__(self, program: Program) -> None:
        self._rules = {each.name: each for each in program.rules}

    def statuses(self) -> list[Any]:
        return [self._status(rule) for rule in self._rules.values()]

    def _status(self, rule: Rule) -> Any:
        condition = self._condition(rule.when)
        applying = [self._applies(self._rules[name]) for name in rule.defeated_by]
        cases: list[Any] = []
        if rule.periods:
            cases += [{"!": [self._in_force(rule)]}, 3]
        cases += [condition.false, 4]
        if applying:
            defeated = {"or": [each.true for each in applying]}
            spared = {"and": [each.false for each in applying]}
            cases += [{"and": [condition.true, defeated]}, 1, {"and": [condition.true, spared]}, 0, defeated, 4]
        else:
            cases += [condition.true, 0]
        return {"if": [*cases, 2]}

    def _applies(self, rule: Rule) -> _Logic:
        condition = self._condition(rule.when)
        exceptions = [self._applies(self._rules[name]) for name in rule.defeated_by]
        true = [condition.true, *(each.false for each in exceptions)]
        false = [condition.false, *(each.true for each in exceptions)]
        if rule.periods:
            true.insert(0, self._in_force(rule))
            false.insert(0, {"!": [self._in_force(rule)]})
        return _Logic({"and": true}, {"or": false})

    def _in_force(self, rule: Rule) -> Any:
        period = rule.periods[0]
        parts = []
        if period.start_latest != ALWAYS:
            parts.append({">=": [{"var": "date"}, period.start_latest]})
        if period.end_earliest != NEVER:
            parts.append({"<": [{"var": "date"}, period.end_earliest]})
        return {"and": parts}

    def _condition(self, expr: ir.Expr) -> _Logic:
        match expr:
            case ir.AllOf(operands=operands):
                parts = [self._condition(each) for each in operands]
                return _Logic({"and": [each.true for each in parts]}, {"or": [each.false for each in parts]})
            case ir.AnyOf(operands=operands):
                parts = [self._condition(each) for each in operands]
                return _Logic({"or": [each.true for each in parts]}, {"and": [each.false for each in parts]})
            case ir.Not(operand=operand):
                inner = self._condition(operand)
                return _Logic(inner.false, inner.true)
            case ir.Fact(name=name):
                return _Logic({"===": [{"var": name}, True]}, {"===": [{"var": name}, False]})
            case ir.Equal(left=ir.Fact(name=name), right=ir.Constant(value=value)):
                return self._known(name, {"===": [{"var": name}, value]}, {"!==": [{"var": name}, value]})
            case ir.IsIn(operand=ir.Fact(name=name), members=members):
                inside = {"in": [{"var": name}, sorted(str(member) for member in members)]}
                return self._known(name, inside, {"!": [inside]})
            case ir.AtMost(left=ir.Constant(value=value), right=ir.Fact(name=name)):
                inside = {">=": [{"var": name}, value]}
                return self._known(name, self._present(name, inside), {"<": [{"var": name}, value]})
        raise TypeError(expr)

    def _known(self, name: str, true: Any, false: Any) -> _Logic:
        return _Logic(true, self._present(name, false))

    def _present(self, name: str, test: Any) -> Any:
        return {"and": [{"!==": [{"var": name}, None]}, test]}


# ── Rego (regorus) ───────────────────────────────────────────────────────────────────────────────────────────────


def regorus(programs: Sequence[Program]) -> Decide:
    """All rules as Rego, one package for each program, where what is undefined is unknown."""
    from regorus import Engine

    engine = Engine()
    for number, program in enumerate(programs):
        engine.add_policy(f"j{number}.rego", _Rego(program, f"j{number}").text())
    gathered = ", ".join(f"data.j{number}.statuses" for number in range(len(programs)))
    engine.add_policy("all.rego", f"package all\nstatuses := [{gathered}]\n")

    def decide(facts: Mapping[str, Value], date: int) -> list[int]:
        engine.set_input_json(json.dumps({**facts, "date": date}))
        found: list[list[int]] = json.loads(engine.eval_rule_as_json("data.all.statuses"))
        return [status for statuses in found for status in statuses]

    return decide


class _Rego:
    """Rules `t…` are defined where something is certainly true and `f…` where it is certainly false."""

    def __init__(self, program: Program, package: str) -> None:
        self._program = program
        self._lines = [f"package {package}", "import rego.v1"]
        self._numbers = {each.name: number for number, each in enumerate(program.rules)}
        self._helpers = 0

    def text(self) -> str:
        for rule in self._program.rules:
            self._write(rule)
        statuses = ", ".join(f"s{number}" for number in self._numbers.values())
        self._lines.append(f"statuses := [{statuses}]")
        return "\n".join(self._lines) + "\n"

    def _write(self, rule: Rule) -> None:
        number = self._numbers[rule.name]
        true, false = self._condition(rule.when)
        self._define(f"t{number}", true)
        self._define(f"f{number}", false)
        cases: list[tuple[int, list[str]]] = []
        if rule.periods:
            period = rule.periods[0]
            self._define(
                f"in{number}", [[f"input.date >= {period.start_latest}", f"input.date < {period.end_earliest}"]]
            )
            cases.append((3, [f"not in{number}"]))
        cases.append((4, [f"f{number}"]))
        if rule.defeated_by:
            exceptions = [self._numbers[name] for name in rule.defeated_by]
            self._define(f"defeated{number}", [[f"s{each} == 0"] for each in exceptions])
            self._define(
                f"spared{number}", [[test for each in exceptions for test in (f"s{each} != 0", f"s{each} != 2")]]
            )
            cases.append((1, [f"t{number}", f"defeated{number}"]))
            cases.append((0, [f"t{number}", f"spared{number}"]))
            cases.append((4, [f"defeated{number}"]))
        else:
            cases.append((0, [f"t{number}"]))
        chain = " else ".join(
            f"{'' if place else f's{number} '}:= {status} if {{ {'; '.join(body)} }}"
            for place, (status, body) in enumerate(cases)
        )
        self._lines.append(f"{chain} else := 2")

    def _define(self, name: str, bodies: Sequence[Sequence[str]]) -> None:
        self._lines += [f"{name} if {{ {'; '.join(body)} }}" for body in bodies]

    def _condition(self, expr: ir.Expr) -> tuple[list[list[str]], list[list[str]]]:
        """Alternatives, each a list of tests: where the expression is true, and where it is false."""
        match expr:
            case ir.AllOf(operands=operands):
                parts = [self._condition(each) for each in operands]
                return [self._joined([true for true, _ in parts])], [body for _, false in parts for body in false]
            case ir.AnyOf(operands=operands):
                parts = [self._condition(each) for each in operands]
                return [body for true, _ in parts for body in true], [self._joined([false for _, false in parts])]
            case ir.Not(operand=operand):
                true, false = self._condition(operand)
                return false, true
            case ir.Fact(name=name):
                return [[f"input.{name} == true"]], [[f"input.{name} == false"]]
            case ir.Equal(left=ir.Fact(name=name), right=ir.Constant(value=value)):
                return [[f"input.{name} == {_shown(value)}"]], [[f"input.{name} != {_shown(value)}"]]
            case ir.IsIn(operand=ir.Fact(name=name), members=members):
                wanted = "{" + ", ".join(_shown(each) for each in sorted(str(member) for member in members)) + "}"
                # `not` holds for what is undefined, so the fact is named first.
                return [[f"input.{name} in {wanted}"]], [[f"input.{name}", f"not input.{name} in {wanted}"]]
            case ir.AtMost(left=ir.Constant(value=value), right=ir.Fact(name=name)):
                return [[f"input.{name} >= {_shown(value)}"]], [[f"input.{name} < {_shown(value)}"]]
        raise TypeError(expr)

    def _joined(self, alternatives: Sequence[list[list[str]]]) -> list[str]:
        """One list of tests for all of them; what has several alternatives becomes a rule of its own."""
        tests: list[str] = []
        for each in alternatives:
            if len(each) == 1:
                tests += each[0]
            else:
                name = f"h{self._helpers}"
                self._helpers += 1
                self._define(name, each)
                tests.append(name)
        return tests


def _shown(value: Scalar | str) -> str:
    return json.dumps(value)
