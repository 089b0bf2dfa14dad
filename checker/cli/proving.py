"""What the commands that prove have in common: forms, progress, a time limit, and what can go wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.cli.output import could_not

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Progress = Callable[[str, int, int], None]


FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".txt": "text"}


def form_option(function: Decorated) -> Decorated:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "md", "html", "json"]),
        help="Form of the report; without it, that of the output file's ending, or text.",
    )(function)


def form_of(chosen: str | None, output: Path | None) -> str:
    """The form chosen, or that which the ending of the output's name asks for; exit code 2 where there is none."""
    if chosen is not None or output is None:
        return chosen or "text"
    if output.suffix not in FORMATS:
        could_not(f"there is no report that ends in `{output.suffix}`", f"endings are {', '.join(FORMATS)}")
    return FORMATS[output.suffix]


def timeout_option(function: Decorated) -> Decorated:
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Stop after so long and show, marked as partial, what is proved by then.",
    )(function)


@contextmanager
def proving() -> Iterator[Progress]:
    """Show progress on a terminal; end with exit code 2 where there is no solver, or where it is contradicted."""
    from checker.analysis.exact import ReplayMismatch
    from checker.analysis.space.solver import NoSolver

    try:
        yield _show_progress
    except NoSolver:
        could_not("proofs need a solver, which is not installed", "pip install 'comity[solver]'")
    except ReplayMismatch as mismatch:
        could_not(f"the solver and the interpreter disagree, which is a defect of Comity: {mismatch}")
    finally:
        _clear_progress()


def _show_progress(name: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[Kproving: {name}, {done} of {of}", err=True, nl=False)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
