"""What `verify` has to say about one program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import frozen

from checker.analysis.space.witness import Assumed
from checker.ir.program import About
from checker.values import Value


class Kind(Enum):
    """What is wrong with a construct."""

    RULE_NEVER_APPLIES = "rule_never_applies"
    RULE_NEVER_DECIDES = "rule_never_decides"
    RULE_STATES_THE_DEFAULT = "rule_states_the_default"
    """It concludes what holds anyway, and no rule concludes less: it is there to be read, and only ever a note."""
    EXCEPTION_NEVER_TRIGGERS = "exception_never_triggers"
    EXCEPTION_NEVER_MATTERS = "exception_never_matters"
    DUTY_NEVER_ARISES = "duty_never_arises"
    OUTCOME_NEVER_REACHED = "outcome_never_reached"
    CONSTRAINTS_CONTRADICT = "constraints_contradict"


class Why(Enum):
    """Why it is so. What `Reason.names` holds is said of each."""

    NO_CASE = "no_case"
    """The condition can be met in no case, whatever the constraints."""
    CONSTRAINTS = "constraints"
    """Only in cases that these constraints exclude."""
    NOT_IN_FORCE = "not_in_force"
    """It is in force on no day."""
    PERIODS = "periods"
    """Only on days on which it is not in force; these lists, which the condition reads, hold nothing while it is."""
    SET_ASIDE = "set_aside"
    """These exceptions always set it aside."""
    NOTHING_TO_SET_ASIDE = "nothing_to_set_aside"
    """It never applies together with one of these, which it names."""
    CONCLUDES_NOTHING = "concludes_nothing"
    """It concludes nothing and sets nothing aside."""
    NOT_ASKED = "not_asked"
    """Where it applies, these decisions are not asked."""
    COVERED = "covered"
    """Where it applies, one of these always concludes as much."""
    OTHERWISE = "otherwise"
    """What it concludes for these decisions is what holds where no rule applies, and no rule concludes less."""
    NO_EFFECT = "no_effect"
    """What it sets aside would change no decision there."""
    NEVER_CONCLUDED = "never_concluded"
    """No rule of this program concludes it, or only these, which never apply."""
    ONLY_STRICTER = "only_stricter"
    """Wherever one of these rules, which conclude it, applies, the outcome is another one."""
    CONTRADICTORY = "contradictory"
    """These constraints cannot hold together."""


@frozen
class Reason:
    """One reason; what `names` are depends on `why`."""

    why: Why
    names: tuple[str, ...] = ()


@frozen
class Case:
    """A case with as little in it as shows the point; what it does not state may be anything. Replayed.

    `assumed` tells how what the law leaves open had to be settled.
    """

    date: int
    facts: Mapping[str, Value]
    assumed: tuple[Assumed, ...] = ()


@frozen
class Finding:
    """Something proved of a construct: that it never does what it is there for.

    `owner` is who states the construct: the program itself, one that it extends, or the vocabulary. `case` is one in
    which the construct applies without effect, where there is such a case. `values_not_covered` names facts of which
    not every value could be told apart: the proof holds but for values of these that were not looked at.
    """

    kind: Kind
    name: str
    about: About
    reasons: tuple[Reason, ...]
    owner: str
    case: Case | None = None
    values_not_covered: tuple[str, ...] = ()


class Verdict(Enum):
    PROVED = "proved"
    REFUTED = "refuted"
    NOT_EXPRESSIBLE = "not_expressible"
    """No case breaks it among those looked at, but the engine cannot tell all cases that matter apart."""


@frozen
class PropertyVerdict:
    """What became of a property. `case`: a counterexample from which nothing can be left out."""

    name: str
    about: About
    verdict: Verdict
    case: Case | None = None
    values_not_covered: tuple[str, ...] = ()


@frozen
class Verification:
    """All that was found of one program.

    `notes` are findings that ask for nothing: about constructs that others state, outcomes that this program does not
    use, and rules that state the default. `longest` is the bound put on lists where their declared maximum was too
    much. `left` counts the questions that the time allowed did not reach; `problem` says why nothing could be found out
    at all.
    """

    program: str
    rules: int
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    properties: tuple[PropertyVerdict, ...] = ()
    longest: int | None = None
    left: int = 0
    problem: str | None = None

    @property
    def finished(self) -> bool:
        """Whether everything was asked."""
        return not self.left and self.problem is None

    @property
    def calls_for_action(self) -> bool:
        """Whether there is something to act on."""
        return bool(self.findings) or any(each.verdict is Verdict.REFUTED for each in self.properties)
