"""Exact possible outcomes of one real case with 15 unknown facts, per jurisdiction, against the interpreter's bound.

Beside it what needs more than that: the time line, and what is still to be asked.
"""

from __future__ import annotations

from collections.abc import Callable

from checker import api
from checker.analysis.ask import ask
from checker.analysis.exact import decide
from checker.analysis.space import solver
from checker.analysis.timeline import timeline
from checker.backends.interpreter import evaluate
from checker.cases.applied import apply_case
from checker.ir.law import Law
from tests.benchmarks.timing import print_table, time_calls
from tests.conftest import ROOT

CASE = ROOT / "examples" / "cases" / "sh_2" / "2021-09-09.yaml"
LITTLE_KNOWN = ROOT / "examples" / "cases" / "sh_8" / "2024-06-03.yaml"
UNKNOWN = 15


def main() -> None:
    law = api.open_law().law
    assert law is not None
    case = api.read_cases([(str(CASE), CASE.read_bytes())], law).cases[0]
    for name in law.jurisdictions:
        program = law.programs[name]
        (_, facts), *_ = apply_case(case, program).lines
        hidden = dict(sorted(facts.items())[UNKNOWN:])
        print_table(
            f"{name}: {len(program.rules)} rules, {UNKNOWN} facts made unknown",
            time_calls(
                {
                    "interpreter (Kleene bound)": lambda p=program, f=hidden: evaluate(p, f, case.date),  # type: ignore[misc]
                    "exact": lambda p=program, f=hidden: decide(p, [("", f)], case.date),  # type: ignore[misc]
                },
                5,
            ),
            "interpreter (Kleene bound)",
        )
    _all_jurisdictions(law)


def _all_jurisdictions(law: Law) -> None:
    little = api.read_cases([(str(LITTLE_KNOWN), LITTLE_KNOWN.read_bytes())], law).cases[0]
    cases = [(law.programs[name], apply_case(little, law.programs[name]).lines) for name in law.jurisdictions]
    print_table(
        f"{len(cases)} jurisdictions, a case of which little is known",
        time_calls(
            {
                "exact": lambda: [decide(program, lines, little.date) for program, lines in cases],
                "time line": lambda: timeline(cases),
                "ask": lambda: ask(cases, little.date),
                "ask, with our own solver": lambda: _without_solver(lambda: ask(cases, little.date)),
            },
            1,
        ),
        "exact",
    )


def _without_solver(call: Callable[[], object]) -> object:
    def not_installed() -> None:
        raise solver.NoSolver

    found = solver._solver_class
    solver._solver_class = not_installed  # type: ignore[assignment]
    try:
        return call()
    finally:
        solver._solver_class = found


if __name__ == "__main__":
    main()
