"""Sources, and checking this report: instruments, what is not verified or not encoded, digests and terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from checker.cleaning import clean
from checker.declared import About, Citation
from checker.ir.program import Program
from checker.reports.phrase import EMPTY, Phrase, join, plain
from checker.reports.view.citations import citations_of, is_unverified, safe_url
from checker.reports.view.page import InstrumentView, Mark, Tag, Term
from checker.reports.view.readings import hinging
from checker.reports.view.subject import Subject
from checker.results.records import JurisdictionResult, Status
from checker.version import __version__

TERMS = ("outcome", "differs", "not_settled", "interpretation", "voluntary", "set_aside", "unverified", "assessed")


@frozen
class _Cited:
    citation: Citation
    programs: tuple[str, ...]


def shown_programs(subject: Subject) -> tuple[Program, ...]:
    """Every program whose answer the report shows."""
    from checker.reports.view.voluntary import program_beside

    binding = [subject.program(name) for name in subject.programs]
    beside = [
        subject.program(program_beside(subject, code, jurisdiction))
        for code, results in subject.page.voluntary.items()
        for jurisdiction in results
    ]
    return tuple(binding + beside)


def bearing_abouts(subject: Subject) -> Iterator[tuple[str, str, About]]:
    """(program, name, about) of all rules of the report that bear on an answer, and of the duties that arise."""
    results: list[tuple[str, JurisdictionResult]] = list(subject.page.results.items())
    for code, beside in subject.page.voluntary.items():
        results += [(code, result) for result in beside.values()]
    for (shown, result), program in zip(results, shown_programs(subject), strict=True):
        binding = program.binding
        rules = {rule.name: rule.about for rule in program.rules if binding or rule.owner == shown}
        for finding in result.findings:
            if finding.status is not Status.DOES_NOT_APPLY and finding.rule in rules:
                yield shown, finding.rule, rules[finding.rule]


def instruments(subject: Subject) -> tuple[InstrumentView, ...]:
    """Each instrument cited by a rule that bears on an answer, in order of first citation."""
    cited: dict[str, _Cited] = {}
    for program, _, about in bearing_abouts(subject):
        for citation in about.citations:
            known = cited.get(f"{citation.source}|{citation.title.value}", _Cited(citation, ()))
            programs = known.programs if program in known.programs else (*known.programs, program)
            cited[f"{citation.source}|{citation.title.value}"] = _Cited(known.citation, programs)
    return tuple(_instrument(subject, each) for each in cited.values())


def _instrument(subject: Subject, cited: _Cited) -> InstrumentView:
    speech = subject.speech
    citation = cited.citation
    title = speech.law(citation.title)
    if citation.citation is not None:
        title = join([title, speech.law(citation.citation)], ", ")
    url = safe_url(citation.url)
    verified = speech.iso_date(citation.verified)
    return InstrumentView(
        short=clean(citation.source),
        title=title,
        url=url,
        url_words=clean(citation.url or ""),
        authority=speech.law(citation.authority) if citation.authority else EMPTY,
        verified=speech.say("sources.verified", date=verified) if verified else speech.say("sources.never_verified"),
        cited_by=subject.names(cited.programs),
        unverified=None if verified else Tag(Mark.UNVERIFIED, speech.say("tag.unverified")),
    )


def gaps(subject: Subject) -> tuple[Phrase, ...]:
    """Law that is known to exist and is not encoded."""
    speech = subject.speech
    found: dict[Phrase, None] = {}
    for program in shown_programs(subject):
        for gap in program.gaps:
            stated_by = subject.page.law.programs.get(gap.name.partition(".")[0], program)
            owner = speech.law(stated_by.about.label)
            cited = speech.listed(view.words for view in citations_of(speech, gap.about))
            key = "sources.gap_cited" if cited else "sources.gap"
            found[speech.say(key, owner=owner, gap=speech.law(gap.about.label), citations=cited)] = None
    return tuple(found)


def unverified(subject: Subject) -> tuple[Phrase, ...]:
    """What bears on an answer and is still to be confirmed."""
    speech = subject.speech
    found: dict[Phrase, None] = {}
    for _, name, about in bearing_abouts(subject):
        if not is_unverified(about):
            continue
        hinges = hinging(subject, name)
        label = speech.quoted(speech.law(about.label))
        if about.unverified is not None:
            sentence = speech.say("sources.unverified", what=label, confirm=speech.law(about.unverified))
            found[join([sentence, *hinges], " ")] = None
            continue
        doubtful = [view.words for view in citations_of(speech, about) if view.unverified]
        sentence = speech.say("sources.unverified_citation", what=label, citations=speech.listed(doubtful))
        found[join([sentence, *hinges], " ")] = None
    return tuple(found)


def current_to(subject: Subject) -> tuple[Phrase, ...]:
    """Up to which day the law of each jurisdiction is stated, jurisdictions with the same day together."""
    speech = subject.speech
    by_day: dict[str | None, list[str]] = {}
    for program in subject.programs:
        by_day.setdefault(subject.program(program).current_to, []).append(program)
    sentences = []
    for day, programs in by_day.items():
        names = subject.names(tuple(programs))
        date = speech.iso_date(day)
        key = "sources.current_to" if date else "sources.no_day"
        sentences.append(speech.say(key, names=names, date=date or ""))
    return tuple(sentences)


def oldest_day(subject: Subject) -> str | None:
    """The ISO day up to which all the law shown is stated; None where one jurisdiction does not say."""
    days = [subject.program(program).current_to for program in subject.programs]
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None


def digests(subject: Subject) -> tuple[tuple[Phrase, str], ...]:
    page = subject.page
    speech = subject.speech
    return (
        (speech.say("digest.law"), page.law.digest),
        (speech.say("digest.case"), page.case.digest),
        (speech.say("digest.tool"), f"comity {__version__}"),
    )


def reproduce(subject: Subject) -> tuple[Phrase, ...]:
    speech = subject.speech
    page = subject.page
    day = date.fromordinal(page.case.date).isoformat()
    command = f"comity compare CASE --jurisdictions {','.join(subject.programs)} --on {day} --baseline {page.baseline}"
    command += " --actual" if page.actual else ""
    command += "".join(f" --reading {target}={reading}" for target, reading in page.readings.items())
    return (speech.say("reproduce.how"), plain(command))


def terms(subject: Subject) -> tuple[Term, ...]:
    speech = subject.speech
    return tuple(Term(speech.say(f"term.{name}"), speech.say(f"term.{name}.meaning")) for name in TERMS)
