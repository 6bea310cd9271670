"""The words of a chart: subtitle, footer, hover, alternative text. All from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from metrics.catalogue import Tables
from metrics.charts.layout import balanced, plain
from metrics.derivations import formula
from metrics.facts import Observation, Source
from metrics.numbers import (
    Scale,
    Words,
    axis_unit,
    derived_words,
    figure_words,
    interval_text,
    join_words,
    ordinal,
    qualified,
    scale_of,
    scaled_text,
    shown_resolution,
)
from metrics.periods import Period, day_label
from metrics.selection import FIRST
from metrics.series import HOME, Series, change, latest_sources
from metrics.text import Lang, text


def points_of(concept: Sequence[Series]) -> list[Observation]:
    """All points of a concept's series, by date."""
    return sorted((p for s in concept for p in s.points), key=lambda p: p.period)


def span_of(concept: Sequence[Series]) -> tuple[date, date]:
    """The last days of the first and of the last period of some series."""
    days = [p.period.end for s in concept for p in s.points]
    return min(days), max(days)


def common_scale(concept: Sequence[Series], lang: Lang) -> Scale:
    """The scale that one axis shares: that of the largest value."""
    unit = concept[0].definition.unit
    return scale_of(max(abs(p.figure.value) for p in points_of(concept)), unit, lang)


def middle_scale(concept: Sequence[Series], lang: Lang) -> Scale:
    """The scale of the middle one of the latest values, for series of very unlike size."""
    latest = sorted(abs(s.latest.figure.value) for s in concept)
    return scale_of(latest[len(latest) // 2], concept[0].definition.unit, lang)


def unit_of(concept: Sequence[Series], lang: Lang, scale: Scale | None = None) -> str:
    """The unit of an axis in words, in the scale of its largest value where none is given."""
    scale = scale or common_scale(concept, lang)
    return axis_unit(scale, concept[0].definition.unit, lang)


def unlike_periods(concept: Sequence[Series]) -> bool:
    """Whether points of a series differ in the kind or length of their periods."""
    return any(len(s.strands) > 1 for s in concept)


def is_rank(point: Observation) -> bool:
    """Whether the value is a position, written as an ordinal."""
    return point.definition.measure == "rank"


def statement(point: Observation, lang: Lang, scale: Scale | None = None) -> Words:
    """The figure in words, with unit and qualifier."""
    return figure_words(point.figure, point.definition.unit, lang, rank=is_rank(point), scale=scale)


# Digits of a label in a chart; the table and the hover have them all.
MARK_DIGITS = 5


SIGNS = {"over": ">", "at_least": "≥", "near": "<", "at_most": "≤", "about": "≈"}


def mark(point: Observation, scale: Scale, lang: Lang, *, signs: bool = False) -> str:
    """The label at a point: the number with its qualifier; the unit stands in the subtitle.

    Parameters
    ----------
    signs : bool
        Whether the qualifier is a sign, where there is no room for words.
    """
    if is_rank(point):
        return str(ordinal(point.figure.value, lang))
    shown = shown_resolution(point.figure, MARK_DIGITS)
    number = scaled_text(point.figure.value, shown, scale, lang)
    if signs:
        return SIGNS.get(point.figure.qualifier, "") + number
    return str(qualified(Words("", number, ""), point.figure.qualifier, lang)).strip()


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
    """Area, scope, unit, period of a chart, whether its axis leaves zero out, its marks."""
    say = text(lang)
    points = points_of(concept)
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


MOST_SOURCES = 4


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
    """Sources and dates, qualifiers, inferred periods, breaks, notes, what is in view, version."""
    say = text(lang)
    lines = [cited_words(points, lang), *broken]
    lines += _remarks(points, lang, hatched=hatched, unlike=unlike)
    lines += dict.fromkeys(s.definition.note(lang) for s in concept if s.definition.note(lang))
    lines += selection_lines(tables, lang)
    return [*lines, say("chart.version", version=tables.version)]


def cited_words(points: Sequence[Observation], lang: Lang) -> str:
    """Name the sources: every report, then the latest others; of many the rest by their number."""
    say = text(lang)
    cited = sorted(latest_sources(points), key=lambda s: s.tier != "report")
    most = max(MOST_SOURCES, sum(s.tier == "report" for s in cited) + 1)
    shown = say("list.semicolon").join(s.cite(lang) for s in cited[:most])
    if len(cited) <= most:
        return say("chart.source", sources=shown)
    return say("chart.sources_more", sources=shown, count=len(cited) - most)


def selection_lines(tables: Tables, lang: Lang) -> list[str]:
    """What is in view, where it is not everything as last printed."""
    say = text(lang)
    selection = tables.selection
    lines = [] if selection.supplement else [say("selection.reports_only")]
    if selection.as_of is not None:
        lines.append(say("selection.as_of", day=day_label(selection.as_of, lang)))
    elif selection.vintage == FIRST:
        lines.append(say("selection.first"))
    return lines


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


def printed_words(point: Observation, lang: Lang) -> str:
    """The printed form; of a derived figure the arithmetic that leads to it."""
    if not point.derived:
        return point.figure.printed
    return text(lang)("fact.derived", formula=formula(point))


def hover(tables: Tables, point: Observation, lang: Lang) -> str:
    """Printed string, value with interval, period, status, source and locator."""
    say = text(lang)
    definition = point.definition
    lines = [
        f"<b>{plain(definition.name(lang))}</b>",
        place_words(tables, point, lang),
        printed_line(point, lang),
        say("fact.value", value=statement(point, lang)),
        say("fact.interval", value=interval_words(point, lang)),
        say("fact.period", value=period_words(point, lang)),
        say("fact.status", value=tables.label("status", point.status, lang)),
        say("fact.source", value=source_words(tables, point, lang)),
        say("fact.locator", value=locator_words(tables, point, lang)),
    ]
    return "<br>".join([lines[0], *map(plain, lines[1:])])


def place_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """For whom a figure is: its scope, and its area where that is not China."""
    scope = tables.label("scope", point.definition.scope, lang)
    if point.area == HOME:
        return scope
    return text(lang)("explore.scoped", name=tables.label("area", point.area, lang), scope=scope)


def source_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """The source, or those of a derived figure, with the tier where it is no report."""
    return text(lang)("list.semicolon").join(_tiered(tables, s, lang) for s in point.sources)


def _tiered(tables: Tables, source: Source, lang: Lang) -> str:
    if source.tier == "report":
        return source.cite(lang)
    tier = tables.label("tier", source.tier, lang)
    return text(lang)("fact.tier", source=source.cite(lang), tier=tier)


def locator_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Where a figure stands, or where the inputs of a derived one do."""
    places = dict.fromkeys(tables.locator(o.locator, lang) for o in point.inputs or (point,))
    return text(lang)("list.semicolon").join(places)


def printed_line(point: Observation, lang: Lang) -> str:
    """The line that gives the printed form, or says how a figure was derived."""
    say = text(lang)
    if point.derived:
        return say("fact.derivation", formula=formula(point))
    return say("fact.printed", value=point.figure.printed)


def interval_words(point: Observation, lang: Lang) -> str:
    """The interval of a figure in words."""
    if is_rank(point) and not point.figure.one_sided:
        return str(ordinal(point.figure.value, lang))
    return interval_text(point.figure.interval, point.definition.unit, lang)


def period_words(point: Observation, lang: Lang) -> str:
    """The period, marked where it is inferred."""
    say = text(lang)
    label = point.period.label(lang)
    return label if point.period_basis == "stated" else say("fact.inferred", period=label)


def alternative(tables: Tables, concept: Sequence[Series], lang: Lang) -> str:
    """A text that says what the chart shows: every point, and that bounds are bounds."""
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
    told = say("alt.chart", name=name, series=say("list.semicolon").join(parts))
    return told + "".join(say("alt.remark", remark=r) for r in _alt_remarks(concept, lang))


def _alt_remarks(concept: Sequence[Series], lang: Lang) -> Iterable[str]:
    """What the lines do not join, and why."""
    say = text(lang)
    points = points_of(concept)
    if any(s.breaks for s in concept):
        yield say("chart.break")
    if any(p.figure.one_sided for p in points):
        yield say("chart.hollow")
    if unlike_periods(concept):
        yield say("chart.unlike")


def movement(series: Series, lang: Lang) -> str:
    """The main movement of a series, from its base to its latest point; empty where none."""
    if series.base is None:
        return ""
    moved = change(series.base, series.latest)
    say = text(lang)
    base = series.base.period.label(lang)
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


def tick_lines(point: Observation, lang: Lang) -> str:
    """Label of a bar: a year, or in two lines the months or the base and end years."""
    period = point.period
    if period.kind == "months":
        return text(lang)("chart.tick_months", year=period.start.year, months=_months(point, lang))
    if period.kind == "years":
        return text(lang)("chart.tick_years", base=period.start.year, end=period.end.year)
    return period.tick


def _months(point: Observation, lang: Lang) -> str:
    year = str(point.period.start.year)
    return point.period.label(lang).replace(f"{year}年", "").replace(f" {year}", "")


def dated_mark(value: str, period: Period, lang: Lang) -> str:
    """A value with its date, where it is not of the latest date of a chart."""
    return text(lang)("chart.dated", value=value, period=period.tick)


def wrap_label(name: str) -> list[str]:
    """A series' name in lines short enough to stand at its last point."""
    return balanced(name, 15)
