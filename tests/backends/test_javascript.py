"""The JavaScript evaluator where its form matters: large numbers, hostile names, depth, rare combinations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest
from attrs import evolve

from checker.backends.interpreter.constraints import broken_constraints
from checker.backends.javascript import encode_programs, encode_value
from checker.cases.applied import apply_case
from checker.cases.case import Case, Given
from checker.declared import ALWAYS, NEVER, DatedList, Membership, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Conclusion, DecisionInfo, DefinitionInfo, Program, Rule
from checker.types import BoolType, OptionalType
from checker.values import NONE, SetValue, Value
from checker.wording import Wording
from tests.backends.javascript import Node, expected, started
from tests.backends.test_generated_python import HOSTILE, nested
from tests.backends.test_interpreter import ABOUT, DAY, UNKNOWN_SET, A, B, program, rule
from tests.generators.spaces import some_space, values

LARGE = 2**53


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    with started() as running:
        yield running


def assert_agrees(node: Node, law: Program, *facts: dict[str, Value], date: int = DAY) -> None:
    node.assert_agrees(law, [([("", each)], date) for each in facts])


def test_values_are_written_as_described() -> None:
    found = {
        "large": encode_value(-LARGE),
        "exact": encode_value(LARGE - 1),
        "none": encode_value(NONE),
        "set": encode_value(SetValue(frozenset({"b", "a"}), frozenset({"c"}))),
        "settled": encode_value(SetValue(frozenset({2, 10}))),
        "list": encode_value(({"age": 3, "name": None}, {})),
        "unknown": encode_value(None),
    }

    assert found == {
        "large": {"$": "int", "digits": "-9007199254740992"},
        "exact": 9007199254740991,
        "none": {"$": "none"},
        "set": {"$": "set", "in": ["a", "b"], "may": ["c"]},
        "settled": {"$": "set", "in": [2, 10]},
        "list": [{"age": 3, "name": None}, {}],
        "unknown": None,
    }


@pytest.mark.parametrize("size", [0, 1, LARGE - 2, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE + 1, 10**25])
@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_never_lose_a_digit(node: Node, size: int, sign: int) -> None:
    def holds(name: str, total: ir.Expr, number: int) -> Rule:
        return rule(name, ir.AllOf((ir.Equal(total, ir.Constant(number)), ir.AtMost(ir.Constant(number), total))), 2)

    value = sign * size
    doubled = ir.Sum(((2, ir.Fact("size")), (-1, ir.Constant(3))), LARGE)
    back = ir.Sum(((1, ir.Fact("size")), (1, ir.Sum(((LARGE + 1, ir.Fact("size")),), 0)), (-LARGE, ir.Fact("size"))), 0)
    law = program(
        holds("doubled", doubled, 2 * value - 3 + LARGE),
        holds("beside", doubled, 2 * value - 2 + LARGE),
        holds("back", back, 2 * value),
        rule("less", ir.Less(ir.Fact("size"), ir.Constant(LARGE)), 1),
        rule("member", ir.IsIn(ir.Fact("size"), frozenset({value, 5})), 1),
        rule("not_member", ir.IsIn(ir.Fact("size"), frozenset({value + 1})), 1),
    )
    facts: dict[str, Value] = {"size": value}

    assert_agrees(node, law, facts)
    statuses = {each["rule"]: each["status"] for each in expected(law, ([("", facts)], DAY))["findings"]}
    assert statuses["doubled"] == statuses["back"] == statuses["member"] == "applies"
    assert statuses["beside"] == statuses["not_member"] == "does_not_apply"


@pytest.mark.parametrize("name", [*HOSTILE[:4], "__proto__", "constructor", "toString", "</script>", "\u2028"])
def test_names_and_texts_are_only_names_and_texts(node: Node, name: str) -> None:
    some = ir.Some(name, ("guests",), ir.Equal(ir.FieldOf(name, name), ir.Constant(name)))
    law = program(rule(name, ir.AllOf((ir.Equal(ir.Fact(name), ir.Constant(name)), A)), 2), rule("some", some, 3))

    assert_agrees(
        node,
        law,
        {name: name, "a": True},
        {name: name, "guests": ({name: name},)},
        {"guests": ({},)},
        {"guests": ()},
        {},
    )


@pytest.mark.parametrize("name", ["__proto__", "constructor"])
def test_a_fact_that_is_not_given_is_unknown_whatever_its_name(node: Node, name: str) -> None:
    assert_agrees(node, program(rule("r", ir.Fact(name), 2)), {}, {name: True})


def test_conditions_may_nest_deeply(node: Node) -> None:
    assert_agrees(node, program(rule("deep", nested(150), 2)), {}, {"a": True, "b": True}, {"b": False})


def test_a_definition_of_what_is_true_or_false_is_never_none(node: Node) -> None:
    read = rule("r", ir.Equal(ir.Definition("J.d"), ir.Constant(NONE)), 2)
    for type_ in (BoolType(), OptionalType(BoolType())):
        law = program(read, definitions=(DefinitionInfo("J.d", type_, ir.Fact("perhaps"), ABOUT),))
        assert_agrees(node, law, {"perhaps": NONE}, {"perhaps": True}, {})


def test_sets_and_lists_are_compared_by_what_they_hold(node: Node) -> None:
    for name, one, other in (
        ("colours", UNKNOWN_SET, SetValue(frozenset({"red"}), frozenset({"green"}))),
        ("guests", ({"age": 3},), ({"age": 4},)),
        ("guests", ({"age": 3},), ({"age": 3, "colour": None},)),
    ):
        chosen = ir.Choose(A, ir.Fact(name), ir.Fact("other"))
        law = program(rule("r", ir.Equal(chosen, ir.Fact(name)), 2), rule("n", ir.Equal(chosen, ir.Constant(NONE)), 1))
        assert_agrees(node, law, {name: one, "other": one}, {name: one, "other": other}, {name: one}, {})


def test_what_surely_applies_settles_a_question_to_a_collecting_decision(node: Node) -> None:
    law = program(rule("one", A, 1), rule("two", B, 2), combiner="collect")
    last = DecisionInfo("last", (Outcome("no", Wording("no")), Outcome("yes", Wording("yes"))), 0, ABOUT)
    asked = Rule("asks", ir.OutcomeIn("need", 0b10), ABOUT, "J", (Conclusion("last", 1),))
    law = evolve(
        law,
        rules=(*law.rules, asked),
        decisions=(*law.decisions, last),
        stages=(*law.stages, ("rule", "asks"), ("decision", "last")),
    )

    assert expected(law, ([("", {"a": True})], DAY))["decisions"][1]["outcome"] == "yes"
    assert_agrees(node, law, {"a": True}, {"b": True}, {"a": False, "b": False}, {})


def test_an_unknown_date_of_decision_and_one_that_is_none(node: Node) -> None:
    as_of = ir.Choose(A, ir.Fact(CASE_DATE), ir.Fact("size"))
    law = program(rule("r", ir.InList(ir.Fact("code"), "codes", nested=True), 2), as_of=as_of)

    assert_agrees(node, law, {"code": "5A1.f"}, {"code": "5A1.f", "a": True}, {"code": "5A1", "a": False, "size": NONE})


@pytest.mark.parametrize("start", [(ALWAYS, ALWAYS), (ALWAYS, DAY), (ALWAYS, NEVER), (DAY, NEVER), (NEVER, NEVER)])
@pytest.mark.parametrize("end", [(NEVER, NEVER), (DAY, NEVER), (ALWAYS, NEVER), (ALWAYS, DAY), (ALWAYS, ALWAYS)])
def test_a_start_or_an_end_may_be_anywhere(node: Node, start: tuple[int, int], end: tuple[int, int]) -> None:
    period = Period(*start, *end)
    dated = DatedList("dated", (Membership("red", period),), ABOUT)
    law = program(rule("in_list", ir.InList(ir.Fact("colour"), "dated"), 2), rule("dated", A, 3, periods=(period,)))
    law = evolve(law, lists=(*law.lists, dated))

    for day in (DAY - 1, DAY, DAY + 1):
        assert_agrees(node, law, {"colour": "red", "a": True}, {"colour": "blue"}, date=day)


def test_several_programs_share_what_they_have_alike(node: Node) -> None:
    one = program(rule("shared", A, 1), rule("own", B, 2))
    other = evolve(program(rule("shared", A, 1), rule("other", ir.Not(B), 3)), name="K")

    law = encode_programs([one, other])

    assert [name for name, *_ in law["rules"]] == ["shared", "own", "other"]
    for each in (one, other):
        case = ([("", {"a": True, "b": False})], DAY)
        assert node.ask(each.name, [case], law) == [expected(each, case)]
    assert json.dumps(encode_programs([one, other])) == json.dumps(law)


@pytest.mark.parametrize("actual", [True, False])
def test_what_is_assumed_lies_over_the_facts_of_the_case(node: Node, actual: bool) -> None:
    law = evolve(
        program(rule("r", A, 2), rule("size", ir.Equal(ir.Fact("size"), ir.Constant(3)), 1)), as_if=(("a", True),)
    )
    case = Case("c", "c", DAY, (Given("a", False), Given("size", 3)))

    applied = apply_case(case, law, actual=actual)

    stated = [([("", case.facts_of(None))], DAY)]
    assert node.ask("J", stated, encode_programs([law]), actual=actual) == [expected(law, (applied.lines, DAY))]
    assert applied.assumed == (() if actual else ("a",))


def test_constraints_are_broken_where_the_interpreter_has_them_broken(node: Node) -> None:
    broken = 0
    for seed in range(60):
        law, random = some_space(seed), Random(seed)
        facts = [{fact.name: random.choice(values(fact.type)) for fact in law.facts} for _ in range(8)]

        found = node.ask(
            "X", [([("", each)], day) for day, each in enumerate(facts)], encode_programs([law]), broken=True
        )

        assert found == [[[each.name for each in broken_constraints(law, f, day)]] for day, f in enumerate(facts)]
        broken += sum(names != [[]] for names in found)
    assert broken > 20
