"""A case with as little in it as shows a change, and what either side makes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from checker.analysis.differences.findings import About, Example, Kind, SideAnswer
from checker.analysis.differences.pair_space import PairSpace, PairWitness
from checker.analysis.differences.sides import FIRST, SECOND, SIDES
from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.space.probing import probe_of
from checker.analysis.space.smallest import Point, Smallest
from checker.analysis.space.variables import Variable
from checker.analysis.space.witness import Assumed
from checker.backends.interpreter import evaluate
from checker.backends.reads import program_reads
from checker.ir.program import CASE_DATE
from checker.records import evolve
from checker.results.records import Finding, LineResult, Status

_TRIES = 3
_NO_ANSWERS = (SideAnswer(None, ()), SideAnswer(None, ()))


class Examples:
    """Examples of changes in one pair. `facts`: every fact, as variables."""

    def __init__(self, space: PairSpace, facts: list[Variable]) -> None:
        self._space = space
        self._facts = facts
        self._smallest = Smallest(program_reads(space.space.program), space.space.replays)

    def of(self, kind: Kind, target: Literal, found: PairWitness, applying: Sequence[str] = ()) -> Example:
        """The least that is needed for this change in a case in which it happens, and for some rules to apply.

        Where there is one, it is a case in which nothing need be assumed of what the law leaves open.
        """
        point = self._point(kind, applying)
        wanted, usual = target, found
        for _ in range(_TRIES):
            assumed = self._smallest.assumed(usual.witness, point)
            if not assumed:
                return self._in_case(kind, target, usual, point)
            wanted = self._however_it_turns_out(wanted, usual, assumed)
            again = self._space.find([target, wanted])
            if again is None:
                break
            usual = again
        return self._in_case(kind, target, found, point)

    def _however_it_turns_out(self, target: Literal, found: PairWitness, assumed: Collection[Assumed]) -> Literal:
        """That it holds whichever way the things assumed turn out."""
        circuit = self._space.space.unfolding.circuit
        for free in self._space.space.replays.open_choices(found.witness.world, assumed):
            ways = [
                {literal: TRUE if literal in answer.true else FALSE for literal in free.inputs}
                for answer in free.answers
            ]
            target = circuit.conj(circuit.with_inputs([target], way)[0] for way in ways)
        return target

    def _point(self, kind: Kind, applying: Sequence[str]) -> Point:
        names = tuple(self._space.pair.name(side, _construct(kind), kind.name) for side in SIDES)
        holds = _with_rules(_happens(kind, names), applying)
        if kind.about is About.DUTY:
            return Point(holds, (*(probe_of("obligation", name) for name in names), *applying))
        return Point(holds, tuple(applying), names)

    def _in_case(self, kind: Kind, target: Literal, found: PairWitness, point: Point) -> Example:
        case = self._smallest.least(found.witness, point, first_try=self._facts_in_core(target, found))
        example = self._replayed(kind, found, Example(case.date, case.facts, case.assumed, _NO_ANSWERS))
        if example is None:
            raise ReplayMismatch(f"{self._space.pair.sides[SECOND].name} {kind}: not in {case.facts}")
        return example

    def with_value(self, kind: Kind, example: Example, found: PairWitness, name: str, value: int) -> Example:
        """The example with another date or number, where the change happens with that as well."""
        if name == CASE_DATE:
            moved = evolve(example, date=value)
        elif name in example.facts:
            moved = evolve(example, facts={**example.facts, name: value})
        else:
            return example
        return self._replayed(kind, found, moved) or example

    def _replayed(self, kind: Kind, found: PairWitness, example: Example) -> Example | None:
        """The example with what either side makes of it; None where that is not the change."""
        results = [self._decided(side, found, example) for side in SIDES]
        first, second = (_answer(kind, side, results) for side in SIDES)
        if (first.outcome, second.outcome) != (kind.before, kind.after):
            return None
        return evolve(example, answers=(first, second))

    def _facts_in_core(self, target: Literal, found: PairWitness) -> set[str]:
        """Facts that together are enough for the change, whatever the others are."""
        chosen = {each.chosen(found.witness.world).literal: each.name for each in self._facts}
        core = self._space.space.conflict([*chosen, -target])
        return {chosen[literal] for literal in core or () if literal in chosen}

    def _decided(self, side: int, found: PairWitness, example: Example) -> LineResult:
        law = self._space.law(side, found.witness, example.assumed)
        facts = self._space.facts_for(side, example.facts)
        return evaluate(law, facts, self._space.date_for(side, example.date))


def _construct(kind: Kind) -> str:
    return "obligation" if kind.about is About.DUTY else "decision"


def _with_rules(holds: Callable[[LineResult], bool], rules: Sequence[str]) -> Callable[[LineResult], bool]:
    if not rules:
        return holds
    wanted = set(rules)
    return lambda result: (
        wanted <= {each.rule for each in result.findings if each.status is Status.APPLIES} and holds(result)
    )


def _happens(kind: Kind, names: Sequence[str]) -> Callable[[LineResult], bool]:
    """Whether the change certainly happens, as the pair decides a case of which not everything is known."""
    before, after = kind.before, kind.after

    def decided(result: LineResult) -> bool:
        return (result.decision(names[FIRST]).outcome, result.decision(names[SECOND]).outcome) == (before, after)

    def collected(result: LineResult) -> bool:
        outcome = before or after or ""
        here, there = (result.decision(name) for name in (names if after is None else reversed(names)))
        return outcome in here.collected and outcome not in there.possible

    def arising(result: LineResult) -> bool:
        probes = [probe_of("obligation", name) for name in (names if after is None else reversed(names))]
        statuses = {each.rule: each.status for each in result.findings}
        undecided = (Status.APPLIES, Status.UNDETERMINED)
        return statuses[probes[0]] is Status.APPLIES and statuses[probes[1]] not in undecided

    match kind.about:
        case About.DECISION:
            return decided
        case About.COLLECTED:
            return collected
        case About.DUTY:
            return arising


def _answer(kind: Kind, side: int, results: list[LineResult]) -> SideAnswer:
    result, other = results[side], results[1 - side]
    if kind.about is About.DUTY:
        probe = probe_of("obligation", kind.name)
        status = next(each.status for each in result.findings if each.rule == probe)
        return SideAnswer(kind.name if status is Status.APPLIES else None, ())
    decision = result.decision(kind.name)
    elsewhere = {each.rule for each in other.findings if each.status is Status.APPLIES}
    set_aside = tuple(
        (each.rule, each.defeated_by)
        for each in result.findings
        if each.status is Status.DEFEATED and each.rule in elsewhere and _concludes(each, kind.name)
    )
    if kind.about is About.DECISION:
        return SideAnswer(decision.outcome, decision.decided_by, set_aside)
    outcome = kind.before or kind.after or ""
    if outcome not in decision.collected:
        return SideAnswer(None, (), set_aside)
    rules = (
        each.rule
        for each in result.findings
        if each.status is Status.APPLIES and (kind.name, outcome) in each.conclusions
    )
    return SideAnswer(outcome, tuple(rules), set_aside)


def _concludes(finding: Finding, decision: str) -> bool:
    return any(name == decision for name, _ in finding.conclusions)
