"""The compile cache: what one run compiled, for the next run over the same law with the same tool.

A cache file is named after a key over the digest of the law, the version of the tool, of Python and of the tool's own
code, and holds the digests of its sections. Whatever does not fit is ignored and compiled again; the folder can be
deleted at any time. ADR 0007 says why it is made as it is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from checker.declared import Scenario
from checker.diagnostics.data import Diagnostic
from checker.folder import Listing, read_files
from checker.ir.law import Law
from checker.ir.program import Program
from checker.memory import nothing_collected
from checker.records import evolve, frozen
from checker.sections import Sections, sealed
from checker.version import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FORMAT = "comity.cache/2"
KEPT = 24
"""How many cache files stay: the oldest go."""

_SETTLED = 2_000_000_000
"""A file changed this recently (in nanoseconds) might change again within one tick of its clock."""


@frozen
class Place:
    """Where the compiled law of a digest is kept."""

    folder: Path
    digest: str

    @property
    def file(self) -> Path:
        key = f"{FORMAT}\n{self.digest}\n{__version__}\n{sys.version}\n{_code_signature()}"
        return self.folder / f"law-{sha256(key.encode()).hexdigest()[:40]}"


# ── where ────────────────────────────────────────────────────────────────────────────────────────────────────────


def cache_folder() -> Path | None:
    """The user's own cache folder, or None where there is none or it was switched off."""
    if os.environ.get("COMITY_NO_CACHE", "0") not in ("", "0"):
        return None
    if chosen := os.environ.get("COMITY_CACHE_DIR"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "comity"
    except RuntimeError:
        return None


def _prepared(folder: Path) -> bool:
    """Whether the folder is there, belongs to this user and can be written by nobody else."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def place_of(root: Traversable, listing: Listing) -> Place | None:
    """Where the law of this folder is kept, or None where it cannot be."""
    folder = cache_folder()
    if folder is None or not isinstance(root, Path) or listing.problems or not _prepared(folder):
        return None
    return Place(folder, _law_digest(root, listing, folder))


def place_for(digest: str) -> Place | None:
    """Where the law of this digest is kept, wherever its texts came from; None where it cannot be kept."""
    folder = cache_folder()
    return Place(folder, digest) if folder is not None and _prepared(folder) else None


def _law_digest(root: Path, listing: Listing, folder: Path) -> str:
    """The digest of the law, remembered for as long as no file has another size or time of change."""
    signature = sha256(repr(listing.signature).encode()).hexdigest()
    memory = folder / f"seen-{sha256(os.fsencode(root.resolve())).hexdigest()[:40]}"
    try:
        remembered = memory.read_text(encoding="utf-8").split("\n")
        if remembered[:2] == [FORMAT, signature] and len(remembered) == 3:
            return remembered[2]
    except (OSError, ValueError):
        pass
    digest = read_files(listing.files).digest
    newest = max((file.changed for file in listing.files), default=0)
    if newest + _SETTLED < time.time_ns():
        _put(memory, f"{FORMAT}\n{signature}\n{digest}".encode())
    return digest


def _code_signature() -> str:
    """What changes when the tool's own code does: path, size and time of change of every module and of the grammar."""
    package = Path(__file__).parent
    found: list[tuple[str, int, int]] = []
    waiting = [str(package), str(package.parent / "grammar")]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".lark")):
                        status = entry.stat()
                        found.append((entry.path, status.st_size, status.st_mtime_ns))
                    elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                        waiting.append(entry.path)
        except OSError:
            continue
    return sha256(repr(sorted(found)).encode()).hexdigest()


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(file: Path, content: bytes) -> None:
    """Write beside and move into place; a cache that cannot be written is no failure."""
    from tempfile import NamedTemporaryFile

    try:
        with NamedTemporaryFile(dir=file.parent, prefix=".writing-", delete=False) as stream:
            try:
                stream.write(content)
                stream.close()
                os.replace(stream.name, file)
            except OSError:
                os.unlink(stream.name)
    except OSError:
        return


def store(place: Place, law: Law, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Keep compiled law under the digest that it carries."""
    from checker.ir import stored

    try:
        rest = evolve(law, programs={}, scenarios=())
        sections = {"law": stored.write((rest, diagnostics)), "scenarios": stored.write(tuple(law.scenarios))}
        for name, program in law.programs.items():
            base = None if program.beside is None else law.programs.get(program.beside)
            sections[f"program {name}"] = stored.write(program, base)
    except RecursionError:  # law nested so deeply is compiled anew each time
        return
    _put(evolve(place, digest=law.digest).file, sealed(sections))
    _drop_old(place.folder)


def _drop_old(folder: Path) -> None:
    try:
        kept = sorted(folder.glob("law-*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in kept[KEPT:]:
            file.unlink(missing_ok=True)
    except OSError:
        return


def load(place: Place, compile_again: Callable[[], Law]) -> tuple[Law, tuple[Diagnostic, ...]] | None:
    """The law compiled by an earlier run, its programs and scenarios read when first asked for.

    Where one of these turns out to be damaged, the file is removed and the law is compiled again.
    """
    try:
        file = place.file
        sections = Sections(file)
        rest, diagnostics = _read(sections["law"], None)
        if not isinstance(rest, Law) or rest.digest != place.digest:
            return None
    except Exception:  # whatever a damaged or foreign file does to its reader, the law is compiled again
        return None
    kept = _Kept(sections, file, compile_again)
    programs = StoredPrograms(kept, {order.name: order.beside for order in rest.orders})
    return evolve(rest, programs=programs, scenarios=StoredScenarios(kept)), diagnostics


class _Kept:
    """The sections of one file, and what to do when one of them is damaged."""

    def __init__(self, sections: Mapping[str, bytes], file: Path, compile_again: Callable[[], Law]) -> None:
        self._sections = sections
        self._file = file
        self._compile_again = compile_again
        self._compiled: Law | None = None

    def read(self, section: str, base: Program | None, instead: Callable[[Law], Any]) -> Any:
        """What the section holds; what `instead` takes of the law compiled again where the section is damaged."""
        if self._compiled is None:
            try:
                return _read(self._sections[section], base)
            except Exception:  # as in `load`
                self._file.unlink(missing_ok=True)
                self._compiled = self._compile_again()
        return instead(self._compiled)


class StoredPrograms(Mapping[str, Program]):
    """Programs by name, each read when first asked for."""

    def __init__(self, kept: _Kept, besides: Mapping[str, str | None]) -> None:
        self._kept = kept
        self._besides = besides
        self._read: dict[str, Program] = {}

    def __getitem__(self, name: str) -> Program:
        if name not in self._read:
            beside = self._besides[name]
            base = None if beside is None else self[beside]
            self._read[name] = self._kept.read(f"program {name}", base, lambda law: law.programs[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._besides

    def __iter__(self) -> Iterator[str]:
        return iter(self._besides)

    def __len__(self) -> int:
        return len(self._besides)


class StoredScenarios(Sequence[Scenario]):
    """Scenarios, read when first asked for."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._read: tuple[Scenario, ...] | None = None

    def _all(self) -> tuple[Scenario, ...]:
        if self._read is None:
            self._read = self._kept.read("scenarios", None, lambda law: tuple(law.scenarios))
        return self._read

    @overload
    def __getitem__(self, place: int) -> Scenario: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Scenario, ...]: ...
    def __getitem__(self, place: int | slice) -> Scenario | tuple[Scenario, ...]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(other) == self._all()

    __hash__ = None  # type: ignore[assignment]  # compared by content, as the tuple that it stands for


def _read(content: bytes, base: Program | None) -> Any:
    from checker.ir import stored

    with nothing_collected():
        return stored.read(content, base)
