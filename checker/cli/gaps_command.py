"""`comity gaps`."""

from __future__ import annotations

from pathlib import Path

import click

from checker import api
from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, next_step, use_color
from checker.cli.proving import form_of, form_option, proving, timeout_option


@click.command("gaps", epilog="Example: comity gaps HARBOUR_TOWN RIVER_TOWN --policies examples/own_law/policies")
@click.argument("first", metavar="JURISDICTION")
@click.argument("second", metavar="JURISDICTION")
@options.with_options(
    options.actual_option,
    form_option,
    options.output_option,
    options.color_option,
    options.policies_option,
)
@click.option(
    "--listed",
    type=click.IntRange(min=0, max=1000),
    default=10,
    show_default=True,
    help="How many gaps to show in full; the others are counted.",
)
@timeout_option
def command(
    first: str,
    second: str,
    actual: bool,
    format_: str | None,
    output: Path | None,
    color: str,
    policies: Path | None,
    listed: int,
    timeout: float | None,
) -> None:
    """Show every way in which two jurisdictions can decide the same case differently.

    Each gap is told by the rule of the stricter side that decides, with a case that has as little in it as shows it,
    and by what it turns on: whether the question is asked, dates, lists, thresholds, definitions or rules. The gaps are
    proved to be all. The exit code is 0, and 2 when the time did not allow to tell.
    """
    form = form_of(format_, output)
    _, law = open_law_or_stop(policies)
    if (problem := api.unknown_jurisdiction((first, second), law)) is not None:
        could_not(problem)
    if first == second:
        could_not(f"`{first}` and itself have no gaps", "name two jurisdictions")
    with proving() as progress:
        from checker.analysis.differences.gaps import find_gaps
        from checker.analysis.space.space import Clock

        found = find_gaps(
            law.programs[first],
            law.programs[second],
            as_if=not actual,
            clock=Clock(timeout),
            listed=listed,
            progress=lambda done, of: progress(f"{first} and {second}", done, of),
        )
    from checker.reports.differences import render

    match form:
        case "json":
            emit(as_json(render.gaps_as_json(law, found)), output)
        case "md":
            emit(render.render_gaps_markdown(law, found), output)
        case "html":
            emit(render.render_gaps_html(law, found), output)
        case _:
            emit(render.render_gaps_text(law, found, color=use_color(color) and output is None), output)
            next_step(f"comity gaps {first} {second} -o gaps.html")
    if not found.finished:
        could_not("not everything could be proved")
