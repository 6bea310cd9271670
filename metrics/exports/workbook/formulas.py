"""Pieces of formulas that hold wherever sorting puts a row."""

from __future__ import annotations

import re

from openpyxl.utils import quote_sheetname

from metrics.exports.workbook.values import FormulaCell, Styled

# Longest text in quotes within a formula, with room for letters that count twice.
LITERAL = 120


# Signs that a reference to a column of a table has in quotes.
_SIGNS, _QUOTED = re.compile(r"['#@\[\]]"), r"'\g<0>"


def literal(said: str) -> str:
    """Write a text as a formula holds it: in pieces that are short enough for Excel.

    Examples
    --------
    >>> literal('the "last" digits')
    '"the ""last"" digits"'
    >>> literal("x" * 300).count("&")
    2
    """
    pieces = [said[n : n + LITERAL] for n in range(0, len(said), LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def lead(sheet: str, last: int, number: int, words: str) -> Styled:
    """Return a link to the row of a table that a number names, wherever sorting has put it.

    Parameters
    ----------
    sheet : str
        The sheet of the table, whose first column has the numbers.
    last : int
        Its last row.
    number : int
        Of the row.
    words : str
        What the link says.

    Returns
    -------
    Styled
        A formula that looks like a link.

    Examples
    --------
    >>> print(lead("F", 9, 2, "here").value.formula)
    =HYPERLINK("#'F'!A"&MATCH(2,'F'!$A$1:$A$9,0),"here")
    """
    place = quote_sheetname(sheet)
    row = f"MATCH({number},{place}!$A$1:$A${last},0)"
    return Styled(FormulaCell(f'=HYPERLINK("#{place}!A"&{row},{literal(words)})', words), "link")


def this_row(table: str, heading: str) -> str:
    """Refer from a row of a named table to its cell of a column, as a file holds it.

    Examples
    --------
    >>> this_row("Checks", "Value [1]")
    "Checks[[#This Row],[Value '[1']]]"
    """
    return f"{table}[[#This Row],[{_SIGNS.sub(_QUOTED, heading)}]]"
