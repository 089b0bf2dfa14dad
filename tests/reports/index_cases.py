"""A folder of small cases whose answers are alike, part, or are not settled."""

from __future__ import annotations

from checker.ir.law import Law
from checker.reports.view.inputs import ComparisonPage
from tests.reports.small_law import page_of, read_case

SHALLOW = """
case: H-2
title: Étroite tranchée
date: 2023-02-01
facts: {street: high_street, depth: 0, sealed: false, ground_risk: low}
"""
FORBIDDEN = "case: H-3\ntitle: Beneath Mill Lane\ndate: 2024-06-01\nfacts: {street: mill_lane, depth: 45}\n"
UNKNOWN = "case: H-4\ntitle: Nobody measured it\ndate: 2022-01-01\nfacts: {street: high_street, depth: unknown}\n"
LINKS = ("H-1.html", "H 2.html", "H-3.html", "H-4.html")


def index_pages(law: Law) -> list[ComparisonPage]:
    """Four cases, in the order of `LINKS`."""
    return [page_of(law, read_case(law)), *(page_of(law, read_case(law, t)) for t in (SHALLOW, FORBIDDEN, UNKNOWN))]
