"""A program as the source of one Python function, made for it alone.

`decide(facts, date)` returns five tuples: a code for each rule (`codes.MEANINGS`), and for each decision its possible
outcomes as a mask, those that are certain, and whether it is asked; then a code for each obligation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.backends.python import codes
from checker.backends.python.blocks import Counter, in_functions, indented
from checker.backends.python.conditions import Conditions, Place
from checker.backends.python.pieces import ALWAYS_TRUE, NO, YES, Pair, Test, both, either, literal, table
from checker.backends.python.tables import Tables
from checker.backends.reads import ProgramReads, program_reads
from checker.declared import Period
from checker.ir import nodes as ir
from checker.ir.program import DecisionInfo, Obligation, Program, Rule

FORMAT = "comity.python/1"


def generate(program: Program) -> str:
    """The source text. The same program gives the same text."""
    return "\n".join(_Generator(program).source()) + "\n"


class _Generator:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.tables = Tables(program.lists, Counter())
        self.conditions = Conditions(program, self.tables, self.tables.counter)
        self.lines = self.conditions.root.lines
        self.rules = {each.name: each for each in program.rules}
        self.decisions = {each.name: each for each in program.decisions}
        self.obligations = {each.name: each for each in program.obligations}
        self.number = {each.name: place for place, each in enumerate(program.decisions)}
        self.codes = {each.name: f"s{place}" for place, each in enumerate(program.rules)}
        self.duties = {each.name: f"b{place}" for place, each in enumerate(program.obligations)}

    def source(self) -> list[str]:
        self._write_body()
        lookups = {each.placeholder: each.lookup for each in self.tables.dated.values()}
        body = [lookups.get(line, line) for line in self.lines]
        numbers = range(len(self.decisions))
        returned = [
            [self.codes[each.name] for each in self.program.rules],
            *([f"{letter}{number}" for number in numbers] for letter in "oka"),
            [self.duties[each.name] for each in self.program.obligations],
        ]
        last = f"return {', '.join(_tuple(names) for names in returned)}"
        functions = [line for each in self.conditions.functions for line in each]
        return [
            f"FORMAT = {literal(FORMAT)}",
            f"PROGRAM = {literal(self.program.name)}",
            *self._descriptions(),
            *self.tables.source(),
            "",
            *functions,
            *in_functions(body, last),
        ]

    # ── what the records are made from ───────────────────────────────────────────────────────────────────────────

    def _descriptions(self) -> list[str]:
        places = {each.name: place for place, each in enumerate(self.program.rules)}
        rules = (
            (
                each.name,
                tuple((c.decision, self.decisions[c.decision].outcomes[c.outcome].name) for c in each.conclusions),
                tuple(places[exception] for exception in each.defeated_by),
            )
            for each in self.program.rules
        )
        decisions = (
            (
                each.name,
                tuple(outcome.name for outcome in each.outcomes),
                each.combiner,
                tuple(
                    (places[rule.name], conclusion.outcome)
                    for rule in self.program.rules
                    for conclusion in rule.conclusions
                    if conclusion.decision == each.name
                ),
            )
            for each in self.program.decisions
        )
        obligations = ((each.name, each.bearer) for each in self.program.obligations)
        return [
            *table("RULES", rules),
            *table("DECISIONS", decisions),
            *table("OBLIGATIONS", obligations),
            *_reads(program_reads(self.program)),
        ]

    # ── the function ─────────────────────────────────────────────────────────────────────────────────────────────

    def _write_body(self) -> None:
        self.lines.append("g0 = facts.get")
        self.usual = Place(self._day(self.program.as_of, "date"))
        for number, _ in enumerate(self.program.decisions):
            self.lines.append(f"c{number} = u{number} = 0")
        for kind, name in self.program.stages:
            if kind == "rule":
                self._write_rule(self.rules[name])
            elif kind == "decision":
                self._write_decision(self.decisions[name])
            else:
                self._write_obligation(self.obligations[name])

    def _day(self, basis: ir.Expr, day: str) -> str:
        """The local that holds the date a rule looks at."""
        return self.conditions.local(self.conditions.value(basis, Place(day)))

    def _in_force(self, periods: Sequence[Period], day: str) -> tuple[Pair, str | None]:
        """Whether one of the periods holds the date, and the local that says so; None where it always does."""
        if not periods:
            return ALWAYS_TRUE, None
        local = self.conditions.dated(day).in_force(tuple(periods))
        return Pair(Test(local), Test(f"{local} is False")), local

    def _may_be_unknown(self, periods: Iterable[Period], day: str) -> bool:
        exact = all(p.start_earliest == p.start_latest and p.end_earliest == p.end_latest for p in periods)
        return day != "date" or not exact

    # ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _write_rule(self, rule: Rule) -> None:
        day = self.usual.day if rule.basis is None else self._day(rule.basis, self.usual.day)
        condition = self.conditions.pair(rule.when, Place(day))
        _, force = self._in_force(rule.periods, day)
        if force is None:
            self.lines += self._settled(rule, condition)
        elif not self._may_be_unknown(rule.periods, day):
            self.lines += [f"if {force}:", *indented(self._settled(rule, condition)), *self._not_in_force(rule)]
        else:
            truth = self.conditions.held(condition)
            self.lines += [f"if {force}:", *indented(self._settled(rule, truth))]
            self.lines += [f"elif {force} is None:", *indented(self._in_doubt(rule, truth)), *self._not_in_force(rule)]

    def _not_in_force(self, rule: Rule) -> list[str]:
        return ["else:", f"    {self.codes[rule.name]} = {codes.NOT_IN_FORCE}"]

    def _settled(self, rule: Rule, condition: Pair) -> list[str]:
        """The lines that decide on a rule that is in force."""
        applies, may = self._exceptions(rule.defeated_by)
        true = _chain(
            (
                (applies, self._becomes(rule, codes.DEFEATED)),
                (may, self._becomes(rule, codes.MAY_BE_DEFEATED)),
                (YES, self._becomes(rule, codes.APPLIES)),
            )
        )
        unknown = _chain(
            ((applies, self._becomes(rule, codes.UNKNOWN_DEFEATED)), (YES, self._becomes(rule, codes.UNKNOWN)))
        )
        return _chain(
            ((condition.false, self._becomes(rule, codes.DOES_NOT_APPLY)), (condition.true, true), (YES, unknown))
        )

    def _in_doubt(self, rule: Rule, condition: Pair) -> list[str]:
        """The lines that decide on a rule of which it is not known whether it is in force."""
        applies, _ = self._exceptions(rule.defeated_by)
        return _chain(
            (
                (condition.false, self._becomes(rule, codes.FORCE_AND_FALSE)),
                (both((condition.true, applies)), self._becomes(rule, codes.FORCE_DEFEATED)),
                (condition.true, self._becomes(rule, codes.UNKNOWN_FORCE)),
                (applies, self._becomes(rule, codes.BOTH_DEFEATED)),
                (YES, self._becomes(rule, codes.UNKNOWN_BOTH)),
            )
        )

    def _becomes(self, rule: Rule, code: int) -> list[str]:
        """The lines that set the code of a rule and note what it concludes."""
        return [f"{self.codes[rule.name]} = {code}", *self._counting(rule, code)]

    def _counting(self, rule: Rule, code: int) -> list[str]:
        """The lines that note the conclusions of a rule that applies, or may."""
        if not codes.APPLIES <= code <= codes.UNKNOWN_BOTH:
            return []
        letter = "c" if code == codes.APPLIES else "u"
        masks: dict[str, int] = {}
        for each in rule.conclusions:
            masks[each.decision] = masks.get(each.decision, 0) | 1 << each.outcome
        return [f"{letter}{self.number[decision]} |= {mask}" for decision, mask in masks.items()]

    def _exceptions(self, names: Iterable[str]) -> tuple[Test, Test]:
        """Tests that one of the exceptions certainly applies, and that one may."""
        found = [self.codes[name] for name in names]
        return (
            either(Test(f"{each} == {codes.APPLIES}") for each in found),
            either(Test(codes.IS_UNDETERMINED.format(each)) for each in found),
        )

    # ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _write_decision(self, decision: DecisionInfo) -> None:
        number = self.number[decision.name]
        certain, perhaps, possible, known = f"c{number}", f"u{number}", f"o{number}", f"k{number}"
        collects = decision.combiner == "collect"
        asked = ALWAYS_TRUE
        if decision.asked_when is not None:
            asked = self.conditions.pair(decision.asked_when, self.usual)
        if collects:
            strictest = [f"{possible} = {certain} | {perhaps}"]
        else:
            width = f"n{number}"
            # Only what is stricter than the strictest certain outcome can still replace it.
            strictest = [
                f"{width} = {certain}.bit_length()",
                f"{possible} = 1 << {width} - 1 | {perhaps} >> {width} << {width}",
            ]
        otherwise = 1 << decision.otherwise
        combined = _chain(((Test(certain), strictest), (YES, [f"{possible} = {otherwise} | {perhaps}"])))
        is_asked = f"a{number}"
        self.lines += _chain(
            (
                (asked.true, [f"{is_asked} = True", *combined, f"{known} = {certain}"]),
                (asked.false, [f"{is_asked} = False", f"{possible} = 1", f"{known} = 0"]),
                (YES, [f"{is_asked} = None", *combined, f"{possible} |= 1", f"{known} = 0"]),
            )
        )
        if collects:
            self.lines += [f"if not {possible} & {possible} - 1:", f"    {known} = {possible}"]
        self.conditions.possible[decision.name] = (possible, known, collects)

    # ── obligations ──────────────────────────────────────────────────────────────────────────────────────────────

    def _write_obligation(self, obligation: Obligation) -> None:
        in_force, _ = self._in_force(obligation.periods, self.usual.day)
        arises = self.conditions.pair(obligation.when, self.usual)
        met = Pair(NO, NO)
        if obligation.met_when is not None:
            met = self.conditions.pair(obligation.met_when, self.usual)
        applies, may = self._exceptions(obligation.defeated_by)
        true = both((in_force.true, arises.true, *([] if may == NO else [Test(f"not ({may.text})")])))
        local = self.duties[obligation.name]
        not_arising, is_met, unmet, not_shown, undetermined = range(len(codes.OBLIGATIONS))
        met_or_not = _chain(
            (
                (met.true, [f"{local} = {is_met}"]),
                (met.false, [f"{local} = {unmet}"]),
                (YES, [f"{local} = {not_shown}"]),
            )
        )
        self.lines += _chain(
            (
                (either((in_force.false, arises.false, applies)), [f"{local} = {not_arising}"]),
                (true, met_or_not),
                (YES, [f"{local} = {undetermined}"]),
            )
        )


def _chain(cases: Iterable[tuple[Test, list[str]]]) -> list[str]:
    """`if … elif … else …` without the branches that cannot be taken."""
    lines: list[str] = []
    for test, body in cases:
        if test == NO:
            continue
        if test == YES:
            return [*lines, "else:", *indented(body or ["pass"])] if lines else body
        lines += [f"{'elif' if lines else 'if'} {test.text}:", *indented(body or ["pass"])]
    return lines


def _tuple(names: Sequence[str]) -> str:
    return "(" + "".join(f"{name}, " for name in names).rstrip() + ")"


def _reads(reads: ProgramReads) -> list[str]:
    """The tables from which the missing facts are named."""

    rules = (
        (
            each.rule,
            (each.condition.facts, each.condition.decisions),
            (each.basis.facts, each.basis.decisions),
            each.defeated_by,
            each.conclusions,
        )
        for each in reads.rules.values()
    )
    decisions = (
        (each.decision, None if each.asked is None else (each.asked.facts, each.asked.decisions), each.rules)
        for each in reads.decisions.values()
    )
    return [*table("RULE_READS", rules), *table("DECISION_READS", decisions)]
