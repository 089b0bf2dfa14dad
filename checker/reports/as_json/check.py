"""`comity check` as JSON: the format `comity.check/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.as_json.records import case_record, jurisdiction_record, law_record, tool_record
from checker.results.records import JurisdictionResult


def check_document(
    law: Law, case: Case, results: Mapping[str, JurisdictionResult], *, actual: bool, readings: Mapping[str, str]
) -> dict[str, Any]:
    """The decisions of every program, by name; voluntary instruments carry `"binding": false`."""
    return {
        "format": "comity.check/1",
        "law": law_record(law, case.date),
        "tool": tool_record(),
        "case": case_record(case),
        "as_if_established": not actual,
        "readings": dict(readings),
        "jurisdictions": {name: jurisdiction_record(law.programs[name], result) for name, result in results.items()},
    }
