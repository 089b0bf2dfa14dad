"""Which two laws arguments name, and what is said where they name none."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from checker.diagnostics import render_text
from checker.revisions import Pair, Refused, Side, open_pair
from tests.revisions.repositories import LAW, TinyRepository

RULE = "a/rules.policy"


def opened(*arguments: str, policies: Path | None = None) -> Pair:
    pair = open_pair(arguments, policies)
    assert isinstance(pair, Pair), pair
    return pair


def refused(*arguments: str, policies: Path | None = None) -> Refused:
    found = open_pair(arguments, policies)
    assert isinstance(found, Refused)
    return found


def limit(side: Side) -> str:
    """The depth that the rule of a law names."""
    assert "A" in side.law.programs
    text = side.policies[RULE].text
    return text[text.index("more than") :].split()[2]


# ── what arguments name ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", [("HEAD~1", "HEAD"), ("HEAD~1..HEAD",), ("HEAD~1..",), ("HEAD~1...main",)])
def test_two_revisions_are_two_laws(repository: TinyRepository, arguments: tuple[str, ...]) -> None:
    pair = opened(*arguments)

    assert (limit(pair.old), limit(pair.new)) == ("10", "20")
    assert pair.old.commit == repository.git("rev-parse", "HEAD~1")
    assert pair.old.law.digest != pair.new.law.digest


def test_a_place_is_shown_as_git_would_name_it(repository: TinyRepository) -> None:
    pair = opened("HEAD~1", "HEAD")

    shown = pair.old.shown(RULE)

    assert shown == "HEAD~1:policies/a/rules.policy"
    assert repository.git("show", shown) == LAW[RULE].strip()


def test_a_tag_a_branch_and_a_hash_name_revisions(repository: TinyRepository) -> None:
    repository.git("tag", "-a", "v1", "-m", "first", "HEAD~1")
    repository.git("branch", "topic/deep", "HEAD")

    pair = opened("v1", "topic/deep")
    by_hash = opened(repository.git("rev-parse", "--short", "HEAD~1"), repository.git("rev-parse", "HEAD"))

    assert (limit(pair.old), limit(pair.new)) == ("10", "20")
    assert (by_hash.old.law, by_hash.new.law) == (pair.old.law, pair.new.law)


def test_a_tree_that_no_commit_holds_names_the_law_about_to_be_committed(repository: TinyRepository) -> None:
    repository.edit(f"policies/{RULE}", "more than 20", "more than 30")
    repository.git("add", "--all")
    repository.edit(f"policies/{RULE}", "more than 30", "more than 40")

    pair = opened("HEAD", repository.git("write-tree"))

    assert (limit(pair.old), limit(pair.new)) == ("20", "30")
    assert pair.new.commit is None


def test_one_revision_is_compared_with_the_folder(repository: TinyRepository) -> None:
    repository.edit(f"policies/{RULE}", "more than 20", "more than 50")

    pair = opened("HEAD")

    assert (limit(pair.old), limit(pair.new)) == ("20", "50")
    assert pair.new.shown(RULE) == f"policies/{RULE}"


def test_three_dots_start_where_the_two_parted(repository: TinyRepository) -> None:
    repository.git("checkout", "--quiet", "-b", "topic", "HEAD~1")
    repository.edit(f"policies/{RULE}", "more than 10", "more than 15")
    repository.commit()

    parted, straight = opened("main...topic"), opened("main..topic")

    assert (limit(parted.old), limit(parted.new)) == ("10", "15")
    assert (limit(straight.old), limit(straight.new)) == ("20", "15")


def test_two_folders_need_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, depth in (("old", "10"), ("new", "11")):
        for path, text in LAW.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("more than 10", f"more than {depth}"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    pair = opened("old", "./new")

    assert (limit(pair.old), limit(pair.new)) == ("10", "11")
    assert pair.new.shown(RULE) == f"new/{RULE}"


def test_two_days_are_one_law_twice(repository: TinyRepository) -> None:
    pair = opened("2024-01-01", "2026-02-28", policies=Path("policies"))

    assert pair.old.law is pair.new.law
    assert (pair.old.date, pair.new.date) == (date(2024, 1, 1).toordinal(), date(2026, 2, 28).toordinal())


def test_a_tag_that_looks_like_a_day_is_a_revision_beside_another(repository: TinyRepository) -> None:
    repository.git("tag", "2024-01-01", "HEAD~1")

    pair = opened("2024-01-01", "HEAD")

    assert limit(pair.old) == "10"


def test_equal_law_is_one_law(repository: TinyRepository) -> None:
    pair = opened("HEAD", "policies")

    assert pair.old.law is pair.new.law


# ── which folder ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_folder_named_is_read_in_both_revisions(repository: TinyRepository) -> None:
    repository.write(LAW, below="other/law")
    repository.commit()

    pair = opened("HEAD", "HEAD", policies=Path("other/law"))

    assert limit(pair.old) == "10"
    assert pair.old.shown(RULE) == f"HEAD:other/law/{RULE}"


def test_the_folder_on_the_other_side_is_read_in_the_revision(repository: TinyRepository) -> None:
    repository.write(LAW, below="other/law")
    repository.commit()

    assert limit(opened("HEAD", "other/law").old) == "10"


def test_the_only_folder_with_policies_is_found(repository: TinyRepository) -> None:
    repository.git("mv", "policies", "law")
    repository.commit()

    assert opened("HEAD", "HEAD").old.shown(RULE) == f"HEAD:law/{RULE}"


def test_a_folder_that_is_no_longer_on_disk_can_be_named(repository: TinyRepository) -> None:
    repository.git("mv", "policies", "law")
    repository.commit()

    pair = opened("HEAD~2", "HEAD~1", policies=Path("policies"))

    assert (limit(pair.old), limit(pair.new)) == ("10", "20")


def test_a_command_run_in_a_lower_folder_finds_the_law(
    repository: TinyRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder / "policies" / "a")

    assert limit(opened("HEAD~1..HEAD").old) == "10"
    assert limit(opened("HEAD~1").new) == "20"
    assert opened("HEAD~1").new.shown(RULE) == f"../{RULE}"


def test_a_repository_without_working_tree_is_read(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")

    assert limit(opened("main~1..main").old) == "10"


def test_variables_of_a_surrounding_git_point_nowhere_else(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TinyRepository(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))

    assert limit(opened("HEAD~1..HEAD").old) == "10"


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["--upload-pack=touch /tmp/x", "-x", "", "a\nb", "x" * 5_000, "\0", "--output=x..HEAD", "HEAD..--output=x"]
)
def test_what_git_could_take_for_an_option_is_refused(repository: TinyRepository, name: str) -> None:
    assert "can be no folder and no revision" in refused(name).why


def test_a_name_that_no_system_takes_for_a_file_is_refused(repository: TinyRepository) -> None:
    assert "no revision" in refused("é" * 390, "HEAD").why


def test_a_revision_that_is_not_there_is_named_with_the_nearest(repository: TinyRepository) -> None:
    repository.git("branch", "topic")

    told = refused("topik", "HEAD")

    assert told.why == "there is no folder and no revision `topik`"
    assert told.advice == "did you mean `topic`?"


def test_a_clone_that_was_cut_short_says_so(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "short"))
    monkeypatch.chdir(tmp_path / "short")

    told = refused("HEAD~1..HEAD")

    assert told.why == "there is no folder and no revision `HEAD~1`"
    assert "git fetch --unshallow" in (told.advice or "")


def test_nothing_is_fetched_for_a_clone_that_lacks_files(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    source = f"file://{repository.folder}"
    repository.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", source, str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    before = sorted(path for path in (tmp_path / "partial").rglob("*"))

    told = refused("HEAD~1..HEAD")

    assert "in this clone" in told.why or told.why.startswith("this clone does not hold the files")
    assert sorted(path for path in (tmp_path / "partial").rglob("*")) == before


def test_a_folder_in_no_repository_has_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    assert "lies in no git repository" in refused("HEAD~1", "HEAD").why


def test_without_git_folders_can_be_compared_and_revisions_not(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert limit(opened("policies", "policies").old) == "20"
    assert "git is not installed" in refused("HEAD", "policies").why


def test_a_revision_without_policies_is_named(repository: TinyRepository) -> None:
    repository.git("rm", "-r", "--quiet", "policies")
    (repository.folder / "README").write_text("nothing here")
    repository.commit()

    assert refused("HEAD~1", "HEAD").why == "`HEAD` holds no policy"
    assert refused("HEAD", "HEAD~1", policies=Path("policies")).why == "`HEAD` has no folder `policies`"


def test_law_in_several_folders_must_be_named(repository: TinyRepository) -> None:
    repository.git("mv", "policies", "one")
    repository.write(LAW, below="two")
    repository.commit()

    told = refused("HEAD", "HEAD")

    assert told.why == "`HEAD` holds policies in more than one folder: `one`, `two`"
    assert limit(opened("HEAD", "HEAD", policies=Path("two")).old) == "10"


def test_law_that_does_not_compile_is_placed_in_its_revision(repository: TinyRepository) -> None:
    repository.edit(f"policies/{RULE}", "when depth", "when deepth")
    repository.commit()

    told = refused("HEAD~1", "HEAD")

    assert told.why == "the law of `HEAD` does not compile"
    text = render_text(told.diagnostics, told.sources)
    assert "HEAD:policies/a/rules.policy:7:8" in text
    assert "did you mean `depth`?" in text


def test_policies_that_declare_no_jurisdiction_are_no_law(repository: TinyRepository) -> None:
    (repository.folder / "policies" / RULE).unlink()
    repository.commit()

    assert refused("HEAD~1", "HEAD").why == "the policies of `HEAD` declare no jurisdiction"


def test_a_name_with_two_meanings_is_not_guessed(repository: TinyRepository) -> None:
    repository.git("branch", "policies", "HEAD~1")

    assert refused("policies", "HEAD").why == "`policies` is both a folder and a revision"
    assert limit(opened("./policies", "HEAD").old) == "20"
    assert limit(opened("policies^0", "HEAD").old) == "10"


def test_a_day_beside_what_is_no_day_is_explained(repository: TinyRepository) -> None:
    told = refused("2024-01-01", "main")

    assert told.why == "`2024-01-01` is a date and `main` is none"


def test_a_day_that_does_not_exist_is_refused(repository: TinyRepository) -> None:
    assert refused("2024-02-30", "2024-03-01").why == "there is no day `2024-02-30`"


@pytest.mark.parametrize("number", [0, 3])
def test_two_laws_are_compared(repository: TinyRepository, number: int) -> None:
    assert "two are compared" in refused(*["HEAD"] * number).why


def test_a_file_is_no_law(repository: TinyRepository) -> None:
    assert refused(f"policies/{RULE}", "HEAD").why == f"`policies/{RULE}` is a file"


def test_histories_without_common_revision_have_no_three_dots(repository: TinyRepository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit()

    assert "no revision in common" in refused("main...other").why


def test_nothing_is_written_to_the_repository(repository: TinyRepository) -> None:
    before = sorted((str(path), path.stat().st_mtime_ns) for path in repository.folder.rglob("*"))

    opened("HEAD~1", "HEAD")

    assert sorted((str(path), path.stat().st_mtime_ns) for path in repository.folder.rglob("*")) == before


def test_a_revision_is_opened_from_the_cache(
    repository: TinyRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_CACHE_DIR", str(tmp_path / "cache"))
    opened("HEAD~1", "HEAD")
    kept = sorted(os.listdir(tmp_path / "cache"))
    monkeypatch.setattr("checker.pipeline._compile", None)

    pair = opened("HEAD~1", "HEAD")

    assert (limit(pair.old), limit(pair.new)) == ("10", "20")
    assert sorted(os.listdir(tmp_path / "cache")) == kept
