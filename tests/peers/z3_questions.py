"""What the engine is asked, asked of z3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import z3  # type: ignore[import-untyped]
from attrs import field, frozen

from checker.ir.program import Program
from tests.peers.z3_encoding import Encoded
from tests.peers.z3_terms import NO, Variables, all_of, negation

Changed: TypeAlias = tuple[str, str, str | None, str | None]
"""What changes ("decision", "collected" or "duty"), its name, and from what to what."""


class Undecided(Exception):
    """z3 did not answer in the time that it was given."""


@frozen
class Both:
    """Two versions over the same cases: every kind of change that is not excluded at sight, with its term."""

    variables: Variables
    kinds: Mapping[Changed, Any]
    always: list[Any] = field(repr=False)
    """What holds in every case."""

    @classmethod
    def of(cls, old: Program, new: Program) -> Both:
        variables = Variables.of(old, new)
        first, second = Encoded(old, variables), Encoded(new, variables)
        kinds = {kind: term for kind, term in _kinds(first, second) if not z3.is_false(term)}
        return cls(variables, kinds, [*variables.ranges, *first.constraints, *second.constraints])

    def solver(self, milliseconds: int | None = None) -> z3.Solver:
        """A solver that knows what cases can occur."""
        return solver_of(self.always, milliseconds)


def solver_of(always: list[Any], milliseconds: int | None = None) -> z3.Solver:
    """A solver in which some terms hold."""
    solver = z3.Solver()
    if milliseconds is not None:
        solver.set("timeout", milliseconds)
    solver.add(*always)
    return solver


def can_be(solver: z3.Solver, *terms: Any) -> bool:
    """Whether the terms hold together in some case; raises `Undecided`."""
    solver.push()
    solver.add(*terms)
    answer = solver.check()
    solver.pop()
    if answer == z3.unknown:
        raise Undecided(solver.reason_unknown())
    return bool(answer == z3.sat)


def changes(old: Program, new: Program, milliseconds: int | None = None) -> set[Changed]:
    """Every kind of change that some case shows."""
    both = Both.of(old, new)
    solver = both.solver(milliseconds)
    return {kind for kind, term in both.kinds.items() if can_be(solver, term)}


def _kinds(old: Encoded, new: Encoded) -> Iterator[tuple[Changed, Any]]:
    theirs = {each.name: each for each in old.program.decisions}
    for info in new.program.decisions:
        if info.name not in theirs:
            continue
        first = dict(zip((o.name for o in theirs[info.name].outcomes), old.outcomes[info.name], strict=True))
        second = dict(zip((o.name for o in info.outcomes), new.outcomes[info.name], strict=True))
        if list(first) == list(second) and all(first[each].eq(second[each]) for each in first):
            # One and the same term: nothing to ask.
            continue
        if "collect" in (info.combiner, theirs[info.name].combiner):
            for name in dict.fromkeys((*first, *second)):
                mine, yours = first.get(name, NO), second.get(name, NO)
                yield ("collected", info.name, name, None), all_of((mine, negation(yours)))
                yield ("collected", info.name, None, name), all_of((negation(mine), yours))
            continue
        for before, mine in first.items():
            for after, yours in second.items():
                if before != after:
                    yield ("decision", info.name, before, after), all_of((mine, yours))
    for name, mine in old.arises.items():
        yours = new.arises.get(name)
        if yours is not None and not mine.eq(yours):
            yield ("duty", name, name, None), all_of((mine, negation(yours)))
            yield ("duty", name, None, name), all_of((negation(mine), yours))


@frozen
class Possible:
    """What happens in some case of a program: rules apply, outcomes are reached, duties arise, claims are broken."""

    occurs: bool
    applying: frozenset[str]
    reached: frozenset[str]
    arising: frozenset[str]
    broken: frozenset[str]

    @classmethod
    def of(cls, program: Program, milliseconds: int | None = None) -> Possible:
        variables = Variables.of(program)
        law = Encoded(program, variables)
        solver = solver_of([*variables.ranges, *law.constraints], milliseconds)
        outcomes = {
            f"{info.name} is {outcome.name}": term
            for info in program.decisions
            for outcome, term in zip(info.outcomes, law.outcomes[info.name], strict=True)
        }

        def possible(terms: Mapping[str, Any]) -> frozenset[str]:
            return frozenset(name for name, term in terms.items() if can_be(solver, term))

        return cls(
            can_be(solver), possible(law.applies), possible(outcomes), possible(law.arises), possible(law.broken)
        )
