"""Targets in words: what is wanted by when, and whether it is met."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.rules.target import Held, against_target, is_target
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import year_words
from metrics.wording.findings.short import told_in
from metrics.wording.numbers import abbreviated


def target_of(tables: Tables, series: Series) -> Held | None:
    """Hold the newest figure of a series against its target; None where none is in view.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> target_of(tables, tables.series("high_value_invention_patents_per_10k")).verdict
    'met'
    """
    for definition in tables.definitions.values():
        if is_target(definition) and definition.relates_to == series.definition.id:
            found = tables.all_series.get((definition.id, series.area))
            if found is not None and series.definition.unit == definition.unit:
                return against_target(series, found)
    return None


def target_words(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell behind a finding whether the target is met; empty where that is not decided."""
    held = target_of(tables, series)
    if held is None or held.verdict not in ("met", "missed"):
        return ""
    year = held.target.period.end.year
    if held.point.period.end.year < year:
        # No figure of the chart is of that year.
        return text(lang)("finding.target_early")
    return text(lang)(f"finding.target_{held.verdict}", year=year)


def target_line(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell the target of a series in a line of its own, with the verdict; empty without one."""
    held = target_of(tables, series)
    if held is None:
        return ""
    say = text(lang)
    wanted = abbreviated(told_in(series.definition.name(lang), held.target, lang))
    verdict = say(f"target.{held.verdict}")
    return say(
        "target.line", value=wanted, period=year_words(held.target.period, lang), verdict=verdict
    )
