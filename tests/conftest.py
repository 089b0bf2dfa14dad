"""What many tests share: the second domain, whose law has nothing to do with our own, and our own law."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import api
from checker.ir.law import Law

ROOT = Path(__file__).resolve().parent.parent
SECOND_DOMAIN = ROOT / "tests" / "second_domain"


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests share a compile cache among themselves and touch no other."""
    import os

    os.environ.setdefault("COMITY_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "comity-cache"))


@pytest.fixture(scope="session")
def festivals() -> Law:
    """The law of the second domain."""
    opened = api.open_law(SECOND_DOMAIN / "policies")
    assert opened.law is not None, opened.diagnostics
    return opened.law


@pytest.fixture(scope="session")
def our_law() -> Law:
    """The law that comes with Comity."""
    opened = api.open_law()
    assert opened.law is not None, opened.diagnostics
    return opened.law
