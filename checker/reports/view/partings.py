"""Where they part: one numbered sentence for each decision on which the jurisdictions differ, and why."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.compare import Comparison, Group, Side
from checker.ir.program import NOT_ASKED
from checker.reports.phrase import Phrase, capitalised, join, link
from checker.reports.view.answers import quoted_outcomes
from checker.reports.view.causes import construct, constructs, facts
from checker.reports.view.citations import force_in_words
from checker.reports.view.page import Sentence
from checker.reports.view.rules import deciding_rules, decisions_read, rules_about
from checker.reports.view.subject import Subject, decision_of

_MOST_IN_ONE_SENTENCE = 4
_MOST_TURNING = 2


def partings(subject: Subject) -> tuple[Sentence, ...]:
    """2.1, 2.2 and so on; one sentence where they do not part."""
    speech = subject.speech
    if len(subject.programs) < 2:
        return (Sentence("2.1", speech.say("parts.only_one")),)
    splits = _splits(subject)
    if not splits:
        return (Sentence("2.1", speech.say("parts.nowhere", n=speech.number(len(subject.programs)))),)
    return tuple(_sentence(subject, f"2.{index}", *split) for index, split in enumerate(splits, 1))


def _splits(subject: Subject) -> list[tuple[Comparison, tuple[Group, ...]]]:
    """The decisions that differ, in order; the bottom line only where it does not merely follow from the others."""
    found: list[tuple[Comparison, tuple[Group, ...]]] = []
    by_name = {comparison.decision: comparison for comparison in subject.page.insight.comparisons}
    for name in subject.shown_decisions:
        if name not in by_name:
            continue
        asked = tuple(group for group in by_name[name].groups if group.possible != (NOT_ASKED,))
        if len(asked) > 1 and not (found and _follows(subject, name)):
            found.append((by_name[name], asked))
    return found


def _follows(subject: Subject, name: str) -> bool:
    """Whether everywhere the answer is only read off earlier decisions."""
    for program in subject.programs:
        rules = [subject.rules[program][rule] for rule in rules_about(subject, program, name)]
        if decision_of(subject.result(program), name) is None or not rules:
            return False
        if any(rule.about.citations or not decisions_read(rule.when) for rule in rules):
            return False
    return True


def _sentence(subject: Subject, number: str, split: Comparison, groups: Sequence[Group]) -> Sentence:
    speech = subject.speech
    question = speech.quoted(subject.decision_label(groups[0].jurisdictions[0], split.decision))
    answers = [_group_in_words(subject, split.decision, group) for group in groups]
    if len(groups) == 2 and sum(len(group.sides) for group in groups) <= _MOST_IN_ONE_SENTENCE:
        words = speech.say("parts.two", question=question, first=answers[0], second=answers[1])
        details = [why for group in groups for why in _reasons(subject, split.decision, group)]
    else:
        words = speech.say("parts.several", question=question, n=speech.number(len(groups)))
        pairs = zip(answers, groups, strict=True)
        details = [_answer_and_reasons(subject, split.decision, words, group) for words, group in pairs]
    settled = all(group.outcome is not None for group in groups)
    turning = _turning(subject, split) if settled else ()
    if turning:
        details.append(speech.say("parts.turns_on", causes=turning))
    return Sentence(number, words, tuple(details))


def _group_in_words(subject: Subject, decision: str, group: Group) -> Phrase:
    speech = subject.speech
    names = speech.listed(link(subject.name(program), f"#{program}.{decision}") for program in group.jurisdictions)
    settled = "side" if len(group.possible) == 1 or group.collected else "open"
    outcome = quoted_outcomes(subject, group.jurisdictions[0], decision, group.collected or group.possible)
    return speech.say(f"parts.{settled}.{'one' if len(group.sides) == 1 else 'many'}", names=names, outcome=outcome)


def _reasons(subject: Subject, decision: str, group: Group) -> list[Phrase]:
    """Why each side of the group answers as it does, sides with the same reason together."""
    by_reason: dict[Phrase, list[str]] = {}
    for side in group.sides:
        by_reason.setdefault(_reason(subject, decision, side, settled=group.outcome is not None), []).append(
            side.jurisdiction
        )
    return [
        subject.speech.say("parts.reason", names=capitalised(subject.names(tuple(programs))), reason=reason)
        for reason, programs in by_reason.items()
    ]


def _answer_and_reasons(subject: Subject, decision: str, answer: Phrase, group: Group) -> Phrase:
    """One entry of a list: who answers what, and why."""
    reasons = dict.fromkeys(_reason(subject, decision, s, settled=group.outcome is not None) for s in group.sides)
    if len(reasons) == 1:
        return capitalised(subject.speech.say("parts.reasoned", answer=answer, reason=next(iter(reasons))))
    first = capitalised(subject.speech.say("sentence", text=answer))
    return join([first, *_reasons(subject, decision, group)], " ")


def _reason(subject: Subject, decision: str, side: Side, *, settled: bool) -> Phrase:
    speech = subject.speech
    program = side.jurisdiction
    result = subject.result(program)
    if not settled and side.needs:
        return speech.say("parts.waits_for", causes=facts(subject, program, side.needs))
    deciding = deciding_rules(subject, program, result, result.decision(decision))
    reasons = [speech.say("parts.rests_on", causes=constructs(subject, deciding))] if deciding else []
    for each in side.set_aside[:_MOST_TURNING]:
        exceptions = constructs(subject, each.exceptions)
        reasons.append(speech.say("parts.set_aside", rule=construct(subject, each.rule), exceptions=exceptions))
    for idle in side.out_of_force[:_MOST_TURNING]:
        force = force_in_words(speech, idle.periods, subject.day_of(program))
        reasons.append(speech.say("parts.out_of_force", rule=construct(subject, idle.rule), force=force))
    return join(reasons or [speech.say("parts.by_default")], "; ")


def _turning(subject: Subject, split: Comparison) -> Phrase:
    """The lists, definitions and facts that one side reads and another does not."""
    speech = subject.speech
    turning = split.turning
    named = [name for name in (*turning.lists, *turning.definitions) if name not in subject.page.results]
    parts = [constructs(subject, named, most=_MOST_TURNING)] if named else []
    if turning.facts:
        parts.append(speech.say("parts.facts", facts=facts(subject, None, turning.facts, most=_MOST_TURNING)))
    return join(parts, "; ")
