"""Conditions of the law, as a sentence about a case says them."""

from __future__ import annotations

from attrs import evolve

from checker.analysis.differences.sides import FIRST, SECOND, is_of, is_shared, original
from checker.backends.interpreter.wording import Words
from checker.cleaning import clean
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE
from checker.ir.rewrite import rewritten
from checker.ir.walk import walk
from checker.reports.differences.ends import Ends, quoted
from checker.reports.terminal.layout import listed
from checker.types import DateType, OptionalType, SetType, Type
from checker.values import Scalar


def asked_in_words(ends: Ends, expr: ir.Expr | None, *, holds: bool = True) -> str:
    """A condition that holds, or does not: about one fact in its words, otherwise as its author would recognise it."""
    match expr:
        case None:
            return "a condition that cannot be told"
        case ir.Not(operand=operand):
            return asked_in_words(ends, operand, holds=not holds)
        case ir.Definition(name=name) if ends.about(name) is not None:
            return f"{ends.construct(name)}: {'yes' if holds else 'no'}"
        case ir.Fact(name=name):
            return f"{ends.fact(name)}: {'yes' if holds else 'no'}"
        case ir.Uncertain(name=name):
            return f"{ends.uncertainty(name)}, which the law leaves open: {'yes' if holds else 'no'}"
        case _:
            said = _of_one_fact(ends, expr)
    if said is None:
        return f"the condition {quoted(_text(ends, expr))} {'holds' if holds else 'does not hold'}"
    label, asked = said
    return f"{label}: {asked if holds else _negated(asked)}"


def _negated(asked: str) -> str:
    return f"does not {asked.replace('includes', 'include', 1)}" if asked.startswith("includes") else f"not {asked}"


def _of_one_fact(ends: Ends, expr: ir.Expr) -> tuple[str, str] | None:
    """What a condition asks of the only fact that it reads: the fact, and the rest of the phrase."""
    match expr:
        case (
            ir.Equal(left=ir.Constant(value=value), right=operand)
            | ir.Equal(left=operand, right=ir.Constant(value=value))
        ):
            return _asked_of(ends, operand, "{}", value)
        case ir.Less(left=ir.Constant(value=value), right=operand):
            return _compared(ends, operand, "more than {}", "after {}", value)
        case ir.Less(left=operand, right=ir.Constant(value=value)):
            return _compared(ends, operand, "less than {}", "before {}", value)
        case ir.AtMost(left=ir.Constant(value=value), right=operand):
            return _compared(ends, operand, "at least {}", "on or after {}", value)
        case ir.AtMost(left=operand, right=ir.Constant(value=value)):
            return _compared(ends, operand, "at most {}", "on or before {}", value)
        case ir.IsIn(operand=operand, members=members):
            return _asked_of(ends, operand, "{}", *members)
        case ir.IsWithin(operand=operand, ancestor=ancestor):
            return _asked_of(ends, operand, "{} or below", ancestor)
        case ir.Contains(operand=operand, element=ir.Constant(value=value)):
            return _asked_of(ends, operand, "includes {}", value)
        case ir.ContainsAny(operand=operand, members=members):
            return _asked_of(ends, operand, "includes {}", *members)
        case (
            ir.InList(operand=ir.Fact(name=name), list=list_)
            | ir.ContainsListed(operand=ir.Fact(name=name), list=list_)
        ):
            return ends.fact(name), f"on the list {ends.construct(list_)}"
        case _:
            return None


def _compared(ends: Ends, operand: ir.Expr, number: str, date: str, value: Scalar) -> tuple[str, str] | None:
    return _asked_of(ends, operand, date if isinstance(_bare(_type_of(ends, operand)), DateType) else number, value)


def _asked_of(ends: Ends, operand: ir.Expr, phrase: str, *values: Scalar) -> tuple[str, str] | None:
    type_ = _bare(_type_of(ends, operand))
    if type_ is None:
        return None
    of = type_.of if isinstance(type_, SetType) else type_
    label = ends.fact(operand.name) if isinstance(operand, ir.Fact) else "Date of the decision"
    return label, phrase.format(listed(sorted(ends.value(each, of) for each in values), "or"))


def _type_of(ends: Ends, operand: ir.Expr) -> Type | None:
    match operand:
        case ir.Fact(name=name):
            return DateType() if name == CASE_DATE else ends.type_of(name)
        case ir.AsOf():
            return DateType()
        case _:
            return None


def _bare(type_: Type | None) -> Type | None:
    return type_.of if isinstance(type_, OptionalType) else type_


def _text(ends: Ends, expr: ir.Expr) -> str:
    """The condition as its author would recognise it."""
    names = [name for part in walk(expr) for name in _names(part)]
    side = FIRST if any(is_of(FIRST, name) and not is_shared(name) for name in names) else SECOND
    return clean(Words.of(ends.programs[side]).text(rewritten(expr, _unmarked), {}))


def _names(part: ir.Expr) -> tuple[str, ...]:
    match part:
        case ir.Fact(name=name) | ir.Definition(name=name) | ir.Uncertain(name=name):
            return (name,)
        case ir.InList(list=name) | ir.ContainsListed(list=name) | ir.OutcomeIn(decision=name):
            return (name,)
        case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
            return names
        case _:
            return ()


def _unmarked(part: ir.Expr) -> ir.Expr | None:
    match part:
        case ir.Fact(name=name) | ir.Definition(name=name) | ir.Uncertain(name=name):
            return evolve(part, name=original(name))
        case ir.InList(list=name) | ir.ContainsListed(list=name):
            return evolve(part, list=original(name), operand=rewritten(part.operand, _unmarked))
        case ir.OutcomeIn(decision=name):
            return evolve(part, decision=original(name))
        case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
            own = tuple(original(name) for name in names)
            return evolve(part, collections=own, body=rewritten(part.body, _unmarked))
        case _:
            return None
