"""Two versions of the law of the three towns, and what is found between them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from checker.analysis.differences.law_difference import LawDifference, law_difference
from checker.analysis.edits.find import edits
from checker.analysis.edits.records import Edit
from checker.ir.law import Law
from checker.pipeline import compile_sources
from checker.source import SourceFile
from tests.reports.small_law import ASHBY, BIRCHAM, CEDARTON, PLEDGE, VOCABULARY

NAMES = ("HEAD~1", "policies")
OLD = {
    "vocabulary.policy": VOCABULARY,
    "ashby.policy": ASHBY,
    "bircham.policy": BIRCHAM,
    "cedarton.policy": CEDARTON,
    "pledge.policy": PLEDGE,
}
DALE = """
jurisdiction DALE "Dale" decide as of case.date

source DALE_BOOK "Book of Dale"

rule never "Nobody digs in Dale" cites DALE_BOOK "1" when depth is at least 1 then leave is forbidden
"""
NEW = {
    **OLD,
    "vocabulary.policy": VOCABULARY.replace('"Mill Lane"\n', '"Mill Lane",\n  quay "The Quay"\n'),
    "ashby.policy": ASHBY.replace("depth is at least 2", "depth is at least 3").replace(
        "until 2025-01-01\n", "until 2026-03-01\n"
    ),
    "bircham.policy": BIRCHAM.replace("ground_risk is high", "ground_risk is high and not sealed"),
    "dale.policy": DALE,
}


@frozen
class Compared:
    """Everything that a report is made from."""

    old: Law
    new: Law
    found: LawDifference
    edits: tuple[Edit, ...]
    names: tuple[str, str] = NAMES
    days: tuple[int, int] | None = field(default=None)


def compiled(texts: Mapping[str, str]) -> Law:
    compilation = compile_sources([SourceFile(path, text) for path, text in texts.items()], {})
    assert compilation.law is not None, compilation.diagnostics
    return compilation.law


def compared(old: Mapping[str, str], new: Mapping[str, str], names: tuple[str, str] = NAMES) -> Compared:
    """Both texts compiled, and all that differs between them."""
    before, after = compiled(old), compiled(new)
    sources = [{path: SourceFile(path, text) for path, text in texts.items()} for texts in (old, new)]
    return Compared(before, after, law_difference(before, after, processes=1), edits(*sources), names)


@cache
def two_versions() -> Compared:
    """The law as it was and as it is."""
    return compared(OLD, NEW)


@cache
def one_version() -> Compared:
    """A law and the same law with other words in it."""
    return compared(OLD, {**OLD, "ashby.policy": ASHBY.replace('"Put up a fence"', '"Put up a good fence"')})


@cache
def two_days() -> Compared:
    """One law on a day before and a day after a rule went out of force."""
    from datetime import date

    law = compiled(OLD)
    days = (date(2024, 12, 31).toordinal(), date(2025, 1, 1).toordinal())
    found = law_difference(law, law, ("ASHBY",), days=days, processes=1)
    return Compared(law, law, found, (), ("2024-12-31", "2025-01-01"), days)
