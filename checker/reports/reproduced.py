"""Where a report and the same report made again part, in words."""

from __future__ import annotations

import html
import re

from attrs import frozen

from checker.cleaning import clean

_SHOWN = 60
_TAG = re.compile(r"<[^>]*>")
_SECTION = re.compile(r'<h2 id="([a-z-]+)-title">(.*?)</h2>', re.DOTALL)
_OPENED = re.compile(r'<(?:section|nav) [^>]*aria-labelledby="([a-z-]+)-title"')
_BLOCKS = (
    ('<script type="application/json" id="comity-digests">', "what the report says that it was made from"),
    ('<script type="application/json" id="comity-what-if">', "the law and the case that the page decides with"),
    ('<script type="application/json" class="comity-words"', "the words of the part that can be changed"),
    ("<script>", "the script of the page"),
    ("</body>", "the end of the file"),
)


@frozen
class Parting:
    """The first difference: its place in words, the line of the file, and what stands there in each."""

    place: str
    line: int
    given: str
    made: str


def first_difference(given: bytes, made: bytes) -> Parting | None:
    """None where the two are the same, byte for byte."""
    if given == made:
        return None
    if _one_line_ending(given) == _one_line_ending(made):
        return Parting("the line endings only: the file was converted on its way", 1, "", "")
    length = min(len(given), len(made))
    offset = next((index for index in range(length) if given[index] != made[index]), length)
    before = made[:offset].decode("utf-8", "ignore")
    return Parting(
        _place(before, made.decode("utf-8")), before.count("\n") + 1, _shown(given, offset), _shown(made, offset)
    )


def _one_line_ending(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").rstrip(b"\n")


def _place(before: str, whole: str) -> str:
    """The part of the page in which what comes after `before` stands."""
    for opening, words in reversed(_BLOCKS):
        if opening in before:
            return words
    if "<body" not in before:
        return "the head of the file, with its title and style"
    titles = dict(_SECTION.findall(whole))
    sections = [name for name in _OPENED.findall(before) if name in titles]
    if not sections:
        return "the opening, with the title and the summary"
    title = " ".join(html.unescape(_TAG.sub(" ", titles[sections[-1]])).split())
    return f"section {clean(title)}" if title[:1].isdigit() else f"the list `{clean(title)}`"


def _shown(content: bytes, offset: int) -> str:
    """What stands from a little before the place on."""
    start = max(offset - _SHOWN // 3, 0)
    text = content[start : offset + _SHOWN].decode("utf-8", "replace").strip("\ufffd")
    return clean(" ".join(text.split()))
