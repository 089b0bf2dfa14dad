"""A page view as one HTML file: one script at most, no network, nothing from a case that is not escaped."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.reports.catalogue import messages
from checker.reports.phrase import text_of
from checker.reports.view.page import PageView
from checker.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

    from checker.reports.index import IndexView
    from checker.reports.what_if.block import WhatIf

_LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


def render(
    page: PageView,
    alternates: Mapping[str, str],
    what_if: WhatIf | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> str:
    """The file's text. `alternates`: file names of the same report in other languages; no script without `what_if`."""
    carried: dict[str, Any] = dict(page.embedded) if evidence is None else {**dict(page.embedded), "evidence": evidence}
    style = style_sheet(page.footer, page.word("page"), page.word("of")) + template_text("timeline.css")
    others = _alternates(page.language, alternates)
    if what_if is None:
        return html_file("comparison.html.j2", style, carried, others, page=page, what_if=None)
    from checker.reports.what_if import block

    script = block.script()
    style += block.style()
    shown = {"page": page, "what_if": what_if, "script": script}
    return html_file("comparison.html.j2", style, carried, others, script, **shown)


def render_index_view(index: IndexView, alternates: Mapping[str, str], *, script: bool = True) -> str:
    """The file's text of an index of reports."""
    words = messages(index.language)
    style = style_sheet(text_of(index.title), words["word.page"], words["word.of"]) + template_text("index.css")
    running = template_text("index.js") if script else None
    others = _alternates(index.language, alternates)
    return html_file("index.html.j2", style, {"law": index.law}, others, running, index=index, script=running)


def html_file(
    template: str,
    style: str,
    digests: Mapping[str, Any],
    others: list[dict[str, str]],
    running: str | None = None,
    **view: object,
) -> str:
    """A template filled with a view: its style, and its script if it is `running` one, are all that may take effect."""
    from markupsafe import Markup

    return (
        environment()
        .get_template(template)
        .render(
            alternates=others,
            style=Markup(style),
            policy=content_security_policy(style, running),
            data=Markup(_data(digests)),
            generator=f"Comity {__version__}",
            **view,
        )
    )


@cache
def environment() -> Environment:
    """Templates of the reports: escaped by default, and a name that does not exist is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(template_text), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    made.filters["words"] = text_of
    return made


def template_text(name: str) -> str:
    """A file of the templates' folder."""
    return files("checker.reports").joinpath("templates", name).read_text(encoding="utf-8")


def content_security_policy(style: str, script: str | None = None) -> str:
    """Nothing may load or be sent; the one style sheet, and the script if there is one, are known by their digests."""
    running = f" script-src '{_digest(script)}';" if script is not None else ""
    return f"default-src 'none'; style-src '{_digest(style)}';{running} base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def style_sheet(footer: str, page: str, of: str) -> str:
    """The style sheet, with what stands at the foot of printed pages."""
    sheet = template_text("comparison.css")
    for place, text in {"%(footer)s": footer, "%(page)s": f"{page} ", "%(of)s": f" {of} "}.items():
        sheet = sheet.replace(place, css_string(text))
    return sheet


def css_string(text: str) -> str:
    """A string literal of the style sheet: whatever is not a plain character is escaped by number."""
    return '"' + "".join(c if c.isalnum() or c in " ·-" else f"\\{ord(c):x} " for c in text) + '"'


def _data(digests: Mapping[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(digests, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\x7f", "\\u007f")


def _alternates(language: str, files_by_language: Mapping[str, str]) -> list[dict[str, str]]:
    """Links to the other languages, as names relative to this file."""
    return [
        {"language": other, "name": _LANGUAGE_NAMES.get(other, other), "href": "./" + quote(name)}
        for other, name in sorted(files_by_language.items())
        if other != language
    ]
