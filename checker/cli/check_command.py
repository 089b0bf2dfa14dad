"""`comity check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker import api
from checker.cli import options
from checker.cli.opening import choose_programs, choose_readings, open_law_or_stop, read_cases_or_stop
from checker.cli.output import as_json, could_not, emit, next_step, use_color
from checker.ir.law import Law


@click.command("check", epilog="Example: comity check examples/cases/sh_2/2021-09-09.yaml")
@options.cases_argument
@options.with_options(
    options.jurisdictions_option,
    options.date_option,
    options.actual_option,
    options.readings_option,
    options.format_option("text", "json"),
    options.output_option,
    options.color_option,
    options.policies_option,
)
@click.option(
    "--fail-on",
    metavar="OUTCOME",
    help="End with exit code 1 when this outcome, or a stricter one of its decision, is decided or possible.",
)
def command(
    cases: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    on: int | None,
    actual: bool,
    readings: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    policies: Path | None,
    fail_on: str | None,
) -> None:
    """Decide each CASE (a file or a folder of files) under every jurisdiction.

    An adverse answer is an answer: the exit code is 0 unless --fail-on says otherwise.
    """
    opened, law = open_law_or_stop(policies)
    threshold = _threshold(law, fail_on)
    chosen = choose_readings(law, readings)
    read = read_cases_or_stop(cases, law, on)
    programs = choose_programs(law, jurisdictions)
    judged = opened.with_readings(chosen)
    decided = [api.decide(judged, case, programs, actual=actual, readings=chosen) for case in read]
    if format_ == "json":
        emit(as_json(_document(decided)), output)
    else:
        emit(_text(decided, use_color(color) and output is None), output)
        next_step(f"comity explain {cases[0]} -j {programs[0]}")
    if threshold is not None and any(_reaches(one, *threshold) for one in decided):
        raise SystemExit(1)


def _text(decided: list[api.Decided], color: bool) -> str:
    from checker.reports.terminal.check import render_check
    from checker.reports.terminal.layout import Style

    style = Style(color)
    return "\n".join(render_check(d.law, d.case, d.results, actual=d.actual, style=style) for d in decided)


def _document(decided: list[api.Decided]) -> dict[str, Any]:
    from checker.reports.as_json.check import check_document

    documents = [check_document(d.law, d.case, d.results, actual=d.actual, readings=d.readings) for d in decided]
    return documents[0] if len(documents) == 1 else {"format": "comity.checks/1", "checks": documents}


def _threshold(law: Law, outcome: str | None) -> tuple[str, frozenset[str]] | None:
    """The decision that has the outcome, and that outcome with all stricter ones."""
    if outcome is None:
        return None
    known: dict[str, tuple[str, frozenset[str]]] = {}
    for name in law.jurisdictions:
        for decision in law.programs[name].decisions:
            outcomes = [candidate.name for candidate in decision.outcomes]
            for rank, candidate in enumerate(outcomes):
                known[candidate] = (decision.name, frozenset(outcomes[rank:]))
    if outcome not in known:
        from checker.spelling import did_you_mean

        could_not(f"no decision has the outcome `{outcome}`", did_you_mean(outcome, known))
    return known[outcome]


def _reaches(decided: api.Decided, decision: str, outcomes: frozenset[str]) -> bool:
    binding = (result for result in decided.results.values() if result.binding)
    return any(outcomes & set(result.decision(decision).possible) for result in binding)
