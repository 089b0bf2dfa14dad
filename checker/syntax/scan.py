"""The shapes of words, shared by the parser's lexer, the formatter and highlighters."""

from __future__ import annotations

import re
from typing import Final

SCANNER: Final = re.compile(
    r"""(?:[ \t\r\n\f\ufeff]++|\#[^\n]*+)*+
    (?: ([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
      | ([0-9][A-Za-z0-9_]*(?:[.\-][A-Za-z0-9_]+)*)
      | ("(?:\\.|[^"\\\n])*")
      | (\.\.|[{}()\[\],:<+*\-])
      | ("(?:\\.|[^"\\\n])*\\?|[^ \t\r\n\f"\#A-Za-z0-9_{}()\[\],:<+*\-]+)
      | \Z
    )""",
    re.VERBOSE,
)
"""Blank space and comments, then one word, literal, text in quotes, mark, what is none of them, or (no group) the end.

Possessive, and the end a match of its own: so no part of a comment is ever read as a word.
"""

WORD: Final = 1
LITERAL: Final = 2
STRING: Final = 3
MARK: Final = 4
