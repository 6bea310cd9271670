"""What a workbook says of itself in words: its filters, and what of a view was not computed."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.charts.compile.notes import selection_lines
from metrics.explorer.exploration import Exploration, name
from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.rules.transforms import transform_words
from metrics.views.extracts import Extract


def filters_told(taken: Extract, view: Exploration | None, lang: Lang) -> tuple[str, ...]:
    """Return the filters in force, and what a view does with what passes them.

    Parameters
    ----------
    taken : Extract
        What the workbook holds.
    view : Exploration, optional
        A view of the explorer.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        A line each.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> filters_told(extract(load(), Filters(theme="services")), None, "en")
    ('Theme: Services',)
    """
    if view is None:
        return taken.filter_lines(lang)
    say, choice = text(lang), view.choice
    lines = selection_lines(taken.tables, lang)
    made = transform_words(choice.transform, lang)
    lines.append(say("filter.line", name=say("explore.transform"), value=made))
    own = [name(view.tables, s, lang) for s in view.ranged or view.chosen]
    joined = say("list.semicolon").join(own)
    lines.append(say("filter.line", name=say("sheet.series"), value=joined))
    if choice.transform in ("index", "cagr") and view.base:
        base = Period.parse(view.base).label(lang)
        lines.append(say("filter.line", name=say("explore.base"), value=base))
    if choice.first:
        lines.append(say("filter.line", name=say("explore.from"), value=choice.first))
    if choice.last:
        lines.append(say("filter.line", name=say("explore.to"), value=choice.last))
    return tuple(lines)


def refusals_told(view: Exploration | None, lang: Lang) -> Iterator[str]:
    """Yield what of a view was not computed, and why."""
    if view is None:
        return
    say, tables = text(lang), in_view(view.tables, ALL_WITH_IMPLIED)
    for series, refusal in view.refusals:
        yield say(
            "explore.refusal",
            series=name(tables, series, lang),
            periods=say("list.comma").join(p.period.label(lang) for p in refusal.points),
            reason=refusal.words(lang),
        )
    if view.outside:
        names = [name(tables, tables.by_key[key], lang) for key in view.outside]
        yield say("explore.outside", names=say("list.comma").join(names))
