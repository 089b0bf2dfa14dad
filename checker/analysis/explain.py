"""Why a jurisdiction decides as it does, why not otherwise, and the smallest change that would flip it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from checker.analysis.exact import BUDGET, Lines, decide
from checker.analysis.flip import Flips, find_flips
from checker.analysis.reasons import Sufficient, sufficient_reason
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import DecisionInfo, Program
from checker.results.records import Decision, Finding, JurisdictionResult, Status, Trace
from checker.values import Truth


@frozen
class Barrier:
    """A rule that would conclude an outcome, and why it does not (or may not).

    `failing`: the conditions that are false, or unknown where the rule is undetermined, as deep as they can be told
    apart. `defeated_by`: the exceptions that defeat it, or may.
    """

    rule: str
    status: Status
    in_force: Truth
    failing: tuple[Trace, ...] = ()
    defeated_by: tuple[str, ...] = ()


@frozen
class WhyNot:
    """An outcome that the decision does not have, or need not have. `possible`: it may still come about."""

    outcome: str
    stricter: bool
    possible: bool
    barriers: tuple[Barrier, ...]


@frozen
class Explanation:
    """The findings behind one decision, each with its trace, over the line nearest to each rule's applying.

    Rules that neither conclude the decision nor defeat or restore one that does are left out.
    """

    jurisdiction: str
    decision: Decision
    applying: tuple[Finding, ...]
    defeated: tuple[Finding, ...]
    undetermined: tuple[Finding, ...]
    not_in_force: tuple[Finding, ...]
    not_applying: tuple[Finding, ...]
    why_not: tuple[WhyNot, ...]
    flips: Flips
    result: JurisdictionResult
    reason: Sufficient | None = None
    """Given facts that suffice for the answer, where it is settled."""


def explain(
    program: Program,
    lines: Lines,
    date: int,
    decision: str,
    *,
    changeable_by: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    budget: int = BUDGET,
    result: JurisdictionResult | None = None,
) -> Explanation:
    """Explain one decision. `result` is the exact answer, if known.

    A flip changes facts that some role can change (`changeable_by` empty), that one of the named roles can change, or
    any fact that the case gives (None); never those named in `keep`, such as what is assumed for the jurisdiction.
    """
    kept = tuple(lines)
    results = [evaluate(program, facts, date, line=name, trace=True) for name, facts in kept]
    traced = combine(program, results, date=date)
    result = result or decide(program, kept, date, budget=budget)
    own = result.decision(decision)
    info = next(each for each in program.decisions if each.name == decision)
    relevant = relevant_rules(program, decision)
    findings = [finding for finding in traced.findings if finding.rule in relevant]
    return Explanation(
        program.name,
        own,
        _with(findings, Status.APPLIES),
        _with(findings, Status.DEFEATED),
        _with(findings, Status.UNDETERMINED),
        _with(findings, Status.NOT_IN_FORCE),
        _with(findings, Status.DOES_NOT_APPLY),
        tuple(_why_not(info, own, findings)),
        find_flips(program, kept, date, own, changeable_by=changeable_by, keep=keep, budget=budget),
        result,
        sufficient_reason(program, kept, date, own, budget=budget),
    )


def relevant_rules(program: Program, decision: str) -> frozenset[str]:
    """The rules that conclude the decision, and the exceptions to them, to those, and so on."""
    by_name = {rule.name: rule for rule in program.rules}
    pending = [rule.name for rule in program.rules if any(c.decision == decision for c in rule.conclusions)]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += by_name[name].defeated_by
    return frozenset(found)


def _with(findings: Iterable[Finding], status: Status) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.status is status)


def _why_not(info: DecisionInfo, own: Decision, findings: Sequence[Finding]) -> Iterable[WhyNot]:
    names = [each.name for each in info.outcomes]
    settled = own.outcome or (own.possible[0] if own.possible else None)
    for number, name in enumerate(names):
        if name == own.outcome:
            continue
        barriers = tuple(
            _barrier(finding)
            for finding in findings
            if (info.name, name) in finding.conclusions and finding.status is not Status.APPLIES
        )
        stricter = settled is not None and number > names.index(settled)
        if barriers or name in own.possible:
            yield WhyNot(name, stricter, name in own.possible, barriers)


def _barrier(finding: Finding) -> Barrier:
    failing: tuple[Trace, ...] = ()
    if finding.trace is not None and finding.condition is not True:
        failing = tuple(blame(finding.trace))
    return Barrier(finding.rule, finding.status, finding.in_force, failing, finding.defeated_by)


def blame(trace: Trace) -> Iterable[Trace]:
    """The parts of a condition that make it what it is: those with its own value, as deep as there are any."""
    same = [part for part in trace.parts if part.truth is trace.truth]
    if not same:
        yield trace
    for part in same:
        yield from blame(part)
