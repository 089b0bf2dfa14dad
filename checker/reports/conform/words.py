"""Verdicts in words. A voluntary text binds nobody, and nothing is said of a state: only of the rules encoded here."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.conform.records import Answer, Decided, Terms, Verdict
from checker.analysis.conform.terms import NO_RULE, is_about_rules
from checker.analysis.space.cover import Condition
from checker.declared import About
from checker.ir.program import NOT_ASKED
from checker.reports.differences.conditions import ConditionWords, condition_in_words, with_colon
from checker.reports.differences.ends import Ends, citation_in_words
from checker.reports.terminal.layout import count, listed

WORDS = {
    Answer.PROVED: "Proved",
    Answer.REFUTED: "Refuted",
    Answer.CONDITIONAL: "Conditional",
    Answer.ATTESTED: "Evidence",
    Answer.NO_EVIDENCE: "No evidence recorded",
    Answer.NOT_DECISION_MATTER: "Not a decision matter",
    Answer.NOT_EXPRESSIBLE: "Not expressible",
    Answer.NOT_REACHED: "Not reached",
}
NEVER_ARISES = "Never arises"
SIGNS = {
    Answer.PROVED: "■",
    Answer.REFUTED: "✕",
    Answer.CONDITIONAL: "◪",
    Answer.ATTESTED: "▤",
    Answer.NO_EVIDENCE: "○",
    Answer.NOT_DECISION_MATTER: "–",
    Answer.NOT_EXPRESSIBLE: "?",
    Answer.NOT_REACHED: "…",
}
NEVER_ARISES_SIGN = "□"
MEANINGS = {
    Answer.PROVED: "Of the rules encoded here: no case within the vocabulary breaks the claim.",
    Answer.REFUTED: "The rules encoded here break the claim in some case. The smallest one found is shown, replayed.",
    Answer.CONDITIONAL: "Some cases break the claim. It is proved of all others, and the condition tells them apart.",
    Answer.ATTESTED: "No claim over cases: a table says what was found, and where.",
    Answer.NO_EVIDENCE: "It is for the table to say, and the table has nothing on this jurisdiction.",
    Answer.NOT_DECISION_MATTER: "It is not about how cases are decided; the instrument’s file says why.",
    Answer.NOT_EXPRESSIBLE: "No case that was looked at breaks the claim, but not all that matter could be told apart.",
    Answer.NOT_REACHED: "The time allowed was used up before.",
}
NEVER_ARISES_MEANING = "The claim holds for want of a case: none arises here of which the commitment speaks."
VOLUNTARY = "Voluntary, not law"
OF_RULES = (
    "Verdicts are about the rules encoded here, over every case within the vocabulary, decided as if established in "
    "the jurisdiction. They are no finding about any state."
)


def word_of(verdict: Verdict) -> str:
    """The verdict at a glance; for evidence, what the table answers."""
    if verdict.answer is Answer.PROVED and not verdict.arises:
        return NEVER_ARISES
    if verdict.answer is Answer.ATTESTED:
        answers = dict.fromkeys(each.answer.replace("_", " ") for each in verdict.attestations)
        return f"{WORDS[verdict.answer]}: {listed(answers)}"
    return WORDS[verdict.answer]


def sign_of(answer: Answer, *, arises: bool) -> str:
    """A shape beside the word."""
    return NEVER_ARISES_SIGN if answer is Answer.PROVED and not arises else SIGNS[answer]


def sentences_of(ends: Ends, verdict: Verdict, problem: str | None) -> tuple[str, ...]:
    """What the verdict means here."""
    match verdict.answer:
        case Answer.PROVED if not verdict.arises:
            return (NEVER_ARISES_MEANING,)
        case Answer.CONDITIONAL:
            kinds = count(len(verdict.ways), "kind of case", "kinds of case")
            proviso = "unless a case is of" if len(verdict.ways) == 1 else "unless a case is of one of"
            return (
                f"The claim holds {proviso} the {kinds} below.",
                "Proved of every case outside, and the least that has to be asked for: "
                "every case inside, of which the commitment speaks, breaks it.",
            )
        case Answer.NOT_EXPRESSIBLE if problem is not None:
            return (f"The claim could not be looked at: {problem}.",)
        case Answer.NOT_EXPRESSIBLE:
            names = listed([ends.fact(name) for name in verdict.values_not_covered])
            return (f"No case breaks it among those looked at, but not all values of {names} could be told apart.",)
        case _:
            return (MEANINGS[verdict.answer],)


def ways_lead(verdict: Verdict) -> str:
    """What introduces the ways."""
    if not verdict.ways:
        return ""
    if verdict.answer is Answer.CONDITIONAL:
        return "The condition: none of these"
    number = count(len(verdict.ways), "way", "ways")
    told = "told by what decides" if verdict.terms is Terms.RULES else "told by the facts"
    whole = "proved to be all" if verdict.complete else "there may be more"
    return f"It is broken in {number}, {told}; {whole}"


def way_in_words(ends: Ends, conditions: Sequence[Condition]) -> tuple[ConditionWords, ...]:
    """The conditions of a way, each as a phrase."""
    if not conditions:
        return (ConditionWords("in every case of which the commitment speaks"),)
    return tuple(
        ConditionWords(_deciding(ends, each)) if is_about_rules(each.variable) else condition_in_words(ends, each)
        for each in conditions
    )


def _deciding(ends: Ends, condition: Condition) -> str:
    names = [str(each.value) for each in condition.choices]
    label = ends.decision(condition.variable.name)
    told = [
        "no rule, so that what holds without one does" if name == NO_RULE else _rule(ends, name)
        for name in names
        if name != NOT_ASKED
    ]
    asked = f"“{label}” is decided by {listed(told, 'or')}" if told else ""
    return " or ".join([*([asked] if asked else []), *([f"“{label}” is not asked"] if NOT_ASKED in names else [])])


def _rule(ends: Ends, name: str) -> str:
    return f"{ends.construct(name)}{_cited(ends.about(name))}"


def _cited(about: About | None) -> str:
    cited = "; ".join(dict.fromkeys(citation_in_words(each) for each in about.citations)) if about is not None else ""
    return f" ({cited})" if cited else ""


def decided_in_words(ends: Ends, decided: Decided) -> str:
    """A decision as it is in an example, and by what."""
    label = with_colon(ends.decision(decided.decision))
    outcomes = [ends.outcome(decided.decision, each) for each in decided.possible]
    if len(outcomes) > 1 and not decided.decided_by:
        return f"{label} could be {listed(outcomes, 'or')}"
    rules = listed([_rule(ends, name) for name in decided.decided_by])
    by = f", by {rules}" if rules else "" if NOT_ASKED in decided.possible else ", no rule deciding"
    return f"{label} {listed(outcomes)}{by}"


def count_in_words(verdicts: Sequence[Verdict]) -> str:
    """How often each verdict on a claim was given."""
    said = {
        Answer.PROVED: "proved of the rules encoded here",
        Answer.CONDITIONAL: "proved but for a condition",
        Answer.REFUTED: "refuted by a case",
        Answer.NOT_EXPRESSIBLE: "not expressible",
        Answer.NOT_REACHED: "not reached",
    }
    claims = [each for each in verdicts if each.answer in said]
    if not claims:
        return "No claims over cases."
    arising = [each.answer for each in claims if each.arises]
    numbers = [(arising.count(answer), words) for answer, words in said.items()]
    numbers.append((len(claims) - len(arising), "of which no case arises"))
    counted = count(len(claims), "claim", "claims").capitalize()
    return f"{counted} over all cases: {listed([f'{number} {words}' for number, words in numbers if number])}."
