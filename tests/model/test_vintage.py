"""What is in view: with or without the supplement, as first or last printed, as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Selection, Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.model.figure import figure_of, resolution_allowed
from metrics.model.vintage import first_printed, last_printed
from metrics.printed.interval import Interval
from tests.data.test_supplement import years

D = Decimal
NUMBERS = st.decimals(-(10**6), 10**6, places=3)
WIDTHS = st.decimals(0, 10**3, places=3)


class TestSelection:
    def test_the_supplement_can_be_left_out(self, tables: Tables, reports: Tables) -> None:
        assert len(reports.statements) == 91
        assert {o.source.tier for o in reports.statements} == {"report"}
        assert set(reports.definitions) < set(tables.definitions)

    @pytest.mark.parametrize("day", ["2021-02-01", "2022-12-31", "2024-01-31"])
    def test_as_of_a_day_holds_exactly_what_was_printed_by_then(
        self, tables: Tables, day: str
    ) -> None:
        chosen = tables.select(Selection(vintage=day))
        wanted = {
            (r["indicator"], r["area"], r["period"], r["source"], r["locator"])
            for r in tables.frames["indicators"].to_dict("records")
            if _last_day(tables.sources[r["source"]].published) <= day
        }
        found = {
            (o.definition.id, o.area, o.period.code, o.source.id, o.locator)
            for o in chosen.statements
        }
        assert found == wanted
        assert wanted
        for series in chosen.all_series.values():
            for o in series.statements:
                assert o.source.known <= date.fromisoformat(day)

    def test_a_later_publication_is_not_known_before(self, tables: Tables) -> None:
        early = tables.select(Selection(vintage="2021-02-01")).series("gii_rank")
        assert max(years(early)) == 2020

    def test_first_and_last_printed_of_a_revised_figure(self, tables: Tables) -> None:
        def charge(vintage: str) -> Decimal:
            chosen = tables.select(Selection(vintage=vintage))
            return years(chosen.series("ip_charges_receipts"))[2020]

        assert charge("first") == D("8554460469.53")
        assert charge("2022-06-30") == D("8554460469.53")
        assert charge("last") == D("8582874881.79")

    def test_a_later_rounding_does_not_hide_the_finer_figure(self, tables: Tables) -> None:
        assert years(tables.series("patent_intensive_share_gdp"))[2021] == D("12.44")
        assert years(tables.series("invention_patents_granted"))[2021] == 695_946

    def test_what_was_replaced_does_not_come_back(self, tables: Tables) -> None:
        """1,234,600, then 1.2352 million, then 1.235 million: the first was contradicted."""
        base = tables.series("invention_patents_in_force").points[0]
        sources = sorted(tables.sources.values(), key=lambda s: (s.known, s.id))
        made = [
            replace(
                base, source=source, figure=figure_of(value, printed, "exact", base.definition.unit)
            )
            for source, (value, printed) in zip(
                (sources[0], sources[len(sources) // 2], sources[-1]),
                (("1234600", "1234600"), ("1235200", "123.52万件"), ("1235000", "123.5万件")),
                strict=True,
            )
        ]
        assert last_printed(made).figure.printed == "123.52万件"
        assert first_printed(made).figure.printed == "1234600"

    def test_first_printed_holds_in_a_range_and_for_what_is_derived(self, tables: Tables) -> None:
        first = tables.select(Selection(vintage="first"))
        view = Exploration(first, Choice(("ip_charges_receipts",), first="2019", last="2021"))
        assert years(view.ranged[0])[2020] == D("8554460469.53")
        assert any(p.derived for p in first.series("satisfaction").points)

    def test_no_such_vintage(self) -> None:
        for wrong in ("yesterday", "2023-13-01", "20230101", "2023"):
            with pytest.raises(ValueError, match="no vintage"):
                Selection(vintage=wrong)


def _last_day(published: str) -> str:
    """Return the last day of a date that may stop at its year or month.

    Months have no later day.
    """
    return (published + "-12-31")[:10] if len(published) == 4 else (published + "-31")[:10]


class TestMeets:
    """Two statements agree where their intervals have a value in common."""

    @given(NUMBERS, WIDTHS, NUMBERS, WIDTHS)
    def test_it_is_mutual_and_means_a_common_value(
        self, one: Decimal, width: Decimal, other: Decimal, wide: Decimal
    ) -> None:
        first, second = Interval(one, one + width), Interval(other, other + wide)
        assert first.intersects(second) == second.intersects(first)
        assert first.intersects(second) == (max(one, other) in first and max(one, other) in second)

    @given(NUMBERS, NUMBERS)
    def test_a_bound_meets_what_reaches_it(self, bound: Decimal, value: Decimal) -> None:
        over = Interval(bound, None, lo_open=True)
        assert over.intersects(Interval.point(value)) == (value > bound) == (value in over)
        below = Interval(None, bound, hi_open=True)
        assert below.intersects(Interval.point(value)) == (value < bound)
        assert not over.intersects(below)

    @given(NUMBERS, st.decimals("0.001", 10**3, places=3), st.sampled_from([1, 10, 100]))
    def test_the_digits_shown_are_no_finer_than_the_interval(
        self, middle: Decimal, half: Decimal, poorest: int
    ) -> None:
        step = resolution_allowed(Interval(middle - half, middle + half), D(poorest))
        assert step >= poorest
        assert half <= step
        assert step == poorest or half > step / 10
