"""The things that a case and the law leave open, as choices of a circuit.

What a case gives is constant. Lines share an unknown fact that is not stated by line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.analysis.exact.domains import MOST_POINTS, Cell, Domain, Domains, range_of
from checker.analysis.exact.numbers import Arithmetic, Bits, as_option
from checker.analysis.exact.questions import Key, Questions, is_ordered, plain
from checker.analysis.exact.shapes import Answer, Entries, Entry, Free, Members, Options, Shape
from checker.ir.program import Program
from checker.types import BoolType, ListType, OptionalType, RecordType, SetType, Type
from checker.values import NONE, Scalar, SetValue, Value


class TooLarge(Exception):
    """The circuit would be larger than its bound, or would need a choice that there is no way to make."""


class Unknowns:
    """Facts and open terms by name, made when they are first asked for."""

    def __init__(
        self,
        program: Program,
        questions: Questions,
        lines: Sequence[Mapping[str, Value]],
        circuit: Circuit,
        told_apart: Sequence[Mapping[str, Value]],
        most_points: int = MOST_POINTS,
        by_bits: bool = False,
    ) -> None:
        """`told_apart`: lines whose values get cells of their own where unknown things are compared with each other.
        `most_points` bounds the values that a compared number is told apart by; with `by_bits`, a number of which these
        do not cover every value may have any."""
        self.lines = lines
        self.circuit = circuit
        self.free: list[Free] = []
        self.incomplete: set[tuple[str, str]] = set()
        """The subjects of which the cells are not known to cover every value."""
        self.ranges: list[Literal] = []
        """What holds of the bits of every number."""
        self._by_bits = by_bits
        self._told_apart = told_apart
        self._questions = questions
        self._domains = Domains(questions, self._known_values, self._count_unknown, most_points)
        self._infos = {fact.name: fact for fact in program.facts}
        self._facts: dict[tuple[int | None, str], Shape] = {}
        self._uncertain: dict[str, Options | Members] = {}

    def fact(self, line: int, name: str) -> Shape:
        """What a fact may be on a line. Lines share an unknown fact that is not stated by line."""
        known = self.lines[line].get(name)
        info = self._infos.get(name)
        per_line = info.per_line if info is not None else False
        place = line if per_line or any(facts.get(name) != known for facts in self.lines) else None
        found = self._facts.get((place, name))
        if found is None:
            type_: Type = info.type if info is not None else BoolType()
            found = self._known(name, place, known) if known is not None else self._unknown_fact(name, place, type_)
            self._facts[place, name] = found
        return found

    def _known(self, name: str, line: int | None, value: Value) -> Shape:
        if isinstance(value, tuple):
            return Entries([self._entry(name, line, number, each, TRUE) for number, each in enumerate(value)])
        if isinstance(value, Mapping):
            return Entries([self._entry(name, line, 0, value, TRUE)])
        return self._known_scalar(("fact", name), line, (), value)

    def _known_scalar(
        self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], value: Value | None
    ) -> Options | Members:
        if isinstance(value, SetValue):
            of: dict[Scalar, Literal] = dict.fromkeys(sorted(value.members, key=str), TRUE)
            for element in sorted(value.uncertain - value.members, key=str):
                of[element] = self.yes_or_no(subject, line, (*part, element))
            return Members(of, FALSE)
        if isinstance(value, (bool, int, str)) or value is NONE:
            return {value: TRUE}
        return {}

    def _entry(
        self, name: str, line: int | None, number: int, known: Mapping[str, Value | None], exists: Literal
    ) -> Entry:
        record = plain(self._infos[name].type) if name in self._infos else BoolType()
        record = record.record if isinstance(record, ListType) else record
        types = dict(record.fields) if isinstance(record, RecordType) else {}

        def make(field_name: str) -> Options | Members:
            value = known.get(field_name)
            part: tuple[Scalar, ...] = (number, field_name)
            if value is not None:
                return self._known_scalar(("fact", name), line, part, value)
            type_ = types.get(field_name, BoolType())
            return self._unknown(("fact", name), line, part, ("field", name, field_name), type_)

        return Entry(exists, make)

    def _unknown_fact(self, name: str, line: int | None, type_: Type) -> Shape:
        base = plain(type_)
        optional = isinstance(type_, OptionalType)
        if isinstance(base, RecordType):
            return Entries([self._entry(name, line, 0, {}, TRUE)])
        if isinstance(base, ListType):
            none = self.yes_or_no(("fact", name), line, ("none",)) if optional else FALSE
            entries = []
            exists = -none
            for number in range(base.maximum):
                exists = self.circuit.conj((exists, self.yes_or_no(("fact", name), line, (number, "exists"))))
                entries.append(self._entry(name, line, number, {}, exists))
            return Entries(entries, none)
        return self._unknown(("fact", name), line, (), ("fact", name), type_)

    def domain(self, key: Key, type_: Type) -> Domain:
        """The values of something unknown between which the program can tell."""
        return self._domains.of(key, type_)

    def open_term(self, name: str) -> Options | Members:
        found = self._uncertain.get(name)
        if found is None:
            key = ("uncertain", name)
            type_ = self._questions.types.get(key, BoolType())
            if isinstance(plain(type_), SetType):
                raise TooLarge
            found = self._unknown(key, None, (), key, type_)
            self._uncertain[name] = found
        return found

    def _unknown(
        self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], key: Key, type_: Type
    ) -> Options | Members:
        domain = self.domain(key, type_)
        if not domain.complete:
            if self._by_bits and is_ordered(type_) and not isinstance(plain(type_), SetType):
                return self._any_number(subject, line, part, domain, type_)
            self.incomplete.add(subject)
        if not isinstance(plain(type_), SetType):
            return self._one_of(subject, line, part, domain)
        none = FALSE
        if isinstance(type_, OptionalType):
            none = self.yes_or_no(subject, line, (*part, NONE))
        of: dict[Scalar, Literal] = {}
        for cell in domain.cells:
            if cell.value is not NONE:
                literal = self.yes_or_no(subject, line, (*part, cell.value), cell)
                of[cell.value] = self.circuit.conj((-none, literal))
        return Members(of, none)

    def _one_of(self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], domain: Domain) -> Options:
        """A choice among cells: the first input that is true names the cell; none of them, the last one."""
        circuit = self.circuit
        inputs, answers = [], []
        none_before = TRUE
        for cell in domain.cells[:-1]:
            literal = circuit.new_input()
            inputs.append(literal)
            answers.append(Answer((literal,), circuit.conj((none_before, literal)), cell))
            none_before = circuit.conj((none_before, -literal))
        answers.append(Answer((), none_before, domain.cells[-1]))
        self.free.append(Free(subject, line, part, tuple(inputs), tuple(answers), domain))
        return {answer.cell.value: answer.literal for answer in answers}

    def _any_number(
        self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], domain: Domain, type_: Type
    ) -> Options:
        """Any number of a type; the answers are the cells of the domain."""
        circuit, arithmetic = self.circuit, Arithmetic(self.circuit)
        low, high = range_of(plain(type_))
        number = Bits(low, tuple(circuit.new_input() for _ in range((high - low).bit_length())))
        none = circuit.new_input() if isinstance(type_, OptionalType) else FALSE
        self.ranges.append(-arithmetic.at_least(number, high + 1))
        answers = []
        for cell in domain.cells:
            if cell.low is None or cell.high is None:
                answers.append(Answer((none,), none, cell))
                continue
            inside = (-none, arithmetic.at_least(number, cell.low), -arithmetic.at_least(number, cell.high + 1))
            answers.append(Answer(number.inputs_for(cell.low), circuit.conj(inside), cell))
        inputs = number.bits if none == FALSE else (none, *number.bits)
        self.free.append(Free(subject, line, part, inputs, tuple(answers), domain, number))
        return {as_option(number): -none, **({} if none == FALSE else {NONE: none})}

    def yes_or_no(
        self, subject: tuple[str, str], line: int | None, part: tuple[Scalar, ...], cell: Cell | None = None
    ) -> Literal:
        literal = self.circuit.new_input()
        yes = cell if cell is not None else Cell(part[-1] if part else True)
        answers = (Answer((), -literal, yes), Answer((literal,), literal, yes))
        self.free.append(Free(subject, line, part, (literal,), answers))
        return literal

    # ── for the domains ──────────────────────────────────────────────────────────────────────────────────────────

    def _known_values(self, key: Key) -> list[Scalar]:
        """The values that the lines give to a key."""
        if key[0] == "uncertain":
            return []
        found: list[Scalar] = []
        for facts in (*self.lines, *self._told_apart):
            value = facts.get(key[1])
            values: list[Value | None] = [value]
            if key[0] == "field":
                records = value if isinstance(value, tuple) else (value,)
                values = [record.get(key[2]) for record in records if isinstance(record, Mapping)]
            for each in values:
                if isinstance(each, SetValue):
                    found += [*each.members, *each.uncertain]
                elif isinstance(each, (bool, int, str)):
                    found.append(each)
        return found

    def _count_unknown(self, key: Key) -> int:
        """How many unknown things a key stands for."""
        if key[0] == "uncertain":
            return 1
        info = self._infos.get(key[1])
        if info is None:
            return 1
        base = plain(info.type)
        most = base.maximum if isinstance(base, ListType) else 1
        counts = [_unknown_in(facts.get(key[1]), key, most) for facts in self.lines]
        return sum(counts) if info.per_line else max(counts, default=0)


def _unknown_in(value: Value | None, key: Key, most: int) -> int:
    if value is None:
        return most
    if key[0] == "fact":
        return 0
    records = value if isinstance(value, tuple) else (value,)
    return sum(1 for record in records if isinstance(record, Mapping) and record.get(key[2]) is None)
