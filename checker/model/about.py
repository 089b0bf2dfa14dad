"""What a declaration tells people: label, citations, interpretation, confidence, notes."""

from __future__ import annotations

from typing import Protocol

from attrs import evolve

from checker.declared import About, Citation
from checker.diagnostics import Report, codes
from checker.model import errors
from checker.model.moments import check_date, check_periods
from checker.model.names import Declarations, find
from checker.model.wordings import maybe, wording, wordings
from checker.source import Span
from checker.syntax import ast


class Told(Protocol):
    """What every declaration has."""

    @property
    def notes(self) -> tuple[ast.Text, ...]: ...

    @property
    def span(self) -> Span: ...


def about_of(
    declaration: Told, owner: str, declarations: Declarations, *, report: Report, label: ast.Text | None = None
) -> About:
    """The record that carries what is told; citations of unknown sources are reported and left out."""
    own_label: ast.Text | None = label or getattr(declaration, "label", None)
    cites: tuple[ast.Cite, ...] = getattr(declaration, "cites", ())
    found = [citation_of(cite, owner, declarations, report=report) for cite in cites]
    return About(
        label=wording(own_label or ast.Text("")),
        citations=tuple(citation for citation in found if citation is not None),
        interpretation=maybe(getattr(declaration, "interpretation", None)),
        unverified=maybe(getattr(declaration, "confidence", None)),
        notes=wordings(declaration.notes),
        span=declaration.span,
    )


def citation_of(cite: ast.Cite, owner: str, declarations: Declarations, *, report: Report) -> Citation | None:
    """A citation with what its source says of itself, or None after a report."""
    full = find(
        cite.source, owner, declarations.sources, declarations, kind="source", code=codes.UNKNOWN_SOURCE, report=report
    )
    if full is None:
        return None
    whole = declarations.citations.get(full)
    if whole is None:
        whole = declarations.citations[full] = _whole_source(declarations.sources[full].declaration)
    confidence = "unverified" if cite.unverified else whole.confidence
    return evolve(whole, provision=cite.provision, confidence=confidence)


def _whole_source(source: ast.Source) -> Citation:
    return Citation(
        source=source.name.value,
        title=wording(source.label),
        provision=None,
        citation=maybe(source.citation),
        url=None if source.url is None else source.url.value,
        authority=maybe(source.authority),
        verified=None if source.verified is None else source.verified.value,
        confidence="sourced" if source.confidence is None else "unverified",
    )


def check_source(source: ast.Source, report: Report) -> None:
    """Dates of a source exist and are in order; its address can be opened."""
    if source.verified is not None:
        check_date(source.verified, report)
    if source.url is not None and not source.url.value.startswith(("https://", "http://")):
        report(errors.bad_literal(source.url.span, source.url.value, "an address that begins with https:// or http://"))
    check_periods(source.in_force, report)
