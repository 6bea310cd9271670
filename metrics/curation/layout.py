"""How a whole table is laid out: what runs down, what across, and what is said above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from metrics.curation.headings import form_heading, meant_by, names_of
from metrics.curation.model import Cell, Grid
from metrics.locale import LANGS, text
from metrics.tables.forms import period_as
from metrics.tables.read import REGIONS
from metrics.tables.spelling import trimmed

# What a figure is of: two of these are the headings of a table, the third is said above it.
DIMENSIONS = ("indicator", "area", "period")
# What is said above a table of all its figures.
ABOVE = (
    *DIMENSIONS,
    *("source", "locator", "status", "period_basis"),
    *("differs_from", "note_zh", "note_en"),
)
# The unit in which a whole table is printed, which no table of ours has as a column.
UNIT = "unit"
# What is said above all figures alike; else each column may have its own.
ONCE = frozenset({*DIMENSIONS, UNIT})


@dataclass(frozen=True)
class Layout:
    """Where a whole table has what.

    Parameters
    ----------
    row, corner : int
        Row of the headings, and the column in which those of the rows stand.
    down, across, said : str
        Which of `DIMENSIONS` runs down, which across, and which is said above.
    above : mapping of str to int
        What is said above: the row of each by its name, its label in the column of the corner.
    """

    row: int
    corner: int
    down: str
    across: str
    said: str
    above: Mapping[str, int]


def layout(grid: Grid) -> Layout | None:
    """Find out how a sheet is laid out; None where it is no whole table.

    Examples
    --------
    >>> from metrics.curation.delimited import read_delimited
    >>> raw = "指标,gii_rank\\n来源,x\\n地区,2023,2024\\n中国,12,11\\n".encode()
    >>> found = layout(read_delimited("a.csv", raw, {"指标"})[0])
    >>> found.down, found.across, found.said
    ('area', 'period', 'indicator')
    """
    every = names_of(REGIONS) | names_of("indicators")
    names = {n: c for n, c in every.items() if c in ABOVE}
    above: dict[str, int] = {}
    for row in grid.rows:
        cells = grid.row(row)
        corner = min(cells)
        first = cells[corner].text
        label = UNIT if form_heading(first) in unit_labels() else meant_by(first, names)
        rest = [cell for column, cell in cells.items() if column > corner]
        runs = _runs(label, rest, above)
        if runs is not None:
            return Layout(row, corner, *runs, above)
        if label:
            above.setdefault(label, row)
    return None


def _runs(label: str, rest: list[Cell], above: Mapping[str, object]) -> tuple[str, str, str] | None:
    """Tell what runs down, what across and what is said above, where a row has the headings."""
    if label not in DIMENSIONS:
        return None
    others = [d for d in DIMENSIONS if d != label]
    across = [d for d in others if d not in above]
    if label != "period" and any(period_code(cell) for cell in rest):
        across = ["period"]
    elif len(rest) < len(others) or any(meant_by(c.text, names_of("indicators")) for c in rest):
        return None  # a label with what is said, or the headings of a list
    if len(across) != 1:
        return None
    (said,) = (d for d in others if d != across[0])
    return label, across[0], said


def areas_of(grid: Grid, found: Layout) -> Iterator[str]:
    """Yield the words for the areas of a table, which run down or across, or are said above."""
    if found.down == "area":
        cells = [grid.cells.get((row, found.corner)) for row in grid.rows if row > found.row]
    elif found.across == "area":
        cells = [cell for column, cell in grid.row(found.row).items() if column > found.corner]
    else:
        cells = [grid.cells.get((found.above.get("area", 0), found.corner + 1))]
    yield from (cell.text for cell in cells if cell is not None)


def unit_labels() -> frozenset[str]:
    """Return what stands before the unit of a table, reduced."""
    return frozenset(form_heading(text(lang)("curate.form.unit")) for lang in LANGS)


def period_code(cell: Cell) -> str:
    """Return the code of the period that a heading means; empty where it means none."""
    return period_as(trimmed(cell.text))
