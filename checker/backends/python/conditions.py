"""Expressions as Python: what an expression needs worked out before it, and the text that then stands for it.

Everything that is not a test of something already at hand is worked out into a local variable first, once, in the
outermost block where all that it reads is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from attrs import evolve, field, frozen

from checker.backends.python.blocks import Block, Counter, function, indented, locals_in
from checker.backends.python.likelihood import Likelihood
from checker.backends.python.pieces import (
    ALWAYS_FALSE,
    ALWAYS_TRUE,
    ALWAYS_UNKNOWN,
    NO,
    NONE_NAME,
    YES,
    Pair,
    Test,
    all_of,
    any_of,
    both,
    either,
    literal,
)
from checker.backends.python.tables import DatedTable, Tables
from checker.backends.typed import Typed, Variables
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program
from checker.types import BoolType, ListType, OptionalType, RecordType, Type
from checker.values import NONE, Scalar

_DEEPEST_PARENTHESES = 12
_LONGEST_TEST = 2_000
_DEEPEST_LOOPS = 6
_GLANCE = 60


@frozen
class Bound:
    """A variable: the local that holds its record, and the type of what it ranges over."""

    local: str
    record: RecordType | None


@frozen
class Place:
    """Where an expression stands: the local that holds its date, and its variables."""

    day: str
    bound: Mapping[str, Bound] = field(factory=dict)

    @property
    def variables(self) -> Variables:
        return {name: each.record for name, each in self.bound.items() if each.record is not None}


class Conditions:
    """Writes expressions of one program into nested blocks."""

    def __init__(self, program: Program, tables: Tables, counter: Counter) -> None:
        self.typed = Typed.of(program)
        self.root = Block()
        self.functions: list[list[str]] = []
        self.possible: dict[str, tuple[str, str, bool]] = {}
        """By decision: locals with its possible and certain outcomes, and whether it collects."""
        self._outcomes = {each.name: len(each.outcomes) for each in program.decisions}
        self._definitions = {each.name: each for each in program.definitions}
        self._likely = Likelihood(self.typed)
        self._tables = tables
        self._counter = counter
        self._blocks = [self.root]
        self._depths: dict[str, int] = {}
        self._defined: dict[tuple[str, str], str] = {}

    # ── truth ────────────────────────────────────────────────────────────────────────────────────────────────────

    def pair(self, expr: ir.Expr, place: Place) -> Pair:
        """Where the expression is certainly true, and where certainly false."""
        match expr:
            case ir.Not(operand=operand):
                return self.pair(operand, place).negated
            case ir.AllOf(operands=operands):
                return all_of(self._pairs(self._likely.first(operands, place.variables, settling=False), place))
            case ir.AnyOf(operands=operands):
                return any_of(self._pairs(self._likely.first(operands, place.variables, settling=True), place))
            case ir.Equal(left=left, right=right):
                return self._equal(left, right, place)
            case ir.Less(left=left, right=right):
                return self._order("<", ">=", left, right, place)
            case ir.AtMost(left=left, right=right):
                return self._order("<=", ">", left, right, place)
            case ir.IsIn(operand=operand, members=members):
                return self._is_in(self.value(operand, place), members)
            case ir.InList(operand=operand, list=name, nested=nested):
                return self._in_list(self.value(operand, place), name, nested, place)
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                value = self.value(operand, place)
                above = self._above(value, nesting, (len(ancestor),))
                return self._known_and(value, f"{literal(ancestor)} in {above}", f"{literal(ancestor)} not in {above}")
            case ir.Contains(operand=operand, element=element):
                return self._contains(operand, element, place)
            case ir.ContainsAny(operand=operand, members=members):
                of, certain, perhaps = self._set(operand, place)
                wanted = self._tables.constant(members)
                return self._known_and(of, f"not {certain}.isdisjoint({wanted})", f"{perhaps}.isdisjoint({wanted})")
            case ir.ContainsListed(operand=operand, list=name, nested=nested):
                return self._contains_listed(operand, name, nested, place)
            case ir.Some():
                return self._truth_of(self._quantified(expr, place, _SOME))
            case ir.Every():
                return self._truth_of(self._quantified(expr, place, _EVERY))
            case ir.OutcomeIn(decision=decision, mask=mask):
                return self._outcome_in(decision, mask)
            case ir.Constant(value=constant):
                return ALWAYS_TRUE if constant is True else ALWAYS_FALSE
            case ir.Uncertain():
                return ALWAYS_UNKNOWN
            case ir.Choose() if self._is_truth(expr, place):
                return self._choose_truth(expr, place)
            case ir.Fact() | ir.FieldOf() | ir.Definition() | ir.Choose() | ir.AsOf() | ir.Sum() | ir.Count():
                value = self.value(expr, place)
                if self._is_truth(expr, place):
                    return self._truth_of(value)
                return Pair(Test(f"{value} is True"), both((_is_known(value), Test(f"{value} is not True"))))
            case _:
                assert_never(expr)

    def _pairs(self, operands: Iterable[ir.Expr], place: Place) -> list[Pair]:
        pairs = []
        for operand in operands:
            pairs.append(self._kept_small(self.pair(operand, place)))
        return pairs

    def truth(self, expr: ir.Expr, place: Place) -> str:
        """A local or a literal that is True, False or None."""
        text = _three_valued(self.pair(expr, place))
        return text if _is_local(text) or text in ("True", "False", "None") else self.once(text, "v")

    def held(self, pair: Pair) -> Pair:
        """The same condition, worked out once if it takes more than a glance."""
        return pair if pair.size < _GLANCE else self._truth_of(self.once(_three_valued(pair), "v"))

    def _is_truth(self, expr: ir.Expr, place: Place) -> bool:
        """Whether the value can only be true, false or unknown."""
        return isinstance(self._type_of(expr, place), BoolType)

    def _type_of(self, expr: ir.Expr, place: Place) -> Type | None:
        match expr:
            case ir.Choose(consequence=consequence, alternative=alternative):
                types = self._type_of(consequence, place), self._type_of(alternative, place)
                optional = next((each for each in types if isinstance(each, OptionalType)), None)
                return optional or (types[0] if None not in types else None)
            case ir.Constant(value=value):
                return BoolType() if isinstance(value, bool) else None
            case _:
                return self.typed.type_of(expr, place.variables)

    def _truth_of(self, local: str) -> Pair:
        return Pair(Test(local), Test(f"{local} is False"))

    def _kept_small(self, pair: Pair) -> Pair:
        """The pair, or a local that holds its truth where the text would grow too long or too deep."""
        if pair.depth < _DEEPEST_PARENTHESES and pair.size < _LONGEST_TEST:
            return pair
        return self._truth_of(self.once(_three_valued(pair), "v"))

    # ── comparisons ──────────────────────────────────────────────────────────────────────────────────────────────

    def _equal(self, left: ir.Expr, right: ir.Expr, place: Place) -> Pair:
        if isinstance(left, ir.Constant):
            left, right = right, left
        if isinstance(left, ir.Constant) and isinstance(right, ir.Constant):
            return ALWAYS_TRUE if left.value == right.value else ALWAYS_FALSE
        if isinstance(right, ir.Constant):
            return self._equals_constant(self.value(left, place), right.value)
        one, other = self.value(left, place), self.value(right, place)
        return Pair(
            both((Test(f"{one} == {other}"), _is_known(one), _is_known(other))),
            both((Test(f"{one} != {other}"), _is_known(one), _is_known(other))),
        )

    def _equals_constant(self, value: str, constant: Scalar) -> Pair:
        if value == "None":
            return ALWAYS_UNKNOWN
        if constant is NONE or isinstance(constant, bool):
            shown = literal(constant)
            return Pair(Test(f"{value} is {shown}"), both((Test(f"{value} is not {shown}"), _is_known(value))))
        shown = literal(constant)
        return Pair(Test(f"{value} == {shown}"), both((Test(f"{value} != {shown}"), _is_known(value))))

    def _order(self, holds: str, fails: str, left: ir.Expr, right: ir.Expr, place: Place) -> Pair:
        """`none` on either side makes the comparison false."""
        if any(isinstance(side, ir.Constant) and side.value is NONE for side in (left, right)):
            sides_known = both(_is_known(self.value(side, place)) for side in (left, right))
            return Pair(NO, sides_known)
        one, other = self.value(left, place), self.value(right, place)
        sides = ((left, one), (right, other))
        known = [_is_known(text) for side, text in sides if not isinstance(side, ir.Constant)]
        nones = [text for side, text in sides if self._may_be_none(side, place)]
        true = both((*known, *(Test(f"{text} is not {NONE_NAME}") for text in nones), Test(f"{one} {holds} {other}")))
        false = either((*(Test(f"{text} is {NONE_NAME}") for text in nones), Test(f"{one} {fails} {other}")))
        return Pair(true, both((*known, false)))

    def _may_be_none(self, expr: ir.Expr, place: Place) -> bool:
        if isinstance(expr, ir.Constant):
            return expr.value is NONE
        if isinstance(expr, ir.Sum):
            return any(self._may_be_none(operand, place) for _, operand in expr.terms)
        if isinstance(expr, ir.Choose):
            return self._may_be_none(expr.consequence, place) or self._may_be_none(expr.alternative, place)
        if isinstance(expr, ir.Definition):
            # A definition of a type without `none` may still be one in disguise: `none + 1` is none.
            return not isinstance(self._definitions[expr.name].type, BoolType)
        type_ = self._type_of(expr, place)
        return type_ is None or isinstance(type_, OptionalType)

    def _is_in(self, value: str, members: frozenset[Scalar]) -> Pair:
        if not members:
            return Pair(NO, _is_known(value))
        wanted = literal(members) if NONE not in members else self._tables.constant(members)
        return self._known_and(value, f"{value} in {wanted}", f"{value} not in {wanted}")

    def _known_and(self, value: str, true: str, false: str) -> Pair:
        """A pair whose false side has to be told from unknown; the true side never holds for an unknown value."""
        return Pair(Test(true), both((_is_known(value), Test(false))))

    # ── lists and sets ───────────────────────────────────────────────────────────────────────────────────────────

    def _in_list(self, value: str, name: str, nested: bool, place: Place) -> Pair:
        certain, perhaps = self.dated(place.day).members(name)
        if not nested:
            return self._known_and(value, f"{value} in {certain}", f"{value} not in {perhaps}")
        above = self._above(value, *self._tables.nesting(name))
        return self._known_and(value, f"not {certain}.isdisjoint({above})", f"{perhaps}.isdisjoint({above})")

    def _above(self, value: str, nesting: str | None, lengths: Iterable[int]) -> str:
        table = self._tables.above(nesting, lengths)
        return self.once(f"{table}[{value}]", "w")

    def _set(self, operand: ir.Expr, place: Place) -> tuple[str, str, str]:
        """Locals with a set, what it certainly has, and what it may have (both are empty where it is unknown)."""
        value = self.local(self.value(operand, place))
        if value == "None":
            return value, "EMPTY", "EMPTY"
        empty = f"{value} is None or {value} is {NONE_NAME}"
        certain = self.once(f"EMPTY if {empty} else {value}.members", "m")
        perhaps = self.once(f"{certain} if {empty} or not {value}.uncertain else {certain} | {value}.uncertain", "m")
        return value, certain, perhaps

    def _contains(self, operand: ir.Expr, element: ir.Expr, place: Place) -> Pair:
        of, certain, perhaps = self._set(operand, place)
        wanted = self.value(element, place)
        known = [_is_known(of)]
        if not isinstance(element, ir.Constant):
            known.append(_is_known(wanted))
        return Pair(Test(f"{wanted} in {certain}"), both((*known, Test(f"{wanted} not in {perhaps}"))))

    def _contains_listed(self, operand: ir.Expr, name: str, nested: bool, place: Place) -> Pair:
        of, certain, perhaps = self._set(operand, place)
        listed, may_be = self.dated(place.day).members(name)
        if nested:
            table = self._tables.above(*self._tables.nesting(name))
            certain = self.once(f"{table}.of_all({certain})", "w")
            perhaps = self.once(f"{table}.of_all({perhaps})", "w")
        return self._known_and(of, f"not {certain}.isdisjoint({listed})", f"{perhaps}.isdisjoint({may_be})")

    # ── decisions, choices, quantifiers ──────────────────────────────────────────────────────────────────────────

    def _outcome_in(self, decision: str, mask: int) -> Pair:
        if decision not in self.possible:
            return ALWAYS_UNKNOWN
        possible, certain, collects = self.possible[decision]
        others = ((1 << self._outcomes[decision]) - 1) & ~mask
        true = Test(f"not {possible} & {others}")
        if collects:
            true = either((true, Test(f"{certain} & {mask}")))
        return Pair(true, Test(f"not {possible} & {mask}"))

    def _choose_truth(self, choice: ir.Choose, place: Place) -> Pair:
        condition = self._as_local(choice.condition, place)
        first, second = self._as_local(choice.consequence, place), self._as_local(choice.alternative, place)
        return Pair(
            either(
                (
                    both((condition.true, first.true)),
                    both((condition.false, second.true)),
                    both((first.true, second.true)),
                )
            ),
            either(
                (
                    both((condition.true, first.false)),
                    both((condition.false, second.false)),
                    both((first.false, second.false)),
                )
            ),
        )

    def _as_local(self, expr: ir.Expr, place: Place) -> Pair:
        """A pair short enough to be repeated."""
        return self.held(self.pair(expr, place))

    def _quantified(self, expr: ir.Some | ir.Every | ir.Count, place: Place, how: _Quantifier) -> str:
        """The local that holds what a quantifier comes to."""
        key = (expr, place.day, tuple((name, each.local) for name, each in place.bound.items()))
        known = next((block.known[key] for block in self._blocks if key in block.known), None)
        if known is not None:
            return known
        result, record = self._counter.name("q"), self._counter.name("r")
        collections = [self._collection(name) for name in expr.collections]
        inner = Block()
        self._depths[record] = len(self._blocks)
        self._blocks.append(inner)
        bound = Bound(record, self.typed.records_of(expr.collections))
        pair = self.pair(expr.body, evolve(place, bound={**place.bound, expr.variable: bound}))
        self._blocks.pop()
        unknown = either(Test(f"{each} is None") for each in collections)
        start = how.start if unknown == NO else f"None if {unknown.text} else {how.start}"
        over = f"{collections[0]} or ()" if len(collections) == 1 else _chained(collections)
        lines = [f"{result} = {start}", f"for {record} in {over}:", *indented([*inner.lines, *how.step(result, pair)])]
        self._add_loop(key, result, lines, record)
        return result

    def _add_loop(self, key: object, result: str, lines: list[str], record: str) -> None:
        inside = self._depths[record]
        outside = [name for name in locals_in(lines) if name != result and self._depths.get(name, 0) < inside]
        depth = max((self._depths.get(name, 0) for name in outside), default=0)
        if inside > _DEEPEST_LOOPS:
            # Python nests only so many loops in one function.
            name = f"Q{len(self.functions)}"
            self.functions.append(function(name, lines, outside, [result]))
            lines = [f"{result}, = {name}({', '.join(outside)})"]
        self._depths[result] = depth
        self._blocks[depth].known[key] = result
        self._blocks[depth].lines += lines

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, expr: ir.Expr, place: Place) -> str:
        """A local or a literal with the value, None for unknown."""
        match expr:
            case ir.Constant(value=value):
                return literal(value)
            case ir.Fact(name=name):
                return self.fact(name)
            case ir.FieldOf(variable=variable, field=name):
                return self.once(f"{place.bound[variable].local}.get({literal(name)})", "x")
            case ir.AsOf():
                return place.day
            case ir.Uncertain():
                return "None"
            case ir.Definition(name=name):
                return self._definition(name, place)
            case ir.Sum(terms=terms, constant=constant):
                return self._sum(terms, constant, place)
            case ir.Count():
                return self._quantified(expr, place, _COUNT)
            case ir.Choose():
                return self._choose(expr, place)
            case (
                ir.Not()
                | ir.AllOf()
                | ir.AnyOf()
                | ir.Equal()
                | ir.Less()
                | ir.AtMost()
                | ir.IsIn()
                | ir.InList()
                | ir.IsWithin()
                | ir.Contains()
                | ir.ContainsAny()
                | ir.ContainsListed()
                | ir.Some()
                | ir.Every()
                | ir.OutcomeIn()
            ):
                return self.truth(expr, place)
            case _:
                assert_never(expr)

    def fact(self, name: str) -> str:
        """The local that holds a fact."""
        return "date" if name == CASE_DATE else self.once(f"g0({literal(name)})", "f")

    def _collection(self, name: str) -> str:
        """The local that holds the records of a fact, None where they are unknown."""
        value = self.fact(name)
        if isinstance(self.typed.facts.get(name), ListType):
            return value
        return self.once(f"records_of({value})", "e")

    def _definition(self, name: str, place: Place) -> str:
        key = (name, place.day)
        if key not in self._defined:
            # A definition reads no variables, so it is worked out before any loop around the place that names it.
            definition, here = self._definitions[name], Place(place.day)
            if isinstance(definition.type, BoolType):
                self._defined[key] = self.truth(definition.expr, here)
            else:
                self._defined[key] = self.local(self.value(definition.expr, here))
        return self._defined[key]

    def local(self, text: str) -> str:
        """A local for what may be a literal; unknown stays as it is."""
        return text if _is_local(text) or text == "None" else self.once(text, "x")

    def _sum(self, terms: tuple[tuple[int, ir.Expr], ...], constant: int, place: Place) -> str:
        values = [(coefficient, operand, self.value(operand, place)) for coefficient, operand in terms]
        unknown = either(_is_unknown(value) for _, _, value in values)
        nones = either(Test(f"{value} is {NONE_NAME}") for _, each, value in values if self._may_be_none(each, place))
        total = " + ".join([*(f"{coefficient} * {value}" for coefficient, _, value in values), str(constant)])
        shown = total if nones == NO else f"{NONE_NAME} if {nones.text} else {total}"
        return self.once(shown if unknown == NO else f"None if {unknown.text} else {shown}", "x")

    def _choose(self, choice: ir.Choose, place: Place) -> str:
        condition = self.pair(choice.condition, place)
        first, second = self.value(choice.consequence, place), self.value(choice.alternative, place)
        return self.once(
            f"{first} if {condition.true.text} else {second} if {condition.false.text} "
            f"else {first} if {first} == {second} else None",
            "x",
        )

    # ── what is worked out once ──────────────────────────────────────────────────────────────────────────────────

    def once(self, text: str, letter: str) -> str:
        """A local that holds what the text stands for, set in the outermost block in which it can be.

        Every local is set once, so the same text is the same value wherever the local can be seen.
        """
        depth = self._depth_of((text,))
        block = self._blocks[depth]
        if text not in block.known:
            local = block.known[text] = self._counter.name(letter)
            self._depths[local] = depth
            block.lines.append(f"{local} = {text}")
        return block.known[text]

    def _depth_of(self, lines: Iterable[str]) -> int:
        return max((self._depths.get(local, 0) for local in locals_in(lines)), default=0)

    def dated(self, day: str) -> DatedTable:
        """The table of what depends on a date, looked up where it is first asked for."""
        found, is_new = self._tables.on(day)
        if is_new:
            self.root.lines.append(found.placeholder)
        return found


def _is_local(text: str) -> bool:
    return text == "date" or (text[-1].isdigit() and text[0].islower() and text.isalnum())


def _is_known(text: str) -> Test:
    if _is_local(text):
        return Test(f"{text} is not None")
    return NO if text == "None" else YES


def _is_unknown(text: str) -> Test:
    if _is_local(text):
        return Test(f"{text} is None")
    return YES if text == "None" else NO


def _chained(collections: Sequence[str]) -> str:
    return "(" + "".join(f"*({each} or ()), " for each in collections) + ")"


def _three_valued(pair: Pair) -> str:
    if YES in (pair.true, pair.false):
        return str(pair.true == YES)
    if pair.false.text == f"{pair.true.text} is False" and _is_local(pair.true.text):
        return pair.true.text
    true = f"True if {pair.true.text} else " if pair.true != NO else ""
    false = f"False if {pair.false.text} else " if pair.false != NO else ""
    return f"{true}{false}None"


@frozen
class _Quantifier:
    """How the truths of the records are brought together: what it starts from, and what each record does to it."""

    start: str
    step: Callable[[str, Pair], list[str]]


def _some(result: str, pair: Pair) -> list[str]:
    return [f"if {pair.true.text}:", f"    {result} = True", "    break", *_unless(pair.false, f"{result} = None")]


def _every(result: str, pair: Pair) -> list[str]:
    return [f"if {pair.false.text}:", f"    {result} = False", "    break", *_unless(pair.true, f"{result} = None")]


def _count(result: str, pair: Pair) -> list[str]:
    return [
        f"if {result} is not None and ({pair.true.text}):",
        f"    {result} += 1",
        f"elif {result} is None or not ({pair.false.text}):",
        f"    {result} = None",
        "    break",
    ]


def _unless(test: Test, line: str) -> list[str]:
    return [] if test == YES else [f"if not ({test.text}):", f"    {line}"]


_SOME = _Quantifier("False", _some)
_EVERY = _Quantifier("True", _every)
_COUNT = _Quantifier("0", _count)
