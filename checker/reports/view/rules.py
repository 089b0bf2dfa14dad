"""The rules considered for one answer, and what the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from attrs import evolve

from checker.ir.nodes import Expr, OutcomeIn
from checker.ir.program import Rule
from checker.ir.walk import walk
from checker.reports.phrase import EMPTY, Phrase, capitalised, link, plain
from checker.reports.view.citations import citations_of, force_in_words, interpretation_tag
from checker.reports.view.page import CitationView, Ground, RulesView, RuleView
from checker.reports.view.subject import Subject, decision_of
from checker.results.records import Decision, Finding, JurisdictionResult, LineResult, Status

Result = JurisdictionResult | LineResult

_ORDER = (Status.APPLIES, Status.UNDETERMINED, Status.DEFEATED, Status.NOT_IN_FORCE, Status.DOES_NOT_APPLY)
_MOST_GROUNDS = 3


class Anchors:
    """Hands out each anchor of a page once: the first place that shows a thing is where links to it lead."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str | None:
        """`name`, or None where it is taken."""
        if name in self._taken:
            return None
        self._taken.add(name)
        return name


def rules_about(subject: Subject, program: str, decision: str) -> tuple[str, ...]:
    """The rules that conclude on the decision, and the exceptions that reach them, in order of name of the program."""
    rules = subject.rules[program]
    about = {name for name, rule in rules.items() if any(c.decision == decision for c in rule.conclusions)}
    todo = list(about)
    while todo:
        for exception in rules[todo.pop()].defeated_by:
            if exception not in about and exception in rules:
                about.add(exception)
                todo.append(exception)
    return tuple(name for name in rules if name in about)


def decisions_read(expression: Expr) -> tuple[str, ...]:
    """The decisions whose outcome a condition asks for, as they stand in it."""
    return tuple(dict.fromkeys(node.decision for node in walk(expression) if isinstance(node, OutcomeIn)))


def deciding_rules(subject: Subject, program: str, result: Result, decision: Decision) -> tuple[str, ...]:
    """The rules that an answer rests on.

    A rule without a citation that concludes from other decisions hands the question on to those; so does a decision
    on which nothing applies, where all its rules are of that kind.
    """
    found: list[str] = []
    seen: set[str] = set()
    todo = [decision]
    while todo:
        current = todo.pop(0)
        if current.decision in seen:
            continue
        seen.add(current.decision)
        if not current.decided_by and current.outcome is not None:
            todo += _decisions_behind(subject, program, result, current.decision)
        for name in current.decided_by or _applying(subject, program, result, current):
            rule = subject.rules[program].get(name)
            if rule is None:
                continue
            earlier = [] if rule.about.citations else list(decisions_read(rule.when))
            if earlier:
                todo += [each for each in (decision_of(result, other) for other in earlier) if each is not None]
            elif name not in found:
                found.append(name)
    return tuple(found) or decision.decided_by


def _applying(subject: Subject, program: str, result: Result, decision: Decision) -> list[str]:
    """The rules that certainly conclude on a decision, though it is not settled."""
    if decision.outcome is not None:
        return []
    concluding = [
        finding.rule
        for finding in result.findings
        if finding.status is Status.APPLIES and any(name == decision.decision for name, _ in finding.conclusions)
    ]
    return [name for name in concluding if name in subject.rules[program]]


def _decisions_behind(subject: Subject, program: str, result: Result, name: str) -> list[Decision]:
    """The earlier decisions that a decision is only read off; none where it has rules of its own."""
    rules = [subject.rules[program][rule] for rule in rules_about(subject, program, name)]
    if any(rule.about.citations for rule in rules):
        return []
    read = dict.fromkeys(other for rule in rules for other in decisions_read(rule.when))
    return [each for each in (decision_of(result, other) for other in read) if each is not None]


def grounds(subject: Subject, program: str, result: Result, decision: Decision) -> tuple[tuple[Ground, ...], Phrase]:
    """What an answer rests on, and how much more there is."""
    speech = subject.speech
    names = deciding_rules(subject, program, result, decision) if decision.outcome is not None else ()
    every = dict.fromkeys(_ground(subject, program, name) for name in names[:_MOST_GROUNDS])
    shown = _each_citation_once(every)
    if names:
        more = len(names[_MOST_GROUNDS:])
        return shown, speech.plural("grounds.more", more) if more else EMPTY
    if decision.outcome is None:
        return (), EMPTY
    return _grounds_by_default(subject, program, result, decision), EMPTY


def _ground(subject: Subject, program: str, name: str) -> Ground:
    about = subject.rules[program][name].about
    cited = citations_of(subject.speech, about)
    words = EMPTY if cited else subject.speech.law(about.label)
    return Ground(words, cited, interpretation_tag(subject.speech, about))


def _each_citation_once(grounds_found: Iterable[Ground]) -> tuple[Ground, ...]:
    """Grounds without the citations that an earlier one has; those with nothing left are dropped."""
    seen: set[CitationView] = set()
    kept = []
    for ground in grounds_found:
        new = tuple(citation for citation in ground.citations if citation not in seen)
        seen.update(new)
        if new or ground.words:
            kept.append(evolve(ground, citations=new))
    return tuple(kept)


def _grounds_by_default(subject: Subject, program: str, result: Result, decision: Decision) -> tuple[Ground, ...]:
    """No rule applies: the exceptions that set one aside are what the answer rests on."""
    behind = [each.decision for each in _decisions_behind(subject, program, result, decision.decision)]
    about = {rule for name in (decision.decision, *behind) for rule in rules_about(subject, program, name)}
    setting_aside = dict.fromkeys(
        chain.from_iterable(f.defeated_by for f in result.findings if f.rule in about and f.status is Status.DEFEATED)
    )
    if not setting_aside:
        return (Ground(subject.speech.say("grounds.none_applies")),)
    return tuple(_ground(subject, program, name) for name in list(setting_aside)[:_MOST_GROUNDS])


def rules_view(
    subject: Subject, results: Mapping[str, Result], decision: str, anchors: Anchors | None
) -> RulesView | None:
    """The rules considered by programs that answer alike; those that do not bear on it come last, by title.

    None where there is no rule.
    """
    speech = subject.speech
    place: dict[str, int] = {}
    owners: dict[str, tuple[str, Finding]] = {}
    for program, result in results.items():
        about = rules_about(subject, program, decision)
        place.update({name: place.get(name, len(place)) for name in about})
        for finding in result.findings:
            if finding.rule in about:
                owners.setdefault(finding.rule, (program, finding))
    pairs = sorted(owners.values(), key=lambda pair: (_ORDER.index(_standing(pair[1])), place[pair[1].rule]))
    findings = [finding for _, finding in pairs]
    if not findings:
        return None
    views = [rule_view(subject, owner, finding, subject.day_of(owner), anchors) for owner, finding in pairs]
    matter = tuple(v for v, f in zip(views, findings, strict=True) if bears(f))
    rest = tuple(v for v, f in zip(views, findings, strict=True) if not bears(f))
    counts = [
        speech.plural(f"rules.{status.value}", number)
        for status in _ORDER
        if (number := sum(_standing(finding) is status for finding in findings))
    ]
    summary = speech.say("rules.summary", counts=speech.listed(counts))
    if not rest:
        return RulesView(summary, matter)
    return RulesView(
        summary, matter, speech.say("rules.rest"), rest, capitalised(speech.plural("rules.elsewhere", len(rest)))
    )


def bears(finding: Finding) -> bool:
    """Whether a rule bears on the answer, or would if it were in force."""
    if finding.status is Status.NOT_IN_FORCE:
        return finding.condition is True
    return finding.status is not Status.DOES_NOT_APPLY


def _standing(finding: Finding) -> Status:
    """A rule that is not in force and would not apply if it were is one that does not apply."""
    if finding.status is Status.NOT_IN_FORCE and finding.condition is False:
        return Status.DOES_NOT_APPLY
    return finding.status


def rule_view(subject: Subject, program: str, finding: Finding, date: int | None, anchors: Anchors | None) -> RuleView:
    speech = subject.speech
    rule = subject.rules[program][finding.rule]
    standing = _standing(finding)
    out_of_force = finding.status is Status.NOT_IN_FORCE
    day = date if rule.basis is None else None
    return RuleView(
        name=rule.name,
        anchor=anchors.take(rule.name) if anchors else None,
        title=speech.law(rule.about.label),
        status=speech.say(f"status.{standing.value}"),
        standing=standing.value,
        concludes=_conclusions(subject, program, rule),
        citations=citations_of(speech, rule.about),
        interpretation=interpretation_tag(speech, rule.about),
        unverified=speech.say("rules.unverified", what=speech.law(rule.about.unverified))
        if rule.about.unverified
        else EMPTY,
        set_aside=tuple(_set_aside(subject, program, finding, name) for name in finding.defeated_by),
        force=force_in_words(speech, rule.periods, day) if out_of_force else EMPTY,
    )


def _conclusions(subject: Subject, program: str, rule: Rule) -> Phrase:
    labels = []
    for conclusion in rule.conclusions:
        info = subject.decision_info(program, conclusion.decision)
        labels.append(subject.quoted_outcome(program, info.name, info.outcomes[conclusion.outcome].name))
    return subject.speech.say("rules.concludes", outcomes=subject.speech.listed(labels)) if labels else EMPTY


def _set_aside(subject: Subject, program: str, finding: Finding, exception: str) -> Phrase:
    rule = subject.rules[program].get(exception)
    title = link(subject.speech.law(rule.about.label), f"#{exception}") if rule else plain(exception)
    key = "rules.set_aside" if finding.status is Status.DEFEATED else "rules.perhaps_set_aside"
    return subject.speech.say(key, exception=title)
