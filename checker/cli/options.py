"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as calendar_date
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.cli.output import check_file

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Day(click.ParamType[int]):
    """A date such as 2024-05-01, as an ordinal."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            if len(value) != 10:
                raise ValueError(value)
            return calendar_date.fromisoformat(value).toordinal()
        except ValueError:
            self.fail(f"`{value}` is not a date; write one such as 2024-05-01", param, ctx)


class Names(click.ParamType[tuple[str, ...]]):
    """Names separated by commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
        return names or self.fail("name at least one", param, ctx)


def cases_argument(function: Decorated) -> Decorated:
    return click.argument("cases", nargs=-1, required=True, metavar="CASE...")(function)


def case_argument(function: Decorated) -> Decorated:
    return click.argument("case", metavar="CASE")(function)


def policies_option(function: Decorated) -> Decorated:
    return click.option(
        "--policies",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Law to use; without it, the law that comes with Comity.",
    )(function)


def jurisdictions_option(function: Decorated) -> Decorated:
    return click.option(
        "-j",
        "--jurisdictions",
        type=Names(),
        default=(),
        metavar="NAMES",
        help="Jurisdictions to ask, separated by commas; without it, all.",
    )(function)


def date_option(function: Decorated) -> Decorated:
    return click.option(
        "--on", "on", type=Day(), metavar="DATE", help="Decide as of this date instead of the case's own."
    )(function)


def actual_option(function: Decorated) -> Decorated:
    return click.option(
        "--actual",
        is_flag=True,
        help="Use the nexus that the case states, instead of deciding as if established in each jurisdiction.",
    )(function)


def readings_option(function: Decorated) -> Decorated:
    return click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="RULE=READING",
        help="Use a rival reading of a rule or definition; may be repeated.",
    )(function)


def format_option(*formats: str) -> Callable[[Decorated], Decorated]:
    def decorate(function: Decorated) -> Decorated:
        return click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="Form of the output.",
        )(function)

    return decorate


def color_option(function: Decorated) -> Decorated:
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Emphasis in text; auto is on a terminal only, and NO_COLOR is respected.",
    )(function)


def output_path(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Where to write; `-` is standard output."""
    return None if value is None or str(value) == "-" else value


def _output_file(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    path = output_path(ctx, param, value)
    check_file(path)
    return path


def output_option(function: Decorated) -> Decorated:
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        callback=_output_file,
        metavar="FILE",
        help="Write here instead of to standard output.",
    )(function)


def with_options(*options: Callable[[Any], Any]) -> Callable[[Decorated], Decorated]:
    """Several shared options at once, shown in the order given."""

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate
