"""Finding indicators by what is typed, in either language, near misses too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from metrics.model.definition import Definition
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables

# From here a near miss of a word counts: trademrk finds trademark, patnet finds patent.
NEAR = 80
SHORTEST = 4


@dataclass(frozen=True)
class Facets:
    """Codes that narrow a search; empty means all."""

    theme: str = ""
    measure: str = ""
    source: str = ""
    directive: str = ""
    area: str = HOME


def find(tables: Tables, query: str = "", facets: Facets | None = None) -> list[Definition]:
    """Find indicators, the best match first; all in their order where nothing is typed.

    Names, definitions, scopes and printed forms are searched, in both languages.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    query : str
        Words, numbers or ids, also with typing errors.
    facets : Facets, optional
        What the indicators must be of; anything by default.

    Returns
    -------
    list of Definition
        Definitions, the best match first.

    Examples
    --------
    >>> from metrics import load
    >>> [d.id for d in find(load(), "4868.8")]
    ['pledge_financing']
    >>> "trademarks_registered" in [d.id for d in find(load(), "trademrk")]
    True
    """
    facets = facets or Facets()
    chosen = [d for d in tables.definitions.values() if _passes(tables, d, facets)]
    terms = _fold(query).split()
    if not terms:
        return chosen
    scored = [(score, d) for d in chosen if (score := _score(tables, d, facets.area, terms)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    return [d for _, d in scored]


def _fold(words: str) -> str:
    return words.casefold().replace(",", "").replace("，", " ")


def _passes(tables: Tables, definition: Definition, facets: Facets) -> bool:
    if facets.theme not in ("", definition.theme) or facets.measure not in ("", definition.measure):
        return False
    if facets.directive not in ("", definition.directive):
        return False
    series = series_found(tables, definition.id, facets.area)
    if series is None:
        return False
    return not facets.source or any(o.source.id == facets.source for o in series.statements)


def series_found(tables: Tables, indicator: str, area: str) -> Series | None:
    """Return the series that is found of an indicator.

    Where China is searched for, an indicator that has no figure of China is found with the first
    economy that has one.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    indicator : str
        Id of the indicator.
    area : str
        Code of the area that is searched for.

    Returns
    -------
    Series or None
        None where there is none.

    Examples
    --------
    >>> from metrics import load
    >>> series_found(load(), "gii_rank", "US").key
    'gii_rank@US'
    """
    if area == HOME and tables.areas(indicator):
        return tables.main_series(indicator)
    return tables.all_series.get((indicator, area))


@lru_cache(maxsize=1024)
def _texts(definition: Definition, scope: str, printed: str) -> tuple[str, str]:
    """Name, and all the rest, folded for search."""
    names = f"{definition.name_zh} {definition.name_en} {definition.id}"
    rest = f"{definition.definition_zh} {definition.definition_en} {scope} {printed}"
    return _fold(names), _fold(rest)


def _score(tables: Tables, definition: Definition, area: str, terms: list[str]) -> float:
    """Return sum over the words typed; a word found nowhere rules the indicator out."""
    scope = " ".join(tables.label("scope", definition.scope, lang) for lang in ("zh", "en"))
    series = series_found(tables, definition.id, area)
    printed = " ".join(o.figure.printed for o in series.statements) if series else ""
    names, rest = _texts(definition, scope, printed)
    total = 0.0
    for term in terms:
        own = _word_score(term, names, rest)
        if not own:
            return 0.0
        total += own
    return total


def _word_score(term: str, names: str, rest: str) -> float:
    if term in names:
        return 200 + 100 * len(term) / len(names)
    if term in rest:
        return 100
    if len(term) < SHORTEST or not term.isascii() or not term.isalpha():
        return 0
    words = f"{names} {rest}".replace("_", " ").replace("-", " ").split()
    best = process.extractOne(term, words, scorer=fuzz.ratio, score_cutoff=NEAR)
    return best[1] / 2 if best else 0
