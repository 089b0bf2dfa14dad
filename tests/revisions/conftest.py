"""A repository with two commits: in the second, holes are deep from 20 metres."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.revisions.repositories import LAW, TinyRepository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyRepository:
    made = TinyRepository(tmp_path / "repository")
    made.write(LAW)
    made.commit("first law")
    made.edit("policies/a/rules.policy", "more than 10", "more than 20")
    made.commit("deeper")
    monkeypatch.chdir(made.folder)
    return made
