"""The days on which something in the law may change for a case, and what of it the case names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.analysis.exact import Lines
from checker.analysis.exact.circuit import Circuit
from checker.analysis.exact.domains import FIRST_DATE, LAST_DATE
from checker.analysis.exact.questions import DECIDING_DATE, Key, Questions, dates_of, questions_of
from checker.analysis.exact.unknowns import Unknowns
from checker.backends.kleene import disjunction, is_within_period
from checker.declared import DatedList
from checker.ir.program import Program
from checker.types import DateType, is_within
from checker.values import Scalar, SetValue, Truth, Value


def changing_days(program: Program, lines: Lines) -> tuple[dict[int, bool], bool]:
    """The days on which an answer may change, in order: ends of periods of rules and of list rows that the case may
    touch, and days that a condition compares the date with, directly or through something unknown. For each, whether
    what changes may not show in the findings; and whether they are all."""
    questions = questions_of(program)
    shown = {day for rule in program.rules for period in rule.periods for day in dates_of(period)}
    hidden: set[int] = set()
    for dated in program.lists:
        touched = _touched(questions, dated, lines)
        periods = [row.period for row in dated.rows if touched is None or row.member in touched]
        hidden |= {day for period in periods for day in dates_of(period)}
    hidden |= questions.compared_days
    complete = True
    if questions.asked(DECIDING_DATE).joint:
        facts = [dict(own) for _, own in lines]
        unknowns = Unknowns(program, questions, facts, Circuit(), ())
        domain = unknowns.domain(DECIDING_DATE, DateType())
        complete = domain.complete
        hidden |= {cell.low for cell in domain.cells if cell.low is not None}
    return {day: day in hidden for day in sorted(shown | hidden) if FIRST_DATE < day <= LAST_DATE}, complete


def _touched(questions: Questions, dated: DatedList, lines: Lines) -> set[Scalar] | None:
    """The members of a list that the case names; None where something unknown may be any of them."""
    touched: set[Scalar] = set()
    for key in questions.types:
        nestings = [nested for name, nested in questions.asked(key).lists if name == dated.name]
        if not nestings or key == DECIDING_DATE:
            continue
        if _is_unknown(key, lines):
            return None
        for value in _given(key, lines):
            touched.add(value)
            if any(nestings) and isinstance(value, str):
                touched |= {value[:end] for end in range(1, len(value)) if is_within(value, value[:end], dated.nesting)}
    return touched if touched or not dated.rows or isinstance(dated.rows[0].member, str) else None


def _values(key: Key, lines: Lines) -> Iterable[Value | None]:
    for _, facts in lines:
        value = facts.get(key[1])
        if key[0] != "field":
            yield value if key[0] == "fact" else None
        elif value is None:
            yield None
        else:
            records = value if isinstance(value, tuple) else (value,)
            yield from (record.get(key[2]) for record in records if isinstance(record, Mapping))


def _is_unknown(key: Key, lines: Lines) -> bool:
    return any(value is None for value in _values(key, lines))


def _given(key: Key, lines: Lines) -> Iterable[Scalar]:
    for value in _values(key, lines):
        if isinstance(value, SetValue):
            yield from sorted(value.members | value.uncertain, key=str)
        elif isinstance(value, (bool, int, str)):
            yield value


def touched_lists(program: Program, lines: Lines) -> dict[str, tuple[str | int, ...]]:
    """The members of each list that the case names."""
    questions = questions_of(program)
    found: dict[str, tuple[str | int, ...]] = {}
    for dated in program.lists:
        touched = _touched(questions, dated, lines) or set()
        members = dict.fromkeys(row.member for row in dated.rows if row.member in touched)
        if members:
            found[dated.name] = tuple(members)
    return found


def membership(dated: DatedList, member: str | int, day: int) -> Truth:
    """Whether a member is on a list on a day."""
    return disjunction(is_within_period(day, row.period) for row in dated.rows if row.member == member)
