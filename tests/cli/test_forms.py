"""`comity compare` in forms that are files only: PDF and XLSX."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from checker.cli.main import comity
from tests.conftest import SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
CASE = str(SECOND_DOMAIN / "cases" / "harvest.yaml")
BEGINNINGS = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(comity, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_ending_of_the_file_chooses_the_form(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"report.{form}"

    result = run("compare", CASE, *LAW, "-o", str(file))

    assert result.exit_code == 0
    assert file.read_bytes().startswith(BEGINNINGS[form])


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_several_languages_are_several_files(tmp_path: Path, form: str) -> None:
    result = run("compare", CASE, *LAW, "-o", str(tmp_path / f"report.{form}"), "--lang", "en,fr")

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"report.en.{form}", f"report.fr.{form}"]


def test_several_cases_are_a_folder_of_workbooks(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = f"case: {name}\ndate: 2024-06-01\nfacts: {{guests: 5}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    result = run(
        "compare",
        str(tmp_path / "a.yaml"),
        str(tmp_path / "b.yaml"),
        *LAW,
        "--format",
        "xlsx",
        "-o",
        str(tmp_path / "out"),
    )

    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["a_2024-06-01.xlsx", "b_2024-06-01.xlsx"]
    book = load_workbook(io.BytesIO((tmp_path / "out" / names[1]).read_bytes()))
    assert book.properties.title == "b"


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_file_is_asked_for_before_anything_is_decided(form: str) -> None:
    result = run("compare", CASE, *LAW, "--format", form)

    assert result.exit_code == 2
    assert f"add -o report.{form}" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("form", "library"), [("pdf", "weasyprint"), ("xlsx", "xlsxwriter")])
def test_a_missing_extra_is_named_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    file = tmp_path / f"report.{form}"

    result = run("compare", CASE, *LAW, "-o", str(file))

    assert result.exit_code == 2
    assert library in result.stderr.lower()
    assert f"pip install 'comity[{form}]'" in result.stderr
    assert not file.exists()


def test_a_library_of_the_system_that_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.reports.in_pdf import render

    def broken() -> None:
        raise OSError("cannot load library 'libpango-1.0-0': not found")

    monkeypatch.setattr(render, "_weasyprint", broken)

    result = run("compare", CASE, *LAW, "-o", str(tmp_path / "report.pdf"))

    assert result.exit_code == 2
    assert "libpango" in result.stderr


def test_no_other_form_loads_these_libraries() -> None:
    import subprocess

    program = (
        "import sys; from checker.cli.main import main\n"
        f"try: main({['compare', CASE, *LAW, '--format', 'md']!r})\n"
        "except SystemExit: pass\n"
        "print([name for name in ('weasyprint', 'xlsxwriter') if name in sys.modules], file=sys.stderr)"
    )

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert result.stderr.strip().endswith("[]")
