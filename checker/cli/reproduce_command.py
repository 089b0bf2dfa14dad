"""`comity reproduce`."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from checker import api
from checker.cli import options
from checker.cli.opening import choose_readings, open_law_or_stop
from checker.cli.output import could_not, reason, stop_on_errors
from checker.ir.law import Law
from checker.reports.catalogue import LANGUAGES
from checker.reports.evidence import Evidence, Unusable, read_evidence

MOST_BYTES = 64_000_000
MOST_FILES = 10
CHANGED = "it was changed: what it says it was made from makes no sense"


@click.command("reproduce", epilog="Example: comity reproduce report.html")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@options.policies_option
def command(report: Path, policies: Path | None) -> None:
    """Make REPORT, an HTML report of `comity compare`, again from what it carries, and say whether it is the same.

    Exit code 0: identical, byte for byte. 1: different, and where. 2: it cannot be made again, since the law or the
    tool is another one, or since somebody has changed what it says it was made from.
    """
    content = _read(report)
    try:
        evidence = read_evidence(content)
    except Unusable as problem:
        could_not(f"`{report}`: {problem.why}", problem.advice)
    opened, law = open_law_or_stop(policies)
    if law.digest != evidence.law:
        _another_law(report, evidence, law)
    made = _made_again(evidence, opened, law).encode("utf-8", "replace")

    from checker.reports.reproduced import first_difference

    parting = first_difference(content, made)
    if parting is None:
        click.echo(f"{report}: identical to what comity {evidence.tool} makes of the law and the case in it")
        return
    click.echo(f"{report}: different, first in {parting.place} (line {parting.line})")
    if parting.given or parting.made:
        click.echo(f"  the file has    {parting.given}")
        click.echo(f"  it would have   {parting.made}")
    raise SystemExit(1)


def _read(report: Path) -> bytes:
    if not report.is_file():
        could_not(f"there is no report `{report}`" if not report.exists() else f"`{report}` is not a file")
    try:
        with report.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as problem:
        could_not(f"`{report}` cannot be read: {reason(problem)}")
    if len(content) > MOST_BYTES:
        could_not(f"`{report}` has more than {MOST_BYTES // 1_000_000} MB; no report is that large")
    return content


def _another_law(report: Path, evidence: Evidence, law: Law) -> NoReturn:
    changed = evidence.changed_files(law)
    if not changed:
        could_not(f"`{report}`: {CHANGED}")
    click.echo(f"error: `{report}` was made from other law than this", err=True)
    for file in changed[:MOST_FILES]:
        click.echo(f"  {file}", err=True)
    if len(changed) > MOST_FILES:
        click.echo(f"  and {len(changed) - MOST_FILES} more", err=True)
    click.echo("  = help: name the folder of the law it was made from with --policies", err=True)
    raise SystemExit(2)


def _made_again(evidence: Evidence, opened: api.OpenLaw, law: Law) -> str:
    """The page as this law and this tool make it."""
    from checker.reports.comparison import render_html

    read = api.read_cases(
        [("the case in the report", evidence.case.encode("utf-8", "replace"))], law, date=evidence.day
    )
    stop_on_errors(read.diagnostics, read.sources)
    known = set(law.programs)
    binding = [name for name in evidence.programs if name in known and law.programs[name].binding]
    if (
        evidence.language not in LANGUAGES
        or not read.cases
        or not binding
        or not {*evidence.programs, *evidence.compiled} <= known
    ):
        could_not(CHANGED)
    choose_readings(law, [f"{target}={reading}" for target, reading in evidence.readings.items()])
    page = api.compare(
        opened,
        read.cases[0],
        evidence.programs,
        actual=evidence.actual,
        readings=evidence.readings,
        baseline=evidence.baseline,
        compiled=evidence.compiled,
    )
    return render_html(page, evidence.language, alternates=evidence.alternates, script=evidence.script)
