"""Answers as plain text for a terminal, at most 80 columns."""
