"""`comity conform` as text, at most 80 columns."""

from __future__ import annotations

from checker.analysis.conform.records import Answer
from checker.reports.conform.view import CaseView, CellView, CodeView, ConformView, RowView
from checker.reports.conform.words import OF_RULES, VOLUNTARY
from checker.reports.terminal.layout import Style, bullets, wrapped

MOST_WAYS = 6
"""Ways that are shown of one refuted claim; the other forms show all."""


def render(view: ConformView, *, style: Style) -> str:
    """Each instrument with its commitments, then the count."""
    lines: list[str] = []
    for code in view.codes:
        lines += [*_code(code, style), ""]
    return "\n".join([*lines, *wrapped(OF_RULES), *wrapped(view.count)]) + "\n"


def _code(code: CodeView, style: Style) -> list[str]:
    lines = [style.strong(line) for line in wrapped(f"{code.title} ({code.name})")]
    lines += wrapped(f"{VOLUNTARY}. {code.lead}")
    for row in code.rows:
        lines += ["", *_row(row, style)]
    lines += ["", *wrapped("What the cases of each jurisdiction have in common:")]
    return lines + bullets(code.assumed)


def _row(row: RowView, style: Style) -> list[str]:
    lines = [style.strong(line) for line in wrapped(row.title)]
    cited = "; ".join(each.words for each in row.citations)
    lines += wrapped(f"{row.kind}, at {row.place}{f'; cites {cited}' if cited else ''}", 2, 2)
    if row.reason is not None:
        return [*lines, *wrapped(row.reason, 2, 2)]
    for group in row.groups:
        names = ", ".join(cell.jurisdiction for cell in group.cells)
        lines += wrapped(f"{group.word}: {names}", 2, 4)
        for cell in group.cells:
            lines += _cell(cell)
    return lines


def _cell(cell: CellView) -> list[str]:
    if cell.answer not in (Answer.REFUTED, Answer.CONDITIONAL, Answer.NOT_EXPRESSIBLE):
        return []
    lines = wrapped(f"{cell.label}:", 4, 2)
    lines += [line for each in cell.sentences for line in wrapped(each, 6, 2)]
    if cell.case is not None:
        lines += _case(cell.case)
    if cell.ways:
        lines += wrapped(f"{cell.ways_lead}:", 6, 2)
        shown = cell.ways if cell.answer is Answer.CONDITIONAL else cell.ways[:MOST_WAYS]
        lines += bullets(("; ".join(each.text for each in way.conditions) for way in shown), 8)
        if len(shown) < len(cell.ways):
            lines += wrapped(f"and {len(cell.ways) - len(shown)} more", 8)
    return lines


def _case(case: CaseView) -> list[str]:
    lines = wrapped(f"For example, on {case.date}{' given' if case.facts else ''}", 6, 2)
    lines += bullets((f"{label}: {value}" for label, value in case.facts), 8)
    lines += [line for each in case.assumed for line in wrapped(f"provided that {each}", 8, 2)]
    return lines + [line for each in case.decided for line in wrapped(f"→ {each}", 6, 2)]
