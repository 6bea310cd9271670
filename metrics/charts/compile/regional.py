"""Regions of China of one table: in the order of their figures, and their paths over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from metrics.charts.compile.about import About
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.paths import plot_of_paths, told_of_paths
from metrics.charts.compile.ranking import plot_of_rows, told_rows
from metrics.charts.compile.words import drawn_span, middle_scale, years_span
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.rules.parts import Whole, whole_of_parts
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_region, of_series
from metrics.wording.numbers import Scale, axis_unit
from metrics.wording.observations import statement

PAGE = "regions"
# Lines of a table that no rank counts: some stand apart, and the line of others is no region.
APART = ("CN-HK", "CN-MO", "CN-TW")
OTHERS = "CN-ZZ"
# Lines beside that of the subject.
MOST_LINES = 4
# A period is one of a table where so many regions have it.
FEWEST = 3


@dataclass(frozen=True)
class Ranked:
    """The regions of one table of one period.

    Parameters
    ----------
    period : Period
    series : tuple of Series
        Those that are ranked, each cut to the period, the largest figure first.
    apart : tuple of Series
        Those that stand apart, in the order of the code list.
    missing : tuple of str
        Regions of which the table prints nothing.
    whole : Whole, optional
        The total of the table, where it prints one that its regions are parts of.
    """

    period: Period
    series: tuple[Series, ...]
    apart: tuple[Series, ...]
    missing: tuple[str, ...]
    whole: Whole | None

    def place(self, area: str) -> int:
        """Return the place of a region, equal figures sharing one; 0 where it has none."""
        own = next((s.latest.figure.value for s in self.series if s.area == area), None)
        if own is None:
            return 0
        return 1 + sum(s.latest.figure.value > own for s in self.series)

    def of(self, area: str) -> Series | None:
        """Return a region as it stands in the table."""
        return next((s for s in (*self.series, *self.apart) if s.area == area), None)


def periods_of(tables: Tables, indicator: str) -> tuple[Period, ...]:
    """List the periods of which there is a table, the latest first.

    Examples
    --------
    >>> from metrics import load
    >>> [p.code for p in periods_of(load().regional, "patents_granted_domestic")]
    ['2022', '2021']
    """
    counts: dict[Period, int] = {}
    for area in tables.areas(indicator):
        for point in tables.all_series[indicator, area].points if area != HOME else ():
            counts[point.period] = counts.get(point.period, 0) + 1
    return tuple(sorted((p for p, n in counts.items() if n >= FEWEST), reverse=True))


def ranked(tables: Tables, indicator: str, period: Period) -> Ranked:
    """Order the regions of a table.

    Parameters
    ----------
    tables : Tables
        Of regions.
    indicator : str
        Its id.
    period : Period
        One of `periods_of`.

    Returns
    -------
    Ranked
        The largest figure first.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load().regional
    >>> found = ranked(tables, "patents_granted_domestic", Period.parse("2022"))
    >>> [s.area for s in found.series], found.place("CN-BJ"), [s.area for s in found.apart]
    (['CN-GD', 'CN-BJ'], 2, ['CN-HK'])
    """
    cut = {
        area: own
        for area in tables.areas(indicator)
        if (own := _cut(tables.all_series[indicator, area], period)) is not None
    }
    total = cut.pop(HOME, None)
    placed = [s for area, s in cut.items() if area not in (*APART, OTHERS)]
    missing = [a for a in tables.codes("area") if a not in (HOME, *APART, OTHERS, *cut)]
    return Ranked(
        period,
        tuple(sorted(placed, key=lambda s: -s.latest.figure.value)),
        tuple(s for area, s in cut.items() if area in (*APART, OTHERS)),
        tuple(missing),
        _whole(total, list(cut.values()), every=not missing),
    )


def _cut(series: Series, period: Period) -> Series | None:
    kept = tuple(o for o in series.statements if o.period == period)
    return series.restricted_to(kept) if kept else None


def _whole(total: Series | None, parts: Sequence[Series], *, every: bool) -> Whole | None:
    definition = parts[0].definition if parts else None
    if total is None or definition is None or definition.unit.quantity != "count":
        return None
    return whole_of_parts(total.latest, [s.latest for s in parts], every=every)


def region_view(indicator: str, **query: str) -> str:
    """Return the address of a chart of regions in a briefing.

    Examples
    --------
    >>> region_view("patents_granted_domestic", on="2022")
    'regions?what=patents_granted_domestic&on=2022'
    """
    return f"{PAGE}?{urlencode({'what': indicator, **{k: v for k, v in query.items() if v}})}"


def compile_regions(
    tables: Tables, indicator: str, lang: Lang, period: Period | None = None, area: str = ""
) -> ChartSpec:
    """Compile the regions of one table, each a row of its own.

    Parameters
    ----------
    tables : Tables
        Of regions.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.
    period : Period, optional
        The latest by default.
    area : str
        The region that it is about; the first of them by default.

    Returns
    -------
    ChartSpec
        A chart of rows: all that are ranked, and that which it is about where it stands apart.

    Raises
    ------
    ValueError
        Where there is no such table.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_regions(load().regional, "patents_granted_domestic", "en")
    >>> [tick.label for tick in chart.plots[0].along.ticks]
    ['Guangdong', 'Beijing']
    """
    every = periods_of(tables, indicator)
    if not every or (period is not None and period not in every):
        raise ValueError(f"undrawable: no table of {indicator}")
    found = ranked(tables, indicator, period or every[0])
    about = found.of(area) or found.series[0]
    shown = [*found.series, *(s for s in found.apart if s is about)]
    scale = middle_scale([s.latest for s in shown], lang)
    plot = plot_of_rows(tables, shown, scale, lang, subject=about.area)
    say = text(lang)
    definition = about.definition
    told = Told(
        of_region(tables, about, found.place(about.area), len(found.series), found.whole, lang),
        About(
            definition.name(lang),
            definition.short(lang),
            (say("regions.lines", count=len(found.series)),),
            unit=plot.unit,
            span=found.period.label(lang),
            after=_total(found, scale, lang),
        ),
        say("regions.ranking", name=definition.name(lang)),
        told_rows(tables, shown, say("regions.ranking", name=definition.name(lang)), lang),
    )
    points = [s.latest for s in shown]
    chosen = "" if about is found.series[0] else about.area
    on = found.period.code if found.period != every[0] else ""
    address = f"{indicator}-regions", region_view(indicator, on=on, region=chosen)
    return assemble(tables, address, lang, shown, points, (plot,), told)


def _total(found: Ranked, scale: Scale, lang: Lang) -> tuple[str, ...]:
    if found.whole is None:
        return ()
    return (text(lang)("regions.total", value=statement(found.whole.printed, lang, scale)),)


def compile_region_paths(tables: Tables, indicator: str, lang: Lang, area: str = "") -> ChartSpec:
    """Compile the paths of a region and of those that are the largest besides.

    Parameters
    ----------
    tables : Tables
        Of regions.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.
    area : str
        The region that it is about; the first of the latest table by default.

    Returns
    -------
    ChartSpec
        A chart of lines, which no break is crossed by.

    Raises
    ------
    ValueError
        Where there are fewer than two periods.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_region_paths(load().regional, "patents_granted_domestic", "en", "CN-BJ")
    >>> [(s.name, s.role) for s in chart.series]
    [('Beijing', 'subject'), ('Guangdong', 'comparator')]
    """
    every = periods_of(tables, indicator)
    if len(every) < 2:
        raise ValueError(f"undrawable: {indicator} has fewer than two tables")
    found = ranked(tables, indicator, every[0])
    about = tables.all_series.get((indicator, area))
    if about is None:
        about = tables.series(indicator, found.series[0].area)
    largest = [tables.series(indicator, s.area) for s in found.series if s.area != about.area]
    series = (about, *largest[:MOST_LINES])
    scale = middle_scale([s.latest for s in series], lang)
    plot, points = plot_of_paths(tables, series, scale, lang)
    definition = about.definition
    told = Told(
        of_series(tables, about, lang),
        About(
            definition.name(lang),
            definition.short(lang),
            (text(lang)("regions.lines", count=len(series)),),
            unit=axis_unit(scale, definition.unit, lang),
            span=drawn_span(points, lang),
            years=years_span(points, lang),
        ),
        definition.name(lang),
        told_of_paths(tables, series, lang),
    )
    chosen = "" if about.area == found.series[0].area else about.area
    address = f"{indicator}-region-paths", region_view(indicator, region=chosen, chart="paths")
    return assemble(tables, address, lang, series, points, (plot,), told)
