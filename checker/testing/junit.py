"""Scenario results as JUnit XML, for the systems that collect test results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.cleaning import clean
from checker.diagnostics import place_of
from checker.source import SourceFile
from checker.testing.scenarios import ScenarioResult


def render_junit(results: Iterable[ScenarioResult], sources: Mapping[str, SourceFile]) -> str:
    """One test suite per owner, one test case per scenario; deterministic, so without times."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    by_owner: dict[str, list[ScenarioResult]] = {}
    for result in results:
        by_owner.setdefault(result.scenario.owner, []).append(result)
    root = Element("testsuites")
    for owner, ran in sorted(by_owner.items()):
        failures = sum(not result.passed for result in ran)
        suite = SubElement(root, "testsuite", name=owner, tests=str(len(ran)), failures=str(failures))
        for result in ran:
            scenario = result.scenario
            case = SubElement(suite, "testcase", classname=owner, name=clean(scenario.name))
            case.set("file", place_of(scenario.about.span, sources))
            for mismatch in result.mismatches:
                failure = SubElement(case, "failure", message=clean(f"expected {mismatch.expected}"))
                failure.text = clean(f"{place_of(mismatch.span, sources)}: got {mismatch.got}")
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"
