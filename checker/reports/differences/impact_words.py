"""Cases that were put to both sides: what changes for them, and in which regions they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.analysis.differences.findings import About, Difference, Impact, Kind
from checker.analysis.differences.sides import FIRST, SECOND
from checker.cleaning import clean
from checker.reports.differences.ends import Ends, change_anchor
from checker.reports.differences.view import ImpactView
from checker.reports.terminal.layout import count, listed

_MOST_CASES = 12
_ARISES = {"arises": "it arises", "does_not_arise": "it does not arise", "may_arise": "it may arise"}


def impact_in_words(found: Difference) -> str:
    """How many cases change, of those that were put to both sides; empty where none were put."""
    if not found.cases:
        return ""
    changed = len({impact.case for impact in found.impacts})
    return f"Of {count(found.cases, 'case', 'cases')} put to both, {count(changed, 'changes', 'change')}"


def impact_views(ends: Ends, found: Difference, numbers: Mapping[Kind, str]) -> Iterator[ImpactView]:
    """What changes for each case."""
    shown = {change.kind: len(change.regions) for change in found.changes}
    for impact in found.impacts:
        regions = [place + 1 for place in impact.regions if place < shown.get(impact.kind, 0)]
        other = len(impact.regions) - len(regions)
        named = [f"region {place}" for place in regions] + (
            [count(other, "one", "others") + " not listed"] if other else []
        )
        yield ImpactView(
            case=_called(impact),
            change=numbers.get(impact.kind, ""),
            anchor=change_anchor(found, impact.kind),
            before=_outcomes(ends, FIRST, impact.kind, impact.before),
            after=_outcomes(ends, SECOND, impact.kind, impact.after),
            regions=listed(named) if named else "follows from another change",
        )


def cases_in(found: Difference, kind: Kind, region: int) -> str:
    """Which cases lie in a region, or may; empty where no cases were put to both sides."""
    if not found.cases:
        return ""
    names = list(dict.fromkeys(_called(each) for each in found.impacts if each.kind == kind and region in each.regions))
    if not names:
        return "None of the cases put to both lies here"
    more = [count(len(names) - _MOST_CASES, "more", "more")] if len(names) > _MOST_CASES else []
    return f"Of the cases put to both, here: {listed([*names[:_MOST_CASES], *more])}"


def _called(impact: Impact) -> str:
    return clean(f"{impact.case}, {impact.line}" if impact.line else impact.case)


def _outcomes(ends: Ends, side: int, kind: Kind, outcomes: tuple[str, ...]) -> str:
    if kind.about is About.DUTY:
        return listed([_ARISES.get(each, each) for each in outcomes])
    return listed([ends.outcome(kind.name, each, side) for each in outcomes], "or")
