"""Marks: what a figure is drawn and labelled as, and what it says when it is pointed at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from metrics.charts.compile.axes import day_of
from metrics.charts.compile.citing import primary
from metrics.charts.spec import Mark, Open
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import LEVELS, Series
from metrics.printed.interval import Interval
from metrics.tables.dataset import Tables
from metrics.wording.figures import qualified, shown_resolution
from metrics.wording.forms import mark_form
from metrics.wording.numbers import Scale, Words, scaled_text, value_words
from metrics.wording.observations import (
    MARK_DIGITS,
    SIGNS,
    dated_mark,
    is_rank,
    mark,
    mark_implied,
    period_words,
    statement,
)
from metrics.wording.published import interval_words

# Share of its value that an interval is wide at least to be seen.
LEAST = Decimal("0.01")
# The last digit of whole numbers that are cut to thousands: 819,000.
THOUSAND = Decimal(1000)

Place = Callable[[Period], float]


def finest_of(points: Iterable[Observation]) -> Decimal:
    """Return the worth of the last digit of labels of one plot: five digits of the largest value.

    Examples
    --------
    >>> from metrics import load
    >>> finest_of(load().series("pledge_financing").points)
    Decimal('1E+7')
    """
    largest = max(abs(p.figure.value) for p in points)
    return Decimal(1).scaleb(largest.adjusted() - MARK_DIGITS + 1) if largest else Decimal(0)


def briefer(finest: Decimal, scale: Scale) -> Decimal:
    """Return the worth of the last digit on small cards: one digit less, two of small numbers.

    Examples
    --------
    >>> briefer(Decimal(1000), Scale(6, "million")), briefer(Decimal("0.01"), Scale(0, ""))
    (Decimal('1E+4'), Decimal('0.1'))
    """
    first = finest.adjusted() + MARK_DIGITS - 1
    return finest.scaleb(1 if first > scale.exponent else 2).normalize()


def _label_of(
    point: Observation, scale: Scale, lang: Lang, finest: Decimal = Decimal(0)
) -> tuple[str, str]:
    """Label a figure, and give the number format that writes it so."""
    form = mark_form(point, scale, lang, finest)
    if is_rank(point):
        return mark(point, scale, lang, signs=lang == "en"), form
    digit = max(shown_resolution(point.figure, MARK_DIGITS), finest).normalize()
    sign = SIGNS.get(point.figure.qualifier, "")
    number = scaled_text(_in_thousands(point.figure.value, digit), digit, scale, lang)
    if lang == "en":
        return sign + number, form
    return str(qualified(Words("", number, ""), point.figure.qualifier, lang)).strip(), form


def _in_thousands(value: Decimal, digit: Decimal) -> Decimal:
    """Round a value whose label ends with thousands; other labels have their units."""
    return value.quantize(digit, ROUND_HALF_UP) if digit == THOUSAND else value


def figure_mark(
    tables: Tables,
    series: Series,
    point: Observation,
    scale: Scale,
    lang: Lang,
    at: float,
    *,
    finest: Decimal = Decimal(0),
) -> Mark:
    """Return the mark of a figure.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        The one that it is of.
    point : Observation
        Printed or derived.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    at : float
        Where it stands.
    finest : Decimal
        Worth of the last digit that labels of the plot have.

    Returns
    -------
    Mark
        With its label, what it says when it is pointed at, and what is open.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("pledge_financing")
    >>> figure_mark(tables, own, own.latest, Scale(9, "billion"), "en", 0).hover[:2]
    ('CNY 853.99 billion', '2023')
    """
    low, high = interval_ends(point, scale.exponent)
    published = tables.published(point)
    if published is not None:
        low, high = (float(end.figure.value.scaleb(-scale.exponent)) for end in published.ends)
    label, form = _label_of(point, scale, lang, finest)
    coarser = briefer(finest or finest_of((point,)), scale)
    brief, _ = _label_of(point, scale, lang, coarser)
    return Mark(
        at=at,
        value=float(point.figure.value.scaleb(-scale.exponent)),
        period=point.period.code,
        label=label,
        hover=hover(tables, series, point, lang),
        open=open_side(point.figure.bound, bound=point.figure.one_sided),
        part=part_words(point.period, lang),
        derived=point.derived,
        low=low,
        high=high,
        glimpse=is_glimpse(series, point),
        form=form,
        brief=shortened(brief, label),
    )


def shortened(brief: str, label: str) -> str:
    """Return a label of fewer digits; nothing where it is the same or rounds all away.

    Examples
    --------
    >>> shortened("16.87", "16.871"), shortened("54", "54"), shortened("0.0", "0.0003")
    ('16.87', '', '')
    """
    told = any(sign in "123456789" for sign in brief)
    return brief if told and brief != label else ""


def runs_of(
    tables: Tables,
    series: Series,
    scale: Scale,
    lang: Lang,
    place: Place = day_of,
    kept: Sequence[Observation] | None = None,
    *,
    finest: Decimal = Decimal(0),
) -> tuple[tuple[Mark, ...], ...]:
    """Return the marks of a series that lines join: none across a break, none from a bound.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of any area.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    place : callable
        Says where a period stands.
    kept : sequence of Observation, optional
        The points that are drawn; all by default.
    finest : Decimal
        Worth of the last digit that labels of the plot have.

    Returns
    -------
    tuple of tuple of Mark
        In the order of their segments.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> [len(run) for run in runs_of(tables, tables.series("gii_rank"), Scale(0, ""), "en")]
    [1, 15]
    """
    chosen = None if kept is None else {id(p) for p in kept}
    made = (
        tuple(
            figure_mark(tables, series, p, scale, lang, place(p.period), finest=finest)
            for p in segment
            if chosen is None or id(p) in chosen
        )
        for segment in series.segments
    )
    return tuple(run for run in made if run)


def hover(tables: Tables, series: Series, point: Observation, lang: Lang) -> tuple[str, ...]:
    """Return what a mark says: value with unit and qualifier, period, source.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        The one that the point is of.
    point : Observation
        Printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        Three rows.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("gii_rank")
    >>> hover(tables, own, own.latest, "en")[:2]
    ('10th', '2025')
    """
    value = mark_implied(str(statement(point, lang)), [point], lang)
    published = tables.published(point)
    if published is not None:
        value = text(lang)("list.semicolon").join((value, interval_words(published, lang)))
    return value, period_words(point, lang), primary(series, point).cite(lang)


def open_side(interval: Interval, *, bound: bool = True) -> Open:
    """Say which side of a bound is open; none where it is no bound."""
    if not bound:
        return ""
    return "above" if interval.hi is None else "below"


def part_words(period: Period, lang: Lang) -> str:
    """Name the months of a part of a year; nothing for a whole period.

    Examples
    --------
    >>> part_words(Period.parse("2024-01/2024-09"), "zh")
    '1—9月'
    """
    if period.kind != "months":
        return ""
    if period.start.year != period.end.year:
        return period.label(lang)
    year = f"{period.end.year}"
    return period.label(lang).replace(f"{year}年", "").replace(f" {year}", "").strip()


def is_glimpse(series: Series, point: Observation) -> bool:
    """Tell whether a level at a day stands between those of whole years."""
    own = series.definition.measure in LEVELS and point.period.kind == "date"
    return own and any(p.period.kind == "year" for p in series.points)


def interval_ends(point: Observation, exponent: int) -> tuple[float | None, float | None]:
    """Return the ends of an implied value's interval, in a power of ten.

    None where the figure is printed, is a bound, or its interval is too narrow to be seen.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
    >>> people = in_view(load(), ALL_WITH_IMPLIED).series("population").points[0]
    >>> [round(end, 3) for end in interval_ends(people, 8)]
    [13.383, 13.681]
    """
    span = point.figure.interval
    if not point.implied or span.lo is None or span.hi is None:
        return None, None
    if span.hi - span.lo < abs(point.figure.value) * LEAST:
        return None, None
    return float(span.lo.scaleb(-exponent)), float(span.hi.scaleb(-exponent))


def end_words(
    point: Observation,
    scale: Scale,
    lang: Lang,
    *,
    dated: bool = False,
    finest: Decimal = Decimal(0),
) -> str:
    """Return the value at the end of a line with its unit; its date where others run further.

    Parameters
    ----------
    point : Observation
        The last one that is drawn; a part of a year is dated.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    dated : bool
        Whether its date is told, as others run further.
    finest : Decimal
        Worth of the last digit that labels of the plot have.

    Returns
    -------
    str
        Value, unit, date.

    Examples
    --------
    >>> from metrics import load
    >>> end_words(load().series("pledge_financing").latest, Scale(9, "billion"), "en")
    'CNY 853.99 billion'
    """
    if is_rank(point):
        told = mark(point, scale, lang, signs=lang == "en")
    else:
        shown = max(shown_resolution(point.figure, MARK_DIGITS), finest)
        value = _in_thousands(point.figure.value, shown)
        words = value_words(value, shown, point.definition.unit, lang, scale)
        told = str(qualified(words, point.figure.qualifier, lang))
    told = mark_implied(told, [point], lang)
    part = point.period.kind == "months"
    return dated_mark(told, point.period, lang) if dated or part else told
