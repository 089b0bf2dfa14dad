"""Generated source, loaded: decides lines as the interpreter does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

from checker.backends.needs import Needs, Open
from checker.backends.python import codes
from checker.backends.python.generate import FORMAT
from checker.backends.python.running import (
    Above,
    Dated,
    ListColumns,
    PeriodColumn,
    records_of,
)
from checker.backends.reads import DecisionReads, ProgramReads, Reads, RuleReads
from checker.results.records import Decision, Finding, LineResult, ObligationFinding
from checker.values import NONE, Scalar, Truth, Value

Raw: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[Truth, ...], tuple[int, ...]]
"""A code for each rule; possible outcomes, certain ones, and whether it is asked, for each decision; a code for each
obligation. `codes.STATUSES` and `codes.OBLIGATIONS` tell what the codes mean."""

_EMPTY: frozenset[Scalar] = frozenset()
_KEPT_DECISIONS = 1_024
_BUILTINS = {"frozenset": frozenset, "Exception": Exception}


class NotGenerated(Exception):
    """The text was not made by this version of `generate`."""


def load(source: str) -> Evaluator:
    """Make an evaluator of what `generate` returned. Nothing else must be given to it: the source is run."""
    names: dict[str, object] = {
        "__builtins__": _BUILTINS,
        "NONE": NONE,
        "EMPTY": _EMPTY,
        "Above": Above,
        "Dated": Dated,
        "ListColumns": ListColumns,
        "PeriodColumn": PeriodColumn,
        "records_of": records_of,
    }
    exec(compile(source, "<generated>", "exec"), names)
    if names.get("FORMAT") != FORMAT:
        raise NotGenerated
    return Evaluator(names)


class Evaluator:
    """Decides lines under one program. `statuses` is the quick way; `evaluate` gives the records of the interpreter."""

    statuses: Callable[[Mapping[str, Value], int], Raw]
    """The generated function itself."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self._names = names
        self.statuses = names["decide"]  # type: ignore[assignment]
        self.program: str = str(names["PROGRAM"])
        self._rules: tuple[tuple[str, tuple[tuple[str, str], ...], tuple[int, ...]], ...]
        self._rules = names["RULES"]  # type: ignore[assignment]
        self._decisions: tuple[tuple[str, tuple[str, ...], str, tuple[tuple[int, int], ...]], ...]
        self._decisions = names["DECISIONS"]  # type: ignore[assignment]
        obligations: tuple[tuple[str, str | None], ...] = names["OBLIGATIONS"]  # type: ignore[assignment]
        self._duties = tuple(
            tuple(ObligationFinding(name, status, bearer, None, arises) for status, arises in codes.OBLIGATIONS)
            for name, bearer in obligations
        )
        self._places = {name: place for place, (name, _, _) in enumerate(self._rules)}
        self._findings = tuple(
            tuple(
                None
                if exceptions and _may_name_exceptions(code)
                else Finding(name, status, conclusions, (), truth, force)
                for code, (status, truth, force) in enumerate(codes.MEANINGS)
            )
            for name, conclusions, exceptions in self._rules
        )
        self._defeasible: list[dict[object, Finding]] = [{} for _ in self._rules]
        self._made: list[dict[object, Decision]] = [{} for _ in self._decisions]

    def evaluate(self, facts: Mapping[str, Value], date: int, *, line: str = "", needs: bool = True) -> LineResult:
        """What the interpreter's `evaluate` returns, without traces; without `needs`, not what open decisions need."""
        raw = self.statuses(facts, date)
        rules = raw[0]
        findings = [
            by_code[code] or self._finding(place, code, rules)
            for place, (by_code, code) in enumerate(zip(self._findings, rules, strict=True))
        ]
        missing = Needs(self.reads, self._open(raw, facts)) if needs else None
        return LineResult(
            line,
            tuple(self._decision(number, raw, missing) for number in range(len(self._decisions))),
            tuple(findings),
            tuple(self._duties[place][code] for place, code in enumerate(raw[4])),
        )

    # ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _finding(self, place: int, code: int, rules: tuple[int, ...]) -> Finding:
        """A finding that names the exceptions that apply, or may."""
        name, conclusions, exceptions = self._rules[place]
        if code == codes.DEFEATED:
            defeaters = tuple(each for each in exceptions if rules[each] == codes.APPLIES)
        else:
            defeaters = tuple(each for each in exceptions if _is_undetermined(rules[each]))
        key = (code, defeaters)
        found = self._defeasible[place].get(key)
        if found is None:
            status, condition, in_force = codes.MEANINGS[code]
            by = tuple(self._rules[each][0] for each in defeaters)
            found = self._defeasible[place][key] = Finding(name, status, conclusions, by, condition, in_force)
        return found

    # ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _decision(self, number: int, raw: Raw, missing: Needs | None) -> Decision:
        name, outcomes, combiner, concluding = self._decisions[number]
        rules, masks, certainties, asks, _ = raw
        mask, certain, asked = masks[number], certainties[number], asks[number]
        collects = combiner == "collect"
        is_open = mask != certain if collects else mask & (mask - 1) != 0
        deciding: tuple[int, ...] = ()
        if asked is True and (collects or not is_open):
            settled = certain if collects else mask
            places = (
                place for place, outcome in concluding if rules[place] == codes.APPLIES and settled >> outcome & 1
            )
            deciding = tuple(dict.fromkeys(places))
        needs = missing.of(name) if is_open and missing is not None else ()
        key = (mask, certain, deciding, needs)
        found = self._made[number].get(key)
        if found is None:
            if len(self._made[number]) >= _KEPT_DECISIONS:
                self._made[number].clear()
            found = self._made[number][key] = Decision(
                name,
                None if is_open or collects else _named(outcomes, mask)[0],
                _named(outcomes, mask),
                exact=False,
                decided_by=tuple(self._rules[place][0] for place in deciding),
                needs=needs,
                collected=_named(outcomes, certain) if collects else (),
                conflict=combiner == "unique" and certain & (certain - 1) != 0,
            )
        return found

    # ── what is missing ──────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def reads(self) -> ProgramReads:
        """What the rules and decisions of the program read."""
        rule_rows: tuple[tuple[str, _ReadsRow, _ReadsRow, tuple[str, ...], tuple[tuple[str, int], ...]], ...]
        rule_rows = self._names["RULE_READS"]  # type: ignore[assignment]
        decision_rows: tuple[tuple[str, _ReadsRow | None, tuple[str, ...]], ...]
        decision_rows = self._names["DECISION_READS"]  # type: ignore[assignment]
        return ProgramReads(
            {row[0]: RuleReads(row[0], Reads(*row[1]), Reads(*row[2]), row[3], row[4]) for row in rule_rows},
            {
                row[0]: DecisionReads(row[0], None if row[1] is None else Reads(*row[1]), row[2])
                for row in decision_rows
            },
        )

    def _open(self, raw: Raw, facts: Mapping[str, Value]) -> Open:
        rules, masks, _, asks, _ = raw
        places = self._places
        names = [name for name, _, _, _ in self._decisions]
        return Open(
            facts,
            lambda name: codes.MEANINGS[rules[places[name]]][1],
            lambda name: codes.MEANINGS[rules[places[name]]][2],
            lambda name: None if _is_undetermined(rules[places[name]]) else rules[places[name]] == codes.APPLIES,
            dict(zip(names, masks, strict=True)),
            dict(zip(names, asks, strict=True)),
        )


_ReadsRow: TypeAlias = tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]


def _is_undetermined(code: int) -> bool:
    return codes.UNKNOWN <= code <= codes.UNKNOWN_BOTH


def _may_name_exceptions(code: int) -> bool:
    return code == codes.DEFEATED or _is_undetermined(code)


def _named(names: tuple[str, ...], mask: int) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(names) if mask >> number & 1)
