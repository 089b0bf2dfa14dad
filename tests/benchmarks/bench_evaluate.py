"""One case under ten made-up jurisdictions of forty rules each: every rule with its status, in one process."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from random import Random

from checker.backends.interpreter import evaluate
from checker.backends.python import generate, load
from checker.backends.python.codes import STATUSES as STATUS_OF_CODE
from checker.declared import ALWAYS, NEVER, About, FactInfo, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Conclusion, DecisionInfo, Program, Rule
from checker.results.records import Status
from checker.types import BoolType, EnumType, IntType, ScaleType, Type
from checker.values import Value
from checker.wording import Wording
from tests.benchmarks.peers import STATUSES, Decide, datalogic, handed_over, regorus
from tests.benchmarks.timing import print_table, time_calls

JURISDICTIONS, RULES, FACTS, CASES = 10, 40, 60, 200
UNKNOWN = 0.1
ABOUT = About(Wording("made up"))
PLACES = EnumType("place", tuple(f"place{number}" for number in range(40)))
KINDS = EnumType("kind", tuple(f"kind{number}" for number in range(6)))
RANKS = ScaleType("rank", ("low", "middle", "high", "top", "extreme"))
TYPES: tuple[Type, ...] = (BoolType(), KINDS, PLACES, RANKS, IntType(0, 1000), BoolType())
DAY = 738_000


def rule_set() -> list[Program]:
    """Ten programs over the same sixty facts."""
    facts = tuple(FactInfo(f"fact{number}", TYPES[number % len(TYPES)], ABOUT) for number in range(FACTS))
    return [program_of(Random(number), f"J{number}", facts) for number in range(JURISDICTIONS)]


def cases() -> list[dict[str, Value]]:
    """Facts of which one in ten is unknown."""
    random = Random(7)
    found: list[dict[str, Value]] = []
    for _ in range(CASES):
        known = [number for number in range(FACTS) if random.random() >= UNKNOWN]
        found.append({f"fact{number}": _value(random, TYPES[number % len(TYPES)]) for number in known})
    return found


def _value(random: Random, type_: Type) -> str | int:
    match type_:
        case EnumType(values=values):
            return random.choice(values)
        case ScaleType(values=values):
            return random.randrange(len(values))
        case IntType(low=low, high=high):
            return random.randint(low, high)
        case _:
            return random.random() < 0.5


def program_of(random: Random, name: str, facts: tuple[FactInfo, ...], decides: str = "requirement") -> Program:
    """Forty rules over some facts, with exceptions and exceptions to exceptions, and the decision that they make."""
    outcomes = tuple(Outcome(f"level{number}", Wording(f"level {number}")) for number in range(5))
    rules: list[Rule] = []
    for number in range(RULES):
        exceptions = random.sample(rules, min(len(rules), random.choice((0, 0, 0, 1, 1, 2))))
        # One exception may have exceptions of its own, which may have none: three levels, as law has them.
        exceptions = [each for each in exceptions if len(each.defeated_by) < 2][:2]
        start = random.choice((ALWAYS, DAY - 900, DAY - 300, DAY + 200))
        periods = () if start == ALWAYS else (Period(start, start, NEVER, NEVER),)
        rules.append(
            Rule(
                f"{name}.r{number}",
                _condition(random, facts),
                ABOUT,
                name,
                (Conclusion(decides, random.randrange(1, 5)),),
                periods,
                tuple(each.name for each in exceptions),
            )
        )
    stages = (*(("rule", each.name) for each in rules), ("decision", decides))
    decision = DecisionInfo(decides, outcomes, 0, ABOUT)
    return Program(
        name, ABOUT, True, (name,), ir.Fact(CASE_DATE), facts, (), (), (decision,), tuple(rules), (), (), stages
    )


def _condition(random: Random, facts: Sequence[FactInfo]) -> ir.Expr:
    parts: list[ir.Expr] = []
    for _ in range(random.choice((2, 3, 3, 4))):
        if random.random() < 0.3:
            parts.append(ir.AnyOf(tuple(_atom(random, facts) for _ in range(random.choice((2, 3))))))
        else:
            parts.append(_atom(random, facts))
    return ir.AllOf(tuple(parts))


def _atom(random: Random, facts: Sequence[FactInfo]) -> ir.Expr:
    info = random.choice(facts)
    fact = ir.Fact(info.name)
    atom: ir.Expr
    match info.type:
        case EnumType(values=values) if len(values) > 10:
            atom = ir.IsIn(fact, frozenset(random.sample(values, random.choice((5, 12, 25)))))
        case EnumType(values=values):
            atom = ir.Equal(fact, ir.Constant(random.choice(values)))
            return ir.Not(atom) if random.random() < 0.6 else atom
        case ScaleType(values=values):
            atom = ir.AtMost(ir.Constant(random.randrange(1, len(values) - 1)), fact)
        case IntType():
            atom = ir.AtMost(ir.Constant(random.choice((200, 500, 700))), fact)
        case _:
            atom = fact
    return ir.Not(atom) if random.random() < 0.2 else atom


def main() -> None:
    programs, facts = rule_set(), cases()
    parsed = {id(each): handed_over(each, DAY) for each in facts}
    evaluators = [load(generate(program)) for program in programs]
    quick = [evaluator.statuses for evaluator in evaluators]
    peers: dict[str, Decide] = {
        "datalogic-py": datalogic(programs),
        "datalogic-py, facts handed over before": datalogic(programs, parsed=parsed),
        "regorus": regorus(programs),
    }
    _check(programs, facts, quick, peers)
    # Taking turns, each goes through the same cases.
    turn = {name: itertools.cycle(facts) for name in ("generated", "records", "interpreter", *peers)}
    calls: dict[str, Callable[[], object]] = {
        "generated Python": lambda: [decide(each, DAY) for each in (next(turn["generated"]),) for decide in quick],
        "generated Python, with records": lambda: [
            evaluator.evaluate(each, DAY) for each in (next(turn["records"]),) for evaluator in evaluators
        ],
        "interpreter": lambda: [
            evaluate(program, each, DAY) for each in (next(turn["interpreter"]),) for program in programs
        ],
    }
    for name, decide in peers.items():
        calls[name] = lambda name=name, decide=decide: decide(next(turn[name]), DAY)  # type: ignore[misc]
    print_table(
        f"{JURISDICTIONS} jurisdictions × {RULES} rules × {FACTS} facts ({UNKNOWN:.0%} unknown), all statuses",
        time_calls(calls, CASES),
        "generated Python",
    )


def _check(
    programs: Sequence[Program],
    facts: Sequence[dict[str, Value]],
    quick: Sequence[Callable[..., object]],
    peers: dict[str, Decide],
) -> None:
    """Everyone says the same about every rule before anything is timed."""
    seen: dict[Status, int] = {}
    for each in facts:
        expected = [finding.status for program in programs for finding in evaluate(program, each, DAY).findings]
        for status in expected:
            seen[status] = seen.get(status, 0) + 1
        generated = [STATUS_OF_CODE[code] for decide in quick for code in decide(each, DAY)[0]]  # type: ignore[index]
        if generated != expected:
            raise SystemExit("generated Python disagrees with the interpreter")
        for name, decide in peers.items():
            if [STATUSES[status] for status in decide(each, DAY)] != expected:
                raise SystemExit(f"{name} disagrees with the interpreter")
    shown = ", ".join(f"{status.value} {count / sum(seen.values()):.0%}" for status, count in seen.items())
    print(f"\nAll agree on the status of {sum(seen.values())} rules: {shown}")


if __name__ == "__main__":
    main()
