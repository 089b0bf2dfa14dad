"""What a comparison is made from, before any words: the answers, and what analysis found out about them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from checker.analysis.ask import Asked
from checker.analysis.compare import Comparison
from checker.analysis.readings import Hinge, ReadingUsed
from checker.analysis.timeline import Timeline
from checker.cases.case import Case
from checker.ir.law import Law
from checker.results.records import JurisdictionResult


@frozen
class Insight:
    """What analysis found out about the binding answers; None where it was not asked, which the report then says."""

    comparisons: tuple[Comparison, ...] = ()
    asked: Asked | None = None
    timeline: Timeline | None = None
    readings: tuple[ReadingUsed, ...] | None = None
    hinges: tuple[Hinge, ...] | None = None


@frozen
class ComparisonPage:
    """One case under several jurisdictions, in no language yet.

    `results` holds the binding answers in the order in which they are shown; `voluntary` those of each voluntary
    instrument beside each jurisdiction. `bottom_line` is the decision that the others come to. Everything a renderer
    prints is computed from here. `compiled` names the jurisdictions that are not compared and that a reader of the page
    can switch on.
    """

    law: Law
    case: Case
    results: Mapping[str, JurisdictionResult]
    voluntary: Mapping[str, Mapping[str, JurisdictionResult]]
    baseline: str
    bottom_line: str
    number: str
    actual: bool = False
    readings: Mapping[str, str] = field(factory=dict)
    insight: Insight = Insight()
    compiled: tuple[str, ...] = ()
