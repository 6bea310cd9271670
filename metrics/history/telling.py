"""What differs between two states of the tables, in words, figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from operator import itemgetter

from metrics.history.difference import FACTS, Cell, Difference, Kind
from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.figure import figure_of
from metrics.model.period import Period, PeriodError
from metrics.model.series import HOME, series_key
from metrics.tables.dataset import Tables
from metrics.tables.read import BUNDLED, DESCRIPTOR, REGIONS, Row, table_schemas
from metrics.tables.schema import read_package
from metrics.wording.figures import figure_words

# Columns that name a row of another table than those of the facts, the first that it has.
_NAMES = ("title_{lang}", "name_{lang}", "opens", "finds")
# The longest cell that is told as it was and as it is; of a longer one its column is named.
_SHORT = 60
# So many figures of one series are told one by one where there is little room.
EACH = 4
# What became of rows, in the order in which it is told.
KINDS: tuple[Kind, ...] = ("new", "corrected", "withdrawn", "amended")


@dataclass(frozen=True)
class Told:
    """One difference in words.

    Parameters
    ----------
    kind : str
        What became of the row.
    table : str
        Its table.
    name : str
        The series with its scope, or what else the row is about.
    period : str
        Of a figure; else empty.
    before, now : str
        The figure then and now with unit and qualifier; empty where it was not there.
    source : str
        Where the figure stands; else empty.
    cells : str
        The cells that are others, where the figure is not.
    key : str
        The series by its name in addresses; empty where there is none in the tables as they are.
    """

    kind: Kind
    table: str
    name: str
    period: str = ""
    before: str = ""
    now: str = ""
    source: str = ""
    cells: str = ""
    key: str = ""

    def sentence(self, lang: Lang) -> str:
        """Say it in a line.

        Examples
        --------
        >>> Told("new", "indicators", "Rank", "2025", now="10th", source="WIPO").sentence("en")
        'Rank, 2025: 10th (WIPO)'
        """
        say = text(lang)
        if self.table not in FACTS:
            return (
                say("history.cells", name=self.name, cells=self.cells) if self.cells else self.name
            )
        told = self.cells if self.kind == "amended" else self.value(lang)
        key = "history.figure_amended" if self.kind == "amended" else "history.figure"
        return say(key, name=self.name, period=self.period, told=told, source=self.source)

    def value(self, lang: Lang) -> str:
        """Say the figure, then and now where it is another."""
        if self.before and self.now and self.before != self.now:
            return text(lang)("history.instead", before=self.before, now=self.now)
        return self.now or self.before


@dataclass(frozen=True)
class Group:
    """Differences of one kind in one table, those of figures of one series.

    Parameters
    ----------
    changes : tuple of Difference
        The differences.
    """

    changes: tuple[Difference, ...]

    @property
    def first(self) -> Difference:
        """The first of them, from which kind, table and series are taken."""
        return self.changes[0]

    @property
    def whole(self) -> bool:
        """Whether they are so many figures that their number is told in their place."""
        return len(self.changes) > EACH and self.first.table in FACTS


# Rows that are gone, by table and id: of what is gone only they know the name.
Gone = Mapping[tuple[str, str], Row]


def gone_of(changes: Iterable[Difference]) -> Gone:
    """Return the rows that are gone, by table and id.

    Examples
    --------
    >>> gone_of([Difference("units", {"id": "a"}, None), Difference("units", None, {"id": "b"})])
    {('units', 'a'): {'id': 'a'}}
    """
    rows = ((d.table, d.before) for d in changes if d.after is None and d.before)
    return {(table, row["id"]): row for table, row in rows if "id" in row}


class Teller:
    """Says differences in the words of the tables as they are.

    Parameters
    ----------
    tables : Tables
        The later state, with everything in view.
    lang : str
        ``zh`` or ``en``.
    """

    def __init__(self, tables: Tables, lang: Lang) -> None:
        self.tables, self.lang = tables.national or tables, lang
        self.say = text(lang)

    def told(self, changes: Iterable[Difference]) -> tuple[Told, ...]:
        """Say each, in the order in which they are given.

        Examples
        --------
        >>> from metrics import load
        >>> old = {"indicator": "gii_rank", "area": "CN", "period": "2025"}
        >>> old |= {"value": "11", "printed": "第11位", "qualifier": "exact"}
        >>> new = old | {"value": "10", "printed": "第10位"}
        >>> one, = Teller(load(), "en").told([Difference("indicators", old, new)])
        >>> one.before, one.now, one.name
        ('11th', '10th', 'Global Innovation Index rank · Worldwide comparison')
        """
        every = tuple(changes)
        gone = gone_of(every)
        return tuple(self._told(d, gone) for d in every)

    def sentences(self, group: Group, gone: Gone) -> Iterator[tuple[str, str]]:
        """Say each of a group, or where they are many how many there are and of which periods.

        Parameters
        ----------
        group : Group
            The differences.
        gone : mapping
            The rows that are gone, as `gone_of` gives them.

        Yields
        ------
        tuple of (str, str)
            The words, and the series by its name in addresses, which may be empty.

        Examples
        --------
        >>> from metrics import load
        >>> row = {"indicator": "gii_rank", "area": "CN"}
        >>> new = (row | {"period": f"{year}"} for year in range(2010, 2020))
        >>> (group,) = grouped(Difference("indicators", None, n) for n in new)
        >>> [words for words, _ in Teller(load(), "en").sentences(group, {})]
        ['Global Innovation Index rank · Worldwide comparison: 10 figures, 2010 to 2019']
        """
        if not group.whole:
            told = (self._told(one, gone) for one in group.changes)
            yield from ((one.sentence(self.lang), one.key) for one in told)
            return
        codes = sorted({one.row.get("period", "") for one in group.changes})
        row, table = group.first.row, group.first.table
        name, key = self._series(table, row, gone), self._key(table, row)
        if table == REGIONS:
            name = self.say("history.by_region", name=name.rpartition(" · ")[0] or name)
            key = key.partition("@")[0]
        first, last = (period_label(code, self.lang) for code in (codes[0], codes[-1]))
        how = "history.figures" if len(codes) > 1 else "history.figures_once"
        yield self.say(how, name=name, count=len(group.changes), first=first, last=last), key

    def pairs(self, changes: Iterable[Difference]) -> Iterator[tuple[Difference, Told]]:
        """Go through differences, each with its words."""
        every = tuple(changes)
        return zip(every, self.told(every), strict=True)

    def _told(self, one: Difference, gone: Gone) -> Told:
        if one.table not in FACTS:
            kept = self.tables.by_key.get(one.row.get("id", ""))
            key = kept.key if kept and one.table == "definitions" else ""
            name = self._named(one, gone)
            return Told(one.kind, one.table, name, cells=cells_words(one, self.lang), key=key)
        row = one.row
        return Told(
            one.kind,
            one.table,
            self._series_of(one, gone),
            self._period(one),
            "" if one.before is None else self._figure(one.before),
            "" if one.after is None else self._figure(one.after),
            self._source(row.get("source", ""), gone),
            cells_words(one, self.lang),
            self._key(one.table, row),
        )

    def _series_of(self, one: Difference, gone: Gone) -> str:
        """Name the series; that of then as well where a statement was put to another."""
        rows = (row for row in (one.before, one.after) if row)
        names = list(dict.fromkeys(self._series(one.table, row, gone) for row in rows))
        if len(names) == 1:
            return names[0]
        return self.say("history.instead", before=names[0], now=names[1])

    def _series(self, table: str, row: Row, gone: Gone) -> str:
        indicator, area = row.get("indicator", ""), row.get("area", HOME)
        definition = self.tables.every_definition.get(indicator)
        if definition is None:
            return gone.get(("definitions", indicator), {}).get(f"name_{self.lang}", indicator)
        if table == REGIONS:
            scope = self._label("region", area)
        else:
            scope = self._label("scope", definition.scope)
            if area != HOME:
                scope = self.say("explore.scoped", name=self._label("area", area), scope=scope)
        return self.say("explore.scoped", name=definition.name(self.lang), scope=scope)

    def _label(self, list_: str, code: str) -> str:
        try:
            return self.tables.label(list_, code, self.lang)
        except KeyError:
            return code

    def _period(self, one: Difference) -> str:
        codes = [row.get("period", "") for row in (one.before, one.after) if row]
        before, now = (period_label(code, self.lang) for code in (codes[0], codes[-1]))
        return now if before == now else self.say("history.instead", before=before, now=now)

    def _figure(self, row: Row) -> str:
        definition = self.tables.every_definition.get(row.get("indicator", ""))
        value, printed, qualifier = (row.get(c, "") for c in ("value", "printed", "qualifier"))
        return figure_said(definition, value, printed, qualifier, self.lang)

    def _source(self, source: str, gone: Gone) -> str:
        known = self.tables.sources.get(source)
        if known is not None:
            return known.cite(self.lang)
        return gone.get(("sources", source), {}).get(f"title_{self.lang}", source)

    def _key(self, table: str, row: Row) -> str:
        """Name the series in an address; of a region only where its indicator is known."""
        indicator, area = row.get("indicator", ""), row.get("area", "")
        if table == REGIONS:
            return series_key(indicator, area) if indicator in self.tables.every_definition else ""
        known = (indicator, area) in self.tables.all_series
        return series_key(indicator, area) if known else ""

    def _named(self, one: Difference, gone: Gone) -> str:
        """Name a row of another table than those of the facts."""
        row = one.row
        name = row_name(row, self.lang)
        scoped = partial(self.say, "explore.scoped")
        if one.table == "derivations":
            series = self._series(one.table, row, gone)
            return scoped(name=series, scope=period_label(row.get("period", ""), self.lang))
        if one.table == "definitions":
            return scoped(name=name, scope=self._label("scope", row.get("scope", "")))
        return scoped(name=row.get("list", ""), scope=name) if one.table == "codes" else name


def figure_said(
    definition: Definition | None, value: str, printed: str, qualifier: str, lang: Lang
) -> str:
    """Say a figure that was kept, with unit and qualifier; as it was printed where it cannot be.

    Parameters
    ----------
    definition : Definition, optional
        Of its series, where it is known.
    value, printed, qualifier : str
        Its cells.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The words.

    Examples
    --------
    >>> figure_said(None, "12", "第12位", "exact", "en")
    '第12位'
    """
    if definition is None:
        return printed or value
    try:
        figure = figure_of(value, printed or value, qualifier, definition.unit)
        rank = definition.measure == "rank"
        return str(figure_words(figure, definition.unit, lang, rank=rank))
    except (ArithmeticError, ValueError, KeyError):
        return printed or value


def period_label(code: str, lang: Lang) -> str:
    """Name a period; its code where that is none.

    Examples
    --------
    >>> period_label("2024-12-31", "en"), period_label("late", "en")
    ('end of 2024', 'late')
    """
    try:
        return Period.parse(code).label(lang)
    except PeriodError:
        return code


def cells_words(one: Difference, lang: Lang, *, all_: bool = False) -> str:
    """Say which cells of a row are others: short ones then and now, of long ones their column.

    What is written in both languages is told in the reader's.

    Parameters
    ----------
    one : Difference
        The row.
    lang : str
        ``zh`` or ``en``.
    all_ : bool
        Whether every cell is told, with all that stood and stands in it.

    Returns
    -------
    str
        The words; empty where no cell is another.

    Examples
    --------
    >>> old = {"id": "cny", "name_en": "yuan"}
    >>> cells_words(Difference("units", old, old | {"name_en": "CNY"}), "en")
    'Name in English from “yuan” to “CNY”'
    """
    titles = _titles(lang).get(one.table, {})
    other = "_zh" if lang == "en" else "_en"
    own = [c for c in one.cells if all_ or not c.column.endswith(other)] or one.cells
    told = (_cell_words(c, titles.get(c.column, c.column), lang, all_=all_) for c in own)
    return text(lang)("list.semicolon").join(told)


def _cell_words(cell: Cell, title: str, lang: Lang, *, all_: bool) -> str:
    if not all_ and max(len(cell.before), len(cell.after)) > _SHORT:
        return title
    return text(lang)(
        "curate.diff.cell", column=title, old=cell.before or "–", new=cell.after or "–"
    )


@cache
def _titles(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Name the columns of each table."""
    title = "title" if lang == "zh" else "title_en"
    return {
        resource["name"]: {f["name"]: f[title] for f in resource["schema"]["fields"]}
        for resource in read_package(BUNDLED / DESCRIPTOR)["resources"]
    }


def row_name(row: Row, lang: Lang) -> str:
    """Name a row of another table than those of the facts.

    Examples
    --------
    >>> row_name({"id": "cny", "name_zh": "元", "name_en": "yuan"}, "en")
    'yuan'
    """
    columns = (column.format(lang=lang) for column in _NAMES)
    return next((row[c] for c in columns if row.get(c)), "") or row.get("id", "")


def grouped(changes: Iterable[Difference]) -> tuple[Group, ...]:
    """Put differences together by table and kind, and those of figures by series.

    Of regions one group has all of an indicator: a table is changed as a whole.

    Examples
    --------
    >>> old, new = ({"id": "a"}, None), (None, {"id": "b"})
    >>> [len(g.changes) for g in grouped(Difference("units", *d) for d in (old, new, old))]
    [1, 2]
    """
    order = {name: n for n, name in enumerate((*FACTS, *table_schemas()))}

    def place(one: Difference) -> tuple[int, int, str, str]:
        row = one.row if one.table in FACTS else {}
        area = "" if one.table == REGIONS else row.get("area", "")
        kind = KINDS.index(one.kind)
        return order[one.table], kind, row.get("indicator", ""), area

    placed = sorted(((place(one), one) for one in changes), key=itemgetter(0))
    groups = groupby(placed, key=itemgetter(0))
    return tuple(Group(tuple(one for _, one in own)) for _, own in groups)


def counted(changes: Iterable[Difference], lang: Lang) -> str:
    """Say how many differences there are of each kind.

    Examples
    --------
    >>> counted([Difference("units", None, {"id": "a"})], "en")
    '1 new'
    """
    say = text(lang)
    number = Counter(one.kind for one in changes)
    words = (say(f"history.count_{kind}", count=number[kind]) for kind in KINDS if number[kind])
    return say("list.comma").join(words)


def told_as_data(one: Difference, told: Told) -> dict[str, object]:
    """Return a difference for programs: what became of which row, and its figure then and now.

    Parameters
    ----------
    one : Difference
        The row.
    told : Told
        Its words.

    Returns
    -------
    dict of str to str
        kind, table, indicator, area, period, value and printed form with ``_before`` behind those
        of then, and name, source, cells and key in words.

    Examples
    --------
    >>> made = told_as_data(Difference("units", None, {"id": "a"}), Told("new", "units", "a"))
    >>> made["kind"], made["name"], made["value"]
    ('new', 'a', '')
    """
    before, after = one.before or {}, one.after or {}
    made: dict[str, object] = {"kind": told.kind, "table": told.table}
    made |= {c: one.row.get(c, "") for c in ("indicator", "area")}
    for column in ("period", "value", "printed"):
        made |= {f"{column}_before": before.get(column, ""), column: after.get(column, "")}
    named = {"name": told.name, "source": told.source, "cells": told.cells, "key": told.key}
    return made | named
