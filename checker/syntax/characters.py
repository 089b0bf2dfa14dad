"""Characters that deceive: hidden controls anywhere, and letters outside texts that only look like ours."""

from __future__ import annotations

import re
import unicodedata

from checker.diagnostics import Report
from checker.source import SourceFile, Span
from checker.syntax import errors

_HIDDEN_ASCII = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]"
    "|\r(?!\n)|(?!\\A)\ufeff"
)
_OUTSIDE_TEXTS = re.compile(r'"(?:\\.|[^"\\\n])*"?|#[^\n]*|([^\W\d_a-zA-Z])')
_MAX_REPORTED = 20

_LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοραν",
        "aeopcyxijshdqwABEKMHOPCTYXIJSABEZHIKMNOPTYXopav",
        strict=True,
    )
)


def report_characters(source: SourceFile, *, report: Report) -> list[int]:
    """Report deceiving characters; the offsets, in order, of those that make a declaration unreadable."""
    if source.text.isascii() and "\r" not in source.text and not _HIDDEN_ASCII.search(source.text):
        return []
    unreadable: set[int] = set()
    for match in _HIDDEN.finditer(source.text):
        unreadable.add(match.start())
        if len(unreadable) <= _MAX_REPORTED:
            report(errors.hidden_character(match[0], Span(source.path, match.start(), match.end())))
    if source.text.isascii():
        return sorted(unreadable)
    confusing = 0
    for match in _OUTSIDE_TEXTS.finditer(source.text):
        character = match[1]
        if character:
            unreadable.add(match.start(1))
            confusing += 1
            if confusing <= _MAX_REPORTED:
                place = Span(source.path, match.start(1), match.end(1))
                report(errors.confusable_character(character, _looks_like(character), place))
    return sorted(unreadable)


def _looks_like(character: str) -> str | None:
    folded = unicodedata.normalize("NFKD", character)[0]
    return _LOOK_ALIKES.get(character) or (folded if folded.isascii() and folded.isalpha() else None)
