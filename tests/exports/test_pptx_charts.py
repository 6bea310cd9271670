"""Native charts of specifications made by hand: what a mark means gives its look."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from metrics.briefing.boxes import Box
from metrics.charts.spec import (
    Axis,
    BreakSpec,
    ChartSpec,
    ChartText,
    EventSpec,
    Mark,
    PlotKind,
    PlotSpec,
    Reference,
    Role,
    SeriesSpec,
    Tick,
)
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.model import Drawing
from metrics.exports.pptx.runs import CROSSED, HATCHED
from metrics.exports.pptx.scales import day_axis, day_of, serial
from metrics.exports.pptx.theme import PALETTE

BOX = Box(80, 200, 1760, 760)
VALUES = Axis(0, 30, tuple(Tick(n, str(n)) for n in (0, 10, 20, 30)))


def day(year: int) -> float:
    return float(date(year, 12, 31).toordinal())


def mark(year: int, value: float, **more: object) -> Mark:
    return Mark(day(year), value, f"{year}-12-31", f"{value:g}", ("a", "b", "c"), **more)  # type: ignore[arg-type]


def series(
    *runs: tuple[Mark, ...], role: Role = "subject", name: str = "", end: str = ""
) -> SeriesSpec:
    return SeriesSpec(name or "a", name, name or "A", role, runs, end)


def plot_of(kind: PlotKind, *own: SeriesSpec, **more: object) -> PlotSpec:
    years = sorted({m.at for s in own for m in s.marks})
    ticks = tuple(Tick(at, str(date.fromordinal(int(at)).year)) for at in years)
    along = Axis(years[0], years[-1], ticks)
    return PlotSpec(kind, own, VALUES, along, "units", **more)  # type: ignore[arg-type]


def chart(*plots: PlotSpec) -> ChartSpec:
    text = ChartText("Title", "About", "Name", "Source", (), (), "Version", "All in words")
    return ChartSpec("a", "indicator?id=a", "en", text, plots)


def drawn(*plots: PlotSpec) -> Drawing:
    return drawings(chart(*plots), BOX, "en")[0]


RUN = (mark(2020, 5), mark(2021, 9), mark(2022, 20), mark(2023, 24))


class TestLines:
    def test_each_run_is_a_series_at_its_days(self) -> None:
        made = drawn(plot_of("lines", series(RUN[:1], RUN[1:])))
        assert made.kind == "points"
        assert [run.values for run in made.runs] == [(5,), (9, 20, 24)]
        assert made.runs[1].at[0] == datetime(2021, 12, 31)

    def test_roles_are_colours_and_the_subject_is_in_front(self) -> None:
        other = series(RUN, role="comparator", name="b")
        made = drawn(
            plot_of("lines", series(tuple(replace(m, value=m.value + 1) for m in RUN)), other)
        )
        assert [run.colour for run in made.runs] == [PALETTE.comparator, PALETTE.accent]
        assert made.runs[0].width < made.runs[1].width

    def test_a_bound_is_hollow_with_a_whisker_and_always_labelled(self) -> None:
        bound = mark(2022, 20, open="above", form='">"#,##0')
        made = drawn(plot_of("lines", series((*RUN[:2], bound, RUN[3]), role="comparator")))
        (run,) = made.runs
        assert [m.hollow for m in run.marks] == [False, False, True, False]
        assert run.whiskers == ((0, 0), (0, 0), (0, 1.5), (0, 0))
        assert [(label.place, label.form) for label in run.labels] == [(2, '">"#,##0')]

    def test_an_implied_value_is_a_cross_over_its_interval(self) -> None:
        implied = mark(2022, 20, derived=True, low=18.5, high=21.0)
        (run,) = drawn(plot_of("lines", series((*RUN[:2], implied)))).runs
        assert run.marks[2].symbol == "x"
        assert run.whiskers[2] == (1.5, 1.0)

    def test_only_points_that_stand_out_are_marked(self) -> None:
        (run,) = drawn(plot_of("lines", series(RUN))).runs
        assert [m.symbol for m in run.marks] == ["none", "none", "none", "circle"]
        (apart,) = drawn(plot_of("lines", series((RUN[0], RUN[1], RUN[3])))).runs
        assert [m.symbol for m in apart.marks] == ["none", "circle", "circle"]

    def test_values_are_written_where_no_line_is(self) -> None:
        made = drawn(plot_of("lines", series(RUN, end="24 units")))
        (run,) = made.runs
        # The last is told at the end of the line.
        assert [label.place for label in run.labels] == [0, 1, 2]
        assert [n.lines[0][0].text for n in made.notes] == ["units", "24 units"]
        # A rising line has its values above at the left and below at the right of a turn.
        steep = (mark(2020, 0), mark(2021, 30), mark(2022, 0))
        sides = {
            label.place: label.at for label in drawn(plot_of("lines", series(steep))).runs[0].labels
        }
        assert sides[1] == "t"

    def test_names_at_ends_do_not_meet(self) -> None:
        close = tuple(
            series(tuple(replace(m, value=m.value + n / 9) for m in RUN), name=f"{n}", end="24")
            for n in range(4)
        )
        notes = drawn(plot_of("lines", *close)).notes[1:]
        edges = sorted((n.box.y, n.box.y + n.box.h) for n in notes)
        assert len(edges) == 4
        assert all(a[1] <= b[0] + 0.01 for a, b in itertools.pairwise(edges))

    def test_breaks_events_and_levels_are_shapes(self) -> None:
        made = drawn(
            plot_of(
                "lines",
                series(RUN),
                breaks=(BreakSpec(day(2021) - 100, "new census", "why"),),
                events=(EventSpec(day(2022), day(2023), "plan"),),
                references=(Reference(12, "target 12", "target"),),
            )
        )
        band, rule, level = made.rules
        assert (rule.box.w, rule.box.h) == (0, made.plot.h)
        assert band.box.w > 0
        assert (level.box.w, level.box.h) == (made.plot.w, 0)
        assert level.box.y == pytest.approx(made.plot.y + made.plot.h * (1 - 12 / 30))
        told = {"".join(p.text for p in n.lines[0]) for n in made.notes}
        assert told >= {"new census", "target 12", "★"}

    def test_ranks_run_downward(self) -> None:
        ranks = Axis(30, 1, tuple(Tick(n, str(n)) for n in (30, 20, 10, 1)), rank=True)
        made = drawn(replace(plot_of("lines", series(RUN)), values=ranks))
        assert made.value.reversed
        assert (made.value.low, made.value.step, made.value.form) == (0, 10, "0;;")


class TestBars:
    def test_a_part_year_is_hatched_and_a_missing_year_is_a_gap(self) -> None:
        own = (mark(2020, 5), mark(2022, 20, part="Jan–Sep"), mark(2023, 24, derived=True))
        made = drawn(plot_of("bars", series(own)))
        (run,) = made.runs
        assert made.kind == "columns"
        assert made.categories == ("2020", " ", "2022\nJan–Sep", "2023")
        assert run.values == (5, None, 20, 24)
        assert [m.pattern for m in run.marks] == ["", "", HATCHED, CROSSED]

    def test_bars_of_one_place_stand_side_by_side_and_else_fill_it(self) -> None:
        alone = plot_of("bars", series(RUN[:2]), series(RUN[2:], role="second"))
        assert drawn(alone).overlap == 100
        both = plot_of("bars", series(RUN, name="x"), series(RUN, role="second", name="y"))
        assert drawn(both).overlap == 0
        (legend,) = drawn(both).notes
        assert "".join(p.text for p in legend.lines[0]) == "units　■ x　■ y"


class TestRows:
    def rows(self, kind: PlotKind, *own: SeriesSpec) -> Drawing:
        names = tuple(Tick(n, f"Economy {n}") for n in range(3))
        return drawn(PlotSpec(kind, own, VALUES, Axis(-0.5, 2.5, names), "units"))

    def test_rows_lie_under_each_other_with_their_names(self) -> None:
        own = tuple(replace(m, at=float(n)) for n, m in enumerate(RUN[:3]))
        made = self.rows("rows", series(own[:1]), series(own[1:], role="background"))
        assert (made.kind, made.overlap) == ("bars", 100)
        assert made.categories == ("Economy 0", "Economy 1", "Economy 2")
        assert [run.values for run in made.runs] == [(5, None, None), (None, 9, 20)]
        assert made.plot.x > BOX.x + 100

    def test_pairs_stand_side_by_side_and_are_named_above(self) -> None:
        own = tuple(replace(m, at=float(n)) for n, m in enumerate(RUN[:3]))
        made = self.rows("pairs", series(own, name="x"), series(own, role="second", name="y"))
        assert made.overlap == 0
        (legend,) = made.notes
        assert "".join(p.text for p in legend.lines[0]) == "units　■ x　■ y"


def test_the_first_and_the_last_year_have_ticks() -> None:
    """Middles of leap years lie half a day from those of others; so do ends of years."""
    for years in ((2012, 2025), (2020, 2025), (2019, 2024), (2010, 2013)):
        for place in (lambda y: day(y), lambda y: date(y, 1, 1).toordinal() + 182.5):
            low, high = place(years[0]), place(years[1])
            days = [day_of(at) for at in (low, high)]
            axis = day_axis(Axis(low, high, ()), days, 1700)
            ticks = [axis.low + n * axis.step for n in range(years[1] - years[0] + 1)]
            assert abs(axis.low - serial(days[0])) < 2, "no empty year at the left"
            assert ticks[-1] <= axis.high
            shown = [(datetime(1899, 12, 30) + timedelta(days=t)).year for t in ticks]
            assert shown == list(range(years[0], years[1] + 1))


def test_several_plots_stand_below_each_other_and_share_the_time() -> None:
    one = plot_of("lines", series(RUN), heading="One")
    two = plot_of("lines", series(RUN[1:]), heading="Two")
    first, last = drawings(chart(one, two), BOX, "en")
    assert first.frame.y + first.frame.h < last.frame.y
    assert first.days is not None
    assert last.days is not None
    assert (first.days.visible, last.days.visible) == (False, True)
    assert (first.name, last.name) == ("One", "Two")
    assert "One" in first.alt


def test_no_part_leaves_its_frame() -> None:
    own = series(RUN, name="A name that is much too long to stand in one line", end="24 units")
    for made in drawings(chart(plot_of("lines", own)), BOX, "en"):
        for note in made.notes:
            assert note.box.x + note.box.w <= BOX.x + BOX.w + 1
            assert made.frame.y <= note.box.y
            assert note.box.y + note.box.h <= made.frame.y + made.frame.h


def test_labels_of_an_axis_stand_clear_of_a_lone_point_at_its_edge() -> None:
    lone = series((mark(2010, 20),), (mark(2012, 12), mark(2013, 11)))
    joined = series((mark(2010, 20), mark(2012, 12), mark(2013, 11)))
    apart, plain = (drawn(plot_of("lines", own)) for own in (lone, joined))
    assert plain.value.form == "#,##0"
    assert apart.value.form == '#,##0"  "'
    assert apart.plot.x == plain.plot.x + 16
