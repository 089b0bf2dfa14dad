"""Everything that a French report names is named in French in the policies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.ir.law import Law
from checker.ir.program import Program
from checker.wording import Wording

FRENCH_IN_FULL = ("CA", "EU")


def shared_labels(law: Law) -> Iterator[tuple[str, Wording]]:
    yield from ((f"{label.type}.{label.value}", label.label) for label in law.value_labels)
    yield from ((role.name, role.label) for role in law.roles)
    for record in law.records:
        yield from ((f"{record.type.name}.{name}", label) for name, label in record.field_labels)
    program = law.programs[law.jurisdictions[0]]
    for decision in program.decisions:
        yield decision.name, decision.about.label
        yield from ((f"{decision.name}.{outcome.name}", outcome.label) for outcome in decision.outcomes)


def labels_of(program: Program) -> Iterator[tuple[str, Wording]]:
    yield program.name, program.about.label
    own = (*program.rules, *program.obligations)
    yield from ((each.name, each.about.label) for each in own if each.owner in program.lineage)
    yield from ((each.name, each.about.label) for each in program.facts)
    yield from ((each.name, each.about.label) for each in program.lists)


def untranslated(labels: Iterator[tuple[str, Wording]]) -> list[str]:
    return sorted({name for name, label in labels if not label.translation("fr")})


def test_the_vocabulary_is_in_french(our_law: Law) -> None:
    assert untranslated(shared_labels(our_law)) == []


@pytest.mark.parametrize("name", FRENCH_IN_FULL)
def test_a_jurisdiction_that_speaks_french_is_in_french(name: str, our_law: Law) -> None:
    assert untranslated(labels_of(our_law.programs[name])) == []


def test_every_jurisdiction_has_a_french_name(our_law: Law) -> None:
    assert untranslated((name, our_law.programs[name].about.label) for name in our_law.programs) == []  # type: ignore[arg-type]


def test_the_official_french_words_are_used(our_law: Law) -> None:
    rules = {rule.name: rule.about.label.translation("fr") or "" for rule in our_law.programs["CA"].rules}

    assert any("risque sérieux" in label for label in rules.values())
