"""The JavaScript evaluator run in Node: one process that answers line by line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import frozen

from checker.backends.interpreter import evaluate
from checker.backends.javascript import encode_facts, encode_programs, evaluator_source
from checker.backends.lines import combine
from checker.ir.program import Program
from checker.results.records import Decision, Finding, JurisdictionResult, LineResult, ObligationFinding
from checker.values import Value

Lines = Sequence[tuple[str, Mapping[str, Value]]]
Case = tuple[Lines, int]

_LOOP = """
let programs = new Map();
require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
  let answer;
  try {
    const asked = JSON.parse(text);
    if (asked.law) programs = Comity.read(asked.law);
    const program = programs.get(asked.program);
    const read = (lines) => lines.map(([name, facts]) => [name, Comity.decodeFacts(facts)]);
    const needs = (facts, date) => {
      const line = new Comity.Line(program, facts, date).run();
      return [...program.decisions.keys()].map((name) => Needs.needsOf(line, name));
    };
    if (asked.needs) answer = asked.cases.map(([lines, date]) => read(lines).map(([, facts]) => needs(facts, date)));
    else answer = asked.cases.map(([lines, date]) => asked.broken
      ? read(lines).map(([, facts]) => Comity.brokenConstraints(program, facts, date).map((each) => each.name))
      : Comity.decide(program, read(lines), date, asked.actual, asked.narrow ? Narrow.evaluateNarrowed : undefined));
  } catch (problem) {
    answer = { problem: String(problem.stack) };
  }
  process.stdout.write(JSON.stringify(answer) + "\\n");
});
"""


@frozen
class Node:
    """A running evaluator."""

    process: subprocess.Popen[str]

    def ask(
        self,
        program: str,
        cases: Iterable[Case],
        law: Mapping[str, Any] | None = None,
        *,
        actual: bool = True,
        broken: bool = False,
        narrow: bool = False,
        needs: bool = False,
    ) -> list[Any]:
        """The answers to cases under a program of the law given last; or what they break, or need."""
        asked = {
            "law": law,
            "program": program,
            "actual": actual,
            "broken": broken,
            "narrow": narrow,
            "needs": needs,
            "cases": [[[[name, encode_facts(facts)] for name, facts in lines], date] for lines, date in cases],
        }
        answer = self.tell(asked)
        assert isinstance(answer, list), answer["problem"]
        return answer

    def tell(self, asked: Any) -> Any:
        """What the process answers to one line."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def assert_agrees(self, program: Program, cases: Sequence[Case]) -> None:
        """Every case comes out as the interpreter has it."""
        for case, got in zip(cases, self.ask(program.name, cases, encode_programs([program])), strict=True):
            assert got == expected(program, case), case


@contextmanager
def started(source: str | None = None) -> Iterator[Node]:
    """A process for as long as it is needed, running the evaluator or `source`.

    At a desk without Node the test is skipped; in CI it fails.
    """
    path = shutil.which("node")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("node is missing")
        pytest.skip("node is missing: the JavaScript evaluator is not compared with the interpreter")
    command = [path, "-e", source or evaluator_source() + _LOOP]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Node(process)
        assert process.stdin is not None
        process.stdin.close()


def expected(program: Program, case: Case) -> dict[str, Any]:
    """The interpreter's answer, in the evaluator's form."""
    lines, date = case
    return plain(combine(program, [evaluate(program, facts, date, line=name, needs=False) for name, facts in lines]))


def plain(result: JurisdictionResult) -> dict[str, Any]:
    """What the evaluator tells of an answer over lines."""
    return {"jurisdiction": result.jurisdiction, **_parts(result), "lines": [_line(line) for line in result.lines]}


def _line(line: LineResult) -> dict[str, Any]:
    return {"line": line.line, **_parts(line)}


def _parts(result: JurisdictionResult | LineResult) -> dict[str, Any]:
    return {
        "decisions": [_decision(each) for each in result.decisions],
        "findings": [_finding(each) for each in result.findings],
        "obligations": [_obligation(each) for each in result.obligations],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.decision,
        "outcome": decision.outcome,
        "possible": list(decision.possible),
        "decided_by": list(decision.decided_by),
        "collected": list(decision.collected),
        "conflict": decision.conflict,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "status": finding.status.value,
        "defeated_by": list(finding.defeated_by),
        "condition": finding.condition,
        "in_force": finding.in_force,
    }


def _obligation(duty: ObligationFinding) -> dict[str, Any]:
    return {"obligation": duty.obligation, "status": duty.status.value, "arises": duty.arises}
