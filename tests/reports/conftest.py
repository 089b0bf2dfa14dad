"""The page of the small law that most tests look at."""

from __future__ import annotations

import pytest

from checker.ir.law import Law
from checker.reports.view.inputs import ComparisonPage
from tests.reports.small_law import page_of, read_case, small_law


@pytest.fixture(scope="session")
def towns() -> Law:
    return small_law()


@pytest.fixture(scope="session")
def page(towns: Law) -> ComparisonPage:
    return page_of(towns, read_case(towns))
