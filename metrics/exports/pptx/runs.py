"""Series of native charts from traces of the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import isclose, log10
from typing import Any

from metrics.briefing.boxes import SMALL
from metrics.charts.context import plot_date
from metrics.charts.template import PALETTES
from metrics.exports.pptx.model import Label, Mark, NativeSeries
from metrics.exports.pptx.scales import label_form, moment_of, plain_form, signs
from metrics.exports.pptx.texts import ems
from metrics.exports.workbook.axes import label_format
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.wording.numbers import Scale

Part = Mapping[str, Any]
PAPER = PALETTES["light"].paper
# Only these can be hollow in an office program; dashes tell the rest apart.
SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "triangle-down": "triangle",
    "hexagon": "circle",
    "x-thin": "x",
    "x": "x",
}
DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "sysDot",
    "dashdot": "dashDot",
    "longdash": "lgDash",
    "longdashdot": "lgDashDot",
}
PATTERNS = {"/": "wdUpDiag", "x": "diagCross"}
LEFT = "l"
PLACES = {"top": "t", "bottom": "b", "middle": "r"}


def each(value: Any, count: int) -> list[Any]:
    """Return a property of every point, which may be given once for all."""
    return list(value) if isinstance(value, (list, tuple)) else [value] * count


def point_run(trace: Part, lang: Lang) -> NativeSeries:
    """Return points along days that a line joins."""
    count = len(trace["x"])
    values = [float(v) for v in trace["y"]]
    line, marker = trace["line"], trace["marker"]
    marks = tuple(
        Mark(SYMBOLS[symbol], size, fill, marker["line"]["color"])
        for symbol, size, fill in zip(
            each(marker["symbol"], count),
            each(marker["size"], count),
            each(marker["color"], count),
            strict=True,
        )
    )
    places = [
        LEFT if p == "middle left" else PLACES[p.split()[0]]
        for p in each(trace.get("textposition", "top"), count)
    ]
    told = each(trace.get("text", ""), count) if "text" in trace.get("mode", "") else [""] * count
    return NativeSeries(
        trace.get("name", ""),
        tuple(map(moment_of, trace["x"])),
        tuple(values),
        line["color"],
        line["width"],
        DASHES[line.get("dash", "solid")],
        marks,
        tuple(_labels(told, values, places, lang)),
        _whiskers(trace, "error_y", count),
    )


def _labels(
    told: Sequence[str], values: Sequence[float], places: Sequence[str], lang: Lang
) -> list[Label]:
    known = signs(lang)
    return [
        Label(n, label_form(words, value, known), at)
        for n, (words, value, at) in enumerate(zip(told, values, places, strict=True))
        if words
    ]


def _whiskers(trace: Part, key: str, count: int) -> tuple[tuple[float, float], ...]:
    error = trace.get(key)
    if not error or not error.get("visible", True):
        return ()
    down, up = (error.get(k) or [None] * count for k in ("arrayminus", "array"))
    return tuple((float(d or 0), float(u or 0)) for d, u in zip(down, up, strict=True))


def bar_run(trace: Part, side: str, rows: Sequence[int], count: int, lang: Lang) -> NativeSeries:
    """Return bars, each in its row of the categories.

    Parameters
    ----------
    trace : Part
        The bars of a drawn figure.
    side : str
        The axis of values: x or y.
    rows : sequence of int
        The row of each bar among the categories.
    count : int
        How many categories there are.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    NativeSeries
        The series of a native chart.

    Examples
    --------
    >>> trace = {"x": [3], "name": "a", "text": ["3"], "textposition": "none"}
    >>> trace["marker"] = {"color": "#12436D"}
    >>> bar_run(trace, "x", [1], 2, "en").values
    (None, 3.0)
    """
    own = [float(v) for v in trace[side]]
    marker = trace["marker"]
    fills = each(marker["color"], len(own))
    lines = each(marker.get("line", {}).get("color"), len(own))
    shapes = each(marker.get("pattern", {}).get("shape", ""), len(own))
    main = Counter(fills).most_common(1)[0][0]
    values: list[float | None] = [None] * count
    marks = [Mark("", 0, main, main)] * count
    whiskers = [(0.0, 0.0)] * count
    errors = _whiskers(trace, f"error_{side}", len(own))
    for n, row in enumerate(rows):
        values[row] = own[n]
        pattern = PATTERNS.get(shapes[n], "")
        # What stripes stand on is the colour of the series, as the tint of a bar tells its source.
        marks[row] = Mark("", 0, fills[n], lines[n] or fills[n], pattern)
        if errors:
            whiskers[row] = errors[n]
    told, places = each(trace["text"], len(own)), each(trace["textposition"], len(own))
    at = ["ctr" if p == "inside" else "outEnd" for p in places]
    labels = [
        Label(rows[label.place], label.form, label.at) for label in _labels(told, own, at, lang)
    ]
    return NativeSeries(
        trace.get("name") or "",
        (),
        tuple(values),
        main,
        2.0,
        "solid",
        tuple(marks),
        tuple(labels),
        tuple(whiskers) if errors else (),
    )


def pair_run(trace: Part, count: int, taken: set[int]) -> NativeSeries:
    """Return one of two indicators side by side, named at the longest of its bars in a free row.

    Parameters
    ----------
    trace : Part
        The bars of a drawn figure.
    count : int
        How many rows there are.
    taken : set of int
        Rows that have a name already; the own one is added.

    Returns
    -------
    NativeSeries
        The series of a native chart.

    Examples
    --------
    >>> trace = {"name": "a", "x": [3.0, 5.0], "marker": {"color": "#12436D"}}
    >>> pair_run(trace, 2, set()).labels[0].place
    1
    """
    values = tuple(float(v) for v in trace["x"])
    colour = trace["marker"]["color"]
    order = sorted(range(count), key=lambda n: -values[n])
    free = next((n for n in order if n not in taken), order[0])
    taken.add(free)
    label = Label(free, plain_form(0 if values[free] >= 100 else 1), "outEnd", named=True)
    marks = (Mark("", 0, colour, colour),) * count
    return NativeSeries(trace["name"], (), values, colour, 2.0, "solid", marks, (label,))


def with_bounds(
    run: NativeSeries, moments: Sequence[datetime], facts: Sequence[Observation], slot: float
) -> NativeSeries:
    """Return the same with a label at every bound that has none, its sign before the number.

    Parameters
    ----------
    run : NativeSeries
        The series of a native chart.
    moments : sequence of datetime
        When each of the values is; empty where that is not known.
    facts : sequence of Observation
        The figures of the chart.
    slot : float
        Pixels that a label may be wide; 0 where that is not bounded.

    Returns
    -------
    NativeSeries
        The series with the labels.

    Examples
    --------
    >>> made = pair_run({"name": "a", "x": [3.0], "marker": {"color": "#12436D"}}, 1, set())
    >>> with_bounds(made, (), (), 0) == made
    True
    """
    labelled = {label.place for label in run.labels}
    told = list(run.labels)
    for n, at in enumerate(moments):
        value, mark = run.values[n], run.marks[n]
        if value is None or n in labelled or mark.fill != PAPER:
            continue
        form = next((f for o in facts if plot_date(o) == at and (f := _bound_form(o, value))), "")
        down = run.whiskers[n][0] if run.whiskers else 0
        if form and (not slot or _width(form, value) <= slot):
            told.append(Label(n, form, "ctr" if slot else "t" if down else "b"))
    return replace(run, labels=tuple(sorted(told, key=lambda label: label.place)))


def _bound_form(point: Observation, value: float) -> str:
    """Return the number format of a bound that is drawn at a value in some scale."""
    if not point.figure.one_sided or not value or not point.figure.value:
        return ""
    exponent = round(log10(abs(float(point.figure.value)) / abs(value)))
    if not isclose(float(point.figure.value.scaleb(-exponent)), value):
        return ""
    return label_format(point, Scale(exponent, ""))


def _width(form: str, value: float) -> float:
    """Return pixels of a label of a number format."""
    places = len(form.partition(".")[2])
    sign = form.count('"') // 2
    return (ems(f"{value:,.{places}f}") + sign * 0.6) * SMALL
