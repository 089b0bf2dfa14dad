"""The clauses of one declaration, taken out by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.diagnostics import Report
from checker.source import Span
from checker.syntax import errors
from checker.syntax.build_ast.places import Clause
from checker.syntax.keywords import CLAUSES

REPEATABLE = frozenset(
    {"note", "cites", "alternative", "given", "line", "reading", "expect", "supply", "entries", "table", "as_if"}
    | {"where", "claim"}
)
"""Clauses that a declaration may have several times; their contents follow one another."""


class Given:
    """Clauses by kind. One that may stand once and stands twice is reported, and the first one counts."""

    def __init__(self, clauses: Iterable[Clause], report: Report) -> None:
        self._by_kind: dict[str, list[Clause]] = {}
        for clause in clauses:
            same = self._by_kind.setdefault(clause.kind, [])
            if same and clause.kind not in REPEATABLE:
                report(errors.clause_given_twice(words_of(clause.kind), clause.span, same[0].span))
            same.append(clause)

    def one(self, kind: str) -> Any:
        """The value of the clause, or None."""
        found = self._by_kind.get(kind)
        return found[0].value if found else None

    def every(self, kind: str) -> tuple[Any, ...]:
        """The values of all clauses of a kind."""
        return tuple(clause.value for clause in self._by_kind.get(kind, ()))

    def joined(self, kind: str) -> tuple[Any, ...]:
        """The rows of all clauses of a kind, one after the other."""
        found = self._by_kind.get(kind)
        if not found:
            return ()
        if len(found) == 1:
            return found[0].value  # type: ignore[no-any-return]
        return tuple(item for clause in found for item in clause.value)

    def places(self, *kinds: str) -> list[Span]:
        """Where clauses of these kinds stand, in order."""
        return sorted((c.span for kind in kinds for c in self._by_kind.get(kind, ())), key=lambda span: span.start)


def words_of(kind: str) -> str:
    """The words an author writes for a clause."""
    return CLAUSES.get(kind, kind)
