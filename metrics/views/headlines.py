"""Headlines: the newest comparable figure of a series, with what the five reports print beside."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables
from metrics.views.parts import Headline
from metrics.views.sparks import trend
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.findings.change import base_of_change, change_words
from metrics.wording.findings.short import bare_of, shortened
from metrics.wording.findings.targets import target_line
from metrics.wording.numbers import Words, abbreviated

# Digits of a large number.
MOST_DIGITS = 5


def headline_series(tables: Tables) -> tuple[Series, ...]:
    """List the series of the headline row that are in view, in its order."""
    chosen = (d for d in tables.definitions.values() if d.headline)
    return tuple(tables.main_series(d.id) for d in sorted(chosen, key=lambda d: d.headline))


def headline(tables: Tables, series: Series, lang: Lang) -> Headline:
    """Tell the newest comparable figure of a series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        In any area.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Headline
        In words.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> made = headline(tables, tables.series("gii_rank"), "en")
    >>> str(made.value), made.period, made.report
    ('10th', '2025', 'report: 12th, 2023')
    """
    point = series.latest
    label = series.definition.short(lang)
    value = _figure(label, point, lang)
    period = words.period_words(point, lang)
    change = change_words(series, lang) + _within(tables, series, lang)
    report = _report(tables, series, label, lang)
    source = origins.source_words(tables, point, lang)
    implied = (origins.printed_line(point, lang),) if point.implied else ()
    beside = target_line(tables, series, lang)
    name = series.definition.name(lang)
    told = (
        name,
        f"{period} {words.statement(point, lang)}",
        *implied,
        change,
        beside,
        report,
        source,
    )
    return Headline(
        indicator=series.definition.id,
        area=series.area,
        label=label,
        value=value,
        period=words.mark_implied(period, (point,), lang),
        change=change,
        report=report,
        beside=beside,
        spark=trend(series),
        alt=text(lang)("list.semicolon").join(filter(None, told)),
        disputes=disputed_relations(tables, (point,)),
    )


def _within(tables: Tables, series: Series, lang: Lang) -> str:
    """Say behind a change that the interval published for one of its figures holds the other."""
    base, end = base_of_change(series), series.latest
    if base is None:
        return ""
    pairs = ((tables.published(base), end), (tables.published(end), base))
    inside = any(found is not None and found.holds(other) for found, other in pairs)
    return text(lang)("published.within") if inside else ""


def _figure(label: str, point: Observation, lang: Lang) -> Words:
    """Write a figure below its label, in as many digits as a large number has room for."""
    shown = point if words.is_rank(point) else shortened(point, MOST_DIGITS)
    return abbreviated(bare_of(label, words.statement(shown, lang), point, lang))


def _report(tables: Tables, series: Series, label: str, lang: Lang) -> str:
    """Tell what the reports print last of a series, where the headline is another statement."""
    found = tables.reports.all_series.get((series.definition.id, series.area))
    if found is None or _same(found.latest, series.latest):
        return ""
    value = _figure(label, found.latest, lang)
    return text(lang)("headline.report", value=value, period=found.latest.period.label(lang))


def _same(one: Observation, other: Observation) -> bool:
    """Tell whether two statements say the same of the same time."""
    figures = one.figure, other.figure
    told = [(f.value, f.qualifier) for f in figures]
    return one.period == other.period and told[0] == told[1]
