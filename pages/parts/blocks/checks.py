"""The page of checks: counts by verdict, filters, each check, and what the figures imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.reconciliation import Check, implied, readings
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.listing import CheckFilter, Entry, chosen, counts, entries
from metrics.reconciliation.model import VERDICTS, Verdict
from metrics.reconciliation.picture import picture
from metrics.reconciliation.regions import PREFIX
from metrics.reconciliation.workings import working
from metrics.tables.dataset import Tables
from metrics.views.filters import every_definition
from metrics.views.statements import fact_row
from metrics.wording.intervals import interval_words
from metrics.wording.origins import spoken
from pages.parts.blocks import errors
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets

CHOICES = ("q", "verdict", "relation", "theme", "area", "source", "id", "check", "p")
# Checks on one page, and on that of an indicator.
ROWS, FEW = 20, 5
# Implied values that are listed.
MOST_IMPLIED = 300
SIGNS: dict[Verdict, str] = {
    "inconsistent": "≠",
    "consistent": "✓",
    "reading_ruled_out": "×",
    "revised_base": "↺",
    "revised": "↺",
    "classified_differently": "⇄",
    "not_comparable": "–",
    "no_power": "?",
}
INPUTS = ("indicator", "value", "period", "scope", "printed", "interval", "source", "locator")
IMPLIED = ("indicator", "value", "period", "scope", "interval", "formula", "source")


def show(context: Context) -> None:
    """Draw the page; of relations that hold by rule between regions those that are asked for."""
    wanted = _wanted()
    if not wanted.relations:
        st.html(context.chosen("check lists", lambda: errors.tabs(context)))
        if state.get("list") == errors.LIST:
            st.html(context.shared("register", lambda: errors.register_of(context)))
            return
    if any(name.startswith(PREFIX) for name in wanted.relations):
        context = replace(context, tables=context.tables.regional)
    every = _entries(context)
    st.html(context.chosen("check tiles", lambda: _tiles(context, counts(every, wanted))))
    if not wanted.relations:
        _filters(context)
    _only(context, wanted)
    _list(context, every, wanted)
    if wanted == CheckFilter():
        _implied(context)


def _entries(context: Context) -> tuple[Entry, ...]:
    return context.shared("checks", lambda: entries(context.tables, context.lang))


def _wanted() -> CheckFilter:
    return CheckFilter(
        verdict=state.get("verdict"),
        kind=state.get("relation"),
        theme=state.get("theme"),
        source=state.get("source"),
        indicator=state.get("id"),
        area=state.get("area"),
        relations=state.get_many("check"),
        query=state.get("q"),
    )


def _tiles(context: Context, found: dict[Verdict, int]) -> str:
    """Return the counts; each leads to the checks of its verdict, and back to all."""
    active = state.get("verdict")
    tiles = [
        {
            "verdict": verdict,
            "sign": SIGNS[verdict],
            "count": found[verdict],
            "active": verdict == active,
            "address": state.address(verdict="" if verdict == active else verdict, p=""),
        }
        for verdict in VERDICTS
    ]
    return markup.render("check_tiles.html", context.lang, tiles=tiles)


def _filters(context: Context) -> None:
    tables, say, lang = context.tables, context.say, context.lang
    grid = st.grid(6, min_column_width=170, gap=16)
    with grid.cell():
        widgets.search("q", say("checks.search"), say("checks.search_hint"), lang)
    with grid.cell():
        widgets.choose(
            "verdict",
            say("checks.verdict"),
            VERDICTS,
            lambda code: say(f"reconcile.verdict.{code}").capitalize(),
            lang,
            say("data.all"),
        )
    cite = context.cited
    for key, list_, label in (
        ("relation", "check_kind", say("checks.kind")),
        ("theme", "theme", say("data.theme")),
        ("area", "area", context.area),
    ):
        with grid.cell():
            codes = [c for c in tables.codes(list_) if list_ != "check_kind" or c in KINDS]
            name = partial(_label, tables, list_, lang)
            widgets.choose(key, label, codes, name, lang, say("data.all"))
    with grid.cell():
        widgets.choose(
            "source", say("data.source"), tuple(cite), cite.__getitem__, lang, say("data.all")
        )


def _label(tables: Tables, list_: str, lang: Lang, code: str) -> str:
    return tables.label(list_, code, lang)


def _only(context: Context, wanted: CheckFilter) -> None:
    """Draw what an address has singled out, and the way back to all."""
    say = context.say
    if wanted.relations:
        told = say("checks.only_some")
    elif wanted.indicator:
        named = every_definition(context.tables)[wanted.indicator]
        told = say("data.only", name=named.name(context.lang))
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(told)
        widgets.button(say("checks.show_all"), on_click=state.clear, args=(CHOICES,))


def _list(context: Context, every: Sequence[Entry], wanted: CheckFilter) -> None:
    say, lang = context.say, context.lang
    found = context.chosen("checks found", lambda: chosen(every, wanted))
    if not found:
        caption = say("checks.count", shown=0, all=len(every))
        st.html(markup.render("empty.html", lang, caption=caption, message=say("checks.none")))
        widgets.button(
            say("checks.show_all"), on_click=state.clear, args=(CHOICES,), key="clear_empty"
        )
        return
    pages = -(-len(found) // ROWS)
    here = say("data.page", page=widgets.page_of(pages), pages=pages)
    caption = say("checks.count", shown=len(found), all=len(every))
    if pages > 1:
        caption = say("data.paged", count=caption, page=here)
    st.html(context.chosen("checks listed", lambda: _listed(context, found, caption)))
    widgets.turn_pages(pages, say("data.before"), here, say("data.after"), "ip-checks")


def _listed(context: Context, found: Sequence[Entry], caption: str) -> str:
    """Return the checks of the page of the list that is in view."""
    page = widgets.page_of(-(-len(found) // ROWS))
    shown = found[(page - 1) * ROWS : page * ROWS]
    items = [_item(context, entry, open_=len(found) == 1) for entry in shown]
    alone = bool(state.get("check"))
    return markup.render("checks.html", context.lang, caption=caption, items=items, alone=alone)


def _item(context: Context, entry: Entry, *, open_: bool) -> dict[str, Any]:
    """Return all that is told of one check."""
    check, tables, lang = entry.check, context.tables, context.lang
    relation = check.relation
    return {
        "id": relation.id,
        "verdict": check.verdict,
        "sign": SIGNS[check.verdict],
        "kind": tables.label("check_kind", relation.kind, lang),
        "said": entry.said,
        "picture": picture(tables, check, lang),
        "why": _why(context, check),
        "note": relation.note(lang),
        "others": _others(context, check),
        "working": working(check),
        "inputs": [_input(context, o) for o in check.inputs],
        "columns": INPUTS,
        "address": context.link("checks", check=relation.id),
        "open": open_,
    }


def _why(context: Context, check: Check) -> tuple[str, str] | None:
    """Why the two sides do not fit, or what else is to be known, under its heading.

    That nobody wrote why is told too. An explanation is written with all figures in view.
    """
    say = context.say
    told = check.relation.explanation(context.lang)
    if told and not context.tables.selection.whole:
        told = say("checks.whole") + told
    if not check.explained:
        return say("checks.why"), told or say("checks.unexplained")
    if check.misses:
        return (say("checks.why"), told) if told else None
    return (say("checks.remark"), told) if told else None


def _others(context: Context, check: Check) -> list[str]:
    """Return the other readings of the same phrase, each with its verdict."""
    tables, say, lang = context.tables, context.say, context.lang
    return [
        say(
            "checks.other_reading",
            reading=tables.label("reading", c.relation.reading, lang),
            verdict=say(f"reconcile.verdict.{c.verdict}"),
        )
        for c in readings(tables)[check.relation.id]
        if c.key != check.key
    ]


def _input(context: Context, o: Observation) -> dict[str, str]:
    """Return a figure that takes part, with a link to its own page where it has one."""
    row = fact_row(context.tables, o, context.lang)
    if (o.definition.id, o.area) not in context.tables.all_series:
        return row
    return row | {"href_indicator": context.series_link(o.definition.id, o.area)}


def _implied(context: Context) -> None:
    """Draw what the printed figures imply but nobody prints."""
    tables, lang = context.tables, context.lang

    def build() -> str:
        full, every = replace(tables.selection, implied=True), implied(tables)
        rows = [
            fact_row(tables, o, lang)
            | {
                "href_indicator": markup.link(
                    "indicator", lang, full, id=o.definition.id, **markup.of_area(o.area)
                ),
                "interval": interval_words(o.figure.interval, o.definition.unit, lang),
                "formula": spoken(o, lang),
                "source": _cited(context, o),
            }
            for o in every[:MOST_IMPLIED]
        ]
        told = "checks.implied_first" if len(every) > len(rows) else "checks.implied_count"
        caption = context.say(told, count=len(every), most=len(rows))
        title = markup.render("section.html", lang, title=context.say("checks.implied"))
        return title + markup.table(IMPLIED, rows, lang, caption, tall=True, links=("indicator",))

    st.html(context.shared("implied", build))


def _cited(context: Context, o: Observation) -> str:
    cited = dict.fromkeys(s.cite(context.lang) for s in o.sources)
    return context.say("list.semicolon").join(cited)


def count_of(context: Context, indicator: str, area: str) -> int:
    """Return the number of checks in which a series takes part."""
    return len(chosen(_entries(context), CheckFilter(indicator=indicator, area=area)))


def of_series(context: Context, indicator: str, area: str) -> str:
    """Return the checks in which a series takes part, for its own page; the first few of many.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    indicator : str
        Id of the indicator.
    area : str
        Code of the economy.

    Returns
    -------
    str
        Markup; empty where it takes part in none.
    """
    say, lang = context.say, context.lang
    found = chosen(_entries(context), CheckFilter(indicator=indicator, area=area))
    title = markup.small("section.html", lang, title=say("checks.of_series"))
    if not found:
        return title + markup.small("lines.html", lang, title="", lines=(say("checks.none_here"),))
    items = [
        {
            "sign": SIGNS[e.check.verdict],
            "verdict": e.check.verdict,
            "said": e.said,
            "address": context.link("checks", check=e.check.relation.id),
        }
        for e in found[:FEW]
    ]
    every = context.link("checks", id=indicator, **markup.of_area(area))
    return title + markup.render(
        "checks_short.html", lang, items=items, every=every, count=len(found)
    )
