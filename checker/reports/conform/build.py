"""From what was found of commitments to what a report shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from checker.analysis.conform.records import Answer, Conformity, Example, LawConformity, Verdict
from checker.analysis.space.witness import Assumed
from checker.cleaning import clean
from checker.declared import Attestation, Citation
from checker.diagnostics import place_of
from checker.ir.law import Law
from checker.ir.program import Commitment
from checker.reports.as_json.case_form import case_form
from checker.reports.conform.view import (
    CaseView,
    CellView,
    CodeView,
    ConformView,
    EvidenceView,
    GroupView,
    Link,
    RowView,
    WayView,
)
from checker.reports.conform.words import (
    MEANINGS,
    NEVER_ARISES,
    NEVER_ARISES_MEANING,
    OF_RULES,
    WORDS,
    count_in_words,
    decided_in_words,
    sentences_of,
    sign_of,
    way_in_words,
    ways_lead,
    word_of,
)
from checker.reports.differences.ends import Ends, citation_in_words, label_of, most_records
from checker.reports.proofs import assumed_in_words
from checker.reports.terminal.layout import count, date_in_words, listed
from checker.reports.view.citations import safe_url
from checker.source import SourceFile
from checker.version import __version__

_ODD = re.compile(r"[^A-Za-z0-9_.-]+")
_KINDS = ("Claim over every case", "Evidence", "Not a decision matter")


def conform_view(law: Law, found: LawConformity, sources: Mapping[str, SourceFile]) -> ConformView:
    """The report of every instrument that commits to something. `sources` are the texts that places lie in."""
    codes = tuple(_code(law, found.of_code(code), sources) for code in found.codes)
    counts = count_in_words([verdict for each in found.found for verdict in each.verdicts])
    names = listed([each.title for each in codes]) or "no instrument"
    partial = () if found.finished else ("Partial: not everything could be told.",)
    return ConformView(
        title="Voluntary commitments, jurisdiction by jurisdiction",
        subject=names,
        lead=(*partial, counts, OF_RULES),
        codes=codes,
        legend=tuple(_legend(found)),
        count=counts if found.finished else f"Partial. {counts}",
        digests=(("Law", law.digest), ("Comity", __version__)),
        number=_number(law.digest, *(each.program for each in found.found), __version__),
        finished=found.finished,
    )


def _number(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _legend(found: LawConformity) -> Sequence[tuple[str, str, str]]:
    verdicts = [verdict for each in found.found for verdict in each.verdicts]
    shown = []
    for answer in Answer:
        if any(each.answer is answer and each.arises for each in verdicts):
            shown.append((sign_of(answer, arises=True), WORDS[answer], MEANINGS[answer]))
        if any(each.answer is answer and not each.arises for each in verdicts):
            shown.append((sign_of(answer, arises=False), NEVER_ARISES, NEVER_ARISES_MEANING))
    return shown


# ── one instrument ───────────────────────────────────────────────────────────────────────────────────────────────


def _code(law: Law, found: Sequence[Conformity], sources: Mapping[str, SourceFile]) -> CodeView:
    program = law.programs[found[0].program]
    ends = [_ends(law, each) for each in found]
    stated = sorted(program.commitments, key=lambda each: (each.about.span.path, each.about.span.start))
    return CodeView(
        name=found[0].code,
        title=label_of(law.programs[found[0].code].about),
        anchor=_anchor(found[0].code),
        notes=tuple(clean(note.value) for note in program.about.notes),
        lead=count_in_words([verdict for each in found for verdict in each.verdicts]),
        jurisdictions=tuple((each.jurisdiction, _label(law, each)) for each in found),
        rows=tuple(_row(law, each, found, ends, sources) for each in stated),
        assumed=tuple(_assumed(law, each, end) for each, end in zip(found, ends, strict=True)),
    )


def _ends(law: Law, found: Conformity) -> Ends:
    program = law.programs[found.program]
    return Ends((law, law), (program, program))


def _label(law: Law, found: Conformity) -> str:
    return label_of(law.programs[found.jurisdiction].about)


def _assumed(law: Law, found: Conformity, ends: Ends) -> str:
    program = law.programs[found.program]
    given = [f"{ends.fact(name)}: {ends.value(value, ends.type_of(name))}" for name, value in program.as_if]
    most = max((most_records(each.type) for each in program.facts), default=0)
    bound = f"lists hold at most {count(most, 'record', 'records')}, as declared"
    if found.longest is not None:
        bound = f"lists hold at most {count(found.longest, 'record', 'records')}, since more were too many"
    parts = [*given, *([bound] if most else []), *([found.problem] if found.problem else [])]
    return f"{_label(law, found)}: {'; '.join(parts) or 'nothing'}"


def _row(
    law: Law,
    commitment: Commitment,
    found: Sequence[Conformity],
    ends: Sequence[Ends],
    sources: Mapping[str, SourceFile],
) -> RowView:
    about = commitment.about
    cells = tuple(_cell(law, commitment, each, end) for each, end in zip(found, ends, strict=True))
    matter = commitment.not_decision_matter
    kind = _KINDS[0] if commitment.claim is not None else _KINDS[1] if matter is None else _KINDS[2]
    return RowView(
        name=commitment.name,
        title=label_of(about),
        anchor=_anchor(commitment.name),
        kind=kind,
        place=place_of(about.span, sources),
        citations=tuple(_cite(each) for each in about.citations),
        interpretation=None if about.interpretation is None else clean(about.interpretation.value),
        notes=tuple(clean(note.value) for note in about.notes),
        reason=None if matter is None else clean(matter.value),
        cells=cells,
        groups=tuple(_groups(cells)),
    )


def _cite(citation: Citation) -> Link:
    return Link(citation_in_words(citation), safe_url(citation.url))


def _groups(cells: Sequence[CellView]) -> list[GroupView]:
    words = dict.fromkeys(each.word for each in cells)
    return [GroupView(word, tuple(each for each in cells if each.word == word)) for word in words]


# ── one commitment beside one jurisdiction ───────────────────────────────────────────────────────────────────────


def _cell(law: Law, commitment: Commitment, found: Conformity, ends: Ends) -> CellView:
    verdict = found.verdict(commitment.name)
    name = f"{commitment.name}@{found.jurisdiction}"
    title = f"{label_of(commitment.about)} – {_label(law, found)}"
    return CellView(
        jurisdiction=found.jurisdiction,
        label=_label(law, found),
        anchor=_anchor(commitment.name, found.jurisdiction),
        answer=verdict.answer,
        arises=verdict.arises,
        word=word_of(verdict),
        sentences=sentences_of(ends, verdict, found.problem),
        case=None if verdict.example is None else _case(ends, verdict.example, name, title),
        ways_lead=ways_lead(verdict),
        ways=tuple(_ways(ends, verdict, name, title)),
        evidence=tuple(_evidence(each) for each in verdict.attestations),
    )


def _ways(ends: Ends, verdict: Verdict, name: str, title: str) -> list[WayView]:
    return [
        WayView(
            way_in_words(ends, way.conditions),
            None if way.example is None else _case(ends, way.example, f"{name} {number}", title),
        )
        for number, way in enumerate(verdict.ways, start=1)
    ]


def _case(ends: Ends, example: Example, name: str, title: str) -> CaseView:
    case = example.case
    infos = ends.programs[0].facts
    return CaseView(
        date=date_in_words(case.date),
        facts=tuple(
            (ends.fact(each.name), ends.value(case.facts[each.name], each.type))
            for each in infos
            if each.name in case.facts
        ),
        assumed=tuple(_settled(ends, each) for each in case.assumed),
        decided=tuple(decided_in_words(ends, each) for each in example.decided),
        file=case_form(name, title, case.date, case.facts, infos),
    )


def _settled(ends: Ends, assumed: Assumed) -> str:
    if assumed.part:
        return clean(assumed_in_words(assumed))
    value = ends.value(assumed.value, None)
    return f"{ends.uncertainty(assumed.subject[1])}, which the law leaves open, is {value}"


def _evidence(attestation: Attestation) -> EvidenceView:
    told = {attestation.jurisdiction, attestation.answer, attestation.evidence}
    more = [_column(name, value) for name, value in attestation.row.items() if value and value not in told]
    return EvidenceView(clean(attestation.answer).replace("_", " "), clean(attestation.evidence), tuple(more))


def _column(name: str, value: str) -> Link:
    return Link(f"{clean(name).replace('_', ' ')}: {clean(value)}", safe_url(value))


def _anchor(*parts: str) -> str:
    return ".".join(_ODD.sub("-", each) for each in parts)
