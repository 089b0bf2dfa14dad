"""`comity explain` as JSON: the format `comity.explain/1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.analysis.explain import Barrier, Explanation
from checker.analysis.flip import Change, Flip
from checker.cases.case import Case
from checker.ir.law import Law
from checker.ir.program import About, FactInfo
from checker.reports.as_json.records import case_record, decision_record, finding_record, law_record, tool_record
from checker.results.records import Finding, Trace
from checker.scalars import show_value
from checker.types import ListType, SetType, Type


def explain_document(law: Law, case: Case, explained: Sequence[Sequence[Explanation]]) -> dict[str, Any]:
    """Explanations by jurisdiction and decision, the bottom line first."""
    return {
        "format": "comity.explain/1",
        "law": law_record(law, case.date),
        "tool": tool_record(),
        "case": case_record(case),
        "jurisdictions": {
            explanations[0].jurisdiction: {
                explanation.decision.decision: _explanation(law, explanation) for explanation in explanations
            }
            for explanations in explained
            if explanations
        },
    }


def _explanation(law: Law, explanation: Explanation) -> dict[str, Any]:
    program = law.programs[explanation.jurisdiction]
    abouts = {rule.name: rule.about for rule in program.rules}
    groups = {
        "applies": explanation.applying,
        "defeated": explanation.defeated,
        "undetermined": explanation.undetermined,
        "not_in_force": explanation.not_in_force,
        "does_not_apply": explanation.not_applying,
    }
    facts = {info.name: info for info in program.facts}
    return {
        "decision": decision_record(explanation.decision),
        "findings": [_finding(finding, abouts) for group in groups.values() for finding in group],
        "why_not": [
            {
                "outcome": other.outcome,
                "stricter": other.stricter,
                "possible": other.possible,
                "barriers": [_barrier(barrier) for barrier in other.barriers],
            }
            for other in explanation.why_not
        ],
        "flips": {
            "complete": explanation.flips.complete,
            "smallest": [_flip(facts, flip) for flip in explanation.flips.flips],
        },
    }


def _finding(finding: Finding, abouts: Mapping[str, About]) -> dict[str, Any]:
    record = finding_record(finding, abouts[finding.rule])
    record["trace"] = _trace(finding.trace) if finding.trace else None
    return record


def _trace(trace: Trace) -> dict[str, Any]:
    return {
        "text": trace.text,
        "truth": trace.truth,
        "value": trace.value,
        "parts": [_trace(part) for part in trace.parts],
    }


def _barrier(barrier: Barrier) -> dict[str, Any]:
    return {
        "rule": barrier.rule,
        "status": barrier.status.value,
        "defeated_by": list(barrier.defeated_by),
        "failing": [trace.text for trace in barrier.failing],
    }


def _flip(facts: Mapping[str, FactInfo], flip: Flip) -> dict[str, Any]:
    return {"outcome": flip.outcome, "changes": [_change(facts, change) for change in flip.changes]}


def _change(facts: Mapping[str, FactInfo], change: Change) -> dict[str, Any]:
    type_: Type = facts[change.fact].type
    record: dict[str, Any] = {"fact": change.fact, "line": change.line}
    if change.record is not None and change.field is not None and isinstance(type_, ListType):
        type_ = dict(type_.record.fields)[change.field]
        record |= {"record": change.record + 1, "field": change.field}
    if change.element is not None:
        member = type_.of if isinstance(type_, SetType) else type_
        return record | {"element": show_value(change.element, member), "included": change.includes_element}
    return record | {"before": show_value(change.before, type_), "after": show_value(change.after, type_)}
