from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.charts.compile.axes import day_of, rank_axis, slot_of, spanned, value_axis
from metrics.model.period import Period

SIZES = st.floats(0.001, 1e12)


def places(values: list[float], *, zero: bool = False) -> list[float]:
    return [t.at for t in value_axis(values, "en", zero=zero).ticks]


class TestValues:
    @pytest.mark.parametrize(
        ("values", "ticks"),
        [
            ([848.5, 8539.9], [0, 3000, 6000, 9000]),
            ([43.9, 42.1, 57.2, 75.4], [0, 20, 40, 60, 80]),
            ([6.3, 16], [0, 4, 8, 12, 16]),
            ([44.9, 54], [40, 45, 50, 55]),
            ([11.6, 13.38], [11, 12, 13, 14]),
        ],
    )
    def test_four_or_five_round_ticks(self, values: list[float], ticks: list[float]) -> None:
        # Growth of a flat band begins at zero under bars alone.
        assert places(values, zero=min(values) in (42.1,)) == ticks

    @given(st.lists(SIZES, min_size=1, max_size=8), st.booleans())
    def test_ticks_hold_all_values(self, values: list[float], zero: bool) -> None:
        axis = value_axis(values, "en", zero=zero)
        ticks = [t.at for t in axis.ticks]
        assert 3 <= len(ticks) <= 5
        assert ticks[0] == axis.low <= min(values) * (1 + 1e-9)
        assert ticks[-1] == axis.high >= max(values) * (1 - 1e-9)
        steps = [b - a for a, b in pairwise(ticks)]
        assert max(steps) == pytest.approx(min(steps))
        assert (axis.low == 0) == axis.zero
        assert axis.zero or not zero

    @given(st.floats(-1e6, -0.001), SIZES)
    def test_an_axis_of_both_signs_has_a_tick_at_zero(self, low: float, high: float) -> None:
        ticks = places([low, high])
        assert any(abs(t) < 1e-9 for t in ticks)
        assert ticks[0] <= low * (1 - 1e-9)
        assert ticks[-1] >= high * (1 - 1e-9)

    def test_zero_alone(self) -> None:
        assert places([0.0])[0] == 0


class TestRanks:
    @pytest.mark.parametrize(
        ("ranks", "ticks"),
        [
            ([29, 10], [30, 25, 20, 15, 10]),
            ([1], [4, 3, 2, 1]),
            ([81, 2], [80, 60, 40, 20, 1]),
        ],
    )
    def test_backward_from_round_places(self, ranks: list[float], ticks: list[float]) -> None:
        axis = rank_axis(ranks, "en")
        assert [t.at for t in axis.ticks] == ticks
        assert axis.rank
        assert axis.low > axis.high

    @given(st.lists(st.integers(1, 400), min_size=1, max_size=9))
    def test_ticks_hold_all_places(self, ranks: list[int]) -> None:
        axis = rank_axis(ranks, "en")
        assert 3 <= len(axis.ticks) <= 5
        assert axis.high <= min(ranks) <= max(ranks) <= axis.low
        assert axis.high >= 1


class TestTime:
    def test_a_part_of_a_year_has_the_slot_of_its_year(self) -> None:
        year, part = Period.parse("2024"), Period.parse("2024-01/2024-09")
        assert slot_of(part) == slot_of(year) == day_of(year)
        assert day_of(part) < day_of(year)

    def test_every_year_may_be_labelled_and_both_ends(self) -> None:
        days = [Period.parse(p) for p in ("2020-12-31", "2023-12-31", "2025-06-30")]
        assert [t.label for t in spanned(days).ticks] == [
            *("2020", "2021", "2022", "2023", "2024"),
            "2025-06",
        ]

    def test_a_lone_point_has_an_axis(self) -> None:
        axis = spanned([Period.parse("2024")])
        assert axis.low < axis.high
        assert [t.label for t in axis.ticks] == ["2024"]
