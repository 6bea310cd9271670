"""Targets of plans, as levels that a series is held against."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.axes import day_of
from metrics.charts.spec import Reference
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.findings.targets import target_of, wanted_words
from metrics.wording.numbers import Scale


def targets_of(tables: Tables, series: Sequence[Series]) -> tuple[Observation, ...]:
    """Return the target that each of some series is held against, where one is in view.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("high_value_invention_patents_per_10k")
    >>> [str(t.figure.value) for t in targets_of(tables, [own])]
    ['12']
    """
    return tuple(held.target for s in series if (held := target_of(tables, s)) is not None)


def reference(target: Observation, scale: Scale, lang: Lang) -> Reference:
    """Return the level of a target.

    Parameters
    ----------
    target : Observation
        What is wanted, and by when.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Reference
        With its year and value.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("high_value_invention_patents_per_10k")
    >>> reference(targets_of(tables, [own])[0], Scale(0, ""), "en").label
    'target for 2025: 12 per 10,000 people'
    """
    year = target.period.year
    label = text(lang)("chart.target", year=year, value=wanted_words(target, lang, scale))
    value = float(target.figure.value.scaleb(-scale.exponent))
    return Reference(value, label, "target", day_of(target.period))
