"""Parsing and checking 5,000 lines cold and after a one-rule edit, against Lark alone on the same text.

"Parse and check" is all that stands before a program: reading, parsing, checking and lowering. Lark's own figure is
that of parsing alone, over the text of both files.
"""

from __future__ import annotations

from checker.bundled import grammar_text
from checker.pipeline import Compilation, compile_sources
from checker.source import SourceFile
from checker.syntax.parse import forget_parsed, parse
from tests.benchmarks.timing import print_table, time_calls

LINES = 5_000
EDITED = "is not blue"
"""What an edit replaces, once: the condition of the first rule."""


def corpus() -> tuple[str, str]:
    """A vocabulary and a jurisdiction of invented law, LINES lines in all: a file declares one or the other."""
    vocabulary = [
        'vocabulary plain "Plain"',
        "enum colour { red, green, blue }",
        'decision answer "Answer?" { no < perhaps < yes } otherwise no',
        *(f'fact fact_{i}: colour "Fact {i}"' for i in range(60)),
    ]
    jurisdiction = [
        'jurisdiction PLAIN "Plain"\n  decide as of case.date',
        'source ACT "Act"\n  citation "Act 1"',
    ]
    count = sum(declaration.count("\n") + 2 for declaration in (*vocabulary, *jurisdiction))
    number = 0
    while count < LINES:
        one, two, three = (f"fact_{(number * k) % 60}" for k in (1, 7, 13))
        jurisdiction.append(
            f'rule rule_{number} "Rule {number}"\n'
            f'  cites ACT "s {number}"\n'
            f"  from 2019-01-01 until 2030-01-01\n"
            f"  when {one} is red and ({two} is not blue or not {three} in {{red, green}})\n"
            f"  then answer is perhaps"
        )
        count += 6
        number += 1
    return "\n\n".join(vocabulary) + "\n", "\n\n".join(jurisdiction) + "\n"


def compiled(vocabulary: str, jurisdiction: str) -> Compilation:
    """The law of both files, which has no mistake: otherwise less than everything would be timed."""
    found = compile_sources([SourceFile("plain.policy", vocabulary), SourceFile("law.policy", jurisdiction)], {})
    assert found.law is not None, found.diagnostics
    return found


def main() -> None:
    from lark import Lark

    vocabulary, jurisdiction = corpus()
    grammar = grammar_text().replace("?declaration:", "start: declaration+\n?declaration:", 1)
    lark = Lark(grammar, parser="lalr", start="start", propagate_positions=True, maybe_placeholders=True)
    both = f"{vocabulary}\n{jurisdiction}"
    edits = iter(range(10**9))

    def edited() -> str:
        """The jurisdiction with another condition in one rule, never the same twice in a row."""
        return jurisdiction.replace(EDITED, f"is not red and fact_{next(edits) % 60} is not blue", 1)

    def cold() -> object:
        forget_parsed()
        return compiled(vocabulary, jurisdiction)

    calls = {
        "Lark LALR with positions": lambda: lark.parse(both),
        "Comity, parse and check, cold": cold,
        "Comity, parse again after one edit": lambda: parse(SourceFile("law.policy", edited()), report=lambda _: None),
        "Comity, parse and check again after one edit": lambda: compiled(vocabulary, edited()),
    }
    print_table(f"{both.count(chr(10))} lines of policy", time_calls(calls, 7), "Lark LALR with positions")


if __name__ == "__main__":
    main()
