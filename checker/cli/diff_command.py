"""`comity diff`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker import api
from checker.analysis.differences.findings import Direction
from checker.analysis.differences.impact import PutCase
from checker.analysis.differences.law_difference import LawDifference
from checker.cases.applied import apply_case
from checker.cli import options
from checker.cli.opening import read_cases_or_stop
from checker.cli.output import as_json, could_not, emit, next_step, stop_on_errors, use_color
from checker.cli.proving import form_of, form_option, proving, timeout_option
from checker.ir.law import Law
from checker.revisions import Pair, Refused, open_pair

_GATES = ("looser", "stricter", "any", "property")


@click.command("diff", epilog="Example: comity diff 2020-01-01 2024-01-01 --policies examples/own_law/policies")
@click.argument("laws", nargs=-1, required=True, metavar="OLD [NEW]")
@options.with_options(options.jurisdictions_option, form_option, options.output_option, options.color_option)
@click.option(
    "--policies",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder of the law: on disk, or in the revisions named. Without it, the only one that holds policies.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_GATES),
    multiple=True,
    help="End with exit code 1 when some case is decided less strictly, more strictly or differently at all, or when a "
    "property is broken that was not before. May be given more than once.",
)
@click.option(
    "--cases",
    type=click.Path(),
    multiple=True,
    metavar="FILE_OR_FOLDER",
    help="Decide these cases under both laws as well, and show in which regions they lie.",
)
@options.actual_option
@click.option(
    "--regions",
    type=click.IntRange(min=0, max=200),
    default=8,
    show_default=True,
    help="How many regions of each kind of change to show; the others are counted.",
)
@timeout_option
def command(
    laws: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    color: str,
    policies: Path | None,
    fail_on: tuple[str, ...],
    cases: tuple[str, ...],
    actual: bool,
    regions: int,
    timeout: float | None,
) -> None:
    """Show every class of case that an edit of the law decides differently.

    OLD and NEW are folders, git revisions (also as one argument: main..topic) or two dates of the same law; OLD alone
    is compared with the folder on disk. Shown are the kinds of change, each with a case that has as little in it as
    shows it, the regions that are proved to hold all cases of the kind, and the edits of the text behind them. The
    exit code is 0 unless --fail-on says otherwise, and 2 when the time did not allow to tell.
    """
    form = form_of(format_, output)
    opened = open_pair(laws, policies)
    if isinstance(opened, Refused):
        stop_on_errors(opened.diagnostics, opened.sources)
        could_not(opened.why, opened.advice)
    old, new = opened.old.law, opened.new.law
    _stop_on_unknown(jurisdictions, old, new)
    names = tuple(dict.fromkeys(jurisdictions))
    put = _put_cases(cases, old, new, names, actual=actual)
    with proving() as progress:
        from checker.analysis.differences.gates import newly_broken
        from checker.analysis.differences.law_difference import law_difference

        found = law_difference(
            old, new, names, days=_days(opened), listed=regions, cases=put, seconds=timeout, progress=progress
        )
        changed = [each.program for each in found.changed] if "property" in fail_on else []
        broken = newly_broken(old, new, changed, seconds=timeout)
    emit(_rendered(opened, found, form, use_color(color) and output is None), output)
    if form == "text":
        next_step("comity diff … -o difference.html")
    for program, name in broken:
        click.echo(f"property {name} holds no longer in {program}; see: comity verify -j {program}", err=True)
    if broken or any(_is_hit(found, gate) for gate in fail_on):
        raise SystemExit(1)
    if not found.finished:
        could_not("not everything could be proved")


def _stop_on_unknown(names: Sequence[str], old: Law, new: Law) -> None:
    for name in names:
        problems = [api.unknown_jurisdiction((name,), law) for law in (new, old)]
        if problems[0] is not None and None not in problems:
            could_not(problems[0])


def _days(opened: Pair) -> tuple[int, int] | None:
    if opened.old.date is None or opened.new.date is None:
        return None
    return opened.old.date, opened.new.date


def _put_cases(
    files: Sequence[str], old: Law, new: Law, names: Sequence[str], *, actual: bool
) -> dict[str, list[PutCase]]:
    """Every line of every case for each program, as both laws read it."""
    if not files:
        return {}
    read = [read_cases_or_stop(files, law, None) for law in (old, new)]
    programs = [
        name for name in (*new.jurisdictions, *new.codes) if name in old.programs and (not names or name in names)
    ]
    put: dict[str, list[PutCase]] = {}
    for name in programs:
        for before, after in zip(*read, strict=True):
            lines = [
                apply_case(case, law.programs[name], actual=actual).lines for case, law in ((before, old), (after, new))
            ]
            for (line, facts), (_, same) in zip(*lines, strict=True):
                put.setdefault(name, []).append(PutCase(after.id, line, (facts, same), after.date))
    return put


def _rendered(opened: Pair, found: LawDifference, form: str, color: bool) -> str:
    from checker.analysis.edits import edits
    from checker.reports.differences import render

    old, new = opened.old, opened.new
    told = edits(old.policies, new.policies, old.tables, new.tables)
    names, days = (old.name, new.name), _days(opened)
    match form:
        case "json":
            return as_json(render.diff_as_json(old.law, new.law, found, told, names, days=days))
        case "md":
            return render.render_diff_markdown(old.law, new.law, found, told, names, days=days)
        case "html":
            return render.render_diff_html(old.law, new.law, found, told, names, days=days)
        case _:
            return render.render_diff_text(old.law, new.law, found, told, names, days=days, color=color)


def _is_hit(found: LawDifference, gate: str) -> bool:
    match gate:
        case "looser":
            return Direction.LOOSER in found.directions or bool(found.removed)
        case "stricter":
            return Direction.STRICTER in found.directions
        case "any":
            return bool(found.changed or found.added or found.removed)
        case _:
            return False
