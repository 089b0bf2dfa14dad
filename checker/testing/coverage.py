"""What of the law the scenarios reach.

A rule is reached when it applies in some scenario that names its jurisdiction, and left out when in some scenario of
that jurisdiction it does not apply; both are wanted, since a rule that always applies says as little as one that never
does. A boundary is a day on which a rule comes into force or ends: it is covered when scenarios stand on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from checker.ir.law import Law
from checker.ir.program import ALWAYS, NEVER, Program, Rule
from checker.results.records import ObligationStatus, Status
from checker.testing.scenarios import ScenarioResult

NEAR_DAYS = 366


@frozen
class Measure:
    """How many of the named things are covered, and which are not."""

    name: str
    covered: int
    total: int
    missing: tuple[str, ...]


@frozen
class Coverage:
    """The measures of one jurisdiction or code."""

    owner: str
    measures: tuple[Measure, ...]


def measure_coverage(
    law: Law, results: Iterable[ScenarioResult], ledgers: Mapping[str, str] | None = None
) -> tuple[Coverage, ...]:
    """Coverage of each owner's own rules, by the scenarios that were run; owners without rules are left out.

    `ledgers`: the text of the ledger of encoded provisions by folder, for owners whose folder has one.
    """
    ran = tuple(results)
    owners = [name for name, program in law.programs.items() if program.beside is None]
    owners += [law.vocabulary] if law.vocabulary and law.jurisdictions else []
    measured = (_measure_owner(law, owner, ran, ledgers or {}) for owner in owners)
    return tuple(coverage for coverage in measured if coverage is not None)


def _measure_owner(
    law: Law, owner: str, ran: tuple[ScenarioResult, ...], ledgers: Mapping[str, str]
) -> Coverage | None:
    program = law.programs[owner if owner in law.programs else law.jurisdictions[0]]
    own = [rule for rule in program.rules if rule.owner == owner]
    if not own:
        return None
    applied: set[str] = set()
    left_out: set[str] = set()
    arisen: set[str] = set()
    outcomes: set[str] = set()
    for result in ran:
        for judged in result.results:
            for finding in judged.findings:
                (applied if finding.status is Status.APPLIES else left_out).add(finding.rule)
            for duty in judged.obligations:
                if duty.status is not ObligationStatus.DOES_NOT_ARISE:
                    arisen.add(duty.obligation)
            if owner in (judged.jurisdiction, judged.jurisdiction.partition("@")[0], law.vocabulary):
                outcomes |= {f"{d.decision} is {o}" for d in judged.decisions for o in d.possible}
    rules = [rule.name for rule in own if not rule.defeats]
    exceptions = [rule.name for rule in own if rule.defeats]
    return Coverage(
        owner,
        (
            _measure("rules that apply", rules, applied),
            _measure("rules left out", [rule.name for rule in own], left_out),
            _measure("exceptions that apply", exceptions, applied),
            _measure("obligations that arise", [o.name for o in program.obligations if o.owner == owner], arisen),
            _measure("outcomes reached", _reachable_outcomes(program, own), outcomes),
            _measure("boundaries", *_boundaries(own, ran)),
            _measure("provisions", *_provisions(own, applied)),
            *_ledger(program, owner, own, ledgers),
        ),
    )


def _ledger(program: Program, owner: str, own: list[Rule], ledgers: Mapping[str, str]) -> list[Measure]:
    """The rules and obligations that the ledger in the owner's folder names, where there is one."""
    text = ledgers.get(program.about.span.path.partition("/")[0]) if program.name == owner else None
    if text is None:
        return []
    named = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))
    stated = [*(rule.name for rule in own), *(o.name for o in program.obligations if o.owner == owner)]
    return [_measure("in the ledger", stated, {name for name in stated if name.rpartition(".")[2] in named})]


def _measure(name: str, wanted: Iterable[str], covered: set[str]) -> Measure:
    every = sorted(set(wanted))
    missing = tuple(one for one in every if one not in covered)
    return Measure(name, len(every) - len(missing), len(every), missing)


def _reachable_outcomes(program: Program, own: list[Rule]) -> list[str]:
    names = {decision.name: [outcome.name for outcome in decision.outcomes] for decision in program.decisions}
    return [f"{c.decision} is {names[c.decision][c.outcome]}" for rule in own for c in rule.conclusions]


def _boundaries(own: list[Rule], ran: tuple[ScenarioResult, ...]) -> tuple[list[str], set[str]]:
    from datetime import date

    dates_by_rule: dict[str, set[int]] = {}
    for result in ran:
        for judged in result.results:
            for finding in judged.findings:
                dates_by_rule.setdefault(finding.rule, set()).add(result.scenario.date)
    wanted: list[str] = []
    covered: set[str] = set()
    for rule in own:
        dates = dates_by_rule.get(rule.name, set())
        for period in rule.periods:
            for day in (period.start_latest, period.end_earliest):
                if day in (ALWAYS, NEVER):
                    continue
                label = f"{rule.name} {date.fromordinal(day).isoformat()}"
                wanted.append(label)
                before = any(day - NEAR_DAYS <= d < day for d in dates)
                if before and any(day <= d < day + NEAR_DAYS for d in dates):
                    covered.add(label)
    return wanted, covered


def _provisions(own: list[Rule], applied: set[str]) -> tuple[list[str], set[str]]:
    wanted: list[str] = []
    covered: set[str] = set()
    for rule in own:
        for citation in rule.about.citations:
            label = f"{citation.source} {citation.provision or ''}".strip()
            wanted.append(label)
            if rule.name in applied:
                covered.add(label)
    return wanted, covered
