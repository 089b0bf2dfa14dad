"""A comparison together with the language it is told in: names, labels and the order of things."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from checker.cleaning import clean
from checker.declared import About, FactInfo
from checker.ir.nodes import Fact
from checker.ir.program import CASE_DATE, NOT_ASKED, DecisionInfo, Program, Rule
from checker.reports.phrase import Phrase, link, plain
from checker.reports.speech import Speech
from checker.reports.view.inputs import ComparisonPage
from checker.results.records import Decision, JurisdictionResult, LineResult
from checker.wording import Wording


@frozen(slots=False)
class Subject:
    """Look-ups that every section of the report shares. `report`: the file that links lead into, if it is another."""

    page: ComparisonPage
    speech: Speech
    report: str = ""

    def to(self, anchor: str) -> str:
        """Where a link to an anchor of the report leads."""
        return f"{self.report}#{anchor}"

    @cached_property
    def programs(self) -> tuple[str, ...]:
        """The binding programs, in the order in which they are shown."""
        return tuple(self.page.results)

    @cached_property
    def rules(self) -> dict[str, dict[str, Rule]]:
        """Rules and exceptions by program and name."""
        return {name: {rule.name: rule for rule in program.rules} for name, program in self.page.law.programs.items()}

    @cached_property
    def facts(self) -> dict[str, FactInfo]:
        """Facts by name."""
        return {info.name: info for info in self.page.law.facts}

    @cached_property
    def _roles(self) -> dict[str, Wording]:
        return {role.name: role.label for role in self.page.law.roles}

    @cached_property
    def value_labels(self) -> dict[tuple[str, str], Wording]:
        """Labels of values by type and value."""
        return {(label.type, label.value): label.label for label in self.page.law.value_labels}

    def program(self, name: str) -> Program:
        return self.page.law.programs[name]

    def result(self, name: str) -> JurisdictionResult:
        """A binding program's answer."""
        return self.page.results[name]

    def day_of(self, program: str) -> int | None:
        """The day as of which a binding program decides; None where the case does not settle it."""
        result = self.result(program)
        basis = self.program(program).as_of
        if result.date is not None or not isinstance(basis, Fact):
            return result.date
        if basis.name == CASE_DATE:
            return self.page.case.date
        value = self.page.case.facts_of(None).get(basis.name)
        return value if isinstance(value, int) else None

    def name(self, program: str) -> Phrase:
        """What a jurisdiction is called."""
        return self.speech.law(self.program(program).about.label)

    def names(self, programs: tuple[str, ...], joint: str = "and") -> Phrase:
        return self.speech.listed((self.name(program) for program in programs), joint)

    def linked_name(self, program: str) -> Phrase:
        """A jurisdiction's name, leading to its answer."""
        return link(self.name(program), self.to(f"{program}.{self.page.bottom_line}"))

    def decision_info(self, program: str, decision: str) -> DecisionInfo:
        return next(info for info in self.program(program).decisions if info.name == decision)

    def decision_label(self, program: str, decision: str) -> Phrase:
        return self.speech.law(self.decision_info(program, decision).about.label)

    def outcome(self, program: str, decision: str, outcome: str) -> Phrase:
        """The declared label of an outcome."""
        if outcome == NOT_ASKED:
            return self.speech.say("answer.not_arising")
        for candidate in self.decision_info(program, decision).outcomes:
            if candidate.name == outcome:
                return self.speech.law(candidate.label)
        return plain(clean(outcome))

    def quoted_outcome(self, program: str, decision: str, outcome: str) -> Phrase:
        return self.speech.quoted(self.outcome(program, decision, outcome))

    def fact(self, program: str | None, name: str) -> Phrase:
        """What a fact, or an uncertainty of a program, is called."""
        if name in self.facts:
            return self.speech.law(self.facts[name].about.label)
        for candidate in [program] if program else self.page.law.programs:
            for uncertain, wording in self.program(candidate).uncertainties:
                if uncertain == name:
                    return self.speech.law(wording)
        return plain(clean(name))

    def role(self, role: str | None) -> Phrase:
        """What a role is called; empty where nobody is named."""
        if role is None:
            return ()
        return self.speech.law(self._roles[role]) if role in self._roles else plain(clean(role))

    def about(self, name: str) -> About | None:
        """What is told about a rule, definition, list or obligation, whichever program has it."""
        return self._abouts.get(name)

    def is_rule(self, name: str) -> bool:
        """Whether a program that is shown has a rule of this name, so that links to it lead somewhere."""
        return any(name in self.rules[program] for program in self.programs)

    @cached_property
    def _abouts(self) -> dict[str, About]:
        found: dict[str, About] = {}
        for program in self.page.law.programs.values():
            found.update({each.name: each.about for each in program.lists})
            found.update({each.name: each.about for each in program.definitions})
            found.update({each.name: each.about for each in program.obligations})
            found.update({each.name: each.about for each in program.rules})
        return found

    @cached_property
    def shown_decisions(self) -> tuple[str, ...]:
        """The decisions that stand side by side: those that no code owns, in order of evaluation."""
        order: list[str] = []
        for program in self.programs:
            for info in self.program(program).decisions:
                if info.of_code is None and info.name not in order:
                    order.append(info.name)
        return tuple(order)


def decision_of(result: JurisdictionResult | LineResult, name: str) -> Decision | None:
    """The decision, or None where this program does not make it."""
    return next((decision for decision in result.decisions if decision.decision == name), None)
