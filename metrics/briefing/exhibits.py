"""What a slide shows: a chart, a figure or a table, each found by the address of its view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from metrics.briefing.addresses import EXPLORER, INDICATOR, MOST_PANELS, SIDES, kind_of, parts
from metrics.briefing.deck import DeckError
from metrics.briefing.exhibit import ChartSize, Exhibit, Grid
from metrics.briefing.recent import Recent
from metrics.charts import draw, drawable, footers
from metrics.charts.bars import drawn_points
from metrics.charts.base import Chart
from metrics.charts.economies import compared, paths
from metrics.charts.layout import Texts
from metrics.charts.marks import TIERS
from metrics.charts.rankings import balance, paired_economies, rank_economies, ranking
from metrics.charts.template import Theme
from metrics.explorer import findings as view_findings
from metrics.explorer import results
from metrics.explorer.exploration import MOST as MOST_SERIES
from metrics.explorer.exploration import Choice, Exploration, name
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.panels import draw_view
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.rules.transforms import TRANSFORMS
from metrics.tables.dataset import Tables
from metrics.views.cards import card
from metrics.views.themes import FEWEST, THEMES, story
from metrics.wording import findings
from metrics.wording import observations as words

# Rows of a table that one slide has room for, by its columns.
MOST_ROWS, FEWER_ROWS, MOST_COLUMNS = 10, 7, 4
LIGHT: Theme = "light"


PAGE = ChartSize()
_RECENT: Recent[Exhibit] = Recent(240)


def exhibit(tables: Tables, view: str, lang: Lang, room: ChartSize = PAGE) -> Exhibit:
    """Find what an address shows; raise `DeckError` where it shows nothing.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    view : str
        Address of a view.
    lang : str
        ``zh`` or ``en``.
    room : ChartSize
        Pixels that a chart has.

    Returns
    -------
    Exhibit
        What the address shows, with its facts and texts.

    Raises
    ------
    DeckError
        Where the address shows nothing.

    Examples
    --------
    >>> from metrics import load
    >>> exhibit(load(), "indicator?id=gii_rank&show=figure", "en").card.period
    '2025'
    """
    return _RECENT.get(tables, (view, lang, room), lambda: _found(tables, view, lang, room))


def _found(tables: Tables, view: str, lang: Lang, room: ChartSize) -> Exhibit:
    path, query = parts(view)
    if path == EXPLORER:
        return _explored(tables, view, query, lang, room)
    if path == INDICATOR:
        return _of_indicator(tables, view, query, lang, room)
    if path in THEMES and not query:
        return _of_theme(tables, view, path, lang)
    raise DeckError("unknown_view", view=view)


def _series(tables: Tables, view: str, indicator: str, area: str) -> Series:
    found = tables.all_series.get((indicator, area))
    if found is not None:
        return found
    whole = in_view(tables, ALL_WITH_IMPLIED)
    key = "out_of_view" if (indicator, area) in whole.all_series else "unknown_view"
    raise DeckError(key, view=view)


def _of_indicator(
    tables: Tables, view: str, query: Mapping[str, str], lang: Lang, room: ChartSize
) -> Exhibit:
    indicator = query.get("id", "")
    area = query.get("area")
    if area is None:
        area = tables.main_series(indicator).area if tables.areas(indicator) else HOME
    series = _series(tables, view, indicator, area)
    kind = kind_of(view)
    if kind == "figure":
        return _figure(tables, view, series, lang)
    side = query.get("chart", "")
    if side in SIDES:
        return _SIDE[side](tables, view, series, lang, room)
    concept = tables.concept(series.definition.concept, series.area)
    if kind == "table":
        keys = tuple(s.key for s in concept[:MOST_SERIES])
        return _table(Exploration(tables, Choice(keys)), view, lang)
    if not drawable(concept):
        raise DeckError("undrawable", view=view)
    chart = draw(tables, series.definition.concept, lang, LIGHT, series.area, room.width, room.plot)
    finding = findings.of_concept(tables, concept, lang)
    return _charted(view, chart, finding, [p for s in concept for p in drawn_points(s)])


def _charted(
    view: str,
    chart: Chart,
    finding: str,
    facts: Sequence[Observation],
    exploration: Exploration | None = None,
) -> Exhibit:
    unique = tuple({id(o): o for o in facts}.values())
    return Exhibit(
        view, "chart", finding, chart.texts, unique, chart.alt, chart, exploration=exploration
    )


def _paths(tables: Tables, view: str, series: Series, lang: Lang, room: ChartSize) -> Exhibit:
    own = compared(tables, series.definition.id)
    if len(own) < 2:
        raise DeckError("undrawable", view=view)
    chart = paths(tables, series.definition.id, lang, LIGHT, room.width, room.plot)
    finding = findings.of_series(tables, own[0], lang)
    return _charted(view, chart, finding, [p for s in own for p in s.points])


def _ranking(tables: Tables, view: str, series: Series, lang: Lang, _: ChartSize) -> Exhibit:
    if len(tables.areas(series.definition.id)) <= FEWEST:
        raise DeckError("undrawable", view=view)
    own = rank_economies(tables, series.definition.id).series
    chart = ranking(tables, series.definition.id, lang, LIGHT)
    finding = findings.of_ranking(tables, own, lang)
    return _charted(view, chart, finding, [s.latest for s in own])


def _balance(tables: Tables, view: str, series: Series, lang: Lang, _: ChartSize) -> Exhibit:
    ids = [s.definition.id for s in tables.concept(series.definition.concept)]
    if len(ids) != 2 or len(tables.areas(ids[0])) <= FEWEST:
        raise DeckError("undrawable", view=view)
    pairs = paired_economies(tables, ids[0], ids[1])
    chart = balance(tables, ids[0], ids[1], lang, LIGHT)
    finding = findings.of_balance(tables, pairs, lang)
    return _charted(view, chart, finding, [s.latest for pair in pairs for s in pair])


_SIDE: dict[str, Callable[[Tables, str, Series, Lang, ChartSize], Exhibit]] = {
    "paths": _paths,
    "ranking": _ranking,
    "balance": _balance,
}


def _of_theme(tables: Tables, view: str, theme: str, lang: Lang) -> Exhibit:
    """Return the comparison that tells a theme without a series of its own."""
    found = [c for c in story(tables, theme, lang, LIGHT) if c.concept == theme]
    if not found:
        raise DeckError("undrawable", view=view)
    (chart,) = found
    finding = findings.of_comparison(tables, chart.series, lang)
    return _charted(view, chart, finding, [s.latest for s in chart.series])


def _figure(tables: Tables, view: str, series: Series, lang: Lang) -> Exhibit:
    made = card(tables, series, lang)
    point = series.latest
    say = text(lang)
    remarks = [r for r in footers.implied_lines(tables, [point], lang) if r not in _marks(lang)]
    remarks += [note] if (note := series.definition.note(lang)) else []
    footer = (
        footers.cited_words([point], lang),
        *remarks,
        *footers.disputed_lines(tables, [point], lang),
        *footers.selection_lines(tables, lang),
        say("chart.version", version=tables.version),
    )
    period = words.mark_implied(made.period, [point], lang)
    base = [series.base] if series.base is not None and made.change else []
    return Exhibit(
        view,
        "figure",
        findings.of_series(tables, series, lang),
        Texts(made.label, (made.scope, f"{period} · {point.source.cite(lang)}"), footer),
        (point, *base),
        made.alt,
        card=made,
    )


def _explored(
    tables: Tables, view: str, query: Mapping[str, str], lang: Lang, room: ChartSize
) -> Exhibit:
    made = Exploration(tables, _choice(tables, view, query))
    if kind_of(view) == "table":
        return _table(made, view, lang)
    if not made.panels:
        raise DeckError("undrawable", view=view)
    if len(made.panels) > MOST_PANELS:
        raise DeckError("panels", view=view, count=len(made.panels), most=MOST_PANELS)
    chart = draw_view(made, lang, LIGHT, room.width, room.view)
    finding = view_findings.of_view(made, lang)
    return _charted(view, chart, finding, _inputs(made), made)


def _choice(tables: Tables, view: str, query: Mapping[str, str]) -> Choice:
    whole = in_view(tables, ALL_WITH_IMPLIED)
    keys = tuple(dict.fromkeys(filter(None, query.get("s", "").split(","))))
    if not keys or len(keys) > MOST_SERIES or any(k not in whole.by_key for k in keys):
        raise DeckError("unknown_view", view=view)
    if not any(k in tables.by_key for k in keys):
        raise DeckError("out_of_view", view=view)
    kind = query.get("t", "none")
    if kind not in TRANSFORMS:
        raise DeckError("unknown_view", view=view)
    events = tuple(k for k in query.get("ev", "").split(",") if k in tables.codes("kind"))
    return Choice(
        keys,
        kind,
        query.get("b", ""),
        query.get("from", ""),
        query.get("to", ""),
        events,
        "separate" if query.get("panels") == "separate" else "one",
    )


def _inputs(view: Exploration) -> list[Observation]:
    return [o for p in view.panels for r in p.results for point in r.points for o in point.inputs]


def _table(view: Exploration, address: str, lang: Lang) -> Exhibit:
    """Return the latest periods of some series side by side."""
    drawn = [r for panel in view.panels for r in panel.results]
    if not drawn:
        raise DeckError("undrawable", view=address)
    say = text(lang)
    cells = {
        (point.period, n): words.mark_implied(
            results.words_of(result, point, lang), point.inputs, lang
        )
        for n, result in enumerate(drawn)
        for point in result.points
    }
    every = sorted({period for period, _ in cells}, reverse=True)
    # Many columns have headings of many lines.
    shown = every[: MOST_ROWS if len(drawn) <= MOST_COLUMNS else FEWER_ROWS]
    grid = Grid(
        (say("briefing.period"), *(name(view.tables, r.series, lang) for r in drawn)),
        tuple((p.label(lang), *(cells.get((p, n), "") for n in range(len(drawn)))) for p in shown),
    )
    texts = draw_view(view, lang).texts
    left = [say("briefing.latest_rows", shown=len(shown), count=len(every))] * (shown != every)
    facts = [o for r in drawn for p in r.points if p.period in set(shown) for o in p.inputs]
    kept = (*texts.footer[:-1], *left, texts.footer[-1])
    marks = _marks(lang)
    lines = tuple(line for line in kept if line not in marks)
    return Exhibit(
        address,
        "table",
        view_findings.of_view(view, lang),
        Texts(texts.title, tuple(p for p in texts.subtitle if p not in marks), lines),
        tuple({id(o): o for o in facts}.values()),
        say("list.semicolon").join(say("list.comma").join(row) for row in grid.rows),
        grid=grid,
        exploration=view,
    )


def _marks(lang: Lang) -> set[str]:
    """Return what marks and lines mean, which is of no use where there is no chart."""
    say = text(lang)
    told = ("chart.hollow", "chart.implied_interval", "explore.unjoined", "legend.all_supplement")
    legends = {say(f"legend.{kind}_{t}") for kind in ("mark", "bar") for t in TIERS}
    return legends | set(map(say, told))


def names_of(tables: Tables, facts: Sequence[Observation], lang: Lang) -> tuple[str, ...]:
    """Names of what the facts are of, in which a numeral is part of the name.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    facts : sequence of Observation
        The figures of a slide.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        Names of indicators, in full and in short, then scopes.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> names_of(tables, tables.series("gii_rank").points, "en")[0]
    'Global Innovation Index rank'
    """
    definitions = {o.definition.id: o.definition for o in facts}
    places = {words.place_words(tables, o, lang) for o in facts}
    named = [n for d in definitions.values() for n in (d.name(lang), d.short(lang))]
    return (*dict.fromkeys(named), *sorted(places))
