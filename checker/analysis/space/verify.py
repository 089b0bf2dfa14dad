"""Everything in one program that never does what it is there for, and what becomes of its properties.

Each question is one to the solver: can this rule apply, would anything change without it, can this outcome be reached,
can this property be broken? A yes comes with a case, which the interpreter has confirmed; a no is a proof over the
whole space. A rule that is needed is confirmed a second time: the interpreter decides the case without the rule, and
something must change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve

from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.space.findings import (
    Case,
    Finding,
    Kind,
    PropertyVerdict,
    Reason,
    Verdict,
    Verification,
    Why,
)
from checker.analysis.space.parts import Construct, parts_of
from checker.analysis.space.probing import probe_of
from checker.analysis.space.reasons import Reasons
from checker.analysis.space.removal import Removals
from checker.analysis.space.smallest import Smallest
from checker.analysis.space.space import CaseSpace, Clock, OutOfTime
from checker.analysis.space.unfold import LINE
from checker.analysis.space.witness import Witness, is_true, without_rule
from checker.backends.interpreter import evaluate
from checker.backends.reads import program_reads
from checker.ir.program import About, Program, Property, Rule
from checker.results.records import LineResult, Status

Progress = Callable[[int, int], None]
"""Told how many of how many questions have been answered."""

TOO_LARGE = "its cases are too many for the engine, even without records in lists"


def verify(
    program: Program, *, clock: Clock | None = None, vocabulary: str = "", progress: Progress = lambda done, of: None
) -> Verification:
    """All findings of one program. What the time allowed did not reach is counted as `left`.

    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    clock = clock or Clock()
    begun = found = Verification(program.name, len(program.rules))
    total, done = _Verifier.count(program), 0
    for part in parts_of(program):
        try:
            space = CaseSpace(part.program, clock)
        except TooLarge:
            return evolve(begun, problem=TOO_LARGE)
        except OutOfTime:
            found = evolve(found, left=total - done)
            break
        verifier = _Verifier(part.program, space, vocabulary, part.asked)
        try:
            for _ in verifier.questions(is_first=done == 0):
                done += 1
                progress(done, total)
        except OutOfTime:
            found = evolve(found, left=total - done)
        finally:
            space.close()
        found = verifier.added_to(found)
        if found.left or any(each.kind is Kind.CONSTRAINTS_CONTRADICT for each in found.findings):
            # Where no case can occur, everything else holds for want of one.
            break
    return _in_order(found, program)


def properties(program: Program, clock: Clock) -> tuple[PropertyVerdict, ...]:
    """What becomes of each property of a program. Raises `OutOfTime`, `TooLarge`, and as `verify` does."""
    if not program.properties:
        return ()
    space = CaseSpace(program, clock)
    try:
        return _Verifier(program, space, "").of_properties()
    finally:
        space.close()


class _Verifier:
    def __init__(
        self, program: Program, space: CaseSpace, vocabulary: str, asked: frozenset[Construct] = frozenset()
    ) -> None:
        """`program`: a part of one, of which the constructs `asked` about are looked into."""
        self.program = program
        self.asked = asked
        self.space = space
        self.unfolding = space.unfolding
        self.rules = {rule.name: rule for rule in space.program.rules}
        self.vocabulary = vocabulary
        duties = frozenset(probe_of("obligation", each.name) for each in program.obligations)
        self.removals = Removals(self.unfolding, duties)
        self.reasons = Reasons(space, self.removals)
        self.smallest = Smallest(program_reads(space.program), space.replays)
        self.findings: list[Finding] = []
        self.notes: list[Finding] = []
        self.properties: list[PropertyVerdict] = []
        self.effects: dict[str, Literal] = {}

    @staticmethod
    def count(program: Program) -> int:
        """How many questions there are of a program."""
        outcomes = sum(len(each.outcomes) for each in program.decisions)
        return 2 * len(program.rules) + len(program.obligations) + outcomes + len(program.properties) + 1

    def added_to(self, found: Verification) -> Verification:
        """What was found of other parts of a program, and what was found of this one."""
        bounds = [each for each in (found.longest, self.space.longest) if each is not None]
        return evolve(
            found,
            findings=(*found.findings, *self.findings),
            notes=(*found.notes, *self.notes),
            properties=(*found.properties, *self.properties),
            longest=min(bounds, default=None),
        )

    def of_properties(self) -> tuple[PropertyVerdict, ...]:
        """Only the properties."""
        for claim in self.program.properties:
            self._ask_property(claim)
        return tuple(self.properties)

    def questions(self, *, is_first: bool) -> Iterator[None]:
        """Ask everything, question by question. What no part has of its own is asked of the first."""
        if is_first:
            self._ask_constraints()
            yield
            if self.findings:
                return
        rules = [rule for rule in self.program.rules if ("rule", rule.name) in self.asked]
        self.effects = {rule.name: self.removals.changes(rule.name) for rule in rules}
        self.space.load(self.effects.values())
        for claim in self.program.properties:
            self._ask_property(claim)
            yield
        for rule in rules:
            # A case in which something changes without a rule is one in which it applies.
            needed = self._is_needed(rule)
            yield
            if not needed and self._ask_applies(rule, self._kind_of_dead(rule.name), rule.name, rule.owner):
                self._found_idle(rule)
            yield
        for duty in self.program.obligations:
            probe = self.rules[probe_of("obligation", duty.name)]
            self._ask_applies(probe, Kind.DUTY_NEVER_ARISES, duty.name, duty.owner)
            yield
        for decision in self.program.decisions:
            for number in range(len(decision.outcomes) if ("decision", decision.name) in self.asked else 0):
                self._ask_outcome(decision.name, number)
                yield

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask_constraints(self) -> None:
        conflict = self.space.conflict_with_constraints([])
        if conflict is None:
            return
        about = next(each.about for each in self.program.constraints if each.name == conflict[0])
        reason = Reason(Why.CONTRADICTORY, conflict)
        self.findings.append(Finding(Kind.CONSTRAINTS_CONTRADICT, conflict[0], about, (reason,), self.program.name))

    def _ask_applies(self, rule: Rule, kind: Kind, name: str, owner: str) -> Witness | None:
        literal = self.unfolding.applies(LINE, rule.name)
        witness = self.space.find([literal])
        if witness is None:
            self._found(kind, name, rule.about, owner, (self.reasons.never_applies(rule),), literal)
        return witness

    def _kind_of_dead(self, rule: str) -> Kind:
        return Kind.EXCEPTION_NEVER_TRIGGERS if rule in self.removals.set_aside_by else Kind.RULE_NEVER_APPLIES

    def _is_needed(self, rule: Rule) -> bool:
        witness = self.space.find([self.effects[rule.name]])
        if witness is not None and not _changes_without(witness, rule.name):
            raise ReplayMismatch(f"{self.program.name}: without {rule.name} nothing changes in {witness.facts}")
        return witness is not None

    def _found_idle(self, rule: Rule) -> None:
        named = self.removals.set_aside_by.get(rule.name, ())
        witness = self._idle(self.unfolding.applies(LINE, rule.name), named)
        if _changes_without(witness, rule.name):
            raise ReplayMismatch(f"{self.program.name}: without {rule.name} something changes in {witness.facts}")
        reasons = self.reasons.never_changes(rule)
        case = self._case(witness, rule.name)
        kind = _kind_of_idle(reasons, is_exception=bool(named))
        self._found(kind, rule.name, rule.about, rule.owner, reasons, self.effects[rule.name], case)

    def _idle(self, applies: Literal, named: tuple[str, ...]) -> Witness:
        """A case in which a rule applies, if there is one to something that it sets aside."""
        for each in named:
            witness = self.space.find([applies, self.unfolding.own(each)])
            if witness is not None:
                return witness
        witness = self.space.find([applies])
        assert witness is not None  # it is asked only of rules that do apply in some case
        return witness

    def _case(self, witness: Witness, rule: str) -> Case:
        """The least with which a rule, or probe, applies as it does in a witness. The solver says what is enough."""
        subjects = {literal: free.subject for free in self.unfolding.free for literal in free.inputs}
        subjects |= {
            literal: moment.owner for moment, held in self.unfolding.moments.items() for literal in held.values()
        }
        chosen = {
            literal if is_true(witness.world, literal) else -literal: subject for literal, subject in subjects.items()
        }
        core = self.space.conflict([*chosen, -self.unfolding.applies(LINE, rule)]) or ()
        enough = (chosen[literal] for literal in core if literal in chosen)
        return self.smallest.case(witness, rule, first_try={name for kind, name in enough if kind == "fact"})

    def _ask_outcome(self, name: str, number: int) -> None:
        decision = next(each for each in self.program.decisions if each.name == name)
        literal = self.unfolding.outcomes(LINE, name)[number]
        if self.space.find([literal]) is not None:
            return
        reason = self.reasons.never_reached(decision, number)
        # An outcome that no rule of the program's own concludes is one that it does not use.
        concluding = (
            rule.owner
            for rule in self.program.rules
            if any(each.decision == name and each.outcome == number for each in rule.conclusions)
        )
        owner = next((each for each in concluding if each == self.program.name), self.vocabulary)
        shown = f"{name} is {decision.outcomes[number].name}"
        self._found(Kind.OUTCOME_NEVER_REACHED, shown, decision.about, owner, (reason,), literal)

    def _ask_property(self, claim: Property) -> None:
        probe = probe_of("property", claim.name)
        literal = self.unfolding.applies(LINE, probe)
        witness = self.space.find([literal])
        if witness is not None:
            case = self._case(witness, probe)
            self.properties.append(PropertyVerdict(claim.name, claim.about, Verdict.REFUTED, case))
            return
        not_covered = self.space.not_covered([literal])
        verdict = Verdict.NOT_EXPRESSIBLE if not_covered else Verdict.PROVED
        self.properties.append(PropertyVerdict(claim.name, claim.about, verdict, values_not_covered=not_covered))

    def _found(
        self,
        kind: Kind,
        name: str,
        about: About,
        owner: str,
        reasons: tuple[Reason, ...],
        literal: Literal,
        case: Case | None = None,
    ) -> None:
        finding = Finding(kind, name, about, reasons, owner, case, self.space.not_covered([literal]))
        asks_for_something = owner == self.program.name and kind is not Kind.RULE_STATES_THE_DEFAULT
        (self.findings if asks_for_something else self.notes).append(finding)


def _in_order(found: Verification, program: Program) -> Verification:
    """Everything in the order in which the program states it."""
    places = [
        *(("constraint", each.name) for each in program.constraints),
        *(("property", each.name) for each in program.properties),
        *(("rule", each.name) for each in program.rules),
        *(("obligation", each.name) for each in program.obligations),
        *(("outcome", f"{info.name} is {each.name}") for info in program.decisions for each in info.outcomes),
    ]
    order = {place: number for number, place in enumerate(places)}
    return evolve(
        found,
        findings=tuple(sorted(found.findings, key=lambda each: order[_place(each)])),
        notes=tuple(sorted(found.notes, key=lambda each: order[_place(each)])),
        properties=tuple(sorted(found.properties, key=lambda each: order["property", each.name])),
    )


def _place(finding: Finding) -> tuple[str, str]:
    kinds = {
        Kind.CONSTRAINTS_CONTRADICT: "constraint",
        Kind.DUTY_NEVER_ARISES: "obligation",
        Kind.OUTCOME_NEVER_REACHED: "outcome",
    }
    return kinds.get(finding.kind, "rule"), finding.name


def _kind_of_idle(reasons: tuple[Reason, ...], *, is_exception: bool) -> Kind:
    """What to call a rule that applies and changes nothing."""
    whys = {reason.why for reason in reasons}
    if is_exception:
        return Kind.EXCEPTION_NEVER_TRIGGERS if Why.NOTHING_TO_SET_ASIDE in whys else Kind.EXCEPTION_NEVER_MATTERS
    return Kind.RULE_STATES_THE_DEFAULT if whys == {Why.OTHERWISE} else Kind.RULE_NEVER_DECIDES


def _changes_without(witness: Witness, rule: str) -> bool:
    """Whether the interpreter decides the case differently, or finds other duties to arise, without a rule."""
    without = evaluate(without_rule(witness.law, rule), witness.facts, witness.date)
    return _effects(without) != _effects(witness.result)


def _effects(result: LineResult) -> tuple[object, ...]:
    outcomes = [(each.decision, each.possible) for each in result.decisions]
    # Duties are looked at through their probes: those have no conclusions and keep their names.
    arising = [each.rule for each in result.findings if " " in each.rule and each.status is Status.APPLIES]
    return (*outcomes, *arising)
