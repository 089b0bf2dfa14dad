"""The law as data and a small evaluator of it in JavaScript, for pages that decide without the tool."""

from checker.backends.javascript.encode import encode_programs
from checker.backends.javascript.values import encode_facts, encode_value

__all__ = ["encode_facts", "encode_programs", "encode_value", "evaluator_source"]


_SOURCES = ("evaluate.js", "narrow.js", "needs.js")


def evaluator_source() -> str:
    """The evaluator's text: it defines the names `Comity`, `Narrow` and `Needs`, and needs nothing."""
    from importlib.resources import files

    folder = files("checker.backends.javascript")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _SOURCES)
