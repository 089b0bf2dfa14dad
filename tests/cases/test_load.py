"""Case files: what is read, and what is refused, where."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cases.case import Case, Unknown
from checker.cases.load import load_case
from checker.diagnostics import Diagnostic
from checker.ir.law import Law
from checker.values import NONE, SetValue
from tests.conftest import SECOND_DOMAIN

HEAD = "case: x\ndate: 2024-06-01\n"


def load(text: str, law: Law) -> tuple[Case | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return load_case(text, "case.yaml", law, report=found.append), found


def facts(text: str, law: Law) -> dict[str, object]:
    case, found = load(HEAD + "facts:\n" + text, law)
    assert case is not None, found
    return dict(case.facts_of(None))


def test_a_case_is_read_with_its_words(festivals: Law) -> None:
    text = (SECOND_DOMAIN / "cases" / "harvest.yaml").read_text(encoding="utf-8")

    case, found = load(text, festivals)

    assert found == []
    assert case is not None
    assert (case.id, case.title, case.date) == ("harvest", "Harvest festival", date(2024, 6, 1).toordinal())
    by_name = {fact.name: fact for fact in case.facts}
    assert by_name["guests"].value == 350
    assert by_name["guests"].note == "last year's count"
    assert by_name["fee"].value == 250
    assert by_name["crowd_risk"].unknown is Unknown.NOT_ASKED
    assert [line.name for line in case.lines] == ["Main stage", "Tea tent"]


def test_facts_of_a_line_replace_those_of_the_case_and_of_assumptions(festivals: Law) -> None:
    case, _ = load((SECOND_DOMAIN / "cases" / "harvest.yaml").read_text(encoding="utf-8"), festivals)
    assert case is not None

    main, tea = (case.facts_of(line) for line in case.lines)

    assert main["stage.noise"] == 2
    assert main["stage.trade"] is NONE
    assert tea["stage.trade"] == "F.2.1"
    assert main["guests"] == 350


def test_a_fact_made_unknown_hides_what_an_assumption_says(festivals: Law) -> None:
    case, _ = load(HEAD + "assuming: [festivals.small_and_quiet]\nfacts: {guests: unknown}\n", festivals)
    assert case is not None

    assert "guests" not in case.facts_of(None)


def test_json_is_read_as_yaml_is(festivals: Law) -> None:
    document = {"case": "x", "title": "\U0001f600", "date": "2024-06-01", "facts": {"guests": 12, "fee": 2.5}}

    case, found = load(json.dumps(document), festivals)

    assert found == []
    assert case is not None
    assert case.title == "\U0001f600"
    assert case.facts_of(None) == {"guests": 12, "fee": 250}


def test_screening_settles_only_what_was_screened_and_reviewed(festivals: Law) -> None:
    text = """
  stallholders:
    - name: Ann
      screening:
        supplier: Listed & Co
        lists: {northtown_bans: 2024-06-01, southtown_bans: 2020-01-01}
    - name: Bob
      screening:
        supplier: Listed & Co
        lists: {northtown_bans: 2024-06-01, southtown_bans: 2024-06-02}
        confirmed: [northtown_bans]
        possible: [southtown_bans]
"""

    case, found = load(HEAD + "facts:" + text, festivals)

    assert found == []
    assert case is not None
    ann, bob = case.facts_of(None)["stallholders"]  # type: ignore[misc,union-attr]
    assert ann["banned_by"] == SetValue(frozenset(), frozenset({"southtown_bans"}))  # type: ignore[index,call-overload]
    assert bob["banned_by"] == SetValue(frozenset({"northtown_bans"}), frozenset({"southtown_bans"}))  # type: ignore[index,call-overload]
    assert [s.party for s in case.screenings] == ["Ann", "Bob"]


def test_a_set_can_be_known_in_part(festivals: Law) -> None:
    read = facts("  stallholders: [{sells: {includes: [food], uncertain: [drink]}}]", festivals)

    assert read["stallholders"] == ({"sells": SetValue(frozenset({"food"}), frozenset({"drink"}))},)


REFUSED = {
    "an open bracket": ("facts: {guests: 1", "F101"),
    "a tab for indent": ("facts:\n\tguests: 1", "F101"),
    "a NUL": ("facts: {guests: 1}\x00", "F101"),
    "a number for a case": ("12", "F106"),
    "a list for a case": ("[a]", "F106"),
    "nothing": ("", "F104"),
    "a key twice": (HEAD + "facts: {guests: 1, guests: 2}", "F102"),
    "an unknown key": (HEAD + "facts: {}\nfoo: 1", "F103"),
    "a mapping as key": (HEAD + "facts: {{a: b}: 1}", "F103"),
    "no date": ("case: x\nfacts: {}", "F104"),
    "an unknown fact": (HEAD + "facts: {gests: 1}", "F105"),
    "an unknown field": (HEAD + "facts: {stallholders: [{nam: A}]}", "F105"),
    "a wrong value": (HEAD + "facts: {street: high_road}", "F106"),
    "a list for a number": (HEAD + "facts: {guests: [1]}", "F106"),
    "a number for a list": (HEAD + "facts: {stallholders: 1}", "F106"),
    "a huge number": (HEAD + "facts: {guests: 1" + "0" * 400 + "}", "F106"),
    "an exponent": (HEAD + "facts: {guests: 1e400}", "F106"),
    "too fine an amount": (HEAD + "facts: {fee: 1.005}", "F106"),
    "a reason that is none": (HEAD + "facts: {fee: {unknown: forgotten}}", "F106"),
    "a value and a reason": (HEAD + "facts: {fee: {value: 1, unknown: not_asked}}", "F106"),
    "out of range": (HEAD + "facts: {guests: 100001}", "F107"),
    "too many records": (HEAD + "facts: {stallholders: [{}, {}, {}, {}]}", "F107"),
    "a date that is none": ("case: x\ndate: 2023-02-30\nfacts: {}", "F108"),
    "an unknown background": (HEAD + "assuming: [festivals.loud]\nfacts: {}", "F109"),
    "a case fact in a line": (HEAD + "facts: {}\nlines: [{line: a, facts: {guests: 1}}]", "F110"),
    "an alias": (HEAD + "facts: {guests: &a 1, fee: *a}", "F111"),
    "a merge key": (HEAD + "facts: {<<: {guests: 1}}", "F111"),
    "a tag": (HEAD + "facts: {guests: !!python/object:os.system 1}", "F111"),
    "deep brackets": (HEAD + "facts: " + "[" * 5000, "F112"),
    "deep indentation": (HEAD + "".join(" " * depth + "a:\n" for depth in range(200)), "F112"),
    "deep dashes": (HEAD + "facts:\n  " + "- " * 3000, "F112"),
    "a large file": (HEAD + "# " + "x" * 1_000_001, "F112"),
    "two lines of one name": (HEAD + "facts: {}\nlines: [{line: a}, {line: a}]", "F102"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_placed_and_named(text: str, code: str, festivals: Law) -> None:
    case, found = load(text, festivals)

    assert case is None
    assert code in {diagnostic.code.number for diagnostic in found}
    assert all(0 <= d.primary.span.start <= d.primary.span.end <= len(text) + 1 for d in found)


def test_an_alias_bomb_is_refused_without_being_read(festivals: Law) -> None:
    names = "abcdefghijklmnopqrstu"
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{m}, *{m}]\n" for m, n in pairwise(names))

    case, found = load(bomb, festivals)

    assert case is None
    assert "F111" in {diagnostic.code.number for diagnostic in found}


def test_every_mistake_is_reported_with_the_nearest_name(festivals: Law) -> None:
    _, found = load(HEAD + "facts: {gests: 1, street: high_stret, fee: x}", festivals)

    assert [diagnostic.code.number for diagnostic in found] == ["F105", "F106", "F106"]
    assert found[0].help == "did you mean `guests`?"
    assert found[1].help == "did you mean `high_street`?"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_reading_never_fails_on_any_text(festivals: Law, text: str) -> None:
    load(text, festivals)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_reading_never_fails_on_a_damaged_case(festivals: Law, data: st.DataObject) -> None:
    text = (SECOND_DOMAIN / "cases" / "harvest.yaml").read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 40))
    damage = data.draw(st.text(alphabet=":{}[]-&*!|>'\"#%@`\n\t \x00é", max_size=6))

    load(text[:at] + damage + text[at + cut :], festivals)
