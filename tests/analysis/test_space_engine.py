"""Parts of the engine on their own: the solver, the exchange of rules, bounds, dates that are not known exactly."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random

import pytest
from attrs import evolve

from checker.analysis.exact.circuit import Circuit
from checker.analysis.space.choices import Choices
from checker.analysis.space.findings import Kind, Verdict, Why
from checker.analysis.space.probing import probe_of
from checker.analysis.space.solver import Solver
from checker.analysis.space.space import CaseSpace, Clock
from checker.analysis.space.unfold import LINE
from checker.analysis.space.verify import verify
from checker.declared import NEVER, DatedList, FactInfo, Membership, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Conclusion, Constraint, DecisionInfo, Obligation, Program, Property, Rule
from checker.types import BoolType, DecimalType, IntType, ListType, RecordType, Type
from checker.wording import Wording
from tests.conftest import ROOT
from tests.generators.spaces import about

pytest.importorskip("pysat")

OUTCOMES = tuple(Outcome(name, Wording(name)) for name in ("no", "yes"))
TRUE = ir.Constant(True)


def rule(name: str, when: ir.Expr, outcome: int = 1, **more: object) -> Rule:
    return Rule(name, when, about(name), "X", (Conclusion("d", outcome),), **more)  # type: ignore[arg-type]


def program(facts: dict[str, Type], *rules: Rule, **more: object) -> Program:
    made = Program(
        "X",
        about("X"),
        True,
        ("X",),
        ir.Fact(CASE_DATE),
        tuple(FactInfo(name, type_, about(name)) for name, type_ in facts.items()),
        (),
        (),
        (DecisionInfo("d", OUTCOMES, 0, about("d")),),
        rules,
        (),
        (),
        (*(("rule", each.name) for each in rules), ("decision", "d")),
    )
    return evolve(made, **more)  # type: ignore[arg-type]


def test_exchanging_rules_in_a_tree_is_what_building_it_anew_gives() -> None:
    random = Random(1)
    for size in range(9):
        circuit = Circuit()
        named = {f"r{number}": circuit.new_input() for number in range(size)}
        tree = Choices(circuit, named)
        for _ in range(20):
            some = {name: random.choice((-1, 1, circuit.new_input())) for name in named if random.random() < 0.4}
            assert tree.changed(some) == Choices(circuit, {**named, **some}).literal
        assert tree.changed({"elsewhere": 1}) == tree.literal


def test_two_rules_that_say_the_same_are_each_without_effect_and_name_each_other() -> None:
    found = verify(program({"a": BoolType()}, rule("r", ir.Fact("a")), rule("s", ir.Fact("a"))))

    assert [(each.name, each.kind) for each in found.findings] == [
        ("r", Kind.RULE_NEVER_DECIDES),
        ("s", Kind.RULE_NEVER_DECIDES),
    ]
    assert [each.reasons[0].names for each in found.findings] == [("s",), ("r",)]


def test_a_rule_that_a_constraint_keeps_from_applying_names_the_constraint() -> None:
    both = ir.AllOf((ir.Fact("a"), ir.Fact("b")))
    never_both = Constraint("never_both", ir.Not(both), about("never both"))
    idle = Constraint("idle", ir.AnyOf((ir.Fact("a"), ir.Not(ir.Fact("a")))), about("idle"))

    found = verify(program({"a": BoolType(), "b": BoolType()}, rule("r", both), constraints=(idle, never_both)))

    dead, outcome = found.findings
    assert (dead.kind, dead.reasons[0].why) == (Kind.RULE_NEVER_APPLIES, Why.CONSTRAINTS)
    assert dead.reasons[0].names == ("never_both",)
    assert outcome.name == "d is yes"


def test_a_list_that_may_have_begun_by_then_is_no_reason_not_to_apply() -> None:
    begins = Membership("x", Period(10, 20, NEVER, NEVER))
    listed = DatedList("l", (begins,), about("l"))
    applies = rule("r", ir.InList(ir.Constant("x"), "l"), periods=(Period(12, 12, 15, 15),))
    too_early = rule("s", ir.InList(ir.Constant("x"), "l"), periods=(Period(5, 5, 10, 10),))

    found = verify(program({}, applies, too_early, lists=(listed,)))

    assert [each.name for each in found.findings] == ["s"]
    assert (found.findings[0].reasons[0].why, found.findings[0].reasons[0].names) == (Why.PERIODS, ("l",))


def test_a_moment_that_has_come_by_one_date_has_come_by_a_later_one() -> None:
    """One rule looks at the list a day before the other: it cannot find the entry there and the other not."""
    listed = DatedList("l", (Membership("x", Period(10, 20, NEVER, NEVER)),), about("l"))
    earlier = Rule("e", ir.InList(ir.Constant("x"), "l"), about("e"), "X", basis=ir.Sum(((1, ir.AsOf()),), -1))
    later = Rule("later", ir.InList(ir.Constant("x"), "l"), about("later"), "X")
    space = CaseSpace(program({}, later, earlier, lists=(listed,)), Clock())
    applies = {name: space.unfolding.applies(LINE, name) for name in ("e", "later")}

    both = space.find([applies["e"], applies["later"]])
    only_later = space.find([-applies["e"], applies["later"]])

    assert both is not None
    assert only_later is not None
    assert only_later.assumed or only_later.date in (10, 20)
    assert space.find([applies["e"], -applies["later"]]) is None
    space.close()


def test_a_property_is_refuted_by_a_case_of_which_nothing_can_be_left_out() -> None:
    claim = Property("X.claim", ir.Not(ir.OutcomeIn("d", 2)), about("claim"))
    some = ir.Some("p", ("people",), ir.FieldOf("p", "old"))
    person = RecordType("person", (("old", BoolType()), ("tall", BoolType())))
    facts: dict[str, Type] = {"people": ListType(person, 3), "a": BoolType(), "b": BoolType()}

    found = verify(program(facts, rule("r", ir.AllOf((some, ir.Fact("a")))), properties=(claim,)))

    (verdict,) = found.properties
    assert verdict.verdict is Verdict.REFUTED
    assert verdict.case is not None
    assert verdict.case.facts == {"people": ({"old": True},), "a": True}


def test_a_property_over_values_that_cannot_all_be_told_apart_is_not_called_proved() -> None:
    weighed = ir.Sum(((3, ir.Fact("n")), (-2, ir.Fact("m"))), 0)
    facts: dict[str, Type] = {"n": IntType(0, 100), "m": IntType(0, 100)}
    claim = Property("X.claim", ir.Not(ir.OutcomeIn("d", 2)), about("claim"))
    impossible = ir.AllOf((ir.Less(ir.Constant(0), weighed), ir.Less(weighed, ir.Constant(0))))

    found = verify(program(facts, rule("r", impossible), properties=(claim,)))

    assert found.properties[0].verdict is Verdict.NOT_EXPRESSIBLE
    assert found.properties[0].values_not_covered == ("m", "n")
    assert found.findings[0].values_not_covered == ("m", "n")


def test_lists_are_shortened_where_the_circuit_would_be_too_large() -> None:
    person = RecordType("person", (("size", DecimalType(0, 0, 50)),))
    bodies = (ir.Equal(ir.FieldOf("p", "size"), ir.Constant(number)) for number in range(40))
    rules = [rule(f"r{number}", ir.Some("p", ("people",), body)) for number, body in enumerate(bodies)]
    made = program({"people": ListType(person, 9)}, *rules)

    whole, small = CaseSpace(made, Clock()), CaseSpace(made, Clock(), most=900)

    assert whole.longest is None
    assert small.longest is not None
    assert 0 < small.longest < 9
    whole.close()
    small.close()


def test_duties_count_as_an_effect_of_the_exception_that_lifts_them() -> None:
    duty = Obligation("X.duty", ir.Fact("a"), about("duty"), "X", defeated_by=("lifts",))
    lifts = Rule("lifts", ir.Fact("b"), about("lifts"), "X")
    stages = (("rule", "lifts"), ("decision", "d"), ("obligation", "X.duty"))
    made = program({"a": BoolType(), "b": BoolType()}, lifts, obligations=(duty,), stages=stages)

    assert not [each for each in verify(made).findings if each.name == "lifts"]
    assert probe_of("obligation", "X.duty") not in {each.name for each in made.rules}


DIGEST = """
from checker.analysis.space.verify import verify
from tests.generators.spaces import some_space
for seed in range(12):
    print(verify(some_space(seed)))
"""


def test_what_is_found_does_not_depend_on_the_order_of_hashes() -> None:
    shown = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            cwd=ROOT,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }

    assert len(shown) == 1


def test_an_interrupt_within_the_solver_is_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    solver = Solver(Circuit())

    def interrupted(assumptions: list[int]) -> bool:
        raise RuntimeError("Caught keyboard interrupt")

    monkeypatch.setattr(solver._sat, "solve", interrupted)
    with pytest.raises(KeyboardInterrupt):
        solver.can_be([1])
