"""The nearest valid name."""

from __future__ import annotations

from collections.abc import Collection


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name most like `name`, or None where nothing is close."""
    from difflib import get_close_matches  # imported where a mistake was made, never at start-up

    folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    if found := folded.get(name.casefold()):
        return found
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Collection[str]) -> str | None:
    """Help that names the nearest valid name."""
    match = nearest(name, known)
    return None if match is None else f"did you mean `{match}`?"
