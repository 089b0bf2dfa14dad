"""`comity diff` as JSON: the format `comity.diff/1`. Names beside words, and every example as a case file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.analysis.differences.findings import (
    Change,
    ChangedRegion,
    Difference,
    Edge,
    Example,
    Impact,
    Kind,
    SideAnswer,
)
from checker.analysis.differences.law_difference import LawDifference
from checker.analysis.differences.sides import FIRST, SECOND
from checker.analysis.edits.records import ClauseEdit, Edit, Excerpt, RowEdit
from checker.analysis.space.cover import Condition
from checker.analysis.space.variables import Choice, Variable
from checker.ir.law import Law
from checker.reports.as_json.records import citation_record, iso, tool_record
from checker.reports.differences.build import case_files, ends_over_time
from checker.reports.differences.conditions import choice_in_words, condition_in_words
from checker.reports.differences.ends import Ends, label_of
from checker.reports.differences.sentences import (
    assumed_in_words,
    completeness_in_words,
    edge_in_words,
    headline,
    kind_in_words,
    notes_in_words,
)
from checker.scalars import show_value
from checker.types import SetType, Type
from checker.values import Scalar


def diff_document(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """Everything that was found, by jurisdiction; then the edits of the text."""
    old_day, new_day = days or (None, None)
    return {
        "format": "comity.diff/1",
        "old": {"name": names[0], "digest": old.digest, "date": iso(old_day)},
        "new": {"name": names[1], "digest": new.digest, "date": iso(new_day)},
        "tool": tool_record(),
        "finished": found.finished,
        "directions": sorted(each.value for each in found.directions),
        "added": list(found.added),
        "removed": list(found.removed),
        "jurisdictions": {
            each.program: difference_record(ends_over_time(old, new, each.program, days), each)
            for each in found.programs
        },
        "edits": [_edit(each) for each in edits],
    }


def difference_record(ends: Ends, found: Difference) -> dict[str, Any]:
    """One program, or two that are compared."""
    return {
        "title": ends.name,
        "binding": all(program.binding for program in ends.programs),
        "text": headline(ends, found),
        "finished": found.finished,
        "questions_left": found.left,
        "problem": found.problem,
        "lists_shortened_to": found.longest,
        "directions": sorted(each.value for each in found.directions),
        "changes": [_change(ends, found, each) for each in found.changes],
        "equal": list(found.equal),
        "only": {"old": list(found.only[FIRST]), "new": list(found.only[SECOND])},
        "facts_apart": list(found.apart),
        "facts_narrowed": list(found.narrowed),
        "cases": found.cases,
        "impacts": [_impact(each) for each in found.impacts],
        "notes": list(notes_in_words(ends, found)),
    }


def _change(ends: Ends, found: Difference, change: Change) -> dict[str, Any]:
    kind = change.kind
    name = f"{found.program} {found.changes.index(change) + 1}"
    return {
        **_kind(kind),
        "text": kind_in_words(ends, kind),
        "example": _example(ends, kind, change.example, name),
        "follows_from": [_kind(each) for each in change.follows_from],
        "regions": [
            _region(ends, kind, region, f"{name} region {place}")
            for place, region in enumerate(change.regions, start=1)
        ],
        "regions_not_listed": change.unlisted,
        "complete": change.complete,
        "proof": completeness_in_words(ends, change),
        "values_not_covered": list(change.values_not_covered),
    }


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "about": kind.about.value,
        "name": kind.name,
        "before": kind.before,
        "after": kind.after,
        "direction": kind.direction.value,
    }


def _impact(impact: Impact) -> dict[str, Any]:
    """What changes for a case that was put to both; `regions` are numbers of regions, from 0, listed ones first."""
    return {
        "case": impact.case,
        "line": impact.line,
        "change": _kind(impact.kind),
        "before": list(impact.before),
        "after": list(impact.after),
        "regions": list(impact.regions),
    }


def _region(ends: Ends, kind: Kind, region: ChangedRegion, name: str) -> dict[str, Any]:
    return {
        "conditions": [_condition(ends, each) for each in region.conditions],
        "size": {"cells": region.size.cells, "values": region.size.values, "exact": region.size.exact},
        "ordinary": _example(ends, kind, region.ordinary, name),
        "edge": None if region.edge is None else _edge(ends, kind, region, region.edge, f"{name} edge"),
    }


def _edge(ends: Ends, kind: Kind, region: ChangedRegion, edge: Edge, name: str) -> dict[str, Any]:
    variable = region.conditions[edge.condition].variable
    return {
        "condition": edge.condition,
        "inside": choice_in_words(ends, variable, edge.inside, edge.outside),
        "outside": choice_in_words(ends, variable, edge.outside, edge.inside),
        "text": edge_in_words(ends, region, edge),
        "example": _example(ends, kind, edge.example, name),
    }


def _condition(ends: Ends, condition: Condition) -> dict[str, Any]:
    variable = condition.variable
    return {
        "about": variable.sort.value,
        "name": variable.name,
        "part": [_scalar(each, None) for each in variable.part],
        "text": condition_in_words(ends, condition).text,
        "choices": [_choice(ends, variable, each) for each in condition.choices],
        "others": len(condition.others),
    }


def _choice(ends: Ends, variable: Variable, choice: Choice) -> dict[str, Any]:
    """What a choice stands for: values, those from `low` to `high`, or (`open`) those that nothing in the law names."""
    cell = choice.cell
    type_ = None if variable.part else ends.type_of(variable.name)
    record: dict[str, Any] = {"value": _scalar(choice.value, type_)}
    if cell is None:
        return record
    if cell.low is not None and cell.high is not None:
        record |= {"low": _scalar(cell.low, type_), "high": _scalar(cell.high, type_)}
    elif len(cell.alike) > 1:
        record["alike"] = [_scalar(each, type_) for each in cell.alike]
    if cell.open:
        record |= {"open": True, "below": list(cell.below)}
    return record


def _scalar(value: Scalar, type_: Type | None) -> str | bool | int:
    if isinstance(value, bool) or (type_ is None and isinstance(value, int)):
        return value
    if type_ is None or isinstance(type_, SetType):
        return str(value) if isinstance(value, str) else "none"
    return show_value(value, type_)


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _example(ends: Ends, kind: Kind, example: Example, name: str) -> dict[str, Any]:
    """The case as either side takes it; where both take it alike, the same file twice."""
    files = case_files(ends, kind, example, name)
    return {
        "files": {"old": files[0], "new": files[-1]},
        "assumed": [assumed_in_words(ends, each) for each in example.assumed],
        "answers": {
            "old": answer_record(ends, FIRST, example.answers[FIRST]),
            "new": answer_record(ends, SECOND, example.answers[SECOND]),
        },
    }


def answer_record(ends: Ends, side: int, answer: SideAnswer) -> dict[str, Any]:
    """What one side makes of an example, and by what."""
    return {
        "outcome": answer.outcome,
        "decided_by": [_provision(ends, side, name) for name in answer.decided_by],
        "set_aside": [{"rule": rule, "exceptions": list(names)} for rule, names in answer.set_aside],
    }


def _provision(ends: Ends, side: int, name: str) -> dict[str, Any]:
    about = ends.side_about(side, name)
    return {
        "rule": name,
        "title": name if about is None else label_of(about),
        "citations": [citation_record(each) for each in about.citations] if about is not None else [],
    }


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "kind": edit.kind,
        "construct": edit.construct,
        "name": edit.name,
        "old_name": edit.old_name,
        "owner": edit.owner,
        "nature": edit.nature.word,
        "old": _excerpt(edit.old),
        "new": _excerpt(edit.new),
        "clauses": [_clause(each) for each in edit.clauses],
        "rows": [_row(each) for each in edit.rows],
    }


def _excerpt(excerpt: Excerpt | None) -> Mapping[str, Any] | None:
    return None if excerpt is None else {"path": excerpt.path, "line": excerpt.line, "text": excerpt.text}


def _clause(clause: ClauseEdit) -> dict[str, Any]:
    return {
        "clause": clause.clause,
        "nature": clause.nature.word,
        "segments": [{"kind": each.kind, "text": each.text} for each in clause.segments],
    }


def _row(row: RowEdit) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "member": row.member,
        "nature": row.nature.word,
        "old": _excerpt(row.old),
        "new": _excerpt(row.new),
    }
