"""What the constructs of two programs are called where both stand in one."""

from __future__ import annotations

FIRST, SECOND = 0, 1
SIDES = (FIRST, SECOND)
_MARKS = ("1:", "2:")
_HELPER = "@own_date"


def named(side: int, name: str) -> str:
    """The name of a construct that only one side states, or that the sides state differently."""
    return _MARKS[side] + name


def helper_of(name: str) -> str:
    """The name of a rule and a decision that only ask something at the date of one side."""
    return name + _HELPER


def is_helper(name: str) -> bool:
    """Whether a rule or a decision is one that only asks something at the date of one side."""
    return name.endswith(_HELPER)


def original(name: str) -> str:
    """The name as its own program has it, of a probe, too. No name that an author can write has a mark or a space."""
    kind, space, rest = name.removesuffix(_HELPER).rpartition(" ")
    return kind + space + (rest[2:] if rest.startswith(_MARKS) else rest)


def is_shared(name: str) -> bool:
    """Whether a construct of the pair, or what a probe is about, is one that both sides state alike."""
    return not name.rpartition(" ")[2].startswith(_MARKS)


def is_of(side: int, name: str) -> bool:
    """Whether a construct of the pair is one of this side: its own, or one that both share."""
    return is_shared(name) or name.rpartition(" ")[2].startswith(_MARKS[side])
