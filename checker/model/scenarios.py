"""Backgrounds and scenarios: `like` and `assuming` merged, expectations resolved for the jurisdiction they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from checker.declared import (
    Background,
    Expectation,
    ExpectObligation,
    ExpectOutcome,
    ExpectPossible,
    ExpectRule,
    Scenario,
)
from checker.diagnostics import codes
from checker.model import errors
from checker.model.about import about_of
from checker.model.comparisons import NOT_ASKED
from checker.model.data import check_settings
from checker.model.moments import check_date
from checker.model.names import Owned, find, visible, visible_names
from checker.model.records import Link
from checker.model.world import World
from checker.source import Span, Spanned
from checker.syntax import ast
from checker.values import Value

RULE_STATUSES = ("applies", "defeated", "undetermined", "not_in_force", "does_not_apply")
OBLIGATION_STATUSES = ("met", "unmet", "undetermined", "does_not_arise")
Facts: TypeAlias = "dict[str, Value | None]"


@frozen
class _Merged:
    date: int | None
    assuming: tuple[str, ...]
    given: Mapping[str, Value | None]
    lines: Mapping[str, Mapping[str, Value | None]]
    readings: Mapping[str, str]
    actual: bool


_EMPTY = _Merged(None, (), {}, {}, {}, False)


@define
class Scenarios:
    """`by_name` are the scenarios that are sound; `readings` the rival readings by full name of what they reread."""

    world: World
    readings: Mapping[str, tuple[str, ...]]
    backgrounds: dict[str, Background] = field(factory=dict)
    by_name: dict[str, Scenario] = field(factory=dict)
    _merged: dict[str, _Merged] = field(factory=dict)

    def check_all(self) -> None:
        declarations = self.world.declarations
        for full, owned in sorted(declarations.backgrounds.items()):
            about = about_of(owned.declaration, owned.owner, declarations, report=self.world.report)
            facts = self._settings(owned.declaration.given)
            self.backgrounds[full] = Background(full, about, _in_order(facts))
        self._merge_all()
        for full, found in sorted(declarations.scenarios.items()):
            self._scenario(full, found)

    def _settings(self, settings: tuple[ast.Setting, ...]) -> Facts:
        return check_settings(settings, self.world.facts, self.world.declarations, report=self.world.report)

    def _scenario(self, full: str, owned: Owned[ast.Scenario]) -> None:
        declaration, world = owned.declaration, self.world
        merged = self._merged[full]
        about = about_of(declaration, owned.owner, world.declarations, report=world.report)
        expectations = [self._expectation(e) for e in declaration.expectations]
        if merged.date is None:
            if declaration.date is None and declaration.like is None:
                world.report(errors.missing_clause(declaration.name, "date", "add `on 2024-05-01`"))
            return
        given: Facts = {}
        for name in merged.assuming:
            given.update(self.backgrounds[name].facts if name in self.backgrounds else ())
        given.update(merged.given)
        lines = tuple((name, _in_order(facts)) for name, facts in merged.lines.items())
        self.by_name[full] = Scenario(
            name=full,
            owner=owned.owner,
            about=about,
            date=merged.date,
            given=_in_order(given),
            lines=lines,
            readings=tuple(sorted(merged.readings.items())),
            actual=merged.actual,
            expectations=tuple(e for e in expectations if e is not None),
        )

    def _merge_all(self) -> None:
        """Lay every scenario over the one that it is like, those first that others are like; circles are reported."""
        scenarios = self.world.declarations.scenarios
        like = {full: self._like(owned) for full, owned in sorted(scenarios.items())}
        for full in like:
            chain: list[str] = []
            here: str | None = full
            while here is not None and here not in self._merged and here not in chain:
                chain.append(here)
                here = like[here]
            if here is not None and here in chain:
                self._report_circle(chain[chain.index(here) :])
                self._merged[here] = _EMPTY
            for name in reversed(chain):
                base = like[name]
                self._merged[name] = self._laid_over(_EMPTY if base is None else self._merged[base], scenarios[name])

    def _report_circle(self, members: list[str]) -> None:
        scenarios = self.world.declarations.scenarios
        first = members.index(min(members))
        links = [Link(name, _like_span(scenarios[name].declaration)) for name in (*members[first:], *members[:first])]
        self.world.report(errors.circle(codes.CIRCULAR_SCENARIO, "scenarios are like each other", links))

    def _like(self, owned: Owned[ast.Scenario]) -> str | None:
        """The full name of the scenario that one is like."""
        name, declarations = owned.declaration.like, self.world.declarations
        if name is None:
            return None
        full = visible(name.value, owned.owner, declarations.scenarios, declarations)
        full = name.value if full is None and name.value in declarations.scenarios else full
        if full is None and not declarations.is_unreadable(name.value):
            known = visible_names(owned.owner, declarations.scenarios, declarations)
            self.world.report(errors.unknown(codes.UNKNOWN_SCENARIO, "scenario", name, known))
        return full

    def _laid_over(self, base: _Merged, owned: Owned[ast.Scenario]) -> _Merged:
        declaration, world = owned.declaration, self.world
        date = base.date if declaration.date is None else check_date(declaration.date, world.report)
        assuming = [*base.assuming]
        for name in declaration.assuming:
            background = self._background(name, owned.owner)
            if background is not None:
                assuming.append(background)
        lines = {name: dict(facts) for name, facts in base.lines.items()}
        first: dict[str, Span] = {}
        for line in declaration.lines:
            if line.name.value in first:
                world.report(errors.duplicate_item(line.name, first[line.name.value]))
            first.setdefault(line.name.value, line.name.span)
            facts = self._settings(line.given)
            for setting in line.given:
                fact = world.facts.get(setting.name.value)
                if fact is not None and not fact.per_line:
                    advice = f"declare `fact {fact.name}: … per line`, or give it under `given`"
                    world.report(errors.misplaced(setting.name.span, f"`{fact.name}` is not a fact per line", advice))
            lines.setdefault(line.name.value, {}).update(facts)
        return _Merged(
            date=date,
            assuming=tuple(dict.fromkeys(assuming)),
            given={**base.given, **self._settings(declaration.given)},
            lines=lines,
            readings={**base.readings, **self._readings(declaration, owned.owner)},
            actual=base.actual or declaration.actual,
        )

    def _background(self, name: Spanned[str], owner: str) -> str | None:
        declarations = self.world.declarations
        if name.value in declarations.backgrounds:
            return name.value
        return find(
            name,
            owner,
            declarations.backgrounds,
            declarations,
            kind="background",
            code=codes.UNKNOWN_BACKGROUND,
            report=self.world.report,
        )

    def _readings(self, declaration: ast.Scenario, owner: str) -> dict[str, str]:
        declarations, report = self.world.declarations, self.world.report
        found: dict[str, str] = {}
        for target, alternative in declaration.readings:
            full = visible(target.value, owner, declarations.laws, declarations)
            full = target.value if full is None and target.value in declarations.laws else full
            if full is None:
                if not declarations.is_unreadable(target.value):
                    known = [*visible_names(owner, declarations.laws, declarations), *declarations.laws]
                    report(errors.unknown(codes.UNKNOWN_RULE, "rule or definition", target, known))
                continue
            known_readings = self.readings.get(full, ())
            if alternative.value not in known_readings:
                report(errors.unknown_reading(alternative, full, known_readings))
                continue
            found[full] = alternative.value
        return found

    # ── expectations ──

    def _expectation(self, expectation: ast.Expectation) -> Expectation | None:
        target, beside = self._target(expectation.target)
        if target is None:
            return None
        match expectation:
            case ast.ExpectOutcome(decision=decision, outcome=outcome, by=by, span=span):
                named = self._outcomes(decision, (outcome,), (target, beside))
                rules = self._named(by, (target, beside), ast.Rule, codes.UNKNOWN_RULE, "rule")
                return None if not named else ExpectOutcome(target, beside, decision.value, named[0], rules, span)
            case ast.ExpectPossible(decision=decision, outcomes=outcomes, decided_by=facts, span=span):
                named = self._outcomes(decision, outcomes, (target, beside))
                needs = [self._need(name, (target, beside)) for name in facts]
                known = tuple(name for name in needs if name is not None)
                return None if not named else ExpectPossible(target, beside, decision.value, named, known, span)
            case ast.ExpectRule(rule=rule, status=status, span=span):
                rules = self._named((rule,), (target, beside), ast.Rule, codes.UNKNOWN_RULE, "rule")
                if not self._word(status, RULE_STATUSES) or not rules:
                    return None
                return ExpectRule(target, beside, rules[0], status.value, span)
            case ast.ExpectObligation(obligation=duty, status=status, span=span):
                code = codes.UNKNOWN_RULE
                duties = self._named((duty,), (target, beside), ast.Obligation, code, "obligation")
                if not self._word(status, OBLIGATION_STATUSES) or not duties:
                    return None
                return ExpectObligation(target, beside, duties[0], status.value, span)

    def _target(self, target: ast.Target) -> tuple[str | None, str | None]:
        orders, report = self.world.declarations.orders, self.world.report
        for name in (target.name, target.beside):
            if name is not None and name.value not in orders:
                if not self.world.declarations.is_unreadable(name.value):
                    report(errors.unknown_owner(name, list(orders)))
                return None, None
        if target.beside is None:
            return target.name.value, None
        if orders[target.name.value].binding or not orders[target.beside.value].binding:
            why = "only a voluntary code is decided `for` a jurisdiction"
            report(errors.misplaced(target.span, why, "write `CODE for JURISDICTION`"))
            return None, None
        return target.name.value, target.beside.value

    def _outcomes(
        self, decision: Spanned[str], outcomes: tuple[Spanned[str], ...], places: tuple[str, str | None]
    ) -> tuple[str, ...]:
        declarations, report = self.world.declarations, self.world.report
        shape = self.world.decisions.get(decision.value)
        if shape is None:
            if decision.value not in declarations.decisions and not declarations.is_unreadable(decision.value):
                report(errors.unknown(codes.UNKNOWN_DECISION, "decision", decision, list(declarations.decisions)))
            return ()
        if not any(place is not None and shape.owner in declarations.lineage(place) for place in places):
            report(errors.not_visible(decision, shape.owner, places[0]))
            return ()
        known = [*([NOT_ASKED] if shape.asked else []), *shape.outcomes]
        for outcome in outcomes:
            if outcome.value not in known:
                report(errors.unknown_outcome(outcome, shape.name, known))
                return ()
        chosen = {outcome.value for outcome in outcomes}
        return tuple(name for name in known if name in chosen)

    def _named(
        self,
        names: tuple[Spanned[str], ...],
        places: tuple[str, str | None],
        kind: type[ast.Rule | ast.Obligation],
        code: codes.Code,
        word: str,
    ) -> tuple[str, ...]:
        declarations = self.world.declarations
        table = declarations.laws_of(kind)
        found: list[str] = []
        for name in names:
            owners = [place for place in places if place is not None]
            fulls = [visible(name.value, place, table, declarations) for place in owners]
            full = next((each for each in fulls if each is not None), None)
            if full is not None:
                found.append(full)
                continue
            known = [each for place in owners for each in visible_names(place, table, declarations)]
            find(
                name,
                owners[0],
                table,
                declarations,
                kind=word,
                code=code,
                report=self.world.report,
                suggest=known if name.value not in table else None,
            )
        return tuple(found)

    def _need(self, name: Spanned[str], places: tuple[str, str | None]) -> str | None:
        """The full name of a fact, a field of records or an open term that can be needed, or None after a report."""
        declarations = self.world.declarations
        head, _, field_name = name.value.rpartition(".")
        if name.value in declarations.facts or (head in declarations.facts and field_name):
            return name.value
        opened = declarations.laws_of(ast.OpenTerm)
        for place in places:
            full = None if place is None else visible(name.value, place, opened, declarations)
            if full is not None:
                return full
        if not declarations.is_unreadable(name.value):
            self.world.report(errors.unknown_fact(name, [*declarations.facts, *opened]))
        return None

    def _word(self, word: Spanned[str], known: tuple[str, ...]) -> bool:
        if word.value in known:
            return True
        self.world.report(errors.unknown_word(word, known))
        return False


def _in_order(facts: Mapping[str, Value | None]) -> tuple[tuple[str, Value | None], ...]:
    return tuple((name, facts[name]) for name in sorted(facts))


def _like_span(declaration: ast.Scenario) -> Span:
    return declaration.name.span if declaration.like is None else declaration.like.span
