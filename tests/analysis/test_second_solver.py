"""A second solver, given the law by another way, finds the same: what changes, and what can happen at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from checker.analysis.differences.difference import difference
from checker.analysis.differences.pairing import pair
from checker.analysis.space.findings import Kind, Verdict
from checker.analysis.space.verify import verify
from checker.api import open_law
from checker.ir.program import Program
from tests.generators.edits import edited
from tests.generators.planted import planted
from tests.generators.spaces import some_space

pytest.importorskip("pysat")
pytest.importorskip("z3")

from tests.peers.z3_questions import Changed, Possible, Undecided, changes

FEW = range(15)
MANY = range(20_000, 20_600)
STEP = 100
MILLISECONDS = 20_000
"""That z3 may take for one question of a real law."""
SMALL = "AU"


def proved_changes(old: Program, new: Program) -> set[Changed]:
    found = difference(pair(old, new), listed=0)
    assert found.finished
    kinds = (change.kind for change in found.changes)
    return {(each.about.value, each.name, each.before, each.after) for each in kinds}


def assert_one_law_is_seen_alike(program: Program, milliseconds: int | None = None) -> None:
    possible = Possible.of(program, milliseconds)
    found = verify(program)
    assert found.finished
    if not possible.occurs:
        assert [each.kind for each in found.findings] == [Kind.CONSTRAINTS_CONTRADICT]
        return
    findings = (*found.findings, *found.notes)
    # What applies in some case is shown with one.
    dead = (Kind.RULE_NEVER_APPLIES, Kind.EXCEPTION_NEVER_TRIGGERS)
    never_applies = {each.name for each in findings if each.kind in dead and each.case is None}
    never_reached = {each.name for each in findings if each.kind is Kind.OUTCOME_NEVER_REACHED}
    never_arises = {each.name for each in findings if each.kind is Kind.DUTY_NEVER_ARISES}
    refuted = {each.name for each in found.properties if each.verdict is Verdict.REFUTED}
    outcomes = {f"{info.name} is {each.name}" for info in program.decisions for each in info.outcomes}
    assert never_applies == {rule.name for rule in program.rules} - possible.applying
    assert never_reached == outcomes - possible.reached
    assert never_arises == {duty.name for duty in program.obligations} - possible.arising
    assert refuted == possible.broken


def assert_alike(seed: int) -> set[Changed]:
    old = some_space(seed)
    new = edited(old, Random(seed))
    proved = proved_changes(old, new)
    assert proved == changes(old, new), seed
    assert_one_law_is_seen_alike(old)
    return proved


def test_a_second_solver_finds_the_same_of_made_up_laws() -> None:
    found = [assert_alike(seed) for seed in FEW]

    assert any(found)


@pytest.mark.exhaustive
@pytest.mark.parametrize("first", MANY[::STEP])
def test_a_second_solver_finds_the_same_of_many_made_up_laws(first: int) -> None:
    for seed in range(first, first + STEP):
        assert_alike(seed)


def edits_of(name: str, how_many: int, seed: int) -> Iterator[tuple[str, Program, Program]]:
    law = open_law().law
    assert law is not None
    program = law.programs[name]
    random = Random(seed)
    for _ in range(how_many):
        edit = planted(program, random)
        yield edit.told, program, edit.program


def test_a_second_solver_finds_the_same_of_an_edit_of_a_real_law() -> None:
    ((told, old, new),) = edits_of(SMALL, 1, 2)
    proved = proved_changes(old, new)
    assert proved
    assert proved == changes(old, new), told


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["AU", "CA", "NO", "GB", "EU", "US"])
def test_a_second_solver_finds_the_same_of_real_laws(name: str) -> None:
    answered = 0
    for told, old, new in islice(edits_of(name, 3, 5), 3):
        try:
            expected = changes(old, new, MILLISECONDS)
        except Undecided:
            continue
        answered += 1
        assert proved_changes(old, new) == expected, told
    assert answered
    law = open_law().law
    assert law is not None
    assert_one_law_is_seen_alike(law.programs[name], MILLISECONDS)
