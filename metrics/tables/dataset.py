"""The sound tables as one read-only value, and the way to load it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from metrics.locale import Lang
from metrics.model.counting import Counting, Named
from metrics.model.definition import Definition
from metrics.model.event import Event
from metrics.model.figure import figure_of
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.selection import FIRST, WHOLE, Selection
from metrics.model.series import HOME, Series, of_region
from metrics.model.source import Source
from metrics.model.unit import Unit
from metrics.rules.derivations import Derivation, derive, parse_inputs
from metrics.rules.published import LOWER, UPPER, Published, is_end
from metrics.rules.target import AHEAD
from metrics.tables.facts import unit_of
from metrics.tables.read import Row, records


@dataclass(frozen=True, eq=False)
class Tables:
    """The curated tables: frames as read, and the series made of them.

    Parameters
    ----------
    frames : dict of str to DataFrame
        Table name to its rows, every value a string.
    version : str
        Twelve hexadecimal digits that name this state of the data.
    selection : Selection
        Which statements are in view.
    whole : Tables, optional
        The tables with everything in view, of which these are a selection.
    implied_in_series : tuple of Observation
        Implied values in view; they never stand among the statements.
    uncut : Tables, optional
        The tables of which these hold some series alone.
    held : tuple of Series
        Those series, each with some of its statements.
    regional_frame : callable, optional
        Reads and judges the facts of regions; none are known where it is absent.
    national : Tables, optional
        The tables of economies, where these hold the facts of the regions of China.
    """

    frames: dict[str, pd.DataFrame]
    version: str
    selection: Selection = WHOLE
    whole: Tables | None = None
    implied_in_series: tuple[Observation, ...] = ()
    uncut: Tables | None = None
    held: tuple[Series, ...] = ()
    regional_frame: Callable[[], pd.DataFrame] | None = None
    national: Tables | None = None

    def __getstate__(self) -> dict[str, object]:
        """Pass to another process what the tables are made of, not what was made of them."""
        return {one.name: self.__dict__[one.name] for one in fields(self)}

    @cached_property
    def made(self) -> dict[object, object]:
        """What functions have made of these tables, by the function."""
        return {}

    def restricted_to(self, series: Iterable[Series]) -> Tables:
        """Return tables that hold some series alone, for charts of an extract.

        Checks of the figures stay those of all that is in view.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> cut = tables.restricted_to([tables.series("gii_rank", "US")])
        >>> cut.areas("gii_rank"), cut.concept("invention_patents_in_force")
        (('US',), ())
        """
        return replace(self, uncut=self.uncut or self, held=tuple(series))

    def select(self, selection: Selection) -> Tables:
        """Return the same tables with other statements in view.

        Implied values follow from reconciling the figures: `metrics.reconciliation.in_view` is the
        way to tables that show them.

        Raises
        ------
        ValueError
            Where implied values are wanted that these tables do not hold.

        Examples
        --------
        >>> from metrics import Selection, load
        >>> reports = load().select(Selection(supplement=False))
        >>> reports.series("gii_rank").frame()["value"].tolist()
        [11.0, 12.0]
        """
        if selection == self.selection:
            return self
        whole = self.printed
        if selection == whole.selection:
            return whole
        if selection.implied:
            raise ValueError("implied values come with metrics.reconciliation.in_view")
        return replace(whole, selection=selection, whole=whole, uncut=None, held=())

    @cached_property
    def regional(self) -> Tables:
        """The same kinds of figures of the regions of China, read when first asked for.

        They are tables of their own: charts, checks and searches over economies never meet a
        region. Each table of a source stands in them with its own total, whose area is ``CN``.

        Raises
        ------
        DataError
            Where regions.csv is at fault.

        Examples
        --------
        >>> from metrics import load
        >>> load().regional.label("area", "CN-GD", "en")
        'Guangdong'
        """
        if self.national is not None:
            return self
        if self.whole is not None:
            return self.printed.regional.select(replace(self.selection, implied=False))
        frames = {name: frame for name, frame in self.frames.items() if name != "indicators"}
        for name in ("derivations", "relations", "conventions"):
            frames[name] = frames[name].iloc[:0]
        frames["definitions"] = self._regional_definitions
        codes = frames["codes"][frames["codes"]["list"] != "area"]
        frames["codes"] = codes.assign(list=codes["list"].replace("region", "area"))
        empty = self.frames["indicators"].iloc[:0]
        facts = self.regional_frame() if self.regional_frame is not None else empty
        frames["indicators"] = facts
        return Tables(frames, self.version, national=self)

    @property
    def printed(self) -> Tables:
        """The tables with everything in view that is printed, and no implied values."""
        return self if self.whole is None else self.whole.printed

    @cached_property
    def reports(self) -> Tables:
        """What the five reports print of what is in view."""
        return self.select(replace(self.selection, supplement=False, implied=False))

    def where(self, *keys: str) -> Tables:
        """Return the tables in which some series stand together, by their names in addresses.

        A total of a table of regions stands beside its regions under the name of China's figure.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> tables.where("gii_rank", "gii_rank@US") is tables
        True
        >>> tables.where("patents_granted_domestic@CN-GD") is tables.regional
        True
        """
        return self.regional if self.stand_by_region(keys) else self

    def stand_by_region(self, keys: Iterable[str]) -> bool:
        """Tell whether one of some series is of a region, or of what only regions have figures of.

        Examples
        --------
        >>> from metrics import load
        >>> load().stand_by_region(["patents_granted_domestic"])
        True
        """
        return any(of_region(key) or key in self.by_region_alone for key in keys)

    @cached_property
    def by_region_alone(self) -> frozenset[str]:
        """Indicators of which no figure of an economy is known."""
        if self.whole is not None:
            return self.printed.by_region_alone
        return frozenset(self.every_definition) - {i for i, _ in self.all_series}

    @property
    def key(self) -> str:
        """Names the state of the data and what of it is in view."""
        areas = "" if self.national is None else "-regions"
        return f"{self.version}-{self.selection.code}{areas}"

    @property
    def _regional_definitions(self) -> pd.DataFrame:
        """The definitions as regions have them: no scope need be told of them.

        A note on what is told of China says nothing of the tables of its regions.
        """
        rows = self.frames["definitions"].assign(short_zh="", short_en="")
        shared = rows["id"].isin({indicator for indicator, _ in self.all_series})
        kept = ~shared
        return rows.assign(**{c: rows[c].where(kept, "") for c in ("note_zh", "note_en")})

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by id."""
        return {r["id"]: unit_of(r) for r in records(self.frames["units"])}

    @cached_property
    def _source_rows(self) -> dict[str, Row]:
        return {r["id"]: r for r in records(self.frames["sources"])}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        names = [f.name for f in fields(Source)]
        return {i: Source(**{k: r[k] for k in names}) for i, r in self._source_rows.items()}

    def source_note(self, source: str, lang: Lang) -> str:
        """Say what a reader must know about a source."""
        return self._source_rows[source][f"note_{lang}"]

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Definitions of what is in view by id, in the order in which pages show them."""
        seen = {indicator for indicator, _ in self.all_series}
        return {i: d for i, d in self.every_definition.items() if i in seen}

    @cached_property
    def every_definition(self) -> dict[str, Definition]:
        """All definitions, also of what is out of view."""
        if self.whole is not None:
            found = [*self.printed.every_definition.values(), *self.implied_definitions]
        else:
            found = [self._definition(row) for row in records(self.frames["definitions"])]
        return {d.id: d for d in sorted(found, key=lambda d: d.position)}

    @cached_property
    def _interval_ends(self) -> dict[str, dict[str, str]]:
        """The series that are the ends of published intervals, by what they are of."""
        ends: dict[str, dict[str, str]] = {}
        for d in filter(is_end, self.every_definition.values()):
            ends.setdefault(d.relates_to, {})[d.relation] = d.id
        return {of: own for of, own in ends.items() if len(own) > 1}

    def published(self, point: Observation) -> Published | None:
        """Return a figure with the interval that is published for it; None where none is in view.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> ranks = tables.series("gii_rank").points
        >>> [p.period.code for p in ranks if tables.published(p) is not None]
        ['2020']
        """
        ends = self._interval_ends.get(point.definition.id)
        if ends is None:
            return None
        series = [self.all_series.get((ends[end], point.area)) for end in (LOWER, UPPER)]
        found = [p for s in series if s for p in s.points if p.period == point.period]
        return Published(point, *found) if len(found) == len(series) else None

    @cached_property
    def implied_definitions(self) -> tuple[Definition, ...]:
        """Definitions of the series that only implied values have.

        Each stands where the series stands that it follows from, and after it.
        """
        printed = self.printed.every_definition
        made: dict[str, Definition] = {}
        for o in self.implied_in_series:
            own = o.definition
            if own.id not in printed:
                place = printed[o.inputs[0].definition.id].position
                made.setdefault(own.id, replace(own, position=place))
        return tuple(made.values())

    def _definition(self, row: Row) -> Definition:
        made: dict[str, Any] = {f.name: row[f.name] for f in fields(Definition) if f.name in row}
        # A target counts as what it is wanted of.
        counted = row["relates_to"] if row["relation"] in AHEAD else row["id"]
        made["countings"] = self._countings.get(counted, ())
        made["unit"] = self.units[row["unit"]]
        for number in ("position", "decimals", "headline", "story"):
            made[number] = int(row[number] or 0)
        return Definition(**made)

    @cached_property
    def _countings(self) -> dict[str, tuple[Counting, ...]]:
        """What each office counts, by indicator, in the order of the areas."""
        order = {code: n for n, code in enumerate(self.codes("area"))}
        found: dict[str, list[Counting]] = {}
        for row in records(self.frames["conventions"]):
            found.setdefault(row["indicator"], []).append(self._counting(row))
        return {i: tuple(sorted(own, key=lambda c: order[c.area.code])) for i, own in found.items()}

    def _counting(self, row: Row) -> Counting:
        named = {c: self._named(c, row[c]) for c in ("counts_from", "counts_to", "average")}
        return Counting(
            indicator=row["indicator"],
            area=self._named("area", row["area"]),
            since=Period.parse(row["since"]) if row["since"] else None,
            left_out=self._named("left_out", row["left_out"]) if row["left_out"] else None,
            source=row["source"],
            note_zh=row["note_zh"],
            note_en=row["note_en"],
            **named,
        )

    def _named(self, list_: str, code: str) -> Named:
        return Named(code, *(self.label(list_, code, lang) for lang in ("zh", "en")))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events by date, the undated last."""
        return tuple(Event(**r) for r in records(self.frames["events"]))

    @cached_property
    def statements(self) -> tuple[Observation, ...]:
        """The printed statements in view, in the order of the table."""
        if self.uncut is not None:
            return tuple(o for s in self.held for o in s.statements if not o.derived)
        if self.whole is not None:
            return tuple(o for o in self.whole.statements if self.selection.keeps(o))
        return tuple(self._observation(row) for row in records(self.frames["indicators"]))

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """How figures that no source prints follow from printed ones."""
        made = []
        for row in records(self.frames["derivations"]):
            values: dict[str, Any] = dict(row)
            values["period"] = Period.parse(row["period"])
            values["inputs"] = parse_inputs(row["inputs"])
            made.append(Derivation(**values))
        return tuple(made)

    @cached_property
    def all_series(self) -> dict[tuple[str, str], Series]:
        """Every series in view by indicator and area, with what follows from its statements."""
        if self.uncut is not None:
            return {(s.definition.id, s.area): s for s in self.held}
        groups: dict[tuple[str, str], list[Observation]] = {}
        for o in self.statements:
            groups.setdefault((o.definition.id, o.area), []).append(o)
        printed = self._series(groups)
        for derivation in self.derivations:
            points = {
                (i, derivation.area, o.period.code): o
                for i in {i for i, _ in derivation.inputs}
                for o in getattr(printed.get((i, derivation.area)), "points", ())
            }
            definition = self.every_definition[derivation.indicator]
            if (made := derive(derivation, definition, points)) is not None:
                groups.setdefault((derivation.indicator, derivation.area), []).append(made)
        for o in self.implied_in_series:
            groups.setdefault((o.definition.id, o.area), []).append(o)
        return self._series(groups)

    @cached_property
    def broken_at(self) -> dict[tuple[str, str], frozenset[Period]]:
        """Periods before which series break, whatever is in view."""
        if self.whole is not None:
            return {**self.whole.broken_at, **self._broken_with_inputs()}
        found: dict[tuple[str, str], set[Period]] = {}
        for o in self.statements:
            if o.status == "B":
                found.setdefault((o.definition.id, o.area), set()).add(o.period)
        return {key: frozenset(periods) for key, periods in found.items()}

    def _broken_with_inputs(self) -> dict[tuple[str, str], frozenset[Period]]:
        """Series of implied values alone break where one of those that they follow from does."""
        printed = self.printed
        found: dict[tuple[str, str], frozenset[Period]] = {}
        for o in self.implied_in_series:
            key = (o.definition.id, o.area)
            if key not in printed.all_series:
                own = (printed.broken_at.get((i.definition.id, i.area)) for i in o.inputs)
                found[key] = found.get(key, frozenset()).union(*filter(None, own))
        return found

    def _series(
        self, groups: dict[tuple[str, str], list[Observation]]
    ) -> dict[tuple[str, str], Series]:
        first = self.selection.vintage == FIRST
        broken = self.broken_at
        return {
            key: Series(self.every_definition[key[0]], key[1], tuple(group), first, broken.get(key))
            for key, group in groups.items()
        }

    def _observation(self, row: Row) -> Observation:
        definition = self.every_definition[row["indicator"]]
        figure = figure_of(row["value"], row["printed"], row["qualifier"], definition.unit)
        return Observation(
            definition=definition,
            area=row["area"],
            period=Period.parse(row["period"]),
            figure=figure,
            status=row["status"],
            source=self.sources[row["source"]],
            locator=row["locator"],
            period_basis=row["period_basis"],
            note_zh=row["note_zh"],
            note_en=row["note_en"],
            differs_from=tuple(row["differs_from"].split()),
        )

    def series(self, indicator: str, area: str = HOME) -> Series:
        """Return one series; raise ``KeyError`` where there is none in view.

        Examples
        --------
        >>> from metrics import load
        >>> load().series("gii_rank", "US").latest.figure.value
        Decimal('3')
        """
        try:
            return self.all_series[indicator, area]
        except KeyError:
            raise KeyError(f"no series {indicator!r} of area {area!r}; see `list`") from None

    def main_series(self, indicator: str) -> Series:
        """Return China's series of an indicator, else that of the first economy that has one.

        Raises
        ------
        KeyError
            Where there is none in view.

        Examples
        --------
        >>> from metrics import load
        >>> load().main_series("gii_rank").area
        'CN'
        """
        areas = self.areas(indicator)
        return self.series(indicator, areas[0] if areas and HOME not in areas else HOME)

    @cached_property
    def by_key(self) -> dict[str, Series]:
        """Every series in view by its name in an address: ``gii_rank``, ``gii_rank@US``."""
        return {series.key: series for series in self.all_series.values()}

    def concept(self, concept: str, area: str = HOME) -> tuple[Series, ...]:
        """List the series of one concept in one area, in the order of their definitions."""
        ids = [d.id for d in self.definitions.values() if d.concept == concept]
        return tuple(self.all_series[i, area] for i in ids if (i, area) in self.all_series)

    @cached_property
    def _areas(self) -> dict[str, tuple[str, ...]]:
        order = {code: n for n, code in enumerate(self.codes("area"))}
        found: dict[str, list[str]] = {}
        for indicator, area in self.all_series:
            found.setdefault(indicator, []).append(area)
        return {i: tuple(sorted(a, key=order.__getitem__)) for i, a in found.items()}

    def areas(self, indicator: str) -> tuple[str, ...]:
        """List the areas in which an indicator is in view, in the order of the code list."""
        return self._areas.get(indicator, ())

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        lists = self.frames["codes"].groupby("list", sort=False)["code"]
        return {str(name): tuple(codes) for name, codes in lists}

    @cached_property
    def _labels(self) -> dict[tuple[str, str, str], str]:
        rows = records(self.frames["codes"])
        # A deck of economies may show a region, which is named as one.
        regions = [r | {"list": "area"} for r in rows if r["list"] == "region"]
        return {
            (r["list"], r["code"], lang): r[f"name_{lang}"]
            for r in (*regions, *rows)
            for lang in ("zh", "en")
        }

    def label(self, list_: str, code: str, lang: Lang) -> str:
        """Name a code in a language.

        Parameters
        ----------
        list_ : str
            A list of codes.csv: theme, measure, heading and so on.
        code : str
            A code of the list.
        lang : str
            ``zh`` or ``en``.

        Returns
        -------
        str
            The name.

        Raises
        ------
        KeyError
            Where the list has no such code.

        Examples
        --------
        >>> from metrics import load
        >>> load().label("theme", "creation", "en")
        'Creation'
        """
        return self._labels[list_, code, lang]

    def codes(self, list_: str) -> tuple[str, ...]:
        """List the codes of a list in their order."""
        return self._codes.get(list_, ())

    def locator(self, locator: str, lang: Lang) -> str:
        """Write a locator in words: 2022年主要进展（四）二; Progress in 2022 (4) 2."""
        place, _, _ = locator.partition("#")
        heading, *items = place.split("/")
        words = self.label("heading", heading, lang)
        for depth, item in enumerate(items):
            words += _locator_item(item, depth, lang)
        return words


_CHINESE = "零一二三四五六七八九"


def _locator_item(item: str, depth: int, lang: Lang) -> str:
    if item.startswith("p"):
        return f"第{item[1:]}段" if lang == "zh" else f", paragraph {item[1:]}"
    number = _CHINESE[int(item)] if lang == "zh" else item
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")
    if depth == 0:
        return f"{opening}{number}{closing}"
    return number if lang == "zh" else f" {number}"
