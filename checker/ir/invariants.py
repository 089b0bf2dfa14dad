"""What holds of every lowered program: named, so that a test or a defect can say which one does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from checker.ir import nodes as ir
from checker.ir.program import ALWAYS, CASE_DATE, NEVER, NOT_ASKED, Period, Program
from checker.ir.walk import decisions_in, definitions_in, walk


def broken(program: Program) -> tuple[str, ...]:
    """Every invariant that the program breaks, as `name: what breaks it`."""
    return tuple(f"{name}: {what}" for name, check in INVARIANTS.items() for what in check(program))


def expressions(program: Program) -> Iterator[tuple[str, ir.Expr]]:
    """Every expression of a program with the name of what holds it."""
    yield "as_of", program.as_of
    for definition in program.definitions:
        yield definition.name, definition.expr
    for decision in program.decisions:
        yield from [(decision.name, decision.asked_when)] if decision.asked_when is not None else []
    for rule in program.rules:
        yield rule.name, rule.when
        yield from [(rule.name, rule.basis)] if rule.basis is not None else []
    for duty in program.obligations:
        yield duty.name, duty.when
        yield from [(duty.name, duty.met_when)] if duty.met_when is not None else []
    for constraint in program.constraints:
        yield constraint.name, constraint.expr
    for commitment in program.commitments:
        yield from [(commitment.name, commitment.claim)] if commitment.claim is not None else []
    for claim in program.properties:
        yield claim.name, claim.expr


def _names_are_declared(program: Program) -> Iterator[str]:
    facts = {fact.name for fact in program.facts} | {CASE_DATE}
    lists = {each.name for each in program.lists}
    definitions = {each.name for each in program.definitions}
    decisions = {each.name for each in program.decisions}
    uncertain = {name for name, _ in program.uncertainties}
    for holder, root in expressions(program):
        for node in walk(root):
            match node:
                case ir.Fact(name=name) if name not in facts:
                    yield f"{holder} reads the fact {name}"
                case ir.InList(list=name) | ir.ContainsListed(list=name) if name not in lists:
                    yield f"{holder} reads the list {name}"
                case ir.Definition(name=name) if name not in definitions:
                    yield f"{holder} uses the definition {name}"
                case ir.OutcomeIn(decision=name) if name not in decisions:
                    yield f"{holder} asks about the decision {name}"
                case ir.Uncertain(name=name) if name not in uncertain:
                    yield f"{holder} leans on the uncertainty {name}"
                case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
                    yield from (f"{holder} reads the list of records {name}" for name in names if name not in facts)
                case _:
                    pass


def _variables_are_bound(program: Program) -> Iterator[str]:
    for holder, root in expressions(program):
        yield from (f"{holder} reads {name} outside its quantifier" for name in _free(root))


def _free(root: ir.Expr) -> Iterator[str]:
    from checker.ir.walk import parts

    waiting: list[tuple[ir.Expr, frozenset[str]]] = [(root, frozenset())]
    while waiting:
        node, bound = waiting.pop()
        match node:
            case ir.FieldOf(variable=name) if name not in bound:
                yield name
            case ir.Some(variable=name) | ir.Every(variable=name) | ir.Count(variable=name):
                if name in bound:
                    yield f"{name} (bound twice)"
                bound = bound | {name}
            case _:
                pass
        waiting += [(part, bound) for part in parts(node)]


def _definitions_stand_before_their_users(program: Program) -> Iterator[str]:
    earlier: set[str] = set()
    for definition in program.definitions:
        yield from (f"{definition.name} uses {name}" for name in definitions_in(definition.expr) - earlier)
        earlier.add(definition.name)


def _definitions_ask_about_no_decision(program: Program) -> Iterator[str]:
    for definition in program.definitions:
        yield from (f"{definition.name} asks about {name}" for name in decisions_in(definition.expr))


def _stages_hold_everything_once(program: Program) -> Iterator[str]:
    expected = [
        *(("rule", each.name) for each in program.rules),
        *(("decision", each.name) for each in program.decisions),
        *(("obligation", each.name) for each in program.obligations),
    ]
    if sorted(expected) != sorted(program.stages):
        yield "stages and contents differ"


def _stages_stand_after_what_they_need(program: Program) -> Iterator[str]:
    place = {stage: number for number, stage in enumerate(program.stages)}

    def late(stage: tuple[str, str], needs: Iterable[tuple[str, str]]) -> Iterator[str]:
        return (f"{stage[1]} stands before {need[1]}" for need in needs if place.get(need, -1) >= place[stage])

    for rule in program.rules:
        read = decisions_in(rule.when) | (decisions_in(rule.basis) if rule.basis is not None else set())
        needs = [*(("decision", name) for name in read), *(("rule", name) for name in rule.defeated_by)]
        yield from late(("rule", rule.name), needs)
        for conclusion in rule.conclusions:
            yield from late(("decision", conclusion.decision), [("rule", rule.name)])
    for decision in program.decisions:
        asked = decisions_in(decision.asked_when) if decision.asked_when is not None else set()
        yield from late(("decision", decision.name), [("decision", name) for name in asked])
    for duty in program.obligations:
        read = decisions_in(duty.when) | (decisions_in(duty.met_when) if duty.met_when is not None else set())
        needs = [*(("decision", name) for name in read), *(("rule", name) for name in duty.defeated_by)]
        yield from late(("obligation", duty.name), needs)


def _exceptions_are_told_on_both_sides(program: Program) -> Iterator[str]:
    defeats = {(rule.name, target) for rule in program.rules for target in rule.defeats}
    defeated = {(name, rule.name) for rule in program.rules for name in rule.defeated_by}
    defeated |= {(name, duty.name) for duty in program.obligations for name in duty.defeated_by}
    yield from (f"{exception} and {target}" for exception, target in sorted(defeats ^ defeated))


def _outcomes_exist(program: Program) -> Iterator[str]:
    sizes = {decision.name: len(decision.outcomes) for decision in program.decisions}
    for decision in program.decisions:
        asked = decision.asked_when is not None
        if asked != (decision.outcomes[0].name == NOT_ASKED):
            yield f"{decision.name} and its {NOT_ASKED}"
        if not (1 if asked else 0) <= decision.otherwise < len(decision.outcomes):
            yield f"{decision.name} otherwise"
    for rule in program.rules:
        for conclusion in rule.conclusions:
            if not 0 <= conclusion.outcome < sizes.get(conclusion.decision, 0):
                yield f"{rule.name} concludes {conclusion.decision}"
    for holder, root in expressions(program):
        for node in walk(root):
            if isinstance(node, ir.OutcomeIn) and node.mask >> sizes.get(node.decision, 0):
                yield f"{holder} compares {node.decision}"


def _periods_are_in_order(program: Program) -> Iterator[str]:
    holders: list[tuple[str, Iterable[Period]]] = [
        *((rule.name, rule.periods) for rule in program.rules),
        *((duty.name, duty.periods) for duty in program.obligations),
        *((each.name, (row.period for row in each.rows)) for each in program.lists),
    ]
    for name, periods in holders:
        for period in periods:
            in_order = ALWAYS <= period.start_earliest <= period.start_latest <= NEVER
            if not in_order or not ALWAYS <= period.end_earliest <= period.end_latest <= NEVER:
                yield name


INVARIANTS: Mapping[str, Callable[[Program], Iterator[str]]] = {
    "names are declared": _names_are_declared,
    "variables are bound": _variables_are_bound,
    "definitions stand before their users": _definitions_stand_before_their_users,
    "definitions ask about no decision": _definitions_ask_about_no_decision,
    "stages hold everything once": _stages_hold_everything_once,
    "stages stand after what they need": _stages_stand_after_what_they_need,
    "exceptions are told on both sides": _exceptions_are_told_on_both_sides,
    "outcomes exist": _outcomes_exist,
    "periods are in order": _periods_are_in_order,
}
