"""Scenarios of the law with their expected answers, for a page that checks itself.

| key        | holds                                                                                                  |
|------------|--------------------------------------------------------------------------------------------------------|
| `given`    | `[fact, value]`, each once; scenarios give places in it                                                |
| `expected` | `[target, kind, what, answer]`: kind `outcome`, `possible` (answer: a list), `rule` or `obligation`    |
| `names`    | of the scenarios                                                                                       |
| `runs`     | `[date, base, taken away, added, expected, lines, actual]`: facts are those of the earlier scenario    |
|            | `base` (-1: none) without those taken away and with those added; `lines` and `actual` only if any      |

A scenario that a law with other readings would decide is left out, and so are facts and expectations of programs that
the page does not carry. Where all would take more room than there is, some are taken
at even distances, so from every owner.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, assert_never

from checker.backends.javascript import encode_value
from checker.declared import Expectation, ExpectObligation, ExpectOutcome, ExpectPossible, ExpectRule, Scenario
from checker.ir.law import Law
from checker.ir.program import Program
from checker.testing.scenarios import program_name
from checker.values import Value

MOST_BYTES = 100_000
FEWEST_BYTES = 20_000
_FIRST = 100
_LOOK_BACK = 40


def encode_scenarios(law: Law, programs: Sequence[Program], most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    """The scenarios that say something of the programs, as many as fit."""
    names = {program.name for program in programs}
    read = {fact.name for program in programs for fact in program.facts}
    fitting = [each for each in law.scenarios if not each.readings and any(_expected(each, names))]
    best: dict[str, Any] = _encode((), names, read)
    fits, wanted = 0, min(len(fitting), _FIRST)
    while wanted > fits:
        found = _encode(_spread(fitting, wanted), names, read)
        size = len(json.dumps(found, separators=(",", ":")))
        if size <= most_bytes:
            best, fits = found, wanted
        elif fits:
            break
        wanted = min(len(fitting), int(wanted * min(2.0, 0.95 * most_bytes / size)))
    return best


def _spread(scenarios: Sequence[Scenario], wanted: int) -> list[Scenario]:
    """So many of them, at even distances."""
    return [scenarios[place * len(scenarios) // wanted] for place in range(wanted)]


def _encode(scenarios: Iterable[Scenario], names: set[str], read: set[str]) -> dict[str, Any]:
    given, expected = _Pool(), _Pool()
    known: list[frozenset[int]] = []
    runs: list[list[Any]] = []
    titles: list[str] = []
    for scenario in scenarios:
        facts = frozenset(_places(given, scenario.given, read))
        base = _nearest(known, facts)
        before = known[base] if base >= 0 else frozenset()
        wanted = [expected.place(each) for each in _expected(scenario, names)]
        lines = [[name, sorted(_places(given, of_line, read))] for name, of_line in scenario.lines]
        rest: list[Any] = [lines, True] if scenario.actual else [lines] if lines else []
        runs.append([scenario.date, base, sorted(before - facts), sorted(facts - before), wanted, *rest])
        titles.append(scenario.name)
        known.append(facts)
    return {"given": given.items, "expected": expected.items, "names": titles, "runs": runs}


def _nearest(known: Sequence[frozenset[int]], facts: frozenset[int]) -> int:
    """The earlier scenario that shares most, or -1 where none of those near is worth naming."""
    near = range(max(0, len(known) - _LOOK_BACK), len(known))
    best = min(near, key=lambda place: len(known[place] ^ facts), default=-1)
    return best if best >= 0 and len(known[best] ^ facts) < len(facts) else -1


def _places(pool: _Pool, facts: Iterable[tuple[str, Value | None]], read: set[str]) -> Iterator[int]:
    for name, value in facts:
        if name in read:
            yield pool.place([name, encode_value(value)])


def _expected(scenario: Scenario, names: set[str]) -> Iterator[list[Any]]:
    for each in scenario.expectations:
        target = program_name(each.target, each.beside)
        if target in names:
            yield [target, *_answer(each)]


def _answer(expectation: Expectation) -> list[Any]:
    match expectation:
        case ExpectOutcome(decision=decision, outcome=outcome):
            return ["outcome", decision, outcome]
        case ExpectPossible(decision=decision, outcomes=outcomes):
            return ["possible", decision, list(outcomes)]
        case ExpectRule(rule=rule, status=status):
            return ["rule", rule, status]
        case ExpectObligation(obligation=obligation, status=status):
            return ["obligation", obligation, status]
        case _:
            assert_never(expectation)


class _Pool:
    """Items that stand once each, and their places."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, item: Any) -> int:
        key = json.dumps(item)
        if key not in self._places:
            self._places[key] = len(self.items)
            self.items.append(item)
        return self._places[key]
