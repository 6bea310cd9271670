"""What stands in a plot besides its marks: breaks, references, events."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.charts.plotly.canvas import Part
from metrics.charts.plotly.geometry import Box, Segment
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.placing import Label, Side, Walls, place
from metrics.charts.spec import Reference
from metrics.wording.lines import plain

_BESIDE: tuple[Side, ...] = ("right", "left")


def draw_extras(ground: Ground) -> None:
    """Draw the rules of breaks and the levels of references."""
    f = ground.style.factor
    for rule in ground.plot.breaks:
        x = ground.px(rule.at)
        if ground.box.x <= x <= ground.box.right:
            ground.canvas.shapes.append(
                {
                    "type": "line",
                    "x0": rule.at,
                    "x1": rule.at,
                    "xref": f"x{ground.axis}",
                    "y0": 0,
                    "y1": 1,
                    "yref": f"y{ground.axis} domain",
                    "layer": "below",
                    "line": {"color": ground.colours.soft, "width": f, "dash": "dot"},
                }
            )
            ground.segments.append(Segment(x, ground.box.y, x, ground.box.bottom))
    for level in ground.plot.references:
        y = ground.py(level.value)
        ground.canvas.shapes.append(
            {
                "type": "line",
                "x0": ground.x[0],
                "x1": end_of(ground, level),
                "xref": f"x{ground.axis}",
                "y0": level.value,
                "y1": level.value,
                "yref": f"y{ground.axis}",
                "line": {"color": ground.colours.second, "width": 1.5 * f, "dash": "dash"},
            }
        )
        right = ground.px(end_of(ground, level))
        ground.segments.append(Segment(ground.box.x, y, right, y))
    if ground.plot.events:
        ground.add(_events(ground))


def end_of(ground: Ground, level: Reference) -> float:
    """Return where a level ends: a target of a day that lines have passed at that day."""
    last = max((m.at for m in ground.plot.marks), default=ground.x[1])
    lapsed = level.until is not None and ground.plot.kind == "lines" and level.until < last
    return level.until if lapsed and level.until is not None else ground.x[1]


def _events(ground: Ground) -> Part:
    """Return small marks at the lower edge, which tell on hover what happened."""
    shown = [e for e in ground.plot.events if ground.x[0] <= e.at <= ground.x[1]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [e.at for e in shown],
        "y": [ground.y[0] for _ in shown],
        "cliponaxis": False,
        "marker": {
            "symbol": "triangle-up",
            "size": 8 * ground.style.factor,
            "color": ground.colours.soft,
        },
        "text": [plain(e.title) for e in shown],
        "hovertemplate": "%{text}<extra></extra>",
    }


def label_extras(ground: Ground) -> None:
    """Write what breaks and references are, where no line runs."""
    style, f = ground.style, ground.style.factor
    walls = Walls(tuple(ground.solids), tuple(ground.segments))
    paper = ground.paper
    for rule in ground.plot.breaks:
        if not rule.label or not ground.box.x <= ground.px(rule.at) <= ground.box.right:
            continue
        w, h = size_of(rule.label, style.tick)
        low = ground.box.bottom - h / 2 - 4 * f
        heights = (ground.box.y + h / 2, low, ground.box.y + h * 2, paper.y + h / 2)
        x = ground.px(rule.at)
        found = _first(
            [Label(x, y, w, h, _BESIDE, 4 * f) for y in heights],
            Walls(walls.boxes, walls.segments, tuple(ground.words)),
            paper,
        )
        if found is not None:
            at = (rule.at, ground.y[0])
            ground.note(rule.label, found, at, style.tick, ground.colours.soft, align="left")
    for words, found in level_places(ground):
        y = next(r.value for r in ground.plot.references if words.endswith(r.label))
        at = (ground.x[1], y)
        ground.note(words, found, at, style.tick, ground.colours.second, align="right")


def level_places(ground: Ground) -> Iterator[tuple[str, Box]]:
    """Yield the words of each level and where they stand: above it, or where there is room."""
    style, f = ground.style, ground.style.factor
    for level in ground.plot.references:
        w, h = size_of(level.label, style.tick)
        y = ground.py(level.value)
        right = ground.px(end_of(ground, level))
        span = max(right - ground.box.x - w, 0)
        places = [right - w / 2 - 2, ground.box.x + w / 2 + 56 * f]
        places += [ground.box.x + w / 2 + span * n / 6 for n in range(1, 6)]
        found = _first(
            [Label(x, y, w, h, ("above", "below"), 3 * f) for x in places],
            Walls(tuple(ground.solids), tuple(ground.segments), tuple(ground.words)),
            ground.paper,
        )
        words = level.label
        if found is None:
            # Where bars leave no room beside its line it is told elsewhere.
            words = f"- - {level.label}"
            found = _anywhere(ground, words)
        if found is not None:
            yield words, found


def _anywhere(ground: Ground, words: str) -> Box | None:
    """Return the first free place of a plot, from its upper right corner."""
    w, h = size_of(words, ground.style.tick)
    paper = ground.paper
    walls = Walls(tuple(ground.solids), tuple(ground.segments), tuple(ground.words))
    rows = int(paper.h / h)
    labels = [
        Label(paper.right - w / 2 - n * (paper.w - w) / 8, paper.y + row * h, w, h, ("below",), 0)
        for row in range(rows)
        for n in range(9)
    ]
    return _first(labels, walls, paper)


def _first(labels: list[Label], walls: Walls, paper: Box) -> Box | None:
    """Return the first of several places that is free."""
    for label in labels:
        (found,) = place([label], walls, paper)
        if found is not None:
            return found
    return None
