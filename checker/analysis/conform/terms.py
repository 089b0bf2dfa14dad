"""In whose terms the ways are told in which a claim is broken.

Either by the facts, and the named conditions, that the rules read which decide what the claim asks for; or, where that
does not come to a few short conditions, by which rule decides. Several rules may ask for the same outcome at once: the
first of them in the order of evaluation then stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.analysis.conform.claims import Claim, decisions_in
from checker.analysis.exact.circuit import FALSE, Literal
from checker.analysis.space.space import CaseSpace
from checker.analysis.space.unfold import LINE
from checker.analysis.space.variables import Choice, Sort, Variable, is_settled, of_facts, one_of, yes_or_no
from checker.ir import nodes as ir
from checker.ir.program import NOT_ASKED, DecisionInfo, Rule
from checker.ir.walk import walk

NO_RULE = ""
"""The choice of a variable over deciding rules in which no rule decides."""
_ORDER = (Sort.PLACE, Sort.OPEN, Sort.ELEMENT, Sort.FACT)


def is_about_rules(variable: Variable) -> bool:
    """Whether it tells which rule decides the decision `name`: its choices are rules, `NO_RULE` and "not asked"."""
    return variable.sort is Sort.RULE and variable.part == ("decides",)


class ClaimTerms:
    """Variables for the claims of one space."""

    def __init__(self, space: CaseSpace) -> None:
        self._space = space
        self._unfolding = space.unfolding
        self._rules = {rule.name: rule for rule in space.program.rules}
        self._decisions = {each.name: each for each in space.program.decisions}
        self.facts = [each for each in of_facts(self._unfolding) if not is_settled(each)]

    def last_resort(self, target: Literal) -> list[Variable]:
        """Every fact on which a literal depends, those first that are the first to be left out."""
        cone = set(self._unfolding.circuit.cone([target]))
        kept = [each for each in self.facts if any(abs(choice.literal) in cone for choice in each.choices)]
        return sorted(kept, key=lambda each: _ORDER.index(each.sort))

    # ── which rule decides ───────────────────────────────────────────────────────────────────────────────────────

    def by_rules(self, claim: Claim) -> list[Variable]:
        """For each decision that the claim asks for: which rule decides it."""
        return [self._deciding(self._decisions[name]) for name in self._asked_for(claim)]

    def _asked_for(self, claim: Claim) -> tuple[str, ...]:
        return decisions_in(self._space.program, claim.conclusion)

    def _deciding(self, decision: DecisionInfo) -> Variable:
        conj, disj = self._unfolding.circuit.conj, self._unfolding.circuit.disj
        outcomes = self._unfolding.outcomes(LINE, decision.name)
        asked = self._unfolding.asked(decision.name)
        choices: list[tuple[str, Literal]] = []
        before: Literal = FALSE
        # The strictest first: of a decision that collects outcomes, the strictest is told.
        for outcome, rule in sorted(self._concluding(decision.name), key=lambda each: -each[0]):
            decides = conj((asked, outcomes[outcome], self._unfolding.applies(LINE, rule.name)))
            choices.append((rule.name, conj((decides, -before))))
            before = disj((before, decides))
        choices.append((NO_RULE, conj((asked, -before))))
        choices.append((NOT_ASKED, -asked))
        variable = one_of(Sort.RULE, decision.name, choices)
        return Variable(Sort.RULE, decision.name, variable.choices, ("decides",))

    def _concluding(self, decision: str) -> Iterator[tuple[int, Rule]]:
        for rule in self._space.program.rules:
            for each in rule.conclusions:
                if each.decision == decision:
                    yield each.outcome, rule

    # ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def by_facts(self, claim: Claim) -> list[Variable]:
        """Named conditions and facts that are read by the rules which decide what the claim asks for."""
        names = self._asked_for(claim)
        rules = self._upstream([rule.name for name in names for _, rule in self._concluding(name)])
        conditions: dict[Literal, Variable] = {}
        facts = {part.name for part in walk(claim.conclusion) if isinstance(part, ir.Fact)}
        decisions: dict[str, None] = {}
        for rule in rules:
            for atom in _atoms(self._rules[rule].when):
                match atom:
                    case ir.OutcomeIn(decision=read) if read not in names:
                        decisions[read] = None
                    case ir.OutcomeIn():
                        pass
                    case ir.Definition() | ir.Some() | ir.Every() | ir.InList() | ir.ContainsListed():
                        literal = self._unfolding.truth(atom, LINE, self._unfolding.basis(rule), {})
                        usual = self._unfolding.truth(atom, LINE, self._space.program.as_of, {})
                        # As of another date than the usual one, its name would tell something else.
                        if literal == usual:
                            told = atom if literal > 0 else ir.Not(atom)
                            conditions.setdefault(abs(literal), yes_or_no(Sort.CONDITION, "", abs(literal), expr=told))
                    case _:
                        facts |= {part.name for part in walk(atom) if isinstance(part, ir.Fact)}
        own = [each for each in self.facts if each.name in facts and each.sort in (Sort.FACT, Sort.ELEMENT)]
        read_too = [self._outcome(self._decisions[name]) for name in decisions]
        return [each for each in (*read_too, *conditions.values(), *own) if not is_settled(each)]

    def _outcome(self, decision: DecisionInfo) -> Variable:
        outcomes = self._unfolding.outcomes(LINE, decision.name)
        if decision.combiner == "collect":
            return one_of(Sort.DECISION, decision.name, ())
        return one_of(
            Sort.DECISION, decision.name, zip((each.name for each in decision.outcomes), outcomes, strict=True)
        )

    def _upstream(self, pending: list[str]) -> list[str]:
        """Rules, the exceptions to them, and to these."""
        found: dict[str, None] = {}
        while pending:
            name = pending.pop()
            if name not in found:
                found[name] = None
                pending += self._rules[name].defeated_by
        return sorted(found)


def _atoms(expr: ir.Expr) -> Iterator[ir.Expr]:
    """The conditions that a condition is made of; named ones are not opened."""
    match expr:
        case ir.Not(operand=operand):
            yield from _atoms(operand)
        case ir.AllOf(operands=operands) | ir.AnyOf(operands=operands):
            for operand in operands:
                yield from _atoms(operand)
        case ir.Choose(condition=condition, consequence=consequence, alternative=alternative):
            for part in (condition, consequence, alternative):
                yield from _atoms(part)
        case ir.Constant():
            pass
        case _:
            yield expr


def rules_named(choices: Iterable[Choice]) -> Sequence[str]:
    """The rules among the choices of a variable over deciding rules."""
    return [str(each.value) for each in choices if each.value not in (NO_RULE, NOT_ASKED)]
