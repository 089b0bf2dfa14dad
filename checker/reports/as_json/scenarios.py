"""`comity test` as JSON: the format `comity.test/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.ir.law import Law
from checker.reports.as_json.records import iso, tool_record
from checker.testing.coverage import Coverage
from checker.testing.scenarios import ScenarioResult


def scenarios_document(law: Law, results: Sequence[ScenarioResult], coverage: Sequence[Coverage]) -> dict[str, Any]:
    """Scenarios with their mismatches, and coverage by owner."""
    return {
        "format": "comity.test/1",
        "law": {"digest": law.digest},
        "tool": tool_record(),
        "scenarios": [
            {
                "name": result.scenario.name,
                "owner": result.scenario.owner,
                "title": result.scenario.about.label.value,
                "date": iso(result.scenario.date),
                "passed": result.passed,
                "mismatches": [{"expected": m.expected, "got": m.got} for m in result.mismatches],
            }
            for result in results
        ],
        "coverage": {
            one.owner: {
                measure.name: {
                    "covered": measure.covered,
                    "total": measure.total,
                    "missing": list(measure.missing),
                }
                for measure in one.measures
            }
            for one in coverage
        },
    }
