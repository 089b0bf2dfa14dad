"""`comity gaps` as JSON: the format `comity.gaps/1`."""

from __future__ import annotations

from typing import Any

from checker.analysis.differences.findings import Direction, Kind
from checker.analysis.differences.gaps import Gap, Gaps
from checker.analysis.differences.nearest import NearestRule
from checker.analysis.differences.sides import FIRST, SECOND
from checker.ir.law import Law
from checker.reports.as_json.diff import answer_record
from checker.reports.as_json.records import tool_record
from checker.reports.differences.build import case_files
from checker.reports.differences.ends import Ends
from checker.reports.differences.expressions import asked_in_words
from checker.reports.differences.gap_view import completeness, ends_of_gaps, nearest_in_words
from checker.reports.differences.sentences import assumed_in_words, kind_in_words

_SIDES = ("first", "second")
_STRICTER = {Direction.LOOSER: "first", Direction.STRICTER: "second", Direction.OTHER: None}


def gaps_document(law: Law, found: Gaps) -> dict[str, Any]:
    """The gaps that matter most, and how many there are of each kind and cause."""
    ends = ends_of_gaps(law, found)
    return {
        "format": "comity.gaps/1",
        "law": {"digest": law.digest},
        "tool": tool_record(),
        "first": {"name": found.first, "title": ends.titles[FIRST]},
        "second": {"name": found.second, "title": ends.titles[SECOND]},
        "as_if_established": found.as_if,
        "finished": found.finished,
        "questions_left": found.left,
        "problem": found.problem,
        "lists_shortened_to": found.longest,
        "complete": found.complete,
        "proof": completeness(found),
        "found": found.found,
        "kinds": [{**_kind(kind), "found": number} for kind, number in found.counted.items()],
        "causes": {cause.value: number for cause, number in found.causes.items()},
        "gaps": [_gap(ends, found, gap, place) for place, gap in enumerate(found.listed, start=1)],
        "equal": list(found.equal),
        "follows": list(found.follows),
    }


def _kind(kind: Kind) -> dict[str, Any]:
    """`stricter`: which of the two is; null where neither can be said to be."""
    return {
        "about": kind.about.value,
        "name": kind.name,
        "first": kind.before,
        "second": kind.after,
        "stricter": _STRICTER[kind.direction],
    }


def _gap(ends: Ends, found: Gaps, gap: Gap, place: int) -> dict[str, Any]:
    files = case_files(ends, gap.kind, gap.example, f"{found.first} {found.second} {place}")
    return {
        **_kind(gap.kind),
        "text": kind_in_words(ends, gap.kind),
        "cause": gap.cause.value,
        "decided_by": {"side": _SIDES[gap.stricter], "rule": gap.decider},
        "nearest": None if gap.nearest is None else _nearest(ends, gap, gap.nearest),
        "example": {
            "file": files[-1],
            "assumed": [assumed_in_words(ends, each) for each in gap.example.assumed],
            "answers": {
                name: answer_record(ends, side, answer)
                for side, (name, answer) in enumerate(zip(_SIDES, gap.example.answers, strict=True))
            },
        },
    }


def _nearest(ends: Ends, gap: Gap, near: NearestRule) -> dict[str, Any]:
    return {
        "rule": near.rule,
        "side": _SIDES[near.side],
        "lacking": [asked_in_words(ends, expr) for expr in near.lacking],
        "met": near.met,
        "in_force": near.in_force,
        "set_aside_by": list(near.set_aside_by),
        "text": list(nearest_in_words(ends, gap.kind, near)),
    }
