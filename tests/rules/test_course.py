"""How a series came to its newest figure: changes, turns, firsts, records, runs above a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.model.figure import Figure
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.rules.course import Course, above_round, change_between, running_above
from metrics.rules.target import at_its_day, held
from metrics.wording.findings import of_series

D = Decimal


def made(tables: Tables, indicator: str, values: Sequence[str], first: int = 2015) -> Series:
    """Return a series of whole years with other values; ``>`` before one makes it a bound."""
    own = tables.series(indicator)
    point = own.latest
    statements = []
    for n, value in enumerate(values):
        qualifier = "over" if value.startswith(">") else "exact"
        bare = value.lstrip(">")
        step = D(1).scaleb(int(D(bare).as_tuple().exponent))
        figure = Figure(D(bare), bare, qualifier, step, False)  # type: ignore[arg-type]
        period = Period.parse(f"{first + n}")
        statements.append(replace(point, period=period, figure=figure, status="A"))
    return Series(own.definition, own.area, tuple(statements))


class TestCourse:
    def test_a_step_is_of_one_year(self, tables: Tables) -> None:
        series = made(tables, "satisfaction", ["70", "72", "75"])
        step = Course(series).step
        assert step is not None
        assert (step.base.period.code, step.value, step.direction) == ("2016", D(3), 1)

    def test_overlapping_intervals_have_no_direction(self, tables: Tables) -> None:
        # 15 (14.5 to 15.5) after 15.5 (15.45 to 15.55).
        course = Course(made(tables, "invention_exam_months", ["15.5", "15"]))
        assert course.step is not None
        assert course.step.direction == 0
        assert not course.turned

    def test_the_last_year_may_turn(self, tables: Tables) -> None:
        assert Course(made(tables, "satisfaction", ["60", "70", "80", "75"])).turned
        assert not Course(made(tables, "satisfaction", ["60", "70", "75", "80"])).turned

    @pytest.mark.parametrize(
        ("values", "years"),
        [
            # The fall of 2019 is the first since that of 2016.
            (["60", "55", "56", "57", "50"], 3),
            # Rises in every year before: the first in view.
            (["50", "51", "52", "53", "40"], 4),
            # One rise before it is not told.
            (["50", "49", "52", "40"], 0),
            # Nothing certain in 2017.
            (["50.0", "51.0", "51", "53.0", "40.0"], 0),
        ],
    )
    def test_the_first_fall(self, tables: Tables, values: list[str], years: int) -> None:
        assert Course(made(tables, "satisfaction", values)).first_in() == years

    @pytest.mark.parametrize(
        ("values", "highest", "since"),
        [
            (["50", "51", "52"], True, None),
            (["52", "51", "50"], False, None),
            (["60", "51", "52", "55"], True, "2015"),
            (["40", "55", "54", "50"], False, "2015"),
        ],
    )
    def test_records(
        self, tables: Tables, values: list[str], highest: bool, since: str | None
    ) -> None:
        record = Course(made(tables, "satisfaction", values)).record
        assert record is not None
        assert record.highest == highest
        assert (record.since and record.since.period.code) == since

    def test_nothing_is_the_lowest_across_a_hole(self, tables: Tables) -> None:
        full = made(tables, "satisfaction", ["40", "70", "71", "55", "54", "50"])
        since = Course(full).record
        assert since is not None
        assert since.since is not None
        assert since.since.period.code == "2015"
        # 2016 and 2017 may have been lower still.
        holed = Series(full.definition, full.area, full.points[:1] + full.points[3:])
        record = Course(holed).record
        assert record is not None
        assert record.since is None
        assert [p.period.code for p in Course(holed).unbroken] == ["2018", "2019"]

    def test_no_record_where_intervals_meet(self, tables: Tables) -> None:
        assert Course(made(tables, "satisfaction", ["50", "50.2", "49.9"])).record is None

    def test_a_turning_point_tells_more_than_the_base(self, tables: Tables) -> None:
        # 20 down from 40 in 2016, against 2 up from 18.
        course = Course(made(tables, "satisfaction", ["18", "40", "30", "20"]))
        assert course.turning_point is not None
        assert course.turning_point.base.period.code == "2016"

    def test_nothing_crosses_a_break(self, tables: Tables) -> None:
        series = made(tables, "satisfaction", ["50", "60", "70"])
        broken = replace(series, broken=frozenset({Period.parse("2016")}))
        first, _, last = broken.points
        assert change_between(broken, first, last) is None
        assert [p.period.code for p in Course(broken).earlier] == ["2016"]

    def test_running_above(self, tables: Tables) -> None:
        assert running_above(tables.series("pledge_financing_yearly_growth")) == (3, D(40))
        assert running_above(tables.series("royalties_export_growth"))[0] < 3

    @pytest.mark.parametrize(
        ("lows", "wanted"),
        [
            (["75.3", "57.1", "42.0", "43.8"], (4, D(40))),
            # The fourth is below.
            (["75.3", "57.1", "42.0", "13.8"], (3, D(40))),
            # Nothing round is near, or too few.
            (["58", "57", "56"], (0, D(0))),
            (["75.3", "57.1"], (0, D(0))),
            (["0.5", "0.6", "0.7"], (0, D(0))),
        ],
    )
    def test_above_a_round_number(self, lows: list[str], wanted: tuple[int, Decimal]) -> None:
        assert above_round([D(low) for low in lows]) == wanted


class TestTarget:
    @pytest.mark.parametrize(
        ("indicator", "period", "value", "wanted", "verdict"),
        [
            ("satisfaction", "2025", "82.8", "82", "met"),
            # 81.5 to 82.5 may be either.
            ("satisfaction", "2025", "82", "82", "open"),
            ("satisfaction", "2025", "81.2", "82", "missed"),
            ("satisfaction", "2024", "81.2", "82", "due"),
            ("satisfaction", "2024", "82.8", "82", "met"),
            # A bound above it is enough, one below it leaves it open.
            ("satisfaction", "2025", ">82", "82", "met"),
            ("satisfaction", "2025", ">80", "82", "open"),
            # Of a time less is better.
            ("invention_exam_months", "2025", "15.2", "16", "met"),
            ("invention_exam_months", "2025", "16.8", "16", "missed"),
            ("invention_exam_months", "2025", ">15", "16", "open"),
            ("invention_exam_months", "2025", ">16.5", "16", "missed"),
        ],
    )
    def test_met_or_not(
        self, tables: Tables, indicator: str, period: str, value: str, wanted: str, verdict: str
    ) -> None:
        (point,) = made(tables, indicator, [value], int(period)).points
        (target,) = made(tables, indicator, [wanted], 2025).points
        assert held(target, point).verdict == verdict

    @pytest.mark.parametrize(
        ("value", "wanted", "qualifier", "verdict", "doubt"),
        [
            # Four months may be 3.5 to 4.5, and less than four is asked for.
            ("4", "4", "near", "open", "bound"),
            ("3.4", "4", "near", "met", ""),
            ("5", "4", "near", "missed", ""),
            # As printed it is four; which side of four is not known.
            ("4", "4", "exact", "open", "even"),
            ("16.5", "16.5", "about", "open", "even"),
            (">3", "4", "exact", "open", "bound"),
        ],
    )
    def test_why_it_is_open(
        self, tables: Tables, value: str, wanted: str, qualifier: str, verdict: str, doubt: str
    ) -> None:
        (point,) = made(tables, "invention_exam_months", [value], 2020).points
        (asked,) = made(tables, "invention_exam_months", [wanted], 2020).points
        figure = replace(asked.figure, qualifier=qualifier)  # type: ignore[arg-type]
        found = held(replace(asked, figure=figure), point)
        assert (found.verdict, found.doubt) == (verdict, doubt)

    def test_by_the_figure_of_its_day(self, tables: Tables) -> None:
        series = made(tables, "invention_exam_months", ["22", "20", "17", "15"], 2019)
        asked = made(tables, "invention_exam_months", ["19", "18", "16"], 2020)
        found = [at_its_day(target, series) for target in asked.points]
        # 20 in 2020 is too long though 15 followed; 17 in 2021 is short enough.
        assert [(h.point.period.code, h.verdict) for h in found] == [
            ("2020", "missed"),
            ("2021", "met"),
            ("2022", "met"),
        ]
        # With no figure of its year, what came after it tells nothing.
        gap = replace(series, statements=(series.points[0], series.points[-1]))
        lapsed = at_its_day(asked.points[0], gap)
        assert (lapsed.point.period.code, lapsed.verdict, lapsed.doubt) == (
            "2019",
            "open",
            "absent",
        )


VALUES = st.lists(
    st.builds(
        lambda bound, value: f"{'>' * bound}{value}",
        st.booleans(),
        st.decimals("1.0", "99.9", places=1),
    ),
    min_size=1,
    max_size=6,
)
UP = ("升至", "增至", "增长", "延长至")
DOWN = ("降至", "下降", "缩短至")


class TestTitles:
    @given(values=VALUES, kind=st.sampled_from(["satisfaction", "pledge_financing"]))
    def test_no_direction_against_the_intervals(
        self, tables: Tables, values: list[str], kind: str
    ) -> None:
        """A rise or a fall is told only of two figures whose intervals stand apart that way."""
        if kind == "pledge_financing":
            values = [v.replace(".", "") + "00000000" for v in values]
        series = made(tables, kind, values)
        said = of_series(tables, series, "zh")
        latest = series.latest.figure.bound
        others = [p.figure.bound for p in series.points[:-1]]
        if any(word in said for word in UP):
            assert any(
                o.hi is not None and latest.lo is not None and o.hi <= latest.lo for o in others
            )
        if any(word in said for word in DOWN):
            assert any(
                latest.hi is not None and o.lo is not None and latest.hi <= o.lo for o in others
            )
        if series.latest.figure.one_sided:
            assert "倍" not in said
            assert "超" in said
