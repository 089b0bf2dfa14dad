"""A difference of two laws as Markdown: sentences first, the rest folded, never longer than a forge accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.reports.differences.view import (
    SIGNS,
    CaseView,
    ChangeView,
    DecisionView,
    DiffView,
    EditView,
    ProgramView,
    RegionView,
    SegmentView,
)
from checker.reports.in_markdown.comparison import MOST_CHARACTERS, escape
from checker.reports.terminal.layout import count

MOST_IN_A_FOLD = 12_000
_ROOM_TO_SAY_SO = 100
_HTML = re.compile(r"""[&<>"'@\\`*_{}\[\]()#!|~^$]|://|(?<=www)\.""")


def render(view: DiffView) -> str:
    """The whole comment; blocks that do not fit are left out from the end, and how many is said."""
    opening, folds, closing = _opening(view), _folds(view), _closing(view)
    return within_limit(opening, folds, closing)


def within_limit(opening: Sequence[str], folds: Sequence[str], closing: Sequence[str]) -> str:
    """Blocks as one text; of the folds, those for which there is room, and how many there were besides."""
    room = MOST_CHARACTERS - sum(len(block) + 2 for block in (*opening, *closing)) - _ROOM_TO_SAY_SO
    kept: list[str] = []
    for block in folds:
        if len(block) + 2 <= room:
            kept.append(block)
            room -= len(block) + 2
    left = len(folds) - len(kept)
    more = (
        [f"_Cut for length: {count(left, 'more part', 'more parts')}. The other forms hold everything._"]
        if left
        else []
    )
    return "\n\n".join([*opening, *kept, *more, *closing]) + "\n"


def _opening(view: DiffView) -> list[str]:
    blocks = [f"<!-- {view.marker} -->", f"## {escape(view.title)}"]
    blocks.append(" ".join(f"{escape(sentence)}." for sentence in view.lead))
    blocks.append("  \n".join(f"{escape(line)}." for line in (*view.meta, *view.not_compared)))
    if view.changed:
        blocks.append(_table(view))
    for program in view.programs:
        if program.impact_lead:
            blocks.append(f"{escape(program.title)}: {escape(program.impact_lead)}.")
    return [block for block in blocks if block]


def _table(view: DiffView) -> str:
    rows = ["| Jurisdiction | Decision or duty | Becomes | Kinds of change |", "| --- | --- | --- | --- |"]
    for program in view.changed:
        for decision in program.decisions:
            direction = f"{SIGNS[decision.tone]} {escape(decision.direction)}"
            rows.append(f"| {escape(program.title)} | {escape(decision.label)} | {direction} | {decision.count} |")
    return "\n".join(rows)


def _folds(view: DiffView) -> list[str]:
    blocks: list[str] = []
    for program in view.changed:
        blocks += [
            fold(f"{program.title}: {decision.label} ({decision.direction})", _decision(decision))
            for decision in program.decisions
        ]
        blocks += _program_notes(program)
    if view.unchanged:
        lines = [
            "\n".join([f"- {escape(each.title)}: {escape(each.headline)}.", *(f"  - {escape(n)}." for n in each.notes)])
            for each in view.unchanged
        ]
        blocks.append(fold("What does not change", ["\n".join(lines)]))
    if view.edits:
        blocks.append(fold(view.edit_lead, [_edit(edit) for edit in view.edits]))
    return blocks


def _program_notes(program: ProgramView) -> list[str]:
    told = [f"- Proved to be the same in every case: {escape(program.equal)}."] if program.equal else []
    told += [f"- {escape(note)}." for note in program.notes]
    told += [
        f"- {escape(each.case)}: {escape(each.before)} → {escape(each.after)} ({each.change}, {escape(each.regions)})"
        for each in program.impacts
    ]
    return [fold(f"{program.title}: the rest", ["\n".join(told)])] if told else []


def fold(title: str, blocks: Iterable[str]) -> str:
    """One fold as one block, so that a cut never leaves it open. Its title is HTML, and inert as Markdown too."""
    shown = _HTML.sub(lambda match: f"&#{ord(match.group()[0])};{match.group()[1:]}", title)
    return "\n\n".join([f"<details><summary>{shown}</summary>", *blocks, "</details>"])


def _decision(decision: DecisionView) -> list[str]:
    """Every kind of change by its sentence, and in full as far as there is room."""
    blocks = ["\n".join(f"- {change.number} {escape(change.sentence)}" for change in decision.changes)]
    room, left = MOST_IN_A_FOLD, 0
    for change in decision.changes:
        told = _change(change)
        size = sum(len(block) + 2 for block in told)
        if size > room:
            left += 1
            continue
        blocks += told
        room -= size
    if left:
        blocks.append(f"_Cut for length: {count(left, 'kind', 'kinds')} of change without the regions._")
    return blocks


def _change(change: ChangeView) -> list[str]:
    blocks = [f"**{change.number} {escape(change.sentence)}**", case_block("For example", change.example)]
    blocks += ["\n".join(f"- It follows from {escape(sentence)}." for sentence, _ in change.follows_from)]
    for place, region in enumerate(change.regions, start=1):
        blocks.append(_region(region, place, len(change.regions)))
    blocks.append(f"{escape(change.completeness)}.")
    blocks.append("\n".join(f"- {escape(edit.heading)}, {escape(edit.place)}" for edit in change.edits))
    return [block for block in blocks if block]


def _region(region: RegionView, place: int, of: int) -> str:
    which = f"Region {place} of {of}: all cases" if of > 1 else "All cases"
    lines = [f"{which}{' with' if region.conditions else ''}", ""]
    lines += [f"- {escape(each.text)}" for each in region.conditions]
    said = [f"Size: {region.size}", region.edge, region.cases]
    lines += ["", "  \n".join(f"{escape(each)}." for each in said if each)]
    return "\n".join(lines)


def case_block(lead: str, case: CaseView) -> str:
    """An example, and what either side makes of it."""
    given = "; ".join(f"{escape(label)}: {escape(value)}" for label, value in case.facts)
    lines = [f"{lead}, on {escape(case.date)}{', given ' if given else ''}{given}."]
    if case.assumed:
        lines.append(f"Provided that {escape('; '.join(case.assumed))}.")
    for side in case.sides:
        grounds = f", by {'; '.join(escape(each) for each in side.grounds)}" if side.grounds else ""
        said = ". ".join(
            [f"- {escape(side.title)}: **{escape(side.outcome.words)}**{grounds}", *map(escape, side.asides)]
        )
        lines.append(f"{said}.")
    return "\n".join([lines[0], "", *lines[1:]])


def _edit(edit: EditView) -> str:
    lines = [f"**{escape(edit.heading)}** ({edit.nature}), {escape(edit.place)}"]
    lines += [f"- {escape(clause.name)}: {_segments(clause.segments)}" for clause in edit.clauses]
    for row in edit.rows:
        cells = " → ".join(escape(each) for each in (row.old, row.new) if each)
        lines.append(f"- {row.what}: {escape(row.member)}{f' ({cells})' if cells else ''}")
    if edit.more_rows:
        lines.append(f"- and {edit.more_rows} more")
    return "\n".join([lines[0], "", *lines[1:]]) if lines[1:] else lines[0]


def _segments(segments: Iterable[SegmentView]) -> str:
    """Removed and added words between marks that are plain in every renderer."""
    marks = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
    return " ".join(marks[each.kind].format(escape(" ".join(each.text.split()))) for each in segments)


def _closing(view: DiffView) -> list[str]:
    digests = " · ".join(f"{escape(label)}: `{value}`" for label, value in view.digests)
    return [f"Proved over every case within the vocabulary; this is not an official decision. {digests}"]
