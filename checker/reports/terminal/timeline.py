"""`comity timeline` as text."""

from __future__ import annotations

from collections.abc import Iterable

from checker.analysis.timeline import ListTurn, Timeline, Turn
from checker.cases.case import Case
from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import Program
from checker.reports.terminal.check import describe_answer
from checker.reports.terminal.layout import Style, date_in_words, decision_label, listed, wrapped
from checker.results.records import Status


def render_timeline(law: Law, case: Case, line: Timeline, *, decisions: Iterable[str], style: Style) -> str:
    """The answers on the first day, then each day on which one changes and what changed it."""
    wanted = tuple(decisions)
    lines = [style.strong(f"{clean(case.title)}: when the answer changes")]
    lines += wrapped("The facts stay as they are; only the date moves. Not an official decision.")
    lines += ["", style.strong(f"On {date_in_words(line.first)}")]
    for result in line.at_first:
        program = law.programs[result.jurisdiction]
        for decision in result.decisions:
            if decision.decision in wanted:
                lines += wrapped(
                    f"{_who(program, decision.decision, wanted)}: {describe_answer(program, decision)}", 2, 2
                )
    day: int | None = None
    for turn in line.turns:
        if turn.decision not in wanted:
            continue
        if turn.date != day:
            day = turn.date
            future = ", later than the law is stated to" if turn.future else ""
            lines += ["", style.strong(f"From {date_in_words(day)}{future}")]
        lines += _turn(law.programs[turn.jurisdiction], turn, wanted)
    if day is None:
        lines += ["", *wrapped(f"No answer changes from then to {date_in_words(line.last)}.")]
    if line.not_exact:
        lines += ["", *wrapped(f"Open answers are a bound, the search reached its limit: {listed(line.not_exact)}.")]
    return "\n".join(lines) + "\n"


def _who(program: Program, decision: str, wanted: tuple[str, ...]) -> str:
    label = clean(program.about.label.value)
    return label if len(wanted) == 1 else f"{label}, {decision_label(program, decision)}"


def _turn(program: Program, turn: Turn, wanted: tuple[str, ...]) -> list[str]:
    before, after = describe_answer(program, turn.before), describe_answer(program, turn.after)
    lines = wrapped(f"{_who(program, turn.decision, wanted)}: {after}", 2, 2)
    lines += wrapped(f"before: {before}", 4, 2)
    rules = {rule.name: rule for rule in program.rules}
    for change in turn.rules:
        rule = rules[change.rule]
        if not rule.about.citations:
            continue
        cited = "; ".join(f"{c.source} {c.provision or ''}".strip() for c in rule.about.citations)
        lines += wrapped(f"{_verb(change.before, change.after)} {rule.name} ({cited})", 4, 2)
    return lines + [line for change in turn.lists for line in _list_turn(change)]


def _verb(before: Status, after: Status) -> str:
    if before is Status.NOT_IN_FORCE:
        return "now in force:"
    if after is Status.NOT_IN_FORCE:
        return "no longer in force:"
    return {
        Status.APPLIES: "now applies:",
        Status.DEFEATED: "now set aside:",
        Status.UNDETERMINED: "now not settled:",
    }.get(after, "no longer applies:")


def _list_turn(change: ListTurn) -> list[str]:
    words = {True: "now on", False: "no longer on", None: "perhaps on"}
    return wrapped(f"{change.member} {words[change.after]} {change.list}", 4, 2)
