"""The case changed in the page: what the browser shows is what the tool decides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from checker import api
from checker.analysis.exact import decide
from checker.cases.applied import apply_case
from checker.cases.case import Case
from checker.cases.load import load_case
from checker.ir.law import Law
from checker.reports.comparison import comparison_page, render_html
from tests.browser.test_reports import opened, violations
from tests.conftest import ROOT
from tests.reports.small_law import CASE, page_of, read_case, small_law
from tests.reports.test_escaping import hostile

pytestmark = pytest.mark.browser

Write = Callable[[str, str], Path]
UNKNOWN_DEPTH = CASE.replace("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown")


@pytest.fixture(scope="module")
def law() -> Law:
    return small_law()


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    folder = tmp_path_factory.mktemp("what_if")

    def written(name: str, text: str) -> Path:
        path = folder / f"{name}.html"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="module")
def report(law: Law, write: Write) -> Path:
    return write("report", render_html(page_of(law, read_case(law))))


@contextmanager
def live(browser: Browser, path: Path, fragment: str = "", width: int = 1366, **options: Any) -> Iterator[Page]:
    """The page once its script runs; that it complains or asks the network for something is a failure."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 768}, **options)
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message))
    address = path.as_uri()
    tab.on("request", lambda request: complaints.append(request.url) if request.url.split("#")[0] != address else None)
    tab.goto(address + fragment)
    tab.locator("#what-if-live").wait_for(state="visible")
    yield tab
    assert complaints == []
    context.close()


def fact(tab: Page, name: str) -> Locator:
    """The row of a fact, its group opened."""
    row = tab.locator(f"[data-fact='{name}']").first
    for fold in tab.locator(".fact-list details").all():
        if row.count():
            break
        fold.locator("summary").click()
    return row


def choose(tab: Page, name: str, label: str) -> None:
    fact(tab, name).locator("select").first.select_option(label=label)


def set_date(tab: Page, day: str) -> None:
    tab.locator(".what-if-form input[type=date]").first.fill(day)


def wait_until(tab: Page, holds: Callable[[], bool]) -> None:
    """The page's policy forbids the waiting that Playwright does by itself."""
    for _ in range(100):
        if holds():
            return
        tab.wait_for_timeout(50)
    pytest.fail("it never came to that")


def compared(tab: Page, name: str) -> Locator:
    return tab.locator(".what-if-form").get_by_role("checkbox", name=name)


def status(tab: Page) -> str:
    return tab.locator(".what-if-status").inner_text()


def matrix(tab: Page) -> dict[str, list[str]]:
    """The answers side by side, by question."""
    found: dict[str, list[str]] = {}
    for row in tab.locator(".what-if-matrix tbody tr").all():
        cells = [
            (cell.locator(".answer strong").inner_text(), int(cell.get_attribute("colspan") or 1))
            for cell in row.locator("td").all()
        ]
        found[row.locator("th").inner_text()] = [answer for answer, many in cells for _ in range(many)]
    return found


def from_tool(law: Law, case: Case) -> dict[str, list[str]]:
    """The same from the tool: labels of settled answers, and the outcomes of open ones."""
    found: dict[str, list[str]] = {}
    for name in law.jurisdictions:
        program = law.programs[name]
        result = decide(program, apply_case(case, program).lines, case.date)
        for info, decision in zip(program.decisions, result.decisions, strict=True):
            labels = {outcome.name: outcome.label.value for outcome in info.outcomes}
            words = [f"“{labels[each]}”" for each in reversed(decision.possible)]
            several = f"Not settled: could be {', '.join(words[:-1])} or {words[-1]}"
            one = labels[decision.possible[0]] if len(words) == 1 else several
            found.setdefault(info.about.label.value, []).append(one)
    return found


def edited(law: Law, text: str, *edits: tuple[str, str]) -> Case:
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    return read_case(law, text)


# ── editing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_at_first_nothing_is_changed_and_the_answers_are_those_of_the_case(
    browser: Browser, law: Law, report: Path
) -> None:
    with live(browser, report) as tab:
        assert status(tab) == "Nothing is changed: these are the answers to the case."
        assert matrix(tab) == from_tool(law, read_case(law))
        assert tab.locator(".what-if-answers .moved, .changes li").count() == 0
        assert not tab.locator("#what-if-needs-script").is_visible()
        assert "#" not in tab.url


def test_a_changed_fact_changes_the_answers_as_the_tool_decides(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "street", "High Street")

        assert matrix(tab) == from_tool(law, edited(law, CASE, ("street: mill_lane", "street: high_street")))
        assert status(tab) == "One change to the case. One jurisdiction comes to another answer."
        assert "Changed: was Not possible" in tab.locator("td.moved").last.inner_text()
        assert tab.locator(".changes").inner_text() == "Where the hole is: was Mill Lane, now High Street"
        assert fact(tab, "street").locator(".was").inner_text() == "Before: Mill Lane"


def test_an_answer_that_is_left_open_says_that_fewer_may_be_possible(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "depth", "Not known")

        assert matrix(tab) == from_tool(
            law, edited(law, CASE, ("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown"))
        )
        assert tab.locator(".what-if-matrix .bound", has_text="Fewer may be possible.").count() > 0


def test_what_was_exact_and_is_not_touched_stays_exact(browser: Browser, law: Law, write: Write) -> None:
    case = read_case(law, UNKNOWN_DEPTH)
    with live(browser, write("unknown", render_html(page_of(law, case)))) as tab:
        assert tab.locator(".bound", has_text="Fewer").count() == 0
        fact(tab, "cost").locator("input").fill("7")

        assert status(tab).startswith("One change to the case. No jurisdiction comes to another answer.")
        assert tab.locator(".bound", has_text="Fewer").count() == 0


def test_numbers_are_read_as_the_tool_reads_them(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        field = fact(tab, "depth").locator("input")
        before = matrix(tab)
        for wrong in ("51", "-1", "1.5", "4m", ""):
            field.fill(wrong)
            assert field.get_attribute("aria-invalid") == "true"
            assert fact(tab, "depth").locator(".error").inner_text() == "Not a number from 0 to 50."
            assert matrix(tab) == before
        field.fill("45")

        assert field.get_attribute("aria-invalid") == "false"
        assert matrix(tab) == from_tool(law, edited(law, CASE, ("value: 4", "value: 45")))


def test_a_party_can_be_added_filled_in_and_removed(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        row = fact(tab, "helpers")
        row.get_by_role("button", name="Add an entry").click()
        entry = row.locator(".entry").nth(1)
        entry.locator(".field").nth(0).locator("select").select_option(label="Known:")
        entry.locator(".field").nth(0).locator("input").fill("Bob")
        entry.locator(".field").nth(1).locator("select").first.select_option(label="Known:")
        entry.locator(".members select").first.select_option(label="yes")

        assert row.get_by_role("button", name="Add an entry").is_disabled()
        assert "Name: Bob, Registers: Banned diggers" in tab.locator(".changes").inner_text()
        row.get_by_role("button", name="Remove entry 2").click()
        assert status(tab).startswith("Nothing is changed")


def test_the_date_moves_the_answers(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        set_date(tab, "2025-01-01")

        assert matrix(tab) == from_tool(law, edited(law, CASE, ("date: 2024-05-01", "date: 2025-01-01")))
        assert "Date of the case: was 1 May 2024, now 1 January 2025" in tab.locator(".changes").inner_text().replace(
            "\u00a0", " "
        )


def test_another_part_of_the_page_can_move_the_date(browser: Browser, report: Path) -> None:
    with live(browser, report) as tab:
        tab.evaluate("document.dispatchEvent(new CustomEvent('comity-date', {detail: 739252}))")

        assert tab.locator(".what-if-form input[type=date]").first.input_value() == "2025-01-01"


def test_the_words_change_with_the_language_of_the_page_and_the_changes_stay(
    browser: Browser, law: Law, write: Write
) -> None:
    page = page_of(law, read_case(law))
    french = re.search(
        r'<script type="application/json" class="comity-words" lang="fr">.*?</script>', render_html(page, "fr")
    )
    assert french is not None
    both = render_html(page).replace("<script>", french.group() + "<script>", 1)
    with live(browser, write("both", both)) as tab:
        choose(tab, "street", "High Street")
        tab.evaluate("document.dispatchEvent(new CustomEvent('comity-language', {detail: 'fr'}))")

        assert status(tab) == "Une modification du dossier. Un ordre juridique aboutit à une autre réponse."
        tab.evaluate("document.dispatchEvent(new CustomEvent('comity-language', {detail: 'en'}))")
        assert status(tab) == "One change to the case. One jurisdiction comes to another answer."


def test_an_answer_says_what_it_rests_on_or_what_would_settle_it(browser: Browser, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "street", "High Street")
        leave = tab.locator(".what-if-matrix tbody tr").first.locator("td")
        comes_to = tab.locator(".what-if-matrix tbody tr").last

        assert "Settled by: “The hole will be sealed”." in leave.nth(0).inner_text()
        choose(tab, "sealed", "yes")
        assert "A sealed hole only needs notice (HOLES s 4) Our reading" in leave.nth(0).inner_text().replace(
            "\u00a0", " "
        )
        assert "A sealed hole only needs notice" in comes_to.inner_text()


def test_lines_can_be_added_and_each_has_facts_of_its_own(browser: Browser, festivals: Law, write: Write) -> None:
    text = (ROOT / "tests/second_domain/cases/harvest.yaml").read_text(encoding="utf-8")
    case = load_case(text, "harvest.yaml", festivals, report=lambda found: pytest.fail(str(found)))
    assert case is not None
    with live(browser, write("festival", render_html(page_of(festivals, case)))) as tab:
        lines = tab.locator(".what-if-form .ask select").first
        many = len(lines.locator("option").all())
        tab.get_by_role("button", name="Add a line").click()

        assert len(lines.locator("option").all()) == many + (1 if many > 1 else 2)
        assert "As for the whole case" in fact(tab, "stage.noise").locator("select").first.inner_text()
        choose(tab, "stage.noise", "loud")
        assert "Line:" in tab.locator(".changes").inner_text()
        tab.get_by_role("button", name="Remove this line").click()
        assert len(lines.locator("option").all()) == many + (0 if many > 1 else 1)


def test_back_to_the_case_undoes_everything(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "street", "High Street")
        set_date(tab, "2020-01-01")
        compared(tab, "Cedarton").uncheck()
        tab.get_by_role("button", name="Back to the case").click()

        assert status(tab).startswith("Nothing is changed")
        assert matrix(tab) == from_tool(law, read_case(law))
        assert fact(tab, "street").locator("select").evaluate("e => e.selectedOptions[0].text") == "Mill Lane"
        assert tab.locator(".what-if-form input[type=date]").first.input_value() == "2024-05-01"
        wait_until(tab, lambda: "#" not in tab.url)


def test_a_fact_can_be_found(browser: Browser, report: Path) -> None:
    with live(browser, report) as tab:
        find = tab.locator("input[type=search]")
        find.fill("sealed")
        assert tab.locator(".found .fact").count() == 1
        tab.locator(".found .fact select").select_option(label="yes")
        find.fill("no such thing")
        assert tab.locator(".found").inner_text() == "No fact has these words."
        find.fill("")

        assert fact(tab, "sealed").locator("select").evaluate("e => e.selectedOptions[0].text") == "yes"


# ── taking it away ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_case_file_is_the_changed_case(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report, permissions=["clipboard-read", "clipboard-write"]) as tab:
        choose(tab, "street", "High Street")
        set_date(tab, "2025-06-01")
        tab.get_by_role("button", name="Copy as case file").click()
        tab.get_by_text("Copied.").wait_for()
        text = tab.evaluate("navigator.clipboard.readText()")

        assert tab.locator(".shared textarea").input_value() == text
        wanted = edited(
            law, CASE, ("street: mill_lane", "street: high_street"), ("2024-05-01\nfacts", "2025-06-01\nfacts")
        )
        read = dict(read_case(law, text).facts_of(None))
        assert {**read, "helpers": None} == {**wanted.facts_of(None), "helpers": None}
        assert read["helpers"] == read_case(law).facts_of(None)["helpers"]
        assert read_case(law, text).date == wanted.date


def test_where_copying_does_not_work_the_text_is_selected(browser: Browser, report: Path) -> None:
    with live(browser, report) as tab:
        tab.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        tab.get_by_role("button", name="Copy as case file").click()
        tab.get_by_text("Copying does not work here").wait_for()

        assert tab.evaluate("getSelection().toString()").startswith('case: "H-1"')


def test_the_case_file_can_be_saved(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "street", "High Street")
        with tab.expect_download() as waiting:
            tab.get_by_role("button", name="Save as case file").click()

        assert waiting.value.suggested_filename == "case.yaml"
        saved = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert read_case(law, saved).facts_of(None)["street"] == "high_street"


def test_a_link_opens_the_changed_case(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report) as tab:
        choose(tab, "street", "High Street")
        set_date(tab, "2025-06-01")
        compared(tab, "Cedarton").uncheck()
        wait_until(tab, lambda: "#case=" in tab.url and tab.url != report.as_uri())
        tab.get_by_role("button", name="Copy a link to this").click()
        link = tab.locator(".shared textarea").input_value()
        shown = matrix(tab)

    assert link.startswith(report.as_uri() + "#case=")
    with live(browser, report, link.removeprefix(report.as_uri())) as tab:
        assert matrix(tab) == shown
        assert status(tab).startswith("The case is changed in two places.")
        assert not compared(tab, "Cedarton").is_checked()


def test_a_broken_link_is_told(browser: Browser, law: Law, report: Path) -> None:
    with live(browser, report, "#case=<script>alert(1)</script>") as tab:
        assert status(tab).startswith("Nothing is changed")
    with live(browser, report, "#case=e30x") as tab:
        tab.get_by_text("Parts of the link could not be used: case.").wait_for()
        assert matrix(tab) == from_tool(law, read_case(law))


def test_a_jurisdiction_that_was_not_asked_for_can_be_switched_on(browser: Browser, law: Law, write: Write) -> None:
    page = page_of(law, read_case(law))
    one = {"ASHBY": page.results["ASHBY"]}
    carried = comparison_page(law, page.case, one, insight=page.insight, compiled=law.jurisdictions)
    with live(browser, write("carried", render_html(carried))) as tab:
        assert len(matrix(tab)["Is leave needed?"]) == 1
        compared(tab, "Cedarton").check()
        compared(tab, "Bircham").check()

        assert matrix(tab) == from_tool(law, page.case)
        compared(tab, "Ashby").uncheck()
        assert [row[1:] for row in from_tool(law, page.case).values()] == list(matrix(tab).values())
        compared(tab, "Bircham").uncheck()
        compared(tab, "Cedarton").click()
        assert tab.get_by_text("One jurisdiction at least has to stay.").is_visible()
        assert compared(tab, "Cedarton").is_checked()


# ── agreement ────────────────────────────────────────────────────────────────────────────────────────────────────────


def agreement(tab: Page) -> dict[str, int]:
    line = tab.locator(".agreement[data-agrees]")
    line.wait_for(timeout=20_000)
    return {key: int(line.get_attribute(f"data-{key}") or "") for key in ("agrees", "open", "differs")}


def test_the_page_says_on_how_many_scenarios_it_agrees_with_the_tool(
    browser: Browser, festivals: Law, write: Write
) -> None:
    text = (ROOT / "tests/second_domain/cases/harvest.yaml").read_text(encoding="utf-8")
    case = load_case(text, "harvest.yaml", festivals, report=lambda found: pytest.fail(str(found)))
    assert case is not None
    html = render_html(page_of(festivals, case))
    with live(browser, write("agrees", html)) as tab:
        found = agreement(tab)
        assert found["differs"] == 0
        assert found["agrees"] > 5
        assert (
            tab.locator(".agreement")
            .inner_text()
            .startswith(f"This page agrees with the tool on {found['agrees']} scenarios.")
        )

    data = re.search(r'id="comity-what-if">(.*?)</script>', html)
    assert data is not None
    changed = json.loads(data.group(1))
    for expected in changed["scenarios"]["expected"]:
        if expected[1] == "outcome" and expected[3] == "free":
            expected[3] = "forbidden"
    tampered = html.replace(data.group(1), json.dumps(changed).replace("<", "\\u003c"))
    with live(browser, write("differs", tampered)) as tab:
        assert agreement(tab)["differs"] > 0
        assert "do not rely on this section" in tab.locator(".agreement").inner_text()


# ── reading and safety ───────────────────────────────────────────────────────────────────────────────────────────────


def test_without_script_it_says_what_is_missing_and_everything_else_is_there(browser: Browser, report: Path) -> None:
    with opened(browser, report, java_script_enabled=False) as tab:
        assert "needs JavaScript" in tab.locator("#what-if-needs-script").inner_text()
        assert not tab.locator("#what-if-live").is_visible()
        assert tab.locator(".board .answer").first.is_visible()


def worked_through(browser: Browser, path: Path) -> list[str]:
    """The kinds of elements that are there once a case has been changed in many ways."""
    with live(browser, path) as tab:
        for fold in tab.locator(".fact-list details").all():
            fold.evaluate("fold => fold.open = true")
        for line in (1, 0):
            tab.locator(".what-if-form .ask select").first.select_option(index=line)
        set_date(tab, "2020-01-01")
        fact(tab, "helpers").get_by_role("button", name="Add an entry").click()
        tab.get_by_role("button", name="Copy as case file").click()
        attributes = tab.evaluate("[...document.querySelectorAll('#what-if *')].flatMap(e => e.getAttributeNames())")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b\x7f]", tab.locator("#what-if").inner_text())
        names: list[str] = tab.evaluate(
            "[...new Set([...document.querySelectorAll('#what-if *')].map(e => e.localName))]"
        )
        return sorted(names)


@pytest.fixture(scope="module")
def plain_elements(browser: Browser, law: Law, write: Write) -> list[str]:
    return worked_through(browser, write("plain", render_html(page_of(law, hostile(read_case(law), "plain")))))


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}${alert(1)}`${alert(1)}`",
    "javascript:alert(1)",
    "<!-- <script>",
    "abc\u202egnp.exe\u2066\u200b",
)


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_a_case_says_runs_or_becomes_markup(
    browser: Browser, law: Law, write: Write, plain_elements: list[str], payload: str
) -> None:
    path = write("hostile", render_html(page_of(law, hostile(read_case(law), payload))))

    assert worked_through(browser, path) == plain_elements


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_accessibility_engine_finds_nothing_in_a_changed_case(
    browser: Browser, axe: str, law: Law, write: Write, scheme: str, width: int, language: str
) -> None:
    path = write(f"axe-{language}", render_html(page_of(law, read_case(law)), language))
    with live(browser, path, width=width, color_scheme=scheme) as tab:
        for fold in tab.locator(".fact-list details").all():
            fold.evaluate("fold => fold.open = true")
        fact(tab, "street").locator("select").first.select_option(index=1)
        fact(tab, "depth").locator("input").fill("99")
        tab.locator(".buttons button").nth(1).click()

        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_changes_are_told_by_the_screen_reader_and_the_keyboard_reaches_everything(
    browser: Browser, report: Path
) -> None:
    with live(browser, report) as tab:
        assert tab.locator(".what-if-status").get_attribute("role") == "status"
        tab.locator(".what-if-form input[type=date]").first.focus()
        reached = set()
        for _ in range(60):
            tab.keyboard.press("Tab")
            reached.add(
                tab.evaluate(
                    "document.activeElement.closest('#what-if') ? document.activeElement.outerHTML.slice(0, 60) : ''"
                )
            )
        assert len(reached - {""}) > 15


def test_on_paper_a_changed_case_prints_and_an_unchanged_one_does_not(browser: Browser, report: Path) -> None:
    with live(browser, report) as tab:
        tab.emulate_media(media="print")
        assert not tab.locator(".what-if-answers").is_visible()
        tab.emulate_media(media="screen")
        choose(tab, "street", "High Street")
        tab.emulate_media(media="print")

        assert tab.locator(".what-if-answers").is_visible()
        assert not tab.locator(".what-if-form").is_visible()


# ── quality bars, on our own law ─────────────────────────────────────────────────────────────────────────────────────


def test_our_own_law_is_small_quick_and_in_agreement(browser: Browser, write: Write) -> None:
    found = api.open_law()
    assert found.law is not None
    law = found.law
    path = ROOT / "examples/cases/sh_2/2021-09-09.yaml"
    (case,) = api.read_cases([(path.name, path.read_bytes())], law).cases
    code = law.codes[0]
    page = api.compare(found, case, (*law.jurisdictions, *(f"{code}@{name}" for name in law.jurisdictions)))
    html = render_html(page)
    assert len(html.encode()) <= 1_500_000

    with live(browser, write("ours", html)) as tab:
        interactive = tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert agreement(tab)["differs"] == 0
        assert agreement(tab)["agrees"] > 200
        times = tab.evaluate("""async () => {
          const times = [];
          for (const select of [...document.querySelectorAll('.fact select')].slice(0, 21)) {
            select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
            const start = performance.now();
            select.dispatchEvent(new Event('change'));
            times.push(performance.now() - start);
            await new Promise((done) => setTimeout(done, 60));
          }
          return times;
        }""")
    assert median(times) <= 50
    assert interactive <= 1_000
