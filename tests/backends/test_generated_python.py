"""Generated Python where its form matters: names, limits of Python, what it keeps."""

from __future__ import annotations

from random import Random

import pytest

from checker.backends.interpreter import evaluate
from checker.backends.python import generate, load
from checker.backends.python.evaluator import NotGenerated
from checker.ir import nodes as ir
from checker.values import Value
from tests.backends.test_interpreter import AGED, DAY, A, B, program, rule
from tests.generators.cases import some_day, some_facts
from tests.generators.programs import some_program

HOSTILE = ("x'); raise SystemExit  # ", 'a"\\', "\n    raise SystemExit", "f0", "\ud800", "{}")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_texts_are_never_run(name: str) -> None:
    law = program(rule(name, ir.AllOf((ir.Equal(ir.Fact(name), ir.Constant(name)), A)), 2))

    found = load(generate(law)).evaluate({name: name, "a": True}, DAY)

    assert found == evaluate(law, {name: name, "a": True}, DAY)
    assert found.decision("need").decided_by == (name,)


def test_the_same_program_gives_the_same_source() -> None:
    assert generate(some_program(Random(3))) == generate(some_program(Random(3)))


def nested(depth: int) -> ir.Expr:
    expr: ir.Expr = A
    for number in range(depth):
        expr = ir.AllOf((B, ir.AnyOf((expr, ir.Fact(f"extra{number % 5}")))))
    return expr


@pytest.mark.parametrize("facts", [{}, {"a": True, "b": True}, {"b": False}, {"b": True, "extra0": True}])
def test_conditions_may_nest_deeper_than_python_allows(facts: dict[str, bool]) -> None:
    law = program(rule("deep", nested(150), 2))

    assert load(generate(law)).evaluate(facts, DAY) == evaluate(law, facts, DAY)


def test_quantifiers_may_nest_deeper_than_python_allows_loops() -> None:
    body: ir.Expr = ir.AnyOf(tuple(ir.Equal(ir.FieldOf(f"g{n}", "age"), ir.Constant(n)) for n in range(30)))
    for number in reversed(range(30)):
        body = ir.Some(f"g{number}", ("guests",), body)
    law = program(rule("many", body, 2))
    evaluator = load(generate(law))

    for age in (3, 40):
        facts = {"guests": ({"age": age},)}
        assert evaluator.evaluate(facts, DAY) == evaluate(law, facts, DAY)


def test_long_programs_are_cut_into_several_functions() -> None:
    rules = [rule("first", ir.Some("g", ("guests",), AGED), 1)]
    for number in range(2_500):
        when = ir.AllOf((ir.Fact(f"fact{number % 40}"), ir.Some("g", ("guests",), AGED)))
        rules.append(rule(f"r{number}", when, 1 + number % 3, defeated_by=(rules[-1].name,)))
    law = program(*rules)
    source = generate(law)
    random = Random(5)

    assert source.count("def part_") > 1
    for _ in range(3):
        known: dict[str, Value] = {f"fact{n}": random.random() < 0.5 for n in range(40) if random.random() < 0.8}
        known["guests"] = ({"age": 20},)
        assert load(source).evaluate(known, DAY) == evaluate(law, known, DAY)


def test_what_was_not_generated_is_refused() -> None:
    with pytest.raises(NotGenerated):
        load("FORMAT = 'something else'")


def test_an_evaluator_gives_the_same_answers_in_any_order() -> None:
    random = Random(11)
    law = some_program(random, rules=10)
    cases = [(some_facts(random, law), some_day(random)) for _ in range(30)]
    one, other = load(generate(law)), load(generate(law))

    forwards = [one.evaluate(*case) for case in cases]
    backwards = [other.evaluate(*case) for case in reversed(cases)]

    assert forwards == backwards[::-1]
