"""The page of regions: a table of one indicator as ranking, tiles, paths and rows; one region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from pages.parts.blocks.large import Beginning, Large, show_large
from pages.parts.blocks.sizes import LARGE, LEAD
from pages.parts.frame import markup
from pages.parts.frame.faults import show_problems
from pages.parts.frame.shell import Context
from pages.parts.state import codes, widgets
from pages.parts.state import view as state

NAME = "regions"
# Thirty-one rows.
RANKING = replace(LEAD, heights=(780, 800, 830), phone=560)
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


@dataclass(frozen=True)
class Choosing:
    """A list to choose from; what holds where nothing is chosen stands first in it.

    Parameters
    ----------
    key : str
        The parameter that it is the choice of.
    label : str
        What it asks for.
    names : mapping of str to str
        The codes, each with its name.
    usual : str
        Names what holds where nothing is chosen.
    width : int
        Of the list, in pixels.
    """

    key: str
    label: str
    names: Mapping[str, str]
    usual: str
    width: int

    @property
    def chosen(self) -> str:
        """The code in the address; empty where it is none of the list."""
        code = state.get(self.key)
        return code if code in self.names else ""

    @property
    def said(self) -> str:
        """What the list shows."""
        return self.names.get(self.chosen, self.usual)


def beginning(here: Context) -> Beginning:
    """Return what the page begins with; nothing where its tables are at fault or empty."""
    context = replace(here, tables=codes.regional(here.tables))
    indicators = _indicators(context)
    if not indicators:
        return Beginning(())
    shown, lists = _chosen(context, indicators)
    choices = markup.render("still_choices.html", context.lang, lists=lists)
    return Beginning((choices,), _large(context, shown))


def show(here: Context) -> None:
    """Draw the page."""
    try:
        context = replace(here, tables=here.tables.regional)
    except DataError as fault:
        show_problems(fault, here.lang, served=False)
        return
    indicators = _indicators(context)
    if not indicators:
        st.info(context.say("regions.none"))
        return
    shown, lists = _chosen(context, indicators)
    _show_lists(context, lists)
    show_large(context, _large(context, shown))
    st.html(context.shared(f"tiles {shown.key}", lambda: _tiles(context, shown)))
    _paths(context, shown)
    st.html(context.shared(f"regions {shown.key}", lambda: _table(context, shown)))


def _indicators(context: Context) -> tuple[str, ...]:
    return context.shared(
        "regional indicators", lambda: tuple(d.id for d in every_indicator(context.tables))
    )


def _show_lists(context: Context, lists: Sequence[Choosing]) -> None:
    """Let the reader choose."""
    with st.container(horizontal=True, gap="small", key="lists"):
        for one in lists:
            with st.container(width=one.width):
                widgets.choose(
                    one.key, one.label, [*one.names], one.names.__getitem__, context.lang, one.usual
                )


def _chosen(
    context: Context, indicators: tuple[str, ...]
) -> tuple[Shown, tuple[Choosing, Choosing, Choosing]]:
    """Return what the address chooses, and the lists that it is chosen from."""
    say, tables, lang = context.say, context.tables, context.lang
    names = context.shared(
        "regional names", lambda: {i: tables.definitions[i].name(lang) for i in indicators}
    )
    usual = FIRST if FIRST in names else indicators[0]
    others = {i: name for i, name in names.items() if i != usual}
    what = Choosing("what", say("regions.what"), others, names[usual], 420)
    indicator = what.chosen or usual
    periods = {p.code: p for p in _periods(context, indicator)}
    newest, *earlier = periods
    told = say("regions.newest", period=periods[newest].label(lang))
    on = Choosing("on", say("regions.on"), {c: periods[c].label(lang) for c in earlier}, told, 200)
    period = periods[on.chosen or newest]
    found = context.shared(
        f"ranked {indicator} {period.code}", lambda: ranked(tables, indicator, period)
    )
    first = found.series[0].area
    areas = {
        a: tables.label("area", a, lang) for a in tables.areas(indicator) if a not in (HOME, OTHERS)
    }
    told = say("regions.first", area=tables.label("area", first, lang))
    region = Choosing("region", say("regions.region"), areas, told, 240)
    return Shown(found, indicator, region.chosen or first), (what, on, region)


def _periods(context: Context, indicator: str) -> tuple[Period, ...]:
    return context.shared(f"periods {indicator}", lambda: periods_of(context.tables, indicator))


def _large(context: Context, shown: Shown) -> Large:
    """Return the ranking, and the profile of the region beside it."""
    tables, lang = context.tables, context.lang
    spec = context.shared(
        f"ranking {shown.key}",
        lambda: compile_regions(tables, shown.indicator, lang, shown.found.period, shown.area),
    )
    beside = context.shared(f"profile {shown.area}", lambda: _profile(context, shown.area))
    return Large(spec, RANKING, f"{NAME}-ranking", beside)


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
