"""The pages that explain each code: what to avoid, what to prefer, and why."""

from __future__ import annotations

from importlib.resources import files

from checker.diagnostics.codes import Code


def page_text(code: Code) -> str:
    """The page of a code, as Markdown."""
    return (files(__name__) / f"{code.number}.md").read_text(encoding="utf-8")
