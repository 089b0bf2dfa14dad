"""What the parser reads, and how it goes on after a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.diagnostics import Diagnostic
from checker.source import SourceFile, Span
from checker.syntax import ast
from checker.syntax.parse import MAX_FILE, forget_parsed
from checker.syntax.read_source import read_source
from tests.syntax.texts import CORPUS, POLICIES, declaration, mutilated_policies, parsed, tree


def expr(text: str) -> ast.Expr:
    define = declaration(f'define d "D"\n  as {text}')
    assert isinstance(define, ast.Define)
    assert define.expr is not None
    return define.expr


A, B, C = ast.NameRef("a"), ast.NameRef("b"), ast.NameRef("c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a and b and c", ast.And((A, B, C))),
        ("a or b and c", ast.Or((A, ast.And((B, C))))),
        ("(a or b) and c", ast.And((ast.Or((A, B)), C))),
        ("not a and b", ast.And((ast.Not(A), B))),
        ("a or b implies c", ast.Implies(ast.Or((A, B)), C)),
        ("a is b", ast.Comparison("is", A, B)),
        ("a is not b", ast.Comparison("is_not", A, B)),
        ("a is at least 3", ast.Comparison("at_least", A, ast.Literal("3"))),
        ("a is on or before 2024-05-01", ast.Comparison("on_or_before", A, ast.Literal("2024-05-01"))),
        ("a not in {b, c}", ast.Comparison("not_in", A, ast.SetValue((B, C)))),
        ("a within 5A001.f.1", ast.Comparison("within", A, ast.Literal("5A001.f.1"))),
        ("a within any b", ast.Comparison("within_any", A, B)),
        ("a contains any of {b}", ast.Comparison("contains_any", A, ast.SetValue((B,)))),
        ("a is none", ast.Comparison("is", A, ast.NoneValue())),
        (
            "a is after as_of - 30 days",
            ast.Comparison("after", A, ast.Arithmetic("-", ast.AsOfValue(), ast.Days("30"))),
        ),
        ("a is 2 * b + c", ast.Comparison("is", A, ast.Arithmetic("+", ast.Arithmetic("*", ast.Literal("2"), B), C))),
        ("a(b, c)", ast.Call(ast.Spanned("a"), (B, C))),
        ("if a then b else c", ast.IfThenElse(A, B, C)),
        ("some p in a, b satisfies (c)", ast.Quantified("some", ast.Spanned("p"), (A, B), C)),
        (
            "count of p in a satisfies (b) is 2",
            ast.Comparison("is", ast.Quantified("count", ast.Spanned("p"), (A,), B), ast.Literal("2")),
        ),
    ],
)
def test_conditions_group_as_they_read(text: str, expected: ast.Expr) -> None:
    assert expr(text) == expected


def test_a_keyword_is_a_name_where_no_keyword_can_stand() -> None:
    assert expr("label is text and value is level") == ast.And(
        (
            ast.Comparison("is", ast.NameRef("label"), ast.NameRef("text")),
            ast.Comparison("is", ast.NameRef("value"), ast.NameRef("level")),
        )
    )


def test_a_keyword_is_a_whole_word() -> None:
    _, found = parsed('rule r "R"\n  whena\n  then b is c')

    assert [diagnostic.code.number for diagnostic in found] == ["P101"]


def test_texts_side_by_side_are_one_text_with_its_translations() -> None:
    role = declaration('role r "one" "two" no "ein" fr "un" "deux"')

    assert isinstance(role, ast.Role)
    assert role.label == ast.Text("one two", (("no", "ein"), ("fr", "un deux")))


def test_unverified_before_a_text_is_a_clause_and_after_a_citation_marks_it() -> None:
    gap = declaration('rule r "R"\n  cites A "1" unverified, B\n  unverified "ask"\n  when a\n  then b is c')

    assert isinstance(gap, ast.Rule)
    assert [cite.unverified for cite in gap.cites] == [True, False]
    assert gap.confidence == ast.Text("ask")


def test_every_node_knows_its_place() -> None:
    text = 'within x\n\ndefine d "D"\n  as aa is at least 3 and (bb or cc)'
    define = tree(text).declarations[1]

    assert isinstance(define, ast.Define)
    assert isinstance(define.expr, ast.And)
    comparison, grouped = define.expr.operands
    shown = [text[s.start : s.end] for s in (define.name.span, define.expr.span, comparison.span, grouped.span)]
    assert shown == ["d", "aa is at least 3 and (bb or cc)", "aa is at least 3", "(bb or cc)"]


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    plain = 'within x\n\nrole r "R"\n  note "n" # c\n'

    assert tree("\ufeff" + plain.replace("\n", "\r\n")) == tree(plain)


def test_a_mistake_hides_no_other_declaration() -> None:
    file, found = parsed('role a "A"\nrole b B\nrole c "C"\nrule d "D" when\nrole e "E"\n')

    assert [d.name.value for d in file.declarations] == ["a", "c", "e"]
    assert [d.code.number for d in found] == ["P101", "P101"]


def test_a_body_may_stand_in_the_first_column() -> None:
    assert declaration('enum e {\na "A",\nb "B"\n}') == declaration('enum e { a "A", b "B" }')


def test_long_rows_of_conditions_stay_flat() -> None:
    row = expr(" and ".join(["a"] * 20_000))

    assert isinstance(row, ast.And)
    assert len(row.operands) == 20_000


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000 + "a" + ")" * 100_000 + " is b",
        "(" * 100_000,
        "not " * 100_000 + "a",
        "a" + " + 1" * 100_000 + " is 2",
        "if " * 10_000 + "a" + " then b else c" * 10_000,
        "{" * 50_000 + "a" + "}" * 50_000,
        "(a implies " * 50_000 + "a" + ")" * 50_000,
        "f(" * 50_000 + "a" + ")" * 50_000,
    ],
)
def test_depth_never_exhausts_the_reader(text: str) -> None:
    file, found = parsed(f'define d "D"\n  as {text}')

    assert len(file.declarations) + len(found) >= 1
    assert {diagnostic.code.number for diagnostic in found} <= {"P101", "P110"}


@pytest.mark.parametrize(
    "text",
    ["rule\n" * 20_000, "zzz\n" * 20_000, 'role a "' + "\\q" * 20_000 + '"', "\u200b" * 20_000, "é" * 20_000],
)
def test_mistakes_without_number_are_not_all_told(text: str) -> None:
    _, found = parsed(text)

    assert 1 <= len(found) <= 1_000


def test_messages_hold_no_more_of_a_word_than_can_be_read() -> None:
    for text in ("a" * 10_000, "role " + "a" * 10_000, 'define d "D"\n  as a is ' + "b" * 150 + " c" + "d" * 150):
        _, (diagnostic,) = parsed(text)
        assert len(diagnostic.message) < 100


def test_a_file_that_is_too_large_is_not_read() -> None:
    file, found = parsed("#" * (MAX_FILE + 1))

    assert not file.declarations
    assert [diagnostic.code.number for diagnostic in found] == ["P112"]


def test_bytes_that_are_not_utf_8_are_placed() -> None:
    found: list[Diagnostic] = []

    assert read_source("a.policy", 'role é "'.encode() + b"\xff", report=found.append) is None
    assert [(d.code.number, d.primary.span.start) for d in found] == [("P113", 8)]


def test_bytes_that_are_utf_8_are_read() -> None:
    source = read_source("a.policy", 'role r "é"'.encode(), report=lambda _: pytest.fail("reported"))

    assert source == SourceFile("a.policy", 'role r "é"')


def test_after_an_edit_the_rest_is_the_same_tree_at_its_new_place() -> None:
    before = 'role a "A"\n\ndefine d "D"\n  as x is y\n'
    after = 'role a "A longer label"\n\ndefine d "D"\n  as x is y\n'
    tree(before)

    read_again = tree(after).declarations[1]
    forget_parsed()
    read_anew = tree(after).declarations[1]

    assert read_again == read_anew
    assert spans(read_again) == spans(read_anew)


def test_the_same_declaration_in_two_files_knows_both_places() -> None:
    one, _ = parsed('role a "A"', "one.policy")
    two, _ = parsed('\nrole a "A"', "two.policy")

    assert one.declarations[0].span == Span("one.policy", 0, 10)
    assert two.declarations[0].span == Span("two.policy", 1, 11)


def test_a_declaration_with_a_mistake_is_reported_each_time() -> None:
    text = 'role a "\\q"'

    assert [d.code.number for d in parsed(text)[1]] == [d.code.number for d in parsed(text)[1]] == ["P109"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_our_policies_are_read(path: Path) -> None:
    file, found = parsed(path.read_text(encoding="utf-8"))

    assert found == []
    assert file.declarations


def test_the_corpus_uses_every_construct() -> None:
    from checker.syntax.parser import terminals
    from tests.syntax.coverage import kinds_in

    used = kinds_in((CORPUS / "accepted" / "every_construct.policy").read_text(encoding="utf-8"))

    assert set(terminals()) <= used


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_reported(text: str) -> None:
    check_is_total(text)


@given(mutilated_policies())
@settings(max_examples=150, deadline=None)
def test_any_mutilated_policy_is_read_or_reported(text: str) -> None:
    check_is_total(text)


@given(st.lists(mutilated_policies(), max_size=3))
@settings(max_examples=30, deadline=None)
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    text = "\n".join(texts)
    remembered, first = parsed(text)
    places = [spans(d) for d in remembered.declarations]
    forget_parsed()
    anew, again = parsed(text)

    assert remembered == anew
    assert first == again
    assert places == [spans(d) for d in anew.declarations]


def check_is_total(text: str) -> None:
    file, found = parsed(text)
    for diagnostic in found:
        labels = (diagnostic.primary, *diagnostic.secondary)
        assert all(0 <= label.span.start <= label.span.end <= len(text) + 1 for label in labels)
    for read in file.declarations:
        assert all(text[span.start : span.end].strip() for span in spans(read))


def spans(node: object) -> list[Span]:
    """Every span of a tree."""
    if isinstance(node, Span):
        return [node]
    if isinstance(node, tuple):
        return [span for member in node for span in spans(member)]
    names = getattr(type(node), "__attrs_attrs__", ())
    return [span for name in names for span in spans(getattr(node, name.name))]
