"""Made-up laws of any size, for questions about all cases at once.

A law has chapters of forty rules. A chapter has facts of its own, shares some with all others, and decides a question
of its own. Four chapters are drawn together in a decision, four of these in another, and so on. Each rule reads a few
facts, and has exceptions among the rules of its chapter.
"""

from __future__ import annotations

from random import Random

from attrs import evolve

from checker.declared import FactInfo
from checker.ir import nodes as ir
from checker.ir.program import Conclusion, Program, Rule
from tests.benchmarks.bench_evaluate import ABOUT, RULES, TYPES, program_of

SHARED = 12
OWN = 24
FAN_IN = 4


def made_up_law(rules: int, seed: int = 0) -> Program:
    """A law with a number of rules in chapters, and those that draw the chapters together."""
    shared = tuple(_fact("shared", number) for number in range(SHARED))
    chapters = [_chapter(Random(f"{seed} {number}"), f"C{number}", shared) for number in range(max(1, rules // RULES))]
    parts: list[Program] = list(chapters)
    drawn = [each.decisions[0].name for each in chapters]
    while len(drawn) > 1:
        groups = [drawn[place : place + FAN_IN] for place in range(0, len(drawn), FAN_IN)]
        parts += [_drawn_together(f"P{len(parts)}.{number}", group) for number, group in enumerate(groups)]
        drawn = [each.decisions[0].name for each in parts[-len(groups) :]]
    facts = {fact.name: fact for each in parts for fact in each.facts}
    return evolve(
        chapters[0],
        name="L",
        lineage=("L",),
        facts=tuple(facts.values()),
        rules=tuple(rule for each in parts for rule in each.rules),
        decisions=tuple(each.decisions[0] for each in parts),
        stages=tuple(stage for each in parts for stage in each.stages),
    )


def _drawn_together(name: str, decisions: list[str]) -> Program:
    """A decision that is as strict as the strictest of some."""
    found = _chapter(Random(0), name, ())
    rules = tuple(
        Rule(f"{name}.{number}.{level}", ir.OutcomeIn(decision, 1 << level), ABOUT, "L", (Conclusion(name, level),))
        for number, decision in enumerate(decisions)
        for level in range(1, 5)
    )
    return evolve(
        found,
        facts=(),
        decisions=(evolve(found.decisions[0], name=name),),
        rules=rules,
        stages=(*(("rule", rule.name) for rule in rules), ("decision", name)),
    )


def _fact(owner: str, number: int) -> FactInfo:
    return FactInfo(f"{owner}.fact{number}", TYPES[number % len(TYPES)], ABOUT)


def _chapter(random: Random, name: str, shared: tuple[FactInfo, ...]) -> Program:
    own = tuple(_fact(name, number) for number in range(OWN))
    return program_of(random, name, (*shared, *own), f"{name}.requirement")
