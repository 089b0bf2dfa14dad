"""Random programs so small that every case of them can be tried.

`some_space` makes one; `every_case` goes through all facts and dates that it can tell apart, once for each way to
settle what it leaves open. Programs have exceptions to exceptions, decisions that read decisions, dated lists, lists of
records, dates compared with dates, open terms, dates not known exactly, duties, properties and constraints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from random import Random

from attrs import evolve

from checker.analysis.exact.completion import substitute
from checker.backends.interpreter.constraints import broken_constraints
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
    Property,
    Rule,
)
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    EnumType,
    IntType,
    ListType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    Type,
)
from checker.values import NONE, SetValue, Value
from checker.wording import Wording

DAYS = range(1, 9)
"""Days enough to put two dates before, between and after the cuts, and up to two days apart, in every way."""
COLOUR = EnumType("colour", ("red", "blue"))
CODE = CodeType("code", "level")
CODES = ("9Z", "5A", "5A.x", "5A001", "5A001.x", "5A001.f", "5A001.f.1")
MENTIONED = ("5A", "5A001", "5A001.f")
"""The codes that programs name: below each lies one that they do not, and beside all of them another."""
STALL = RecordType("stall", (("colour", COLOUR), ("open", BoolType())))
TYPES: dict[str, Type] = {
    "a": BoolType(),
    "b": BoolType(),
    "c": OptionalType(COLOUR),
    "d": COLOUR,
    "n": IntType(0, 2),
    "m": IntType(0, 2),
    "k": OptionalType(CODE),
    "s": SetType(COLOUR),
    "stalls": ListType(STALL, 2),
    "since": OptionalType(DateType()),
    "size": ScaleType("size", ("small", "middling", "large")),
}
_CUTS = (3, 5)
_MOST_CASES = 400

Case = tuple[Program, Mapping[str, Value], int]
"""The law with everything open settled, the facts, and the date."""


def about(name: str) -> About:
    return About(Wording(name))


def values(type_: Type) -> list[Value]:
    """Every value, or for codes and dates, one of every kind that the programs can tell apart."""
    match type_:
        case OptionalType(of=of):
            return [NONE, *values(of)]
        case BoolType():
            return [False, True]
        case EnumType(values=names):
            return list(names)
        case ScaleType(values=names):
            return list(range(len(names)))
        case IntType(low=low, high=high):
            return list(range(low, high + 1))
        case CodeType():
            return list(CODES)
        case DateType():
            return list(DAYS)
        case SetType(of=of):
            every = values(of)
            sizes = range(len(every) + 1)
            return [SetValue(frozenset(chosen)) for size in sizes for chosen in combinations(every, size)]  # type: ignore[arg-type]
        case ListType(record=record, maximum=maximum):
            names = [name for name, _ in record.fields]
            each = [
                dict(zip(names, chosen, strict=True)) for chosen in product(*(values(of) for _, of in record.fields))
            ]
            return [entries for size in range(maximum + 1) for entries in product(each, repeat=size)]
        case _:
            raise TypeError(type_)


def some_space(seed: int) -> Program:
    """A program with at most a few hundred cases for each way to settle what it leaves open."""
    return _Maker(Random(seed)).program()


def every_case(program: Program) -> Iterator[Case]:
    """Every case that the constraints allow."""
    names = [fact.name for fact in program.facts if fact.name != CASE_DATE]
    choices = [values(fact.type) for fact in program.facts if fact.name != CASE_DATE]
    for law in settlements(program):
        for chosen in product(*choices):
            facts = dict(zip(names, chosen, strict=True))
            for date in DAYS:
                if not broken_constraints(law, facts, date):
                    yield law, facts, date


def settlements(program: Program) -> Iterator[Program]:
    """The law with its open term and the dates that are not known exactly settled in every way."""
    terms = [{"U": value} for value in (False, True)] if program.uncertainties else [{}]
    for term in terms:
        settled = substitute(program, term) if term else program
        for rules in product(*(_exactly(rule.periods) for rule in settled.rules)):
            for lists in product(*(_exactly(tuple(row.period for row in each.rows)) for each in settled.lists)):
                yield evolve(
                    settled,
                    rules=tuple(evolve(r, periods=p) for r, p in zip(settled.rules, rules, strict=True)),
                    lists=tuple(_with_periods(d, p) for d, p in zip(settled.lists, lists, strict=True)),
                )


def _with_periods(dated: DatedList, periods: tuple[Period, ...]) -> DatedList:
    rows = zip(dated.rows, periods, strict=True)
    return evolve(dated, rows=tuple(evolve(row, period=period) for row, period in rows))


def _exactly(periods: tuple[Period, ...]) -> list[tuple[Period, ...]]:
    def ends(earliest: int, latest: int) -> list[int]:
        return [earliest] if earliest == latest else [day for day in (*DAYS, NEVER) if earliest <= day <= latest]

    every = [
        [
            Period(start, start, end, end)
            for start in ends(period.start_earliest, period.start_latest)
            for end in ends(period.end_earliest, period.end_latest)
        ]
        for period in periods
    ]
    return list(product(*every))


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.inexact = 1
        self.open_term = random.random() < 0.25
        self.defined = random.random() < 0.5
        self.names: list[str] = []
        cases = 1
        for name in random.sample(sorted(TYPES), len(TYPES)):
            more = len(values(TYPES[name]))
            if cases * more * len(DAYS) <= _MOST_CASES:
                cases *= more
                self.names.append(name)

    def program(self) -> Program:
        random = self.random
        rules: list[Rule] = []
        stages: list[tuple[str, str]] = []
        decisions: list[DecisionInfo] = []

        def decide(name: str, earlier: tuple[str, ...]) -> None:
            asked = self.truth(1, earlier) if earlier and random.random() < 0.5 else None
            outcomes = tuple(Outcome(f"o{number}", Wording(f"o{number}")) for number in range(3))
            combiner = random.choice(("strictest", "strictest", "unique", "collect"))
            otherwise = 1 if asked is not None else random.choice((0, 0, 1))
            for _ in range(random.randint(1, 3)):
                rule = self.rule(f"X.r{len(rules)}", rules, name, earlier, 1 if asked is not None else 0)
                rules.append(rule)
                stages.append(("rule", rule.name))
            decisions.append(DecisionInfo(name, outcomes, otherwise, about(name), combiner, asked))
            stages.append(("decision", name))

        decide("first", ())
        if random.random() < 0.7:
            decide("second", ("first",))
        known = tuple(each.name for each in decisions)
        obligations = ()
        if random.random() < 0.3:
            defeated_by = tuple(rule.name for rule in rules if random.random() < 0.3)
            obligations = (
                Obligation(
                    "X.duty", self.truth(1, known), about("duty"), "X", periods=self.periods(), defeated_by=defeated_by
                ),
            )
            stages.append(("obligation", "X.duty"))
        as_of: ir.Expr = ir.Fact(CASE_DATE)
        if "since" in self.names and random.random() < 0.2:
            as_of = ir.Choose(ir.Equal(ir.Fact("since"), ir.Constant(NONE)), ir.Fact(CASE_DATE), ir.Fact("since"))
        return Program(
            "X",
            about("X"),
            True,
            ("X",),
            as_of,
            tuple(FactInfo(name, TYPES[name], about(name)) for name in self.names),
            (DefinitionInfo("X.D", BoolType(), self.truth(1, (), defined=False), about("D")),) if self.defined else (),
            self.lists(),
            tuple(decisions),
            tuple(rules),
            obligations,
            self.constraints(),
            tuple(stages),
            uncertainties=(("U", Wording("U")),) if self.open_term else (),
            properties=(Property("X.claim", self.truth(2, known), about("claim")),) if random.random() < 0.5 else (),
        )

    def rule(self, name: str, before: list[Rule], decision: str, earlier: tuple[str, ...], least: int) -> Rule:
        random = self.random
        concluded = () if random.random() < 0.2 else (Conclusion(decision, random.randint(least, 2)),)
        return Rule(
            name,
            self.truth(2, earlier),
            about(name),
            "X",
            concluded,
            self.periods(),
            defeated_by=tuple(rule.name for rule in before if random.random() < 0.3),
            basis=self.basis() if random.random() < 0.15 else None,
        )

    def basis(self) -> ir.Expr:
        return self.random.choice((ir.Sum(((1, ir.AsOf()),), -1), ir.Fact(CASE_DATE)))

    def constraints(self) -> tuple[Constraint, ...]:
        count = self.random.choice((0, 0, 1, 1, 2))
        return tuple(
            Constraint(f"c{each}", ir.AnyOf((ir.Not(self.atom()), self.atom())), about(f"c{each}"))
            for each in range(count)
        )

    def periods(self) -> tuple[Period, ...]:
        return tuple(self.period() for _ in range(self.random.choice((0, 0, 1))))

    def period(self) -> Period:
        start, end = _CUTS
        begin, finish = (start, start), (end, end)
        match self.random.randrange(5):
            case 0:
                begin = (ALWAYS, ALWAYS)
            case 1:
                finish = (NEVER, NEVER)
            case 2 if self.inexact:
                self.inexact -= 1
                begin = (2, 4)
            case 3 if self.inexact:
                self.inexact -= 1
                finish = (5, NEVER)
        return Period(*begin, *finish)

    def lists(self) -> tuple[DatedList, ...]:
        random = self.random

        def rows(members: tuple[str, ...]) -> tuple[Membership, ...]:
            return tuple(Membership(random.choice(members), self.period()) for _ in range(random.randint(1, 2)))

        return (
            DatedList("colours", rows(COLOUR.values), about("colours")),
            DatedList("codes", rows(MENTIONED), about("codes"), "level"),
        )

    # ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────

    def truth(self, depth: int, earlier: tuple[str, ...], bound: bool = False, defined: bool = True) -> ir.Expr:
        random = self.random

        def part(inside: bool = bound) -> ir.Expr:
            return self.truth(depth - 1, earlier, inside, defined)

        if depth and random.random() < 0.7:
            match random.choice(("not", "all", "any", "all", "any", "choose", "quantify")):
                case "not":
                    return ir.Not(part())
                case "all":
                    return ir.AllOf((part(), part()))
                case "any":
                    return ir.AnyOf((part(), part()))
                case "choose":
                    return ir.Choose(part(), part(), part())
                case _ if "stalls" in self.names and not bound:
                    how = random.choice((ir.Some, ir.Every, ir.Count))
                    made = how("p", ("stalls",), part(True))
                    return ir.AtMost(ir.Constant(random.randint(1, 2)), made) if how is ir.Count else made
                case _:
                    return part()
        atoms: list[Callable[[], ir.Expr]] = [lambda: self.atom(bound)]
        if self.open_term:
            atoms.append(lambda: ir.Uncertain("U"))
        if self.defined and defined:
            atoms.append(lambda: ir.Definition("X.D"))
        if earlier:
            atoms.append(lambda: ir.OutcomeIn(random.choice(earlier), random.randint(1, 6)))
        return random.choice(atoms)()

    def atom(self, bound: bool = False) -> ir.Expr:
        random = self.random
        has = self.names.__contains__
        colour = ir.Constant(random.choice(COLOUR.values))
        colours: list[ir.Expr] = [ir.Fact(name) for name in "cd" if has(name)]
        colours += [ir.FieldOf("p", "colour")] if bound else []
        numbers: list[ir.Expr] = [ir.Fact(name) for name in "nm" if has(name)]
        dates: list[ir.Expr] = [ir.AsOf(), ir.Constant(random.choice(_CUTS))]
        dates += [ir.Fact("since"), ir.Sum(((1, ir.Fact("since")),), 1)] if has("since") else []
        atoms: list[ir.Expr] = [ir.AtMost(ir.AsOf(), random.choice(dates)), ir.Less(random.choice(dates), ir.AsOf())]
        atoms += [ir.Fact(name) for name in "ab" if has(name)]
        if colours:
            mine = random.choice(colours)
            atoms += [ir.Equal(mine, random.choice([colour, *colours])), ir.InList(mine, "colours")]
        if numbers:
            number, bound_number = random.choice(numbers), ir.Constant(random.randint(0, 2))
            other = random.choice([bound_number, *(ir.Sum(((1, each),), random.randint(-1, 1)) for each in numbers)])
            atoms.append(random.choice((ir.Less, ir.AtMost, ir.Equal))(number, other))
        if has("k"):
            code = ir.Fact("k")
            atoms += [ir.IsWithin(code, random.choice(MENTIONED), "level")]
            atoms += [ir.InList(code, "codes", random.random() < 0.5), ir.Equal(code, ir.Constant(NONE))]
        if has("s"):
            atoms += [ir.Contains(ir.Fact("s"), colour), ir.ContainsListed(ir.Fact("s"), "colours")]
        if has("size"):
            atoms.append(ir.AtMost(ir.Fact("size"), ir.Constant(random.randint(0, 1))))
        if bound:
            atoms.append(ir.FieldOf("p", "open"))
        return random.choice(atoms)
