"""Regions of China on a slide: their ranking, their paths, and the first of a table with shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.briefing.addresses import REGIONS, Kind
from metrics.briefing.deck import Slide
from metrics.briefing.exhibit import Exhibit, Grid, Texts
from metrics.charts.compile.regional import (
    Ranked,
    compile_regions,
    periods_of,
    ranked,
    region_view,
)
from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.rules.share import SHARE
from metrics.rules.total import TOTAL
from metrics.tables.dataset import Tables
from metrics.views.regions import RegionRow, indicators_of, table_rows
from metrics.wording.findings import share_words
from metrics.wording.findings.names import period_words
from metrics.wording.findings.short import told_in
from metrics.wording.numbers import ordinal

# Regions of a table that one slide has room for.
MOST = 10
# Indicators of the ready-made deck.
MOST_TABLES = 3
FIRST = (
    "invention_patents_granted_domestic",
    "invention_patents_in_force_domestic_incl",
    "invention_applications_domestic",
)
TABLE: Kind = "table"


def region_table(
    tables: Tables, view: str, indicator: str, lang: Lang, period: Period | None = None
) -> Exhibit:
    """Return the first regions of a table, each with its share and its change.

    Parameters
    ----------
    tables : Tables
        Of regions.
    view : str
        The address that it was found by.
    indicator : str
        Id of the indicator, of which there is a table.
    lang : str
        ``zh`` or ``en``.
    period : Period, optional
        The latest by default.

    Returns
    -------
    Exhibit
        A table; its notes tell how many regions it leaves out, and the total.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load().regional
    >>> made = region_table(tables, "", "patents_granted_domestic", "en")
    >>> [(row[0], row[1], row[3]) for row in made.grid.rows]
    [('1', 'Guangdong', '58.2%'), ('2', 'Beijing', '37.3%')]
    """
    say = text(lang)
    found = ranked(tables, indicator, period or periods_of(tables, indicator)[0])
    spec = compile_regions(tables, indicator, lang, found.period)
    told = spec.text
    rows = table_rows(tables, found, lang)[: min(MOST, len(found.series))]
    heads = ["regions.rank", "regions.region", "regions.value"]
    heads += ["regions.share_head"] * (found.whole is not None) + ["regions.step"]
    grid = Grid(
        tuple(map(say, heads)),
        tuple(
            (
                str(row.place),
                row.name,
                str(row.value or ""),
                *([row.share] if found.whole is not None else []),
                row.step,
            )
            for row in rows
        ),
    )
    left = len(found.series) - len(rows)
    more = [say("briefing.regions_left", count=left)] if left else []
    facts = [s.latest for s in found.series[: len(rows)]]
    facts += [found.whole.printed] if found.whole is not None else []
    return Exhibit(
        view,
        TABLE,
        _title(found, rows, lang) or spec.text.title,
        Texts(told.name, (told.subtitle,), told.source, (*told.notes, *more), told.version),
        tuple(facts),
        say("list.semicolon").join(say("list.comma").join(row) for row in grid.rows),
        grid=grid,
    )


def _title(found: Ranked, rows: Sequence[RegionRow], lang: Lang) -> str:
    """Tell the share of the rows together; empty where the table has no total."""
    if found.whole is None:
        return ""
    added = TOTAL.interval(*(s.latest.figure.interval for s in found.series[: len(rows)]))
    definition = found.series[0].definition
    return text(lang)(
        "briefing.regions_share",
        name=definition.short(lang),
        count=len(rows),
        share=share_words(SHARE.interval(found.whole.interval, added), lang),
        period=period_words(found.period, lang),
    )


def ranking_title(
    tables: Tables, indicator: str, lang: Lang, period: Period, area: str = ""
) -> str:
    """Tell the place and the figure of a region in a title of one slide.

    Parameters
    ----------
    tables : Tables
        Of regions.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.
    period : Period
        That of the table.
    area : str
        The region; the first of them by default.

    Returns
    -------
    str
        Empty where the region has no place.

    Examples
    --------
    >>> from metrics import load
    >>> ranking_title(load().regional, "patents_granted_domestic", "en", Period.parse("2022"))
    'Patents granted, all kinds: Guangdong ranked 1st, 117 (2022)'
    """
    found = ranked(tables, indicator, period)
    own = found.of(area) or found.series[0]
    place = found.place(own.area)
    if not place:
        return ""
    return text(lang)(
        "briefing.regions_first",
        name=own.definition.short(lang),
        area=tables.label("area", own.area, lang),
        place=ordinal(Decimal(place), lang),
        value=told_in(own.definition.short(lang), own.latest, lang),
        period=period_words(found.period, lang),
    )


def slides_of_regions(tables: Tables) -> Iterator[Slide]:
    """Yield a cover, shares and paths of the first table, the ranking of some.

    Parameters
    ----------
    tables : Tables
        With what is in view.

    Yields
    ------
    Slide
        The cover alone where no region is in view.

    Examples
    --------
    >>> from metrics import load
    >>> [slide.layout for slide in slides_of_regions(load())][:4]
    ['title', 'table', 'chart', 'chart']
    """
    yield Slide("title", (REGIONS,))
    regional = tables.regional
    found = sorted(indicators_of(regional), key=_weight)[:MOST_TABLES]
    for n, own in enumerate(found):
        if n == 0:
            yield Slide("table", (region_view(own.id, show=TABLE),))
        yield Slide("chart", (region_view(own.id),))
        if n == 0 and len(periods_of(regional, own.id)) > 1:
            yield Slide("chart", (region_view(own.id, chart="paths"),))


def _weight(definition: Definition) -> int:
    """Order what tells most of regions first; all else stays in the order of pages."""
    return FIRST.index(definition.id) if definition.id in FIRST else len(FIRST)
