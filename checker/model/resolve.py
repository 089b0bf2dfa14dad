"""What a bare name or literal stands for, given the type that is expected in its place."""

from __future__ import annotations

from checker.diagnostics import Diagnostic
from checker.model import errors
from checker.model import terms as t
from checker.model.arithmetic import literal_type
from checker.model.kinds import same_kind
from checker.model.literals import bare, describe, read_literal
from checker.model.names import visible, visible_names
from checker.model.world import Scope
from checker.source import Span, Spanned
from checker.syntax import ast
from checker.types import (
    BoolType,
    CodeType,
    EnumType,
    ListType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)


def check_literal(text: str, expected: Type | None, span: Span, scope: Scope) -> t.Term | None:
    """A literal as a value of the expected type; without one its spelling says what it is."""
    kind = bare(expected) if expected is not None else literal_type(text)
    if kind is None:
        scope.world.report(errors.unsettled_type(span, text))
        return None
    if expected is not None and isinstance(kind, BoolType | TextType | SetType | RecordType | ListType):
        own = literal_type(text)
        found = describe(own) if own is not None else f"the code `{text}`"
        scope.world.report(errors.type_mismatch(span, describe(kind), found))
        return None
    result = read_literal(text, kind, span)
    if isinstance(result, Diagnostic):
        scope.world.report(result)
        return None
    return t.Value(result, kind, span=span)


def check_name(name: Spanned[str], expected: Type | None, scope: Scope) -> t.Term | None:
    """The variable, value, fact, definition or list that a name stands for, or None after a report."""
    head, _, rest = name.value.partition(".")
    if name.value in scope.variables:
        return _variable(name, scope)
    if rest and head in scope.variables:
        return _field(name, head, rest, scope)
    kind = None if expected is None else bare(expected)
    if isinstance(kind, EnumType | ScaleType) and name.value in kind.values:
        return _enum_value(name, kind, scope)
    if name.value == "case.date":
        return t.CaseDate(span=name.span)
    declarations = scope.world.declarations
    if name.value in declarations.facts:
        fact = scope.world.facts.get(name.value)
        return None if fact is None else t.FactRef(fact.name, fact.type, span=name.span)
    if name.value in declarations.decisions:
        found = f"the decision `{name.value}`"
        scope.world.report(errors.not_a_condition(name.span, found))
        return None
    full = visible(name.value, scope.owner, declarations.laws, declarations)
    if full is not None:
        return _law_name(name, full, scope)
    if isinstance(kind, CodeType) and name.value[0].isupper():
        return check_literal(name.value, kind, name.span, scope)
    return _unresolved(name, expected, scope)


def _variable(name: Spanned[str], scope: Scope) -> t.Term | None:
    kind = scope.variables[name.value]
    if kind is None:
        return None
    if isinstance(kind, RecordType):
        return t.RecordRef(name.value, kind, span=name.span)
    return t.ParameterRef(name.value, kind, span=name.span)


def _field(name: Spanned[str], head: str, rest: str, scope: Scope) -> t.Term | None:
    kind = scope.variables[head]
    if kind is None:
        return None
    if not isinstance(kind, RecordType):
        scope.world.report(errors.type_mismatch(name.span, "a record", describe(kind)))
        return None
    fields = dict(kind.fields)
    if rest in fields:
        return t.FieldRef(head, rest, fields[rest], span=name.span)
    place = Spanned(rest, Span(name.span.path, name.span.start + len(head) + 1, name.span.end))
    scope.world.report(errors.unknown_field(place, kind.name, list(fields)))
    return None


def _enum_value(name: Spanned[str], kind: EnumType | ScaleType, scope: Scope) -> t.Term | None:
    if (other := _type_of_name(name.value, scope)) is not None and same_kind(other, kind):
        scope.world.report(errors.ambiguous_name(name, describe(kind)))
        return None
    found = name.value if isinstance(kind, EnumType) else kind.values.index(name.value)
    return t.Value(found, kind, span=name.span)


def _type_of_name(name: str, scope: Scope) -> Type | None:
    declarations = scope.world.declarations
    fact = scope.world.facts.get(name)
    if fact is not None:
        return fact.type
    full = visible(name, scope.owner, declarations.laws, declarations)
    if full is None or not isinstance(declarations.laws[full].declaration, ast.OpenTerm):
        return None
    signature = scope.world.signature(full)
    return None if signature is None else signature.type


def _law_name(name: Spanned[str], full: str, scope: Scope) -> t.Term | None:
    declaration = scope.world.declarations.laws[full].declaration
    match declaration:
        case ast.Define() | ast.OpenTerm():
            signature = scope.world.signature(full)
            if signature is None:
                return None
            if signature.parameters:
                scope.world.report(errors.wrong_arguments(name, len(signature.parameters), 0))
                return None
            return t.DefinitionRef(full, signature.type, span=name.span)
        case ast.List():
            of = scope.world.list_types.get(full)
            return None if of is None else t.ListRef(full, of, span=name.span)
        case _:
            kind = errors.KINDS.get(type(declaration).__name__, "declaration")
            scope.world.report(errors.not_a_condition(name.span, f"the {kind} `{name.value}`"))
            return None


def _unresolved(name: Spanned[str], expected: Type | None, scope: Scope) -> t.Term | None:
    declarations = scope.world.declarations
    if declarations.is_unreadable(name.value):
        return None
    kind = None if expected is None else bare(expected)
    if kind is None or kind == t.BOOL:
        possible = scope.world.types.with_value(name.value)
        if kind is None and len(possible) == 1:
            return check_name(name, possible[0], scope)
        if kind is None and possible:
            types = [each.name for each in possible if isinstance(each, EnumType | ScaleType)]
            scope.world.report(errors.ambiguous_value(name, types))
            return None
    if (other := declarations.laws.get(name.value)) is not None:
        scope.world.report(errors.not_visible(name, other.owner, scope.owner))
        return None
    known = known_names(scope)
    if isinstance(kind, EnumType | ScaleType) and (
        errors.similar(name.value, kind.values) or not errors.similar(name.value, known)
    ):
        scope.world.report(errors.unknown_value(name, describe(kind), kind.values))
        return None
    scope.world.report(errors.unknown_name(name, known))
    return None


def known_names(scope: Scope) -> list[str]:
    """Every name that a condition could use here."""
    declarations = scope.world.declarations
    fields = [
        f"{variable}.{name}"
        for variable, kind in scope.variables.items()
        if isinstance(kind, RecordType)
        for name, _ in kind.fields
    ]
    usable = declarations.laws_of(ast.Define, ast.OpenTerm, ast.List)
    return [
        *scope.variables,
        *fields,
        *declarations.facts,
        *declarations.decisions,
        *visible_names(scope.owner, usable, declarations),
    ]
