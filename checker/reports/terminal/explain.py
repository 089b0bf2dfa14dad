"""`comity explain` as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.analysis.common import CommonFlip
from checker.analysis.explain import Barrier, Explanation, WhyNot, blame
from checker.analysis.flip import Change, Flip
from checker.cases.case import Case
from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import NOT_ASKED, Program, Rule
from checker.reports.terminal.check import describe_answer, fact_label
from checker.reports.terminal.layout import (
    Style,
    bullets,
    count,
    date_in_words,
    decision_label,
    listed,
    outcome_label,
    wrapped,
)
from checker.reports.terminal.values import fact_of, range_in_words, value_in_words
from checker.results.records import Finding, Status, Trace
from checker.types import ListType, SetType, Type
from checker.values import Truth

_TRUTH: dict[Truth, str] = {True: "yes ", False: "no  ", None: "open"}
_STATUS = {
    Status.APPLIES: "applies",
    Status.DEFEATED: "set aside",
    Status.UNDETERMINED: "not settled",
    Status.NOT_IN_FORCE: "not in force",
    Status.DOES_NOT_APPLY: "does not apply",
}
_MOST_BARRIERS = 6
_MOST_COMMON = 8


def render_explanations(law: Law, case: Case, explanations: Sequence[Explanation], *, style: Style) -> str:
    """Each decision's proof: what applies and why, what was set aside, why not otherwise, and what would flip it."""
    program = law.programs[explanations[0].jurisdiction]
    lines = [style.strong(f"{clean(case.title)}: {clean(program.about.label.value)}")]
    lines += wrapped(f"As of {date_in_words(case.date)}. Not an official decision.")
    for explanation in explanations:
        lines += ["", *_decision(law, program, explanation, style)]
    return "\n".join(lines) + "\n"


def _decision(law: Law, program: Program, explanation: Explanation, style: Style) -> list[str]:
    decision = explanation.decision
    lines = wrapped(f"{decision_label(program, decision.decision)}  {describe_answer(program, decision)}", 0, 2)
    lines[0] = style.strong(lines[0])
    if decision.outcome == NOT_ASKED:
        return lines
    rules = {rule.name: rule for rule in program.rules}
    lines += _proved(rules, "Because", explanation.applying)
    lines += _proved(rules, "Set aside", explanation.defeated)
    lines += _proved(rules, "Not settled", explanation.undetermined)
    if explanation.not_in_force:
        lines.append("  Not in force on this date")
        lines += bullets((f"{f.rule}: {rules[f.rule].about.label.value}" for f in explanation.not_in_force), 4)
    if not explanation.applying and decision.outcome is not None:
        lines += wrapped("No rule applies, so the decision is what it otherwise is.", 2)
    if decision.needs and decision.outcome is None:
        lines += wrapped(f"Settled by: {listed(fact_label(program, name) for name in decision.needs)}.", 2, 2)
    lines += _enough(program, explanation)
    lines += _why_not(program, rules, explanation.why_not)
    return lines + _flips(law, program, explanation)


def _enough(program: Program, explanation: Explanation) -> list[str]:
    reason = explanation.reason
    if reason is None:
        return []
    if not reason.facts:
        return wrapped("Whatever the facts, the answer is the same.", 2, 2)
    names = listed(fact_label(program, name) for name in reason.facts)
    minimal = "; without any one of them it is not settled" if reason.is_minimal else ""
    return wrapped(f"Enough for this answer, whatever the other facts{minimal}: {names}.", 2, 2)


def render_common_flips(law: Law, common: Sequence[CommonFlip], *, style: Style) -> str:
    """The changes that give several jurisdictions another answer."""
    lines = ["", style.strong("Changes that give several jurisdictions another answer")]
    for flip in common[:_MOST_COMMON]:
        program = law.programs[flip.outcomes[0][0]]
        changes = listed(change_in_words(law, program, change) for change in flip.changes)
        lines += bullets([f"{changes}:"], 2)
        lines += bullets((_answer_after(law, *each) for each in flip.outcomes), 4)
    return "\n".join(lines) + "\n"


def _answer_after(law: Law, jurisdiction: str, outcome: str) -> str:
    program = law.programs[jurisdiction]
    label = outcome_label(program, program_decision(program, outcome), outcome)
    return f"{clean(program.about.label.value)}: {label}"


def _proved(rules: dict[str, Rule], title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    lines = [f"  {title}"]
    for finding in findings:
        lines += _rule(rules[finding.rule])
        if finding.defeated_by:
            word = "set aside by" if finding.status is Status.DEFEATED else "may be set aside by"
            lines += wrapped(f"{word} {listed(finding.defeated_by)}", 6, 2)
        if finding.trace is not None and finding.status is not Status.DEFEATED:
            lines += _tree(finding.trace, 6, pruned=finding.status is Status.UNDETERMINED)
    return lines


def _rule(rule: Rule) -> list[str]:
    lines = wrapped(f"{rule.name}: {rule.about.label.value}", 4, 2)
    for citation in rule.about.citations:
        doubtful = " [unverified]" if citation.confidence != "sourced" else ""
        where = f", {citation.provision}" if citation.provision else ""
        lines += wrapped(f"{citation.title.value}{where}{doubtful} {citation.url or ''}".rstrip(), 6, 2)
    if rule.about.interpretation is not None:
        lines += wrapped(f"Our reading: {rule.about.interpretation.value}", 6, 2)
    if rule.about.unverified is not None:
        lines += wrapped(f"Unverified; to confirm: {rule.about.unverified.value}", 6, 2)
    return lines


def _tree(trace: Trace, indent: int, *, pruned: bool) -> list[str]:
    """The condition with the truth of each part; pruned to what keeps it from being settled."""
    if pruned:
        return [line for part in blame(trace) for line in _node(part, indent)]
    lines = _node(trace, indent)
    if (trace.truth is not None and len(trace.parts) > 1) or any(part.parts for part in trace.parts):
        for part in trace.parts:
            if part.value is None:
                lines += _tree(part, indent + 2, pruned=False)
    return lines


def _node(trace: Trace, indent: int) -> list[str]:
    values = [
        f"{part.text} = {part.value}" for part in trace.parts if part.value is not None and part.text != part.value
    ]
    known = f"  [{'; '.join(values)}]" if values else ""
    return wrapped(f"{_TRUTH[trace.truth]} {trace.text}{known}", indent, 5)


def _why_not(program: Program, rules: dict[str, Rule], why_not: Iterable[WhyNot]) -> list[str]:
    lines: list[str] = []
    for other in why_not:
        label = outcome_label(program, program_decision(program, other.outcome), other.outcome)
        lines += wrapped(f"{'Perhaps' if other.possible else 'Not'}: {label}", 2, 2)
        for barrier in other.barriers[:_MOST_BARRIERS]:
            lines += _barrier(rules, barrier)
        more = len(other.barriers) - _MOST_BARRIERS
        if more > 0:
            lines.append(f"    and {more} more rules that conclude it and do not apply")
    return lines


def program_decision(program: Program, outcome: str) -> str:
    """The decision that has an outcome of this name."""
    return next(d.name for d in program.decisions if any(o.name == outcome for o in d.outcomes))


def _barrier(rules: dict[str, Rule], barrier: Barrier) -> list[str]:
    title = rules[barrier.rule].about.label.value
    lines = wrapped(f"{barrier.rule} {_STATUS[barrier.status]}: {title}", 4, 2)
    if barrier.status is Status.NOT_IN_FORCE:
        return lines
    if barrier.defeated_by:
        lines += wrapped(f"set aside by {listed(barrier.defeated_by)}", 6, 2)
    for trace in barrier.failing[:3]:
        lines += _node(trace, 6)
    return lines


def _flips(law: Law, program: Program, explanation: Explanation) -> list[str]:
    flips = explanation.flips
    if explanation.decision.outcome is None:
        return []
    if not flips.flips:
        if not flips.complete:
            return wrapped("No change was found that gives another answer: the search reached its limit.", 2, 2)
        facts = count(flips.most, "of these facts", "of these facts")
        return wrapped(f"No change of up to {facts} gives another answer.", 2, 2)
    lines = ["  Smallest change that gives another answer"]
    lines += bullets(dict.fromkeys(_flip(law, program, explanation, flip) for flip in flips.flips), 4)
    if not flips.complete:
        lines += wrapped("There may be more: the search reached its limit.", 4)
    return lines


def _flip(law: Law, program: Program, explanation: Explanation, flip: Flip) -> str:
    changes = listed(change_in_words(law, program, change) for change in flip.changes)
    return f"{changes}: {outcome_label(program, explanation.decision.decision, flip.outcome)}"


def change_in_words(law: Law, program: Program, change: Change) -> str:
    """`Country of destination (destination) were A instead of B`."""
    facts = {info.name: info for info in program.facts}
    type_: Type = facts[change.fact].type
    where = fact_of(facts, change.fact)
    if change.record is not None and change.field is not None and isinstance(type_, ListType):
        type_ = dict(type_.record.fields)[change.field]
        where = f"{where}, number {change.record + 1}, {change.field}"
    if change.line:
        where = f"{where} of {clean(change.line)}"
    if change.element is not None:
        member = value_in_words(law, change.element, type_.of if isinstance(type_, SetType) else type_)
        has = "included" if change.includes_element else "did not include"
        return f"{where} {has} {member}"
    before = value_in_words(law, change.before, type_)
    return f"{where} were {_after(law, change, type_)} instead of {before}"


def _after(law: Law, change: Change, type_: Type) -> str:
    cell = change.cell
    if cell.low is not None and cell.high is not None:
        return range_in_words(law, cell.low, cell.high, type_)
    if cell.open:
        return "something no rule names"
    shown = [value_in_words(law, value, type_) for value in (cell.alike or (cell.value,))]
    return listed(shown[:3], "or") if len(shown) <= 3 else f"{', '.join(shown[:3])} or one of {len(shown) - 3} more"
