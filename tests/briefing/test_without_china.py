"""No series is assumed to have a figure for China: decks, pages, files and commands without one."""

from __future__ import annotations

import io
from datetime import date

import pytest
from click.testing import CliRunner

from metrics import Selection, Tables
from metrics.briefing.changes import issued
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import DECKS, ready
from metrics.charts.compile.addresses import view_of
from metrics.cli import main
from metrics.exports import opendata, sdmx
from metrics.exports.workbook import AuditPlan, write
from metrics.locale import LANGS
from metrics.model.series import HOME
from metrics.reconciliation import in_view
from metrics.views.cards import card
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from metrics.views.pages import indicator_page, overview, theme_page
from metrics.views.search import Facets, find
from metrics.views.stories import THEMES

SELECTIONS = (
    Selection(implied=True),
    Selection(supplement=False, implied=True),
    Selection(vintage="first", implied=True),
    Selection(vintage="2019-12-31"),
)


def of_others(tables: Tables) -> Tables:
    """Return the tables as if no indicator of several economies had China's figures."""
    facts = tables.frames["indicators"]
    several = set(facts[facts["area"] != HOME]["indicator"])
    kept = facts[~((facts["area"] == HOME) & facts["indicator"].isin(several))]
    frames = {**tables.frames, "indicators": kept.reset_index(drop=True)}
    return Tables(frames, tables.version)


@pytest.fixture(scope="module")
def abroad(tables: Tables) -> Tables:
    made = of_others(tables)
    assert len({i for i, _ in made.all_series if (i, HOME) not in made.all_series}) > 5
    return made


def told(tables: Tables, name: str) -> list[str]:
    """Return the faults of a deck's slides."""
    pages = issued(tables, ready(tables, name), "zh", date(2026, 1, 1))
    return [fault for page in pages for fault in page.faults]


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda s: s.code)
def test_every_deck_is_made_of_whatever_is_in_view(tables: Tables, selection: Selection) -> None:
    shown = in_view(tables, selection)
    for name in DECKS:
        assert not told(shown, name), name


def test_the_deck_of_the_world_shows_what_only_others_have(tables: Tables) -> None:
    shown = in_view(tables, Selection(implied=True))
    alone = {i for i, _ in shown.all_series if (i, HOME) not in shown.all_series}
    assert alone, "some implied series are of others alone"
    for indicator in alone:
        series = shown.main_series(indicator)
        assert exhibit(shown, f"indicator?id={indicator}&show=figure", "zh").card is not None
        assert exhibit(shown, view_of(series, show="figure"), "zh").card is not None


@pytest.mark.parametrize("name", DECKS)
def test_decks_without_china(abroad: Tables, name: str) -> None:
    assert not told(abroad, name)


@pytest.mark.parametrize("lang", LANGS)
def test_pages_without_china(abroad: Tables, lang: str) -> None:
    overview(abroad, lang)  # type: ignore[arg-type]
    for theme in THEMES:
        theme_page(abroad, theme, lang)  # type: ignore[arg-type]
    for series in abroad.all_series.values():
        assert card(abroad, series, lang).value  # type: ignore[arg-type]
    assert {d.id for d in find(abroad)} == set(abroad.definitions)
    assert "gii_rank" in {d.id for d in find(abroad, "innovation index")}
    assert not find(abroad, "satisfaction", Facets(area="US"))


def test_the_page_of_every_indicator_and_area(abroad: Tables) -> None:
    for series in abroad.all_series.values():
        if series.area != HOME:
            indicator_page(abroad, series, "en")


def test_files_without_china(abroad: Tables) -> None:
    taken = extract(abroad, Filters(theme="international"), "en")
    write(AuditPlan(taken, "en", date(2026, 1, 1)), io.BytesIO())
    for made in (opendata.csv_bytes, opendata.json_bytes, opendata.package_bytes):
        assert made(taken, "en")
    assert sdmx.archive_bytes(taken, "en")


def test_commands_without_china(abroad: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metrics.cli.options.load", lambda _: abroad)
    for words in (["list"], ["list", "--points"], ["show", "gii_rank"], ["reconcile"]):
        for lang in LANGS:
            done = CliRunner().invoke(main, [*words, "--lang", lang])
            assert isinstance(done.exception, SystemExit | None), (words, done.exception)
    listed = CliRunner().invoke(main, ["list", "--lang", "en"]).output
    row = next(line for line in listed.splitlines() if line.startswith("gii_rank\t"))
    area = abroad.label("area", abroad.main_series("gii_rank").area, "en")
    assert area in row, "a figure of another economy is named as its"
