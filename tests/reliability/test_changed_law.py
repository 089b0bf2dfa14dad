"""Law whose files change while it is in use: the answers stay those of one law, or there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import api
from tests.conftest import SECOND_DOMAIN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SECOND_DOMAIN / "policies", tmp_path / "policies"))


def some_reading(opened: api.OpenLaw) -> dict[str, str]:
    assert opened.law is not None
    reading = next(each for program in opened.law.programs.values() for each in program.readings)
    return {reading.target: reading.name}


def broken(folder: Path) -> None:
    next(iter(sorted(folder.rglob("*.policy")))).write_text("vocabulary", encoding="utf-8")


def with_a_comment_more(folder: Path) -> None:
    file = next(iter(sorted(folder.rglob("*.policy"))))
    file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


def emptied(folder: Path) -> None:
    for file in folder.rglob("*.policy"):
        file.unlink()


@pytest.mark.parametrize("change", [broken, with_a_comment_more, emptied])
def test_readings_are_not_taken_from_changed_law(folder: Path, change: Callable[[Path], None]) -> None:
    opened = api.open_law(folder)
    chosen = some_reading(opened)
    change(folder)

    with pytest.raises(OSError, match="changed while it was in use; run the command again"):
        opened.with_readings(chosen)
    with pytest.raises(OSError, match="changed while it was in use"):
        opened.program_with_readings("NORTHTOWN", chosen)


def test_readings_compiled_before_a_change_are_kept(folder: Path) -> None:
    opened = api.open_law(folder)
    chosen = some_reading(opened)
    before = opened.with_readings(chosen)
    broken(folder)

    assert opened.with_readings(chosen) is before
    assert opened.with_readings({}) is opened.law
