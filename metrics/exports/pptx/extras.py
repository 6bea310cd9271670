"""What python-pptx has no calls for in a chart, as XML: its place, labels of points, whiskers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from metrics.exports.pptx.markup import SPACES, parsed, tag, val
from metrics.exports.pptx.model import Drawing, Label, NativeSeries
from metrics.exports.pptx.sheets import Cells, cells_of
from metrics.exports.pptx.texts import LANGUAGES, NO_LINE, chart_letters, stroke
from metrics.exports.pptx.theme import PALETTE, SlideTheme, solid

_C, _A = f"{{{SPACES['c']}}}", f"{{{SPACES['a']}}}"
_DAY = "yyyy\\-mm\\-dd"


def add_extras(chart: Any, drawing: Drawing, ground: SlideTheme) -> None:
    """Add to a chart what has no call.

    Parameters
    ----------
    chart : lxml element
        The chart space.
    drawing : Drawing
        What it draws.
    ground : SlideTheme
        Faces and sizes of its letters.
    """
    _space(chart, ground)
    area = next(chart.iter(f"{_C}plotArea"))
    for old in area.findall(f"{_C}layout"):
        area.remove(old)
    area.insert(0, parsed(_layout(drawing)))
    area.append(parsed(tag("c:spPr", "<a:noFill/>", NO_LINE)))
    for names in area.findall(f"{_C}catAx"):
        _names(names)
    every = list(area.iter(f"{_C}ser"))
    for own, run, cells in zip(every, drawing.runs, cells_of(drawing), strict=True):
        _labelled(own, drawing, run, ground)
        if drawing.kind == "points":
            _pointed(own, cells)
        for point in own.findall(f"{_C}dPt") if drawing.kind != "points" else ():
            point.find(f"{_C}idx").addnext(parsed(val("c:invertIfNegative", 0)))
    if drawing.kind == "points" and every:
        _lengthened(every[0], max(len(run.at) for run in drawing.runs))
    _faces(chart, ground)


def _space(chart: Any, ground: SlideTheme) -> None:
    """Set language, square corners and paper of the whole chart."""
    for old in (*chart.findall(f"{_C}roundedCorners"), *chart.findall(f"{_C}date1904")):
        chart.remove(old)
    head = (val("c:date1904", 0), val("c:lang", LANGUAGES[ground.lang]), val("c:roundedCorners", 0))
    for place, one in enumerate(head):
        chart.insert(place, parsed(one))
    # On paper of another colour a chart keeps its own.
    paper = solid(PALETTE.paper) if ground.own else "<a:noFill/>"
    chart.find(f"{_C}chart").addnext(parsed(tag("c:spPr", paper, NO_LINE)))


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


def _names(axis: Any) -> None:
    """Have every name along an axis written, each in lines of its own."""
    for old in (*axis.findall(f"{_C}auto"), *axis.findall(f"{_C}noMultiLvlLbl")):
        axis.remove(old)
    axis.find(f"{_C}lblAlgn").addprevious(parsed(val("c:auto", 0)))
    axis.append(parsed(val("c:tickLblSkip", 1)))
    axis.append(parsed(val("c:noMultiLvlLbl", 1)))


def _pointed(own: Any, cells: Cells) -> None:
    """Have a series of points name its cells: each has its days and its name beside it."""
    for name, where in (("tx", cells.name), ("xVal", cells.along), ("yVal", cells.values)):
        next(own.find(f"{_C}{name}").iter(f"{_C}f")).text = where
    next(own.find(f"{_C}xVal").iter(f"{_C}formatCode")).text = _DAY


def _lengthened(own: Any, longest: int) -> None:
    """Tell the first series to be as long as the longest, its last places empty.

    LibreOffice loses a series that has fewer points than one behind it.
    """
    for count in own.iter(f"{_C}ptCount"):
        if next(count.iterancestors(f"{_C}tx"), None) is None:
            count.set("val", str(longest))


def _labelled(own: Any, drawing: Drawing, run: NativeSeries, ground: SlideTheme) -> None:
    """Add labels of points and whiskers, in their place before the data."""
    data = own.find(f"{_C}cat")
    data = own.find(f"{_C}xVal") if data is None else data
    for one in (_labels(drawing, run, ground), _whiskers(drawing, run, ground)):
        if one:
            data.addprevious(parsed(one))


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


def _faces(chart: Any, ground: SlideTheme) -> None:
    """Set the faces of all letters, Latin and East Asian, their language, and keep them level."""
    plain = parsed(chart_letters(ground, 1, PALETTE.ink))
    for own in chart.iter(f"{_A}bodyPr"):
        own.set("rot", "0")
        own.set("vert", "horz")
    for name in ("defRPr", "endParaRPr"):
        (like,) = plain.iter(f"{_A}{name}")
        for own in chart.iter(f"{_A}{name}"):
            own.set("lang", like.get("lang"))
            own.set("altLang", like.get("altLang"))
            for script in ("latin", "ea", "cs"):
                for former in own.findall(f"{_A}{script}"):
                    own.remove(former)
                own.append(deepcopy(like.find(f"{_A}{script}")))
