"""Titles and pages of the curated tables: within their length, borne out, the newest first."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.briefing.numerals import unresolved
from metrics.locale import LANGS, Lang
from metrics.rules.target import is_target
from metrics.views.pages import THEMES, overview, theme_page
from metrics.wording.findings import of_concept, of_series
from metrics.wording.findings.fit import fits
from tests.telling import check_every_headline, check_everything, some_views_of, views_of


@pytest.mark.parametrize("lang", LANGS)
def test_titles_of_all_series_keep_to_their_length(tables: Tables, lang: Lang) -> None:
    for key, series in tables.all_series.items():
        said = of_series(tables, series, lang)
        assert fits(said, lang), (key, said)
        concept = tables.concept(series.definition.concept, series.area)
        assert fits(of_concept(tables, concept, lang), lang), key


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_of_titles_are_borne_out(tables: Tables, lang: Lang) -> None:
    known = [n for d in tables.definitions.values() for n in (d.name(lang), d.short(lang))]
    for key, series in tables.all_series.items():
        said = of_series(tables, series, lang)
        assert unresolved(said, series.points, known, lang) == (), (key, said)


@pytest.mark.parametrize("lang", LANGS)
def test_titles_of_charts_keep_to_their_length(tables: Tables, lang: Lang) -> None:
    pages = [overview(tables, lang), *(theme_page(tables, t, lang) for t in THEMES)]
    for page in pages:
        lead = () if page.lead is None else (page.lead,)
        for spec in (*lead, *(c.spec for c in page.charts)):
            assert fits(spec.text.title, lang), spec.text.title


def test_no_headline_is_older_than_the_newest_in_any_view(tables: Tables) -> None:
    for view in views_of(tables):
        check_every_headline(view)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_missing_or_told_twice(tables: Tables, lang: Lang) -> None:
    for view in some_views_of(tables):
        check_everything(view, lang)


def test_a_target_has_the_unit_of_what_it_is_of(tables: Tables) -> None:
    found = [d for d in tables.definitions.values() if is_target(d)]
    assert found
    for definition in found:
        own = tables.every_definition[definition.relates_to]
        assert definition.unit == own.unit
        assert definition.measure == own.measure
        areas = tables.areas(definition.id)
        points = [p for area in areas for p in tables.series(definition.id, area).points]
        assert points
        assert all(p.status == "F" for p in points)


def test_short_names_tell_series_apart(tables: Tables) -> None:
    for lang in LANGS:
        names = [d.short(lang) for d in tables.definitions.values() if d.short_zh]
        assert len(set(names)) == len(names), sorted(n for n in names if names.count(n) > 1)
