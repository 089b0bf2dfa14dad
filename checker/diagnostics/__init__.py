"""Mistakes of authors as data with a place. Renderers are imported when something is shown."""

from typing import TYPE_CHECKING

from checker.diagnostics.codes import Code, Severity
from checker.diagnostics.data import Diagnostic, Label, Report, in_order

if TYPE_CHECKING:
    from checker.diagnostics.render import place_of, render_json, render_text

__all__ = ["Code", "Diagnostic", "Label", "Report", "Severity", "in_order", "place_of", "render_json", "render_text"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from checker.diagnostics import render

    value = globals()[name] = getattr(render, name)
    return value
