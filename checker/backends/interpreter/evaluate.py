"""The reference interpreter: what a program makes of the facts of one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from checker.backends.interpreter.expressions import Expressions, Possible, Scope
from checker.backends.kleene import conjunction, disjunction, is_in_force, negation
from checker.backends.needs import Needs, Open
from checker.backends.reads import ProgramReads, program_reads
from checker.declared import DatedList
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, DecisionInfo, DefinitionInfo, Obligation, Program, Rule
from checker.records import frozen
from checker.results.records import (
    Decision,
    Finding,
    LineResult,
    ObligationFinding,
    ObligationStatus,
    Status,
    Trace,
)
from checker.values import Truth, Value

if TYPE_CHECKING:
    from checker.backends.interpreter.tracing import Tracer

_KEPT_PROGRAMS = 64


def evaluate(
    program: Program,
    facts: Mapping[str, Value],
    date: int,
    *,
    line: str = "",
    trace: bool = False,
    needs: bool = True,
) -> LineResult:
    """Decide one line on a date, in Kleene logic.

    `possible` holds every outcome that some completion of the facts can have, and may hold more (`exact` False). A rule
    that is not in force is not looked into: its condition is None. Without `needs`, what open decisions need is not
    told.
    """
    return _Line(_prepare(program), facts, date, trace, needs).result(line)


@frozen(slots=False)
class _Prepared:
    """One program, with what is looked up by name."""

    program: Program
    rules: Mapping[str, Rule]
    decisions: Mapping[str, DecisionInfo]
    obligations: Mapping[str, Obligation]
    definitions: Mapping[str, DefinitionInfo]
    lists: Mapping[str, DatedList]
    concluding: Mapping[str, tuple[str, ...]]
    """By decision: the rules that conclude something for it, in order."""

    @cached_property
    def reads(self) -> ProgramReads:
        """What the program reads, worked out when something was left open."""
        return program_reads(self.program)


_prepared: dict[int, _Prepared] = {}


def _prepare(program: Program) -> _Prepared:
    """The tables of a program, kept while it is in use. Programs are looked up by identity: comparing them is slow."""
    found = _prepared.get(id(program))
    if found is None or found.program is not program:
        if len(_prepared) >= _KEPT_PROGRAMS:
            _prepared.pop(next(iter(_prepared)))
        found = _prepared[id(program)] = _Prepared(
            program,
            {each.name: each for each in program.rules},
            {each.name: each for each in program.decisions},
            {each.name: each for each in program.obligations},
            {each.name: each for each in program.definitions},
            {each.name: each for each in program.lists},
            _concluding(program),
        )
    return found


@frozen
class _Decided:
    """A decision's possible outcomes; `asked` is the truth of its `asked_when`."""

    asked: Truth
    possible: Possible


def _concluding(program: Program) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {each.name: {} for each in program.decisions}
    for rule in program.rules:
        for conclusion in rule.conclusions:
            found[conclusion.decision][rule.name] = None
    return {name: tuple(rules) for name, rules in found.items()}


def _tracer(program: Program, expressions: Expressions) -> Tracer:
    from checker.backends.interpreter.tracing import Tracer  # only where a trace is asked for: start-up counts

    return Tracer(program, expressions)


class _Line:
    """One evaluation, stage by stage."""

    def __init__(self, prepared: _Prepared, facts: Mapping[str, Value], date: int, tracing: bool, needs: bool) -> None:
        self.prepared = prepared
        self.tells_needs = needs
        known: dict[str, Value | None] = {**facts, CASE_DATE: date}
        self.expressions = Expressions(known, prepared.definitions, prepared.lists)
        self.tracer = _tracer(prepared.program, self.expressions) if tracing else None
        self.usual = Scope(self.expressions.value(prepared.program.as_of, Scope(date)))
        self.findings: dict[str, Finding] = {}
        self.applies: dict[str, Truth] = {}
        self.decided: dict[str, _Decided] = {}
        self.obligations: dict[str, ObligationFinding] = {}

    def result(self, line: str) -> LineResult:
        program = self.prepared.program
        for kind, name in program.stages:
            if kind == "rule":
                self._apply(self.prepared.rules[name])
            elif kind == "decision":
                self._decide(self.prepared.decisions[name])
            else:
                self._oblige(self.prepared.obligations[name])
        return LineResult(
            line,
            tuple(self._decision(each) for each in program.decisions),
            tuple(self.findings[each.name] for each in program.rules),
            tuple(self.obligations[each.name] for each in program.obligations),
        )

    # ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _apply(self, rule: Rule) -> None:
        scope = self.usual
        if rule.basis is not None:
            scope = Scope(self.expressions.value(rule.basis, self.usual))
        in_force = is_in_force(scope.day, rule.periods)
        condition = None if in_force is False else self.expressions.truth(rule.when, scope)
        own = conjunction((in_force, condition))
        defeated = disjunction(self.applies[exception] for exception in rule.defeated_by)
        applies = conjunction((own, negation(defeated)))
        self.applies[rule.name] = applies
        status = _status(in_force, own, applies, defeated)
        self.findings[rule.name] = Finding(
            rule.name,
            status,
            tuple(
                (each.decision, self.prepared.decisions[each.decision].outcomes[each.outcome].name)
                for each in rule.conclusions
            ),
            self._defeaters(rule, status),
            condition,
            in_force,
            self._trace(rule.when, scope),
        )

    def _defeaters(self, rule: Rule, status: Status) -> tuple[str, ...]:
        wanted: Truth
        match status:
            case Status.DEFEATED:
                wanted = True
            case Status.UNDETERMINED:
                wanted = None
            case Status.APPLIES | Status.NOT_IN_FORCE | Status.DOES_NOT_APPLY:
                return ()
            case _:
                assert_never(status)
        return tuple(exception for exception in rule.defeated_by if self.applies[exception] is wanted)

    def _trace(self, expr: ir.Expr, scope: Scope) -> Trace | None:
        return self.tracer.trace(expr, scope) if self.tracer is not None else None

    # ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _decide(self, decision: DecisionInfo) -> None:
        asked: Truth = True
        if decision.asked_when is not None:
            asked = self.expressions.truth(decision.asked_when, self.usual)
        certain, perhaps = self._concluded(decision.name)
        possible = _combine(decision, certain, perhaps)
        if asked is False:
            possible = 1
        elif asked is None:
            possible |= 1
        collects = decision.combiner == "collect"
        if asked is not True:
            certain = 0
        if collects and _is_single(possible):
            certain = possible
        found = Possible(possible, certain, collects)
        self.expressions.decided[decision.name] = found
        self.decided[decision.name] = _Decided(asked, found)

    def _concluded(self, decision: str) -> tuple[int, int]:
        """Outcomes of rules that apply, and of rules that may, as masks."""
        certain = perhaps = 0
        for name in self.prepared.concluding[decision]:
            for conclusion in self.prepared.rules[name].conclusions:
                if conclusion.decision == decision:
                    if self.applies[name] is True:
                        certain |= 1 << conclusion.outcome
                    elif self.applies[name] is None:
                        perhaps |= 1 << conclusion.outcome
        return certain, perhaps

    def _decision(self, info: DecisionInfo) -> Decision:
        found = self.decided[info.name]
        mask, certain = found.possible.mask, found.possible.certain
        names = [outcome.name for outcome in info.outcomes]
        is_open = mask != certain if found.possible.collects else not _is_single(mask)
        if found.possible.collects:
            collected, outcome = _named(names, certain), None
        else:
            collected, outcome = (), None if is_open else _named(names, mask)[0]
        return Decision(
            info.name,
            outcome,
            _named(names, mask),
            exact=False,
            decided_by=self._deciding(info, found, is_open),
            needs=self._needs.of(info.name) if is_open and self.tells_needs else (),
            collected=collected,
            conflict=info.combiner == "unique" and certain != 0 and not _is_single(certain),
        )

    def _deciding(self, info: DecisionInfo, found: _Decided, is_open: bool) -> tuple[str, ...]:
        """The applying rules that conclude what is settled."""
        if found.asked is not True or (is_open and not found.possible.collects):
            return ()
        settled = found.possible.certain if found.possible.collects else found.possible.mask
        return tuple(
            name
            for name in self.prepared.concluding[info.name]
            if self.applies[name] is True
            and any(
                each.decision == info.name and settled >> each.outcome & 1
                for each in self.prepared.rules[name].conclusions
            )
        )

    @cached_property
    def _needs(self) -> Needs:
        opened = Open(
            self.expressions.facts,
            lambda name: self.findings[name].condition,
            lambda name: self.findings[name].in_force,
            lambda name: self.applies[name],
            {name: decided.possible.mask for name, decided in self.decided.items()},
            {name: decided.asked for name, decided in self.decided.items()},
        )
        return Needs(self.prepared.reads, opened)

    # ── obligations ──────────────────────────────────────────────────────────────────────────────────────────────

    def _oblige(self, obligation: Obligation) -> None:
        in_force = is_in_force(self.usual.day, obligation.periods)
        condition = None if in_force is False else self.expressions.truth(obligation.when, self.usual)
        defeated = disjunction(self.applies[exception] for exception in obligation.defeated_by)
        arises = conjunction((in_force, condition, negation(defeated)))
        met: Truth = None
        if obligation.met_when is not None and arises is True:
            met = self.expressions.truth(obligation.met_when, self.usual)
        self.obligations[obligation.name] = ObligationFinding(
            obligation.name,
            _obligation_status(arises, met),
            obligation.bearer,
            self._trace(obligation.when, self.usual),
            arises,
        )


def _status(in_force: Truth, own: Truth, applies: Truth, defeated: Truth) -> Status:
    if in_force is False:
        return Status.NOT_IN_FORCE
    if applies is None:
        return Status.UNDETERMINED
    if applies:
        return Status.APPLIES
    return Status.DEFEATED if own is True and defeated is True else Status.DOES_NOT_APPLY


def _obligation_status(arises: Truth, met: Truth) -> ObligationStatus:
    if arises is False:
        return ObligationStatus.DOES_NOT_ARISE
    if arises is None or met is None:
        return ObligationStatus.UNDETERMINED
    return ObligationStatus.MET if met else ObligationStatus.UNMET


def _combine(decision: DecisionInfo, certain: int, perhaps: int) -> int:
    """The possible outcomes, given those of rules that apply and of rules that may."""
    if not certain:
        return 1 << decision.otherwise | perhaps
    if decision.combiner == "collect":
        return certain | perhaps
    width = certain.bit_length()
    # Only what is stricter than the strictest certain outcome can still replace it.
    return 1 << (width - 1) | perhaps >> width << width


def _is_single(mask: int) -> bool:
    return mask & (mask - 1) == 0


def _named(names: list[str], mask: int) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(names) if mask >> number & 1)
