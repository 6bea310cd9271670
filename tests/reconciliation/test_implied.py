"""Implied values in view: which are shown, how they are marked, and that they displace nothing."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from metrics import Selection, Tables
from metrics.briefing.deck import Deck, Slide, from_json, to_json
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import ready
from metrics.charts.compile import compile_concept, compile_view
from metrics.charts.compile.notes import implied_lines
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports import opendata, sdmx
from metrics.locale import LANGS, Lang
from metrics.model.observation import Observation
from metrics.model.selection import FIRST
from metrics.reconciliation import ALL_WITH_IMPLIED, ambiguous, in_view, reconcile
from metrics.reconciliation.implied_in_series import addable
from metrics.rules.derivations import formula
from metrics.views.cards import card
from metrics.views.extracts import extract
from metrics.views.filters import FilterError, Filters, filters_of
from metrics.views.pages import overview, theme_page
from metrics.views.points import frame, rows
from metrics.views.search import Facets, find
from metrics.views.stories import THEMES
from metrics.wording import findings, origins
from metrics.wording import observations as words


@pytest.fixture(scope="module")
def full(tables: Tables) -> Tables:
    return in_view(tables, ALL_WITH_IMPLIED)


def point(tables: Tables, indicator: str, period: str) -> Observation:
    return next(p for p in tables.series(indicator).points if p.period.code == period)


# Worked by hand from the printed figures: value, lowest, highest, formula.
HAND = [
    # 454.45 / 1.2365 and 454.55 / 1.2355 hundred million yuan
    ("royalties_exports", "2018", "less_growth", "36770000000", "36752900000", "36790800000",
     "454.5亿元人民币 ÷ (1 + 23.6%)"),
    # 3783.0 over nine years of 13.7 per cent: 1.137 ^ 9 = 3.1763
    ("royalties_trade", "2012", "less_yearly_growth", "119000000000", "118650000000",
     "119597000000", "3783.0亿元 ÷ (1 + 13.7%) ^ 9"),
    # 3872.5 - 3445.6, each to 0.05
    ("royalties_trade", "2022-12/2022-12", "rest", "42690000000", "42680000000", "42700000000",
     "3872.5亿元 − 3445.6亿元"),
    # 663,000 / 4.9 ten thousands of people, 662,500 / 4.95 and 663,500 / 4.85
    ("population", "2014-12-31", "whole", "1350000000", "1338300000", "1368100000",
     "66.3万件 ÷ 4.9 × 10,000"),
    # 15317.6 / 0.1271
    ("gross_domestic_product", "2022", "whole", "120500000000000", "120468300000000",
     "120564000000000", "153176亿元 ÷ 12.71%"),
    # 14.4 - 9.9, each to 0.05
    ("royalties_import_growth", "2022-01/2022-11", "less_lead", "4.5", "4.40", "4.60",
     "14.4% − 9.9个百分点"),
    # 695,946 - 539,057, counted to the last one
    ("invention_patents_lapsed", "2021", "lapsed", "156889", "156889", "156889",
     "695946 − (3596901 − 3057844)"),
    ("top500_brands", "2012", "less_change", "32", "32", "32", "84个 − 52"),
]  # fmt: skip


@pytest.mark.parametrize("case", HAND, ids=lambda c: f"{c[0]}-{c[2]}")
def test_values_are_those_worked_by_hand(full: Tables, case: tuple[str, ...]) -> None:
    indicator, period, rule, value, lo, hi, told = case
    made = point(full, indicator, period)
    assert made.implied
    assert made.derived
    assert (made.rule, made.status, formula(made)) == (rule, "I", told)
    assert made.figure.value == Decimal(value)
    assert (made.figure.interval.lo, made.figure.interval.hi) == (Decimal(lo), Decimal(hi))


def test_a_bound_gives_a_bound(full: Tables) -> None:
    # 122.4 / 1.1235 billion or more; 709.55 - 122.4 - 151.45 - 217.95 at most
    least = point(full, "pledge_financing", "2017").figure
    assert (least.qualifier, least.interval.lo, least.interval.hi) == (
        "at_least",
        Decimal("108900000000"),
        None,
    )
    most = point(full, "ip_pledge_financing_total", "2016/2017").figure
    assert (most.qualifier, most.interval.lo, most.interval.hi) == (
        "at_most",
        None,
        Decimal("217800000000"),
    )


@pytest.mark.parametrize("vintage", ["last", FIRST, "2023-06-30"])
@pytest.mark.parametrize("supplement", [True, False])
def test_nothing_printed_is_displaced(tables: Tables, vintage: str, supplement: bool) -> None:
    plain = tables.select(Selection(supplement, vintage))
    shown = in_view(tables, Selection(supplement, vintage, True))
    assert shown.statements == plain.statements
    for key, series in plain.all_series.items():
        with_implied = shown.all_series[key]
        assert [id(p) for p in with_implied.points if not p.derived] == [
            id(p) for p in series.points if not p.derived
        ]
        assert [p.period for p in with_implied.points if not p.implied] == [
            p.period for p in series.points
        ]
        if series.base is not None:
            assert with_implied.base is not None
            assert with_implied.base.period == series.base.period
        assert with_implied.latest.period == series.latest.period


def test_a_value_printed_later_takes_the_place_of_an_implied_one(tables: Tables) -> None:
    made = point(in_view(tables, ALL_WITH_IMPLIED), "royalties_exports", "2018")
    own = tables.series("royalties_exports").points[0]
    printed = replace(own, period=made.period, figure=own.figure)
    held = Tables(tables.frames, tables.version)
    held.__dict__["statements"] = (*tables.statements, printed)
    assert made.key[:3] in {o.key[:3] for o in addable(tables)}
    assert made.key[:3] not in {o.key[:3] for o in addable(held)}
    assert point(in_view(held, ALL_WITH_IMPLIED), "royalties_exports", "2018") is printed


def test_two_readings_are_not_drawn(full: Tables) -> None:
    periods = {p.period.code for p in full.series("pledge_financing").points}
    assert not periods & {"2012", "2013"}
    found = ambiguous(full, "pledge_financing", "CN")
    assert [(o.period.code, o.rule) for o in found] == [
        ("2012", "less_times_more"),
        ("2012", "less_times"),
        ("2013", "less_times_more"),
        ("2013", "less_times"),
    ]


def test_a_base_before_a_break_is_of_the_later_definition(full: Tables) -> None:
    series = full.series("valid_trademarks_domestic")
    made = point(full, "valid_trademarks_domestic", "2022-12-31")
    assert made.status == "D"
    assert (made,) in series.segments


def test_a_series_of_implied_values_breaks_with_what_it_follows_from(full: Tables) -> None:
    series = full.series("gross_domestic_product")
    assert [p.period.code for p in series.breaks] == ["2023"]
    assert series.against(series.points[4], series.points[5]) == "break"


def test_the_figures_are_reconciled_without_them(tables: Tables, full: Tables) -> None:
    told = [(c.relation.id, c.relation.reading, c.verdict) for c in reconcile(tables)]
    assert [(c.relation.id, c.relation.reading, c.verdict) for c in reconcile(full)] == told


def test_series_of_their_own_stand_after_what_they_follow_from(full: Tables) -> None:
    ids = list(full.definitions)
    assert ids.index("population") == ids.index("invention_patents_in_force_domestic") + 1
    definition = full.definitions["invention_patents_in_force_foreign"]
    assert (definition.concept, definition.scope, definition.theme) == (
        definition.id,
        "national",
        "creation",
    )
    assert (definition.directive, definition.headline) == ("", 0)


def test_they_come_only_where_they_are_asked_for(tables: Tables, full: Tables) -> None:
    assert not any(p.implied for s in tables.all_series.values() for p in s.points)
    assert in_view(full, Selection()) is tables
    assert in_view(tables, ALL_WITH_IMPLIED) is full
    assert full.printed is tables
    with pytest.raises(ValueError, match="in_view"):
        tables.select(ALL_WITH_IMPLIED)


def test_selections_are_carried_by_code_and_query() -> None:
    chosen = Selection(supplement=False, vintage=FIRST, implied=True)
    assert chosen.code == "reports-first-implied"
    assert chosen.query == {"sup": "0", "v": FIRST, "imp": "1"}
    assert Selection.of(chosen.query) == chosen
    assert Selection.of({}) == Selection()
    assert not ALL_WITH_IMPLIED.whole
    assert filters_of({"imp": "1"})[1] == ALL_WITH_IMPLIED
    with pytest.raises(FilterError):
        filters_of({"imp": "yes"})
    assert (
        from_json(to_json(Deck((Slide("title"),), ALL_WITH_IMPLIED))).selection == ALL_WITH_IMPLIED
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_chart_marks_and_explains_them(full: Tables, lang: Lang) -> None:
    chart = compile_concept(full, "patent_dispute_cases", lang)
    (own,) = chart.series
    points = full.series("patent_dispute_cases").points
    assert [m.derived for m in own.marks] == [p.implied for p in points]
    notes = " ".join(chart.text.notes)
    # In the reader's language: the printed forms may be of either.
    first = {"zh": "5,056件 ÷ (1 + 101.4%)", "en": "5,056 cases ÷ (1 + 101.4%)"}
    assert first[lang] in notes
    assert full.label("rule", "less_growth", lang) in notes


def test_wide_intervals_are_drawn(full: Tables) -> None:
    chart = compile_concept(full, "population", "en")
    found = {m.period: m for m in chart.series[0].marks}
    # 1.2979 to 1.4710 around 1.40 billion
    wide = next(m for code, m in found.items() if code.startswith("2016"))
    assert (wide.low, wide.high) == pytest.approx((1.2979, 1.4710), abs=1e-4)
    sure = next(m for code, m in found.items() if code.startswith("2019"))
    assert (sure.low, sure.high) == (None, None)
    axis = chart.plots[0].values
    assert axis.low < 1.2979 < 1.4791 < axis.high


def test_the_span_is_of_printed_figures_and_the_others_are_named(full: Tables) -> None:
    chart = compile_concept(full, "royalties_trade", "en")
    assert chart.text.subtitle.endswith("2017–2024")
    assert "2012" in {m.period for m in chart.series[0].marks}
    head = words.text("en")("chart.derived", periods="2012")
    assert any(head in note for note in chart.text.notes)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_drawn_with_them(full: Tables, theme: str, lang: Lang) -> None:
    view = theme_page(full, theme, lang)
    assert view.rows or view.charts


@pytest.mark.parametrize("lang", LANGS)
def test_cards_say_that_they_are_derived(full: Tables, lang: Lang) -> None:
    made = card(full, full.series("royalties_import_growth"), lang)
    assert made.derived == (
        origins.printed_line(full.series("royalties_import_growth").latest, lang),
        words.text(lang)("fact.interval", value="4.4—4.6%" if lang == "zh" else "4.4–4.6%"),
    )
    assert made.derived[0] in made.alt
    assert card(full, full.series("pledge_financing"), lang).derived == ()


def test_the_headline_row_is_of_printed_figures(tables: Tables, full: Tables) -> None:
    told = [(h.indicator, str(h.value), h.period) for h in overview(full, "en").headlines]
    assert told == [(h.indicator, str(h.value), h.period) for h in overview(tables, "en").headlines]


@pytest.mark.parametrize("lang", LANGS)
def test_the_explorer_tells_them(full: Tables, lang: Lang) -> None:
    assert "population" in {d.id for d in find(full, "population", Facets())}
    plain = rows(Exploration(full, Choice(("royalties_exports",))), lang)
    assert "454.5亿元人民币 ÷ (1 + 23.6%)" in plain[0]["formula"]
    mark = words.text(lang)("fact.implied", value="")
    assert [mark in row["value"] for row in plain] == [True, False]
    view = Exploration(full, Choice(("royalties_exports",), "pct"))
    (row,) = rows(view, lang)
    assert mark in row["value"]
    assert mark in row["formula"]
    # The growth that is printed lies within what the implied base gives.
    assert float(row["lo"]) < 23.6 < float(row["hi"])
    table = frame(view, lang)
    assert table["status"].tolist() == ["I | A"]
    assert table["in_view"].tolist() == ["all-last-implied"]
    chart = compile_view(Exploration(full, Choice(("population", "royalties_exports"))), lang)
    told = {"zh": "454.5亿元 ÷ (1 + 23.6%)", "en": "CNY 45.45 billion ÷ (1 + 23.6%)"}
    assert told[lang] in " ".join(chart.text.notes)


def test_titles_of_slides_say_it(full: Tables) -> None:
    told = findings.of_series(full, full.series("population"), "en")
    assert told.endswith("(derived)")
    assert not findings.of_series(full, full.series("pledge_financing"), "en").endswith("(derived)")
    shown = exhibit(full, "indicator?id=royalties_import_growth&show=figure", "en")
    assert any("(derived)" in part for part in shown.texts.subtitle)
    assert any("14.4% − 9.9 percentage points" in line for line in shown.texts.notes)
    table = exhibit(full, "explorer?s=population&show=table", "en").grid
    assert table is not None
    assert all("(derived)" in row[1] for row in table.rows)
    assert ready(full, "utilisation").selection == ALL_WITH_IMPLIED


def test_files_say_it(full: Tables) -> None:
    taken = extract(full, Filters(indicators=("population", "royalties_exports")))
    told = json.loads(opendata.json_bytes(taken, "en"))["data"]
    derived = [row for row in told if row["derivation"]]
    assert len(derived) == 11
    assert {row["status"] for row in derived} == {"I"}
    assert {row["printed"] for row in derived} == {None}
    assert taken.name("csv").endswith("-all-last-implied.csv")
    lines = sdmx.csv_bytes(taken, "en").decode().splitlines()
    assert sum(",I,people," in line for line in lines) == 10


def test_without_them_nothing_of_their_own_is_taken(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("population",)))
    assert taken.series == ()
    assert taken.filter_lines("en")


def test_a_package_defines_them(full: Tables) -> None:
    taken = extract(full, Filters(theme="creation"))
    with zipfile.ZipFile(io.BytesIO(opendata.package_bytes(taken, "en"))) as archive:
        defined = archive.read("definitions.csv").decode("utf-8-sig")
    assert "\npopulation,population,national,creation,patents," in defined


def test_the_odd_periods_read_well(full: Tables) -> None:
    month = point(full, "royalties_trade", "2022-12/2022-12").period
    assert (month.label("zh"), month.label("en"), month.tick) == (
        "2022年12月",
        "December 2022",
        "2022-12",
    )
    years = point(full, "ip_pledge_financing_total", "2016/2017").period
    assert (years.label("zh"), years.label("en")) == ("2016—2017年", "2016–2017")


def test_rules_are_told_once_each(full: Tables) -> None:
    lines = implied_lines(full, full.series("royalties_trade").points, "en")
    assert len(lines) == 3
    assert all("÷" in line or "−" in line for line in lines)
