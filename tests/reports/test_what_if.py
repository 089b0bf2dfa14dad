"""What the page carries for its script; and the script's values, links and case files, held against the tool's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest

from checker.backends.javascript import encode_facts, encode_value, evaluator_source
from checker.cases.applied import apply_case
from checker.cases.case import Case, Given
from checker.cases.load import load_case
from checker.ir.law import Law
from checker.reports.catalogue import messages
from checker.reports.comparison import comparison_page, render_html
from checker.reports.speech import Speech
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.subject import Subject
from checker.reports.what_if import block, words
from checker.reports.what_if.data import what_if_data
from checker.reports.what_if.scenarios import encode_scenarios
from checker.scalars import NotA, parse_scalar, show_value
from checker.testing.scenarios import program_name
from checker.types import CodeType, DateType, DecimalType, IntType, MoneyType, Type
from checker.values import NONE, Value
from tests.backends.javascript import Node, started
from tests.conftest import ROOT
from tests.generators.cases import some_known
from tests.reports.small_law import page_of, read_case
from tests.reports.test_escaping import PAYLOADS, hostile

_LOOP = """
const known = new Map();
require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
  const asked = JSON.parse(text);
  let answer;
  try {
    answer = calls[asked.call](asked);
  } catch (problem) {
    answer = { problem: String(problem.stack) };
  }
  process.stdout.write(JSON.stringify(answer ?? null) + "\\n");
});
const encodeFacts = (facts) => Object.fromEntries([...facts].map(([name, value]) => [name, Values.encode(value)]));
const encodeState = (state) => ({
  date: state.date,
  shown: state.shown,
  facts: encodeFacts(state.facts),
  lines: state.lines.map((line) => [line.name, encodeFacts(line.facts)]),
});
const edited = ({ data, facts, lines, date, shown }) => {
  const state = Case.copy(Case.original(data));
  for (const [name, value] of Object.entries(facts ?? {})) state.facts.set(name, Comity.decode(value));
  if (lines) state.lines = lines.map(([name, own]) => ({ name, facts: Comity.decodeFacts(own) }));
  if (date) state.date = date;
  if (shown) state.shown = shown;
  return state;
};
const calls = {
  file: (asked) => Case.toFile(asked.data, Case.original(asked.data), edited(asked)),
  changes: (asked) => Case.changes(Case.original(asked.data), edited(asked)),
  fragment: (asked) => Case.toFragment(Case.original(asked.data), edited(asked)),
  follow: ({ data, fragment }) => {
    const found = Case.fromFragment(data, Case.original(data), fragment);
    return found && { ignored: found.ignored, state: encodeState(found.state) };
  },
  state: (asked) => encodeState(edited(asked)),
  parse: ({ type, texts }) => texts.map((each) => Values.encode(Values.fromText({}, type, each) ?? null)),
  show: ({ type, values }) => values.map((each) => Values.toText({}, type, Comity.decode(each))),
  clean: ({ text }) => clean(text),
  quoted: ({ text }) => Values.quoted(text),
};
"""


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    folder = ROOT / "checker" / "reports" / "what_if"
    parts = [(folder / name).read_text(encoding="utf-8") for name in ("values.js", "case.js", "dom.js")]
    with started("".join([evaluator_source(), *parts, _LOOP])) as running:
        yield running


def data_of(page: ComparisonPage) -> dict[str, Any]:
    return what_if_data(Subject(page, Speech("en")))


@pytest.fixture(scope="module")
def festival_page(festivals: Law) -> ComparisonPage:
    text = (ROOT / "tests/second_domain/cases/harvest.yaml").read_text(encoding="utf-8")
    found: list[object] = []
    case = load_case(text, "harvest.yaml", festivals, report=found.append)
    assert case is not None, found
    return page_of(festivals, case)


# ── what the page carries ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payload", [*PAYLOADS, "\u2028\u2029\u0085\ufeff", "<!--<script>", "\ud800", "\U000e0041"])
def test_a_block_is_json_that_ends_nothing(payload: str) -> None:
    text = block.embedded_json({payload: [payload]})

    assert json.loads(text) == {payload: [payload]}
    assert not re.search("[<>&\u2028\u2029\u0085\ufeff\u202e\u200b\ud800-\udfff\U000e0000-\U000e007f]", text)


def test_the_script_ends_no_element_and_has_no_markup() -> None:
    assert not re.search(r"</|<!--|innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", block.script())


def test_every_text_that_the_script_says_is_carried_and_every_text_carried_is_said() -> None:
    code = block.script()
    said = {name.removesuffix(".one").removesuffix(".many") for name in words.SAID}
    computed = re.compile(
        r"(number|month|parts\.(side|open)|what_if\.(expected|group))\.?|tag\.(interpretation|unverified)"
    )

    named = set(re.findall(r'"((?:[a-z_]+\.)+[a-z_]+)"', code)) | {"list.and", "list.or"}
    called = set(re.findall(r'(?:say|text|plural)\("([a-z_.]+)"', code)) | set(
        re.findall(r'button\("([a-z_.]+)"', code)
    )

    assert called <= said | set(words.SAID)
    assert {key for key in said - named if not computed.match(key)} == {"quoted"}
    assert set(words.SAID) <= set(messages("en"))


def test_the_page_carries_only_what_was_compared_or_asked_to_be_carried(towns: Law) -> None:
    page = page_of(towns, read_case(towns))
    alone = comparison_page(page.law, page.case, {"ASHBY": page.results["ASHBY"]}, insight=page.insight)
    carried = comparison_page(
        page.law, page.case, {"ASHBY": page.results["ASHBY"]}, insight=page.insight, compiled=towns.jurisdictions
    )

    assert data_of(alone)["compiled"] == ["ASHBY"]
    assert data_of(carried)["compared"] == ["ASHBY"]
    assert data_of(carried)["compiled"] == ["ASHBY", "BIRCHAM", "CEDARTON"]
    assert [each["name"] for each in data_of(page)["law"]["programs"]][3:] == [
        "PLEDGE@ASHBY", "PLEDGE@BIRCHAM", "PLEDGE@CEDARTON",
    ]  # fmt: skip


def test_the_section_is_there_only_with_its_script(page: ComparisonPage) -> None:
    live, still = render_html(page), render_html(page, script=False)

    assert 'id="what-if"' in live
    assert 'id="what-if"' not in still
    assert "<script>" not in still
    assert [section.number for section in build_view(page, "en", live=True).sections] == [*range(1, 11)]


def test_the_same_page_carries_the_same_bytes(page: ComparisonPage) -> None:
    assert render_html(page) == render_html(page)


# ── scenarios ────────────────────────────────────────────────────────────────────────────────────────────────────────


def expanded(found: Mapping[str, Any]) -> list[tuple[int, dict[str, Any], list[Any]]]:
    known: list[set[int]] = []
    runs = []
    for date, base, gone, added, expected, *_ in found["runs"]:
        facts = (set() if base < 0 else set(known[base])) - set(gone) | set(added)
        known.append(facts)
        runs.append(
            (date, dict(found["given"][place] for place in facts), [found["expected"][each] for each in expected])
        )
    return runs


def test_scenarios_come_back_as_they_were(festivals: Law) -> None:
    programs = tuple(festivals.programs.values())
    read = {fact.name for program in programs for fact in program.facts}
    found = encode_scenarios(festivals, programs)

    wanted = [each for each in festivals.scenarios if not each.readings]
    assert len(wanted) > 5
    assert found["names"] == [each.name for each in wanted]
    for scenario, (date, facts, expected) in zip(wanted, expanded(found), strict=True):
        assert date == scenario.date
        assert facts == {name: encode_value(value) for name, value in scenario.given if name in read}
        assert [each[0] for each in expected] == [program_name(e.target, e.beside) for e in scenario.expectations]


def test_scenarios_take_no_more_room_than_they_are_given(our_law: Law) -> None:
    programs = [our_law.programs[name] for name in our_law.jurisdictions]

    found = encode_scenarios(our_law, programs, most_bytes=30_000)

    assert len(json.dumps(found, separators=(",", ":"))) <= 30_000
    assert len(found["runs"]) > 20
    assert len({each[0] for each in found["expected"]}) >= len(programs) // 2


def test_a_large_page_carries_fewer_scenarios(festival_page: ComparisonPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def runs(html: str) -> int:
        found = re.search(r'id="comity-what-if">(.*?)</script>', html)
        assert found is not None
        return len(json.loads(found.group(1))["scenarios"]["runs"])

    usual = render_html(festival_page)
    monkeypatch.setattr("checker.reports.what_if.scenarios.FEWEST_BYTES", 900)
    monkeypatch.setattr("checker.reports.comparison._MOST_BYTES", 1_000)
    small = render_html(festival_page)

    assert 0 < runs(small) < runs(usual)
    assert len(small) < len(usual)


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TYPES: tuple[tuple[Type, list[Any]], ...] = (
    (DateType(), ["date"]),
    (IntType(-5, 10**20), ["int", -5, {"$": "int", "digits": str(10**20)}]),
    (DecimalType(3, -1000, 5000), ["decimal", 3, -1000, 5000]),
    (MoneyType("EUR", 0, 10**17), ["money", "EUR", 0, {"$": "int", "digits": str(10**17)}]),
    (CodeType("code", "level"), ["code", "code"]),
)
TEXTS = (
    *("0", "1", "-1", "-5", "-6", "007", "1.5", "1.50", "1.5000", "1.23456", "5", "5.001", "-1.0", ".5", "1.", "", "x"),
    *("9007199254740993", "100000000000000000000", "100000000000000000001", "1" * 40, "1e5", "+1", "1,5", "٣"),
    *("2024-02-29", "2023-02-29", "0001-01-01", "0000-01-01", "9999-12-31", "2024-13-01", "2024-1-1", "24-01-01"),
    *("0099-03-01", "1900-02-29", "2000-02-29", "5A001", "5A001.f.1", "5A001-f", "5A001.", ".f", "5A 001", "é"),
)


@pytest.mark.parametrize(("type_", "encoded"), TYPES)
def test_a_text_stands_for_the_same_value_in_the_page_and_in_the_tool(
    node: Node, type_: Type, encoded: list[Any]
) -> None:
    parsed = [parse_scalar(text, type_) for text in TEXTS]
    expected = [None if isinstance(value, NotA) else value for value in parsed]

    found = node.tell({"call": "parse", "type": encoded, "texts": TEXTS})

    assert found == [encode_value(value) for value in expected]
    known = [value for value in expected if value is not None]
    assert len(known) > 2
    shown = node.tell({"call": "show", "type": encoded, "values": [encode_value(value) for value in known]})
    assert shown == [show_value(value, type_).removesuffix(" EUR") for value in known]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_made_visible_as_everywhere(node: Node, payload: str) -> None:
    from checker.cleaning import clean

    assert node.tell({"call": "clean", "text": payload}) == clean(payload)
    quoted = node.tell({"call": "quoted", "text": payload})
    assert json.loads(quoted) == payload
    assert quoted.isprintable()


# ── links and case files ─────────────────────────────────────────────────────────────────────────────────────────────


def some_edit(random: Random, law: Law, data: Mapping[str, Any]) -> dict[str, Any]:
    """Some facts changed or forgotten, perhaps other lines, another date, fewer jurisdictions."""
    types = {info.name: info for info in law.facts if info.name in data["facts"]}

    def some(names: list[str]) -> dict[str, Any]:
        chosen = random.sample(names, min(len(names), random.randrange(6)))
        values: dict[str, Value | None] = {
            name: None if random.random() < 0.2 else some_known(random, types[name].type, 0.2) for name in chosen
        }
        return {name: encode_value(value) for name, value in values.items()}

    edit: dict[str, Any] = {"facts": some(sorted(types))}
    if random.random() < 0.5:
        of_line = sorted(name for name in types if types[name].per_line)
        edit["lines"] = [[f"line {place} é\u202e", some(of_line)] for place in range(random.randrange(3))]
    if random.random() < 0.5:
        edit["date"] = data["case"]["date"] + random.randrange(-900, 900)
    if random.random() < 0.3:
        edit["shown"] = data["compiled"][:1]
    return edit


def known_facts(case: Case, law: Law) -> list[tuple[str, dict[str, Any]]]:
    program = next(iter(law.programs.values()))
    return [(name, dict(encode_facts(facts))) for name, facts in apply_case(case, program, actual=True).lines]


def settled(value: Any) -> Any:
    """Without fields that are unknown, which are as good as none."""
    if isinstance(value, dict):
        return {key: settled(held) for key, held in value.items() if held is not None}
    return [settled(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(60))
def test_the_case_file_says_what_the_page_shows(
    node: Node, festival_page: ComparisonPage, festivals: Law, seed: int
) -> None:
    data = data_of(festival_page)
    edit = some_edit(Random(seed), festivals, data)
    state = node.tell({"call": "state", "data": data, **edit})

    text = node.tell({"call": "file", "data": data, **edit})

    found: list[object] = []
    case = load_case(text, "case.yaml", festivals, report=found.append)
    assert case is not None, (found, text)
    assert not found, text
    assert case.date == state["date"]
    merged = [(name, {**state["facts"], **facts}) for name, facts in state["lines"]] or [("", state["facts"])]
    assert settled(dict(known_facts(case, festivals))) == settled(dict(merged))


@pytest.mark.parametrize("seed", range(60))
def test_a_link_carries_the_changed_case(node: Node, festival_page: ComparisonPage, festivals: Law, seed: int) -> None:
    data = data_of(festival_page)
    edit = some_edit(Random(seed), festivals, data)
    state = node.tell({"call": "state", "data": data, **edit})

    fragment = node.tell({"call": "fragment", "data": data, **edit})
    found = node.tell({"call": "follow", "data": data, "fragment": fragment})

    if fragment:
        assert found["ignored"] == []
        again = node.tell(
            {"call": "fragment", "data": data, **{k: found["state"][k] for k in ("facts", "lines", "date", "shown")}}
        )
        assert again == fragment
        assert settled(found["state"]["lines"]) == settled(state["lines"])
        assert (found["state"]["date"], found["state"]["shown"]) == (state["date"], state["shown"])
    else:
        assert node.tell({"call": "changes", "data": data, **edit}) == []


def link_to(carried: Any) -> str:
    import base64

    return "case=" + base64.urlsafe_b64encode(json.dumps(carried).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("carried", "ignored"),
    [
        ({"facts": {"no_such_fact": True}}, ["no_such_fact"]),
        ({"facts": {"__proto__": True, "constructor": 1}}, ["__proto__", "constructor"]),
        ({"facts": {"street": "no_such_street"}}, ["street"]),
        ({"facts": {"street": {"$": "set", "in": []}}}, ["street"]),
        ({"facts": {"depth": 51}}, ["depth"]),
        ({"facts": {"depth": 1.5}}, ["depth"]),
        ({"facts": {"depth": "4"}}, ["depth"]),
        ({"facts": {"helpers": [{"name": "Ann", "no_such_field": 1}]}}, ["helpers"]),
        ({"facts": {"helpers": [{}, {}, {}]}}, ["helpers"]),
        ({"facts": {"helpers": [{"on_register": {"$": "set", "in": ["other"]}}]}}, ["helpers"]),
        ({"date": "2024-05-01"}, ["date"]),
        ({"date": -1}, ["date"]),
        ({"lines": [["a", {}], ["a", {}]]}, ["lines"]),
        ({"lines": "x"}, ["lines"]),
        ({"lines": [["a", {"depth": 3}]]}, ["depth"]),
        ({"shown": ["ATLANTIS"]}, ["shown"]),
        ("text", ["case"]),
        (None, ["case"]),
        ([], []),
        ({"facts": {"depth": 3}}, []),
    ],
)
def test_what_a_link_from_a_stranger_cannot_say_is_ignored(
    node: Node, page: ComparisonPage, carried: Any, ignored: list[str]
) -> None:
    found = node.tell({"call": "follow", "data": data_of(page), "fragment": link_to(carried)})

    assert found["ignored"] == ignored
    assert found["state"]["facts"]["depth"] in (3, 4)
    assert found["state"]["shown"] == ["ASHBY", "BIRCHAM", "CEDARTON"]


@pytest.mark.parametrize("fragment", ["", "#answers", "case", "#case=%3Cscript%3E", "case=a b"])
def test_other_fragments_are_no_cases(node: Node, page: ComparisonPage, fragment: str) -> None:
    assert node.tell({"call": "follow", "data": data_of(page), "fragment": fragment}) is None


@pytest.mark.parametrize("fragment", ["case=", "case=AAAA", "case=_____w", "case=e30x"])
def test_a_link_that_is_cut_off_says_so(node: Node, page: ComparisonPage, fragment: str) -> None:
    assert node.tell({"call": "follow", "data": data_of(page), "fragment": fragment})["ignored"] == ["case"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_case_is_written_as_it_was_read(node: Node, towns: Law, payload: str) -> None:
    case = hostile(read_case(towns), payload)
    data = data_of(page_of(towns, case))

    text = node.tell({"call": "file", "data": data})

    found: list[object] = []
    again = load_case(text, "case.yaml", towns, report=found.append)
    assert again is not None, found
    assert not found
    assert (again.id, again.title, again.note) == (case.id, case.title, case.note)
    assert settled(known_facts(again, towns)) == settled(known_facts(case, towns))
    assert [line.name for line in again.lines] == [line.name for line in case.lines]
    assert all(character.isprintable() or character == "\n" for character in text)


def test_notes_and_reasons_of_what_is_not_changed_are_kept(node: Node, page: ComparisonPage, towns: Law) -> None:
    text = node.tell({"call": "file", "data": data_of(page), "facts": {"street": "high_street", "sealed": True}})

    again = load_case(text, "case.yaml", towns, report=lambda _: pytest.fail(text))
    assert again is not None
    facts = {given.name: given for given in again.facts}
    before = {given.name: given for given in page.case.facts}

    def told(given: Given) -> tuple[object, ...]:
        return given.value, given.unknown, given.note, given.stated_by

    assert told(facts["depth"]) == told(before["depth"]) == (4, None, "measured twice", "digger")
    assert told(facts["ground_risk"]) == told(before["ground_risk"])
    assert told(facts["street"]) == ("high_street", None, None, None)
    assert facts["sealed"].value is True
    assert NONE not in [given.value for given in again.facts]
