"""Which lines of a case programs can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.analysis.exact.alike import Distinct, distinct
from checker.analysis.exact.decide import Lines
from checker.analysis.exact.domains import Domains
from checker.analysis.exact.questions import Questions, questions_of
from checker.ir.program import Program
from checker.types import BoolType
from checker.values import Value

_KEPT_PROGRAMS = 32
_KEPT_VALUES = 20_000


def told_apart(cases: Sequence[tuple[Program, Lines]]) -> Distinct:
    """The lines of one case, as each program sees them; alike are those of which no program asks anything that tells
    them apart."""
    return distinct(*(list(_canonical(program, lines)) for program, lines in cases))


def _canonical(program: Program, lines: Lines) -> Iterable[tuple[str, Mapping[str, Value]]]:
    """The lines with what the program reads of them, values between which no question tells being one value."""
    if len(lines) == 1:
        yield from lines
        return
    questions = questions_of(program)
    domains, found = _standing_in(questions)
    types = {fact.name: fact.type for fact in program.facts}
    differing = {name for name in types if any(facts.get(name) != lines[0][1].get(name) for _, facts in lines)}

    def one(name: str, value: Value) -> Value:
        if name not in differing or isinstance(types[name], BoolType) or not isinstance(value, (int, str)):
            return value
        if (name, value) not in found:
            asked = questions.asked(("fact", name))
            apart = asked.joint or asked.crooked
            found[name, value] = value if apart else domains.of(("fact", name), types[name]).cell_of(value).value
        return found[name, value]

    for line, facts in lines:
        yield line, {name: one(name, value) for name, value in facts.items() if name in types}


_standing: dict[int, tuple[Questions, Domains, dict[tuple[str, Value], Value]]] = {}


def _standing_in(questions: Questions) -> tuple[Domains, dict[tuple[str, Value], Value]]:
    """The domains of one program and the value found to stand for each value, kept while the program is in use."""
    known = _standing.get(id(questions))
    if known is None or known[0] is not questions or len(known[2]) > _KEPT_VALUES:
        if len(_standing) >= _KEPT_PROGRAMS:
            _standing.pop(next(iter(_standing)))
        known = _standing[id(questions)] = (questions, Domains(questions, lambda _: (), lambda _: 1), {})
    return known[1], known[2]
