"""What the page of an indicator begins with: its message, its chart, what was measured."""

from __future__ import annotations

from metrics.charts.compile.addresses import indicator_view
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang, text
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.views import pages
from metrics.views.filters import Filters
from metrics.views.pages import PageView, Row
from pages.parts.blocks import downloads, implied, layout, message
from pages.parts.blocks.card import picture_link
from pages.parts.blocks.indicator_controls import LEAD, TABLE, controls, transformed
from pages.parts.blocks.large import Beginning, Large
from pages.parts.blocks.sizes import LARGE
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import fullest

NAME = "indicator"
# Related series that are named beside the chart.
MOST_NEAR = 4


def beginning(context: Context) -> Beginning:
    """Return what the page begins with: nothing where no series of the address is in view."""
    chosen = state.get("id")
    areas = fullest(context.tables).areas(chosen)
    series = series_of(context.tables, chosen, area_of(areas))
    if series is None or not known_area(areas):
        return Beginning(())
    return top(context, series, told(context, series), areas)


def area_of(areas: tuple[str, ...]) -> str:
    """Return the economy in the address, else the one that a page begins with."""
    asked = state.get("area")
    home = HOME if HOME in areas or not areas else areas[0]
    return asked if asked in areas else home


def known_area(areas: tuple[str, ...]) -> bool:
    """Tell whether the economy in the address, where there is one, is one of the indicator's."""
    return state.get("area") in ("", *areas)


def series_of(tables: Tables, chosen: str, area: str) -> Series | None:
    """Return a series of an indicator that is in view: of an economy, else of another.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    chosen : str
        Id of the indicator.
    area : str
        Code of the economy.

    Returns
    -------
    Series or None
        None where none is.
    """
    series = tables.all_series.get((chosen, area))
    if series is None and (others := tables.areas(chosen)):
        series = tables.series(chosen, others[0])
    return series


def told(context: Context, series: Series) -> PageView:
    """Return what the page of a series tells."""
    return layout.page_view(
        context,
        f"{NAME} {series.key}",
        lambda: pages.indicator_page(context.tables, series, context.lang),
    )


def filters(series: Series) -> Filters:
    """Return what the figures of a series pass."""
    return Filters(indicators=(series.definition.id,), areas=(series.area,))


def top(context: Context, series: Series, view: PageView, areas: tuple[str, ...]) -> Beginning:
    """Return what the page of a series begins with.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    series : Series
        The series.
    view : PageView
        What its page tells.
    areas : tuple of str
        Economies of the indicator.

    Returns
    -------
    Beginning
        Of the page.
    """
    shown = _shown_view(context, series)
    head = context.shared(f"top {NAME} {shown}", lambda: _head(context, series, view, shown))
    offer = implied.offer(context, series.definition.id, series.area)
    aside = context.shared(f"aside {series.key}", lambda: _aside(context, series, view))
    if view.lead is not None:
        return Beginning(_blocks(head, offer), _lead(context, series, view.lead, areas, aside))
    above = controls(context, series, None, areas) if len(areas) > 1 else ""
    return Beginning(_blocks(head, offer, above, aside))


def _blocks(*blocks: str) -> tuple[str, ...]:
    return tuple(filter(None, blocks))


def _shown_view(context: Context, series: Series) -> str:
    """Return the address of what the large chart shows: itself, a transform, or its table."""
    chosen = state.get("as")
    spec = transformed(context, series).get(chosen)
    table = {"show": TABLE} if chosen == TABLE else {}
    return spec.view if spec else indicator_view(series.definition.id, series.area, **table)


def _head(context: Context, series: Series, view: PageView, shown: str) -> str:
    """Return the name of the indicator, its message, and what can be done with it."""
    definition = series.definition
    return markup.render(
        "indicator_head.html",
        context.lang,
        theme=(
            context.tables.label("theme", definition.theme, context.lang),
            context.link(definition.theme) if definition.theme in pages.CHAIN else "",
        ),
        topic=context.tables.label("topic", definition.topic, context.lang),
        title=title_of(context.tables, series, context.lang),
        said=markup.unparted(view.hero),
        compare=context.link("explorer", s=series.key),
        view=shown,
        chart=LEAD,
        files=downloads.files(context, filters(series)),
        picture=picture_link(context, view.lead, "wide") if view.lead else "",
        facts=context.link("data", id=definition.id, area=series.area),
    )


def title_of(tables: Tables, series: Series, lang: Lang) -> str:
    """Return the name of an indicator, with its economy where that is not China.

    Parameters
    ----------
    tables : Tables
        The tables.
    series : Series
        The series of the page.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The title of its page.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> title_of(tables, tables.by_key["gii_rank@US"], "en")
    'Global Innovation Index rank · United States'
    """
    name = series.definition.name(lang)
    if series.area == HOME:
        return name
    area = tables.label("area", series.area, lang)
    return text(lang)("explore.scoped", name=name, scope=area)


def _lead(
    context: Context, series: Series, lead: ChartSpec, areas: tuple[str, ...], aside: str
) -> Large:
    """Return the chart, one of its transforms, or its table."""
    every = transformed(context, series)
    chosen = state.get("as")
    spec = every.get(chosen, lead)
    above = context.chosen(
        f"lead of {series.key}", lambda: controls(context, series, spec, areas, every)
    )
    table = ""
    if chosen == TABLE:
        several = len(lead.series) > 1
        table = markup.render("as_table.html", context.lang, spec=lead, several=several)
    return Large(spec, LARGE, LEAD, aside, above, table)


def _aside(context: Context, series: Series, view: PageView) -> str:
    """Return what was measured: the newest figure, definition, scope, unit, what is near."""
    tables, lang, say = context.tables, context.lang, context.say
    definition = series.definition
    theme = tables.label("theme", definition.theme, lang)
    lines = [
        (say("about.definition"), definition.definition(lang)),
        (say("column.scope"), tables.label("scope", definition.scope, lang)),
        (
            say("about.measure"),
            say("list.dot").join(
                (tables.label("measure", definition.measure, lang), definition.unit.name(lang))
            ),
        ),
        (say("about.theme"), f"{theme} › {tables.label('topic', definition.topic, lang)}"),
        (say("about.span"), _span(context, series)),
    ]
    if definition.directive:
        lines.append(
            (say("about.directive"), tables.label("directive", definition.directive, lang))
        )
    if note := definition.note(lang):
        lines.append((say("column.note"), note))
    return markup.render(
        "aside.html",
        lang,
        flat=view.lead is None,
        heads=view.headlines,
        lines=[(k, v) for k, v in lines if v],
        near=[_near(context, row) for row in view.rows[:MOST_NEAR]],
    )


def _span(context: Context, series: Series) -> str:
    first, last = series.points[0].period, series.points[-1].period
    say, count = context.say, len(series.points)
    span = first.label(context.lang)
    if first != last:
        span = say("chart.span", first=span, last=last.label(context.lang))
    return say("about.points", span=span, count=count, statements=len(series.statements))


def _near(context: Context, row: Row) -> tuple[str, str, str]:
    return row.label, str(row.value), message.series_link(context, row.key)
