"""What a chart shows, as plain data: every renderer draws from it, none asks the tables again.

A specification knows nothing of pixels, colours or programs. Pages, pictures, slides and workbooks
read the same one, so that a bound that is hollow on a page is hollow in a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Literal

# What a series means to the message: the subject, a second subject, one that they are compared
# with and that is named, one that stays in the background.
Role = Literal["subject", "second", "comparator", "background"]
# Lines and bars stand along time; rows lie under each other; pairs set two values in a row.
PlotKind = Literal["lines", "bars", "rows", "pairs"]
# Which side of a bound is open.
Open = Literal["", "above", "below"]


@dataclass(frozen=True)
class Mark:
    """One figure that is drawn.

    Parameters
    ----------
    at : float
        Where it stands: days since year 1 along time (`datetime.date.toordinal`, with a fraction),
        else the place of its row, counted from 0.
    value : float
        In the scale of the axis of values.
    period : str
        Code of the period of its statement, such as ``2025`` or ``2025-12-31``.
    label : str
        The value in short, with its qualifier; the unit stands at the axis.
    hover : tuple of str
        At most three rows: value with unit and qualifier, period, source.
    open : str
        Which side is open where it is a bound, which is drawn hollow.
    part : str
        Which part of a year it covers, such as ``1—9月``; empty for a whole period. Such bars are
        hatched.
    derived : bool
        Whether it is implied by other figures, which is drawn as a cross.
    low, high : float or None
        Ends of the interval that is published for a figure, or of that of an implied value, where
        it is wide enough to be seen.
    glimpse : bool
        Whether it is a value at a day between those of whole years, which no line joins.
    form : str
        Number format that writes the label from the value in an office program, a bound with its
        sign, such as ``">"#,##0``; `metrics.wording.forms` makes it. Empty where nothing but the
        digits of the value is to be seen.
    brief : str
        The label with fewer digits, for small cards; empty where it has no more than a few.
    """

    at: float
    value: float
    period: str
    label: str
    hover: tuple[str, ...]
    open: Open = ""
    part: str = ""
    derived: bool = False
    low: float | None = None
    high: float | None = None
    glimpse: bool = False
    form: str = ""
    brief: str = ""


@dataclass(frozen=True)
class SeriesSpec:
    """One series of a plot.

    Parameters
    ----------
    key : str
        The series in an address, such as ``gii_rank@US``.
    name : str
        What tells it from the others of its plot; empty where it is alone.
    title : str
        Its whole name, which makes sense by itself.
    role : str
        What it means to the message.
    runs : tuple of tuple of Mark
        Marks that a line joins; of bars one run.
    end : str
        The latest value with its unit, for the end of its line, and its date where others run
        further.
    brief : str
        The same with fewer digits, for small cards; empty where it has no more than a few.
    dated : str
        That date; empty where no other runs further.
    """

    key: str
    name: str
    title: str
    role: Role
    runs: tuple[tuple[Mark, ...], ...]
    end: str = ""
    brief: str = ""
    dated: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All its marks in the order of the axis."""
        return tuple(sorted((m for run in self.runs for m in run), key=lambda m: m.at))


@dataclass(frozen=True)
class Tick:
    """A labelled place of an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Axis:
    """An axis.

    Parameters
    ----------
    low, high : float
        Its ends; the first is the larger one where it runs backward, as ranks do.
    ticks : tuple of Tick
        Every place that may be labelled; of those along time a renderer leaves out what has no
        room, the latest stays.
    zero : bool
        Whether it begins at zero; an axis of ranks counts as one that does.
    rank : bool
        Whether it is of ranks.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]
    zero: bool = True
    rank: bool = False


@dataclass(frozen=True)
class BreakSpec:
    """A rule across which nothing is joined: where, in two or three words, and why."""

    at: float
    label: str
    reason: str


@dataclass(frozen=True)
class EventSpec:
    """An event: its day, or first and last day, and what happened."""

    at: float
    end: float
    title: str


@dataclass(frozen=True)
class Reference:
    """A level to compare with: the target of a plan, or a bound that a source prints.

    Parameters
    ----------
    value : float
        In the scale of the axis.
    label : str
        What it is, in a few words.
    kind : str
        ``target`` or ``bound``.
    until : float or None
        Day of a target, at which the level ends where it is drawn among lines that go on.
    """

    value: float
    label: str
    kind: Literal["target", "bound"]
    until: float | None = None


@dataclass(frozen=True)
class PlotSpec:
    """One plot: series that share their axes.

    Parameters
    ----------
    kind : str
        How it is drawn.
    series : tuple of SeriesSpec
        The subject first.
    values : Axis
        The axis of values.
    along : Axis
        Time in days, or rows; of rows the ticks are their names.
    unit : str
        Unit with its scale, such as ``万件``; it stands at the topmost tick.
    exponent : int
        Power of ten of that scale: a value of the tables is ``value * 10 ** exponent``.
    heading : str
        What it shows, where a chart has several plots.
    breaks, events, references :
        What stands in it besides.
    undrawn : tuple of SeriesSpec
        Series that tables of its figures have and that are not drawn: they would take the room of
        those that the message is about.
    """

    kind: PlotKind
    series: tuple[SeriesSpec, ...]
    values: Axis
    along: Axis
    unit: str
    exponent: int = 0
    heading: str = ""
    breaks: tuple[BreakSpec, ...] = ()
    events: tuple[EventSpec, ...] = ()
    references: tuple[Reference, ...] = ()
    undrawn: tuple[SeriesSpec, ...] = ()

    @property
    def marks(self) -> Iterator[Mark]:
        """All marks of all series."""
        return (m for s in self.series for m in s.marks)


@dataclass(frozen=True)
class ChartText:
    """The words of a chart.

    Parameters
    ----------
    title : str
        The finding.
    subtitle : str
        What was measured, for whom, unit, span.
    name : str
        What is measured, for lists and for names of files.
    source : str
        One line: the primary source of the newest figure, and how many more there are.
    sources : tuple of (str, str)
        Period and citation of every figure, the newest first.
    notes : tuple of str
        All that must be known besides: bounds, parts of years, breaks, inferred periods, checks
        that fail, definitions, what is in view.
    version : str
        The version of the data in words.
    alt : str
        All of it in sentences, for readers who do not see it.
    subtitles : tuple of str
        What may stand below the title where it stands alone, what tells most first: a card takes
        the first that has room in one line.
    """

    title: str
    subtitle: str
    name: str
    source: str
    sources: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    version: str
    alt: str
    subtitles: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartSpec:
    """A chart.

    Parameters
    ----------
    id : str
        Names it within a page.
    view : str
        Its address in a briefing, such as ``indicator?id=gii_rank``.
    lang : str
        Language of its words.
    text : ChartText
        Its words.
    plots : tuple of PlotSpec
        One, or several that share the axis of time.
    disputes : tuple of str
        Ids of the checks that a figure of it takes part in and does not fit.

    Examples
    --------
    >>> axis = Axis(0, 10, (Tick(0, "0"), Tick(10, "10")))
    >>> run = (Mark(738000, 9.4, "2020", "9.4", ("9.4 months", "2020", "Report")),)
    >>> plot = PlotSpec("lines", (SeriesSpec("a", "", "A", "subject", (run,)),), axis, axis, "")
    >>> text = ChartText("A", "", "A", "", (), (), "", "")
    >>> ChartSpec("a", "indicator?id=a", "en", text, (plot,)).as_dict()["plots"][0]["kind"]
    'lines'
    """

    id: str
    view: str
    lang: Literal["zh", "en"]
    text: ChartText
    plots: tuple[PlotSpec, ...]
    disputes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return a number for all that it says, worked out once: pages ask at each run."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(getattr(self, own.name) for own in fields(self)))

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as what JSON holds: mappings, lists, numbers and texts."""
        return asdict(self)

    @property
    def series(self) -> tuple[SeriesSpec, ...]:
        """The series of all its plots that are drawn."""
        return tuple(s for plot in self.plots for s in plot.series)

    @property
    def listed(self) -> tuple[SeriesSpec, ...]:
        """The series of all its plots, with those that are not drawn."""
        return tuple(s for plot in self.plots for s in (*plot.series, *plot.undrawn))
