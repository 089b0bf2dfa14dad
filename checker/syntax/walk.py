"""Every node of a tree, without recursion, and a tree moved to another place."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from attrs import fields, has

from checker.source import Span, Spanned

N = TypeVar("N")


_names_by_class: dict[type, tuple[str, ...]] = {}


def _field_names(cls: type) -> tuple[str, ...]:
    names = _names_by_class.get(cls)
    if names is None:
        names = tuple(field.name for field in fields(cls) if field.name != "span") if has(cls) else ()
        _names_by_class[cls] = names
    return names


def depth(node: object) -> int:
    """How many nodes stand inside one another."""
    deepest = 0
    waiting: list[tuple[object, int]] = [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        if isinstance(current, tuple):
            waiting += [(member, level) for member in current]
            continue
        names = _field_names(type(current))
        if names and not isinstance(current, Span | Spanned):
            deepest = max(deepest, level)
            waiting += [(getattr(current, name), level + 1) for name in names]
    return deepest


def moved(node: N, path: str, distance: int) -> N:
    """The same tree as it stands in `path`, `distance` characters further on."""
    return cast(N, _moved(node, path, distance))


def _moved(node: Any, path: str, distance: int) -> Any:
    kind = type(node)
    if kind is str or node is None or kind is bool:
        return node
    if kind is Span:
        return Span(path, node.start + distance, node.end + distance)
    if kind is Spanned:
        return Spanned(node.value, _moved(node.span, path, distance))
    if kind is tuple:
        return tuple([_moved(member, path, distance) for member in node]) if node else node
    span = node.span
    arguments = [_moved(getattr(node, name), path, distance) for name in _field_names(kind)]
    return kind(*arguments, span=Span(path, span.start + distance, span.end + distance))
