"""Types as declared: enums (from tables as well), scales, code types, records, and the types written in their terms."""

from __future__ import annotations

from attrs import define, field

from checker.declared import About, NamedThing, RecordInfo, ValueLabel
from checker.diagnostics import Report, codes
from checker.model import errors, table_errors
from checker.model.literals import LARGEST, read_number
from checker.model.names import Declarations, TypeDeclaration
from checker.model.tables import Tables
from checker.model.wordings import wording, wordings
from checker.source import Span, Spanned
from checker.syntax import ast
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
from checker.wording import Wording

MAX_RECORDS = 50
MAX_PLACES = 9


@define
class Types:
    """Declared types by name, each worked out when first asked for; None where its declaration is mistaken."""

    declarations: Declarations
    tables: Tables
    report: Report
    labels: list[ValueLabel] = field(factory=list)
    records: list[RecordInfo] = field(factory=list)
    _known: dict[str, Type | None] = field(factory=dict)
    _values: dict[str, list[Type]] | None = None

    def named(self, name: Spanned[str]) -> Type | None:
        """The type called `name`, or None after a report."""
        if name.value in self._known:
            return self._known[name.value]
        owned = self.declarations.types.get(name.value)
        if owned is None:
            if not self.declarations.is_unreadable(name.value):
                self.report(errors.unknown(codes.UNKNOWN_TYPE, "type", name, list(self.declarations.types)))
            return None
        self._known[name.value] = None
        self._known[name.value] = self._declared(owned.declaration)
        return self._known[name.value]

    def resolve_all(self) -> None:
        """Work out every declared type, used or not."""
        for name in sorted(self.declarations.types):
            self.named(Spanned(name, self.declarations.types[name].declaration.name.span))

    def with_value(self, value: str) -> list[Type]:
        """The enums and scales that have a value of this name."""
        if self._values is None:
            self._values = {}
            self.resolve_all()
            for name in sorted(self._known):
                kind = self._known[name]
                if isinstance(kind, EnumType | ScaleType):
                    for each in kind.values:
                        self._values.setdefault(each, []).append(kind)
        return self._values.get(value, [])

    def _declared(self, declaration: TypeDeclaration) -> Type | None:
        match declaration:
            case ast.Enum(table=None) | ast.Scale():
                values = self._values_of(declaration.name.value, declaration.values)
                made = EnumType if isinstance(declaration, ast.Enum) else ScaleType
                return made(declaration.name.value, values)
            case ast.Enum(name=name, table=ast.EnumTable() as table):
                return self._enum_from_table(name.value, table)
            case ast.CodeType(name=name, nesting=nesting):
                return CodeType(name.value, nesting)
            case ast.Record():
                return self._record(declaration)
            case _:
                return None

    def _values_of(self, type_name: str, values: tuple[ast.Value, ...]) -> tuple[str, ...]:
        first: dict[str, Span] = {}
        for value in values:
            if value.name.value in first:
                self.report(errors.duplicate_item(value.name, first[value.name.value]))
                continue
            first[value.name.value] = value.name.span
            label = wording(value.label) if value.label else Wording(value.name.value)
            self.labels.append(ValueLabel(type_name, value.name.value, len(first) - 1, label))
        return tuple(first)

    def _enum_from_table(self, name: str, clause: ast.EnumTable) -> Type | None:
        table = self.tables.open(clause.path)
        if table is None:
            return None
        column = table.column(clause.value_column, report=self.report)
        label_columns = [(table.column(c, report=self.report), language) for c, language in clause.label_columns]
        if column is None or any(place is None for place, _ in label_columns):
            return None
        seen: dict[str, Span] = {}
        for row in table.rows:
            value = row.cells[column]
            span = table.span(row, column)
            if not _is_name(value):
                self.report(table_errors.bad_value(span, value, row.line, clause.value_column.value, "a name", ()))
                continue
            if value in seen:
                self.report(table_errors.repeated_value(span, value, row.line, seen[value]))
                continue
            seen[value] = span
            texts = {language: row.cells[place] for place, language in label_columns if place is not None}
            own = texts.pop(None, value) or value
            translations = tuple((language, text) for language, text in sorted(texts.items()) if language and text)
            self.labels.append(ValueLabel(name, value, len(seen) - 1, Wording(own, translations)))
        return EnumType(name, tuple(seen))

    def _record(self, declaration: ast.Record) -> Type | None:
        fields: dict[str, Type] = {}
        first: dict[str, Span] = {}
        screened: set[str] = set()
        labels: list[tuple[str, Wording]] = []
        complete = True
        for each in declaration.fields:
            name = each.name
            if name.value in first:
                self.report(errors.duplicate_item(name, first[name.value]))
                continue
            first[name.value] = name.span
            labels.append((name.value, wording(each.label) if each.label else Wording(name.value)))
            kind = self.resolve(each.type)
            if kind is None:
                complete = False
                continue
            if isinstance(kind, OptionalType) and isinstance(kind.of, SetType | ListType | RecordType):
                self.report(errors.unusable_type(each.type.span, "a set has no `or none`; use the empty set"))
            if isinstance(kind, RecordType | ListType):
                advice = "declare the inner record as a fact of its own"
                self.report(errors.unusable_type(each.type.span, "a record cannot hold another record", advice))
                continue
            if each.screened and not isinstance(kind, SetType):
                self.report(errors.unusable_type(each.type.span, "only a set can be screened"))
                continue
            if each.screened:
                screened.add(name.value)
            fields[name.value] = kind
        kind = RecordType(declaration.name.value, tuple(fields.items()), frozenset(screened))
        about = About(wording(declaration.label), notes=wordings(declaration.notes), span=declaration.span)
        self.records.append(RecordInfo(kind, about, tuple(labels)))
        return kind if complete else None

    def resolve(self, written: ast.Type) -> Type | None:
        """The type that is written, or None after a report."""
        base = self.resolve_base(written.base)
        if base is None or not written.or_none:
            return base
        if isinstance(base, ListType | SetType | RecordType):
            self.report(errors.unusable_type(written.span, "this cannot be `or none`", "use the empty list or set"))
            return base
        return OptionalType(base)

    def resolve_base(self, written: ast.BaseType) -> Type | None:
        """The type that is written, without `or none`."""
        match written:
            case ast.NamedType(name=name):
                return self.named(name)
            case ast.BoolType():
                return BoolType()
            case ast.DateType():
                return DateType()
            case ast.TextType():
                return TextType()
            case ast.IntType(low=low, high=high):
                bounds = self._bounds(low, high, 0)
                return None if bounds is None else IntType(*bounds)
            case ast.DecimalType(places=places, low=low, high=high):
                count = self._count(places, MAX_PLACES, "places", 0)
                bounds = None if count is None else self._bounds(low, high, count)
                return None if bounds is None or count is None else DecimalType(count, *bounds)
            case ast.MoneyType(currency=currency, low=low, high=high):
                bounds = self._bounds(low, high, 2)
                return None if bounds is None else MoneyType(currency.value, *bounds)
            case ast.SetType(of=of):
                return self._set(of)
            case ast.ListType(record=record, maximum=maximum):
                return self._list(record, maximum)

    def _set(self, of: ast.BaseType) -> Type | None:
        inner = self.resolve_base(of)
        if inner is None:
            return None
        if isinstance(inner, SetType | ListType | RecordType | BoolType):
            self.report(errors.unusable_type(of.span, "a set holds single values, not sets or records"))
            return None
        return SetType(inner)

    def _list(self, record: Spanned[str], maximum: Spanned[str]) -> Type | None:
        inner = self.named(record)
        count = self._count(maximum, MAX_RECORDS, "records", 1)
        if inner is None or count is None:
            return None
        if not isinstance(inner, RecordType):
            advice = "write `set of` for single values"
            self.report(errors.unusable_type(record.span, f"`{record.value}` is not a record", advice))
            return None
        return ListType(inner, count)

    def _bounds(self, low: Spanned[str], high: Spanned[str], places: int) -> tuple[int, int] | None:
        ends: list[int] = []
        for end in (low, high):
            number = read_number(end.value, places)
            if number is None or abs(number) > LARGEST:
                expected = "a whole number" if places == 0 else f"a number with at most {places} decimal places"
                self.report(errors.bad_literal(end.span, end.value, f"{expected} within the largest range"))
                return None
            ends.append(number)
        if ends[0] > ends[1]:
            self.report(errors.bad_range(low.span.to(high.span), f"the range ends at {high.value}, below {low.value}"))
            return None
        return ends[0], ends[1]

    def _count(self, written: Spanned[str], most: int, what: str, least: int) -> int | None:
        number = read_number(written.value, 0)
        if number is None or not least <= number <= most:
            self.report(errors.bad_range(written.span, f"expected {least} to {most} {what}"))
            return None
        return number

    def things(self) -> tuple[NamedThing, ...]:
        """What enums, scales and code types are called."""
        found: list[NamedThing] = []
        for name, owned in sorted(self.declarations.types.items()):
            declaration = owned.declaration
            if not isinstance(declaration, ast.Record):
                found.append(NamedThing(name, wording(declaration.label) if declaration.label else Wording(name)))
        return tuple(found)


def _is_name(value: str) -> bool:
    return bool(value) and value.isascii() and value.replace("_", "a").isalnum()
