"""When the answer changes: day, jurisdiction, before and after, and what did it."""

from __future__ import annotations

from datetime import date as calendar_date

from checker.analysis.explain import relevant_rules
from checker.analysis.timeline import ListTurn, RuleTurn, Timeline, Turn
from checker.reports.phrase import Phrase, link, plain
from checker.reports.view.answers import answer, shift
from checker.reports.view.citations import citations_of
from checker.reports.view.page import ChangeView
from checker.reports.view.subject import Subject
from checker.results.records import Status

_MOST_CAUSES = 4
_BEARING = (Status.APPLIES, Status.UNDETERMINED, Status.DEFEATED)


def changes(subject: Subject) -> tuple[Phrase, tuple[ChangeView, ...]]:
    """A sentence for the section, then every change of a bottom line in order of date."""
    speech = subject.speech
    found = subject.page.insight.timeline
    if found is None:
        return speech.say("changes.not_asked"), ()
    turns = bottom_turns(subject, found)
    days = {"first": speech.date(found.first), "last": speech.date(found.last)}
    if not turns:
        return speech.say("changes.none", **days), ()
    intro = speech.plural("changes.intro", len(turns), **days)
    return intro, tuple(_change(subject, f"5.{index}", turn) for index, turn in enumerate(turns, 1))


def bottom_turns(subject: Subject, found: Timeline) -> list[Turn]:
    """The changes of what the jurisdictions shown come to, in order of date."""
    shown = [t for t in found.turns if t.decision == subject.page.bottom_line and t.jurisdiction in subject.programs]
    return sorted(shown, key=lambda turn: (turn.date, subject.programs.index(turn.jurisdiction)))


def change_anchor(turn: Turn) -> str:
    """Where the table tells a change."""
    return f"changes.{turn.jurisdiction}.{calendar_date.fromordinal(turn.date).isoformat()}"


def _change(subject: Subject, number: str, turn: Turn) -> ChangeView:
    speech = subject.speech
    words = speech.say(
        "changes.change",
        name=subject.name(turn.jurisdiction),
        shift=shift(subject, turn.jurisdiction, turn.decision, turn.before.possible, turn.after.possible),
    )
    tags = []
    if turn.date > subject.page.case.date:
        tags.append(speech.say("changes.later"))
    if turn.future:
        tags.append(speech.say("changes.future"))
    causes = _causes(subject, turn)
    because = tuple(causes[:_MOST_CAUSES])
    rest = (speech.plural("more", len(causes) - len(because)),) if len(causes) > len(because) else ()
    return ChangeView(
        number=number,
        anchor=change_anchor(turn),
        day=turn.date,
        date=plain(speech.date(turn.date)),
        name=subject.name(turn.jurisdiction),
        answer=answer(subject, turn.jurisdiction, turn.after),
        words=words,
        because=because + rest,
        tags=tuple(tags),
    )


def _causes(subject: Subject, turn: Turn) -> list[Phrase]:
    """Lists that changed, then rules that began or ceased to bear; rules without a citation only where nothing else."""
    lists = [_list_turn(subject, each) for each in turn.lists]
    cited = [each for each in turn.rules if _is_cited(subject, each.rule)]
    rules = cited or ([] if lists else turn.rules)
    return lists + [_rule_turn(subject, each, leads=_is_shown(subject, turn, each.rule)) for each in rules]


def _is_shown(subject: Subject, turn: Turn, rule: str) -> bool:
    """Whether the tables side by side show the rule, so that links to it lead somewhere."""
    program = subject.program(turn.jurisdiction)
    return any(rule in relevant_rules(program, decision) for decision in subject.shown_decisions)


def _is_cited(subject: Subject, rule: str) -> bool:
    about = subject.about(rule)
    return about is not None and bool(about.citations)


def _amended(subject: Subject, name: str, *, leads: bool = False) -> Phrase:
    """A rule or list: its first provision, leading to the instrument, and its title, which leads to the rule."""
    speech = subject.speech
    about = subject.about(name)
    if about is None:
        return speech.given(name)
    title = link(speech.quoted(speech.law(about.label)), f"#{name}" if leads else None)
    cited = citations_of(speech, about)
    return speech.say("cause", citation=link(cited[0].words, cited[0].url), title=title) if cited else title


def _rule_turn(subject: Subject, turn: RuleTurn, *, leads: bool) -> Phrase:
    rule = _amended(subject, turn.rule, leads=leads)
    if turn.before is Status.NOT_IN_FORCE:
        return subject.speech.say("changes.rule_began", rule=rule)
    if turn.after is Status.NOT_IN_FORCE:
        return subject.speech.say("changes.rule_ended", rule=rule)
    status = subject.speech.say(f"status.{turn.after.value}")
    return subject.speech.say("changes.rule", rule=rule, status=status)


def _list_turn(subject: Subject, turn: ListTurn) -> Phrase:
    named = _amended(subject, turn.list)
    member = subject.speech.quoted(_member(subject, turn.member))
    key = {True: "changes.member_added", False: "changes.member_removed", None: "changes.member_unsettled"}
    return subject.speech.say(key[turn.after], list=named, member=member)


def _member(subject: Subject, member: str | int) -> Phrase:
    """A member by its label, where a value of that name has one."""
    if isinstance(member, int):
        return plain(subject.speech.date(member))
    labels = [label for (_, value), label in subject.value_labels.items() if value == member]
    return subject.speech.law(labels[0]) if len(labels) == 1 else subject.speech.given(member)
