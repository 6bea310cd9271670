"""The XML of a native chart: series, axes, labels, each part in the order of the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from metrics.briefing.boxes import SMALL
from metrics.exports.pptx.axes import ACROSS, UPRIGHT, axes
from metrics.exports.pptx.markup import document, said, tag, val
from metrics.exports.pptx.model import Drawing, Label, Mark, NativeSeries
from metrics.exports.pptx.scales import serial
from metrics.exports.pptx.sheets import Cells, cells_of
from metrics.exports.pptx.texts import LANGUAGES, NO_LINE, chart_letters, stroke
from metrics.exports.pptx.theme import PALETTE, SlideTheme, solid


def chart_xml(drawing: Drawing, ground: SlideTheme) -> bytes:
    """Return the chart part of a drawing."""
    series = "".join(
        _series(drawing, run, cells, place, ground)
        for place, (run, cells) in enumerate(zip(drawing.runs, cells_of(drawing), strict=True))
    )
    if drawing.kind == "points":
        plotted = tag(
            "c:scatterChart",
            val("c:scatterStyle", "lineMarker"),
            val("c:varyColors", 0),
            series,
            val("c:axId", ACROSS),
            val("c:axId", UPRIGHT),
        )
    else:
        plotted = tag(
            "c:barChart",
            val("c:barDir", "bar" if drawing.kind == "bars" else "col"),
            val("c:grouping", "clustered"),
            val("c:varyColors", 0),
            series,
            val("c:gapWidth", drawing.gap),
            val("c:overlap", drawing.overlap),
            val("c:axId", ACROSS),
            val("c:axId", UPRIGHT),
        )
    empty = tag("c:spPr", "<a:noFill/>", NO_LINE)
    area = tag("c:plotArea", _layout(drawing), plotted, axes(drawing, ground), empty)
    chart = tag(
        "c:chart",
        val("c:autoTitleDeleted", 1),
        area,
        val("c:plotVisOnly", 1),
        val("c:dispBlanksAs", "gap"),
    )
    # On paper of another colour a chart keeps its own.
    paper = solid(PALETTE.paper) if ground.own else "<a:noFill/>"
    return document(
        tag(
            "c:chartSpace",
            val("c:date1904", 0),
            val("c:lang", LANGUAGES[ground.lang]),
            val("c:roundedCorners", 0),
            chart,
            tag("c:spPr", paper, NO_LINE),
            chart_letters(ground, SMALL, PALETTE.ink),
        )
    )


def _layout(drawing: Drawing) -> str:
    """Return the plot exactly in its place, its labels outside of it."""
    frame, plot = drawing.frame, drawing.plot
    parts = {
        "x": (plot.x - frame.x) / frame.w,
        "y": (plot.y - frame.y) / frame.h,
        "w": plot.w / frame.w,
        "h": plot.h / frame.h,
    }
    return tag(
        "c:layout",
        tag(
            "c:manualLayout",
            val("c:layoutTarget", "inner"),
            val("c:xMode", "edge"),
            val("c:yMode", "edge"),
            *(val(f"c:{side}", f"{share:.6f}") for side, share in parts.items()),
        ),
    )


def _series(
    drawing: Drawing, run: NativeSeries, cells: Cells, place: int, ground: SlideTheme
) -> str:
    name = tag("c:tx", _strings(cells.name, [run.name]))
    head = val("c:idx", place) + val("c:order", place) + name
    dated = drawing.kind == "points"
    common = Counter(m for m in run.marks if not m.hollow and not m.pattern).most_common(1)
    main = common[0][0] if common else run.marks[0]
    odd = [
        (n, mark) for n, mark in enumerate(run.marks) if mark != main and run.values[n] is not None
    ]
    labels, errors = _labels(drawing, run, ground), _whiskers(drawing, run, ground)
    if dated:
        line = tag("c:spPr", stroke(run.colour, run.width, ground))
        points = "".join(
            tag("c:dPt", val("c:idx", n), _marker(m, ground), val("c:bubble3D", 0), line)
            for n, m in odd
        )
        # LibreOffice loses a series that has fewer points than one behind it: the first one is told
        # to be as long as the longest, its last places empty.
        empty = [None] * (max(len(r.at) for r in drawing.runs) - len(run.at)) if not place else []
        days = _numbers(cells.along, [*map(serial, run.at), *empty], "yyyy\\-mm\\-dd")
        return tag(
            "c:ser",
            head,
            line,
            _marker(main, ground),
            points,
            labels,
            errors,
            tag("c:xVal", days),
            tag("c:yVal", _numbers(cells.values, [*run.values, *empty])),
            val("c:smooth", 0),
        )
    upright = val("c:invertIfNegative", 0)
    points = "".join(
        tag("c:dPt", val("c:idx", n), upright, val("c:bubble3D", 0), _bar(m, run, ground))
        for n, m in odd
    )
    return tag(
        "c:ser",
        head,
        _bar(main, run, ground),
        upright,
        points,
        labels,
        errors,
        tag("c:cat", _strings(cells.along, drawing.categories)),
        tag("c:val", _numbers(cells.values, run.values)),
    )


def _marker(mark: Mark, ground: SlideTheme) -> str:
    if mark.symbol == "none":
        return tag("c:marker", val("c:symbol", "none"))
    # A cross has lines only.
    fill = "<a:noFill/>" if mark.symbol == "x" else solid(mark.fill)
    points = max(2, min(72, round(mark.size / 2 * ground.factor)))
    look = tag("c:spPr", fill, stroke(mark.line, 3, ground))
    return tag("c:marker", val("c:symbol", mark.symbol), val("c:size", points), look)


def _bar(mark: Mark, run: NativeSeries, ground: SlideTheme) -> str:
    if mark.pattern:
        front = tag("a:fgClr", val("a:srgbClr", PALETTE.paper.lstrip("#")))
        back = tag("a:bgClr", val("a:srgbClr", mark.fill.lstrip("#")))
        fill = tag("a:pattFill", front, back, prst=mark.pattern)
    else:
        fill = solid(mark.fill)
    return tag("c:spPr", fill, stroke(mark.line, run.width, ground))


def _strings(cells: str, told: Sequence[str]) -> str:
    points = "".join(tag("c:pt", tag("c:v", said(words)), idx=n) for n, words in enumerate(told))
    return tag(
        "c:strRef",
        tag("c:f", said(cells)),
        tag("c:strCache", val("c:ptCount", len(told)), points),
    )


def _numbers(cells: str, values: Sequence[float | None], form: str = "General") -> str:
    points = "".join(
        # As many digits as the workbook holds.
        tag("c:pt", tag("c:v", f"{value:.16G}"), idx=n)
        for n, value in enumerate(values)
        if value is not None
    )
    cache = tag("c:numCache", tag("c:formatCode", form), val("c:ptCount", len(values)), points)
    return tag("c:numRef", tag("c:f", said(cells)), cache)


def _labels(drawing: Drawing, run: NativeSeries, ground: SlideTheme) -> str:
    if not run.labels:
        return ""
    told = "".join(_label(drawing, label, ground) for label in run.labels)
    return tag("c:dLbls", told, *_shown(value=False))


def _label(drawing: Drawing, label: Label, ground: SlideTheme) -> str:
    return tag(
        "c:dLbl",
        val("c:idx", label.place),
        _moved(drawing, label) if label.lift or label.aside else "",
        tag("c:numFmt", formatCode=label.form, sourceLinked=0),
        tag("c:spPr", "<a:noFill/>", NO_LINE),
        chart_letters(ground, label.size, PALETTE.ink),
        val("c:dLblPos", label.at),
        *_shown(value=True),
    )


def _moved(drawing: Drawing, label: Label) -> str:
    """Return by how much of the chart a label is moved from its place."""
    across = label.aside / drawing.frame.w
    down = -label.lift * drawing.plot.h / drawing.frame.h
    return tag(
        "c:layout", tag("c:manualLayout", val("c:x", f"{across:.6f}"), val("c:y", f"{down:.6f}"))
    )


def _shown(*, value: bool) -> tuple[str, ...]:
    return (
        val("c:showLegendKey", 0),
        val("c:showVal", value),
        val("c:showCatName", 0),
        val("c:showSerName", 0),
        val("c:showPercent", 0),
        val("c:showBubbleSize", 0),
    )


def _whiskers(drawing: Drawing, run: NativeSeries, ground: SlideTheme) -> str:
    """Return a whisker to the open side of each bound; nothing at the other points."""
    if not any(down or up for down, up in run.whiskers):
        return ""

    def lengths(name: str, side: int) -> str:
        points = "".join(
            tag("c:pt", tag("c:v", repr(pair[side])), idx=n)
            for n, pair in enumerate(run.whiskers)
            # Even one without length would be drawn.
            if any(pair)
        )
        count = val("c:ptCount", len(run.whiskers))
        return tag(name, tag("c:numLit", tag("c:formatCode", "General"), count, points))

    bound = next(n for n, pair in enumerate(run.whiskers) if any(pair))
    both = [any(pair[side] for pair in run.whiskers) for side in (0, 1)]
    kind = "both" if all(both) else "minus" if both[0] else "plus"
    return tag(
        "c:errBars",
        # Bars have one direction, which is not written.
        val("c:errDir", "y") if drawing.kind == "points" else "",
        val("c:errBarType", kind),
        val("c:errValType", "cust"),
        # A cap would be drawn where there is no length, too.
        val("c:noEndCap", drawing.kind != "points"),
        lengths("c:plus", 1),
        lengths("c:minus", 0),
        tag("c:spPr", stroke(run.marks[bound].line, 3, ground)),
    )
