"""Notes at numbers: where a figure is from, and what must be known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from metrics.briefing.documents.model import Line, Span
from metrics.charts.compile.citing import nearest
from metrics.charts.compile.notes import disputed_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import day_label, month_label
from metrics.tables.dataset import Tables
from metrics.wording import origins
from metrics.wording.observations import statement

# Signs of private use, which no text has, around the place of a note.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_DATED = re.compile(r"([（(])(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([）)])")


def note_of(tables: Tables, point: Observation, lang: Lang) -> str:
    """Say where a figure is from, and what its number alone does not tell.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        A footnote.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> bound = next(o for o in tables.series("pledge_financing").points if o.figure.one_sided)
    >>> note_of(tables, bound, "zh")
    '集佳（2019年3月13日）；原文“surpassed 122.4 billion RMB”，为界限值，不是确数。'
    """
    shown = cited(tables, point)
    return closed([source_of(tables, point, lang), *_remarks(tables, shown, lang)], lang)


def source_of(tables: Tables, point: Observation, lang: Lang) -> str:
    """Cite a figure, its date in words.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Name and date.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> source_of(tables, tables.series("satisfaction").latest, "en")
    'China IP News (29 January 2026)'
    """
    return dated(origins.cited(cited(tables, point), lang), lang)


def dated(citation: str, lang: Lang) -> str:
    """Write the dates of citations as documents do.

    Examples
    --------
    >>> dated("《求是》（2024-08-20）；人民网（2012）", "zh")
    '《求是》（2024年8月20日）；人民网（2012年）'
    >>> dated("CNIPA (2013-02)", "en")
    'CNIPA (February 2013)'
    """

    def told(found: re.Match[str]) -> str:
        opening, year, month, day, closing = found.groups()
        if month is None:
            words = f"{year}年" if lang == "zh" else year
        elif day is None:
            words = month_label(date(int(year), int(month), 1), lang)
        else:
            words = day_label(date(int(year), int(month), int(day)), lang)
        return f"{opening}{words}{closing}"

    return _DATED.sub(told, citation)


def cited(tables: Tables, point: Observation) -> Observation:
    """Choose the statement that a figure is cited by: the nearest to whoever made it."""
    series = tables.all_series.get((point.definition.id, point.area))
    return point if series is None else nearest(series, point)


def _remarks(tables: Tables, point: Observation, lang: Lang) -> Iterator[str]:
    say = text(lang)
    if point.derived:
        yield say("fact.derivation", formula=origins.spoken(point, lang))
    elif point.figure.one_sided:
        yield say("brief.bound", printed=point.figure.printed)
    elif point.figure.qualifier != "exact":
        yield say("brief.approximate", printed=point.figure.printed)
    if point.period_basis != "stated":
        yield say("brief.inferred", period=point.period.label(lang))
    yield point.note(lang)
    yield from (checked(line, lang) for line in disputed_lines(tables, [point], lang))


def checked(note: str, lang: Lang) -> str:
    """Return a note without a pointer to the page of checks, which a document has not.

    Examples
    --------
    >>> checked("Does not agree, see Checks: 2013", "en")
    'Does not agree with other printed figures: 2013'
    """
    say = text(lang)
    begun = say("chart.disputed", periods="")
    if not note.startswith(begun):
        return note
    return say("brief.disputed", periods=note.removeprefix(begun))


def growth_words(tables: Tables, base: Observation, lang: Lang, newest: str = "") -> str:
    """Say what a growth is computed from: the figure of then, and its source.

    Parameters
    ----------
    tables : Tables
        What is in view.
    base : Observation
        The figure of then.
    lang : str
        ``zh`` or ``en``.
    newest : str
        The source of the figure of now, which is not named twice.

    Returns
    -------
    str
        Words within a note.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> growth_words(tables, tables.series("pledge_financing").points[0], "en")[:52]
    'the change is computed from CNY 84.85 billion (2015)'
    """
    source = source_of(tables, base, lang)
    return text(lang)(
        "brief.computed_same" if source == newest else "brief.computed",
        value=statement(base, lang),
        period=base.period.label(lang),
        source=source,
    )


def closed(parts: list[str], lang: Lang) -> str:
    """Join the parts of a note to one sentence, each once.

    Examples
    --------
    >>> closed(["甲。", "", "乙", "甲。"], "zh")
    '甲；乙。'
    """
    bare = dict.fromkeys(p.strip().rstrip("。.") for p in parts if p.strip(" 。."))
    say = text(lang)
    return say("list.semicolon").join(bare) + say("brief.stop")


@dataclass
class Noting:
    """Takes notes while a text is written, and finds their places in it again.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> noting = Noting(tables, "en")
    >>> rank = noting.at(tables.series("gii_rank").latest)
    >>> [len(span.notes) for span in noting.line(f"10th{rank} of all")]
    [1, 0]
    """

    tables: Tables
    lang: Lang
    _notes: list[str] = field(default_factory=list)
    _last: str = ""

    def at(self, point: Observation, base: Observation | None = None, full: str = "") -> str:
        """Return what marks the place behind the number of a figure.

        Parameters
        ----------
        point : Observation
            The figure.
        base : Observation, optional
            What the growth behind it is computed from.
        full : str
            All digits of a number that is rounded, in words.

        Returns
        -------
        str
            Signs that no text has.
        """
        source = source_of(self.tables, point, self.lang)
        told = [note_of(self.tables, point, self.lang)]
        if base is not None:
            told.append(growth_words(self.tables, base, self.lang, source))
        note = closed([*told, full], self.lang)
        # One source in a row is named once.
        if source == self._last:
            note = text(self.lang)("brief.same") + note.removeprefix(source)
        self._last = source
        return self.put(note)

    def put(self, note: str) -> str:
        """Return what marks the place of a note."""
        self._notes.append(note)
        return f"{_OPEN}{len(self._notes) - 1}{_CLOSE}"

    def line(self, words: str) -> Line:
        """Return words with their notes."""
        *told, rest = _PLACE.split(words)
        made = [
            Span(before, (self._notes[int(number)],))
            for before, number in zip(told[::2], told[1::2], strict=True)
        ]
        return (*made, *((Span(rest),) if rest else ()))
