"""`comity test` as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.cleaning import clean
from checker.diagnostics import place_of
from checker.reports.terminal.layout import Style, bullets, wrapped
from checker.source import SourceFile
from checker.testing.coverage import Coverage
from checker.testing.scenarios import ScenarioResult


def render_scenarios(
    results: Sequence[ScenarioResult],
    coverage: Sequence[Coverage],
    sources: Mapping[str, SourceFile],
    *,
    name_missing: bool,
    style: Style,
) -> str:
    """Failures first, then coverage by owner, then the count."""
    lines: list[str] = []
    failed = [result for result in results if not result.passed]
    for result in failed:
        scenario = result.scenario
        lines.append(style.strong(f"FAILED {scenario.name}: {clean(scenario.about.label.value)}"))
        for mismatch in result.mismatches:
            lines += wrapped(f"at {place_of(mismatch.span, sources)}", 2)
            lines += wrapped(f"expected {mismatch.expected}", 2, 4)
            lines += wrapped(f"got      {mismatch.got}", 2, 4)
        lines.append("")
    for one in coverage:
        lines.append(style.strong(f"Coverage of {one.owner}"))
        for measure in one.measures:
            lines.append(f"  {measure.name:<24}{measure.covered:>5} of {measure.total}")
            if name_missing:
                lines += bullets(measure.missing, 4)
        lines.append("")
    lines.append(f"{len(results) - len(failed)} scenarios passed, {len(failed)} failed")
    return "\n".join(lines) + "\n"
