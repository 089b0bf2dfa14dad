"""Random programs: exceptions to exceptions, several decisions, dated lists, obligations, saving clauses."""

from __future__ import annotations

from random import Random

from attrs import evolve, frozen
from hypothesis import strategies as st

from checker.declared import ALWAYS, NEVER, About, DatedList, FactInfo, Membership, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import (
    CASE_DATE,
    Conclusion,
    Constraint,
    DecisionInfo,
    DefinitionInfo,
    Obligation,
    Program,
    Rule,
)
from checker.types import BoolType, DateType, IntType, ListType, OptionalType, RecordType, SetType, Type
from checker.wording import Wording
from tests.generators.expressions import COLOUR, DAYS, ENTRIES, ENTRY, RANK, SCALARS, TARIFFS, Words, Writer

ABOUT = About(Wording("made up"))
PARTY = RecordType(
    "party",
    (
        ("kind", COLOUR),
        ("known", BoolType()),
        ("rank", OptionalType(RANK)),
        ("lists", SetType(COLOUR)),
        ("size", IntType(0, 10)),
        ("since", OptionalType(DateType())),
    ),
)
OTHER = RecordType(
    "other", (("kind", OptionalType(COLOUR)), ("known", OptionalType(BoolType())), ("size", IntType(0, 10)))
)


def some_program(
    random: Random, *, rules: int = 8, decisions: int = 3, depth: int = 2, leaves_open: bool = True
) -> Program:
    """A well-typed program. `depth`: how deep conditions nest. `leaves_open`: with open terms and inexact dates."""
    return _Maker(random, depth, leaves_open).program(rules, random.randint(1, decisions))


@frozen
class World:
    """A program and what is needed to make cases for it; small to show, and the same wherever it is made."""

    seed: int
    rules: int
    depth: int
    unknown: float
    leaves_open: bool = True

    def make(self) -> tuple[Program, Random]:
        random = Random(self.seed)
        program = some_program(random, rules=self.rules, depth=self.depth, leaves_open=self.leaves_open)
        return program, random


def worlds(*, leaves_open: bool = True, unknown: float | None = None) -> st.SearchStrategy[World]:
    """Worlds for Hypothesis, which makes failing ones smaller by their number of rules and their depth."""
    shares = st.sampled_from((0.0, 0.1, 0.25, 0.5, 1.0)) if unknown is None else st.just(unknown)
    seeds = st.integers(0, 2**32 - 1)
    return st.builds(World, seeds, st.integers(1, 14), st.integers(0, 3), shares, st.just(leaves_open))


def some_period(random: Random, leaves_open: bool = True) -> Period:
    """A period that is exact, open at an end, or not known exactly."""
    start, end = sorted(random.sample(DAYS, 2))
    begin, finish = (start, start), (end, end)
    match random.randrange(6 if leaves_open else 2):
        case 0:
            begin = (ALWAYS, ALWAYS)
        case 1:
            finish = (NEVER, NEVER)
        case 2:
            begin = (start - random.choice((40, 400)), start)
        case 3:
            finish = (end, random.choice((end + 60, NEVER)))
        case 4:
            begin = (ALWAYS, start)
    return Period(*begin, *finish)


def some_periods(random: Random, leaves_open: bool = True) -> tuple[Period, ...]:
    return tuple(some_period(random, leaves_open) for _ in range(random.choice((0, 0, 1, 1, 2))))


class _Maker:
    def __init__(self, random: Random, depth: int, leaves_open: bool) -> None:
        self.random = random
        self.depth = depth
        self.leaves_open = leaves_open
        self.facts = self._facts()
        self.words = Words(self.facts, self._lists(), leaves_open=leaves_open)

    def program(self, rule_count: int, decision_count: int) -> Program:
        random = self.random
        self._define()
        as_of: ir.Expr = ir.Fact(CASE_DATE)
        if random.random() < 0.3:
            as_of = random.choice((ir.Fact("date0"), ir.Sum(((1, ir.Fact("date0")),), 30), self._choice_of_date()))
        stages: list[tuple[str, str]] = []
        rules: list[Rule] = []
        obligations: list[Obligation] = []
        decisions: list[DecisionInfo] = []
        for number in range(decision_count):
            self.words = evolve(self.words, decisions=tuple(decisions))
            coming = [self._decision(place) for place in range(number, decision_count)]
            decision = self._asked(self._decision(number))
            for _ in range(random.randint(1, max(1, rule_count // decision_count))):
                rules.append(self._rule(f"J.r{len(rules)}", rules, coming))
                stages.append(("rule", rules[-1].name))
            if random.random() < 0.5:
                obligations.append(self._obligation(f"J.o{len(obligations)}", rules))
                stages.append(("obligation", obligations[-1].name))
            decisions.append(decision)
            stages.append(("decision", decision.name))
        return Program(
            "J",
            ABOUT,
            True,
            ("J",),
            as_of,
            self.facts,
            tuple(self.words.definitions),
            tuple(self.words.lists),
            tuple(decisions),
            self._with_defeats(rules),
            tuple(obligations),
            self._constraints(),
            tuple(stages),
        )

    def _facts(self) -> tuple[FactInfo, ...]:
        types: list[tuple[str, Type]] = [("date0", DateType())]
        for place, type_ in enumerate(SCALARS):
            types.append((f"plain.{place}", type_))
            types.append((f"perhaps.{place}", OptionalType(type_)))
        types += [
            ("colours", SetType(COLOUR)),
            ("colours_or_none", OptionalType(SetType(COLOUR))),
            ("entries", SetType(ENTRY)),
            ("parties", ListType(PARTY, 3)),
            ("others", ListType(OTHER, 2)),
            ("guests", OptionalType(ListType(PARTY, 2))),
            ("owner", PARTY),
        ]
        return tuple(FactInfo(name, type_, ABOUT, per_line=self.random.random() < 0.2) for name, type_ in types)

    def _lists(self) -> tuple[DatedList, ...]:
        def rows(members: tuple[str, ...]) -> tuple[Membership, ...]:
            chosen = [self.random.choice(members) for _ in range(self.random.randrange(7))]
            periods = (
                Period() if self.random.random() < 0.2 else some_period(self.random, self.leaves_open) for _ in chosen
            )
            return tuple(Membership(member, period) for member, period in zip(chosen, periods, strict=True))

        return (
            DatedList("colours_a", rows(COLOUR.values), ABOUT),
            DatedList("colours_b", rows(COLOUR.values), ABOUT),
            DatedList("entries_a", rows(ENTRIES), ABOUT, "level"),
            DatedList("entries_b", rows(ENTRIES), ABOUT, "level"),
            DatedList("tariffs", rows(TARIFFS), ABOUT, "prefix"),
        )

    def _writer(self) -> Writer:
        return Writer(self.random, self.words)

    def _define(self) -> None:
        for number in range(self.random.randrange(4)):
            type_: Type = self.random.choice((BoolType(), BoolType(), IntType(0, 10), OptionalType(COLOUR), DateType()))
            if isinstance(type_, BoolType):
                expr = self._writer().truth(self.depth)
            else:
                expr = self._writer().value(type_.of if isinstance(type_, OptionalType) else type_, 2)
                type_ = type_ if isinstance(type_, OptionalType) else OptionalType(type_)
            made = DefinitionInfo(f"J.d{number}", type_, expr, ABOUT)
            self.words = evolve(self.words, definitions=(*self.words.definitions, made))

    def _choice_of_date(self) -> ir.Expr:
        no_definitions = Writer(self.random, evolve(self.words, definitions=()))
        return ir.Choose(no_definitions.truth(0), ir.Fact("date0"), ir.Fact(CASE_DATE))

    def _decision(self, number: int) -> DecisionInfo:
        """The same number always gives the same decision."""
        outcomes = tuple(Outcome(f"level{each}", Wording(f"level {each}")) for each in range(2 + number % 3 + 1))
        combiner = ("strictest", "unique", "collect", "strictest")[number % 4]
        return DecisionInfo(f"decision{number}", outcomes, number % 2, ABOUT, combiner)

    def _asked(self, decision: DecisionInfo) -> DecisionInfo:
        if not self.words.decisions or self.random.random() < 0.4:
            return decision
        names = (Outcome("not_asked", Wording("not asked")), *decision.outcomes[1:])
        return evolve(decision, outcomes=names, otherwise=1, asked_when=self._writer().truth(1))

    def _rule(self, name: str, before: list[Rule], coming: list[DecisionInfo]) -> Rule:
        random = self.random
        chosen = [] if random.random() < 0.2 else random.sample(coming, random.choice((1, 1, min(2, len(coming)))))
        # Index 0 is left alone: it may come to be "not asked".
        conclusions = tuple(
            Conclusion(each.name, random.randrange(1, len(each.outcomes)))
            for each in chosen
            for _ in range(random.choice((1, 1, 1, 2)))
        )
        exceptions = random.sample(before, min(len(before), random.choice((0, 0, 1, 1, 2))))
        basis = None
        if random.random() < 0.2:
            basis = random.choice((ir.Fact("date0"), ir.Sum(((1, ir.AsOf()),), -50), self._choice_of_date()))
        return Rule(
            name,
            self._writer().truth(self.depth),
            ABOUT,
            "J",
            conclusions,
            some_periods(random, self.leaves_open),
            tuple(each.name for each in exceptions),
            basis=basis,
        )

    def _obligation(self, name: str, before: list[Rule]) -> Obligation:
        exceptions = self.random.sample(before, min(len(before), self.random.choice((0, 1))))
        return Obligation(
            name,
            self._writer().truth(self.depth),
            ABOUT,
            "J",
            "owner",
            periods=some_periods(self.random, self.leaves_open),
            defeated_by=tuple(each.name for each in exceptions),
            met_when=self._writer().truth(1) if self.random.random() < 0.8 else None,
        )

    def _constraints(self) -> tuple[Constraint, ...]:
        """At most one, of the kind that real law has: where one thing is true, another is known to be something."""
        if self.random.random() < 0.5:
            return ()
        writer = Writer(self.random, evolve(self.words, decisions=(), definitions=()))
        expr = ir.AnyOf((ir.Not(writer.truth(0)), writer.truth(0)))
        return (Constraint("J.c0", expr, ABOUT),)

    def _with_defeats(self, rules: list[Rule]) -> tuple[Rule, ...]:
        defeats = {each.name: tuple(r.name for r in rules if each.name in r.defeated_by) for each in rules}
        return tuple(evolve(each, defeats=defeats[each.name]) for each in rules)
