"""Voluntary instruments: what each points to beside each jurisdiction. Never the words or the look of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from checker.declared import Attestation
from checker.ir.program import NOT_ASKED, Commitment, Program
from checker.reports.phrase import EMPTY, Phrase, capitalised, join, plain
from checker.reports.view.answers import answer, outcomes_in_words
from checker.reports.view.board import answer_groups
from checker.reports.view.citations import citations_of, interpretation_tag
from checker.reports.view.page import (
    BoardRow,
    CommitmentView,
    Ground,
    Look,
    Mark,
    Member,
    Tag,
    Voluntary,
    VoluntaryDecision,
)
from checker.reports.view.rules import grounds
from checker.reports.view.stages import settled_by
from checker.reports.view.subject import Subject
from checker.results.records import JurisdictionResult


def voluntary(subject: Subject) -> tuple[Voluntary, ...]:
    """One block for each voluntary instrument that was put beside a jurisdiction."""
    return tuple(_instrument(subject, code) for code, results in subject.page.voluntary.items() if results)


def program_beside(subject: Subject, code: str, jurisdiction: str) -> str:
    """The program of an instrument beside a jurisdiction, or alone."""
    beside = f"{code}@{jurisdiction}"
    return beside if beside in subject.page.law.programs else code


def _instrument(subject: Subject, code: str) -> Voluntary:
    speech = subject.speech
    results = subject.page.voluntary[code]
    programs = {jurisdiction: program_beside(subject, code, jurisdiction) for jurisdiction in results}
    program = subject.program(next(iter(programs.values())))
    decisions = [info.name for info in program.decisions if info.of_code is not None and _arises(results, info.name)]
    matters = [each for each in program.commitments if each.not_decision_matter is None]
    others = [each for each in program.commitments if each.not_decision_matter is not None]
    return Voluntary(
        anchor=code,
        title=speech.law(program.about.label),
        tag=Tag(Mark.VOLUNTARY, speech.say("tag.voluntary")),
        lead=tuple(_lead(subject, code, name, programs) for name in decisions if not _is_checklist(program, name)),
        notes=tuple(speech.law(note) for note in program.about.notes),
        decisions=tuple(_decision(subject, code, name, programs) for name in decisions),
        commitments_summary=speech.plural("voluntary.commitments", len(matters)) if matters else EMPTY,
        commitments=tuple(_commitment(subject, each) for each in matters),
        not_matters_summary=speech.plural("voluntary.not_matters", len(others)) if others else EMPTY,
        not_matters=tuple(_commitment(subject, each) for each in others),
    )


def _arises(results: Mapping[str, JurisdictionResult], name: str) -> bool:
    """Whether the question is put beside any jurisdiction."""
    return any(result.decision(name).possible != (NOT_ASKED,) for result in results.values())


def _is_checklist(program: Program, name: str) -> bool:
    """Whether the decision gathers outcomes: too long for the first section, which names the answers only."""
    return any(info.name == name and info.combiner == "collect" for info in program.decisions)


def _label(program: Program, name: str, subject: Subject) -> Phrase:
    info = next(info for info in program.decisions if info.name == name)
    return subject.speech.law(info.about.label)


def _lead(subject: Subject, code: str, name: str, programs: dict[str, str]) -> Phrase:
    """The question, then each answer with the jurisdictions beside which it is given."""
    speech = subject.speech
    results = subject.page.voluntary[code]
    parts = []
    for group in answer_groups(subject, results, name, programs):
        decision = results[group[0]].decision(name)
        if decision.possible == (NOT_ASKED,):
            continue
        words = outcomes_in_words(subject, programs[group[0]], name, decision.possible)
        if len(group) == len(results) > 1:
            parts.append(speech.say("voluntary.beside_all", answer=words))
        else:
            parts.append(speech.say("voluntary.beside", answer=words, names=_beside(subject, group)))
    label = _label(subject.program(next(iter(programs.values()))), name, subject)
    return speech.say("voluntary.lead", question=label, answers=capitalised(join(parts, "; ")))


def _beside(subject: Subject, jurisdictions: tuple[str, ...]) -> Phrase:
    known = tuple(name for name in jurisdictions if name in subject.page.law.programs)
    return subject.names(known)


def _decision(subject: Subject, code: str, name: str, programs: dict[str, str]) -> VoluntaryDecision:
    results = subject.page.voluntary[code]
    rows = []
    for group in answer_groups(subject, results, name, programs):
        program = programs[group[0]]
        decision = results[group[0]].decision(name)
        given = answer(subject, program, decision)
        rows.append(
            BoardRow(
                answer=given if given.uncertain else evolve(given, look=Look.VOLUNTARY),
                count=EMPTY,
                members=_members(subject, results, name, programs, group),
                settled_by=settled_by(subject, program, decision),
            )
        )
    label = _label(subject.program(next(iter(programs.values()))), name, subject)
    return VoluntaryDecision(label, tuple(rows))


def _members(
    subject: Subject,
    results: Mapping[str, JurisdictionResult],
    name: str,
    programs: Mapping[str, str],
    group: Sequence[str],
) -> tuple[Member, ...]:
    """Jurisdictions beside which the same answer is given for the same reasons, together."""
    alike: dict[tuple[tuple[Ground, ...], Phrase], list[str]] = {}
    for jurisdiction in group:
        own = results[jurisdiction]
        reasons = grounds(subject, programs[jurisdiction], own, own.decision(name))
        alike.setdefault(reasons, []).append(jurisdiction)
    return tuple(
        Member(subject.speech.say("voluntary.member", name=_beside(subject, tuple(together))), resting, more)
        for (resting, more), together in alike.items()
    )


def _commitment(subject: Subject, commitment: Commitment) -> CommitmentView:
    speech = subject.speech
    about = commitment.about
    answers: tuple[Phrase, ...] = ()
    if commitment.not_decision_matter is not None:
        kind = speech.law(commitment.not_decision_matter)
    elif commitment.attestations:
        kind = speech.say("voluntary.attested")
        answers = tuple(
            _attestation(subject, each) for each in commitment.attestations if each.jurisdiction in subject.programs
        )
    else:
        kind = speech.say("voluntary.claim")
    return CommitmentView(
        speech.law(about.label), kind, answers, citations_of(speech, about), interpretation_tag(speech, about)
    )


def _attestation(subject: Subject, attestation: Attestation) -> Phrase:
    speech = subject.speech
    evidence = speech.given(attestation.evidence) if attestation.evidence else plain("")
    key = "voluntary.attestation" if attestation.evidence else "voluntary.attestation_bare"
    name = subject.name(attestation.jurisdiction)
    return speech.say(key, name=name, answer=speech.given(attestation.answer), evidence=evidence)
