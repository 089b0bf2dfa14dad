"""Case files written plainly are read as the full reader reads them, or left to it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cases.load import load_case
from checker.cases.nodes import Mapping, Node, Scalar, Sequence, read_tree
from checker.cases.plain import read_plain
from checker.diagnostics import Diagnostic
from checker.ir.law import Law
from checker.source import Span
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
SMALL = (
    "a: b\nc: [d, e]\nf: {g: h, i: 'j'}\nk:\n  - l: m\n    n: \"o\"\n  - p\nq: r s # t\n",
    "a:\n  b: c\n  d:\n    - e\n    - f g\n# h\ni: -1.5\n",
    "a: b\nc:\n  [d, e,\n   f, {g: h,\n    i: j}]\nk: [a,\n  b]\n",
    "a: [b, c d]\ne: {f: g h}\nk: []\n",
)
PIECES = (
    *(": ", " #", "#", "- ", "\n", "\n  ", "\n ", "[", "]", "{", "}", ", ", ",", "'", '"', "&a ", "*a", "!t ", " "),
    *(":", "?", "? ", "|", ">", "%", "@", "`", "\t", "---\n", "é", "~", "null", "0x1", "- - ", "<<: ", "\r", "\x85"),
)


def places(node: Node) -> list[Span]:
    """Of keys and words, in order."""
    match node:
        case Scalar():
            return [node.span]
        case Sequence():
            return [span for item in node.items for span in places(item)]
        case Mapping():
            return [span for key, value in node.entries for span in (key.span, *places(value))]


def agrees(text: str) -> bool:
    """Whether the text is read plainly; then it must be read as the full reader does."""
    plain = read_plain(text, "case.yaml")
    if plain is None:
        return False
    told: list[Diagnostic] = []
    full = read_tree(text, "case.yaml", report=told.append)
    assert not told
    assert isinstance(full, Mapping)
    assert plain == full
    assert places(plain) == places(full)
    return True


def test_our_own_cases_are_read_as_yaml_and_nearly_all_plainly() -> None:
    plain = [agrees(file.read_text(encoding="utf-8")) for file in EXAMPLES]

    assert plain.count(True) >= len(plain) * 0.9


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SMALL),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 3), st.sampled_from(PIECES)), max_size=4),
)
def test_whatever_is_read_plainly_is_read_as_yaml(text: str, edits: list[tuple[int, int, str]]) -> None:
    for at, removed, piece in edits:
        text = text[:at] + piece + text[at + removed :]

    agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "a:\n",
        "a: b: c\n",
        "a: b\n  c\n",
        "a: b\na: c\n",
        "a: &x b\n",
        "a: |\n  b\n",
        'a: "b\\n"\n',
        "a: [b, c\n",
        "a: !t b\n",
        "--- \na: b\n",
        '{"a": "b"}\n',
    ],
)
def test_what_is_not_plain_is_left_to_the_full_reader(text: str) -> None:
    assert read_plain(text, "case.yaml") is None


def test_a_mistake_in_a_plain_case_is_told_as_by_the_full_reader(festivals: Law) -> None:
    text = "case: X\ndate: 2020-01-01\nfacts:\n  nothing_known: 1\n"
    told: list[Diagnostic] = []

    case = load_case(text, "case.yaml", festivals, report=told.append)

    assert case is None
    assert [diagnostic.code.name for diagnostic in told] == ["unknown-case-fact"]
    assert told[0].primary.span == Span("case.yaml", text.index("nothing"), text.index(": 1"))


def test_a_plain_case_needs_no_yaml_library() -> None:
    program = (
        "import sys; from checker.cases.plain import read_plain;"
        "assert read_plain('a: [b, c]\\n', 'x'); print(any(name.startswith('ruamel') for name in sys.modules))"
    )

    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "False"
