"""Comparisons: each word has the types it fits, and decisions are compared by the order of their outcomes."""

from __future__ import annotations

from checker.diagnostics import codes
from checker.model import errors
from checker.model import terms as t
from checker.model.kinds import at_places, is_number, places, same_kind
from checker.model.literals import bare, describe
from checker.model.world import DecisionShape, Scope
from checker.source import Spanned
from checker.syntax import ast
from checker.types import (
    CodeType,
    DateType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    Type,
)
from checker.values import NONE

WORDS = {
    "is": "is",
    "is_not": "is not",
    "at_least": "is at least",
    "at_most": "is at most",
    "more_than": "is more than",
    "less_than": "is less than",
    "before": "is before",
    "after": "is after",
    "on_or_before": "is on or before",
    "on_or_after": "is on or after",
    "in": "in",
    "not_in": "not in",
    "within": "within",
    "within_any": "within any",
    "contains": "contains",
    "contains_any": "contains any of",
}
NOT_ASKED = "not_asked"
_AMOUNTS = ("at_least", "at_most", "more_than", "less_than")
_MOMENTS = ("before", "after", "on_or_before", "on_or_after")


def check_comparison(expr: ast.Comparison, scope: Scope) -> t.Term | None:
    """The typed form of a comparison, or None after a report."""
    for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
        if (shape := _decision(side, scope)) is not None:
            return _decision_test(expr, side, other, shape, scope)
    match expr.operator:
        case "in" | "not_in":
            return _membership(expr, scope)
        case "within" | "within_any":
            return _within(expr, scope)
        case "contains" | "contains_any":
            return _contains(expr, scope)
        case _:
            return _ordinary(expr, scope)


# ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────


def _decision(expr: ast.Expr, scope: Scope) -> DecisionShape | None:
    if not isinstance(expr, ast.NameRef) or expr.name in scope.variables:
        return None
    return scope.world.decisions.get(expr.name)


def _decision_test(
    expr: ast.Comparison, side: ast.Expr, other: ast.Expr, shape: DecisionShape, scope: Scope
) -> t.Term | None:
    if shape.owner not in scope.world.declarations.lineage(scope.owner):
        scope.world.report(errors.not_visible(Spanned(shape.name, side.span), shape.owner, scope.owner))
        return None
    what = f"the decision `{shape.name}`"
    if shape.combiner == "collect":
        advice = "a decision that collects outcomes cannot be compared; compare what its rules compare"
        scope.world.report(errors.wrong_comparison(side.span, WORDS[expr.operator], what, advice))
        return None
    if expr.operator in ("in", "not_in") and side is expr.left:
        members = other.members if isinstance(other, ast.SetValue) else None
        if members is None:
            scope.world.report(errors.type_mismatch(other.span, "outcomes in braces", "something else"))
            return None
        named = [_outcome(member, shape, scope) for member in members]
        if any(name is None for name in named):
            return None
        chosen = frozenset(name for name in named if name is not None)
    elif expr.operator in ("is", "is_not") or (expr.operator in _AMOUNTS and side is expr.left):
        outcome = _outcome(other, shape, scope)
        if outcome is None:
            return None
        chosen = _outcomes(expr.operator, outcome, shape)
    else:
        advice = "decisions are compared with `is`, `is at least`, `is at most` or `in {…}`, the decision on the left"
        scope.world.report(errors.wrong_comparison(side.span, WORDS[expr.operator], what, advice))
        return None
    if expr.operator in ("is_not", "not_in"):
        every = frozenset((*shape.outcomes, *([NOT_ASKED] if shape.asked else [])))
        chosen = every - chosen
    return t.DecisionTest(shape.name, chosen, span=expr.span)


def _outcome(expr: ast.Expr, shape: DecisionShape, scope: Scope) -> str | None:
    known = [*shape.outcomes, *([NOT_ASKED] if shape.asked else [])]
    if not isinstance(expr, ast.NameRef):
        found = "something else"
        scope.world.report(errors.type_mismatch(expr.span, f"an outcome of `{shape.name}`", found))
        return None
    if expr.name not in known:
        scope.world.report(errors.unknown_outcome(Spanned(expr.name, expr.span), shape.name, known))
        return None
    return expr.name


def _outcomes(operator: str, outcome: str, shape: DecisionShape) -> frozenset[str]:
    # "not asked" is no step of the order: like `none` it is neither above nor below an outcome.
    if operator in ("is", "is_not") or outcome == NOT_ASKED:
        return frozenset((outcome,))
    rank = shape.outcomes.index(outcome)
    ranges = {
        "at_least": shape.outcomes[rank:],
        "more_than": shape.outcomes[rank + 1 :],
        "at_most": shape.outcomes[: rank + 1],
        "less_than": shape.outcomes[:rank],
    }
    return frozenset(ranges[operator])


# ── equality and order ───────────────────────────────────────────────────────────────────────────────────────────


def _pair(expr: ast.Comparison, scope: Scope) -> tuple[t.Term | None, t.Term | None]:
    """Both sides, the one that has a type of its own first, so that it settles what the other means."""
    from checker.model.expressions import check, names_something  # expressions and comparisons hold each other

    left_first = names_something(expr.left, scope) or not names_something(expr.right, scope)
    first, second = (expr.left, expr.right) if left_first else (expr.right, expr.left)
    one = check(first, None, scope)
    if one is not None and _is_refused(expr.operator, one, scope):
        return None, None
    other = _against(second, one, scope)
    if other is not None and _is_refused(expr.operator, other, scope):
        return None, None
    return (one, other) if left_first else (other, one)


def _is_refused(operator: str, term: t.Term, scope: Scope) -> bool:
    advice = _refusal(operator, term, t.type_of(term))
    if advice is not None:
        scope.world.report(errors.wrong_comparison(term.span, WORDS[operator], _what(term), advice))
    return advice is not None


def _against(expr: ast.Expr, other: t.Term | None, scope: Scope) -> t.Term | None:
    from checker.model.expressions import check, names_something

    if other is None:
        # The other side was reported: what this side means cannot be known unless it says so itself.
        return check(expr, None, scope) if names_something(expr, scope) else None
    kind = t.type_of(other)
    if isinstance(expr, ast.NoneValue):
        if isinstance(kind, OptionalType):
            return t.Value(NONE, kind, span=expr.span)
        scope.world.report(errors.never_none(other.span, describe(kind)))
        return None
    return check(expr, kind, scope)


def _ordinary(expr: ast.Comparison, scope: Scope) -> t.Term | None:
    if isinstance(expr.right, ast.SetValue):
        advice = "write `in {…}` for one of several values, `contains` or `contains any of {…}` for a set"
        scope.world.report(errors.wrong_comparison(expr.right.span, WORDS[expr.operator], "a set", advice))
        return None
    left, right = _pair(expr, scope)
    if left is None or right is None:
        return None
    one, other = t.type_of(left), t.type_of(right)
    match bare(one), bare(other):
        case MoneyType(currency=first), MoneyType(currency=second) if first != second:
            scope.world.report(errors.different_currency(expr.span, first, second))
            return None
        case _ if not same_kind(one, other):
            scope.world.report(errors.type_mismatch(right.span, describe(one), describe(other)))
            return None
        case _:
            pass
    if is_number(one):
        to = max(places(one), places(other))
        left, right = at_places(left, to), at_places(right, to)
    return t.Compare(expr.operator, left, right, span=expr.span)


def _what(term: t.Term) -> str:
    return f"the list `{term.name}`" if isinstance(term, t.ListRef) else describe(t.type_of(term))


def _refusal(operator: str, term: t.Term, kind: Type) -> str | None:
    """What to write instead, where the words do not fit the type."""
    inner = bare(kind)
    if isinstance(term, t.ListRef):
        return "write `in` for a list, or `within any` for nested codes"
    if isinstance(inner, ListType | RecordType):
        return "write `some p in … satisfies (…)` to ask about the records of a list"
    if isinstance(inner, SetType):
        return "write `contains` for a set"
    if operator in _AMOUNTS and not (is_number(kind) or isinstance(inner, ScaleType)):
        dates = "write `is before`, `is after`, `is on or before` or `is on or after` for dates"
        return dates if isinstance(inner, DateType) else "only numbers, scales and decisions have an order"
    if operator in _MOMENTS and not isinstance(inner, DateType):
        return "write `is at least`, `is at most`, `is more than` or `is less than`; these words are for dates"
    return None


# ── membership ───────────────────────────────────────────────────────────────────────────────────────────────────


def _members(expr: ast.SetValue, kind: Type, scope: Scope) -> t.SetOf | None:
    from checker.model.expressions import value

    inner = bare(kind)
    found = [value(member, inner, scope) for member in expr.members]
    for place, term in enumerate(found):
        if term is not None and places(t.type_of(term)) > places(inner):
            scope.world.report(errors.type_mismatch(term.span, describe(inner), describe(t.type_of(term))))
            found[place] = None
    known = tuple(at_places(term, places(inner)) if is_number(inner) else term for term in found if term is not None)
    return t.SetOf(known, inner, span=expr.span) if len(known) == len(found) else None


def _membership(expr: ast.Comparison, scope: Scope) -> t.Term | None:
    from checker.model.expressions import check

    words = WORDS[expr.operator]
    if isinstance(expr.right, ast.SetValue):
        left = check(expr.left, None, scope)
        if left is None:
            return None
        kind = t.type_of(left)
        if isinstance(bare(kind), SetType | ListType | RecordType):
            advice = "write `contains any of {…}` for a set"
            scope.world.report(errors.wrong_comparison(left.span, words, describe(kind), advice))
            return None
        members = _members(expr.right, kind, scope)
        return None if members is None else t.Compare(expr.operator, left, members, span=expr.span)
    if isinstance(expr.right, ast.NameRef) and not _names_a_list(expr.right, scope):
        return None
    right = check(expr.right, None, scope)
    if right is None:
        return None
    group = t.type_of(right)
    if not isinstance(group, SetType):
        advice = "`in` takes a list, a set, or values in braces"
        scope.world.report(errors.wrong_comparison(right.span, words, describe(group), advice))
        return None
    left = check(expr.left, group.of, scope)
    if left is None:
        return None
    if not same_kind(t.type_of(left), group.of):
        scope.world.report(errors.type_mismatch(left.span, describe(group.of), describe(t.type_of(left))))
        return None
    if isinstance(right, t.ListRef):
        return t.Compare(expr.operator, left, right, span=expr.span)
    inside = t.Compare("contains", right, left, span=expr.span)
    return inside if expr.operator == "in" else t.Not(inside, span=expr.span)


def _within(expr: ast.Comparison, scope: Scope) -> t.Term | None:
    from checker.model.expressions import check

    words = WORDS[expr.operator]
    left = check(expr.left, None, scope)
    if left is None:
        return None
    kind = bare(t.type_of(left))
    several = isinstance(kind, SetType) and expr.operator == "within_any"
    inner = kind.of if isinstance(kind, SetType) and several else kind
    if not isinstance(inner, CodeType) or inner.nesting is None:
        advice = "`within` is for codes that are declared `nested by level` or `nested by prefix`"
        scope.world.report(errors.wrong_comparison(left.span, words, describe(kind), advice))
        return None
    if expr.operator == "within":
        right = check(expr.right, inner, scope)
        if right is None:
            return None
        if isinstance(right, t.ListRef):
            advice = "write `within any` for a list"
            scope.world.report(errors.wrong_comparison(right.span, words, f"the list `{right.name}`", advice))
            return None
        if not isinstance(right, t.Value):
            advice = "write the code itself on the right"
            scope.world.report(errors.wrong_comparison(right.span, words, "something that is no literal", advice))
            return None
        return t.Compare("within", left, right, span=expr.span)
    group = _group(expr, inner, scope)
    if several and isinstance(group, t.SetOf):
        advice = "name a list on the right"
        scope.world.report(errors.wrong_comparison(group.span, words, "values in braces, for a set", advice))
        return None
    return None if group is None else t.Compare("within_any", left, group, span=expr.span)


def _group(expr: ast.Comparison, of: Type, scope: Scope) -> t.SetOf | t.ListRef | None:
    """Values in braces or a list, of the given type."""
    from checker.model.expressions import check

    if isinstance(expr.right, ast.SetValue):
        members = _members(expr.right, of, scope)
        if members is not None and expr.operator == "within_any":
            for member in members.members:
                if not isinstance(member, t.Value):
                    advice = "write the codes themselves in braces"
                    scope.world.report(errors.wrong_comparison(member.span, "within any", "no literal", advice))
                    return None
        return members
    if isinstance(expr.right, ast.NameRef) and not _names_a_list(expr.right, scope):
        return None
    right = check(expr.right, None, scope)
    if right is None:
        return None
    if not isinstance(right, t.ListRef):
        advice = "name a list, or write values in braces"
        found = describe(t.type_of(right))
        scope.world.report(errors.wrong_comparison(right.span, WORDS[expr.operator], found, advice))
        return None
    if not same_kind(right.of, of):
        scope.world.report(
            errors.type_mismatch(right.span, f"a list of {describe(of)}", f"a list of {describe(right.of)}")
        )
        return None
    return right


def _names_a_list(reference: ast.NameRef, scope: Scope) -> bool:
    from checker.model.expressions import names_something
    from checker.model.names import visible_names

    declarations = scope.world.declarations
    if names_something(reference, scope) or declarations.is_unreadable(reference.name):
        return True
    if reference.name in declarations.laws:
        return True
    known = visible_names(scope.owner, declarations.laws_of(ast.List), declarations)
    name = Spanned(reference.name, reference.span)
    scope.world.report(errors.unknown(codes.UNKNOWN_LIST, "list", name, known))
    return False


def _contains(expr: ast.Comparison, scope: Scope) -> t.Term | None:
    from checker.model.expressions import check, value

    words = WORDS[expr.operator]
    left = check(expr.left, None, scope)
    if left is None:
        return None
    kind = t.type_of(left)
    if not isinstance(kind, SetType) or isinstance(left, t.ListRef):
        advice = "write `in` to ask whether a value is on a list or in a set"
        found = f"the list `{left.name}`" if isinstance(left, t.ListRef) else describe(kind)
        scope.world.report(errors.wrong_comparison(left.span, words, found, advice))
        return None
    if expr.operator == "contains":
        if isinstance(expr.right, ast.SetValue):
            scope.world.report(errors.wrong_comparison(expr.right.span, words, "a set", "write `contains any of {…}`"))
            return None
        right = value(expr.right, kind.of, scope)
        return None if right is None else t.Compare("contains", left, right, span=expr.span)
    group = _group(expr, kind.of, scope)
    return None if group is None else t.Compare("contains_any", left, group, span=expr.span)
