"""`comity conform`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker import api
from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, use_color

MOST_NAMED = 6
FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".txt": "text"}


@click.command("conform", epilog="Example: comity conform examples/own_law/policies")
@click.argument("policies", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@options.with_options(options.jurisdictions_option, options.output_option, options.color_option)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "md", "json", "text"]),
    help="Form of the report; without it, that of the output file's ending, or text.",
)
@click.option("--strict", is_flag=True, help="Count a claim that holds under a condition only as refuted.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Stop after so long and show, marked as partial, what is proved by then.",
)
def command(
    policies: Path | None,
    jurisdictions: tuple[str, ...],
    output: Path | None,
    color: str,
    format_: str | None,
    strict: bool,
    timeout: float | None,
) -> None:
    """Hold the commitments of voluntary instruments in FOLDER to the rules of each jurisdiction, over every case.

    Without FOLDER, the law that comes with Comity. A claim is proved of the rules encoded; or refuted, with the
    smallest counterexample found; or conditional, where few readable kinds of case are proved to be all that break it.
    Other commitments are attested with evidence, or no decision matter.

    The exit code is 0 when no claim is refuted, 1 when one is, and 2 when nothing is refuted but not everything could
    be told: the time was used up, or a claim is not expressible. A conditional claim counts as refuted with --strict
    only.
    """
    from checker.analysis.conform.conform_law import conform_law, pairs
    from checker.analysis.conform.records import Answer
    from checker.analysis.exact import ReplayMismatch
    from checker.analysis.space.solver import NoSolver

    form = format_ or _form_of(output)
    opened, law = open_law_or_stop(policies)
    if (problem := api.unknown_jurisdiction(jurisdictions, law)) is not None:
        could_not(problem)
    names = tuple(name for name in dict.fromkeys(jurisdictions) or law.jurisdictions if name in law.jurisdictions)
    if not names:
        could_not(
            "commitments are held to the rules of a jurisdiction", f"there are {', '.join(law.jurisdictions) or 'none'}"
        )
    if not pairs(law, names):
        could_not("no code of conduct commits to anything here", "declare a `commitment` within a code of conduct")
    try:
        found = conform_law(law, names, seconds=timeout, progress=_show_progress)
    except NoSolver:
        could_not("proofs need a solver, which is not installed", "pip install 'comity[solver]'")
    except ReplayMismatch as mismatch:
        could_not(f"the solver and the interpreter disagree, which is a defect of Comity: {mismatch}")
    finally:
        _clear_progress()
    if form == "json":
        from checker.reports.conform.document import conform_document

        emit(as_json(conform_document(law, found, opened.texts())), output)
    else:
        from checker.reports.conform.render import render_conform

        emit(render_conform(law, found, opened.texts(), form, color=use_color(color) and output is None), output)
    if found.count(Answer.REFUTED) or (strict and found.count(Answer.CONDITIONAL)):
        raise SystemExit(1)
    if not found.finished:
        left = found.left
        named = ", ".join(f"{commitment} beside {beside}" for commitment, beside in left[:MOST_NAMED])
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        could_not(f"not everything could be told: {named}{more}", "the report says where each is stated, and why")


def _form_of(output: Path | None) -> str:
    """The form that the ending of the output's name asks for."""
    if output is None:
        return "text"
    if output.suffix not in FORMATS:
        could_not(f"there is no report that ends in `{output.suffix}`", f"endings are {', '.join(FORMATS)}")
    return FORMATS[output.suffix]


def _show_progress(name: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[Kproving: {name}, {done} of {of}", err=True, nl=False)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
