"""Nothing that a stranger writes in a case formats, runs, links, mentions or hides in any form of the report."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from attrs import evolve

from checker.cases.case import Case, Given, Line, Screening
from checker.ir.law import Law
from checker.reports.comparison import page_as_json, render_html, render_markdown, render_text
from checker.reports.in_markdown.comparison import MOST_CHARACTERS
from checker.reports.view.citations import safe_url
from tests.reports.small_law import page_of, read_case

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</title></style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}{{ page }}",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "@everyone #1 https://evil.example www.evil.example",
    "`code` **bold** _it_ ~~no~~ | cell | <!-- x -->",
    "abc\u202egnp.exe",
    "zero\u200bwidth\u2066",
    "\x1b[31mred\x1b[0m\x07",
    "line\r\n# heading\n- item",
    "\x00nul\x7f",
    "%(footer)s",
    "]]>--><![CDATA[",
)


class Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


def hostile(case: Case, payload: str) -> Case:
    """The case with the payload wherever a case has words of its own."""
    facts = tuple(evolve(fact, note=payload, stated_by=payload) for fact in case.facts)
    helper = Given("helpers", ({"name": payload},))
    screening = Screening(payload, payload, (("banned", "2024-05-01"), (payload, payload)), (), (payload,), payload)
    return evolve(
        case,
        id=payload,
        title=payload,
        facts=(*facts, helper),
        lines=(Line(payload, ()), Line(payload + "2", ())),
        screenings=(screening,),
        note=payload,
    )


def elements_of(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    return found


@pytest.fixture(scope="module")
def plain_elements(towns: Law) -> Elements:
    return elements_of(render_html(page_of(towns, hostile(read_case(towns), "plain"))))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_html_has_the_same_elements_whatever_a_case_says(
    towns: Law, plain_elements: Elements, payload: str, language: str
) -> None:
    shown = elements_of(render_html(page_of(towns, hostile(read_case(towns), payload)), language))

    allowed = set(plain_elements.tags)
    assert set(shown.tags) <= allowed
    assert shown.tags.count("script") == plain_elements.tags.count("script") == 4
    assert not [name for _, name, _ in shown.attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_link_is_safe(towns: Law, payload: str) -> None:
    shown = elements_of(render_html(page_of(towns, hostile(read_case(towns), payload)), alternates={"fr": payload}))

    targets = [value or "" for _, name, value in shown.attributes if name in ("href", "src")]
    assert targets
    assert all(target.startswith(("#", "https://", "http://", "mailto:", "./")) for target in targets)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_control_and_bidirectional_characters_show(towns: Law, payload: str) -> None:
    page = page_of(towns, hostile(read_case(towns), payload))

    for shown in (render_html(page), render_markdown(page), render_text(page)):
        odd = [c for c in shown if (ord(c) < 32 and c != "\n") or ord(c) in (127, 0x202E, 0x200B, 0x2066)]
        assert odd == []


def test_what_is_not_shown_as_it_is_leaves_a_visible_mark(towns: Law) -> None:
    page = page_of(towns, hostile(read_case(towns), "abc\u202edef"))

    assert "abc‹U+202E›def" in render_text(page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_is_inert(towns: Law, payload: str) -> None:
    shown = render_markdown(page_of(towns, hostile(read_case(towns), payload)))

    assert "<script" not in shown
    assert "<img" not in shown
    assert "](javascript" not in shown
    assert "@everyone" not in shown
    assert "https://evil" not in shown
    assert "www.evil" not in shown
    assert "\n# heading" not in shown
    assert "![" not in shown.replace("\\!", "")
    assert len(shown) <= MOST_CHARACTERS + 1_000


@pytest.mark.parametrize("payload", PAYLOADS)
def test_templates_in_a_case_are_not_run(towns: Law, payload: str) -> None:
    shown = render_html(page_of(towns, hostile(read_case(towns), payload)))

    assert "49" not in elements_of(shown).tags
    assert ">49<" not in shown


def test_json_says_what_the_case_says(towns: Law) -> None:
    payload = "<script>\u202e\x00"
    document = page_as_json(page_of(towns, hostile(read_case(towns), payload)))

    assert json.loads(json.dumps(document))["case"]["title"] == payload


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "//evil.example",
        "http://[bad",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_no_link(url: str) -> None:
    assert safe_url(url) is None


def test_an_address_is_percent_encoded() -> None:
    assert safe_url('https://a.example/x"y<z') == "https://a.example/x%22y%3Cz"
    assert safe_url("mailto:a@b.example") == "mailto:a@b.example"
