"""`comity ask`."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cases.applied import apply_case
from checker.cli import options
from checker.cli.opening import choose_programs, choose_readings, open_law_or_stop, read_cases_or_stop
from checker.cli.output import as_json, could_not, emit, next_step, use_color


@click.command("ask", epilog="Example: comity ask examples/cases/sh_2/2021-09-09.yaml")
@options.case_argument
@options.with_options(
    options.jurisdictions_option,
    options.date_option,
    options.actual_option,
    options.readings_option,
    options.format_option("text", "json"),
    options.output_option,
    options.color_option,
    options.policies_option,
)
def command(
    case: str,
    jurisdictions: tuple[str, ...],
    on: int | None,
    actual: bool,
    readings: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    policies: Path | None,
) -> None:
    """List the facts that CASE still needs, jointly for the chosen jurisdictions, the most decisive first.

    Also the shortest list of facts that settles everything, whatever the answers turn out to be.
    """
    from checker.analysis.ask import ask

    opened, law = open_law_or_stop(policies)
    chosen = choose_readings(law, readings)
    read = read_cases_or_stop((case,), law, on)
    if len(read) != 1:
        could_not(f"`{case}` holds {len(read)} cases", "ask about one case at a time")
    judged = opened.with_readings(chosen)
    programs = [judged.programs[name] for name in choose_programs(law, jurisdictions)]
    binding = [program for program in programs if program.binding] or programs
    asked = ask([(program, apply_case(read[0], program, actual=actual).lines) for program in binding], read[0].date)
    if format_ == "json":
        from checker.reports.as_json.ask import ask_document

        emit(as_json(ask_document(judged, read[0], asked)), output)
    else:
        from checker.reports.terminal.ask import render_asked
        from checker.reports.terminal.layout import Style

        style = Style(use_color(color) and output is None)
        emit(render_asked(judged, read[0], asked, style=style), output)
        next_step(f"add the facts to {case}, then: comity check {case}")
