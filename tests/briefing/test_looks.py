"""Ready-made decks look as they should: measured, slide by slide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bench.decks import Look, looks
from metrics.briefing.drawing import figure_of
from metrics.briefing.pages import pages
from metrics.briefing.ready import DECKS, ready
from metrics.exports.pptx.charts import drawings
from metrics.locale import LANGS, Lang
from metrics.tables.dataset import Tables
from metrics.wording.lines import plain


@pytest.fixture(scope="module")
def measured(tables: Tables) -> list[Look]:
    return list(looks(tables))


def test_every_slide_of_every_ready_deck_keeps_its_aims(measured: list[Look]) -> None:
    assert {look.lang for look in measured} == {"zh", "en"}
    assert [(x.deck, x.lang, x.title, x.missed()) for x in measured if x.missed()] == []


def test_plots_are_measured_as_pictures_and_as_native_charts(measured: list[Look]) -> None:
    charts = [x for x in measured if x.layout == "chart"]
    assert charts
    for look in charts:
        assert look.plot is not None
        assert look.native is not None
        assert 0.5 <= look.plot < 0.8
        assert 0.5 <= look.native < 0.8


def test_numbers_of_key_figures_have_one_size(measured: list[Look]) -> None:
    overall = [x.figure for x in measured if x.deck == "overall" and x.figure is not None]
    assert overall == [64, 64]


def test_what_misses_an_aim_is_named() -> None:
    good = Look("own", "en", "A", "chart", 0.6, 0.55, 2, 48, 16, None, 24, 1)
    assert good.missed() == []
    for name, wrong in (
        ("plot", {"plot": 0.49}),
        ("native", {"native": 0.49}),
        ("lines", {"lines": 3}),
        ("size", {"size": 42}),
        ("words", {"words": 17}),
        ("figure", {"figure": 40}),
        ("smallest", {"smallest": 18}),
        ("source", {"source": 2}),
    ):
        assert replace(good, **wrong).missed() == [name]  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_native_charts_name_the_ends_of_lines_and_targets_as_pictures_do(
    tables: Tables, lang: Lang
) -> None:
    """The same words, whichever file a slide leaves in."""
    seen = 0
    for name in DECKS:
        for page in pages(tables, ready(tables, name), lang, date(2026, 1, 1)):
            for placed in page.placed if page.layout == "chart" else ():
                spec = placed.exhibit.spec
                assert spec is not None
                if len(spec.plots) > 1 or spec.plots[0].kind != "lines":
                    continue
                told = {note.text for note in figure_of(page).layout.annotations}
                (drawing,) = drawings(spec, placed.box, lang)
                heads = {spec.plots[0].unit, *(b.label for b in spec.plots[0].breaks), "★"}
                words = ["".join(p.text for p in line) for n in drawing.notes for line in n.lines]
                own = [w for w in words if w not in heads]
                seen += len(own)
                assert [w for w in own if plain(w) not in told] == [], page.title
    assert seen > 20
