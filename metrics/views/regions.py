"""What the page of regions tells of one table: every region, and all tables of one region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.charts.compile.axes import day_of
from metrics.charts.compile.regional import APART, OTHERS, Ranked, periods_of, ranked
from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.model.series import HOME, Series
from metrics.reconciliation import disputed_relations
from metrics.rules.course import change_between
from metrics.tables.dataset import Tables
from metrics.views.sparks import Spark, SparkPoint, trend
from metrics.wording.findings import share_words
from metrics.wording.findings.change import signed_words
from metrics.wording.findings.short import short_words
from metrics.wording.numbers import Words, abbreviated
from metrics.wording.observations import statement

# Months.
YEAR = 12
# Where each region stands in a grid of tiles: column and row, about as it lies.
TILES: Mapping[str, tuple[int, int]] = {
    **{"CN-HL": (9, 1), "CN-NM": (7, 2), "CN-JL": (9, 2)},
    **{"CN-XJ": (1, 3), "CN-NX": (5, 3), "CN-SX": (6, 3), "CN-BJ": (7, 3), "CN-TJ": (8, 3)},
    **{"CN-LN": (9, 3), "CN-QH": (3, 4), "CN-GS": (4, 4), "CN-SN": (5, 4), "CN-HA": (6, 4)},
    **{"CN-HE": (7, 4), "CN-SD": (8, 4), "CN-XZ": (2, 5), "CN-SC": (4, 5), "CN-CQ": (5, 5)},
    **{"CN-HB": (6, 5), "CN-AH": (7, 5), "CN-JS": (8, 5), "CN-SH": (9, 5), "CN-YN": (4, 6)},
    **{"CN-GZ": (5, 6), "CN-HN": (6, 6), "CN-JX": (7, 6), "CN-ZJ": (8, 6), "CN-GX": (5, 7)},
    **{"CN-GD": (6, 7), "CN-FJ": (7, 7), "CN-TW": (8, 7), "CN-HI": (5, 8), "CN-MO": (6, 8)},
    "CN-HK": (7, 8),
}


@dataclass(frozen=True)
class RegionRow:
    """A region in a table of one indicator, or an indicator in the profile of one region.

    Parameters
    ----------
    indicator, area : str
        The series.
    name : str
        Of the region or the indicator.
    place, count : int
        Its place among how many; 0 where it is not ranked.
    value, brief : Words or None
        The figure, and in few digits; None where the table prints nothing.
    size : float
        By which it is sorted and shaded.
    period, share, step : str
        In words; empty where there is none.
    spark : tuple of tuple of SparkPoint
        Its course.
    disputes : tuple of str
        Checks that this figure takes part in and does not fit.
    """

    indicator: str
    area: str
    name: str
    place: int = 0
    count: int = 0
    value: Words | None = None
    brief: Words | None = None
    size: float = 0.0
    period: str = ""
    share: str = ""
    step: str = ""
    spark: Spark = ()
    disputes: tuple[str, ...] = ()


def indicators_of(tables: Tables) -> tuple[Definition, ...]:
    """List the indicators of which there are tables of regions, in the order of pages."""
    return tuple(d for d in tables.definitions.values() if periods_of(tables, d.id))


def table_rows(tables: Tables, found: Ranked, lang: Lang) -> tuple[RegionRow, ...]:
    """Tell every region of a table: the ranked ones, those apart, what it does not print.

    Parameters
    ----------
    tables : Tables
        Of regions.
    found : Ranked
        The table.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of RegionRow
        In the order of the table.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load().regional
    >>> period = periods_of(tables, "patents_granted_domestic")[0]
    >>> found = ranked(tables, "patents_granted_domestic", period)
    >>> [(r.name, r.place, r.share, r.step) for r in table_rows(tables, found, "en")][:2]
    [('Guangdong', 1, '58.2%', '−10.0%'), ('Beijing', 2, '37.3%', '+25.0%')]
    """
    indicator = found.series[0].definition.id
    rows = [_row(tables, found, s, lang) for s in (*found.series, *found.apart)]
    rows += [RegionRow(indicator, a, tables.label("area", a, lang)) for a in found.missing]
    return tuple(rows)


def _row(tables: Tables, found: Ranked, cut: Series, lang: Lang) -> RegionRow:
    point, definition = cut.latest, cut.definition
    series = tables.series(definition.id, cut.area)
    return RegionRow(
        indicator=definition.id,
        area=cut.area,
        name=tables.label("area", cut.area, lang),
        place=found.place(cut.area),
        count=len(found.series),
        value=abbreviated(statement(point, lang)),
        brief=_brief(point, lang),
        size=float(point.figure.value),
        period=point.period.label(lang),
        share=share_words(found.whole.share(point), lang) if found.whole else "",
        step=_step(series, point, lang),
        spark=trend(series),
        disputes=disputed_relations(tables, (point,)),
    )


def _brief(point: Observation, lang: Lang) -> Words:
    """Tell a figure in few digits; the unit of a ratio is too long for a tile."""
    told = abbreviated(short_words(point, lang))
    ratio = point.definition.unit.quantity == "ratio"
    return Words(told.before, told.number, "") if ratio else told


def _step(series: Series, point: Observation, lang: Lang) -> str:
    """Tell the change on the like point of the year before, where the two compare."""
    group = next(g for g in series.period_groups if any(p.period == point.period for p in g))
    before = next((p for p in group if months_between(p.period, point.period) == YEAR), None)
    change = change_between(series, before, point) if before is not None else None
    return signed_words(change, lang) if change is not None and change.direction else ""


def profile(tables: Tables, area: str, lang: Lang) -> tuple[RegionRow, ...]:
    """Tell the newest figure of a region in each table, with its place and share.

    Parameters
    ----------
    tables : Tables
        Of regions.
    area : str
        Code of the region.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of RegionRow
        In the order of pages.

    Examples
    --------
    >>> from metrics import load
    >>> [(r.indicator, r.place) for r in profile(load().regional, "CN-BJ", "en")][:1]
    [('invention_patents_granted_domestic', 2)]
    """
    return tuple(_profile(tables, area, lang))


def _profile(tables: Tables, area: str, lang: Lang) -> Iterator[RegionRow]:
    for definition in indicators_of(tables):
        for period in periods_of(tables, definition.id):
            found = ranked(tables, definition.id, period)
            cut = found.of(area)
            if cut is not None:
                row = _row(tables, found, cut, lang)
                yield RegionRow(**{**vars(row), "name": definition.name(lang)})
                break


def tile_courses(tables: Tables, indicator: str) -> dict[str, Spark]:
    """Return the courses of all regions on one scale that begins at zero, for a grid of tiles.

    Examples
    --------
    >>> from metrics import load
    >>> courses = tile_courses(load().regional, "patents_granted_domestic")
    >>> [round(p.y, 2) for run in courses["CN-BJ"] for p in run]
    [0.46, 0.58]
    """
    every = {
        area: tables.all_series[indicator, area]
        for area in tables.areas(indicator)
        if area not in (HOME, OTHERS)
    }
    days = [day_of(p.period) for s in every.values() for p in s.main]
    start, span = min(days), (max(days) - min(days)) or 1.0
    top = max(float(p.figure.value) for s in every.values() for p in s.main) or 1.0
    return {area: _course(s, start, span, top) for area, s in every.items()}


def _course(series: Series, start: float, span: float, top: float) -> Spark:
    def place(point: Observation) -> SparkPoint:
        at = (day_of(point.period) - start) / span
        return SparkPoint(at, float(point.figure.value) / top, point.figure.one_sided)

    shown = {p.period for p in series.main}
    runs: Sequence[tuple[SparkPoint, ...]] = [
        tuple(place(p) for p in run if p.period in shown) for run in series.segments
    ]
    return tuple(run for run in runs if run)


__all__ = [
    "APART",
    "TILES",
    "RegionRow",
    "indicators_of",
    "profile",
    "table_rows",
    "tile_courses",
]
