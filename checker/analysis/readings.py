"""What an answer rests on that could be otherwise: readings of the law, and what is not verified."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from attrs import evolve, frozen

from checker.analysis.compare import Column
from checker.analysis.exact import BUDGET, WorkBound, find_outcomes
from checker.analysis.mentions import rule_mentions
from checker.declared import About
from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.results.records import JurisdictionResult, Status
from checker.types import BoolType
from checker.wording import Wording

WithReading = Callable[[str, str, str], Program | None]
"""(program, target, reading) → the program compiled with that reading, or None where it cannot be."""


@frozen
class Change:
    """A decision that would be answered otherwise. Outcomes least strict first."""

    decision: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class Alternative:
    """A rival reading and what it would change; `changes` is None where it could not be compiled."""

    name: str
    label: Wording
    changes: tuple[Change, ...] | None


@frozen
class ReadingUsed:
    """An interpretation that the answer relies on, with its rival readings. `chosen`: the rival in use, or None."""

    jurisdiction: str
    target: str
    kind: str
    about: About
    reason: Wording
    alternatives: tuple[Alternative, ...]
    chosen: str | None


@frozen
class Hinge:
    """Something uncertain on which decisions depend.

    `kind`: "rule", "definition" or "list". `why`: "unverified", "citation" (one of its citations is), "interpretation"
    or "uncertain_date". `changes`: what the answers would be without the rule or the entries of the list, or with the
    definition the other way round.
    """

    jurisdiction: str
    kind: str
    name: str
    why: str
    changes: tuple[Change, ...]


def contributing_rules(result: JurisdictionResult) -> tuple[str, ...]:
    """Rules that decide, that set aside, or that may still do either."""
    deciding = {name for decision in result.decisions for name in decision.decided_by}
    exceptions = {name for finding in result.findings for name in finding.defeated_by}
    return tuple(
        finding.rule
        for finding in result.findings
        if finding.rule in deciding | exceptions or finding.status is Status.UNDETERMINED
    )


def readings_used(column: Column, with_reading: WithReading, *, budget: int = BUDGET) -> tuple[ReadingUsed, ...]:
    """Each interpretation behind the findings that contribute, and what its alternatives would give."""
    program = column.program
    chosen = dict(program.chosen)
    bound = WorkBound(budget)
    found = []
    for kind, name, about in _contributing(program, contributing_rules(column.result)):
        if about.interpretation is None:
            continue
        alternatives = tuple(
            Alternative(reading.name, reading.label, _changes_with(column, with_reading, name, reading.name, bound))
            for reading in program.readings
            if reading.target == name and reading.name != chosen.get(name)
        )
        found.append(ReadingUsed(program.name, name, kind, about, about.interpretation, alternatives, chosen.get(name)))
    return tuple(found)


def _changes_with(
    column: Column, with_reading: WithReading, target: str, reading: str, bound: WorkBound
) -> tuple[Change, ...] | None:
    program = with_reading(column.name, target, reading)
    return None if program is None else _changes(column, program, bound)


def _changes(column: Column, program: Program, bound: WorkBound) -> tuple[Change, ...]:
    """What another law would answer otherwise; an answer that is not exact is compared only where both are not."""
    after = find_outcomes(program, column.lines, column.date, bound).result
    changed = []
    for old in column.result.decisions:
        new = after.decision(old.decision)
        if old.exact is new.exact and (old.possible != new.possible or old.collected != new.collected):
            changed.append(Change(old.decision, old.possible, new.possible))
    return tuple(changed)


def _contributing(program: Program, names: Collection[str]) -> Iterable[tuple[str, str, About]]:
    """The rules, and the definitions and lists that they read."""
    rules = set(names)
    read = rule_mentions(program, rules)
    for rule in program.rules:
        if rule.name in rules:
            yield "rule", rule.name, rule.about
    for definition in program.definitions:
        if definition.name in read.definitions:
            yield "definition", definition.name, definition.about
    for dated in program.lists:
        if dated.name in read.lists:
            yield "list", dated.name, dated.about


# ── hinges ───────────────────────────────────────────────────────────────────────────────────────────────────────


def hinges(column: Column, *, budget: int = BUDGET) -> tuple[Hinge, ...]:
    """What is unverified, an interpretation, or of uncertain date, and would change a decision if it were otherwise.

    Looked at are the rules that decide or set aside, and those on whose dates an open decision depends. What would cost
    more than the budget is left out.
    """
    bound = WorkBound(budget)
    needed = {name for decision in column.result.decisions for name in decision.needs}
    deciding = {name for decision in column.result.decisions for name in decision.decided_by}
    setting_aside = {
        exception
        for finding in column.result.findings
        if finding.status is Status.DEFEATED
        for exception in finding.defeated_by
    }
    rules = deciding | setting_aside | {rule.name for rule in column.program.rules if rule.name in needed}
    found = []
    for kind, name, about in _contributing(column.program, rules):
        why = _why(about)
        if why is None and kind in ("rule", "list") and name in needed:
            why = "uncertain_date"
        toggled = None if why is None else _toggled(column.program, kind, name)
        changes = () if toggled is None else _changes(column, toggled, bound)
        if why is not None and changes:
            found.append(Hinge(column.name, kind, name, why, changes))
    return tuple(found)


def _why(about: About) -> str | None:
    if about.unverified is not None:
        return "unverified"
    if about.citations and any(each.confidence == "unverified" for each in about.citations):
        return "citation"
    return "interpretation" if about.interpretation is not None else None


def _toggled(program: Program, kind: str, name: str) -> Program | None:
    """The law without a rule, with an empty list, or with a definition of truth the other way round."""
    match kind:
        case "rule":
            rules = (evolve(rule, when=ir.Constant(False)) if rule.name == name else rule for rule in program.rules)
            return evolve(program, rules=tuple(rules))
        case "list":
            lists = (evolve(dated, rows=()) if dated.name == name else dated for dated in program.lists)
            return evolve(program, lists=tuple(lists))
        case _:
            definition = next(each for each in program.definitions if each.name == name)
            if not isinstance(definition.type, BoolType):
                return None
            turned = evolve(definition, expr=ir.Not(definition.expr))
            return evolve(
                program, definitions=tuple(turned if each.name == name else each for each in program.definitions)
            )


def all_hinges(columns: Sequence[Column], *, budget: int = BUDGET) -> tuple[Hinge, ...]:
    """The hinges of every column."""
    return tuple(hinge for column in columns for hinge in hinges(column, budget=budget))
