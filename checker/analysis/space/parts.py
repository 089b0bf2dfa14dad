"""A large program in parts, so that what is asked of a construct is asked of what it depends on and of nothing else.

Whether a rule is needed shows in the decisions and duties that it, or whatever it sets aside, can touch. Constructs
that touch the same ones are asked together, of a program that holds these and all they depend on. A program that
depends on itself throughout has one part, which is the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from checker.analysis.space.probing import probe_of, probed
from checker.backends.reads import ProgramReads, program_reads
from checker.ir.program import Program
from checker.records import evolve

Construct: TypeAlias = tuple[str, str]
"""("rule" | "decision" | "obligation" | "property", name)."""

_WORTH_IT = 4
"""How many times less there must be to look at in parts."""


@frozen
class Part:
    """`asked` are the constructs that questions are asked about; `program` holds all that these depend on."""

    program: Program
    asked: frozenset[Construct]


def parts_of(program: Program) -> tuple[Part, ...]:
    """The parts of a program in which every construct is asked about once; one part where more are not worth it."""
    reads = program_reads(probed(program))
    found = [(asked, _needed(reads, asked)) for asked in _asked_together(program)]
    every = [construct for asked, _ in found for construct in asked]
    looked_at = sum(len(asked) * len(needed.rules) for asked, needed in found)
    if looked_at * _WORTH_IT > len(every) * len(reads.rules):
        return (Part(program, frozenset(every)),)
    return tuple(Part(_slice(program, needed, asked), frozenset(asked)) for asked, needed in found)


def _asked_together(program: Program) -> list[list[Construct]]:
    groups = _Groups()
    for decision in program.decisions:
        groups.root(("decision", decision.name))
    sets_aside: dict[str, list[Construct]] = {}
    for kind, holders in (("rule", program.rules), ("obligation", program.obligations)):
        for holder in holders:
            for exception in holder.defeated_by:
                sets_aside.setdefault(exception, []).append((kind, holder.name))
    for rule in program.rules:
        own: Construct = ("rule", rule.name)
        for each in rule.conclusions:
            groups.join(own, ("decision", each.decision))
        for other in sets_aside.get(rule.name, ()):
            groups.join(own, other)
        groups.root(own)
    for duty in program.obligations:
        groups.root(("obligation", duty.name))
    for claim in program.properties:
        groups.root(("property", claim.name))
    return groups.members()


@define
class _Groups:
    _parent: dict[Construct, Construct] = field(factory=dict)

    def root(self, construct: Construct) -> Construct:
        above = self._parent.setdefault(construct, construct)
        while above != construct:
            construct, above = above, self._parent[above]
        return construct

    def join(self, one: Construct, other: Construct) -> None:
        self._parent[self.root(one)] = self.root(other)

    def members(self) -> list[list[Construct]]:
        found: dict[Construct, list[Construct]] = {}
        for construct in self._parent:
            found.setdefault(self.root(construct), []).append(construct)
        return list(found.values())


@define
class _Needed:
    rules: set[str] = field(factory=set)
    decisions: set[str] = field(factory=set)


def _needed(reads: ProgramReads, asked: Iterable[Construct]) -> _Needed:
    """The rules, probes among them, and the decisions on which some constructs depend."""
    found = _Needed()
    rules: list[str] = []
    decisions: list[str] = []
    for kind, name in asked:
        if kind == "decision":
            decisions.append(name)
        else:
            rules.append(name if kind == "rule" else probe_of(kind, name))
    while rules or decisions:
        if decisions:
            decision = decisions.pop()
            if decision not in found.decisions:
                found.decisions.add(decision)
                of_it = reads.decisions[decision]
                rules += of_it.rules
                decisions += of_it.asked.decisions if of_it.asked is not None else ()
            continue
        rule = rules.pop()
        if rule not in found.rules:
            found.rules.add(rule)
            read = reads.rules[rule]
            rules += read.defeated_by
            decisions += (*read.condition.decisions, *read.basis.decisions)
    return found


def _slice(program: Program, needed: _Needed, asked: Iterable[Construct]) -> Program:
    wanted = set(asked)
    kept: Mapping[str, set[str]] = {
        "rule": needed.rules,
        "decision": needed.decisions,
        "obligation": {name for kind, name in wanted if kind == "obligation"},
    }
    return evolve(
        program,
        rules=tuple(
            evolve(rule, conclusions=tuple(each for each in rule.conclusions if each.decision in needed.decisions))
            for rule in program.rules
            if rule.name in needed.rules
        ),
        decisions=tuple(each for each in program.decisions if each.name in needed.decisions),
        obligations=tuple(each for each in program.obligations if each.name in kept["obligation"]),
        properties=tuple(each for each in program.properties if ("property", each.name) in wanted),
        stages=tuple((kind, name) for kind, name in program.stages if name in kept[kind]),
    )
