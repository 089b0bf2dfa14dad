"""Expressions: names resolved and types checked, as far as possible in one pass.

`check(expr, expected, scope)` gives a term, or None after a report. `expected` is a hint: it settles what a bare name
or a literal means and is never a promise, so callers look at the type of what they get. A None is never reported again.
"""

from __future__ import annotations

from typing import assert_never

from checker.diagnostics import codes
from checker.model import errors
from checker.model import terms as t
from checker.model.arithmetic import check_arithmetic, check_days
from checker.model.comparisons import check_comparison
from checker.model.kinds import same_kind
from checker.model.literals import bare, describe
from checker.model.names import visible, visible_names
from checker.model.resolve import check_literal, check_name
from checker.model.world import Scope
from checker.source import Span, Spanned
from checker.syntax import ast
from checker.types import (
    IntType,
    ListType,
    OptionalType,
    RecordType,
    TextType,
    Type,
)
from checker.values import NONE


def check(expr: ast.Expr, expected: Type | None, scope: Scope) -> t.Term | None:
    """The typed term that an expression stands for, or None after a report."""
    match expr:
        case ast.NameRef(name=name, span=span):
            return check_name(Spanned(name, span), expected, scope)
        case ast.Literal(text=text, span=span):
            return check_literal(text, expected, span, scope)
        case ast.Days():
            return check_days(expr, scope)
        case ast.String(value=value, span=span):
            return t.Value(value, TextType(), span=span)
        case ast.BoolValue(value=value, span=span):
            return t.Value(value, t.BOOL, span=span)
        case ast.NoneValue(span=span):
            return _none(expected, span, scope)
        case ast.AsOfValue(span=span):
            return t.AsOf(span=span)
        case ast.SetValue(span=span):
            scope.world.report(errors.type_mismatch(span, "a single value", "a set"))
            return None
        case ast.Not(operand=operand, span=span):
            inner = condition(operand, scope)
            return None if inner is None else t.Not(inner, span=span)
        case ast.And(operands=operands, span=span):
            joined = _conditions(operands, scope)
            return None if joined is None else t.All(joined, span=span)
        case ast.Or(operands=operands, span=span):
            joined = _conditions(operands, scope)
            return None if joined is None else t.Any(joined, span=span)
        case ast.Implies(premise=premise, conclusion=conclusion, span=span):
            joined = _conditions((premise, conclusion), scope)
            return None if joined is None else t.Implies(joined[0], joined[1], span=span)
        case ast.Comparison():
            return check_comparison(expr, scope)
        case ast.Quantified():
            return _quantified(expr, scope)
        case ast.IfThenElse():
            return _conditional(expr, expected, scope)
        case ast.Call():
            return _call(expr, scope)
        case ast.Arithmetic():
            return check_arithmetic(expr, expected, scope)
        case _:
            assert_never(expr)


def condition(expr: ast.Expr, scope: Scope) -> t.Term | None:
    """A term that is true, false or unknown."""
    found = check(expr, t.BOOL, scope)
    if found is None:
        return None
    if isinstance(found, t.ListRef):
        scope.world.report(errors.not_a_condition(found.span, f"the list `{found.name}`"))
        return None
    if t.type_of(found) != t.BOOL:
        scope.world.report(errors.not_a_condition(found.span, describe(t.type_of(found))))
        return None
    return found


def value(expr: ast.Expr, expected: Type, scope: Scope) -> t.Term | None:
    """A term of the type `expected`."""
    found = check(expr, expected, scope)
    if found is None:
        return None
    kind = t.type_of(found)
    fits = same_kind(kind, expected) and (isinstance(expected, OptionalType) or not isinstance(kind, OptionalType))
    if not fits or isinstance(found, t.ListRef):
        scope.world.report(errors.type_mismatch(expr.span, describe(expected), describe(kind)))
        return None
    return found


def names_something(expr: ast.Expr, scope: Scope) -> bool:
    """Whether the expression has a type of its own, whatever it is compared with."""
    match expr:
        case ast.NameRef(name=name):
            head = name.partition(".")[0]
            declarations = scope.world.declarations
            return (
                name in scope.variables
                or head in scope.variables
                or name == "case.date"
                or name in declarations.facts
                or name in declarations.decisions
                or visible(name, scope.owner, declarations.laws, declarations) is not None
            )
        case ast.Literal() | ast.NoneValue() | ast.SetValue():
            return False
        case ast.IfThenElse(consequence=consequence, alternative=alternative):
            return names_something(consequence, scope) or names_something(alternative, scope)
        case _:
            return True


def _conditions(operands: tuple[ast.Expr, ...], scope: Scope) -> tuple[t.Term, ...] | None:
    found = [condition(operand, scope) for operand in operands]
    known = tuple(term for term in found if term is not None)
    return known if len(known) == len(found) else None


def _none(expected: Type | None, span: Span, scope: Scope) -> t.Term | None:
    if expected is None:
        scope.world.report(errors.unsettled_type(span, "none"))
        return None
    if not isinstance(expected, OptionalType):
        scope.world.report(errors.never_none(span, describe(expected)))
        return None
    return t.Value(NONE, expected, span=span)


# ── quantifiers, if, calls ───────────────────────────────────────────────────────────────────────────────────────


def _quantified(expr: ast.Quantified, scope: Scope) -> t.Term | None:
    record: RecordType | None = None
    names: list[str] = []
    most = 0
    failed = False
    for reference in expr.collections:
        kind = _collection(reference, scope)
        if kind is None:
            failed = True
        elif record is not None and kind.record != record:
            failed = True
            found = f"a list of `{kind.record.name}`"
            scope.world.report(errors.type_mismatch(reference.span, f"a list of `{record.name}`", found))
        else:
            record = kind.record
            names.append(reference.name)
            most += kind.maximum
    report_hidden(expr.variable, scope)
    body = condition(expr.body, scope.binding({expr.variable.value: record}))
    if failed or body is None:
        return None
    result: Type = IntType(0, most) if expr.kind == "count" else t.BOOL
    return t.Quantified(expr.kind, expr.variable.value, tuple(names), body, result, span=expr.span)


def _collection(reference: ast.NameRef, scope: Scope) -> ListType | None:
    name = Spanned(reference.name, reference.span)
    declarations = scope.world.declarations
    if name.value not in declarations.facts:
        if not declarations.is_unreadable(name.value):
            lists = [n for n, fact in scope.world.facts.items() if fact is not None and isinstance(fact.type, ListType)]
            scope.world.report(errors.unknown_fact(name, lists))
        return None
    fact = scope.world.facts.get(name.value)
    if fact is None:
        return None
    if not isinstance(fact.type, ListType):
        scope.world.report(errors.type_mismatch(name.span, "a list of records", describe(fact.type)))
        return None
    return fact.type


def report_hidden(name: Spanned[str], scope: Scope) -> None:
    """Report a variable or parameter that hides something."""
    declarations = scope.world.declarations
    if name.value in scope.variables:
        scope.world.report(errors.hidden_name(name, "variable"))
    elif name.value in declarations.facts or any(f.startswith(f"{name.value}.") for f in declarations.facts):
        scope.world.report(errors.hidden_name(name, "fact"))
    elif name.value in declarations.decisions:
        scope.world.report(errors.hidden_name(name, "decision"))


def _conditional(expr: ast.IfThenElse, expected: Type | None, scope: Scope) -> t.Term | None:
    test = condition(expr.condition, scope)
    branches = (expr.consequence, expr.alternative)
    first = 0 if names_something(expr.consequence, scope) or not names_something(expr.alternative, scope) else 1
    if isinstance(branches[first], ast.NoneValue):
        first = 1 - first
    one = check(branches[first], expected, scope)
    hint = expected
    if hint is None and one is not None:
        kind = t.type_of(one)
        is_none = isinstance(branches[1 - first], ast.NoneValue)
        hint = OptionalType(kind) if is_none and not isinstance(kind, OptionalType) else kind
    if one is None and expected is None and not names_something(branches[1 - first], scope):
        return None
    other = check(branches[1 - first], hint, scope)
    if test is None or one is None or other is None:
        return None
    left, right = t.type_of(one), t.type_of(other)
    if not same_kind(left, right):
        scope.world.report(errors.type_mismatch(other.span, describe(left), describe(right)))
        return None
    consequence, alternative = (one, other) if first == 0 else (other, one)
    kind = _joined(_unless_none(consequence, "is_not", test), _unless_none(alternative, "is", test))
    return t.Conditional(test, consequence, alternative, kind, span=expr.span)


def _unless_none(branch: t.Term, operator: str, test: t.Term) -> Type:
    """The type of a branch, without `or none` where the condition has just ruled that out."""
    kind = t.type_of(branch)
    match test:
        case t.Compare(operator=words, left=asked, right=t.Value(value=nothing)) if (
            words == operator and nothing is NONE
        ):
            return bare(kind) if asked == branch else kind
        case _:
            return kind


def _joined(left: Type, right: Type) -> Type:
    if isinstance(left, OptionalType) or isinstance(right, OptionalType):
        inner = _joined(bare(left), bare(right))
        return OptionalType(inner)
    if isinstance(left, IntType) and isinstance(right, IntType):
        return IntType(min(left.low, right.low), max(left.high, right.high))
    return left


def _call(expr: ast.Call, scope: Scope) -> t.Term | None:
    name = expr.name
    declarations = scope.world.declarations
    full = visible(name.value, scope.owner, declarations.laws, declarations)
    if full is None or not isinstance(declarations.laws[full].declaration, ast.Define):
        if not declarations.is_unreadable(name.value):
            known = visible_names(scope.owner, declarations.laws_of(ast.Define), declarations)
            scope.world.report(errors.unknown(codes.UNKNOWN_DEFINITION, "definition", name, known))
        return None
    signature = scope.world.signature(full)
    if signature is None:
        return None
    if len(signature.parameters) != len(expr.arguments):
        scope.world.report(errors.wrong_arguments(name, len(signature.parameters), len(expr.arguments)))
        return None
    pairs = zip(expr.arguments, signature.parameters, strict=True)
    found = [value(argument, kind, scope) for argument, (_, kind) in pairs]
    arguments = tuple(term for term in found if term is not None)
    if len(arguments) != len(found):
        return None
    return t.DefinitionRef(full, signature.type, arguments, span=expr.span)
