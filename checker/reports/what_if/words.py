"""The words of the page's script in one language: texts of the catalogue, and what the law calls its things.

A label is a text, or `[text, language]` where it is not in the language of the page. Labels stand by name; those of
facts in the order of the facts in the data, those of rules in the order in which the rules that conclude something
stand in the law, each name once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.declared import About
from checker.ir.program import Program
from checker.reports.phrase import Phrase, text_of
from checker.reports.view.citations import citations_of, is_unverified
from checker.reports.view.subject import Subject
from checker.reports.what_if.data import compiled_programs
from checker.types import ListType, RecordType, Type

SAID: tuple[str, ...] = (
    *(f"number.{count}" for count in range(10)),
    *(f"month.{number}" for number in range(1, 13)),
    "date.first",
    "list.and",
    "list.or",
    "quoted",
    "answer.could_be",
    "answer.conflict",
    "answer.nothing",
    "answer.perhaps",
    "answer.settled_by",
    "answer.settled_by_and_more",
    "answer.and_perhaps",
    "answer.not_arising",
    "answer.no_such_question",
    "board.count.one",
    "board.count.many",
    "board.line",
    "grounds.more.one",
    "grounds.more.many",
    "grounds.none_applies",
    "parts.side.one",
    "parts.side.many",
    "parts.open.one",
    "parts.open.many",
    "parts.nowhere",
    "parts.only_one",
    "phone.baseline_alone",
    "phone.with_baseline",
    "side.controls",
    "side.baseline",
    "side.only_differences",
    "side.strictest",
    "side.open",
    "side.close",
    "side.told.one",
    "side.told.many",
    "table.baseline",
    "table.baseline_is",
    "table.caption",
    "table.line_caption",
    "table.same.one",
    "table.same.many",
    "tag.assessed",
    "tag.differs",
    "tag.interpretation",
    "tag.unverified",
    "tag.voluntary",
    "unknown.not_known",
    "value.decimal",
    "value.empty",
    "value.field",
    "value.money",
    "value.no",
    "value.nobody",
    "value.none",
    "value.perhaps",
    "value.thousands",
    "value.unknown",
    "value.yes",
    "voluntary.member",
    "what_if.add",
    "what_if.add_line",
    "what_if.agrees.one",
    "what_if.agrees.many",
    "what_if.answers",
    "what_if.answers_moved.none",
    "what_if.answers_moved.one",
    "what_if.answers_moved.many",
    "what_if.change",
    "what_if.changed_facts.one",
    "what_if.changed_facts.many",
    "what_if.checking",
    "what_if.copied",
    "what_if.copy",
    "what_if.copy_link",
    "what_if.date",
    "what_if.decided_by",
    "what_if.differs.one",
    "what_if.differs.many",
    "what_if.entry",
    "what_if.expected.code",
    "what_if.expected.date",
    "what_if.expected.number",
    "what_if.expected.text",
    "what_if.facts",
    "what_if.file",
    "what_if.find",
    "what_if.group.assumed",
    "what_if.group.other",
    "what_if.group.stated",
    "what_if.group.wanted",
    "what_if.impossible",
    "what_if.inherit",
    "what_if.jurisdictions",
    "what_if.known",
    "what_if.last_one",
    "what_if.line",
    "what_if.link_ignored",
    "what_if.matrix",
    "what_if.members",
    "what_if.moved",
    "what_if.more_open.one",
    "what_if.more_open.many",
    "what_if.new_line",
    "what_if.no_match",
    "what_if.no_scenarios",
    "what_if.not_changed",
    "what_if.not_copied",
    "what_if.partings",
    "what_if.perhaps",
    "what_if.perhaps_fewer",
    "what_if.remove",
    "what_if.remove_line",
    "what_if.reset",
    "what_if.save",
    "what_if.scope",
    "what_if.screened",
    "what_if.stage",
    "what_if.was",
    "what_if.whole",
    "word.colon",
)
"""The texts of the catalogue that the script says."""


def what_if_words(subject: Subject, facts: Iterable[str]) -> dict[str, Any]:
    """Every word that the script shows, for the facts it offers."""
    law, speech = subject.page.law, subject.speech
    programs = compiled_programs(subject.page)
    offered = set(facts)
    infos = [info for info in law.facts if info.name in offered]
    named = _type_names(info.type for info in infos)
    values: dict[str, dict[str, Any]] = {}
    for each in law.value_labels:
        if each.type in named:
            values.setdefault(each.type, {})[each.value] = _label(speech.law(each.label))
    return {
        "language": speech.language,
        "messages": {key: speech.text(key) for key in SAID},
        "programs": {program.name: _label(speech.law(program.about.label)) for program in programs},
        "codes": {code: _label(speech.law(law.programs[code].about.label)) for code in subject.page.voluntary},
        "facts": [_label(speech.law(info.about.label)) for info in infos],
        "values": values,
        "fields": {
            record.type.name: {name: _label(speech.law(label)) for name, label in record.field_labels}
            for record in law.records
            if record.type.name in named
        },
        "decisions": _decisions(subject, programs),
        "rules": list(_rules(subject, programs).values()),
        "open": {name: _label(speech.law(wording)) for program in programs for name, wording in program.uncertainties},
        "constraints": {
            each.name: _label(speech.law(each.about.label)) for program in programs for each in program.constraints
        },
    }


def _label(phrase: Phrase) -> str | list[str]:
    if len(phrase) == 1 and phrase[0].lang is not None:
        return [phrase[0].text, phrase[0].lang]
    return text_of(phrase)


def _decisions(subject: Subject, programs: Iterable[Program]) -> dict[str, Any]:
    """By decision: its label and those of its outcomes."""
    found: dict[str, Any] = {}
    for program in programs:
        for info in program.decisions:
            if info.name not in found:
                outcomes = {o.name: _label(subject.outcome(program.name, info.name, o.name)) for o in info.outcomes}
                found[info.name] = [_label(subject.speech.law(info.about.label)), outcomes]
    return found


def _rules(subject: Subject, programs: Iterable[Program]) -> dict[str, Any]:
    """By rule that concludes something: its label, its first citation, and "interpretation" or "unverified"."""
    found: dict[str, Any] = {}
    for program in programs:
        for rule in program.rules:
            if rule.conclusions and rule.name not in found:
                found[rule.name] = [
                    _label(subject.speech.law(rule.about.label)),
                    _citation(subject, rule.about),
                    *(["interpretation"] if rule.about.interpretation else []),
                    *(["unverified"] if is_unverified(rule.about) else []),
                ]
    return found


def _citation(subject: Subject, about: About) -> str | list[str]:
    views = citations_of(subject.speech, about)
    return _label(views[0].words) if views else ""


def _type_names(types: Iterable[Type]) -> set[str]:
    """Every enum, scale and record that the types are made of."""
    found: set[str] = set()
    waiting = list(types)
    while waiting:
        type_ = waiting.pop()
        name = getattr(type_, "name", None)
        if name is not None and name in found:
            continue
        if name is not None:
            found.add(name)
        if isinstance(type_, ListType):
            waiting.append(type_.record)
        elif isinstance(type_, RecordType):
            waiting += [of for _, of in type_.fields]
        elif (of := getattr(type_, "of", None)) is not None:
            waiting.append(of)
    return found
