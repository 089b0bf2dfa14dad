"""`comity compare` as JSON: the format `comity.compare/1`. Names, not words: the same in every language."""

from __future__ import annotations

from typing import Any

from checker.analysis.ask import AnswerEffect, Need, Pair
from checker.analysis.compare import Comparison, Side
from checker.analysis.readings import Change, Hinge, ReadingUsed
from checker.analysis.timeline import Turn
from checker.reports.as_json.records import (
    case_record,
    decision_record,
    iso,
    jurisdiction_record,
    law_record,
    tool_record,
)
from checker.reports.view.inputs import ComparisonPage
from checker.values import NONE, Scalar


def compare_document(page: ComparisonPage) -> dict[str, Any]:
    """Every answer with its findings, and what analysis found out; null where it was not asked."""
    law = page.law
    insight = page.insight
    return {
        "format": "comity.compare/1",
        "report": page.number,
        "law": law_record(law, page.case.date),
        "tool": tool_record(),
        "case": case_record(page.case),
        "as_if_established": not page.actual,
        "readings": dict(page.readings),
        "baseline": page.baseline,
        "bottom_line": page.bottom_line,
        "jurisdictions": {name: jurisdiction_record(law.programs[name], each) for name, each in page.results.items()},
        "voluntary": {
            code: {
                beside: jurisdiction_record(
                    law.programs[f"{code}@{beside}" if f"{code}@{beside}" in law.programs else code], result
                )
                for beside, result in results.items()
            }
            for code, results in page.voluntary.items()
        },
        "comparisons": [_comparison(each) for each in insight.comparisons],
        "not_settled": None if insight.asked is None else _asked(page),
        "changes": None if insight.timeline is None else [_turn(turn) for turn in insight.timeline.turns],
        "readings_used": None if insight.readings is None else [_reading(used) for used in insight.readings],
        "hinges": None if insight.hinges is None else [_hinge(each) for each in insight.hinges],
        "current_to": {name: law.programs[name].current_to for name in page.results},
        "gaps": {name: [gap.name for gap in law.programs[name].gaps] for name in page.results},
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    turning = comparison.turning
    return {
        "decision": comparison.decision,
        "is_split": comparison.is_split,
        "groups": [
            {
                "outcome": group.outcome,
                "possible": list(group.possible),
                "collected": list(group.collected),
                "sides": [_side(side) for side in group.sides],
            }
            for group in comparison.groups
        ],
        "turns_on": {
            "facts": list(turning.facts),
            "lists": list(turning.lists),
            "definitions": list(turning.definitions),
            "decisions": list(turning.decisions),
            "exceptions": list(turning.exceptions),
            "dates": list(turning.dates),
        },
        "same_rules": [list(names) for names in comparison.same_rules],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "jurisdiction": side.jurisdiction,
        "decided_by": list(side.decided_by),
        "by_default": side.by_default,
        "set_aside": [
            {"rule": each.rule, "outcome": each.outcome, "exceptions": list(each.exceptions)} for each in side.set_aside
        ],
        "out_of_force": [{"rule": each.rule, "outcome": each.outcome} for each in side.out_of_force],
        "undetermined": list(side.undetermined),
        "needs": list(side.needs),
    }


def _asked(page: ComparisonPage) -> dict[str, Any]:
    asked = page.insight.asked
    assert asked is not None
    return {
        "open": [_pair(pair) for pair in asked.open],
        "not_exact": [_pair(pair) for pair in asked.not_exact],
        "needs": [_need(need) for need in asked.needs],
        "shortest": {
            "names": list(asked.shortest.names),
            "settles_all": asked.shortest.settles_all,
            "is_shortest": asked.shortest.is_shortest,
        },
    }


def _pair(pair: Pair) -> dict[str, str]:
    return {"jurisdiction": pair.jurisdiction, "decision": pair.decision}


def _need(need: Need) -> dict[str, Any]:
    return {
        "name": need.name,
        "kind": need.kind,
        "line": need.line,
        "assessed": need.fact.assessed if need.fact else False,
        "by": need.fact.by if need.fact else None,
        "bears_on": [_pair(pair) for pair in need.pairs],
        "settles": [_pair(pair) for pair in need.settles],
        "answers": [_effect(effect) for effect in need.answers],
    }


def _effect(effect: AnswerEffect) -> dict[str, Any]:
    return {
        "values": [_scalar(value) for value in effect.values],
        "low": effect.low,
        "high": effect.high,
        "anything_else": effect.open,
        "holds": effect.holds,
        "leaves": [{**_pair(left.pair), "possible": list(left.outcomes)} for left in effect.leaves],
    }


def _scalar(value: Scalar) -> bool | int | str | None:
    return None if value is NONE else value


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "date": iso(turn.date),
        "jurisdiction": turn.jurisdiction,
        "decision": turn.decision,
        "before": decision_record(turn.before),
        "after": decision_record(turn.after),
        "rules": [{"rule": e.rule, "before": e.before.value, "after": e.after.value} for e in turn.rules],
        "lists": [{"list": e.list, "member": e.member, "before": e.before, "after": e.after} for e in turn.lists],
        "future": turn.future,
    }


def _reading(used: ReadingUsed) -> dict[str, Any]:
    return {
        "jurisdiction": used.jurisdiction,
        "target": used.target,
        "kind": used.kind,
        "reason": used.reason.value,
        "chosen": used.chosen,
        "alternatives": [
            {
                "name": each.name,
                "changes": None if each.changes is None else [_change(change) for change in each.changes],
            }
            for each in used.alternatives
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"decision": change.decision, "before": list(change.before), "after": list(change.after)}


def _hinge(hinge: Hinge) -> dict[str, Any]:
    return {
        "jurisdiction": hinge.jurisdiction,
        "kind": hinge.kind,
        "name": hinge.name,
        "why": hinge.why,
        "changes": [_change(change) for change in hinge.changes],
    }
