"""What changed on each day, short enough for a page and a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from metrics.history.difference import FACTS
from metrics.history.states import Step
from metrics.history.telling import Gone, Group, Teller, counted, gone_of, grouped
from metrics.locale import Lang, text
from metrics.model.period import day_label
from metrics.tables.dataset import Tables

# Tables that are told of to readers; of the others there is only the number of changed rows.
SAID = (*FACTS, "definitions", "derivations", "sources", "events")
# Lines of one day below one heading.
MOST_LINES = 24


@dataclass(frozen=True)
class Line:
    """A line of a day: its words, and the series by its name in addresses, which may be empty."""

    words: str
    key: str


@dataclass(frozen=True)
class Section:
    """Differences of one kind in one table.

    Parameters
    ----------
    head : str
        Table, kind and number.
    lines : tuple of Line
        The first of them.
    more : int
        How many differences are told in none of the lines.
    """

    head: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class Day:
    """What changed on a day.

    Parameters
    ----------
    moment : datetime
        Of the last change.
    version : str
        Of the tables after it.
    title, counts : str
        The day, and how many rows changed.
    sections : tuple of Section
        What changed.
    """

    moment: datetime
    version: str
    title: str
    counts: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return sum(len(section.lines) for section in self.sections)


def days(tables: Tables, steps: Iterable[Step], lang: Lang) -> tuple[Day, ...]:
    """Say what changed on each day.

    Parameters
    ----------
    tables : Tables
        As they are, with everything in view.
    steps : iterable of Step
        What changed, day by day.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Day
        In the order in which they are given.

    Examples
    --------
    >>> from metrics import load
    >>> days(load(), [], "en")
    ()
    """
    teller = Teller(tables, lang)
    return tuple(_day(step, teller) for step in steps)


def _day(step: Step, teller: Teller) -> Day:
    """Say a day; of rows that no line tells only the number is made."""
    changes, lang = step.differences, teller.lang
    own = [one for one in changes if one.table in SAID and one.kind != "amended"]
    gone = gone_of(changes)
    sections: dict[tuple[str, str], list[Group]] = {}
    for group in grouped(own):
        sections.setdefault((group.first.table, group.first.kind), []).append(group)
    made = [_section(groups, teller, gone) for groups in sections.values()]
    if others := len(changes) - len(own):
        made.append(Section(text(lang)("history.others", count=others), (), 0))
    after = step.after
    return Day(
        after.moment, after.version, day_label(after.day, lang), counted(changes, lang), (*made,)
    )


def _section(groups: list[Group], teller: Teller, gone: Gone) -> Section:
    say, first = teller.say, groups[0].first
    count = sum(len(group.changes) for group in groups)
    head = say(
        "history.head",
        table=say(f"history.table.{first.table}"),
        kind=say(f"history.kind.{first.kind}"),
        count=count,
    )
    lines: list[Line] = []
    covered = 0
    for group in groups:
        said = teller.sentences(group, gone)
        for words, key in islice(said, MOST_LINES - len(lines)):
            lines.append(Line(words, key))
            covered += len(group.changes) if group.whole else 1
    return Section(head, tuple(lines), count - covered)
