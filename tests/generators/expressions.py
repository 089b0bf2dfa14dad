"""Random well-typed expressions over a random vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import field, frozen

from checker.declared import DatedList, FactInfo
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, DecisionInfo, DefinitionInfo
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    DecimalType,
    EnumType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)
from checker.values import NONE, Scalar

COLOUR = EnumType("colour", ("red", "green", "blue", "black"))
RANK = ScaleType("rank", ("low", "middle", "high", "top"))
ENTRY = CodeType("entry", "level")
TARIFF = CodeType("tariff", "prefix")
PLAIN = CodeType("plain", None)
DAYS = (737_000, 737_001, 737_050, 737_100, 737_101, 737_365, 738_000)
ENTRIES = ("5", "5A", "5A1", "5A1.f", "5A1.f.1", "5A10", "6", "6B2.a", "6B2")
TARIFFS = ("84", "8471", "8473", "85", "850000")
NUMBERS = (0, 1, 2, 3, 5, 10)
SCALARS: tuple[Type, ...] = (
    BoolType(),
    COLOUR,
    RANK,
    ENTRY,
    TARIFF,
    PLAIN,
    IntType(0, 10),
    DecimalType(1, 0, 10),
    MoneyType("EUR", 0, 10),
    DateType(),
    TextType(),
)


def plain(type_: Type) -> Type:
    return type_.of if isinstance(type_, OptionalType) else type_


def some_value(random: Random, type_: Type) -> Scalar:
    """A known scalar of the type."""
    match type_:
        case OptionalType(of=of):
            return NONE if random.random() < 0.3 else some_value(random, of)
        case BoolType():
            return random.random() < 0.5
        case EnumType(values=values):
            return random.choice(values)
        case ScaleType(values=values):
            return random.randrange(len(values))
        case CodeType(nesting="level"):
            return random.choice(ENTRIES)
        case CodeType():
            return random.choice(TARIFFS)
        case DateType():
            return random.choice(DAYS)
        case TextType():
            return random.choice(("one", "two", "q\"'\\ f0", "r1"))
        case _:
            return random.choice(NUMBERS)


@frozen
class Words:
    """What expressions may be about."""

    facts: Sequence[FactInfo]
    lists: Sequence[DatedList]
    definitions: Sequence[DefinitionInfo] = ()
    decisions: Sequence[DecisionInfo] = ()
    leaves_open: bool = True
    """Whether the law itself leaves something open."""


@frozen
class Writer:
    """Writes expressions. `records`: variables in scope and the type of their records."""

    random: Random
    words: Words
    records: tuple[tuple[str, RecordType], ...] = field(default=())

    # ── truth ────────────────────────────────────────────────────────────────────────────────────────────────────

    def truth(self, depth: int) -> ir.Expr:
        if depth <= 0:
            return self._atom()
        pick = self.random.choice
        kind = pick(("and", "or", "not", "if", "some", "every", "and", "or", "atom"))
        match kind:
            case "and":
                return ir.AllOf(tuple(self.truth(depth - 1) for _ in range(self.random.randrange(4))))
            case "or":
                return ir.AnyOf(tuple(self.truth(depth - 1) for _ in range(self.random.randrange(4))))
            case "not":
                return ir.Not(self.truth(depth - 1))
            case "if":
                return ir.Choose(self.truth(depth - 1), self.truth(depth - 1), self.truth(depth - 1))
            case "some" | "every":
                return self._quantified(ir.Some if kind == "some" else ir.Every, depth - 1) or self._atom()
            case _:
                return self._atom()

    def _quantified(self, node: type[ir.Some | ir.Every | ir.Count], depth: int) -> ir.Expr | None:
        collections = [each for each in self.words.facts if isinstance(plain(each.type), (ListType, RecordType))]
        if not collections:
            return None
        chosen = self.random.sample(collections, min(len(collections), self.random.choice((1, 1, 2))))
        record = _common_record([plain(each.type) for each in chosen])
        variable = f"p{len(self.records)}" if self.random.random() < 0.8 else "p"
        inner = Writer(self.random, self.words, (*(r for r in self.records if r[0] != variable), (variable, record)))
        return node(variable, tuple(each.name for each in chosen), inner.truth(depth))

    def _atom(self) -> ir.Expr:
        makers = (self._comparison, self._order, self._membership, self._set_test, self._boolean, self._decided)
        for _ in range(6):
            made = self.random.choice(makers)()
            if made is not None:
                return made
        return ir.Constant(self.random.random() < 0.5)

    def _comparison(self) -> ir.Expr:
        type_ = self.random.choice(SCALARS)
        left = self.value(type_, 1)
        if self.random.random() < 0.15:
            return ir.Equal(self.random.choice(self._sources(None) or [left]), ir.Constant(NONE))
        right = ir.Constant(some_value(self.random, type_)) if self.random.random() < 0.7 else self.value(type_, 1)
        return ir.Equal(left, right) if self.random.random() < 0.8 else ir.Equal(right, left)

    def _order(self) -> ir.Expr:
        type_ = self.random.choice((RANK, IntType(0, 10), DateType(), MoneyType("EUR", 0, 10)))
        left, right = self.value(type_, 1), self.value(type_, 1)
        if self.random.random() < 0.5:
            right = ir.Constant(some_value(self.random, type_))
        if self.random.random() < 0.5:
            left, right = right, left
        return self.random.choice((ir.Less, ir.AtMost))(left, right)

    def _membership(self) -> ir.Expr:
        type_ = self.random.choice((COLOUR, ENTRY, TARIFF, PLAIN, RANK))
        value = self.value(type_, 1)
        if isinstance(type_, CodeType) and self.random.random() < 0.5:
            if self.random.random() < 0.5:
                return ir.IsWithin(value, str(some_value(self.random, type_)), type_.nesting)
            lists = [each for each in self.words.lists if each.nesting == type_.nesting]
            if lists:
                return ir.InList(value, self.random.choice(lists).name, self.random.random() < 0.6)
        if type_ == COLOUR and self.random.random() < 0.5:
            lists = [each for each in self.words.lists if each.name.startswith("colours")]
            return ir.InList(value, self.random.choice(lists).name)
        members = frozenset(some_value(self.random, OptionalType(type_)) for _ in range(self.random.randrange(4)))
        return ir.IsIn(value, members)

    def _set_test(self) -> ir.Expr | None:
        of = self.random.choice((COLOUR, ENTRY))
        sets = self._sources(SetType(of))
        if not sets:
            return None
        held = self.random.choice(sets)
        if self.random.random() < 0.2 and len(sets) > 1:
            held = ir.Choose(self._boolean(), held, self.random.choice(sets))
        match self.random.randrange(3):
            case 0:
                element = ir.Constant(some_value(self.random, of)) if self.random.random() < 0.5 else self.value(of, 1)
                return ir.Contains(held, element)
            case 1:
                members = frozenset(some_value(self.random, of) for _ in range(self.random.randrange(4)))
                return ir.ContainsAny(held, members)
            case _:
                wanted = "colours" if of == COLOUR else "entries"
                lists = [each for each in self.words.lists if each.name.startswith(wanted)]
                return ir.ContainsListed(
                    held, self.random.choice(lists).name, of == ENTRY and self.random.random() < 0.5
                )

    def _boolean(self) -> ir.Expr:
        if self.words.leaves_open and self.random.random() < 0.1:
            return ir.Uncertain("open_question")
        sources = self._sources(BoolType())
        return self.random.choice(sources) if sources else ir.Constant(True)

    def _decided(self) -> ir.Expr | None:
        if not self.words.decisions:
            return None
        decision = self.random.choice(self.words.decisions)
        return ir.OutcomeIn(decision.name, self.random.randrange(1, 1 << len(decision.outcomes)))

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, type_: Type, depth: int) -> ir.Expr:
        """An expression of the type, which may be `none` where a fact of that type may be."""
        if depth > 0 and self.random.random() < 0.15:
            return ir.Choose(self._boolean(), self.value(type_, depth - 1), self.value(type_, depth - 1))
        if depth > 0 and isinstance(type_, (IntType, DateType)) and self.random.random() < 0.25:
            return self._number(type_, depth)
        if isinstance(type_, BoolType) and depth > 0 and self.random.random() < 0.3:
            return self._decided() or ir.Not(self._boolean())
        sources = self._sources(type_)
        if isinstance(type_, DateType):
            sources += [ir.AsOf(), ir.Fact(CASE_DATE)]
        if self.words.leaves_open and self.random.random() < 0.04:
            return ir.Uncertain(f"open_{getattr(type_, 'name', type(type_).__name__)}")
        return self.random.choice(sources) if sources else ir.Constant(some_value(self.random, type_))

    def _number(self, type_: Type, depth: int) -> ir.Expr:
        if isinstance(type_, IntType) and len(self.records) < 2 and self.random.random() < 0.4:
            counted = self._quantified(ir.Count, 0)
            if counted is not None:
                return counted
        terms = tuple(
            (self.random.choice((-2, -1, 1, 1, 3)) if isinstance(type_, IntType) else 1, self.value(type_, depth - 1))
            for _ in range(self.random.choice((1, 2)) if isinstance(type_, IntType) else 1)
        )
        return ir.Sum(terms, self.random.choice((0, 1, -3, 30)))

    def _sources(self, type_: Type | None) -> list[ir.Expr]:
        """Facts, fields and definitions of the type, or of that type or none; None: those that may be none."""

        def fits(other: Type) -> bool:
            if type_ is None:
                return isinstance(other, OptionalType) and not isinstance(plain(other), (ListType, RecordType))
            return plain(other) == type_

        found: list[ir.Expr] = [ir.Fact(each.name) for each in self.words.facts if fits(each.type)]
        found += [ir.Definition(each.name) for each in self.words.definitions if fits(each.type)]
        for variable, record in self.records:
            found += [ir.FieldOf(variable, name) for name, of in record.fields if fits(of)] * 3
        return found


def _common_record(types: Sequence[Type]) -> RecordType:
    """The fields that the records of all collections have: reading another one would be a mistake of types."""
    records = [each.record if isinstance(each, ListType) else each for each in types]
    fields = [dict(each.fields) for each in records if isinstance(each, RecordType)]
    shared = [name for name in fields[0] if all(name in each for each in fields)]

    def joined(name: str) -> Type:
        found = [each[name] for each in fields]
        return next((each for each in found if isinstance(each, OptionalType)), found[0])

    return RecordType("any", tuple((name, joined(name)) for name in shared))
