"""A program looked into in parts is found to be what it is found to be as a whole."""

from __future__ import annotations

import pytest

from checker.analysis.space import parts, verify
from checker.analysis.space.findings import Verification
from checker.ir.program import Program
from tests.analysis.test_space import assert_equal, by_brute_force
from tests.benchmarks.made_up_laws import made_up_law
from tests.generators.spaces import some_space

pytest.importorskip("pysat")


def told(found: Verification) -> object:
    # A case that shows the point is one of many.
    findings = [
        (each.kind, each.name, each.reasons, each.values_not_covered) for each in (*found.findings, *found.notes)
    ]
    return findings, [(p.name, p.verdict) for p in found.properties]


def in_parts(monkeypatch: pytest.MonkeyPatch, program: Program) -> Verification:
    monkeypatch.setattr(parts, "_WORTH_IT", 0)
    return verify.verify(program)


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_in_parts_as_every_case_shows(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    for seed in range(first, first + 25):
        program = some_space(seed)
        assert_equal(program, by_brute_force(program), in_parts(monkeypatch, program))


def test_a_law_of_chapters_is_found_to_be_what_it_is_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    program = made_up_law(320)
    assert len(parts.parts_of(program)) > 1
    divided = verify.verify(program)
    monkeypatch.setattr(parts, "_WORTH_IT", 10**9)
    assert len(parts.parts_of(program)) == 1

    whole = verify.verify(program)

    assert divided.notes
    assert told(divided) == told(whole)


def test_every_construct_is_asked_about_once() -> None:
    program = made_up_law(400)
    found = parts.parts_of(program)
    asked = [each for part in found for each in part.asked]

    assert len(asked) == len(set(asked)) == len(program.rules) + len(program.decisions)
    assert sum(len(part.program.rules) for part in found) < 4 * len(program.rules)


def test_what_the_time_does_not_reach_is_counted_in_parts() -> None:
    from checker.analysis.space.space import Clock

    program = made_up_law(320)
    found = verify.verify(program, clock=Clock(0))

    assert found.left == verify._Verifier.count(program)
    assert not found.finished
