"""Mistakes of authors as data with a place."""

from checker.diagnostics.codes import Code, Severity
from checker.diagnostics.data import Diagnostic, Label, Report

__all__ = ["Code", "Diagnostic", "Label", "Report", "Severity"]
