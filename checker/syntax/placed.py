"""Declarations that were read before, at the place where they stand now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

from attrs import frozen

from checker.syntax import ast
from checker.syntax.walk import moved


@frozen
class Elsewhere:
    """A declaration as it was read, and how much further on in which file it stands now."""

    declaration: ast.Declaration
    path: str
    distance: int


class Placed(Sequence[ast.Declaration]):
    """Declarations in order, each moved to its place when it is first looked at.

    An edit near the top moves everything below it: most readers of a file never look at most places.
    """

    __slots__ = ("_held",)

    def __init__(self, declarations: Iterable[ast.Declaration | Elsewhere]) -> None:
        self._held = list(declarations)

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, index: int) -> ast.Declaration: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ast.Declaration, ...]: ...
    def __getitem__(self, index: int | slice) -> ast.Declaration | tuple[ast.Declaration, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self._held))))
        found = self._held[index]
        if isinstance(found, Elsewhere):
            found = self._held[index] = moved(found.declaration, found.path, found.distance)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
