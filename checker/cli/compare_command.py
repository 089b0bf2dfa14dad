"""`comity compare`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker import api
from checker.cases.case import Case
from checker.cli import options
from checker.cli.opening import choose_programs, choose_readings, open_law_or_stop, read_cases_or_stop
from checker.cli.output import as_json, check_file, could_not, counted, emit, next_step, use_color, write_whole
from checker.ir.law import Law

if TYPE_CHECKING:
    from checker.reports.view.inputs import ComparisonPage

FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".json": "json",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".txt": "text",
}
FILES_ONLY = {"pdf": "pip install 'comity[pdf]'", "xlsx": "pip install 'comity[xlsx]'"}
"""Forms that no terminal shows, and how to install what they need."""
LANGUAGES = ("en", "fr")


@click.command("compare", epilog="Example: comity compare examples/cases/sh_2/2021-09-09.yaml -o report.html")
@options.cases_argument
@options.with_options(
    options.jurisdictions_option,
    options.date_option,
    options.actual_option,
    options.readings_option,
    options.color_option,
    options.policies_option,
)
@click.option("--baseline", metavar="NAME", help="Hold the others against this jurisdiction; without it, the first.")
@click.option(
    "--all", "carry_all", is_flag=True, help="Let the page carry every jurisdiction, to be switched on in it."
)
@click.option("--no-script", is_flag=True, help="Leave out of the page the section that needs a script.")
@click.option(
    "--lang", "languages", type=options.Names(), default=("en",), metavar="en,fr", help="Languages of the report."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "pdf", "md", "json", "xlsx", "text"]),
    help="Form of the report; without it, that of the output file's ending, or text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=options.output_path,
    metavar="PATH",
    help="File to write; for several cases, a folder, which also gets an index.",
)
def command(
    cases: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    on: int | None,
    actual: bool,
    readings: tuple[str, ...],
    color: str,
    policies: Path | None,
    baseline: str | None,
    carry_all: bool,
    no_script: bool,
    languages: tuple[str, ...],
    format_: str | None,
    output: Path | None,
) -> None:
    """Show side by side how jurisdictions would decide each CASE (a file or a folder of files).

    An HTML report is one self-contained file that needs no network, and a script only where its reader changes the
    case. It carries the case file as written, remarks included, so that `comity reproduce` can make it again. With
    several languages there is one file per language, each linked to the others. With several cases the output is a
    folder with an index.
    """
    for language in languages:
        if language not in LANGUAGES:
            could_not(f"there is no report in `{language}`", f"choose from {', '.join(LANGUAGES)}")
    opened, law = open_law_or_stop(policies)
    chosen = choose_readings(law, readings)
    read = read_cases_or_stop(cases, law, on)
    programs = choose_programs(law, jurisdictions)
    if not any(law.programs[name].binding for name in programs):
        could_not("a comparison needs a jurisdiction", f"there are {', '.join(law.jurisdictions)}")
    if baseline is not None and baseline not in programs:
        could_not(f"the baseline `{baseline}` is not compared", f"compared are {', '.join(programs)}")
    if len(read) == 1:
        check_file(output)
    elif output is not None and output.exists() and not output.is_dir():
        could_not(f"`{output}` is a file", "several cases need a folder")
    form = format_ or _form_of(output)
    if form in FILES_ONLY:
        _check_extra(form, output)
    carried = law.jurisdictions if carry_all else ()
    pages = [_page(opened, case, programs, actual, chosen, baseline, carried) for case in read]
    if len(pages) == 1:
        _write_one(pages[0], form, languages, output, use_color(color) and output is None, not no_script)
    else:
        _write_folder(law, pages, form, languages, output, not no_script)
    if output is not None:
        next_step(f"comity explain {cases[0]} -j {programs[0]}")


def _page(
    opened: api.OpenLaw,
    case: Case,
    programs: Sequence[str],
    actual: bool,
    readings: Mapping[str, str],
    baseline: str | None,
    carried: Sequence[str],
) -> ComparisonPage:
    return api.compare(opened, case, programs, actual=actual, readings=readings, baseline=baseline, compiled=carried)


def _write_one(
    page: ComparisonPage, form: str, languages: Sequence[str], output: Path | None, color: bool, script: bool
) -> None:
    if output is None:
        for language in languages:
            emit(_text(page, form, language, color, script), None)
        return
    paths = {language: _path_for(output, language, languages) for language in languages}
    written: dict[Path, str | bytes] = {}
    for language, path in paths.items():
        others = {other: name.name for other, name in paths.items() if other != language}
        written[path] = _rendered(page, form, language, others, False, script)
    for path, content in written.items():
        write_whole(path, content)
        click.echo(f"{path}: {counted(len(page.results), 'jurisdiction')}", err=True)


def _check_extra(form: str, output: Path | None) -> None:
    """Say before the work is done that a form cannot be written."""
    if output is None:
        could_not(f"a report in the form `{form}` is no text for a terminal", f"add -o report.{form}")
    if form == "pdf":
        from checker.reports.in_pdf.render import why_not
    else:
        from checker.reports.in_xlsx.workbook import why_not
    if (why := why_not()) is not None:
        could_not(f"the form `{form}` needs what is not installed: {why}", FILES_ONLY[form])


def _form_of(output: Path | None) -> str:
    """The form that the ending of the output's name asks for."""
    if output is None:
        return "text"
    if not output.suffix or output.is_dir():
        return "html"
    if output.suffix not in FORMATS:
        could_not(f"there is no report that ends in `{output.suffix}`", f"endings are {', '.join(FORMATS)}")
    return FORMATS[output.suffix]


def _path_for(output: Path, language: str, languages: Sequence[str]) -> Path:
    return output if len(languages) == 1 else output.with_name(f"{output.stem}.{language}{output.suffix}")


def _rendered(
    page: ComparisonPage, form: str, language: str, others: Mapping[str, str], color: bool, script: bool = True
) -> str | bytes:
    from checker.reports import comparison

    if form == "pdf":
        from checker.reports.in_pdf.render import render as render_pdf

        return render_pdf(page, language)
    if form == "xlsx":
        from checker.reports.in_xlsx.render import render as render_xlsx

        return render_xlsx(page, language)
    if form == "html":
        return comparison.render_html(page, language, alternates=others, script=script)
    if form == "md":
        return comparison.render_markdown(page, language)
    if form == "json":
        return as_json(comparison.page_as_json(page))
    return comparison.render_text(page, language, color=color)


def _text(page: ComparisonPage, form: str, language: str, color: bool, script: bool = True) -> str:
    shown = _rendered(page, form, language, {}, color, script)
    assert isinstance(shown, str)  # forms that are no text were refused
    return shown


def _write_folder(
    law: Law,
    pages: Sequence[ComparisonPage],
    form: str,
    languages: Sequence[str],
    output: Path | None,
    script: bool,
) -> None:
    if output is None:
        if form != "text":
            could_not("several cases need a folder", "add -o FOLDER")
        for page in pages:
            emit(_text(page, form, languages[0], False) + "\n", None)
        return
    from checker.reports.index import render_index

    output.mkdir(parents=True, exist_ok=True)
    suffix = {"text": "txt"}.get(form, form)
    names = _file_names([page.case for page in pages])
    for language in languages:
        many = len(languages) > 1
        ending = f".{language}.{suffix}" if many else f".{suffix}"
        for page, name in zip(pages, names, strict=True):
            others = {other: f"{name}.{other}.{suffix}" for other in languages if other != language}
            write_whole(output / f"{name}{ending}", _rendered(page, form, language, others, False, script))
        if form == "html":
            links = [f"{name}{ending}" for name in names]
            others = {other: f"index.{other}.html" for other in languages if other != language}
            index = f"index.{language}.html" if many else "index.html"
            shown = render_index(law, pages, links, language, alternates=others, script=script)
            write_whole(output / index, shown)
    click.echo(f"{output}: {counted(len(pages), 'case')}", err=True)


def _file_names(cases: Sequence[Case]) -> list[str]:
    """A file name for each case, from its id and date, told apart by a number where two would be alike."""
    names: list[str] = []
    for case in cases:
        from datetime import date

        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", case.id).strip("-")[:60] or "case"
        name = wanted = f"{plain}_{date.fromordinal(case.date).isoformat()}"
        number = 2
        while name in names or name == "index":
            name, number = f"{wanted}-{number}", number + 1
        names.append(name)
    return names
