"""The small table of a chart: its newest periods, or its first names, with notes at numbers."""

from __future__ import annotations

from metrics.briefing.documents.grids import NOTHING
from metrics.briefing.documents.model import Line, Span, Table, plain
from metrics.briefing.documents.noting import note_of
from metrics.briefing.exhibit import Exhibit
from metrics.charts.spec import ChartSpec, Mark, PlotSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.tables.dataset import Tables
from metrics.wording import observations as words

# Periods and names that a small table has rows for, and series that it has columns for.
MOST_PERIODS, MOST_NAMES, MOST_COLUMNS = 5, 8, 4
# Kinds of plots whose values run from left to right, beside names.
LYING = ("rows", "pairs")


def of_chart(tables: Tables, found: Exhibit, lang: Lang) -> Table | None:
    """Return the small table of a chart: the newest periods, or the first names, of its first plot.

    Parameters
    ----------
    tables : Tables
        What is in view.
    found : Exhibit
        A chart.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Table or None
        None where it draws nothing.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> made = of_chart(tables, exhibit(tables, "indicator?id=pledge_financing", "zh"), "zh")
    >>> ["".join(span.text for span in cell) for cell in made.rows[0]]
    ['2024年1—9月', '7,922.3']
    """
    if found.spec is None or not found.spec.plots:
        return None
    plot = found.spec.plots[0]
    columns, rows = _named_rows(plot) if plot.kind in LYING else _dated_rows(plot, lang)
    noting = _Cited(tables, found, lang)
    made = tuple(
        (plain(name), *(noting.cell(*own, plot) if own else plain(NOTHING) for own in cells))
        for name, cells in rows
    )
    say = text(lang)
    head = say("pptx.name" if plot.kind in LYING else "pptx.period")
    return Table(
        plain(_caption(found.spec, plot, len(made), lang)),
        (head, *(columns or [say("pptx.value")])),
        made,
        (30, *[70 / max(len(columns), 1)] * max(len(columns), 1)),
    )


# The series of a mark, and the mark; a row has one for each column.
_Cell = tuple[str, Mark] | None
_Rows = list[tuple[str, list[_Cell]]]


def _named_rows(plot: PlotSpec) -> tuple[list[str], _Rows]:
    """Return the columns and rows of a plot of names; one column where each has one figure."""
    places = sorted((tick.at, tick.label.replace("<br>", " ")) for tick in plot.along.ticks)
    # What the chart is about is never left out.
    own = {m.at for s in plot.series if s.role == "subject" for m in s.marks}
    own = own if len(own) == 1 else set()
    places = [p for n, p in enumerate(places) if n < MOST_NAMES or p[0] in own]
    every = [{m.at: (s.key, m) for m in s.marks} for s in plot.series]
    alone = sum(map(len, every)) == len({at for own in every for at in own})
    if alone:
        joined = {at: cell for own in every for at, cell in own.items()}
        return [], [(name, [joined.get(at)]) for at, name in places]
    rows: _Rows = [(name, [own.get(at) for own in every]) for at, name in places]
    return [s.name or s.title for s in plot.series], rows


def _dated_rows(plot: PlotSpec, lang: Lang) -> tuple[list[str], _Rows]:
    """Return the columns of a plot along time and its newest periods, the newest first."""
    series = [s for s in plot.series if s.marks][:MOST_COLUMNS]
    every = [{m.period: (s.key, m) for m in s.marks} for s in series]
    codes = sorted({c for own in every for c in own}, key=Period.parse, reverse=True)
    rows: _Rows = [
        (Period.parse(c).label(lang), [own.get(c) for own in every]) for c in codes[:MOST_PERIODS]
    ]
    return [s.name or s.title for s in series] if len(series) > 1 else [], rows


def _caption(spec: ChartSpec, plot: PlotSpec, shown: int, lang: Lang) -> str:
    say = text(lang)
    lying = plot.kind in LYING
    count = len(plot.along.ticks) if lying else len({m.period for m in plot.marks})
    name = plot.heading or spec.text.name
    kind = "first_rows" if lying else "latest_rows"
    about = [plot.unit] if plot.unit else []
    if shown < count:
        about.append(say(f"brief.{kind}", shown=shown, count=count))
    return (
        say("brief.captioned", name=name, about=say("brief.comma").join(about)) if about else name
    )


class _Cited:
    """Notes at the numbers of one table: each once, where it is first needed."""

    def __init__(self, tables: Tables, found: Exhibit, lang: Lang) -> None:
        self.tables, self.lang = tables, lang
        self.facts = {(o.definition.id, o.area, o.period.code): o for o in reversed(found.facts)}
        self.seen: set[str] = set()

    def cell(self, key: str, mark: Mark, plot: PlotSpec) -> Line:
        """Return the cell of a mark."""
        point = self._point(key, mark, plot)
        if point is None:
            return plain(mark.label)
        label = words.mark_implied(mark.label, [point], self.lang)
        note = note_of(self.tables, point, self.lang)
        if note in self.seen:
            return plain(label)
        self.seen.add(note)
        return (Span(label, (note,)),)

    def _point(self, key: str, mark: Mark, plot: PlotSpec) -> Observation | None:
        """Return the statement that a mark draws as it stands; a computed one draws none."""
        series = self.tables.by_key.get(key)
        if series is None:
            return None
        point = self.facts.get((series.definition.id, series.area, mark.period))
        drawn = mark.value * 10**plot.exponent
        if point is None or abs(float(point.figure.value) - drawn) > abs(drawn) * 1e-9:
            return None
        return point
