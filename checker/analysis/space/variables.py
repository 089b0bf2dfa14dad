"""Things in whose terms a part of the case space can be described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import field, frozen

from checker.analysis.exact.circuit import FALSE, TRUE, Circuit, Literal
from checker.analysis.exact.domains import Cell
from checker.analysis.exact.questions import plain
from checker.analysis.exact.shapes import Entries, Free, Members
from checker.analysis.space.unfold import LINE, SpaceUnfolding
from checker.analysis.space.witness import World, is_true
from checker.ir import nodes as ir
from checker.types import ListType
from checker.values import Scalar


class Sort(Enum):
    """What a variable is about."""

    FACT = "fact"
    """`name` is a fact, `part` the field of a record, or nothing."""
    ELEMENT = "element"
    """Whether a set has an element: `part` ends with it."""
    CONDITION = "condition"
    """Whether a condition on records is met: `expr`."""
    OPEN = "open"
    """How something that the law leaves open turns out."""
    REST = "rest"
    """What the rules that are the same on both sides ask for, for the decision `name`: the strictest, or nothing."""
    DECISION = "decision"
    """The outcome of a decision."""
    RULE = "rule"
    """Whether the condition of a rule is met while it is in force."""
    EXCEPTION = "exception"
    """Whether one of the exceptions in `part` applies to the rule `name`."""
    DECIDES = "decides"
    """Whether the rule `name`, of the side in `part`, is the first that decides; without a name: no rule does."""
    IN_FORCE = "in_force"
    """Whether a rule is in force."""
    PLACE = "place"
    """A record of a list, by its place in it: what only a last resort is described by."""


@frozen
class Choice:
    """One way in which a variable can turn out. `cell`: the values it stands for, of a fact."""

    value: Scalar
    literal: Literal
    cell: Cell | None = None


@frozen
class Variable:
    """Exactly one of the choices holds in every case."""

    sort: Sort
    name: str
    choices: tuple[Choice, ...]
    part: tuple[Scalar, ...] = ()
    expr: ir.Expr | None = field(default=None, eq=False)
    ordered: bool = False

    def chosen(self, world: World) -> Choice:
        """What it is in a world."""
        return next(choice for choice in self.choices if is_true(world, choice.literal))


def yes_or_no(
    sort: Sort,
    name: str,
    literal: Literal,
    part: tuple[Scalar, ...] = (),
    expr: ir.Expr | None = None,
    cell: Cell | None = None,
) -> Variable:
    """A variable that a literal decides. `cell`: the elements of a set that are alike."""
    return Variable(sort, name, (Choice(False, -literal, cell), Choice(True, literal, cell)), part, expr)


def of_facts(unfolding: SpaceUnfolding) -> Iterator[Variable]:
    """Every fact, in as many variables as it has parts that are independent of each other."""
    types = {fact.name: fact.type for fact in unfolding.program.facts}
    for free in unfolding.free:
        kind, name = free.subject
        if kind == "uncertain":
            yield _choice_of(Sort.OPEN, free)
        elif kind == "fact":
            listed = isinstance(plain(types[name]), ListType) if name in types else False
            yield _of_fact(unfolding, free, Sort.PLACE if listed else Sort.FACT)
    for moment, by_basis in unfolding.moments.items():
        for literal in by_basis.values():
            yield yes_or_no(Sort.OPEN, moment.owner[1], literal, (moment.number, moment.end))


def _of_fact(unfolding: SpaceUnfolding, free: Free, sort: Sort) -> Variable:
    if free.domain is not None:
        return _choice_of(sort, free)
    name, part = free.subject[1], free.part
    literal = free.inputs[0]
    members = _members(unfolding, name, part)
    element = part[-1] if part else True
    if members is not None and element in members.of:
        literal = members.of[element]
    cell = free.answers[0].cell if members is not None else None
    return yes_or_no(Sort.ELEMENT if sort is Sort.FACT else sort, name, literal, part, cell=cell)


def _members(unfolding: SpaceUnfolding, name: str, part: tuple[Scalar, ...]) -> Members | None:
    shape = unfolding.unknowns.fact(LINE, name)
    if isinstance(shape, Entries):
        number = part[0] if part else None
        if not isinstance(number, int) or len(part) < 3 or not isinstance(part[1], str):
            return None
        shape = shape.of[number].field_of(part[1])
    return shape if isinstance(shape, Members) else None


def _choice_of(sort: Sort, free: Free) -> Variable:
    choices = tuple(Choice(answer.cell.value, answer.literal, answer.cell) for answer in free.answers)
    numbers = [each.value for each in choices if isinstance(each.value, int) and not isinstance(each.value, bool)]
    ordered = len(numbers) > 1 and all(
        each.cell is not None and each.cell.low is not None for each in choices if isinstance(each.value, int)
    )
    if ordered:
        choices = tuple(
            sorted(
                choices,
                key=lambda each: (isinstance(each.value, int), each.value if isinstance(each.value, int) else 0),
            )
        )
    part = free.part[1:] if sort is Sort.FACT else free.part
    return Variable(sort, free.subject[1], choices, part, ordered=ordered)


def strictest_of(sort: Sort, name: str, circuit: Circuit, concluded: Iterable[tuple[str, Literal]]) -> Variable:
    """The last of some outcomes of which the literal holds; the choice "" where none does. Least strict first."""
    choices, stricter = [], FALSE
    for outcome, literal in reversed(list(concluded)):
        choices.append(Choice(outcome, circuit.conj((literal, -stricter))))
        stricter = circuit.disj((stricter, literal))
    choices.append(Choice("", -stricter))
    kept = tuple(each for each in reversed(choices) if each.literal != FALSE)
    return Variable(sort, name, kept, ordered=True)


def one_of(sort: Sort, name: str, choices: Iterable[tuple[str, Literal]]) -> Variable:
    """A variable over literals of which exactly one holds."""
    return Variable(sort, name, tuple(Choice(value, literal) for value, literal in choices if literal != FALSE))


def is_settled(variable: Variable) -> bool:
    """Whether it turns out the same in every case."""
    return any(choice.literal == TRUE for choice in variable.choices) or len(variable.choices) < 2
