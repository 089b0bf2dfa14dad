"""What the Kleene answer to one case leaves open, searched through.

`explore` keeps what was found out, for those who ask more than `decide` tells. Where the Kleene answer leaves nothing
open there is nothing to explore, and where the work bound is hit it is what is reported, marked as not exact. No
possible outcome is believed before the interpreter has been run on a completion of the case that has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.completion import Completion, complete
from checker.analysis.exact.decide import BUDGET, Lines, Target, kleene_answer, marked_exact, open_targets
from checker.analysis.exact.narrowing import narrowed
from checker.analysis.exact.needs import needs_of
from checker.analysis.exact.questions import questions_of
from checker.analysis.exact.search import OutOfBound, Search, World
from checker.analysis.exact.solver import WorkBound
from checker.analysis.exact.told_apart import told_apart
from checker.analysis.exact.unfold import Unfolding
from checker.analysis.exact.unknowns import TooLarge
from checker.backends.interpreter import evaluate
from checker.backends.lines import combine
from checker.ir.program import DecisionInfo, Program
from checker.records import evolve, field, frozen
from checker.results.records import Decision, JurisdictionResult, LineResult
from checker.values import Value

_WORK_PER_GATE = 4


class ReplayMismatch(Exception):
    """A completion was predicted to have an outcome that the interpreter does not give it: a defect of this package."""


@frozen
class Exploration:
    """An answer and how it was found: `lines` are those looked at. `search` is None where nothing was open, or where
    the bound was hit at once; it holds the decisions that were found exactly."""

    program: Program
    lines: tuple[tuple[str, Mapping[str, Value]], ...]
    date: int
    result: JurisdictionResult
    search: Search | None = field(default=None, eq=False, repr=False)

    def witness(self, target: Target, outcome: int) -> Completion:
        """A completion of the case in which the outcome comes about."""
        if self.search is None:
            raise KeyError(outcome)
        return _completion(self.program, self.lines, self.search, self.search.worlds[target][outcome])


def explore(
    program: Program,
    lines: Lines,
    date: int,
    *,
    budget: int = BUDGET,
    assumed: Sequence[str] = (),
    kleene: JurisdictionResult | None = None,
    needs: bool = True,
) -> Exploration:
    """Decide, say what each open decision needs (unless told not to), and keep what was found.

    Decided is what is open over all lines; each is looked at, alike or not. `kleene` is the Kleene answer, if known;
    what its open decisions need is not looked at.
    """
    found = _find(program, tuple(lines), date, WorkBound(budget), assumed=assumed, kleene=kleene)
    search = found.search
    if search is None or not needs:
        return found
    search.bound.left = 0
    changed: dict[Target, Decision] = {}
    for target in search.outcomes:
        # What is needed has a bound of its own, beyond which a fact that may matter is taken to matter.
        search.bound.left = max(search.bound.left, 0) + budget // len(search.outcomes)
        before = _before(found.result, target)
        if before.outcome is None and set(before.possible) != set(before.collected):
            changed[target] = evolve(before, needs=needs_of(search, target))
    return evolve(found, result=_rebuilt(found.result, changed))


def find_outcomes(
    program: Program,
    lines: Lines,
    date: int,
    bound: WorkBound,
    *,
    assumed: Sequence[str] = (),
) -> Exploration:
    """Decide within what is left of a work bound. What an open decision needs is as the interpreter tells it."""
    apart = told_apart([(program, lines)])
    found = _find(program, apart.of(lines), date, bound, assumed=assumed)
    return evolve(found, result=apart.whole(found.result))


def _find(
    program: Program,
    kept: tuple[tuple[str, Mapping[str, Value]], ...],
    date: int,
    bound: WorkBound,
    *,
    assumed: Sequence[str] = (),
    kleene: JurisdictionResult | None = None,
) -> Exploration:
    if kleene is None:
        kleene = kleene_answer(program, kept, date, assumed=assumed)
    exploration = Exploration(program, kept, date, marked_exact(kleene))
    targets = open_targets(kleene)
    if not targets:
        return exploration
    try:
        search = _search(program, kept, date, targets, bound)
        if not search.find_all():
            return evolve(exploration, result=_not_exact(kleene_answer(program, kept, date, assumed=assumed), targets))
    except (TooLarge, OutOfBound):
        return evolve(exploration, result=_not_exact(kleene_answer(program, kept, date, assumed=assumed), targets))
    _replay(exploration, search, list(search.outcomes))
    exact = {
        target: found for target in targets if (found := _exactly(program, _before(kleene, target), search, target))
    }
    if len(exact) == len(targets):
        return evolve(exploration, result=_rebuilt(exploration.result, exact), search=search)
    told = _not_exact(kleene_answer(program, kept, date, assumed=assumed), targets)
    less = {target: _less(program, _before(told, target), search, target) for target in targets if target not in exact}
    seen = {target[1]: _seen(program, search, target) for target in search.outcomes}
    result = narrowed(program, kept, date, _rebuilt(told, {**exact, **less}), seen)
    search.outcomes = {target: literals for target, literals in search.outcomes.items() if target in exact}
    return evolve(exploration, result=result, search=search)


# ── the search ─────────────────────────────────────────────────────────────────────────────────────────────────


def _search(program: Program, lines: Lines, date: int, targets: Sequence[Target], bound: WorkBound) -> Search:
    most = bound.left // _WORK_PER_GATE
    unfolding = Unfolding(program, questions_of(program), [facts for _, facts in lines], date, most, by_bits=True)
    infos = {each.name: each for each in program.decisions}
    every = range(len(lines))
    axioms = [literal for number in every for literal in unfolding.constraints(number)]
    outcomes: dict[Target, tuple[Literal, ...]] = {}
    for target in targets:
        # One decision may be too large where the others are not.
        with suppress(TooLarge):
            outcomes[target] = strictest(unfolding, infos[target[1]], every)
    return Search(unfolding, outcomes, [*axioms, *unfolding.orders()], bound)


def strictest(unfolding: Unfolding, decision: DecisionInfo, lines: Sequence[int]) -> tuple[Literal, ...]:
    """The outcome over all lines: the strictest; of a `collect` decision, all that some line has."""
    circuit = unfolding.circuit
    by_line = [unfolding.outcomes(line, decision.name) for line in lines]
    some = [circuit.disj(literals) for literals in zip(*by_line, strict=True)]
    if decision.combiner == "collect":
        return tuple(some)
    return tuple(
        circuit.conj((literal, *(-stricter for stricter in some[number + 1 :]))) for number, literal in enumerate(some)
    )


# ── replay ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _completion(program: Program, lines: Lines, search: Search, world: World) -> Completion:
    return complete(program, [facts for _, facts in lines], search.unfolding.free, world)


def _replay(exploration: Exploration, search: Search, targets: Sequence[Target]) -> None:
    """Run the interpreter on a completion for every outcome found."""
    confirmed: set[tuple[Target, int]] = set()
    for target in targets:
        for outcome, world in sorted(search.worlds[target].items()):
            if (target, outcome) not in confirmed:
                confirmed |= _confirm(exploration, search, targets, world)


def _confirm(
    exploration: Exploration, search: Search, targets: Sequence[Target], world: World
) -> set[tuple[Target, int]]:
    predicted = search.outcomes_in(world)
    completion = _completion(exploration.program, exploration.lines, search, world)
    replayed = replay(completion, [name for name, _ in exploration.lines], exploration.date)
    infos = {each.name: each for each in exploration.program.decisions}
    confirmed = set()
    for target in targets:
        line, name = target
        decision = (replayed if line is None else replayed.lines[line]).decision(name)
        names = [each.name for each in infos[name].outcomes]
        expected = {names[number] for number in predicted[target]}
        if expected != set(decision.possible):
            raise ReplayMismatch(f"{exploration.program.name} {target}: {sorted(expected)} is not {decision}")
        confirmed |= {(target, number) for number in predicted[target]}
    return confirmed


def replay(completion: Completion, names: Sequence[str], date: int) -> JurisdictionResult:
    """What the interpreter makes of a completion."""
    program = completion.program
    results: list[LineResult] = [
        evaluate(program, facts, date, line=name) for name, facts in zip(names, completion.lines, strict=True)
    ]
    return combine(program, results)


# ── the answer ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rebuilt(result: JurisdictionResult, changed: Mapping[Target, Decision]) -> JurisdictionResult:
    lines = tuple(
        evolve(line, decisions=tuple(changed.get((number, d.decision), d) for d in line.decisions))
        for number, line in enumerate(result.lines)
    )
    over_all = 0 if len(lines) == 1 else None
    decisions = tuple(changed.get((over_all, d.decision), d) for d in result.decisions)
    return evolve(result, decisions=decisions, lines=lines)


def _before(result: JurisdictionResult, target: Target) -> Decision:
    line, name = target
    return (result if line is None else result.lines[line]).decision(name)


def _not_exact(result: JurisdictionResult, targets: Sequence[Target]) -> JurisdictionResult:
    return _rebuilt(marked_exact(result), {target: evolve(_before(result, target), exact=False) for target in targets})


def _seen(program: Program, search: Search, target: Target) -> frozenset[str]:
    """The outcomes of a decision that were seen in some case."""
    info = next(each for each in program.decisions if each.name == target[1])
    return frozenset(info.outcomes[number].name for number in search.possible(target))


def _less(program: Program, before: Decision, search: Search, target: Target) -> Decision:
    """A decision that was not found exactly, without the outcomes that were found to be impossible."""
    if target not in search.outcomes or not search.covers(target):
        return before
    names = [each.name for each in next(d for d in program.decisions if d.name == target[1]).outcomes]
    impossible = {names[number] for number in range(len(names)) if (target, number) in search.impossible}
    return evolve(before, possible=tuple(name for name in before.possible if name not in impossible))


def _exactly(program: Program, before: Decision, search: Search, target: Target) -> Decision | None:
    """The exact decision; None where it was not found."""
    if target not in search.outcomes:
        return None
    info = next(each for each in program.decisions if each.name == target[1])
    names = [each.name for each in info.outcomes]
    found = search.possible(target)
    possible = tuple(names[number] for number in found)
    # What is possible in Kleene logic and was seen is possible, whatever was not looked at.
    if set(possible) != set(before.possible) and not (search.covers(target) and search.decided(target)):
        return None
    if info.combiner == "collect":
        if not search.covers(target):
            return None
        collected = tuple(names[number] for number in found if search.is_certain(search.outcomes[target][number]))
        needs = before.needs if set(collected) != set(possible) else ()
        return evolve(before, possible=possible, exact=True, collected=collected, needs=needs)
    if len(found) > 1:
        return evolve(before, possible=possible, exact=True)
    decided_by = _deciding_rules(program, search, target, found[0])
    return evolve(before, outcome=possible[0], possible=possible, exact=True, decided_by=decided_by, needs=())


def _deciding_rules(program: Program, search: Search, target: Target, outcome: int) -> tuple[str, ...]:
    """The rules that conclude the outcome and apply whatever is unknown, or where there are none, those that may."""
    line, name = target
    lines = range(len(search.unfolding.lines)) if line is None else (line,)
    certain, possible = [], []
    for rule in program.rules:
        if any(c.decision == name and c.outcome == outcome for c in rule.conclusions):
            applies = [search.unfolding.applies(each, rule.name) for each in lines]
            if any(search.is_certain(literal) for literal in applies):
                certain.append(rule.name)
            elif any(search.seen([literal]) for literal in applies):
                possible.append(rule.name)
    return tuple(certain or possible)
