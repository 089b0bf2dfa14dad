"""The comparison as text, at most 80 columns: the answers, where they part, and what would settle the rest."""

from __future__ import annotations

from checker.reports.phrase import Phrase, capitalised, text_of
from checker.reports.terminal.layout import Style, bullets, wrapped
from checker.reports.view.page import BoardRow, Ground, PageView, Table

_MOST_NEEDS = 12
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


def render(page: PageView, *, color: bool = False) -> str:
    """Everything that decides is said; the rules considered and the facts stay with the other forms."""
    style = Style(color)
    lines = [style.strong(text_of(page.title)) if len(text_of(page.title)) <= 80 else ""]
    lines = lines if lines[0] else wrapped(text_of(page.title))
    lines += wrapped(" ".join(text_of(sentence) for sentence in page.lead))
    lines += [line for each in page.meta for line in wrapped(text_of(each))]
    lines += _section(page, style, 1)
    lines += [line for row in page.board for line in _row(page, row, style)]
    for code in page.voluntary:
        lines += ["", *wrapped(f"◇ {text_of(code.title)}. {text_of(code.tag.words)}.")]
        lines += bullets((text_of(sentence) for sentence in code.lead), 2)
    lines += ["", *wrapped(text_of(page.disclaimer))]
    lines += _section(page, style, 2)
    for sentence in page.partings:
        lines += wrapped(f"{sentence.number} {text_of(sentence.words)}", 0, 4)
        lines += bullets((text_of(each) for each in sentence.details), 4)
    lines += _section(page, style, 3)
    for table in page.tables:
        lines += _table(page, table, style)
    lines += _section(page, style, 4)
    for sentence in page.unsettled_intro:
        lines += wrapped(f"{sentence.number} {text_of(sentence.words)}", 0, 4)
        lines += bullets((text_of(each) for each in sentence.details), 4)
    for need in page.needs[:_MOST_NEEDS]:
        told = f"{need.number} {text_of(need.label)} ({need.name}). {text_of(need.supplier)} {text_of(need.affects)}"
        lines += wrapped(told, 0, 4)
    if len(page.needs) > _MOST_NEEDS:
        lines += wrapped(page.word("and_more").replace("{n}", str(len(page.needs) - _MOST_NEEDS)), 4)
    lines += _section(page, style, 5)
    lines += wrapped(text_of(page.changes_intro))
    for change in page.changes:
        lines += wrapped(f"{change.number} {text_of(change.date)}. {text_of(change.words)}", 0, 4)
        lines += bullets((text_of(each) for each in change.because), 4)
    lines += ["", *wrapped(page.footer)]
    return "\n".join(lines) + "\n"


def _section(page: PageView, style: Style, number: int) -> list[str]:
    section = page.section(number)
    return ["", style.strong(f"{number} {text_of(section.title)}")] if section else []


def _row(page: PageView, row: BoardRow, style: Style) -> list[str]:
    shape = _SHAPES[row.answer.look.value]
    lines = wrapped(f"{shape} {text_of(row.answer.words)} ({text_of(row.count)})", 0, 2)
    lines = [style.strong(line) for line in lines]
    for member in row.members:
        grounds = " · ".join(_ground(ground) for ground in member.grounds)
        named = text_of(member.name) + (f"{page.word('colon')} {grounds}" if grounds else "")
        lines += wrapped(named + (f". {text_of(member.line)}" if member.line else ""), 4, 2)
    if row.settled_by:
        lines += wrapped(f"{text_of(row.settled_by)}.", 4, 2)
    return lines


def _ground(ground: Ground) -> str:
    cited = " · ".join(
        text_of(each.words) + (f" ({text_of(each.unverified.words)})" if each.unverified else "")
        for each in ground.citations
    )
    reading = f" ‡ {text_of(ground.interpretation.words)}" if ground.interpretation else ""
    return text_of(ground.words) + cited + reading


def _table(page: PageView, table: Table, style: Style) -> list[str]:
    """Stage by stage, those who answer alike together, the baseline first."""
    lines = wrapped(style.strong(text_of(table.heading))) if table.heading and not style.color else []
    lines += wrapped(text_of(table.caption))
    for stage in table.stages:
        lines += wrapped(text_of(stage.title), 2, 2)
        if stage.same_answer:
            lines += wrapped(f"{text_of(stage.same)}{page.word('colon')} {text_of(stage.same_answer.words)}", 4, 2)
            continue
        for group in stage.groups:
            differs = f" (≠ {text_of(group.differs.words)})" if group.differs else ""
            lines += wrapped(f"{_told(group.heading)}{page.word('colon')} {text_of(group.answer.words)}{differs}", 4, 2)
    return lines


def _told(phrase: Phrase) -> str:
    return text_of(capitalised(phrase))
