"""`comity schema`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit


@click.command("schema", epilog="Example: comity schema -o case.schema.json")
@click.argument("format_name", required=False, metavar="[FORMAT]")
@options.with_options(options.output_option, options.policies_option)
def command(format_name: str | None, output: Path | None, policies: Path | None) -> None:
    """Write the JSON Schema of case files, so that an editor completes and checks them.

    With FORMAT (check, compare, explain, ask, timeline, diff, gaps, test, verify, diagnostics), the schema of that
    command's JSON output.
    """
    if format_name is not None:
        emit(_published(format_name), output)
        return
    from checker.cases.schema import case_schema

    _, law = open_law_or_stop(policies)
    emit(as_json(case_schema(law)), output)


def _published(name: str) -> str:
    folder = files("checker.reports") / "schemas"
    known = sorted(
        entry.name.removesuffix(".schema.json") for entry in folder.iterdir() if entry.name.endswith(".json")
    )
    if name not in known:
        from checker.spelling import did_you_mean

        could_not(f"there is no output format `{name}`", did_you_mean(name, known) or f"there are {', '.join(known)}")
    return (folder / f"{name}.schema.json").read_text(encoding="utf-8")
