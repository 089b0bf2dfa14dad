"""The difference of two laws in every form: how it looks, what it says, and that its examples replay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from checker.analysis.differences.findings import Difference, Impact
from checker.backends.interpreter import evaluate
from checker.cases.load import load_case
from checker.ir.law import Law
from checker.reports.differences.build import diff_view
from checker.reports.differences.case_text import case_text
from checker.reports.differences.render import (
    diff_as_json,
    render_diff_html,
    render_diff_markdown,
    render_diff_text,
)
from checker.reports.in_markdown.comparison import MOST_CHARACTERS
from tests.conftest import ROOT
from tests.reports.differing_laws import NEW, OLD, Compared, compared, one_version, two_days, two_versions
from tests.reports.test_snapshots import kept_as

pytest.importorskip("pysat")

SCHEMA = ROOT / "checker" / "reports" / "schemas" / "diff.schema.json"


def told(render: Any, laws: Compared) -> Any:
    return render(laws.old, laws.new, laws.found, laws.edits, laws.names, days=laws.days)


def without_style(text: str) -> str:
    """The page without its style sheet and the digest of it, which all reports share."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]{44}", "sha256-…", text)


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_text(snapshot: SnapshotAssertion) -> None:
    assert told(render_diff_text, two_versions()) == snapshot(extension_class=kept_as("txt"))


def test_markdown(snapshot: SnapshotAssertion) -> None:
    assert told(render_diff_markdown, two_versions()) == snapshot(extension_class=kept_as("md"))


def test_html(snapshot: SnapshotAssertion) -> None:
    assert without_style(told(render_diff_html, two_versions())) == snapshot(extension_class=kept_as("html"))


def test_json(snapshot: SnapshotAssertion) -> None:
    shown = json.dumps(told(diff_as_json, two_versions()), ensure_ascii=False, indent=2) + "\n"

    assert shown == snapshot(extension_class=kept_as("json"))


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_of_words_says_that_no_case_changes_and_that_this_is_proved() -> None:
    sentence = "No case changes: proved over every case within the vocabulary"

    for render in (render_diff_text, render_diff_markdown, render_diff_html):
        assert sentence in " ".join(told(render, one_version()).split())


def test_what_was_not_compared_is_said() -> None:
    shown = told(render_diff_text, two_versions())

    assert "Not compared, because only the new law has it: Dale." in shown
    assert "Compared only for the values that both sides know: Where the hole is." in " ".join(shown.split())


def test_two_days_are_compared_by_what_holds_on_them() -> None:
    shown = " ".join(told(render_diff_text, two_days()).split())

    assert "What changes from 31 December 2024 to 1 January 2025" in shown
    assert "Forbidden → No leave needed, looser" in shown
    assert "For example, on 31 December 2024 and 1 January 2025, given" in shown
    assert "The text differs" not in shown


def test_a_listing_that_is_cut_says_so() -> None:
    laws = two_versions()
    first, *rest = laws.found.programs
    cut = tuple(evolve(each, unlisted=5) if each.regions else each for each in first.changes)
    found = evolve(laws.found, programs=(evolve(first, changes=cut), *rest))

    shown = " ".join(told(render_diff_text, evolve(laws, found=found)).split())

    assert "1 of 6 regions are listed; the others were found and not listed. The 6 are all cases: proved." in shown


def test_what_the_time_did_not_reach_is_called_partial() -> None:
    laws = two_versions()
    first, *rest = laws.found.programs
    cut = tuple(evolve(each, complete=False) for each in first.changes)
    partial = evolve(first, changes=cut, left=3)
    found = evolve(laws.found, programs=(partial, *(Difference(each.program, left=2) for each in rest)))

    for render in (render_diff_text, render_diff_markdown, render_diff_html):
        shown = " ".join(told(render, evolve(laws, found=found)).split())
        assert "Partial: not everything was asked; what is shown is proved." in shown
        assert "Partial: one of 1" not in shown
        assert "Partial: the time was used up; three questions were not reached." in shown
        assert "Partial: no change was found, but two questions were not reached" in shown
        assert "No case changes: proved" not in shown
        assert "are all cases: proved" not in shown


def test_a_problem_is_no_proof() -> None:
    laws = two_versions()
    found = evolve(laws.found, programs=(Difference("ASHBY", problem="it is too large"),))

    shown = told(render_diff_text, evolve(laws, found=found))

    assert "Could not be compared: it is too large." in shown
    assert "No case changes" not in shown


def test_cases_that_were_put_to_both_stand_with_the_region_in_which_they_lie() -> None:
    laws = two_versions()
    first, *rest = laws.found.programs
    kind = next(each.kind for each in first.changes if len(each.regions) > 1)
    impact = Impact("H-1", "", kind, (kind.before or "",), (kind.after or "",), (1,))
    found = evolve(laws.found, programs=(evolve(first, cases=3, impacts=(impact,)), *rest))

    shown = told(render_diff_html, evolve(laws, found=found))

    assert "Of three cases put to both, one changes." in shown
    assert '<th scope="row">H-1</th><td>Leave needed</td><td>No leave needed</td>' in shown
    assert "<td>region 2</td>" in shown
    assert "Of the cases put to both, here: H-1." in shown
    assert "None of the cases put to both lies here." in shown
    plain = " ".join(told(render_diff_text, evolve(laws, found=found)).split())
    assert "Of three cases put to both, one changes. - H-1: Leave needed → No leave needed" in plain
    assert "Of the cases put to both, here: H-1." in plain
    assert "H\\-1: Leave needed → No leave needed" in told(render_diff_markdown, evolve(laws, found=found))
    document = told(diff_as_json, evolve(laws, found=found))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert document["jurisdictions"]["ASHBY"]["impacts"][0]["regions"] == [1]


def test_the_edit_behind_a_change_stands_beside_it_once() -> None:
    view = diff_view(*_parts(two_versions()))
    changes = [change for each in view.programs for decision in each.decisions for change in decision.changes]

    behind = {edit.heading for change in changes for edit in change.edits}

    rules = {"Changed rule ASHBY.deep", "Changed rule ASHBY.mill_lane", "Changed rule BIRCHAM.dangerous"}
    assert behind == {*rules, "Changed enum street"}
    shown = told(render_diff_html, two_versions())
    assert all(shown.count(f'id="{edit.anchor}"') == 1 for edit in view.edits)


def test_every_link_within_the_page_leads_somewhere() -> None:
    shown = told(render_diff_html, two_versions())

    anchors = re.findall(r' id="([^"]+)"', shown)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(anchors)


def test_markdown_of_a_large_difference_is_cut_and_says_so() -> None:
    laws = two_versions()
    many = evolve(laws.found, programs=laws.found.programs * 40)

    shown = told(render_diff_markdown, evolve(laws, found=many))

    assert len(shown) <= MOST_CHARACTERS
    assert "_Cut for length:" in shown
    assert shown.count("<details>") == shown.count("</details>")


# ── JSON and case files ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("laws", [two_versions, one_version, two_days])
def test_the_json_keeps_to_its_schema(laws: Any) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    Draft202012Validator(schema).validate(json.loads(json.dumps(told(diff_as_json, laws()))))


def _examples(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for program, found in document["jurisdictions"].items():
        for change in found["changes"]:
            yield program, change, change["example"]
            for region in change["regions"]:
                yield program, change, region["ordinary"]
                if region["edge"] is not None:
                    yield program, change, region["edge"]["example"]


@pytest.mark.parametrize("laws", [two_versions, two_days])
def test_every_example_is_a_case_file_that_either_law_decides_as_told(laws: Any) -> None:
    compared = laws()
    examples = list(_examples(told(diff_as_json, compared)))

    assert examples
    for program, change, example in examples:
        for side, law in (("old", compared.old), ("new", compared.new)):
            outcome = _decided(law, program, change, case_text(example["files"][side]))
            assert outcome == example["answers"][side]["outcome"] == change["before" if side == "old" else "after"]


def _decided(law: Law, program: str, change: dict[str, Any], text: str) -> str | None:
    problems: list[object] = []
    case = load_case(text, "case.yaml", law, report=problems.append)
    assert case is not None
    assert not problems
    result = evaluate(law.programs[program], case.facts_of(None), case.date)
    if change["about"] == "duty":
        duty = next(each for each in result.obligations if each.obligation == change["name"])
        return change["name"] if duty.arises else None
    return result.decision(change["name"]).outcome


def test_a_case_file_keeps_every_kind_of_value() -> None:
    form = {
        "case": "A 1.2",
        "title": "x: 'y' \"z\" # ‹U+202E›",
        "date": "2024-05-01",
        "facts": {"street": "NO", "depth": 3, "sealed": False, "cost": "12.5", "helpers": [{"name": "5e1\u0085"}]},
    }

    from ruamel.yaml import YAML

    read = YAML(typ="safe").load(case_text(form))

    assert read == {**form, "date": read["date"]}
    assert str(read["date"]) == "2024-05-01"


def test_facts_that_only_one_law_knows_stand_only_in_its_file() -> None:
    new = {
        **OLD,
        "vocabulary.policy": OLD["vocabulary.policy"] + '\nfact noisy: bool "It is noisy" by digger\n',
        "ashby.policy": OLD["ashby.policy"].replace(
            "when depth is at least 2", "when depth is at least 2 and not noisy"
        ),
    }
    laws = compared(OLD, new)

    _, _, example = next(_examples(told(diff_as_json, laws)))

    assert "noisy" in example["files"]["new"]["facts"]
    assert "noisy" not in example["files"]["old"]["facts"]


def test_the_same_input_gives_the_same_bytes() -> None:
    again = compared(OLD, NEW)

    for render in (render_diff_text, render_diff_markdown, render_diff_html):
        assert told(render, again) == told(render, two_versions())


def _parts(laws: Compared) -> tuple[Any, ...]:
    return laws.old, laws.new, laws.found, laws.edits, laws.names
