"""`comity timeline`."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cases.applied import apply_case
from checker.cli import options
from checker.cli.opening import choose_programs, choose_readings, open_law_or_stop, read_cases_or_stop
from checker.cli.output import as_json, could_not, emit, use_color


@click.command("timeline", epilog="Example: comity timeline examples/cases/sh_2/2021-09-09.yaml --from 2019-01-01")
@options.case_argument
@options.with_options(
    options.jurisdictions_option,
    options.actual_option,
    options.readings_option,
    options.format_option("text", "json"),
    options.output_option,
    options.color_option,
    options.policies_option,
)
@click.option("--from", "first", type=options.Day(), metavar="DATE", help="First day; without it, before any change.")
@click.option("--to", "last", type=options.Day(), metavar="DATE", help="Last day; without it, after the last change.")
@click.option("--decision", "decisions", multiple=True, metavar="NAME", help="Follow this decision; may be repeated.")
def command(
    case: str,
    jurisdictions: tuple[str, ...],
    actual: bool,
    readings: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    policies: Path | None,
    first: int | None,
    last: int | None,
    decisions: tuple[str, ...],
) -> None:
    """List every date on which a jurisdiction's answer to CASE changes, and what changed it.

    The facts stay as they are and only the date moves. Without --decision, the bottom line is followed.
    """
    from checker.analysis.timeline import timeline

    if first is not None and last is not None and first > last:
        could_not("--from is later than --to")
    opened, law = open_law_or_stop(policies)
    chosen = choose_readings(law, readings)
    read = read_cases_or_stop((case,), law, None)
    if len(read) != 1:
        could_not(f"`{case}` holds {len(read)} cases", "follow one case at a time")
    judged = opened.with_readings(chosen)
    programs = [judged.programs[name] for name in choose_programs(law, jurisdictions)]
    binding = [program for program in programs if program.binding] or programs
    known = [info.name for info in binding[0].decisions]
    for wanted in decisions:
        if wanted not in known:
            from checker.spelling import did_you_mean

            could_not(f"there is no decision `{wanted}`", did_you_mean(wanted, known))
    applied = [(program, apply_case(read[0], program, actual=actual).lines) for program in binding]
    line = timeline(applied, first=first, last=last)
    if format_ == "json":
        from checker.reports.as_json.timeline import timeline_document

        emit(as_json(timeline_document(judged, read[0], line)), output)
    else:
        from checker.reports.terminal.layout import Style
        from checker.reports.terminal.timeline import render_timeline

        style = Style(use_color(color) and output is None)
        emit(render_timeline(judged, read[0], line, decisions=decisions or known[-1:], style=style), output)
