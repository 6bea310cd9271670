"""What a page says first: its sentence, its newest figures, findings beside the large chart."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.views.pages import Finding, Headline
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Places of a row of figures, also where it has fewer.
FEWEST = 4


def hero(context: Context, sentence: str, above: str = "") -> Markup:
    """Return the heading of a page, below markup that stands before it."""
    said = markup.unparted(sentence)
    return markup.render("hero.html", context.lang, sentence=said, above=above)


def headlines(context: Context, items: Sequence[Headline]) -> Markup:
    """Return a row of figures, each a link to its indicator; empty where there are none."""
    if not items:
        return Markup()
    lang, selection = context.lang, context.tables.selection
    cells = [
        {
            "head": item,
            "address": context.series_link(item.indicator, item.area),
            "mark": markup.dispute_link(item.disputes, lang, selection),
            "spark": markup.spark(item.spark, context.colours),
        }
        for item in items
    ]
    return markup.render("headlines.html", lang, cells=cells, across=max(len(cells), FEWEST))


def findings(context: Context, items: Sequence[Finding]) -> Markup:
    """Return sentences of findings, each with the trend of its series."""
    cells = [
        {
            "finding": item,
            "parts": _around(item),
            "address": series_link(context, item.key),
            "spark": markup.spark(item.spark, context.colours),
        }
        for item in items
    ]
    return markup.render("findings.html", context.lang, cells=cells)


def _around(item: Finding) -> tuple[Markup, Markup, Markup]:
    """Return a sentence in three: what stands before and behind its strong part, and that."""
    before, strong, after = item.sentence.partition(item.strong) if item.strong else ("", "", "")
    pieces = (before, strong, after) if strong else (item.sentence, "", "")
    first, middle, last = map(markup.unparted, pieces)
    return first, middle, last


def series_link(context: Context, key: str) -> str:
    """Return the address of the page of a series by its key, such as ``gii_rank@US``."""
    if series := context.tables.by_key.get(key):
        return context.series_link(series.definition.id, series.area)
    return ""
