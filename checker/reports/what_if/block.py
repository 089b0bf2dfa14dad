"""The blocks that the page carries for its script, and the script itself."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from checker.backends.javascript import evaluator_source
from checker.reports.view.subject import Subject
from checker.reports.what_if.data import what_if_data
from checker.reports.what_if.scenarios import MOST_BYTES
from checker.reports.what_if.words import what_if_words

_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
SCRIPTS = ("values.js", "case.js", "dom.js", "form.js", "answers.js", "timeline.js", "side_by_side.js", "page.js")
"""In the order in which they stand in the page, after the evaluator."""


@frozen
class WhatIf:
    """`data`: the same in every language; `words`: in the language of the page. Both are JSON that ends no element."""

    data: str
    words: str


def what_if(subject: Subject, most_of_scenarios: int = MOST_BYTES) -> WhatIf:
    """What the page carries for its script."""
    data = what_if_data(subject, most_of_scenarios)
    return WhatIf(embedded_json(data), embedded_json(what_if_words(subject, data["facts"])))


def embedded_json(value: Any) -> str:
    """JSON for a script element: nothing in it can end the element, open a comment, end a line or turn text around."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))


@cache
def script() -> str:
    """The page's one script: the evaluator, and what shows it, without the spaces before its lines."""
    folder = files("checker.reports.what_if")
    whole = evaluator_source() + "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS)
    return "\n".join(line.lstrip(" ") for line in whole.split("\n"))


def style() -> str:
    """The rules of what the script shows, which follow those of the report."""
    folder = files("checker.reports.what_if")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("what_if.css", "side_by_side.css"))
