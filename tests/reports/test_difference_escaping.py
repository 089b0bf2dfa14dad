"""Nothing that a stranger writes in a law, a revision's name or a case formats, runs, links or hides in any form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve

from checker.analysis.differences.findings import Impact
from checker.analysis.edits.records import ClauseEdit, Edit, Excerpt, Nature, RowEdit, Segment
from checker.declared import About, Citation, ValueLabel
from checker.ir.law import Law
from checker.ir.program import Program
from checker.reports.differences.case_text import case_text
from checker.reports.differences.render import (
    diff_as_json,
    render_diff_html,
    render_diff_markdown,
    render_diff_text,
)
from checker.reports.in_markdown.comparison import MOST_CHARACTERS
from checker.source import Span
from checker.wording import Wording
from tests.reports.differing_laws import Compared, two_versions
from tests.reports.test_escaping import PAYLOADS, Elements, elements_of

pytest.importorskip("pysat")


def told(render: Any, laws: Compared) -> Any:
    return render(laws.old, laws.new, laws.found, laws.edits, laws.names)


def hostile(payload: str) -> Compared:
    """What was found, with the payload wherever an author, a revision or a case has words of its own."""
    laws = two_versions()
    first, *rest = laws.found.programs
    kind = first.changes[0].kind
    impact = Impact(payload, payload, kind, (payload,), (kind.after or "",), (0,))
    return evolve(
        laws,
        old=_law(laws.old, payload),
        new=_law(laws.new, payload),
        found=evolve(laws.found, programs=(evolve(first, cases=1, impacts=(impact,), problem=None), *rest)),
        edits=tuple(_edit(edit, payload) for edit in laws.edits),
        names=(payload, payload),
    )


def _law(law: Law, payload: str) -> Law:
    labels = tuple(ValueLabel(each.type, each.value, each.rank, Wording(payload)) for each in law.value_labels)
    programs = {name: _program(program, payload) for name, program in law.programs.items()}
    return evolve(law, programs=programs, facts=_named(law.facts, payload), value_labels=labels)


def _program(program: Program, payload: str) -> Program:
    decisions = tuple(
        evolve(
            each,
            about=_about(each.about, payload),
            outcomes=tuple(evolve(outcome, label=Wording(payload)) for outcome in each.outcomes),
        )
        for each in program.decisions
    )
    return evolve(
        program,
        about=_about(program.about, payload),
        facts=_named(program.facts, payload),
        definitions=_named(program.definitions, payload),
        lists=_named(program.lists, payload),
        rules=_named(program.rules, payload),
        obligations=_named(program.obligations, payload),
        decisions=decisions,
    )


def _named(some: tuple[Any, ...], payload: str) -> tuple[Any, ...]:
    return tuple(evolve(each, about=_about(each.about, payload)) for each in some)


def _about(about: About, payload: str) -> About:
    cited = tuple(Citation(payload, Wording(payload), payload, confidence="unverified") for _ in about.citations)
    return evolve(about, label=Wording(payload), citations=cited)


def _edit(edit: Edit, payload: str) -> Edit:
    excerpt = Excerpt(Span(payload, 0, 1), 1, payload)
    segments = (Segment("same", payload), Segment("removed", payload), Segment("added", payload))
    clause = ClauseEdit(payload, payload, payload, Nature.MEANING, segments)
    row = RowEdit("added", payload, excerpt, excerpt, Nature.MEANING)
    return evolve(edit, old=excerpt, new=excerpt, clauses=(clause,), rows=(row,))


@pytest.fixture(scope="module")
def plain_elements() -> Elements:
    return elements_of(told(render_diff_html, hostile("plain")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_has_the_same_elements_whatever_a_law_says(plain_elements: Elements, payload: str) -> None:
    shown = elements_of(told(render_diff_html, hostile(payload)))

    assert shown.tags == plain_elements.tags
    assert not [name for _, name, _ in shown.attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_link_stays_within_the_page(payload: str) -> None:
    shown = elements_of(told(render_diff_html, hostile(payload)))

    targets = [value or "" for _, name, value in shown.attributes if name in ("href", "src")]
    assert targets
    assert all(target.startswith("#") for target in targets)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_control_and_bidirectional_characters_show(payload: str) -> None:
    for render in (render_diff_html, render_diff_markdown, render_diff_text):
        shown = told(render, hostile(payload))

        odd = [c for c in shown if (ord(c) < 32 and c != "\n") or ord(c) in (127, 0x202E, 0x200B, 0x2066)]
        assert odd == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_is_inert(payload: str) -> None:
    shown = told(render_diff_markdown, hostile(payload))

    assert "<script" not in shown
    assert "<img" not in shown
    assert "<svg" not in shown
    assert "](javascript" not in shown
    assert "@everyone" not in shown
    assert "https://evil" not in shown
    assert "www.evil" not in shown
    assert "\n# heading" not in shown
    assert "![" not in shown.replace("\\!", "")
    assert shown.count("<!--") == 1
    assert len(shown) <= MOST_CHARACTERS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_title_of_a_fold_is_inert_as_html(payload: str) -> None:
    shown = told(render_diff_markdown, hostile(payload))

    titles = [line for line in shown.splitlines() if line.startswith("<details><summary>")]
    assert titles
    for title in titles:
        inside = title.removeprefix("<details><summary>").removesuffix("</summary>")
        assert "<" not in inside
        assert ">" not in inside


@pytest.mark.parametrize("payload", PAYLOADS)
def test_templates_in_a_law_are_not_run(payload: str) -> None:
    assert ">49<" not in told(render_diff_html, hostile(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_case_file_reads_back_whatever_stands_in_its_title(payload: str) -> None:
    from ruamel.yaml import YAML

    document = told(diff_as_json, hostile(payload))
    form = document["jurisdictions"]["ASHBY"]["changes"][0]["example"]["files"]["new"]

    assert YAML(typ="safe").load(case_text(form))["title"] == form["title"]
    json.dumps(document)
