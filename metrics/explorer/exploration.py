"""A view of up to six series: what is chosen, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from metrics.locale import Lang, text
from metrics.model.counting import UNLIKE_COUNTING
from metrics.model.event import Event
from metrics.model.refusal import Refusal
from metrics.model.series import Series
from metrics.rules.economies import alike_series
from metrics.rules.share import whole_of
from metrics.rules.transforms import Result, Transform, transform
from metrics.tables.dataset import Tables
from metrics.wording import observations as words

MOST = 6
Panels = Literal["one", "separate"]
RELATIVE = frozenset({"pct", "index", "cagr", "share"})


@dataclass(frozen=True)
class Choice:
    """All that a view depends on, as codes.

    Parameters
    ----------
    series : tuple of str
        Keys of one to six series, such as ``gii_rank`` and ``gii_rank@US``.
    transform : str
        One of `metrics.rules.transforms.TRANSFORMS`.
    base : str
        Period of the base of an index or of an average growth; empty for the first point.
    first, last : str
        Years that bound the view; empty for all.
    events : tuple of str
        Kinds of events to mark.
    panels : str
        ``one``: series of one unit and measure share an axis; ``separate``: each has a panel of
        its own, those that could share an axis on one scale.
    """

    series: tuple[str, ...]
    transform: Transform = "none"
    base: str = ""
    first: str = ""
    last: str = ""
    events: tuple[str, ...] = ()
    panels: Panels = "one"


@dataclass(frozen=True)
class Panel:
    """Results that share one axis.

    Parameters
    ----------
    key : str
        Names it within the view.
    results : tuple of Result
        The transformed series.
    scale : str
        Names the scale, which separate panels of one unit and measure share.
    """

    key: str
    results: tuple[Result, ...]
    scale: str


@dataclass(frozen=True)
class Exploration:
    """What comes of a choice: first the period range, then the transform, then the panels."""

    tables: Tables
    choice: Choice

    @property
    def chosen(self) -> tuple[Series, ...]:
        """The chosen series that are in view, whole."""
        known = self.tables.by_key
        return tuple(known[key] for key in self.choice.series if key in known)

    @cached_property
    def ranged(self) -> tuple[Series, ...]:
        """The chosen series within the period range; one without a point there is left out."""
        return tuple(s for s in map(self.restricted_to, self.chosen) if s.statements)

    def restricted_to(self, series: Series) -> Series:
        """Return a series within the period range."""
        kept = tuple(o for o in series.statements if self.inside(o.period.end))
        return series.restricted_to(kept)

    def inside(self, day: date) -> bool:
        """Tell whether a day is within the period range."""
        year = f"{day.year}"
        return (self.choice.first or year) <= year <= (self.choice.last or year)

    @property
    def outside(self) -> tuple[str, ...]:
        """Keys of chosen series that have no point in the range or are out of view."""
        inside = {s.key for s in self.ranged}
        return tuple(i for i in self.choice.series if i not in inside)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The transformed series."""
        return tuple(self._transformed(s) for s in self.ranged)

    def _transformed(self, series: Series) -> Result:
        whole = whole_of(series.definition)
        found = self.tables.all_series.get((whole, series.area))
        other = self.restricted_to(found) if found else None
        if other is not None and not other.statements:
            other = None
        return transform(series, self.choice.transform, base=self.base, other=other)

    @cached_property
    def base(self) -> str:
        """Period of the base: the one chosen, else the first that all series have, else none."""
        if self.choice.base:
            return self.choice.base
        own = [{p.period for p in s.points if not p.figure.one_sided} for s in self.ranged]
        common = set.intersection(*own) if own else set()
        return min(common).code if common else ""

    @property
    def refusals(self) -> tuple[tuple[Series, Refusal], ...]:
        """What was refused, with its series; offices that count unlike are told first."""
        computed = ((r.series, refusal) for r in self.results for refusal in r.refusals)
        return (*self.unlike_counted, *computed)

    @cached_property
    def unlike_counted(self) -> tuple[tuple[Series, Refusal], ...]:
        """Indicators whose offices in view count unlike, each with the newest figures of them."""
        by_indicator: dict[str, list[Series]] = {}
        for s in self.ranged:
            by_indicator.setdefault(s.definition.id, []).append(s)
        return tuple(
            (own[0], Refusal(UNLIKE_COUNTING, tuple(s.latest for s in own)))
            for own in by_indicator.values()
            if len(alike_series(own)) > 1
        )

    @cached_property
    def panels(self) -> tuple[Panel, ...]:
        """One panel for each unit and measure, or one for each series."""
        drawn = [r for r in self.results if r.points]
        if self.choice.panels == "separate":
            return tuple(Panel(r.series.key, (r,), self._grouped(r)) for r in drawn)
        groups: dict[str, list[Result]] = {}
        for r in drawn:
            groups.setdefault(self._grouped(r), []).append(r)
        return tuple(Panel(key, tuple(own), key) for key, own in groups.items())

    def _grouped(self, result: Result) -> str:
        """Name what a result shares a scale with: a kind of figures that are counted alike."""
        return self._key(result) + self._counted(result)

    def _counted(self, result: Result) -> str:
        """Name the group of offices that count alike: another stands in a panel of its own."""
        own = result.series
        if not own.definition.countings:
            return ""
        every = [s for s in self.ranged if s.definition.id == own.definition.id]
        group = next(g for g in alike_series(every) if own in g)
        return f"-{group[0].key}"

    @property
    def drawn(self) -> tuple[Result, ...]:
        """The results that have a point, panel by panel."""
        return tuple(r for panel in self.panels for r in panel.results)

    def _key(self, result: Result) -> str:
        if self.choice.transform in RELATIVE:
            return self.choice.transform
        definition = result.series.definition
        family = "rank" if definition.measure == "rank" else definition.unit.id
        flow = definition.measure if self.choice.transform == "none" else "change"
        return f"{family}-{flow}"

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Dated events of the chosen kinds within the span of the points."""
        days = [p.period.end for r in self.results for p in r.points]
        if not days:
            return ()
        first, last = f"{min(days).year}", f"{max(days).year}"
        return tuple(
            e
            for e in self.tables.events
            if e.date and e.kind in self.choice.events and first <= e.date[:4] <= last
        )

    def bases(self) -> tuple[str, ...]:
        """Return periods that may be the base: those of the exact points."""
        points = {p.period for s in self.ranged for p in s.points if not p.figure.one_sided}
        return tuple(p.code for p in sorted(points))

    def years(self) -> tuple[str, ...]:
        """Return years of all points of the chosen series, outside the range too."""
        chosen = (self.tables.by_key.get(key) for key in self.choice.series)
        found = {p.period.end.year for s in chosen if s for p in s.points}
        return tuple(str(y) for y in sorted(found))


def name(tables: Tables, series: Series, lang: Lang) -> str:
    """Name of a series with its scope, and its area where that is not China.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : Series
        The series that is named.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Name, and scope and area behind it.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> name(tables, tables.series("gii_rank"), "en")
    'Global Innovation Index rank · Worldwide comparison'
    """
    scope = words.place_words(tables, series.latest, lang)
    return text(lang)("explore.scoped", name=series.definition.name(lang), scope=scope)
