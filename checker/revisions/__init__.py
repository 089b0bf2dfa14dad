"""Two laws to compare, from folders, git revisions or dates: read in memory, nothing checked out, nothing run."""

from checker.revisions.errors import Refused
from checker.revisions.open_pair import Pair, open_pair
from checker.revisions.side import Side

__all__ = ["Pair", "Refused", "Side", "open_pair"]
