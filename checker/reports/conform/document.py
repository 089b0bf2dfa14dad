"""`comity conform` as JSON: the format `comity.conform/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.analysis.conform.records import LawConformity
from checker.ir.law import Law
from checker.reports.as_json.records import citation_record, tool_record
from checker.reports.conform.build import conform_view
from checker.reports.conform.view import CaseView, CellView, CodeView
from checker.source import SourceFile


def conform_document(law: Law, found: LawConformity, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    """Verdicts by instrument, commitment and jurisdiction. `sources` are the texts that places lie in."""
    view = conform_view(law, found, sources)
    return {
        "format": "comity.conform/1",
        "law": {"digest": law.digest},
        "tool": tool_record(),
        "finished": view.finished,
        "codes": {code.name: _code(law, found, code) for code in view.codes},
    }


def _code(law: Law, found: LawConformity, code: CodeView) -> dict[str, Any]:
    beside = found.of_code(code.name)
    program = law.programs[beside[0].program]
    about = {each.name: each.about for each in program.commitments}
    return {
        "title": code.title,
        "binding": program.binding,
        "jurisdictions": {
            each.jurisdiction: {
                "program": each.program,
                "assumed": [name for name, _ in law.programs[each.program].as_if],
                "lists_shortened_to": each.longest,
                "problem": each.problem,
            }
            for each in beside
        },
        "commitments": [
            {
                "name": row.name,
                "title": row.title,
                "place": row.place,
                "citations": [citation_record(each) for each in about[row.name].citations],
                "interpretation": row.interpretation,
                "not_a_decision_matter": row.reason,
                "verdicts": {cell.jurisdiction: _cell(cell, found, code.name, row.name) for cell in row.cells},
            }
            for row in code.rows
        ],
    }


def _cell(cell: CellView, found: LawConformity, code: str, commitment: str) -> dict[str, Any]:
    conformity = next(each for each in found.of_code(code) if each.jurisdiction == cell.jurisdiction)
    verdict = conformity.verdict(commitment)
    return {
        "verdict": verdict.answer.value,
        "arises": verdict.arises,
        "text": " ".join(cell.sentences),
        "counterexample": None if cell.case is None else _case(cell.case),
        "ways": [
            {
                "conditions": [
                    {"text": each.text, **({"values": list(each.every)} if each.every else {})}
                    for each in way.conditions
                ],
                "case": None if way.case is None else _case(way.case),
            }
            for way in cell.ways
        ],
        "ways_are_all": verdict.complete,
        "values_not_covered": list(verdict.values_not_covered),
        "evidence": [
            {"answer": each.answer, "evidence": each.evidence, "row": dict(each.row)} for each in verdict.attestations
        ],
    }


def _case(case: CaseView) -> dict[str, Any]:
    return {"file": case.file, "assumed": list(case.assumed), "decided": list(case.decided)}
