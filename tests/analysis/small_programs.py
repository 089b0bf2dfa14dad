"""Small random programs whose cases can be completed in every possible way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from random import Random

from attrs import evolve

from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.declared import ALWAYS, NEVER, About, DatedList, FactInfo, Membership, Outcome, Period
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Constraint, DecisionInfo, DefinitionInfo, Program, Rule
from checker.results.records import JurisdictionResult
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

TODAY = 100
COLOUR = EnumType("colour", ("red", "green", "blue"))
CODE = CodeType("code", "level")
STALL = RecordType("stall", (("colour", COLOUR), ("open", BoolType()), ("tags", SetType(COLOUR))))
FACTS: dict[str, Type] = {
    "a": BoolType(),
    "b": BoolType(),
    "c": COLOUR,
    "d": OptionalType(COLOUR),
    "n": IntType(0, 4),
    "m": IntType(0, 4),
    "k": OptionalType(CODE),
    "s": SetType(COLOUR),
    "stalls": ListType(STALL, 1),
    "opened": OptionalType(DateType()),
    "since": DateType(),
    "size": ScaleType("size", ("small", "middling", "large")),
}
PER_LINE = {"a", "c", "k"}
CODES = ("9Z", "4A", "4A.x", "5A", "5A001", "5A001.e", "5A001.f", "5A001.f.1", "5A002")
DAYS = range(90, 111)

Line = tuple[str, Mapping[str, Value]]


def about(name: str) -> About:
    return About(Wording(name))


def values(type_: Type) -> Iterator[Value]:
    """Every value, or for codes and dates, one of every kind that the programs can tell apart."""
    match type_:
        case OptionalType(of=of):
            yield NONE
            yield from values(of)
        case BoolType():
            yield from (False, True)
        case EnumType(values=names):
            yield from names
        case ScaleType(values=names):
            yield from range(len(names))
        case IntType(low=low, high=high):
            yield from range(low, high + 1)
        case CodeType():
            yield from CODES
        case DateType():
            yield from DAYS
        case SetType(of=of):
            every = list(values(of))
            for size in range(len(every) + 1):
                yield from (SetValue(frozenset(chosen)) for chosen in combinations(every, size))  # type: ignore[arg-type]
        case ListType(record=record, maximum=maximum):
            for size in range(maximum + 1):
                yield from product(records(record, {}), repeat=size)
        case _:
            raise TypeError(type_)


def records(type_: RecordType, known: Mapping[str, Value | None]) -> list[Mapping[str, Value]]:
    """Every record with the known fields."""
    choices = [[known[name]] if known.get(name) is not None else list(values(of)) for name, of in type_.fields]
    names = [name for name, _ in type_.fields]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*choices)]  # type: ignore[arg-type]


class Maker:
    """Makes one program from a seed."""

    def __init__(self, seed: int, *, uncertain: bool = True, sums: bool = False) -> None:
        """`sums`: sums over several facts as well; dates are then kept within those that completions try."""
        self.random = Random(seed)
        self.uncertain = uncertain
        self.sums = sums

    def program(self) -> Program:
        random = self.random
        rules: list[Rule] = []
        stages: list[tuple[str, str]] = []

        def add(decision: str, earlier: tuple[str, ...], least: int) -> None:
            defeated_by = tuple(rule.name for rule in rules if random.random() < 0.25)
            basis = ir.Fact("since") if random.random() < 0.1 else None
            periods = (self.period(),) if random.random() < 0.4 else ()
            conclusion = Conclusion(decision, random.randint(least, least + 2))
            name = f"R{len(rules)}"
            when = self.truth(3, False, earlier)
            rules.append(
                Rule(name, when, about(name), "X", (conclusion,), periods, defeated_by=defeated_by, basis=basis)
            )
            stages.append(("rule", name))

        for _ in range(random.randint(2, 5)):
            add("first", (), 0)
        stages.append(("decision", "first"))
        for _ in range(random.randint(1, 3)):
            add("second", ("first",), 1)
        stages.append(("decision", "second"))
        dates: list[ir.Expr] = [ir.AsOf(), ir.Fact("case.date"), ir.Fact("case.date"), ir.Fact("since")]
        outcomes = tuple(Outcome(name, Wording(name)) for name in ("none", "some", "all"))
        asked = (Outcome("not_asked", Wording("not asked")), *outcomes)
        combiner = random.choice(["strictest", "strictest", "collect", "unique"])
        constraints = [
            Constraint(f"C{number}", self.truth(2, False, ()), about("C")) for number in range(random.choice([0, 0, 1]))
        ]
        if self.sums:
            constraints.append(Constraint("C_days", _within_days(), about("C")))
        return Program(
            name="X",
            about=about("X"),
            binding=True,
            lineage=("X",),
            as_of=random.choice(dates),
            facts=tuple(FactInfo(name, type_, about(name), per_line=name in PER_LINE) for name, type_ in FACTS.items()),
            definitions=(
                DefinitionInfo("D", BoolType(), ir.AnyOf((ir.Fact("b"), self.truth(1, False, (), False))), about("D")),
                DefinitionInfo("V", COLOUR, ir.Choose(ir.Fact("b"), ir.Fact("c"), ir.Constant("green")), about("V")),
            ),
            lists=(
                DatedList(
                    "colours", tuple(Membership(m, self.period()) for m in random.sample(COLOUR.values, 2)), about("L")
                ),
                DatedList(
                    "codes",
                    tuple(Membership(m, self.period()) for m in random.sample(("5A001", "5A001.f", "4A"), 2)),
                    about("L"),
                    "level",
                ),
            ),
            decisions=(
                DecisionInfo("first", outcomes, 0, about("first"), combiner),
                DecisionInfo("second", asked, 1, about("second"), asked_when=ir.OutcomeIn("first", 6)),
            ),
            rules=tuple(rules),
            obligations=(),
            constraints=tuple(constraints),
            stages=tuple(stages),
            uncertainties=(("U", Wording("U")),),
        )

    def period(self) -> Period:
        random = self.random
        start = random.choice([ALWAYS, 95, 100, 102])
        end = random.choice([NEVER, 98, 104])
        late = self.uncertain and random.random() < 0.2
        return Period(start, max(start, 99) if late else start, end, end if end == NEVER or not late else end + 4)

    def truth(self, depth: int, bound: bool, earlier: tuple[str, ...], defined: bool = True) -> ir.Expr:
        random = self.random
        if depth and random.random() < 0.6:

            def part(inside: bool = bound) -> ir.Expr:
                return self.truth(depth - 1, inside, earlier, defined)

            match random.choice(["not", "and", "and", "or", "some", "every", "choose", "count"]):
                case "not":
                    return ir.Not(part())
                case "and":
                    return ir.AllOf(tuple(part() for _ in range(random.randint(1, 3))))
                case "or":
                    return ir.AnyOf(tuple(part() for _ in range(random.randint(1, 3))))
                case "some":
                    return ir.Some("p", ("stalls",), part(True))
                case "every":
                    return ir.Every("p", ("stalls",), part(True))
                case "choose":
                    return ir.Choose(part(), part(), part())
                case _:
                    return ir.AtMost(ir.Constant(random.randint(0, 1)), ir.Count("p", ("stalls",), part(True)))
        return self.atom(bound, earlier, defined)

    def atom(self, bound: bool, earlier: tuple[str, ...], defined: bool) -> ir.Expr:
        random = self.random
        colour = ir.Constant(random.choice(COLOUR.values))
        colours: list[ir.Expr] = [ir.Fact("c"), ir.Fact("d"), *([ir.FieldOf("p", "colour")] if bound else [])]
        sets: list[ir.Expr] = [ir.Fact("s"), *([ir.FieldOf("p", "tags")] if bound else [])]
        atoms: list[ir.Expr] = [
            ir.Fact("a"),
            ir.Fact("b"),
            ir.Equal(random.choice(colours), colour),
            ir.Equal(random.choice(colours), random.choice(colours)),
            ir.IsIn(random.choice(colours), frozenset(random.sample(COLOUR.values, 2))),
            *(how(self.number(), self.number()) for how in (ir.Less, ir.AtMost, ir.Equal)),
            ir.IsWithin(ir.Fact("k"), random.choice(["5A", "5A001", "5A001.f"]), "level"),
            ir.InList(ir.Fact("k"), "codes", random.random() < 0.5),
            ir.InList(random.choice(colours), "colours"),
            ir.Contains(random.choice(sets), random.choice([colour, *colours])),
            ir.ContainsAny(random.choice(sets), frozenset(random.sample(COLOUR.values, 2))),
            ir.ContainsListed(random.choice(sets), "colours"),
            ir.Less(ir.Fact("opened"), ir.AsOf()),
            ir.AtMost(ir.AsOf(), ir.Sum(((1, ir.Fact("opened")),), 3)),
            ir.Less(ir.Fact("opened"), ir.Constant(random.choice([95, 100, 105]))),
            ir.AtMost(ir.Fact("size"), ir.Constant(random.randint(0, 2))),
            ir.Equal(ir.Fact("k"), ir.Constant(NONE)),
        ]
        if self.sums:
            atoms += [self.sum_of("n", "m", 6), self.sum_of("since", "opened", 210), self.sum_of("since", "n", 110)] * 3
        if bound:
            atoms.append(ir.FieldOf("p", "open"))
        if self.uncertain:
            atoms.append(ir.Uncertain("U"))
        if defined:
            atoms += [ir.Definition("D"), ir.Equal(ir.Definition("V"), colour)]
        atoms += [ir.OutcomeIn(name, random.randint(1, 6)) for name in earlier]
        return random.choice(atoms)

    def sum_of(self, one: str, other: str, about_: int) -> ir.Expr:
        """A comparison of a sum over two facts, and perhaps the date, with something near."""
        random = self.random
        first, second = random.choice([(1, 1), (2, 1), (1, -1), (-2, 3), (3, 2)])
        terms: list[tuple[int, ir.Expr]] = [(first, ir.Fact(one)), (second, ir.Fact(other))]
        middle = first * (TODAY if about_ > TODAY else about_ // 2) + second * (TODAY if other == "opened" else 2)
        if random.random() < 0.3:
            terms.append((-1, ir.AsOf()))
            middle -= TODAY
        near = ir.Constant(middle + random.randint(-9, 9))
        sides = ir.Sum(tuple(terms), 0), near
        choices: list[ir.Expr] = [ir.Less(*sides), ir.AtMost(*sides), ir.Equal(*sides)]
        return random.choice(choices)

    def number(self) -> ir.Expr:
        random = self.random
        fact = ir.Fact(random.choice("nm"))
        numbers: list[ir.Expr] = [fact, ir.Constant(random.randint(0, 4)), ir.Sum(((1, fact),), random.randint(-2, 2))]
        return random.choice(numbers)


def _within_days() -> ir.Expr:
    first, last = ir.Constant(DAYS[0]), ir.Constant(DAYS[-1])
    since, opened = ir.Fact("since"), ir.Fact("opened")
    no_day = ir.Equal(opened, ir.Constant(NONE))
    return ir.AllOf(
        (
            ir.AtMost(first, since),
            ir.AtMost(since, last),
            ir.AnyOf((no_day, ir.AllOf((ir.AtMost(first, opened), ir.AtMost(opened, last))))),
        )
    )


def make_case(seed: int, unknown: int, lines: int = 1) -> list[Line]:
    """A case in which so many facts are unknown, one of them perhaps in part."""
    random = Random(seed)
    hidden = set(random.sample(sorted(FACTS), unknown))
    shared = {name: random.choice(list(values(type_))) for name, type_ in FACTS.items() if name not in PER_LINE}
    # Well inside the days that completions try, so that these reach past every comparison with them.
    shared["since"] = random.randint(94, 106)
    shared["opened"] = random.choice([NONE, random.randint(94, 106)])
    stalls = shared["stalls"]
    if isinstance(stalls, tuple) and random.random() < 0.5:
        shared["stalls"] = tuple({k: v for k, v in each.items() if k != "colour"} for each in stalls)
    if random.random() < 0.3:
        shared["s"] = SetValue(frozenset(), frozenset({"red"}))
    case: list[Line] = []
    for number in range(lines):
        own = {name: random.choice(list(values(FACTS[name]))) for name in sorted(PER_LINE)}
        facts = {name: value for name, value in {**shared, **own}.items() if name not in hidden}
        case.append((f"line {number}", facts))
    return case


def completions(program: Program, lines: list[Line]) -> Iterator[tuple[Program, list[Line]]]:
    """Every completion of the facts and of what the law leaves open that keeps the constraints."""
    shared = [name for name in FACTS if name not in PER_LINE]
    choices = [_ways(name, lines[0][1].get(name)) for name in shared]
    own = [(number, name) for number in range(len(lines)) for name in sorted(PER_LINE)]
    choices += [_ways(name, lines[number][1].get(name)) for number, name in own]
    for settled in settlements(program):
        probes = constraint_probes(settled)
        for chosen in product(*choices):
            common = dict(zip(shared, chosen, strict=False))
            completed = [(name, dict(common)) for name, _ in lines]
            for (number, name), value in zip(own, chosen[len(shared) :], strict=True):
                completed[number][1][name] = value
            if all(keeps(probes, facts) for _, facts in completed):
                yield settled, list(completed)


def _ways(name: str, value: Value | None) -> list[Value]:
    if value is None:
        return list(values(FACTS[name]))
    if isinstance(value, tuple):
        return list(product(*(records(STALL, each) for each in value)))
    if isinstance(value, SetValue) and value.uncertain:
        return [(value.members and value) or SetValue(), SetValue(value.members | value.uncertain)]
    return [value]


def keeps_constraints(program: Program, facts: Mapping[str, Value]) -> bool:
    return keeps(constraint_probes(program), facts)


def constraint_probes(program: Program) -> tuple[Program, ...]:
    """For each constraint, a program whose decision is whether it holds."""
    checks = tuple(
        Rule(each.name, each.expr, each.about, "X", (Conclusion("holds", 1),)) for each in program.constraints
    )
    outcomes = (Outcome("no", Wording("no")), Outcome("yes", Wording("yes")))
    return tuple(
        evolve(
            program,
            rules=(check,),
            decisions=(DecisionInfo("holds", outcomes, 0, about("holds")),),
            stages=(("rule", check.name), ("decision", "holds")),
        )
        for check in checks
    )


def keeps(probes: tuple[Program, ...], facts: Mapping[str, Value]) -> bool:
    return all(evaluate(probe, facts, TODAY).decision("holds").outcome == "yes" for probe in probes)


def settlements(program: Program) -> Iterator[Program]:
    """The law with every date and open term settled, in every way that can matter."""
    spots = [
        (kind, owner, number, end)
        for kind, owner, periods in _dated(program)
        for number, period in enumerate(periods)
        for end, (early, late) in (
            ("start", (period.start_earliest, period.start_latest)),
            ("end", (period.end_earliest, period.end_latest)),
        )
        if early != late
    ]
    days = (*DAYS, NEVER)
    ranges = []
    for kind, owner, number, end in spots:
        period = next(periods for k, o, periods in _dated(program) if (k, o) == (kind, owner))[number]
        early, late = (
            (period.start_earliest, period.start_latest) if end == "start" else (period.end_earliest, period.end_latest)
        )
        ranges.append([day for day in days if early <= day <= late])
    for chosen in product(*ranges):
        settled = dict(zip(spots, chosen, strict=True))

        def exact(kind: str, owner: str, periods: tuple[Period, ...], on: dict = settled) -> tuple[Period, ...]:  # type: ignore[type-arg]
            made = []
            for number, period in enumerate(periods):
                start = on.get((kind, owner, number, "start"), period.start_latest)
                end = on.get((kind, owner, number, "end"), period.end_earliest)
                made.append(Period(start, start, end, end))
            return tuple(made)

        rules = tuple(evolve(rule, periods=exact("rule", rule.name, rule.periods)) for rule in program.rules)
        lists = tuple(
            evolve(
                dated,
                rows=tuple(
                    evolve(row, period=period)
                    for row, period in zip(
                        dated.rows, exact("list", dated.name, tuple(row.period for row in dated.rows)), strict=True
                    )
                ),
            )
            for dated in program.lists
        )
        for open_term in (False, True) if _reads_open_term(program) else (False,):
            yield _with_open_term(evolve(program, rules=rules, lists=lists), open_term)


def _dated(program: Program) -> Iterator[tuple[str, str, tuple[Period, ...]]]:
    for rule in program.rules:
        yield "rule", rule.name, rule.periods
    for dated in program.lists:
        yield "list", dated.name, tuple(row.period for row in dated.rows)


def _reads_open_term(program: Program) -> bool:
    return "Uncertain(" in repr(program)


def _with_open_term(program: Program, value: bool) -> Program:
    from checker.analysis.exact.completion import substitute

    return substitute(program, {"U": value})


def decided(program: Program, lines: list[Line], date: int = TODAY) -> JurisdictionResult:
    """The interpreter's answer."""
    return combine(program, [evaluate(program, facts, date, line=name) for name, facts in lines], date=date)
