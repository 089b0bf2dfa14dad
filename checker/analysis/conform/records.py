"""What there is to say of each commitment of a voluntary instrument beside each jurisdiction."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from checker.analysis.space.cover import Condition
from checker.analysis.space.findings import Case
from checker.declared import Attestation


class Answer(Enum):
    """What became of one commitment."""

    PROVED = "proved"
    """The claim holds in every case."""
    REFUTED = "refuted"
    """Some case breaks the claim, and no condition that is short enough to be read restores it."""
    CONDITIONAL = "conditional"
    """Some case breaks the claim; it is proved of every case outside the `ways`."""
    ATTESTED = "attested"
    """No claim over cases: a table says what was found, and where."""
    NO_EVIDENCE = "no_evidence"
    """It is for a table to say, and the table has nothing on this jurisdiction."""
    NOT_DECISION_MATTER = "not_decision_matter"
    """It is not about decisions; the instrument's file says why."""
    NOT_EXPRESSIBLE = "not_expressible"
    """No case breaks the claim among those looked at, but not all that matter could be told apart."""
    NOT_REACHED = "not_reached"
    """The time allowed was used up before."""


class Terms(Enum):
    """In terms of what the ways in which a claim is broken are told."""

    FACTS = "facts"
    """Facts, and the named conditions that rules read."""
    RULES = "rules"
    """Which rules decide."""


@frozen
class Decided:
    """A decision that the claim speaks of, as it is in a case; several outcomes where the case leaves it open."""

    decision: str
    possible: tuple[str, ...]
    decided_by: tuple[str, ...]


@frozen
class Example:
    """A case that breaks a claim, replayed, and how what the claim speaks of is decided in it."""

    case: Case
    decided: tuple[Decided, ...]


@frozen
class Way:
    """Conditions with which every case that the commitment speaks of breaks it.

    There is such a case, replayed; it is kept, as an example, where the ways are a condition.
    """

    conditions: tuple[Condition, ...]
    example: Example | None = None


@frozen
class Verdict:
    """What became of one commitment beside one jurisdiction.

    `example` is a counterexample from which nothing can be left out. `complete`: the `ways` are proved to be all in
    which the claim is broken. `arises` is False where no case is one that the commitment speaks of while it is in
    force, so that the claim holds for want of any.
    """

    commitment: str
    answer: Answer
    example: Example | None = None
    ways: tuple[Way, ...] = ()
    terms: Terms = Terms.RULES
    complete: bool = False
    arises: bool = True
    values_not_covered: tuple[str, ...] = ()
    attestations: tuple[Attestation, ...] = ()


@frozen
class Conformity:
    """All that was found of one instrument beside one jurisdiction.

    `program` is the two together. `longest` is the bound put on lists where their declared maximum was too much;
    `problem` says why no claim could be looked at.
    """

    program: str
    code: str
    jurisdiction: str
    verdicts: tuple[Verdict, ...]
    longest: int | None = None
    problem: str | None = None

    def verdict(self, commitment: str) -> Verdict:
        """The verdict on a commitment; KeyError where the instrument has none of this name."""
        for each in self.verdicts:
            if each.commitment == commitment:
                return each
        raise KeyError(commitment)


@frozen
class LawConformity:
    """Instruments in order of declaration, and beside each the jurisdictions."""

    found: tuple[Conformity, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The instruments."""
        return tuple(dict.fromkeys(each.code for each in self.found))

    def of_code(self, code: str) -> tuple[Conformity, ...]:
        """What was found beside each jurisdiction."""
        return tuple(each for each in self.found if each.code == code)

    def count(self, answer: Answer) -> int:
        """How often an answer was given."""
        return sum(verdict.answer is answer for each in self.found for verdict in each.verdicts)

    @property
    def finished(self) -> bool:
        """Whether everything was asked and could be told."""
        return not self.left

    @property
    def left(self) -> tuple[tuple[str, str], ...]:
        """The commitments of which it could not be told what becomes of them, and beside which jurisdictions."""
        return tuple(
            (verdict.commitment, each.jurisdiction)
            for each in self.found
            for verdict in each.verdicts
            if verdict.answer in (Answer.NOT_REACHED, Answer.NOT_EXPRESSIBLE)
        )
