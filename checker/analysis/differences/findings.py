"""What is found of two programs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import frozen

from checker.analysis.space.cover import Condition
from checker.analysis.space.variables import Choice
from checker.analysis.space.witness import Assumed
from checker.values import Value


class About(Enum):
    """What changes."""

    DECISION = "decision"
    """The outcome of a decision, from one to another."""
    COLLECTED = "collected"
    """An outcome is or is not among those of a decision that collects them."""
    DUTY = "duty"
    """A duty arises or does not."""


class Direction(Enum):
    """What a change does to whoever the law binds."""

    STRICTER = "stricter"
    LOOSER = "looser"
    OTHER = "other"
    """Neither can be said: the question is not asked on one side, or the outcome has no place in the other's order."""


@frozen
class Kind:
    """A kind of change. Of what is collected, or a duty, `before` or `after` is None: there it is not."""

    about: About
    name: str
    before: str | None
    after: str | None
    direction: Direction


@frozen
class SideAnswer:
    """What one side makes of a case: its outcome, and the rules that decide it (none: what holds where none applies).

    `set_aside` are rules that an exception, also named, keeps from applying here while they apply on the other side.
    """

    outcome: str | None
    decided_by: tuple[str, ...]
    set_aside: tuple[tuple[str, tuple[str, ...]], ...] = ()


@frozen
class Example:
    """A case with as little in it as shows the change; what it does not state may be anything. Replayed on both sides.

    `assumed`: how what the law leaves open had to be settled.
    """

    date: int
    facts: Mapping[str, Value]
    assumed: tuple[Assumed, ...]
    answers: tuple[SideAnswer, SideAnswer]


@frozen
class Size:
    """How many combinations of values of the facts that a region states can occur. `exact` False: at most so many.

    `cells` counts combinations of values that the law cannot tell apart; `values` counts values themselves, and is None
    where a fact may have any text or code at all.
    """

    cells: int
    values: int | None
    exact: bool


@frozen
class Edge:
    """A case at the edge of a region: where the condition with this number turns from `inside` to `outside`, there is a
    case that meets all other conditions and in which this change does not happen."""

    example: Example
    condition: int
    inside: Choice
    outside: Choice


@frozen
class ChangedRegion:
    """Cases of one kind of change: all that meet the conditions, whatever the rest of the case."""

    conditions: tuple[Condition, ...]
    size: Size
    ordinary: Example
    edge: Edge | None


@frozen
class Change:
    """All cases of one kind.

    `follows_from`: changes of other decisions, read along the way, with which it happens together. `regions` are the
    cases in which it happens while none of these does; `unlisted` counts those that were found as well. `complete`:
    together, all of this is proved to be all.
    """

    kind: Kind
    example: Example
    follows_from: tuple[Kind, ...] = ()
    regions: tuple[ChangedRegion, ...] = ()
    unlisted: int = 0
    complete: bool = False
    values_not_covered: tuple[str, ...] = ()


@frozen
class Impact:
    """A line of a case for which something changes: the outcomes that were and are possible; of a duty, whether it
    arises.

    `kind` is the kind of change, or one of those that it may be where not all facts are known. `regions` are those, by
    number, in which it lies or may lie: listed ones first, then those not listed; none where the change follows from
    another one.
    """

    case: str
    line: str
    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]
    regions: tuple[int, ...]


@frozen
class Difference:
    """What two programs decide differently.

    `equal` are the decisions and duties proved to be the same in every case. `only` are those that one side alone has,
    by side. `impacts` are what changes in the `cases` that were put to both. `left` counts questions that the time did
    not reach; `problem` says why nothing could be found out.
    """

    program: str
    changes: tuple[Change, ...] = ()
    equal: tuple[str, ...] = ()
    only: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    apart: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()
    longest: int | None = None
    cases: int = 0
    impacts: tuple[Impact, ...] = ()
    left: int = 0
    problem: str | None = None

    @property
    def finished(self) -> bool:
        """Whether everything was asked, and every listing is proved to be complete."""
        return not self.left and self.problem is None

    @property
    def directions(self) -> frozenset[Direction]:
        """What the changes do, taken together."""
        return frozenset(each.kind.direction for each in self.changes)
