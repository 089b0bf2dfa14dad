"""The compile cache: the same law, sooner; never a trusted stranger."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from checker import cache, pipeline
from checker.folder import Problem, list_folder, read_files
from checker.ir import stored
from checker.ir.law import Law
from checker.pipeline import compile_policies, load_law, load_texts
from checker.sections import sealed
from tests.conftest import ROOT
from tests.ir.test_from_model import FILES
from tests.pipeline.test_folder import written


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("COMITY_CACHE_DIR", str(folder))
    monkeypatch.delenv("COMITY_NO_CACHE", raising=False)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Law that was last changed a while ago."""
    root = written(tmp_path / "law", FILES)
    for path in root.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return root


@pytest.fixture
def compiled_anew(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows each time the law is compiled from its text."""
    told: list[object] = []
    real = pipeline._compile

    def counting(texts: object, problems: object, outside: object) -> object:
        told.append(texts)
        return real(texts, problems, outside)  # type: ignore[arg-type]  # handed on as they come

    monkeypatch.setattr(pipeline, "_compile", counting)
    return told


def law_file(store: Path) -> Path:
    (only,) = store.glob("law-*")
    return only


def whole(law: Law | None) -> Law:
    assert law is not None
    return evolve(law, programs=dict(law.programs), scenarios=tuple(law.scenarios))


def test_the_second_start_reads_the_same_law(store: Path, root: Path, compiled_anew: list[object]) -> None:
    first, told = load_law(root)
    second, told_again = load_law(root)

    assert len(compiled_anew) == 1
    assert whole(second) == whole(first) == compile_policies(root).law
    assert told == told_again
    assert second is not None
    assert second.jurisdictions == ("COUNTY", "TOWN")


def test_spans_survive(store: Path, root: Path) -> None:
    first, _ = load_law(root)
    second, _ = load_law(root)

    assert first is not None
    assert second is not None
    spans = [[rule.about.span for rule in law.programs["GOOD@TOWN"].rules] for law in (first, second)]
    assert spans[0] == spans[1]
    assert [rule.when.span for rule in first.programs["TOWN"].rules] == [
        rule.when.span for rule in second.programs["TOWN"].rules
    ]


def test_an_edit_is_seen(store: Path, root: Path, compiled_anew: list[object]) -> None:
    first, _ = load_law(root)
    county = root / "county.policy"
    county.write_text(FILES["county.policy"].replace("otherwise 10", "otherwise 11"), encoding="utf-8")

    second, _ = load_law(root)

    assert len(compiled_anew) == 2
    assert whole(first) != whole(second)


def test_a_second_edit_within_one_tick_of_the_clock_is_seen(store: Path, root: Path) -> None:
    town = root / "town.policy"
    town.write_text(FILES["town.policy"].replace("as 5", "as 6"), encoding="utf-8")
    status = town.stat()
    first, _ = load_law(root)
    town.write_text(FILES["town.policy"].replace("as 5", "as 7"), encoding="utf-8")
    os.utime(town, ns=(status.st_atime_ns, status.st_mtime_ns))

    second, _ = load_law(root)

    assert first is not None
    assert second is not None
    assert first.digest != second.digest


def test_going_back_to_earlier_law_reads_what_was_kept(store: Path, root: Path, compiled_anew: list[object]) -> None:
    town = root / "town.policy"
    first, _ = load_law(root)
    town.write_text(FILES["town.policy"].replace("as 5", "as 6"), encoding="utf-8")
    load_law(root)
    town.write_text(FILES["town.policy"], encoding="utf-8")

    third, _ = load_law(root)

    assert len(compiled_anew) == 2
    assert whole(third) == whole(first)


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other magic", "pickle"])
def test_a_damaged_file_is_compiled_again(store: Path, root: Path, compiled_anew: list[object], damage: str) -> None:
    first, _ = load_law(root)
    file = law_file(store)
    content = bytearray(file.read_bytes())
    match damage:
        case "empty":
            content = bytearray()
        case "cut":
            content = content[: len(content) // 2]
        case "flipped":
            content[len(content) // 2] ^= 1
        case "other magic":
            content[0] ^= 1
        case _:
            content = bytearray(pickle.dumps({}))
    file.write_bytes(content)

    second, _ = load_law(root)

    assert whole(second) == whole(first)
    assert len(compiled_anew) == 2


def test_a_damaged_section_is_compiled_again_when_it_is_read(
    store: Path, root: Path, compiled_anew: list[object]
) -> None:
    first, _ = load_law(root)
    assert first is not None
    file = law_file(store)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1  # the last program
    file.write_bytes(content)

    second, _ = load_law(root)
    assert second is not None
    assert len(compiled_anew) == 1
    assert dict(second.programs) == dict(first.programs)

    assert len(compiled_anew) == 2
    assert not file.exists()


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.system, ("echo harm",)


def test_bytes_from_a_stranger_run_nothing() -> None:
    with pytest.raises(pickle.UnpicklingError, match="no record"):
        stored.read(pickle.dumps(Harmful()))
    with pytest.raises(pickle.UnpicklingError, match="no record"):
        stored.read(pickle.dumps(eval))


def test_a_sealed_file_of_a_stranger_is_compiled_again(store: Path, root: Path, compiled_anew: list[object]) -> None:
    load_law(root)
    law_file(store).write_bytes(sealed({"law": pickle.dumps(Harmful()), "scenarios": b""}))

    second, _ = load_law(root)

    assert len(compiled_anew) == 2
    assert second is not None


def test_law_with_mistakes_is_not_kept(store: Path, root: Path, compiled_anew: list[object]) -> None:
    (root / "town.policy").write_text(FILES["town.policy"] + "\nrul x\n", encoding="utf-8")

    for _ in range(2):
        law, told = load_law(root)
        assert law is None
        assert told

    assert len(compiled_anew) == 2
    assert not list(store.glob("law-*"))


def test_the_cache_can_be_switched_off(store: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_NO_CACHE", "1")

    law, _ = load_law(root)

    assert law is not None
    assert not store.exists()


def test_a_folder_that_others_can_write_to_is_not_used(store: Path, root: Path) -> None:
    store.mkdir()
    store.chmod(0o777)

    load_law(root)

    assert not list(store.iterdir())


def test_the_folder_is_the_users_own(store: Path, root: Path) -> None:
    load_law(root)

    assert store.stat().st_mode & 0o777 == 0o700
    assert not list(store.glob(".writing-*"))


def test_a_folder_that_cannot_be_made_is_no_failure(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COMITY_CACHE_DIR", str(tmp_path / "file" / "cache"))

    law, _ = load_law(root)

    assert law is not None


def test_only_the_newest_files_stay(store: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for limit in (5, 6, 7, 8):
        (root / "town.policy").write_text(FILES["town.policy"].replace("as 5", f"as {limit}"), encoding="utf-8")
        load_law(root)

    assert len(list(store.glob("law-*"))) == 2


def test_another_version_of_the_tool_has_its_own_law(
    store: Path, root: Path, compiled_anew: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_law(root)
    monkeypatch.setattr(cache, "__version__", "0.0.0.other")
    load_law(root)

    assert len(compiled_anew) == 2


def test_a_warm_start_imports_neither_the_parser_nor_the_model(store: Path, root: Path) -> None:
    load_law(root)
    program = (
        "import sys; from pathlib import Path; from checker.pipeline import load_law;"
        f"law, _ = load_law(Path({str(root)!r})); law.programs['GOOD@TOWN'];"
        "print(sorted(m for m in sys.modules if m.startswith(('lark', 'checker.model', 'checker.syntax'))))"
    )

    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"


def test_texts_that_lie_in_no_folder_share_the_cache(store: Path, root: Path, compiled_anew: list[object]) -> None:
    law, _ = load_law(root)

    read, told = load_texts(read_files(list_folder(root).files))

    assert len(compiled_anew) == 1
    assert whole(read) == whole(law)
    assert told == ()


def test_texts_with_a_problem_are_told_and_not_kept(store: Path, root: Path) -> None:
    texts = read_files(list_folder(root).files)

    law, told = load_texts(texts, [Problem("x.policy", "this is not an ordinary file")])

    assert law is None
    assert [diagnostic.code.number for diagnostic in told] == ["N233"]
    assert not list(store.glob("law-*"))
