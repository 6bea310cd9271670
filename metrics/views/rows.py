"""Rows: series that have no chart, each in a line of a table."""

from __future__ import annotations

from metrics.locale import Lang
from metrics.model.series import Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables
from metrics.views.parts import Row
from metrics.views.sparks import trend
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.findings.change import change_words
from metrics.wording.findings.targets import outcome
from metrics.wording.numbers import abbreviated


def row_of(tables: Tables, series: Series, lang: Lang) -> Row:
    """Tell the latest figure of a series in a line of a table.

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
    Row
        In words.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> row_of(tables, tables.series("satisfaction"), "en").topic
    'Satisfaction and publicity'
    """
    point = series.latest
    definition = series.definition
    return Row(
        topic=tables.label("topic", definition.topic, lang),
        key=series.key,
        label=definition.name(lang),
        scope=words.place_words(tables, point, lang),
        value=abbreviated(words.statement(point, lang)),
        period=words.mark_implied(words.period_words(point, lang), (point,), lang),
        change=outcome(tables, series, lang) or change_words(series, lang),
        source=origins.cited(point, lang),
        spark=trend(series),
        disputes=disputed_relations(tables, (point,)),
    )
