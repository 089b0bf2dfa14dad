"""The solver against all assignments of small circuits."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, in_worlds
from checker.analysis.exact.solver import Solver, WorkBound

INPUTS = 6


def random_circuit(seed: int) -> tuple[Circuit, list[int], list[int]]:
    random = Random(seed)
    circuit = Circuit()
    inputs = [circuit.new_input() for _ in range(INPUTS)]
    literals = list(inputs)
    for _ in range(25):
        chosen = [random.choice((1, -1)) * each for each in random.sample(literals, random.randint(2, 4))]
        made = random.choice((circuit.conj, circuit.disj))(chosen)
        if abs(made) != TRUE:
            literals.append(made)
    return circuit, inputs, [random.choice((1, -1)) * each for each in literals[-6:]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_solver_finds_an_assignment_where_there_is_one_and_none_where_there_is_none(seed: int) -> None:
    circuit, inputs, roots = random_circuit(seed)
    axiom, *questions = roots
    cone = circuit.cone([*inputs, *roots])
    solver = Solver(circuit, cone, [axiom], WorkBound(10**6))
    rows = list(product((0, 1), repeat=INPUTS))
    columns = {each: sum(row[i] << place for place, row in enumerate(rows)) for i, each in enumerate(inputs)}
    full = (1 << len(rows)) - 1
    values = circuit.simulate(cone, columns, full)

    # Asked twice, so that what is learned from one question is used in the next.
    for assumptions in [[each] for each in questions] * 2 + [questions[:2], questions]:
        holding = in_worlds(values, axiom, full)
        for each in assumptions:
            holding &= in_worlds(values, each, full)
        found = solver.solve(assumptions)
        if holding:
            assert isinstance(found, frozenset)
            assert holding >> rows.index(tuple(int(each in found) for each in inputs)) & 1
        else:
            assert found is False


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_replacing_inputs_is_evaluating_with_them_replaced(seed: int) -> None:
    circuit, inputs, roots = random_circuit(seed)
    replaced = circuit.with_inputs(roots, {inputs[0]: TRUE, inputs[1]: FALSE, inputs[2]: -inputs[3]})
    cone = circuit.cone([*inputs, *roots, *replaced])

    for row in product((0, 1), repeat=INPUTS):
        own = dict(zip(inputs, row, strict=True))
        other = {**own, inputs[0]: 1, inputs[1]: 0, inputs[2]: 1 - own[inputs[3]]}
        here, there = circuit.simulate(cone, own, 1), circuit.simulate(cone, other, 1)
        assert [in_worlds(here, each, 1) for each in replaced] == [in_worlds(there, each, 1) for each in roots]


def test_a_bound_that_is_hit_is_no_answer() -> None:
    circuit, _, roots = random_circuit(3)
    cone = circuit.cone(roots)
    bound = WorkBound(10**6)
    solver = Solver(circuit, cone, [], bound)
    bound.left = 0

    assert solver.solve(roots) is None


def test_equal_conjunctions_are_one_gate_and_contradictions_none() -> None:
    circuit = Circuit()
    a, b = circuit.new_input(), circuit.new_input()

    assert circuit.conj((a, b)) == circuit.conj((b, a, a, TRUE))
    assert circuit.conj((a, b, -a)) == FALSE
    assert circuit.disj((a, -a)) == TRUE
    assert circuit.conj(()) == TRUE
    assert circuit.choose(a, b, b) == b
