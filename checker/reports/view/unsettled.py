"""What is not settled: the unknown facts by effect, who can supply each, and what each answer settles."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.ask import AnswerEffect, Asked, Left, Pair, Shortest
from checker.analysis.ask import Need as AskedNeed
from checker.cases.case import Given, Unknown
from checker.declared import FactInfo
from checker.reports.phrase import EMPTY, Phrase, capitalised, join
from checker.reports.view.answers import could_be, outcomes_in_words
from checker.reports.view.page import Mark, Need, Sentence, Tag
from checker.reports.view.subject import Subject
from checker.reports.view.values import value_in_words
from checker.types import SetType, Type

_MOST_EFFECTS = 12
_MOST_VALUES = 5
_MOST_IN_A_SENTENCE = 5


def asked_of(subject: Subject) -> Asked:
    """What analysis found out about the binding answers; else what the answers themselves say they need."""
    asked = subject.page.insight.asked
    if asked is not None:
        return asked
    pairs: dict[str, list[Pair]] = {}
    place: dict[str, int] = {}
    for program in _open_programs(subject):
        decision = subject.result(program).decision(subject.page.bottom_line)
        for index, need in enumerate(decision.needs):
            pairs.setdefault(need, []).append(Pair(program, decision.decision))
            place[need] = min(place.get(need, index), index)
    order = sorted(pairs, key=lambda need: (-len(pairs[need]), place[need], need))
    needs = tuple(
        AskedNeed(
            name,
            "fact" if name in subject.facts else "uncertain",
            "",
            subject.facts.get(name),
            tuple(pairs[name]),
            (),
            (),
            (),
        )
        for name in order
    )
    return Asked((), needs, Shortest((), settles_all=False, is_shortest=False))


def unsettled(subject: Subject) -> tuple[tuple[Sentence, ...], tuple[Need, ...]]:
    """The sentences that open the section, then one entry for each fact."""
    speech = subject.speech
    asked = asked_of(subject)
    facts: tuple[Phrase, ...] = ()
    sentences: list[Phrase] = [_open_answer(subject, program) for program in _open_programs(subject)]
    if not sentences:
        open_stages = any(_affected(subject, need) for need in asked.needs)
        sentences.append(speech.say("unsettled.only_stages" if open_stages else "unsettled.nothing"))
    if asked.shortest.names and asked.shortest.settles_all:
        key = "unsettled.shortest" if asked.shortest.is_shortest else "unsettled.enough"
        names = tuple(speech.quoted(subject.fact(None, name)) for name in asked.shortest.names)
        if len(names) <= _MOST_IN_A_SENTENCE:
            sentences.append(speech.plural(key, len(names), facts=speech.listed(names)))
        else:
            sentences.append(speech.say(f"{key}.list", n=speech.number(len(names))))
            facts = names
    elif asked.needs:
        sentences.append(speech.say("unsettled.by_effect"))
    last = len(sentences)
    numbered = tuple(
        Sentence(f"4.{index}", words, facts if index == last else ()) for index, words in enumerate(sentences, 1)
    )
    shown = [need for need in asked.needs if _affected(subject, need)]
    needs = tuple(_need(subject, f"4.{index}", need) for index, need in enumerate(shown, len(sentences) + 1))
    return numbered, needs


def _affected(subject: Subject, need: AskedNeed) -> tuple[str, ...]:
    """The binding programs whose answers wait for it."""
    return tuple(dict.fromkeys(p.jurisdiction for p in need.pairs if p.jurisdiction in subject.page.results))


def _open_programs(subject: Subject) -> list[str]:
    bottom = subject.page.bottom_line
    return [p for p, result in subject.page.results.items() if len(result.decision(bottom).possible) > 1]


def _open_answer(subject: Subject, program: str) -> Phrase:
    decision = subject.result(program).decision(subject.page.bottom_line)
    words = could_be(subject, program, decision.decision, decision.possible)
    sentence = subject.speech.say("unsettled.open", name=subject.linked_name(program), answer=words)
    return capitalised(sentence if decision.exact else join([sentence, subject.speech.say("answer.bound")], " "))


def _need(subject: Subject, number: str, need: AskedNeed) -> Need:
    speech = subject.speech
    info = need.fact
    affected = _affected(subject, need)
    label = subject.fact(affected[0], need.name)
    if need.line:
        label = speech.say("unsettled.on_line", fact=label, line=speech.given(need.line))
    return Need(
        number=number,
        anchor=f"fact.{need.name}" + (f".{number}" if need.line else ""),
        label=label,
        name=need.name,
        question=speech.law(info.question) if info and info.question else EMPTY,
        tags=_tags(subject, need),
        supplier=_supplier(subject, info),
        affects=speech.say("unsettled.affects", names=subject.names(affected)),
        settles=_effects(subject, need)[:_MOST_EFFECTS],
    )


def _effects(subject: Subject, need: AskedNeed) -> tuple[Phrase, ...]:
    """What each answer would leave of the bottom lines, where it changes anything; else of the other decisions."""
    bottom = [each for each in need.pairs if each.decision == subject.page.bottom_line]
    pairs = [each for each in bottom or need.pairs if each.jurisdiction in subject.page.results]
    sentences = []
    if need.fact is None:
        return ()
    for effect in need.answers:
        parts = [_left(subject, left) for left in effect.leaves if left.pair in pairs]
        if parts:
            answer = _answer_in_words(subject, effect, need.fact.type)
            sentences.append(subject.speech.say("unsettled.effect", answer=answer, effects=join(parts, "; ")))
    return tuple(sentences)


def _left(subject: Subject, left: Left) -> Phrase:
    program, decision = left.pair.jurisdiction, left.pair.decision
    outcome = outcomes_in_words(subject, program, decision, left.outcomes)
    return subject.speech.say("unsettled.left", name=subject.name(program), outcome=outcome)


def _answer_in_words(subject: Subject, effect: AnswerEffect, type_: Type) -> Phrase:
    """The answer, or the range of answers, that has the effect."""
    speech = subject.speech
    element = _element_type(type_)
    if effect.low is not None and effect.high is not None:
        low, high = (value_in_words(subject, bound, type_) for bound in (effect.low, effect.high))
        return low if effect.low == effect.high else speech.say("unsettled.range", low=low, high=high)
    shown = [speech.quoted(value_in_words(subject, value, element)) for value in effect.values[:_MOST_VALUES]]
    if len(effect.values) > len(shown):
        shown.append(speech.plural("unsettled.more_values", len(effect.values) - len(shown)))
    if effect.open:
        shown.append(speech.say("unsettled.anything_else"))
    listed = speech.listed(shown, "or") or speech.say("unsettled.anything_else")
    if effect.holds is None:
        return listed
    return speech.say("unsettled.holds" if effect.holds else "unsettled.holds_not", values=listed)


def _element_type(type_: Type) -> Type:
    return type_.of if isinstance(type_, SetType) else type_


def _tags(subject: Subject, need: AskedNeed) -> tuple[Tag, ...]:
    if need.fact is None:
        return (Tag(Mark.UNKNOWN, subject.speech.say("unknown.left_open")),)
    tags = [unknown_tag(subject, given_facts(subject).get(need.name))]
    if need.fact.assessed:
        tags.append(Tag(Mark.ASSESSED, subject.speech.say("tag.assessed")))
    return tuple(tags)


def unknown_tag(subject: Subject, given: Given | None) -> Tag:
    """Why a fact is unknown: as the case says, and not asked where it says nothing."""
    if given is not None and given.value is not None:
        return Tag(Mark.UNKNOWN, subject.speech.say("unknown.partly"))
    reason = given.unknown if given and given.unknown else Unknown.NOT_ASKED
    return Tag(Mark.UNKNOWN, subject.speech.say(f"unknown.{reason.value}"))


def given_facts(subject: Subject) -> Mapping[str, Given]:
    """What the case states for each fact, later statements replacing earlier ones."""
    case = subject.page.case
    every = [fact for assumption in case.assumptions for fact in assumption.facts]
    every += [*case.facts, *(fact for line in case.lines for fact in line.facts)]
    return {fact.name: fact for fact in every}


def _supplier(subject: Subject, info: FactInfo | None) -> Phrase:
    if info is None:
        return subject.speech.say("unsettled.nobody_can")
    if info.by is None:
        return subject.speech.say("unsettled.anybody_can")
    key = "unsettled.assessed_by" if info.assessed else "unsettled.supplied_by"
    return subject.speech.say(key, role=subject.role(info.by))
