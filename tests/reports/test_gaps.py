"""The gaps between two towns in every form: how they look, what they say, and that their examples replay."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from checker.analysis.differences.gaps import Gaps, find_gaps
from checker.backends.interpreter import evaluate
from checker.cases.applied import apply_case
from checker.cases.load import load_case
from checker.ir.law import Law
from checker.reports.differences.case_text import case_text
from checker.reports.differences.gap_view import completeness
from checker.reports.differences.render import (
    gaps_as_json,
    render_gaps_html,
    render_gaps_markdown,
    render_gaps_text,
)
from tests.conftest import ROOT
from tests.reports.small_law import small_law
from tests.reports.test_difference_escaping import hostile
from tests.reports.test_differences import without_style
from tests.reports.test_escaping import PAYLOADS, elements_of
from tests.reports.test_snapshots import kept_as

pytest.importorskip("pysat")

SCHEMA = ROOT / "checker" / "reports" / "schemas" / "gaps.schema.json"


@cache
def law() -> Law:
    return small_law()


@cache
def gaps(first: str = "ASHBY", second: str = "BIRCHAM", *, as_if: bool = True) -> Gaps:
    return find_gaps(law().programs[first], law().programs[second], as_if=as_if)


def test_text(snapshot: SnapshotAssertion) -> None:
    assert render_gaps_text(law(), gaps()) == snapshot(extension_class=kept_as("txt"))


def test_markdown(snapshot: SnapshotAssertion) -> None:
    assert render_gaps_markdown(law(), gaps()) == snapshot(extension_class=kept_as("md"))


def test_html(snapshot: SnapshotAssertion) -> None:
    assert without_style(render_gaps_html(law(), gaps())) == snapshot(extension_class=kept_as("html"))


@pytest.mark.parametrize("as_if", [True, False])
def test_the_json_keeps_to_its_schema(as_if: bool) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    Draft202012Validator(schema).validate(json.loads(json.dumps(gaps_as_json(law(), gaps(as_if=as_if)))))


@pytest.mark.parametrize("as_if", [True, False])
def test_every_example_is_a_case_file_that_both_decide_as_told(as_if: bool) -> None:
    document = gaps_as_json(law(), gaps(as_if=as_if))

    assert document["gaps"]
    for gap in document["gaps"]:
        problems: list[object] = []
        case = load_case(case_text(gap["example"]["file"]), "case.yaml", law(), report=problems.append)
        assert case is not None
        assert not problems
        for side, name in (("first", "ASHBY"), ("second", "BIRCHAM")):
            program = law().programs[name]
            facts = apply_case(case, program, actual=not as_if).lines[0][1]
            assert evaluate(program, facts, case.date).decision(gap["name"]).outcome == gap[side]


def test_the_counts_of_kinds_and_causes_are_those_of_the_gaps() -> None:
    document = gaps_as_json(law(), gaps())

    assert sum(each["found"] for each in document["kinds"]) == document["found"]
    assert sum(document["causes"].values()) == document["found"]


def test_two_that_decide_alike_are_said_to_be_proved_equal() -> None:
    same = Gaps("ASHBY", "BIRCHAM", True, equal=("leave", "result"), complete=True)

    for render in (render_gaps_text, render_gaps_markdown, render_gaps_html):
        shown = " ".join(render(law(), same).split())
        assert "No case is decided differently: proved over every case within the vocabulary." in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"complete": False}, "Partial: 8 of 8 gaps found are listed, and there may be more"),
        ({"left": 1}, "Partial: 8 of 8 gaps found are listed, and there may be more"),
        ({"problem": "it is too large"}, "Nothing is proved"),
        ({}, "These are all ways: proved"),
    ],
)
def test_how_far_the_gaps_are_all_is_said(changed: dict[str, Any], words: str) -> None:
    assert completeness(evolve(gaps(), **changed)) == words


def test_a_listing_that_is_cut_says_so() -> None:
    cut = evolve(gaps(), listed=gaps().listed[:3])

    assert completeness(cut) == "The 3 that matter most are listed; that all 8 together are all ways is proved"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_law_formats_runs_or_links(payload: str) -> None:
    laws = (hostile("plain").new, hostile(payload).new)
    plain, shown = (elements_of(render_gaps_html(each, gaps())) for each in laws)

    assert shown.tags == plain.tags
    assert all((value or "").startswith("#") for _, name, value in shown.attributes if name in ("href", "src"))
    written = render_gaps_markdown(laws[1], gaps())
    assert "<script" not in written
    assert "@everyone" not in written
    assert "https://evil" not in written
    assert "\n# heading" not in written
