"""An outcome in words, and the look that goes with its rank."""

from __future__ import annotations

from collections.abc import Sequence

from checker.ir.program import NOT_ASKED, DecisionInfo
from checker.reports.phrase import EMPTY, Phrase
from checker.reports.view.page import Answer, Look
from checker.reports.view.subject import Subject
from checker.results.records import Decision

_MOST_IN_A_ROW = 2
_STEPS = (Look.STEP_0, Look.STEP_1, Look.STEP_2, Look.STEP_3, Look.STEP_4)

AnswerKey = tuple[tuple[str, ...], tuple[str, ...], bool]


def answer_key(decision: Decision | None) -> AnswerKey:
    """Equal for decisions that leave the same outcomes."""
    if decision is None:
        return (), (), False
    return decision.possible, decision.collected, decision.conflict


def strictness(info: DecisionInfo, decision: Decision) -> tuple[bool, int, int]:
    """Sorts the strictest settled outcome first and what is not settled last."""
    ranks = {outcome.name: rank for rank, outcome in enumerate(info.outcomes)}
    possible = [ranks.get(outcome, -1) for outcome in decision.possible] or [-1]
    return is_uncertain(decision), -max(possible), -min(possible)


def is_uncertain(decision: Decision) -> bool:
    """Whether more than one answer is possible."""
    if decision.conflict:
        return True
    if decision.outcome is not None:
        return False
    return set(decision.possible) != set(decision.collected)


def look_of(info: DecisionInfo, outcome: str) -> Look:
    """Rank i of n takes the step nearest to i / (n - 1); without an order, the plain square."""
    if outcome == NOT_ASKED:
        return Look.NOT_ARISING
    if info.combiner != "strictest":
        return Look.UNORDERED
    ranked = [candidate.name for candidate in info.outcomes if candidate.name != NOT_ASKED]
    if outcome not in ranked or len(ranked) < 2:
        return Look.UNORDERED
    return _STEPS[(ranked.index(outcome) * 8 // (len(ranked) - 1) + 1) // 2]


def answer(subject: Subject, program: str, decision: Decision | None) -> Answer:
    """The answer of `program`, which may be that it does not make this decision."""
    speech = subject.speech
    if decision is None:
        return Answer(Look.NOT_ARISING, speech.say("answer.no_such_question"))
    info = subject.decision_info(program, decision.decision)
    bound = EMPTY if decision.exact else speech.say("answer.bound")
    labels = [subject.outcome(program, info.name, outcome) for outcome in reversed(decision.possible)]
    if decision.conflict:
        return Answer(Look.UNSETTLED, speech.say("answer.conflict", outcomes=speech.listed(labels)), bound, True)
    if decision.outcome is not None:
        words = subject.outcome(program, info.name, decision.outcome)
        return Answer(look_of(info, decision.outcome), words)
    if info.combiner == "collect":
        return _collected(subject, program, decision, bound)
    words = could_be(subject, program, info.name, decision.possible)
    if len(labels) <= _MOST_IN_A_ROW:
        return Answer(Look.UNSETTLED, words, bound, True)
    return Answer(Look.UNSETTLED, words, bound, True, speech.say("answer.could_be_head"), tuple(labels))


def could_be(subject: Subject, program: str, decision: str, possible: tuple[str, ...]) -> Phrase:
    """Could be A or B, strictest first."""
    return subject.speech.say("answer.could_be", outcomes=quoted_outcomes(subject, program, decision, possible))


def _collected(subject: Subject, program: str, decision: Decision, bound: Phrase) -> Answer:
    speech = subject.speech
    certain = [subject.outcome(program, decision.decision, outcome) for outcome in decision.collected]
    perhaps = [o for o in decision.possible if o not in decision.collected]
    labels = [subject.outcome(program, decision.decision, outcome) for outcome in perhaps]
    if not labels:
        return Answer(Look.UNORDERED, speech.listed(certain) or speech.say("answer.nothing"))
    key = "answer.and_perhaps" if certain else "answer.perhaps"
    words = speech.say(key, certain=speech.listed(certain), perhaps=speech.listed(labels))
    return Answer(Look.UNSETTLED, words, bound, True)


def quoted_outcomes(
    subject: Subject, program: str, decision: str, outcomes: Sequence[str], joint: str = "or"
) -> Phrase:
    """Outcomes in quotation marks, strictest first, for use inside a sentence."""
    quoted = [subject.quoted_outcome(program, decision, outcome) for outcome in reversed(outcomes)]
    return subject.speech.listed(quoted, joint)


def outcomes_in_words(subject: Subject, program: str, decision: str, possible: Sequence[str]) -> Phrase:
    """A quoted outcome, or those that are still possible: for use inside a sentence."""
    words = quoted_outcomes(subject, program, decision, possible)
    return words if len(possible) == 1 else subject.speech.say("answer.open", outcomes=words)


def shift(subject: Subject, program: str, decision: str, before: Sequence[str], after: Sequence[str]) -> Phrase:
    """How one answer differs from another: what is possible as well, or no longer, or in place of what."""
    speech = subject.speech
    gone = [outcome for outcome in before if outcome not in after]
    new = [outcome for outcome in after if outcome not in before]
    if not new:
        left = quoted_outcomes(subject, program, decision, after)
        key = "shift.settled" if len(after) == 1 else "shift.no_longer"
        return speech.say(key, outcomes=quoted_outcomes(subject, program, decision, gone), left=left)
    if not gone:
        return speech.say("shift.as_well", outcomes=quoted_outcomes(subject, program, decision, new))
    return speech.say(
        "shift.in_place",
        after=outcomes_in_words(subject, program, decision, after),
        before=outcomes_in_words(subject, program, decision, before),
    )
