"""The answers from day to day as drawings: a band for each answer, beside each other or one below the other.

Time runs in steps, one for each day on which something changes: bands are in order of date and not to scale. Places are
in pixels, and the drawings are shown at their size, so that their text is as large as that around them.
"""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve, frozen

from checker.analysis.timeline import Turn
from checker.reports.phrase import Phrase, plain, text_of
from checker.reports.view.answers import answer
from checker.reports.view.changes import bottom_turns, change_anchor
from checker.reports.view.page import Answer, Band, Chart, Lines, Opening, Tick, TimelineView
from checker.reports.view.subject import Subject, decision_of

_LETTER = 9
_ROW = 18
_PAD = 8
_MARK = 28
_STRIP = 8
_GAP = 12
_NAMES = 168
_WHOLE = 960
_NARROWEST = 160
_DOWN = 280
_TICK = 28


@frozen
class _Span:
    """An answer from one step of time to another, exclusive. `turn`: what began it."""

    first: int
    end: int
    answer: Answer
    turn: Turn | None


@frozen
class _Track:
    program: str
    name: Phrase
    spans: tuple[_Span, ...]


@frozen
class _Steps:
    """The days on which something changes; step 0 is the time before the first. `now`: the step of the case's date."""

    days: tuple[int, ...]
    case_date: int

    @property
    def now(self) -> int:
        return bisect_right(self.days, self.case_date)

    def day(self, step: int) -> int:
        """The first day of a step; of step 0, the last."""
        return self.days[step - 1] if step else self.days[0] - 1

    def share(self) -> float:
        """How much of its step has gone by on the case's date; half where the step has no end."""
        if not 0 < self.now < len(self.days):
            return 0.0 if self.case_date == self.days[-1] else 0.5
        start, end = self.days[self.now - 1], self.days[self.now]
        return (self.case_date - start) / (end - start)


def timeline_view(subject: Subject) -> TimelineView | None:
    """None where no answer changes, or nobody asked when it does."""
    found = subject.page.insight.timeline
    turns = bottom_turns(subject, found) if found is not None else []
    if found is None or not turns:
        return None
    steps = _Steps(tuple(sorted({turn.date for turn in turns})), subject.page.case.date)
    first = {result.jurisdiction: result for result in found.at_first}
    tracks = []
    for program in subject.programs:
        own = [turn for turn in turns if turn.jurisdiction == program]
        decision = own[0].before if own else decision_of(first[program], subject.page.bottom_line)
        starts = [0, *(steps.days.index(turn.date) + 1 for turn in own)]
        answers = [answer(subject, program, decision), *(answer(subject, program, turn.after) for turn in own)]
        ends = [*starts[1:], len(steps.days) + 1]
        spans = tuple(map(_Span, starts, ends, answers, [None, *own]))
        tracks.append(_Track(program, subject.name(program), spans))
    return TimelineView(
        across=_across(subject, steps, tracks),
        down=tuple(_down(subject, steps, track) for track in tracks),
        openings=tuple(_opening(subject, steps, track) for track in tracks),
        caption=subject.speech.say("changes.table"),
        note=subject.speech.say("changes.note"),
    )


def _opening(subject: Subject, steps: _Steps, track: _Track) -> Opening:
    day = steps.day(0)
    since = _since(subject, steps, track, track.spans[0])
    anchor = _target(track, track.spans[0])
    return Opening(anchor, track.name, since, track.spans[0].answer, day, plain(subject.speech.date(day)))


def _since(subject: Subject, steps: _Steps, track: _Track, span: _Span) -> Phrase:
    if span.turn is not None:
        return subject.speech.say("changes.from", date=subject.speech.date(span.turn.date))
    if len(track.spans) == 1:
        return subject.speech.say("changes.always")
    return subject.speech.say("changes.before", date=subject.speech.date(steps.day(span.end)))


def _target(track: _Track, span: _Span) -> str:
    return f"changes.{track.program}.first" if span.turn is None else change_anchor(span.turn)


def _lines(text: str, width: int) -> tuple[str, ...]:
    """Text in rows that fit the width; what should stay together is parted only where it has to be."""
    most = max(4, width // _LETTER)
    parted = (
        text.replace("\u00a0", " ") if max(map(len, textwrap.wrap(text, 1, break_long_words=False))) > most else text
    )
    return tuple(textwrap.wrap(parted, most))


def _language(phrase: Phrase) -> str | None:
    return phrase[0].lang if len(phrase) == 1 else None


def _band(subject: Subject, steps: _Steps, track: _Track, span: _Span, x: int, y: int, width: int) -> Band:
    """As high as its words need: beside the mark, or below it where they would have to be parted."""
    words = text_of(span.answer.words)
    beside = width - _MARK - 3 * _PAD
    longest = max(map(len, words.split()), default=0) * _LETTER
    is_beside = longest <= beside or width >= _DOWN
    top = y + _STRIP + _PAD
    text = (x + _MARK + 2 * _PAD, top) if is_beside else (x + _PAD, top + _MARK + _PAD // 2)
    lines = _lines(words, beside if is_beside else width - 2 * _PAD)
    bottom = max(top + _MARK, text[1] + _ROW * len(lines)) + _PAD
    is_now = span.first <= steps.now < span.end
    said = {"name": track.name, "since": _since(subject, steps, track, span), "answer": span.answer.words}
    label = text_of(subject.speech.say("changes.band_now" if is_now else "changes.band", **said))
    box = (x, y, width, bottom - y)
    mark = (x + _PAD, top)
    language = _language(span.answer.words)
    return Band(box, span.answer.look, mark, text, lines, label, _target(track, span), is_now, language)


def _across(subject: Subject, steps: _Steps, tracks: Sequence[_Track]) -> Chart:
    """A row for each jurisdiction, time running to the right."""
    speech = subject.speech
    count = len(steps.days) + 1
    step = max(_NARROWEST, (_WHOLE - _NAMES) // count)
    width = _NAMES + step * count
    ticks = []
    for number in range(count):
        day = steps.day(number)
        words = speech.say("changes.from" if number else "changes.before", date=speech.date(max(day, steps.days[0])))
        target = next(_target(t, s) for t in tracks for s in t.spans if (s.turn.date == day if s.turn else not number))
        lines = _lines(text_of(words), step - 2 * _PAD)
        box = (_NAMES + number * step, _TICK, step, _ROW * 3)
        ticks.append(Tick(box, lines, text_of(words), target, day, speech.date(day)))
    high = max(len(tick.lines) for tick in ticks) * _ROW
    y = _TICK + high + 2 * _PAD
    bands: list[Band] = []
    names: list[Lines] = []
    for track in tracks:
        row = [
            _band(subject, steps, track, s, _NAMES + s.first * step, y, (s.end - s.first) * step) for s in track.spans
        ]
        name = Lines((0, y + _STRIP), _lines(text_of(track.name), _NAMES - _PAD), _language(track.name))
        height = max([band.box[3] for band in row] + [_STRIP + len(name.lines) * _ROW])
        bands += [_of_height(band, height) for band in row]
        names.append(name)
        y += height + _GAP
    x = round(_NAMES + (steps.now + steps.share()) * step)
    said = speech.say("changes.case_date", date=speech.date(steps.case_date))
    room = len(text_of(said)) * (_LETTER - 1)
    start = x + _PAD if x + _PAD + room <= width else x - _PAD - room
    return Chart(
        anchor="changes-across",
        left=_NAMES,
        width=width - _NAMES,
        height=y,
        title=speech.say("changes.title"),
        bands=tuple(bands),
        ticks=tuple(_tick_of_height(tick, high + _PAD) for tick in ticks),
        names=tuple(names),
        line=(x, 0, y),
        line_words=Lines((start, 2), (text_of(said),)),
    )


def _down(subject: Subject, steps: _Steps, track: _Track) -> Chart:
    """One jurisdiction, time running down, each day above the band that it begins."""
    speech = subject.speech
    title = speech.say("changes.title_of", name=track.name)
    name = Lines((0, 2), _lines(text_of(track.name), _DOWN), _language(track.name))
    y = len(name.lines) * _ROW + _PAD
    names, bands, ticks = [name], [], []
    for span in track.spans:
        day = steps.day(span.first)
        box = (0, y, _DOWN, _TICK)
        words = text_of(_since(subject, steps, track, span))
        if len(track.spans) > 1:
            ticks.append(Tick(box, _lines(words, _DOWN), words, _target(track, span), day, speech.date(day)))
        else:
            names.append(Lines((0, y + _TICK // 2 - _PAD), _lines(words, _DOWN)))
        band = _band(subject, steps, track, span, 2, y + _TICK, _DOWN - 4)
        y += _TICK + band.box[3] + _GAP // 2
        if band.is_now:
            said = speech.say("changes.case_date", date=speech.date(steps.case_date))
            names.append(Lines((_PAD, y), _lines(text_of(said), _DOWN - _PAD)))
            y += _ROW * len(names[-1].lines) + _PAD
        bands.append(band)
    return Chart(f"changes-{track.program}", 0, _DOWN, y, title, tuple(bands), tuple(ticks), tuple(names))


def _of_height(band: Band, height: int) -> Band:
    x, y, width, _ = band.box
    return evolve(band, box=(x, y, width, height))


def _tick_of_height(tick: Tick, height: int) -> Tick:
    x, y, width, _ = tick.box
    return evolve(tick, box=(x, y, width, height))
