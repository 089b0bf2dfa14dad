"""The index of a folder of reports: cases down, jurisdictions across, each answer leading to its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from attrs import frozen

from checker.ir.law import Law
from checker.reports.catalogue import messages
from checker.reports.phrase import EMPTY, Phrase, capitalised, plain
from checker.reports.speech import Speech
from checker.reports.view.answers import answer, answer_key, strictness
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import Answer
from checker.reports.view.subject import Subject, decision_of
from checker.results.records import Decision


@frozen
class IndexCell:
    """What one case comes to in one jurisdiction.

    `group` is equal for equal answers of one case, `order` the place among all answers of the index, strictest first
    and what is not settled last. `possible` are names of outcomes.
    """

    program: str
    jurisdiction: Phrase
    href: str
    answer: Answer
    group: int
    order: int
    possible: tuple[str, ...]


@frozen
class IndexRow:
    """One case: where its report is, as of when it was decided, and what it came to. A cell is None if not compared."""

    title: Phrase
    href: str
    number: Phrase
    case: Phrase
    date: Phrase
    day: int
    alike: Phrase
    cells: tuple[IndexCell | None, ...]


@frozen
class IndexColumn:
    """`by`: how sorting by this jurisdiction is called."""

    program: str
    name: Phrase
    by: Phrase


@frozen
class IndexView:
    """`outcomes`: those that some case may come to, by name, strictest first. `shown`: one and many, with `{n}`."""

    language: str
    title: Phrase
    intro: Phrase
    caption: Phrase
    disclaimer: Phrase
    columns: tuple[IndexColumn, ...]
    rows: tuple[IndexRow, ...]
    outcomes: tuple[tuple[str, Phrase], ...]
    is_open: bool
    shown: tuple[str, str]
    law: str
    words: Mapping[str, str]

    def word(self, key: str) -> str:
        """A text by its key; KeyError where the catalogue has none."""
        return self.words[f"word.{key}"]


def index_view(law: Law, pages: Sequence[ComparisonPage], links: Sequence[str], language: str) -> IndexView:
    """The rows in the order of the pages; `links` are the file names of their reports, relative to the index."""
    speech = Speech(language)
    subjects = [Subject(page, speech, report="./" + quote(link)) for page, link in zip(pages, links, strict=True)]
    programs = tuple(dict.fromkeys(program for page in pages for program in page.results))
    names = {program: speech.law(law.programs[program].about.label) for program in programs}
    orders = _orders(subjects)
    rows = tuple(_row(subject, programs, orders) for subject in subjects)
    return IndexView(
        language=language,
        title=speech.say("index.title"),
        intro=capitalised(speech.plural("index.intro", len(rows))),
        caption=speech.say("index.caption"),
        disclaimer=speech.say("page.disclaimer"),
        columns=tuple(IndexColumn(each, name, speech.say("index.by", name=name)) for each, name in names.items()),
        rows=rows,
        outcomes=_outcomes(subjects),
        is_open=any(cell.answer.uncertain for row in rows for cell in row.cells if cell is not None),
        shown=(speech.text("index.shown.one"), speech.text("index.shown.many")),
        law=law.digest,
        words={key: speech.text(key) for key in messages(language) if key.startswith("word.")},
    )


def _row(subject: Subject, programs: Sequence[str], orders: Sequence[tuple[bool, int, int]]) -> IndexRow:
    page, speech = subject.page, subject.speech
    keys = list(dict.fromkeys(answer_key(_come_to(subject, program)) for program in page.results))
    differ = speech.say("index.differ", n=speech.number(len(keys)))
    alike = speech.plural("table.same", len(page.results)) if len(page.results) > 1 else EMPTY
    return IndexRow(
        title=speech.given(page.case.title),
        href=subject.report,
        number=speech.say("page.number", number=page.number),
        case=speech.say("page.case", id=speech.given(page.case.id)),
        date=plain(speech.date(page.case.date)),
        day=page.case.date,
        alike=capitalised(differ) if len(keys) > 1 else alike,
        cells=tuple(
            _cell(subject, program, keys.index(answer_key(_come_to(subject, program))), orders)
            if program in page.results
            else None
            for program in programs
        ),
    )


def _cell(subject: Subject, program: str, group: int, orders: Sequence[tuple[bool, int, int]]) -> IndexCell:
    decision = _come_to(subject, program)
    return IndexCell(
        program=program,
        jurisdiction=subject.name(program),
        href=subject.to(f"{program}.{subject.page.bottom_line}"),
        answer=answer(subject, program, decision),
        group=group,
        order=orders.index(_strictness(subject, program, decision)) if decision is not None else len(orders),
        possible=decision.possible if decision is not None else (),
    )


def _come_to(subject: Subject, program: str) -> Decision | None:
    return decision_of(subject.result(program), subject.page.bottom_line)


def _strictness(subject: Subject, program: str, decision: Decision) -> tuple[bool, int, int]:
    return strictness(subject.decision_info(program, decision.decision), decision)


def _orders(subjects: Sequence[Subject]) -> list[tuple[bool, int, int]]:
    """How strict the answers of the index are, each once, strictest first."""
    found = {
        _strictness(subject, program, decision)
        for subject in subjects
        for program in subject.programs
        if (decision := _come_to(subject, program)) is not None
    }
    return sorted(found)


def _outcomes(subjects: Sequence[Subject]) -> tuple[tuple[str, Phrase], ...]:
    labels: dict[str, tuple[int, Phrase]] = {}
    for subject in subjects:
        for program in subject.programs:
            decision = _come_to(subject, program)
            if decision is None:
                continue
            ranks = [each.name for each in subject.decision_info(program, decision.decision).outcomes]
            for name in decision.possible:
                rank = ranks.index(name) if name in ranks else -1
                labels.setdefault(name, (rank, subject.outcome(program, decision.decision, name)))
    return tuple((name, words) for name, (_, words) in sorted(labels.items(), key=lambda each: -each[1][0]))


def render_index(
    law: Law,
    pages: Sequence[ComparisonPage],
    links: Sequence[str],
    language: str,
    *,
    alternates: Mapping[str, str] | None = None,
    script: bool = True,
) -> str:
    """One self-contained file beside the reports; without `script` nothing in it can be filtered or sorted."""
    from checker.reports.in_html.render import render_index_view

    return render_index_view(index_view(law, pages, links, language), alternates or {}, script=script)
