"""The facts still needed to settle a case, jointly for several jurisdictions, most decisive first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from checker.analysis.exact import BUDGET, Exploration, Lines, explore
from checker.analysis.exact.alike import Distinct
from checker.analysis.exact.decide import Target
from checker.analysis.exact.needs import left_by, needed_groups
from checker.analysis.exact.search import Group, Search
from checker.analysis.exact.shapes import Answer, Free
from checker.analysis.exact.told_apart import told_apart
from checker.analysis.shortest import Shortest, shortest_list
from checker.ir.program import FactInfo, Program
from checker.results.records import JurisdictionResult
from checker.values import NONE, Scalar

__all__ = ["AnswerEffect", "Asked", "Left", "Need", "Pair", "Shortest", "ask"]

_WORK_FOR_NEEDS = 5
"""What may be spent on the needs of one decision, as a multiple of what its answer may cost."""


@frozen
class Pair:
    """A decision of a jurisdiction that is not settled."""

    jurisdiction: str
    decision: str


@frozen
class Left:
    """The outcomes that an answer leaves possible, least strict first."""

    pair: Pair
    outcomes: tuple[str, ...]


@frozen
class AnswerEffect:
    """An answer, and what it settles.

    The answer is one of `values`, or a number from `low` to `high`, or (`open`) anything that no rule mentions; where
    `below` holds codes, anything below one of them that no rule mentions. For a set, `element` is what it holds or does
    not hold (`holds`).
    """

    values: tuple[Scalar, ...]
    low: int | None = None
    high: int | None = None
    open: bool = False
    below: tuple[str, ...] = ()
    element: Scalar | None = None
    holds: bool | None = None
    settles: tuple[Pair, ...] = ()
    leaves: tuple[Left, ...] = ()


@frozen
class Need:
    """Something unknown on which unsettled decisions depend.

    `kind`: "fact", or what the law leaves open: "uncertain", "list", "rule". `line` is "" where all lines share it, or
    are alike; else it names the line, or the first of those alike and their number.
    `settles`: pairs that some answer settles; `always_settles`: those that every answer does. A list of records has no
    single answers. `left`: how many outcomes of all open pairs together are left on average once it is known, each
    answer that a pair tells apart having equal weight; the need with the least comes first.
    """

    name: str
    kind: str
    line: str
    fact: FactInfo | None
    pairs: tuple[Pair, ...]
    settles: tuple[Pair, ...]
    always_settles: tuple[Pair, ...]
    answers: tuple[AnswerEffect, ...]
    left: float = 0.0


@frozen
class Asked:
    """What is open and what would settle it. `not_exact`: pairs whose possible outcomes were not found exactly."""

    open: tuple[Pair, ...]
    needs: tuple[Need, ...]
    shortest: Shortest
    not_exact: tuple[Pair, ...] = ()
    results: tuple[JurisdictionResult, ...] = field(default=(), eq=False, repr=False)


@frozen
class _Open:
    """One open target of one exploration, and what it needs."""

    pair: Pair
    target: Target
    search: Search
    outcomes: tuple[str, ...]
    collects: bool
    needed: dict[Group, float] = field(eq=False)


def ask(cases: Iterable[tuple[Program, Lines]], date: int, *, budget: int = BUDGET) -> Asked:
    """What is still needed for the case as each program sees it (with its own "as if" facts)."""
    kept = [(program, tuple(lines)) for program, lines in cases]
    apart = told_apart(kept) if kept else Distinct((), (), ())
    explorations = [explore(program, apart.of(lines), date, budget=budget, needs=False) for program, lines in kept]
    open_pairs, not_exact = [], []
    found: list[_Open] = []
    for exploration in explorations:
        for decision in exploration.result.decisions:
            pair = Pair(exploration.program.name, decision.decision)
            if decision.outcome is not None or set(decision.possible) == set(decision.collected):
                continue
            open_pairs.append(pair)
            if not decision.exact:
                not_exact.append(pair)
            target: Target = (0 if len(exploration.lines) == 1 else None, pair.decision)
            if exploration.search is not None and target in exploration.search.outcomes:
                found.append(_opened(exploration, exploration.search, target, pair, budget))
    needs = _needs(found, apart, {fact.name: fact for program, _ in kept for fact in program.facts})
    results = tuple(apart.whole(e.result) for e in explorations)
    return Asked(
        tuple(open_pairs),
        needs,
        shortest_list([(each.search, each.target) for each in found], budget),
        tuple(not_exact),
        results,
    )


def _opened(exploration: Exploration, search: Search, target: Target, pair: Pair, budget: int) -> _Open:
    info = next(each for each in exploration.program.decisions if each.name == pair.decision)
    search.bound.left = _WORK_FOR_NEEDS * budget
    needed = needed_groups(search, target)
    return _Open(pair, target, search, tuple(each.name for each in info.outcomes), info.combiner == "collect", needed)


# ── each need ────────────────────────────────────────────────────────────────────────────────────────────────────


def _needs(opened: Sequence[_Open], apart: Distinct, facts: Mapping[str, FactInfo]) -> tuple[Need, ...]:
    groups: dict[Group, list[_Open]] = {}
    for each in opened:
        for group in each.needed:
            groups.setdefault(group, []).append(each)
    now = sum(len(each.search.possible(each.target)) for each in opened)
    made = []
    for group, where in groups.items():
        ruled_out = sum(len(each.search.possible(each.target)) - each.needed[group] for each in where)
        made.append(evolve(_need(group, where, apart, facts), left=now - ruled_out))
    made.sort(key=lambda need: (need.left, -len(need.settles), -len(need.pairs), need.name, need.line))
    return tuple(made)


def _need(group: Group, where: Sequence[_Open], apart: Distinct, facts: Mapping[str, FactInfo]) -> Need:
    (kind, name), line = group
    answers = tuple(_answers(group, where))
    settles = [each.pair for each in where if any(each.pair in answer.settles for answer in answers)]
    always = [pair for pair in settles if all(pair in answer.settles for answer in answers)]
    line_name = "" if line is None else apart.name(line)
    pairs = tuple(each.pair for each in where)
    fact = facts.get(name) if kind == "fact" else None
    return Need(name, kind, line_name, fact, pairs, tuple(settles), tuple(always), answers)


def _answers(group: Group, where: Sequence[_Open]) -> Iterable[AnswerEffect]:
    """Each answer, cut finely enough for every pair."""
    free = [(each, each.search.groups()[group]) for each in where]
    parts = {one.part for _, many in free for one in many}
    if parts == {()}:
        yield from _single_answers([(each, many[0]) for each, many in free])
    elif all(len(part) == 1 for part in parts) and group[0][0] == "fact":
        for part in sorted(parts, key=str):
            if part[0] not in ("none", NONE):
                yield from _element_answers(part[0], free)


def _single_answers(where: Sequence[tuple[_Open, Free]]) -> Iterable[AnswerEffect]:
    if any(answer.cell.low is not None for _, free in where for answer in free.answers):
        yield from _number_answers(where)
        return
    values: dict[Scalar, None] = {}
    for _, free in where:
        for answer in free.answers:
            values.update(dict.fromkeys(answer.cell.alike or (answer.cell.value,)))
    alike: dict[tuple[int, ...], list[Scalar]] = {}
    named_by = [_by_named_value(free) for _, free in where]
    for value in values:
        literals = tuple(
            (answers.get(value) or free.answer_for(value)).literal
            for answers, (_, free) in zip(named_by, where, strict=True)
        )
        alike.setdefault(literals, []).append(value)
    for together in alike.values():
        chosen = [(each, free.answer_for(together[0])) for each, free in where]
        named = tuple(value for value in together if not (isinstance(value, str) and "~" in value))
        cells = [answer.cell for _, answer in chosen]
        # The narrowest of what the programs tell apart.
        below = max((cell.below for cell in cells), key=lambda codes: min(map(len, codes), default=0))
        yield _effect(AnswerEffect(named, open=all(cell.open for cell in cells), below=below), chosen)


def _by_named_value(free: Free) -> dict[Scalar, Answer]:
    """The answer for each value that the cells of a domain name."""
    if free.domain is None:
        return {}
    return {value: each for each in reversed(free.answers) for value in each.cell.alike or (each.cell.value,)}


def _number_answers(where: Sequence[tuple[_Open, Free]]) -> Iterable[AnswerEffect]:
    if any(answer.cell.value is NONE for _, free in where for answer in free.answers):
        yield _effect(AnswerEffect((NONE,)), [(each, free.answer_for(NONE)) for each, free in where])
    ranges = [answer.cell for _, free in where for answer in free.answers if answer.cell.low is not None]
    starts = sorted({cell.low for cell in ranges if cell.low is not None})
    last = max(cell.high for cell in ranges if cell.high is not None)
    for start, following in zip(starts, [*starts[1:], last + 1], strict=True):
        chosen = [(each, free.answer_for(start)) for each, free in where]
        yield _effect(AnswerEffect((), start, following - 1), chosen)


def _element_answers(element: Scalar, free: Sequence[tuple[_Open, list[Free]]]) -> Iterable[AnswerEffect]:
    for holds in (True, False):
        chosen = [
            (each, answer)
            for each, many in free
            for one in many
            if one.part == (element,)
            for answer in one.answers
            if bool(answer.true) is holds
        ]
        alike = chosen[0][1].cell.alike or (element,)
        yield _effect(AnswerEffect(alike, element=element, holds=holds), chosen)


def _effect(answer: AnswerEffect, chosen: Iterable[tuple[_Open, Answer]]) -> AnswerEffect:
    settles, leaves = [], []
    for each, picked in chosen:
        left = left_by(each.search, each.target, picked)
        if _is_settled(each, picked, left):
            settles.append(each.pair)
        if left:
            leaves.append(Left(each.pair, tuple(each.outcomes[number] for number in left)))
    return evolve(answer, settles=tuple(settles), leaves=tuple(leaves))


def _is_settled(each: _Open, picked: Answer, left: tuple[int, ...]) -> bool:
    """Of a `collect` decision, whether all that may apply surely does."""
    if not each.collects:
        return len(left) == 1
    literals = each.search.outcomes[each.target]
    return bool(left) and all(each.search.is_certain(literals[number], given=picked.literal) for number in left)
