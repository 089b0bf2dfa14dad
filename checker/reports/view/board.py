"""The answers: jurisdictions grouped by outcome, strictest first, not settled last; and the lead above them."""

from __future__ import annotations

from collections.abc import Mapping

from checker.reports.phrase import EMPTY, Phrase, capitalised, link
from checker.reports.view.answers import (
    answer,
    answer_key,
    is_uncertain,
    outcomes_in_words,
    quoted_outcomes,
    strictness,
)
from checker.reports.view.page import BoardRow, Member
from checker.reports.view.rules import grounds
from checker.reports.view.stages import line_anchor, settled_by
from checker.reports.view.subject import Subject, decision_of
from checker.results.records import JurisdictionResult

_MOST_SENTENCES = 4
_MOST_NAMED = 4


def answer_groups(
    subject: Subject,
    results: Mapping[str, JurisdictionResult],
    name: str,
    programs: Mapping[str, str] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Keys of `results` whose answers are the same, strictest first, not settled last.

    `programs`: the program that gave each result, where it is not called as the key.
    """
    groups: dict[object, list[str]] = {}
    for key, result in results.items():
        decision = decision_of(result, name)
        if decision is not None:
            groups.setdefault(answer_key(decision), []).append(key)

    def order(group: list[str]) -> tuple[bool, int, int]:
        program = programs[group[0]] if programs else group[0]
        return strictness(subject.decision_info(program, name), results[group[0]].decision(name))

    return tuple(tuple(group) for group in sorted(groups.values(), key=order))


def board(subject: Subject) -> tuple[BoardRow, ...]:
    page = subject.page
    rows = []
    for programs in answer_groups(subject, page.results, page.bottom_line):
        first = page.results[programs[0]].decision(page.bottom_line)
        total = str(len(page.results))
        rows.append(
            BoardRow(
                answer=answer(subject, programs[0], first),
                count=subject.speech.plural("board.count", len(programs), digits=str(len(programs)), total=total),
                members=tuple(_member(subject, program) for program in programs),
                settled_by=settled_by(subject, programs[0], first) if len(programs) == 1 else EMPTY,
            )
        )
    return tuple(rows)


def _member(subject: Subject, program: str) -> Member:
    result = subject.result(program)
    decision = result.decision(subject.page.bottom_line)
    resting, more = grounds(subject, program, result, decision)
    return Member(
        name=subject.linked_name(program),
        grounds=resting,
        more_grounds=more,
        line=_strictest_line(subject, program),
    )


def _strictest_line(subject: Subject, program: str) -> Phrase:
    """The lines that come to the answer of the whole case; empty where all do."""
    result = subject.result(program)
    bottom = subject.page.bottom_line
    whole = answer_key(result.decision(bottom))
    named = [
        link(subject.speech.given(line.line), subject.to(line_anchor(subject, index)))
        for index, line in enumerate(result.lines)
        if answer_key(decision_of(line, bottom)) == whole
    ]
    if len(result.lines) < 2 or not named or len(named) == len(result.lines):
        return EMPTY
    return subject.speech.say("board.line", lines=subject.speech.listed(named))


def lead(subject: Subject) -> tuple[Phrase, ...]:
    """One to four sentences that say what it comes to."""
    page = subject.page
    groups = answer_groups(subject, page.results, page.bottom_line)
    settled = [g for g in groups if not is_uncertain(page.results[g[0]].decision(page.bottom_line))]
    open_groups = [group for group in groups if group not in settled]
    if len(groups) == 1 and len(page.results) > 1:
        return (_all_alike(subject, groups[0], settled=bool(settled)),)
    room = _MOST_SENTENCES - bool(open_groups)
    shown = settled if len(settled) <= room else settled[: room - 1]
    sentences = [_settled_sentence(subject, group) for group in shown]
    rest = settled[len(shown) :]
    if rest:
        count = sum(len(group) for group in rest)
        sentences.append(subject.speech.plural("lead.others", count, answers=subject.speech.number(len(rest))))
    if len(open_groups) == 1:
        sentences.append(_open_sentence(subject, open_groups[0]))
    elif open_groups:
        programs = tuple(program for group in open_groups for program in group)
        sentences.append(capitalised(subject.speech.say("lead.several_open", names=_names(subject, programs))))
    if open_groups and len(sentences) < _MOST_SENTENCES:
        sentences += _what_would_settle(subject)
    return tuple(sentences)


def _what_would_settle(subject: Subject) -> list[Phrase]:
    """How many facts would settle every answer, where that is known."""
    asked = subject.page.insight.asked
    if asked is None or not asked.shortest.settles_all or not asked.shortest.names:
        return []
    section = link(subject.speech.say("lead.section"), subject.to("not-settled"))
    return [subject.speech.plural("lead.settles", len(asked.shortest.names), section=section)]


def _bare(subject: Subject, program: str) -> Phrase:
    """The outcomes that are still possible."""
    decision = subject.result(program).decision(subject.page.bottom_line)
    return quoted_outcomes(subject, program, decision.decision, decision.possible)


def _in_words(subject: Subject, program: str) -> Phrase:
    decision = subject.result(program).decision(subject.page.bottom_line)
    return outcomes_in_words(subject, program, decision.decision, decision.possible)


def _names(subject: Subject, programs: tuple[str, ...]) -> Phrase:
    speech = subject.speech
    if len(programs) <= _MOST_NAMED:
        return speech.listed(subject.linked_name(program) for program in programs)
    return speech.say("lead.of_all", n=speech.number(len(programs)), total=speech.number(len(subject.page.results)))


def _all_alike(subject: Subject, programs: tuple[str, ...], *, settled: bool) -> Phrase:
    key = "lead.all" if settled else "lead.all_open"
    number = len(programs)
    return subject.speech.say(key, n=subject.speech.number(number), outcome=_bare(subject, programs[0]))


def _settled_sentence(subject: Subject, programs: tuple[str, ...]) -> Phrase:
    key = "lead.settled.one" if len(programs) == 1 else "lead.settled.many"
    return capitalised(
        subject.speech.say(key, names=_names(subject, programs), outcome=_in_words(subject, programs[0]))
    )


def _open_sentence(subject: Subject, programs: tuple[str, ...]) -> Phrase:
    key = "lead.open.one" if len(programs) == 1 else "lead.open.many"
    return capitalised(subject.speech.say(key, names=_names(subject, programs), outcome=_bare(subject, programs[0])))
