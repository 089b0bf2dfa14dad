"""The front door: open the law, read cases, decide them.

Everything a surface needs is here or in the records these functions return. What authors got wrong comes back as
diagnostics beside the result; exceptions mean a defect or a broken environment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.analysis.exact import decide as decide_exactly
from checker.cases.applied import apply_case
from checker.cases.case import Case
from checker.cases.files import SUFFIXES, files_below
from checker.cases.load import load_case
from checker.diagnostics import Diagnostic, Label
from checker.ir.law import Law
from checker.pipeline import load_law
from checker.records import evolve, field, frozen
from checker.results.records import JurisdictionResult
from checker.source import SourceFile
from checker.spelling import did_you_mean

if TYPE_CHECKING:
    from checker.ir.program import Program
    from checker.pipeline import Compilation
    from checker.reports.view.inputs import ComparisonPage

CASE_SUFFIXES = SUFFIXES
MAX_CASES = 5_000


@frozen(slots=False)
class OpenLaw:
    """Compiled law (None where it has a mistake), with what there is to say about its text."""

    law: Law | None
    diagnostics: tuple[Diagnostic, ...]
    root: Path | None

    @cached_property
    def compilation(self) -> Compilation:
        """The law compiled again from its text, for what the cache does not hold: readings and sources.

        Raises `OSError` where the text is no longer that of the law that was opened.
        """
        from checker.pipeline import compile_policies

        compiled = compile_policies(self.root)
        if self.law is not None and (compiled.law is None or compiled.law.digest != self.law.digest):
            raise OSError("the law was changed while it was in use; run the command again")
        return compiled

    @property
    def sources(self) -> Mapping[str, SourceFile]:
        """The policy texts by path, for showing places."""
        return self.compilation.sources

    def texts(self) -> Mapping[str, SourceFile]:
        """The texts by path, read anew but not compiled: enough for naming places."""
        from checker.bundled import policies_root
        from checker.folder import list_folder, read_files

        contents = read_files(list_folder(self.root or policies_root()).files).contents
        return {path: SourceFile(path, content.decode("utf-8-sig", "replace")) for path, content in contents.items()}

    _read: dict[frozenset[tuple[str, str]], Law] = field(factory=dict, init=False, repr=False, eq=False)

    def with_readings(self, readings: Mapping[str, str]) -> Law:
        """The same law under rival readings, as {rule or definition: reading}; each choice is compiled once."""
        if not readings:
            assert self.law is not None
            return self.law
        chosen = frozenset(readings.items())
        if chosen not in self._read:
            law = self.compilation.with_readings(dict(readings))
            assert law is not None  # what compiled before compiles with any reading of it
            self._read[chosen] = law
        return self._read[chosen]

    def ledgers(self) -> dict[str, str]:
        """The ledgers of encoded provisions that stand beside the law, by folder."""
        from checker.bundled import policies_root

        folders = (entry for entry in (self.root or policies_root()).iterdir() if entry.is_dir())
        found = {folder.name: folder / "LEDGER.md" for folder in folders}
        return {name: file.read_text(encoding="utf-8") for name, file in sorted(found.items()) if file.is_file()}

    def program_with_readings(self, name: str, readings: Mapping[str, str]) -> Program | None:
        """One program under rival readings; quicker than the whole law where only one answer is asked for."""
        return self.compilation.program_with_readings(name, readings)


def open_law(root: Path | None = None) -> OpenLaw:
    """The law in the folder `root`, or the law that comes with Comity."""
    law, diagnostics = load_law(root)
    return OpenLaw(law, tuple(diagnostics), root)


@frozen
class ReadCases:
    """Cases in the order asked for, with what is wrong with the others."""

    cases: tuple[Case, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]
    unreadable: tuple[str, ...] = ()


def case_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The case files named, and those directly or deeper in folders named, in order of name within each folder."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(files_below(path))
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def read_cases(texts: Iterable[tuple[str, bytes]], law: Law, *, date: int | None = None) -> ReadCases:
    """Cases from (name shown, content) pairs; `date` replaces the date that each case states."""
    cases: list[Case] = []
    found: list[Diagnostic] = []
    sources: dict[str, SourceFile] = {}
    for name, content in texts:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            from checker.cases import errors
            from checker.source import Span

            readable = content[: problem.start].decode("utf-8")
            sources[name] = SourceFile(name, readable)
            found.append(errors.clean_encoding(Span(name, len(readable), len(readable))))
            continue
        sources[name] = SourceFile(name, text)
        case = load_case(text, name, law, report=found.append)
        if case is not None:
            case = case if date is None else evolve(case, date=date)
            impossible = _impossible(case, law, sources[name])
            found += impossible
            cases += [] if impossible else [case]
    return ReadCases(tuple(cases), tuple(found), sources)


def _impossible(case: Case, law: Law, source: SourceFile) -> list[Diagnostic]:
    """The constraints of the vocabulary that the case's own facts break, whoever is asked."""
    if not law.jurisdictions:
        return []
    program = law.programs[law.jurisdictions[0]]
    if not program.constraints:
        return []
    from checker.backends.interpreter.constraints import broken_constraints
    from checker.cases import errors
    from checker.ir.walk import facts_in
    from checker.source import Span

    places = {fact.name: fact.span for fact in case.facts}
    told: dict[str, Diagnostic] = {}
    for _, facts in apply_case(case, program, actual=True).lines:
        for constraint in broken_constraints(program, facts, case.date):
            named = [places[name] for name in sorted(facts_in(constraint.expr)) if name in places]
            span, *others = named or [Span(source.path, 0, 0)]
            labels = tuple(Label(other, "together with this") for other in others)
            told[constraint.name] = errors.impossible_case(constraint.name, constraint.about.label.value, span, labels)
    return list(told.values())


@frozen
class Decided:
    """One case under every program asked for: jurisdictions first, then voluntary instruments beside each of them."""

    case: Case
    law: Law
    results: Mapping[str, JurisdictionResult]
    actual: bool = False
    readings: Mapping[str, str] = field(factory=dict)


def unknown_jurisdiction(names: Sequence[str], law: Law) -> str | None:
    """What is wrong with a choice of jurisdictions, as a sentence; None when nothing is."""
    known = (*law.jurisdictions, *law.codes)
    for name in names:
        if name not in known:
            nearest = did_you_mean(name, known)
            return f"no jurisdiction `{name}`; there are {', '.join(known)}" + (f" ({nearest})" if nearest else "")
    return None


def programs_for(law: Law, names: Sequence[str]) -> tuple[str, ...]:
    """Programs for the jurisdictions named (none named: all), each voluntary instrument beside each of them."""
    jurisdictions = [name for name in (names or law.jurisdictions) if name in law.jurisdictions]
    codes = [code for code in law.codes if not names or code in names or jurisdictions]
    beside = [f"{code}@{name}" for code in codes for name in jurisdictions]
    alone = [code for code in codes if not jurisdictions]
    return (*jurisdictions, *(name for name in beside if name in law.programs), *alone)


def decide(
    law: Law,
    case: Case,
    programs: Sequence[str],
    *,
    actual: bool = False,
    readings: Mapping[str, str] | None = None,
) -> Decided:
    """Decide the case, exactly, under each program named."""
    results: dict[str, JurisdictionResult] = {}
    for name in programs:
        program = law.programs[name]
        applied = apply_case(case, program, actual=actual)
        result = decide_exactly(program, applied.lines, case.date)
        results[name] = evolve(result, assumed=applied.assumed, beside=program.beside)
    return Decided(case, law, results, actual, readings or {})


def compare(
    opened: OpenLaw,
    case: Case,
    programs: Sequence[str],
    *,
    actual: bool = False,
    readings: Mapping[str, str] | None = None,
    baseline: str | None = None,
    compiled: Sequence[str] = (),
) -> ComparisonPage:
    """One case side by side under the programs named, with all that analysis can say about it.

    `compiled` names jurisdictions that the HTML page carries besides, for its reader to switch on.
    """
    from checker.reports.comparison import comparison_page
    from checker.reports.insight import look_into

    chosen = dict(readings or {})
    law = opened.with_readings(chosen)
    decided = decide(law, case, programs, actual=actual, readings=chosen)

    def with_reading(program: str, target: str, reading: str) -> Program | None:
        return opened.program_with_readings(program, {**chosen, target: reading})

    voluntary: dict[str, dict[str, JurisdictionResult]] = {}
    for name, result in decided.results.items():
        if not result.binding:
            code, _, beside = name.partition("@")
            voluntary.setdefault(code, {})[beside or code] = result
    return comparison_page(
        law,
        case,
        decided.results,
        voluntary,
        baseline=baseline,
        actual=actual,
        readings=chosen,
        insight=look_into(law, case, decided.results, with_reading, actual=actual),
        compiled=compiled,
    )
