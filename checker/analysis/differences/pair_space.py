"""Every case, put to two programs at once.

A case that is handed out was decided by the interpreter three times: under the pair, and under either program as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from attrs import field, frozen

from checker.analysis.differences.pairing import Pair
from checker.analysis.differences.sides import SIDES, is_of, original
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.completion import complete
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.space.probing import probe_of, probed
from checker.analysis.space.space import CaseSpace, Clock
from checker.analysis.space.unfold import LINE, Alike, Moment
from checker.analysis.space.witness import Assumed, Witness
from checker.backends.interpreter import evaluate
from checker.ir.program import CASE_DATE, DecisionInfo, Program
from checker.records import evolve
from checker.results.records import LineResult, Status
from checker.values import Value


@frozen
class PairWitness:
    """A case that can occur, and what either program makes of it."""

    witness: Witness
    results: tuple[LineResult, LineResult] = field(eq=False, repr=False)

    @property
    def facts(self) -> Mapping[str, Value]:
        return self.witness.facts

    @property
    def date(self) -> int:
        return self.witness.date


_DUTY = probe_of("obligation", "")


class PairSpace:
    """The space of a pair."""

    def __init__(self, pair: Pair, clock: Clock, told_apart: Sequence[Mapping[str, Value]] = ()) -> None:
        """`told_apart`: cases whose places will be asked for, the date among their facts. Raises `TooLarge`, and
        `NoSolver` where the solver is not installed."""
        self.pair = pair
        alike = _one_and_the_same(pair.program)
        self.space = CaseSpace(pair.program, clock, alike=alike, told_apart=told_apart)
        self._sides = tuple(probed(side) for side in pair.sides)
        self._settled: dict[tuple[object, ...], Program] = {}

    def decision(self, side: int, name: str) -> DecisionInfo:
        """A decision as one side has it."""
        return next(each for each in self.pair.sides[side].decisions if each.name == name)

    def outcomes(self, side: int, name: str) -> dict[str, Literal]:
        """The literal of each outcome of a decision on one side."""
        literals = self.space.unfolding.outcomes(LINE, self.pair.name(side, "decision", name))
        names = (each.name for each in self.decision(side, name).outcomes)
        return dict(zip(names, literals, strict=True))

    def find(self, literals: Sequence[Literal]) -> PairWitness | None:
        """As usual a case as can be in which the literals hold, confirmed under both programs; None if there is no such
        case."""
        witness = self.space.find(literals, fresh=True)
        return None if witness is None else self.confirmed(witness)

    def confirmed(self, witness: Witness) -> PairWitness:
        """The witness, decided under both programs. Raises `ReplayMismatch` where they do not do as the pair does."""
        first, second = (self._decided(side, witness) for side in SIDES)
        return PairWitness(witness, (first, second))

    def law(self, side: int, witness: Witness, assumed: tuple[Assumed, ...] | None = None) -> Program:
        """The program of one side, with a probe for each duty, and everything open settled as in the witness; or only
        what is `assumed`."""
        key = (side, witness.assumed if assumed is None else assumed)
        found = self._settled.get(key)
        if found is None:
            choices = [
                evolve(free, subject=(free.subject[0], original(free.subject[1])))
                for free in self.space.replays.open_choices(witness.world, assumed)
                if is_of(side, free.subject[1])
            ]
            found = complete(self._sides[side], [], choices, witness.world).program
            self._settled[key] = found
        return found

    def facts_for(self, side: int, facts: Mapping[str, Value]) -> Mapping[str, Value]:
        """The facts as one side knows them."""
        known = {fact.name for fact in self.pair.sides[side].facts}
        own = {original(name): value for name, value in facts.items() if is_of(side, name)}
        return {**{name: value for name, value in own.items() if name in known}, **_without_date(self.given(side))}

    def given(self, side: int) -> Mapping[str, Value]:
        """What one side takes as given."""
        return self.pair.given[side]

    def date_for(self, side: int, date: int) -> int:
        """The date of the case as one side takes it."""
        given = self.pair.given[side].get(CASE_DATE, date)
        assert isinstance(given, int)
        return given

    def _decided(self, side: int, witness: Witness) -> LineResult:
        facts = self.facts_for(side, witness.facts)
        result = evaluate(self.law(side, witness), facts, self.date_for(side, witness.date))
        statuses = {each.rule: each.status is Status.APPLIES for each in witness.result.findings}
        outcomes = {each.decision: each.possible for each in witness.result.decisions}
        program = self.pair.sides[side].name
        for finding in result.findings:
            expected = statuses.get(self._name_of_rule(side, finding.rule))
            if expected is None:
                # A probe of a property: the pair has none.
                continue
            if (finding.status is Status.APPLIES) is not expected or finding.status is Status.UNDETERMINED:
                raise ReplayMismatch(f"{program} {finding.rule}: {finding.status} where {expected} was predicted")
        for decision in result.decisions:
            predicted = outcomes[self.pair.name(side, "decision", decision.decision)]
            if decision.possible != predicted:
                raise ReplayMismatch(f"{program} {decision.decision}: {decision.possible}, not {predicted}")
        return result

    def _name_of_rule(self, side: int, name: str) -> str:
        duty = name.removeprefix(_DUTY)
        if duty != name:
            return probe_of("obligation", self.pair.name(side, "obligation", duty))
        return self.pair.name(side, "rule", name)

    def close(self) -> None:
        """Give back what the solvers hold."""
        self.space.close()


def _without_date(given: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in given.items() if name != CASE_DATE}


def _one_and_the_same(program: Program) -> Alike:
    """The end of a period is the same on both sides where the same construct, or the same member of a list, has it."""
    lists = {each.name: each for each in program.lists}

    def alike(moment: Moment) -> Hashable:
        kind, name = moment.owner
        when = (moment.end, moment.earliest, moment.latest)
        if kind != "list":
            return kind, original(name), when
        rows = lists[name].rows
        row = rows[moment.number]
        # Where a member has several rows with the same dates, they are told apart by which of them it is.
        place = Counter(rows[: moment.number])[row]
        return kind, original(name), row.member, row.period, place, when

    return alike
