"""Text from strangers, made inert and visible.

Control characters could move a cursor or end a line; bidirectional and other invisible formatting characters could make
a text read as something else. They are replaced by a visible picture of themselves, so that nothing is lost unnoticed.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"
)


def clean(text: str) -> str:
    """One line of text in which every control, bidirectional or invisible character shows as `‹U+202E›`."""
    return _INVISIBLE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    return " " if character in "\t" else "⏎" if character == "\n" else f"‹U+{ord(character):04X}›"
