"""A view of up to six series: what is chosen, what comes of it, and its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

import pandas as pd

from metrics.catalogue import Event, Tables
from metrics.charts import words
from metrics.figures import Interval
from metrics.numbers import (
    Unit,
    Words,
    axis_unit,
    derived_words,
    interval_text,
    scale_of,
    value_words,
)
from metrics.series import Refusal, Series
from metrics.text import Lang, text
from metrics.transforms import Point, Result, Transform, shares_of, transform, years_between

MOST = 6
MOST_A_PANEL = 4
RELATIVE = frozenset({"pct", "index", "cagr", "share"})


@dataclass(frozen=True)
class Choice:
    """All that a view depends on, as codes.

    Parameters
    ----------
    series : tuple of str
        Ids of one to six series.
    transform : str
        One of `metrics.transforms.TRANSFORMS`.
    base : str
        Period of the base of an index or of an average growth; empty for the first point.
    first, last : str
        Years that bound the view; empty for all.
    events : tuple of str
        Kinds of events to mark.
    """

    series: tuple[str, ...]
    transform: Transform = "none"
    base: str = ""
    first: str = ""
    last: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """Results that share one axis."""

    key: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Exploration:
    """What comes of a choice: first the period range, then the transform, then the panels."""

    tables: Tables
    choice: Choice

    @cached_property
    def ranged(self) -> tuple[Series, ...]:
        """The chosen series within the period range; one without a point there is left out."""
        cut = (self._cut(self.tables.series(i)) for i in self.choice.series)
        return tuple(s for s in cut if s.statements)

    def _cut(self, series: Series) -> Series:
        kept = tuple(o for o in series.statements if self._inside(o.period.end))
        return Series(series.definition, series.area, kept)

    def _inside(self, day: date) -> bool:
        year = f"{day.year}"
        return (self.choice.first or year) <= year <= (self.choice.last or year)

    @property
    def outside(self) -> tuple[str, ...]:
        """Ids of chosen series that have no point in the range."""
        inside = {s.definition.id for s in self.ranged}
        return tuple(i for i in self.choice.series if i not in inside)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The transformed series."""
        return tuple(self._transformed(s) for s in self.ranged)

    def _transformed(self, series: Series) -> Result:
        whole = shares_of(series)
        other = self._cut(self.tables.series(whole)) if whole else None
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
        """What was refused, with its series."""
        return tuple((r.series, refusal) for r in self.results for refusal in r.refusals)

    @cached_property
    def panels(self) -> tuple[Panel, ...]:
        """One panel where units and measures agree, else small multiples."""
        drawn = [r for r in self.results if r.points]
        keyed = sorted(drawn, key=lambda r: self._key(r))
        groups = [(k, tuple(g)) for k, g in groupby(keyed, key=self._key)]
        return tuple(p for key, group in groups for p in _split(key, group))

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
        """Periods that may be the base: those of the exact points."""
        points = {p.period for s in self.ranged for p in s.points if not p.figure.one_sided}
        return tuple(p.code for p in sorted(points))

    def years(self) -> tuple[str, ...]:
        """Years of all points of the chosen series, outside the range too."""
        found = {
            p.period.end.year for i in self.choice.series for p in self.tables.series(i).points
        }
        return tuple(str(y) for y in sorted(found))


def _split(key: str, group: tuple[Result, ...]) -> Iterator[Panel]:
    if len(group) <= MOST_A_PANEL:
        yield Panel(key, group)
    else:
        yield from (Panel(f"{key}-{r.series.definition.id}", (r,)) for r in group)


def name(tables: Tables, series: Series, lang: Lang) -> str:
    """Name of a series with its scope."""
    scope = tables.label("scope", series.definition.scope, lang)
    return text(lang)("explore.scoped", name=series.definition.name(lang), scope=scope)


def value_of(point: Point) -> Decimal:
    """Where a point is drawn: the published value, else the middle, else the bound."""
    if len(point.inputs) == 1 and point.interval == point.inputs[0].figure.interval:
        return point.inputs[0].figure.value
    lo, hi = point.interval.lo, point.interval.hi
    if lo is not None and hi is not None:
        return (lo + hi) / 2
    return lo if lo is not None else hi if hi is not None else Decimal(0)


def unit_text(results: Sequence[Result], lang: Lang, *, largest: Decimal = Decimal(0)) -> str:
    """Unit of transformed series that share an axis, in words."""
    unit = results[0].series.definition.unit
    kind = results[0].transform
    if kind == "index":
        bases = {r.points[0].inputs[0].period.label(lang) for r in results}
        base = bases.pop() if len(bases) == 1 else text(lang)("explore.first_point")
        return text(lang)("explore.index_unit", base=base)
    if kind in RELATIVE:
        return "%"
    if kind == "change" and unit.id == "percent":
        return text(lang)("explore.points")
    return axis_unit(scale_of(largest, unit, lang), unit, lang)


def words_of(result: Result, point: Point, lang: Lang) -> str:
    """A point in words, a bound as a bound."""
    kind = result.transform
    if kind == "none":
        return str(words.statement(point.inputs[0], lang))
    if kind == "change":
        return _change_words(result, point, lang)
    made = derived_words(point.interval, "" if kind == "index" else "%", lang, 1)
    return str(_signed(made, point.interval) if kind in ("pct", "cagr") else made)


def _change_words(result: Result, point: Point, lang: Lang) -> str:
    unit = result.series.definition.unit
    if result.series.definition.measure == "rank":
        return _places_moved(point, unit, lang)
    scale = scale_of(value_of(point), unit, lang)
    factor = Decimal(1).scaleb(-scale.exponent)
    behind = axis_unit(scale, unit, lang)
    if unit.id == "percent":
        behind = text(lang)("explore.points")
    gap = "" if lang == "zh" else " "
    places = _places(point, scale.exponent)
    made = derived_words(point.interval.scaled(factor), gap + behind, lang, places)
    return str(_signed(made, point.interval))


def _places_moved(point: Point, unit: Unit, lang: Lang) -> str:
    """A larger rank is a worse one, so that a sign alone would mislead."""
    moved = value_of(point)
    key = "same" if not moved else "down" if moved > 0 else "up"
    places = value_words(abs(moved), Decimal(1), unit, lang)
    return text(lang)(f"explore.rank_{key}", places=places)


def _places(point: Point, exponent: int) -> int:
    """Decimals of the poorer of the inputs, in the scale of the result."""
    poorest = max(o.figure.resolution for o in point.inputs)
    return max(0, exponent - poorest.normalize().adjusted())


def _signed(made: Words, interval: Interval) -> Words:
    """Put a plus before what rose."""
    rose = interval.lo is not None and interval.lo > 0
    return Words(made.before, f"+{made.number}" if rose else made.number, made.after)


def formula(result: Result, point: Point, lang: Lang) -> str:
    """How a point was computed, with the inputs as they stand."""
    shown = [str(words.statement(o, lang)) for o in point.inputs]
    if result.transform == "none":
        return ""
    if len(shown) == 1:
        return f"{shown[0]} ≙ 100"
    base, end = shown
    if result.transform == "change":
        return f"{end} − {base}"
    if result.transform == "pct":
        return f"({end} ÷ {base} − 1) × 100"
    if result.transform == "cagr":
        years = years_between(*point.inputs).quantize(Decimal("0.01")).normalize()
        return f"(({end} ÷ {base})^(1/{years:f}) − 1) × 100"
    return f"{end} ÷ {base} × 100"


COLUMNS = ("series", "period", "value", "lo", "hi", "qualifier", "source", "formula")


def rows(view: Exploration, lang: Lang) -> list[dict[str, str]]:
    """Exactly what the chart shows, in words, one row a point."""
    tables = view.tables
    return [
        {
            "series": name(tables, result.series, lang),
            "period": words.period_words(point.inputs[-1], lang),
            "value": words_of(result, point, lang),
            "lo": _side(point.interval.lo, lang),
            "hi": _side(point.interval.hi, lang),
            "qualifier": _qualifier_words(tables, point, lang),
            "source": text(lang)("list.semicolon").join(
                dict.fromkeys(o.source.cite(lang) for o in point.inputs)
            ),
            "formula": formula(result, point, lang),
        }
        for panel in view.panels
        for result in panel.results
        for point in result.points
    ]


def _qualifier_words(tables: Tables, point: Point, lang: Lang) -> str:
    code = qualifier(point)
    if code == "near" and len(point.inputs) > 1:
        return text(lang)("qualifier.below.before").strip()
    return tables.label("qualifier", code, lang)


def _side(value: Decimal | None, lang: Lang) -> str:
    if value is None:
        return text(lang)("explore.open")
    return f"{value.quantize(Decimal('0.0001')).normalize():,f}"


def qualifier(point: Point) -> str:
    """Qualifier of a point: the published one, or that of the interval derived."""
    if len(point.inputs) == 1:
        return point.inputs[0].figure.qualifier
    if point.interval.lo is None:
        return "near" if point.interval.hi_open else "at_most"
    if point.interval.hi is None:
        return "over" if point.interval.lo_open else "at_least"
    return "exact"


def frame(view: Exploration, lang: Lang) -> pd.DataFrame:
    """The same as a tidy frame, numbers as numbers, with its metadata in every row.

    Returns
    -------
    DataFrame
        One row a point: indicator, name, scope, unit, transform, period, start, end, value, lo,
        hi (empty where open), qualifier, printed, source, formula, data_version.
    """
    tables = view.tables
    return pd.DataFrame(
        [
            {
                "indicator": result.series.definition.id,
                "name": result.series.definition.name(lang),
                "scope": tables.label("scope", result.series.definition.scope, lang),
                "unit": _base_unit(result, lang),
                "transform": result.transform,
                "period": point.period.code,
                "start": point.period.start.isoformat(),
                "end": point.period.end.isoformat(),
                "value": float(value_of(point)),
                "lo": None if point.interval.lo is None else float(point.interval.lo),
                "hi": None if point.interval.hi is None else float(point.interval.hi),
                "qualifier": qualifier(point),
                "printed": " | ".join(o.figure.printed for o in point.inputs),
                "source": " | ".join(dict.fromkeys(o.source.cite(lang) for o in point.inputs)),
                "formula": formula(result, point, lang),
                "data_version": tables.version,
            }
            for panel in view.panels
            for result in panel.results
            for point in result.points
        ]
    )


def _base_unit(result: Result, lang: Lang) -> str:
    return unit_text((result,), lang)


def interval_words(result: Result, point: Point, lang: Lang) -> str:
    """The interval of a point in words."""
    if result.transform in ("none", "change"):
        return interval_text(point.interval, result.series.definition.unit, lang)
    say = text(lang)
    lo, hi = (None if v is None else v.quantize(Decimal("0.01")) for v in _sides(point))
    if lo is None or hi is None:
        return words_of(result, point, lang)
    return say("interval.range", lo=f"{lo:f}", hi=f"{hi:f}")


def _sides(point: Point) -> Sequence[Decimal | None]:
    return (point.interval.lo, point.interval.hi)
