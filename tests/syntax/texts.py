"""Texts for the parser and the formatter: every policy we have, whole and mutilated."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import strategies as st

from checker.diagnostics import Diagnostic
from checker.source import SourceFile
from checker.syntax import ast
from checker.syntax.parse import parse
from checker.syntax.split import split

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "tests" / "corpus"
POLICIES = sorted(
    path
    for folder in (ROOT / "policies", CORPUS / "accepted", CORPUS / "format", ROOT / "tests" / "second_domain")
    for path in folder.rglob("*.policy")
)

_PIECE = re.compile(r'[A-Za-z_][\w.]*|"(?:\\.|[^"\\\n])*"|#[^\n]*|\s+|.')
_ODD = [
    "(",
    ")",
    "{",
    "}",
    "[",
    '"',
    ",",
    "not ",
    "and ",
    "\n",
    "\n  ",
    "rule ",
    "# c\n",
    "\\",
    "\ufeff",
    "\r\n",
    "é",
    "<",
]


def parsed(text: str, path: str = "a.policy") -> tuple[ast.File, list[Diagnostic]]:
    """The tree of a text and what was reported."""
    found: list[Diagnostic] = []
    return parse(SourceFile(path, text), report=found.append), found


def tree(text: str) -> ast.File:
    """The tree of a text without mistakes."""
    file, found = parsed(text)
    assert not found, found
    return file


def declaration(text: str) -> ast.Declaration:
    """The only declaration of a text without mistakes."""
    (only,) = tree(text).declarations
    return only


def pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def whole_declarations(text: str) -> list[str]:
    """The text of each declaration."""
    source = SourceFile("a.policy", text)
    return [text[chunk.start : chunk.end] for chunk in split(source, report=lambda _: None)]


TEXTS = {str(path): path.read_text(encoding="utf-8") for path in POLICIES}
DECLARATIONS = [declaration_ for text in TEXTS.values() for declaration_ in whole_declarations(text)]


@st.composite
def scattered_declarations(draw: st.DrawFn) -> str:
    """A few declarations without mistakes, with other blank space between their words and comments anywhere."""
    texts = []
    for text in draw(st.lists(st.sampled_from(DECLARATIONS), min_size=1, max_size=3)):
        words = pieces(text)
        for i, word in enumerate(words):
            ends_comment = i > 0 and words[i - 1].startswith("#")
            if word.isspace() and not ends_comment and draw(st.integers(0, 9)) == 0:
                words[i] = draw(
                    st.sampled_from([" ", "\n    ", "\n\n  ", "  # {}\n  ", "\n# {}\n  ", "\n  # {}\n\n "])
                ).format(i)
        texts.append(
            "".join(words) + draw(st.sampled_from(["", "  # trailing", "\n  # below", "\n# between", "\n\n# apart\n"]))
        )
    return "\n".join(texts) + "\n"


@st.composite
def mutilated_policies(draw: st.DrawFn) -> str:
    """A stretch of a real policy with a few words dropped, repeated, exchanged or put in."""
    words = pieces(draw(st.sampled_from(list(TEXTS.values()))))
    start = draw(st.integers(0, max(0, len(words) - 1)))
    words = words[start : start + draw(st.integers(1, 300))]
    for _ in range(draw(st.integers(0, 5))):
        if not words:
            break
        i, j = draw(st.integers(0, len(words) - 1)), draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["drop", "repeat", "exchange", "insert"])):
            case "drop":
                del words[i]
            case "repeat":
                words.insert(j, words[i])
            case "exchange":
                words[i], words[j] = words[j], words[i]
            case _:
                words.insert(i, draw(st.sampled_from(_ODD)))
    return "".join(words)
