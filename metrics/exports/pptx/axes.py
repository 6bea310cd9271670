"""The axes of a native chart."""

from __future__ import annotations

from metrics.briefing.boxes import SMALL
from metrics.exports.pptx.markup import tag, val
from metrics.exports.pptx.model import Drawing, NativeAxis
from metrics.exports.pptx.texts import NO_LINE, chart_letters, stroke
from metrics.exports.pptx.theme import PALETTE, SlideTheme
from metrics.wording.widths import spaced

ACROSS, UPRIGHT = 10, 20
# No name along an axis is smaller, in pixels.
LEAST = 18


def axes(drawing: Drawing, ground: SlideTheme) -> str:
    """Return the axes of values and of days or names."""
    lying = drawing.kind == "bars"
    value = drawing.value
    values = _axis(
        "c:valAx",
        UPRIGHT,
        value,
        ground,
        at="b" if lying else "l",
        cross=(ACROSS, "max" if lying else "min" if drawing.days else "autoZero"),
        grid=value.visible,
        between="midCat" if drawing.days else "between",
    )
    # Of ranks, and below zero, the other axis still lies at the lower edge.
    crosses = "max" if value.reversed else "min"
    if drawing.days is not None:
        across = _axis(
            "c:valAx",
            ACROSS,
            drawing.days,
            ground,
            at="b",
            cross=(UPRIGHT, crosses),
            grid=False,
            between="midCat",
            low=not value.reversed,
        )
    else:
        zero = "autoZero" if value.low < 0 < value.high else crosses
        across = _names(ground, lying=lying, crosses=zero, size=_fitting(drawing))
    return across + values


def _axis(
    name: str,
    own: int,
    axis: NativeAxis,
    ground: SlideTheme,
    *,
    at: str,
    cross: tuple[int, str],
    grid: bool,
    between: str,
    low: bool = False,
) -> str:
    lines = tag("c:majorGridlines", tag("c:spPr", stroke(PALETTE.grid, 2, ground)))
    upright = own == UPRIGHT
    edge = NO_LINE if upright else stroke(PALETTE.grid, 2, ground)
    # The labels of days make way for the panel below, which has the same.
    hidden = not axis.visible
    beside = "low" if low else "nextTo"
    return tag(
        name,
        val("c:axId", own),
        _scaling(axis),
        val("c:delete", hidden and upright),
        val("c:axPos", at),
        lines if grid else "",
        tag("c:numFmt", formatCode=axis.form, sourceLinked=0),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "none" if hidden else beside),
        tag("c:spPr", edge),
        chart_letters(ground, SMALL, PALETTE.soft),
        val("c:crossAx", cross[0]),
        val("c:crosses", cross[1]),
        val("c:crossBetween", between),
        val("c:majorUnit", repr(axis.step)),
    )


def _scaling(axis: NativeAxis) -> str:
    return tag(
        "c:scaling",
        val("c:orientation", "maxMin" if axis.reversed else "minMax"),
        val("c:max", repr(axis.high)),
        val("c:min", repr(axis.low)),
    )


def _fitting(drawing: Drawing) -> float:
    """Return the size of names side by side along the time, a little smaller where they must."""
    if drawing.kind == "bars":
        return SMALL
    lines = [line for name in drawing.categories for line in name.split("\n")]
    widest = max((spaced(line) for line in lines), default=0) + 0.15
    slot = drawing.plot.w / len(drawing.categories)
    return max(LEAST, min(SMALL, slot / widest))


def _names(ground: SlideTheme, *, lying: bool, crosses: str, size: float) -> str:
    return tag(
        "c:catAx",
        val("c:axId", ACROSS),
        tag("c:scaling", val("c:orientation", "maxMin" if lying else "minMax")),
        val("c:delete", 0),
        val("c:axPos", "l" if lying else "b"),
        tag("c:numFmt", formatCode="General", sourceLinked=0),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "low"),
        tag("c:spPr", stroke(PALETTE.grid, 2, ground)),
        chart_letters(ground, size, PALETTE.ink if lying else PALETTE.soft),
        val("c:crossAx", UPRIGHT),
        val("c:crosses", crosses),
        val("c:auto", 0),
        val("c:lblAlgn", "ctr"),
        val("c:lblOffset", 40),
        val("c:tickLblSkip", 1),
        val("c:noMultiLvlLbl", 1),
    )
