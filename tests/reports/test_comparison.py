"""What the comparison report promises."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from markupsafe import escape

from checker.ir.law import Law
from checker.reports.comparison import comparison_page, page_as_json, render_html, render_markdown, render_text
from checker.reports.phrase import text_of
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import Look
from tests.conftest import ROOT
from tests.reports.small_law import CASE, page_of, read_case

EVERY_DEPTH_UNKNOWN = CASE.replace("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown")


def words(view_part: object) -> str:
    """All text of a part of a view, for tests that ask whether something is said."""
    return repr(view_part).replace("\\xa0", " ")


def test_the_same_input_gives_the_same_bytes(towns: Law, page: ComparisonPage) -> None:
    again = page_of(towns, read_case(towns))

    assert render_html(again) == render_html(page)
    assert render_markdown(again, "fr") == render_markdown(page, "fr")
    assert page_as_json(again) == page_as_json(page)


def test_the_report_number_is_the_same_in_every_language(page: ComparisonPage) -> None:
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", page.number)
    assert page.number in render_html(page, "en")
    assert page.number in render_html(page, "fr")


def test_another_date_is_another_report(towns: Law, page: ComparisonPage) -> None:
    later = page_of(towns, evolve(read_case(towns), date=page.case.date + 1))

    assert later.number != page.number


def test_the_strictest_answer_comes_first_and_what_is_not_settled_last(towns: Law) -> None:
    rows = build_view(page_of(towns, read_case(towns, EVERY_DEPTH_UNKNOWN)), "en").board

    assert rows[0].answer.look is Look.STEP_4
    assert rows[-1].answer.look is Look.UNSETTLED
    assert "Go ahead on these facts" in text_of(rows[-1].answer.words)


def test_the_lead_has_one_to_four_sentences(towns: Law, page: ComparisonPage) -> None:
    unsettled = page_of(towns, read_case(towns, EVERY_DEPTH_UNKNOWN))

    for each in (page, unsettled):
        assert 1 <= len(build_view(each, "en").lead) <= 4


def test_equal_columns_merge_and_can_be_parted(page: ComparisonPage) -> None:
    (table,) = build_view(page, "en").tables

    assert [text_of(column.names) for column in table.columns] == ["Ashby", "Bircham and Cedarton"]
    assert len(table.apart_columns) == 3


def test_an_equal_row_is_said_once(towns: Law) -> None:
    text = CASE.replace("street: mill_lane", "street: high_street").replace("{unknown: withheld}", "low")
    stages = build_view(page_of(towns, read_case(towns, text)), "en").tables[0].stages

    assert [bool(stage.same) for stage in stages] == [False, True]
    assert text_of(stages[1].same) == "Same in all three"


def test_the_baseline_can_be_chosen(towns: Law) -> None:
    page = page_of(towns, read_case(towns), baseline="CEDARTON")
    (table,) = build_view(page, "en").tables

    assert [column.is_baseline for column in table.columns] == [False, True]
    assert table.stages[0].cells[0].differs is not None
    assert text_of(table.stages[0].cells[0].differs.words) == "Differs from Cedarton"
    assert table.stages[0].cells[1].differs is None


def test_an_unknown_fact_says_why_and_is_never_empty(page: ComparisonPage) -> None:
    rows = {row.name: row for table in build_view(page, "en").fact_tables for row in table.rows}

    assert [text_of(tag.words) for tag in rows["sealed"].tags] == ["Not asked"]
    assert [text_of(tag.words) for tag in rows["ground_risk"].tags] == ["Withheld", "For the authority to assess"]
    assert all(row.value or row.tags for row in rows.values())


def test_what_is_set_aside_names_its_exception(towns: Law) -> None:
    text = CASE.replace("sealed: {unknown: not_asked, note: nobody has looked}", "sealed: true")
    html = render_html(page_of(towns, read_case(towns, text)))

    assert "Set aside by" in html
    assert 'href="#ASHBY.sealed_hole"' in html


def test_a_rule_not_in_force_says_from_or_until_when(towns: Law) -> None:
    case = evolve(read_case(towns), date=read_case(towns).date - 365 * 5)
    html = render_html(page_of(towns, case)).replace("\u00a0", " ")

    assert "Not in force on 3 May 2019; from 1 May 2020" in html


def test_anchors_are_unique_and_every_inner_link_leads_somewhere(page: ComparisonPage, towns: Law) -> None:
    lines = CASE + "lines:\n  - {line: First hole, facts: {}}\n  - {line: Second hole, facts: {}}\n"
    for shown in (render_html(page), render_html(page_of(towns, read_case(towns, lines)), "fr")):
        anchors = re.findall(r' id="([^"]+)"', shown)
        targets = re.findall(r' href="#([^"]+)"', shown)

        assert len(anchors) == len(set(anchors))
        assert set(targets) <= set(anchors)


def test_anchors_are_built_from_names(page: ComparisonPage) -> None:
    html = render_html(page)

    assert 'id="ASHBY.leave"' in html
    assert 'id="ASHBY.mill_lane"' in html


def test_sections_keep_their_numbers(page: ComparisonPage) -> None:
    assert [section.number for section in build_view(page, "en").sections] == [1, 2, 3, 4, 5, 6, 7, 9, 10]


def test_a_voluntary_instrument_is_never_a_column(page: ComparisonPage) -> None:
    view = build_view(page, "en")

    assert "pledge" not in words(view.tables)
    assert view.voluntary[0].decisions[0].rows[0].answer.look is Look.VOLUNTARY


def test_without_a_voluntary_instrument_there_is_no_such_section(page: ComparisonPage) -> None:
    alone = comparison_page(page.law, page.case, page.results, insight=page.insight)

    assert 7 not in [section.number for section in build_view(alone, "en").sections]
    assert "Voluntary commitments" not in render_html(alone)


def test_what_was_not_asked_of_analysis_is_said(page: ComparisonPage) -> None:
    bare = comparison_page(page.law, page.case, page.results)
    html = render_html(bare)

    assert "were not worked out for this report" in html
    assert "Readings" in html


def digest_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("live", [True, False])
def test_style_and_script_are_known_by_their_digests_and_nothing_else_may_load(
    page: ComparisonPage, live: bool
) -> None:
    html = render_html(page, script=live)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None

    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)

    assert len(scripts) == live
    running = f" script-src 'sha256-{digest_of(scripts[0])}';" if live else ""
    sheet = digest_of(style.group(1))
    policy = f"default-src 'none'; style-src 'sha256-{sheet}';{running} base-uri 'none'; form-action 'none'"
    assert f'content="{escape(policy)}"' in html
    assert "<link" not in html
    assert "<img" not in html
    assert not re.search(r"url\(|@import", style.group(1))


def test_the_page_embeds_the_digests(page: ComparisonPage) -> None:
    data = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', render_html(page))

    assert data is not None
    assert page.law.digest in data.group(1)
    assert page.case.digest in data.group(1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_text_fits_80_columns(page: ComparisonPage, language: str) -> None:
    assert [line for line in render_text(page, language).splitlines() if len(line) > 80] == []


def test_french_marks_what_is_not_translated(page: ComparisonPage) -> None:
    assert '<span lang="en">Mill Lane</span>' in render_html(page, "fr")


def test_markdown_stays_below_the_limit_and_says_that_it_was_cut(towns: Law) -> None:
    note = "words " * 2_000
    case = evolve(read_case(towns), note=note, title=note)
    shown = render_markdown(page_of(towns, case))

    assert len(shown) < 60_000
    assert shown.startswith("<!-- comity:compare:")
    assert shown.count("<details>") == shown.count("</details>")


def test_markdown_tells_the_duties_with_who_bears_them(page: ComparisonPage) -> None:
    shown = render_markdown(page)

    assert "**Ashby**\n\n- Put up a fence ([HOLES\xa0s 9](<https://ashby.example/holes>)). The digger, before" in shown


def test_markdown_cuts_the_longest_parts_and_says_how_much_is_left_out(towns: Law) -> None:
    case = read_case(towns)
    fact = case.facts[0]
    case = evolve(case, facts=tuple(evolve(fact, stated_by=f"somebody {number} " * 9) for number in range(600)))
    shown = render_markdown(page_of(towns, case))

    assert 50_000 < len(shown) < 60_000
    (more,) = re.findall(r"^_and (\d+) more_$", shown, re.MULTILINE)
    facts = [line for line in shown.splitlines() if "somebody" in line]
    assert len(facts) + int(more) >= 600
    assert "Holes Act 1990" in shown
    assert "Digging at night" in shown
    assert case.digest in shown
    assert shown.count("<details>") == shown.count("</details>")


def test_nothing_that_can_be_imported_late_is_imported_early() -> None:
    import subprocess
    import sys

    code = "import sys, checker.reports.comparison; print(any(name.startswith('jinja2') for name in sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"


@pytest.mark.parametrize("text", [CASE, EVERY_DEPTH_UNKNOWN])
def test_json_keeps_to_its_schema(towns: Law, text: str) -> None:
    schema = json.loads((ROOT / "checker/reports/schemas/compare.schema.json").read_text(encoding="utf-8"))
    compared = page_of(towns, read_case(towns, text))

    for page in (compared, comparison_page(towns, compared.case, compared.results)):
        document = json.loads(json.dumps(page_as_json(page)))
        Draft202012Validator(schema).validate(document)


def test_jurisdictions_that_differ_only_by_idle_rules_share_a_column(towns: Law) -> None:
    page = page_of(towns, read_case(towns))
    cells = build_view(page, "en").tables[0].stages[0].cells

    assert [text_of(cell.names) for cell in cells] == ["Ashby", "Bircham and Cedarton"]
    assert cells[1].rules is not None
    assert "CEDARTON.attic" in [rule.name for rule in cells[1].rules.rest]
