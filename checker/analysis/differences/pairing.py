"""Two programs as one, so that every case is put to both at once.

What both state alike, down to everything it depends on, is there once; everything else is there twice, with the name of
its side before its own. The facts are those of both. So whatever can be asked of one program can be asked of two, and
what is equal on both sides costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.analysis.differences.given_facts import Given, with_given
from checker.analysis.differences.likeness import Likeness, side_of
from checker.analysis.differences.shared_types import common
from checker.analysis.differences.sides import FIRST, SECOND, helper_of, named
from checker.analysis.space.probing import probe_of
from checker.declared import DatedList, FactInfo, Outcome
from checker.ir import nodes as ir
from checker.ir.program import (
    Conclusion,
    Constraint,
    DecisionInfo,
    DefinitionInfo,
    Obligation,
    Program,
    Rule,
)
from checker.ir.rewrite import rewritten
from checker.records import evolve, frozen
from checker.wording import Wording


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


class _Pairing:
    def __init__(self, programs: tuple[Program, Program], given: tuple[Given, Given]) -> None:
        self._originals = programs
        self._given = given
        self._facts, self._apart, self._narrowed = _facts_of(*programs)
        first, second = (side_of(with_given(each, some)) for each, some in zip(programs, given, strict=True))
        self._sides = (first, second)
        self._alike = Likeness(self._sides)
        self._helpers: dict[str, tuple[Rule, DecisionInfo]] = {}

    def paired(self) -> Pair:
        second = self._sides[SECOND]
        for kind, name in second.program.stages:
            self._alike.is_shared(kind, name)
        as_of = self._rewrite(SECOND, second.as_of)
        shared_basis = self._alike.same_basis()
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
        shared = frozenset(key for key, is_shared in self._alike.shared.items() if is_shared)
        by_date = frozenset(self._alike.by_date)
        return Pair(merged, self._originals, self._given, shared, self._apart, self._narrowed, by_date)

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, side: int, kind: str, name: str) -> str:
        return name if self._alike.is_shared(kind, name) else named(side, name)

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
        if self._alike.is_shared("rule", rule.name):
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
        if not own or self._alike.is_shared("rule", rule.name):
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
            if own_basis and not self._alike.is_shared("decision", decision.name):
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
        if not own_basis or self._alike.is_shared("obligation", duty.name):
            return made
        probe = probe_of("obligation", made.name)
        return evolve(made, when=self._at_own_date(side, probe, made.when, made), periods=(), defeated_by=())

    def _constraint(self, side: int, constraint: Constraint) -> Constraint:
        expr = self._rewrite(side, constraint.expr)
        other = next((c for c in self._sides[1 - side].program.constraints if c.name == constraint.name), None)
        alike = other is not None and self._alike.same(constraint.expr, other.expr)
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
