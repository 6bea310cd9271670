"""Notes at numbers: where a figure is from, and what must be known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from metrics.briefing.documents.model import Line, Span
from metrics.charts.compile.citing import nearest
from metrics.charts.compile.notes import disputed_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.tables.dataset import Tables
from metrics.wording import origins
from metrics.wording.observations import statement

# Signs of private use, which no text has, around the place of a note.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


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
    '集佳（2019-03-13）；原文“surpassed 122.4 billion RMB”，为界限值，不是确数。'
    """
    shown = cited(tables, point)
    return closed([origins.cited(shown, lang), *_remarks(tables, shown, lang)], lang)


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
    yield from disputed_lines(tables, [point], lang)


def growth_words(tables: Tables, base: Observation, lang: Lang) -> str:
    """Say what a growth is computed from: the figure of then, and its source.

    Parameters
    ----------
    tables : Tables
        What is in view.
    base : Observation
        The figure of then.
    lang : str
        ``zh`` or ``en``.

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
    return text(lang)(
        "brief.computed",
        value=statement(base, lang),
        period=base.period.label(lang),
        source=origins.cited(cited(tables, base), lang),
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

    def at(self, point: Observation, base: Observation | None = None) -> str:
        """Return what marks the place behind the number of a figure.

        Parameters
        ----------
        point : Observation
            The figure.
        base : Observation, optional
            What the growth behind it is computed from.

        Returns
        -------
        str
            Signs that no text has.
        """
        note = note_of(self.tables, point, self.lang)
        if base is None:
            return self.put(note)
        return self.put(closed([note, growth_words(self.tables, base, self.lang)], self.lang))

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
