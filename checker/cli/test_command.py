"""`comity test`."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import options
from checker.cli.opening import open_law_or_stop
from checker.cli.output import as_json, could_not, emit, use_color


@click.command("test", epilog="Example: comity test examples/own_law/policies --coverage")
@click.argument("policies", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@options.with_options(
    options.jurisdictions_option,
    options.format_option("text", "json", "junit"),
    options.output_option,
    options.color_option,
)
@click.option("--coverage", is_flag=True, help="Name each rule, exception, outcome and boundary that is not covered.")
@click.option("-k", "pattern", metavar="TEXT", help="Run only scenarios whose name contains TEXT.")
def command(
    policies: Path | None,
    jurisdictions: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    coverage: bool,
    pattern: str | None,
) -> None:
    """Run the scenarios of the law in FOLDER (without it, the law that comes with Comity).

    Coverage is of rules, exceptions, duties, outcomes, dates and provisions, and of the ledger (LEDGER.md) beside the
    law that says where each provision is encoded. The exit code is 1 when a scenario fails.
    """
    from checker.testing.coverage import measure_coverage
    from checker.testing.scenarios import run_scenarios

    opened, law = open_law_or_stop(policies)
    owners = {scenario.owner for scenario in law.scenarios}
    for name in jurisdictions:
        if name not in owners:
            from checker.spelling import did_you_mean

            could_not(f"no scenarios of `{name}`", did_you_mean(name, owners))
    scenarios = [
        scenario
        for scenario in law.scenarios
        if (not jurisdictions or scenario.owner in jurisdictions) and (pattern is None or pattern in scenario.name)
    ]
    if not scenarios:
        could_not("no scenarios to run")
    results = run_scenarios(law, scenarios, opened.with_readings)
    measured = measure_coverage(law, results, opened.ledgers())
    if jurisdictions:
        measured = tuple(one for one in measured if one.owner in jurisdictions)
    if format_ == "junit":
        from checker.testing.junit import render_junit

        emit(render_junit(results, opened.sources), output)
    elif format_ == "json":
        from checker.reports.as_json.scenarios import scenarios_document

        emit(as_json(scenarios_document(law, results, measured)), output)
    else:
        from checker.reports.terminal.layout import Style
        from checker.reports.terminal.scenarios import render_scenarios

        style = Style(use_color(color) and output is None)
        failed = any(not result.passed for result in results)
        sources = opened.sources if failed else {}
        emit(render_scenarios(results, measured, sources, name_missing=coverage, style=style), output)
    if any(not result.passed for result in results):
        raise SystemExit(1)
