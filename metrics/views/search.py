"""Finding indicators by what is typed, in either language: names, synonyms, near misses."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.model.definition import Definition
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.tables.kept import kept
from metrics.tables.read import records
from metrics.views.fitting import NAME, Asked, Entry, Synonyms, fit, judged
from metrics.views.matching import fold


@dataclass(frozen=True)
class Facets:
    """Codes that narrow a search; empty means all."""

    theme: str = ""
    measure: str = ""
    source: str = ""
    directive: str = ""
    area: str = HOME


@dataclass(frozen=True)
class Found:
    """What a search finds.

    Parameters
    ----------
    definitions : tuple of Definition
        The best match first.
    meant : str
        What seems to be meant, where nothing fits what was typed as it stands; empty otherwise.
    """

    definitions: tuple[Definition, ...]
    meant: str = ""


def find(tables: Tables, query: str = "", facets: Facets | None = None) -> list[Definition]:
    """Find indicators, the best match first; all in their order where nothing is typed.

    Names, scopes, definitions and printed forms are searched, in both languages, with synonyms
    and typing errors.

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
    >>> find(load(), "trademrk")[0].id
    'trademarks_registered'
    """
    return list(search(tables, query, facets).definitions)


def search(tables: Tables, query: str = "", facets: Facets | None = None) -> Found:
    """Find indicators, and say what seems to be meant where nothing fits as it is typed.

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
    Found
        Definitions, the best match first, and what seems to be meant.

    Examples
    --------
    >>> from metrics import load
    >>> search(load(), "质压融资").meant
    '质押融资'
    """
    facets = facets or Facets()
    entries = [e for e in _entries(tables, facets.area) if _passes(tables, e.definition, facets)]
    asked = Asked(fold(query), _synonyms(tables), _vocabulary(tables))
    if not asked.typed:
        return Found(tuple(e.definition for e in entries))
    scored = [(e, hit) for e in entries if (hit := judged(e, asked)).score > 0]
    if not scored:
        return _in_part(entries, asked)
    scored.sort(key=lambda pair: -pair[1].score)
    if any(hit.exact for _, hit in scored):
        named = (e.definition for e, hit in scored if hit.exact or hit.score >= NAME)
        return Found(tuple(named))
    return Found(tuple(e.definition for e, _ in scored), scored[0][1].meant)


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


def _passes(tables: Tables, definition: Definition, facets: Facets) -> bool:
    if facets.theme not in ("", definition.theme) or facets.measure not in ("", definition.measure):
        return False
    if facets.directive not in ("", definition.directive):
        return False
    series = series_found(tables, definition.id, facets.area)
    if series is None:
        return False
    return not facets.source or any(o.source.id == facets.source for o in series.statements)


@kept
def _entries(tables: Tables, area: str) -> tuple[Entry, ...]:
    return tuple(_entry(tables, d, area) for d in tables.definitions.values())


def _entry(tables: Tables, definition: Definition, area: str) -> Entry:
    def label(list_: str, code: str) -> str:
        return " ".join(tables.label(list_, code, lang) for lang in ("zh", "en"))

    series = series_found(tables, definition.id, area)
    about = [definition.id, definition.concept, label("scope", definition.scope)]
    about += [label("area", a) for a in tables.areas(definition.id)]
    return Entry(
        definition,
        (fold(definition.name_zh), fold(definition.name_en)),
        fold(" ".join(about)),
        fold(f"{definition.definition_zh} {definition.definition_en}"),
        fold(" ".join(o.figure.printed for o in series.statements) if series else ""),
        sum(len(tables.all_series[definition.id, a].points) for a in tables.areas(definition.id)),
    )


@kept
def _synonyms(tables: Tables) -> Synonyms:
    """Return what is looked for instead of a word, by the word."""
    found: dict[str, tuple[str, ...]] = {}
    for row in records(tables.frames["synonyms"]):
        others = tuple(fold(one) for one in row["finds"].split(";"))
        found[fold(row["term"])] = others
    return found


@kept
def _vocabulary(tables: Tables) -> tuple[str, ...]:
    return tuple(sorted({w for e in _entries(tables, HOME) for w in e.words}))


def _in_part(entries: list[Entry], asked: Asked) -> Found:
    """Find what fits most of the words, where nothing fits all of them."""
    terms = asked.terms
    if len(terms) < 2:
        return Found(())
    scored = []
    for entry in entries:
        hits = [h for term in terms if (h := fit(entry, term, asked))]
        if 2 * len(hits) >= len(terms):
            total = sum(h.score for h in hits) + entry.standing
            scored.append((len(hits), total, entry, hits))
    if not scored:
        return Found(())
    scored.sort(key=lambda one: (-one[0], -one[1]))
    meant = " ".join(h.meant for h in scored[0][3])
    most = scored[0][0]
    return Found(tuple(e.definition for count, _, e, _ in scored if count == most), meant)
