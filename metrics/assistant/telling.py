"""Observations as answers: figures, series, citations."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any

from metrics.assistant.answers import Citation, Figure, Found, Line, Newest, Point, Publication
from metrics.assistant.asking import View
from metrics.assistant.paging import Page
from metrics.charts.compile.regional import OTHERS
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.model.source import Source
from metrics.printed.interval import Interval
from metrics.rules.share import whole_of
from metrics.tables.dataset import Tables
from metrics.views.statements import citation, fact_row

# More digits than any figure is printed with.
DIGITS = 15


def exact(value: Decimal, rounding: str) -> str:
    """Write a number in plain digits; what goes on without end is rounded.

    Examples
    --------
    >>> exact(Decimal("853990000000.0"), ROUND_FLOOR), exact(Decimal(200) / 3, ROUND_CEILING)
    ('853990000000', '66.6666666666667')
    """
    told = Context(prec=DIGITS, rounding=rounding).plus(value)
    plain = f"{told:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def span(interval: Interval) -> str:
    """Write an interval by its ends, rounded outward; a round bracket leaves the end out.

    Examples
    --------
    >>> span(Interval(Decimal(23000), None, lo_open=True)), span(Interval.point(Decimal("1.50")))
    ('(23000, inf)', '[1.5, 1.5]')
    """
    lo, hi = interval.lo, interval.hi
    first = "(-inf" if lo is None else f"{'[('[interval.lo_open]}{exact(lo, ROUND_FLOOR)}"
    last = "inf)" if hi is None else f"{exact(hi, ROUND_CEILING)}{'])'[interval.hi_open]}"
    return f"{first}, {last}"


def point(view: View, one: Observation) -> Point:
    """Tell a figure beside its series."""
    return Point(**_told(one, fact_row(view.tables, one, view.lang)))


def figure(view: View, series: Series, one: Observation) -> Figure:
    """Tell a figure of a series with all that it must be quoted with."""
    own, words = one.definition, fact_row(view.tables, one, view.lang)
    return Figure(
        **_told(one, words),
        indicator=own.id,
        name=own.name(view.lang),
        area=one.area,
        scope=words["scope"],
        unit=own.unit.name(view.lang),
        period_in_words=words["period"],
        interval_in_words=words["interval"],
        status_in_words=words["status"],
        breaks=breaks(series),
    )


def _told(one: Observation, words: dict[str, str]) -> dict[str, Any]:
    return {
        "period": one.period.code,
        "value": f"{one.figure.value:f}",
        "value_in_words": words["value"],
        "printed": words["printed"],
        "derived": one.derived,
        "qualifier": one.figure.qualifier,
        "interval": span(one.figure.interval),
        "status": one.status,
        "source": words["source"],
        "locator": words["locator"],
        "note": words["note"],
    }


def breaks(series: Series) -> list[str]:
    """List the periods before which a series breaks."""
    return [period.code for period in sorted(series.broken_at)]


def found(view: View, series: Series) -> Found:
    """Tell an indicator that a search found."""
    own = series.definition
    return Found(
        indicator=own.id,
        name=own.name(view.lang),
        scope=view.tables.label("scope", own.scope, view.lang),
        theme=view.tables.label("theme", own.theme, view.lang),
        unit=own.unit.name(view.lang),
        area=series.area,
        areas=_economies(view, own.id),
        regions=regions_of(view.tables, own.id),
        breaks=breaks(series),
        newest=point(view, series.latest),
    )


def _economies(view: View, indicator: str) -> list[str]:
    """List the economies that have figures, also where regions are told of."""
    return list((view.tables.national or view.tables).areas(indicator))


def regions_of(tables: Tables, indicator: str) -> int:
    """Count the regions of China that have figures of an indicator.

    Examples
    --------
    >>> from metrics import load
    >>> regions_of(load(), "patents_granted_domestic"), regions_of(load(), "gii_rank")
    (3, 0)
    """
    return sum(area not in (HOME, OTHERS) for area in tables.regional.areas(indicator))


def line(view: View, series: Series, page: Page) -> Line:
    """Tell a series with a page of its figures, and its breaks."""
    own, tables, lang = series.definition, view.tables, view.lang
    same = (s.definition.id for s in tables.concept(own.concept, series.area))
    shown, earlier = page.of(series.points)
    return Line(
        indicator=own.id,
        name=own.name(lang),
        area=series.area,
        area_in_words=tables.label("area", series.area, lang),
        scope=tables.label("scope", own.scope, lang),
        unit=own.unit.name(lang),
        definition=own.definition(lang),
        note=own.note(lang),
        breaks=breaks(series),
        part_of=whole_of(own),
        other_scopes=[i for i in same if i != own.id],
        areas=list(tables.areas(own.id)),
        regions=regions_of(view.tables, own.id),
        figures=[point(view, p) for p in shown],
        earlier=earlier,
    )


def newest(view: View, series: Series) -> Newest:
    """Tell the newest figure and the other statements of its period."""
    others = [figure(view, series, o) for o in series.others(series.latest)]
    return Newest(figure=figure(view, series, series.latest), others=others)


def cite(view: View, series: Series, one: Observation) -> Citation:
    """Tell how a figure is cited.

    Parameters
    ----------
    view : View
        What is in view.
    series : Series
        That of the figure.
    one : Observation
        The figure.

    Returns
    -------
    Citation
        With its publications, and where else it is printed.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en")
    >>> series = view.series("pledge_financing")
    >>> cite(view, series, view.point(series, "2023")).publications[0].id
    'scio-2024-01-16'
    """
    others = (point(view, o) for o in series.others(one))
    return Citation(
        figure=figure(view, series, one),
        citation=citation(view.tables, one, view.lang),
        publications=[_publication(view, s) for s in one.sources],
        also_printed_in=[f"{o.source}: {o.printed}" for o in others],
    )


def _publication(view: View, source: Source) -> Publication:
    return Publication(
        id=source.id,
        title=source.title(view.lang),
        issuer=source.issuer(view.lang),
        published=source.published,
        tier=source.tier,
        url=source.url,
    )
