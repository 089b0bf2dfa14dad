"""The comparison as Markdown: counts and sentences first, the rest folded, never longer than a forge accepts.

A hidden marker lets a robot find its own comment again. Everything that stems from a case or a policy is escaped: it
neither formats, links, mentions nor opens an element.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from attrs import frozen

from checker.reports.phrase import Phrase, Piece, text_of
from checker.reports.view.page import BoardRow, CitationView, PageView, RuleView, Sentence, Table, Tag

MOST_CHARACTERS = 59_000
_KEPT_FREE = 200
"""Room for what surrounds a text that is cut, and for saying so."""

_SPECIAL = re.compile(r"://|www\.|[&<@]|[\\`*_{}\[\]()#+!|~>$^=-]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", "@": "&#64;", "://": "&#58;//", "www.": "www&#46;"}
_SHAPES = {
    "step-0": "○",
    "step-1": "◔",
    "step-2": "◑",
    "step-3": "◕",
    "step-4": "●",
    "unordered": "■",
    "unsettled": "?",
    "not-arising": "□",
    "voluntary-answer": "◇",
}


def render(page: PageView) -> str:
    """The whole comment. What does not fit is cut at the end of the folds that are longest, and each cut is said."""
    opening = "\n\n".join(_opening(page))
    if len(opening) > MOST_CHARACTERS - _KEPT_FREE:
        return _cut_between_blocks(_opening(page), page)
    folds = _folded(page)
    longest = _longest_fold(folds, MOST_CHARACTERS - len(opening) - 2 * len(folds))
    return "\n\n".join([opening, *(_shortened(page, fold, longest) for fold in folds)]) + "\n"


def _cut_between_blocks(blocks: Iterable[str], page: PageView) -> str:
    """As many blocks as there is room for."""
    kept: list[str] = []
    length = 0
    for block in blocks:
        length += len(block) + 2
        if length > MOST_CHARACTERS:
            kept.append(f"_{escape(page.word('cut'))}_")
            break
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def _longest_fold(folds: Iterable[Fold], room: int) -> int:
    """How long a fold may be, so that all of them fit and none is cut for the sake of a shorter one."""
    left = sorted(len(fold.text()) for fold in folds)
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return room // len(left) if left else MOST_CHARACTERS


def _shortened(page: PageView, fold: Fold, longest: int) -> str:
    """The fold in at most so many characters: whole lines, then how many more there are."""
    if len(fold.text()) <= longest:
        return fold.text()
    parts = fold.parts()
    used, kept = len(fold.title) + _KEPT_FREE, 0
    for _, part in parts:
        used += len(part) + 2
        if used > longest:
            break
        kept += 1
    blocks: dict[int, list[str]] = {}
    for number, part in parts[:kept]:
        blocks.setdefault(number, []).append(part)
    more = page.word("and_more").replace("{n}", str(len(parts) - kept))
    return Fold(fold.title, (*("\n".join(lines) for lines in blocks.values()), f"_{escape(more)}_")).text()


def marker(page: PageView) -> str:
    """The hidden mark of comments about one case, whatever its name has in it."""
    return f"<!-- comity:compare:{hashlib.sha256(text_of(page.note).encode()).hexdigest()[:16]} -->"


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), "\\" + match.group()), text)


def say(phrase: Phrase) -> str:
    return "".join(_piece(piece) for piece in phrase)


def _piece(piece: Piece) -> str:
    """Links within the page lead nowhere in a comment, so their words stay and their target goes."""
    text = escape(piece.text)
    if piece.href and not piece.href.startswith("#"):
        return f"[{text}](<{piece.href}>)"
    return f"**{text}**" if piece.strong and text.strip() else text


def _opening(page: PageView) -> list[str]:
    blocks = [marker(page), f"## {say(page.title)}", " ".join(say(sentence) for sentence in page.lead)]
    blocks.append("  \n".join(say(line) for line in page.meta))
    blocks.append(f"### {_heading(page, 1)}")
    blocks.append("\n".join(_board_row(page, row) for row in page.board))
    for code in page.voluntary:
        lines = [f"> **{say(code.title)}** ({say(code.tag.words)})", ">"]
        blocks.append("\n".join([*lines, *(f"> - {say(sentence)}" for sentence in code.lead)]))
    blocks.append(say(page.disclaimer))
    blocks.append(f"### {_heading(page, 2)}")
    blocks.append("\n".join(_sentence(sentence) for sentence in page.partings))
    return blocks


def _heading(page: PageView, number: int) -> str:
    section = page.section(number)
    return f"{number} {say(section.title)}" if section else str(number)


def _board_row(page: PageView, row: BoardRow) -> str:
    members = []
    for member in row.members:
        cited = " · ".join(say(ground.words) + _citations(ground.citations) for ground in member.grounds)
        members.append(f"{say(member.name)} ({cited})" if cited else say(member.name))
    answer = f"{_SHAPES[row.answer.look.value]} **{say(row.answer.words)}**"
    count = f" ({say(row.count)})" if row.count else ""
    settled = f". {say(row.settled_by)}" if row.settled_by else ""
    return f"- {answer}{count}{page.word('colon')} {', '.join(members)}{settled}"


def _sentence(sentence: Sentence) -> str:
    return "\n".join([f"- **{sentence.number}** {say(sentence.words)}", *(f"  - {say(d)}" for d in sentence.details)])


def _citations(citations: Iterable[CitationView]) -> str:
    shown = []
    for citation in citations:
        words = say(citation.words)
        linked = f"[{words}](<{citation.url}>)" if citation.url else words
        shown.append(linked + (f" ({say(citation.unverified.words)})" if citation.unverified else ""))
    return " · ".join(shown)


@frozen
class Fold:
    """A part that opens on demand: always whole, so that a cut never leaves it open."""

    title: str
    blocks: tuple[str, ...]

    def text(self) -> str:
        return "\n\n".join([f"<details><summary>{self.title}</summary>", *self.blocks, "</details>"])

    def parts(self) -> list[tuple[int, str]]:
        """What it can be cut between, each with the number of its block: lines, and whole tables."""
        found: list[tuple[int, str]] = []
        for number, block in enumerate(self.blocks):
            parts = [block] if block.startswith("|") else block.split("\n")
            found += [(number, part) for part in parts]
        return found


def _fold(title: str, blocks: Iterable[str]) -> list[Fold]:
    """One fold; none where there is nothing in it."""
    inside = tuple(block for block in blocks if block)
    return [Fold(title, inside)] if inside else []


def _folded(page: PageView) -> list[Fold]:
    blocks: list[Fold] = []
    for table in page.tables:
        title = _heading(page, 3) + (f"{page.word('colon')} {say(table.heading)}" if table.heading else "")
        blocks += _fold(title, _table(page, table))
    blocks += _fold(escape(page.word("duties")), _duties(page))
    unsettled = [_sentence(sentence) for sentence in page.unsettled_intro]
    for need in page.needs:
        tags = ", ".join(say(tag.words) for tag in need.tags)
        unsettled.append(f"- **{need.number} {say(need.label)}** ({tags}). {say(need.supplier)} {say(need.affects)}")
    blocks += _fold(_heading(page, 4), ["\n".join(unsettled)])
    changes = [
        f"- **{change.number} {say(change.date)}** {say(change.words)}"
        + (
            f" {escape(page.word('because') + page.word('colon'))} {' · '.join(say(each) for each in change.because)}."
            if change.because
            else ""
        )
        for change in page.changes
    ]
    blocks += _fold(_heading(page, 5), [say(page.changes_intro), "\n".join(changes)])
    blocks += _fold(_heading(page, 6), [say(page.readings_intro), *_readings(page)])
    blocks += _fold(_heading(page, 9), [_facts(page)])
    blocks += _fold(_heading(page, 10), _sources(page))
    return blocks


def _table(page: PageView, table: Table) -> list[str]:
    names = [say(column.names) for column in table.columns]
    rows = [f"| {escape(page.word('stage'))} | {' | '.join(names)} |", "|" + " --- |" * (len(names) + 1)]
    for stage in table.stages:
        cells = [f"{_SHAPES[cell.answer.look.value]} {say(cell.answer.words)}" for cell in stage.cells]
        rows.append(f"| {say(stage.title)} | {' | '.join(cells)} |")
    rules = [
        f"**{say(stage.title)}, {say(cell.names)}**\n\n" + "\n".join(_rule(rule) for rule in cell.rules.rules)
        for stage in table.stages
        for cell in stage.cells
        if cell.rules and cell.rules.rules
    ]
    return ["\n".join(rows), *rules]


def _duties(page: PageView) -> list[str]:
    groups = []
    for group in page.duties:
        lines = [f"**{say(group.names)}**\n"]
        for duty in group.duties:
            cited = f" ({_citations(duty.citations)})" if duty.citations else ""
            told = [say(duty.words) + cited, say(duty.who), f"**{say(duty.status)}**", *map(_tag, duty.tags)]
            lines.append("- " + "".join(f"{each}. " for each in told if each).rstrip())
        groups.append("\n".join(lines))
    return groups or [escape(page.word("no_duties"))]


def _rule(rule: RuleView) -> str:
    parts = [f"- **{say(rule.status)}.** {say(rule.title)}"]
    if rule.citations:
        parts.append(f"({_citations(rule.citations)})")
    parts += [f"({_tag(tag)})" for tag in [rule.interpretation] if tag]
    parts += [f"{say(each)}." for each in (*rule.set_aside, rule.force) if each]
    return " ".join(parts)


def _tag(tag: Tag) -> str:
    return say(tag.words)


def _readings(page: PageView) -> list[str]:
    return [
        f"- **{reading.number} {say(reading.title)}**{page.word('colon')} {say(reading.reason)} "
        + " ".join(say(each) for each in reading.alternatives)
        for reading in page.readings
    ]


def _facts(page: PageView) -> str:
    lines = [_sentence(sentence) for sentence in page.assumptions]
    for table in page.fact_tables:
        lines.append(f"- {say(table.caption)}")
        for row in table.rows:
            value = "; ".join(say(each) for each in row.value)
            told = ", ".join(each for each in (value, *(say(tag.words) for tag in row.tags)) if each)
            lines.append(f"  - {say(row.label)}{page.word('colon')} {told} ({say(row.supplier)})")
    return "\n".join(lines)


def _sources(page: PageView) -> list[str]:
    instruments = [
        f"- {say(each.title)}{page.word('colon')} {say(each.verified)}" + (f", <{each.url}>" if each.url else "")
        for each in page.instruments
    ]
    digests = [f"- {say(label)}{page.word('colon')} `{digest}`" for label, digest in page.digests]
    gaps = [f"**{say(page.gaps_title)}**", "\n".join(f"- {say(each)}" for each in page.gaps)] if page.gaps else []
    doubtful = [f"**{say(page.unverified_title)}**", "\n".join(f"- {say(each)}" for each in page.unverified)]
    return ["\n".join(digests), "\n".join(instruments), *gaps, *(doubtful if page.unverified else [])]
