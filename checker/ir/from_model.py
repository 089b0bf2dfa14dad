"""The model lowered: one program for each jurisdiction, each voluntary code, and each code beside each jurisdiction.

- A jurisdiction's program holds what it states, what it inherits and what the vocabulary states; open terms are filled.
- `CODE@A` holds all of `A` and what the code states. A fact that the code supplies takes the value of its expression
  everywhere; constraints on such a fact would be claims about `A` and are left out.
- `CODE` alone holds what the code states. Decisions of the vocabulary are not made by anybody there, so every test of
  one is an uncertainty, named after the test and told by the decision's label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import define, evolve

from checker.declared import About, DatedList, FactInfo, Gap, Outcome
from checker.ir import nodes as ir
from checker.ir.from_terms import Lowering
from checker.ir.law import Law, order_of
from checker.ir.order import in_order
from checker.ir.program import (
    CASE_DATE,
    NOT_ASKED,
    Commitment,
    Conclusion,
    Constraint,
    DecisionInfo,
    DefinitionInfo,
    Obligation,
    Program,
    Property,
    Reading,
    Rule,
)
from checker.ir.simplify import any_of, negated
from checker.ir.stages import stages_of, with_exceptions
from checker.ir.walk import definitions_in
from checker.model import records as m
from checker.model import terms as t
from checker.types import OptionalType
from checker.values import NONE, Value
from checker.wording import Wording

NOT_ASKED_LABEL = Wording("The question does not arise", (("fr", "Sans objet"),))


Part = TypeVar("Part", FactInfo, DefinitionInfo, DatedList, DecisionInfo, Rule, Obligation, Constraint, Gap)


def lower_law(model: m.Model, readings: Mapping[str, str] | None = None) -> Law:
    """Every program of the law; `readings` chooses a rival reading by the full name of what it rereads."""
    chosen = dict(readings or {})
    binding = [name for name, order in model.orders.items() if order.binding]
    codes = [name for name, order in model.orders.items() if not order.binding]
    programs = {name: lower_program(model, name, None, chosen) for name in (*binding, *codes)}
    for code in codes:
        for name in binding:
            both = lower_program(model, code, name, chosen)
            programs[both.name] = _sharing(both, programs[name])
    return Law(
        programs=programs,
        facts=tuple(model.facts.values()),
        value_labels=model.value_labels,
        records=model.records,
        roles=model.roles,
        types=model.types,
        backgrounds=model.backgrounds,
        scenarios=model.scenarios,
        vocabulary=model.vocabulary,
        orders=tuple(order_of(program) for program in programs.values()),
    )


def _sharing(program: Program, base: Program) -> Program:
    """The program with every part that equals one of `base` being that very part, so that neither is held twice."""
    return evolve(
        program,
        facts=_shared(program.facts, base.facts),
        definitions=_shared(program.definitions, base.definitions),
        lists=_shared(program.lists, base.lists),
        decisions=_shared(program.decisions, base.decisions),
        rules=_shared(program.rules, base.rules),
        obligations=_shared(program.obligations, base.obligations),
        constraints=_shared(program.constraints, base.constraints),
        gaps=_shared(program.gaps, base.gaps),
    )


def _shared(parts: tuple[Part, ...], base: tuple[Part, ...]) -> tuple[Part, ...]:
    by_name = {part.name: part for part in base}
    return tuple(by_name[part.name] if by_name.get(part.name) == part else part for part in parts)


def lower_program(model: m.Model, name: str, beside: str | None, chosen: Mapping[str, str]) -> Program:
    """The program of one legal order, or of a code beside a jurisdiction."""
    return _Composition.of(model, name, beside, chosen).program()


Stated = TypeVar("Stated", m.Rule, m.Obligation, m.Commitment, m.Property)


@define
class _Composition:
    """Which parts of the model make up one program: what `owners` state, read with `lowering`."""

    model: m.Model
    order: m.Order
    beside: m.Order | None
    chosen: Mapping[str, str]
    owners: tuple[str, ...]
    definitions: Mapping[str, m.Definition]
    decisions: tuple[m.Decision, ...]
    lowering: Lowering

    @classmethod
    def of(cls, model: m.Model, name: str, beside: str | None, chosen: Mapping[str, str]) -> _Composition:
        order = model.orders[name]
        lineage = model.lineage(name) if beside is None else (name, *model.lineage(beside))
        alone = not order.binding and beside is None
        owners = (name,) if alone else lineage
        definitions = _definitions(model, lineage, chosen)
        supplies = {} if beside is None else dict(order.supplies)
        decisions = tuple(d for d in model.decisions.values() if d.owner in owners)
        lowering = Lowering(
            definitions=definitions,
            inlined=_leaning_on_decisions(definitions, supplies),
            supplies=supplies,
            outcomes={d.name: _outcome_names(d) for d in decisions},
            foreign={d.name: (d.about.label, _outcome_names(d)) for d in model.decisions.values()},
        )
        other = None if beside is None else model.orders[beside]
        return cls(model, order, other, chosen, owners, definitions, decisions, lowering)

    def program(self) -> Program:
        model, order, beside = self.model, self.order, self.beside
        as_of, code_basis = self._bases()
        stated = [self._rule(rule, code_basis) for rule in self._owned(model.rules)]
        duties = [self._obligation(duty) for duty in self._owned(model.obligations)]
        rules, obligations = with_exceptions(stated, duties)
        decisions = [self._decision(decision) for decision in self.decisions]
        commitments = tuple(self._commitment(c) for c in self._owned(model.commitments))
        properties = tuple(Property(p.name, self._claim(p.claim), p.about) for p in self._owned(model.properties))
        constraints = self._constraints()
        definitions = self._definition_records()
        stages = stages_of(rules, decisions, obligations)
        place = {stage: number for number, stage in enumerate(stages)}
        readable = {rule.name for rule in rules} | {definition.name for definition in definitions}
        return Program(
            name=order.name if beside is None else f"{order.name}@{beside.name}",
            about=order.about,
            binding=order.binding,
            lineage=model.lineage(order.name) if beside is None else (order.name, *model.lineage(beside.name)),
            as_of=as_of,
            facts=tuple(model.facts[name] for name in sorted(self.lowering.facts)),
            definitions=definitions,
            lists=tuple(model.lists[name] for name in sorted(self.lowering.lists)),
            decisions=tuple(sorted(decisions, key=lambda d: place["decision", d.name])),
            rules=tuple(sorted(rules, key=lambda r: place["rule", r.name])),
            obligations=tuple(sorted(obligations, key=lambda o: place["obligation", o.name])),
            constraints=constraints,
            stages=stages,
            as_if=self._as_if(),
            uncertainties=tuple(sorted(self.lowering.uncertainties.items())),
            current_to=order.current_to if beside is None else beside.current_to,
            readings=self._readings(readable),
            chosen=tuple(sorted((name, reading) for name, reading in self.chosen.items() if name in readable)),
            gaps=tuple(gap for _, (owner, gap) in sorted(model.gaps.items()) if owner in self.owners),
            beside=None if beside is None else beside.name,
            commitments=commitments,
            properties=properties,
        )

    def _owned(self, table: Mapping[str, Stated]) -> list[Stated]:
        return [table[name] for name in sorted(table) if table[name].owner in self.owners]

    def _as_if(self) -> tuple[tuple[str, Value], ...]:
        theirs = {} if self.beside is None else dict(self.beside.as_if)
        return tuple(sorted({**theirs, **dict(self.order.as_if)}.items()))

    # ── dates ──

    def _bases(self) -> tuple[ir.Expr, ir.Expr | None]:
        """The program's date of decision, and that of a code's own rules where it is another."""
        own = self._date(self.order.basis, ir.Fact(CASE_DATE))
        if self.beside is None:
            return own, None
        theirs = self._date(self.beside.basis, ir.Fact(CASE_DATE))
        return theirs, own if own != theirs else None

    def _date(self, term: t.Term | None, otherwise: ir.Expr) -> ir.Expr:
        """The date that a term gives; where it gives none, `otherwise`."""
        if term is None:
            return otherwise
        date = self.lowering.expr(term)
        if not isinstance(t.type_of(term), OptionalType):
            return date
        return ir.Choose(ir.Equal(date, ir.Constant(NONE), span=term.span), otherwise, date, span=term.span)

    # ── rules, duties, claims ──

    def _condition(self, term: t.Term | None, about: About) -> ir.Expr:
        return ir.AllOf((), span=about.span) if term is None else self.lowering.expr(term)

    def _rule(self, rule: m.Rule, code_basis: ir.Expr | None) -> Rule:
        when = _chosen_term(rule.when, rule.alternatives, self.chosen.get(rule.name))
        basis = None if rule.basis is None else self._date(rule.basis, ir.AsOf())
        if basis is None and rule.owner == self.order.name:
            basis = code_basis
        return Rule(
            name=rule.name,
            when=self._condition(when, rule.about),
            about=rule.about,
            owner=rule.owner,
            conclusions=tuple(Conclusion(name, self._index(name, outcome)) for name, outcome in rule.conclusions),
            periods=rule.periods,
            defeats=rule.defeats,
            basis=basis,
        )

    def _index(self, decision: str, outcome: str) -> int:
        return self.lowering.outcomes[decision].index(outcome)

    def _obligation(self, duty: m.Obligation) -> Obligation:
        return Obligation(
            name=duty.name,
            when=self._condition(duty.when, duty.about),
            about=duty.about,
            owner=duty.owner,
            bearer=duty.bearer,
            due=duty.due,
            periods=duty.periods,
            met_when=None if duty.met_when is None else self.lowering.expr(duty.met_when),
        )

    def _claim(self, claim: m.Claim) -> ir.Expr:
        return _claim(claim, self.lowering)

    def _commitment(self, commitment: m.Commitment) -> Commitment:
        return Commitment(
            name=commitment.name,
            about=commitment.about,
            claim=None if commitment.claim is None else self._claim(commitment.claim),
            attestations=commitment.attestations,
            not_decision_matter=commitment.not_decision_matter,
            periods=commitment.periods,
        )

    def _constraints(self) -> tuple[Constraint, ...]:
        """The constraints that can bear on what was lowered so far: those that share a fact with it, and so on."""
        waiting: dict[str, tuple[Constraint, Lowering]] = {}
        for name, constraint in sorted(self.model.constraints.items()):
            roots = [constraint.claim.conclusion, *([constraint.claim.premise] if constraint.claim.premise else [])]
            if not any(self._reads_supplied(root) for root in roots):
                apart = self.lowering.apart()
                waiting[name] = Constraint(name, _claim(constraint.claim, apart), constraint.about), apart
        found: list[Constraint] = []
        while near := [name for name, (_, apart) in waiting.items() if apart.facts & self.lowering.facts]:
            for name in near:
                constraint_record, apart = waiting.pop(name)
                self.lowering.take(apart)
                found.append(constraint_record)
        return tuple(sorted(found, key=lambda each: each.name))

    def _reads_supplied(self, root: t.Term) -> bool:
        waiting, seen = [root], set[str]()
        while waiting:
            for term in t.walk(waiting.pop()):
                match term:
                    case t.FactRef(name=name) if name in self.lowering.supplies:
                        return True
                    case t.DefinitionRef(name=name) if name not in seen:
                        seen.add(name)
                        inner = self.definitions[name].term
                        waiting += [] if inner is None else [inner]
                    case _:
                        pass
        return False

    # ── decisions, definitions, readings ──

    def _decision(self, decision: m.Decision) -> DecisionInfo:
        asked = None if decision.asked_when is None else self.lowering.expr(decision.asked_when)
        extra = () if asked is None else (Outcome(NOT_ASKED, NOT_ASKED_LABEL),)
        return DecisionInfo(
            name=decision.name,
            outcomes=(*extra, *decision.outcomes),
            otherwise=self._index(decision.name, decision.otherwise),
            about=decision.about,
            combiner=decision.combiner,
            asked_when=asked,
            of_code=decision.of_code,
        )

    def _definition_records(self) -> tuple[DefinitionInfo, ...]:
        used = self.lowering.used
        order = in_order({name: definitions_in(expr) for name, expr in used.items()}, key=str)
        found: list[DefinitionInfo] = []
        for name in order:
            definition = self.definitions[name]
            info = DefinitionInfo(name, definition.type, used[name], definition.about, definition.open_term)
            found.append(info)
        return tuple(found)

    def _readings(self, readable: set[str]) -> tuple[Reading, ...]:
        found: list[Reading] = []
        for name in sorted(readable):
            rule = self.model.rules.get(name)
            alternatives = self.definitions[name].alternatives if rule is None else rule.alternatives
            found += [Reading(alternative.name, name, alternative.label) for alternative in alternatives]
        return tuple(found)


def _claim(claim: m.Claim, lowering: Lowering) -> ir.Expr:
    conclusion = lowering.expr(claim.conclusion)
    if claim.premise is None:
        return conclusion
    absent = negated(lowering.expr(claim.premise), claim.premise.span)
    return any_of((absent, conclusion), claim.premise.span.to(claim.conclusion.span))


def _outcome_names(decision: m.Decision) -> tuple[str, ...]:
    extra = () if decision.asked_when is None else (NOT_ASKED,)
    return (*extra, *(outcome.name for outcome in decision.outcomes))


def _chosen_term(term: t.Term | None, alternatives: Iterable[m.Alternative], reading: str | None) -> t.Term | None:
    return next((each.term for each in alternatives if each.name == reading), term)


def _definitions(model: m.Model, lineage: tuple[str, ...], chosen: Mapping[str, str]) -> dict[str, m.Definition]:
    """The definitions of the lineage, with open terms filled by the nearest owner and readings chosen."""
    found: dict[str, m.Definition] = {}
    for name, definition in model.definitions.items():
        if definition.owner in lineage:
            term = _chosen_term(definition.term, definition.alternatives, chosen.get(name))
            found[name] = evolve(definition, term=term)
    fills = [fill for fill in model.fills if fill.owner in lineage and fill.target in found]
    for fill in sorted(fills, key=lambda each: lineage.index(each.owner), reverse=True):
        opened = found[fill.target]
        found[fill.target] = evolve(opened, term=fill.term, about=_joined(opened.about, fill.about))
    return found


def _joined(opened: About, fill: About) -> About:
    """What an open term and its fill tell together: the label of the first, the reasons of the second."""
    return About(
        label=opened.label,
        citations=tuple(dict.fromkeys((*fill.citations, *opened.citations))),
        interpretation=fill.interpretation,
        unverified=fill.unverified or opened.unverified,
        notes=(*opened.notes, *fill.notes),
        span=fill.span,
    )


def _leaning_on_decisions(definitions: Mapping[str, m.Definition], supplies: Mapping[str, t.Term]) -> frozenset[str]:
    """The definitions that ask about a decision, themselves or through others or through a supplied fact."""
    users: dict[str, list[str]] = {}
    waiting: list[str] = []
    for name, definition in definitions.items():
        for term in () if definition.term is None else t.walk(definition.term):
            match term:
                case t.DecisionTest():
                    waiting.append(name)
                case t.FactRef(name=fact) if fact in supplies:
                    waiting.append(name)
                case t.DefinitionRef(name=used):
                    users.setdefault(used, []).append(name)
                case _:
                    pass
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += users.get(name, ())
    return frozenset(found)
