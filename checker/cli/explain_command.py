"""`comity explain`."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cases.applied import apply_case
from checker.cli import options
from checker.cli.opening import choose_programs, choose_readings, open_law_or_stop, read_cases_or_stop
from checker.cli.output import as_json, could_not, emit, next_step, use_color
from checker.ir.law import Law


@click.command("explain", epilog="Example: comity explain examples/cases/sh_2/2021-09-09.yaml --decision requirement")
@options.case_argument
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
    "--decision", "decisions", multiple=True, metavar="NAME", help="Explain only this decision; may be repeated."
)
@click.option(
    "--changeable",
    is_flag=True,
    help="Change only facts that somebody can change, when looking for the smallest change.",
)
@click.option("--changeable-by", metavar="ROLE", help="Change only facts that this role can change.")
def command(
    case: str,
    jurisdictions: tuple[str, ...],
    on: int | None,
    actual: bool,
    readings: tuple[str, ...],
    format_: str,
    output: Path | None,
    color: str,
    policies: Path | None,
    decisions: tuple[str, ...],
    changeable: bool,
    changeable_by: str | None,
) -> None:
    """Show why a jurisdiction decides CASE as it does: the rules that apply, with each condition and citation.

    Also why it does not decide otherwise, and the smallest change of the facts that flips the answer. Without -j, the
    first jurisdiction that the law declares.
    """
    from checker.analysis.common import Answered
    from checker.analysis.exact import decide
    from checker.analysis.explain import explain

    opened, law = open_law_or_stop(policies)
    _check_role(law, changeable_by)
    chosen = choose_readings(law, readings)
    read = read_cases_or_stop((case,), law, on)
    if len(read) != 1:
        could_not(f"`{case}` holds {len(read)} cases", "explain one case at a time")
    names = [choose_programs(law, (name,))[0] for name in (jurisdictions or law.jurisdictions[:1])]
    judged = opened.with_readings(chosen)
    explained = []
    answered: list[Answered] = []
    for name in names:
        program = judged.programs[name]
        applied = apply_case(read[0], program, actual=actual)
        known = [info.name for info in reversed(program.decisions)]
        for wanted in decisions:
            if wanted not in known:
                from checker.spelling import did_you_mean

                could_not(f"there is no decision `{wanted}`", did_you_mean(wanted, known))
        roles = (changeable_by,) if changeable_by else () if changeable else None
        result = decide(program, applied.lines, read[0].date)
        explained.append(
            [
                explain(
                    program,
                    applied.lines,
                    read[0].date,
                    decision,
                    changeable_by=roles,
                    keep=applied.assumed,
                    result=result,
                )
                for decision in known
                if not decisions or decision in decisions
            ]
        )
        if explained[-1]:
            first = explained[-1][0]
            answered.append(Answered(program, applied.lines, first.decision, first.flips, applied.assumed))
    if format_ == "json":
        from checker.reports.as_json.explain import explain_document

        emit(as_json(explain_document(judged, read[0], explained)), output)
    else:
        from checker.analysis.common import common_flips
        from checker.reports.terminal.explain import render_common_flips, render_explanations
        from checker.reports.terminal.layout import Style

        style = Style(use_color(color) and output is None)
        text = "\n".join(render_explanations(judged, read[0], one, style=style) for one in explained)
        if common := common_flips(answered, read[0].date):
            text += render_common_flips(judged, common, style=style)
        emit(text, output)
        next_step(f"comity ask {case}")


def _check_role(law: Law, role: str | None) -> None:
    known = [known.name for known in law.roles]
    if role is not None and role not in known:
        from checker.spelling import did_you_mean

        could_not(f"there is no role `{role}`", did_you_mean(role, known) or f"there are {', '.join(known)}")
