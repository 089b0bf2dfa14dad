"""Readings relied on: each interpretation that bears on the answers, its reason, and what the other reading gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.readings import Alternative, Change, Hinge, ReadingUsed
from checker.reports.phrase import Phrase, plain
from checker.reports.view.answers import shift
from checker.reports.view.citations import citations_of
from checker.reports.view.page import ReadingView
from checker.reports.view.subject import Subject


def readings(subject: Subject) -> tuple[Phrase, tuple[ReadingView, ...]]:
    """A sentence for the section, then each reading with the jurisdictions it bears on."""
    speech = subject.speech
    found = subject.page.insight.readings
    if found is None:
        return speech.say("readings.not_asked"), ()
    by_target: dict[str, list[ReadingUsed]] = {}
    for used in found:
        if used.jurisdiction in subject.page.results:
            by_target.setdefault(used.target, []).append(used)
    if not by_target:
        return speech.say("readings.none"), ()
    ordered = sorted(by_target.values(), key=lambda uses: not _changes_something(subject, uses))
    views = tuple(_reading(subject, f"6.{index}", uses) for index, uses in enumerate(ordered, 1))
    return speech.plural("readings.intro", len(views)), views


def _changes_something(subject: Subject, uses: Sequence[ReadingUsed]) -> bool:
    """Those whose other reading changes an answer come first."""
    rivals = any(alternative.changes for used in uses for alternative in used.alternatives)
    return rivals or any(_hinges(subject, used) for used in uses)


def _hinges(subject: Subject, used: ReadingUsed) -> list[Hinge]:
    every = subject.page.insight.hinges or ()
    return [each for each in every if (each.jurisdiction, each.name) == (used.jurisdiction, used.target)]


def _reading(subject: Subject, number: str, uses: Sequence[ReadingUsed]) -> ReadingView:
    speech = subject.speech
    first = uses[0]
    return ReadingView(
        number=number,
        anchor=f"reading.{first.target}",
        title=speech.law(first.about.label),
        name=first.target,
        reason=speech.law(first.reason),
        citations=citations_of(speech, first.about),
        used_by=speech.say("readings.used_by", names=subject.names(tuple(used.jurisdiction for used in uses))),
        alternatives=tuple(dict.fromkeys(_alternatives(subject, uses))),
    )


def _alternatives(subject: Subject, uses: Sequence[ReadingUsed]) -> Iterator[Phrase]:
    speech = subject.speech
    for used in uses:
        if used.chosen is not None:
            yield speech.say("readings.chosen", reading=_label(subject, used.target, used.chosen))
    rivals: dict[str, list[tuple[str, Alternative]]] = {}
    for used in uses:
        for alternative in used.alternatives:
            rivals.setdefault(alternative.name, []).append((used.jurisdiction, alternative))
    for pairs in rivals.values():
        yield from _rival(subject, pairs)
    if not rivals:
        yield from _without(subject, uses)


def _rival(subject: Subject, pairs: Sequence[tuple[str, Alternative]]) -> Iterator[Phrase]:
    """What one other reading would change, jurisdiction by jurisdiction."""
    speech = subject.speech
    quoted = speech.quoted(speech.law(pairs[0][1].label))
    if any(alternative.changes is None for _, alternative in pairs):
        yield speech.say("readings.not_compiled", reading=quoted)
        return
    effects = [(name, change) for name, each in pairs for change in _main_changes(subject, each.changes or ())]
    if not effects:
        yield speech.say("readings.same", reading=quoted)
    for name, change in effects:
        yield speech.say("readings.other", reading=quoted, **change_in_words(subject, name, change))


def _without(subject: Subject, uses: Sequence[ReadingUsed]) -> Iterator[Phrase]:
    """No other reading has been written down: what hangs on this one."""
    speech = subject.speech
    yield speech.say("readings.no_other")
    for used in uses:
        for hinge in _hinges(subject, used):
            for change in _main_changes(subject, hinge.changes):
                yield speech.say("readings.without", **change_in_words(subject, used.jurisdiction, change))


def _main_changes(subject: Subject, changes: Sequence[Change]) -> list[Change]:
    """The change of the bottom line, where it changes; else the changes of the other decisions that are shown."""
    bottom = [change for change in changes if change.decision == subject.page.bottom_line]
    return bottom or [change for change in changes if change.decision in subject.shown_decisions]


def change_in_words(subject: Subject, program: str, change: Change) -> dict[str, Phrase]:
    """The parts of a sentence about an answer that would be another."""
    return {
        "name": subject.name(program),
        "shift": shift(subject, program, change.decision, change.before, change.after),
    }


def hinging(subject: Subject, name: str) -> tuple[Phrase, ...]:
    """What would be answered otherwise if something unverified, or of uncertain date, were not so."""
    found = [each for each in subject.page.insight.hinges or () if each.name == name and each.why != "interpretation"]
    return tuple(
        subject.speech.say("sources.hinges", **change_in_words(subject, hinge.jurisdiction, change))
        for hinge in found
        if hinge.jurisdiction in subject.page.results
        for change in _main_changes(subject, hinge.changes)
    )


def _label(subject: Subject, target: str, reading: str) -> Phrase:
    labels = {(r.target, r.name): r.label for p in subject.page.law.programs.values() for r in p.readings}
    label = labels.get((target, reading))
    return subject.speech.quoted(subject.speech.law(label) if label else plain(reading))


def chosen_readings(subject: Subject) -> tuple[Phrase, ...]:
    """The readings that this comparison uses in place of the first ones."""
    return tuple(
        subject.speech.say("readings.uses", reading=_label(subject, target, reading))
        for target, reading in subject.page.readings.items()
    )
