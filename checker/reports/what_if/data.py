"""What the script of the page reads, in no language: the law, the case, the types of its facts, the exact answers.

`comity.what_if/1`:

| key          | holds                                                                                               |
|--------------|-----------------------------------------------------------------------------------------------------|
| `law`        | the programs, `comity.law/1` (`checker.backends.javascript.encode`)                                 |
| `compared`   | jurisdictions of the report, in order; `compiled`: these and those that can be switched on          |
| `codes`      | voluntary instruments; each has a program `CODE@A` beside each jurisdiction that it stands beside   |
| `baseline`, `bottom_line`, `actual` | as in the report                                                             |
| `decisions`  | by name: the code that owns it, its combiner, and the look of each outcome                          |
| `facts`      | by name: `type`, and if so `per_line`, `assessed`                                                   |
| `enums`, `scales`, `records` | values by name of type; fields `[name, type]` by name of record                     |
| `case`       | `id`, `title`, `date`, `note`, `screened` (there are statements of screening), `assuming`,          |
|              | `assumed` (facts), `facts` and `lines` as stated                                                    |
| `answers`    | the exact answers to the case: by program and decision `[possible, collected, conflict, exact]`     |
| `wanted`     | the unknown facts that can change an answer, most decisive first                                    |
| `scenarios`  | `checker.reports.what_if.scenarios`                                                                 |

A type is `[kind, …]`: bool, date, text, `[enum, name]`, `[scale, name]`, `[code, name]`, `[int, low, high]`,
`[decimal, places, low, high]`, `[money, currency, low, high]`, `[set, of]`, `[record, name]`, `[list, name, maximum]`,
`[optional, of]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import is_
from typing import Any, assert_never

from attrs import frozen

from checker.backends.javascript import encode_programs, encode_value
from checker.cases.case import Given
from checker.ir.law import Law
from checker.ir.program import Program
from checker.reports.view.answers import look_of
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.subject import Subject
from checker.reports.view.unsettled import asked_of
from checker.reports.what_if.scenarios import MOST_BYTES, encode_scenarios
from checker.results.records import JurisdictionResult
from checker.types import (
    BoolType,
    CodeType,
    DateType,
    DecimalType,
    EnumType,
    IntType,
    ListType,
    MoneyType,
    OptionalType,
    RecordType,
    ScaleType,
    SetType,
    TextType,
    Type,
)

FORMAT = "comity.what_if/1"
_MOST_KEPT = 4


def compiled_programs(page: ComparisonPage) -> tuple[Program, ...]:
    """The jurisdictions compared, those that can be switched on, and the voluntary instruments beside each."""
    law = page.law
    jurisdictions = tuple(dict.fromkeys((*page.results, *page.compiled)))
    beside = [f"{code}@{name}" for code in page.voluntary for name in jurisdictions]
    return tuple(law.programs[name] for name in (*jurisdictions, *beside) if name in law.programs)


def what_if_data(subject: Subject, most_of_scenarios: int = MOST_BYTES) -> dict[str, Any]:
    """Everything but words, with scenarios of so many bytes at most."""
    page = subject.page
    programs = compiled_programs(page)
    carried = _carry(page.law, programs, most_of_scenarios)
    read = {fact.name for program in programs for fact in program.facts}
    stated = {given.name for given in _everything_given(page)}
    types = _Types()
    facts = {
        info.name: {
            "type": types.of(info.type),
            **({"per_line": True} if info.per_line else {}),
            **({"assessed": True} if info.assessed else {}),
        }
        for info in page.law.facts
        if info.name in read | stated
    }
    return {
        "format": FORMAT,
        "law": carried.law,
        "compared": list(page.results),
        "compiled": [program.name for program in programs if program.binding],
        "codes": list(page.voluntary),
        "baseline": page.baseline,
        "bottom_line": page.bottom_line,
        "actual": page.actual,
        "decisions": _decisions(programs),
        "facts": facts,
        "enums": types.enums,
        "scales": types.scales,
        "records": types.records,
        "case": _case(page),
        "answers": _answers(page),
        "wanted": [need.name for need in asked_of(subject).needs if need.name in facts],
        "scenarios": carried.scenarios if not page.readings else encode_scenarios(page.law, ()),
    }


@frozen
class _Carried:
    """What does not depend on the case."""

    programs: tuple[Program, ...]
    most_of_scenarios: int
    law: dict[str, Any]
    scenarios: dict[str, Any]


_kept: list[_Carried] = []


def _carry(law: Law, programs: tuple[Program, ...], most: int) -> _Carried:
    """The programs and scenarios as data, kept for the next case and the next language."""
    for carried in _kept:
        same = len(carried.programs) == len(programs) and all(map(is_, carried.programs, programs))
        if same and carried.most_of_scenarios == most:
            return carried
    found = _Carried(programs, most, encode_programs(programs), encode_scenarios(law, programs, most))
    _kept[:] = [found, *_kept][:_MOST_KEPT]
    return found


def _everything_given(page: ComparisonPage) -> Iterable[Given]:
    case = page.case
    for assumption in case.assumptions:
        yield from assumption.facts
    yield from case.facts
    for line in case.lines:
        yield from line.facts


def _decisions(programs: Iterable[Program]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for program in programs:
        for info in program.decisions:
            looks = [look_of(info, outcome.name).value for outcome in info.outcomes]
            found.setdefault(info.name, {"code": info.of_code, "combiner": info.combiner, "looks": looks})
    return found


def _case(page: ComparisonPage) -> dict[str, Any]:
    case = page.case
    assumed = {given.name: given.value for each in case.assumptions for given in each.facts}
    return {
        "id": case.id,
        "title": case.title,
        "date": case.date,
        "note": case.note,
        "screened": bool(case.screenings),
        "assuming": [assumption.name for assumption in case.assumptions],
        "assumed": {name: encode_value(value) for name, value in assumed.items()},
        "facts": _given(case.facts),
        "lines": [[line.name, _given(line.facts)] for line in case.lines],
    }


def _given(facts: Iterable[Given]) -> dict[str, Any]:
    """By name: the value, and what the case says about it besides."""
    found: dict[str, Any] = {}
    for given in facts:
        about = {
            "unknown": given.unknown.value if given.unknown else None,
            "note": given.note,
            "by": given.stated_by,
        }
        told = {key: text for key, text in about.items() if text is not None}
        found[given.name] = [encode_value(given.value), *([told] if told else [])]
    return found


def _answers(page: ComparisonPage) -> dict[str, Any]:
    results = dict(page.results)
    for code, beside in page.voluntary.items():
        results |= {f"{code}@{name}": result for name, result in beside.items()}
    return {name: _answer(result) for name, result in results.items()}


def _answer(result: JurisdictionResult) -> dict[str, Any]:
    return {
        each.decision: [list(each.possible), list(each.collected), each.conflict, each.exact]
        for each in result.decisions
    }


class _Types:
    """Types as JSON; what they name is gathered beside them."""

    def __init__(self) -> None:
        self.enums: dict[str, list[str]] = {}
        self.scales: dict[str, list[str]] = {}
        self.records: dict[str, list[Any]] = {}

    def of(self, type_: Type) -> list[Any]:
        match type_:
            case BoolType():
                return ["bool"]
            case DateType():
                return ["date"]
            case TextType():
                return ["text"]
            case EnumType(name=name, values=values):
                self.enums[name] = list(values)
                return ["enum", name]
            case ScaleType(name=name, values=values):
                self.scales[name] = list(values)
                return ["scale", name]
            case CodeType(name=name):
                return ["code", name]
            case IntType(low=low, high=high):
                return ["int", encode_value(low), encode_value(high)]
            case DecimalType(places=places, low=low, high=high):
                return ["decimal", places, encode_value(low), encode_value(high)]
            case MoneyType(currency=currency, low=low, high=high):
                return ["money", currency, encode_value(low), encode_value(high)]
            case SetType(of=of):
                return ["set", self.of(of)]
            case OptionalType(of=of):
                return ["optional", self.of(of)]
            case RecordType(name=name):
                return ["record", self._record(type_)]
            case ListType(record=record, maximum=maximum):
                return ["list", self._record(record), maximum]
            case _:
                assert_never(type_)

    def _record(self, record: RecordType) -> str:
        if record.name not in self.records:
            self.records[record.name] = []
            self.records[record.name] = [[name, self.of(of)] for name, of in record.fields]
        return record.name
