"""One statement of a figure in words: the columns of tables, and how it is cited."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.rules.derivations import formula
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording import origins


def fact_row(tables: Tables, point: Observation, lang: Lang) -> dict[str, str]:
    """Return one statement in words, by column.

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
    dict
        theme, indicator, scope, period, value, printed, interval, qualifier, basis, status,
        source, locator and note.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> made = fact_row(tables, tables.series("gii_rank").latest, "en")
    >>> made["indicator"], made["qualifier"]
    ('Global Innovation Index rank', 'exact')
    """
    definition = point.definition
    return {
        "theme": tables.label("theme", definition.theme, lang),
        "indicator": definition.name(lang),
        "scope": words.place_words(tables, point, lang),
        "period": words.period_words(point, lang),
        "value": str(words.statement(point, lang)),
        "printed": origins.printed_words(point, lang),
        "interval": words.interval_words(point, lang),
        "qualifier": tables.label("qualifier", point.figure.qualifier, lang),
        "basis": tables.label("period_basis", point.period_basis, lang),
        "status": tables.label("status", point.status, lang),
        "source": origins.source_words(tables, point, lang),
        "locator": origins.locator_words(tables, point, lang),
        "note": point.note(lang),
    }


def citation(tables: Tables, point: Observation, lang: Lang) -> str:
    """Return the citation of a figure, or the derivation of one with all its sources.

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
        One sentence that can stand in a footnote, with the data version.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> "CNY 853.99 billion" in citation(tables, tables.series("pledge_financing").latest, "en")
    True
    """
    say = text(lang)
    said = {
        "name": point.definition.name(lang),
        "scope": words.place_words(tables, point, lang),
        "period": point.period.label(lang),
        "value": words.statement(point, lang),
        "version": tables.version,
    }
    if point.derived:
        sources = say("list.semicolon").join(s.cite(lang) for s in point.sources)
        return say("indicator.citation_derived", **said, formula=formula(point), sources=sources)
    return say(
        "indicator.citation",
        **said,
        issuer=point.source.issuer(lang).strip("《》"),
        title=point.source.title(lang),
        published=point.source.published,
        printed=point.figure.printed,
    )
