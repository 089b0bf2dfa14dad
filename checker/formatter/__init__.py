"""Text to the same text in one layout: same tree, same comments, and stable when repeated."""

from checker.formatter.format_source import format_declaration, format_part, format_source

__all__ = ["format_declaration", "format_part", "format_source"]
