"""Opening law and cases for a command: what cannot be opened is said, and the command ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from checker import api
from checker.cases.case import Case
from checker.cases.files import Unusable, read_file, read_stream
from checker.cli.output import could_not, stop_on_errors
from checker.ir.law import Law


def open_law_or_stop(root: Path | None) -> tuple[api.OpenLaw, Law]:
    """The law, or exit 2 with every mistake in its text."""
    if root is not None and not root.is_dir():
        could_not(f"there is no policy folder `{root}`", "name a folder that holds .policy files")
    opened = api.open_law(root)
    if opened.law is None or opened.diagnostics:
        stop_on_errors(opened.diagnostics, opened.sources)
    if opened.law is None:
        could_not("the law could not be compiled")
    if not opened.law.programs:
        could_not(f"the policies in `{root}` declare no jurisdiction", 'begin a file with: jurisdiction NAME "…"')
    return opened, opened.law


def read_cases_or_stop(names: Sequence[str], law: Law, date: int | None) -> tuple[Case, ...]:
    """The cases in the files and folders named (`-` is standard input), or exit 2 with every mistake in them."""
    texts: list[tuple[str, bytes]] = []
    try:
        for name in dict.fromkeys(names):
            texts += _texts(name, len(texts))
    except Unusable as problem:
        could_not(problem.why, problem.advice)
    read = api.read_cases(texts, law, date=date)
    stop_on_errors(read.diagnostics, read.sources)
    return read.cases


def _texts(name: str, before: int) -> list[tuple[str, bytes]]:
    """What a file, a folder or standard input holds, each with the name it is shown under."""
    if name == "-":
        return [("standard input", read_stream(sys.stdin.buffer, "standard input"))]
    path = Path(name)
    if not name or not path.exists():
        could_not(f"there is no case file `{name}`", _nearest_file(path) if name else None)
    files = api.case_files([path])
    if not files:
        could_not(f"no case files in `{name}`", f"case files end in {', '.join(api.CASE_SUFFIXES)}")
    if before + len(files) > api.MAX_CASES:
        could_not(f"{before + len(files)} cases are more than the {api.MAX_CASES} that one run takes")
    return [(str(file), read_file(file)) for file in files]


def _nearest_file(path: Path) -> str | None:
    from checker.spelling import did_you_mean

    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder `{folder}`"
    return did_you_mean(path.name, [entry.name for entry in folder.iterdir() if entry.suffix in api.CASE_SUFFIXES])


def choose_programs(law: Law, jurisdictions: Sequence[str]) -> tuple[str, ...]:
    """The programs to ask, or exit 2 when a name is not one."""
    if (problem := api.unknown_jurisdiction(jurisdictions, law)) is not None:
        could_not(problem)
    return api.programs_for(law, jurisdictions)


def choose_readings(law: Law, pairs: Sequence[str]) -> dict[str, str]:
    """`RULE=READING` pairs as a mapping, or exit 2 when there is no such reading."""
    if not pairs:
        return {}
    known = sorted({f"{r.target}={r.name}" for program in law.programs.values() for r in program.readings})
    for pair in pairs:
        if pair not in known:
            from checker.spelling import did_you_mean

            could_not(
                f"there is no reading `{pair}`", did_you_mean(pair, known) or f"there are {', '.join(known) or 'none'}"
            )
    return dict(pair.split("=", 1) for pair in pairs)
