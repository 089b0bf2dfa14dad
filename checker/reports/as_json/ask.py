"""`comity ask` as JSON: the format `comity.ask/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.analysis.ask import AnswerEffect, Asked, Need, Pair
from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.as_json.records import case_record, law_record, tool_record
from checker.scalars import show_value
from checker.types import SetType, Type
from checker.values import Scalar


def ask_document(law: Law, case: Case, asked: Asked) -> dict[str, Any]:
    """What is open, what would settle it, and the shortest list that settles everything."""
    return {
        "format": "comity.ask/1",
        "law": law_record(law, case.date),
        "tool": tool_record(),
        "case": case_record(case),
        "open": _pairs(asked.open),
        "not_exact": _pairs(asked.not_exact),
        "shortest": {
            "names": list(asked.shortest.names),
            "settles_all": asked.shortest.settles_all,
            "is_shortest": asked.shortest.is_shortest,
        },
        "needs": [_need(need) for need in asked.needs],
    }


def _pairs(pairs: Iterable[Pair]) -> list[dict[str, str]]:
    return [{"jurisdiction": pair.jurisdiction, "decision": pair.decision} for pair in pairs]


def _need(need: Need) -> dict[str, Any]:
    fact = need.fact
    return {
        "name": need.name,
        "kind": need.kind,
        "line": need.line,
        "label": fact.about.label.value if fact else None,
        "question": fact.question.value if fact and fact.question else None,
        "supplied_by": fact.by if fact else None,
        "assessed": bool(fact and fact.assessed),
        "matters_to": _pairs(need.pairs),
        "can_settle": _pairs(need.settles),
        "always_settles": _pairs(need.always_settles),
        "answers": [_answer(answer, fact.type if fact else None) for answer in need.answers],
    }


def _answer(answer: AnswerEffect, type_: Type | None) -> dict[str, Any]:
    def shown(value: Scalar) -> str:
        return show_value(value, type_) if type_ is not None else str(value).lower()

    record: dict[str, Any] = {"values": [shown(value) for value in answer.values], "or_anything_else": answer.open}
    if answer.low is not None and answer.high is not None:
        record |= {"from": shown(answer.low), "to": shown(answer.high)}
    if answer.element is not None:
        member = type_.of if isinstance(type_, SetType) else type_
        record["element"] = show_value(answer.element, member) if member is not None else str(answer.element)
        record["included"] = answer.holds
    return record | {
        "settles": _pairs(answer.settles),
        "leaves": [{**_pairs([left.pair])[0], "outcomes": list(left.outcomes)} for left in answer.leaves],
    }
