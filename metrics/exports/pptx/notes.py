"""Speaker notes: every figure of a slide as printed, with source and locator."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.briefing.remarks import remarks_of
from metrics.briefing.slides import Page
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.rules.derivations import formula
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording import origins


def note_lines(page: Page, tables: Tables, lang: Lang) -> list[str]:
    """Return the lines of the notes of a slide.

    Parameters
    ----------
    page : Page
        The slide.
    tables : Tables
        The tables, with what is in view.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        What must be known first, then each figure as printed, with source and place.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.pages import pages
    >>> tables = load()
    >>> deck = parse_address("chart!indicator?id=pledge_financing")
    >>> (page,) = pages(tables, deck, "en", date(2026, 1, 1))
    >>> "4868.8亿元" in " ".join(note_lines(page, tables, "en"))
    True
    """
    return list(_lines(page, tables, lang))


def _lines(page: Page, tables: Tables, lang: Lang) -> Iterator[str]:
    say = text(lang)
    # Who speaks must know these first; the list of figures is to look things up in.
    if page.unresolved:
        yield say("pptx.unresolved", numerals=say("list.comma").join(page.unresolved))
    yield from page.faults
    yield from remarks_of(page)
    if page.facts:
        yield say("pptx.facts", count=len(page.facts), version=tables.version)
    for point in page.facts:
        yield fact_line(tables, point, lang)
    views = dict.fromkeys(placed.exhibit.view for placed in page.placed)
    if views:
        yield say("pptx.views")
        yield from views


def fact_line(tables: Tables, point: Observation, lang: Lang) -> str:
    """Return one figure: name, scope, period, value, printed form or derivation, source, locator.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    point : Observation
        A statement, printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> fact_line(tables, tables.series("gii_rank").latest, "en")[:28]
    'Global Innovation Index rank'
    """
    say = text(lang)
    note = point.note(lang)
    told = {
        "name": point.definition.name(lang),
        "scope": words.place_words(tables, point, lang),
        "period": words.period_words(point, lang),
        "value": words.statement(point, lang),
        "source": origins.source_words(tables, point, lang),
        "locator": origins.locator_words(tables, point, lang),
    }
    if point.derived:
        line = say("pptx.derived", **told, formula=formula(point))
    else:
        line = say("pptx.fact", **told, printed=point.figure.printed)
    return line + (say("pptx.note", note=note) if note else "")
