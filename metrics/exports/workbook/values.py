"""What stands in a cell: texts, numbers with their decimals, formulas with results, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

# Title, what it is, links; then the one row of headings, the same on every sheet.
HEADER = 4


class Num(NamedTuple):
    """A number with the decimals that it is shown with."""

    value: Decimal | int
    places: int = 0


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula that the spreadsheet computes.

    Parameters
    ----------
    formula : str
        As a cell holds it, the equals sign first.
    shown : Num, bool or str
        What stands in the cell until it is computed: a preview does not calculate.
    """

    formula: str
    shown: Num | bool | str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a sheet of the workbook, or to an address."""

    text: str
    sheet: str = ""
    url: str = ""


Plain = str | Num | FormulaCell | Link | date | bool | None


class Styled(NamedTuple):
    """A value with a style of its own.

    Parameters
    ----------
    value : str, Num, FormulaCell, Link, date, bool or None
        What stands in the cell; None is an empty cell that has a style.
    style : str
        Name of the style, one of `cells.STYLES`.
    form : str
        Number format, where it is not that of the decimals of the number; it may add words such
        as ``"about "0.0`` or a sign, and never scales.
    """

    value: Plain
    style: str
    form: str = ""


Cell = Plain | Styled


Row = Sequence[Cell]


def number_format(places: int) -> str:
    """Return the number format of so many decimals; none scales a number.

    Examples
    --------
    >>> number_format(2), number_format(0)
    ('#,##0.00', '#,##0')
    """
    return "#,##0" + ("." + "0" * places if places else "")
