"""The claims of one instrument over every case that one jurisdiction can decide.

A claim is asked of the cases that are decided as if established in the jurisdiction, as everywhere else. That no case
breaks it is a proof; a case that does is replayed. The cases that break it are then covered by regions, and where these
are few and short, they are the weakest extra condition: among the cases that the commitment speaks of, the claim holds
in exactly those outside all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, product

from attrs import evolve

from checker.analysis.conform.claims import Claim, claims_of, decisions_in, with_probes
from checker.analysis.conform.records import Answer, Conformity, Decided, Example, Terms, Verdict, Way
from checker.analysis.conform.terms import ClaimTerms, is_about_rules, rules_named
from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.exploring import ReplayMismatch
from checker.analysis.exact.unknowns import TooLarge
from checker.analysis.space.cover import Condition, Covering, Region
from checker.analysis.space.findings import Case
from checker.analysis.space.smallest import Point, Smallest
from checker.analysis.space.space import CaseSpace, Clock, OutOfTime
from checker.analysis.space.unfold import LINE
from checker.analysis.space.variables import Sort
from checker.analysis.space.verify import TOO_LARGE
from checker.analysis.space.witness import Witness
from checker.backends.interpreter import evaluate
from checker.backends.reads import program_reads
from checker.ir import nodes as ir
from checker.ir.program import Commitment, Program
from checker.ir.walk import walk
from checker.results.records import Decision, LineResult, Status

MOST_REGIONS = 6
"""More regions than these are no condition that can be read."""
MOST_CONDITIONS = 4
"""More conditions than these in one region neither."""
MOST_WAYS = 24
"""Ways that are told where the claim is refuted; there may be more."""

Progress = Callable[[int, int], None]
"""Told how many of how many claims have been looked at."""


def conform(
    program: Program,
    *,
    clock: Clock | None = None,
    terms: Collection[Terms] = tuple(Terms),
    progress: Progress = lambda done, of: None,
) -> Conformity:
    """The verdict on each commitment of an instrument, of which `program` is the rules beside a jurisdiction's.

    `terms`: in terms of what a condition may be told.
    Raises `NoSolver` where the solver is not installed, and `ReplayMismatch` where the interpreter contradicts it.
    """
    clock = clock or Clock()
    claims = claims_of(program)
    begun = Conformity(program.name, program.lineage[0], program.beside or "", ())
    found: dict[str, Verdict] = {}
    problem, longest = None, None
    if claims:
        try:
            space = CaseSpace(with_probes(program, claims), clock, given=dict(program.as_if))
        except OutOfTime:
            pass
        except TooLarge:
            problem = TOO_LARGE
            found = {each.commitment.name: Verdict(each.commitment.name, Answer.NOT_EXPRESSIBLE) for each in claims}
        else:
            try:
                longest = space.longest
                asking = _Asking(program, space, terms)
                for done, claim in enumerate(claims):
                    progress(done, len(claims))
                    found[claim.commitment.name] = asking.verdict(claim)
            except OutOfTime:
                pass
            finally:
                space.close()
    verdicts = tuple(found.get(each.name) or _without_proof(program, each) for each in program.commitments)
    return evolve(begun, verdicts=verdicts, longest=longest, problem=problem)


def _without_proof(program: Program, commitment: Commitment) -> Verdict:
    """What there is to say without looking at cases."""
    if commitment.claim is not None:
        return Verdict(commitment.name, Answer.NOT_REACHED)
    if commitment.not_decision_matter is not None:
        return Verdict(commitment.name, Answer.NOT_DECISION_MATTER)
    mine = tuple(each for each in commitment.attestations if each.jurisdiction == program.beside)
    return Verdict(commitment.name, Answer.ATTESTED if mine else Answer.NO_EVIDENCE, attestations=mine)


class _Asking:
    """Asks the claims of one space."""

    def __init__(self, program: Program, space: CaseSpace, told_in: Collection[Terms]) -> None:
        self._program = program
        self._told_in = told_in
        self._space = space
        self._terms = ClaimTerms(space)
        self._given = dict(program.as_if)
        self._smallest = Smallest(program_reads(space.program), space.replays, self._given)

    def verdict(self, claim: Claim) -> Verdict:
        """What becomes of a claim."""
        name = claim.commitment.name
        broken, asked = (self._space.unfolding.applies(LINE, probe) for probe in (claim.broken, claim.asked))
        witness = self._space.find([broken])
        if witness is None:
            not_covered = self._space.not_covered([broken])
            if not_covered:
                return Verdict(name, Answer.NOT_EXPRESSIBLE, values_not_covered=not_covered)
            arises = self._space.find([asked]) is not None or bool(self._space.not_covered([asked]))
            return Verdict(name, Answer.PROVED, arises=arises)
        first = self._example(claim, broken, ())
        try:
            return self._described(claim, first, broken, asked)
        except OutOfTime:
            return Verdict(name, Answer.REFUTED, first)

    def _described(self, claim: Claim, first: Example, broken: Literal, asked: Literal) -> Verdict:
        """A refuted claim, with the ways in which it is broken, or the condition that restores it."""
        name = claim.commitment.name
        last_resort = self._terms.last_resort(broken)
        if Terms.FACTS in self._told_in:
            by_facts = Covering(self._space, self._terms.by_facts(claim), last_resort)
            cover = by_facts.cover(broken, most=MOST_REGIONS + 1, widest=MOST_CONDITIONS, among=[asked])
            if cover.complete and _is_short(cover.regions):
                ways = [self._shown(claim, broken, each.conditions) for each in cover.regions]
                return _conditional(name, first, ways, Terms.FACTS)
        by_rules = Covering(self._space, self._terms.by_rules(claim), last_resort)
        cover = by_rules.cover(broken, most=MOST_REGIONS + 1, widest=MOST_CONDITIONS, among=[asked])
        short = [each for each in cover.regions if len(each.conditions) <= MOST_CONDITIONS]
        told = list(islice(self._apart(broken, short), MOST_WAYS + 1))
        complete = cover.complete and len(short) == len(cover.regions) and len(told) <= MOST_WAYS
        restored = complete and len(told) <= MOST_REGIONS and all(map(_names_a_rule, told))
        if restored and Terms.RULES in self._told_in:
            return _conditional(name, first, [self._shown(claim, broken, each) for each in told], Terms.RULES)
        smallest = min([first, *(self._example(claim, broken, each) for each in told[:1])], key=_size)
        return Verdict(name, Answer.REFUTED, smallest, tuple(map(Way, told[:MOST_WAYS])), Terms.RULES, complete)

    # ── ways ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _apart(self, broken: Literal, regions: Iterable[Region]) -> Iterator[tuple[Condition, ...]]:
        """Regions told apart by the rules that decide, where there is a case of each. What no rule decides is first."""
        for region in regions:
            every = product(*(_each_rule(condition) for condition in region.conditions))
            for conditions in sorted(every, key=_names_a_rule):
                if self._space.find([broken, *map(self._literal, conditions)]) is not None:
                    yield conditions

    def _shown(self, claim: Claim, broken: Literal, conditions: tuple[Condition, ...]) -> Way:
        return Way(conditions, self._example(claim, broken, conditions))

    def _literal(self, condition: Condition) -> Literal:
        return self._space.unfolding.circuit.disj(each.literal for each in condition.choices)

    # ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _example(self, claim: Claim, broken: Literal, conditions: Sequence[Condition]) -> Example:
        """The least with which the claim is broken and the conditions are met, replayed once more."""
        witness = self._space.find([broken, *map(self._literal, conditions)])
        assert witness is not None  # conditions are those of a region, which is found from a case in it
        deciding = [each for each in conditions if is_about_rules(each.variable)]

        def holds(result: LineResult) -> bool:
            return _applies(result, claim.broken) and all(_decides(result, each) for each in deciding)

        decisions = tuple(each.variable.name for each in deciding)
        least = self._smallest.least(witness, Point(holds, (claim.broken,), decisions))
        named = {name for each in conditions for name in self._facts_of(each)} - self._given.keys()
        facts = {**{name: witness.facts[name] for name in sorted(named) if name in witness.facts}, **least.facts}
        case = Case(least.date, facts, least.assumed)
        result = self._replayed(witness, case)
        if not holds(result):
            raise ReplayMismatch(f"{self._program.name} {claim.commitment.name}: not broken in {case}")
        spoken_of = decisions_in(self._program, ir.AllOf((claim.premise, claim.conclusion)))
        return Example(case, tuple(_decided(result.decision(name)) for name in spoken_of))

    def _replayed(self, witness: Witness, case: Case) -> LineResult:
        law = self._space.replays.settled(witness.world, tuple(case.assumed))
        return evaluate(law, {**case.facts, **self._given}, case.date)

    def _facts_of(self, condition: Condition) -> Iterator[str]:
        variable = condition.variable
        if variable.sort in (Sort.FACT, Sort.ELEMENT, Sort.PLACE):
            yield variable.name
        pending = [] if variable.expr is None else [variable.expr]
        definitions = {each.name: each.expr for each in self._program.definitions}
        while pending:
            for each in walk(pending.pop()):
                match each:
                    case ir.Fact(name=name):
                        yield name
                    case ir.Definition(name=name):
                        pending.append(definitions[name])
                    case ir.Some(collections=names) | ir.Every(collections=names) | ir.Count(collections=names):
                        yield from names
                    case _:
                        pass


def _is_short(regions: Sequence[Region]) -> bool:
    """Whether the regions can be read as a condition; to be in one without conditions cannot be avoided."""
    return len(regions) <= MOST_REGIONS and all(0 < len(each.conditions) <= MOST_CONDITIONS for each in regions)


def _conditional(name: str, first: Example, ways: Sequence[Way], terms: Terms) -> Verdict:
    smallest = min([first, *(each.example for each in ways if each.example is not None)], key=_size)
    return Verdict(name, Answer.CONDITIONAL, smallest, tuple(ways), terms, complete=True)


def _each_rule(condition: Condition) -> tuple[Condition, ...]:
    if not is_about_rules(condition.variable):
        return (condition,)
    return tuple(evolve(condition, choices=(each,)) for each in condition.choices)


def _names_a_rule(conditions: Iterable[Condition]) -> bool:
    """Whether some rule is what breaks the claim, and not that there is none: to say so would say nothing new."""
    return any(is_about_rules(each.variable) and rules_named(each.choices) for each in conditions)


def _applies(result: LineResult, rule: str) -> bool:
    return any(each.rule == rule and each.status is Status.APPLIES for each in result.findings)


def _decides(result: LineResult, condition: Condition) -> bool:
    """Whether one of the rules meant decides, or none does where that is meant."""
    decision = result.decision(condition.variable.name)
    rules = rules_named(condition.choices)
    if not rules:
        return decision.outcome is not None or bool(decision.collected)
    return any(rule in decision.decided_by for rule in rules)


def _decided(decision: Decision) -> Decided:
    return Decided(decision.decision, decision.collected or decision.possible, decision.decided_by)


def _size(example: Example) -> tuple[int, int, int]:
    parts = sum(len(value) if isinstance(value, (tuple, dict)) else 1 for value in example.case.facts.values())
    return len(example.case.assumed), len(example.case.facts), parts
