"""Tables of a few invented rows: figures of one area, their sources, and how they are related."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics import Tables

AREA = "ES"


@dataclass(frozen=True)
class Publication:
    """A source: who issued it, and when."""

    id: str
    issuer: str
    published: str


@dataclass(frozen=True)
class Fact:
    """A count as a source prints it, and the sources whose statement of it differs."""

    period: str
    value: str
    source: str
    differs_from: str = ""
    indicator: str = "pct_applications"
    printed: str = ""
    qualifier: str = "exact"
    locator: str = "text"


@dataclass(frozen=True)
class Row:
    """A relation: a claim as it is printed by a source, or the figure that is held against others.

    ``right`` and ``left`` are periods of the facts, or references as the tables write them.
    """

    id: str
    kind: str
    right: str
    left: str = "printed"
    printed: str = ""
    source: str = ""
    reading: str = "plain"
    misfit: str = ""
    explained: bool = True


def small(
    tables: Tables,
    publications: Sequence[Publication],
    facts: Sequence[Fact],
    rows: Sequence[Row],
) -> Tables:
    """Make tables of invented figures; codes, units and definitions are those of others.

    Parameters
    ----------
    tables : Tables
        Where codes, units and definitions come from.
    publications, facts, rows : sequence
        The only sources, statements and relations.

    Examples
    --------
    >>> from metrics import load
    >>> made = small(load(), [Publication("a", "A", "2020")], [Fact("2019", "1000", "a")], [])
    >>> [o.figure.printed for o in made.statements]
    ['1000']
    """
    frames = dict(tables.frames)
    frames["sources"] = _frame(tables, "sources", [_source(p) for p in publications])
    frames["indicators"] = _frame(tables, "indicators", [_fact(f) for f in facts])
    frames["relations"] = _frame(tables, "relations", [_relation(r) for r in rows])
    for name in ("derivations", "events", "outline", "explanations"):
        frames[name] = frames[name].iloc[:0]
    return Tables(frames, "small")


def _frame(tables: Tables, name: str, rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    columns = tables.frames[name].columns
    return pd.DataFrame([[row.get(c, "") for c in columns] for row in rows], columns=columns)


def _source(p: Publication) -> dict[str, str]:
    names = {f"{key}_{lang}": p.id for key in ("title", "short") for lang in ("zh", "en")}
    issuer = {"issuer_zh": p.issuer, "issuer_en": p.issuer}
    codes = {"tier": "supplement", "read_in": "primary", "licence": "facts"}
    return {"id": p.id, "published": p.published, **names, **issuer, **codes}


def _fact(f: Fact) -> dict[str, str]:
    note = "two numbers" if f.differs_from else ""
    return {
        "indicator": f.indicator,
        "area": AREA,
        "period": f.period,
        "value": f.value,
        "printed": f.printed or f.value,
        "qualifier": f.qualifier,
        "status": "A",
        "source": f.source,
        "locator": f.locator,
        "period_basis": "stated",
        "differs_from": f.differs_from,
        "note_zh": note,
        "note_en": note,
    }


def _relation(r: Row) -> dict[str, str]:
    why = "because" if r.explained else ""
    return {
        "id": r.id,
        "check_kind": r.kind,
        "left": r.left if r.left == "printed" else _named(r.left),
        "right": " ".join(map(_named, r.right.split())),
        "printed": r.printed,
        "source": r.source,
        "reading": r.reading,
        "unit": "percent" if r.printed else "",
        "misfit": r.misfit,
        "explanation_zh": why,
        "explanation_en": why,
    }


def _named(word: str) -> str:
    """Return A period, ``2019`` or ``2019~source``, as a reference; a reference as it is."""
    period, _, which = word.partition("~")
    if "@" in word:
        return word
    return f"pct_applications@{AREA}@{period}" + (f"~{which}" if which else "")
