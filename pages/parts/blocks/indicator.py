"""One indicator: its message, its chart with what was measured beside it, the evidence in tabs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import streamlit as st

from metrics.charts.compile import compile_view
from metrics.charts.compile.addresses import indicator_view
from metrics.charts.spec import ChartSpec, Mark
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.rules.transforms import TRANSFORMS, Transform
from metrics.tables.dataset import Tables
from metrics.views import pages
from metrics.views.countings import counting_columns, counting_rows
from metrics.views.filters import Filters
from metrics.views.pages import PageView, Row
from metrics.views.statements import citation
from pages.parts.blocks import downloads, evidence, hidden, implied, layout, message
from pages.parts.blocks.card import picture_link, show_card
from pages.parts.blocks.choosing import RANGES, short_words
from pages.parts.blocks.sizes import GAP, LARGE, STACKED, content_width, window
from pages.parts.frame import markup, shell
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import fullest

NAME = "indicator"
NONE: Transform = "none"
TABLE = "table"
# Days of a year, and those by which a range of years may be longer, as the script of charts has it.
YEAR, SLACK = 365.25, 20
# Related series that are named beside the chart.
MOST_NEAR = 4


def show(context: Context) -> None:
    """Draw the page of the indicator in the address."""
    chosen = state.get("id")
    if not chosen:
        _show_none(context, context.say("indicator.none"))
        return
    areas = fullest(context.tables).areas(chosen)
    area = _area(context, areas)
    series = context.tables.all_series.get((chosen, area))
    if series is None and (others := context.tables.areas(chosen)):
        series = context.tables.series(chosen, others[0])
    if series is None:
        title = fullest(context.tables).definitions[chosen].name(context.lang)
        st.html(message.hero(context, title))
        _show_hidden(context, chosen, area)
        return
    _show_series(context, series, areas)


def _show_hidden(context: Context, chosen: str, area: str) -> None:
    """Say why nothing of an indicator is in view, and lead to it."""
    if implied.show_offer(context, chosen, area):
        st.info(context.say("indicator.only_implied"))
        return
    cause = hidden.cause_of(context.tables, lambda tables: (chosen, area) in tables.all_series)
    if cause is not None:
        name = fullest(context.tables).definitions[chosen].name(context.lang)
        st.html(hidden.line(context, cause, name))


def _show_none(context: Context, told: str) -> None:
    st.html(message.hero(context, context.say("page.indicator")))
    st.info(told)


def _area(context: Context, areas: tuple[str, ...]) -> str:
    """Return the economy in the address; one that the indicator does not have is told."""
    home = HOME if HOME in areas or not areas else areas[0]
    asked = state.get("area")
    if asked and asked not in areas:
        name_ = context.tables.label("area", asked, context.lang)
        st.warning(context.say("indicator.no_area", area=name_))
    return asked if asked in areas else home


def _show_series(context: Context, series: Series, areas: tuple[str, ...]) -> None:
    tables, lang = context.tables, context.lang
    view = layout.page_view(
        context,
        f"{NAME} {series.key}",
        lambda: pages.indicator_page(tables, series, lang),
    )
    shell.name_window(title_of(tables, series, lang), context.say)
    shown = _shown_view(context, series)
    head = context.shared(f"top {NAME} {shown}", lambda: _head(context, series, view, shown))
    st.html(head)
    implied.show_offer(context, series.definition.id, series.area)
    _show_chart(context, series, view, areas)
    if view.charts:
        layout.show_rows(context, view.charts, f"{NAME}-{series.key}".replace("@", "-"))
    if counted := context.shared(
        f"counted {series.definition.id}", lambda: _counted(context, series)
    ):
        st.html(counted)
    evidence.show(context, series, view.lead, view.rows)
    st.html(context.shared(f"cite {series.key}", lambda: _cite(context, series)))
    downloads.show(context, _filters(series))


def _cite(context: Context, series: Series) -> str:
    cited = citation(context.tables, series.latest, context.lang)
    return markup.render("cite.html", context.lang, cited=cited)


def _counted(context: Context, series: Series) -> str:
    """Return the table of what each office counts; empty where offices do not count."""
    rows = counting_rows(context.tables, series.definition.id, context.lang)
    if not rows:
        return ""
    columns, said = counting_columns(rows), context.say("counting.title")
    return markup.table(columns, rows, context.lang, said)


def _filters(series: Series) -> Filters:
    return Filters(indicators=(series.definition.id,), areas=(series.area,))


def _shown_view(context: Context, series: Series) -> str:
    """Return the address of what the large chart shows: itself, a transform, or its table."""
    chosen = state.get("as")
    spec = _transformed(context, series).get(chosen)
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
        chart=f"{NAME}-lead",
        files=downloads.files(context, _filters(series)),
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


def _show_chart(context: Context, series: Series, view: PageView, areas: tuple[str, ...]) -> None:
    """Draw the chart, and beside it what was measured."""
    aside = context.shared(f"aside {series.key}", lambda: _aside(context, series, view))
    if view.lead is None:
        if len(areas) > 1:
            st.html(_controls(context, series, None, areas))
        st.html(aside)
        return
    if content_width(window()) < STACKED:
        _show_lead(context, series, view.lead, areas)
        st.html(aside)
        return
    large, beside = st.columns([1256, 400], gap=GAP)
    with large:
        _show_lead(context, series, view.lead, areas)
    with beside:
        st.html(aside)


def _show_lead(context: Context, series: Series, lead: ChartSpec, areas: tuple[str, ...]) -> None:
    """Draw the chart, one of its transforms, or its table."""
    every = _transformed(context, series)
    chosen = state.get("as")
    spec = every.get(chosen, lead)
    st.html(
        context.chosen(
            f"lead of {series.key}", lambda: _controls(context, series, spec, areas, every)
        )
    )
    if chosen == TABLE:
        st.html(
            markup.render("as_table.html", context.lang, spec=lead, several=len(lead.series) > 1)
        )
    else:
        show_card(context, spec, LARGE, f"{NAME}-lead")


def _transformed(context: Context, series: Series) -> Mapping[str, ChartSpec]:
    """Return the charts of the transforms that the series admits, made once for all sessions."""

    def build() -> Mapping[str, ChartSpec]:
        made: dict[str, ChartSpec] = {}
        for transform in TRANSFORMS[1:]:
            view = Exploration(context.tables, Choice((series.key,), transform))
            if sum(len(r.points) for r in view.results) > 1:
                made[transform] = compile_view(view, context.lang)
        return made

    return context.shared(f"transforms {series.key}", build)


def _controls(
    context: Context,
    series: Series,
    spec: ChartSpec | None,
    areas: Sequence[str],
    transforms: Iterable[str] = (),
) -> str:
    """Return the row above the chart: the economy, the transform, ranges of years, the table."""
    lang, chosen = context.lang, state.get("as")
    economies = [
        (
            context.tables.label("area", area, lang),
            state.address(area="" if area == HOME else area),
            area == series.area,
        )
        for area in areas
    ]
    return markup.render(
        "controls.html",
        lang,
        chart=f"{NAME}-lead",
        economies=economies if len(areas) > 1 else [],
        here=context.tables.label("area", series.area, lang),
        transforms=[
            (short_words(code, lang), state.address(**{"as": code}), code == (chosen or NONE))
            for code in (NONE, *cast("Iterable[Transform]", transforms))
        ],
        ranges=[] if chosen == TABLE else _ranges(spec),
        drawn=state.address(**{"as": ""}),
        table=state.address(**{"as": TABLE}),
        tabled=chosen == TABLE,
        charted=spec is not None,
    )


def _ranges(spec: ChartSpec | None) -> list[tuple[int, int]]:
    """Return ranges that leave something out of a chart along time, each with its first year."""
    if spec is None or any(p.kind not in ("lines", "bars") for p in spec.plots):
        return []
    marks = [m for plot in spec.plots for m in plot.marks]
    last = max((m.at for m in marks), default=0.0)
    years = (last - min((m.at for m in marks), default=0.0)) / YEAR
    return [(n, _first_year(marks, last - n * YEAR - SLACK)) for n in RANGES if n + 0.5 < years]


def _first_year(marks: Sequence[Mark], begin: float) -> int:
    """Return the year of the first period that is in a range."""
    return min(Period.parse(m.period).end.year for m in marks if m.at >= begin)


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
