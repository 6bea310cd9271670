"""A form to take away: what it is for, what stands in it beforehand, and the workbook itself."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import streamlit as st

from metrics import DataError, Tables
from metrics.curation.form import Asked, is_period
from metrics.exports.workbook.curators import curators_plan
from metrics.exports.workbook.write import write
from metrics.locale import Lang
from pages.parts.blocks import captions, handing
from pages.parts.blocks.downloads import XLSX
from pages.parts.frame.shell import Context


def show(here: Context, tables: Tables) -> None:
    """Let the reader choose what a form is to hold, and take it.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    tables : Tables
        All that is printed, whatever is in view.
    """
    say, lang = here.say, here.lang
    with st.container(gap="small", key="form"):
        with st.container(horizontal=True, gap="medium"):
            kinds = say("curate.page.kind_list"), say("curate.page.kind_whole")
            whole = _second("kind", say("curate.page.kind"), kinds, lang)
            every = say("curate.page.of_economies"), say("curate.page.of_regions")
            regions = _second("of", say("curate.page.of"), every, lang)
        if regions:
            try:
                tables = tables.regional
            except DataError:
                st.error(say("curate.page.unsound"))
                return
        asked = _asked(here, tables, whole=whole)
        if not is_period(asked.period):
            st.warning(say("curate.bad_period", value=asked.period))
            return
        held = f"form {asked.theme} {asked.indicators} {asked.areas} {whole}"
        count = here.shared(
            held, lambda: len({s.definition.id for s in asked.series(tables)}), tables.key
        )
        if not count:
            st.warning(say("curate.page.no_figures"))
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            handing.hand_out(
                say("curate.page.take_form"),
                lambda: _form(here, tables, asked),
                of=(tables.key, regions, asked),
                name=f"ip-form-{date.today():%Y%m%d}.xlsx",
                mime=XLSX,
                key=f"take_form_{lang}",
            )
            captions.draw(here, say("curate.page.holds", count=count))


def _form(here: Context, tables: Tables, asked: Asked) -> bytes:
    """Make the workbook; the one that is there before anything is chosen once for all sessions."""
    if asked != Asked():
        return form(tables, asked, here.lang)
    key = f"{tables.key} {date.today()}"
    return here.shared("blank form", lambda: form(tables, asked, here.lang), key)


def form(tables: Tables, asked: Asked, lang: Lang) -> bytes:
    """Make the workbook.

    Parameters
    ----------
    tables : Tables
        Of economies, or of regions.
    asked : Asked
        What it is to hold.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    bytes
        The same that `ipstats template` writes.

    Raises
    ------
    ValueError
        Where the tables have nothing of what is asked for.

    Examples
    --------
    >>> from metrics import load
    >>> form(load(), Asked(("gii_rank",)), "en")[:2]
    b'PK'
    """
    plan = curators_plan(tables, asked, lang)
    if plan is None:
        raise ValueError(asked)
    made = BytesIO()
    write(plan, made)
    return made.getvalue()


def _second(name: str, label: str, choices: tuple[str, str], lang: Lang) -> bool:
    """Let the reader choose one of two; tell whether it is the second."""
    chosen = st.radio(
        label,
        (0, 1),
        format_func=choices.__getitem__,
        horizontal=True,
        key=f"form_{name}_{lang}",
    )
    return chosen == 1


def _known(tables: Tables, lang: Lang) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return theme and name of each indicator that has figures, and how each source is cited."""
    sources = sorted(tables.sources.values(), key=lambda s: s.published, reverse=True)
    return (
        {
            d.id: (d.theme, f"{d.name(lang)} [{d.id}]")
            for d in tables.definitions.values()
            if tables.areas(d.id)
        },
        {s.id: s.cite(lang) for s in sources},
    )


def _asked(here: Context, tables: Tables, *, whole: bool) -> Asked:
    """Let the reader choose indicators, areas, source and period."""
    say, lang = here.say, here.lang
    known, cited = here.shared("form", lambda: _known(tables, lang), tables.key)
    themes = [t for t in tables.codes("theme") if t in {theme for theme, _ in known.values()}]
    with st.container(horizontal=True, gap="small"):
        with st.container(width=240):
            theme = st.selectbox(
                say("curate.page.theme"),
                ["", *themes],
                format_func=lambda t: (
                    tables.label("theme", t, lang) if t else say("curate.page.all")
                ),
                key=f"form_theme_{lang}",
            )
        own = {i: name for i, (of, name) in known.items() if theme in ("", of)}
        with st.container(width=560):
            indicators = st.multiselect(
                say("curate.page.indicators"),
                [*own],
                format_func=own.__getitem__,
                placeholder=say("curate.page.every"),
                key=f"form_indicators_{lang}_{theme}_{tables.key}",
            )
        areas: list[str] = []
        if whole or tables.national is not None:
            with st.container(width=320):
                areas = st.multiselect(
                    say("curate.page.areas"),
                    tables.codes("area"),
                    format_func=lambda a: tables.label("area", a, lang),
                    placeholder=say("curate.page.every"),
                    key=f"form_areas_{lang}_{tables.key}",
                )
    with st.container(horizontal=True, gap="small"):
        with st.container(width=560):
            source = st.selectbox(
                say("curate.page.source"),
                ["", *cited],
                format_func=lambda s: cited.get(s, s) or say("curate.page.none"),
                accept_new_options=True,
                help=say("curate.page.source_help"),
                key=f"form_source_{lang}",
            )
        with st.container(width=240):
            period = st.text_input(
                say("curate.page.period"), placeholder="2026", key=f"form_period_{lang}"
            )
    return Asked(
        tuple(indicators), theme, tuple(areas), source.strip(), period.strip(), whole=whole
    )
