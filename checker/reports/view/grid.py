"""One answer for each jurisdiction at each stage, nothing merged: what people filter and sort."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from checker.reports.phrase import EMPTY, Phrase
from checker.reports.view.answers import answer, answer_key
from checker.reports.view.page import Answer, Ground
from checker.reports.view.rules import Result, grounds
from checker.reports.view.stages import settled_by
from checker.reports.view.subject import Subject, decision_of


@frozen
class GridCell:
    """The answer of one jurisdiction at one stage. `outcome` and `possible` are names, not words."""

    program: str
    jurisdiction: Phrase
    decision: str
    stage: Phrase
    answer: Answer
    grounds: tuple[Ground, ...]
    more_grounds: Phrase
    differs: Phrase
    settled_by: Phrase
    outcome: str
    possible: tuple[str, ...]


@frozen
class Grid:
    """The case, or one of its lines: by stage, then by jurisdiction in the order shown."""

    line: Phrase
    stages: tuple[tuple[Phrase, tuple[GridCell, ...]], ...]


def grids(subject: Subject) -> tuple[Grid, ...]:
    """The whole case, then each of its lines where there are several."""
    speech = subject.speech
    results = subject.page.results
    lines = max((len(result.lines) for result in results.values()), default=0)
    made = [_grid(subject, speech.say("what_if.whole") if lines > 1 else EMPTY, dict(results))]
    for index in range(lines if lines > 1 else 0):
        of_line = {name: result.lines[index] for name, result in results.items()}
        named = speech.say("table.line", line=speech.given(next(iter(of_line.values())).line))
        made.append(_grid(subject, named, of_line))
    return tuple(made)


def _grid(subject: Subject, line: Phrase, results: Mapping[str, Result]) -> Grid:
    stages = []
    for name in subject.shown_decisions:
        cells = tuple(_cell(subject, program, results, name) for program in results)
        stages.append((next((cell.stage for cell in cells if cell.stage), EMPTY), cells))
    return Grid(line, tuple(stages))


def _cell(subject: Subject, program: str, results: Mapping[str, Result], name: str) -> GridCell:
    baseline = subject.page.baseline
    result = results[program]
    decision = decision_of(result, name)
    resting, more = grounds(subject, program, result, decision) if decision else ((), EMPTY)
    differs = answer_key(decision) != answer_key(decision_of(results[baseline], name))
    return GridCell(
        program=program,
        jurisdiction=subject.name(program),
        decision=name,
        stage=subject.decision_label(program, name) if decision else EMPTY,
        answer=answer(subject, program, decision),
        grounds=resting,
        more_grounds=more,
        differs=subject.speech.say("tag.differs", other=subject.name(baseline)) if differs else EMPTY,
        settled_by=settled_by(subject, program, decision),
        outcome=(decision.outcome or "") if decision else "",
        possible=decision.possible if decision else (),
    )
