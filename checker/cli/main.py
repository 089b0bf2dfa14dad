"""The `comity` command and how it finds its parts.

Every command is imported only when it is run, so that `--help` and `--version` cost no more than click does.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from checker.version import __version__

SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Decide",
        (
            ("check", "Decide cases under every jurisdiction."),
            ("explain", "Show why one jurisdiction decides as it does."),
            ("ask", "List the facts still needed, the most decisive first."),
        ),
    ),
    (
        "Compare",
        (
            ("compare", "Write a side-by-side report of a case."),
            ("reproduce", "Make a report again from what it carries, and compare."),
            ("timeline", "List the dates on which an answer changes."),
            ("diff", "Show every class of case that an edit of the law decides differently."),
            ("gaps", "Show every way in which two jurisdictions can differ."),
        ),
    ),
    (
        "Prove",
        (
            ("test", "Run the scenarios of the law, with coverage."),
            ("verify", "Prove over every case what the law does and never does."),
            ("conform", "Hold voluntary commitments to each jurisdiction's rules, over every case."),
        ),
    ),
    (
        "Write",
        (
            ("fmt", "Format policy files."),
            ("code", "Show the page of a diagnostic code."),
        ),
    ),
    ("Exchange", (("schema", "Write the JSON Schema of case files or of an output."),)),
)


_OBJECTS_BETWEEN_COLLECTIONS = 200_000


class Commands(click.Group):
    """A group whose commands are known by name and imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, commands in SECTIONS for name, _ in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"checker.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as problem:
            from checker.spelling import did_you_mean

            help_ = did_you_mean(args[0], self.list_commands(ctx)) if args else None
            raise click.UsageError(f"no such command `{args[0]}`" + (f"; {help_}" if help_ else ""), ctx) from problem

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, commands in SECTIONS:
            with formatter.section(section):
                formatter.write_dl(list(commands))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Start with: comity compare examples/cases/sh_2/2021-09-09.yaml -o report.html",
)
@click.version_option(__version__, prog_name="comity")
def comity() -> None:
    """Decide one case under every jurisdiction, and show where they part.

    Policies are law written in a small language; a case is a YAML or JSON file. Answers are Comity's reading of the
    law, never an official decision.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; exit codes are 0 done, 1 something to act on, 2 could not, 130 interrupted."""
    # Hardly anything a command builds is garbage before it ends, and looking for it takes a tenth of its time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    if sys.stderr is None:  # closed by whoever started this
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (closed with the process)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(comity.main(args=arguments, prog_name="comity", standalone_mode=False) or 0)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing was half-written", err=True)
        sys.exit(130)
    except Exception as problem:
        _could_not(problem)
    finally:
        gc.freeze()  # the process ends: nothing need be looked through once more


def _could_not(problem: Exception) -> None:
    """One sentence for what no command foresaw. COMITY_TRACEBACK=1 shows where a defect lies."""
    if os.environ.get("COMITY_TRACEBACK") == "1":
        raise problem
    if isinstance(problem, OSError):
        what = f"{problem.filename}: " if problem.filename else ""
        click.echo(f"error: {what}{problem.strerror or problem}", err=True)
    else:
        click.echo(f"error: a defect in Comity stopped it ({type(problem).__name__})", err=True)
        click.echo(
            "  = help: report it with the command and the files; COMITY_TRACEBACK=1 shows where it lies", err=True
        )
    sys.exit(2)
