"""What a difference between two declarations can bear on, told from their trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import evolve, fields, has

from checker.analysis.edits.records import Nature
from checker.source import Span, Spanned
from checker.syntax import ast

_WORDS = frozenset({"label", "notes", "meaning", "question"})
_SOURCES = frozenset({"cites", "confidence", "interpretation", "current_to"})
_REASONS = frozenset({"confidence", "interpretation"})
"""Texts whose presence tells something; how they are put does not."""

_UNORDERED = frozenset(
    {
        (ast.SetValue, "members"),
        (ast.SetDatum, "members"),
        (ast.List, "entries"),
        (ast.List, "tables"),
        (ast.Scenario, "given"),
        (ast.Scenario, "expectations"),
        (ast.Background, "given"),
        (ast.Line, "given"),
        (ast.LegalOrder, "as_if"),
        (ast.LegalOrder, "supplies"),
        (ast.Rule, "conclusions"),
        (ast.Rule, "defeats"),
        (ast.Rule, "alternatives"),
        (ast.Define, "alternatives"),
    }
)
_TOLD_ONLY = (ast.Source, ast.Gap)
"""Constructs that decide nothing: they tell where law comes from and what is missing."""

CONSTRUCT = "construct"

FIELDS_OF_CLAUSES = {
    "basis_override": "basis",
    "current": "current_to",
    "supply": "supplies",
    "changeable": "changeable_by",
    "bearer": "bearer",
    "met": "met_when",
    "then": "conclusions",
    "as": "expr",
    "alternative": "alternatives",
    "table": "tables",
    "asked": "asked_when",
    "not_decision": "not_decision_matter",
    "reading": "readings",
    "line": "lines",
    "expect": "expectations",
    "note": "notes",
}
"""The field that holds a clause, where it is not called as the clause is."""


def construct_nature(declaration: ast.Declaration) -> Nature:
    """What it can bear on that such a construct is there at all."""
    return Nature.SOURCE if isinstance(declaration, _TOLD_ONLY) else Nature.MEANING


Named: TypeAlias = Callable[[str], str]
"""What a name stands for."""


def _itself(name: str) -> str:
    return name


def field_natures(
    old: ast.Declaration, new: ast.Declaration, old_named: Named = _itself, new_named: Named = _itself
) -> dict[str, Nature]:
    """The fields that differ between two declarations, names apart, each with what the difference bears on.

    Declarations of different constructs differ in `CONSTRUCT`. What names in either text stand for is told by
    `old_named` and `new_named`; other names for the same are wording.
    """
    if type(old) is not type(new):
        return {CONSTRUCT: Nature.MEANING}
    found: dict[str, Nature] = {}
    for field in fields(type(old)):
        if field.name not in ("span", "name"):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if before != after:
                found[field.name] = _nature((type(old), field.name), (before, old_named), (after, new_named))
    return found


def is_same_body(old: ast.Declaration, new: ast.Declaration) -> bool:
    """Whether two declarations differ in nothing but their names."""
    return type(old) is type(new) and not any(field_natures(old, new).values())


def _nature(place: tuple[type, str], old: tuple[Any, Named], new: tuple[Any, Named]) -> Nature:
    kind, name = place
    if _plain(old[0], _as_written, _itself, place) == _plain(new[0], _as_written, _itself, place):
        return Nature.LAYOUT
    if name in _WORDS:
        return Nature.WORDING
    if issubclass(kind, _TOLD_ONLY):
        return Nature.SOURCE
    in_one_only = (old[0] is None) != (new[0] is None)
    if name in _SOURCES:
        return Nature.WORDING if name in _REASONS and not in_one_only else Nature.SOURCE
    if not in_one_only and _plain(old[0], _without_words, old[1], place) == _plain(
        new[0], _without_words, new[1], place
    ):
        return Nature.WORDING
    return Nature.MEANING


_TextOf: TypeAlias = Callable[[ast.Text], Any]


def _as_written(text: ast.Text) -> Any:
    return text


def _without_words(text: ast.Text) -> Any:
    return None


def _plain(node: Any, text_of: _TextOf, named: Named, place: tuple[type, str] | None = None) -> Any:
    """The tree with members in one order where order means nothing, its texts as `text_of` gives them, and its names
    as `named` does.

    Texts that say what has to be done and when (`due`) are kept in either case, without their translations.
    """
    if isinstance(node, ast.Text):
        if place is not None and place[1] == "due":
            return node.value if text_of is _without_words else node
        return text_of(node)
    if isinstance(node, tuple):
        members = [_plain(member, text_of, named) for member in node]
        return sorted(members, key=repr) if place in _UNORDERED else members
    if isinstance(node, Spanned):
        return named(node.value)
    if isinstance(node, ast.NameRef | ast.NameDatum):
        return type(node).__name__, named(node.name)
    if node is None or isinstance(node, (str, bool, Span)) or not has(type(node)):
        return node
    if isinstance(node, ast.EnumTable) and text_of is _without_words:
        node = evolve(node, label_columns=())
    kind = type(node)
    inner = (
        _plain(getattr(node, field.name), text_of, named, (kind, field.name))
        for field in fields(kind)
        if field.name != "span"
    )
    return (kind.__name__, *inner)
