"""`comity verify` as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.analysis.space.findings import Case, Finding, PropertyVerdict, Verdict, Verification
from checker.analysis.space.verify_law import LawVerification
from checker.cleaning import clean
from checker.diagnostics import place_of
from checker.ir.law import Law
from checker.ir.program import About, FactInfo, Program
from checker.reports.proofs import KINDS, assumed_in_words, listed, proof_in_words, reason_in_words
from checker.reports.terminal.layout import Style, count, date_in_words, wrapped
from checker.scalars import show_value
from checker.source import SourceFile
from checker.types import ListType, OptionalType, Type

_VERDICTS = {
    Verdict.PROVED: "Property proved",
    Verdict.REFUTED: "Property refuted",
    Verdict.NOT_EXPRESSIBLE: "Property not expressible",
}


def render_verification(law: Law, found: LawVerification, sources: Mapping[str, SourceFile], *, style: Style) -> str:
    """What the vocabulary states first, then each jurisdiction, then the count. `sources`: the texts of places."""
    lines: list[str] = []
    if found.shared:
        lines.append(style.strong("What the vocabulary states for every jurisdiction"))
        for finding in found.shared:
            lines += _finding(finding, law.facts, sources, style)
        lines.append("")
    for each in found.programs:
        lines += [*_program(law, each, sources, style), ""]
    return "\n".join([*lines, *_count(found)]) + "\n"


def _program(law: Law, found: Verification, sources: Mapping[str, SourceFile], style: Style) -> list[str]:
    program = law.programs[found.program]
    kind = "" if program.binding else ", voluntary"
    heading = f"{clean(program.about.label.value)} ({program.name}{kind})"
    lines = wrapped(f"{heading}: {count(found.rules, 'rule', 'rules')}, over every case{_bound(program, found)}", 0, 2)
    lines[0] = lines[0].replace(heading, style.strong(heading), 1)
    if found.problem is not None:
        return [*lines, *wrapped(f"Could not be verified: {found.problem}.", 2, 2)]
    for finding in found.findings:
        lines += _finding(finding, program.facts, sources, style)
    for verdict in found.properties:
        lines += _property(verdict, program.facts, sources, style)
    lines += _notes(found.notes)
    if found.left:
        left = count(found.left, "question was", "questions were")
        lines += wrapped(f"Partial: the time was used up; {left} not reached.", 2, 2)
    elif not found.calls_for_action:
        lines += wrapped("Nothing to act on.", 2)
    return lines


def _bound(program: Program, found: Verification) -> str:
    longest = max((_most_records(fact.type) for fact in program.facts), default=0)
    if found.longest is not None:
        return f" with at most {found.longest} records in a list (declared: {longest}; more were too much)"
    return f"; lists hold at most {longest} records, as declared" if longest else ""


def _most_records(type_: Type) -> int:
    match type_:
        case OptionalType(of=of):
            return _most_records(of)
        case ListType(maximum=maximum):
            return maximum
        case _:
            return 0


def _finding(finding: Finding, infos: Iterable[FactInfo], sources: Mapping[str, SourceFile], style: Style) -> list[str]:
    heading = f"{KINDS[finding.kind]}: {finding.name}"
    lines = _construct(heading, finding.about, sources, style)
    for reason in finding.reasons:
        lines += wrapped(reason_in_words(reason), 4, 2)
    lines += wrapped(proof_in_words(finding), 4, 2)
    if finding.case is not None:
        lines += _case("It applies without effect", finding.case, infos)
    return lines


def _property(
    verdict: PropertyVerdict, infos: Iterable[FactInfo], sources: Mapping[str, SourceFile], style: Style
) -> list[str]:
    heading = f"{_VERDICTS[verdict.verdict]}: {verdict.name}"
    match verdict.verdict:
        case Verdict.PROVED:
            return wrapped(f"{heading} ({verdict.about.label.value})", 2, 2)
        case Verdict.NOT_EXPRESSIBLE:
            names = listed(verdict.values_not_covered)
            why = f"No case breaks it, but not all values of {names} that matter could be told apart."
            return [*_construct(heading, verdict.about, sources, style), *wrapped(why, 4, 2)]
        case Verdict.REFUTED:
            assert verdict.case is not None
            case = _case("It is broken", verdict.case, infos)
            return [*_construct(heading, verdict.about, sources, style), *case]


def _construct(heading: str, about: About, sources: Mapping[str, SourceFile], style: Style) -> list[str]:
    lines = wrapped(heading, 2, 2)
    cited = "; ".join(
        f"{each.source} {each.provision or ''}".strip() + ("" if each.confidence == "sourced" else " (unverified)")
        for each in about.citations
    )
    return [
        *(style.strong(line) for line in lines),
        *wrapped(about.label.value, 4, 2),
        *wrapped(f"at {place_of(about.span, sources)}{f'; cites {cited}' if cited else ''}", 4, 2),
    ]


def _case(lead: str, case: Case, infos: Iterable[FactInfo]) -> list[str]:
    """The case as a scenario would give it."""
    given = [f"{i.name} is {show_value(case.facts[i.name], i.type)}" for i in infos if i.name in case.facts]
    lines = wrapped(f"{lead}, for example, on {date_in_words(case.date)}{' given' if given else ''}", 4, 2)
    for number, each in enumerate(given, start=1):
        lines += wrapped(each + ("," if number < len(given) else ""), 6, 2)
    if case.assumed:
        lines += wrapped(f"provided that {listed([assumed_in_words(each) for each in case.assumed])}.", 4, 2)
    return lines


def _notes(notes: Iterable[Finding]) -> list[str]:
    """What is so, but asks for nothing, by name."""
    by_kind: dict[str, list[str]] = {}
    for note in notes:
        by_kind.setdefault(KINDS[note.kind], []).append(note.name)
    lines: list[str] = []
    for kind, names in by_kind.items():
        lines += wrapped(f"Note, {kind[0].lower()}{kind[1:]} here: {', '.join(names)}", 2, 2)
    return lines


def _count(found: LawVerification) -> list[str]:
    findings = len(found.shared) + sum(len(each.findings) for each in found.programs)
    verdicts = [verdict.verdict for each in found.programs for verdict in each.properties]
    parts = [count(findings, "finding", "findings")]
    for verdict, word in ((Verdict.PROVED, "proved"), (Verdict.REFUTED, "refuted"), (Verdict.NOT_EXPRESSIBLE, "open")):
        if number := verdicts.count(verdict):
            parts.append(f"{count(number, 'property', 'properties')} {word}")
    text = f"{count(len(found.programs), 'jurisdiction', 'jurisdictions')}: {listed(parts)}."
    return wrapped(text if found.finished else f"Partial. {text}", 0, 2)
