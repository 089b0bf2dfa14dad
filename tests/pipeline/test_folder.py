"""Policy folders: what is found in them, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker import folder
from checker.pipeline import compile_policies
from tests.ir.test_from_model import FILES
from tests.model.test_lists import files as table_files


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def codes(root: Path) -> list[str]:
    return [diagnostic.code.number for diagnostic in compile_policies(root).diagnostics]


def test_every_policy_below_the_folder_is_read(tmp_path: Path) -> None:
    compilation = compile_policies(written(tmp_path, {f"deep/er/{path}": text for path, text in FILES.items()}))

    assert compilation.law is not None
    assert [path for path, _ in compilation.law.files] == sorted(f"deep/er/{path}" for path in FILES)


def test_the_digest_is_of_every_policy_and_table(tmp_path: Path) -> None:
    root = written(tmp_path, table_files("sand,a,,,,\n"))
    first = compile_policies(root).law
    (root / "law" / "data" / "other.csv").write_text("a\n", encoding="utf-8")
    second = compile_policies(root).law
    (root / "law" / "data" / "notes.txt").write_text("a\n", encoding="utf-8")
    third = compile_policies(root).law

    assert first is not None
    assert second is not None
    assert third is not None
    assert first.digest != second.digest == third.digest
    assert first.digest.startswith("sha256:")


def test_an_empty_or_missing_folder_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["N233"]
    assert codes(tmp_path / "nowhere") == ["N233"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert codes(tmp_path / "file") == ["N233"]


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    root = written(tmp_path / "root", FILES)
    written(tmp_path, {"outside.policy": "within garden\n"})
    (root / "link.policy").symlink_to(tmp_path / "outside.policy")
    (root / "folder").symlink_to(tmp_path)

    assert codes(root) == ["N233", "N233"]


def test_a_link_within_the_folder_is_an_ordinary_file(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    (root / "hidden").mkdir()
    (root / "town.policy").rename(root / "hidden" / "town.text")
    (root / "town.policy").symlink_to(root / "hidden" / "town.text")

    assert codes(root) == []


def test_a_table_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    root = written(tmp_path / "root", table_files("sand,a,,,,\n"))
    table = root / "law" / "data" / "soils.csv"
    table.rename(tmp_path / "soils.csv")
    table.symlink_to(tmp_path / "soils.csv")

    assert codes(root) == ["N231"]


def test_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    root = written(tmp_path, table_files("sand,a,,,,\n"))
    (root / "law" / "data" / "soils.csv").write_bytes(b"soil,kind\nsand,\xff\n")
    (root / "law" / "z.policy").write_bytes(b'within garden\n\nrole r "\xff"\n')

    assert sorted(codes(root)) == ["P113", "T320"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    (root / "town.policy").write_bytes(b"\xef\xbb\xbf" + FILES["town.policy"].encode())

    assert codes(root) == []


def test_what_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path, FILES)
    monkeypatch.setattr(folder, "MAX_POLICY_BYTES", 600)

    assert set(codes(root)) >= {"N233"}

    monkeypatch.setattr(folder, "MAX_FILES", 2)
    assert set(codes(root)) >= {"N233"}


def test_folders_too_deep_are_told(tmp_path: Path) -> None:
    written(tmp_path, {"/".join("d" * 20) + "/a.policy": "within garden\n", **FILES})

    assert codes(tmp_path) == ["N233"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    root = written(tmp_path, FILES)
    os.mkfifo(root / "z.policy")

    assert codes(root) == ["N233"]


def test_every_text_that_a_diagnostic_points_to_is_there(tmp_path: Path) -> None:
    compilation = compile_policies(written(tmp_path, table_files("snad,a,,,,\n")))

    (diagnostic,) = compilation.diagnostics
    assert diagnostic.primary.span.path in compilation.sources
