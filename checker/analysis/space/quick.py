"""A program as generated code, for the many questions that making a case small asks.

What the law leaves open becomes a fact, so that one text serves however it is settled. What comes out is confirmed by
the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.analysis.space.witness import Assumed
from checker.backends.python import generate, load
from checker.ir import nodes as ir
from checker.ir.program import FactInfo, Program
from checker.ir.rewrite import rewritten_program
from checker.records import evolve
from checker.results.records import LineResult
from checker.types import BoolType
from checker.values import Value

_MARK = "?"
WORTH_IT = 40
"""Rules from which on it takes less time to make the text than to do without."""


class Quick:
    """One program, ready to be asked often."""

    def __init__(self, program: Program) -> None:
        self._evaluator = load(generate(_with_open_facts(program)))

    def evaluate(self, facts: Mapping[str, Value], assumed: Iterable[Assumed], date: int) -> LineResult:
        """What the interpreter says where open terms, and nothing else, are settled as assumed."""
        settled = {_MARK + each.subject[1]: each.value for each in assumed}
        return self._evaluator.evaluate({**facts, **settled}, date, needs=False)


def covers(assumed: Iterable[Assumed]) -> bool:
    """Whether only open terms are assumed: dates that are not known exactly stay as they are."""
    return all(each.subject[0] == "uncertain" for each in assumed)


def _with_open_facts(program: Program) -> Program:
    types = {each.expr.name: each.type for each in program.definitions if isinstance(each.expr, ir.Uncertain)}
    names = {name for name, _ in program.uncertainties} | types.keys()
    found: set[str] = set()

    def opened(part: ir.Expr) -> ir.Expr | None:
        if not isinstance(part, ir.Uncertain):
            return None
        found.add(part.name)
        return ir.Fact(_MARK + part.name, span=part.span)

    made = evolve(
        rewritten_program(program, opened),
        obligations=(),
        constraints=(),
        stages=tuple(stage for stage in program.stages if stage[0] != "obligation"),
        uncertainties=(),
    )
    about = program.about
    facts = (FactInfo(_MARK + name, types.get(name, BoolType()), about) for name in sorted(names | found))
    return evolve(made, facts=(*made.facts, *facts))
