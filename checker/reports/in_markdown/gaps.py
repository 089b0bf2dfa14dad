"""The gaps between two jurisdictions as Markdown: counts first, each gap folded."""

from __future__ import annotations

from checker.reports.differences.gap_view import GapsView, GapView
from checker.reports.in_markdown.comparison import escape
from checker.reports.in_markdown.differences import case_block, fold, within_limit


def render(view: GapsView) -> str:
    """The whole text; gaps for which there is no room are left out, and how many is said."""
    opening = [f"<!-- {view.marker} -->", f"## {escape(view.title)}"]
    opening.append(" ".join(f"{escape(sentence)}." for sentence in view.lead))
    opening += [f"{escape(line)}." for line in view.meta]
    if view.kinds:
        opening.append(_table(view))
        causes = "; ".join(f"{escape(cause)}: {number}" for cause, number in view.causes)
        opening.append(f"What the gaps turn on: {causes}.")
    closing = [" ".join(f"{escape(each)}." for each in (*view.same, *view.notes))]
    digests = " · ".join(f"{escape(label)}: `{value}`" for label, value in view.digests)
    closing.append(f"This is not an official decision. {digests}")
    return within_limit(opening, [_gap(gap) for gap in view.gaps], [block for block in closing if block])


def _table(view: GapsView) -> str:
    first, second = (escape(title) for title in view.titles)
    rows = [f"| Decision | {first} | {second} | Stricter | Ways |", "| --- | --- | --- | --- | --- |"]
    for kind in view.kinds:
        sides = " | ".join(escape(side.words) for side in kind.sides)
        rows.append(f"| {escape(kind.decision)} | {sides} | {escape(kind.direction)} | {kind.count} |")
    return "\n".join(rows)


def _gap(gap: GapView) -> str:
    blocks = [f"{escape(gap.cause)}.", case_block("For example", gap.example)]
    blocks.append("\n".join(f"- {escape(each)}." for each in gap.nearest))
    return fold(f"{gap.number} {gap.sentence}", [block for block in blocks if block])
