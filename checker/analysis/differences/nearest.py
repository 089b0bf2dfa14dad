"""The rule of one side that comes nearest to deciding as the other side does."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from checker.analysis.differences.findings import Kind
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.sides import FIRST, SECOND, original
from checker.analysis.exact.circuit import Literal
from checker.analysis.space.unfold import LINE
from checker.analysis.space.witness import Witness, is_true
from checker.ir import nodes as ir
from checker.ir.program import NOT_ASKED, Rule
from checker.ir.walk import walk


class Cause(Enum):
    """What a gap turns on."""

    SCOPE = "scope"
    """Only one side asks the question at all."""
    DATES = "dates"
    """A rule of the other side decides alike, on other days."""
    LISTS = "lists"
    """A rule of the other side decides alike, for other members of a list."""
    THRESHOLDS = "thresholds"
    """A rule of the other side decides alike, from another number, date or rank on."""
    DEFINITIONS = "definitions"
    """A rule of the other side decides alike, under another definition."""
    RULES = "rules"
    """The other side has no such rule, or asks for something else, or has an exception."""


@frozen
class NearestRule:
    """A rule, the side whose rule it is, and what it lacks: conditions that are not met, of those it has (`met` are the
    others), being in force, or that no exception sets it aside."""

    rule: str
    side: int
    lacking: tuple[ir.Expr, ...] = ()
    met: int = 0
    in_force: bool = True
    set_aside_by: tuple[str, ...] = ()


@frozen
class _Part:
    expr: ir.Expr
    literal: Literal


class Nearest:
    """Looks for nearest rules in one pair."""

    def __init__(self, space: PairSpace) -> None:
        self._space = space
        self._unfolding = space.space.unfolding
        self._definitions = {each.name: each.expr for each in space.space.program.definitions}
        self._parts = {rule.name: self._parts_of(rule) for rule in space.space.program.rules if " " not in rule.name}

    def load(self) -> None:
        """Let every world tell of what rules consist of."""
        self._space.space.load(part.literal for parts in self._parts.values() for part in parts)
        self._space.space.load(self._unfolding.in_force(name) for name in self._parts)

    def to(self, kind: Kind, witness: Witness) -> NearestRule | None:
        """What comes nearest, on the side that decides less strictly, to deciding as the other side does."""
        order = [each.name for each in self._space.decision(SECOND, kind.name).outcomes]
        places = [order.index(each) if each in order else -1 for each in (kind.before, kind.after)]
        side = FIRST if places[FIRST] < places[SECOND] else SECOND
        wanted = max(places)
        own = self._space.pair.name(side, "decision", kind.name)
        found = [
            self._looked_at(rule, side, witness)
            for rule in self._space.space.program.rules
            if rule.name in self._parts
            and any(each.decision == own and each.outcome >= wanted for each in rule.conclusions)
        ]
        return min((each for each in found if each.met), key=_distance, default=None)

    def cause(self, kind: Kind, near: NearestRule | None) -> Cause:
        """What a gap turns on, read off what the nearest rule lacks; where it lacks several things, none is near."""
        if NOT_ASKED in (kind.before, kind.after):
            return Cause.SCOPE
        if near is None or len(near.lacking) > 1 or near.set_aside_by:
            return Cause.RULES
        if not near.lacking:
            return Cause.DATES
        return Cause.RULES if not near.in_force else self._turns_on(near.lacking[0])

    def _turns_on(self, expr: ir.Expr) -> Cause:
        match expr:
            case ir.Not(operand=operand):
                return self._turns_on(operand)
            case ir.InList() | ir.ContainsListed() | ir.IsWithin() | ir.IsIn() | ir.ContainsAny():
                return Cause.LISTS
            case ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
                dated = any(isinstance(each, ir.AsOf) for side in (left, right) for each in walk(side))
                return Cause.DATES if dated else Cause.THRESHOLDS
            case ir.AnyOf(operands=operands):
                causes = {self._turns_on(operand) for operand in operands}
                return causes.pop() if len(causes) == 1 else Cause.DEFINITIONS
            case ir.Some(body=body) | ir.Every(body=body):
                return self._turns_on(body)
            case ir.Definition(name=name):
                inside = self._turns_on(self._definitions[name])
                return Cause.DEFINITIONS if inside is Cause.RULES else inside
            case _:
                return Cause.RULES

    def _looked_at(self, rule: Rule, side: int, witness: Witness) -> NearestRule:
        world = witness.world
        parts = self._parts[rule.name]
        lacking = tuple(part.expr for part in parts if not is_true(world, part.literal))
        in_force = is_true(world, self._unfolding.in_force(rule.name))
        set_aside = tuple(
            original(each) for each in rule.defeated_by if is_true(world, self._unfolding.applies(LINE, each))
        )
        return NearestRule(original(rule.name), side, lacking, len(parts) - len(lacking), in_force, set_aside)

    def _parts_of(self, rule: Rule) -> list[_Part]:
        basis = self._unfolding.basis(rule.name)
        return [_Part(expr, self._unfolding.truth(expr, LINE, basis, {})) for expr in self._conjuncts(rule.when)]

    def _conjuncts(self, expr: ir.Expr) -> Iterator[ir.Expr]:
        match expr:
            case ir.AllOf(operands=operands):
                for operand in operands:
                    yield from self._conjuncts(operand)
            case ir.Definition(name=name) if isinstance(self._definitions[name], ir.AllOf):
                yield from self._conjuncts(self._definitions[name])
            case _:
                yield expr


def _distance(rule: NearestRule) -> tuple[int, int, str]:
    return len(rule.lacking) + (not rule.in_force) + bool(rule.set_aside_by), -rule.met, rule.rule
