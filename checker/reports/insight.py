"""Everything analysis can say about one case under several jurisdictions, for the comparison report."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.ask import ask
from checker.analysis.compare import Column, compare
from checker.analysis.readings import WithReading, all_hinges, readings_used
from checker.analysis.timeline import timeline
from checker.cases.applied import apply_case
from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.view.inputs import Insight
from checker.results.records import JurisdictionResult


def look_into(
    law: Law,
    case: Case,
    results: Mapping[str, JurisdictionResult],
    with_reading: WithReading,
    *,
    actual: bool = False,
) -> Insight:
    """Where the binding answers part, what they wait for, when they change, and what they rest on."""
    columns = [
        Column(law.programs[name], apply_case(case, law.programs[name], actual=actual).lines, case.date, result)
        for name, result in results.items()
        if result.binding
    ]
    cases = [(column.program, column.lines) for column in columns]
    return Insight(
        comparisons=compare(columns),
        asked=ask(cases, case.date),
        timeline=timeline(cases),
        readings=tuple(used for column in columns for used in readings_used(column, with_reading)),
        hinges=all_hinges(columns),
    )
