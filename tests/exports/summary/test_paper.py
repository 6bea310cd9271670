"""Summary, Series and Economies on paper: legible, and the main indicators on the first page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.utils import column_index_from_string

from metrics import Tables
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.placing import MARGINS
from metrics.exports.workbook.sheets import Sheet
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY
from tests.offices import Office, pages_of

# A4 landscape in points, and a digit of ten points in the widest face that stands in for ours.
WIDTH, HEIGHT, INCH = 841.9, 595.3, 72
DIGIT = {"zh": 6.36, "en": 5.56}
# Height of a row that has none of its own.
ROW = 15.0


@pytest.fixture(params=LANGS)
def plan(request: pytest.FixtureRequest, tables: Tables) -> SummaryPlan:
    lang: Lang = request.param
    return SummaryPlan(extract(tables, Filters(), lang), lang, DAY)


def sheets(plan: SummaryPlan) -> list[Sheet]:
    return [part for part in plan.book.parts[:3] if isinstance(part, Sheet)]


def scale(sheet: Sheet, lang: Lang) -> float:
    """Return the scale at which the printed columns fill the width of a page."""
    last = re.fullmatch(r"A1:([A-Z]+)\d+", sheet.printing.area)
    assert last is not None
    printed = range(1, column_index_from_string(last[1]) + 1)
    folded = {n for first, end in sheet.grouped for n in range(first, end + 1)}
    wide = sum(sheet.widths[n - 1] for n in printed if n not in folded) * DIGIT[lang]
    return (WIDTH - INCH * (MARGINS["left"] + MARGINS["right"])) / wide


def test_letters_are_six_tenths_of_their_size_at_least(plan: SummaryPlan) -> None:
    for sheet in sheets(plan):
        assert sheet.printing.rows == f"{HEADER}:{HEADER}"
        assert sheet.printing.across == 1
        assert scale(sheet, plan.lang) >= 0.6, sheet.name


def test_the_first_page_holds_what_the_stories_tell(plan: SummaryPlan) -> None:
    for sheet in sheets(plan)[:2]:
        first = HEADER + plan.told
        assert sheet.printing.breaks[0] == first
        high = sum(sheet.heights.get(row, ROW) for row in range(1, first + 1))
        room = HEIGHT - INCH * (MARGINS["top"] + MARGINS["bottom"])
        assert high * scale(sheet, plan.lang) <= room, sheet.name


@pytest.mark.office
def test_no_number_is_too_wide_for_its_cell(
    plan: SummaryPlan, summary: Callable[[Lang], bytes], office: Office
) -> None:
    pdf: Path = office.convert(summary(plan.lang), "xlsx", "pdf")
    pages = pages_of(pdf)
    own = [page for page in pages if any(s.name in page for s in sheets(plan))]
    assert len(own) > 5
    assert not [page for page in own if "###" in page]
