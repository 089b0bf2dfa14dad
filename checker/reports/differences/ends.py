"""The two programs that are compared, and what the names in them are called.

Everything that is returned is one line of cleaned text: it may be wrapped or escaped, and shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import frozen

from checker.analysis.differences.findings import Difference, Kind
from checker.analysis.differences.sides import FIRST, SECOND, SIDES, is_of, is_shared, original
from checker.cleaning import clean
from checker.ir.law import Law
from checker.ir.program import CASE_DATE, NOT_ASKED, About, Citation, DecisionInfo, FactInfo, Outcome, Program
from checker.reports.terminal.values import value_in_words
from checker.scalars import show_value
from checker.types import DateType, EnumType, ListType, OptionalType, RecordType, ScaleType, Type
from checker.values import NONE, Value

_ODD = re.compile(r"[^A-Za-z0-9_.-]+")
NOT_ARISING = "the question does not arise"


@frozen(slots=False)
class Ends:
    """`titles`: how either side is called where its answer stands. `days`: those that are compared, if any are.

    `over_time`: the sides are one law before and after; otherwise two jurisdictions, and nothing "changes".
    """

    laws: tuple[Law, Law]
    programs: tuple[Program, Program]
    titles: tuple[str, str] = ("Before", "After")
    days: tuple[int, int] | None = None
    over_time: bool = True

    @property
    def name(self) -> str:
        """What the programs are called, together."""
        if self.over_time:
            return label_of(self.programs[SECOND].about)
        return f"{self.titles[FIRST]} and {self.titles[SECOND]}"

    # ── facts and values ─────────────────────────────────────────────────────────────────────────────────────────

    def type_of(self, name: str) -> Type | None:
        """The type of a fact of the pair; of one that both have, as the second has it."""
        if name == CASE_DATE:
            return DateType()
        info = self.fact_info(name)
        return None if info is None else info.type

    def fact_info(self, name: str) -> FactInfo | None:
        return next((self._facts[side][original(name)] for side in self._where(name, self._facts)), None)

    def facts_of(self, side: int) -> tuple[FactInfo, ...]:
        """The facts that one side's cases may state, in order of declaration where its program reads them."""
        read = self.programs[side].facts
        names = {fact.name for fact in read}
        return (*read, *(fact for name, fact in self._facts[side].items() if name not in names))

    def fact(self, name: str) -> str:
        """What a fact is called."""
        if name == CASE_DATE:
            return "Date of the case"
        info = self.fact_info(name)
        return self._marked(name, original(name) if info is None else label_of(info.about))

    def field(self, record: RecordType, name: str) -> str:
        """What a field of a record is called."""
        return self._fields.get((record.name, name), clean(name))

    def value(self, value: Value | None, type_: Type | None) -> str:
        """A value in the words of the vocabulary."""
        if isinstance(value, str) and (value.startswith("~") or ".~" in value):
            below = value.rpartition("~")[0].removesuffix(".")
            return f"another code below {clean(below)}" if below else "another value"
        match type_:
            case None:
                return "yes" if value is True else "no" if value is False else clean(str(value))
            case OptionalType(of=of) if value is not NONE:
                return self.value(value, of)
            case EnumType(name=name) | ScaleType(name=name) if value is not None and value is not NONE:
                spelled = show_value(value, type_)
                return self._values.get((name, spelled), clean(spelled))
            case ListType() | RecordType():
                return self._records(value, type_)
            case _:
                return value_in_words(self.laws[SECOND], value, type_)

    def _records(self, value: Value | None, type_: Type) -> str:
        match value, type_:
            case tuple(), ListType(record=record):
                return "; ".join(self._records(each, record) for each in value) or "nobody"
            case Mapping(), RecordType(fields=fields):
                known = [
                    f"{self.field(type_, name)}: {self.value(value[name], of)}" for name, of in fields if name in value
                ]
                return "(" + (", ".join(known) or "nothing known of it") + ")"
            case _:
                return "none"

    # ── constructs ───────────────────────────────────────────────────────────────────────────────────────────────

    def about(self, name: str) -> About | None:
        """What is told about a rule, definition, list or duty of the pair."""
        return next((self._abouts[side][original(name)] for side in self._where(name, self._abouts)), None)

    def side_about(self, side: int, name: str) -> About | None:
        """What one side tells about a construct of its own."""
        return self._abouts[side].get(name)

    def construct(self, name: str) -> str:
        """The title of a construct in quotation marks."""
        about = self.about(name)
        return self._marked(name, quoted(original(name) if about is None else label_of(about)))

    def uncertainty(self, name: str) -> str:
        """What the law leaves open under this name."""
        for side in self._sides_of(name):
            for known, wording in self.programs[side].uncertainties:
                if known == original(name):
                    return self._marked(name, clean(wording.value))
        return self.construct(name)

    def decision(self, name: str) -> str:
        """What a decision is called."""
        info = self.decision_info(SECOND, name) or self.decision_info(FIRST, name)
        return original(name) if info is None else label_of(info.about)

    def decision_info(self, side: int, name: str) -> DecisionInfo | None:
        return next((each for each in self.programs[side].decisions if each.name == original(name)), None)

    def outcome(self, decision: str, outcome: str, side: int = SECOND) -> str:
        """The label of an outcome, as one side has it or else the other."""
        if outcome == NOT_ASKED:
            return NOT_ARISING
        for each in (side, 1 - side):
            info = self.decision_info(each, decision)
            for candidate in () if info is None else info.outcomes:
                if candidate.name == outcome:
                    return _outcome_label(candidate)
        return clean(outcome)

    # ── look-ups ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _marked(self, name: str, words: str) -> str:
        """The words, with the side where only one side has what they stand for."""
        if is_shared(name):
            return clean(words)
        side = FIRST if is_of(FIRST, name) else SECOND
        return f"{clean(words)} ({self.titles[side].lower() if self.over_time else self.titles[side]})"

    def _sides_of(self, name: str) -> Iterable[int]:
        return (side for side in reversed(SIDES) if is_of(side, name))

    def _where(self, name: str, known: tuple[Mapping[str, object], Mapping[str, object]]) -> Iterable[int]:
        return (side for side in self._sides_of(name) if original(name) in known[side])

    @cached_property
    def _facts(self) -> tuple[dict[str, FactInfo], dict[str, FactInfo]]:
        first, second = (
            {fact.name: fact for fact in (*law.facts, *program.facts)}
            for law, program in zip(self.laws, self.programs, strict=True)
        )
        return first, second

    @cached_property
    def _abouts(self) -> tuple[dict[str, About], dict[str, About]]:
        first, second = (_abouts(program) for program in self.programs)
        return first, second

    @cached_property
    def _values(self) -> dict[tuple[str, str], str]:
        return {(each.type, each.value): clean(each.label.value) for law in self.laws for each in law.value_labels}

    @cached_property
    def _fields(self) -> dict[tuple[str, str], str]:
        return {
            (info.type.name, name): clean(label.value)
            for law in self.laws
            for info in law.records
            for name, label in info.field_labels
        }


def _abouts(program: Program) -> dict[str, About]:
    return {
        each.name: each.about
        for some in (program.lists, program.definitions, program.obligations, program.rules)
        for each in some
    }


def label_of(about: About) -> str:
    return clean(about.label.value)


def _outcome_label(outcome: Outcome) -> str:
    return clean(outcome.label.value)


def quoted(text: str) -> str:
    return f"“{text}”"


def citation_in_words(citation: Citation) -> str:
    """ABC s 13 (unverified)."""
    words = f"{citation.source} {citation.provision or ''}".strip()
    return clean(words + ("" if citation.confidence == "sourced" else " (unverified)"))


def most_records(type_: Type) -> int:
    """How many records a list of the type may hold."""
    match type_:
        case OptionalType(of=of):
            return most_records(of)
        case ListType(maximum=maximum):
            return maximum
        case _:
            return 0


def anchor(*parts: str) -> str:
    """Where a report has something, made from its names."""
    return _ODD.sub("-", ".".join(parts))


def change_anchor(found: Difference, kind: Kind) -> str:
    """Where a report has a kind of change."""
    return anchor(found.program, kind.name, kind.before or "none", kind.after or "none")
