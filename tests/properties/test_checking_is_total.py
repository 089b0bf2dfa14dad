"""Whatever an author writes is compiled or reported; nothing raises, and every diagnostic can be shown."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.diagnostics.render import render_text
from checker.ir.invariants import broken
from tests.ir.test_from_model import FILES
from tests.model.programs import FAMILIES, chunks, compiled, program
from tests.model.test_check import VOCABULARY
from tests.model.test_lists import files as list_files
from tests.model.test_scenarios import TOWN

SAMPLES = [
    FILES,
    {"a.policy": VOCABULARY, "b.policy": TOWN},
    list_files("sand,a,2020-01-01,2021-01-01,,exact\nclay,b,,,,unknown\n"),
    *(program(chunk).files for family in FAMILIES for chunk in chunks(family)),
]
TOKEN = re.compile(r'"[^"\n]*"|[\w.\-]+|\s+|[^\w\s]')


def mutated(files: dict[str, str], seed: int) -> dict[str, str]:
    """The files with a few tokens dropped, repeated or replaced by others of the same files."""
    chance = random.Random(seed)
    tokens = {path: TOKEN.findall(text) for path, text in files.items()}
    everything = [token for found in tokens.values() for token in found]
    for _ in range(chance.randint(1, 4)):
        found = tokens[chance.choice(sorted(tokens))]
        if not found:
            continue
        place = chance.randrange(len(found))
        match chance.randrange(4):
            case 0:
                del found[place]
            case 1:
                found.insert(place, found[place])
            case 2:
                found[place] = chance.choice(everything)
            case _:
                other = chance.randrange(len(found))
                found[place], found[other] = found[other], found[place]
    return {path: "".join(found) for path, found in tokens.items()}


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_mutated_programs_are_compiled_or_reported(seed: int) -> None:
    files = mutated(SAMPLES[seed % len(SAMPLES)], seed)

    compilation = compiled(files)

    assert isinstance(render_text(compilation.diagnostics, compilation.sources), str)
    failed = any(diagnostic.is_error for diagnostic in compilation.diagnostics)
    assert failed == (compilation.law is None)
    for each in compilation.law.programs.values() if compilation.law else ():
        assert broken(each) == ()
