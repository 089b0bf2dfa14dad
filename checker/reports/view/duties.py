"""The duties that arise, or may, jurisdictions with the same duties together."""

from __future__ import annotations

from checker.ir.program import Obligation
from checker.reports.phrase import capitalised
from checker.reports.view.citations import citations_of, interpretation_tag
from checker.reports.view.page import Duty, DutyGroup
from checker.reports.view.subject import Subject
from checker.results.records import ObligationFinding, ObligationStatus


def duties(subject: Subject) -> tuple[DutyGroup, ...]:
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for program in subject.programs:
        arising = _arising(subject, program)
        if arising:
            groups.setdefault(tuple((each.obligation, _standing(each)) for each in arising), []).append(program)
    return tuple(_group(subject, tuple(programs)) for programs in groups.values())


def _arising(subject: Subject, program: str) -> list[ObligationFinding]:
    found = subject.result(program).obligations
    return [finding for finding in found if finding.status is not ObligationStatus.DOES_NOT_ARISE]


def _standing(finding: ObligationFinding) -> str:
    """How the duty stands: one that arises, and that nothing in a case can show to be met, simply arises."""
    only_arises = finding.status is ObligationStatus.UNDETERMINED and finding.arises is True
    return "arises" if only_arises else finding.status.value


def _group(subject: Subject, programs: tuple[str, ...]) -> DutyGroup:
    infos = {each.name: each for each in subject.program(programs[0]).obligations}
    listed = tuple(_duty(subject, infos[each.obligation], each) for each in _arising(subject, programs[0]))
    return DutyGroup(subject.names(programs), listed)


def _duty(subject: Subject, info: Obligation, finding: ObligationFinding) -> Duty:
    speech = subject.speech
    bearer = subject.role(info.bearer)
    if info.due and bearer:
        who = speech.say("duty.who_and_due", who=bearer, due=speech.law(info.due))
    else:
        who = bearer or (speech.law(info.due) if info.due else ())
    tag = interpretation_tag(speech, info.about)
    return Duty(
        words=speech.law(info.about.label),
        who=capitalised(who),
        status=speech.say(f"duty.{_standing(finding)}"),
        citations=citations_of(speech, info.about),
        tags=(tag,) if tag else (),
    )
