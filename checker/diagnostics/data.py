"""A diagnostic: what is wrong, where, and how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from checker.diagnostics.codes import Code, Severity
from checker.records import frozen
from checker.source import Span


@frozen
class Label:
    """A place and what is to be said of it."""

    span: Span
    text: str


@frozen
class Diagnostic:
    """`message` is one lower-case phrase; `primary` says what is wrong here; `help` is an imperative."""

    code: Code
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    help: str | None = None
    note: str | None = None

    @property
    def is_error(self) -> bool:
        return self.code.severity is Severity.ERROR


Report: TypeAlias = Callable[[Diagnostic], None]


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By path, start and code: the order in which they are shown."""
    return tuple(
        sorted(set(diagnostics), key=lambda d: (d.primary.span.path, d.primary.span.start, d.code.number, d.message))
    )
