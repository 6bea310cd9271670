"""Ready-made decks look as they should: measured, slide by slide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.decks import Look, looks
from metrics.tables.dataset import Tables


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
