"""Random edits of random programs."""

from __future__ import annotations

from random import Random

from attrs import evolve

from checker.declared import ALWAYS, NEVER, DatedList, Period
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Obligation, Program, Rule

_PERIODS = ((), (Period(ALWAYS, ALWAYS, 4, 4),), (Period(3, 3, NEVER, NEVER),), (Period(2, 4, NEVER, NEVER),))


def edited(program: Program, random: Random) -> Program:
    """The program with one to three edits, of which some may be without effect."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        program = _once(program, random)
    return program


def _once(program: Program, random: Random) -> Program:
    kind = random.choice(("condition", "condition", "conclusion", "period", "exceptions", "list", "definition", "more"))
    rule = random.choice(program.rules)
    match kind:
        case "condition":
            return _with(program, evolve(rule, when=_condition(rule.when, program, random)))
        case "conclusion":
            made = tuple(Conclusion(each.decision, random.randint(1, 2)) for each in rule.conclusions)
            return _with(program, evolve(rule, conclusions=made))
        case "period":
            return _with(program, evolve(rule, periods=random.choice(_PERIODS)))
        case "exceptions":
            return _with(program, evolve(rule, defeated_by=rule.defeated_by[1:]))
        case "list":
            lists = tuple(_list(each, random) for each in program.lists)
            return evolve(program, lists=lists)
        case "definition" if program.definitions:
            definitions = tuple(evolve(each, expr=ir.Not(each.expr)) for each in program.definitions)
            return evolve(program, definitions=definitions)
        case "more" if program.obligations and random.random() < 0.5:
            duties = tuple(_duty(each, program, random) for each in program.obligations)
            return evolve(program, obligations=duties)
        case _:
            decision = program.decisions[0]
            others = tuple(evolve(each, otherwise=1) if each is decision else each for each in program.decisions)
            return evolve(program, decisions=others)


def _condition(when: ir.Expr, program: Program, random: Random) -> ir.Expr:
    other = random.choice(program.rules).when
    reads_later = any(rule.when == other for rule in program.rules if rule.name.startswith("X.r"))
    match random.randrange(4):
        case 0 if isinstance(when, (ir.AllOf, ir.AnyOf)):
            return when.operands[0]
        case 1:
            return ir.Not(when)
        case 2 if reads_later and not _reads_decisions(other):
            return ir.AnyOf((when, other))
        case _:
            return ir.AllOf((when, ir.AtMost(ir.AsOf(), ir.Constant(random.choice((2, 4, 6))))))


def _reads_decisions(expr: ir.Expr) -> bool:
    from checker.ir.walk import decisions_in

    return bool(decisions_in(expr))


def _with(program: Program, rule: Rule) -> Program:
    return evolve(program, rules=tuple(rule if each.name == rule.name else each for each in program.rules))


def _list(dated: DatedList, random: Random) -> DatedList:
    rows = tuple(
        evolve(row, period=random.choice(_PERIODS[1:])[0]) if random.random() < 0.5 else row for row in dated.rows
    )
    return evolve(dated, rows=rows if random.random() < 0.7 else rows[1:])


def _duty(duty: Obligation, program: Program, random: Random) -> Obligation:
    return evolve(duty, when=_condition(duty.when, program, random))
