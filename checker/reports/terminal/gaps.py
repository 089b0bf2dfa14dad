"""`comity gaps` as text, at most 80 columns."""

from __future__ import annotations

from checker.reports.differences.conditions import with_colon
from checker.reports.differences.gap_view import GapKind, GapsView, GapView
from checker.reports.terminal.differences import case_lines
from checker.reports.terminal.layout import Style, bullets, wrapped


def render(view: GapsView, *, style: Style) -> str:
    """How many gaps there are of each kind first, then those that matter most."""
    lines = [style.strong(line) for line in wrapped(view.title)]
    lines += wrapped(" ".join(f"{sentence}." for sentence in view.lead))
    lines += [line for each in view.meta for line in wrapped(f"{each}.")]
    if view.kinds:
        lines += ["", *(line for kind in view.kinds for line in _kind(kind, view.titles))]
        lines += [
            "",
            *wrapped("What the gaps turn on:"),
            *bullets(f"{cause}: {number}" for cause, number in view.causes),
        ]
    for gap in view.gaps:
        lines += ["", *_gap(gap, style)]
    lines += ["", *(line for each in (*view.same, *view.notes) for line in wrapped(f"{each}."))]
    lines += [line for label, value in view.digests for line in wrapped(f"{label}: {value}", 0, 2)]
    return "\n".join(lines) + "\n"


def _kind(kind: GapKind, titles: tuple[str, str]) -> list[str]:
    sides = "; ".join(f"{title}: {side.words}" for title, side in zip(titles, kind.sides, strict=True))
    return wrapped(f"{with_colon(kind.decision)} {sides}; {kind.direction} ({kind.count})", 2, 2)


def _gap(gap: GapView, style: Style) -> list[str]:
    lines = [style.strong(line) for line in wrapped(f"{gap.number} {gap.sentence}", 0, 4)]
    lines += wrapped(f"{gap.cause}.", 2, 2)
    lines += case_lines("For example", gap.example, 2)
    return [*lines, *(line for each in gap.nearest for line in wrapped(f"{each}.", 2, 2))]
