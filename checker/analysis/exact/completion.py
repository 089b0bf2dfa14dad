"""From a choice of everything that is free back to a case and a law without anything unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from checker.analysis.exact.questions import plain
from checker.analysis.exact.shapes import Answer, Free
from checker.declared import DatedList, Period
from checker.ir import nodes as ir
from checker.ir.program import Program
from checker.ir.rewrite import rewritten_program
from checker.ir.walk import walk
from checker.records import evolve, frozen
from checker.types import BoolType, ListType, RecordType, SetType, Type
from checker.values import NONE, Scalar, SetValue, Value


@frozen
class Completion:
    """Facts of each line, and the program with its uncertainties settled."""

    lines: tuple[Mapping[str, Value], ...]
    program: Program


def chosen(free: Free, true: Collection[int]) -> Answer:
    """The answer that the true inputs give."""
    for answer in free.answers:
        if answer.true and answer.true[0] in true:
            return answer
    return next(answer for answer in free.answers if not answer.true)


def complete(
    program: Program, lines: Sequence[Mapping[str, Value]], free: Iterable[Free], true: Collection[int]
) -> Completion:
    """What the true inputs make of a case."""
    picked: dict[tuple[str, str], dict[tuple[int | None, tuple[Scalar, ...]], Scalar]] = {}
    for each in free:
        picked.setdefault(each.subject, {})[each.line, each.part] = each.value(true)
    types = {fact.name: fact.type for fact in program.facts}
    completed = []
    for number, facts in enumerate(lines):
        made = dict(facts)
        for (kind, name), parts in picked.items():
            mine = {part: value for (line, part), value in parts.items() if line in (None, number)}
            if kind == "fact" and mine:
                made[name] = _fact_value(types.get(name, BoolType()), facts.get(name), mine)
        completed.append(made)
    return Completion(tuple(completed), _settle(program, picked))


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

Parts = Mapping[tuple[Scalar, ...], Scalar]


def _fact_value(type_: Type, known: Value | None, parts: Parts) -> Value:
    base = plain(type_)
    if isinstance(base, ListType):
        if parts.get(("none",)):
            return NONE
        return _records(base, known, parts)
    if isinstance(base, RecordType):
        return _record(base, known if isinstance(known, Mapping) else {}, 0, parts)
    return _plain_value(base, known, parts)


def _records(type_: ListType, known: Value | None, parts: Parts) -> tuple[Mapping[str, Value | None], ...]:
    if isinstance(known, tuple):
        return tuple(_record(type_.record, each, number, parts) for number, each in enumerate(known))
    found = []
    for number in range(type_.maximum):
        if not parts.get((number, "exists")):
            break
        found.append(_record(type_.record, {}, number, parts))
    return tuple(found)


def _record(
    type_: RecordType, known: Mapping[str, Value | None], number: int, parts: Parts
) -> Mapping[str, Value | None]:
    made = dict(known)
    for name, field_type in type_.fields:
        mine = {part[2:]: value for part, value in parts.items() if part[:2] == (number, name)}
        if mine:
            made[name] = _plain_value(plain(field_type), known.get(name), mine)
    return made


def _plain_value(base: Type, known: Value | None, parts: Parts) -> Value:
    if not isinstance(base, SetType):
        return parts[()]
    if parts.get((NONE,)):
        return NONE
    before = known if isinstance(known, SetValue) else SetValue()
    members = {part[0] for part, value in parts.items() if value}
    left = before.uncertain - {part[0] for part in parts}
    return SetValue(before.members | members, left)


# ── the law ──────────────────────────────────────────────────────────────────────────────────────────────────────

Picked = Mapping[tuple[str, str], Mapping[tuple[int | None, tuple[Scalar, ...]], Scalar]]


def _settle(program: Program, picked: Picked) -> Program:
    open_terms = {name: parts[None, ()] for (kind, name), parts in picked.items() if kind == "uncertain" and parts}
    rules = {name: parts for (kind, name), parts in picked.items() if kind == "rule"}
    lists = {name: parts for (kind, name), parts in picked.items() if kind == "list"}
    if not (open_terms or rules or lists):
        return program
    settled = evolve(
        program,
        rules=tuple(
            evolve(rule, periods=_periods(rule.periods, rules[rule.name])) if rule.name in rules else rule
            for rule in program.rules
        ),
        lists=tuple(_list(each, lists[each.name]) if each.name in lists else each for each in program.lists),
    )
    return substitute(settled, open_terms) if open_terms else settled


def _periods(
    periods: Sequence[Period], picked: Mapping[tuple[int | None, tuple[Scalar, ...]], Scalar]
) -> tuple[Period, ...]:
    return tuple(_exact(period, number, picked) for number, period in enumerate(periods))


def _exact(period: Period, number: int, picked: Mapping[tuple[int | None, tuple[Scalar, ...]], Scalar]) -> Period:
    start_earliest, start_latest = _day(period.start_earliest, period.start_latest, number, "start", picked)
    end_earliest, end_latest = _day(period.end_earliest, period.end_latest, number, "end", picked)
    return Period(start_earliest, start_latest, end_earliest, end_latest)


def _day(
    earliest: int,
    latest: int,
    number: int,
    end: str,
    picked: Mapping[tuple[int | None, tuple[Scalar, ...]], Scalar],
) -> tuple[int, int]:
    """The first day by which it is chosen to have begun (or ended); untouched where nothing turned on it."""
    days = {part[2]: value for (_, part), value in picked.items() if part[:2] == (number, end)}
    if not days:
        return earliest, latest
    reached = [day for day, value in days.items() if value and isinstance(day, int)]
    day = min(reached, default=latest)
    return day, day


def _list(dated: DatedList, picked: Mapping[tuple[int | None, tuple[Scalar, ...]], Scalar]) -> DatedList:
    rows = list(dated.rows)
    for number in {part[0] for _, part in picked}:
        if isinstance(number, int):
            rows[number] = evolve(rows[number], period=_exact(rows[number].period, number, picked))
    return evolve(dated, rows=tuple(rows))


def substitute(program: Program, values: Mapping[str, Scalar]) -> Program:
    """The program with open terms replaced by values, wherever a decision may read them."""

    def value(expr: ir.Expr) -> ir.Expr | None:
        if isinstance(expr, ir.Uncertain) and expr.name in values:
            return ir.Constant(values[expr.name], span=expr.span)
        return None

    return rewritten_program(program, value, _reads_open_term)


_MOST_KEPT = 20_000
_kept: dict[int, tuple[ir.Expr, bool]] = {}


def _reads_open_term(expr: ir.Expr) -> bool:
    """Whether an expression holds an open term; looked up once for as long as the expression is in use."""
    kept = _kept.get(id(expr))
    if kept is None or kept[0] is not expr:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kept = _kept[id(expr)] = (expr, any(isinstance(each, ir.Uncertain) for each in walk(expr)))
    return kept[1]
