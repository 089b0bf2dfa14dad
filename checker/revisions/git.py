"""What git tells of a repository, asked with its own command: no checkout, no hook, no network, no shell.

Every call has a bound on time and on what is read. Variables of a surrounding git (a hook's, say) are not passed on:
they would point these calls at another repository or index.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from threading import Timer

from checker.cleaning import clean
from checker.records import frozen
from checker.revisions import errors
from checker.revisions.errors import Refusal

SECONDS = 120
MOST_LISTED = 64 * 1024 * 1024
_MOST_NAMES = 2_000
_MOST_COMPLAINT = 10_000


@frozen
class Entry:
    """A file of a tree. `mode` is git's: 120000 is a link, 160000 another repository."""

    path: bytes
    mode: str
    object: str
    size: int

    @property
    def is_link(self) -> bool:
        return self.mode == "120000"

    @property
    def is_repository(self) -> bool:
        return self.mode == "160000"


@frozen
class Repository:
    """`top` is the top of the working tree, or the repository itself where it has none."""

    top: Path
    bare: bool = False

    def ask(self, *arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
        """Exit code, output and complaint of a call whose output is known to be small."""
        return _ask(self.top, arguments, given)

    def tree(self, revision: str) -> str | None:
        """The tree of a revision, or None where there is no such revision."""
        code, out, _ = self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
        return out.decode("ascii", "replace").strip() if code == 0 else None

    def commit(self, revision: str) -> str | None:
        """The commit that a revision names, or None where it names none."""
        code, out, _ = self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return out.decode("ascii", "replace").strip() if code == 0 else None

    def folder(self, tree: str, path: str) -> str | None:
        """The tree of a folder within a tree, or None where there is none."""
        if not path:
            return tree
        code, out, _ = self.ask("rev-parse", "--verify", "--quiet", f"{tree}:{path}")
        return self.tree(out.decode("ascii", "replace").strip()) if code == 0 else None

    def merge_base(self, old: str, new: str) -> str | None:
        code, out, _ = self.ask("merge-base", old, new)
        return out.decode("ascii", "replace").strip() if code == 0 else None

    def names(self) -> list[str]:
        """Branches and tags, for suggestions."""
        _, out, _ = self.ask("for-each-ref", f"--count={_MOST_NAMES}", "--format=%(refname:short)")
        return out.decode("utf-8", "replace").split()

    @property
    def is_shallow(self) -> bool:
        return self.ask("rev-parse", "--is-shallow-repository")[1].strip() == b"true"

    def entries(self, tree: str) -> list[Entry] | None:
        """Every file below a tree, or None where there are too many."""
        out = _read(self.top, ("ls-tree", "-r", "-z", "--long", "--full-tree", tree), MOST_LISTED)
        if out is None:
            return None
        found: list[Entry] = []
        for line in out.split(b"\0")[:-1]:
            told, _, path = line.partition(b"\t")
            mode, _, object_, size = told.decode("ascii", "replace").split()
            found.append(Entry(path, mode, object_, int(size) if size.isdigit() else 0))
        return found

    def contents(self, objects: Sequence[str]) -> list[bytes | None]:
        """The bytes of objects whose sizes are known to be bearable; None where one is not in this clone."""
        given = "".join(f"{each}\n" for each in objects).encode()
        code, out, complaint = self.ask("cat-file", "--batch", given=given)
        if code != 0:
            raise Refusal(errors.git_failed(complaint))
        return _objects(out, len(objects))

    def behind(self, places: Sequence[bytes]) -> list[tuple[str, str, int]]:
        """What stands behind each `tree:path`, links followed: its kind, object and size.

        The kind is `blob` or `tree`; `symlink` where a link leaves the tree; `dangling`, `loop`, `notdir`, `missing`.
        """
        given = b"".join(place + b"\n" for place in places)
        code, out, complaint = self.ask("cat-file", "--batch-check", "--follow-symlinks", given=given)
        if code != 0:
            raise Refusal(errors.git_failed(complaint))
        return _answers(out, len(places))


def _objects(out: bytes, number: int) -> list[bytes | None]:
    found: list[bytes | None] = []
    at = 0
    for _ in range(number):
        end = out.index(b"\n", at)
        words = out[at:end].split(b" ")
        at = end + 1
        if words[-1] == b"missing":
            found.append(None)
            continue
        size = int(words[2])
        found.append(out[at : at + size])
        at += size + 1
    return found


def _answers(out: bytes, number: int) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at = 0
    for _ in range(number):
        end = out.index(b"\n", at)
        line = out[at:end]
        at = end + 1
        first, _, rest = line.partition(b" ")
        if line.endswith((b" missing", b" ambiguous")):
            found.append(("missing", "", 0))
        elif first in (b"symlink", b"dangling", b"loop", b"notdir"):
            at += int(rest) + 1
            found.append((first.decode(), "", 0))
        else:
            kind, _, size = rest.partition(b" ")
            found.append((kind.decode(), first.decode(), int(size)))
    return found


def repository_of(folder: Path) -> Repository | None:
    """The repository in which a folder lies; None where it lies in none."""
    code, out, complaint = _ask(folder, ("rev-parse", "--show-toplevel"))
    if code == 0:
        return Repository(Path(os.fsdecode(out.rstrip(b"\n"))))
    if "must be run in a work tree" in complaint:
        code, out, complaint = _ask(folder, ("rev-parse", "--absolute-git-dir"))
        if code == 0:
            return Repository(Path(os.fsdecode(out.rstrip(b"\n"))), bare=True)
    if "not a git repository" in complaint:
        return None
    raise Refusal(errors.git_failed(complaint))


def is_installed() -> bool:
    return which("git") is not None


# ── running it ───────────────────────────────────────────────────────────────────────────────────────────────────


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
    }


def _command(folder: Path, arguments: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]


def _ask(folder: Path, arguments: Sequence[str], given: bytes = b"") -> tuple[int, bytes, str]:
    try:
        done = subprocess.run(
            _command(folder, arguments), input=given, capture_output=True, env=_environment(), timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Refusal(errors.git_too_slow(SECONDS)) from None
    except OSError as problem:
        raise Refusal(errors.git_failed(problem.strerror or "")) from None
    return done.returncode, done.stdout, _complaint(done.stderr)


def _read(folder: Path, arguments: Sequence[str], most: int) -> bytes | None:
    """The output of a call, or None where it is longer than `most`."""
    command = _command(folder, arguments)
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        late = Timer(SECONDS, process.kill)
        late.start()
        try:
            out = process.stdout.read(most + 1)
            complaint = b"" if len(out) > most else process.stderr.read(_MOST_COMPLAINT)
        finally:
            late.cancel()
        if len(out) > most:
            process.kill()
            return None
    if process.returncode != 0:
        if b"promisor remote" in complaint or b"lazy fetch" in complaint:
            raise Refusal(errors.files_missing())
        raise Refusal(errors.git_failed(_complaint(complaint)))
    return out


def _complaint(stderr: bytes) -> str:
    """Git's own words in one line."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return clean(lines[0].removeprefix("fatal: "))[:300] if lines else ""
