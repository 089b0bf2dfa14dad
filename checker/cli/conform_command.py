"""`comity conform`."""

from __future__ import annotations

from pathlib import Path

import click

from checker import api
from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, use_color
from checker.cli.proving import form_of, form_option, proving, timeout_option

MOST_NAMED = 6


@click.command("conform", epilog="Example: comity conform examples/own_law/policies")
@click.argument("policies", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@options.with_options(options.jurisdictions_option, form_option, options.output_option, options.color_option)
@click.option("--strict", is_flag=True, help="Count a claim that holds under a condition only as refuted.")
@timeout_option
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

    form = form_of(format_, output)
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
    with proving() as progress:
        found = conform_law(law, names, seconds=timeout, progress=progress)
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
