"""The words of a chart as a whole: unit, subtitle, footer, movement, alternative text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from metrics.charts import intervals
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import day_label
from metrics.model.selection import FIRST
from metrics.model.series import Series, latest_sources
from metrics.reconciliation import disputes
from metrics.rules.comparison import compare
from metrics.tables.dataset import Tables
from metrics.wording.figures import derived_words
from metrics.wording.numbers import Scale, axis_unit, join_words, scale_of
from metrics.wording.observations import mark_implied, place_words, statement
from metrics.wording.origins import rule_words, spoken

# Sources that a footer names before it counts the rest.
MOST_SOURCES = 4


def points_of(concept: Sequence[Series]) -> list[Observation]:
    """Return all points of a concept's series, by date."""
    return sorted((p for s in concept for p in s.points), key=lambda p: p.period)


def span_of(concept: Sequence[Series]) -> tuple[date, date]:
    """Return the last days of the first and of the last period of some series."""
    days = [p.period.end for s in concept for p in s.points]
    return min(days), max(days)


def common_scale(concept: Sequence[Series], lang: Lang) -> Scale:
    """Return the scale that one axis shares: that of the largest value."""
    unit = concept[0].definition.unit
    return scale_of(max(abs(p.figure.value) for p in points_of(concept)), unit, lang)


def middle_scale(concept: Sequence[Series], lang: Lang) -> Scale:
    """Return the scale of the middle one of the latest values, for series of very unlike size."""
    latest = sorted(abs(s.latest.figure.value) for s in concept)
    return scale_of(latest[len(latest) // 2], concept[0].definition.unit, lang)


def unit_of(concept: Sequence[Series], lang: Lang, scale: Scale | None = None) -> str:
    """Return the unit of an axis in words.

    Without a scale it is that of the largest value.

    Parameters
    ----------
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.
    scale : Scale, optional
        The scale of the axis.

    Returns
    -------
    str
        Unit with its scale.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> unit_of(tables.concept("pledge_financing"), "en")
    'CNY billion'
    """
    scale = scale or common_scale(concept, lang)
    return axis_unit(scale, concept[0].definition.unit, lang)


def unlike_periods(concept: Sequence[Series]) -> bool:
    """Tell whether points of a series differ in the kind or length of their periods."""
    return any(len(s.period_groups) > 1 for s in concept)


def subtitle(
    tables: Tables,
    concept: Sequence[Series],
    lang: Lang,
    *,
    from_zero: bool,
    scoped: bool = True,
    legend: Sequence[str] = (),
    scale: Scale | None = None,
) -> list[str]:
    """Return area, scope, unit, period of a chart, whether its axis leaves zero out, its marks.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.
    from_zero : bool
        Whether the axis of values begins at zero.
    scoped : bool
        Whether the scope is told.
    legend : sequence of str
        What the marks of the chart mean.
    scale : Scale, optional
        The scale of the axis; that of the largest value by default.

    Returns
    -------
    list of str
        Parts that stand beside each other.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> subtitle(tables, tables.concept("gii_rank"), "en", from_zero=False)[0]
    'China'
    """
    say = text(lang)
    points = _telling(concept)
    definition = concept[0].definition
    first, last = points[0].period, points[-1].period
    parts = [tables.label("area", concept[0].area, lang)]
    if scoped and len(concept) == 1:
        parts.append(tables.label("scope", definition.scope, lang))
    if definition.measure != "rank":
        parts.append(say("chart.unit", unit=unit_of(concept, lang, scale)))
    if first == last:
        parts.append(first.label(lang))
    elif all(p.period.kind in ("years", "months") for p in points):
        parts.append(join_words([p.period.label(lang) for p in points], lang))
    else:
        parts.append(say("chart.span", first=first.label(lang), last=last.label(lang)))
    if not from_zero:
        parts.append(say("chart.not_from_zero"))
    return [*parts, *legend]


def _telling(concept: Sequence[Series]) -> list[Observation]:
    """Return the points that tell from when to when.

    An implied part of a year stands in for none.
    """
    main = {id(p) for s in concept for p in s.main}
    return [p for p in points_of(concept) if not p.implied or id(p) in main]


def footer(
    tables: Tables,
    concept: Sequence[Series],
    points: Sequence[Observation],
    lang: Lang,
    *,
    hatched: bool = False,
    unlike: bool = False,
    broken: Sequence[str] = (),
) -> list[str]:
    """Return the lines of the footer.

    They tell sources and dates, qualifiers, inferred periods, breaks, notes, what is in view and
    the version.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.
    hatched : bool
        Whether parts of years are drawn.
    unlike : bool
        Whether unlike periods stand beside each other.
    broken : sequence of str
        The lines that tell the breaks.

    Returns
    -------
    list of str
        Lines.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.concept("satisfaction")
    >>> footer(tables, own, own[0].points, "en")[-1].startswith("Data version")
    True
    """
    say = text(lang)
    lines = [cited_words(points, lang), *broken]
    lines += _remarks(points, lang, hatched=hatched, unlike=unlike)
    lines += disputed_lines(tables, points, lang)
    lines += implied_lines(tables, points, lang)
    lines += dict.fromkeys(s.definition.note(lang) for s in concept if s.definition.note(lang))
    lines += selection_lines(tables, lang)
    return [*lines, say("chart.version", version=tables.version)]


def cited_words(points: Sequence[Observation], lang: Lang, more: str = "chart.sources_more") -> str:
    """Name the sources: every report, then the latest others; of many the rest by their number.

    Parameters
    ----------
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.
    more : str
        The message that tells the number.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> cited_words(tables.series("centres_new").points, "en")
    'Source: CNIPA work report (2023)'
    """
    say = text(lang)
    cited = sorted(latest_sources(points), key=lambda s: s.tier != "report")
    most = max(MOST_SOURCES, sum(s.tier == "report" for s in cited) + 1)
    shown = say("list.semicolon").join(s.cite(lang) for s in cited[:most])
    if len(cited) <= most:
        return say("chart.source", sources=shown)
    return say(more, sources=shown, count=len(cited) - most)


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
    """Say how implied values follow from printed figures: each rule, with the first and last of it.

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
        A line for each rule; none where nothing is implied.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> implied_lines(tables, tables.series("gii_rank").points, "en")
    []
    """
    say = text(lang)
    rules: dict[str, list[Observation]] = {}
    for point in sorted((p for p in points if p.implied), key=lambda p: p.period):
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
    if intervals.drawn(point for every in rules.values() for point in every):
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
    periods = list(dict.fromkeys(p.period.label(lang) for p in found))
    return [text(lang)("chart.disputed", periods=join_words(periods, lang))] if periods else []


def _remarks(
    points: Sequence[Observation], lang: Lang, *, hatched: bool, unlike: bool
) -> Iterable[str]:
    say = text(lang)
    if any(p.figure.one_sided for p in points):
        yield say("chart.hollow")
    if hatched:
        yield say("chart.hatched")
    if unlike:
        yield say("chart.unlike")
    derived = [p.period.label(lang) for p in points if p.derived]
    if derived:
        yield say("chart.derived", periods=join_words(list(dict.fromkeys(derived)), lang))
    inferred = [p.period.label(lang) for p in points if p.period_basis == "inferred"]
    if inferred:
        yield say("chart.inferred", periods=join_words(list(dict.fromkeys(inferred)), lang))
    differing = [p.period.label(lang) for p in points if p.status == "D"]
    if differing:
        yield say("chart.differs", periods=join_words(differing, lang))


def alternative(tables: Tables, concept: Sequence[Series], lang: Lang) -> str:
    """Return a text that says what the chart shows: every point, and that bounds are bounds.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Sentences for readers of screens.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> alternative(tables, tables.concept("satisfaction"), "en").split(":")[0]
    'Public satisfaction with IP protection. Nationwide'
    """
    say = text(lang)
    parts = []
    for series in concept:
        values = join_words(
            [
                say("alt.point", period=p.period.label(lang), value=statement(p, lang))
                for p in series.points
            ],
            lang,
        )
        scope = place_words(tables, series.latest, lang)
        moved = movement(series, lang)
        latest = series.latest.period.label(lang)
        spoken = say("alt.moved", values=values, period=latest, moved=moved) if moved else values
        parts.append(say("alt.series", scope=scope, values=spoken))
    name = concept[0].definition.name(lang)
    spoken = say("alt.chart", name=name, series=say("list.semicolon").join(parts))
    return spoken + "".join(say("alt.remark", remark=r) for r in _alt_remarks(concept, lang))


def _alt_remarks(concept: Sequence[Series], lang: Lang) -> Iterable[str]:
    """Return what the lines do not join, and why."""
    say = text(lang)
    points = points_of(concept)
    if any(s.breaks for s in concept):
        yield say("chart.break")
    if any(p.figure.one_sided for p in points):
        yield say("chart.hollow")
    if unlike_periods(concept):
        yield say("chart.unlike")
    implied = dict.fromkeys(p.period.label(lang) for p in points if p.implied)
    if implied:
        yield say("chart.derived", periods=join_words(list(implied), lang))


def movement(series: Series, lang: Lang) -> str:
    """Return the main movement of a series, from its base to its latest point; empty where none."""
    if series.base is None:
        return ""
    moved = compare(series.base, series.latest)
    say = text(lang)
    base = mark_implied(series.base.period.label(lang), [series.base], lang)
    definition = series.definition
    if not moved.direction:
        same = series.base.figure.value == series.latest.figure.value
        return say("change.same", base=base) if same else ""
    upward = moved.direction > 0
    size = moved.interval if upward else -moved.interval
    places = 1 if moved.relative else definition.decimals
    unit = _moved_unit(series, lang, relative=moved.relative)
    value = None if moved.value is None else abs(moved.value)
    amount = derived_words(size, unit, lang, places, value)
    if definition.measure == "rank":
        # A smaller position is a better one.
        return say("change.rank_down" if upward else "change.rank_up", base=base, value=amount)
    return say("change.up" if upward else "change.down", base=base, value=amount)


def _moved_unit(series: Series, lang: Lang, *, relative: bool) -> str:
    unit = series.definition.unit
    if relative:
        return "%"
    if unit.id == "percent":
        return "个百分点" if lang == "zh" else " percentage points"
    return unit.name(lang) if lang == "zh" else f" {unit.name(lang)}"
