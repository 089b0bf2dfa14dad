"""What was found, as sentences: kinds of change, sizes, edges, and how much of it is proved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from checker.analysis.differences.findings import (
    About,
    Change,
    ChangedRegion,
    Difference,
    Direction,
    Edge,
    Kind,
    SideAnswer,
    Size,
)
from checker.analysis.differences.sides import FIRST, SECOND, original
from checker.analysis.space.witness import Assumed
from checker.reports.differences.conditions import choice_in_words, with_colon
from checker.reports.differences.ends import Ends, citation_in_words, most_records, quoted
from checker.reports.terminal.layout import count, date_in_words, listed

NO_CHANGE = "No case changes: proved over every case within the vocabulary"
NO_DIFFERENCE = "No case is decided differently: proved over every case within the vocabulary"


# ── kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def kind_in_words(ends: Ends, kind: Kind) -> str:
    """ "Is leave needed? No leave needed → Leave needed, stricter"; of two jurisdictions, what either says."""
    if kind.about is About.DUTY:
        told = _appears(ends, kind, ("arises", "does not arise"), "arises where it did not before", "no longer arises")
        return f"Duty {ends.construct(kind.name)}: {told}"
    label = with_colon(ends.decision(kind.name))
    if kind.about is About.COLLECTED:
        outcome = quoted(ends.outcome(kind.name, kind.before or kind.after or ""))
        there = ("one of the answers", "not one of the answers")
        return f"{label} {outcome} {_appears(ends, kind, there, f'becomes {there[0]}', f'is no longer {there[0]}')}"
    before, after = outcomes_in_words(ends, kind)
    if ends.over_time:
        return f"{label} {before} → {after}, {direction_in_words(ends, kind.direction)}"
    first, second = ends.titles
    return f"{label} {first}: {before}; {second}: {after}; {direction_in_words(ends, kind.direction)}"


def outcomes_in_words(ends: Ends, kind: Kind) -> tuple[str, str]:
    """What the sides answer."""
    if kind.about is About.DUTY:
        first, second = ("it arises" if name else "it does not arise" for name in (kind.before, kind.after))
        return first, second
    return (
        ends.outcome(kind.name, kind.before, FIRST) if kind.before is not None else "not among the answers",
        ends.outcome(kind.name, kind.after, SECOND) if kind.after is not None else "not among the answers",
    )


def _appears(ends: Ends, kind: Kind, there: tuple[str, str], comes: str, goes: str) -> str:
    """That something is there on one side only; `there`: how either is said of a side."""
    direction = direction_in_words(ends, kind.direction)
    if ends.over_time:
        return f"{comes if kind.before is None else goes}, {direction}"
    first, second = (there[name is None] for name in (kind.before, kind.after))
    return f"{ends.titles[FIRST]}: {first}; {ends.titles[SECOND]}: {second}; {direction}"


def direction_in_words(ends: Ends, direction: Direction) -> str:
    """What a change does to whoever the law binds."""
    match direction:
        case Direction.OTHER:
            return "neither stricter nor looser"
        case Direction.STRICTER | Direction.LOOSER if ends.over_time:
            return str(direction.value)
        case Direction.STRICTER:
            return f"{ends.titles[SECOND]} is stricter"
        case Direction.LOOSER:
            return f"{ends.titles[FIRST]} is stricter"
        case _:
            assert_never(direction)


def directions_in_words(ends: Ends, directions: Iterable[Direction]) -> str:
    """What several changes do, taken together."""
    found = set(directions)
    some = [direction_in_words(ends, each) for each in Direction if each in found]
    if len(some) < 2:
        return "".join(some)
    first, *middle, last = some
    return listed([f"{first} in some cases", *(f"{words} in some" for words in middle), f"{last} in others"])


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def grounds_in_words(ends: Ends, side: int, kind: Kind, answer: SideAnswer) -> tuple[str, ...]:
    """The provisions by which one side decides an example; none where no rule applies."""
    own = (kind.name,) if kind.about is About.DUTY and answer.outcome is not None else ()
    return tuple(provision_in_words(ends, side, name) for name in (*answer.decided_by, *own))


def asides_in_words(ends: Ends, side: int, kind: Kind, answer: SideAnswer) -> tuple[str, ...]:
    """What else there is to say of one side: that no rule applies, and what is set aside that applies on the other."""
    found = []
    if not answer.decided_by and kind.about is About.DECISION:
        found.append("No rule applies: this is what holds otherwise")
    for rule, exceptions in answer.set_aside:
        by = listed([provision_in_words(ends, side, name) for name in exceptions])
        found.append(f"{provision_in_words(ends, side, rule)} is set aside by {by}")
    return tuple(found)


def provision_in_words(ends: Ends, side: int, name: str) -> str:
    """A rule of one side by its title, its citations and its name."""
    about = ends.side_about(side, original(name))
    if about is None:
        return original(name)
    cited = "; ".join(citation_in_words(each) for each in about.citations)
    return f"{ends.construct(original(name))} ({cited + '; ' if cited else ''}{original(name)})"


def assumed_in_words(ends: Ends, assumed: Assumed) -> str:
    """How something that the law leaves open was settled."""
    kind, name = assumed.subject
    if not assumed.part:
        value = ends.value(assumed.value, None)
        return f"{ends.uncertainty(name)}, which the law leaves open, is {value}"
    _, end, day = assumed.part
    whole = f"an entry of the list {ends.construct(name)}" if kind == "list" else ends.construct(name)
    shown = date_in_words(day) if isinstance(day, int) else str(day)
    return f"{whole} had {'' if assumed.value else 'not '}{'begun' if end == 'start' else 'ended'} by {shown}"


# ── regions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def size_in_words(size: Size) -> str:
    """How many cases a region has, over what it states."""
    exactly = "exactly" if size.exact else "at most"
    what = "combination of values" if size.cells == 1 else "combinations of values"
    cells = f"{exactly} {size.cells:,} {what} that the law can tell apart"
    if size.values is None:
        return f"{cells} (every value cannot be counted where any text or code will do)"
    return f"{cells} ({size.values:,} when every value counts)" if size.values != size.cells else cells


def edge_in_words(ends: Ends, region: ChangedRegion, edge: Edge) -> str:
    """Where the region ends, and what is there."""
    variable = region.conditions[edge.condition].variable
    inside = choice_in_words(ends, variable, edge.inside, edge.outside)
    outside = choice_in_words(ends, variable, edge.outside, edge.inside)
    happens = "this change does not happen" if ends.over_time else "the two do not differ like this"
    there = f"there is a case that meets all other conditions and in which {happens}"
    if variable.ordered:
        return f"At the edge: {inside}. One step outside ({outside}), {there}"
    return f"At the edge: with “{outside}” instead, {there}"


def completeness_in_words(ends: Ends, change: Change) -> str:
    """How far what is listed is all there is."""
    shown = len(change.regions)
    found = shown + change.unlisted
    but = f", but for values of {_facts(ends, change.values_not_covered)} that could not all be told apart"
    but = but if change.values_not_covered else ""
    together = "Together with what follows from other changes, these" if change.follows_from else "These"
    if change.complete and not found:
        return f"It happens in no other case: proved{but}" if change.follows_from else f"No case is left: proved{but}"
    if change.complete and not change.unlisted:
        return f"{together} are all cases: proved{but}"
    if change.complete:
        listing = f"{shown} of {found} regions are listed; the others were found and not listed"
        return f"{listing}. {together.replace('hese', f'he {found}')} are all cases: proved{but}"
    if not found:
        return "Partial: where it happens was not found out. That it happens is proved by the example"
    return f"Partial: {shown} of {found} regions found are listed, and there are more cases"


def _facts(ends: Ends, names: Sequence[str]) -> str:
    return listed([ends.fact(name) for name in names])


# ── a whole program ──────────────────────────────────────────────────────────────────────────────────────────────


def headline(ends: Ends, found: Difference) -> str:
    """What was found of one program, in one sentence without its full stop."""
    if found.problem is not None:
        return f"Could not be compared: {found.problem}"
    if not found.changes:
        if found.left:
            return f"Partial: no change was found, but {_left(found.left)}"
        return NO_CHANGE if ends.over_time else NO_DIFFERENCE
    number = count(len(found.changes), *(_words(ends)))
    return f"{number}; {directions_in_words(ends, found.directions)}"


def _words(ends: Ends) -> tuple[str, str]:
    if ends.over_time:
        return "kind of change", "kinds of change"
    return "kind of difference", "kinds of difference"


def _left(left: int) -> str:
    return f"{count(left, 'question was', 'questions were')} not reached"


def notes_in_words(ends: Ends, found: Difference) -> tuple[str, ...]:
    """The bound, what could not be compared, and what the time did not allow, as sentences."""
    notes = []
    if found.left and found.changes:
        notes.append(f"Partial: the time was used up; {_left(found.left)}")
    notes += bound_in_words(ends, found.longest)
    for side, names in enumerate(found.only):
        if names:
            shown = listed([_decision_or_duty(ends, name) for name in names])
            where = ends.titles[side].lower() if ends.over_time else f"in {ends.titles[side]}"
            notes.append(f"Not compared, because it is there only {where}: {shown}")
    if found.apart:
        notes.append(f"Not compared, because the types have nothing in common: {_facts(ends, found.apart)}")
    if found.narrowed:
        notes.append(f"Compared only for the values that both sides know: {_facts(ends, found.narrowed)}")
    return tuple(notes)


def bound_in_words(ends: Ends, longest: int | None) -> tuple[str, ...]:
    """How many records lists hold in the cases for which something is proved; nothing where there are no lists."""
    declared = max((most_records(fact.type) for program in ends.programs for fact in program.facts), default=0)
    if longest is not None:
        bound = f"Proved for cases with at most {longest} records in a list"
        return (f"{bound}; {declared} are declared, and were too many",)
    return (f"Lists hold at most {declared} records, as the vocabulary declares",) if declared else ()


def _decision_or_duty(ends: Ends, name: str) -> str:
    infos = [ends.decision_info(side, name) for side in (FIRST, SECOND)]
    return quoted(ends.decision(name)) if any(infos) else f"the duty {ends.construct(name)}"


def equal_in_words(ends: Ends, found: Difference) -> str:
    """The decisions and duties that are proved to be the same; empty where there are none."""
    return listed([_decision_or_duty(ends, name) for name in found.equal])
