"""Two programs as one, so that every case is put to both at once.

What both state alike, down to everything it depends on, is there once; everything else is there twice, with the name of
its side before its own. The facts are those of both. So whatever can be asked of one program can be asked of two, and
what is equal on both sides costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.analysis.differences.shared_types import common
from checker.analysis.differences.sides import FIRST, SECOND, helper_of, named
from checker.analysis.space.probing import probe_of
from checker.backends.kleene import is_within_period
from checker.declared import DatedList, FactInfo, Outcome, Period
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
from checker.ir.rewrite import rewritten
from checker.ir.walk import walk
from checker.records import define, evolve, field, frozen
from checker.types import Type
from checker.values import Scalar
from checker.wording import Wording

Given = Mapping[str, Scalar]
"""Facts that one side takes as given, the date of the case among them."""


@frozen
class Pair:
    """`program` holds both sides; `shared` are the (kind, name) that both state alike.

    `by_date` are those that they state alike and that come out differently because they look at different dates.
    `apart` are facts whose types have nothing in common: each side has its own. `narrowed` are facts that only the
    values which both sides know were kept of.
    """

    program: Program
    sides: tuple[Program, Program]
    given: tuple[Given, Given]
    shared: frozenset[tuple[str, str]]
    apart: tuple[str, ...]
    narrowed: tuple[str, ...]
    by_date: frozenset[tuple[str, str]] = frozenset()

    def name(self, side: int, kind: str, name: str) -> str:
        """What a construct of one side is called in the pair."""
        return name if (kind, name) in self.shared else named(side, name)


def pair(first: Program, second: Program, given: tuple[Given, Given] = ({}, {})) -> Pair:
    """Two programs side by side. `given`: what each side takes as given whatever the case says."""
    return _Pairing((first, second), given).paired()


@define
class _Side:
    """One program, and what is looked up in it."""

    program: Program
    as_of: ir.Expr
    definitions: dict[str, DefinitionInfo]
    lists: dict[str, DatedList]
    decisions: dict[str, DecisionInfo]
    rules: dict[str, Rule]
    duties: dict[str, Obligation]
    open_types: dict[str, Type] = field(factory=dict)


class _Pairing:
    def __init__(self, programs: tuple[Program, Program], given: tuple[Given, Given]) -> None:
        self._originals = programs
        self._given = given
        self._facts, self._apart, self._narrowed = _facts_of(*programs)
        self._sides = tuple(_side(_with_given(each, some)) for each, some in zip(programs, given, strict=True))
        self._shared: dict[tuple[str, str], bool] = {}
        self._concluding = tuple(_concluding(side.program) for side in self._sides)
        self._by_date: set[tuple[str, str]] = set()
        self._helpers: dict[str, tuple[Rule, DecisionInfo]] = {}

    def paired(self) -> Pair:
        second = self._sides[SECOND]
        for kind, name in second.program.stages:
            self._is_shared(kind, name)
        as_of = self._rewrite(SECOND, second.as_of)
        shared_basis = self._same_basis()
        definitions: dict[str, DefinitionInfo] = {}
        lists: dict[str, DatedList] = {}
        rules: dict[str, Rule] = {}
        decisions: dict[str, DecisionInfo] = {}
        duties: dict[str, Obligation] = {}
        constraints: dict[str, Constraint] = {}
        stages: dict[tuple[str, str], None] = {}
        for number, side in enumerate(self._sides):
            program = side.program
            own_basis = number == FIRST and not shared_basis
            for definition in program.definitions:
                name = self._name(number, "definition", definition.name)
                expr = self._rewrite(number, definition.expr)
                definitions.setdefault(name, evolve(definition, name=name, expr=expr))
            for each in program.lists:
                name = self._name(number, "list", each.name)
                lists.setdefault(name, evolve(each, name=name))
            for rule in program.rules:
                made = self._rule(number, rule, own_basis)
                rules.setdefault(made.name, made)
            for decision in program.decisions:
                chosen = self._decision(number, decision, own_basis)
                decisions.setdefault(chosen.name, chosen)
            for duty in program.obligations:
                owed = self._duty(number, duty, own_basis)
                duties.setdefault(owed.name, owed)
            for constraint in program.constraints:
                held = self._constraint(number, constraint)
                constraints.setdefault(held.name, held)
            stages |= dict.fromkeys(self._stages(number))
        for helper, asked in self._helpers.values():
            rules[helper.name] = helper
            decisions[asked.name] = asked
        merged = evolve(
            second.program,
            as_of=as_of,
            facts=tuple(self._facts.values()),
            definitions=tuple(definitions.values()),
            lists=tuple(lists.values()),
            decisions=tuple(decisions.values()),
            rules=tuple(rules.values()),
            obligations=tuple(duties.values()),
            constraints=tuple(constraints.values()),
            stages=tuple(stages),
            properties=(),
            commitments=(),
            as_if=(),
        )
        shared = frozenset(key for key, is_shared in self._shared.items() if is_shared)
        by_date = frozenset(self._by_date)
        return Pair(merged, self._originals, self._given, shared, self._apart, self._narrowed, by_date)

    # ── what is shared ───────────────────────────────────────────────────────────────────────────────────────────

    def _is_shared(self, kind: str, name: str) -> bool:
        known = self._shared.get((kind, name))
        if known is None:
            known = self._shared[kind, name] = self._states_alike(kind, name)
        return known

    def _states_alike(self, kind: str, name: str) -> bool:
        tables = [_table(side, kind) for side in self._sides]
        if any(name not in table for table in tables):
            return False
        one, other = (table[name] for table in tables)
        match one, other:
            case DefinitionInfo(), DefinitionInfo():
                return one.type == other.type and self._same(one.expr, other.expr)
            case DatedList(), DatedList():
                return one.nesting == other.nesting and _rows(one) == _rows(other)
            case Rule(), Rule():
                return self._same_rule(one, other)
            case DecisionInfo(), DecisionInfo():
                return self._same_decision(one, other)
            case Obligation(), Obligation():
                return self._same_duty(one, other)
            case _:
                return False

    def _same(self, one: ir.Expr, other: ir.Expr) -> bool:
        return one == other and all(self._is_shared(kind, name) for kind, name in _references(other))

    def _same_basis(self) -> bool:
        first, second = self._sides
        return self._same(first.as_of, second.as_of)

    def _same_rule(self, one: Rule, other: Rule) -> bool:
        return (
            one.periods == other.periods
            and one.conclusions == other.conclusions
            and one.defeated_by == other.defeated_by
            and one.basis == other.basis
            and self._same(one.when, other.when)
            and self._looks_the_same(("rule", one.name), one.when, one.periods, one.basis)
            and (one.basis is None or other.basis is None or self._same(one.basis, other.basis))
            and all(self._is_shared("rule", each) for each in one.defeated_by)
        )

    def _same_decision(self, one: DecisionInfo, other: DecisionInfo) -> bool:
        name = one.name
        asked = (one.asked_when, other.asked_when)
        return (
            [each.name for each in one.outcomes] == [each.name for each in other.outcomes]
            and (one.otherwise, one.combiner) == (other.otherwise, other.combiner)
            and self._concluding[FIRST].get(name, []) == self._concluding[SECOND].get(name, [])
            and all(self._is_shared("rule", each) for each in self._concluding[FIRST].get(name, []))
            and self._same_question(name, *asked)
        )

    def _same_question(self, name: str, one: ir.Expr | None, other: ir.Expr | None) -> bool:
        if one is None or other is None:
            return one is other
        return self._same(one, other) and self._looks_the_same(("decision", name), one)

    def _looks_the_same(
        self, construct: tuple[str, str], expr: ir.Expr, periods: Sequence[Period] = (), basis: ir.Expr | None = None
    ) -> bool:
        """Whether the dates that the sides look at make no difference to a construct that both state alike."""
        if self._same_basis():
            return True
        first, second = (side.as_of for side in self._sides)
        if not (isinstance(first, ir.Constant) and isinstance(second, ir.Constant)):
            return False
        days = first.value, second.value
        alike = basis is None and _is_alike_on(days, periods) and not self._reads_date(expr, days)
        if not alike:
            self._by_date.add(construct)
        return alike

    def _reads_date(self, expr: ir.Expr, days: tuple[Scalar, Scalar]) -> bool:
        """Whether an expression may come out differently on two days."""
        second = self._sides[SECOND]
        pending, seen = [expr], set[str]()
        while pending:
            for part in walk(pending.pop()):
                match part:
                    case ir.AsOf():
                        return True
                    case ir.InList(list=name) | ir.ContainsListed(list=name):
                        if not all(_is_alike_on(days, (row.period,)) for row in second.lists[name].rows):
                            return True
                    case ir.Definition(name=name) if name not in seen:
                        seen.add(name)
                        pending.append(second.definitions[name].expr)
                    case _:
                        pass
        return False

    def _same_duty(self, one: Obligation, other: Obligation) -> bool:
        return (
            (one.periods, one.defeated_by) == (other.periods, other.defeated_by)
            and self._same(one.when, other.when)
            and self._looks_the_same(("obligation", one.name), one.when, one.periods)
            and all(self._is_shared("rule", each) for each in one.defeated_by)
        )

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, side: int, kind: str, name: str) -> str:
        return name if self._is_shared(kind, name) else named(side, name)

    def _rewrite(self, side: int, expr: ir.Expr) -> ir.Expr:
        def replaced(part: ir.Expr) -> ir.Expr | None:
            match part:
                case ir.Definition(name=name):
                    return evolve(part, name=self._name(side, "definition", name))
                case ir.OutcomeIn(decision=name):
                    return evolve(part, decision=self._name(side, "decision", name))
                case ir.Fact(name=name) if name in self._apart:
                    return evolve(part, name=named(side, name))
                case ir.Uncertain(name=name) if self._differs_in_type(name):
                    return evolve(part, name=named(side, name))
                case ir.InList(list=name, operand=operand) | ir.ContainsListed(list=name, operand=operand):
                    inside = rewritten(operand, replaced)
                    return evolve(part, list=self._name(side, "list", name), operand=inside)
                case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
                    own = tuple(named(side, name) if name in self._apart else name for name in names)
                    return evolve(part, collections=own, body=rewritten(part.body, replaced))
                case _:
                    return None

        return rewritten(expr, replaced)

    def _differs_in_type(self, name: str) -> bool:
        types = [side.open_types.get(name) for side in self._sides]
        return None not in types and types[FIRST] != types[SECOND]

    # ── constructs of the pair ───────────────────────────────────────────────────────────────────────────────────

    def _rule(self, side: int, rule: Rule, own_basis: bool) -> Rule:
        if self._is_shared("rule", rule.name):
            conclusions = self._conclusions((FIRST, SECOND), rule)
        else:
            conclusions = self._conclusions((side,), rule)
        return evolve(
            rule,
            name=self._name(side, "rule", rule.name),
            when=self._rewrite(side, rule.when),
            basis=self._basis(side, rule, own_basis),
            conclusions=conclusions,
            defeated_by=tuple(self._name(side, "rule", each) for each in rule.defeated_by),
            defeats=(),
        )

    def _conclusions(self, sides: Iterable[int], rule: Rule) -> tuple[Conclusion, ...]:
        """Where a decision is split, a rule that both share concludes for either half."""
        made = (
            evolve(each, decision=self._name(side, "decision", each.decision))
            for side in sides
            for each in rule.conclusions
        )
        return tuple(dict.fromkeys(made))

    def _basis(self, side: int, rule: Rule, own: bool) -> ir.Expr | None:
        basis = rule.basis
        if not own or self._is_shared("rule", rule.name):
            return None if basis is None else self._rewrite(side, basis)
        as_of = self._sides[side].as_of
        if basis is None:
            return self._rewrite(side, as_of)
        return self._rewrite(side, rewritten(basis, lambda part: as_of if isinstance(part, ir.AsOf) else None))

    def _decision(self, side: int, decision: DecisionInfo, own_basis: bool) -> DecisionInfo:
        name = self._name(side, "decision", decision.name)
        asked = decision.asked_when
        if asked is not None:
            asked = self._rewrite(side, asked)
            if own_basis and not self._is_shared("decision", decision.name):
                asked = self._at_own_date(side, name, asked)
        return evolve(decision, name=name, asked_when=asked)

    def _at_own_date(self, side: int, name: str, asked: ir.Expr, owed: Obligation | None = None) -> ir.Expr:
        """The same question, or whether the same duty arises, as a decision of its own, whose only rule looks at the
        date of its side."""
        helper = helper_of(name)
        about = self._sides[side].program.about
        rule = Rule(
            helper,
            asked,
            about,
            "",
            (Conclusion(helper, 1),),
            periods=() if owed is None else owed.periods,
            defeated_by=() if owed is None else owed.defeated_by,
            basis=self._rewrite(side, self._sides[side].as_of),
        )
        outcomes = tuple(Outcome(each, Wording(each)) for each in ("no", "yes"))
        self._helpers[name] = (rule, DecisionInfo(helper, outcomes, 0, about))
        return ir.OutcomeIn(helper, 0b10)

    def _duty(self, side: int, duty: Obligation, own_basis: bool) -> Obligation:
        made = evolve(
            duty,
            name=self._name(side, "obligation", duty.name),
            when=self._rewrite(side, duty.when),
            defeated_by=tuple(self._name(side, "rule", each) for each in duty.defeated_by),
            met_when=None,
        )
        if not own_basis or self._is_shared("obligation", duty.name):
            return made
        probe = probe_of("obligation", made.name)
        return evolve(made, when=self._at_own_date(side, probe, made.when, made), periods=(), defeated_by=())

    def _constraint(self, side: int, constraint: Constraint) -> Constraint:
        expr = self._rewrite(side, constraint.expr)
        other = next((c for c in self._sides[1 - side].program.constraints if c.name == constraint.name), None)
        alike = other is not None and self._same(constraint.expr, other.expr)
        return evolve(constraint, name=constraint.name if alike else named(side, constraint.name), expr=expr)

    def _stages(self, side: int) -> Iterator[tuple[str, str]]:
        for kind, name in self._sides[side].program.stages:
            made = self._name(side, kind, name)
            asked = probe_of(kind, made) if kind == "obligation" else made
            if kind != "rule" and asked in self._helpers:
                helper = self._helpers[asked][0].name
                yield "rule", helper
                yield "decision", helper
            yield kind, made


def _table(side: _Side, kind: str) -> Mapping[str, object]:
    tables: dict[str, Mapping[str, object]] = {
        "definition": side.definitions,
        "list": side.lists,
        "rule": side.rules,
        "decision": side.decisions,
        "obligation": side.duties,
    }
    return tables[kind]


def _references(expr: ir.Expr) -> Iterator[tuple[str, str]]:
    for part in walk(expr):
        match part:
            case ir.Definition(name=name):
                yield "definition", name
            case ir.InList(list=name) | ir.ContainsListed(list=name):
                yield "list", name
            case ir.OutcomeIn(decision=name):
                yield "decision", name
            case _:
                pass


def _is_alike_on(days: tuple[Scalar, Scalar], periods: Sequence[Period]) -> bool:
    """Whether it is sure that something with these periods is there on both days, or on neither."""
    if not periods:
        return True
    there = [[is_within_period(day, each) for each in periods] for day in days if isinstance(day, int)]
    sure = [True if True in some else None if None in some else False for some in there]
    return len(set(sure)) == 1 and None not in sure


def _rows(dated: DatedList) -> list[tuple[object, object]]:
    return [(row.member, row.period) for row in dated.rows]


def _concluding(program: Program) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule in program.rules:
        for decision in dict.fromkeys(each.decision for each in rule.conclusions):
            found.setdefault(decision, []).append(rule.name)
    return {name: sorted(rules) for name, rules in found.items()}


def _side(program: Program) -> _Side:
    open_types = {each.expr.name: each.type for each in program.definitions if isinstance(each.expr, ir.Uncertain)}
    return _Side(
        program,
        rewritten(program.as_of, lambda part: ir.Fact(CASE_DATE) if isinstance(part, ir.AsOf) else None),
        {each.name: each for each in program.definitions},
        {each.name: each for each in program.lists},
        {each.name: each for each in program.decisions},
        {each.name: each for each in program.rules},
        {each.name: each for each in program.obligations},
        open_types,
    )


def _with_given(program: Program, given: Given) -> Program:
    """The program with facts that are given read as constants."""
    if not given:
        return program

    def replaced(part: ir.Expr) -> ir.Expr | None:
        return ir.Constant(given[part.name]) if isinstance(part, ir.Fact) and part.name in given else None

    def fixed(expr: ir.Expr) -> ir.Expr:
        return rewritten(expr, replaced)

    return evolve(
        program,
        as_of=fixed(program.as_of),
        definitions=tuple(evolve(each, expr=fixed(each.expr)) for each in program.definitions),
        decisions=tuple(
            evolve(each, asked_when=None if each.asked_when is None else fixed(each.asked_when))
            for each in program.decisions
        ),
        rules=tuple(
            evolve(each, when=fixed(each.when), basis=None if each.basis is None else fixed(each.basis))
            for each in program.rules
        ),
        obligations=tuple(evolve(each, when=fixed(each.when)) for each in program.obligations),
        constraints=tuple(evolve(each, expr=fixed(each.expr)) for each in program.constraints),
    )


def _facts_of(first: Program, second: Program) -> tuple[dict[str, FactInfo], tuple[str, ...], tuple[str, ...]]:
    """The facts of the pair, those whose types have nothing in common, and those of which only a part is compared."""
    theirs = {fact.name: fact for fact in first.facts}
    facts: dict[str, FactInfo] = {}
    apart, narrowed = [], []
    for fact in second.facts:
        other = theirs.pop(fact.name, None)
        type_ = fact.type if other is None else common(other.type, fact.type)
        if other is not None and type_ is None:
            apart.append(fact.name)
            facts[named(FIRST, fact.name)] = evolve(other, name=named(FIRST, fact.name))
            facts[named(SECOND, fact.name)] = evolve(fact, name=named(SECOND, fact.name))
        elif type_ is not None:
            if other is not None and other.type != fact.type:
                narrowed.append(fact.name)
            facts[fact.name] = evolve(fact, type=type_)
    facts |= theirs
    return facts, tuple(apart), tuple(narrowed)
