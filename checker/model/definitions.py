"""Definitions and open terms: checked when first referred to, so that their order does not matter."""

from __future__ import annotations

from attrs import define, field

from checker.diagnostics import codes
from checker.model import errors
from checker.model import terms as t
from checker.model.about import about_of
from checker.model.circles import circles
from checker.model.expressions import check, report_hidden, value
from checker.model.kinds import same_kind
from checker.model.literals import describe
from checker.model.names import Owned
from checker.model.records import Alternative, Definition, Link
from checker.model.wordings import wording
from checker.model.world import Scope, Signature, World
from checker.source import Span
from checker.syntax import ast
from checker.types import ListType, RecordType, SetType, Type

MAX_CHAIN = 40
MAX_NODES = 50_000
MAX_DEPTH = 150


@define
class Definitions:
    """Every definition of all owners. `signature` is what expressions ask; a mistaken definition has none."""

    world: World
    checked: dict[str, Definition | None] = field(factory=dict)
    _open: list[str] = field(factory=list)
    _told: set[frozenset[str]] = field(factory=set)
    _sizes: dict[str, int] = field(factory=dict)
    _depths: dict[str, int] = field(factory=dict)

    def check_all(self) -> None:
        """Check every definition, those first on which others lean."""
        laws = self.world.declarations.laws
        for name in reference_order(self.world):
            if isinstance(laws[name].declaration, ast.Define | ast.OpenTerm):
                self.signature(name)

    def signature(self, name: str) -> Signature | None:
        """What the definition takes and gives, or None where it is mistaken."""
        if name in self._open:
            self._report_circle(name)
            return None
        if name not in self.checked:
            if len(self._open) >= MAX_CHAIN:
                self._report_long_circle()
                return None
            self._open.append(name)
            self.checked[name] = self._check(name)
            self._open.pop()
        found = self.checked[name]
        return None if found is None else Signature(found.parameters, found.type)

    def leans_on_decisions(self, name: str) -> bool:
        """Whether a definition asks about a decision, itself or through others."""
        waiting, seen = [name], {name}
        while waiting:
            definition = self.checked.get(waiting.pop())
            for term in () if definition is None or definition.term is None else t.walk(definition.term):
                if isinstance(term, t.DecisionTest):
                    return True
                if isinstance(term, t.DefinitionRef) and term.name not in seen:
                    seen.add(term.name)
                    waiting.append(term.name)
        return False

    def _report_circle(self, name: str) -> None:
        members = self._open[self._open.index(name) :]
        first = members.index(min(members))
        self._tell(members[first:] + members[:first])

    def _report_long_circle(self) -> None:
        # Those on which others lean are checked first, so a chain this long is part of a circle of names.
        laws = self.world.declarations.laws
        graph = {name: set(_mentioned(name, owned, self.world)) for name, owned in laws.items()}
        for circle in circles(graph):
            if not set(circle).isdisjoint(self._open):
                self._tell(circle)

    def _tell(self, ordered: list[str]) -> None:
        if frozenset(ordered) in self._told:
            return
        self._told.add(frozenset(ordered))
        links = [Link(member, self.world.declarations.laws[member].declaration.name.span) for member in ordered]
        self.world.report(errors.circle(codes.CIRCULAR_DEFINITION, "definitions depend on each other", links))

    def _check(self, name: str) -> Definition | None:
        owned = self.world.declarations.laws[name]
        match owned.declaration:
            case ast.Define() as declaration:
                return self._define(name, owned.owner, declaration)
            case ast.OpenTerm() as declaration:
                return self._open_term(name, owned.owner, declaration)
            case _:
                return None

    def _define(self, name: str, owner: str, declaration: ast.Define) -> Definition | None:
        world = self.world
        scope = Scope(world, owner)
        parameters: dict[str, Type | None] = {}
        first: dict[str, Span] = {}
        for parameter in declaration.parameters:
            if parameter.name.value in first:
                world.report(errors.duplicate_item(parameter.name, first[parameter.name.value]))
                continue
            first[parameter.name.value] = parameter.name.span
            report_hidden(parameter.name, scope)
            kind = world.types.resolve(parameter.type)
            if isinstance(kind, ListType):
                world.report(errors.unusable_type(parameter.type.span, "a list cannot be handed to a definition"))
                kind = None
            parameters[parameter.name.value] = kind
        inner = scope.binding(parameters)
        about = about_of(declaration, owner, world.declarations, report=world.report)
        if declaration.expr is None:
            return None
        term = check(declaration.expr, None, inner)
        alternatives = check_alternatives(declaration.alternatives, None if term is None else t.type_of(term), inner)
        if term is None or any(kind is None for kind in parameters.values()):
            return None
        if isinstance(term, t.ListRef) or isinstance(t.type_of(term), SetType | RecordType | ListType):
            advice = "define a condition or a single value"
            world.report(errors.unusable_type(term.span, "a definition cannot stand for a set, list or record", advice))
            return None
        typed = tuple((n, k) for n, k in parameters.items() if k is not None)
        if not self._is_small(name, declaration.name.span, term):
            return None
        return Definition(name, owner, t.type_of(term), about, term, typed, alternatives)

    def _open_term(self, name: str, owner: str, declaration: ast.OpenTerm) -> Definition | None:
        world = self.world
        kind = world.types.resolve(declaration.type)
        about = about_of(declaration, owner, world.declarations, report=world.report)
        if kind is None:
            return None
        if isinstance(kind, SetType | RecordType | ListType):
            advice = "open a condition or a single value"
            world.report(
                errors.unusable_type(declaration.type.span, "an open term cannot be a set, list or record", advice)
            )
            return None
        default = None
        if declaration.default is not None:
            default = value(declaration.default, kind, Scope(world, owner))
            if default is None or not self._is_small(name, declaration.name.span, default):
                return None
        return Definition(name, owner, kind, about, default, open_term=True)

    def _is_small(self, name: str, span: Span, term: t.Term) -> bool:
        """Whether the definition stays within bounds when everything it refers to is written out."""
        size = deepest = 0
        waiting = [(term, 1)]
        while waiting:
            here, level = waiting.pop()
            size += 1
            if isinstance(here, t.DefinitionRef):
                size += self._sizes.get(here.name, 1)
                level += self._depths.get(here.name, 1)
            deepest = max(deepest, level)
            waiting += [(part, level + 1) for part in t.parts(here)]
        self._sizes[name], self._depths[name] = size, deepest
        if size > MAX_NODES:
            self.world.report(errors.too_large(span, "this definition, written out,", f"{MAX_NODES} parts"))
        elif deepest > MAX_DEPTH:
            self.world.report(errors.too_large(span, "the chain of definitions", f"{MAX_DEPTH} levels"))
        return size <= MAX_NODES and deepest <= MAX_DEPTH


def check_alternatives(
    written: tuple[ast.Alternative, ...], kind: Type | None, scope: Scope
) -> tuple[Alternative, ...]:
    """The rival readings that are sound; `kind` is the type of the reading they rival."""
    found: list[Alternative] = []
    first: dict[str, Span] = {}
    for alternative in written:
        name = alternative.name
        if name.value in first:
            scope.world.report(errors.duplicate_item(name, first[name.value]))
            continue
        first[name.value] = name.span
        term = check(alternative.expr, kind, scope)
        if term is None or kind is None:
            continue
        if not same_kind(t.type_of(term), kind) or isinstance(term, t.ListRef):
            scope.world.report(errors.type_mismatch(term.span, describe(kind), describe(t.type_of(term))))
            continue
        found.append(Alternative(name.value, wording(alternative.label), term))
    return tuple(found)


def reference_order(world: World) -> list[str]:
    """All names of laws, each after the definitions it mentions as far as circles allow: found without recursion."""
    laws = world.declarations.laws
    order: list[str] = []
    done: set[str] = set()
    for root in sorted(laws):
        stack: list[tuple[str, list[str] | None]] = [(root, None)]
        while stack:
            name, waiting = stack.pop()
            if waiting is None:
                if name in done:
                    continue
                done.add(name)
                waiting = _mentioned(name, laws[name], world)
            if waiting:
                following = waiting.pop()
                stack.append((name, waiting))
                if following not in done:
                    stack.append((following, None))
            else:
                order.append(name)
    return order


def _mentioned(name: str, owned: Owned[object], world: World) -> list[str]:
    from checker.model.names import visible

    declaration = owned.declaration
    match declaration:
        case ast.Define(expr=expr) if expr is not None:
            roots = [expr, *(alternative.expr for alternative in declaration.alternatives)]
        case ast.OpenTerm(default=default) if default is not None:
            roots = [default]
        case _:
            return []
    declarations = world.declarations
    names = {written for root in roots for written in names_in(root)}
    found = {visible(written, owned.owner, declarations.laws, declarations) for written in names}
    return sorted((full for full in found if full is not None and full != name), reverse=True)


def names_in(expr: ast.Expr) -> set[str]:
    """Every name written in an expression, whatever it means."""
    found: set[str] = set()
    waiting: list[ast.Expr] = [expr]
    while waiting:
        match waiting.pop():
            case ast.NameRef(name=name):
                found.add(name)
            case ast.Not(operand=operand):
                waiting.append(operand)
            case ast.And(operands=inner) | ast.Or(operands=inner) | ast.SetValue(members=inner):
                waiting.extend(inner)
            case ast.Implies(premise=one, conclusion=other):
                waiting += [one, other]
            case ast.Comparison(left=one, right=other) | ast.Arithmetic(left=one, right=other):
                waiting += [one, other]
            case ast.Quantified(body=body):
                waiting.append(body)
            case ast.IfThenElse(condition=test, consequence=one, alternative=other):
                waiting += [test, one, other]
            case ast.Call(name=called, arguments=arguments):
                found.add(called.value)
                waiting.extend(arguments)
            case _:
                pass
    return found
