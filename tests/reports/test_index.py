"""The index of a folder: cases down, jurisdictions across, the words and marks of every answer without a script."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from attrs import evolve
from markupsafe import Markup
from syrupy.assertion import SnapshotAssertion

from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.catalogue import LANGUAGES
from checker.reports.comparison import comparison_page
from checker.reports.in_html.render import template_text
from checker.reports.index import IndexView, index_view, render_index
from checker.reports.phrase import text_of
from checker.reports.view.inputs import ComparisonPage
from checker.wording import Wording
from tests.reports.index_cases import LINKS, index_pages
from tests.reports.small_law import page_of, read_case
from tests.reports.test_escaping import PAYLOADS, elements_of, hostile
from tests.reports.test_snapshots import kept_as


@pytest.fixture(scope="module")
def pages(towns: Law) -> list[ComparisonPage]:
    return index_pages(towns)


def said(view: IndexView) -> list[list[str]]:
    return [[text_of(cell.answer.words) if cell else "" for cell in row.cells] for row in view.rows]


def test_each_cell_says_what_the_case_comes_to_there(towns: Law, pages: list[ComparisonPage]) -> None:
    view = index_view(towns, pages, LINKS, "en")

    assert [text_of(column.name) for column in view.columns] == ["Ashby", "Bircham", "Cedarton"]
    assert said(view)[:3] == [
        ["Not possible", "Ask first", "Ask first"],
        ["Go ahead on these facts"] * 3,
        ["Not possible", "Ask first", "Not possible"],
    ]
    assert all(words.startswith("Not settled: could be") for words in said(view)[3])
    assert [text_of(row.alike) for row in view.rows[:3]] == [
        "Two different answers", "Same in all three", "Two different answers",
    ]  # fmt: skip


def test_a_cell_leads_to_the_answer_in_the_report_of_its_case(towns: Law, pages: list[ComparisonPage]) -> None:
    view = index_view(towns, pages, LINKS, "en")

    assert [cell.href for cell in view.rows[1].cells if cell] == [
        "./H%202.html#ASHBY.result", "./H%202.html#BIRCHAM.result", "./H%202.html#CEDARTON.result",
    ]  # fmt: skip


def test_answers_are_ordered_strictest_first_and_what_is_not_settled_last(
    towns: Law, pages: list[ComparisonPage]
) -> None:
    rows = index_view(towns, pages, LINKS, "en").rows
    orders = {text_of(cell.answer.words): cell.order for row in rows for cell in row.cells if cell}
    settled = ["Not possible", "Ask first", "Go ahead on these facts"]

    assert [orders[words] for words in settled] == [0, 1, 2]
    assert min(order for words, order in orders.items() if words not in settled) == 3
    assert {cell.order for cell in rows[3].cells if cell and cell.answer.uncertain} == {3, 4}


def test_the_outcomes_to_choose_from_are_those_that_are_possible(towns: Law, pages: list[ComparisonPage]) -> None:
    assert [name for name, _ in index_view(towns, pages, LINKS, "en").outcomes] == ["stop", "ask", "go_ahead"]
    only = index_view(towns, pages[1:2], LINKS[1:2], "en")

    assert [name for name, _ in only.outcomes] == ["go_ahead"]
    assert not only.is_open


def test_a_jurisdiction_that_a_case_was_not_compared_in_says_so(towns: Law, pages: list[ComparisonPage]) -> None:
    alone = comparison_page(towns, pages[0].case, {"BIRCHAM": pages[0].results["BIRCHAM"]})
    view = index_view(towns, [pages[1], alone], LINKS[:2], "en")
    html = render_index(towns, [pages[1], alone], LINKS[:2], "en")

    assert [cell is None for cell in view.rows[1].cells] == [True, False, True]
    assert html.count(">Not compared</td>") == 2
    assert text_of(view.rows[1].alike) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_it_is_a_plain_table(
    towns: Law, pages: list[ComparisonPage], language: str, snapshot: SnapshotAssertion
) -> None:
    shown = render_index(
        towns, pages, LINKS, language, alternates={"en": "index.en.html", "fr": "index.fr.html"}, script=False
    )
    body = shown[shown.index("<body>") :]

    assert "<script>" not in shown
    assert "script-src" not in shown
    assert "<select" not in shown
    assert body == snapshot(extension_class=kept_as("html"))


def test_the_one_script_and_the_one_style_are_known_by_their_digests(towns: Law, pages: list[ComparisonPage]) -> None:
    html = render_index(towns, pages, LINKS, "en")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (style, script)]

    assert Markup(policy).unescape() == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_script_writes_text_and_never_markup() -> None:
    unsafe = r"</|<!--|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch|\.style\b"

    assert not re.search(unsafe, template_text("index.js"))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_case_says_becomes_markup(towns: Law, payload: str, language: str) -> None:
    def shown(words: str) -> str:
        page = page_of(towns, hostile(read_case(towns), words))
        return render_index(towns, [page, page], [words, f"{words}-2.html"], language, alternates={"en": words})

    found, usual = (elements_of(shown(words)) for words in (payload, "plain"))

    assert found.tags == usual.tags
    assert [(tag, name) for tag, name, _ in found.attributes] == [(tag, name) for tag, name, _ in usual.attributes]
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name == "style"]
    targets = [value or "" for _, name, value in found.attributes if name in ("href", "src")]
    assert all(target.startswith(("#", "./")) for target in targets)
    assert not [c for c in shown(payload) if (ord(c) < 32 and c != "\n") or ord(c) in (127, 0x202E, 0x200B, 0x2066)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_a_law_calls_its_things_becomes_markup(
    towns: Law, pages: list[ComparisonPage], payload: str
) -> None:
    def renamed(words: str) -> str:
        programs = {}
        for name, program in towns.programs.items():
            decisions = tuple(
                evolve(info, outcomes=tuple(evolve(outcome, label=Wording(words)) for outcome in info.outcomes))
                for info in program.decisions
            )
            programs[name] = evolve(program, about=evolve(program.about, label=Wording(words)), decisions=decisions)
        law = evolve(towns, programs=programs)
        return render_index(law, [evolve(page, law=law) for page in pages], LINKS, "en")

    found, usual = elements_of(renamed(payload)), elements_of(renamed("plain"))

    assert found.tags == usual.tags
    assert [(tag, name) for tag, name, _ in found.attributes] == [(tag, name) for tag, name, _ in usual.attributes]


def test_titles_of_many_cases_keep_their_own_rows(towns: Law) -> None:
    case: Case = read_case(towns)
    many = [page_of(towns, evolve(case, id=f"H-{n}", title=f"Hole {n}")) for n in range(3)]
    view = index_view(towns, many, ["a", "b", "c"], "fr")

    assert [text_of(row.title) for row in view.rows] == ["Hole 0", "Hole 1", "Hole 2"]
    assert [text_of(row.case) for row in view.rows] == ["Dossier H-0", "Dossier H-1", "Dossier H-2"]
