"""Cells of a sheet as the tables would have them; what cannot be told is a fault of the cell."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from metrics.curation.model import Cell
from metrics.curation.vocabulary import Vocabulary
from metrics.tables.cells import judge
from metrics.tables.forms import number_as
from metrics.tables.limits import AT_ONE_DAY
from metrics.tables.problems import Problem
from metrics.tables.schema import Field, TableSchema
from metrics.tables.spelling import trimmed

# Units that are a per cent sign.
_PERCENT = frozenset({"percent", "percentage_points"})
# Columns in which each row must have a cell of its own.
_ALONE = ("value", "printed")
_SERIAL = re.compile(r"[2-7]\d{4}")


@dataclass(frozen=True)
class Cleaned:
    """A cell as the tables would have it.

    Parameters
    ----------
    text : str
        The text for the table.
    fault : Problem, optional
        What is wrong with the cell whatever it says.
    changed : bool
        Whether it means something else at first sight than what stands there.
    """

    text: str
    fault: Problem | None = None
    changed: bool = False


@dataclass(frozen=True)
class Cleaner:
    """Cleans the cells of one table.

    Parameters
    ----------
    schema : TableSchema
        The table.
    words : Vocabulary
        Names of codes and ids.
    """

    schema: TableSchema
    words: Vocabulary

    def cleaned(self, column: Field, cell: Cell, indicator: str = "") -> Cleaned:
        """Clean a cell.

        Parameters
        ----------
        column : Field
            What the table asks of it.
        cell : Cell
            The cell.
        indicator : str
            The series of its row.

        Returns
        -------
        Cleaned
            What the table would have.
        """
        if cell.fault is not None:
            return Cleaned(cell.text, cell.fault)
        if column.name in _ALONE and cell.told.startswith("merged"):
            return Cleaned(cell.text, self._fault("merged", cells=cell.told.split(" ")[1]))
        if column.name == "period":
            return self._period(column, cell, indicator)
        if column.name == "value":
            return self._value(column, cell, indicator)
        if column.name == "printed":
            return Cleaned(_without_spaces(cell.shown))
        return self._other(column, cell)

    def _fault(self, code: str, **details: str) -> Problem:
        return Problem(self.schema.file, 0, "", "", code, details)

    def _other(self, column: Field, cell: Cell) -> Cleaned:
        written = _without_spaces(cell.text)
        named = self.words.meant(self.schema.name, column.name, written)
        if len(named) > 1:
            return Cleaned(written, self._fault("ambiguous_name", ids=", ".join(named)))
        if named:
            return Cleaned(named[0], changed=named[0] != written)
        return self._judged(column, written)

    def _judged(self, column: Field, written: str) -> Cleaned:
        """Write a text in the form of its column, where that is certain."""
        fault = judge(column, written)
        if fault is None or fault.mended is None:
            return Cleaned(written)
        return Cleaned(fault.mended, changed=True)

    def _period(self, column: Field, cell: Cell, indicator: str) -> Cleaned:
        """Read a period; a day that only a spreadsheet may have made is asked about."""
        written = trimmed(cell.text)
        made = cell.kind in ("date", "month") or (
            cell.kind == "number" and bool(_SERIAL.fullmatch(written))
        )
        read = self._judged(column, written)
        if not made:
            return read
        day = read.text.split("/")[0]
        month = day[: len("2024-06")]
        counted = self.words.of(indicator, "measure") in AT_ONE_DAY
        if (cell.kind == "month" and counted) or (cell.kind != "month" and day.endswith("-01")):
            year, number = (int(part) for part in month.split("-"))
            last = f"{month}-{monthrange(year, number)[1]}"
            return Cleaned(
                read.text, self._fault("date_turned", month=f"{month}/{month}", last=last)
            )
        return Cleaned(read.text, changed=True)

    def _value(self, column: Field, cell: Cell, indicator: str) -> Cleaned:
        """Read a number; per cent counts only where the series is in per cent."""
        written = trimmed(cell.text)
        unit = self.words.of(indicator, "unit")
        percent = cell.kind == "percent" or written.endswith(("%", "％"))
        if percent and unit and unit not in _PERCENT:
            return Cleaned(cell.shown, self._fault("percent_cell", unit=unit))
        read = self._judged(column, written)
        if self.counted(unit) and re.fullmatch(r"-?\d+\.0+", read.text):
            read = Cleaned(read.text.partition(".")[0])
        # 4,614.6 and 4614.6 are one number at first sight, 4614.6万 is another.
        plain = re.sub(r"[\s,]", "", written)
        return Cleaned(read.text, changed=read.changed and number_as(plain) != plain)

    def counted(self, unit: str) -> bool:
        """Tell whether a unit counts whole things, of which programs write 12.0."""
        row = self.words.rows["units"].get(unit, {})
        return row.get("quantity", "") in ("count", "rank", "money")


def _without_spaces(written: str) -> str:
    """Drop what nobody sees; a sign that was lost in saving stays, to be told."""
    return written.strip() if "\ufffd" in written else trimmed(written)
