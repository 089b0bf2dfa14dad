"""`comity ask` as text."""

from __future__ import annotations

from collections.abc import Iterable

from checker.analysis.ask import AnswerEffect, Asked, Need, Pair
from checker.cases.case import Case
from checker.cleaning import clean
from checker.ir.law import Law
from checker.reports.terminal.check import fact_label
from checker.reports.terminal.layout import Style, count, date_in_words, decision_label, listed, wrapped
from checker.reports.terminal.values import range_in_words, value_in_words
from checker.types import SetType, Type

_MOST_NEEDS = 12
_MOST_ANSWERS = 8
_KINDS = {
    "uncertain": "left open by the law",
    "list": "the date of an entry on a list is not known",
    "rule": "the date on which a rule came into force is not known",
}


def render_asked(law: Law, case: Case, asked: Asked, *, style: Style) -> str:
    """The shortest list first, then each fact with who can supply it and what its answers settle."""
    lines = [style.strong(f"{clean(case.title)}: facts still needed")]
    lines += wrapped(f"As of {date_in_words(case.date)}.")
    if not asked.open:
        return "\n".join([*lines, "", "Nothing is open: every decision is settled.", ""])
    lines += ["", *wrapped(f"Not settled: {listed(pair_in_words(law, pair) for pair in asked.open)}.", 0, 2)]
    lines += ["", *_shortest(law, asked)]
    for number, need in enumerate(asked.needs[:_MOST_NEEDS], start=1):
        lines += ["", *_need(law, number, need, style)]
    more = len(asked.needs) - _MOST_NEEDS
    if more > 0:
        lines += ["", f"and {more} more that matter less"]
    if asked.not_exact:
        pairs = listed(pair_in_words(law, pair) for pair in asked.not_exact)
        lines += ["", *wrapped(f"Only a bound, the search reached its limit: {pairs}.", 0, 2)]
    return "\n".join(lines) + "\n"


def pair_in_words(law: Law, pair: Pair) -> str:
    """A decision of a jurisdiction, by their labels."""
    program = law.programs[pair.jurisdiction]
    return f"{clean(program.about.label.value)} ({decision_label(program, pair.decision)})"


def _shortest(law: Law, asked: Asked) -> list[str]:
    shortest = asked.shortest
    if not shortest.settles_all:
        return wrapped("No list of facts was found that settles everything, whatever the answers.", 0, 2)
    names = listed(fact_in_words(law, asked, name) for name in shortest.names)
    bound = "" if shortest.is_shortest else " A shorter list may exist: the search reached its limit."
    return wrapped(f"Everything is settled, whatever the answers, by: {names}.{bound}", 0, 2)


def fact_in_words(law: Law, asked: Asked, name: str) -> str:
    """What is asked for, by its label in the first program that asks."""
    jurisdictions = [pair.jurisdiction for pair in asked.open]
    labels = (fact_label(law.programs[jurisdiction], name) for jurisdiction in jurisdictions)
    return next((label for label in labels if label != name), name)


def _need(law: Law, number: int, need: Need, style: Style) -> list[str]:
    program = law.programs[need.pairs[0].jurisdiction]
    where = f" of {clean(need.line)}" if need.line else ""
    lines = wrapped(f"{number}. {fact_label(program, need.name)}{where}", 0, 3)
    lines[0] = style.strong(lines[0])
    if need.fact is not None:
        roles = {role.name: role.label.value for role in law.roles}
        if need.fact.question is not None:
            lines += wrapped(need.fact.question.value, 3)
        if need.fact.by is not None:
            verb = "For" if need.fact.assessed else "From"
            ending = " to assess" if need.fact.assessed else ""
            lines += wrapped(f"{verb} {roles.get(need.fact.by, need.fact.by)}{ending}.", 3)
    else:
        lines += wrapped(f"{_KINDS.get(need.kind, need.kind)}.", 3)
    matters = count(len(need.pairs), "open decision", "open decisions")
    settles = f"; can settle {len(need.settles)}" if need.settles else "; settles none alone"
    lines += wrapped(f"Matters to {matters}{settles}.", 3)
    for answer in need.answers[:_MOST_ANSWERS]:
        lines += wrapped(f"- {_answer(law, need, answer)}", 3, 2)
    more = len(need.answers) - _MOST_ANSWERS
    return [*lines, f"   - and {more} more answers"] if more > 0 else lines


def _answer(law: Law, need: Need, answer: AnswerEffect) -> str:
    if answer.settles:
        effect = f"settles {listed(_short(law, answer.settles))}"
    elif answer.leaves:
        effect = "narrows what is open"
    else:
        effect = "changes nothing yet"
    return f"{_value(law, need, answer)}: {effect}"


def _short(law: Law, pairs: Iterable[Pair]) -> list[str]:
    shown = list(dict.fromkeys(clean(law.programs[pair.jurisdiction].about.label.value) for pair in pairs))
    return shown if len(shown) <= 4 else [*shown[:3], f"{len(shown) - 3} more"]


def _value(law: Law, need: Need, answer: AnswerEffect) -> str:
    type_: Type | None = need.fact.type if need.fact is not None else None
    if answer.element is not None:
        member = type_.of if isinstance(type_, SetType) else type_
        shown = value_in_words(law, answer.element, member) if member is not None else str(answer.element)
        return f"includes {shown}" if answer.holds else f"does not include {shown}"
    if type_ is None:
        return "yes" if True in answer.values else "no"
    if answer.low is not None and answer.high is not None:
        return range_in_words(law, answer.low, answer.high, type_)
    number = len(answer.values)
    shown_values = [value_in_words(law, value, type_) for value in answer.values[:4]]
    if answer.open:
        return "anything else" if not shown_values else f"{listed(shown_values[:3], 'or')}, or anything else"
    if number > 4:
        return f"{', '.join(shown_values[:3])} or one of {number - 3} more"
    return listed(shown_values, "or")
