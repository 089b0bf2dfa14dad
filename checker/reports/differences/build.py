"""From what was found to what a report shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from checker.analysis.differences.findings import (
    About,
    Change,
    ChangedRegion,
    Difference,
    Direction,
    Example,
    Kind,
)
from checker.analysis.differences.law_difference import LawDifference
from checker.analysis.differences.sides import FIRST, SECOND, SIDES, is_of, original
from checker.analysis.edits.attribution import Attribution
from checker.analysis.edits.records import Edit, Nature
from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import NOT_ASKED
from checker.reports.as_json.case_form import case_form
from checker.reports.differences.conditions import condition_in_words
from checker.reports.differences.edit_words import counts, edit_view
from checker.reports.differences.ends import Ends, anchor, change_anchor, label_of
from checker.reports.differences.impact_words import cases_in, impact_in_words, impact_views
from checker.reports.differences.sentences import (
    NO_CHANGE,
    asides_in_words,
    assumed_in_words,
    completeness_in_words,
    directions_in_words,
    edge_in_words,
    equal_in_words,
    grounds_in_words,
    headline,
    kind_in_words,
    notes_in_words,
    outcomes_in_words,
    size_in_words,
)
from checker.reports.differences.view import (
    CaseView,
    ChangeView,
    DecisionView,
    DiffView,
    EditView,
    ProgramView,
    RegionView,
    Shown,
    SideView,
    Tone,
)
from checker.reports.terminal.layout import count, date_in_words, listed
from checker.reports.view.answers import look_of
from checker.reports.view.page import Look
from checker.version import __version__


def diff_view(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: tuple[int, int] | None = None,
) -> DiffView:
    """Two laws, called by `names`; or one law on two days."""
    told = tuple(edit for edit in edits if not edit.is_test)
    programs = []
    for number, each in enumerate(found.programs, start=1):
        ends = ends_over_time(old, new, each.program, days)
        behind = Attribution(told, old.programs.get(each.program), new.programs.get(each.program))
        programs.append(program_view(ends, each, str(number), behind))
    report = number_of(old.digest, new.digest, *names, __version__)
    return DiffView(
        title=f"What changes from {clean(names[0])} to {clean(names[1])}" if days is None else _on_days(days),
        meta=tuple(_meta(found, programs)),
        lead=tuple(_lead(found, programs)),
        programs=tuple(programs),
        edits=tuple(edit_view(edit) for edit in told),
        edit_lead="" if days is not None else _edit_lead(edits),
        not_compared=tuple(_not_compared(old, new, found)),
        digests=(
            (f"Law of {clean(names[0])}", old.digest),
            (f"Law of {clean(names[1])}", new.digest),
            ("Comity", __version__),
        ),
        titles=("Before", "After"),
        marker=f"comity:diff:{number_of(*names)}",
        replay="comity check CASE.yaml --actual",
        number=report,
    )


def ends_over_time(old: Law, new: Law, program: str, days: tuple[int, int] | None = None) -> Ends:
    """One program of two laws, before and after."""
    return Ends((old, new), (old.programs[program], new.programs[program]), days=days)


def number_of(*parts: str) -> str:
    """Four and four digits of the digest of what settles what a report says."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _on_days(days: tuple[int, int]) -> str:
    return f"What changes from {date_in_words(days[0])} to {date_in_words(days[1])}"


# ── one program ──────────────────────────────────────────────────────────────────────────────────────────────────


def program_view(ends: Ends, found: Difference, number: str, behind: Attribution | None = None) -> ProgramView:
    """Everything that was found of one program, or of two that are compared."""
    numbers = {each.kind: f"{number}.{place}" for place, each in enumerate(_by_decision(found), start=1)}
    by_name: dict[str, list[Change]] = {}
    for change in _by_decision(found):
        by_name.setdefault(change.kind.name, []).append(change)
    return ProgramView(
        name=found.program,
        title=ends.name,
        anchor=anchor(found.program),
        binding=all(program.binding for program in ends.programs),
        headline=headline(ends, found),
        decisions=tuple(_decision(ends, found, changes, numbers, behind) for changes in by_name.values()),
        equal=equal_in_words(ends, found),
        notes=notes_in_words(ends, found),
        partial=not found.finished,
        impact_lead=impact_in_words(found),
        impacts=tuple(impact_views(ends, found, numbers)),
    )


def _by_decision(found: Difference) -> list[Change]:
    """The changes of one decision together; what they follow from first."""
    names = list(dict.fromkeys(change.kind.name for change in found.changes))
    return sorted(found.changes, key=lambda change: names.index(change.kind.name))


def _decision(
    ends: Ends,
    found: Difference,
    changes: Sequence[Change],
    numbers: Mapping[Kind, str],
    behind: Attribution | None,
) -> DecisionView:
    kind = changes[0].kind
    directions = {change.kind.direction for change in changes}
    label = f"Duty {ends.construct(kind.name)}" if kind.about is About.DUTY else ends.decision(kind.name)
    return DecisionView(
        label=label,
        anchor=anchor(found.program, kind.name),
        tone=tone_of(directions),
        direction=directions_in_words(ends, directions),
        count=count(len(changes), "kind", "kinds"),
        changes=tuple(_change(ends, found, change, numbers, behind) for change in changes),
    )


def tone_of(directions: Iterable[Direction]) -> Tone:
    """What changes do, taken together, as a sign shows it."""
    found = set(directions)
    if found >= {Direction.STRICTER, Direction.LOOSER}:
        return "both"
    if Direction.STRICTER in found:
        return "stricter"
    return "looser" if Direction.LOOSER in found else "other"


def _change(
    ends: Ends, found: Difference, change: Change, numbers: Mapping[Kind, str], behind: Attribution | None
) -> ChangeView:
    kind = change.kind
    before, after = shown(ends, kind)
    return ChangeView(
        number=numbers[kind],
        anchor=change_anchor(found, kind),
        sentence=kind_in_words(ends, kind),
        tone=tone_of([kind.direction]),
        before=before,
        after=after,
        example=case_view(ends, kind, change.example, f"{found.program} {numbers[kind]}"),
        follows_from=tuple(
            (f"{numbers[each]} {kind_in_words(ends, each)}", change_anchor(found, each))
            for each in change.follows_from
            if each in numbers
        ),
        regions=tuple(
            _region(
                ends, kind, region, f"{found.program} {numbers[kind]} region {place}", cases_in(found, kind, place - 1)
            )
            for place, region in enumerate(change.regions, start=1)
        ),
        completeness=completeness_in_words(ends, change),
        edits=() if behind is None else _edits_behind(change, behind),
    )


def _edits_behind(change: Change, behind: Attribution) -> tuple[EditView, ...]:
    """Edits that may change answers, of what decides on either side, in the example and in those of the regions."""
    examples = [change.example, *(region.ordinary for region in change.regions)]
    duty = {change.kind.name} if change.kind.about is About.DUTY else set()
    rules = [
        duty.union(
            *(answers.decided_by for answers in (each.answers[side] for each in examples)),
            *((rule, *by) for each in examples for rule, by in each.answers[side].set_aside),
        )
        for side in SIDES
    ]
    return tuple(edit_view(edit) for edit in behind.behind(*rules) if edit.nature is Nature.MEANING)


def shown(ends: Ends, kind: Kind) -> tuple[Shown, Shown]:
    """What the sides answer, with the looks of the outcomes."""
    before, after = outcomes_in_words(ends, kind)
    return (
        Shown(_look(ends, FIRST, kind, kind.before), before),
        Shown(_look(ends, SECOND, kind, kind.after), after),
    )


def _look(ends: Ends, side: int, kind: Kind, outcome: str | None) -> str:
    info = ends.decision_info(side, kind.name)
    if outcome is None or outcome == NOT_ASKED:
        return Look.NOT_ARISING.value
    if info is None:
        return Look.UNORDERED.value
    return str(look_of(info, outcome).value)


# ── regions and examples ─────────────────────────────────────────────────────────────────────────────────────────


def _region(ends: Ends, kind: Kind, region: ChangedRegion, name: str, cases: str) -> RegionView:
    edge = region.edge
    return RegionView(
        conditions=tuple(condition_in_words(ends, each) for each in region.conditions),
        size=size_in_words(region.size),
        ordinary=case_view(ends, kind, region.ordinary, name),
        edge="" if edge is None else edge_in_words(ends, region, edge),
        edge_case=None if edge is None else case_view(ends, kind, edge.example, f"{name} edge"),
        cases=cases,
    )


def case_view(ends: Ends, kind: Kind, example: Example, name: str) -> CaseView:
    """An example in words, and as case files."""
    first, second = shown(ends, kind)
    return CaseView(
        date=" and ".join(date_in_words(day) for day in ends.days or (example.date,)),
        facts=tuple(
            (ends.fact(each), ends.value(example.facts[each], ends.type_of(each))) for each in _order(ends, example)
        ),
        assumed=tuple(assumed_in_words(ends, each) for each in example.assumed),
        sides=(_side(ends, FIRST, kind, example, first), _side(ends, SECOND, kind, example, second)),
        files=case_files(ends, kind, example, name),
    )


def _order(ends: Ends, example: Example) -> list[str]:
    """The facts that an example states, in order of declaration."""
    order = {fact.name: place for place, fact in enumerate(ends.programs[SECOND].facts)}
    return sorted(example.facts, key=lambda name: (order.get(original(name), len(order)), name))


def _side(ends: Ends, side: int, kind: Kind, example: Example, outcome: Shown) -> SideView:
    answer = example.answers[side]
    grounds, asides = (said(ends, side, kind, answer) for said in (grounds_in_words, asides_in_words))
    return SideView(ends.titles[side], outcome, grounds, asides)


def case_files(ends: Ends, kind: Kind, example: Example, name: str) -> tuple[dict[str, object], ...]:
    """The case as a case file for either side, with the facts that it knows; one where both take it alike."""
    title = kind_in_words(ends, kind)
    forms = []
    for side in SIDES:
        date = example.date if ends.days is None else ends.days[side]
        facts = {original(each): value for each, value in example.facts.items() if is_of(side, each)}
        forms.append(case_form(name, title, date, facts, ends.facts_of(side)))
    return (forms[SECOND],) if forms[0] == forms[SECOND] else tuple(forms)


# ── the whole law ────────────────────────────────────────────────────────────────────────────────────────────────


def _lead(found: LawDifference, programs: Sequence[ProgramView]) -> list[str]:
    changed = [each for each in programs if each.changed]
    same = [each for each in programs if not each.changed and not each.partial]
    lead = []
    for tone, words in (
        ("stricter", "becomes stricter"),
        ("looser", "becomes looser"),
        ("both", "becomes stricter in some cases and looser in others"),
        ("other", "changes and becomes neither stricter nor looser"),
    ):
        some = [each.title for each in changed if _whole_tone(each) == tone]
        if some:
            lead.append(f"In {_some(some, len(programs))} the law {words}")
    if same and not changed and len(same) == len(programs):
        lead.append(NO_CHANGE)
    elif same:
        lead.append(f"No case changes in {_some([each.title for each in same], len(programs))}: proved")
    if not found.finished:
        lead.append("Partial: not everything was asked; what is shown is proved")
    return lead


def _whole_tone(program: ProgramView) -> Tone:
    tones = {decision.tone for decision in program.decisions}
    if "both" in tones or tones >= {"stricter", "looser"}:
        return "both"
    return next((tone for tone in ("stricter", "looser") if tone in tones), "other")


def _some(names: Sequence[str], total: int) -> str:
    if len(names) > 4:
        return f"{len(names)} of {total} jurisdictions and codes"
    return listed(names)


def _meta(found: LawDifference, programs: Sequence[ProgramView]) -> list[str]:
    kinds = sum(len(decision.changes) for each in programs for decision in each.decisions)
    changed = sum(each.changed for each in programs)
    told = count(kinds, "kind of change", "kinds of change")
    total = count(len(programs), "jurisdiction or code", "jurisdictions and codes")
    where = f" in {count(changed, '', '').strip()} of {total}" if len(programs) > 1 else ""
    return [f"{told}{where}, over every case"]


def _edit_lead(edits: Sequence[Edit]) -> str:
    meaning, other, tests = counts(edits)
    if not edits:
        return "The texts do not differ"
    parts = [f"{count(meaning, 'edit', 'edits')} that may change answers", f"{count(other, 'other', 'others')}"]
    if tests:
        parts.append(f"{count(tests, 'edit of scenarios', 'edits of scenarios')}, not listed")
    return f"The text differs in {listed(parts)}"


def _not_compared(old: Law, new: Law, found: LawDifference) -> list[str]:
    told = []
    for law, names, words in ((new, found.added, "new"), (old, found.removed, "old")):
        if names:
            labels = listed([label_of(law.programs[name].about) for name in names])
            told.append(f"Not compared, because only the {words} law has it: {labels}")
    return told
