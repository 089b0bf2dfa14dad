"""`comity conform` as Markdown: a matrix for each instrument, the rest folded, never longer than a forge accepts."""

from __future__ import annotations

from checker.analysis.conform.records import Answer
from checker.reports.conform.view import CaseView, CellView, CodeView, ConformView, RowView
from checker.reports.conform.words import VOLUNTARY, sign_of
from checker.reports.in_markdown.comparison import MOST_CHARACTERS, escape

_ROOM_TO_SAY_SO = 200
_TOLD = (Answer.REFUTED, Answer.CONDITIONAL, Answer.NOT_EXPRESSIBLE, Answer.ATTESTED)


def render(view: ConformView) -> str:
    """The whole comment; folds that do not fit are left out, and how many is said."""
    opening = [
        f"<!-- comity:conform -->\n## {escape(view.title)}",
        escape(view.subject),
        " ".join(escape(each) for each in view.lead),
    ]
    for code in view.codes:
        opening += [f"### {escape(code.title)}", f"◇ {escape(VOLUNTARY)}. {escape(code.lead)}", _matrix(code)]
    opening.append("\n".join(f"- {sign} **{escape(word)}**: {escape(meaning)}" for sign, word, meaning in view.legend))
    closing = "  \n".join(f"{escape(label)}: `{value}`" for label, value in view.digests)
    folds = [_fold(row) for code in view.codes for row in code.rows]
    room = MOST_CHARACTERS - sum(len(block) + 2 for block in (*opening, closing)) - _ROOM_TO_SAY_SO
    kept: list[str] = []
    left = 0
    for fold in folds:
        if len(fold) + 2 <= room:
            kept.append(fold)
            room -= len(fold) + 2
        else:
            left += 1
    more = [f"_Cut for length: {left} commitments more. The other forms hold everything._"] if left else []
    return "\n\n".join([*opening, *kept, *more, closing]) + "\n"


def _matrix(code: CodeView) -> str:
    head = ["Commitment", *(name for name, _ in code.jurisdictions)]
    lines = [_line(escape(each) for each in head), _line("---" for _ in head)]
    for row in code.rows:
        signs = (f"{sign_of(each.answer, arises=each.arises)} {escape(each.word)}" for each in row.cells)
        lines.append(_line([escape(row.title), *signs]))
    return "\n".join(lines)


def _line(cells: object) -> str:
    assert hasattr(cells, "__iter__")
    return f"| {' | '.join(cells)} |"


def _fold(row: RowView) -> str:
    lines = [f"<details><summary>{escape(row.title)}</summary>", ""]
    cited = "; ".join(escape(each.words) for each in row.citations)
    lines.append(f"{escape(row.kind)}, {escape(row.place)}{f'; cites {cited}' if cited else ''}")
    if row.interpretation is not None:
        lines += ["", f"‡ Our reading: {escape(row.interpretation)}"]
    lines += ["", *(f"{escape(note)}" for note in row.notes)]
    if row.reason is not None:
        lines.append(escape(row.reason))
    else:
        lines += [line for cell in row.cells for line in _cell(cell)]
    return "\n".join([*lines, "", "</details>"])


def _cell(cell: CellView) -> list[str]:
    lines = [f"- **{escape(cell.label)}**: {escape(cell.word)}"]
    if cell.answer not in _TOLD:
        return lines
    if cell.answer is not Answer.ATTESTED:
        lines += [f"  {escape(each)}" for each in cell.sentences]
    if cell.case is not None:
        lines += _case(cell.case)
    if cell.ways:
        lines.append(f"  - {escape(cell.ways_lead)}:")
        lines += [f"    - {'; '.join(escape(each.text) for each in way.conditions)}" for way in cell.ways]
    for each in cell.evidence:
        more = "; ".join(escape(column.words) for column in each.more)
        lines.append(f"  - {escape(each.evidence) or 'no place named'}{f' ({more})' if more else ''}")
    return lines


def _case(case: CaseView) -> list[str]:
    given = "; ".join(f"{escape(label)}: {escape(value)}" for label, value in case.facts)
    provided = f"; provided that {'; '.join(escape(each) for each in case.assumed)}" if case.assumed else ""
    lines = [f"  - For example, on {escape(case.date)}{f', given {given}' if given else ''}{provided}"]
    return lines + [f"    - → {escape(each)}" for each in case.decided]
