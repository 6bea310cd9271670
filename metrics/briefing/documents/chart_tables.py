"""The small table of a chart: its newest periods, or its first names, with notes at numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.briefing.documents.grids import NOTHING
from metrics.briefing.documents.model import Line, Span, Table, plain
from metrics.briefing.documents.noting import closed, note_of, source_of
from metrics.briefing.exhibit import Exhibit
from metrics.charts.spec import ChartSpec, Mark, PlotSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.tables.dataset import Tables
from metrics.wording import observations as words

# Names and series that a small table has rows for, and periods that it has columns for: the more
# rows, the fewer, since each number may need a note of its own.
MOST_NAMES, MOST_ROWS = 8, 3
PERIODS = {1: 5, 2: 4}
FEWEST_PERIODS = 3
# Kinds of plots whose values run from left to right, beside names.
LYING = ("rows", "pairs")


def of_chart(tables: Tables, found: Exhibit, lang: Lang, above: Sequence[str] = ()) -> Table | None:
    """Return the small table of a chart: the newest periods, or the first names, of its first plot.

    Parameters
    ----------
    tables : Tables
        What is in view.
    found : Exhibit
        A chart.
    lang : str
        ``zh`` or ``en``.
    above : sequence of str
        Notes of the text above, which are not told again.

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
    >>> made.head
    ('期间', '2020年', '2021年', '2022年', '2023年', '2024年1—9月')
    >>> ["".join(span.text for span in cell) for cell in made.rows[0]]
    ['数值（亿元）', '2,180', '3,098', '4,868.8', '8,539.9', '7,922.3']
    """
    if found.spec is None or not found.spec.plots:
        return None
    plot = found.spec.plots[0]
    lying = plot.kind in LYING
    head, rows = _named_rows(plot, lang) if lying else _dated_rows(plot, lang)
    cited = _Cited(tables, found, plot, lang, above)
    shown = len(rows) if lying else len(head) - 1
    return Table(
        plain(_caption(found.spec, plot, shown, lang)),
        tuple(head),
        cited.rows(head, rows),
        _shares(len(head)),
    )


def _shares(columns: int) -> tuple[float, ...]:
    """Give the first column what its names need, where there are many less."""
    first = 21 if columns > 5 else 26
    return (first, *[(100 - first) / (columns - 1)] * (columns - 1))


# The series of a mark, and the mark; a row has one for each column.
_Cell = tuple[str, Mark] | None
_Rows = list[tuple[str, list[_Cell]]]


def _named_rows(plot: PlotSpec, lang: Lang) -> tuple[list[str], _Rows]:
    """Return the head and rows of a plot of names; one column where each has one figure."""
    say = text(lang)
    places = sorted((tick.at, tick.label.replace("<br>", " ")) for tick in plot.along.ticks)
    # What the chart is about is never left out.
    own = {m.at for s in plot.series if s.role == "subject" for m in s.marks}
    own = own if len(own) == 1 else set()
    places = [p for n, p in enumerate(places) if n < MOST_NAMES or p[0] in own]
    every = [{m.at: (s.key, m) for m in s.marks} for s in plot.series]
    alone = sum(map(len, every)) == len({at for own in every for at in own})
    if alone:
        joined = {at: cell for own in every for at, cell in own.items()}
        one: _Rows = [(name, [joined.get(at)]) for at, name in places]
        return [say("pptx.name"), say("pptx.value")], one
    rows: _Rows = [(name, [own.get(at) for own in every]) for at, name in places]
    return [say("pptx.name"), *(s.name or s.title for s in plot.series)], rows


def _dated_rows(plot: PlotSpec, lang: Lang) -> tuple[list[str], _Rows]:
    """Return the newest periods of a plot along time, from left to right, and a row a series."""
    say = text(lang)
    series = [s for s in plot.series if s.marks][:MOST_ROWS]
    every = [{m.period: (s.key, m) for m in s.marks} for s in series]
    codes = sorted({c for own in every for c in own}, key=Period.parse)
    codes = codes[-PERIODS.get(len(series), FEWEST_PERIODS) :]
    value = say("brief.value_in", unit=plot.unit) if plot.unit else say("pptx.value")
    names = [value] if len(series) == 1 else [s.name or s.title for s in series]
    held = zip(names, every, strict=True)
    rows: _Rows = [(name, [own.get(c) for c in codes]) for name, own in held]
    # A series that has none of these periods would be a row of nothing.
    rows = [row for row in rows if any(row[1])]
    return [say("pptx.period"), *(Period.parse(c).label(lang) for c in codes)], rows


def _caption(spec: ChartSpec, plot: PlotSpec, shown: int, lang: Lang) -> str:
    say = text(lang)
    lying = plot.kind in LYING
    count = len(plot.along.ticks) if lying else len({m.period for m in plot.marks})
    name = plot.heading or spec.text.name
    kind = "first_rows" if lying else "latest_rows"
    single = not lying and len([s for s in plot.series if s.marks]) == 1
    about = [plot.unit] if plot.unit and not single else []
    if shown < count:
        about.append(say(f"brief.{kind}", shown=shown, count=count))
    return (
        say("brief.captioned", name=name, about=say("brief.comma").join(about)) if about else name
    )


class _Cited:
    """Notes at the numbers of one table: each stands once, and names what else it is of."""

    def __init__(
        self, tables: Tables, found: Exhibit, plot: PlotSpec, lang: Lang, above: Sequence[str]
    ) -> None:
        self.tables, self.plot, self.lang, self.above = tables, plot, lang, above
        self.facts = {(o.definition.id, o.area, o.period.code): o for o in reversed(found.facts)}

    def rows(self, head: Sequence[str], rows: _Rows) -> tuple[tuple[Line, ...], ...]:
        """Return the rows with a note at the first number that it belongs to."""
        told = [[self._cell(cell) for cell in cells] for _, cells in rows]
        of: dict[str, list[str]] = {}
        for (name, _), cells in zip(rows, told, strict=True):
            for column, (label, note) in zip(head[1:], cells, strict=True):
                if label != NOTHING:
                    of.setdefault(note, []).append(self._called(name, column, rows, head))
        notes = {note: self._also(note, of) for note in of if note}
        made = []
        for (name, _), cells in zip(rows, told, strict=True):
            # Each note is taken out where it is put.
            line = [(Span(label, _of(notes.pop(note, ""))),) for label, note in cells]
            made.append((plain(name), *line))
        return tuple(made)

    def _called(self, name: str, column: str, rows: _Rows, head: Sequence[str]) -> str:
        """Name a number by what tells it from the others of its table."""
        if len(head) == 2:
            return name
        if len(rows) == 1:
            return column
        return f"{column}{'' if self.lang == 'zh' else ', '}{name}"

    def _also(self, note: str, of: Mapping[str, Sequence[str]]) -> str:
        """Return a note that says which further numbers it is of."""
        say = text(self.lang)
        others = of[note][1:]
        if not others:
            return note
        # Numbers without a note are all of this one, or need names.
        if len(others) > 1 and all(own == note or (own and len(of[own]) == 1) for own in of):
            return closed([note, say("brief.also_others")], self.lang)
        named = say("list.comma").join(others)
        return closed([note, say("brief.also", names=named)], self.lang)

    def _cell(self, cell: _Cell) -> tuple[str, str]:
        """Return the words of a mark and its note, which is empty where it is computed."""
        if cell is None:
            return NOTHING, ""
        key, mark = cell
        point = self._point(key, mark, self.plot)
        if point is None:
            return mark.label, ""
        label = words.mark_implied(mark.label, [point], self.lang)
        return label, self._note(point)

    def _note(self, point: Observation) -> str:
        """Return the note of a figure, in short where the text above has its remarks."""
        note, source = (of(self.tables, point, self.lang) for of in (note_of, source_of))
        stop = text(self.lang)("brief.stop")
        remarked = len(note) > len(source + stop)
        if remarked and any(own.startswith(note.removesuffix(stop)) for own in self.above):
            return closed([source, text(self.lang)("brief.as_above")], self.lang)
        return note

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


def _of(note: str) -> tuple[str, ...]:
    return (note,) if note else ()
