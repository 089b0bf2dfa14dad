"""What a program asks about each thing that a case may leave unknown.

A *key* names such a thing apart from any case: a fact (for a set: its elements), a field of the records of a list, or
an uncertainty. Keys whose values are compared with each other are joined, and share everything that is asked about
one of them. Numbers, dates and ranks are asked where they lie (`cuts`: between n - 1 and n); everything else is asked
whether it is a value, in a group, on a list or within a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, assert_never

from checker.declared import DatedList, Period
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program
from checker.records import define, field, frozen
from checker.types import (
    BoolType,
    DateType,
    DecimalType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    Type,
)
from checker.values import NONE, Scalar

Key: TypeAlias = tuple[str, ...]
DECIDING_DATE: Final[Key] = ("fact", CASE_DATE)
_MOST_FORMS = 200
_MOST_COUNTED = 40
_KEPT_PROGRAMS = 32


@frozen
class Form:
    """`constant + Σ coefficient · key`, or one key, or one value that is no number."""

    terms: tuple[tuple[Key, int], ...] = ()
    constant: Scalar = 0


@define
class Asked:
    """Everything asked about a key and those joined to it."""

    cuts: set[int] = field(factory=set)
    constants: set[Scalar] = field(factory=set)
    groups: set[frozenset[Scalar]] = field(factory=set)
    lists: set[tuple[str, bool]] = field(factory=set)
    ancestors: set[tuple[str, str | None]] = field(factory=set)
    offsets: set[int] = field(factory=set)
    joint: bool = False
    crooked: bool = False
    """Asked in a way that no finite set of values is known to cover."""

    def take(self, other: Asked) -> None:
        """Ask here, too, what is asked there."""
        self.cuts |= other.cuts
        self.constants |= other.constants
        self.groups |= other.groups
        self.lists |= other.lists
        self.ancestors |= other.ancestors
        self.offsets |= other.offsets
        self.joint |= other.joint
        self.crooked |= other.crooked


def plain(type_: Type) -> Type:
    """The type without `or none`."""
    return plain(type_.of) if isinstance(type_, OptionalType) else type_


def element_type(type_: Type) -> Type:
    """The type of the values that are compared: for a set, of its elements."""
    base = plain(type_)
    return plain(base.of) if isinstance(base, SetType) else base


def is_ordered(type_: Type) -> bool:
    """Whether values are numbers to the logic: numbers, dates and ranks."""
    return isinstance(element_type(type_), (IntType, DecimalType, MoneyType, DateType, ScaleType))


@frozen
class Scope:
    """Where an expression stands: what its record variables range over, and the date it looks at."""

    bound: Mapping[str, tuple[str, ...]]
    basis: ir.Expr


_NOTHING: Final[Mapping[str, tuple[str, ...]]] = {}


class Questions:
    """Everything one program asks."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lists: dict[str, DatedList] = {each.name: each for each in program.lists}
        self.types: dict[Key, Type] = _types(program)
        self.compared_days: set[int] = set()
        """The days that conditions compare the date with; ends of periods apart."""
        self._comparing = False
        self._definitions = {each.name: each for each in program.definitions}
        self._parent: dict[Key, Key] = {}
        self._asked: dict[Key, Asked] = {}
        self._seen: set[tuple[str, ir.Expr]] = set()
        self._memo: dict[tuple[str, ir.Expr], tuple[Form, ...]] = {}
        for definition in program.definitions:
            if isinstance(definition.expr, ir.Uncertain):
                self.types[("uncertain", definition.expr.name)] = definition.type
        self._visit_program()
        self.members: dict[Key, list[Key]] = {}
        for key in self._parent:
            self.members.setdefault(self._root(key), []).append(key)

    def asked(self, key: Key) -> Asked:
        """What is asked about `key`."""
        return self._asked.get(self._root(key)) or Asked()

    def joined(self, key: Key) -> Iterable[Key]:
        """The keys compared with `key`, directly or through others, and itself."""
        return self.members.get(self._root(key), [key])

    def _root(self, key: Key) -> Key:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def _of(self, key: Key) -> Asked:
        root = self._root(key)
        self._parent.setdefault(root, root)
        return self._asked.setdefault(root, Asked())

    def _join(self, left: Key, right: Key) -> Asked:
        one, other = self._root(left), self._root(right)
        mine, theirs = self._of(one), self._of(other)
        if one != other:
            self._parent[other] = one
            mine.take(theirs)
            del self._asked[other]
        mine.joint = True
        return mine

    # ── walking ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _visit_program(self) -> None:
        program = self.program
        usual = Scope(_NOTHING, program.as_of)
        self._visit(program.as_of, Scope(_NOTHING, ir.AsOf()))
        for decision in program.decisions:
            if decision.asked_when is not None:
                self._visit(decision.asked_when, usual)
        for rule in program.rules:
            scope = usual if rule.basis is None else Scope(_NOTHING, rule.basis)
            if rule.basis is not None:
                self._visit(rule.basis, usual)
            self._visit(rule.when, scope)
            for period in rule.periods:
                self._ask_period(scope, *dates_of(period))
        for constraint in program.constraints:
            self._visit(constraint.expr, usual)

    def _ask_period(self, scope: Scope, *dates: int) -> None:
        for form in self._date_forms(scope.basis):
            for date in dates:
                self._ask_below(form, date)

    def _ask_below(self, form: Form, at: int) -> None:
        """Ask whether the number is less than `at`."""
        constant = form.constant if isinstance(form.constant, int) else 0
        if len(form.terms) == 1:
            (key, coefficient), *_ = form.terms
            # Exact integer division: -(-a // b) rounds up.
            rest = at - constant
            cut = -(-rest // coefficient) if coefficient > 0 else rest // coefficient + 1
            self._of(key).cuts.add(cut)
            if key == DECIDING_DATE and self._comparing:
                self.compared_days.add(cut)
        elif form.terms:
            self._ask_apart(Form(form.terms, constant - at))

    def _ask_equal(self, form: Form, to: int) -> None:
        self._ask_below(form, to)
        self._ask_below(form, to + 1)

    def _ask_apart(self, form: Form) -> None:
        """Ask for the sign of a sum over several keys."""
        keys = [key for key, _ in form.terms]
        asked = self._of(keys[0])
        for key in keys[1:]:
            asked = self._join(keys[0], key)
        asked.joint = True
        if sorted(coefficient for _, coefficient in form.terms) == [-1, 1] and isinstance(form.constant, int):
            asked.offsets.add(abs(form.constant))
        else:
            asked.crooked = True

    def _visit(self, expr: ir.Expr, scope: Scope) -> None:
        match expr:
            case ir.Constant() | ir.Fact() | ir.FieldOf() | ir.OutcomeIn():
                pass
            case ir.Uncertain(name=name):
                self.types.setdefault(("uncertain", name), BoolType())
            case ir.AsOf():
                pass
            case ir.Definition(name=name):
                found = self._definitions[name].expr
                if (name, scope.basis) not in self._seen:
                    self._seen.add((name, scope.basis))
                    self._visit(found, Scope(_NOTHING, scope.basis))
            case ir.Sum(terms=terms):
                for _, operand in terms:
                    self._visit(operand, scope)
            case ir.Not(operand=operand):
                self._visit(operand, scope)
            case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
                for operand in operands:
                    self._visit(operand, scope)
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                for operand in (condition, consequence, alternative):
                    self._visit(operand, scope)
            case (
                ir.Count(variable=variable, collections=collections, body=body)
                | ir.Some(variable=variable, collections=collections, body=body)
                | ir.Every(variable=variable, collections=collections, body=body)
            ):
                self._visit(body, Scope({**scope.bound, variable: collections}, scope.basis))
            case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
                self._visit(left, scope)
                self._visit(right, scope)
                self._compare(expr, self._forms(left, scope), self._forms(right, scope))
            case ir.IsIn(operand=operand, members=members) | ir.ContainsAny(operand=operand, members=members):
                self._visit(operand, scope)
                for form in self._forms(operand, scope):
                    self._ask_group(form, members)
            case (
                ir.InList(operand=operand, list=name, nested=nested)
                | ir.ContainsListed(operand=operand, list=name, nested=nested)
            ):
                self._visit(operand, scope)
                self._ask_list(operand, name, nested, scope)
            case ir.IsWithin(operand=operand, ancestor=ancestor, nesting=nesting):
                self._visit(operand, scope)
                for key in _keys(self._forms(operand, scope)):
                    self._of(key).ancestors.add((ancestor, nesting))
            case ir.Contains(operand=operand, element=element):
                self._visit(operand, scope)
                self._visit(element, scope)
                self._compare(expr, self._forms(operand, scope), self._forms(element, scope))
            case _:
                assert_never(expr)

    def _ask_group(self, form: Form, members: frozenset[Scalar]) -> None:
        for key, _ in form.terms:
            asked = self._of(key)
            if is_ordered(self.types.get(key, BoolType())):
                for member in members:
                    if isinstance(member, int):
                        self._ask_equal(form, member)
            else:
                asked.groups.add(members)

    def _ask_list(self, operand: ir.Expr, name: str, nested: bool, scope: Scope) -> None:
        rows = self.lists[name].rows
        for form in self._forms(operand, scope):
            for key, _ in form.terms:
                if is_ordered(self.types.get(key, BoolType())):
                    self._ask_group(form, frozenset(row.member for row in rows))
                else:
                    self._of(key).lists.add((name, nested))
        for form in self._date_forms(scope.basis):
            if form.terms:
                for date in sorted({date for row in rows for date in dates_of(row.period)}):
                    self._ask_below(form, date)

    def _compare(self, how: ir.Expr, left: Iterable[Form], right: Iterable[Form]) -> None:
        for one in left:
            for other in right:
                self._compare_forms(how, one, other)

    def _compare_forms(self, how: ir.Expr, one: Form, other: Form) -> None:
        keys = {key for key, _ in (*one.terms, *other.terms)}
        if not keys or NONE in (one.constant, other.constant):
            return
        if any(is_ordered(self.types.get(key, BoolType())) for key in keys):
            apart = _minus(one, other)
            self._comparing = True
            match how:
                case ir.Less():
                    self._ask_below(apart, 0)
                case ir.AtMost():
                    self._ask_below(apart, 1)
                case _:
                    self._ask_equal(apart, 0)
            self._comparing = False
        elif one.terms and other.terms:
            self._join(one.terms[0][0], other.terms[0][0])
        else:
            (key, _), *_ = one.terms or other.terms
            self._of(key).constants.add(other.constant if one.terms else one.constant)

    # ── what may flow into a comparison ──────────────────────────────────────────────────────────────────────────

    def _forms(self, expr: ir.Expr, scope: Scope) -> tuple[Form, ...]:
        match expr:
            case ir.Constant(value=value):
                return (Form((), value),)
            case ir.Fact(name=name):
                return (Form(((("fact", name), 1),)),)
            case ir.Uncertain(name=name):
                return (Form(((("uncertain", name), 1),)),)
            case ir.FieldOf(variable=variable, field=name):
                collections = scope.bound.get(variable, ())
                return tuple(Form(((("field", collection, name), 1),)) for collection in collections)
            case ir.AsOf():
                return self._date_forms(scope.basis)
            case ir.Definition(name=name):
                return self._definition_forms(name, scope.basis)
            case ir.Choose(consequence=consequence, alternative=alternative):
                return _distinct((*self._forms(consequence, scope), *self._forms(alternative, scope)))
            case ir.Sum(terms=terms, constant=constant):
                return self._sum_forms(terms, constant, scope)
            case ir.Count(collections=collections):
                most = sum(self._most(collection) for collection in collections)
                return tuple(Form((), number) for number in range(min(most, _MOST_COUNTED) + 1))
            case _:
                return (Form((), False), Form((), True))

    def _date_forms(self, basis: ir.Expr) -> tuple[Form, ...]:
        """What the date looked at may be. `AsOf` within a basis is the usual date; there, the date of the case."""
        if isinstance(basis, ir.AsOf):
            return (Form(((DECIDING_DATE, 1),)),)
        usual = self.program.as_of
        return self._forms(basis, Scope(_NOTHING, ir.AsOf() if basis == usual else usual))

    def _definition_forms(self, name: str, basis: ir.Expr) -> tuple[Form, ...]:
        found = self._memo.get((name, basis))
        if found is None:
            found = self._forms(self._definitions[name].expr, Scope(_NOTHING, basis))
            self._memo[name, basis] = found
        return found

    def _sum_forms(self, terms: tuple[tuple[int, ir.Expr], ...], constant: int, scope: Scope) -> tuple[Form, ...]:
        forms: tuple[Form, ...] = (Form((), constant),)
        for coefficient, operand in terms:
            others = self._forms(operand, scope)
            forms = _distinct(_minus(form, other, -coefficient) for form in forms for other in others)
            if len(forms) > _MOST_FORMS:
                for key in _keys(forms):
                    self._of(key).crooked = True
                forms = forms[:_MOST_FORMS]
        return forms

    def _most(self, collection: str) -> int:
        type_ = plain(self.types.get(("fact", collection), BoolType()))
        return type_.maximum if isinstance(type_, ListType) else 1


_questions: dict[int, Questions] = {}


def questions_of(program: Program) -> Questions:
    """What a program asks, worked out once for as long as the program is in use."""
    found = _questions.get(id(program))
    if found is None or found.program is not program:
        if len(_questions) >= _KEPT_PROGRAMS:
            _questions.pop(next(iter(_questions)))
        found = _questions[id(program)] = Questions(program)
    return found


def dates_of(period: Period) -> tuple[int, int, int, int]:
    """The dates on which the answer of a period may change."""
    return period.start_earliest, period.start_latest, period.end_earliest, period.end_latest


def _types(program: Program) -> dict[Key, Type]:
    types: dict[Key, Type] = {DECIDING_DATE: DateType()}
    for fact in program.facts:
        types[("fact", fact.name)] = fact.type
        base = plain(fact.type)
        record = base.record if isinstance(base, ListType) else base
        if isinstance(record, RecordType):
            for name, type_ in record.fields:
                types[("field", fact.name, name)] = type_
    return types


def _keys(forms: Iterable[Form]) -> set[Key]:
    return {key for form in forms for key, _ in form.terms}


def _distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(dict.fromkeys(forms))


def _minus(one: Form, other: Form, factor: int = 1) -> Form:
    """`one - factor · other`; values that are no numbers count as 0."""
    terms = dict(one.terms)
    for key, coefficient in other.terms:
        terms[key] = terms.get(key, 0) - factor * coefficient
    kept = tuple(sorted((key, coefficient) for key, coefficient in terms.items() if coefficient))
    first = one.constant if isinstance(one.constant, int) else 0
    second = other.constant if isinstance(other.constant, int) else 0
    return Form(kept, first - factor * second)
