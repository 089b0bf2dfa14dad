"""What was proved, in words; for every form in which a verification is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from checker.analysis.space.findings import Finding, Kind, Reason, Why
from checker.analysis.space.witness import Assumed

KINDS = {
    Kind.RULE_NEVER_APPLIES: "Rule that never applies",
    Kind.RULE_NEVER_DECIDES: "Rule that never decides",
    Kind.RULE_STATES_THE_DEFAULT: "Rule that states what holds anyway",
    Kind.EXCEPTION_NEVER_TRIGGERS: "Exception that never triggers",
    Kind.EXCEPTION_NEVER_MATTERS: "Exception that never matters",
    Kind.DUTY_NEVER_ARISES: "Duty that never arises",
    Kind.OUTCOME_NEVER_REACHED: "Outcome that is never reached",
    Kind.CONSTRAINTS_CONTRADICT: "Constraints that contradict each other",
}
_PROBED = {"obligation": "the duty", "property": "the property"}


def proof_in_words(finding: Finding) -> str:
    """What is proved, as a sentence."""
    what = {
        Kind.RULE_NEVER_APPLIES: "it applies in no case within the vocabulary",
        Kind.RULE_NEVER_DECIDES: "in no case within the vocabulary would a decision be another one without it",
        Kind.RULE_STATES_THE_DEFAULT: "in no case within the vocabulary would a decision be another one without it",
        Kind.EXCEPTION_NEVER_TRIGGERS: "in no case within the vocabulary does it set anything aside",
        Kind.EXCEPTION_NEVER_MATTERS: "in no case within the vocabulary would a decision be another one without it",
        Kind.DUTY_NEVER_ARISES: "it arises in no case within the vocabulary",
        Kind.OUTCOME_NEVER_REACHED: "no case within the vocabulary reaches it",
        Kind.CONSTRAINTS_CONTRADICT: "no case can keep them all, so nothing can be decided",
    }[finding.kind]
    return f"Proved{_but_for(finding.values_not_covered)}: {what}."


def _but_for(names: Sequence[str]) -> str:
    return f", but for values of {listed(names)} that could not all be told apart" if names else ""


def reason_in_words(reason: Reason) -> str:
    """Why it is so, as a sentence."""
    names = listed([named(name) for name in reason.names])
    either = listed([named(name) for name in reason.names], "or")
    match reason.why:
        case Why.NO_CASE:
            return "Its condition contradicts itself."
        case Why.CONSTRAINTS:
            return f"Its condition can be met only in cases that {names} {_verb(reason, 'excludes', 'exclude')}."
        case Why.NOT_IN_FORCE:
            return "It is in force on no day."
        case Why.PERIODS:
            lists = f": {names} {_verb(reason, 'holds', 'hold')} nothing while it is" if reason.names else ""
            return f"Its condition can be met only on days on which it is not in force{lists}."
        case Why.SET_ASIDE:
            return f"It is always set aside by {either}."
        case Why.NOTHING_TO_SET_ASIDE:
            return f"It never applies in a case in which {either} would."
        case Why.CONCLUDES_NOTHING:
            return "It concludes nothing and sets nothing aside."
        case Why.NOT_ASKED:
            return f"Where it applies, {names} {_verb(reason, 'is', 'are')} not asked."
        case Why.COVERED if not reason.names:
            return "Where it applies, the same is concluded in any case."
        case Why.COVERED:
            return f"Wherever it applies, {either} concludes at least as much."
        case Why.OTHERWISE:
            return f"What it concludes for {names} is what holds where no rule applies."
        case Why.NO_EFFECT:
            return f"Setting aside {either} changes no decision where it does."
        case Why.NEVER_CONCLUDED if not reason.names:
            return "No rule concludes it."
        case Why.NEVER_CONCLUDED:
            return f"What would conclude it never applies: {names}."
        case Why.ONLY_STRICTER:
            return f"Wherever {either} applies, another outcome prevails."
        case Why.CONTRADICTORY:
            return f"{names} cannot hold together."
        case _:
            assert_never(reason.why)


def _verb(reason: Reason, one: str, many: str) -> str:
    return one if len(reason.names) == 1 else many


def named(name: str) -> str:
    """A construct by its name; a probe by what it watches."""
    kind, _, of = name.partition(" ")
    return f"{_PROBED[kind]} {of}" if of and kind in _PROBED else name


def assumed_in_words(assumed: Assumed) -> str:
    """How something that the law leaves open was settled."""
    kind, name = assumed.subject
    if not assumed.part:
        value = assumed.value
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return f"{name}, which the law leaves open, is {value}"
    _, end, day = assumed.part
    begun = "begun" if end == "start" else "ended"
    whole = "an entry of the list" if kind == "list" else "the rule"
    shown = date.fromordinal(day).isoformat() if isinstance(day, int) else day
    return f"{whole} {name} had {'' if assumed.value else 'not '}{begun} by {shown}"


def listed(names: Sequence[str], joint: str = "and") -> str:
    """a, b and c."""
    return f"{', '.join(names[:-1])} {joint} {names[-1]}" if len(names) > 1 else "".join(names)
