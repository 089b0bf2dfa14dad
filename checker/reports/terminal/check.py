"""`comity check` as text."""

from __future__ import annotations

from collections.abc import Mapping

from checker.cases.case import Case
from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import NOT_ASKED, Program, Rule
from checker.reports.terminal.layout import (
    Style,
    bullets,
    date_in_words,
    decision_label,
    listed,
    outcome_label,
    wrapped,
)
from checker.results.records import Decision, JurisdictionResult, ObligationStatus

_DUTY_WORDS = {
    ObligationStatus.MET: "met",
    ObligationStatus.UNMET: "not met",
    ObligationStatus.UNDETERMINED: "not settled",
}
_MAX_NEEDS = 6


def render_check(law: Law, case: Case, results: Mapping[str, JurisdictionResult], *, actual: bool, style: Style) -> str:
    """The decisions of each jurisdiction in turn, then those of voluntary instruments."""
    nexus = (
        "with the connection to each jurisdiction that the case states"
        if actual
        else "as if established in each jurisdiction"
    )
    lines = [style.strong(clean(case.title))]
    lines += wrapped(f"Decided as of {date_in_words(case.date)}, {nexus}. Not an official decision.")
    for name, result in results.items():
        program = law.programs[name]
        lines += ["", style.strong(_heading(law, program))]
        lines += _decisions(program, result, style)
        lines += _lines_of_case(program, result)
        lines += _obligations(law, program, result)
    return "\n".join(lines) + "\n"


def _heading(law: Law, program: Program) -> str:
    label = clean(program.about.label.value)
    if program.binding:
        return f"{label} ({program.name})"
    if program.beside is None:
        return f"{label}: voluntary, not law"
    return f"{label}: voluntary, not law (beside {clean(law.programs[program.beside].about.label.value)})"


def _decisions(program: Program, result: JurisdictionResult, style: Style) -> list[str]:
    rules = {rule.name: rule for rule in program.rules}
    lines: list[str] = []
    shown = [d for d in reversed(result.decisions) if program.binding or _is_of_code(program, d)]
    for index, decision in enumerate(shown):
        if decision.outcome == NOT_ASKED:
            continue
        label = decision_label(program, decision.decision)
        answer = describe_answer(program, decision)
        lines += wrapped(f"{label}  {style.strong(answer) if index == 0 else answer}", 2, 2)
        if index or len(shown) == 1 or not program.binding:
            lines += [line for name in decision.decided_by for line in _because(rules[name])]
        if decision.needs and decision.outcome is None and index == 0:
            needs = [fact_label(program, name) for name in decision.needs[:_MAX_NEEDS]]
            more = len(decision.needs) - len(needs)
            lines += wrapped(f"Could be settled by: {listed(needs)}{f', and {more} more' if more > 0 else ''}.", 6, 2)
        if not decision.exact and decision.outcome is None:
            lines += wrapped("The possible outcomes are a bound: the exact search reached its limit.", 6, 2)
    return lines


def _is_of_code(program: Program, decision: Decision) -> bool:
    return any(info.name == decision.decision and info.of_code is not None for info in program.decisions)


def describe_answer(program: Program, decision: Decision) -> str:
    """The outcome, or what it could be."""
    if decision.outcome is not None:
        return outcome_label(program, decision.decision, decision.outcome)
    if decision.collected or not decision.possible:
        return listed([outcome_label(program, decision.decision, o) for o in decision.collected]) or "nothing"
    possible = [outcome_label(program, decision.decision, o) for o in reversed(decision.possible) if o != NOT_ASKED]
    return f"Not settled: could be {listed(possible, 'or')}"


def _because(rule: Rule) -> list[str]:
    cited = "; ".join(
        f"{citation.source} {citation.provision or ''}".strip()
        + (" (unverified)" if citation.confidence != "sourced" else "")
        for citation in rule.about.citations
    )
    reading = " [our reading]" if rule.about.interpretation else ""
    return wrapped(f"{rule.name}: {rule.about.label.value}{f' ({cited})' if cited else ''}{reading}", 6, 2)


def fact_label(program: Program, name: str) -> str:
    """A fact (or uncertainty) as people call it, with its name."""
    for info in program.facts:
        if info.name == name:
            return f"{clean(info.about.label.value)} ({name})"
    for uncertain, wording in program.uncertainties:
        if uncertain == name:
            return clean(wording.value)
    return name


def _lines_of_case(program: Program, result: JurisdictionResult) -> list[str]:
    if len(result.lines) < 2 or not program.binding:
        return []
    bottom = result.decisions[-1].decision
    answers = [f"{line.line}: {describe_answer(program, line.decision(bottom))}" for line in result.lines]
    return ["  Line by line:", *bullets(answers, 4)]


def _obligations(law: Law, program: Program, result: JurisdictionResult) -> list[str]:
    duties = {duty.name: duty for duty in program.obligations}
    roles = {role.name: role.label.value for role in law.roles}
    texts: list[str] = []
    for finding in result.obligations:
        if finding.status is ObligationStatus.DOES_NOT_ARISE or not program.binding:
            continue
        duty = duties[finding.obligation]
        bearer = roles.get(duty.bearer or "", duty.bearer or "")
        due = f", {duty.due.value}" if duty.due else ""
        only_arises = finding.status is ObligationStatus.UNDETERMINED and finding.arises is True
        status = "arises" if only_arises else _DUTY_WORDS[finding.status]
        texts.append(f"{duty.about.label.value} ({bearer}{due}): {status}")
    return ["  Duties:", *bullets(texts, 4)] if texts else []
