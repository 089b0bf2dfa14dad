"""What `comity compare` lets a page carry."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.cli.test_commands import CASE, LAW, run


def written(tmp_path: Path, *arguments: str) -> str:
    path = tmp_path / "report.html"
    result = run("compare", CASE, *LAW, *arguments, "-o", str(path))
    assert result.exit_code == 0, result.output
    return path.read_text(encoding="utf-8")


def carried(html: str) -> dict[str, Any]:
    found = re.search(r'id="comity-what-if">(.*?)</script>', html)
    assert found is not None
    read: dict[str, Any] = json.loads(found.group(1))
    return read


def test_a_page_carries_what_is_compared(tmp_path: Path) -> None:
    data = carried(written(tmp_path, "-j", "NORTHTOWN"))

    assert (data["compared"], data["compiled"]) == (["NORTHTOWN"], ["NORTHTOWN"])


def test_a_page_can_carry_every_jurisdiction(tmp_path: Path) -> None:
    data = carried(written(tmp_path, "-j", "NORTHTOWN", "--all"))

    assert data["compared"] == ["NORTHTOWN"]
    assert data["compiled"][0] == "NORTHTOWN"
    assert {"NORTHTOWN", "SOUTHTOWN"} < set(data["compiled"])


def test_a_page_can_be_written_without_a_script(tmp_path: Path) -> None:
    html = written(tmp_path, "--no-script")

    assert "<script>" not in html
    assert 'id="what-if"' not in html
    assert "script-src" not in html


def test_the_actual_nexus_is_carried(tmp_path: Path) -> None:
    assert carried(written(tmp_path, "--actual"))["actual"] is True
    assert carried(written(tmp_path))["actual"] is False
