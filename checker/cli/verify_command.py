"""`comity verify`."""

from __future__ import annotations

from pathlib import Path

import click

from checker import api
from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, use_color
from checker.cli.proving import proving, timeout_option


@click.command("verify", epilog="Example: comity verify examples/own_law/policies")
@click.argument("policies", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@options.with_options(
    options.jurisdictions_option,
    options.format_option("text", "json"),
    options.output_option,
    options.color_option,
)
@timeout_option
def command(
    policies: Path | None,
    jurisdictions: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    timeout: float | None,
) -> None:
    """Prove, over every case that can occur, that the law in FOLDER does what it is there for.

    Without FOLDER, the law that comes with Comity. Found are rules that never apply or never decide, exceptions that
    never trigger or never matter, duties that never arise, outcomes that are never reached, constraints that
    contradict each other, and properties that are broken. The exit code is 0 when there is nothing to act on, 1 when
    there is, and 2 when the time did not allow to tell.
    """
    from checker.analysis.space.verify_law import verify_law

    opened, law = open_law_or_stop(policies)
    if (problem := api.unknown_jurisdiction(jurisdictions, law)) is not None:
        could_not(problem)
    names = tuple(dict.fromkeys(jurisdictions)) or (*law.jurisdictions, *law.codes)
    with proving() as progress:
        found = verify_law(law, names, seconds=timeout, progress=progress)
    if format_ == "json":
        from checker.reports.as_json.verify import verify_document

        emit(as_json(verify_document(law, found, opened.texts())), output)
    else:
        from checker.reports.terminal.layout import Style
        from checker.reports.terminal.verify import render_verification

        style = Style(use_color(color) and output is None)
        emit(render_verification(law, found, opened.texts(), style=style), output)
    if found.calls_for_action:
        raise SystemExit(1)
    if not found.finished:
        could_not("not everything could be proved")
