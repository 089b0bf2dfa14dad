"""A folder in a revision is read under the rules of a folder on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.folder import list_folder, read_files
from checker.revisions import Pair, Refused, open_pair, tree
from checker.revisions.tree import common_folder, policy_folders
from tests.revisions.repositories import TinyRepository


def committed(repository: TinyRepository) -> Pair | Refused:
    repository.commit()
    return open_pair(["HEAD", "policies"])


def told(found: Pair | Refused) -> list[str]:
    assert isinstance(found, Refused)
    return [f"{d.primary.span.path}: {d.message}, {d.primary.text}" for d in found.diagnostics]


def test_a_revision_reads_as_the_folder_that_was_committed(repository: TinyRepository) -> None:
    repository.write({"a/.hidden.policy": "rubbish", ".git_notes/x.policy": "rubbish", "a/notes.txt": "rubbish"})
    repository.write({"a/data/places.csv": "name\r\nhill\r\n"})

    pair = committed(repository)

    assert isinstance(pair, Pair)
    assert pair.old.contents == pair.new.contents == read_files(list_folder(Path("policies")).files).contents


def test_a_link_within_the_folder_is_followed(repository: TinyRepository) -> None:
    os.rename("policies/a/rules.policy", "policies/a/rules.txt")
    (repository.folder / "policies/b.policy").symlink_to("a/rules.txt")

    pair = committed(repository)

    assert isinstance(pair, Pair)
    assert set(pair.old.contents) == {"b.policy", "words.policy"}
    assert pair.old.law.digest == pair.new.law.digest


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("../../outside.policy", "a link that leaves the folder is not followed"),
        ("/etc/hostname", "a link that leaves the folder is not followed"),
        ("nowhere.policy", "this is not an ordinary file"),
        ("linked.policy", "this is not an ordinary file"),
        ("../data", "a link to a folder is not followed"),
    ],
)
def test_what_is_refused_on_disk_is_refused_in_a_revision(repository: TinyRepository, target: str, why: str) -> None:
    (repository.folder / "outside.policy").write_text("")
    repository.write({"data/places.csv": "name\n"})
    (repository.folder / "policies/a/linked.policy").symlink_to(target)

    found = told(committed(repository))

    assert len(found) == 1
    assert found[0].startswith("HEAD:policies/a/linked.policy: ")
    assert why in found[0]


def test_a_link_to_a_folder_of_policies_is_told(repository: TinyRepository) -> None:
    repository.write({"more.policy": "within A\n"}, below="elsewhere")
    (repository.folder / "policies/shared").symlink_to("../elsewhere")

    assert "a link to a folder is not followed" in told(committed(repository))[0]


def test_a_link_to_an_ordinary_file_is_nobodys_business(repository: TinyRepository) -> None:
    (repository.folder / "policies/README.md").symlink_to("../README.md")
    (repository.folder / "README.md").write_text("read me")

    assert isinstance(committed(repository), Pair)


def test_another_repository_within_is_not_passed_over(repository: TinyRepository) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},policies/b")
    repository.git("commit", "--quiet", "-m", "within")

    assert "another repository" in told(open_pair(["HEAD", "HEAD~1"]))[0]


def test_a_table_kept_elsewhere_is_told(repository: TinyRepository) -> None:
    repository.write({"a/data/places.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"})

    assert "Git LFS" in told(committed(repository))[0]


def test_files_are_bounded_before_they_are_read(repository: TinyRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_POLICY_BYTES", 150)

    assert "HEAD:policies/a/rules.policy" in told(open_pair(["HEAD", "HEAD"]))[0]


def test_all_files_together_are_bounded(repository: TinyRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_TOTAL_POLICY_BYTES", 300)

    assert "the `.policy` files of the folder have more than" in told(open_pair(["HEAD", "HEAD"]))[0]


def test_the_number_of_files_is_bounded(repository: TinyRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", 1)

    assert "more than 1 policies" in told(open_pair(["HEAD", "HEAD"]))[0]


def test_depth_is_bounded(repository: TinyRepository) -> None:
    repository.write({"/".join(["d"] * 17) + "/x.policy": "within A\n"})

    assert "deep" in told(committed(repository))[0]


def test_text_that_is_not_utf_8_is_placed(repository: TinyRepository) -> None:
    (repository.folder / "policies/a/rules.policy").write_bytes(b"jurisdiction A \xff\n")

    assert told(committed(repository))[0].startswith("HEAD:policies/a/rules.policy: ")


def test_the_folders_of_policies_are_the_outermost() -> None:
    found = policy_folders(["law/a/x.policy", "law/y.policy", "other/z.policy", ".git/w.policy", "README.md"])

    assert found == ("law", "other")
    assert policy_folders(["x.policy", "a/y.policy"]) == ("",)


@pytest.mark.parametrize(
    ("folders", "common"),
    [
        (["law/a", "law/b"], "law"),
        (["law", "law/b"], "law"),
        (["one", "two"], ""),
        (["law"], "law"),
        (["ab", "abc"], ""),
    ],
)
def test_the_common_folder_is_the_nearest_above_all(folders: list[str], common: str) -> None:
    assert common_folder(folders) == common
