"""The explorer: search on one side, on the other what is chosen and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from metrics.briefing.addresses import Kind, explorer_views
from metrics.charts.compile.view import compile_view
from metrics.charts.spec import ChartSpec
from metrics.explorer.ends import ends_of, shared_unit
from metrics.explorer.exploration import MOST, Exploration
from metrics.explorer.exploration import name as full_name
from metrics.model.counting import UNLIKE_COUNTING
from metrics.model.refusal import Refusal
from metrics.model.series import Series
from metrics.reconciliation import disputed_relations
from metrics.views import points
from pages.parts.blocks import choosing, downloads, finding
from pages.parts.blocks.card import show_card
from pages.parts.blocks.choosing import Chosen
from pages.parts.blocks.large import Beginning, Large
from pages.parts.blocks.sizes import ASIDE, EXPLORED, GAP, STACKED, content_width, window
from pages.parts.frame import markup, shell
from pages.parts.frame.shell import Context
from pages.parts.state import own_deck, widgets
from pages.parts.state import view as state

NAME = "explorer"
# Names the card within the page, and so the file of its picture.
CARD = "view"


@dataclass(frozen=True)
class Shown:
    """What is chosen and what comes of it, with the markup above its chart.

    Parameters
    ----------
    held : Chosen
        The series of the view.
    view : Exploration
        What comes of the choices.
    spec : ChartSpec or None
        The chart; None where nothing can be drawn.
    chips, controls : str
        Markup of what is chosen, and of how it is looked at.
    """

    held: Chosen
    view: Exploration
    spec: ChartSpec | None
    chips: str
    controls: str


def beginning(context: Context) -> Beginning:
    """Return what the page begins with; without its chart where more than that is above it."""
    held = choosing.chosen(context)
    tried = _tried(context, held)
    if state.get("q") or len(state.get_many("s")) > MOST:
        return Beginning((tried,))
    shown = _shown(context, held)
    if shown.spec is None or state.get("show") == "table":
        return Beginning((tried,))
    find = finding.beginning(context, held)
    above = Markup(shown.chips) + Markup(shown.controls)
    return Beginning((tried,), Large(shown.spec, EXPLORED, CARD, find, above))


def _tried(context: Context, held: Chosen) -> str:
    return context.chosen("tried", lambda: choosing.tried(context, held))


def _shown(context: Context, held: Chosen) -> Shown:
    view = context.chosen("exploration", lambda: choosing.exploration(context, held))
    spec = _spec(context, view)
    return Shown(
        held,
        view,
        spec,
        context.chosen("chips", lambda: choosing.chips(context, held, spec)),
        context.chosen("controls", lambda: choosing.controls(context, held, view)),
    )


def show(context: Context) -> None:
    """Draw the page."""
    held = choosing.chosen(context)
    st.html(_tried(context, held))
    wide = content_width(window()) >= STACKED
    if not wide:
        opened = bool(state.get("q"))
        with st.expander(context.say("explore.search"), expanded=opened, key="find"):
            finding.show(context, held)
        show_view(context, held)
        return
    left, right = st.columns([ASIDE, content_width(window()) - ASIDE - 2 * GAP], gap=2 * GAP)
    with left, st.container(key="find"):
        finding.show(context, held)
    with right:
        show_view(context, held)


def show_view(context: Context, held: Chosen) -> None:
    """Draw what is chosen, how it is looked at, and what comes of it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    held : Chosen
        The series of the view.
    """
    if len(state.get_many("s")) > MOST:
        st.warning(context.say("explore.too_many"))
    shown = _shown(context, held)
    view, spec = shown.view, shown.spec
    if spec is not None:
        shell.name_window(spec.text.name or spec.text.title, context.say)
    st.html(shown.chips)
    st.html(shown.controls)
    _show_result(context, view, spec)
    _show_refusals(context, view)
    if ends := context.chosen("ends", lambda: _ends(context, view, spec)):
        st.html(ends)
    _show_taking(context, held, view)


def _spec(context: Context, view: Exploration) -> ChartSpec | None:
    """Return the chart, compiled once for all sessions; None where nothing can be drawn."""
    if not view.panels:
        return None
    return context.shared(f"explorer {view.choice}", lambda: compile_view(view, context.lang))


def _show_result(context: Context, view: Exploration, spec: ChartSpec | None) -> None:
    if spec is None:
        st.info(context.say("explore.nothing"))
        return
    if state.get("show") != "table":
        show_card(context, spec, EXPLORED, CARD)
        return
    rows = points.rows(view, context.lang)
    said = context.say("explore.table")
    st.html(markup.table(points.COLUMNS, rows, context.lang, said, tall=True))
    inputs = [o for p in view.panels for r in p.results for point in r.points for o in point.inputs]
    relations = disputed_relations(context.tables, inputs)
    if address := markup.dispute_link(relations, context.lang, context.tables.selection):
        st.html(markup.render("dispute.html", context.lang, address=address))


def _show_refusals(context: Context, view: Exploration) -> None:
    """Each refusal with its reason and what can be done instead."""
    say, lang = context.say, context.lang
    for told in choosing.hidden_lines(context, view):
        st.html(told)
    if names := choosing.outside_names(context, view):
        st.warning(say("explore.outside", names=say("list.comma").join(names)))
    lines = [_refusal(context, s, r) for s, r in view.refusals]
    if any(r.uneven for r in view.results):
        lines.append(say("explore.uneven"))
    if lines:
        title = say("explore.refusals") if view.refusals else ""
        st.html(markup.render("lines.html", lang, title=title, lines=lines))


def _refusal(context: Context, series: Series, refusal: Refusal) -> str:
    say, lang = context.say, context.lang
    periods = say("list.comma").join(p.period.label(lang) for p in refusal.points)
    # Of offices that count unlike, the reason names each.
    offices = refusal.reason == UNLIKE_COUNTING
    name = series.definition.name(lang) if offices else full_name(context.tables, series, lang)
    return say(
        "explore.refusal",
        series=name,
        periods=periods,
        reason=refusal.words(lang),
    )


def _ends(context: Context, view: Exploration, spec: ChartSpec | None) -> str:
    """Return the table of first and last values; periods that all share stand in its head.

    It is empty where there are none.
    """
    lang, say = context.lang, context.say
    rows = ends_of(view, lang)
    if not rows:
        return ""
    roles = {s.key: s.role for s in spec.series} if spec else {}

    def shared_by_all(words: list[str]) -> str:
        return words[0] if len(set(words)) == 1 else ""

    span = shared_by_all([r.span for r in rows])
    unit = shared_unit(rows)
    return markup.render(
        "ends.html",
        lang,
        rows=[
            {
                "ends": row.bare(unit),
                "role": roles.get(row.series.key, ""),
                "base": row.base.period.label(lang),
                "latest": row.latest.period.label(lang),
                "source": row.latest.source.cite(lang),
                "address": context.series_link(row.series.definition.id, row.series.area),
                "refused": say("list.semicolon").join(r.words(lang) for r in row.refusals),
            }
            for row in rows
        ],
        base=shared_by_all([r.base.period.label(lang) for r in rows]),
        latest=shared_by_all([r.latest.period.label(lang) for r in rows]),
        span=span,
        unit=unit.strip(),
    )


def _show_taking(context: Context, held: Chosen, view: Exploration) -> None:
    """Draw the view as files, as a slide, and the link to it."""
    say = context.say
    with st.container(horizontal=True, gap="small", key="taking", vertical_alignment="center"):
        if view.panels:
            downloads.show_view(context, view, _file_name(view))
            shown: Kind = "table" if state.get("show") == "table" else "chart"
            widgets.button(
                say("briefing.add"),
                key=f"add-view-{context.lang}",
                on_click=own_deck.add,
                args=(explorer_views(view, shown), say),
            )
        st.html(
            markup.render("copy_link.html", context.lang, link=_permalink(context, held, view)),
            width="content",
        )


def _permalink(context: Context, held: Chosen, view: Exploration) -> str:
    """Return the full address of the view, in which no default is left to change."""
    years = view.years()
    told = {"s": ",".join(held.keys), "t": "none", "show": "chart", "panels": "one"}
    if years:
        told |= {"from": years[0], "to": years[-1]}
    if view.choice.transform in choosing.BASED:
        told["b"] = view.base
    return state.permalink(NAME, {k: v for k, v in told.items() if v}, context.tables.version)


def _file_name(view: Exploration) -> str:
    """Return a name that says what is inside: series, transform, years, data version."""
    ids = [s.key.replace("@", "-") for s in view.ranged]
    head = ids[0] if len(ids) == 1 else f"{ids[0]}-and-{len(ids) - 1}-more"
    span = f"{view.choice.first or view.years()[0]}-{view.choice.last or view.years()[-1]}"
    return f"{head}_{view.choice.transform}_{span}_{view.tables.key}"
