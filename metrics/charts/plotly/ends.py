"""Names and newest values at the ends of lines, pushed apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.charts.plotly.extras import end_of
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.placing import Label, Side, Walls, place, spread
from metrics.charts.plotly.style import Style
from metrics.charts.spec import PlotSpec, SeriesSpec
from metrics.locale import Lang, text
from metrics.wording.lines import wrap
from metrics.wording.names_apart import apart, clause
from metrics.wording.widths import ems

# Pixels between the end of a line and its label.
AWAY = 10
# Share of the width that the newest value of a lone line may take.
_LONE = 0.25
# What is most important may be wider than the others by this.
_STRONG = 1.2
# Share of the width that a label may take beside a line that ends before the others.
_WIDE = 0.5
# An addition that begins so says what is in a figure.
_BOUNDS = ("incl.", "excl.", "含", "不含")
# Lines of the name of what is only compared with.
_NAME_LINES = 2
# Days by which a line ends before the others so that its label may stand at its own end.
_EARLY = 200
_ORDER = {"subject": 0, "second": 1, "comparator": 2}


@dataclass(frozen=True)
class Row:
    """One line of a label: its words, their size, and whether they are bold."""

    words: str
    size: float
    bold: bool

    @property
    def w(self) -> float:
        """Its width in pixels."""
        return ems(self.words, bold=self.bold) * self.size

    @property
    def h(self) -> float:
        """Its height in pixels."""
        return self.size * 1.25


@dataclass(frozen=True)
class End:
    """The label at the end of a series."""

    series: SeriesSpec
    rows: tuple[Row, ...]
    # Whether it has room nowhere but beside a line that ends before the others.
    early: bool = False

    @property
    def w(self) -> float:
        """Its width in pixels."""
        return max(row.w for row in self.rows)

    @property
    def h(self) -> float:
        """Its height in pixels."""
        return sum(row.h for row in self.rows)


def ends_of(plot: PlotSpec, style: Style, width: float, lang: Lang) -> tuple[End, ...]:
    """Return the labels that a plot has beside it: of the subjects, and of those named with them.

    A label is never broken: where it has no room in full it is said shorter, and those of the
    least important series are left out.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    style : Style
        Sizes of letters, and how many series are named.
    width : float
        Pixels of the whole plot, of which the labels take a share at most.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of End
        The most important first; of a lone line its newest value, of lone bars none.
    """
    shown = [s for s in plot.series if s.marks]
    if len(plot.series) < 2:
        return _lone(shown, style, width) if plot.kind == "lines" else ()
    named = sorted((s for s in shown if s.name and s.role in _ORDER), key=lambda s: _ORDER[s.role])
    short = _told_apart(named, lang)
    latest = max((m.at for m in plot.marks), default=0.0)
    said: set[str] = set()
    ends: list[End] = []
    for series in named:
        quiet = series.role == "comparator"
        if quiet and sum(e.series.role == "comparator" for e in ends) >= style.named:
            continue
        names = [n for n in _names(short[series.key]) if n not in said]
        limit = width * style.share * (1 if quiet else _STRONG)
        made = _line if quiet else _column_of
        rows = made(series, names, style, limit, lang)
        early = not rows and latest - series.marks[-1].at > _EARLY
        if early:
            rows = made(series, names, style, width * _WIDE, lang)
        if rows:
            said |= {n for n in names if any(n in row.words for row in rows)}
            ends.append(End(series, rows, early))
    return tuple(ends)


def _lone(shown: Sequence[SeriesSpec], style: Style, width: float) -> tuple[End, ...]:
    """Return the newest value of a lone line, where it has room beside its end."""
    for series in shown:
        value = _value(series, style)
        words = style.said(series.marks[-1]) if style.bare else value
        for told in (words, style.said(series.marks[-1])):
            row = Row(told, style.end, True)
            if row.w <= width * _LONE:
                return (End(series, (row,)),)
    return ()


def _value(series: SeriesSpec, style: Style) -> str:
    """Return the newest value with its unit."""
    told = series.brief if style.brief and series.brief else series.end
    return told or style.said(series.marks[-1])


def _told_apart(named: Sequence[SeriesSpec], lang: Lang) -> dict[str, str]:
    """Return what tells each series from the others: of indicators without what all share."""
    indicators = {s.key.partition("@")[0] for s in named}
    names = [s.name for s in named]
    if len(indicators) == len(named) > 1:
        names = apart(names, lang)
    return {s.key: name for s, name in zip(named, names, strict=True)}


def _names(name: str) -> Iterator[str]:
    """Yield a name, then what of it stands before an addition that no scope is told from.

    What includes Hong Kong, Macao and Taiwan and what does not never have one name.
    """
    yield name
    short = clause(name)
    if short != name and not _bounded(name):
        yield short


def _bounded(name: str) -> bool:
    """Tell whether the addition to a name says what is in a figure."""
    return name[len(clause(name)) :].lstrip(", （(").startswith(_BOUNDS)


def _dated(series: SeriesSpec, told: str, lang: Lang) -> str:
    """Add the date where others run further."""
    if not series.dated:
        return told
    return text(lang)("chart.dated", value=told, period=series.dated)


def _line(
    series: SeriesSpec, names: Sequence[str], style: Style, limit: float, lang: Lang
) -> tuple[Row, ...]:
    """Return value, name and date in one line; nothing where there is no room."""
    number = style.said(series.marks[-1])
    for name in names:
        told = _dated(series, f"{number} {name}", lang)
        for size in (style.label, style.tick):
            row = Row(told, size, False)
            if row.w <= limit:
                return (row,)
    return _stacked(_dated(series, number, lang), names, style, limit * _STRONG)


def _stacked(told: str, names: Sequence[str], style: Style, limit: float) -> tuple[Row, ...]:
    """Return value and date above the name; nothing without room.

    Only a name of which nothing may be left out is broken into lines.
    """
    size = min(style.label, style.tick)
    value = Row(told, size, False)
    for name in names:
        lines = [Row(line, size, False) for line in wrap(name, limit / size, ems)]
        most = _NAME_LINES if _bounded(name) else 1
        if len(lines) <= most and all(row.w <= limit for row in (value, *lines)):
            return (value, *lines)
    return ()


def _column_of(
    series: SeriesSpec, names: Sequence[str], style: Style, limit: float, lang: Lang
) -> tuple[Row, ...]:
    """Return the value, with its unit where it has room, and the name below it."""
    number = _dated(series, style.said(series.marks[-1]), lang)
    values = [Row(v, style.end, True) for v in (_value(series, style), number)]
    called = [Row(name, style.name, False) for name in names]
    value = next((row for row in values if row.w <= limit), values[-1])
    name = next((row for row in called if row.w <= limit), None)
    return (value,) if name is None else (value, name)


def room(ends: Sequence[End], style: Style) -> float:
    """Return pixels that labels need beside the last points."""
    return max((end.w for end in ends if not end.early), default=0) + (AWAY + 4) * style.factor


def write_ends(ground: Ground, ends: Sequence[End], at: float) -> frozenset[str]:
    """Write the labels beside the last points, none over another; the least important give way.

    Parameters
    ----------
    ground : Ground
        The plot, its marks drawn.
    ends : sequence of End
        Labels, the most important first.
    at : float
        End of the span of time.

    Returns
    -------
    frozenset of str
        Keys of the series whose labels are written.
    """
    placed = place_ends(ground, ends, at)
    left = ground.px(at)
    for end, spot in placed:
        # A label beside its own point moves with it.
        _write(ground, end, spot, at if spot.x > left else end.series.marks[-1].at)
    return frozenset(end.series.key for end, _ in placed)


def place_ends(ground: Ground, ends: Sequence[End], at: float) -> list[tuple[End, Box]]:
    """Find a place for each label: beside its own point, or in a column behind the newest.

    Parameters
    ----------
    ground : Ground
        The plot, and what labels keep clear of.
    ends : sequence of End
        Labels, the most important first.
    at : float
        End of the span of time.

    Returns
    -------
    list of tuple of End and Box
        Those that have room.
    """
    kept = list(ends)
    while sum(end.h for end in kept) > ground.box.h and len(kept) > 1:
        kept.pop()
    left = ground.px(at) + AWAY * ground.style.factor
    early = [e for e in kept if ground.plot.kind == "lines" and _early(e, at)]
    own = _beside(ground, early, _column(ground, [e for e in kept if e not in early]), left)
    beside = [end for end, _ in own]
    others = [e for e in kept if e not in beside and not e.early]
    column = [(e, Box(left, mid - e.h / 2, e.w, e.h)) for e, mid in _column(ground, others)]
    return [*own, *column]


def _early(end: End, at: float) -> bool:
    """Tell whether a line ends before the others."""
    alone = len(end.rows) == 1
    return at - end.series.marks[-1].at > _EARLY and alone


def _beside(
    ground: Ground, early: Sequence[End], column: Sequence[tuple[End, float]], left: float
) -> list[tuple[End, Box]]:
    """Return free places of labels at lines that end before the others: of all of them or none."""
    gap = AWAY * ground.style.factor
    taken = [Box(left, middle - e.h / 2, e.w, e.h) for e, middle in column]
    walls = Walls(tuple(ground.solids), tuple(ground.segments), (*ground.words, *taken))
    labels = []
    for end in early:
        last = end.series.marks[-1]
        sides: tuple[Side, ...] = ("right", "above left", "above", "below right")
        x, y = ground.px(last.at), ground.py(last.value)
        labels.append(Label(x, y, end.w, end.h, sides, gap))
    found = place(labels, walls, ground.paper)
    spots = [(end, box) for end, box in zip(early, found, strict=True) if box is not None]
    return spots if len(spots) == len(early) else []


def _column(ground: Ground, kept: Sequence[End]) -> list[tuple[End, float]]:
    """Return labels with their middles, a value level with its point and its name below."""
    ordered = sorted(kept, key=lambda end: ground.py(end.series.marks[-1].value))
    middles = [ground.py(e.series.marks[-1].value) + (e.h - e.rows[0].h) / 2 for e in ordered]
    box = ground.box
    top = box.y - ground.style.top
    places = spread(middles, [e.h for e in ordered], top, box.bottom - 3 * ground.style.factor)
    return list(zip(ordered, places, strict=True))


def _write(ground: Ground, end: End, spot: Box, at: float) -> None:
    colour, left, top = ground.colours.text(end.series.role), spot.x, spot.y
    reaching = (r for r in ground.plot.references if end_of(ground, r) == ground.x[1])
    levels = [reference.value for reference in reaching]
    for row in end.rows:
        w, h = size_of(row.words, row.size, bold=row.bold)
        place = Box(left, top + (row.h - h) / 2, w, h)
        ground.note(
            row.words,
            place,
            (at, end.series.marks[-1].value),
            row.size,
            colour,
            bold=row.bold,
            align="left",
            backed=any(place.y <= ground.py(level) <= place.bottom for level in levels),
        )
        top += row.h
