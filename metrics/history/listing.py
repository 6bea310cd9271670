"""What changed on each day, short enough for a page and a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from metrics.history.difference import FACTS
from metrics.history.states import Step
from metrics.history.telling import Group, Teller, Told, counted, grouped
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
    return tuple(_day(step, teller.told(step.differences), lang) for step in steps)


def _day(step: Step, told: tuple[Told, ...], lang: Lang) -> Day:
    own = [one for one in told if _said(one)]
    sections: dict[tuple[str, str], list[Group]] = {}
    for group in grouped(own):
        sections.setdefault((group.first.table, group.first.kind), []).append(group)
    made = [_section(groups, lang) for groups in sections.values()]
    if others := len(told) - len(own):
        made.append(Section(text(lang)("history.others", count=others), (), 0))
    after = step.after
    return Day(
        after.moment, after.version, day_label(after.day, lang), counted(told, lang), tuple(made)
    )


def _said(one: Told) -> bool:
    return one.table in SAID and one.kind != "amended"


def _section(groups: list[Group], lang: Lang) -> Section:
    say, first = text(lang), groups[0].first
    count = sum(len(group.told) for group in groups)
    head = say(
        "history.head",
        table=say(f"history.table.{first.table}"),
        kind=say(f"history.kind.{first.kind}"),
        count=count,
    )
    lines: list[Line] = []
    covered = 0
    for group in groups:
        said = [Line(words, key) for words, key in group.sentences(lang)]
        room = said[: MOST_LINES - len(lines)]
        lines += room
        covered += len(group.told) if len(said) == 1 else len(room)
        if len(lines) >= MOST_LINES:
            break
    return Section(head, tuple(lines), count - covered)
