"""The policies and tables of a folder in a git tree, under the rules of a folder on disk.

What `checker.folder` refuses there is refused here: links that leave the folder, links to folders, files that are too
large, too many or too deep. Only what is within its bounds is read from the repository at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.folder import (
    MAX_DEPTH,
    MAX_FILES,
    MAX_POLICY_BYTES,
    MAX_TABLE_BYTES,
    MAX_TOTAL_POLICY_BYTES,
    MAX_TOTAL_TABLE_BYTES,
    POLICY,
    TABLE,
    Problem,
    Texts,
    digest,
)
from checker.records import frozen
from checker.revisions import errors
from checker.revisions.errors import Refusal
from checker.revisions.git import Entry, Repository

_MEGABYTE = 1024 * 1024
_LFS = b"version https://git-lfs.github.com/spec/"


@frozen
class TreeTexts:
    """What `checker.pipeline.load_texts` takes."""

    texts: Texts
    problems: tuple[Problem, ...]
    outside: tuple[str, ...]


def policy_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """The folders that hold policies and lie in no other such folder; the top of the tree is ""."""
    folders = {path.rpartition("/")[0] for path in paths if path.endswith(POLICY) and not _is_hidden(path)}
    return tuple(sorted(f for f in folders if not any(f != g and (not g or f.startswith(f"{g}/")) for g in folders)))


def common_folder(folders: Sequence[str]) -> str:
    """The nearest folder that holds all of them."""
    first, *others = [folder.split("/") for folder in folders]
    length = len(first)
    for other in others:
        same = next((i for i, (a, b) in enumerate(zip(first, other, strict=False)) if a != b), min(length, len(other)))
        length = min(length, same)
    return "/".join(first[:length])


def read_tree(repository: Repository, revision: str, tree: str, root: str, folder: str) -> TreeTexts:
    """Every policy and table of the tree `tree`, which is the folder `folder` of the tree `root`."""
    entries = repository.entries(tree)
    if entries is None:
        raise Refusal(errors.tree_too_large(revision))
    reading = _Reading(repository, revision, tree, root, folder)
    reading.look_at(entries)
    return reading.texts()


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.split("/"))


class _Reading:
    """Finds what counts as law and what is wrong with it, then reads it in one go."""

    def __init__(self, repository: Repository, revision: str, tree: str, root: str, folder: str) -> None:
        self._repository, self._revision = repository, revision
        self._tree, self._root, self._folder = tree, root, folder
        self._wanted: list[tuple[str, str]] = []
        self._problems: list[Problem] = []
        self._outside: list[str] = []
        self._totals = {POLICY: 0, TABLE: 0}

    def look_at(self, entries: Sequence[Entry]) -> None:
        links: list[str] = []
        for entry in entries:
            path = entry.path.decode("utf-8", "replace")
            if _is_hidden(path):
                continue
            counts = path.endswith((POLICY, TABLE))
            if entry.is_repository:
                self._problem(path, "this is another repository, which is not read", "copy its policies")
            elif not counts and not entry.is_link:
                continue
            elif b"\n" in entry.path or path.encode() != entry.path:
                self._problem(path, "the name of this file is not text", "rename the file")
            elif path.count("/") > MAX_DEPTH:
                self._problem(path, f"folders lie more than {MAX_DEPTH} deep")
            elif entry.is_link:
                links.append(path)
            else:
                self._want(path, entry.object, entry.size)
            if len(self._wanted) + len(links) > MAX_FILES:
                self._problem("", f"the folder holds more than {MAX_FILES} policies and tables")
                break
        self._follow(links)

    def texts(self) -> TreeTexts:
        contents: dict[str, bytes] = {}
        wanted = sorted(self._wanted)
        for (path, _), content in zip(
            wanted, self._repository.contents([object_ for _, object_ in wanted]), strict=True
        ):
            if content is None:
                raise Refusal(errors.blob_missing(self._revision, "/".join(filter(None, (self._folder, path)))))
            if content.startswith(_LFS):
                self._problem(path, "this file is kept outside the repository (Git LFS), where it is not read")
                continue
            contents[path] = content
        return TreeTexts(Texts(contents, *digest(contents)), tuple(self._problems), tuple(self._outside))

    def _problem(self, path: str, why: str, advice: str | None = None) -> None:
        self._problems.append(Problem(path, why, advice))

    def _want(self, path: str, object_: str, size: int) -> None:
        kind = POLICY if path.endswith(POLICY) else TABLE
        limit = MAX_POLICY_BYTES if kind == POLICY else MAX_TABLE_BYTES
        most = MAX_TOTAL_POLICY_BYTES if kind == POLICY else MAX_TOTAL_TABLE_BYTES
        if size > limit:
            self._problem(path, f"this file has more than {limit // _MEGABYTE} MB")
        elif self._totals[kind] + size > most:
            if self._totals[kind] <= most:
                self._problem("", f"the `{kind}` files of the folder have more than {most // _MEGABYTE} MB")
            self._totals[kind] = most + 1
        else:
            self._totals[kind] += size
            self._wanted.append((path, object_))

    def _follow(self, links: Sequence[str]) -> None:
        """A link to a file of the folder is that file; whatever else a link is, is told."""
        within = self._repository.behind([f"{self._tree}:{path}".encode() for path in links])
        above = f"{self._folder}/" if self._folder else ""
        anywhere = self._repository.behind([f"{self._root}:{above}{path}".encode() for path in links])
        for path, (kind, object_, size), (far_kind, _, _) in zip(links, within, anywhere, strict=True):
            counts = path.endswith((POLICY, TABLE))
            if "tree" in (kind, far_kind):
                advice = "copy the folder, or remove the link"
                self._problem(path, "a link to a folder is not followed", advice)
            elif kind == "symlink" and path.endswith(TABLE):
                self._outside.append(path)
            elif kind == "symlink" and (counts or far_kind == "symlink"):
                advice = "copy the file, or remove the link"
                self._problem(path, "a link that leaves the folder is not followed", advice)
            elif counts and kind == "blob":
                self._want(path, object_, size)
            elif counts:
                self._problem(path, "this is not an ordinary file")
