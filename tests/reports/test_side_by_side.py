"""What the side by side section carries for its controls, and that it carries nothing without them."""

from __future__ import annotations

import re

import pytest

from checker.ir.law import Law
from checker.reports.comparison import render_html
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from checker.reports.what_if import block
from tests.reports.small_law import CASE, page_of, read_case
from tests.reports.test_escaping import PAYLOADS, elements_of, hostile

UNKNOWN_DEPTH = CASE.replace("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown")


def test_columns_are_ordered_strictest_first_and_what_is_not_settled_last(towns: Law, page: ComparisonPage) -> None:
    unknown = page_of(towns, read_case(towns, UNKNOWN_DEPTH))
    found = [
        [(column.programs, column.order) for column in build_view(each, "en").tables[0].columns]
        for each in (page, unknown)
    ]

    assert found == [
        [(("ASHBY",), 0), (("BIRCHAM", "CEDARTON"), 1)],
        [(("ASHBY",), 0), (("BIRCHAM",), 2), (("CEDARTON",), 1)],
    ]


def test_cells_of_one_stage_share_a_group_where_they_answer_alike(towns: Law) -> None:
    page = page_of(towns, read_case(towns, UNKNOWN_DEPTH), baseline="CEDARTON")

    for stage in build_view(page, "en").tables[0].stages:
        base = stage.cells[-1].group
        assert [cell.differs is not None for cell in stage.cells] == [cell.group != base for cell in stage.cells]
        assert sorted(name for group in stage.groups for name in group.programs) == ["ASHBY", "BIRCHAM", "CEDARTON"]


def test_without_a_script_nothing_is_carried_for_it(page: ComparisonPage) -> None:
    carried = re.compile(r"<[^>]* data-(programs|order|group|line)=")

    assert carried.search(render_html(page))
    assert not carried.search(render_html(page, script=False))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_name_of_a_line_stays_in_its_attribute(towns: Law, payload: str) -> None:
    found, usual = (
        elements_of(render_html(page_of(towns, hostile(read_case(towns), words)))) for words in (payload, "plain")
    )
    lines = [value for _, name, value in found.attributes if name == "data-line"]

    assert lines[0] == ""
    assert len(lines) == 3
    assert not any(ord(c) < 32 for value in lines for c in value or "")
    kept = ("data-line", "data-programs", "data-order", "data-group")
    assert [each[1] for each in found.attributes if each[1] in kept] == [
        each[1] for each in usual.attributes if each[1] in kept
    ]


def test_the_rules_of_the_controls_are_in_the_style(page: ComparisonPage) -> None:
    assert ".side-controls{" in block.style()
    assert ".side-controls{" not in render_html(page, script=False)
