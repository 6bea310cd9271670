"""One indicator: definition, chart or card, statements, relations, events, citation, files."""

from __future__ import annotations

import streamlit as st

from metrics.explorer.exploration import name
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Published
from metrics.model.series import HOME, Series
from metrics.views.filters import Filters
from metrics.views.statements import citation, fact_row
from metrics.views.themes import indicator_view
from metrics.wording import observations as words
from pages.parts.blocks import charts as blocks
from pages.parts.blocks import checks, downloads, implied, texts
from pages.parts.blocks.passages import passages
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets
from pages.parts.state.store import fullest, shared

COLUMNS = (
    "shown",
    "published",
    "period",
    "basis",
    "value",
    "printed",
    "qualifier",
    "interval",
    "status",
    "source",
    "locator",
    "note",
)


def show(context: Context) -> None:
    """Draw the page of the indicator in the address."""
    say, lang = context.say, context.lang
    chosen = state.get("id")
    if not chosen:
        st.info(say("indicator.none"))
        return
    area = _area(context, fullest(context.tables).areas(chosen))
    series = context.tables.all_series.get((chosen, area))
    if series is None and (others := context.tables.areas(chosen)):
        series = context.tables.series(chosen, others[0])
    if series is None:
        offered = implied.show_offer(context, chosen, area)
        st.info(say("indicator.only_implied" if offered else "selection.nothing"))
        return
    st.html(_about(context, series))
    implied.show_offer(context, chosen, series.area)
    blocks.show_blocks(_ready(context, series), f"indicator-{series.key}")
    st.html(_statements(context, series))
    implied.show_left_out(context, chosen, series.area)
    if quoted := passages(context, series, by_publication(series)):
        st.html(quoted)
    st.html(checks.of_series(context, chosen, series.area))
    st.html(_related(context, series))
    if events := _events(context, series):
        st.html(events)
    st.html(markup.small("section.html", lang, title=say("indicator.cite")))
    st.code(citation(context.tables, series.latest, lang), language=None, wrap_lines=True)
    downloads.show(context, Filters(indicators=(chosen,), area=series.area))


def _area(context: Context, areas: tuple[str, ...]) -> str:
    """Return the economy in the address; a choice where the indicator has several."""
    home = HOME if HOME in areas or not areas else areas[0]
    if len(areas) > 1:
        tables, lang, say = context.tables, context.lang, context.say
        with st.container(width=280):
            widgets.choose(
                "area",
                say("column.area"),
                [a for a in areas if a != home],
                lambda code: tables.label("area", code, lang),
                lang,
                tables.label("area", home, lang),
            )
    asked = state.get("area")
    if asked and asked not in areas:
        name_ = context.tables.label("area", asked, context.lang)
        st.warning(context.say("indicator.no_area", area=name_))
    return asked if asked in areas else home


def _ready(context: Context, series: Series) -> blocks.ReadyView:
    def build() -> blocks.ReadyView:
        view = indicator_view(context.tables, series, context.lang, context.colours)
        return blocks.ready(view, context)

    return shared(
        f"indicator {series.key}", context.lang, context.colours, context.tables.key, build
    )


def _about(context: Context, series: Series) -> str:
    tables, say, lang = context.tables, context.say, context.lang
    definition = series.definition
    lines = [
        definition.definition(lang),
        say(
            "indicator.about",
            theme=tables.label("theme", definition.theme, lang),
            measure=tables.label("measure", definition.measure, lang),
            unit=definition.unit.name(lang),
            scope=tables.label("scope", definition.scope, lang),
        ),
    ]
    if definition.directive:
        directive = tables.label("directive", definition.directive, lang)
        lines.append(say("indicator.directive", name=directive))
    if note := definition.note(lang):
        lines.append(note)
    links = [
        (say("indicator.explore"), context.link("explorer", s=series.key)),
        (say("card.link"), context.link("data", id=definition.id, area=series.area)),
    ]
    own = name(tables, series, lang)
    return markup.render("about.html", lang, title=own, lines=lines, links=links)


def by_publication(series: Series) -> list[Observation]:
    """Return all statements, also repeated and superseded ones, the latest published first."""
    return sorted(
        series.statements,
        key=lambda o: (Published(o.source.published).latest, o.period),
        reverse=True,
    )


def _statements(context: Context, series: Series) -> str:
    tables, say, lang = context.tables, context.say, context.lang
    shown = {id(p) for p in series.points}
    rows = [
        fact_row(tables, o, lang)
        | texts.locator_address(context, o)
        | {
            "published": Published(o.source.published).label(lang),
            "shown": say("indicator.shown") if id(o) in shown else "",
        }
        for o in by_publication(series)
    ]
    which = "first" if series.first else "last"
    caption = say(f"indicator.statements_{which}", count=len(rows))
    title = markup.small("section.html", lang, title=say("indicator.statements"))
    return title + markup.table(COLUMNS, rows, lang, caption, links=("locator",))


def related(
    context: Context, definition: Definition, area: str = HOME
) -> list[tuple[Definition, str]]:
    """Return the same concept in other scopes, and every series that a relation ties to this one.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    definition : Definition
        The indicator.
    area : str
        Code of the economy.

    Returns
    -------
    list of (Definition, str)
        Each indicator, with the words that say how it is related.
    """
    tables, lang = context.tables, context.lang
    found: dict[str, str] = {}
    for other in tables.definitions.values():
        if other.id == definition.id:
            continue
        if other.concept == definition.concept:
            found[other.id] = context.say("indicator.same_concept")
        elif other.relates_to == definition.id:
            found[other.id] = tables.label("relation", other.relation, lang)
        elif definition.relates_to == other.id:
            found[other.id] = tables.label("relation", definition.relation, lang)
    for i in implied.inputs_of(tables, definition, area):
        found.setdefault(i, context.say("indicator.follows_from"))
    return [(tables.definitions[i], how) for i, how in found.items()]


def _related(context: Context, series: Series) -> str:
    definition, area = series.definition, series.area
    tables, say, lang = context.tables, context.say, context.lang
    title = markup.small("section.html", lang, title=say("indicator.related"))
    rows = [
        {
            "related": how,
            "indicator": name(tables, other, lang),
            "href_indicator": context.link("indicator", id=d.id, **markup.of_area(area)),
            "period": words.period_words(other.latest, lang),
            "latest": words.mark_implied(
                str(words.statement(other.latest, lang)), [other.latest], lang
            ),
        }
        for d, how in related(context, definition, area)
        if (other := tables.all_series.get((d.id, area)))
    ]
    if not rows:
        return title + markup.small(
            "lines.html", lang, title="", lines=(say("indicator.no_related"),)
        )
    columns = ("related", "indicator", "period", "latest")
    return title + markup.table(
        columns,
        rows,
        lang,
        say("indicator.related_count", count=len(rows)),
        links=("indicator",),
    )


def _events(context: Context, series: Series) -> str:
    """Dated events within the span of the points, of the indicator's directive; empty if none."""
    tables, say, lang = context.tables, context.say, context.lang
    first = min(p.period.start for p in series.points)
    last = max(p.period.end for p in series.points)
    wanted = series.definition.directive
    lines = [
        f"{Published(e.date).label(lang)} {e.title(lang)}"
        for e in tables.events
        if e.date
        and e.kind != "directive"
        and first.year <= int(e.date[:4]) <= last.year
        and (not wanted or e.directive == wanted)
    ]
    if not lines:
        return ""
    return markup.render("lines.html", lang, title=say("indicator.events"), lines=lines)
