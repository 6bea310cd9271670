"""The axes of a native chart, by the calls of python-pptx."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_AXIS_CROSSES, XL_TICK_LABEL_POSITION, XL_TICK_MARK

from metrics.briefing.boxes import SMALL
from metrics.exports.pptx.model import Drawing, NativeAxis
from metrics.exports.pptx.theme import PALETTE, SlideTheme, letters, outline
from metrics.wording.widths import spaced

# No name along an axis is smaller, in pixels.
LEAST = 18
# Room between names and their axis, in per cent of the usual.
OFFSET = 40


def draw_axes(chart: Any, drawing: Drawing, ground: SlideTheme) -> None:
    """Set the axes of values and of days or names.

    Parameters
    ----------
    chart : pptx.chart.chart.Chart
        The chart.
    drawing : Drawing
        What it draws.
    ground : SlideTheme
        Faces and sizes of its letters.
    """
    value, along = drawing.value, chart.category_axis
    lying = drawing.kind == "bars"
    _scaled(chart.value_axis, value, ground)
    chart.value_axis.has_major_gridlines = value.visible
    if value.visible:
        outline(chart.value_axis.major_gridlines.format.line, PALETTE.grid, 2, ground)
    chart.value_axis.format.line.fill.background()
    chart.value_axis.visible = value.visible
    along.has_major_gridlines = False
    outline(along.format.line, PALETTE.grid, 2, ground)
    # Of ranks, and below zero, the other axis still lies at the lower edge.
    edge = XL_AXIS_CROSSES.MAXIMUM if value.reversed else XL_AXIS_CROSSES.MINIMUM
    chart.value_axis.crosses = edge
    if drawing.days is not None:
        _scaled(along, drawing.days, ground)
        low = drawing.days.visible and not value.reversed
        if low:
            along.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        along.crosses = XL_AXIS_CROSSES.MINIMUM
        return
    if value.low < 0 < value.high:
        chart.value_axis.crosses = XL_AXIS_CROSSES.AUTOMATIC
    along.reverse_order = lying
    along.major_tick_mark = along.minor_tick_mark = XL_TICK_MARK.NONE
    along.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    along.tick_labels.offset = OFFSET
    letters(along.tick_labels.font, _fitting(drawing), _names_colour(lying=lying), ground)
    along.crosses = XL_AXIS_CROSSES.MAXIMUM if lying else XL_AXIS_CROSSES.AUTOMATIC


def _names_colour(*, lying: bool) -> str:
    return PALETTE.ink if lying else PALETTE.soft


def _scaled(axis: Any, own: NativeAxis, ground: SlideTheme) -> None:
    """Set ends, ticks and labels of an axis of numbers."""
    axis.minimum_scale, axis.maximum_scale = own.low, own.high
    axis.major_unit, axis.reverse_order = own.step, own.reversed
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    # The labels of days make way for the panel below, which has the same.
    shown, hidden = XL_TICK_LABEL_POSITION.NEXT_TO_AXIS, XL_TICK_LABEL_POSITION.NONE
    axis.tick_label_position = shown if own.visible else hidden
    axis.tick_labels.number_format = own.form
    axis.tick_labels.number_format_is_linked = False
    letters(axis.tick_labels.font, SMALL, PALETTE.soft, ground)


def _fitting(drawing: Drawing) -> float:
    """Return the size of names side by side along the time, a little smaller where they must."""
    if drawing.kind == "bars":
        return SMALL
    lines = [line for name in drawing.categories for line in name.split("\n")]
    widest = max((spaced(line) for line in lines), default=0) + 0.15
    slot = drawing.plot.w / len(drawing.categories)
    return max(LEAST, min(SMALL, slot / widest))
