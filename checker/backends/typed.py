"""The types of expressions, as far as they can be told without their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Program
from checker.records import frozen
from checker.types import BoolType, DateType, IntType, ListType, OptionalType, RecordType, Type

Variables = Mapping[str, RecordType]
"""What the variables of the enclosing quantifiers range over."""

_COUNT = IntType(0, 10**9)


def plain(type_: Type | None) -> Type | None:
    """The type without `or none`."""
    return type_.of if isinstance(type_, OptionalType) else type_


@frozen
class Typed:
    """The types of a program's names."""

    facts: Mapping[str, Type]
    definitions: Mapping[str, Type]

    @classmethod
    def of(cls, program: Program) -> Typed:
        """The types of the facts and definitions of a program."""
        return cls(
            {**{each.name: each.type for each in program.facts}, CASE_DATE: DateType()},
            {each.name: each.type for each in program.definitions},
        )

    def type_of(self, expr: ir.Expr, variables: Variables) -> Type | None:
        """The type of an expression; None for a constant, which takes that of its neighbour, and for what is open."""
        match expr:
            case ir.Constant() | ir.Uncertain():
                return None
            case ir.Fact(name=name):
                return self.facts.get(name)
            case ir.FieldOf(variable=variable, field=name):
                record = variables.get(variable)
                return dict(record.fields).get(name) if record else None
            case ir.Definition(name=name):
                return self.definitions.get(name)
            case ir.AsOf():
                return DateType()
            case ir.Count():
                return _COUNT
            case ir.Sum(terms=terms):
                types = (self.type_of(operand, variables) for _, operand in terms)
                return next((found for found in types if found is not None), _COUNT)
            case ir.Choose(consequence=consequence, alternative=alternative):
                one, other = self.type_of(consequence, variables), self.type_of(alternative, variables)
                return one if one is not None and not isinstance(other, OptionalType) else other or one
            case _:
                return BoolType()

    def records_of(self, collections: Iterable[str]) -> RecordType | None:
        """The type of the records of some facts, or None where they are of several types."""
        found = {self._record(collection) for collection in collections}
        return found.pop() if len(found) == 1 else None

    def _record(self, collection: str) -> RecordType | None:
        type_ = plain(self.facts.get(collection))
        record = type_.record if isinstance(type_, ListType) else type_
        return record if isinstance(record, RecordType) else None
