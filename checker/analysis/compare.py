"""Side by side: which jurisdictions answer alike, where they part, and on what each split turns.

Everything here is computed from decided results; reports put it into sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from checker.analysis.exact import Lines
from checker.analysis.explain import relevant_rules
from checker.analysis.mentions import mentions, rule_mentions
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.declared import Period
from checker.ir.program import Program
from checker.results.records import Decision, JurisdictionResult, Status


@frozen
class Column:
    """A jurisdiction's law, the case as it sees it, and its answer."""

    program: Program
    lines: Lines
    date: int
    result: JurisdictionResult

    @property
    def name(self) -> str:
        return self.program.name


@frozen
class Defeat:
    """A rule that would have concluded another outcome, and the exceptions that set it aside."""

    rule: str
    outcome: str
    exceptions: tuple[str, ...]


@frozen
class OutOfForce:
    """A rule that would have concluded another outcome had it been in force on the day."""

    rule: str
    outcome: str
    periods: tuple[Period, ...]


@frozen
class Side:
    """Why one jurisdiction answers as it does.

    `decided_by`: the rules that decide; empty when nothing applied and the decision falls back (`by_default`).
    `facts`, `lists`, `definitions`, `decisions`: what those rules, and the exceptions that set others aside, read.
    """

    jurisdiction: str
    decided_by: tuple[str, ...]
    by_default: bool
    set_aside: tuple[Defeat, ...]
    out_of_force: tuple[OutOfForce, ...]
    undetermined: tuple[str, ...]
    needs: tuple[str, ...]
    facts: tuple[str, ...]
    lists: tuple[str, ...]
    definitions: tuple[str, ...]
    decisions: tuple[str, ...]


@frozen
class Group:
    """Jurisdictions with the same answer to a decision. `outcome` is None where it is not settled."""

    outcome: str | None
    possible: tuple[str, ...]
    collected: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        return tuple(side.jurisdiction for side in self.sides)


@frozen
class Comparison:
    """The answers to one decision: groups strictest first, those not settled last.

    `same_rules` are sets of jurisdictions that share every rule that decides and every rule considered.
    `turning`: the facts, lists and definitions that some group's deciding rules read and another's do not.
    """

    decision: str
    groups: tuple[Group, ...]
    turning: Turning
    same_rules: tuple[tuple[str, ...], ...]

    @property
    def is_split(self) -> bool:
        return len(self.groups) > 1


@frozen
class Turning:
    """What tells the groups apart."""

    facts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Rules that are not in force, or whose dates are not certain, in a group but would change its answer."""


def compare(columns: Sequence[Column]) -> tuple[Comparison, ...]:
    """Compare every decision that two or more of the columns make."""
    names = dict.fromkeys(each.decision for column in columns for each in column.result.decisions)
    found = []
    for name in names:
        made = [column for column in columns if any(each.decision == name for each in column.result.decisions)]
        if len(made) > 1:
            found.append(_compare(made, name))
    return tuple(found)


def _compare(columns: Sequence[Column], name: str) -> Comparison:
    sides = {column.name: _side(column, name) for column in columns}
    alike: dict[object, list[Column]] = {}
    for column in columns:
        decision = column.result.decision(name)
        alike.setdefault((decision.outcome, decision.possible, decision.collected), []).append(column)
    groups = []
    for together in alike.values():
        decision = together[0].result.decision(name)
        own = tuple(sides[column.name] for column in together)
        groups.append(Group(decision.outcome, decision.possible, decision.collected, own))
    ranks = _ranks(columns[0].program, name)
    groups.sort(key=lambda group: _strictest_first(group, ranks))
    return Comparison(name, tuple(groups), _turning(groups), _same_rules(columns, name))


def _ranks(program: Program, name: str) -> Mapping[str, int]:
    info = next(each for each in program.decisions if each.name == name)
    return {each.name: rank for rank, each in enumerate(info.outcomes)}


def _strictest_first(group: Group, ranks: Mapping[str, int]) -> tuple[bool, list[int], list[int]]:
    settled = group.outcome is not None or (bool(group.collected) and group.collected == group.possible)
    shown = (group.outcome,) if group.outcome is not None else group.collected or group.possible
    highest = sorted(-ranks.get(each, 0) for each in shown if each is not None)
    return not settled, highest, [-ranks.get(each, 0) for each in reversed(group.possible)]


# ── one side ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _side(column: Column, name: str) -> Side:
    decision = column.result.decision(name)
    relevant = relevant_rules(column.program, name)
    findings = [finding for finding in column.result.findings if finding.rule in relevant]
    set_aside = tuple(
        Defeat(finding.rule, outcome, finding.defeated_by)
        for finding in findings
        if finding.status is Status.DEFEATED
        for concluded, outcome in finding.conclusions
        if concluded == name and outcome != decision.outcome
    )
    undetermined = tuple(finding.rule for finding in findings if finding.status is Status.UNDETERMINED)
    responsible = [*decision.decided_by, *(exception for each in set_aside for exception in each.exceptions)]
    if decision.outcome is None:
        responsible += undetermined
    read = rule_mentions(column.program, responsible)
    return Side(
        column.name,
        decision.decided_by,
        decision.outcome is not None and not decision.decided_by,
        set_aside,
        tuple(_out_of_force(column, name, decision)),
        undetermined,
        decision.needs,
        read.facts,
        read.lists,
        read.definitions,
        read.decisions,
    )


def _out_of_force(column: Column, name: str, decision: Decision) -> Iterable[OutOfForce]:
    """Rules not in force that would apply, and change the answer, if they had no dates."""
    idle = {
        finding.rule
        for finding in column.result.findings
        if finding.status is Status.NOT_IN_FORCE
        and any(concluded == name and outcome != decision.outcome for concluded, outcome in finding.conclusions)
    }
    if not idle:
        return
    rules = tuple(evolve(rule, periods=()) if rule.name in idle else rule for rule in column.program.rules)
    undated = evolve(column.program, rules=rules)
    lines = [evaluate(undated, facts, column.date, line=line) for line, facts in column.lines]
    findings = {finding.rule: finding for finding in combine(undated, lines).findings}
    for rule in column.program.rules:
        if rule.name in idle and findings[rule.name].status is Status.APPLIES:
            outcome = next(outcome for concluded, outcome in findings[rule.name].conclusions if concluded == name)
            yield OutOfForce(rule.name, outcome, rule.periods)


# ── what the split turns on ──────────────────────────────────────────────────────────────────────────────────────


def _turning(groups: Sequence[Group]) -> Turning:
    if len(groups) < 2:
        return Turning()
    sides = [side for group in groups for side in group.sides]
    return Turning(
        _not_in_all([[side.facts for side in group.sides] for group in groups]),
        _not_in_all([[side.lists for side in group.sides] for group in groups]),
        _not_in_all([[side.definitions for side in group.sides] for group in groups]),
        tuple(dict.fromkeys(name for side in sides for name in side.decisions)),
        tuple(dict.fromkeys(name for side in sides for each in side.set_aside for name in each.exceptions)),
        tuple(dict.fromkeys(each.rule for side in sides for each in side.out_of_force)),
    )


def _not_in_all(groups: Sequence[Sequence[Sequence[str]]]) -> tuple[str, ...]:
    """Names read in some group and not in every one; all names where that leaves none."""
    read = [dict.fromkeys(name for side in group for name in side) for group in groups]
    every = dict.fromkeys(name for names in read for name in names)
    apart = tuple(name for name in every if not all(name in names for names in read))
    return apart or tuple(every)


def _same_rules(columns: Sequence[Column], name: str) -> tuple[tuple[str, ...], ...]:
    """Jurisdictions that have the same answer by the same rules, every considered rule having fared alike."""
    alike: dict[object, list[str]] = {}
    for column in columns:
        relevant = relevant_rules(column.program, name)
        fared = tuple((f.rule, f.status) for f in column.result.findings if f.rule in relevant)
        alike.setdefault((column.result.decision(name).possible, fared), []).append(column.name)
    return tuple(tuple(names) for names in alike.values() if len(names) > 1)


def read_by(column: Column, decision: str) -> tuple[str, ...]:
    """The facts that the whole of a decision reads, whether or not they matter to this case."""
    program = column.program
    relevant = relevant_rules(program, decision)
    info = next(each for each in program.decisions if each.name == decision)
    exprs = [rule.when for rule in program.rules if rule.name in relevant]
    return mentions(program, [*exprs, *([] if info.asked_when is None else [info.asked_when])]).facts
