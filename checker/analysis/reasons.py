"""The given facts that suffice for an answer: with them it is settled, whatever the others are, and without any one of
them it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from checker.analysis.exact import BUDGET, Lines, ReplayMismatch, find_outcomes, replay
from checker.analysis.exact.circuit import TRUE, Literal
from checker.analysis.exact.completion import complete
from checker.analysis.exact.exploring import strictest
from checker.analysis.exact.installed import best_solver
from checker.analysis.exact.questions import questions_of
from checker.analysis.exact.search import OutOfBound
from checker.analysis.exact.shapes import Free
from checker.analysis.exact.solver import WorkBound
from checker.analysis.exact.unfold import Unfolding
from checker.analysis.exact.unknowns import TooLarge
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import Program
from checker.results.records import Decision
from checker.values import NONE, Scalar, SetValue, Value

_MOST_GATES = 60_000
_MOST_WORK = 5


@frozen
class Sufficient:
    """Names of given facts that settle a decision, on whichever lines they are given. `is_minimal`: it was proved that
    none of them can be left out."""

    facts: tuple[str, ...]
    is_minimal: bool


def sufficient_reason(
    program: Program, lines: Lines, date: int, decision: Decision, *, budget: int = BUDGET
) -> Sufficient | None:
    """Given facts that settle the decision, and none that could be left out: what they leave open may be anything that
    the constraints allow. None where the decision is not settled, or no such facts were found within the bound."""
    if decision.outcome is None:
        return None
    case = _Case(program, tuple(lines), date, decision)
    enough = case.fewest(case.given, case.settles) if case.settles(case.given) else None
    try:
        proof = _proof_of(case)
        proof.bound.left = _MOST_WORK * budget
        start = enough if enough is not None else case.given
        if proof.settles(decision, start):
            fewest = case.fewest(start, lambda names: proof.settles(decision, names))
            proof.replay(decision, fewest)
            if case.settles(fewest) or case.settles_exactly(fewest, budget):
                return Sufficient(tuple(fewest), is_minimal=True)
    except (TooLarge, OutOfBound):
        pass
    return None if enough is None else Sufficient(tuple(enough), is_minimal=False)


class _Case:
    """One settled decision of one case."""

    def __init__(
        self, program: Program, lines: tuple[tuple[str, Mapping[str, Value]], ...], date: int, decision: Decision
    ) -> None:
        self.program, self.lines, self.date, self.decision = program, lines, date, decision
        self.given = sorted({fact.name for fact in program.facts if any(fact.name in facts for _, facts in lines)})

    def only(self, names: Iterable[str]) -> list[tuple[str, Mapping[str, Value]]]:
        """The lines with nothing known but the facts of these names."""
        wanted = set(names)
        return [(line, {name: facts[name] for name in facts if name in wanted}) for line, facts in self.lines]

    def settles(self, names: Sequence[str]) -> bool:
        """Whether the facts settle the decision in Kleene logic."""
        results = [evaluate(self.program, facts, self.date, line=n, needs=False) for n, facts in self.only(names)]
        return combine(self.program, results).decision(self.decision.decision).outcome == self.decision.outcome

    def settles_exactly(self, names: Sequence[str], budget: int) -> bool:
        """Whether deciding the case with the facts alone settles the decision."""
        found = find_outcomes(self.program, self.only(names), self.date, WorkBound(budget)).result
        return found.decision(self.decision.decision).outcome == self.decision.outcome

    def fewest(self, names: Sequence[str], settles: Callable[[Sequence[str]], bool]) -> list[str]:
        """Some of the names that settle, of which none can be left out; many are left out at once where that goes."""
        kept = list(names)
        size = len(kept)
        while size:
            start = 0
            while start < len(kept):
                fewer = kept[:start] + kept[start + size :]
                if settles(fewer):
                    kept = fewer
                else:
                    start += size
            size //= 2
        return kept


class _Proof:
    """The case with every fact open, and what pins each to the value that the case gives."""

    def __init__(self, case: _Case) -> None:
        self.case = case
        self.bound = WorkBound(_MOST_GATES)
        program, given = case.program, [facts for _, facts in case.lines]
        per_line = {fact.name for fact in program.facts if fact.per_line}
        # What differs between the lines without being stated by line stays as it is.
        differing = [n for n in case.given if n not in per_line and any(f.get(n) != given[0].get(n) for f in given)]
        self._opened = [{name: facts[name] for name in differing if name in facts} for facts in given]
        self._unfolding = Unfolding(
            program, questions_of(program), self._opened, case.date, _MOST_GATES, given, by_bits=True
        )
        circuit, every = self._unfolding.circuit, range(len(given))
        self._outcomes = {
            (info.name, outcome.name): literal
            for info in program.decisions
            for outcome, literal in zip(info.outcomes, strictest(self._unfolding, info, every), strict=True)
        }
        axioms = [literal for line in every for literal in self._unfolding.constraints(line)]
        axioms += self._unfolding.orders()
        if not self._unfolding.complete:
            raise TooLarge
        pins: dict[str, list[Literal]] = {name: [] for name in case.given}
        for free in self._unfolding.free:
            kind, name = free.subject
            value = given_value(free, given[free.line or 0].get(name)) if kind == "fact" else None
            if value is not None:
                pins[name].append(free.answer_for(value).literal)
        self._pins = {name: circuit.conj(literals) for name, literals in pins.items()}
        cone = circuit.cone([*self._outcomes.values(), *axioms, *self._pins.values()])
        self._solver = best_solver(circuit, cone, axioms, self.bound)
        if self._world(case.given) is None:
            raise TooLarge  # no such case can occur

    def settles(self, decision: Decision, names: Sequence[str]) -> bool:
        """Whether the facts settle the decision, whatever else is the case."""
        return self._otherwise(decision, names) is None

    def _otherwise(self, decision: Decision, names: Sequence[str]) -> frozenset[int] | None:
        assert decision.outcome is not None  # else there is no reason to look for
        return self._world(names, -self._outcomes[decision.decision, decision.outcome])

    def _world(self, names: Sequence[str], *also: Literal) -> frozenset[int] | None:
        wanted = [*(self._pins[name] for name in names), *also]
        found = self._solver.solve([literal for literal in wanted if literal != TRUE])
        if found is None:
            raise OutOfBound
        return None if isinstance(found, bool) else found

    def replay(self, decision: Decision, names: Sequence[str]) -> None:
        """Without any one of the facts the interpreter must find another outcome in some case."""
        case = self.case
        for left_out in names:
            world = self._otherwise(decision, [name for name in names if name != left_out])
            assert world is not None  # else it would have been left out
            completion = complete(case.program, self._opened, self._unfolding.free, world)
            replayed = replay(completion, [name for name, _ in case.lines], case.date)
            if replayed.decision(decision.decision).outcome == decision.outcome:
                raise ReplayMismatch(f"{case.program.name} {decision.decision}: settled without {left_out}")


_kept: list[_Proof] = []


def _proof_of(case: _Case) -> _Proof:
    """The opened case; the last one is kept, as one decision after the other is asked about."""
    for proof in _kept:
        known = proof.case
        if known.program is case.program and known.date == case.date and known.lines == case.lines:
            return proof
    _kept[:] = [_Proof(case)]
    return _kept[0]


def given_value(free: Free, value: Value | None) -> Scalar | None:
    """What the value of a fact says to one choice about it; None where it leaves the choice open. Of a choice between
    yes and no, which it is."""
    part = free.part
    if value is None:
        return None
    if part == ("none",):
        return value is NONE
    if len(part) >= 2 and isinstance(part[0], int):
        if isinstance(value, tuple):
            if part[1] == "exists":
                return part[0] < len(value)
            record = value[part[0]] if part[0] < len(value) else {}
        else:
            record = value if isinstance(value, Mapping) else {}
        value, part = record.get(str(part[1])), part[2:]
    if value is None:
        return None
    if part == (NONE,):
        return value is NONE
    if part:
        cell = free.answers[-1].cell
        alike = frozenset(cell.alike or (cell.value,))
        if not isinstance(value, SetValue) or value.uncertain & alike:
            return None
        return not value.members.isdisjoint(alike)
    return value if isinstance(value, (bool, int, str)) or value is NONE else None
