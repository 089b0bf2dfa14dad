"""Case files on disk: found, bounded and read.

Only ordinary files are opened, so nothing waits for a writer that never comes; in a folder, links that leave it are
refused, so that a folder from a stranger cannot show what lies elsewhere.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

SUFFIXES = (".yaml", ".yml", ".json")
MAX_BYTES = 4_000_000
MAX_DEPTH = 16


class Unusable(Exception):
    """A file or folder that cannot be read as cases: why, and how to go on."""

    def __init__(self, why: str, advice: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


def files_below(folder: Path) -> list[Path]:
    """The case files in a folder or deeper, in order of name; hidden ones and links to folders are left out."""
    top = folder.resolve()
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if folders and len(Path(here).relative_to(folder).parts) >= MAX_DEPTH:
            raise Unusable(f"the folders in `{folder}` lie more than {MAX_DEPTH} deep")
        for name in names:
            if name.endswith(SUFFIXES) and not name.startswith("."):
                path = Path(here, name)
                if path.is_symlink() and not path.resolve().is_relative_to(top):
                    raise Unusable(f"`{path}` is a link that leaves the folder", "copy the file, or remove the link")
                found.append(path)
    return sorted(found)


def _unreadable(problem: OSError) -> None:
    raise problem


def read_file(path: Path) -> bytes:
    """The content of a case file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unusable(f"`{path}` is not an ordinary file", "name a case file, or `-` for standard input")
        with path.open("rb") as stream:
            return read_stream(stream, f"`{path}`")
    except OSError as problem:
        raise Unusable(f"`{path}` cannot be read: {(problem.strerror or str(problem)).lower()}") from problem


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """All that a stream holds, up to the bound."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unusable(f"{name} has more than {MAX_BYTES // 1_000_000} MB", "split the file: one case each")
    return content
