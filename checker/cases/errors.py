"""The wording of what can be wrong with a case file."""

from __future__ import annotations

from collections.abc import Collection

from checker.diagnostics import Diagnostic, Label, codes
from checker.scalars import NotA
from checker.source import Span
from checker.spelling import did_you_mean

_LONGEST = 60


def cut(text: str) -> str:
    """What somebody wrote, shortened where it would hide the rest of the message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def malformed(span: Span, problem: str) -> Diagnostic:
    """The text is not YAML or JSON."""
    return Diagnostic(
        code=codes.MALFORMED_CASE,
        message="the case file is not readable",
        primary=Label(span, problem),
        help="write YAML 1.2 or JSON; `comity schema` describes the keys",
    )


def too_large(span: Span, size: int, limit: int) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_TOO_LARGE,
        message=f"the case file has {size} characters",
        primary=Label(span, f"at most {limit} are read"),
        help="split the file: one case each",
    )


def too_deep(span: Span, limit: int) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_TOO_LARGE,
        message="the case file nests too deep",
        primary=Label(span, f"more than {limit} levels here"),
        help="a case needs four levels at most",
    )


def alias(span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_ALIAS,
        message="anchors, aliases and merge keys are not read",
        primary=Label(span, "used here"),
        help="write the value out where it is needed",
    )


def tag(span: Span, name: str) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_ALIAS,
        message=f"the tag `{cut(name)}` is not read",
        primary=Label(span, "tagged here"),
        help="write the plain value; its type comes from the vocabulary",
    )


def key_not_a_name(span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.UNKNOWN_CASE_KEY,
        message="a key is not a name",
        primary=Label(span, "expected the name of a fact or key"),
    )


def duplicate_key(key: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.DUPLICATE_CASE_KEY,
        message=f"`{cut(key)}` is given twice",
        primary=Label(span, "given again"),
        secondary=(Label(first, "first given here"),),
        help="keep one of them",
    )


def unknown_key(key: str, span: Span, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        code=codes.UNKNOWN_CASE_KEY,
        message=f"unknown key `{cut(key)}`",
        primary=Label(span, f"expected one of {', '.join(sorted(known))}"),
        help=did_you_mean(key, known),
    )


def missing_key(key: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.MISSING_CASE_KEY,
        message=f"`{cut(key)}` is missing",
        primary=Label(span, f"expected `{key}: …`"),
    )


def unknown_fact(name: str, span: Span, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        code=codes.UNKNOWN_CASE_FACT,
        message=f"unknown fact `{cut(name)}`",
        primary=Label(span, "no such fact in the vocabulary"),
        help=did_you_mean(name, known),
    )


def unknown_field(name: str, record: str, span: Span, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        code=codes.UNKNOWN_CASE_FACT,
        message=f"a {record} has no field `{cut(name)}`",
        primary=Label(span, "not a field"),
        help=did_you_mean(name, known),
    )


def not_a_value(text: str, problem: NotA, span: Span, what: str) -> Diagnostic:
    """The text does not spell a value of the fact's type."""
    if problem.impossible_date:
        code, message = codes.IMPOSSIBLE_CASE_DATE, f"`{cut(text)}` is not a date that exists"
    elif problem.out_of_range:
        code, message = codes.CASE_VALUE_OUT_OF_RANGE, f"`{cut(text)}` is outside the range of `{what}`"
    else:
        code, message = codes.WRONG_CASE_VALUE, f"`{cut(text)}` is not a value of `{what}`"
    expected = problem.expected
    if problem.known and len(problem.known) <= 12:
        expected = "one of " + ", ".join(problem.known)
    return Diagnostic(
        code=code, message=message, primary=Label(span, f"expected {expected}"), help=did_you_mean(text, problem.known)
    )


def wrong_shape(what: str, expected: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.WRONG_CASE_VALUE,
        message=f"`{what}` has the wrong shape",
        primary=Label(span, f"expected {expected}"),
    )


def too_many(what: str, count: int, limit: int, span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_VALUE_OUT_OF_RANGE,
        message=f"`{what}` has {count} entries",
        primary=Label(span, f"at most {limit} are declared"),
    )


def unknown_reason(text: str, span: Span, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        code=codes.WRONG_CASE_VALUE,
        message=f"`{cut(text)}` is not a reason for not knowing",
        primary=Label(span, f"expected one of {', '.join(sorted(known))}"),
        help=did_you_mean(text, known),
    )


def unknown_background(name: str, span: Span, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        code=codes.UNKNOWN_CASE_BACKGROUND,
        message=f"unknown background `{cut(name)}`",
        primary=Label(span, "nothing of that name can be assumed"),
        help=did_you_mean(name, known),
    )


def not_per_line(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.CASE_FACT_NOT_PER_LINE,
        message=f"`{cut(name)}` is a fact of the whole case",
        primary=Label(span, "given for one line"),
        help="move it to `facts`",
    )


def clean_encoding(span: Span) -> Diagnostic:
    return Diagnostic(
        code=codes.MALFORMED_CASE,
        message="the case file is not UTF-8",
        primary=Label(span, "a byte that is not UTF-8"),
        help="save the file as UTF-8",
    )


def impossible_case(constraint: str, label: str, span: Span, places: tuple[Label, ...]) -> Diagnostic:
    """The facts together break a constraint of the vocabulary."""
    return Diagnostic(
        code=codes.IMPOSSIBLE_CASE,
        message=f"these facts cannot occur together: {label[:1].lower()}{label[1:]}",
        primary=Label(span, f"breaks the constraint `{constraint}`"),
        secondary=places,
        help="correct one of the facts, or make it unknown",
    )
