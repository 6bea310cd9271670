"""The bench of exports compares with openpyxl alone, which writes the same cells."""

from __future__ import annotations

import io

import pytest

from bench.exports import bare, cells
from metrics import Tables
from metrics.exports.workbook import SummaryPlan
from metrics.locale import LANGS, Lang
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.parts import Cell, Parts


def written(content: bytes) -> list[dict[tuple[int, int], object]]:
    """Return the formula or the value of each cell, by sheet."""
    sheets = Parts.of(content).cells.values()
    return [{at: said(cell) for at, cell in sheet.items()} for sheet in sheets]


def said(cell: Cell) -> object:
    return cell.value if cell.formula is None else cell.formula


@pytest.mark.parametrize("lang", LANGS)
def test_openpyxl_alone_writes_the_same_cells(tables: Tables, lang: Lang) -> None:
    plan = SummaryPlan(extract(tables, Filters(theme="utilisation"), lang), lang, DAY)
    alone = io.BytesIO()
    bare(list(cells(plan)), alone)
    assert written(alone.getvalue()) == written(made(plan))
