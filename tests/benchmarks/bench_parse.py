"""Parsing and checking 5,000 lines cold and after a one-rule edit, against Lark alone on the same text."""

from __future__ import annotations

from checker.bundled import grammar_text
from checker.pipeline import compile_sources
from checker.source import SourceFile
from tests.benchmarks.timing import print_table, time_calls

LINES = 5_000


def corpus() -> list[str]:
    """Declarations of invented law, LINES lines in all."""
    head = [
        'vocabulary plain "Plain"',
        "enum colour { red, green, blue }",
        'decision answer "Answer?" { no < perhaps < yes } otherwise no',
        *(f'fact fact_{i}: colour "Fact {i}"' for i in range(60)),
        'jurisdiction PLAIN "Plain"\n  decide as of case.date',
        'source ACT "Act"\n  citation "Act 1"',
    ]
    rules: list[str] = []
    count = sum(declaration.count("\n") + 2 for declaration in head)
    number = 0
    while count < LINES:
        one, two, three = (f"fact_{(number * k) % 60}" for k in (1, 7, 13))
        rules.append(
            f'rule rule_{number} "Rule {number}"\n'
            f'  cites ACT "s {number}"\n'
            f"  from 2019-01-01 until 2030-01-01\n"
            f"  when {one} is red and ({two} is not blue or not {three} in {{red, green}})\n"
            f"  then answer is perhaps"
        )
        count += 6
        number += 1
    return [*head, *rules]


def main() -> None:
    from lark import Lark

    declarations = corpus()
    text = "\n\n".join(declarations) + "\n"
    grammar = grammar_text().replace("?declaration:", "start: declaration+\n?declaration:", 1)
    lark = Lark(grammar, parser="lalr", start="start", propagate_positions=True, maybe_placeholders=True)
    edits = iter(range(10**9))

    def cold() -> object:
        from checker.syntax.parse import forget_parsed

        forget_parsed()
        return compile_sources([SourceFile("plain.policy", text)], {})

    def edited() -> object:
        changed = text.replace("is not blue", f"is not red and fact_{next(edits) % 60} is not blue", 1)
        from checker.syntax.parse import parse

        return parse(SourceFile("plain.policy", changed), report=lambda _: None)

    calls = {
        "Lark LALR with positions": lambda: lark.parse(text),
        "Comity, parse and check, cold": cold,
        "Comity, parse again after one edit": edited,
    }
    print_table(f"{text.count(chr(10))} lines of policy", time_calls(calls, 7), "Lark LALR with positions")


if __name__ == "__main__":
    main()
