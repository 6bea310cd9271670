"""What stands behind the figures of one indicator, a tab each: only the open one is worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import name
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Published
from metrics.model.series import HOME, Series
from metrics.views.pages import Row
from metrics.views.statements import fact_row
from metrics.wording import observations as words
from metrics.wording import origins
from pages.parts.blocks import checks, implied, rows, texts
from pages.parts.blocks.passages import passages
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state

TABS = ("data", "statements", "notes", "checks", "related")
# Statements, each with all that is known of it.
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
# Figures that are shown, one a period.
SHOWN = (
    "period",
    "number",
    "unit",
    "printed",
    "interval",
    "status",
    "source",
    "locator",
    "note",
)
# The status that goes without saying.
OK = "A"


def show(
    context: Context, series: Series, spec: ChartSpec | None, related_rows: Sequence[Row]
) -> None:
    """Draw the tabs and the open one.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    series : Series
        What the page is of.
    spec : ChartSpec or None
        Its chart, whose notes are told.
    related_rows : sequence of Row
        Other series that belong to it.
    """
    chosen = state.get("tab") or TABS[0]
    st.html(context.chosen(f"tabs of {series.key}", lambda: _tabs(context, series, chosen)))
    with st.container(key=f"tab-{chosen}"):
        if chosen == "statements":
            _show_statements(context, series)
        elif chosen == "notes":
            _show_notes(context, series, spec)
        elif chosen == "checks":
            st.html(checks.of_series(context, series.definition.id, series.area))
        elif chosen == "related":
            _show_related(context, series, related_rows)
        else:
            st.html(_kept(context, series, "figures", lambda: _figures(context, series)))


def _tabs(context: Context, series: Series, chosen: str) -> str:
    tabs = [(tab, _label(context, series, tab), state.address(tab=tab)) for tab in TABS]
    return markup.render("tabs.html", context.lang, tabs=tabs, chosen=chosen)


def _label(context: Context, series: Series, tab: str) -> str:
    return context.say(f"tab.{tab}", count=len(series.statements))


def _kept(context: Context, series: Series, tab: str, build: Callable[[], str]) -> str:
    """Return the content of a tab, made once for all sessions."""
    return context.shared(f"{tab} {series.key}", build, texts.state_key(context.tables))


def _figures(context: Context, series: Series) -> str:
    """Return the table of the figures that are shown, the newest first."""
    points = sorted(series.points, key=lambda p: p.period, reverse=True)
    rows_ = [_figure(context, p) for p in points]
    plain = all(p.status == OK for p in points)
    columns = tuple(c for c in SHOWN if not (c == "status" and plain))
    caption = context.say("indicator.figures", count=len(rows_))
    return markup.table(columns, rows_, context.lang, caption, links=("locator",))


def _figure(context: Context, point: Observation) -> dict[str, str]:
    """Return a figure with its number and its unit apart, and its source without the tier."""
    lang = context.lang
    number, unit = words.statement(point, lang).apart
    own = fact_row(context.tables, point, lang)
    return {
        **own,
        **texts.locator_address(context, point),
        "number": number,
        "unit": unit,
        "interval": own["interval"].removesuffix(point.definition.unit.name(lang)).rstrip(),
        "source": origins.cited(point, lang),
    }


def by_publication(series: Series) -> list[Observation]:
    """Return all statements, also repeated and superseded ones, the latest published first."""
    return sorted(
        series.statements,
        key=lambda o: (Published(o.source.published).latest, o.period),
        reverse=True,
    )


def _show_statements(context: Context, series: Series) -> None:
    st.html(_kept(context, series, "statements", lambda: _statements(context, series)))
    if quoted := passages(context, series, by_publication(series)):
        st.html(quoted)


def _statements(context: Context, series: Series) -> str:
    tables, say, lang = context.tables, context.say, context.lang
    shown = {id(p) for p in series.points}
    lines = [
        fact_row(tables, o, lang)
        | texts.locator_address(context, o)
        | {
            "published": Published(o.source.published).label(lang),
            "shown": say("indicator.shown") if id(o) in shown else "",
        }
        for o in by_publication(series)
    ]
    which = "first" if series.first else "last"
    caption = say(f"indicator.statements_{which}", count=len(lines))
    return markup.table(COLUMNS, lines, lang, caption, links=("locator",))


def _show_notes(context: Context, series: Series, spec: ChartSpec | None) -> None:
    """Draw what must be known besides: notes, breaks, events, implied values left out."""
    html = _kept(context, series, "notes", lambda: _notes(context, series, spec))
    if html:
        st.html(html)
    left_out = implied.show_left_out(context, series.definition.id, series.area)
    if not html and not left_out:
        st.html(
            markup.small("lines.html", context.lang, title="", lines=(context.say("tab.none"),))
        )


def _notes(context: Context, series: Series, spec: ChartSpec | None) -> str:
    lang, say = context.lang, context.say
    own = [n for n in (series.definition.note(lang),) if n]
    parts = [("card.notes", [*own, *(spec.text.notes if spec else ())])]
    broken = [b for plot in (spec.plots if spec else ()) for b in plot.breaks]
    parts.append(("card.breaks", [f"{b.label}{say('list.colon')}{b.reason}" for b in broken]))
    parts.append(("indicator.events", _events(context, series)))
    return "".join(
        markup.render("lines.html", lang, title=say(key), lines=list(dict.fromkeys(lines)))
        for key, lines in parts
        if lines
    )


def _events(context: Context, series: Series) -> list[str]:
    """Dated events within the span of the points, of the indicator's directive."""
    first = min(p.period.start for p in series.points)
    last = max(p.period.end for p in series.points)
    wanted = series.definition.directive
    return [
        f"{Published(e.date).label(context.lang)} {e.title(context.lang)}"
        for e in context.tables.events
        if e.date
        and e.kind != "directive"
        and first.year <= int(e.date[:4]) <= last.year
        and (not wanted or e.directive == wanted)
    ]


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


def _show_related(context: Context, series: Series, others: Sequence[Row]) -> None:
    st.html(_kept(context, series, "related", lambda: _related(context, series)))
    if others:
        title = context.say("indicator.topic")
        rows.show(context, others, f"related-{series.key.replace('@', '-')}", title)


def _related(context: Context, series: Series) -> str:
    area = series.area
    tables, say, lang = context.tables, context.say, context.lang
    lines = [
        {
            "related": how,
            "indicator": name(tables, other, lang),
            "href_indicator": context.series_link(d.id, area),
            "period": words.period_words(other.latest, lang),
            "latest": words.mark_implied(
                str(words.statement(other.latest, lang)), [other.latest], lang
            ),
        }
        for d, how in related(context, series.definition, area)
        if (other := tables.all_series.get((d.id, area)))
    ]
    if not lines:
        return markup.small("lines.html", lang, title="", lines=(say("indicator.no_related"),))
    columns = ("related", "indicator", "period", "latest")
    caption = say("indicator.related_count", count=len(lines))
    return markup.table(columns, lines, lang, caption, links=("indicator",))
