"""Why something never happens: the least that already excludes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.analysis.exact.circuit import FALSE, TRUE, Literal
from checker.analysis.space.findings import Reason, Why
from checker.analysis.space.removal import Removals
from checker.analysis.space.space import CaseSpace
from checker.analysis.space.unfold import LINE
from checker.declared import Period
from checker.ir import nodes as ir
from checker.ir.program import DecisionInfo, Program, Rule
from checker.ir.walk import walk


class Reasons:
    """Reasons for what was found in one space."""

    def __init__(self, space: CaseSpace, removals: Removals) -> None:
        self._space = space
        self._removals = removals
        self._unfolding = space.unfolding
        self._decisions = {each.name: each for each in space.program.decisions}

    def never_applies(self, rule: Rule) -> Reason:
        """Why a rule, or a probe, applies in no case."""
        unfolding = self._unfolding
        condition = unfolding.condition(rule.name)
        excluding = self._space.conflict_with_constraints([condition])
        if excluding is not None:
            return Reason(Why.CONSTRAINTS, excluding) if excluding else Reason(Why.NO_CASE)
        if self._space.conflict([unfolding.in_force(rule.name)]) is not None:
            return Reason(Why.NOT_IN_FORCE)
        own = unfolding.own(rule.name)
        if self._space.conflict([own]) is not None:
            return Reason(Why.PERIODS, tuple(lists_out_of_force(self._space.program, rule)))
        exceptions = {each: -unfolding.applies(LINE, each) for each in rule.defeated_by}
        return Reason(Why.SET_ASIDE, self._names_in_conflict([own], exceptions))

    def never_changes(self, rule: Rule) -> tuple[Reason, ...]:
        """Why no decision is another one without a rule that does apply in some case."""
        named = self._removals.set_aside_by.get(rule.name, ())
        reasons = []
        if not rule.conclusions and not named:
            return (Reason(Why.CONCLUDES_NOTHING),)
        if named:
            applies = self._unfolding.applies(LINE, rule.name)
            meets = [self._space.conflict([applies, self._unfolding.own(each)]) is None for each in named]
            reasons.append(Reason(Why.NO_EFFECT if any(meets) else Why.NOTHING_TO_SET_ASIDE, named))
        conclusions = {(each.decision, each.outcome): None for each in rule.conclusions}
        reasons += [self._adds_nothing(rule, self._decisions[decision], outcome) for decision, outcome in conclusions]
        return tuple(dict.fromkeys(reasons))

    def _adds_nothing(self, rule: Rule, decision: DecisionInfo, outcome: int) -> Reason:
        unfolding = self._unfolding
        applies = [unfolding.applies(LINE, rule.name), unfolding.asked(decision.name)]
        if self._space.conflict(applies) is not None:
            return Reason(Why.NOT_ASKED, (decision.name,))
        others = {}
        for other in self._space.program.rules:
            for each in other.conclusions:
                as_much = each.outcome == outcome if decision.combiner == "collect" else each.outcome >= outcome
                if other.name != rule.name and each.decision == decision.name and as_much:
                    others[other.name] = -unfolding.applies(LINE, other.name)
        if outcome == decision.otherwise and not self._concludes_less(decision):
            return Reason(Why.OTHERWISE, (decision.name,))
        return Reason(Why.COVERED, self._names_in_conflict(applies, others))

    def _concludes_less(self, decision: DecisionInfo) -> bool:
        """Whether a rule can conclude less for a decision than what holds where none applies."""
        return any(
            each.decision == decision.name
            and each.outcome < decision.otherwise
            and self._space.conflict([self._unfolding.applies(LINE, rule.name)]) is None
            for rule in self._space.program.rules
            for each in rule.conclusions
        )

    def never_reached(self, decision: DecisionInfo, outcome: int) -> Reason:
        """Why an outcome is reached in no case."""
        concluding = {
            rule.name: self._unfolding.applies(LINE, rule.name)
            for rule in self._space.program.rules
            if any(each.decision == decision.name and each.outcome == outcome for each in rule.conclusions)
        }
        if not concluding:
            return Reason(Why.NEVER_CONCLUDED)
        applying = tuple(name for name, literal in concluding.items() if self._space.conflict([literal]) is None)
        return Reason(Why.ONLY_STRICTER, applying) if applying else Reason(Why.NEVER_CONCLUDED, tuple(concluding))

    def _names_in_conflict(self, given: list[Literal], named: Mapping[str, Literal]) -> tuple[str, ...]:
        # Whatever the literals stand for is told once: several rules may share one.
        distinct = [literal for literal in dict.fromkeys(named.values()) if literal not in (TRUE, FALSE)]
        core = self._space.conflict([*given, *distinct]) or ()
        by_literal = {literal: name for name, literal in reversed(list(named.items()))}
        return tuple(name for name, literal in named.items() if literal in core and by_literal[literal] == name)


def lists_out_of_force(program: Program, rule: Rule) -> Iterator[str]:
    """The lists that a condition reads and of which no row has a day in common with the periods of the rule."""
    definitions = {each.name: each.expr for each in program.definitions}
    names: dict[str, None] = {}
    seen: set[str] = set()
    pending: list[ir.Expr] = [rule.when]
    while pending:
        for node in walk(pending.pop()):
            if isinstance(node, (ir.InList, ir.ContainsListed)):
                names[node.list] = None
            elif isinstance(node, ir.Definition) and node.name not in seen:
                seen.add(node.name)
                pending.append(definitions[node.name])
    for dated in program.lists:
        if dated.name in names and not any(_meet(row.period, own) for row in dated.rows for own in rule.periods):
            yield dated.name


def _meet(one: Period, other: Period) -> bool:
    """Whether the periods may have a day in common."""
    return max(one.start_earliest, other.start_earliest) < min(one.end_latest, other.end_latest)
