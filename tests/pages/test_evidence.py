"""What a footer said of a chart is told one step behind it, and whole in what leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape

import pytest

from metrics import Selection, Tables, load
from metrics.charts.compile import (
    compile_balance,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_view,
    drawable,
)
from metrics.charts.plotly.posters import poster
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import AuditPlan
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from pages.parts.blocks import card
from pages.parts.blocks.sizes import SMALL
from pages.parts.frame.shell import Context
from tests.docs.markdown import DOCS, Markdown

# A message, its place on the pages, its place in what leaves.
ROW = re.compile(r"^\| [^|]+ \| `([a-z]+\.[a-z_]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SELECTIONS = (
    Selection(),
    Selection(supplement=False),
    Selection(vintage="first"),
    Selection(vintage="2023-06-30"),
    ALL_WITH_IMPLIED,
)


def listed() -> dict[str, str]:
    """Return where the pages tell each message."""
    found = ROW.findall(Markdown.of(DOCS / "evidence.md").text)
    return {key: pages for key, pages, _ in found}


def every_chart(tables: Tables, lang: Lang) -> Iterator[ChartSpec]:
    for concept in dict.fromkeys(d.concept for d in tables.definitions.values()):
        series = tables.concept(concept)
        if series and drawable(tables, series):
            yield compile_concept(tables, concept, lang)


@cache
def charts(lang: Lang) -> tuple[ChartSpec, ...]:
    tables = load()
    pledges = Exploration(tables, Choice(("patent_pledge_financing",), "pct"))
    return (
        *(s for chosen in SELECTIONS for s in every_chart(in_view(tables, chosen), lang)),
        compile_paths(tables, "gii_rank", lang),
        compile_ranking(tables, "ip_charges_receipts", lang),
        compile_balance(tables, "ip_charges_receipts", "ip_charges_payments", lang),
        compile_view(pledges, lang),
    )


def said(key: str, lang: Lang) -> re.Pattern[str]:
    """Return what a message may be, whatever it names."""
    parts = re.split(r"\{\w+\}", text(lang).messages[key])
    return re.compile(".+".join(map(re.escape, parts)), re.DOTALL)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", sorted(listed()))
def test_the_list_names_messages_that_there_are(key: str, lang: Lang) -> None:
    assert key in text(lang).messages


def noted() -> list[str]:
    own = {"chart.source_more", "fact.source", "chart.version", "sheet.note_text"}
    return sorted(k for k, pages in listed().items() if "Details" in pages and k not in own)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", noted())
def test_a_chart_tells_it(key: str, lang: Lang) -> None:
    pattern = said(key, lang)
    assert any(pattern.search(note) for spec in charts(lang) for note in spec.text.notes)


@pytest.mark.parametrize("lang", LANGS)
def test_no_note_is_of_a_kind_that_the_list_does_not_name(lang: Lang) -> None:
    """Notes of indicators are sentences of the tables."""
    tables = load()
    own = {d.note(lang) for d in tables.every_definition.values()}
    more = (
        "chart.hollow",
        "chart.implied_some",
        "chart.implied_interval",
        "chart.worked",
        "explore.unjoined",
    )
    patterns = [said(key, lang) for key in (*listed(), *more)]
    for spec in charts(lang):
        for note in spec.text.notes:
            assert note in own or any(p.fullmatch(note) for p in patterns), (spec.id, note)


@pytest.mark.parametrize("lang", LANGS)
def test_details_hold_every_note_break_source_and_the_version(lang: Lang) -> None:
    context = Context(load(), lang, "light")
    for spec in charts(lang)[:60]:
        foot = unescape(card._ready(context, spec, SMALL, "x", 1920, 1).foot)
        told = spec.text
        plain = (*told.notes, told.source, told.version)
        wanted = (*plain, *(b.reason for plot in spec.plots for b in plot.breaks))
        for words in wanted:
            assert " ".join(words.split()) in foot, (spec.id, words)
        for mark in (m for s in spec.series for m in s.marks):
            assert all(row in foot for row in mark.hover), (spec.id, mark.hover)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_hold_the_notes_or_say_how_many_are_left(lang: Lang) -> None:
    for spec in charts(lang)[:60:3]:
        notes = poster(spec, "portrait").layout.annotations
        told = unescape("".join(n.text.replace("<br>", "") for n in notes))
        flat = letters(told)
        kept = [n for n in spec.text.notes if letters(n) in flat]
        more = said("picture.more", lang).search(told)
        assert len(kept) == len(spec.text.notes) or more, spec.id
        assert letters(spec.text.version) in flat


def letters(words: str) -> str:
    """Return a text without spaces and quotation marks, which pictures may set otherwise."""
    return re.sub(r"[\s“”‘’\"']", "", words)


@pytest.mark.parametrize("lang", LANGS)
def test_charts_of_the_workbook_hold_the_notes_below_them(lang: Lang) -> None:
    tables = load()
    plan = AuditPlan(extract(tables, Filters(theme="utilisation"), lang), lang, date(2026, 1, 1))
    interval = text(lang)("chart.implied_interval")
    for sheet in plan.charts:
        made = next((m for m in plan.concepts if m.table is sheet.charts[0].table), None)
        if made is None or made.spec is None or sheet.charts[0].runs[0].values != "value":
            continue
        lines = [line.lstrip("①②③④⑤ ") for line in sheet.lines]
        told = made.spec.text
        for note in (told.source, told.version, *told.notes):
            assert note in lines or note == interval, (sheet.name, note)
