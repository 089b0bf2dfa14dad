"""What a report of the gaps between two jurisdictions shows."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from checker.analysis.differences.findings import Direction, Kind
from checker.analysis.differences.gaps import Gap, Gaps
from checker.analysis.differences.nearest import Cause, NearestRule
from checker.analysis.differences.sides import FIRST, SECOND
from checker.ir.law import Law
from checker.reports.differences.build import case_view, number_of, shown
from checker.reports.differences.ends import Ends, anchor, label_of, quoted
from checker.reports.differences.expressions import asked_in_words
from checker.reports.differences.sentences import (
    NO_DIFFERENCE,
    bound_in_words,
    direction_in_words,
    kind_in_words,
    outcomes_in_words,
    provision_in_words,
)
from checker.reports.differences.view import CaseView, Shown
from checker.reports.terminal.layout import count, listed
from checker.version import __version__

CAUSES = {
    Cause.SCOPE: "whether the question is asked at all",
    Cause.DATES: "dates",
    Cause.LISTS: "who or what is on a list",
    Cause.THRESHOLDS: "thresholds",
    Cause.DEFINITIONS: "definitions",
    Cause.RULES: "the rules themselves",
}


@frozen
class GapView:
    """One gap. `nearest`: what the other side's rule that comes nearest lacks; empty where none comes near."""

    number: str
    anchor: str
    sentence: str
    cause: str
    example: CaseView
    nearest: tuple[str, ...]


@frozen
class GapKind:
    """How many gaps there are of one kind."""

    decision: str
    sides: tuple[Shown, Shown]
    direction: str
    count: str


@frozen
class GapsView:
    """Two jurisdictions, the gaps that matter most, and how many there are of each kind and cause."""

    title: str
    lead: tuple[str, ...]
    meta: tuple[str, ...]
    titles: tuple[str, str]
    kinds: tuple[GapKind, ...]
    causes: tuple[tuple[str, str], ...]
    gaps: tuple[GapView, ...]
    completeness: str
    same: tuple[str, ...]
    notes: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]
    marker: str
    replay: str
    number: str


def ends_of_gaps(law: Law, found: Gaps) -> Ends:
    """The two jurisdictions, each by its name."""
    programs = (law.programs[found.first], law.programs[found.second])
    return Ends((law, law), programs, (label_of(programs[FIRST].about), label_of(programs[SECOND].about)), None, False)


def gaps_view(law: Law, found: Gaps) -> GapsView:
    """Everything that is shown, in words."""
    ends = ends_of_gaps(law, found)
    first, second = ends.titles
    report = number_of(law.digest, found.first, found.second, str(found.as_if), __version__)
    return GapsView(
        title=f"Where {first} and {second} part",
        lead=tuple(_lead(ends, found)),
        meta=(_as_if(found),),
        titles=ends.titles,
        kinds=tuple(_kind(ends, kind, number) for kind, number in found.counted.items()),
        causes=tuple(
            (CAUSES[cause], count(found.causes[cause], "gap", "gaps")) for cause in Cause if found.causes.get(cause)
        ),
        gaps=tuple(_gap(ends, found, gap, place) for place, gap in enumerate(found.listed, start=1)),
        completeness=completeness(found),
        same=tuple(_same(ends, found)),
        notes=bound_in_words(ends, found.longest),
        digests=(("Law", law.digest), ("Comity", __version__)),
        marker=f"comity:gaps:{number_of(found.first, found.second)}",
        replay=f"comity check CASE.yaml -j {found.first} -j {found.second}{'' if found.as_if else ' --actual'}",
        number=report,
    )


def _as_if(found: Gaps) -> str:
    if found.as_if:
        return "Each decides as if the case were established with it, over every case within the vocabulary"
    return "Each decides the case as it is, over every case within the vocabulary"


def _lead(ends: Ends, found: Gaps) -> Iterator[str]:
    first, second = ends.titles
    if found.problem is not None:
        yield f"{first} and {second} could not be compared: {found.problem}"
        return
    if not found.found:
        yield (
            NO_DIFFERENCE
            if found.finished and found.complete
            else "Partial: no gap was found, but not everything was asked"
        )
        return
    yield f"{first} and {second} can decide differently in {count(found.found, 'way', 'ways')}"
    stricter = {
        name: sum(number for kind, number in found.counted.items() if kind.direction is direction)
        for name, direction in ((first, Direction.LOOSER), (second, Direction.STRICTER))
    }
    told = [f"{name} in {count(number, '', '').strip()}" for name, number in stricter.items() if number]
    if told:
        yield f"The stricter one is {listed(told)} of them"
    yield completeness(found)


def completeness(found: Gaps) -> str:
    """How far what is listed is all there is, as a sentence without full stop."""
    if found.problem is not None:
        return "Nothing is proved"
    if found.left or not found.complete:
        return f"Partial: {len(found.listed)} of {found.found} gaps found are listed, and there may be more"
    if len(found.listed) < found.found:
        listing = f"The {len(found.listed)} that matter most are listed"
        return f"{listing}; that all {found.found} together are all ways is proved"
    return "These are all ways: proved"


def _same(ends: Ends, found: Gaps) -> Iterator[str]:
    if found.equal:
        yield f"Proved to be the same in every case: {listed([quoted(ends.decision(name)) for name in found.equal])}"
    if found.follows:
        names = listed([quoted(ends.decision(name)) for name in found.follows])
        yield f"Differs only where a decision that it reads does: {names}"


def _kind(ends: Ends, kind: Kind, number: int) -> GapKind:
    return GapKind(
        ends.decision(kind.name),
        shown(ends, kind),
        direction_in_words(ends, kind.direction),
        count(number, "gap", "gaps"),
    )


def _gap(ends: Ends, found: Gaps, gap: Gap, place: int) -> GapView:
    return GapView(
        number=str(place),
        anchor=anchor("gap", str(place)),
        sentence=kind_in_words(ends, gap.kind),
        cause=f"It turns on {CAUSES[gap.cause]}",
        example=case_view(ends, gap.kind, gap.example, f"{found.first} {found.second} {place}"),
        nearest=() if gap.nearest is None else tuple(nearest_in_words(ends, gap.kind, gap.nearest)),
    )


def nearest_in_words(ends: Ends, kind: Kind, near: NearestRule) -> Iterator[str]:
    """Which rule comes nearest to deciding as strictly as the other side does, and what it lacks, as sentences."""
    outcome = outcomes_in_words(ends, kind)[1 - near.side]
    rule = provision_in_words(ends, near.side, near.rule)
    yield f"In {ends.titles[near.side]}, what comes nearest to “{outcome}” is {rule}"
    for expr in near.lacking:
        yield f"There it also has to be so: {asked_in_words(ends, expr)}"
    if not near.in_force:
        yield "It is not in force then"
    if near.set_aside_by:
        yield f"It is set aside by {listed([provision_in_words(ends, near.side, name) for name in near.set_aside_by])}"
