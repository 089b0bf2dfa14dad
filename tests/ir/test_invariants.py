"""What holds of every lowered program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from checker.ir import nodes as ir
from checker.ir.invariants import INVARIANTS, broken
from checker.ir.law import Law
from tests.conftest import ROOT
from tests.ir.test_from_model import FILES
from tests.model.programs import compiled


def test_every_program_of_every_law_keeps_every_invariant(festivals: Law, our_law: Law) -> None:
    small = compiled(FILES).law

    assert small is not None
    for law in (small, festivals, our_law):
        for program in law.programs.values():
            assert broken(program) == ()


def test_a_broken_program_says_what_is_broken() -> None:
    law = compiled(FILES).law
    assert law is not None
    program = law.programs["COUNTY"]
    first, *rest = program.rules

    spoiled = evolve(
        program,
        rules=(evolve(first, when=ir.AllOf((ir.Fact("lost"), ir.FieldOf("p", "name"))), defeated_by=("x",)), *rest),
        definitions=program.definitions[:1],
        stages=program.stages[::-1],
    )

    names = {line.partition(":")[0] for line in broken(spoiled)}
    assert names >= {
        "names are declared",
        "variables are bound",
        "stages stand after what they need",
        "exceptions are told on both sides",
    }
    assert names <= set(INVARIANTS)


@pytest.mark.parametrize("heading", ["Expressions"])
def test_semantics_has_one_row_for_each_core_node(heading: str) -> None:
    text = Path(ROOT / "grammar" / "semantics.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]

    rows = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)

    nodes = [name for name, value in vars(ir).items() if isinstance(value, type) and value.__module__ == ir.__name__]
    assert sorted(rows) == sorted(nodes)
