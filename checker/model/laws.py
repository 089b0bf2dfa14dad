"""Rules, exceptions, obligations, claims, fills: what each says, with names resolved and types checked."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from checker.declared import Attestation, Gap
from checker.diagnostics import codes
from checker.model import errors
from checker.model import terms as t
from checker.model.about import about_of
from checker.model.definitions import check_alternatives
from checker.model.expressions import condition, value
from checker.model.moments import check_periods
from checker.model.names import Owned, find, visible
from checker.model.records import (
    Claim,
    Commitment,
    Constraint,
    Definition,
    Fill,
    Obligation,
    Property,
    Rule,
)
from checker.model.tables import Tables
from checker.model.wordings import maybe
from checker.model.world import Scope, World
from checker.source import Span, Spanned
from checker.syntax import ast
from checker.types import DateType, OptionalType


@define
class Laws:
    """What was checked so far, by full name."""

    world: World
    tables: Tables
    rules: dict[str, Rule] = field(factory=dict)
    obligations: dict[str, Obligation] = field(factory=dict)
    constraints: dict[str, Constraint] = field(factory=dict)
    commitments: dict[str, Commitment] = field(factory=dict)
    properties: dict[str, Property] = field(factory=dict)
    gaps: dict[str, tuple[str, Gap]] = field(factory=dict)
    fills: list[Fill] = field(factory=list)

    def check_all(self, definitions: dict[str, Definition | None]) -> None:
        """Check everything that is stated by owners, in order of name."""
        declarations = self.world.declarations
        for full, owned in sorted(declarations.laws.items()):
            match owned.declaration:
                case ast.Rule() as rule:
                    self._rule(full, owned.owner, rule)
                case ast.Obligation() as obligation:
                    self._obligation(full, owned.owner, obligation)
                case ast.Commitment() as commitment:
                    self._commitment(full, owned.owner, commitment)
                case ast.Property() as claim:
                    self._property(full, owned.owner, claim)
                case _:
                    pass
        for name, stated in sorted(declarations.constraints.items()):
            self._constraint(name, stated)
        for full, gap in sorted(declarations.gaps.items()):
            about = about_of(gap.declaration, gap.owner, declarations, report=self.world.report)
            self.gaps[full] = (gap.owner, Gap(full, about))
        self._fills(definitions)

    # ── rules ──

    def _rule(self, full: str, owner: str, rule: ast.Rule) -> None:
        world, scope = self.world, Scope(self.world, owner)
        kind = "exception" if rule.defeats else "rule"
        self._require_citation(rule.name, owner, rule.cites, kind)
        when = None if rule.when is None else condition(rule.when, scope)
        basis = None if rule.basis is None else value(rule.basis, OptionalType(DateType()), scope)
        conclusions = self._conclusions(rule, owner)
        defeats = self._defeated(rule, owner)
        self.rules[full] = Rule(
            name=full,
            owner=owner,
            about=about_of(rule, owner, world.declarations, report=world.report),
            when=when,
            conclusions=conclusions,
            periods=check_periods(rule.in_force, world.report),
            defeats=defeats,
            basis=basis,
            alternatives=check_alternatives(rule.alternatives, t.BOOL, scope),
        )

    def _require_citation(self, name: Spanned[str], owner: str, cites: Sequence[ast.Cite], kind: str) -> None:
        order = self.world.declarations.orders.get(owner)
        if order is not None and order.binding and not cites:
            self.world.report(errors.missing_citation(name, kind))

    def _conclusions(self, rule: ast.Rule, owner: str) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        first: dict[str, Span] = {}
        for conclusion in rule.conclusions:
            name, outcome = conclusion.decision, conclusion.outcome
            if name.value in first:
                self.world.report(errors.duplicate_item(name, first[name.value]))
                continue
            first[name.value] = name.span
            shape = self.world.decisions.get(name.value)
            if shape is None:
                declarations = self.world.declarations
                if name.value not in declarations.decisions and not declarations.is_unreadable(name.value):
                    known = list(declarations.decisions)
                    self.world.report(errors.unknown(codes.UNKNOWN_DECISION, "decision", name, known))
            elif why := self._may_not_conclude(shape.owner, owner):
                self.world.report(errors.foreign_decision(name, why))
            elif outcome.value not in shape.outcomes:
                self.world.report(errors.unknown_outcome(outcome, shape.name, shape.outcomes))
            else:
                found[name.value] = outcome.value
        return tuple(sorted(found.items()))

    def _may_not_conclude(self, decision_owner: str, owner: str) -> str | None:
        declarations = self.world.declarations
        order = declarations.orders.get(owner)
        if order is not None and not order.binding and decision_owner != owner:
            return "a voluntary code concludes its own decisions only"
        if decision_owner not in declarations.lineage(owner):
            return f"a decision of `{decision_owner}`"
        return None

    def _defeated(self, rule: ast.Rule, owner: str) -> tuple[str, ...]:
        declarations = self.world.declarations
        table = declarations.laws_of(ast.Rule, ast.Obligation)
        found: dict[str, Span] = {}
        for name in rule.defeats:
            target = find(
                name, owner, table, declarations, kind="rule", code=codes.UNKNOWN_RULE, report=self.world.report
            )
            if target is None:
                continue
            if target in found:
                self.world.report(errors.duplicate_item(name, found[target]))
            found.setdefault(target, name.span)
        return tuple(sorted(found))

    def _obligation(self, full: str, owner: str, obligation: ast.Obligation) -> None:
        world, scope = self.world, Scope(self.world, owner)
        self._require_citation(obligation.name, owner, obligation.cites, "obligation")
        bearer = obligation.bearer
        if bearer is not None and not self.role_exists(bearer):
            bearer = None
        self.obligations[full] = Obligation(
            name=full,
            owner=owner,
            about=about_of(obligation, owner, world.declarations, report=world.report),
            when=None if obligation.when is None else condition(obligation.when, scope),
            bearer=None if bearer is None else bearer.value,
            due=maybe(obligation.due),
            periods=check_periods(obligation.in_force, world.report),
            met_when=None if obligation.met_when is None else condition(obligation.met_when, scope),
        )

    def role_exists(self, name: Spanned[str]) -> bool:
        """Whether the role is declared; reports it where it is not."""
        declarations = self.world.declarations
        if name.value in declarations.roles:
            return True
        if not declarations.is_unreadable(name.value):
            self.world.report(errors.unknown(codes.UNKNOWN_ROLE, "role", name, list(declarations.roles)))
        return False

    # ── claims ──

    def _claim(self, claim: ast.Claim, scope: Scope) -> Claim | None:
        premise = None if claim.premise is None else condition(claim.premise, scope)
        conclusion = condition(claim.conclusion, scope)
        if conclusion is None or (premise is None and claim.premise is not None):
            return None
        return Claim(premise, conclusion)

    def _constraint(self, name: str, owned: Owned[ast.Constraint]) -> None:
        declaration, world = owned.declaration, self.world
        about = about_of(declaration, owned.owner, world.declarations, report=world.report)
        claim = None if declaration.claim is None else self._claim(declaration.claim, Scope(world, owned.owner))
        if claim is None:
            return
        if (test := self._decision_in(claim)) is not None:
            why = "a constraint is about facts, and this asks about a decision"
            world.report(errors.misplaced(test.span, why, "state it as a property"))
            return
        self.constraints[name] = Constraint(name, about, claim)

    def _decision_in(self, claim: Claim) -> t.Term | None:
        """Where a claim asks about a decision, itself or through a definition."""
        for root in (claim.premise, claim.conclusion):
            for term in () if root is None else t.walk(root):
                if isinstance(term, t.DecisionTest) or (
                    isinstance(term, t.DefinitionRef) and self.world.leans_on_decisions(term.name)
                ):
                    return term
        return None

    def _property(self, full: str, owner: str, declaration: ast.Property) -> None:
        about = about_of(declaration, owner, self.world.declarations, report=self.world.report)
        claim = None if declaration.claim is None else self._claim(declaration.claim, Scope(self.world, owner))
        if claim is not None:
            self.properties[full] = Property(full, owner, about, claim)

    def _commitment(self, full: str, owner: str, declaration: ast.Commitment) -> None:
        world = self.world
        order = world.declarations.orders.get(owner)
        if order is None or order.binding:
            advice = "state it as a property"
            world.report(errors.misplaced(declaration.name.span, "only a voluntary code makes commitments", advice))
        claim = None if declaration.claim is None else self._claim(declaration.claim, Scope(world, owner))
        attestations = () if declaration.attested is None else self._attestations(declaration.attested)
        self.commitments[full] = Commitment(
            name=full,
            owner=owner,
            about=about_of(declaration, owner, world.declarations, report=world.report),
            claim=claim,
            attestations=attestations,
            not_decision_matter=maybe(declaration.not_decision_matter),
            periods=check_periods(declaration.in_force, world.report),
        )

    def _attestations(self, clause: ast.Attested) -> tuple[Attestation, ...]:
        report = self.world.report
        place = Spanned("attested", clause.span)
        named = (clause.jurisdiction_column, clause.answer_column, clause.evidence_column)
        words = ("jurisdiction", "answer", "evidence")
        for name, word in zip(named, words, strict=True):
            if name is None:
                report(errors.missing_clause(place, f"column for the {word}", f"add `{word} COLUMN`"))
        table = self.tables.open(clause.path)
        if table is None:
            return ()
        columns = [None if name is None else table.column(name, report=report) for name in named]
        rows = table.where(clause.where, report=report)
        known = [column for column in columns if column is not None]
        if rows is None or len(known) < len(columns):
            return ()
        who, answer, evidence = known
        found = [
            Attestation(
                row.cells[who], row.cells[answer], row.cells[evidence], dict(zip(table.columns, row.cells, strict=True))
            )
            for row in rows
        ]
        return tuple(sorted(found, key=lambda a: (a.jurisdiction, a.answer, a.evidence)))

    # ── open terms ──

    def _fills(self, definitions: dict[str, Definition | None]) -> None:
        by_target: dict[str, list[Owned[ast.Fill]]] = {}
        fills = self.world.declarations.fills
        for owned in sorted(fills, key=lambda o: (o.declaration.span.path, o.declaration.span.start)):
            self._fill(owned, definitions)
            target = self._target(owned)
            if target is not None:
                by_target.setdefault(target, []).append(owned)
        for same in by_target.values():
            for place, later in enumerate(same):
                for earlier in same[:place]:
                    self._report_twice(earlier, later)
        self.fills.sort(key=lambda fill: (fill.target, fill.owner))

    def _report_twice(self, earlier: Owned[ast.Fill], later: Owned[ast.Fill]) -> None:
        lineage = self.world.declarations.lineage
        if earlier.owner in lineage(later.owner):
            self.world.report(errors.filled_twice(later.declaration.name, earlier.declaration.name.span))
        elif later.owner in lineage(earlier.owner):
            self.world.report(errors.filled_twice(earlier.declaration.name, later.declaration.name.span))

    def _target(self, owned: Owned[ast.Fill]) -> str | None:
        declarations = self.world.declarations
        opened = declarations.laws_of(ast.OpenTerm)
        full = visible(owned.declaration.name.value, owned.owner, opened, declarations)
        return full if full is not None and opened[full].owner != owned.owner else None

    def _fill(self, owned: Owned[ast.Fill], definitions: dict[str, Definition | None]) -> None:
        declaration, owner, world = owned.declaration, owned.owner, self.world
        scope = Scope(world, owner)
        about = about_of(declaration, owner, world.declarations, report=world.report)
        target = self._target(owned)
        if target is None:
            self._report_not_open(declaration.name, owner)
            if declaration.expr is not None:
                condition_or_value(declaration.expr, scope)
            return
        definition = definitions.get(target)
        if definition is None or declaration.expr is None:
            return
        term = value(declaration.expr, definition.type, scope)
        if term is not None:
            self.fills.append(Fill(target, owner, term, about))

    def _report_not_open(self, name: Spanned[str], owner: str) -> None:
        declarations = self.world.declarations
        if declarations.is_unreadable(name.value):
            return
        same = [o for n, o in sorted(declarations.laws.items()) if n == name.value or n.endswith(f".{name.value}")]
        stranger = next((o for o in same if isinstance(o.declaration, ast.OpenTerm) and o.owner != owner), None)
        if stranger is not None:
            self.world.report(errors.filled_by_stranger(name, stranger.owner, owner))
            return
        terms = [o.declaration for o in declarations.laws.values()]
        opened = [term.name.value for term in terms if isinstance(term, ast.OpenTerm)]
        if not same and errors.similar(name.value, opened):
            self.world.report(errors.unknown(codes.NOT_AN_OPEN_TERM, "open term", name, opened))
            return
        self.world.report(errors.not_an_open_term(name, same[0].declaration.name.span if same else None))


def condition_or_value(expr: ast.Expr, scope: Scope) -> t.Term | None:
    """Check an expression for its own mistakes where nothing says what it should be."""
    from checker.model.expressions import check, names_something

    return check(expr, None, scope) if names_something(expr, scope) else None
