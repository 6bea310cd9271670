"""What a slide shows: a chart, a figure or a table, each found by the address of its view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from metrics.briefing.addresses import (
    EXPLORER,
    INDICATOR,
    MOST_PANELS,
    REGIONS,
    SIDES,
    kind_of,
    parts,
)
from metrics.briefing.deck import DeckError
from metrics.briefing.exhibit import Exhibit, Grid, Texts
from metrics.briefing.figures import as_named, figure, marks_told
from metrics.briefing.plain import plain_notes
from metrics.briefing.recent import Recent
from metrics.briefing.regional import TABLE, ranking_title, region_table
from metrics.briefing.signs import signs_of
from metrics.charts.compile import (
    compile_comparison,
    compile_concept,
    compile_view,
    drawable,
)
from metrics.charts.compile.economies import paired_economies
from metrics.charts.compile.regional import (
    compile_region_paths,
    compile_regions,
    periods_of,
)
from metrics.charts.spec import ChartSpec
from metrics.explorer import findings as view_findings
from metrics.explorer import results
from metrics.explorer.exploration import MOST as MOST_SERIES
from metrics.explorer.exploration import Choice, Exploration, Panels, name
from metrics.locale import Lang, text
from metrics.model.observation import Observation, each_once
from metrics.model.series import HOME, Series, series_key
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.rules.transforms import TRANSFORMS
from metrics.tables.dataset import Tables
from metrics.views.stories import FEWEST_ALONE, THEMES, of_kind, of_one_unit, story_of
from metrics.wording import observations as words

# Rows of a table that one slide has room for, by its columns.
MOST_ROWS, FEWER_ROWS, MOST_COLUMNS = 10, 7, 4

_RECENT: Recent[Exhibit] = Recent(240)


def exhibit(tables: Tables, view: str, lang: Lang) -> Exhibit:
    """Find what an address shows; raise `DeckError` where it shows nothing.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    view : str
        Address of a view.
    lang : str
        ``zh`` or ``en``.

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
    return _RECENT.get(tables, (view, lang), lambda: _with_remarks(tables, view, lang))


def _with_remarks(tables: Tables, view: str, lang: Lang) -> Exhibit:
    """Return what an address shows, with its notes in words that can be read by themselves."""
    found = _found(tables, view, lang)
    remarks = plain_notes(tables, found.facts, found.texts.notes, lang)
    return replace(found, texts=replace(found.texts, remarks=remarks))


def _found(tables: Tables, view: str, lang: Lang) -> Exhibit:
    path, query = parts(view)
    if path == EXPLORER:
        return _explored(tables, view, lang)
    if path == INDICATOR:
        return _of_indicator(tables, view, query, lang)
    if path == REGIONS:
        return _of_regions(tables, view, query, lang)
    if path in THEMES and not query:
        return _of_theme(tables, view, path, lang)
    raise DeckError("unknown_view", view=view)


def _of_regions(tables: Tables, view: str, query: Mapping[str, str], lang: Lang) -> Exhibit:
    """Return the chart of a table of regions, or of the paths of some of them."""
    regional, indicator, area = tables.regional, query.get("what", ""), query.get("region", "")
    on = query.get("on", "")
    periods = {p.code: p for p in periods_of(regional, indicator)}
    if not periods or on not in ("", *periods) or area not in ("", *regional.areas(indicator)):
        known = tables.printed.regional.areas(indicator)
        raise DeckError("out_of_view" if known else "unknown_view", view=view)
    if kind_of(view) == TABLE:
        return region_table(regional, view, indicator, lang, periods.get(on))
    if query.get("chart") != "paths":
        period = periods.get(on) or next(iter(periods.values()))
        made = _charted(regional, view, compile_regions(regional, indicator, lang, period, area))
        short = ranking_title(regional, indicator, lang, period, area)
        return replace(made, finding=short or made.finding)
    if len(periods) < 2:
        raise DeckError("undrawable", view=view)
    return _charted(regional, view, compile_region_paths(regional, indicator, lang, area))


def _series(tables: Tables, view: str, indicator: str, area: str) -> Series:
    found = tables.all_series.get((indicator, area))
    if found is not None:
        return found
    whole = in_view(tables, ALL_WITH_IMPLIED)
    key = "out_of_view" if (indicator, area) in whole.all_series else "unknown_view"
    raise DeckError(key, view=view)


def _of_indicator(tables: Tables, view: str, query: Mapping[str, str], lang: Lang) -> Exhibit:
    indicator = query.get("id", "")
    area = query.get("area")
    if area is None:
        area = tables.main_series(indicator).area if tables.areas(indicator) else HOME
    tables = tables.where(series_key(indicator, area))
    series = _series(tables, view, indicator, area)
    kind = kind_of(view)
    if kind == "figure":
        return figure(tables, view, series, as_named(view, series, query), lang)
    side = query.get("chart", "")
    if side in SIDES:
        spec = of_kind(tables, series, side, lang, FEWEST_ALONE)
        if spec is None:
            raise DeckError("undrawable", view=view)
        return _charted(tables, view, spec, _of_pairs(tables, series) if side == "balance" else [])
    concept = tables.concept(series.definition.concept, series.area)
    if kind == "table":
        return _table(_of_years(tables, [s.key for s in concept], query), view, lang)
    if not drawable(tables, concept):
        raise DeckError("undrawable", view=view)
    spec = compile_concept(tables, series.definition.concept, lang, series.area)
    if query.get("from") or query.get("to"):
        # What is said of a chart is then of these years alone.
        made = _of_years(tables, (s.key for s in spec.series), query)
        if not 0 < len(made.panels) <= MOST_PANELS:
            raise DeckError("undrawable", view=view)
        return _charted(tables, view, compile_view(made, lang), _inputs(made), made)
    # Growth may be computed from other figures, the first of which it does not show.
    own = {s.key for s in concept}
    computed = [tables.by_key[s.key] for s in spec.series if s.key not in own]
    more = [o for s in (*computed, *concept) for o in s.points] if computed else []
    return _charted(tables, view, spec, more)


def _of_years(tables: Tables, keys: Iterable[str], query: Mapping[str, str]) -> Exploration:
    """Return series in the years that an address names; all years where it names none."""
    known = tuple(dict.fromkeys(k for k in keys if k in tables.by_key))[:MOST_SERIES]
    choice = Choice(known, first=query.get("from", ""), last=query.get("to", ""))
    return Exploration(tables, choice)


def _charted(
    tables: Tables,
    view: str,
    spec: ChartSpec,
    more: Iterable[Observation] = (),
    exploration: Exploration | None = None,
) -> Exhibit:
    drawn = more if exploration is not None else [*_facts_of(tables, spec), *more]
    return Exhibit(
        view,
        "chart",
        spec.text.title,
        _with_signs(spec),
        each_once(drawn),
        spec.text.alt,
        spec,
        exploration=exploration,
    )


def _texts_of(spec: ChartSpec) -> Texts:
    told = spec.text
    return Texts(told.name, (told.subtitle,), told.source, told.notes, told.version)


def _with_signs(spec: ChartSpec) -> Texts:
    """Return the words of a chart, its subtitle with what its signs mean."""
    # What a sign means is read in one breath.
    signs = (words.replace(" ", "\N{NO-BREAK SPACE}") for words in signs_of(spec, spec.lang))
    parts = (spec.text.subtitle, *signs)
    return replace(_texts_of(spec), subtitle=(text(spec.lang)("list.dot").join(parts),))


def _facts_of(tables: Tables, spec: ChartSpec) -> tuple[Observation, ...]:
    """Return the figures that a chart draws, each once."""
    found: dict[int, Observation] = {}
    for series in spec.series:
        own = tables.by_key.get(series.key)
        shown = {o.period.code: o for o in own.points} if own is not None else {}
        for mark in series.marks:
            if mark.period in shown:
                found[id(shown[mark.period])] = shown[mark.period]
    return tuple(found.values())


def _of_pairs(tables: Tables, series: Series) -> list[Observation]:
    """Return the figures of a balance, whose rows are economies."""
    ids = [s.definition.id for s in tables.concept(series.definition.concept, series.area)]
    return [s.latest for pair in paired_economies(tables, ids[0], ids[1]) for s in pair]


def _of_theme(tables: Tables, view: str, theme: str, lang: Lang) -> Exhibit:
    """Return the comparison that tells a theme without a series of its own."""
    found = of_one_unit(story_of(tables, theme))
    if not found or any(drawable(tables, tables.concept(s.definition.concept)) for s in found):
        raise DeckError("undrawable", view=view)
    return _charted(tables, view, compile_comparison(tables, theme, found, lang))


def explored(tables: Tables, view: str) -> Exploration:
    """Return the view of the explorer that an address leads to.

    Raises
    ------
    DeckError
        Where it leads to none, or nothing of it is in view.

    Examples
    --------
    >>> from metrics import load
    >>> made = explored(load(), "explorer?s=gii_rank,gii_rank@US&t=change&from=2015")
    >>> [s.key for s in made.ranged], made.choice.transform
    (['gii_rank', 'gii_rank@US'], 'change')
    """
    path, query = parts(view)
    if path != EXPLORER:
        raise DeckError("unknown_view", view=view)
    tables = tables.where(*query.get("s", "").split(","))
    return Exploration(tables, _choice(tables, view, query))


def _explored(tables: Tables, view: str, lang: Lang) -> Exhibit:
    made = explored(tables, view)
    if kind_of(view) == "table":
        return _table(made, view, lang)
    if not made.panels:
        raise DeckError("undrawable", view=view)
    if len(made.panels) > MOST_PANELS:
        raise DeckError("panels", view=view, count=len(made.panels), most=MOST_PANELS)
    return _charted(tables, view, compile_view(made, lang), _inputs(made), made)


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
    panels = query.get("panels", "one")
    if panels not in get_args(Panels):
        raise DeckError("unknown_view", view=view)
    events = tuple(k for k in query.get("ev", "").split(",") if k in tables.codes("kind"))
    return Choice(
        keys,
        kind,
        query.get("b", ""),
        query.get("from", ""),
        query.get("to", ""),
        events,
        panels,  # type: ignore[arg-type]
    )


def _inputs(view: Exploration) -> list[Observation]:
    return [o for r in view.drawn for p in r.points for o in p.inputs]


def _table(view: Exploration, address: str, lang: Lang) -> Exhibit:
    """Return the latest periods of some series side by side."""
    drawn = view.drawn
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
    texts = _texts_of(compile_view(view, lang))
    left = [say("briefing.latest_rows", shown=len(shown), count=len(every))] * (shown != every)
    facts = [o for r in drawn for p in r.points if p.period in set(shown) for o in p.inputs]
    marks = marks_told(lang)
    return Exhibit(
        address,
        "table",
        view_findings.of_view(view, lang),
        replace(texts, notes=tuple(n for n in (*texts.notes, *left) if n not in marks)),
        each_once(facts),
        say("list.semicolon").join(say("list.comma").join(row) for row in grid.rows),
        grid=grid,
        exploration=view,
    )


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
