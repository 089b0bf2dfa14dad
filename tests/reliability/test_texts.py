"""Case and policy texts from strangers: an answer or placed diagnostics, in bounded time, and never a traceback."""

from __future__ import annotations

import json
from itertools import cycle, product
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner, Result

from checker.cli.main import comity
from tests.conftest import SECOND_DOMAIN

LAW = ["--policies", str(SECOND_DOMAIN / "policies")]
HEAD = "case: x\ndate: 2024-06-01\n"
FACTS = f"{HEAD}facts: {{guests: 5}}\n"
MOST_SECONDS = 10
ALLOWED = "\n\u00a0\u202f"  # line ends, and the spaces of our own typography

REFUSED: dict[str, str | bytes] = {
    "aliases that grow": "a0: &a0 x\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "an alias of itself": HEAD + "facts: &f {guests: *f}\n",
    "a merge key": HEAD + "facts:\n  <<: {guests: 5}\n",
    "brackets": HEAD + "facts: " + "[" * 100_000,
    "indents": HEAD + "facts:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_000)),
    "dashes": HEAD + "facts:\n  " + "- " * 50_000,
    "question marks": "? " * 50_000,
    "a long key": HEAD + "facts:\n  " + "k" * 400_000 + ": 1\n",
    "a long value": HEAD + "facts:\n  guests: " + "9" * 400_000 + "\n",
    "many unknown keys": HEAD + "facts:\n" + "".join(f"  key{n}: 1\n" for n in range(20_000)),
    "a key many times": HEAD + "facts:\n" + "  guests: 1\n" * 20_000,
    "many backgrounds": FACTS + "assuming: [" + ", ".join(f"X.b{n}" for n in range(20_000)) + "]\n",
    "too many lines": FACTS + "lines:\n" + "".join(f"  - {{line: l{n}, facts: {{}}}}\n" for n in range(201)),
    "NUL": HEAD + "facts: {guests: 5\0}\n",
    "a look-alike": HEAD + "facts: {guеsts: 5}\n",
    "UTF-16": FACTS.encode("utf-16"),
    "Latin-1": (FACTS + "title: café\n").encode("latin-1"),
    "every byte": bytes(range(256)) * 100,
    "a tag that builds": HEAD + 'facts: {guests: !!python/object/apply:os.system ["echo built"]}\n',
    "infinity": '{"case": "x", "date": "2024-06-01", "facts": {"guests": 1e400}}',
    "no number": '{"case": "x", "date": "2024-06-01", "facts": {"guests": NaN}}',
    "a cut": '{"case": "x", "date": "2024-06-01", "facts": {"guests": ',
    "two documents": f"{FACTS}---\n{FACTS}",
    "no such day": "case: x\ndate: 2024-02-30\nfacts: {}\n",
    "year 0": "case: x\ndate: 0000-01-01\nfacts: {}\n",
    "yes": HEAD + "facts: {fire_safety_plan: yes}\n",
}
ACCEPTED: dict[str, str | bytes] = {
    "a byte order mark": "\ufeff" + FACTS,
    "Windows line ends": FACTS.replace("\n", "\r\n"),
    "a surrogate in JSON": '{"case": "\\ud800", "title": "\\ud83d", "date": "2024-06-01", "facts": {"guests": 5}}',
    "the first day": "case: x\ndate: 0001-01-01\nfacts: {guests: 5}\n",
    "the last day": "case: x\ndate: 9999-12-31\nfacts: {guests: 5}\n",
    "as many lines as may be": FACTS + "lines:\n" + "".join(f"  - {{line: l{n}, facts: {{}}}}\n" for n in range(200)),
    "lines that differ": FACTS
    + "lines:\n"
    + "".join(
        f"  - {{line: l{n}, facts: {{stage.trade: {trade}.{n}, stage.noise: {noise}}}}}\n"
        for n, (trade, noise) in zip(range(200), cycle(product("FM", ("quiet", "audible", "loud"))), strict=False)
    ),
}


def run(arguments: list[str], text: str | bytes | None = None) -> Result:
    content = text.encode() if isinstance(text, str) else text
    began = process_time()
    result = CliRunner().invoke(comity, arguments, input=content, catch_exceptions=False)
    assert process_time() - began < MOST_SECONDS
    assert all(character.isprintable() or character in ALLOWED for character in result.output)
    return result


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_cannot_be_read_is_said_where(name: str) -> None:
    result = run(["check", "-", *LAW], REFUSED[name])

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--> standard input:" in result.stderr
    assert len(result.stderr) < 40_000
    assert max(map(len, result.stderr.splitlines())) < 2_000


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_case_that_looks_strange_is_read(name: str) -> None:
    for command in ("check", "compare"):
        assert run([command, "-", *LAW], ACCEPTED[name]).exit_code == 0


@pytest.mark.parametrize("command", ["check", "explain", "ask", "timeline", "compare"])
def test_a_title_cannot_steer_the_terminal(command: str) -> None:
    spelled = json.dumps("\u202e\u2066evil\u200b \u001b[31mred\u0007")
    result = run(
        [command, "-", *LAW], f'{{"case": {spelled}, "title": {spelled}, "date": "2024-06-01", "facts": {{}}}}'
    )

    assert result.exit_code in (0, 2)


GARDEN = """vocabulary garden "The law of gardens"

{facts}
decision digging "whether digging is announced" {{ free "free" < told "told" }}
  otherwise free
"""
NORTH = """jurisdiction NORTH "North"
  decide as of case.date

source ACT "Act"
  citation "Act 1"
  verified 2025-12-01

{rules}"""


def rule(name: str, when: str, opening: str = "rule {} ") -> str:
    return f'{opening.format(name)}"r"\n  cites ACT "1"\n  when {when}\n  then digging is told\n\n'


def law(folder: Path, facts: str, rules: str) -> list[str]:
    (folder / "garden.policy").write_text(GARDEN.format(facts=facts), encoding="utf-8")
    (folder / "north.policy").write_text(NORTH.format(rules=rules), encoding="utf-8")
    return ["--policies", str(folder)]


LAWS: dict[str, tuple[str, str]] = {
    "a chain of exceptions": (
        'fact a: bool "a"\n',
        rule("r0", "a") + "".join(rule(f"r{n}", "a", "exception {} to r" + f"{n - 1} ") for n in range(1, 2_000)),
    ),
    "a chain of conditions": ('fact a: bool "a"\n', rule("r", " and ".join(["a"] * 5_000))),
    "many facts": ("".join(f'fact f{n}: bool "f"\n\n' for n in range(3_000)), rule("r", "f1 or f2")),
    "many values": (
        "enum kind { " + ", ".join(f'v{n} "v"' for n in range(20_000)) + ' }\n\nfact a: kind "a"\n',
        rule("r", "a is v1"),
    ),
    "many rules": ('fact a: bool "a"\n', "".join(rule(f"r{n}", "a") for n in range(1_000))),
}


@pytest.mark.parametrize("name", LAWS)
def test_large_law_is_answered_in_time(name: str, tmp_path: Path) -> None:
    policies = law(tmp_path, *LAWS[name])
    text = "case: x\ndate: 2024-06-01\nfacts: {}\n"

    for command in ("check", "ask", "explain", "timeline"):
        result = run([command, "-", *policies], text)
        assert result.exit_code == 0, result.output
    assert "Not settled" in run(["check", "-", *policies], text).stdout or name == "a chain of exceptions"


REFUSED_LAW: dict[str, tuple[str, str, str]] = {
    "nested": ('fact a: bool "a"\n', rule("r", "not " * 3_000 + "a"), "levels nested"),
    "brackets": ('fact a: bool "a"\n', rule("r", "(" * 3_000 + "a" + ")" * 3_000), "levels nested"),
    "a long text": ('fact a: bool "a"\n', rule("r", "a").replace('"r"', '"' + "x" * 500_000 + '"'), "in one piece"),
    "a long number": ("fact a: int 0.." + "9" * 5_000 + ' "a"\n', rule("r", "a is 1"), "in one piece"),
    "NUL": ('fact a: bool "a"\n', rule("r", "a\0"), "hidden character"),
    "right to left": ('fact a: bool "a"\n', rule("r", "a").replace('"r"', '"x\u202ey"'), "hidden character"),
    "a look-alike": ('fact а: bool "a"\n', rule("r", "a"), "CYRILLIC"),
    "an open text": ('fact a: bool "a"\n', 'rule r "open\n  when a\n' * 2_000, "closing quotation mark"),
    "a circle": ('fact a: bool "a"\n', 'define p "p"\n  as q\n\ndefine q "q"\n  as p\n\n' + rule("r", "p"), "circle"),
    "a table elsewhere": (
        'enum kind { one "1", two "2" }\n\nfact a: kind "a"\n',
        'list L of kind "L"\n  cites ACT "1"\n  from table "../../../etc/passwd" entry x\n\n' + rule("r", "a in L"),
        "outside the folder",
    ),
    "a file too large": ('fact a: bool "a"\n', rule("r", "a") + "# comment\n" * 250_000, "larger than"),
}


@pytest.mark.parametrize("name", REFUSED_LAW)
def test_law_that_cannot_be_read_is_said_where(name: str, tmp_path: Path) -> None:
    facts, rules, expected = REFUSED_LAW[name]
    policies = law(tmp_path, facts, rules)

    for arguments in (["check", "-", *policies], ["test", str(tmp_path)], ["schema", *policies]):
        result = run(arguments, FACTS)
        assert (result.exit_code, result.stdout) == (2, "")
        assert expected in result.stderr
        assert ".policy:" in result.stderr


def test_law_of_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.policy").write_bytes(bytes(range(256)) * 50)

    for arguments in (["check", "-", "--policies", str(tmp_path)], ["test", str(tmp_path)], ["fmt", str(tmp_path)]):
        result = run(arguments, FACTS)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "UTF-8" in result.stderr
