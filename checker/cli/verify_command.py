"""`comity verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker import api
from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, use_color


@click.command("verify", epilog="Example: comity verify examples/own_law/policies")
@click.argument("policies", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@options.with_options(
    options.jurisdictions_option,
    options.format_option("text", "json"),
    options.output_option,
    options.color_option,
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Stop after so long and show, marked as partial, what is proved by then.",
)
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
    from checker.analysis.exact import ReplayMismatch
    from checker.analysis.space.solver import NoSolver
    from checker.analysis.space.verify_law import verify_law

    opened, law = open_law_or_stop(policies)
    if (problem := api.unknown_jurisdiction(jurisdictions, law)) is not None:
        could_not(problem)
    names = tuple(dict.fromkeys(jurisdictions)) or (*law.jurisdictions, *law.codes)
    try:
        found = verify_law(law, names, seconds=timeout, progress=_show_progress)
    except NoSolver:
        could_not("proofs need a solver, which is not installed", "pip install 'comity[solver]'")
    except ReplayMismatch as mismatch:
        could_not(f"the solver and the interpreter disagree, which is a defect of Comity: {mismatch}")
    finally:
        _clear_progress()
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


def _show_progress(name: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[Kproving: {name}, {done} of {of}", err=True, nl=False)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
