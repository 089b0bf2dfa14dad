"""How the rules, decisions and obligations of a program hang together: who defeats whom, and what comes first."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from checker.ir.order import in_order
from checker.ir.program import DecisionInfo, Obligation, Rule
from checker.ir.walk import decisions_in


def with_exceptions(rules: list[Rule], obligations: list[Obligation]) -> tuple[list[Rule], list[Obligation]]:
    """Rules and obligations that know what defeats them; what they defeat is cut to what the program has."""
    present = {rule.name for rule in rules} | {duty.name for duty in obligations}
    defeated_by: dict[str, list[str]] = {}
    for rule in rules:
        for target in rule.defeats:
            defeated_by.setdefault(target, []).append(rule.name)

    def by(name: str) -> tuple[str, ...]:
        return tuple(sorted(defeated_by.get(name, ())))

    joined = [
        evolve(rule, defeated_by=by(rule.name), defeats=tuple(name for name in rule.defeats if name in present))
        for rule in rules
    ]
    return joined, [evolve(duty, defeated_by=by(duty.name)) for duty in obligations]


def stages_of(
    rules: Iterable[Rule], decisions: Iterable[DecisionInfo], obligations: Iterable[Obligation]
) -> tuple[tuple[str, str], ...]:
    """Every rule, decision and obligation after all that it depends on; decisions in the order of their declaration
    as far as that allows."""
    needs: dict[tuple[str, str], set[tuple[str, str]]] = {}
    declared: dict[str, int] = {}
    for number, decision in enumerate(decisions):
        declared[decision.name] = number
        asked = set() if decision.asked_when is None else decisions_in(decision.asked_when)
        needs["decision", decision.name] = {("decision", name) for name in asked}
    for rule in rules:
        read = decisions_in(rule.when) | (set() if rule.basis is None else decisions_in(rule.basis))
        defeaters = {("rule", name) for name in rule.defeated_by}
        needs["rule", rule.name] = {("decision", name) for name in read} | defeaters
        for conclusion in rule.conclusions:
            needs["decision", conclusion.decision].add(("rule", rule.name))
    for duty in obligations:
        read = decisions_in(duty.when) | (set() if duty.met_when is None else decisions_in(duty.met_when))
        needs["obligation", duty.name] = {("decision", name) for name in read} | {
            ("rule", name) for name in duty.defeated_by
        }

    def key(stage: tuple[str, str]) -> tuple[int, int, str]:
        kind, name = stage
        return ("rule", "decision", "obligation").index(kind), declared.get(name, 0), name

    return in_order(needs, key)
