"""Figures of cards: what is drawn of a chart, how it looks, and that nothing lies on anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import plotly.graph_objects as go
import pytest

from metrics import Tables
from metrics.charts.compile import (
    compile_balance,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_view,
    drawable,
)
from metrics.charts.plotly import CARD, COLOURS, LEAD, PHONE, SLIDE, Box, Canvas, Size, draw, figure
from metrics.charts.plotly.style import Theme
from metrics.charts.spec import BreakSpec, ChartSpec, EventSpec, PlotSpec, Reference
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from tests.charts.made import axis, chart, day, mark, rows, series, years

SMALL = Size(510, 330)
SIZES = {"lead": Size(1078, 352, LEAD), "small": SMALL, "phone": Size(356, 260, PHONE)}
SIX = (
    "gii_rank,gii_rank@US,gii_rank@KR,gii_rank@JP",
    "invention_patents_in_force,pledge_financing,valid_trademarks",
)


def specs(tables: Tables, lang: Lang) -> list[ChartSpec]:
    """Return the chart of every concept, and every other kind."""
    keys = dict.fromkeys((s.definition.concept, s.area) for s in tables.all_series.values())
    found = [
        compile_concept(tables, concept, lang, area)
        for concept, area in keys
        if tables.concept(concept, area) and drawable(tables, tables.concept(concept, area))
    ]
    found += [compile_paths(tables, i, lang) for i in ("gii_rank", "pct_applications")]
    found += [compile_ranking(tables, i, lang) for i in ("gii_rank", "ip_charges_receipts")]
    found.append(compile_balance(tables, "ip_charges_receipts", "ip_charges_payments", lang))
    found += [compile_view(Exploration(tables, Choice(tuple(ids.split(",")))), lang) for ids in SIX]
    return found


def drawn(spec: ChartSpec, theme: Theme = "light", size: Size = SMALL) -> Any:
    return figure(spec, theme, size)


def lines(*marks: Any, **own: Any) -> ChartSpec:
    given = {"values": axis(0, 5, 10, 15, 20), "along": years(2020, 2025), "unit": "cases", **own}
    return chart(PlotSpec("lines", (series("a", marks),), **given))


def bars(*marks: Any, **own: Any) -> ChartSpec:
    made = lines(*marks, **own)
    return replace(made, plots=(replace(made.plots[0], kind="bars"),))


RISING = tuple(mark(y, v) for y, v in zip(range(2020, 2026), (6, 7, 9, 12, 14, 16), strict=True))


def words(made: go.Figure) -> list[str]:
    return [a.text for a in made.layout.annotations]


def trace(made: go.Figure, kind: str, mode: str | None = None) -> Any:
    return next(t for t in made.data if t.type == kind and (mode is None or t.mode == mode))


@pytest.mark.parametrize("lang", LANGS)
def test_no_label_of_a_chart_lies_on_another_or_leaves_it(tables: Tables, lang: Lang) -> None:
    on_lines = every = 0
    for spec in specs(tables, lang):
        for size in SIZES.values():
            style = size.style
            canvas = Canvas(size.width, size.height, "light", style.top, style.bottom)
            for ground in draw(canvas, spec, Box(0, 0, size.width, size.height), style):
                told = f"{spec.view} {size.width}"
                own = {id(b) for b in ground.labels}
                pairs = [(a, b) for a, b in combinations(ground.words, 2) if {id(a), id(b)} & own]
                assert not [pair for pair in pairs if pair[0].meets(pair[1])], told
                paper = Box(-0.5, -0.5, size.width + 1, size.height + 1)
                assert all(paper.holds(b) for b in ground.labels), told
                every += len(ground.labels)
                on_lines += sum(any(s.crosses(b) for s in ground.segments) for b in ground.labels)
    # What must be told is told even where no side is free.
    assert on_lines <= every / 500


@pytest.mark.parametrize("lang", LANGS)
def test_figures_of_every_chart_are_valid(tables: Tables, lang: Lang) -> None:
    for spec in specs(tables, lang):
        made = drawn(spec)
        plain = made.to_plotly_json()
        assert go.Figure(plain, skip_invalid=False).to_plotly_json() == plain
        assert len(made.data) >= len(spec.plots)


@pytest.mark.parametrize(("name", "share"), [("lead", 0.62), ("small", 0.55), ("phone", 0.45)])
def test_axes_take_their_share_of_a_card(name: str, share: float) -> None:
    size = SIZES[name]
    # A card has padding 16, a border, gaps of 8, a block of two lines of text, and a foot of 24.
    card = {"lead": (1112, 480), "small": (544, 454), "phone": (358, 406)}[name]
    made = drawn(lines(*RISING), size=size)
    margin = made.layout.margin
    assert (margin.l, margin.r, margin.t, margin.b) == (0, 0, 14, 26)
    assert list(made.layout.xaxis.domain) == [0, 1]
    assert list(made.layout.yaxis.domain) == [0, 1]
    inner = (size.width * (size.height - 40)) / (card[0] * card[1])
    assert inner >= share


def test_ticks_stand_within_the_plot_and_the_unit_once_on_the_topmost() -> None:
    made = drawn(lines(*RISING))
    assert made.layout.yaxis.ticklabelposition == "inside top"
    assert list(made.layout.yaxis.ticktext) == ["0", "5", "10", "15", " "]
    assert words(made).count("20 cases") == 1
    assert made.layout.yaxis.zeroline
    assert made.layout.yaxis.zerolinewidth == 1.5
    assert not drawn(lines(*RISING, values=axis(5, 10, 15, 20, zero=False))).layout.yaxis.zeroline


def test_the_range_leaves_room_in_pixels_for_labels_at_both_ends() -> None:
    made = drawn(lines(*RISING))
    low, high = made.layout.xaxis.range
    (first, last), (left, right) = made.layout.meta["span"], made.layout.meta["room"]
    assert (first, last) == (day(2020), day(2025))
    per = (high - low) / 510
    assert (first - low) / per == pytest.approx(left)
    assert (high - last) / per == pytest.approx(right)
    assert left >= 42


def test_yearly_points_have_no_marker_but_the_last_and_are_targets_all_the_same() -> None:
    points = trace(drawn(lines(*RISING)), "scatter", "markers")
    assert list(points.marker.opacity) == [0, 0, 0, 0, 0, 1]
    assert list(points.marker.size) == [10, 10, 10, 10, 10, 9]
    assert (
        points.text[-1] == "<b>16 cases</b><br>2025<br><span style='font-size:12px'>Report</span>"
    )
    assert points.customdata[0] == "a@2020"
    assert points.hovertemplate == "%{text}<extra></extra>"


def test_points_beside_a_missing_year_have_a_marker() -> None:
    points = trace(drawn(lines(*RISING[:2], *RISING[3:])), "scatter", "markers")
    assert list(points.marker.opacity) == [0, 1, 1, 0, 1]


def test_a_glimpse_is_grey_and_no_line_joins_it() -> None:
    seen = mark(2022, 9, at=day(2021) + 90, glimpse=True)
    made = drawn(lines(*RISING[:2], seen, *RISING[2:]))
    assert day(2021) + 90 not in trace(made, "scatter", "lines").x
    points = trace(made, "scatter", "markers")
    assert points.marker.color[2] == COLOURS["light"].comparator


def test_runs_are_not_joined() -> None:
    spec = lines(*RISING)
    (own,) = spec.plots[0].series
    apart = replace(own, runs=(RISING[:3], RISING[3:]))
    made = drawn(replace(spec, plots=(replace(spec.plots[0], series=(apart,)),)))
    line = trace(made, "scatter", "lines")
    assert list(line.y) == [6, 7, 9, None, 12, 14, 16, None]
    assert not line.connectgaps


@pytest.mark.parametrize(("side", "tip"), [("above", 1), ("below", -1)])
def test_a_bound_is_hollow_with_an_arrow_to_its_open_side(side: Any, tip: int) -> None:
    made = drawn(lines(*RISING[:5], mark(2025, 16, open=side)))
    points = trace(made, "scatter", "markers")
    assert points.marker.color[-1] == COLOURS["light"].paper
    (arrow,) = (a for a in made.layout.annotations if a.showarrow)
    assert arrow.yshift * tip > 0
    assert arrow.ay * tip > 0


def test_bars_are_solid_hatched_hollow_or_crossed() -> None:
    spec = bars(
        mark(2021, 7, derived=True, low=5, high=9),
        mark(2022, 9, open="above"),
        mark(2023, 12),
        mark(2024, 14, part="Jan-Sep"),
    )
    made = drawn(spec)
    bar = trace(made, "bar")
    accent, paper = COLOURS["light"].accent, COLOURS["light"].paper
    assert list(bar.marker.pattern.shape) == ["x", "", "", "/"]
    assert list(bar.marker.color) == [accent, paper, accent, accent]
    assert list(bar.marker.line.width) == [1.5, 1.5, 0, 1.5]
    assert list(bar.error_y.array) == [2, None, None, None]
    assert "Jan-Sep" in words(made)
    assert list(made.layout.xaxis.ticktext) == ["2021", "2022", "2023", "2024"]


def test_the_newest_whole_year_is_strong_not_the_part_after_it() -> None:
    made = drawn(bars(mark(2022, 9), mark(2023, 12), mark(2024, 14, part="Jan-Sep")))
    strong = [a.text for a in made.layout.annotations if a.font.weight == 700]
    assert strong == ["12"]


def test_ends_of_lines_tell_value_and_name_in_the_colour_of_their_line() -> None:
    other = tuple(replace(m, value=m.value / 2, label=f"{m.value / 2:g}") for m in RISING)
    plot = PlotSpec(
        "lines",
        (
            series("a", RISING, "subject", "Patents", "16 cases"),
            series("b", other, "second", "Marks", "8 cases"),
            series("c", RISING[:4], "comparator", "Designs", "12 cases"),
            series("d", RISING[:5], "background", "Others", "14 cases"),
        ),
        axis(0, 5, 10, 15, 20),
        years(2020, 2025),
        "cases",
    )
    made = drawn(chart(plot))
    notes = {a.text: a for a in made.layout.annotations}
    light = COLOURS["light"]
    assert (notes["16 cases"].font.color, notes["16 cases"].font.size) == (light.accent, 16)
    assert (notes["Patents"].font.color, notes["Patents"].font.size) == (light.accent, 14)
    assert notes["8 cases"].font.color == light.second
    assert notes["12 Designs"].font.color == light.soft
    assert not [w for w in notes if "Others" in w]
    hovers = [t.text[0].split("<br>")[1] for t in made.data if t.mode == "markers"]
    assert hovers == ["Others · 2020", "Designs · 2020", "Marks · 2020", "Patents · 2020"]
    assert notes["Patents"].yshift < notes["16 cases"].yshift
    widths = {t.name: t.line.width for t in made.data if t.mode == "lines"}
    assert widths == {"Patents": 2.5, "Marks": 2.5, "Designs": 1.25, "Others": 1.25}


def several(*names: str, dated: str = "", ends: tuple[int, ...] = ()) -> ChartSpec:
    """Return a chart of a subject and comparators, one below the other."""
    made = [series("a", RISING, "subject", "Patents", "16 cases")]
    for n, name in enumerate(names, start=1):
        marks = [replace(m, value=m.value - n, label=f"{m.value - n:g}") for m in RISING]
        own = series(
            f"b{n}", marks[: len(marks) - (ends[n - 1] if ends else 0)], "comparator", name
        )
        made.append(replace(own, end=f"{marks[-1].label} cases", dated=dated))
    return chart(PlotSpec("lines", tuple(made), axis(0, 5, 10, 15, 20), years(2020, 2025), "cases"))


def test_comparators_are_told_in_one_line_without_the_unit_with_their_date() -> None:
    made = drawn(several("Japan", dated="2024"))
    assert "15 Japan (2024)" in words(made)
    assert not [w for w in words(made) if "15 cases" in w]


def test_small_cards_name_two_comparators_at_most_and_tell_no_number_without_a_name() -> None:
    spec = several("Japan", "Korea", "India", "Spain")
    told = words(drawn(spec))
    assert {"15 Japan", "14 Korea"} <= set(told)
    assert not [w for w in told if w.startswith(("13", "12 ")) or w in ("3", "2")]
    assert "13 India" in words(drawn(spec, size=SIZES["lead"]))


def test_a_label_without_room_is_said_shorter_or_left_out_but_never_broken() -> None:
    long = "Republic of all the Economies of the World"
    spec = several(f"Abroad, excluding the {long}", long)
    told = words(drawn(spec, size=SIZES["phone"]))
    assert "15 Abroad" in told
    assert not [w for w in told if "Republic" in w or "<br>" in w]


def test_ends_of_indicators_leave_out_what_all_names_share() -> None:
    spec = several("Examination period of marks")
    (plot,) = spec.plots
    own = replace(plot.series[0], name="Examination period of patents")
    told = words(drawn(replace(spec, plots=(replace(plot, series=(own, plot.series[1])),))))
    assert {"Patents", "15 Marks"} <= set(told)


def test_the_newest_value_of_a_lone_line_stands_beside_its_end() -> None:
    spec = lines(*RISING)
    (plot,) = spec.plots
    own = replace(plot.series[0], end="16 cases")
    spec = replace(spec, plots=(replace(plot, series=(own,)),))
    for size, said in ((SIZES["lead"], "16 cases"), (SMALL, "16")):
        made = drawn(spec, size=size)
        (note,) = (a for a in made.layout.annotations if a.text == said)
        assert (note.x, note.xanchor, note.yshift) == (day(2025), "left", 0)
        assert note.xshift > 0


def test_small_cards_have_fewer_digits_than_large_ones() -> None:
    made = [
        replace(m, label=f"{m.value + 0.871:.3f}", brief=f"{m.value + 0.87:.2f}") for m in RISING
    ]
    assert "16.87" in words(drawn(bars(*made)))
    assert "16.871" in words(drawn(bars(*made), size=SIZES["lead"]))


def test_ranks_run_backward_in_whole_numbers_with_words_on_the_topmost() -> None:
    ranks = axis(30, 20, 10, zero=True, rank=True)
    made = drawn(lines(mark(2020, 29, label="29th"), mark(2025, 10, label="10th"), values=ranks))
    low, high = made.layout.yaxis.range
    assert low > high
    assert "10th" in words(made)
    assert "29" in words(made)
    assert not made.layout.yaxis.zeroline


def test_breaks_references_and_events_are_drawn_and_told() -> None:
    spec = lines(
        *RISING,
        breaks=(BreakSpec(day(2022) + 100, "new census", "why"),),
        references=(Reference(12, "target 2025: 12", "target"),),
        events=(EventSpec(day(2021), day(2021), "Law amended"),),
    )
    made = drawn(spec)
    rule, level = made.layout.shapes
    assert (rule.x0, rule.line.dash, rule.line.width) == (day(2022) + 100, "dot", 1)
    assert (level.y0, level.line.dash) == (12, "dash")
    assert {"new census", "target 2025: 12"} <= set(words(made))
    event = made.data[0]
    assert (list(event.x), list(event.text)) == ([day(2021)], ["Law amended"])


def test_a_target_that_is_past_ends_at_its_day() -> None:
    """Lines go on to the last of `RISING`; a level of a day to come runs across the plot."""
    past, ahead = day(2022), day(2040)
    for until, end in ((past, past), (ahead, None)):
        spec = lines(*RISING, references=(Reference(12, "target: 12", "target", until),))
        made = drawn(spec)
        (level,) = made.layout.shapes
        assert level.x1 == (made.layout.xaxis.range[1] if end is None else end)


def test_an_interval_is_drawn_at_its_mark_alone() -> None:
    spec = lines(mark(2019, 14), mark(2020, 14, low=9, high=16), mark(2021, 12))
    made = drawn(spec)
    (bars_,) = [t for t in made.data if t.type == "scatter" and t.error_y.array is not None]
    assert list(bars_.x) == [day(2020)]
    assert (list(bars_.error_y.array), list(bars_.error_y.arrayminus)) == ([2], [5])


def test_rows_have_their_names_above_and_the_subject_in_the_accent() -> None:
    plot = PlotSpec(
        "rows",
        (
            series("cn", [mark(2025, 7, at=1.0)], "subject", "China"),
            series("us", [mark(2025, 9, at=0.0), mark(2025, 5, at=2.0)], "comparator", "Others"),
        ),
        axis(0, 5, 10),
        rows("United States", "China", "Japan"),
        "cases",
    )
    made = drawn(chart(plot))
    own, others = (t for t in made.data if t.type == "bar")
    assert set(own.marker.color) == {COLOURS["light"].accent}
    assert set(others.marker.color) == {COLOURS["light"].comparator}
    notes = {a.text: a for a in made.layout.annotations}
    assert notes["China"].font.color == COLOURS["light"].accent
    assert {"United States", "Japan", "7", "9", "5"} <= set(notes)
    assert not made.layout.yaxis.showticklabels


def test_rows_that_have_no_room_are_counted_and_the_subject_stays() -> None:
    names = [f"Economy {n}" for n in range(40)]
    others = [mark(2025, 40 - n, at=float(n)) for n in range(39)]
    plot = PlotSpec(
        "rows",
        (
            series("cn", [mark(2025, 1, at=39.0)], "subject", "China"),
            series("o", others, "comparator", "Others"),
        ),
        axis(0, 20, 40),
        rows(*names),
        "cases",
    )
    made = drawn(chart(plot))
    told = words(made)
    assert "Economy 39" in told
    counted = next(w for w in told if w.endswith(" more"))
    shown = [w for w in told if w.startswith("Economy")]
    assert len(shown) + int(counted.split()[0]) == 40


def test_plots_of_a_chart_stand_below_each_other_on_one_axis_of_time() -> None:
    one = lines(*RISING).plots[0]
    made = drawn(chart(replace(one, heading="First"), replace(one, heading="Second")))
    assert made.layout.xaxis2.matches == "x"
    assert not made.layout.xaxis.showticklabels
    assert made.layout.xaxis2.showticklabels
    assert made.layout.yaxis.domain[0] > made.layout.yaxis2.domain[1]
    assert {"First", "Second"} <= set(words(made))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_the_paper(theme: Theme) -> None:
    colours = COLOURS[theme]
    for ink in (colours.ink, colours.soft, colours.accent, colours.second, colours.alarm):
        assert contrast(ink, colours.paper) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("style", [CARD, LEAD, PHONE, SLIDE])
def test_no_letter_is_smaller_than_twelve_pixels(style: Any) -> None:
    size = Size(510, 330, style)
    made = drawn(lines(*RISING), size=size)
    sizes = [a.font.size for a in made.layout.annotations if a.text]
    assert min([*sizes, made.layout.xaxis.tickfont.size]) >= 12


def test_a_chart_is_drawn_into_a_part_of_a_larger_canvas() -> None:
    canvas = Canvas(1920, 1080)
    (ground,) = draw(canvas, lines(*RISING), Box(80, 200, 1760, 700), SLIDE)
    assert ground.box.x == 80
    assert ground.box.bottom < 900
    made = canvas.finish(fixed=True)
    assert (made.layout.width, made.layout.height) == (1920, 1080)
    assert made.layout.xaxis.domain[0] == pytest.approx(80 / 1920, abs=1e-6)
    assert made.layout.yaxis.domain[1] == pytest.approx(1 - ground.box.y / 1080, abs=1e-6)
    assert made.layout.xaxis.tickfont.size == 24


def test_a_heading_without_room_gives_way_to_the_names_at_the_ends() -> None:
    (plot,) = several("Japan").plots
    long = replace(plot, heading="Patents and marks " * 9)
    assert not [w for w in words(drawn(chart(long, plot))) if w.startswith("Patents and")]
