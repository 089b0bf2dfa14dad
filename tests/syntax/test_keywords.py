"""The keyword table says what the grammar says."""

from __future__ import annotations

import re

import pytest

from checker.bundled import grammar_text
from checker.syntax.keywords import CLAUSE_ORDER, CLAUSES, CONSTANTS, DECLARATIONS, OPERATORS, TYPES
from checker.syntax.parser import terminals

RULES = dict(re.findall(r"^\??(\w+): ((?:.|\n[ \t]+[|])*)", grammar_text(), re.MULTILINE))
NAMES = {"always": "claim", "whenever": "claim"}


def test_every_declaration_of_the_grammar_has_its_words() -> None:
    assert set(DECLARATIONS.values()) == set(re.findall(r"\w+_decl", RULES["declaration"]))
    assert set(CLAUSE_ORDER) == set(DECLARATIONS)


@pytest.mark.parametrize("keyword", DECLARATIONS)
def test_clauses_are_ordered_as_the_grammar_lists_them(keyword: str) -> None:
    body = RULES[DECLARATIONS[keyword]]
    group = re.search(r"(\w+_clause)\*", body)
    listed = [] if group is None else re.findall(r"\w+_clause|basis_override", RULES.get(group[1], group[1]))
    if group is not None and group[1] == "note_clause":
        listed = ["note_clause"]
    kinds = [name.removesuffix("_clause") for name in listed]

    assert CLAUSE_ORDER[keyword] == tuple(dict.fromkeys(NAMES.get(kind, kind) for kind in kinds))


def test_every_word_of_the_table_is_a_word_of_the_grammar() -> None:
    words = set(terminals().values()) | {"unverified"}
    clauses = {word for words_ in CLAUSES.values() for word in words_.split()}

    assert (OPERATORS | CONSTANTS | TYPES | set(DECLARATIONS) | clauses) <= words
