"""All that must be known of a chart besides what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.charts.compile.marks import interval_ends
from metrics.charts.spec import BreakSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import day_label, month_name
from metrics.model.refusal import counted_words
from metrics.model.selection import FIRST
from metrics.model.series import Series
from metrics.reconciliation import disputes
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words
from metrics.wording.observations import statement
from metrics.wording.origins import rule_words, spoken
from metrics.wording.published import published_lines


def notes(
    tables: Tables,
    series: Sequence[Series],
    points: Sequence[Observation],
    lang: Lang,
    *,
    broken: Sequence[BreakSpec] = (),
    own: Iterable[str] = (),
    unlike: bool = False,
) -> tuple[str, ...]:
    """Return every note of a chart, each once.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        Those that are drawn.
    points : sequence of Observation
        The figures that are drawn.
    lang : str
        ``zh`` or ``en``.
    broken : sequence of BreakSpec
        The breaks of its plots.
    own : iterable of str
        What is to be said of this kind of chart.
    unlike : bool
        Whether unlike periods stand beside each other.

    Returns
    -------
    tuple of str
        Lines.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("pledge_financing")
    >>> notes(tables, [own], own.points, "en")[0]
    'Hollow marks are bounds; no line joins them'
    """
    lines = [
        *own,
        *(b.reason for b in broken),
        *_remarks(points, lang, unlike=unlike),
        *counting_lines(points, lang),
        *published_lines(tables, series, points, lang),
        *disputed_lines(tables, points, lang),
        *implied_lines(tables, points, lang),
        *(s.definition.note(lang) for s in series),
        *_tiers(series, points, lang),
        *selection_lines(tables, lang),
    ]
    return tuple(dict.fromkeys(line for line in lines if line))


def counting_lines(points: Iterable[Observation], lang: Lang) -> list[str]:
    """Say what offices count whose figures are shown, and whose years are fiscal years.

    Parameters
    ----------
    points : iterable of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        None where offices do not count for themselves.

    Examples
    --------
    >>> from metrics import load
    >>> counting_lines(load().series("gii_rank").points, "en")
    []
    """
    say, told = text(lang), dict[str, None]()
    fiscal: dict[tuple[str, int], None] = {}
    calendar = False
    for p in points:
        counting = p.definition.counting(p.area, p.period)
        if counting is None:
            continue
        clause = counted_words(counting, lang)
        told[say("counting.of", area=counting.area.name(lang), clause=clause)] = None
        calendar = calendar or p.period.kind == "year"
        if p.period.fiscal:
            fiscal[counting.area.name(lang), p.period.start.month] = None
    lines = [say("list.semicolon").join(told)] if told else []
    if fiscal:
        named = [
            say("counting.fiscal_of", area=area, month=month_name(month, lang))
            for area, month in fiscal
        ]
        key = "counting.fiscal_note" if calendar else "counting.fiscal_years"
        lines.append(say(key, areas=say("list.comma").join(named)))
    return lines


def _remarks(points: Sequence[Observation], lang: Lang, *, unlike: bool) -> Iterable[str]:
    say = text(lang)
    bounds = [p for p in points if p.figure.one_sided]
    if bounds:
        told = [
            say("alt.point", period=p.period.label(lang), value=statement(p, lang)) for p in bounds
        ]
        yield say("chart.hollow")
        yield say("chart.bounds", values=say("list.semicolon").join(dict.fromkeys(told)))
    parts = [p for p in points if p.period.kind == "months" and p.definition.measure == "flow"]
    if parts:
        yield say("chart.parts", periods=_periods(parts, lang))
    if unlike:
        yield say("chart.unlike")
    for key, chosen in (
        ("chart.derived", [p for p in points if p.derived]),
        ("chart.inferred", [p for p in points if p.period_basis == "inferred"]),
        ("chart.differs", [p for p in points if p.status == "D"]),
    ):
        if chosen:
            yield say(key, periods=_periods(chosen, lang))


def _tiers(series: Sequence[Series], points: Sequence[Observation], lang: Lang) -> Iterable[str]:
    """Say which figures the five reports print, unless they print all."""
    own = {(s.definition.id, s.area): s for s in series}
    held = [(p, own.get((p.definition.id, p.area))) for p in points]
    printed = [p for p, s in held if s is not None and s.reported(p)]
    if not printed:
        yield text(lang)("chart.none_reported")
    elif len(printed) < len(points):
        yield text(lang)("chart.reported", periods=_periods(printed, lang))


def _periods(points: Iterable[Observation], lang: Lang) -> str:
    ordered = sorted(points, key=lambda p: p.period)
    return join_words(list(dict.fromkeys(p.period.label(lang) for p in ordered)), lang)


def selection_lines(tables: Tables, lang: Lang) -> list[str]:
    """Say what is in view, where it is not everything as last printed."""
    say = text(lang)
    selection = tables.selection
    lines = [] if selection.supplement else [say("selection.reports_only")]
    if selection.as_of is not None:
        lines.append(say("selection.as_of", day=day_label(selection.as_of, lang)))
    elif selection.vintage == FIRST:
        lines.append(say("selection.first"))
    if selection.implied:
        lines.append(say("selection.with_implied"))
    return lines


def implied_lines(tables: Tables, points: Iterable[Observation], lang: Lang) -> list[str]:
    """Say how derived values follow from printed figures: each rule, with the first and last of it.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    points : iterable of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        A line for each rule; none where nothing is derived.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> implied_lines(tables, tables.series("gii_rank").points, "en")
    []
    """
    say = text(lang)
    rules: dict[str, list[Observation]] = {}
    for point in sorted((p for p in points if p.derived), key=lambda p: p.period):
        rules.setdefault(rule_words(tables, point, lang), []).append(point)
    lines = []
    for rule, every in rules.items():
        named = list(dict.fromkeys((every[0], every[-1])))
        shown = [
            say("alt.point", period=p.period.label(lang), value=spoken(p, lang)) for p in named
        ]
        key = "chart.implied" if len(every) == len(named) else "chart.implied_some"
        lines.append(
            say(key, rule=rule, formulas=say("list.semicolon").join(shown), count=len(every))
        )
    if any(interval_ends(p, 0)[0] is not None for every in rules.values() for p in every):
        lines.append(say("chart.implied_interval"))
    return lines


def disputed_lines(tables: Tables, points: Sequence[Observation], lang: Lang) -> list[str]:
    """Name the points that do not fit another printed figure; no line where all do.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        One line, or none.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> disputed_lines(tables, tables.series("satisfaction").points, "en")
    []
    """
    found = [p for p in points if disputes(tables, (p,))]
    return [text(lang)("chart.disputed", periods=_periods(found, lang))] if found else []
