"""Exact possible outcomes of one real case with 15 unknown facts, per jurisdiction, against the interpreter's bound."""

from __future__ import annotations

from checker import api
from checker.analysis.exact import decide
from checker.backends.interpreter import evaluate
from checker.cases.applied import apply_case
from tests.benchmarks.timing import print_table, time_calls
from tests.conftest import ROOT

CASE = ROOT / "examples" / "cases" / "sh_2" / "2021-09-09.yaml"
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


if __name__ == "__main__":
    main()
