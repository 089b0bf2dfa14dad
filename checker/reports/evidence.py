"""What an HTML report carries so that it can be made again from nothing but itself, the law and the tool.

The law is too large to travel in it: its digest does, and a short digest of each of its files, so that it can be said
which of them differ. The case travels as its author wrote it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from checker.ir.law import Law
from checker.reports.view.inputs import ComparisonPage
from checker.version import __version__

FORMAT = "comity.evidence/1"
_KEPT = 12
"""Digits of the digest of one file of the law: enough to tell versions apart, while the whole has its full digest."""

_BLOCK = re.compile(rb'<script type="application/json" id="comity-digests">(.*?)</script>', re.DOTALL)


class Unusable(Exception):
    """A file from which no report can be made again: why, and how to go on."""

    def __init__(self, why: str, advice: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


@frozen
class Evidence:
    """`files`: short digests of the law's files by path. `day`: an ordinal. `alternates`: file names by language."""

    tool: str
    law: str
    files: Mapping[str, str]
    case: str
    day: int
    programs: tuple[str, ...]
    compiled: tuple[str, ...]
    baseline: str
    actual: bool
    readings: Mapping[str, str]
    language: str
    alternates: Mapping[str, str]
    script: bool

    def changed_files(self, law: Law) -> tuple[str, ...]:
        """What of this law is not as the report was made from: changed files, then missing ones, then new ones."""
        now = short_digests(law)
        changed = [
            f"{path} (changed)" for path in sorted(self.files) if now.get(path, self.files[path]) != self.files[path]
        ]
        missing = [f"{path} (missing)" for path in sorted(self.files) if path not in now]
        new = [f"{path} (new)" for path in sorted(now) if path not in self.files]
        return (*changed, *missing, *new)


def short_digests(law: Law) -> dict[str, str]:
    """The beginning of the digest of each file."""
    return {path: digest.removeprefix("sha256:")[:_KEPT] for path, digest in law.files}


def evidence_of(page: ComparisonPage, language: str, alternates: Mapping[str, str], script: bool) -> dict[str, Any]:
    """The record as it stands in the page; its own digest tells whether anybody has touched it."""
    beside = [
        code if name == code else f"{code}@{name}" for code, results in page.voluntary.items() for name in results
    ]
    folders: dict[str, dict[str, str]] = {}
    for path, digest in short_digests(page.law).items():
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name] = digest
    record: dict[str, Any] = {
        "format": FORMAT,
        "tool": __version__,
        "law": page.law.digest,
        "files": folders,
        "case": page.case.text,
        "date": date.fromordinal(page.case.date).isoformat(),
        "programs": [*page.results, *beside],
        "compiled": list(page.compiled),
        "baseline": page.baseline,
        "actual": page.actual,
        "readings": dict(page.readings),
        "language": language,
        "alternates": dict(alternates),
        "script": script,
    }
    return {**record, "digest": _digest(record)}


def _digest(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def read_evidence(content: bytes) -> Evidence:
    """What a report carries. Raises `Unusable` where it carries nothing, was tampered with, or is of another tool."""
    blocks = _BLOCK.findall(content)
    if not blocks:
        raise Unusable("this is not a report of Comity", "name the HTML file that `comity compare` wrote")
    if len(blocks) > 1:
        raise Unusable("the report was changed: it carries its digests more than once")
    try:
        outer = json.loads(blocks[0])
    except (ValueError, RecursionError):
        raise Unusable("the report was changed: its digests cannot be read") from None
    record = outer.get("evidence") if isinstance(outer, dict) else None
    if not isinstance(record, dict):
        raise Unusable("this page carries no case to make it again from", "only comparison reports of one case do")
    if record.get("format") != FORMAT:
        raise Unusable(
            f"the report's evidence has the form `{str(record.get('format'))[:40]}`; this tool knows `{FORMAT}`",
            "use the version of Comity that wrote it",
        )
    stated = record.pop("digest", None)
    if stated != _digest(record):
        raise Unusable("the report was changed: what it says it was made from does not fit its own digest")
    if record.get("tool") != __version__:
        raise Unusable(
            f"the report was written by comity {str(record.get('tool'))[:40]}, and this is comity {__version__}",
            "install that version to make it again",
        )
    try:
        return _read(record)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Unusable("the report was changed: what it says it was made from makes no sense") from None


def _read(record: Mapping[str, Any]) -> Evidence:
    files = {
        f"{folder}/{name}" if folder else name: _text(digest)
        for folder, names in record["files"].items()
        for name, digest in names.items()
    }
    return Evidence(
        tool=_text(record["tool"]),
        law=_text(record["law"]),
        files=files,
        case=_text(record["case"]),
        day=date.fromisoformat(record["date"]).toordinal(),
        programs=_names(record["programs"]),
        compiled=_names(record["compiled"]),
        baseline=_text(record["baseline"]),
        actual=record["actual"] is True,
        readings=_texts(record["readings"]),
        language=_text(record["language"]),
        alternates=_texts(record["alternates"]),
        script=record["script"] is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _names(value: Sequence[object]) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(each) for each in value)


def _texts(value: Mapping[object, object]) -> dict[str, str]:
    return {_text(name): _text(each) for name, each in value.items()}
