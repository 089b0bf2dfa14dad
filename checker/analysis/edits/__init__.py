"""What an edit of the law's text changes, construct by construct: aligned by name, not by line."""

from checker.analysis.edits.find import edits
from checker.analysis.edits.records import ClauseEdit, Edit, Excerpt, Nature, RowEdit, Segment

__all__ = ["ClauseEdit", "Edit", "Excerpt", "Nature", "RowEdit", "Segment", "edits"]
