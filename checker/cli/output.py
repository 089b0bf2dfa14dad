"""How commands speak: data on standard output, everything else on standard error, files moved into place whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from checker.diagnostics import Diagnostic, in_order
from checker.source import SourceFile

MOST_SHOWN = 40
"""Diagnostics shown at a time: more would scroll the first ones, which often explain the rest, out of sight."""


def use_color(choice: str, *, err: bool = False) -> bool:
    """`--color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty()


def could_not(message: str, help_: str | None = None) -> NoReturn:
    """Say in one sentence why nothing was done, and end with exit code 2."""
    click.echo(f"error: {message}", err=True)
    if help_:
        click.echo(f"  = help: {help_}", err=True)
    raise SystemExit(2)


def stop_on_errors(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], color: str = "auto") -> None:
    """Show what authors got wrong; end with exit code 2 when any of it is an error."""
    found = in_order(diagnostics)
    if found:
        from checker.diagnostics import render_text

        click.echo(render_text(found[:MOST_SHOWN], sources, use_color(color, err=True)), err=True, nl=False)
    if len(found) > MOST_SHOWN:
        click.echo(f"and {len(found) - MOST_SHOWN} more", err=True)
    if errors := sum(diagnostic.is_error for diagnostic in found):
        click.echo(f"{counted(errors, 'mistake')}; nothing was done", err=True)
        raise SystemExit(2)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside `path` and move into place, so that a reader sees the old file or the new one, never a part.

    A link stays a link to the new file. A device or a pipe is written to; it cannot be replaced.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            path.write_bytes(data)
        except OSError as problem:
            could_not(f"`{path}` cannot be written: {reason(problem)}")
        return
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not os.access(target, os.W_OK):
        could_not(f"`{path}` cannot be written: it is read-only")
    beside = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as problem:
        could_not(f"`{path}` cannot be written: {reason(problem)}")
    finally:
        beside.unlink(missing_ok=True)


def reason(problem: OSError) -> str:
    """Why a file could not be opened or written, in the system's words."""
    return (problem.strerror or str(problem)).lower()


def counted(number: int, word: str) -> str:
    """`1 case`, `2 cases`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def check_file(output: Path | None) -> None:
    """Say before the work is done that a file cannot be written there."""
    if output is None:
        return
    if output.is_dir():
        could_not(f"`{output}` is a folder", "name a file")
    if not output.parent.is_dir():
        could_not(f"there is no folder `{output.parent}`", "make it first, or write elsewhere")


def emit(content: str, output: Path | None) -> None:
    """To the file asked for, or to standard output. A reader of it who has seen enough is no mistake."""
    if output is None:
        if sys.stdout is None:
            could_not("standard output is closed", "name a file with -o")
        try:
            click.echo(content, nl=False)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (closed with the process)
        except OSError as problem:
            could_not(f"standard output cannot be written: {reason(problem)}")
    else:
        write_whole(output, content)
        click.echo(f"wrote {output}", err=True)


def as_json(document: Mapping[str, Any]) -> str:
    """The one way JSON is written: keys in the order of the format, two spaces, a final line break."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def next_step(text: str) -> None:
    """Name the next useful command, to people only."""
    if sys.stderr.isatty():
        click.echo(f"next: {text}", err=True)
