"""What the reference interpreter decides, written down by hand."""

from __future__ import annotations

import pytest

from checker.backends.interpreter import evaluate
from checker.declared import ALWAYS, NEVER, About, DatedList, FactInfo, Membership, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import (
    CASE_DATE,
    Conclusion,
    DecisionInfo,
    DefinitionInfo,
    Obligation,
    Program,
    Rule,
)
from checker.results.records import Decision, Finding, ObligationStatus, Status
from checker.types import BoolType, CodeType, EnumType, IntType, ListType, OptionalType, RecordType, ScaleType, SetType
from checker.values import NONE, SetValue, Truth, Value
from checker.wording import Wording

ABOUT = About(Wording("made up"))
DAY = 737_000
COLOUR = EnumType("colour", ("red", "green", "blue"))
GUEST = RecordType("guest", (("colour", COLOUR), ("age", IntType(0, 99))))
FACTS = tuple(
    FactInfo(name, type_, ABOUT)
    for name, type_ in (
        ("a", BoolType()),
        ("b", BoolType()),
        ("perhaps", OptionalType(BoolType())),
        ("colour", OptionalType(COLOUR)),
        ("colours", SetType(COLOUR)),
        ("risk", ScaleType("risk", ("low", "high"))),
        ("size", OptionalType(IntType(0, 99))),
        ("code", CodeType("code", "level")),
        ("guests", ListType(GUEST, 3)),
        ("staff", ListType(GUEST, 3)),
    )
)
LISTS = (
    DatedList("codes", (Membership("5A1", Period(DAY - 10, DAY, NEVER, NEVER)),), ABOUT, "level"),
    DatedList("reds", (Membership("red", Period(ALWAYS, ALWAYS, DAY, DAY)), Membership("blue")), ABOUT),
)
A, B = ir.Fact("a"), ir.Fact("b")
OUTCOMES = tuple(Outcome(name, Wording(name)) for name in ("free", "notice", "permit", "ban"))


def rule(name: str, when: ir.Expr, outcome: int | None = None, **more: object) -> Rule:
    conclusions = () if outcome is None else (Conclusion("need", outcome),)
    return Rule(name, when, ABOUT, "J", conclusions, **more)  # type: ignore[arg-type]


def program(*rules: Rule, combiner: str = "strictest", asked: ir.Expr | None = None, **more: object) -> Program:
    outcomes = OUTCOMES if asked is None else (Outcome("not_asked", Wording("not asked")), *OUTCOMES)
    decision = DecisionInfo("need", outcomes, 0 if asked is None else 1, ABOUT, combiner, asked)
    obligations: tuple[Obligation, ...] = more.pop("obligations", ())  # type: ignore[assignment]
    stages = (
        *(("rule", each.name) for each in rules),
        ("decision", "need"),
        *(("obligation", each.name) for each in obligations),
    )
    settings: dict[str, object] = {"as_of": ir.Fact(CASE_DATE), "definitions": (), **more}
    return Program(
        name="J",
        about=ABOUT,
        binding=True,
        lineage=("J",),
        facts=FACTS,
        lists=LISTS,
        decisions=(decision,),
        rules=rules,
        obligations=obligations,
        constraints=(),
        stages=stages,
        **settings,  # type: ignore[arg-type]
    )


def decided(law: Program, facts: dict[str, Value], date: int = DAY) -> Decision:
    return evaluate(law, facts, date).decision("need")


def finding(law: Program, name: str, facts: dict[str, Value], date: int = DAY) -> Finding:
    return next(each for each in evaluate(law, facts, date).findings if each.rule == name)


def truth(when: ir.Expr, facts: dict[str, Value], date: int = DAY) -> Truth:
    return finding(program(rule("r", when)), "r", facts, date).condition


def some(name: str, body: ir.Expr, *collections: str) -> ir.Some:
    return ir.Some(name, collections, body)


AGED = ir.AtMost(ir.Constant(18), ir.FieldOf("g", "age"))
UNKNOWN_SET = SetValue(frozenset({"red"}), frozenset({"blue"}))


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        (ir.AllOf((A, B)), {"a": False}, False),
        (ir.AllOf((A, B)), {"a": True}, None),
        (ir.AnyOf((A, B)), {"b": True}, True),
        (ir.AnyOf((A, B)), {"b": False}, None),
        (ir.AllOf(()), {}, True),
        (ir.AnyOf(()), {}, False),
        (ir.Not(A), {}, None),
        (ir.Choose(A, B, B), {"b": True}, True),
        (ir.Choose(A, B, ir.Not(B)), {"b": True}, None),
        (ir.Equal(ir.Fact("colour"), ir.Constant("red")), {"colour": NONE}, False),
        (ir.Equal(ir.Fact("colour"), ir.Constant(NONE)), {"colour": NONE}, True),
        (ir.Equal(ir.Fact("colour"), ir.Constant(NONE)), {}, None),
        (ir.Less(ir.Fact("size"), ir.Constant(5)), {"size": NONE}, False),
        (ir.AtMost(ir.Constant(5), ir.Fact("size")), {"size": NONE}, False),
        (ir.AtMost(ir.Fact("size"), ir.Constant(5)), {"size": 5}, True),
        (ir.Equal(ir.Sum(((2, ir.Fact("size")),), 1), ir.Constant(7)), {"size": 3}, True),
        (ir.Equal(ir.Sum(((2, ir.Fact("size")),), 1), ir.Constant(NONE)), {"size": NONE}, True),
        (ir.IsIn(ir.Fact("colour"), frozenset()), {}, None),
        (ir.Contains(ir.Fact("colours"), ir.Constant("red")), {"colours": UNKNOWN_SET}, True),
        (ir.Contains(ir.Fact("colours"), ir.Constant("blue")), {"colours": UNKNOWN_SET}, None),
        (ir.Contains(ir.Fact("colours"), ir.Constant("green")), {"colours": UNKNOWN_SET}, False),
        (ir.ContainsAny(ir.Fact("colours"), frozenset({"green", "blue"})), {"colours": UNKNOWN_SET}, None),
        (ir.IsWithin(ir.Fact("code"), "5A", "level"), {"code": "5A1.f"}, True),
        (ir.InList(ir.Fact("code"), "codes", nested=True), {"code": "5A1.f"}, True),
        (ir.InList(ir.Fact("code"), "codes"), {"code": "5A1.f"}, False),
        (ir.InList(ir.Fact("colour"), "reds"), {"colour": "red"}, False),
        (ir.ContainsListed(ir.Fact("colours"), "reds"), {"colours": UNKNOWN_SET}, None),
        (some("g", AGED, "guests"), {"guests": ()}, False),
        (some("g", AGED, "guests"), {}, None),
        (some("g", AGED, "guests", "staff"), {"guests": ({"age": 20},)}, True),
        (some("g", AGED, "guests", "staff"), {"guests": ({"age": 2},)}, None),
        (some("g", AGED, "guests"), {"guests": ({"age": 2}, {})}, None),
        (ir.Every("g", ("guests",), AGED), {"guests": ({"age": 2}, {})}, False),
        (ir.Every("g", ("guests",), AGED), {"guests": ()}, True),
        (ir.Equal(ir.Count("g", ("guests",), AGED), ir.Constant(1)), {"guests": ({"age": 20}, {"age": 1})}, True),
        (ir.Equal(ir.Count("g", ("guests",), AGED), ir.Constant(5)), {"guests": ({"age": 20}, {})}, None),
        (ir.Uncertain("open"), {}, None),
    ],
)
def test_a_condition_has_its_kleene_value(when: ir.Expr, facts: dict[str, Value], expected: Truth) -> None:
    assert truth(when, facts) is expected


def test_a_list_entry_whose_start_is_not_known_exactly_is_unknown_between_its_dates() -> None:
    listed = ir.InList(ir.Fact("code"), "codes")

    assert truth(listed, {"code": "5A1"}, DAY - 11) is False
    assert truth(listed, {"code": "5A1"}, DAY - 5) is None
    assert truth(listed, {"code": "5A1"}, DAY) is True


def test_an_unknown_date_leaves_open_what_depends_on_it() -> None:
    dated = program(
        rule("always", A, periods=(Period(),)),
        rule("since", A, periods=(Period(DAY, DAY, NEVER, NEVER),)),
        as_of=ir.Fact("size"),
    )

    assert finding(dated, "always", {"a": True}).status is Status.APPLIES
    assert finding(dated, "since", {"a": True}).status is Status.UNDETERMINED


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    dated = program(rule("r", A, periods=(Period(DAY, DAY, DAY + 9, DAY + 9),)))

    statuses = [finding(dated, "r", {"a": True}, day).status for day in (DAY - 1, DAY, DAY + 8, DAY + 9)]

    assert statuses == [Status.NOT_IN_FORCE, Status.APPLIES, Status.APPLIES, Status.NOT_IN_FORCE]


def test_an_exception_to_an_exception_restores_the_rule() -> None:
    law = program(
        rule("restores", ir.Equal(ir.Fact("colour"), ir.Constant("red"))),
        rule("spares", B, defeated_by=("restores",)),
        rule("r", A, 2, defeated_by=("spares",)),
    )

    spared = evaluate(law, {"a": True, "b": True, "colour": "blue"}, DAY)
    restored = decided(law, {"a": True, "b": True, "colour": "red"})

    assert spared.findings[2].status is Status.DEFEATED
    assert spared.findings[2].defeated_by == ("spares",)
    assert spared.decision("need").outcome == "free"
    assert (restored.outcome, restored.decided_by) == ("permit", ("r",))


def test_a_rule_that_is_certainly_defeated_does_not_apply_whatever_its_condition() -> None:
    law = program(rule("spares", B), rule("r", A, 2, defeated_by=("spares",)))

    assert finding(law, "r", {"b": True}).status is Status.DOES_NOT_APPLY
    assert decided(law, {"b": True}).outcome == "free"


def test_only_stricter_outcomes_can_replace_one_that_is_certain() -> None:
    law = program(rule("one", ir.Constant(True), 2), rule("two", A, 1), rule("three", B, 3))

    found = decided(law, {})

    assert found.possible == ("permit", "ban")
    assert found.needs == ("b",)


def test_without_a_certain_outcome_the_default_stays_possible() -> None:
    found = decided(program(rule("one", A, 2)), {})

    assert (found.outcome, found.possible, found.needs) == (None, ("free", "permit"), ("a",))


def test_a_saving_clause_looks_at_its_own_date() -> None:
    since = (Period(DAY, DAY, NEVER, NEVER),)
    law = program(
        rule("usual", ir.AtMost(ir.Constant(DAY), ir.Definition("J.day")), 1, periods=since),
        rule("saved", ir.Less(ir.Definition("J.day"), ir.Constant(DAY)), 2, basis=ir.Sum(((1, ir.AsOf()),), -1)),
        definitions=(DefinitionInfo("J.day", IntType(0, 10**6), ir.AsOf(), ABOUT),),
    )

    assert [each.status for each in evaluate(law, {}, DAY).findings] == [Status.APPLIES, Status.APPLIES]


@pytest.mark.parametrize(
    ("facts", "possible", "deciding"),
    [
        ({"a": False, "b": True}, ("not_asked",), ()),
        ({"a": True, "b": True}, ("permit",), ("r",)),
        ({"b": True}, ("not_asked", "permit"), ()),
        ({"a": True, "b": False}, ("free",), ()),
    ],
)
def test_a_question_that_is_not_asked_has_no_other_outcome(
    facts: dict[str, Value], possible: tuple[str, ...], deciding: tuple[str, ...]
) -> None:
    found = decided(program(rule("r", B, 3), asked=A), facts)

    assert (found.possible, found.decided_by) == (possible, deciding)


def test_two_outcomes_of_a_unique_decision_are_a_conflict() -> None:
    law = program(rule("one", A, 1), rule("two", B, 2), combiner="unique")

    assert decided(law, {"a": True, "b": True}).conflict
    assert not decided(law, {"a": True}).conflict


def test_a_collecting_decision_tells_what_applies_and_what_may() -> None:
    law = program(rule("one", A, 1), rule("two", B, 2), combiner="collect")

    found = decided(law, {"a": True})

    assert (found.collected, found.possible, found.outcome) == (("notice",), ("notice", "permit"), None)
    assert decided(law, {"a": False, "b": False}).collected == ("free",)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"a": False}, ObligationStatus.DOES_NOT_ARISE),
        ({"a": True, "b": True}, ObligationStatus.MET),
        ({"a": True, "b": False}, ObligationStatus.UNMET),
        ({"a": True}, ObligationStatus.UNDETERMINED),
        ({"b": True}, ObligationStatus.UNDETERMINED),
    ],
)
def test_an_obligation_is_met_only_where_it_arises(facts: dict[str, Value], status: ObligationStatus) -> None:
    law = program(obligations=(Obligation("J.o", A, ABOUT, "J", met_when=B),))

    assert evaluate(law, facts, DAY).obligations[0].status is status


def test_a_trace_reads_as_the_author_wrote() -> None:
    when = ir.AllOf((ir.AtMost(ir.Constant(1), ir.Fact("risk")), some("g", ir.Not(AGED), "guests")))

    result = evaluate(program(rule("r", when)), {"risk": 1, "guests": ({"age": 20},)}, DAY, trace=True)

    trace = result.findings[0].trace
    assert trace is not None
    assert trace.text == "(risk is at least high) and (some g in guests satisfies (not (g.age is at least 18)))"
    assert [part.truth for part in trace.parts] == [True, False]
    assert trace.parts[0].parts[0].value == "high"


def test_missing_facts_are_named_through_exceptions_and_earlier_definitions() -> None:
    law = program(
        rule("spares", ir.Definition("J.d")),
        rule("r", A, 2, defeated_by=("spares",)),
        definitions=(DefinitionInfo("J.d", BoolType(), some("g", AGED, "guests"), ABOUT),),
    )

    assert decided(law, {"a": True, "guests": ({"colour": "red"},)}).needs == ("guests",)
    assert decided(law, {"guests": ({"age": 1},)}).needs == ("a",)


def test_a_definition_of_what_is_true_or_false_is_never_none() -> None:
    """Both branches are not true, so the choice between them is settled whichever way it goes."""
    law = program(
        rule("r", ir.Choose(A, ir.Constant(False), ir.Definition("J.d")), 2),
        definitions=(DefinitionInfo("J.d", BoolType(), ir.Fact("perhaps"), ABOUT),),
    )

    assert finding(law, "r", {"perhaps": NONE}).condition is False
