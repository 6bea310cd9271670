"""The sound tables as one read-only value, and the way to load it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from metrics.checks import cross_problems, units_of
from metrics.facts import Definition, Event, Observation, Source
from metrics.figures import Figure, Qualifier, read_printed
from metrics.numbers import Unit
from metrics.periods import Period
from metrics.problems import DataError
from metrics.series import Series
from metrics.tables import DATA, Row, data_version, read_tables, records, table_schemas
from metrics.text import Lang


@dataclass(frozen=True)
class Tables:
    """The curated tables: frames as read, and the series made of them.

    Parameters
    ----------
    frames : dict of str to DataFrame
        Table name to its rows, every value a string.
    version : str
        Twelve hexadecimal digits that name this state of the data.
    """

    frames: dict[str, pd.DataFrame]
    version: str

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by id."""
        return units_of(self.frames["units"])

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        names = [f.name for f in fields(Source)]
        rows = records(self.frames["sources"])
        return {r["id"]: Source(**{k: r[k] for k in names}) for r in rows}

    def source_note(self, source: str, lang: Lang) -> str:
        """What a reader must know about a source."""
        frame = self.frames["sources"].set_index("id")
        return str(frame.at[source, f"note_{lang}"])

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Definitions by id, in the order in which pages show them."""
        rows = sorted(records(self.frames["definitions"]), key=lambda r: int(r["position"]))
        return {r["id"]: self._definition(r) for r in rows}

    def _definition(self, row: Row) -> Definition:
        made: dict[str, Any] = {f.name: row[f.name] for f in fields(Definition)}
        made["unit"] = self.units[row["unit"]]
        for number in ("decimals", "headline", "story"):
            made[number] = int(row[number] or 0)
        return Definition(**made)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events by date, the undated last."""
        return tuple(Event(**r) for r in records(self.frames["events"]))

    @cached_property
    def all_series(self) -> dict[tuple[str, str], Series]:
        """Every series by indicator and area."""
        groups: dict[tuple[str, str], list[Observation]] = {}
        for row in records(self.frames["indicators"]):
            groups.setdefault((row["indicator"], row["area"]), []).append(self._observation(row))
        return {
            (i, a): Series(self.definitions[i], a, tuple(group)) for (i, a), group in groups.items()
        }

    def _observation(self, row: Row) -> Observation:
        definition = self.definitions[row["indicator"]]
        reading = read_printed(row["printed"])
        whole = definition.unit.quantity in ("count", "rank") and reading.resolution == 1
        figure = Figure(
            Decimal(row["value"]),
            row["printed"],
            cast(Qualifier, row["qualifier"]),
            reading.resolution,
            whole,
        )
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
        )

    def series(self, indicator: str, area: str = "CN") -> Series:
        """Return one series; raise ``KeyError`` naming what is near where there is none.

        Examples
        --------
        >>> from metrics import load
        >>> load().series("gii_rank").frame()["value"].tolist()
        [11.0, 12.0]
        """
        try:
            return self.all_series[indicator, area]
        except KeyError:
            raise KeyError(f"no series {indicator!r} of area {area!r}; see `list`") from None

    def concept(self, concept: str) -> tuple[Series, ...]:
        """All series of one concept, in the order of their definitions."""
        ids = [d.id for d in self.definitions.values() if d.concept == concept]
        return tuple(s for i in ids for (own, _), s in self.all_series.items() if own == i)

    @cached_property
    def _labels(self) -> dict[tuple[str, str, str], str]:
        return {
            (r["list"], r["code"], lang): r[f"name_{lang}"]
            for r in records(self.frames["codes"])
            for lang in ("zh", "en")
        }

    def label(self, list_: str, code: str, lang: Lang) -> str:
        """Name of a code, such as ``label("theme", "creation", "zh")``."""
        return self._labels[list_, code, lang]

    def codes(self, list_: str) -> tuple[str, ...]:
        """Codes of a list in their order."""
        frame = self.frames["codes"]
        return tuple(frame[frame["list"] == list_]["code"])

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


def load(folder: Path | str = DATA) -> Tables:
    """Load and validate the tables.

    Parameters
    ----------
    folder : Path
        Folder with the CSV files; the project's own by default.

    Raises
    ------
    DataError
        With every problem found, each with file, row, column, value, expectation and remedy.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> frame = tables.series("patent_intensive_value_added").frame()
    >>> frame["period"].tolist()
    ['2019', '2021', '2022']
    """
    folder = Path(folder)
    frames, problems = read_tables(folder)
    if len(frames) == len(table_schemas()):
        problems += cross_problems(frames)
    if problems:
        raise DataError(problems)
    return Tables(frames, data_version(folder))
