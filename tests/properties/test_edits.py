"""Whatever is done to the text of a law, its edits tell all of it, once, and the same from either side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis.edits import Edit, edits
from checker.analysis.edits.declared import Piece, pieces
from checker.source import SourceFile
from tests.analysis.edits.small_law import LAW
from tests.conftest import SECOND_DOMAIN

FESTIVALS = {
    str(path.relative_to(SECOND_DOMAIN / "policies")): path.read_text(encoding="utf-8")
    for path in sorted((SECOND_DOMAIN / "policies").rglob("*.policy"))
}
LAWS = ({path: text for path, text in LAW.items() if path.endswith(".policy")}, FESTIVALS)
_DECLARATION = re.compile(r"\n(?=(?:# .*\n)*(?:rule|exception|define|list|fact|scenario|obligation|gap|source) )")


def mangled(law: Mapping[str, str], random: Random) -> dict[str, str]:
    """The law after a few things that drafters do to it."""
    files = {path: _DECLARATION.split(text) for path, text in law.items()}
    for _ in range(random.randint(0, 6)):
        path = random.choice([path for path, blocks in files.items() if len(blocks) > 1])
        blocks = files[path]
        place = random.randrange(1, len(blocks))
        match random.randrange(7):
            case 0:
                del blocks[place]
            case 1:
                blocks.append(blocks.pop(place))
            case 2:
                files[random.choice(list(files))].append(blocks.pop(place))
            case 3:
                blocks[place] = re.sub(r"(\n  when .*?) (and|or) ", r"\1 or ", blocks[place], count=1)
            case 4:
                blocks[place] = f"# remark {random.randrange(9)}\n{blocks[place]}"
            case 5:
                blocks[place] = re.sub(r"^(\w+ \w+)", r"\1_x", blocks[place], count=1, flags=re.MULTILINE)
            case _:
                blocks[place] = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), blocks[place], count=1)
    return {path: "\n".join(blocks) + "\n" for path, blocks in files.items()}


def sources(law: Mapping[str, str]) -> dict[str, SourceFile]:
    return {path: SourceFile(path, text) for path, text in law.items()}


def differing(one: Mapping[str, SourceFile], other: Mapping[str, SourceFile]) -> Counter[tuple[str, int]]:
    """Where the declarations stand that the other law does not have in the same file."""
    found: Counter[tuple[str, int]] = Counter()
    for path, source in one.items():
        left = Counter(_key(piece) for piece in pieces(other[path]))
        for piece in pieces(source):
            if left[_key(piece)]:
                left[_key(piece)] -= 1
            else:
                found[path, piece.chunk.start] += 1
    return found


def _key(piece: Piece) -> tuple[str, str, str]:
    return piece.owner, piece.above, piece.text


def turned(edit: Edit) -> tuple[object, ...]:
    kind = {"added": "removed", "removed": "added"}.get(edit.kind, edit.kind)
    return kind, edit.name, edit.old_name, edit.new, edit.old, edit.nature


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(LAWS), st.integers(0, 2**32))
def test_every_declaration_that_differs_is_told_once(law: Mapping[str, str], seed: int) -> None:
    old, new = sources(law), sources(mangled(law, Random(seed)))

    found = edits(old, new)

    assert Counter((e.old.path, e.old.span.start) for e in found if e.old) == differing(old, new)
    assert Counter((e.new.path, e.new.span.start) for e in found if e.new) == differing(new, old)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(LAWS), st.integers(0, 2**32), st.integers(0, 2**32))
def test_from_the_other_side_the_same_differs(law: Mapping[str, str], one: int, other: int) -> None:
    old, new = sources(mangled(law, Random(one))), sources(mangled(law, Random(other)))

    there, back = edits(old, new), edits(new, old)

    assert {turned(edit) for edit in back} == {
        (edit.kind, edit.old_name, edit.name, edit.old, edit.new, edit.nature) for edit in there
    }


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(LAWS), st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_order_of_files_makes_no_difference(law: Mapping[str, str], seed: int, random: Random) -> None:
    old, new = sources(law), sources(mangled(law, Random(seed)))
    paths = list(old)
    random.shuffle(paths)

    assert edits(old, new) == edits({p: old[p] for p in paths}, {p: new[p] for p in reversed(paths)})
