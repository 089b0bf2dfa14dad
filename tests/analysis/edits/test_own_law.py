"""Our own law against itself with an edit: found, and found soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import pytest

from checker.analysis.edits import Nature, edits
from checker.bundled import policies_root
from checker.folder import list_folder, read_files
from checker.formatter import format_source
from checker.source import SourceFile

Sources = dict[str, SourceFile]


@pytest.fixture(scope="module")
def policies() -> Sources:
    contents = read_files(list_folder(policies_root()).files).contents
    return {
        path: SourceFile(path, content.decode("utf-8-sig"))
        for path, content in contents.items()
        if path.endswith(".policy")
    }


def with_text(policies: Sources, path: str, text: str) -> Sources:
    return {**policies, path: SourceFile(path, text)}


def planted(policies: Sources, seed: int) -> Iterator[tuple[str, str]]:
    """Conditions turned round somewhere, as (path, text)."""
    random = Random(seed)
    files = sorted(path for path, source in policies.items() if "\n  when " in source.text)
    for path in random.sample(files, 12):
        text = policies[path].text
        places = [at for at in range(len(text)) if text.startswith("\n  when ", at)]
        at = random.choice(places) + len("\n  when ")
        yield path, f"{text[:at]}not {text[at:]}"


def test_equal_law_has_no_edits(policies: Sources) -> None:
    assert edits(policies, dict(policies)) == ()


@pytest.mark.parametrize("seed", range(3))
def test_an_edit_planted_anywhere_is_one_edit_of_one_clause(policies: Sources, seed: int) -> None:
    for path, text in planted(policies, seed):
        (edit,) = edits(policies, with_text(policies, path, text))

        assert (edit.kind, edit.nature) == ("changed", Nature.MEANING)
        assert [clause.clause for clause in edit.clauses] == ["when"]
        assert edit.new is not None
        assert edit.new.path == path


def test_a_file_laid_out_anew_has_edits_of_layout_only(policies: Sources) -> None:
    path = max(policies, key=lambda each: len(policies[each].text) if "/tests/" not in each else 0)
    squeezed = policies[path].text.replace("\n  when ", " when ").replace("\n  cites ", "\n      cites ")
    assert format_source(SourceFile(path, squeezed), report=print) == policies[path].text

    found = edits(policies, with_text(policies, path, squeezed))

    assert found
    assert {(edit.nature, edit.clauses) for edit in found} == {(Nature.LAYOUT, ())}


def test_the_other_direction_has_the_same_edits(policies: Sources) -> None:
    path, text = next(planted(policies, 7))
    other = with_text(policies, path, text)

    there, back = edits(policies, other), edits(other, policies)

    assert [(e.name, e.old, e.new) for e in there] == [(e.name, e.new, e.old) for e in back]


def test_one_edit_is_found_in_much_less_than_a_second(policies: Sources) -> None:
    (path, text), *_ = planted(policies, 11)
    other = with_text(policies, path, text)
    edits(policies, other)  # builds the parser

    start = time.process_time()
    edits(policies, other)

    assert time.process_time() - start < 0.3
