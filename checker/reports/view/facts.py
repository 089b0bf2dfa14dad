"""Facts of the case: every fact, who supplied it, and why an unknown one is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from checker.cases.case import Given, Screening
from checker.cleaning import clean
from checker.reports.phrase import EMPTY, Phrase, plain
from checker.reports.view.page import FactRow, FactTable, Mark, Sentence, Tag
from checker.reports.view.subject import Subject
from checker.reports.view.unsettled import asked_of, given_facts, unknown_tag
from checker.reports.view.values import value_in_words, value_lines
from checker.values import Value


def fact_tables(subject: Subject) -> tuple[FactTable, ...]:
    """What the case states, line by line; what it assumes; and what somebody would still have to say."""
    speech = subject.speech
    case = subject.page.case
    tables = [_table(subject, speech.say("facts.stated"), EMPTY, case.facts)]
    for line in case.lines:
        caption = speech.say("facts.line", line=speech.given(line.name))
        tables.append(_table(subject, caption, EMPTY, line.facts))
    backgrounds = {background.name: background.about for background in subject.page.law.backgrounds}
    for assumption in case.assumptions:
        about = backgrounds.get(assumption.name)
        label = speech.law(about.label) if about else plain(assumption.name)
        caption = speech.say("facts.background", label=speech.quoted(label))
        intro = speech.say("facts.background_intro")
        tables.append(evolve(_table(subject, caption, intro, assumption.facts), is_assumed=True))
    stated = given_facts(subject)
    wanted = dict.fromkeys(need.name for need in asked_of(subject).needs if need.fact is not None)
    missing = [Given(name, None) for name in wanted if name not in stated]
    tables.append(_table(subject, speech.say("facts.missing"), speech.say("facts.missing_intro"), missing))
    return tuple(table for table in tables if table.rows)


def _table(subject: Subject, caption: Phrase, intro: Phrase, facts: Iterable[Given]) -> FactTable:
    return FactTable(caption, intro, tuple(_row(subject, given) for given in facts))


def _row(subject: Subject, given: Given) -> FactRow:
    speech = subject.speech
    info = subject.facts.get(given.name)
    if given.value is None:
        value: tuple[Phrase, ...] = ()
        tags = [unknown_tag(subject, given)]
    else:
        value = value_lines(subject, given.value, info.type) if info else (speech.given(str(given.value)),)
        tags = []
    if info is not None and info.assessed:
        tags.append(Tag(Mark.ASSESSED, speech.say("tag.assessed")))
    return FactRow(
        label=subject.fact(None, given.name),
        name=given.name,
        value=value,
        tags=tuple(tags),
        supplier=_supplier(subject, given),
        note=speech.given(given.note) if given.note else EMPTY,
    )


def _supplier(subject: Subject, given: Given) -> Phrase:
    """Who stated it, where the case says so; else who is to supply it under the vocabulary."""
    if given.stated_by:
        return subject.role(given.stated_by)
    info = subject.facts.get(given.name)
    if info is None or info.by is None:
        return subject.speech.say("facts.nobody_named")
    return subject.speech.say("facts.to_be_supplied_by", role=subject.role(info.by))


def assumptions(subject: Subject) -> tuple[Sentence, ...]:
    """What was assumed beside the facts: where the acting party is established, and what screening services state."""
    speech = subject.speech
    sentences = [speech.say("facts.actual" if subject.page.actual else "facts.as_if")]
    if not subject.page.actual:
        for program in subject.programs:
            assumed = [_assumed(subject, name, value) for name, value in subject.program(program).as_if]
            if assumed:
                sentences.append(speech.say("facts.assumed", name=subject.name(program), facts=speech.listed(assumed)))
    sentences += [_screening(subject, screening) for screening in subject.page.case.screenings]
    if subject.page.case.note:
        sentences.append(speech.say("facts.note", note=speech.given(subject.page.case.note)))
    return tuple(Sentence(f"9.{index}", words) for index, words in enumerate(sentences, 1))


def _assumed(subject: Subject, name: str, value: Value) -> Phrase:
    info = subject.facts.get(name)
    shown = value_in_words(subject, value, info.type) if info else subject.speech.given(str(value))
    return subject.speech.say("facts.is", fact=subject.speech.quoted(subject.fact(None, name)), value=shown)


def _screening(subject: Subject, screening: Screening) -> Phrase:
    speech = subject.speech
    by_day: dict[str, list[Phrase]] = {}
    for name, day in screening.lists:
        by_day.setdefault(day, []).append(_list_name(subject, name))
    lists = [
        speech.plural("screening.list", len(names), lists=speech.listed(names), date=speech.iso_date(day) or clean(day))
        for day, names in by_day.items()
    ]
    parts = [
        speech.say(
            "screening.against",
            party=speech.given(screening.party),
            supplier=speech.given(screening.supplier),
            lists=speech.listed(lists) or speech.say("screening.no_list"),
        )
    ]
    for key, names in (("confirmed", screening.confirmed), ("possible", screening.possible)):
        if names:
            named = speech.listed(_list_name(subject, name) for name in names)
            parts.append(speech.say(f"screening.{key}", lists=named))
    if not screening.confirmed and not screening.possible:
        parts.append(speech.say("screening.no_match"))
    if screening.reviewed_by:
        parts.append(speech.say("screening.reviewed", reviewer=speech.given(screening.reviewed_by)))
    else:
        parts.append(speech.say("screening.not_reviewed"))
    return tuple(piece for index, part in enumerate(parts) for piece in (*plain(" " if index else ""), *part))


def _list_name(subject: Subject, name: str) -> Phrase:
    label = next((label for (_, value), label in subject.value_labels.items() if value == name), None)
    return subject.speech.law(label) if label else subject.speech.given(name)
