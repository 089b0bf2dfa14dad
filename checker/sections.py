"""A file of named sections, each read and checked against its own digest when it is asked for.

The table of sections is checked when the file is opened, with its length; so a file that was cut, replaced or written
by another version is told at once, and a changed section when it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

_MAGIC = b"comity-sections-1\n"
_DIGEST = 32
_START = len(_MAGIC) + _DIGEST + 8


class Damaged(Exception):
    """A section is not what was written."""


def sealed(sections: Mapping[str, bytes]) -> bytes:
    """The content of a file with these sections."""
    lines = [f"{len(content)} {sha256(content).hexdigest()} {name}" for name, content in sections.items()]
    table = "\n".join(lines).encode()
    return _MAGIC + sha256(table).digest() + len(table).to_bytes(8, "big") + table + b"".join(sections.values())


class Sections(Mapping[str, bytes]):
    """The sections of a file that stays open, so that it can be replaced or removed meanwhile."""

    def __init__(self, file: Path) -> None:
        """Open `file`; OSError where that fails, `Damaged` where it is no whole file of sections."""
        self._descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        self._size = os.fstat(self._descriptor).st_size
        start = self._bytes(0, _START)
        size = int.from_bytes(start[-8:], "big")
        if not start.startswith(_MAGIC) or len(start) != _START or _START + size > self._size:
            raise Damaged
        table = self._bytes(_START, size)
        if sha256(table).digest() != start[len(_MAGIC) : -8]:
            raise Damaged
        self._places: dict[str, tuple[int, int, str]] = {}
        at = _START + size
        for line in table.decode().split("\n"):
            length, digest, name = line.split(" ", 2)
            self._places[name] = (at, int(length), digest)
            at += int(length)
        if at != self._size:
            raise Damaged

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)

    def _bytes(self, at: int, length: int) -> bytes:
        os.lseek(self._descriptor, at, os.SEEK_SET)
        parts: list[bytes] = []
        while length > 0 and (part := os.read(self._descriptor, length)):
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def __getitem__(self, name: str) -> bytes:
        at, length, digest = self._places[name]
        content = self._bytes(at, length)
        if sha256(content).hexdigest() != digest:
            raise Damaged(name)
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
