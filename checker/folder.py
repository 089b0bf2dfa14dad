"""The files of a policy folder: found, bounded, read and digested.

Every `*.policy` and `*.csv` below the folder counts as law, whether or not a declaration reads it, so the digest of
the law can be told without parsing. Links that leave the folder are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from checker.records import field, frozen

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

POLICY = ".policy"
TABLE = ".csv"
MAX_FILES = 5_000
MAX_DEPTH = 16
MAX_POLICY_BYTES = 8 * 1024 * 1024
MAX_TABLE_BYTES = 32 * 1024 * 1024
MAX_TOTAL_POLICY_BYTES = 32 * 1024 * 1024
MAX_TOTAL_TABLE_BYTES = 256 * 1024 * 1024


@frozen
class Problem:
    """Something in the folder that cannot be read as law."""

    path: str
    why: str
    advice: str | None = None


@frozen
class Found:
    """A file of the folder. `outside`: a link that leaves the folder, never opened."""

    path: str
    handle: Traversable
    size: int = 0
    changed: int = 0
    outside: bool = False


@frozen
class Listing:
    """The files of a folder in order of path, and what is wrong with the folder itself."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]

    @property
    def signature(self) -> tuple[tuple[str, int, int], ...]:
        """What changes when a file is edited: path, size and time of the last change."""
        return tuple((file.path, file.size, file.changed) for file in self.files)

    @property
    def outside(self) -> tuple[str, ...]:
        """The links that leave the folder, by path."""
        return tuple(file.path for file in self.files if file.outside)


@frozen
class Texts:
    """The bytes of every file by path, the digest of each and of all."""

    contents: Mapping[str, bytes]
    digest: str
    digests: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = field(default=())


def list_folder(root: Traversable) -> Listing:
    """Every policy and table below `root`, in order of path."""
    files: list[Found] = []
    problems: list[Problem] = []
    try:
        entries = _walk_disk(root, problems) if isinstance(root, Path) else _walk(root, "", 0, problems)
        for found in entries:
            if len(files) >= MAX_FILES:
                problems.append(Problem("", f"the folder holds more than {MAX_FILES} policies and tables"))
                break
            files.append(found)
    except OSError as error:
        problems.append(Problem("", f"the folder `{root.name}` cannot be read: {error.strerror or 'not a folder'}"))
    return Listing(tuple(sorted(files, key=lambda file: file.path)), tuple(problems))


def _counts(name: str) -> bool:
    return name.endswith((POLICY, TABLE)) and not name.startswith(".")


def _walk_disk(root: Path, problems: list[Problem]) -> Iterator[Found]:
    top = root.resolve()
    waiting: list[tuple[str, str, int]] = [(str(root), "", 0)]
    while waiting:
        folder, prefix, depth = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                path = f"{prefix}{name}"
                if entry.is_dir(follow_symlinks=False):
                    if not name.startswith(".") and name != "__pycache__":
                        if depth >= MAX_DEPTH:
                            problems.append(Problem(_shown(path), f"folders lie more than {MAX_DEPTH} deep"))
                        else:
                            waiting.append((entry.path, f"{path}/", depth + 1))
                elif entry.is_symlink() and entry.is_dir():
                    problems.append(
                        Problem(
                            _shown(path), "a link to a folder is not followed", "copy the folder, or remove the link"
                        )
                    )
                elif _counts(name):
                    yield from _on_disk(entry, path, top, problems)


def _on_disk(entry: os.DirEntry[str], path: str, top: Path, problems: list[Problem]) -> Iterator[Found]:
    if _shown(path) != path:
        problems.append(Problem(_shown(path), "the name of this file is not text", "rename the file"))
        return
    outside = entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(top)
    if outside and path.endswith(POLICY):
        problems.append(
            Problem(path, "a link that leaves the folder is not followed", "copy the file, or remove the link")
        )
        return
    if not outside and not entry.is_file():
        problems.append(Problem(path, "this is not an ordinary file"))
        return
    status = entry.stat(follow_symlinks=not outside)
    yield Found(path, Path(entry.path), status.st_size, status.st_mtime_ns, outside)


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8")


def _walk(folder: Traversable, prefix: str, depth: int, problems: list[Problem]) -> Iterator[Found]:
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            if depth >= MAX_DEPTH:
                problems.append(Problem(path, f"folders lie more than {MAX_DEPTH} deep"))
            elif not entry.name.startswith("."):
                yield from _walk(entry, f"{path}/", depth + 1, problems)
        elif _counts(entry.name):
            yield Found(path, entry)


def read_files(files: Iterable[Found]) -> Texts:
    """Read and digest the files; what is too large or cannot be opened is a problem and left out."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    totals = {POLICY: 0, TABLE: 0}
    for file in files:
        if file.outside:
            continue
        kind = POLICY if file.path.endswith(POLICY) else TABLE
        limit = MAX_POLICY_BYTES if kind == POLICY else MAX_TABLE_BYTES
        most = MAX_TOTAL_POLICY_BYTES if kind == POLICY else MAX_TOTAL_TABLE_BYTES
        try:
            with file.handle.open("rb") as stream:
                content = stream.read(limit + 1)
        except OSError as error:
            problems.append(Problem(file.path, f"this file cannot be read: {error.strerror}"))
            continue
        totals[kind] += len(content)
        if len(content) > limit:
            problems.append(Problem(file.path, f"this file has more than {limit // (1024 * 1024)} MB"))
        elif totals[kind] > most:
            problems.append(Problem("", f"the `{kind}` files of the folder have more than {most // (1024 * 1024)} MB"))
            break
        else:
            contents[file.path] = content
    return Texts(contents, *digest(contents), tuple(problems))


def digest(contents: Mapping[str, bytes]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The digest of all files, over sorted paths and contents, and that of each."""
    whole = sha256()
    each: list[tuple[str, str]] = []
    for path in sorted(contents):
        content = contents[path]
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
        each.append((path, f"sha256:{sha256(content).hexdigest()}"))
    return f"sha256:{whole.hexdigest()}", tuple(each)
