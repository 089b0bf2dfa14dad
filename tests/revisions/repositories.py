"""Tiny git repositories with tiny law."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

LAW = {
    "words.policy": (
        'vocabulary digging "Digging"\n\n'
        'fact depth: int 0..100 "Depth in metres"\n\n'
        'decision permit "Is a permit needed?" { free "No" < needed "Yes" } otherwise free\n'
    ),
    "a/rules.policy": (
        'jurisdiction A "Jurisdiction A" decide as of case.date\n\n'
        'source ACT "Digging Act" citation "DA 1"\n\n'
        'rule deep_holes "Deep holes need a permit"\n'
        '  cites ACT "s 1"\n'
        "  when depth is more than 10\n"
        "  then permit is needed\n"
    ),
}


class TinyRepository:
    """A repository in a folder of its own, made with the git command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Tester")
        self.git("config", "user.email", "tester@example.org")
        self.git("config", "commit.gpgsign", "false")

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        done = subprocess.run(["git", "-C", str(self.folder), *arguments], input=given, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str], below: str = "policies") -> None:
        for path, text in files.items():
            file = self.folder / below / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, message: str = "change the law") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
