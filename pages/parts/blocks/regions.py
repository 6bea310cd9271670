"""The page of regions: a table of one indicator as ranking, tiles, paths and rows; one region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from metrics import DataError
from metrics.charts.compile.regional import (
    OTHERS,
    Ranked,
    compile_region_paths,
    compile_regions,
    periods_of,
    ranked,
)
from metrics.charts.spec import ChartSpec
from metrics.model.period import Period
from metrics.model.series import HOME
from metrics.views.regions import TILES, RegionRow, profile, table_rows, tile_courses
from metrics.views.regions import indicators_of as every_indicator
from metrics.wording.observations import statement
from pages.parts.blocks.card import show_card
from pages.parts.blocks.sizes import GAP, LARGE, LEAD, STACKED, content_width, window
from pages.parts.frame import markup
from pages.parts.frame.faults import show_problems
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets

NAME = "regions"
# Thirty-one rows.
RANKING = replace(LEAD, heights=(780, 800, 830))
# The table that the page opens on.
FIRST = "invention_patents_granted_domestic"


@dataclass(frozen=True)
class Shown:
    """What a reader chose: a table, and the region that it is looked at for."""

    found: Ranked
    indicator: str
    area: str

    @property
    def key(self) -> str:
        """Names it among all views of the page."""
        return f"{self.indicator} {self.found.period.code} {self.area}"


def show(here: Context) -> None:
    """Draw the page."""
    try:
        context = replace(here, tables=here.tables.regional)
    except DataError as fault:
        show_problems(fault, here.lang, served=False)
        return
    tables = context.tables
    indicators = context.shared("regional indicators", lambda: every_indicator(tables))
    if not indicators:
        st.info(context.say("regions.none"))
        return
    shown = _chosen(context, tuple(d.id for d in indicators))
    _charts(context, shown)
    st.html(context.shared(f"tiles {shown.key}", lambda: _tiles(context, shown)))
    _paths(context, shown)
    st.html(context.shared(f"regions {shown.key}", lambda: _table(context, shown)))


def _chosen(context: Context, indicators: tuple[str, ...]) -> Shown:
    """Let the reader choose; what holds where nothing is chosen stands first in each list."""
    say, tables, lang = context.say, context.tables, context.lang
    names = context.shared(
        "regional names", lambda: {i: tables.definitions[i].name(lang) for i in indicators}
    )
    usual = FIRST if FIRST in names else indicators[0]
    with st.container(horizontal=True, gap="small"):
        with st.container(width=420):
            others = [i for i in indicators if i != usual]
            label = say("regions.what")
            chosen = widgets.choose("what", label, others, names.__getitem__, lang, names[usual])
        indicator = chosen or usual
        periods = {p.code: p for p in _periods(context, indicator)}
        newest, *earlier = periods
        with st.container(width=200):
            told = say("regions.newest", period=periods[newest].label(lang))
            name = {code: p.label(lang) for code, p in periods.items()}
            on = widgets.choose("on", say("regions.on"), earlier, name.__getitem__, lang, told)
        period = periods[on or newest]
        found = context.shared(
            f"ranked {indicator} {period.code}", lambda: ranked(tables, indicator, period)
        )
        first = found.series[0].area
        areas = [a for a in tables.areas(indicator) if a not in (HOME, OTHERS)]
        with st.container(width=240):
            told = say("regions.first", area=tables.label("area", first, lang))
            area = widgets.choose(
                "region",
                say("regions.region"),
                areas,
                lambda code: tables.label("area", code, lang),
                lang,
                told,
            )
    return Shown(found, indicator, area or first)


def _periods(context: Context, indicator: str) -> tuple[Period, ...]:
    return context.shared(f"periods {indicator}", lambda: periods_of(context.tables, indicator))


def _charts(context: Context, shown: Shown) -> None:
    """Draw the ranking, and the profile of the region beside it."""
    tables, lang = context.tables, context.lang
    spec = context.shared(
        f"ranking {shown.key}",
        lambda: compile_regions(tables, shown.indicator, lang, shown.found.period, shown.area),
    )
    beside = context.shared(f"profile {shown.area}", lambda: _profile(context, shown.area))
    if content_width(window()) < STACKED:
        show_card(context, spec, replace(RANKING, phone=560), f"{NAME}-ranking")
        st.html(beside)
        return
    large, side = st.columns([1112, 544], gap=GAP)
    with large:
        show_card(context, spec, RANKING, f"{NAME}-ranking")
    with side:
        st.html(beside)


def _paths(context: Context, shown: Shown) -> None:
    tables, lang = context.tables, context.lang
    if len(_periods(context, shown.indicator)) < 2:
        st.caption(context.say("regions.no_paths"))
        return
    spec: ChartSpec = context.shared(
        f"paths {shown.indicator} {shown.area}",
        lambda: compile_region_paths(tables, shown.indicator, lang, shown.area),
    )
    show_card(context, spec, replace(LARGE, name="alone", share=1), f"{NAME}-paths")


def _profile(context: Context, area: str) -> str:
    """Return the newest figures of a region, each with its place and share."""
    rows = profile(context.tables, area, context.lang)
    name = context.tables.label("area", area, context.lang)
    return markup.render(
        "region_profile.html",
        context.lang,
        title=context.say("regions.profile", area=name),
        rows=[(row, _address(what=row.indicator, on="")) for row in rows],
        facts=context.link("data", area=area),
        explorer=context.link(
            "explorer", s=",".join(f"{row.indicator}@{area}" for row in rows[:2])
        ),
    )


def _tiles(context: Context, shown: Shown) -> str:
    """Return a grid in which each region has a tile about where it lies."""
    rows = {row.area: row for row in table_rows(context.tables, shown.found, context.lang)}
    largest = max((row.size for row in rows.values()), default=0.0) or 1.0
    courses = tile_courses(context.tables, shown.indicator)
    tiles = [
        {
            "row": row,
            "code": area.rpartition("-")[2],
            "column": column,
            "line": line,
            "shade": round(100 * row.size / largest),
            "spark": markup.spark(courses.get(area, ()), context.colours),
            "address": _address(region=area),
            "on": area == shown.area,
        }
        for area, (column, line) in TILES.items()
        if (row := rows.get(area)) is not None
    ]
    return markup.render(
        "region_tiles.html",
        context.lang,
        title=context.say("regions.tiles"),
        about=context.say("regions.tiles_about", period=shown.found.period.label(context.lang)),
        tiles=sorted(tiles, key=lambda tile: rows_first(tile["line"], tile["column"])),
    )


def rows_first(line: object, column: object) -> tuple[int, int]:
    """Return the order in which tiles are read."""
    return int(str(line)), int(str(column))


def _table(context: Context, shown: Shown) -> str:
    """Return every region of the table."""
    tables, lang, say = context.tables, context.lang, context.say
    rows = table_rows(tables, shown.found, lang)
    definition = tables.definitions[shown.indicator]
    return markup.render(
        "region_table.html",
        lang,
        title=say(
            "regions.table",
            name=definition.name(lang),
            period=shown.found.period.label(lang),
        ),
        lines=[_line(context, shown, row) for row in rows],
        notes=_notes(context, shown, rows),
        shares=shown.found.whole is not None,
    )


def _line(context: Context, shown: Shown, row: RegionRow) -> dict[str, object]:
    return {
        "row": row,
        "address": _address(region=row.area),
        "mark": markup.dispute_link(row.disputes, context.lang, context.tables.selection),
        "spark": markup.spark(row.spark, context.colours),
        "on": row.area == shown.area,
    }


def _notes(context: Context, shown: Shown, rows: tuple[RegionRow, ...]) -> list[str]:
    """Return what must be known of the table: its total, what stands apart, its source."""
    tables, lang, say = context.tables, context.lang, context.say
    whole = shown.found.whole
    definition = tables.definitions[shown.indicator]
    apart = any(not row.place and row.value for row in rows)
    source = shown.found.series[0].latest.source
    told = [
        say("regions.total", value=statement(whole.printed, lang)) if whole else "",
        whole.printed.note(lang) if whole else say("regions.no_total"),
        say("regions.apart_about") if apart else "",
        definition.definition(lang),
        definition.note(lang),
        say("chart.source", sources=source.cite(lang), count=0),
    ]
    return list(dict.fromkeys(filter(None, told)))


def _address(**changed: str) -> str:
    """Return the address of this page with some choices changed."""
    kept = {k: state.get(k) for k in ("lang", "what", "on", "region")} | changed
    return f"{NAME}?{urlencode({k: v for k, v in kept.items() if v})}"
