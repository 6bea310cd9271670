"""The rows of SDMX: values in full, keys that tell periods apart, texts in the language."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from metrics import Tables
from metrics.exports.sdmx.structure import CODE_LISTS
from metrics.locale import LANGS, Lang
from metrics.model.period import Period
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters
from tests.exchange import observed, only, points, rows


@pytest.fixture(scope="module")
def everything(tables: Tables) -> Extract:
    return extract(tables, Filters())


class TestValues:
    def test_values_and_ends_are_written_in_full(self, everything: Extract) -> None:
        for row, point in zip(rows(everything), points(everything), strict=True):
            for column in ("OBS_VALUE", "LOWER", "UPPER"):
                assert re.fullmatch(r"(-?\d+(\.\d+)?)?", row[column]), row
            assert row["OBS_VALUE"] == f"{point.figure.value:f}"
            assert len(row["OBS_VALUE"].partition(".")[2]) == int(row["DECIMALS"])
            span = point.figure.interval
            assert row["LOWER"] == ("" if span.lo is None else f"{span.lo:f}")
            assert row["UPPER"] == ("" if span.hi is None else f"{span.hi:f}")

    def test_an_open_side_is_empty(self, everything: Extract) -> None:
        sides = {
            (row["QUALIFIER"], bool(row["LOWER"]), bool(row["UPPER"])) for row in rows(everything)
        }
        assert {s for s in sides if not all(s[1:])} == {
            ("over", True, False),
            ("at_least", True, False),
            ("near", False, True),
        }

    def test_a_large_value_has_no_exponent(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        large = replace(series.latest.figure, value=Decimal("4.212E+6"))
        (row,) = rows(only(series, replace(series.latest, figure=large), tables=tables))
        assert (row["OBS_VALUE"], row["DECIMALS"], row["UNIT_MULT"]) == ("4212000", "0", "0")


class TestKeys:
    def test_time_says_when_the_period_ends(self, everything: Extract) -> None:
        for row, point in zip(rows(everything), points(everything), strict=True):
            start, end = days(row["TIME_PERIOD"])
            assert end == point.period.end, row
            if point.period.kind != "date":
                assert start == point.period.start, row

    def test_frequencies_of_all_kinds_of_periods(self, everything: Extract) -> None:
        found = {
            (p.period.kind, p.period.closes_a_year and p.period.kind == "date", row["FREQ"])
            for row, p in zip(rows(everything), points(everything), strict=True)
        }
        assert found == {
            ("year", False, "A"),
            ("date", True, "A"),
            ("date", False, "D"),
            ("months", False, "_O"),
            ("years", False, "_O"),
        }

    @pytest.mark.parametrize(
        ("period", "freq", "plot_date"),
        [
            ("2022", "A", "2022"),
            ("2022-12-31", "A", "2022"),
            ("2024-06-30", "D", "2024-06-30"),
            ("2022-01/2022-11", "_O", "2022-01-01/P11M"),
            ("2012/2022", "_O", "2012-01-01/P11Y"),
        ],
    )
    def test_periods_in_the_terms_of_sdmx(
        self, tables: Tables, period: str, freq: str, plot_date: str
    ) -> None:
        series = tables.series("gii_rank")
        point = replace(series.latest, period=Period.parse(period))
        (row,) = rows(only(series, point, tables=tables))
        assert (row["FREQ"], row["TIME_PERIOD"], row["PERIOD"]) == (freq, plot_date, period)

    def test_the_end_of_a_year_stays_a_day_beside_the_year(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        both = [
            replace(series.latest, period=Period.parse(code))
            for code in ("2021-12-31", "2022", "2022-12-31")
        ]
        taken = only(series, *both, tables=tables)
        assert sorted((r["FREQ"], r["TIME_PERIOD"], r["PERIOD"]) for r in rows(taken)) == [
            ("A", "2021", "2021-12-31"),
            ("A", "2022", "2022"),
            ("D", "2022-12-31", "2022-12-31"),
        ]
        assert len({str(o.dimension) for o in observed(taken)}) == 3

    def test_how_a_value_stands_in_its_period(self, everything: Extract) -> None:
        found = defaultdict(set)
        for row, p in zip(rows(everything), points(everything), strict=True):
            found[row["TIME_PER_COLLECT"]].add(
                "date" if p.period.kind == "date" else p.definition.measure
            )
        assert found["E"] == {"date"}
        assert found["S"] == {"flow", "cumulative"}
        assert found["_Z"] >= {"rank", "rate", "share", "growth"}
        assert len(found) == 3


class TestTexts:
    def test_a_row_says_all_of_a_printed_figure(self, tables: Tables) -> None:
        taken = extract(tables, Filters(indicators=("satisfaction",)))
        points_ = {p.period.code: p for p in points(taken)}
        for lang in LANGS:
            for row in rows(taken, lang):
                point = points_[row["PERIOD"]]
                assert row["PRINTED"] == point.figure.printed
                assert row["OBS_STATUS"] == point.status
                assert row["UNIT_MEASURE"] == "points"
                assert row["SOURCE"] == point.source.id
                assert row["LOCATOR"] == point.locator
                assert row["COMMENT"] == point.note(lang)
                assert row["PERIOD_BASIS"] == point.period_basis

    def test_a_derived_figure_has_its_formula_and_all_its_sources(
        self, everything: Extract
    ) -> None:
        derived = [
            (row, p)
            for row, p in zip(rows(everything), points(everything), strict=True)
            if p.derived
        ]
        assert derived
        for row, point in derived:
            assert (row["OBS_STATUS"], row["PRINTED"]) == ("I", "")
            assert row["DERIVATION"].startswith(point.inputs[0].figure.printed)
            assert all(s.title_en in row["SOURCE_TITLE"] for s in point.sources)
        assert sum(bool(row["DERIVATION"]) for row in rows(everything)) == len(derived)

    @pytest.mark.parametrize("lang", LANGS)
    def test_texts_are_in_the_language_and_codes_in_none(
        self, everything: Extract, lang: Lang
    ) -> None:
        (first, *_), (other, *_) = rows(everything, lang), rows(everything, "en")
        assert first["TITLE"] == everything.title(lang)
        assert {k: first[k] for k in CODE_LISTS} == {k: other[k] for k in CODE_LISTS}


def days(plot_date: str) -> tuple[date, date]:
    """First and last day of a time of SDMX."""
    start, _, length = plot_date.partition("/P")
    if not length:
        return (
            (date(int(start), 1, 1), date(int(start), 12, 31))
            if len(start) == 4
            else (date.fromisoformat(start), date.fromisoformat(start))
        )
    first = date.fromisoformat(start)
    months = int(length[:-1]) * {"M": 1, "Y": 12}[length[-1]] + first.month - 1
    after = date(first.year + months // 12, months % 12 + 1, first.day)
    return first, after - timedelta(days=1)
