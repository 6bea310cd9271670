"""Observations as answers: figures, series, citations."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from metrics.assistant.answers import Citation, Figure, Found, Line, Newest, Publication, Span
from metrics.assistant.asking import View
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.model.source import Source
from metrics.printed.interval import Interval
from metrics.rules.share import whole_of
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


def span(interval: Interval) -> Span:
    """Tell an interval by its ends, rounded outward."""
    return Span(
        lo=None if interval.lo is None else exact(interval.lo, ROUND_FLOOR),
        hi=None if interval.hi is None else exact(interval.hi, ROUND_CEILING),
        lo_open=interval.lo_open,
        hi_open=interval.hi_open,
    )


def figure(view: View, point: Observation) -> Figure:
    """Tell a figure with all that it must be quoted with."""
    own, words = point.definition, fact_row(view.tables, point, view.lang)
    return Figure(
        indicator=own.id,
        name=own.name(view.lang),
        area=point.area,
        scope=words["scope"],
        period=point.period.code,
        period_in_words=words["period"],
        value=f"{point.figure.value:f}",
        unit=own.unit.name(view.lang),
        value_in_words=words["value"],
        printed=words["printed"],
        derived=point.derived,
        qualifier=point.figure.qualifier,
        interval=span(point.figure.interval),
        interval_in_words=words["interval"],
        status=point.status,
        status_in_words=words["status"],
        source=words["source"],
        locator=words["locator"],
        note=words["note"],
    )


def found(view: View, series: Series) -> Found:
    """Tell an indicator that a search found."""
    own = series.definition
    return Found(
        indicator=own.id,
        name=own.name(view.lang),
        scope=view.tables.label("scope", own.scope, view.lang),
        theme=view.tables.label("theme", own.theme, view.lang),
        areas=list(view.tables.areas(own.id)),
        newest=figure(view, series.latest),
    )


def line(view: View, series: Series) -> Line:
    """Tell a series with its figures and its breaks."""
    own, tables, lang = series.definition, view.tables, view.lang
    same = (s.definition.id for s in tables.concept(own.concept, series.area))
    return Line(
        indicator=own.id,
        name=own.name(lang),
        area=series.area,
        area_in_words=tables.label("area", series.area, lang),
        scope=tables.label("scope", own.scope, lang),
        unit=own.unit.name(lang),
        definition=own.definition(lang),
        note=own.note(lang),
        breaks=[p.code for p in sorted(series.broken_at)],
        part_of=whole_of(own),
        other_scopes=[i for i in same if i != own.id],
        areas=list(tables.areas(own.id)),
        figures=[figure(view, p) for p in series.points],
    )


def newest(view: View, series: Series) -> Newest:
    """Tell the newest figure and the other statements of its period."""
    others = [figure(view, o) for o in series.others(series.latest)]
    return Newest(figure=figure(view, series.latest), others=others)


def cite(view: View, series: Series, point: Observation) -> Citation:
    """Tell how a figure is cited.

    Parameters
    ----------
    view : View
        What is in view.
    series : Series
        That of the figure.
    point : Observation
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
    others = (figure(view, o) for o in series.others(point))
    return Citation(
        figure=figure(view, point),
        citation=citation(view.tables, point, view.lang),
        publications=[_publication(view, s) for s in point.sources],
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
