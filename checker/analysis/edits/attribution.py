"""Which edits can be behind an answer: those of what its rules depend on.

A rule depends on the rules that can set it aside, and on the definitions, lists, facts and types that its condition and
date read, through definitions to any depth. Definitions that were written out where they are used are found by the
places that the compiled conditions keep. The rules behind another decision that a condition asks about are not
followed: whoever explains an answer names the rules of each decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import frozen

from checker.analysis.edits.records import Edit, Excerpt
from checker.ir import nodes as ir
from checker.ir.program import Obligation, Program, Rule
from checker.ir.walk import facts_in, walk
from checker.source import Span
from checker.types import CodeType, EnumType, ListType, OptionalType, RecordType, ScaleType, SetType, Type

_LAWS = frozenset({"rule", "exception", "obligation", "define", "open", "list"})
_TYPES = frozenset({"enum", "scale", "code", "record"})
_ORDERS = frozenset({"jurisdiction", "code_of_conduct"})


@frozen
class Dependencies:
    """What rules of one program depend on: full names by kind, and the places from which conditions were compiled."""

    laws: frozenset[str]
    """Rules, obligations, definitions, open terms and lists."""
    facts: frozenset[str]
    decisions: frozenset[str]
    types: frozenset[str]
    constraints: frozenset[str]
    """Those on a fact that is read: they say which cases can occur."""
    orders: frozenset[str]
    places: tuple[Span, ...]


class Attribution:
    """The edits between two laws, told apart by what depends on them in one program as it was and as it is.

    Either program may be None where one of the laws does not have it.
    """

    def __init__(self, edits: Sequence[Edit], old: Program | None, new: Program | None) -> None:
        self._edits = edits
        self._old = None if old is None else _Reader(old)
        self._new = None if new is None else _Reader(new)

    def behind(self, old: Iterable[str], new: Iterable[str]) -> tuple[Edit, ...]:
        """The edits that can be behind a difference between what these rules and obligations say on either side."""
        ours = None if self._old is None else self._old.dependencies(old)
        theirs = None if self._new is None else self._new.dependencies(new)
        return tuple(
            edit
            for edit in self._edits
            if (ours is not None and _bears_on(edit, edit.old_name, edit.old, ours))
            or (theirs is not None and _bears_on(edit, edit.name, edit.new, theirs))
        )


def affected_by(edits: Sequence[Edit], old: Program | None, new: Program | None, name: str) -> tuple[Edit, ...]:
    """The edits that can change what the rule or obligation `name` says in a program."""
    return Attribution(edits, old, new).behind((name,), (name,))


def dependencies(program: Program, names: Iterable[str]) -> Dependencies:
    """What the rules and obligations of these names depend on; names that the program does not have are left out."""
    return _Reader(program).dependencies(names)


def _bears_on(edit: Edit, name: str, at: Excerpt | None, found: Dependencies) -> bool:
    if edit.construct in _LAWS and name in found.laws:
        return True
    match edit.construct:
        case "fact":
            named = name in found.facts
        case "decision":
            named = name in found.decisions
        case "constraint":
            named = name in found.constraints
        case construct if construct in _TYPES:
            named = name in found.types
        case construct if construct in _ORDERS:
            named = name in found.orders
        case "define" | "open" | "fill":
            named = at is not None and any(_is_in(place, at.span) for place in found.places)
        case _:
            named = False
    return named


def _is_in(place: Span, whole: Span) -> bool:
    return place.path == whole.path and whole.start <= place.start < whole.end


class _Reader:
    """Follows what one program's rules read; each name is followed once."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[frozenset[str], Dependencies] = {}

    @cached_property
    def _stated(self) -> dict[str, Rule | Obligation]:
        stated: list[Rule | Obligation] = [*self._program.rules, *self._program.obligations]
        return {each.name: each for each in stated}

    @cached_property
    def _definitions(self) -> dict[str, tuple[ir.Expr, Span]]:
        return {each.name: (each.expr, each.about.span) for each in self._program.definitions}

    def dependencies(self, names: Iterable[str]) -> Dependencies:
        asked = frozenset(names)
        if asked not in self._known:
            self._known[asked] = self._followed(sorted(asked))
        return self._known[asked]

    def _followed(self, names: Iterable[str]) -> Dependencies:
        rules = self._with_exceptions(names)
        laws = dict.fromkeys(rules)
        facts: set[str] = set()
        decisions: set[str] = set()
        places: dict[Span, None] = {}
        waiting = [self._program.as_of, *(expr for name in rules for expr in _exprs(self._stated[name]))]
        while waiting:
            for node in walk(waiting.pop()):
                places[node.span] = None
                match node:
                    case ir.Definition(name=name) | ir.Uncertain(name=name):
                        if name not in laws and name in self._definitions:
                            expr, span = self._definitions[name]
                            waiting.append(expr)
                            places[span] = None
                        laws[name] = None
                    case ir.InList(list=name) | ir.ContainsListed(list=name):
                        laws[name] = None
                    case ir.OutcomeIn(decision=name):
                        decisions.add(name)
                    case _:
                        pass
                facts |= _facts_at(node)
        for name in rules:
            stated = self._stated[name]
            if isinstance(stated, Rule):
                decisions |= {conclusion.decision for conclusion in stated.conclusions}
        constraints = {each.name for each in self._program.constraints if not facts.isdisjoint(facts_in(each.expr))}
        types = {name for fact in self._program.facts if fact.name in facts for name in _type_names(fact.type)}
        return Dependencies(
            frozenset(laws),
            frozenset(facts),
            frozenset(decisions),
            frozenset(types),
            frozenset(constraints),
            frozenset(self._program.lineage),
            tuple(places),
        )

    def _with_exceptions(self, names: Iterable[str]) -> list[str]:
        found: dict[str, None] = {}
        waiting = [name for name in names if name in self._stated]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += [each for each in self._stated[name].defeated_by if each in self._stated]
        return list(found)


def _exprs(stated: Rule | Obligation) -> Iterator[ir.Expr]:
    yield stated.when
    other = stated.basis if isinstance(stated, Rule) else stated.met_when
    if other is not None:
        yield other


def _facts_at(node: ir.Expr) -> set[str]:
    match node:
        case ir.Fact(name=name):
            return {name}
        case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
            return set(names)
        case _:
            return set()


def _type_names(kind: Type) -> Iterator[str]:
    match kind:
        case EnumType(name=name) | ScaleType(name=name) | CodeType(name=name):
            yield name
        case RecordType(name=name, fields=fields):
            yield name
            for _, inner in fields:
                yield from _type_names(inner)
        case ListType(record=record):
            yield from _type_names(record)
        case SetType(of=of) | OptionalType(of=of):
            yield from _type_names(of)
        case _:
            return
