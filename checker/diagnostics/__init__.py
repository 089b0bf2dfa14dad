"""Mistakes of authors as data with a place."""

from checker.diagnostics.codes import Code, Severity
from checker.diagnostics.data import Diagnostic, Label, Report, in_order
from checker.diagnostics.render import place_of, render_json, render_text

__all__ = ["Code", "Diagnostic", "Label", "Report", "Severity", "in_order", "place_of", "render_json", "render_text"]
