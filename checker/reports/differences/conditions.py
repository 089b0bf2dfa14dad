"""The conditions of a region, each as a phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from attrs import frozen

from checker.analysis.differences.sides import FIRST, SECOND, original
from checker.analysis.exact.domains import FIRST_DATE, LAST_DATE, Cell
from checker.analysis.space.cover import Condition
from checker.analysis.space.variables import Choice, Sort, Variable
from checker.cleaning import clean
from checker.ir import nodes as ir
from checker.reports.differences.ends import Ends, quoted
from checker.reports.differences.expressions import asked_in_words
from checker.reports.terminal.layout import date_in_words, listed
from checker.reports.terminal.values import bounds_of
from checker.types import DateType, ListType, OptionalType, RecordType, SetType, Type
from checker.values import NONE, Scalar

MOST_NAMED = 12
"""Values that are named in a phrase; more of them are counted, and stand in full beside it."""
MOST_EXCEPTIONS = 3


@frozen
class ConditionWords:
    """`every` are all values, or exceptions, that are meant where `text` does not name them all."""

    text: str
    every: tuple[str, ...] = ()


def condition_in_words(ends: Ends, condition: Condition) -> ConditionWords:
    """What a condition of a region asks for."""
    variable = condition.variable
    holds = condition.choices[0].value is True
    match variable.sort:
        case Sort.FACT:
            return _fact(ends, condition)
        case Sort.ELEMENT:
            return ConditionWords(_element(ends, variable, condition.choices, holds=holds))
        case Sort.CONDITION:
            return ConditionWords(asked_in_words(ends, variable.expr, holds=holds))
        case Sort.REST:
            return ConditionWords(_rest(ends, condition, holds=holds))
        case Sort.DECISION:
            return ConditionWords(_decision(ends, condition, holds=holds))
        case Sort.RULE:
            met = (
                "the condition is met while it is in force"
                if holds
                else "the condition is not met while it is in force"
            )
            return ConditionWords(f"{_rule(ends, variable.name)}: {met}")
        case Sort.EXCEPTION:
            return _exception(ends, variable, holds=holds)
        case Sort.IN_FORCE:
            return ConditionWords(f"{_rule(ends, variable.name)} is {'' if holds else 'not '}in force")
        case Sort.OPEN:
            return ConditionWords(_open(ends, condition, holds=holds))
        case Sort.PLACE:
            return _place(ends, condition, holds=holds)
        case Sort.DECIDES:
            return ConditionWords(_decides(ends, variable))
        case _:
            assert_never(variable.sort)


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fact(ends: Ends, condition: Condition) -> ConditionWords:
    variable = condition.variable
    label, type_ = _named_part(ends, variable.name, variable.part)
    return _valued(ends, label, type_, condition)


def _named_part(ends: Ends, name: str, part: Sequence[Scalar]) -> tuple[str, Type | None]:
    """What a fact, or a field of it, is called, and its type."""
    label, type_ = ends.fact(name), ends.type_of(name)
    for step in part:
        bare = type_.of if isinstance(type_, OptionalType) else type_
        if isinstance(bare, ListType) and isinstance(step, int):
            label, type_ = f"{label}, record {step + 1}", bare.record
        elif isinstance(bare, RecordType) and isinstance(step, str):
            label, type_ = f"{label}, {ends.field(bare, step)}", dict(bare.fields).get(step)
    return label, type_


def _valued(ends: Ends, label: str, type_: Type | None, condition: Condition) -> ConditionWords:
    if condition.variable.ordered:
        return ConditionWords(f"{label}: {_stretch(ends, condition.choices, type_)}")
    meant, others = (_values(ends, some, type_) for some in (condition.choices, condition.others))
    excluded = [each.cell for each in condition.others if each.cell is not None and each.cell.open]
    if all(_is_at_and_below(cell) for cell in excluded) and len(others) * 2 < len(meant) + _is_open(condition.choices):
        return _named(f"{label}: anything but", "or", others)
    return _named(f"{label}:", "or", meant)


def _is_open(choices: Iterable[Choice]) -> bool:
    """Whether values that nothing names are among those that are meant, wherever they lie."""
    return any(each.cell is not None and each.cell.open and not each.cell.below for each in choices)


def _is_at_and_below(cell: Cell) -> bool:
    """Whether a cell holds some codes and everything below them."""
    return cell.open and bool(cell.below) and set(cell.below) == set(cell.alike)


def _values(ends: Ends, choices: Iterable[Choice], type_: Type | None) -> list[str]:
    """Every value that the choices stand for; what nothing names comes last."""
    named: list[str] = []
    rest: list[str] = []
    for choice in choices:
        cell = choice.cell
        if cell is None:
            named.append(ends.value(choice.value, type_))
        elif cell.low is not None and cell.high is not None and choice.value is not NONE:
            named.append(_range(ends, cell.low, cell.high, type_))
        elif _is_at_and_below(cell):
            named += [f"{ends.value(value, type_)} and below" for value in cell.alike]
        else:
            named += [ends.value(value, type_) for value in cell.alike or (() if cell.open else (cell.value,))]
            below = listed([clean(code) for code in cell.below], "or")
            rest += [f"any other code below {below}" if below else "any other value"] if cell.open else []
    return list(dict.fromkeys([*sorted(named), *rest]))


def _named(lead: str, joint: str, values: Sequence[str]) -> ConditionWords:
    if len(values) <= MOST_NAMED:
        return ConditionWords(f"{lead} {listed(values, joint)}")
    named = ", ".join(values[:MOST_NAMED])
    return ConditionWords(f"{lead} {named} {joint} {len(values) - MOST_NAMED} more", tuple(values))


def _stretch(ends: Ends, choices: Sequence[Choice], type_: Type | None) -> str:
    """A run of ordered choices; `none` comes first where the type has it."""
    parts = ["none"] if any(each.value is NONE for each in choices) else []
    cells = [each.cell for each in choices if each.cell is not None and each.cell.low is not None]
    lows = [cell.low for cell in cells if cell.low is not None]
    highs = [cell.high for cell in cells if cell.high is not None]
    if lows and highs:
        parts.append(_range(ends, min(lows), max(highs), type_))
    return listed(parts, "or")


def _range(ends: Ends, low: int, high: int, type_: Type | None) -> str:
    """The values from one to another, both included, said without an end that is the end of the type's own range."""
    bare = type_.of if isinstance(type_, OptionalType) else type_
    if isinstance(bare, DateType):
        return _days(low, high)
    least, most = ends.value(low, bare), ends.value(high, bare)
    bounds = bounds_of(bare) if bare is not None else None
    if low == high:
        return least
    if bounds is not None and low <= bounds[0]:
        return "any value" if high >= bounds[1] else f"{most} or less"
    if bounds is not None and high >= bounds[1]:
        return f"{least} or more"
    return f"from {least} to {most}"


def _days(low: int, high: int) -> str:
    if low == high:
        return f"on {date_in_words(low)}"
    if low <= FIRST_DATE:
        return "any day" if high >= LAST_DATE else f"until {date_in_words(high)}, that day included"
    if high >= LAST_DATE:
        return f"from {date_in_words(low)} on"
    return f"from {date_in_words(low)} to {date_in_words(high)}"


def choice_in_words(ends: Ends, variable: Variable, choice: Choice, beside: Choice | None = None) -> str:
    """One choice alone; where it is ordered and `beside` another, the value at which the two meet."""
    cell, other = choice.cell, None if beside is None else beside.cell
    is_range = cell is not None and cell.low is not None and cell.high is not None and choice.value is not NONE
    if variable.sort not in (Sort.FACT, Sort.PLACE) or not variable.ordered or not is_range:
        return condition_in_words(ends, Condition(variable, (choice,))).text
    assert cell is not None
    assert cell.low is not None
    assert cell.high is not None
    label, type_ = _named_part(ends, variable.name, variable.part)
    if other is None or other.low is None:
        return f"{label}: {_range(ends, cell.low, cell.high, type_)}"
    value = cell.high if cell.high < other.low else cell.low
    return f"{label}: {_range(ends, value, value, type_)}"


def _element(ends: Ends, variable: Variable, choices: Sequence[Choice], *, holds: bool) -> str:
    *part, element = variable.part or (True,)
    label, type_ = _named_part(ends, variable.name, [each for each in part if isinstance(each, str)])
    bare = type_.of if isinstance(type_, OptionalType) else type_
    if not isinstance(bare, SetType):
        return f"{label}: {'none' if holds else 'not none'}"
    cell = choices[0].cell
    alike = cell.alike if cell is not None and len(cell.alike) > 1 else (element,)
    shown = listed([ends.value(each, bare.of) for each in alike], "or")
    return f"{label}: {'includes' if holds else 'does not include'} {shown}"


def _place(ends: Ends, condition: Condition, *, holds: bool) -> ConditionWords:
    variable = condition.variable
    bare = ends.type_of(variable.name)
    bare = bare.of if isinstance(bare, OptionalType) else bare
    match variable.part:
        case ():
            return ConditionWords(f"{ends.fact(variable.name)}: {'none' if holds else 'not none'}")
        case (int() as number,):
            return ConditionWords(f"{ends.fact(variable.name)}: {'at least' if holds else 'fewer than'} {number + 1}")
        case (*part, element) if len(part) > 1:
            label, type_ = _named_part(ends, variable.name, part)
            of = type_.of if isinstance(type_, OptionalType) else type_
            shown = ends.value(element, of.of if isinstance(of, SetType) else of)
            return ConditionWords(f"{label}: {'includes' if holds else 'does not include'} {shown}")
        case part:
            label, type_ = _named_part(ends, variable.name, part)
            return _valued(ends, label, type_, condition)


# ── the rest of the law ──────────────────────────────────────────────────────────────────────────────────────────


def _rest(ends: Ends, condition: Condition, *, holds: bool) -> str:
    variable = condition.variable
    lead = f"The rules that {'did not change' if ends.over_time else 'both have'}"
    if variable.part:
        outcome = quoted(ends.outcome(variable.name, str(variable.part[0])))
        return f"{lead} {'ask' if holds else 'do not ask'} for {outcome}"
    meant = [str(each.value) for each in condition.choices]
    names = [quoted(ends.outcome(variable.name, each)) if each else "nothing" for each in meant]
    if meant == [""]:
        return f"{lead} ask for nothing here"
    if meant[0] == "":
        return f"{lead} ask for at most {names[-1]}"
    if len(meant) > 1 and condition.choices[-1] is variable.choices[-1]:
        return f"{lead} ask for at least {names[0]}"
    return f"{lead} ask for {listed(names, 'or')}"


def _decision(ends: Ends, condition: Condition, *, holds: bool) -> str:
    variable = condition.variable
    if variable.part:
        outcome = quoted(ends.outcome(variable.name, str(variable.part[0])))
        return f"{with_colon(ends.decision(variable.name))} {'includes' if holds else 'does not include'} {outcome}"
    names = [ends.outcome(variable.name, str(each.value)) for each in condition.choices]
    return f"{with_colon(ends.decision(variable.name))} {listed(names, 'or')}"


def _rule(ends: Ends, name: str, *, marked: bool = True) -> str:
    """A rule by its title; a probe by the duty that it watches. `marked`: with the side whose rule it is."""
    kind, _, duty = original(name).partition(" ")
    if duty and kind == "obligation":
        return f"The duty {ends.construct(duty if marked else original(duty))}"
    return ends.construct(name if marked else original(name))


def _exception(ends: Ends, variable: Variable, *, holds: bool) -> ConditionWords:
    rule = _rule(ends, variable.name, marked=False)
    exceptions = [ends.construct(str(each)) for each in variable.part]
    if len(exceptions) == 1:
        return ConditionWords(f"The exception {exceptions[0]} to {rule} {'applies' if holds else 'does not apply'}")
    which = "One" if holds else "None"
    if len(exceptions) > MOST_EXCEPTIONS:
        text = f"{which} of the {len(exceptions)} exceptions to {rule} that are the same on both sides applies"
        return ConditionWords(text, tuple(exceptions))
    return ConditionWords(f"{which} of the exceptions to {rule} applies: {listed(exceptions, 'or')}")


def _decides(ends: Ends, variable: Variable) -> str:
    """Which rule decides, on the side that the variable names; without a rule, all cases that are left."""
    side = SECOND if variable.part == (SECOND,) else FIRST
    if not variable.name:
        return f"{ends.titles[side]}: whichever rule decides, if any"
    return f"{ends.titles[side]}: {_rule(ends, variable.name)} decides"


def _open(ends: Ends, condition: Condition, *, holds: bool) -> str:
    variable = condition.variable
    if variable.part:
        happened = "has begun" if "start" in variable.part else "has ended"
        construct = ends.construct(variable.name)
        return f"{construct}, whose dates are not known exactly, {happened}: {'yes' if holds else 'no'}"
    shown = _values(ends, condition.choices, _open_type(ends, variable.name))
    return f"{ends.uncertainty(variable.name)}, which the law leaves open: {listed(shown, 'or')}"


def _open_type(ends: Ends, name: str) -> Type | None:
    for program in reversed(ends.programs):
        for each in program.definitions:
            if isinstance(each.expr, ir.Uncertain) and each.expr.name == original(name):
                return each.type
    return None


def with_colon(label: str) -> str:
    """The label as what introduces its answer: a question needs no colon."""
    return label if label.endswith("?") else f"{label}:"
