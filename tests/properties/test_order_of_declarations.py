"""The order of files, and of declarations within them, changes nothing."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.ir.law import Law
from checker.pipeline import compile_sources
from checker.source import SourceFile
from tests.conftest import SECOND_DOMAIN
from tests.ir.test_from_model import FILES
from tests.model.programs import compiled

POLICIES = SECOND_DOMAIN / "policies"


def shuffled(text: str, seed: int) -> str:
    """The file with what follows its owner in another order; decisions keep theirs, which is shown to people."""
    owner, *rest = text.rstrip("\n").split("\n\n")
    places = [place for place, each in enumerate(rest) if not each.startswith("decision ")]
    order = places[:]
    random.Random(seed).shuffle(order)
    moved = rest[:]
    for place, other in zip(places, order, strict=True):
        moved[place] = rest[other]
    return "\n\n".join([owner, *moved]) + "\n"


def programs_and_more(law: Law | None) -> tuple[object, ...]:
    assert law is not None
    return (dict(law.programs), law.facts, law.value_labels, law.records, law.scenarios, law.backgrounds, law.orders)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_order_of_declarations_changes_nothing(seed: int) -> None:
    moved = {path: shuffled(text, seed) for path, text in FILES.items()}

    assert programs_and_more(compiled(moved).law) == programs_and_more(compiled(FILES).law)


@given(st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_the_order_of_files_changes_nothing(seed: int) -> None:
    tables = {
        path.relative_to(POLICIES).as_posix(): path.read_text(encoding="utf-8") for path in POLICIES.rglob("*.csv")
    }
    sources = [
        SourceFile(path.relative_to(POLICIES).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(POLICIES.rglob("*.policy"))
    ]
    moved = sources[:]
    random.Random(seed).shuffle(moved)

    one, other = compile_sources(sources, tables), compile_sources(moved, tables)

    assert other.law == one.law
    assert other.diagnostics == one.diagnostics
