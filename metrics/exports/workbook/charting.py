"""Which native charts a workbook has, and the cells that each of them points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from metrics.charts import captions, drawable, economies, footers
from metrics.charts.bars import drawn_points
from metrics.charts.breaks import NUMBERS, Break, break_lines, breaks_of
from metrics.charts.compile.economies import COMPARED
from metrics.exports.workbook.axes import Kind, label_format, value_axis
from metrics.exports.workbook.derived import cell_value
from metrics.exports.workbook.model import (
    CellRun,
    ChartSheet,
    SheetChart,
    sheet_name,
)
from metrics.exports.workbook.tables import BARS, ConceptTable, bar_points
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.views.themes import CARD

# With more points only the first and the last carry their value.
MOST_LABELS = 8


def kind_of(measure: str) -> Kind:
    """Return the kind of chart of a measure."""
    if measure == "rank":
        return "rank"
    return "bar" if measure in BARS else "line"


def concept_sheet(made: ConceptTable, mark: str) -> ChartSheet | None:
    """Return the chart of a concept.

    It has its series in China, or else in the one economy that it is of.
    """
    series = _of_one_area(made)
    bounds = all(p.figure.one_sided for s in series for p in s.points)
    if bounds or not drawable(series) or any(s.definition.display == CARD for s in series):
        return None
    tables, lang = made.taken.tables, made.lang
    measure = series[0].definition.measure
    if kind_of(measure) == "bar":
        charts = tuple(_bars(made, series))
    else:
        alt = captions.alternative(tables, series, lang)
        charts = (_lines(made, series, alt, series[0].definition.name(lang), "scope"),)
    return ChartSheet(
        name=sheet_name(mark, series[0].definition.name(lang)),
        title=series[0].definition.name(lang),
        about=charts[0].about,
        charts=charts,
    )


def _of_one_area(made: ConceptTable) -> tuple[Series, ...]:
    areas = [s.area for s in made.series]
    area = HOME if HOME in areas else areas[0]
    return tuple(s for s in made.series if s.area == area)


def _footer(
    made: ConceptTable, series: Sequence[Series], points: Sequence[Observation]
) -> tuple[str, ...]:
    tables, lang = made.taken.tables, made.lang
    measure = series[0].definition.measure
    broken = break_lines(breaks_of(tables, series, lang), lang)
    # Source and version first: of many lines a chart shows only as many as it has room for.
    sources, *rest, version = footers.footer(
        tables,
        series,
        sorted(points, key=lambda p: p.period),
        lang,
        hatched=any(p.period.kind == "months" for p in points),
        unlike=measure not in BARS and captions.unlike_periods(series),
        broken=broken,
    )
    rest = crossed_lines(rest, points, lang)
    if measure not in BARS and any(not p.period.closes_a_year for p in points):
        rest.append(text(lang)("sheet.ticks"))
    years = sorted({p.period.end.year for p in points if p.period.kind == "year"})
    if measure in BARS and years and years[-1] - years[0] >= len(years):
        rest.append(text(lang)("sheet.left_out"))
    return sources, version, *rest


def crossed_lines(lines: Iterable[str], points: Iterable[Observation], lang: Lang) -> list[str]:
    """Return lines below a chart of a workbook, which marks implied values but not their intervals.

    Parameters
    ----------
    lines : iterable of str
        The lines below the chart of the page.
    points : iterable of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        Lines.

    Examples
    --------
    >>> crossed_lines(["Source"], (), "en")
    ['Source']
    """
    say = text(lang)
    if not any(p.implied for p in points):
        return list(lines)
    kept = [line for line in lines if line != say("chart.implied_interval")]
    return [say("sheet.crossed"), *kept]


def broken_words(found: Sequence[Break], lang: Lang) -> str:
    """Say where series break, in short: the reasons stand below the chart."""
    say = text(lang)
    told = (say("sheet.broken", mark=NUMBERS[n], period=b.period) for n, b in enumerate(found))
    return say("list.semicolon").join(told)


def _name(made: ConceptTable, series: Series, by: str) -> str:
    code = series.area if by == "area" else series.definition.scope
    return made.taken.tables.label(by, code, made.lang)


def _lines(
    made: ConceptTable, series: Sequence[Series], alt: str, title: str, by: str
) -> SheetChart:
    """Return lines along dates, a run of cells for each segment so that none crosses a break."""
    runs = [
        CellRun(
            name=_name(made, s, by),
            first=made.rows_of[id(segment[0])],
            last=made.rows_of[id(segment[-1])],
            values="value",
            colour=place,
            # Labels of many economies would cover each other.
            labels=_labelled(made, s, segment) if by == "scope" or place == 0 else (),
            hollow=tuple(n for n, p in enumerate(segment) if p.figure.one_sided),
            crossed=tuple(n for n, p in enumerate(segment) if p.implied),
        )
        for place, s in enumerate(series)
        for segment in s.segments
    ]
    kind: Kind = "rank" if series[0].definition.measure == "rank" else "line"
    return _chart(made, kind, runs, title, alt, series)


def _labelled(
    made: ConceptTable, series: Series, points: Sequence[Observation]
) -> tuple[tuple[int, str], ...]:
    """Return points that carry their value.

    All of a few, else both ends, bounds, and after breaks.
    """
    few = len(series.points) <= MOST_LABELS
    marks = _break_marks(made, series)
    marked = {id(series.points[0]), id(series.latest), *marks}
    return tuple(
        (n, label_format(p, made.scale, marks.get(id(p), "")))
        for n, p in enumerate(points)
        if few or id(p) in marked or p.figure.one_sided
    )


def _break_marks(made: ConceptTable, series: Series) -> dict[int, str]:
    """Return the number that the footnotes give a break, by the point after it."""
    beside = [s for s in made.series if s.area == series.area]
    found = breaks_of(made.taken.tables, beside, made.lang)
    numbers = {b.period: NUMBERS[n] for n, b in enumerate(found)}
    own = ((p, numbers.get(p.period.label(made.lang))) for p in series.breaks)
    return {id(p): f"{number} " for p, number in own if number}


def _bars(made: ConceptTable, series: Sequence[Series]) -> Iterator[SheetChart]:
    """Yield bars by period; series that have the same periods share a chart."""
    tables, lang = made.taken.tables, made.lang

    def periods(s: Series) -> tuple[str, ...]:
        return tuple(p.period.code for p in drawn_points(s))

    for _, group in groupby(sorted(series, key=periods), key=periods):
        some = tuple(group)
        runs = [_bar_run(made, s, place) for place, s in enumerate(some)]
        title = some[0].definition.name(lang)
        yield _chart(made, "bar", runs, title, captions.alternative(tables, some, lang), some)


def _bar_run(made: ConceptTable, series: Series, place: int) -> CellRun:
    points = bar_points(series)
    return CellRun(
        name=_name(made, series, "scope"),
        first=made.rows_of[id(points[0])],
        last=made.rows_of[id(points[-1])],
        values="value",
        colour=place,
        labels=_labelled(made, series, points),
        hollow=tuple(n for n, p in enumerate(points) if p.figure.one_sided),
        hatched=tuple(n for n, p in enumerate(points) if p.period.kind == "months"),
        crossed=tuple(n for n, p in enumerate(points) if p.implied),
    )


def _chart(
    made: ConceptTable,
    kind: Kind,
    runs: Sequence[CellRun],
    title: str,
    alt: str,
    series: Sequence[Series],
) -> SheetChart:
    tables, lang = made.taken.tables, made.lang
    points = [p for s in series for p in drawn_points(s)]
    numbers = [cell_value(p, made.scale) for p in points]
    axis = value_axis([Decimal(n.value) for n in numbers], kind, max(n.places for n in numbers))
    several = len({s.area for s in series}) > 1
    about = captions.subtitle(
        tables,
        series,
        lang,
        from_zero=kind == "rank" or not axis.low,
        scoped=not several,
        scale=made.scale,
    )
    if several:
        own = tables.label("scope", series[0].definition.scope, lang)
        about = [text(lang)("economies.count", count=len(series)), own, *about[1:]]
    if axis.log:
        about.insert(1, text(lang)("economies.rank_axis"))
    return SheetChart(
        kind=kind,
        table=made.table,
        along="period" if kind == "bar" else "end",
        runs=tuple(runs),
        title=title,
        about=text(lang)("list.dot").join(about),
        unit=made.unit,
        foot=_footer(made, series, points),
        broken=broken_words(breaks_of(tables, series, lang), lang),
        alt=alt,
        axis=axis,
        days=() if kind == "bar" else captions.span_of(series),
    )


def paths_sheet(made: ConceptTable, indicator: str, mark: str) -> ChartSheet | None:
    """Return the paths of the compared economies, China first.

    Parameters
    ----------
    made : ConceptTable
        The table of the concept.
    indicator : str
        Id of the indicator.
    mark : str
        What the name of the sheet begins with.

    Returns
    -------
    ChartSheet | None
        The sheet; None where fewer than two economies have points.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import Plan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = Plan(taken, "en", date(2026, 1, 1))
    >>> paths_sheet(plan.concepts[0], "gii_rank", "C01").charts[0].kind
    'rank'
    """
    series = tuple(
        s
        for area in COMPARED
        for s in made.series
        if s.area == area and s.definition.id == indicator and len(s.points) > 1
    )
    if len(series) < 2:
        return None
    tables, lang = made.taken.tables, made.lang
    own = series[0].definition
    scope = tables.label("scope", own.scope, lang)
    several = len({s.definition.id for s in made.series}) > 1
    said = text(lang)("explore.scoped", name=own.name(lang), scope=scope)
    title = text(lang)("sheet.paths", name=said if several else own.name(lang), count=len(series))
    chart = _lines(made, series, economies.alternative(tables, series, lang), title, "area")
    return ChartSheet(
        name=sheet_name(mark, title),
        title=title,
        about=chart.about,
        charts=(chart,),
    )
