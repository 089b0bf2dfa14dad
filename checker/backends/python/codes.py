"""What generated code says about a rule or an obligation: one small number for everything that a finding tells."""

from __future__ import annotations

from typing import Final

from checker.results.records import ObligationStatus, Status
from checker.values import Truth

DOES_NOT_APPLY: Final = 0
APPLIES: Final = 1
UNKNOWN: Final = 2
MAY_BE_DEFEATED: Final = 3
UNKNOWN_FORCE: Final = 4
UNKNOWN_BOTH: Final = 5
DEFEATED: Final = 6
NOT_IN_FORCE: Final = 7
UNKNOWN_DEFEATED: Final = 8
FORCE_AND_FALSE: Final = 9
FORCE_DEFEATED: Final = 10
BOTH_DEFEATED: Final = 11

MEANINGS: Final[tuple[tuple[Status, Truth, Truth], ...]] = (
    (Status.DOES_NOT_APPLY, False, True),
    (Status.APPLIES, True, True),
    (Status.UNDETERMINED, None, True),
    (Status.UNDETERMINED, True, True),
    (Status.UNDETERMINED, True, None),
    (Status.UNDETERMINED, None, None),
    (Status.DEFEATED, True, True),
    (Status.NOT_IN_FORCE, None, False),
    (Status.DOES_NOT_APPLY, None, True),
    (Status.DOES_NOT_APPLY, False, None),
    (Status.DOES_NOT_APPLY, True, None),
    (Status.DOES_NOT_APPLY, None, None),
)
"""By code: status, condition, in force. From 8 on an exception that certainly applies, or a condition that certainly
fails, settles a rule of which something else is unknown."""

STATUSES: Final = tuple(status for status, _, _ in MEANINGS)
IS_UNDETERMINED: Final = f"{UNKNOWN} <= {{}} <= {UNKNOWN_BOTH}"
"""The test that a code is one of those of an undetermined rule."""

OBLIGATIONS: Final[tuple[tuple[ObligationStatus, Truth], ...]] = (
    (ObligationStatus.DOES_NOT_ARISE, False),
    (ObligationStatus.MET, True),
    (ObligationStatus.UNMET, True),
    (ObligationStatus.UNDETERMINED, True),
    (ObligationStatus.UNDETERMINED, None),
)
"""By code: status, and whether the obligation arises."""
