"""`comity fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.output import could_not, reason, stop_on_errors, write_whole
from checker.diagnostics import Diagnostic
from checker.folder import MAX_POLICY_BYTES, POLICY, list_folder
from checker.source import SourceFile


@click.command("fmt", epilog="Example: comity fmt --check policies")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--check", is_flag=True, help="Change nothing; end with exit code 1 when a file is not formatted.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Format policy files in place: each PATH is a file or a folder. Comments and meaning are kept."""
    from checker.formatter import format_source

    sources: dict[str, SourceFile] = {}
    formatted: list[tuple[Path, str, str]] = []
    found: list[Diagnostic] = []
    for path in _policy_files(paths):
        text = _text(path)
        source = SourceFile(str(path), text)
        sources[source.path] = source
        result = format_source(source, report=found.append)
        if result is not None:
            formatted.append((path, text, result))
    stop_on_errors(found, sources)
    changed = [(path, result) for path, text, result in formatted if text != result]
    for path, result in changed:
        if check:
            click.echo(f"{path} is not formatted", err=True)
        else:
            write_whole(path, result)
            click.echo(f"formatted {path}", err=True)
    if check and changed:
        raise SystemExit(1)


def _policy_files(paths: tuple[Path, ...]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            listing = list_folder(path)
            for problem in listing.problems:
                could_not(f"`{path / problem.path}`: {problem.why}", problem.advice)
            files += [path / found.path for found in listing.files if found.path.endswith(POLICY)]
        elif path.is_file():
            files.append(path)
        elif path.exists():
            could_not(f"`{path}` is not an ordinary file")
        else:
            could_not(f"there is no file or folder `{path}`")
    if not files:
        could_not("no .policy files there", "name a policy file, or a folder that holds some")
    return list(dict.fromkeys(files))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_POLICY_BYTES + 1)
    except OSError as problem:
        could_not(f"`{path}` cannot be read: {reason(problem)}")
    if len(content) > MAX_POLICY_BYTES:
        could_not(f"`{path}` has more than {MAX_POLICY_BYTES // (1024 * 1024)} MB", "split the file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        could_not(f"`{path}` is not UTF-8", "save the file as UTF-8")
