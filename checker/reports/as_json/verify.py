"""`comity verify` as JSON: the format `comity.verify/1`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.analysis.space.findings import Case, Finding, PropertyVerdict, Verification
from checker.analysis.space.verify_law import LawVerification
from checker.ir.law import Law
from checker.ir.program import About, FactInfo
from checker.reports.as_json.case_form import case_form
from checker.reports.as_json.records import citation_record, tool_record
from checker.reports.proofs import assumed_in_words, proof_in_words, reason_in_words
from checker.source import SourceFile


def verify_document(law: Law, found: LawVerification, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    """Findings, notes and properties by jurisdiction. `sources` are the texts that places lie in."""
    return {
        "format": "comity.verify/1",
        "law": {"digest": law.digest},
        "tool": tool_record(),
        "finished": found.finished,
        "shared": [_finding(each, law.facts, sources) for each in found.shared],
        "jurisdictions": {each.program: _program(law, each, sources) for each in found.programs},
    }


def _program(law: Law, found: Verification, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    program = law.programs[found.program]
    return {
        "binding": program.binding,
        "rules": found.rules,
        "finished": found.finished,
        "questions_left": found.left,
        "problem": found.problem,
        "lists_shortened_to": found.longest,
        "findings": [_finding(each, program.facts, sources) for each in found.findings],
        "notes": [_finding(each, program.facts, sources) for each in found.notes],
        "properties": [_property(each, program.facts, sources) for each in found.properties],
    }


def _finding(finding: Finding, infos: Iterable[FactInfo], sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "name": finding.name,
        "owner": finding.owner,
        **_about(finding.about, sources),
        "proof": proof_in_words(finding),
        "reasons": [
            {"why": reason.why.value, "names": list(reason.names), "text": reason_in_words(reason)}
            for reason in finding.reasons
        ],
        "values_not_covered": list(finding.values_not_covered),
        "case": _case(finding.name, finding.about, finding.case, infos),
    }


def _property(verdict: PropertyVerdict, infos: Iterable[FactInfo], sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "verdict": verdict.verdict.value,
        **_about(verdict.about, sources),
        "values_not_covered": list(verdict.values_not_covered),
        "case": _case(verdict.name, verdict.about, verdict.case, infos),
    }


def _about(about: About, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    source = sources.get(about.span.path)
    position = source.position(min(about.span.start, len(source.text))) if source is not None else None
    return {
        "title": about.label.value,
        "place": {
            "path": about.span.path,
            "line": position.line if position is not None else None,
            "column": position.column if position is not None else None,
        },
        "citations": [citation_record(citation) for citation in about.citations],
    }


def _case(name: str, about: About, case: Case | None, infos: Iterable[FactInfo]) -> dict[str, Any] | None:
    if case is None:
        return None
    form = case_form(name, about.label.value, case.date, case.facts, infos)
    return {"file": form, "assumed": [assumed_in_words(each) for each in case.assumed]}
