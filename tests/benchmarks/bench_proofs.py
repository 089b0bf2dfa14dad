"""Proofs over every case, against z3 given the same law by the second solver's own encoding.

What z3 is not asked to do is to replay its cases in the interpreter, to look into programs that did not change, or to
find the regions of a change: where Comity is timed with these, the table says so.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import z3  # type: ignore[import-untyped]
from attrs import evolve

from checker import api
from checker.analysis.differences.difference import difference
from checker.analysis.differences.law_difference import law_difference
from checker.analysis.differences.pairing import pair
from checker.analysis.space.verify import verify
from checker.analysis.space.verify_law import verify_law
from checker.ir import nodes as ir
from checker.ir.law import Law
from checker.ir.program import Program, Rule
from tests.benchmarks.made_up_laws import made_up_law
from tests.benchmarks.restructured import restructured
from tests.benchmarks.timing import print_table, time_calls
from tests.peers.z3_questions import Both, Changed, can_be

ROUNDS = 3
SIZES = (40, 400, 4_000)
Minimal = Mapping[Changed, frozenset[str]]


def edited(program: Program) -> Program:
    """The program without the last condition of a rule in the middle."""
    own = [rule for rule in program.rules if rule.owner == program.name and rule.conclusions]
    long = [rule for rule in own if isinstance(rule.when, ir.AllOf) and len(rule.when.operands) > 1]
    chosen = long[len(long) // 2]
    return evolve(program, rules=tuple(_shortened(each) if each is chosen else each for each in program.rules))


def _shortened(rule: Rule) -> Rule:
    assert isinstance(rule.when, ir.AllOf)
    return evolve(rule, when=evolve(rule.when, operands=rule.when.operands[:-1]))


# ── the same in z3 ───────────────────────────────────────────────────────────────────────────────────────────────


def kinds_in_z3(old: Program, new: Program) -> Minimal:
    """Every kind of change, with facts of one of its cases that are enough for it and of which none can be left out."""
    both = Both.of(old, new)
    solver = both.solver()
    others = both.solver()
    others.set("core.minimize", True)
    found: dict[Changed, frozenset[str]] = {}
    for kind, term in both.kinds.items():
        solver.push()
        solver.add(term)
        model = solver.model() if solver.check() == z3.sat else None
        solver.pop()
        if model is not None:
            found[kind] = _enough(others, term, both, model)
    return found


def _enough(solver: z3.Solver, term: z3.BoolRef, both: Both, model: z3.ModelRef) -> frozenset[str]:
    solver.push()
    solver.add(z3.Not(term))
    for owner, variables in both.variables.choices.items():
        stated = [each == model.eval(each, model_completion=True) for each in variables]
        solver.add(z3.Implies(z3.Bool(f"kept {owner}"), z3.And(stated)))
    assert solver.check([z3.Bool(f"kept {owner}") for owner in both.variables.choices]) == z3.unsat
    core = frozenset(str(each).removeprefix("kept ") for each in solver.unsat_core())
    solver.pop()
    return core


def are_equal_in_z3(old: Program, new: Program) -> bool:
    """Whether no change of any kind can be."""
    both = Both.of(old, new)
    return not can_be(both.solver(), z3.Or(list(both.kinds.values())))


# ── the questions ────────────────────────────────────────────────────────────────────────────────────────────────


def kinds_of(old: Law, new: Law) -> dict[str, set[Changed]]:
    """Every kind of change of every program, each with a minimal case; of regions no more than one is looked for."""
    found = {}
    for name in (*new.jurisdictions, *new.codes):
        told = difference(pair(old.programs[name], new.programs[name]), listed=0, most=0)
        kinds = (change.kind for change in told.changes)
        found[name] = {(each.about.value, each.name, each.before, each.after) for each in kinds}
    return found


def one_edit(law: Law, name: str) -> None:
    """(a) One edit in the whole law."""
    changed = edited(law.programs[name])
    new = evolve(law, programs={**law.programs, name: changed})
    expected = set(kinds_in_z3(law.programs[name], changed))
    if kinds_of(law, new) != {each: expected if each == name else set() for each in (*law.jurisdictions, *law.codes)}:
        raise SystemExit(f"z3 disagrees about {name}")
    calls = {
        "z3, kinds with minimal cases": lambda: kinds_in_z3(law.programs[name], changed),
        "Comity, kinds with minimal cases, replayed": lambda: kinds_of(law, new),
        "Comity, with every region as well": lambda: law_difference(law, new, listed=0, processes=1),
    }
    title = f"One edit in {name} in the whole law: {len(expected)} kinds of change"
    print_table(title, time_calls(calls, ROUNDS), "z3, kinds with minimal cases")


def equal_rules(law: Law, name: str) -> None:
    """(b) The same rules, written otherwise."""
    old = law.programs[name]
    new = restructured(old)
    if difference(pair(old, new)).changes or not are_equal_in_z3(old, new):
        raise SystemExit(f"{name} is not the same when restructured")
    calls = {
        "z3": lambda: are_equal_in_z3(old, new),
        "Comity": lambda: difference(pair(old, new)),
    }
    title = f"{name}, {len(old.rules)} rules, restructured into {len(new.rules)}: proved equal"
    print_table(title, time_calls(calls, ROUNDS), "z3")


def every_jurisdiction(law: Law) -> None:
    """(c) Verify everything."""
    names = (*law.jurisdictions, *law.codes)
    calls = {"verify": lambda: verify_law(law, names)}
    print_table(f"verify over {len(names)} programs, on the cores there are", time_calls(calls, 1), "verify")


def growth() -> None:
    """(d) Verify laws of many sizes."""
    print("\nverify made-up laws, process time")
    for size in SIZES:
        program = made_up_law(size)
        started = time.process_time()
        found = verify(program)
        seconds = time.process_time() - started
        rules = len(program.rules)
        assert found.finished
        print(
            f"  {rules:6} rules {seconds:10.2f} s   {seconds / rules / rules.bit_length() * 1e6:8.1f} µs × rules × log"
        )


def main() -> None:
    law = api.open_law().law
    assert law is not None
    for name in ("AU", "NO"):
        one_edit(law, name)
    for name in ("AU", "US"):
        equal_rules(law, name)
    every_jurisdiction(law)
    growth()


if __name__ == "__main__":
    main()
