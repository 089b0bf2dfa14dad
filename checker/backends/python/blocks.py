"""Straight-line Python with loops, written from the inside out, and cut into functions where it grows too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import define, field

_MOST_LINES = 6_000
_TEXT = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_LOCAL = re.compile(r"\b[a-z]+[0-9]+\b|\bfacts\b|\bdate\b")


@define
class Block:
    """Lines that run one after another; `depth` counts the loops around them, `known` what they have worked out."""

    depth: int = 0
    lines: list[str] = field(factory=list)
    known: dict[object, str] = field(factory=dict)


class Counter:
    """New names: a letter and a number. Globals are in capitals, so that the two are never confused."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def name(self, letter: str) -> str:
        number = self._next.get(letter, 0)
        self._next[letter] = number + 1
        return f"{letter}{number}"


def indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def locals_in(lines: Iterable[str]) -> dict[str, None]:
    """The local names that occur outside text, in order of occurrence."""
    found: dict[str, None] = {}
    for line in lines:
        found.update(dict.fromkeys(_LOCAL.findall(_TEXT.sub("''", line))))
    return found


def function(name: str, lines: Sequence[str], parameters: Sequence[str], returned: Sequence[str]) -> list[str]:
    result = f"return {', '.join(returned)}" + ("," if len(returned) == 1 else "")
    return [f"def {name}({', '.join(parameters)}):", *indented([*lines, result]), ""]


def in_functions(lines: Sequence[str], last: str) -> list[str]:
    """The source of `decide(facts, date)`, which runs the lines and then the line `last`.

    More lines than one function should hold become several, which hand on the names that later ones use.
    """
    chunks = _cut(lines)
    if len(chunks) == 1:
        return ["def decide(facts, date):", *indented([*lines, last]), ""]
    used = [locals_in(chunk) for chunk in chunks]
    later: dict[str, None] = locals_in([last])
    handed_on: list[list[str]] = []
    for names in reversed(used):
        handed_on.append([name for name in names if name in later])
        later |= names
    handed_on.reverse()
    available: dict[str, None] = dict.fromkeys(("facts", "date"))
    source: list[str] = []
    calls: list[str] = []
    for number, chunk in enumerate(chunks):
        parameters = [name for name in used[number] if name in available]
        returned = handed_on[number]
        source += function(f"part_{number}", chunk, parameters, returned)
        target = ", ".join(returned) + ("," if len(returned) == 1 else "")
        calls.append(f"{target} = part_{number}({', '.join(parameters)})" if returned else f"part_{number}()")
        available |= dict.fromkeys(used[number])
    return [*source, "def decide(facts, date):", *indented([*calls, last]), ""]


def _cut(lines: Sequence[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        begins = not line.startswith((" ", "elif ", "else:"))
        if begins and len(chunks[-1]) >= _MOST_LINES:
            chunks.append([])
        chunks[-1].append(line)
    return chunks
