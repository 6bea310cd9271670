"""The canvas of a view: its panels, scales and axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from metrics.charts import intervals
from metrics.charts.context import extent, number_text_of, plot_date, rank_ticks, round_step
from metrics.charts.line_labels import NARROWEST
from metrics.charts.template import Theme
from metrics.explorer import results
from metrics.explorer.exploration import RELATIVE, Exploration, Panel
from metrics.locale import Lang
from metrics.rules.transforms import Point, Result
from metrics.wording.numbers import Scale, scale_of

PANEL_HEIGHT = 250
SINGLE_HEIGHT = 340
GAP = 84
# Pixels that the labels at both sides take up.
BESIDE = 170


@dataclass(frozen=True)
class PanelContext:
    """All that drawing a view needs.

    Parameters
    ----------
    width : int
        Pixels that the chart has at least.
    height : int
        Pixels of all panels with their gaps; by default as many as they want.
    """

    view: Exploration
    lang: Lang
    theme: Theme
    width: int = NARROWEST
    height: int = 0

    @property
    def count(self) -> int:
        """Number of panels."""
        return len(self.view.panels)

    @property
    def plot_height(self) -> int:
        """Height of all panels with their gaps."""
        if self.height:
            return self.height
        if self.count == 1:
            return SINGLE_HEIGHT
        return self.count * PANEL_HEIGHT + (self.count - 1) * GAP

    def domain(self, place: int) -> tuple[float, float]:
        """Say where a panel stands, from below, as shares of the height."""
        if self.count == 1:
            return 0.0, 1.0
        panel = (self.plot_height - (self.count - 1) * GAP) / self.count
        top = 1 - place * (panel + GAP) / self.plot_height
        return max(0.0, top - panel / self.plot_height), top

    def place_of(self, result: Result) -> int:
        """Return the place of a series among the chosen, which gives its colour and mark."""
        return self.view.choice.series.index(result.series.key)


def unit_of(canvas: PanelContext, panel: Panel) -> str:
    """Return the unit of a panel in words."""
    largest = max(abs(results.value_of(p)) for r in panel.results for p in r.points)
    return results.unit_text(panel.results, canvas.lang, largest=largest)


def scale_of_panel(canvas: PanelContext, panel: Panel) -> Scale:
    """Return the scale of a panel: that of its largest value."""
    if canvas.view.choice.transform in RELATIVE:
        return Scale(0, "")
    largest = max(abs(results.value_of(p)) for r in panel.results for p in r.points)
    return scale_of(largest, panel.results[0].series.definition.unit, canvas.lang)


def _heights(canvas: PanelContext, panel: Panel) -> list[float]:
    exponent = scale_of_panel(canvas, panel).exponent
    points = [p for r in panel.results for p in r.points]
    heights = [float(results.value_of(p).scaleb(-exponent)) for p in points]
    if canvas.view.choice.transform == "none":
        heights += intervals.ends((p.inputs[0] for p in points), exponent)
    return heights


def is_rank(canvas: PanelContext, panel: Panel) -> bool:
    """Tell whether a panel shows positions as they are."""
    return canvas.view.choice.transform == "none" and panel.key.startswith("rank")


def _is_rank_change(canvas: PanelContext, panel: Panel) -> bool:
    """Return a larger rank is a worse one: its change runs downward."""
    return canvas.view.choice.transform == "change" and panel.key.startswith("rank")


def leaves_zero_out(canvas: PanelContext, panel: Panel) -> bool:
    """Tell whether the axis of a panel does not start at zero."""
    return not is_rank(canvas, panel) and min(value_axis(canvas, panel)["range"]) > 0


def value_axis(canvas: PanelContext, panel: Panel) -> dict[str, Any]:
    """Return range and ticks of a panel."""
    heights = _heights(canvas, panel)
    if _is_rank_change(canvas, panel):
        best, worst = int(min(0, *heights)) - 1, int(max(0, *heights)) + 1
        ticks = list(range(best, worst + 1, max(1, (worst - best) // 6)))
        return {
            "range": [worst, best],
            "tickvals": ticks,
            "ticktext": [number_text_of(t, canvas.lang) for t in ticks],
        }
    if is_rank(canvas, panel):
        best, worst = int(min(heights)), int(max(heights))
        ticks = rank_ticks(best, worst)
        return {
            "range": [worst + 0.8, best - 1],
            "tickvals": ticks,
            "ticktext": [f"{t}" for t in ticks],
        }
    if min(heights) < 0:
        span = max(heights) - min(heights) or 1.0
        low, high = min(heights) - span * 0.25, max(0.0, max(heights)) + span * 0.25
    else:
        low, high, _ = extent(heights)
        # A change is seen against none at all.
        low = 0.0 if canvas.view.choice.transform in ("change", "pct", "cagr") else low
    step = round_step((high - low) / 4)
    values = [round(n * step, 10) for n in range(int(-(-low // step)), int(high // step) + 1)]
    return {
        "range": [low, high],
        "tickvals": values,
        "ticktext": [number_text_of(v, canvas.lang) for v in values],
    }


def time_axis(canvas: PanelContext, base: dict[str, Any]) -> dict[str, Any]:
    """Return the time axis that all panels share, with ticks at the years present."""
    points = [p for panel in canvas.view.panels for r in panel.results for p in r.points]
    days = time_span(canvas)
    span = days[1] - days[0]
    shown = _thinned(_year_ticks(points), span, canvas.width - BESIDE)
    return {
        **base,
        "type": "date",
        "range": [days[0] - span * 0.06, days[1] + span * 0.04],
        "tickvals": [at for _, at in shown],
        "ticktext": [f"{year}" for year, _ in shown],
        "tickangle": 0,
        "anchor": "y" if canvas.count == 1 else f"y{canvas.count}",
    }


def time_span(canvas: PanelContext) -> tuple[datetime, datetime]:
    """Return first and last day of all points, a year apart at least."""
    panels = canvas.view.panels
    days = [day_of(p) for panel in panels for r in panel.results for p in r.points]
    return min(days), max(max(days), min(days) + timedelta(days=365))


def _year_ticks(points: Sequence[Point]) -> list[tuple[int, datetime]]:
    """Return years at their middle, where values of a year stand.

    At the days where all are stocks.
    """
    if all(p.period.kind == "date" for p in points):
        latest = {p.period.end.year: day_of(p) for p in sorted(points, key=day_of)}
        return sorted(latest.items())
    return [(y, datetime(y, 7, 2)) for y in sorted({p.period.end.year for p in points})]


def _thinned(
    ticks: Sequence[tuple[int, datetime]], span: timedelta, width: int
) -> list[tuple[int, datetime]]:
    """Return ticks of which the later stays where two would overlap."""
    kept: list[tuple[int, datetime]] = []
    for year, at in reversed(ticks):
        if not kept or (kept[-1][1] - at) / span * width >= 30:
            kept.append((year, at))
    return kept[::-1]


def day_of(point: Point) -> datetime:
    """Say where a point stands in time."""
    return plot_date(point.inputs[-1])
