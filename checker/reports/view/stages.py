"""Side by side: stages × jurisdictions, equal rows and equal columns said once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from checker.reports.phrase import EMPTY, Phrase, capitalised, text_of
from checker.reports.view.answers import answer, answer_key, strictness
from checker.reports.view.page import Answer, Cell, Column, Mark, PhoneGroup, Stage, Table, Tag
from checker.reports.view.rules import Anchors, Result, bears, grounds, rules_about, rules_view
from checker.reports.view.subject import Subject, decision_of
from checker.results.records import Decision

Programs: TypeAlias = tuple[str, ...]

_MOST_NEEDS = 3
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


@frozen
class _Whole:
    """The case as a whole, or one of its lines: each program's answer to it."""

    results: Mapping[str, Result]
    anchored: bool
    line: Phrase = EMPTY


def tables(subject: Subject, anchors: Anchors) -> tuple[Table, ...]:
    """The table of the whole case, then one for each line where there are several."""
    speech = subject.speech
    page = subject.page
    whole = _Whole(dict(page.results), True)
    several = max((len(result.lines) for result in page.results.values()), default=0) > 1
    heading = speech.say("table.whole") if several else EMPTY
    caption = speech.say("table.caption", baseline=subject.name(page.baseline))
    made = [_table(subject, whole, anchors, "side-by-side-table", heading, caption)]
    if several:
        first = next(iter(page.results.values()))
        for index, line in enumerate(first.lines):
            results = {name: result.lines[index] for name, result in page.results.items()}
            named = speech.say("table.line", line=speech.given(line.line))
            caption = speech.say(
                "table.line_caption", line=speech.given(line.line), baseline=subject.name(page.baseline)
            )
            whole = _Whole(results, False, speech.given(line.line))
            made.append(_table(subject, whole, anchors, line_anchor(subject, index), named, caption))
    return tuple(made)


def line_anchor(subject: Subject, index: int) -> str:
    """Where links to a line lead: its name in plain letters, and its place where that is not enough."""
    slugs = [_NOT_PLAIN.sub("-", line.name.lower()).strip("-") for line in subject.page.case.lines]
    slug = slugs[index] if index < len(slugs) else ""
    return f"line.{slug}" if slug and slugs.count(slug) == 1 else f"line.{slug}-{index + 1}"


def equal_columns(subject: Subject, results: Mapping[str, Result]) -> tuple[Programs, ...]:
    """Programs that answer alike, by the same rules, at every stage, in the order of the first of them.

    A rule that one of them has and that does not bear on the case keeps nothing apart.
    """
    columns: dict[object, list[str]] = {}
    for program, result in results.items():
        key = tuple(_column_key(subject, program, result, name) for name in subject.shown_decisions)
        columns.setdefault(key, []).append(program)
    return tuple(tuple(programs) for programs in columns.values())


def _column_key(subject: Subject, program: str, result: Result, name: str) -> object:
    decision = decision_of(result, name)
    about = set(rules_about(subject, program, name)) if decision else set()
    findings = tuple((f.rule, f.status, f.defeated_by) for f in result.findings if f.rule in about and bears(f))
    return answer_key(decision), decision.decided_by if decision else (), findings


def _table(subject: Subject, whole: _Whole, anchors: Anchors, anchor: str, heading: Phrase, caption: Phrase) -> Table:
    columns = equal_columns(subject, whole.results)
    stages = tuple(_stage(subject, whole, name, columns, anchors) for name in subject.shown_decisions)
    merged = len(columns) < len(whole.results)
    return Table(
        anchor=anchor,
        heading=heading,
        caption=caption,
        columns=tuple(_column(subject, whole, programs) for programs in columns),
        stages=stages,
        apart_summary=subject.speech.say("table.apart") if merged else EMPTY,
        apart_columns=tuple(subject.name(program) for program in whole.results) if merged else (),
        apart_rows=_apart(subject, whole) if merged else (),
        line=text_of(whole.line),
    )


def _apart(subject: Subject, whole: _Whole) -> tuple[tuple[Phrase, tuple[Answer, ...]], ...]:
    rows = []
    for name in subject.shown_decisions:
        answers = tuple(answer(subject, p, decision_of(result, name)) for p, result in whole.results.items())
        rows.append((_title(subject, name), answers))
    return tuple(rows)


def _column(subject: Subject, whole: _Whole, programs: Programs) -> Column:
    speech = subject.speech
    is_baseline = subject.page.baseline in programs
    notes = []
    if is_baseline:
        named = len(programs) > 1
        key = "table.baseline_is" if named else "table.baseline"
        notes.append(speech.say(key, baseline=subject.name(subject.page.baseline)) if named else speech.say(key))
    if len(programs) > 1:
        notes.append(speech.say("table.same_rules"))
    order = _orders(subject, whole).index(_strictness(subject, whole, programs[0]))
    return Column(subject.names(programs), tuple(notes), is_baseline, programs, order)


def _orders(subject: Subject, whole: _Whole) -> list[tuple[bool, int, int]]:
    """How strict what the stages come to is, each once, strictest first and not settled last."""
    return sorted({_strictness(subject, whole, program) for program in whole.results})


def _strictness(subject: Subject, whole: _Whole, program: str) -> tuple[bool, int, int]:
    bottom_line = subject.page.bottom_line
    decision = decision_of(whole.results[program], bottom_line)
    return strictness(subject.decision_info(program, bottom_line), decision) if decision else (True, 1, 1)


def _title(subject: Subject, decision: str) -> Phrase:
    program = next(p for p in subject.programs if any(i.name == decision for i in subject.program(p).decisions))
    return subject.decision_label(program, decision)


def _stage(subject: Subject, whole: _Whole, name: str, columns: tuple[Programs, ...], anchors: Anchors) -> Stage:
    speech = subject.speech
    keys = {program: answer_key(decision_of(result, name)) for program, result in whole.results.items()}
    cells = tuple(_cell(subject, whole, name, programs, keys, anchors) for programs in columns)
    alike = len(set(keys.values())) == 1 and len(whole.results) > 1
    note = speech.say("table.bottom_line") if name == subject.page.bottom_line else EMPTY
    return Stage(
        title=_title(subject, name),
        note=note,
        cells=cells,
        groups=_phone_groups(subject, columns, cells, keys),
        same=speech.plural("table.same", len(whole.results)) if alike else EMPTY,
        same_answer=cells[0].answer if alike else None,
    )


def _cell(
    subject: Subject,
    whole: _Whole,
    name: str,
    programs: Programs,
    keys: Mapping[str, object],
    anchors: Anchors,
) -> Cell:
    speech = subject.speech
    baseline = subject.page.baseline
    program = programs[0]
    result = whole.results[program]
    decision = decision_of(result, name)
    resting, more = grounds(subject, program, result, decision) if decision else ((), EMPTY)
    differs = keys[program] != keys[baseline]
    wanted = (f"{each}.{name}" for each in programs) if whole.anchored else ()
    taken = (anchors.take(each) for each in wanted)
    return Cell(
        anchors=tuple(each for each in taken if each),
        answer=answer(subject, program, decision),
        grounds=resting,
        more_grounds=more,
        differs=Tag(Mark.DIFFERS, speech.say("tag.differs", other=subject.name(baseline))) if differs else None,
        baseline=speech.say("table.baseline") if baseline in programs else EMPTY,
        settled_by=settled_by(subject, program, decision),
        rules=rules_view(
            subject, {each: whole.results[each] for each in programs}, name, anchors if whole.anchored else None
        ),
        names=subject.names(programs),
        group=list(dict.fromkeys(keys.values())).index(keys[program]),
    )


def settled_by(subject: Subject, program: str, decision: Decision | None) -> Phrase:
    """What could settle an open answer; empty where it is settled."""
    if decision is None or decision.outcome is not None or not decision.needs:
        return EMPTY
    facts = [subject.speech.quoted(subject.fact(program, need)) for need in decision.needs[:_MOST_NEEDS]]
    more = len(decision.needs) - len(facts)
    key = "answer.settled_by_and_more" if more > 0 else "answer.settled_by"
    return subject.speech.say(key, facts=subject.speech.listed(facts), more=subject.speech.number(more))


def _phone_groups(
    subject: Subject, columns: tuple[Programs, ...], cells: tuple[Cell, ...], keys: Mapping[str, object]
) -> tuple[PhoneGroup, ...]:
    """The jurisdictions that share the baseline's answer, then each group that differs."""
    baseline = subject.page.baseline
    grouped: dict[object, list[tuple[Programs, Cell]]] = {keys[baseline]: []}
    for programs, cell in zip(columns, cells, strict=True):
        grouped.setdefault(keys[programs[0]], []).append((programs, cell))
    groups = []
    for key, pairs in grouped.items():
        names = tuple(program for programs, _ in pairs for program in programs)
        heading = _group_heading(subject, names) if key == keys[baseline] else subject.names(names)
        first = pairs[0][1]
        own = tuple(cell for _, cell in pairs)
        groups.append(PhoneGroup(capitalised(heading), first.answer, first.differs, own, names))
    return tuple(groups)


def _group_heading(subject: Subject, programs: Programs) -> Phrase:
    speech = subject.speech
    baseline = subject.name(subject.page.baseline)
    others = tuple(program for program in programs if program != subject.page.baseline)
    if not others:
        return speech.say("phone.baseline_alone", baseline=baseline)
    return speech.say("phone.with_baseline", names=subject.names(others), baseline=baseline)
