"""`comity diff` and `comity gaps` as text, at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.reports.differences.view import (
    CaseView,
    ChangeView,
    DecisionView,
    DiffView,
    EditView,
    ProgramView,
    RegionView,
    SegmentView,
)
from checker.reports.terminal.layout import Style, bullets, count, wrapped

MOST_REGIONS = 3
"""Regions that are shown of one kind of change; the other forms show all that are listed."""

_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def render(view: DiffView, *, style: Style) -> str:
    """What comes of it first, then each jurisdiction, then the edits of the text."""
    lines = [style.strong(line) for line in wrapped(view.title)]
    lines += wrapped(" ".join(f"{sentence}." for sentence in view.lead))
    lines += [line for each in view.meta for line in wrapped(f"{each}.")]
    lines += [line for each in view.not_compared for line in wrapped(f"{each}.")]
    for program in view.programs:
        lines += ["", *program_lines(program, view.titles, style)]
    if view.edit_lead:
        lines += ["", *(style.strong(line) for line in wrapped(f"{view.edit_lead}."))]
        lines += [line for edit in view.edits for line in _edit(edit, 2, style)]
    lines += ["", *(line for label, value in view.digests for line in wrapped(f"{label}: {value}", 0, 2))]
    return "\n".join(lines) + "\n"


def program_lines(program: ProgramView, titles: tuple[str, str], style: Style) -> list[str]:
    """One program, or two that are compared."""
    heading = program.title if program.title == program.name else f"{program.title} ({program.name})"
    lines = wrapped(f"{heading}{'' if program.binding else ', voluntary'}: {program.headline}.", 0, 2)
    lines[0] = lines[0].replace(heading, style.strong(heading), 1)
    for decision in program.decisions:
        lines += _decision(decision, style)
    if program.impact_lead:
        lines += ["", *wrapped(f"{program.impact_lead}.", 2, 2)]
    for each in program.impacts:
        lines += wrapped(f"- {each.case}: {each.before} → {each.after} ({each.change}, {each.regions})", 4, 2)
    if program.equal and program.changed:
        lines += wrapped(f"Proved to be the same in every case: {program.equal}.", 2, 2)
    lines += [line for note in program.notes for line in wrapped(f"{note}.", 2, 2)]
    return lines


def _decision(decision: DecisionView, style: Style) -> list[str]:
    lines = ["", *wrapped(f"{decision.label} ({decision.direction})", 2, 2)]
    for change in decision.changes:
        lines += _change(change, style)
    return lines


def _change(change: ChangeView, style: Style) -> list[str]:
    lines = [style.strong(line) for line in wrapped(f"{change.number} {change.sentence}", 2, 4)]
    lines += case_lines("For example", change.example, 4)
    for sentence, _ in change.follows_from:
        lines += wrapped(f"It follows from {sentence}.", 4, 2)
    for place, region in enumerate(change.regions[:MOST_REGIONS], start=1):
        lines += _region(region, place, len(change.regions))
    if len(change.regions) > MOST_REGIONS:
        lines += wrapped(f"and {count(len(change.regions) - MOST_REGIONS, 'more region', 'more regions')}", 4)
    lines += wrapped(f"{change.completeness}.", 4, 2)
    if change.edits:
        lines += wrapped("The text behind it:", 4)
        lines += bullets((f"{each.heading}, {each.place}" for each in change.edits), 6)
    return lines


def _region(region: RegionView, place: int, of: int) -> list[str]:
    which = f"Region {place} of {of}: all cases with" if of > 1 else "All cases with"
    lines = wrapped(which if region.conditions else which.replace(" with", ""), 4)
    lines += bullets((each.text for each in region.conditions), 6)
    lines += wrapped(f"Size: {region.size}.", 6, 2)
    if region.cases:
        lines += wrapped(f"{region.cases}.", 6, 2)
    return lines + (wrapped(f"{region.edge}.", 6, 2) if region.edge else [])


def case_lines(lead: str, case: CaseView, indent: int) -> list[str]:
    """An example, and what either side makes of it."""
    lines = wrapped(f"{lead}, on {case.date}{', given' if case.facts else ''}", indent, 2)
    lines += bullets((f"{label}: {value}" for label, value in case.facts), indent + 2)
    if case.assumed:
        lines += wrapped(f"provided that {'; '.join(case.assumed)}.", indent, 2)
    for side in case.sides:
        grounds = [f"by {'; '.join(side.grounds)}"] if side.grounds else []
        said = ". ".join([", ".join([f"{side.title}: {side.outcome.words}", *grounds]), *side.asides])
        lines += wrapped(f"{said}.", indent, 2)
    return lines


def _edit(edit: EditView, indent: int, style: Style) -> list[str]:
    lines = [style.strong(line) for line in wrapped(f"{edit.heading} ({edit.nature})", indent, 2)]
    lines += wrapped(f"at {edit.place}", indent + 2, 2)
    for clause in edit.clauses:
        lines += wrapped(f"{clause.name}: {_marked(clause.segments)}", indent + 2, 2)
    for row in edit.rows:
        cells = " → ".join(each for each in (row.old, row.new) if each)
        lines += wrapped(f"{row.what}: {row.member}{f' ({cells})' if cells else ''}", indent + 2, 2)
    if edit.more_rows:
        lines += wrapped(f"and {edit.more_rows} more", indent + 2)
    return lines


def _marked(segments: Sequence[SegmentView] | Iterable[SegmentView]) -> str:
    """Words with what was removed and added in brackets; line breaks become spaces."""
    return " ".join(_MARKS[each.kind].format(" ".join(each.text.split())) for each in segments)
