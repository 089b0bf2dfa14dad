"""Citations, tags and links: the parts of a report that point outside it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from attrs import evolve

from checker.cleaning import clean
from checker.declared import About, Citation, Period
from checker.ir.program import ALWAYS, NEVER
from checker.reports.phrase import Phrase, join, plain, text_of
from checker.reports.speech import Speech, typeset
from checker.reports.view.page import CitationView, Mark, Tag

_ABBREVIATION = re.compile(r"[A-Z]{2,6}\Z")
_NUMBER = re.compile(r"[^\W\d_][^,;]{4,38}(?=[,;]|\Z)")
_LONG_TITLE = 40
_SAFE_SCHEMES = ("http", "https", "mailto")
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"


def safe_url(url: str | None) -> str | None:
    """The address where it is one that may be followed, with anything odd in it percent-encoded; else None."""
    if not url:
        return None
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return None
    return quote(url.strip(), safe=_URL_CHARACTERS) if scheme in _SAFE_SCHEMES and url.isprintable() else None


def short_source(speech: Speech, citation: Citation) -> Phrase:
    """A source by its abbreviation or its number where its author gave one, else by its title."""
    if _ABBREVIATION.match(citation.source):
        return plain(citation.source)
    title = speech.law(citation.title)
    if citation.citation is None or len(text_of(title)) <= _LONG_TITLE:
        return title
    (official,) = speech.law(citation.citation)
    number = _NUMBER.match(official.text)
    return (evolve(official, text=number.group()),) if number else title


def citation_view(speech: Speech, citation: Citation) -> CitationView:
    """The short form beside a rule: "ABC s 13", with its address."""
    words = short_source(speech, citation)
    if citation.provision:
        words = join(
            [words, plain(typeset(clean(citation.provision), speech.language))],
            "\u00a0" if len(words[0].text) < 8 else ", ",
        )
    return CitationView(words, safe_url(citation.url), _unverified(speech, citation))


def citations_of(speech: Speech, about: About | None) -> tuple[CitationView, ...]:
    """The citations of a construct, each once."""
    views = (citation_view(speech, citation) for citation in (about.citations if about else ()))
    return tuple(dict.fromkeys(views))


def _unverified(speech: Speech, citation: Citation) -> Tag | None:
    return Tag(Mark.UNVERIFIED, speech.say("tag.unverified")) if citation.confidence != "sourced" else None


def is_unverified(about: About) -> bool:
    """Whether a construct, or one of its citations, is still to be confirmed."""
    return about.unverified is not None or any(c.confidence != "sourced" for c in about.citations)


def interpretation_tag(speech: Speech, about: About | None) -> Tag | None:
    """ "Our reading", for what is marked as the encoder's."""
    if about is None or about.interpretation is None:
        return None
    return Tag(Mark.INTERPRETATION, speech.say("tag.interpretation"))


def force_in_words(speech: Speech, periods: tuple[Period, ...], date: int | None) -> Phrase:
    """Not in force on the day, and from or until when it is."""
    if date is None:
        return speech.say("force.unknown_day")
    later = [p.start_latest for p in periods if date < p.start_latest < NEVER]
    earlier = [p.end_earliest for p in periods if ALWAYS < p.end_earliest <= date]
    day = speech.date(date)
    if later and earlier:
        return speech.say("force.between", day=day, until=speech.date(max(earlier)), start=speech.date(min(later)))
    if later:
        return speech.say("force.from", day=day, start=speech.date(min(later)))
    if earlier:
        return speech.say("force.until", day=day, until=speech.date(max(earlier)))
    return speech.say("force.not", day=day)
