"""`comity timeline` as JSON: the format `comity.timeline/1`."""

from __future__ import annotations

from typing import Any

from checker.analysis.timeline import Timeline, Turn
from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.as_json.records import case_record, decision_record, iso, tool_record


def timeline_document(law: Law, case: Case, line: Timeline) -> dict[str, Any]:
    """The answers on the first day, and every turn with what changed it."""
    return {
        "format": "comity.timeline/1",
        "law": {"digest": law.digest},
        "tool": tool_record(),
        "case": case_record(case),
        "first": iso(line.first),
        "last": iso(line.last),
        "at_first": {
            result.jurisdiction: {decision.decision: decision_record(decision) for decision in result.decisions}
            for result in line.at_first
        },
        "turns": [_turn(turn) for turn in line.turns],
        "not_exact": list(line.not_exact),
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "date": iso(turn.date),
        "jurisdiction": turn.jurisdiction,
        "decision": turn.decision,
        "before": decision_record(turn.before),
        "after": decision_record(turn.after),
        "rules": [{"rule": r.rule, "before": r.before.value, "after": r.after.value} for r in turn.rules],
        "lists": [
            {"list": change.list, "member": str(change.member), "before": change.before, "after": change.after}
            for change in turn.lists
        ],
        "future": turn.future,
    }
