"""The words for codes and ids: what people write in place of ``CN``, ``exact`` or a series' id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.locale import LANGS, text
from metrics.tables.read import REGIONS, Row, table_schemas
from metrics.tables.spelling import skeleton

# Codes and ids by a name of theirs, reduced; several where a name is not one's own.
Names = Mapping[str, tuple[str, ...]]
_TITLES = ("title_zh", "title_en")
_NAMES = ("name_zh", "name_en", "short_zh", "short_en")
# What stands behind the name of a region in its full name: 广西壮族自治区, Hebei Province.
_KIND_OF_REGION = re.compile(
    r"(?<=..)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区|特区|地区)$"
    r"|\s+(?:Province|City|Municipality|(?:\w+ )?Autonomous Region|(?:Special|S\.?A\.?R\.?).*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Vocabulary:
    """Names of the codes and ids that columns hold.

    Parameters
    ----------
    codes : mapping of str to Names
        Of each list of codes.
    ids : mapping of str to Names
        Of each table whose ids others name.
    rows : mapping of str to mapping of str to dict
        The rows of those tables by id.
    """

    codes: Mapping[str, Names]
    ids: Mapping[str, Names]
    rows: Mapping[str, Mapping[str, Row]]

    def meant(self, table: str, column: str, written: str) -> tuple[str, ...]:
        """Find the codes or ids that a text means in a column.

        Parameters
        ----------
        table, column : str
            Where it stands.
        written : str
            The text.

        Returns
        -------
        tuple of str
            None where no name is like it, several where a name is not one's own.

        Examples
        --------
        >>> from metrics import load
        >>> from metrics.tables.read import records
        >>> words = vocabulary({n: records(f) for n, f in load().frames.items()})
        >>> words.meant("indicators", "area", "中 国"), words.meant("indicators", "area", "cn")
        (('CN',), ('CN',))
        >>> words.meant("indicators", "indicator", "patent and trademark pledge financing")
        ('pledge_financing',)
        >>> words.meant("regions", "area", "广 东"), words.meant("regions", "area", "广东省")
        (('CN-GD',), ('CN-GD',))
        """
        names = self._names(table, column)
        found = names.get(skeleton(written), ())
        if found or (table, column) != (REGIONS, "area"):
            return found
        return names.get(skeleton(_KIND_OF_REGION.sub("", written.strip())), ())

    def _names(self, table: str, column: str) -> Names:
        schema = table_schemas()[table]
        target = next((k.table for k in schema.foreign if k.column == column), "")
        if target:
            return self.ids.get(target, {})
        own = next((f.code_list for f in schema.fields if f.name == column), column)
        return self.codes.get(own, {})

    def of(self, indicator: str, column: str) -> str:
        """Return what the definition of a series says; empty where there is none."""
        return self.rows["definitions"].get(indicator, {}).get(column, "")


def vocabulary(tables: Mapping[str, Iterable[Row]]) -> Vocabulary:
    """Gather the names of all codes and ids.

    Parameters
    ----------
    tables : mapping of str to iterable of dict
        Rows of the tables by name, those that come with a file among them.
    """
    rows = {name: list(every) for name, every in tables.items()}
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows.get("codes", ()):
        names = (row["code"], row["name_zh"], row["name_en"])
        _add(codes.setdefault(row["list"], {}), row["code"], names)
    scopes = {
        (r["code"], lang): r[f"name_{lang}"]
        for r in rows.get("codes", ())
        if r["list"] == "scope"
        for lang in LANGS
    }
    ids: dict[str, dict[str, tuple[str, ...]]] = {"sources": {}, "definitions": {}, "units": {}}
    for row in rows.get("sources", ()):
        cited = (_cited(row, lang) for lang in LANGS)
        _add(ids["sources"], row["id"], (row["id"], *(row[t] for t in _TITLES), *cited))
    for row in rows.get("definitions", ()):
        scoped = (
            text(lang)("explore.scoped", name=row[f"name_{lang}"], scope=scopes[key])
            for lang in LANGS
            if (key := (row["scope"], lang)) in scopes
        )
        _add(ids["definitions"], row["id"], (row["id"], *(row[n] for n in _NAMES), *scoped))
    for row in rows.get("units", ()):
        _add(ids["units"], row["id"], (row["id"], row["name_zh"], row["name_en"]))
    by_id = {name: {r["id"]: r for r in rows.get(name, ())} for name in ids}
    return Vocabulary(codes, ids, by_id)


def _cited(row: Row, lang: str) -> str:
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")
    return f"{row[f'short_{lang}']}{opening}{row['published']}{closing}"


def _add(names: dict[str, tuple[str, ...]], id_: str, own: Iterable[str]) -> None:
    """Add the names of an id; a name that is an id itself means nothing else."""
    for place, name in enumerate(own):
        reduced = skeleton(name)
        if not reduced:
            continue
        if not place:
            names[reduced] = (id_,)
        elif id_ not in names.get(reduced, ()) and not _is_id(names, reduced):
            names[reduced] = (*names.get(reduced, ()), id_)


def _is_id(names: Mapping[str, tuple[str, ...]], reduced: str) -> bool:
    found = names.get(reduced, ())
    return len(found) == 1 and skeleton(found[0]) == reduced
