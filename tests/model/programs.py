"""Small programs as text: chunks separated by `---`, files inside a chunk begun by `=== PATH`."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen

from checker.pipeline import Compilation, compile_sources
from checker.source import SourceFile

REJECTED = Path(__file__).resolve().parent.parent / "corpus" / "rejected"
FAMILIES = ("names", "types", "tables", "defeasibility", "citations")
_MARK = re.compile(r"#! ([A-Z]\d{3})")
_TABLE_MARK = re.compile(r"(\d+):([A-Z]\d{3})")
_FILE = re.compile(r"^=== (\S+)(.*)\n", re.MULTILINE)


@frozen
class Program:
    """Files by path, and the (path, line, code) of every mistake that is marked in them."""

    files: dict[str, str]
    expected: list[tuple[str, int, str]]


def chunks(family: str) -> list[str]:
    """The rejected programs of a family."""
    return (REJECTED / f"{family}.policy").read_text(encoding="utf-8").split("---\n")


def program(text: str) -> Program:
    """Read a chunk."""
    pieces = _FILE.split(text)
    if len(pieces) == 1:
        pieces = ["", "a.policy", "", text]
    files: dict[str, str] = {}
    expected: list[tuple[str, int, str]] = []
    for path, marks, content in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        files[path] = content
        expected += [(path, int(line), code) for line, code in _TABLE_MARK.findall(marks)]
        for number, line in enumerate(content.split("\n"), 1):
            expected += [(path, number, code) for code in _MARK.findall(line)]
    return Program(files, sorted(expected))


def compiled(files: dict[str, str] | str) -> Compilation:
    """Compile files by path; a single text is called `a.policy`."""
    by_path = {"a.policy": files} if isinstance(files, str) else files
    policies = [SourceFile(path, text) for path, text in by_path.items() if path.endswith(".policy")]
    return compile_sources(policies, {path: text for path, text in by_path.items() if path.endswith(".csv")})


def found(compilation: Compilation) -> list[tuple[str, int, str]]:
    """Where each diagnostic stands: (path, line, code)."""
    places: list[tuple[str, int, str]] = []
    for diagnostic in compilation.diagnostics:
        span = diagnostic.primary.span
        line = compilation.sources[span.path].position(span.start).line
        places.append((span.path, line, diagnostic.code.number))
    return sorted(places)
