"""Rules, lists, definitions and facts as the causes of an answer."""

from __future__ import annotations

from collections.abc import Iterable

from checker.reports.phrase import Phrase, link
from checker.reports.view.citations import citations_of
from checker.reports.view.subject import Subject

_MOST = 3


def construct(subject: Subject, name: str, *, anchored: bool = True) -> Phrase:
    """A rule, definition or list by its first provision and its title: ABC s 5 (“No festival on a closed street”)."""
    speech = subject.speech
    about = subject.about(name)
    if about is None:
        return speech.given(name)
    title = speech.quoted(speech.law(about.label))
    target = f"#{name}" if anchored and subject.is_rule(name) else None
    cited = citations_of(speech, about)
    if not cited:
        return link(title, target)
    return speech.say("cause", citation=link(cited[0].words, target), title=title)


def constructs(subject: Subject, names: Iterable[str], *, most: int = _MOST) -> Phrase:
    """Several of them; how many more there are is said."""
    return _some(subject, [construct(subject, name) for name in dict.fromkeys(names)], most)


def facts(subject: Subject, program: str | None, names: Iterable[str], *, most: int = _MOST) -> Phrase:
    """Facts, and what the law leaves open, by what they are called."""
    speech = subject.speech
    return _some(subject, [speech.quoted(subject.fact(program, name)) for name in dict.fromkeys(names)], most)


def _some(subject: Subject, phrases: list[Phrase], most: int) -> Phrase:
    shown = phrases[:most]
    if len(phrases) > len(shown):
        shown.append(subject.speech.plural("more", len(phrases) - len(shown)))
    return subject.speech.listed(shown)
