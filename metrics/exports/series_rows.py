"""Series as rows of a sheet or of a file: a name, unit, scale and code of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from metrics.charts.compile.words import middle_scale
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording.numbers import Scale, axis_unit, places_of

# What the defined names of all series begin with.
PREFIX = "ip_"


@dataclass(frozen=True)
class SeriesRow:
    """A series as a row of a sheet.

    Parameters
    ----------
    series : Series
        In any area.
    label : str
        Its name, by which it is told from every other indicator.
    scale : Scale
        That of its numbers; economies of one indicator share it.
    lang : str
        ``zh`` or ``en``.
    """

    series: Series
    label: str
    scale: Scale
    lang: Lang

    @property
    def code(self) -> str:
        """What formulas find it by: ``gii_rank``, ``gii_rank@US``."""
        return self.series.key

    @property
    def name(self) -> str:
        """The defined name of its cells: ``ip_gii_rank``, ``ip_gii_rank_US``."""
        # A name may hold no @ and no hyphen.
        return PREFIX + self.code.replace("@", "_").replace("-", "_")

    @cached_property
    def unit(self) -> str:
        """The unit of its numbers in words."""
        return axis_unit(self.scale, self.series.definition.unit, self.lang)

    def number(self, value: Decimal, last_digit_unit: Decimal = Decimal(1)) -> Decimal:
        """Return a value in the unit of the row, exactly.

        Parameters
        ----------
        value : Decimal
            In the base unit.
        last_digit_unit : Decimal
            Worth of its last printed digit, in the base unit; zeros down to it are kept.

        Returns
        -------
        Decimal
            With as many decimals as it has, and at least those that are printed.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> (row,) = series_rows(tables, [tables.series("pledge_financing")], "zh")
        >>> row.number(Decimal("853990000000"), Decimal(10_000_000)), row.unit
        (Decimal('8539.9'), '亿元')
        """
        scaled = value.scaleb(-self.scale.exponent)
        printed = self.scale.exponent - last_digit_unit.normalize().adjusted()
        return Decimal(f"{scaled:.{max(0, printed, places_of(scaled))}f}")


def series_rows(tables: Tables, series: Sequence[Series], lang: Lang) -> tuple[SeriesRow, ...]:
    """Make a row of each series, in their order.

    Parameters
    ----------
    tables : Tables
        The tables that they are of.
    series : sequence of Series
        In any areas.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of SeriesRow
        Indicators of one name have their scope in it. Name and unit of an indicator are taken from
        all figures in view, so that they are the same in every file, however little is in it.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = [tables.series("pledge_financing"), tables.series("gii_rank", "US")]
    >>> [(r.label, r.unit, r.name) for r in series_rows(tables, own, "zh")][1]
    ('全球创新指数排名', '位', 'ip_gii_rank_US')
    """
    own = {s.definition.id: s.definition for s in series}
    names = Counter(d.name(lang) for d in (tables.definitions | own).values())
    labels, scales = {}, {i: middle_scale(p, lang) for i, p in _in_view(tables, series).items()}
    for definition in own.values():
        scope = tables.label("scope", definition.scope, lang)
        scoped = text(lang)("explore.scoped", name=definition.name(lang), scope=scope)
        several = names[definition.name(lang)] > 1
        labels[definition.id] = scoped if several else definition.name(lang)
    return tuple(
        SeriesRow(s, labels[s.definition.id], scales[s.definition.id], lang) for s in series
    )


def _in_view(tables: Tables, series: Sequence[Series]) -> dict[str, list[Observation]]:
    """Return every figure in view of the indicators of some series, also those cut away."""
    every = {s.key: s for s in series} | tables.by_key
    found: dict[str, list[Observation]] = {s.definition.id: [] for s in series}
    for own in every.values():
        if own.definition.id in found:
            found[own.definition.id] += own.points
    return found


def with_economies(tables: Tables, rows: Sequence[SeriesRow], lang: Lang) -> tuple[SeriesRow, ...]:
    """Name the economy of each row that is of another than China, or stands beside such a one.

    Parameters
    ----------
    tables : Tables
        The tables that they are of.
    rows : sequence of SeriesRow
        Those of one sheet.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of SeriesRow
        Each with a label that no other has.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = series_rows(tables, [tables.series("gii_rank", area) for area in ("CN", "US")], "zh")
    >>> [row.label for row in with_economies(tables, own, "zh")]
    ['全球创新指数排名 · 中国', '全球创新指数排名 · 美国']
    """
    several = {r.series.definition.id for r in rows if r.series.area != HOME}

    def named(row: SeriesRow) -> SeriesRow:
        area = tables.label("area", row.series.area, lang)
        return replace(row, label=text(lang)("explore.scoped", name=row.label, scope=area))

    return tuple(named(r) if r.series.definition.id in several else r for r in rows)


def at_home(rows: Sequence[SeriesRow]) -> tuple[SeriesRow, ...]:
    """Choose one row an indicator: that of China, else of the first economy that it has."""
    chosen: dict[str, SeriesRow] = {}
    for row in rows:
        own = row.series.definition.id
        if own not in chosen or row.series.area == HOME:
            chosen[own] = row
    return tuple(chosen.values())
