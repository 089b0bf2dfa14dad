"""In whose terms a difference is described.

What a change of one rule does depends, in the end, on every fact that any rule reads. Said in terms of all of them, it
falls apart into thousands of pieces that no one can read. So a difference is described by what the changed constructs
themselves ask: facts, and named conditions that did not change. The rest of the law comes in as what it amounts to: the
strictest outcome that the rules which did not change ask for, and whether an exception that did not change applies.

That is enough wherever the decisions that are read along the way are the same on both sides; elsewhere the difference
follows from one that is described by itself. Everything else is a last resort, there so that the variables determine
the answer whatever the law is like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.analysis.differences.findings import About, Kind
from checker.analysis.differences.pair_space import PairSpace
from checker.analysis.differences.sides import FIRST, SECOND, SIDES, is_helper, original
from checker.analysis.exact.circuit import TRUE, Literal
from checker.analysis.space.probing import probe_of
from checker.analysis.space.unfold import LINE
from checker.analysis.space.variables import (
    Sort,
    Variable,
    is_settled,
    of_facts,
    one_of,
    strictest_of,
    yes_or_no,
)
from checker.backends.reads import program_reads
from checker.ir import nodes as ir
from checker.ir.program import CASE_DATE, Obligation, Program, Rule
from checker.ir.walk import walk

_DUTY = probe_of("obligation", "")


_MOST_EDITED = 16


class Matters:
    """What the differences of one pair are described by."""

    def __init__(self, space: PairSpace) -> None:
        self._space = space
        self._pair = space.pair
        self._program = space.space.program
        self._unfolding = space.space.unfolding
        self._reads = program_reads(self._program)
        self._rules = {rule.name: rule for rule in self._program.rules}
        self._definitions = {each.name: each.expr for each in self._program.definitions}
        self._facts = [each for each in of_facts(self._unfolding) if not is_settled(each)]
        self._edited: dict[str, bool] = {}
        self._cut: dict[str, bool] = {}

    def upstream_changes(self, kind: Kind) -> Literal:
        """That another decision, which this one reads along the way, is another one on the other side."""
        disj, conj = self._unfolding.circuit.disj, self._unfolding.circuit.conj
        found = []
        for name in self.decisions_read(kind):
            if ("decision", name) in self._pair.shared:
                continue
            first, second = (self._space.outcomes(side, name) for side in SIDES)
            for outcome in dict.fromkeys((*first, *second)):
                mine, theirs = first.get(outcome, -TRUE), second.get(outcome, -TRUE)
                found += [conj((mine, -theirs)), conj((-mine, theirs))]
        return disj(found)

    def is_wide(self, kind: Kind) -> bool:
        """Whether so much changed at once that it is told by which rules decide, and not by what they ask."""
        return sum(self._is_edited(name) for name in self._upstream(self._concluding(kind))) > _MOST_EDITED

    def variables(self, kind: Kind, target: Literal) -> tuple[list[Variable], list[Variable]]:
        """What to describe the cases by in which a kind of change occurs while no decision that it reads changes; and,
        as a last resort, everything else on which `target`, the literal of the change, depends."""
        rules = self._upstream(self._concluding(kind))
        edited = [name for name in rules if self._is_edited(name)]
        affected = [name for name in rules if name not in edited and self._is_affected(name)]
        cone = set(self._unfolding.circuit.cone([target]))
        asked, facts = self._asked(edited)
        own = [each for each in self._facts if each.name in facts and each.sort in (Sort.FACT, Sort.ELEMENT)]
        front = [each for each in self._facts if each not in own and _is_in(cone, each)]
        found = [
            *self._exceptions([*edited, *affected]),
            *self._own_conditions(affected),
            *self._decisions(kind),
            *(() if kind.about is About.DUTY else self._rest(kind.name, rules)),
            *asked,
            *own,
        ]
        return [each for each in found if not is_settled(each)], _last_resorts_first(front)

    # ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _concluding(self, kind: Kind) -> list[str]:
        """The rules that conclude a decision on either side; of a duty, its probes."""
        if kind.about is About.DUTY:
            probes = [probe_of("obligation", self._pair.name(side, "obligation", kind.name)) for side in SIDES]
            return [*probes, *(each for name in probes for each in self._reads_of(name) if is_helper(each))]
        names = {self._pair.name(side, "decision", kind.name) for side in SIDES}
        return [rule for each in names if each in self._reads.decisions for rule in self._reads.decisions[each].rules]

    def _upstream(self, pending: list[str]) -> list[str]:
        """Rules and the exceptions to them, and to these."""
        found: dict[str, None] = {}
        while pending:
            name = pending.pop()
            if name not in found:
                found[name] = None
                pending += self._rules[name].defeated_by
        return sorted(found)

    def _is_edited(self, name: str) -> bool:
        """Whether what a rule itself asks for differs, and not only what it depends on."""
        known = self._edited.get(name)
        if known is None:
            one, other = (_as_stated(side, name) for side in self._pair.sides)
            known = ("rule", name) not in self._pair.shared and (
                one is None or one != other or self._is_by_date(name) or self._reads_change(self._rules[name])
            )
            self._edited[name] = known
        return known

    def _is_by_date(self, name: str) -> bool:
        duty = name.startswith(_DUTY)
        stated = original(name).removeprefix(_DUTY)
        return ("obligation" if duty else "rule", stated) in self._pair.by_date

    def _is_affected(self, name: str) -> bool:
        """Whether it is edited, or an exception to it is affected."""
        pending = [name]
        while pending:
            top = pending[-1]
            exceptions = self._rules[top].defeated_by
            if top in self._cut:
                pending.pop()
            elif self._is_edited(top) or any(self._cut.get(each) for each in exceptions):
                self._cut[top] = True
            elif waiting := [each for each in exceptions if each not in self._cut]:
                pending += waiting
            else:
                self._cut[top] = False
        return self._cut[name]

    def _reads_change(self, rule: Rule) -> bool:
        """Whether a condition reads a definition or a list that differs."""
        for expr in self._opened(rule.when):
            match expr:
                case ir.InList(list=name) | ir.ContainsListed(list=name):
                    if ("list", name) not in self._pair.shared:
                        return True
                case ir.Definition(name=name) if ("definition", name) not in self._pair.shared:
                    if self._differs_itself(name):
                        return True
                case _:
                    pass
        return False

    def _differs_itself(self, name: str) -> bool:
        stated = [{each.name: each.expr for each in side.definitions} for side in self._pair.sides]
        return stated[FIRST].get(original(name)) != stated[SECOND].get(original(name))

    def _opened(self, expr: ir.Expr) -> Iterator[ir.Expr]:
        """An expression, everything inside it and inside the definitions that it reads."""
        seen: set[str] = set()
        pending = [expr]
        while pending:
            for each in walk(pending.pop()):
                yield each
                if isinstance(each, ir.Definition) and each.name not in seen:
                    seen.add(each.name)
                    pending.append(self._definitions[each.name])

    # ── what edited rules ask ────────────────────────────────────────────────────────────────────────────────────

    def _asked(self, edited: Iterable[str]) -> tuple[list[Variable], set[str]]:
        """Conditions that are asked as they are, and the facts that are asked about directly."""
        conditions: dict[Literal, Variable] = {}
        facts: set[str] = set()

        def ask(literal: Literal, expr: ir.Expr) -> None:
            conditions.setdefault(
                abs(literal), yes_or_no(Sort.CONDITION, "", abs(literal), expr=_positive(literal, expr))
            )

        for name in edited:
            rule, basis = self._rules[name], self._unfolding.basis(name)
            dated = bool(rule.periods)
            for expr in self._atoms(rule.when):
                names = self._facts_of(expr)
                if names is None:
                    ask(self._unfolding.truth(expr, LINE, basis, {}), expr)
                else:
                    facts |= names
                    dated = dated or isinstance(expr, (ir.InList, ir.ContainsListed))
            if dated and basis == ir.Fact(CASE_DATE):
                facts.add(CASE_DATE)
            elif dated and isinstance(basis, ir.Fact):
                facts.add(basis.name)
            elif rule.periods:
                conditions.setdefault(
                    abs(self._unfolding.in_force(name)),
                    yes_or_no(Sort.IN_FORCE, name, self._unfolding.in_force(name)),
                )
        return list(conditions.values()), facts

    def _atoms(self, expr: ir.Expr) -> Iterator[ir.Expr]:
        """The conditions that a condition is made of; a named one that both sides share is not opened."""
        match expr:
            case ir.Not(operand=operand):
                yield from self._atoms(operand)
            case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
                for operand in operands:
                    yield from self._atoms(operand)
            case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
                for part in (condition, consequence, alternative):
                    yield from self._atoms(part)
            case ir.Definition(name=name) if ("definition", name) not in self._pair.shared or self._pair.by_date:
                yield from self._atoms(self._definitions[name])
            case ir.Constant() | ir.OutcomeIn():
                pass
            case _:
                yield expr

    def _facts_of(self, expr: ir.Expr) -> set[str] | None:
        """The facts whose values decide a condition, where it says something of one fact at a time and with a list that
        differs or none at all; None where it is better told as it is."""
        match expr:
            case ir.Fact(name=name):
                return {name}
            case (
                ir.IsIn(operand=ir.Fact(name=name))
                | ir.IsWithin(operand=ir.Fact(name=name))
                | ir.ContainsAny(operand=ir.Fact(name=name))
                | ir.Contains(operand=ir.Fact(name=name), element=ir.Constant())
            ):
                return {name}
            case ir.InList(operand=operand, list=list_) | ir.ContainsListed(operand=operand, list=list_):
                same = ("list", list_) in self._pair.shared and not self._pair.by_date
                own = isinstance(operand, ir.Fact) and not same
                return {operand.name} if own and isinstance(operand, ir.Fact) else None
            case ir.Equal(left=left, right=right) | ir.Less(left=left, right=right) | ir.AtMost(left=left, right=right):
                match left, right:
                    case (ir.Fact(name=name), ir.Constant()) | (ir.Constant(), ir.Fact(name=name)):
                        return {name}
                    case (ir.AsOf(), ir.Constant()) | (ir.Constant(), ir.AsOf()) if self._program.as_of == ir.Fact(
                        CASE_DATE
                    ):
                        return {CASE_DATE}
                    case _:
                        return None
            case _:
                return None

    # ── the rest of the law ──────────────────────────────────────────────────────────────────────────────────────

    def _exceptions(self, affected: Iterable[str]) -> Iterator[Variable]:
        """Whether an exception that is the same on both sides sets an affected rule aside."""
        for name in affected:
            same = tuple(each for each in self._rules[name].defeated_by if not self._is_affected(each))
            literal = self._unfolding.circuit.disj(self._unfolding.applies(LINE, each) for each in same)
            yield yes_or_no(Sort.EXCEPTION, name, literal, same)

    def _own_conditions(self, affected: Iterable[str]) -> Iterator[Variable]:
        for name in affected:
            yield yes_or_no(Sort.RULE, name, self._unfolding.own(name))

    def decisions_read(self, kind: Kind) -> list[str]:
        """Other decisions that rules read on the way to this one."""
        read = [each for name in self._upstream(self._concluding(kind)) for each in self._reads_of(name)]
        for side in SIDES if kind.about is not About.DUTY else ():
            of_it = self._reads.decisions.get(self._pair.name(side, "decision", kind.name))
            read += of_it.asked.decisions if of_it is not None and of_it.asked is not None else ()
        behind = [each for name in read if is_helper(name) for each in self._reads_of(name)]
        return list(dict.fromkeys(original(each) for each in (*read, *behind) if not is_helper(each)))

    def _reads_of(self, rule: str) -> tuple[str, ...]:
        read = self._reads.rules[rule]
        return (*read.condition.decisions, *read.basis.decisions)

    def _decisions(self, kind: Kind) -> Iterator[Variable]:
        for name in self.decisions_read(kind):
            side = next((side for side in reversed(SIDES) if self._has(side, name)), None)
            if side is None:
                continue
            outcomes = self._space.outcomes(side, name)
            if self._space.decision(side, name).combiner == "collect":
                for outcome, literal in outcomes.items():
                    yield yes_or_no(Sort.DECISION, name, literal, (outcome,))
            else:
                yield one_of(Sort.DECISION, name, self._possible(outcomes.items()))

    def _has(self, side: int, decision: str) -> bool:
        return any(each.name == decision for each in self._pair.sides[side].decisions)

    def _possible(self, outcomes: Iterable[tuple[str, Literal]]) -> Iterator[tuple[str, Literal]]:
        return ((name, literal) for name, literal in outcomes if self._space.space.can_be([literal]))

    def _rest(self, decision: str, rules: Iterable[str]) -> Iterator[Variable]:
        """What the rules that are the same on both sides ask for."""
        info = self._space.decision(SECOND, decision)
        names = [each.name for each in info.outcomes]
        own = self._pair.name(SECOND, "decision", decision)
        concluded: dict[str, list[Literal]] = {name: [] for name in names}
        for name in rules:
            for each in self._rules[name].conclusions:
                if each.decision == own and not self._is_affected(name):
                    concluded[names[each.outcome]].append(self._unfolding.applies(LINE, name))
        literals = [(name, self._unfolding.circuit.disj(each)) for name, each in concluded.items()]
        if info.combiner == "collect":
            for name, literal in literals:
                yield yes_or_no(Sort.REST, decision, literal, (name,))
        else:
            yield strictest_of(Sort.REST, decision, self._unfolding.circuit, list(self._possible(literals)))


def _is_in(cone: set[int], variable: Variable) -> bool:
    return any(abs(choice.literal) in cone for choice in variable.choices)


def _positive(literal: Literal, expr: ir.Expr) -> ir.Expr:
    """The condition of which the literal without its sign is the truth."""
    return expr if literal > 0 else ir.Not(expr)


def _as_stated(program: Program, name: str) -> tuple[object, ...] | None:
    """What a rule or duty of the pair asks for itself in one program; None where it is not there."""
    stated: Rule | Obligation | None
    if name.startswith(_DUTY):
        plain = original(name.removeprefix(_DUTY))
        stated = next((each for each in program.obligations if each.name == plain), None)
    else:
        stated = next((each for each in program.rules if each.name == original(name)), None)
    match stated:
        case Rule():
            return stated.when, stated.periods, stated.basis, stated.conclusions, stated.defeated_by
        case Obligation():
            return stated.when, stated.periods, stated.defeated_by
        case None:
            return None


def _last_resorts_first(variables: Iterable[Variable]) -> list[Variable]:
    order = (Sort.PLACE, Sort.OPEN, Sort.ELEMENT, Sort.FACT)
    return sorted(variables, key=lambda each: order.index(each.sort))
