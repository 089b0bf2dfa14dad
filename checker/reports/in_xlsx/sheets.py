"""What the sheets of the workbook say: rows of text, in the language of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from checker.reports.phrase import Phrase, text_of
from checker.reports.speech import Speech
from checker.reports.view.build import build_view
from checker.reports.view.grid import GridCell, grids
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import CitationView, Ground, PageView, Tag
from checker.reports.view.subject import Subject


@frozen
class Sheet:
    """`widths`: of the columns, in characters. `emphasised`: the first column holds headings of rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    emphasised: bool = True


def sheets(page: ComparisonPage, language: str) -> tuple[Sheet, ...]:
    """Every sheet that has something to say, the answers first."""
    subject = Subject(page, Speech(language))
    view = build_view(page, language)
    every = (
        _summary(subject, view),
        _matrix(subject, view),
        _answers(subject, view),
        _voluntary(subject, view),
        _duties(subject, view),
        _unsettled(subject, view),
        _facts(subject, view),
        _sources(subject, view),
        _doubts(subject, view),
    )
    return tuple(sheet for sheet in every if sheet.rows)


def _name(subject: Subject, key: str) -> str:
    return subject.speech.text(key)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _with_tags(words: Phrase, tags: Iterable[Tag | None]) -> str:
    told = [text_of(tag.words) for tag in tags if tag]
    return text_of(words) + (f" ({', '.join(told)})" if told else "")


def _citation(citation: CitationView) -> str:
    return _with_tags(citation.words, [citation.unverified])


def _citations(citations: Iterable[CitationView]) -> str:
    return _lines(_citation(citation) for citation in citations)


def _grounds(grounds: Iterable[Ground], more: Phrase) -> str:
    told = []
    for ground in grounds:
        cited = " · ".join(_citation(citation) for citation in ground.citations)
        reading = f" ({text_of(ground.interpretation.words)})" if ground.interpretation else ""
        told.append(text_of(ground.words) + cited + reading)
    return _lines([*told, text_of(more)])


def _summary(subject: Subject, view: PageView) -> Sheet:
    speech = subject.speech
    first, second = view.section(1), view.section(2)
    assert first is not None
    assert second is not None
    rows = [(text_of(first.title), text_of(sentence)) for sentence in view.lead]
    rows += [(view.word("state"), text_of(line)) for line in view.meta]
    for code in view.voluntary:
        rows += [(_with_tags(code.title, [code.tag]), text_of(sentence)) for sentence in code.lead]
    for parting in view.partings:
        rows.append((text_of(second.title), _lines(text_of(each) for each in (parting.words, *parting.details))))
    rows += [(view.word("digests"), f"{text_of(label)}{view.word('colon')} {digest}") for label, digest in view.digests]
    rows.append((view.word("note"), text_of(view.disclaimer)))
    return Sheet(
        speech.text("sheet.summary"), (text_of(view.number_words), text_of(view.title)), tuple(rows), (32, 100)
    )


def _matrix(subject: Subject, view: PageView) -> Sheet:
    made = grids(subject)
    head = (view.word("stage"), *(text_of(subject.name(program)) for program in subject.programs))
    rows: list[tuple[str, ...]] = []
    for grid in made:
        for title, cells in grid.stages:
            stage = _lines([text_of(grid.line), text_of(title)])
            rows.append((stage, *(_in_matrix(cell) for cell in cells)))
    return Sheet(_name(subject, "sheet.matrix"), head, tuple(rows), (26, *(34 for _ in subject.programs)))


def _in_matrix(cell: GridCell) -> str:
    parts = [cell.answer.words, cell.answer.bound, cell.differs, cell.settled_by]
    answer, bound, differs, settled = (text_of(part) for part in parts)
    return _lines(
        [answer, bound, f"≠ {differs}" if differs else "", _grounds(cell.grounds, cell.more_grounds), settled]
    )


def _answers(subject: Subject, view: PageView) -> Sheet:
    """One row for each answer; the last columns hold names that a program can rely on."""
    made = grids(subject)
    several = len(made) > 1
    rows: list[tuple[str, ...]] = []
    for grid in made:
        for title, cells in grid.stages:
            for cell in cells:
                row = (
                    text_of(cell.jurisdiction),
                    text_of(title),
                    _lines([text_of(cell.answer.words), text_of(cell.answer.bound)]),
                    text_of(cell.differs),
                    _grounds(cell.grounds, cell.more_grounds),
                    text_of(cell.settled_by),
                    cell.program,
                    cell.decision,
                    ", ".join(cell.possible),
                )
                rows.append((text_of(grid.line), *row) if several else row)
    speech = subject.speech
    head: tuple[str, ...] = (
        view.word("jurisdiction"),
        view.word("stage"),
        view.word("answer"),
        speech.text("sheet.difference"),
        view.word("decided_by"),
        speech.text("sheet.settled_by"),
        speech.text("sheet.jurisdiction_name"),
        speech.text("sheet.decision_name"),
        speech.text("sheet.possible_names"),
    )
    widths: tuple[int, ...] = (22, 30, 40, 26, 36, 36, 14, 16, 26)
    if several:
        head, widths = (speech.text("sheet.line"), *head), (22, *widths)
    return Sheet(_name(subject, "sheet.answers"), head, tuple(rows), widths)


def _voluntary(subject: Subject, view: PageView) -> Sheet:
    rows = []
    for code in view.voluntary:
        for decision in code.decisions:
            for row in decision.rows:
                for member in row.members:
                    grounds = _grounds(member.grounds, member.more_grounds)
                    answer = text_of(row.answer.words)
                    title = _with_tags(code.title, [code.tag])
                    rows.append((title, text_of(decision.title), answer, text_of(member.name), grounds))
    head = (
        _name(subject, "sheet.instrument"),
        view.word("stage"),
        view.word("answer"),
        view.word("jurisdiction"),
        view.word("decided_by"),
    )
    return Sheet(_name(subject, "sheet.voluntary"), head, tuple(rows), (34, 34, 44, 34, 44))


def _duties(subject: Subject, view: PageView) -> Sheet:
    rows = [
        (
            text_of(group.names),
            _with_tags(duty.words, duty.tags),
            text_of(duty.who),
            text_of(duty.status),
            _citations(duty.citations),
        )
        for group in view.duties
        for duty in group.duties
    ]
    head = (
        view.word("jurisdiction"),
        _name(subject, "sheet.duty"),
        _name(subject, "sheet.who"),
        _name(subject, "sheet.standing"),
        _name(subject, "sheet.provisions"),
    )
    return Sheet(_name(subject, "sheet.duties"), head, tuple(rows), (30, 60, 34, 28, 36))


def _unsettled(subject: Subject, view: PageView) -> Sheet:
    rows = [
        (
            need.number,
            _with_tags(need.label, need.tags),
            text_of(need.question),
            _lines([text_of(need.supplier), text_of(need.affects)]),
            _lines(text_of(each) for each in need.settles),
            need.name,
        )
        for need in view.needs
    ]
    head = (
        _name(subject, "sheet.number"),
        view.word("fact"),
        _name(subject, "sheet.question"),
        view.word("supplied_by"),
        view.word("settles"),
        _name(subject, "sheet.fact_name"),
    )
    return Sheet(_name(subject, "sheet.unsettled"), head, tuple(rows), (8, 40, 44, 50, 70, 28))


def _facts(subject: Subject, view: PageView) -> Sheet:
    rows = [
        (
            text_of(row.label),
            _lines([*(text_of(each) for each in row.value), *(text_of(tag.words) for tag in row.tags)]),
            text_of(row.supplier),
            text_of(row.note),
            text_of(table.caption),
            row.name,
        )
        for table in view.fact_tables
        for row in table.rows
    ]
    head = (
        view.word("fact"),
        view.word("value"),
        view.word("supplied_by"),
        view.word("note"),
        _name(subject, "sheet.origin"),
        _name(subject, "sheet.fact_name"),
    )
    return Sheet(_name(subject, "sheet.facts"), head, tuple(rows), (44, 50, 36, 36, 30, 30))


def _sources(subject: Subject, view: PageView) -> Sheet:
    rows = [
        (
            one.short,
            _with_tags(one.title, [one.unverified]),
            text_of(one.authority),
            text_of(one.verified),
            text_of(one.cited_by),
            one.url_words,
        )
        for one in view.instruments
    ]
    head = (
        _name(subject, "sheet.short"),
        _name(subject, "sheet.instrument"),
        _name(subject, "sheet.authority"),
        view.word("state"),
        view.word("cited_for"),
        view.word("address"),
    )
    return Sheet(_name(subject, "sheet.sources"), head, tuple(rows), (18, 60, 36, 26, 36, 60))


def _doubts(subject: Subject, view: PageView) -> Sheet:
    rows = [*_each(view.unverified_title, view.unverified), *_each(view.gaps_title, view.gaps)]
    return Sheet(
        _name(subject, "sheet.doubts"),
        (_name(subject, "sheet.kind"), _name(subject, "sheet.what")),
        tuple(rows),
        (40, 120),
    )


def _each(title: Phrase, phrases: Sequence[Phrase]) -> list[tuple[str, str]]:
    return [(text_of(title), text_of(phrase)) for phrase in phrases]
