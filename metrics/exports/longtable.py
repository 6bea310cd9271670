"""The long table: one statement a row, with all that it needs to stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from metrics.locale import LANGS, Lang, text
from metrics.model.observation import Observation
from metrics.model.row import row
from metrics.model.source import Source
from metrics.rules.derivations import formula
from metrics.tables.dataset import Tables
from metrics.tables.read import table_schemas
from metrics.views.extracts import Extract
from metrics.views.statements import citation

# The columns of the curated table come first, under the same names.
CURATED = table_schemas()["indicators"].columns
# What is added to them, with the type of each in a Table Schema; titles are in the catalogues.
ADDED: dict[str, str] = {
    "start": "date",
    "end": "date",
    "lo": "number",
    "hi": "number",
    "lo_open": "boolean",
    "hi_open": "boolean",
    "shown": "boolean",
    "derivation": "string",
    "concept": "string",
    "name_zh": "string",
    "name_en": "string",
    "scope": "string",
    "scope_zh": "string",
    "scope_en": "string",
    "area_zh": "string",
    "area_en": "string",
    "theme": "string",
    "measure": "string",
    "unit": "string",
    "unit_zh": "string",
    "unit_en": "string",
    "source_title_zh": "string",
    "source_title_en": "string",
    "issuer_zh": "string",
    "issuer_en": "string",
    "published": "string",
    "tier": "string",
    "url": "string",
    "licence": "string",
    "citation": "string",
    "title": "string",
    "filters": "string",
    "data_version": "string",
}
INTERVAL = ("start", "end", "lo", "hi", "lo_open", "hi_open")
COLUMNS = (*CURATED, *ADDED)


def fields() -> list[dict[str, Any]]:
    """Return the added columns as fields of a Table Schema, titled in both languages."""
    return [
        {
            "name": name,
            "title": text("zh")(f"longtable.{name}"),
            "title_en": text("en")(f"longtable.{name}"),
            "type": type_,
        }
        for name, type_ in ADDED.items()
    ]


def rows(taken: Extract, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield every statement with its metadata; values are exact decimals, empty cells None.

    Parameters
    ----------
    lang : str
        The language of title, filters and citation; all else is there in both or as a code.
    """
    said = {
        "title": taken.title(lang),
        "filters": text(lang)("list.semicolon").join(taken.filter_lines(lang)),
        "data_version": taken.tables.version,
    }
    for o in taken.statements:
        made = row(o)
        yield {
            **{name: made[name] for name in (*CURATED, *INTERVAL)},
            "shown": id(o) in taken.shown,
            "derivation": formula(o) if o.derived else None,
            **_about(taken.tables, o),
            **_cited(o),
            "citation": citation(taken.tables, o, lang),
            **said,
        }


def _about(tables: Tables, o: Observation) -> dict[str, Any]:
    d = o.definition
    return {
        "concept": d.concept,
        "name_zh": d.name_zh,
        "name_en": d.name_en,
        "scope": d.scope,
        **{f"scope_{lang}": tables.label("scope", d.scope, lang) for lang in LANGS},
        **{f"area_{lang}": tables.label("area", o.area, lang) for lang in LANGS},
        "theme": d.theme,
        "measure": d.measure,
        "unit": d.unit.id,
        "unit_zh": d.unit.name_zh,
        "unit_en": d.unit.name_en,
    }


def _cited(o: Observation) -> dict[str, Any]:
    source = o.source
    return {
        "source_title_zh": source.title_zh,
        "source_title_en": source.title_en,
        "issuer_zh": source.issuer_zh,
        "issuer_en": source.issuer_en,
        "published": source.published,
        "tier": source.tier,
        "url": source.url or None,
        "licence": source.licence,
    }


def licences(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return codes of the licences that apply: that of the figures, then those of their sources."""
    return tuple(dict.fromkeys(("facts", *(s.licence for s in sources))))


def plain(value: Any) -> Any:
    """Return a cell as text files hold it.

    Decimals stand in full, dates as ISO 8601, truth as true or false.

    Examples
    --------
    >>> plain(Decimal("4.212E+6")), plain(True), plain(None)
    ('4212000', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
