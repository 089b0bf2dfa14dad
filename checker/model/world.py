"""What a condition can refer to, with types: the surroundings in which expressions are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, evolve, field, frozen

from checker.declared import FactInfo
from checker.diagnostics import Report
from checker.model.names import Declarations
from checker.model.types import Types
from checker.types import Type


@frozen
class Signature:
    """What a definition takes and gives."""

    parameters: tuple[tuple[str, Type], ...]
    type: Type


@frozen
class DecisionShape:
    """The outcomes of a decision by name, least strict first; `asked`: it has `asked when`."""

    name: str
    owner: str
    outcomes: tuple[str, ...]
    combiner: str
    asked: bool


@define
class World:
    """None stands for what was declared but is mistaken: it was reported, and using it is no second mistake."""

    declarations: Declarations
    types: Types
    report: Report
    facts: dict[str, FactInfo | None] = field(factory=dict)
    decisions: dict[str, DecisionShape] = field(factory=dict)
    list_types: dict[str, Type | None] = field(factory=dict)
    signature: Callable[[str], Signature | None] = field(default=lambda _: None)
    leans_on_decisions: Callable[[str], bool] = field(default=lambda _: False)


@frozen
class Scope:
    """Where an expression stands: whose law it is and which variables and parameters it may use."""

    world: World
    owner: str
    variables: Mapping[str, Type | None] = field(factory=dict)

    def report(self) -> Report:
        return self.world.report

    def binding(self, variables: Mapping[str, Type | None]) -> Scope:
        """The scope inside a quantifier or definition."""
        return evolve(self, variables={**self.variables, **variables})
