"""The records that every JSON form shares."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.cases.case import Case
from checker.ir.law import Law
from checker.ir.program import About, Citation, Program
from checker.results.records import Decision, Finding, JurisdictionResult, LineResult
from checker.version import __version__


def iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def law_record(law: Law, as_of: int) -> dict[str, Any]:
    return {"digest": law.digest, "as_of": iso(as_of)}


def tool_record() -> dict[str, Any]:
    return {"version": __version__}


def case_record(case: Case) -> dict[str, Any]:
    return {"id": case.id, "title": case.title, "date": iso(case.date), "digest": case.digest}


def citation_record(citation: Citation) -> dict[str, Any]:
    return {
        "source": citation.source,
        "provision": citation.provision,
        "url": citation.url,
        "verified": citation.verified,
        "confidence": citation.confidence,
    }


def decision_record(decision: Decision) -> dict[str, Any]:
    record: dict[str, Any] = {
        "outcome": decision.outcome,
        "possible": list(decision.possible),
        "exact": decision.exact,
        "decided_by": list(decision.decided_by),
        "needs": list(decision.needs),
    }
    if decision.collected:
        record["collected"] = list(decision.collected)
    if decision.conflict:
        record["conflict"] = True
    return record


def finding_record(finding: Finding, about: About) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": about.label.value,
        "status": finding.status.value,
        "conclusions": [{"decision": decision, "outcome": outcome} for decision, outcome in finding.conclusions],
        "defeated_by": list(finding.defeated_by),
        "citations": [citation_record(citation) for citation in about.citations],
        "interpretation": about.interpretation.value if about.interpretation else None,
        "unverified": about.unverified.value if about.unverified else None,
    }


def jurisdiction_record(program: Program, result: JurisdictionResult) -> dict[str, Any]:
    """One jurisdiction's answer as design section 2 shows it, with its lines where the case has several."""
    rules = {rule.name: rule.about for rule in program.rules}
    record: dict[str, Any] = {
        "binding": result.binding,
        "as_of": iso(result.date),
        "assumed": list(result.assumed),
        "decisions": {decision.decision: decision_record(decision) for decision in result.decisions},
        "findings": [finding_record(finding, rules[finding.rule]) for finding in result.findings],
        "obligations": [
            {
                "obligation": duty.obligation,
                "bearer": duty.bearer,
                "status": duty.status.value,
                "arises": duty.arises,
            }
            for duty in result.obligations
        ],
    }
    if result.beside is not None:
        record["beside"] = result.beside
    if len(result.lines) > 1:
        record["lines"] = [_line_record(line) for line in result.lines]
    return record


def _line_record(line: LineResult) -> dict[str, Any]:
    return {
        "line": line.line,
        "decisions": {decision.decision: decision_record(decision) for decision in line.decisions},
        "findings": [
            {"rule": finding.rule, "status": finding.status.value, "defeated_by": list(finding.defeated_by)}
            for finding in line.findings
        ],
    }
