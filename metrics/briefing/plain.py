"""Notes of charts and figures in words for readers who do not have the pages beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.reconciliation import disputes
from metrics.tables.dataset import Tables

# What only readers of the pages ask: which figures the reports print. What is derived is told
# with its working.
_LEFT_OUT = ("chart.reported", "chart.none_reported", "chart.derived")
# What is told in other words, with what stands in it.
_TOLD = {
    "chart.inferred": "briefing.remark_inferred",
    "chart.differs": "briefing.remark_differs",
    "chart.implied": "briefing.remark_computed",
    "chart.implied_some": "briefing.remark_computed_some",
}
_PARTS = ("periods", "formulas", "rule", "count")


def plain_notes(
    tables: Tables, facts: Sequence[Observation], notes: Sequence[str], lang: Lang
) -> tuple[str, ...]:
    """Say what must be known of some figures so that it can be read by itself.

    What does not fit other figures is told with these figures, not with a pointer to a page;
    what is computed, without the name of a rule.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    facts : sequence of Observation
        The figures that are shown.
    notes : sequence of str
        What is said of them on pages.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        Sentences, each once.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> plain_notes(tables, (), ["Period inferred: 2023", "Rule “Parts added”: 2021 57 + 30"], "en")
    ('The source does not print the period, which is inferred: 2023', \
'Computed from printed figures, itself not printed: 2021 57 + 30')
    """
    return tuple(dict.fromkeys(_plain(tables, facts, notes, lang)))


def _plain(
    tables: Tables, facts: Sequence[Observation], notes: Sequence[str], lang: Lang
) -> Iterator[str]:
    left = tuple(_pattern(key, lang) for key in _LEFT_OUT)
    disputed = _pattern("chart.disputed", lang)
    for note in notes:
        if disputed.fullmatch(note):
            yield from _misfits(tables, facts, note, lang)
        elif not any(form.fullmatch(note) for form in left):
            yield _reworded(note, lang)


def _misfits(tables: Tables, facts: Sequence[Observation], note: str, lang: Lang) -> Iterator[str]:
    """Yield what does not fit, and by how much; the periods alone where nobody explained it."""
    told = [c.relation.explanation(lang) for c in disputes(tables, facts)]
    if all(told) and told:
        yield from told
        return
    periods = _pattern("chart.disputed", lang).fullmatch(note)
    yield text(lang)("brief.disputed", periods=periods["periods"] if periods else "")


def _reworded(note: str, lang: Lang) -> str:
    for key, other in _TOLD.items():
        if found := _pattern(key, lang).fullmatch(note):
            return text(lang)(other, **found.groupdict())
    return note


def _pattern(key: str, lang: Lang) -> re.Pattern[str]:
    """Return what matches a note that is written by a message, with its parts as groups."""
    bare = {part: f"<{part}>" for part in _PARTS}
    told = re.escape(text(lang)(key, **bare))
    return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>.*)", told))
