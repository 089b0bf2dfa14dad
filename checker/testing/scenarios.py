"""Running scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, assert_never

from attrs import frozen

from checker.analysis.exact import decide
from checker.cases.applied import apply_case
from checker.cases.case import Case, Given, Line, Unknown
from checker.ir.law import (
    Expectation,
    ExpectObligation,
    ExpectOutcome,
    ExpectPossible,
    ExpectRule,
    Law,
    Scenario,
)
from checker.results.records import Decision, JurisdictionResult
from checker.source import Span
from checker.values import Value

WithReadings: TypeAlias = Callable[[Mapping[str, str]], Law]


@frozen
class Mismatch:
    """An expectation that does not hold: what was expected and what came, as phrases."""

    expected: str
    got: str
    span: Span


@frozen
class ScenarioResult:
    """A scenario's mismatches (none: it passed) and the results it was judged by, for coverage."""

    scenario: Scenario
    mismatches: tuple[Mismatch, ...]
    results: tuple[JurisdictionResult, ...]

    @property
    def passed(self) -> bool:
        return not self.mismatches


def run_scenarios(law: Law, scenarios: Iterable[Scenario], with_readings: WithReadings) -> tuple[ScenarioResult, ...]:
    """Every scenario's result, in the order given."""
    return tuple(run_scenario(law, scenario, with_readings) for scenario in scenarios)


def run_scenario(law: Law, scenario: Scenario, with_readings: WithReadings) -> ScenarioResult:
    """Decide the scenario for every target that it expects something of, exactly, and compare."""
    judged = with_readings(dict(scenario.readings)) if scenario.readings else law
    case = as_case(scenario)
    results: dict[str, JurisdictionResult] = {}
    mismatches: list[Mismatch] = []
    for expectation in scenario.expectations:
        name = program_name(expectation.target, expectation.beside)
        if name not in results:
            program = judged.programs[name]
            applied = apply_case(case, program, actual=scenario.actual)
            results[name] = decide(program, applied.lines, case.date)
        mismatch = _judge(expectation, name, results[name])
        if mismatch is not None:
            mismatches.append(mismatch)
    return ScenarioResult(scenario, tuple(mismatches), tuple(results.values()))


def program_name(target: str, beside: str | None) -> str:
    """`A`, or `CODE@A` for a voluntary instrument beside the jurisdiction A."""
    return f"{target}@{beside}" if beside else target


def as_case(scenario: Scenario) -> Case:
    """The scenario's facts as a case."""
    return Case(
        id=scenario.name,
        title=scenario.about.label.value,
        date=scenario.date,
        facts=_given(scenario.given),
        lines=tuple(Line(name, _given(facts)) for name, facts in scenario.lines),
    )


def _given(facts: Iterable[tuple[str, Value | None]]) -> tuple[Given, ...]:
    return tuple(Given(name, value, Unknown.NOT_KNOWN if value is None else None) for name, value in facts)


def _judge(expectation: Expectation, target: str, result: JurisdictionResult) -> Mismatch | None:
    match expectation:
        case ExpectOutcome(decision=name, outcome=outcome, by=by):
            return _judge_outcome(expectation.span, target, result.decision(name), outcome, by)
        case ExpectPossible(decision=name, outcomes=outcomes, decided_by=needed):
            return _judge_possible(expectation.span, target, result.decision(name), outcomes, needed)
        case ExpectRule(rule=rule, status=status):
            got = next((f.status.value for f in result.findings if f.rule == rule), "no such rule")
            return _differs(expectation.span, f"{rule} {status}", f"{rule} {got}", status == got)
        case ExpectObligation(obligation=obligation, status=status):
            got = next((o.status.value for o in result.obligations if o.obligation == obligation), "no such obligation")
            return _differs(expectation.span, f"{obligation} {status}", f"{obligation} {got}", status == got)
        case _:
            assert_never(expectation)


def _judge_outcome(span: Span, target: str, decision: Decision, outcome: str, by: tuple[str, ...]) -> Mismatch | None:
    expected = f"{target} {decision.decision} is {outcome}" + (f" by {', '.join(by)}" if by else "")
    holds = decision.outcome == outcome and set(by) <= set(decision.decided_by)
    return _differs(span, expected, describe_decision(decision), holds)


def _judge_possible(
    span: Span, target: str, decision: Decision, outcomes: tuple[str, ...], needed: tuple[str, ...]
) -> Mismatch | None:
    expected = f"{target} {decision.decision} possible {{{', '.join(outcomes)}}}"
    if needed:
        expected += f" decided by {', '.join(needed)}"
    holds = set(decision.possible) == set(outcomes) and set(needed) <= set(decision.needs)
    return _differs(span, expected, describe_decision(decision), holds)


def _differs(span: Span, expected: str, got: str, holds: bool) -> Mismatch | None:
    return None if holds else Mismatch(expected, got, span)


def describe_decision(decision: Decision) -> str:
    """What was decided, in the words of an expectation."""
    if decision.outcome is not None:
        by = f" by {', '.join(decision.decided_by)}" if decision.decided_by else " because no rule applies"
        return f"{decision.decision} is {decision.outcome}{by}"
    needs = f", needs {', '.join(decision.needs)}" if decision.needs else ""
    exact = "" if decision.exact else " (not exact)"
    return f"{decision.decision} possible {{{', '.join(decision.possible)}}}{exact}{needs}"
