"""The phases in order: read, parse, check, lower. `load_law` takes what an earlier run compiled, if nothing changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from checker import cache
from checker.diagnostics import Diagnostic
from checker.diagnostics.data import in_order
from checker.folder import POLICY, Problem, Texts, digest, list_folder, read_files
from checker.ir.law import Law
from checker.memory import nothing_collected
from checker.records import evolve, field, frozen
from checker.source import SourceFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from checker.ir.program import Program
    from checker.model.records import Model
    from checker.model.tables import Unreadable
    from checker.syntax import ast


@frozen(slots=False)
class Compilation:
    """The law (None where it has a mistake), what there is to say about its text, and the texts by path."""

    law: Law | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    _model: Model | None = field(default=None, repr=False)

    def with_readings(self, readings: Mapping[str, str]) -> Law | None:
        """The law under rival readings, as {rule or definition: reading}; names that mean nothing change nothing."""
        if self.law is None or self._model is None:
            return None
        if not readings:
            return self.law
        from checker.ir.from_model import lower_law

        law = lower_law(self._model, readings)
        return evolve(law, digest=self.law.digest, files=self.law.files)

    def program_with_readings(self, name: str, readings: Mapping[str, str]) -> Program | None:
        """One program (`A`, or `CODE@A`) under rival readings, without lowering the others."""
        if self.law is None or self._model is None or name not in self.law.programs:
            return None
        from checker.ir.from_model import lower_program

        owner, _, beside = name.partition("@")
        return lower_program(self._model, owner, beside or None, readings)


def load_law(root: Traversable | None = None) -> tuple[Law | None, tuple[Diagnostic, ...]]:
    """The law in a folder (None: the law that comes with the tool), from the compile cache where nothing changed."""
    folder = _own_policies() if root is None else root
    listing = list_folder(folder)

    def compile_now() -> Compilation:
        return _compile(read_files(listing.files), listing.problems, listing.outside)

    return _from_cache(cache.place_of(folder, listing), compile_now)


def load_texts(
    texts: Texts, problems: Sequence[Problem] = (), outside: Sequence[str] = ()
) -> tuple[Law | None, tuple[Diagnostic, ...]]:
    """The law in files that were read already, from the compile cache where it is there.

    `problems` are those of the folder; `outside` are the links that leave it, by path.
    """
    place = None if problems or texts.problems else cache.place_for(texts.digest)
    return _from_cache(place, lambda: _compile(texts, problems, outside))


def _from_cache(
    place: cache.Place | None, compile_now: Callable[[], Compilation]
) -> tuple[Law | None, tuple[Diagnostic, ...]]:
    def compile_again() -> Law:
        law = compile_now().law
        if law is None:
            raise OSError("the law was changed while it was read; run the command again")
        return law

    if place is not None and (found := cache.load(place, compile_again)) is not None:
        return found
    compiled = compile_now()
    if place is not None and compiled.law is not None:
        cache.store(place, compiled.law, compiled.diagnostics)
    return compiled.law, compiled.diagnostics


def compile_policies(root: Traversable | None = None) -> Compilation:
    """Compile every policy below a folder (None: the policies that come with the tool)."""
    listing = list_folder(_own_policies() if root is None else root)
    return _compile(read_files(listing.files), listing.problems, listing.outside)


def compile_sources(sources: Iterable[SourceFile], tables: Mapping[str, str] | None = None) -> Compilation:
    """Compile texts that lie in no folder; `tables` are CSV texts by path."""
    sources, tables = tuple(sources), tables or {}
    contents = {path: text.encode("utf-8", "replace") for path, text in tables.items()}
    contents |= {source.path: source.text.encode("utf-8", "replace") for source in sources}
    return _check(sources, dict(tables), [], *digest(contents))


def _own_policies() -> Traversable:
    from checker.bundled import policies_root

    return policies_root()


def _compile(texts: Texts, problems: Sequence[Problem], outside: Sequence[str]) -> Compilation:
    from checker.model import errors
    from checker.model.tables import Unreadable
    from checker.source import Span
    from checker.syntax.errors import not_utf_8

    told: list[Diagnostic] = []
    for problem in (*problems, *texts.problems):
        told.append(errors.unusable_file(Span(problem.path, 0, 0), problem.why, problem.advice))
    if not any(path.endswith(POLICY) for path in texts.contents) and not told:
        advice = "write law in files whose names end in `.policy`"
        told.append(errors.unusable_file(Span("", 0, 0), "the folder holds no policy", advice))
    sources: list[SourceFile] = []
    tables: dict[str, str | Unreadable] = {
        path: Unreadable("a link that leaves the folder", outside=True) for path in outside
    }
    for path, content in texts.contents.items():
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            if path.endswith(POLICY):
                told.append(not_utf_8(path, error.start, line))
            else:
                tables[path] = Unreadable(f"row {line} of the file is not UTF-8 text")
            continue
        if path.endswith(POLICY):
            sources.append(SourceFile(path, text))
        else:
            tables[path] = text
    return _check(sources, tables, told, texts.digest, texts.digests)


def _check(
    sources: Iterable[SourceFile],
    tables: Mapping[str, str | Unreadable],
    told: list[Diagnostic],
    law_digest: str,
    digests: tuple[tuple[str, str], ...],
) -> Compilation:
    from checker.ir.from_model import lower_law
    from checker.model.check import check_files
    from checker.syntax.parse import parse

    sources = tuple(sources)
    files: list[ast.File] = []
    unreadable: set[str] = set()
    with nothing_collected():
        for source in sources:
            before = len(told)
            files.append(parse(source, report=told.append))
            if len(told) > before:
                unreadable |= _unreadable_names(source, files[-1])
        model, read = check_files(files, tables, unreadable=frozenset(unreadable), report=told.append)
        failed = any(diagnostic.is_error for diagnostic in told)
        law = None if failed else evolve(lower_law(model), digest=law_digest, files=digests)
    texts = {**{source.path: source for source in sources}, **read}
    return Compilation(law, in_order(told), texts, None if failed else model)


_DECLARED = r"(?m)^(?:assessed[ \t]+)?([a-z_]+)[ \t]+([A-Za-z_][A-Za-z0-9_.]*)"
_OWNERS = ("vocabulary", "jurisdiction", "code_of_conduct", "within")


def _unreadable_names(source: SourceFile, file: ast.File) -> set[str]:
    """What the file would have declared, had it parsed: using such a name is no second mistake."""
    read = {declaration.span.start for declaration in file.declarations}
    found: set[str] = set()
    for match in re.finditer(_DECLARED, source.text):
        if match.start() not in read:
            found.add(match[2])
            if match[1] in _OWNERS:
                found.add(f"owner of {source.path}")
    return found
