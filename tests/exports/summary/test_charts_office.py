"""The sheet Charts in a spreadsheet program: computed anew, beside sorted tables, in print."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.exports.workbook import SummaryPlan
from metrics.locale import LANGS, Lang, text
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.exports.summary.test_charts_sheet import VIEWS, view_plan
from tests.offices import Office, pages_of
from tests.parts import Parts
from tests.sorting import Sort, sorted_wrong

pytestmark = pytest.mark.office


def whole(tables: Tables, lang: Lang) -> bytes:
    return made(SummaryPlan(extract(tables, Filters(), lang), lang, DAY))


@pytest.mark.parametrize("lang", LANGS)
def test_charts_take_two_pages(tables: Tables, office: Office, lang: Lang) -> None:
    pages = pages_of(office.convert(whole(tables, lang), "xlsx", "pdf"))
    # What the sheet says below its title stands on each of its pages.
    way = text(lang)("sheet.charts_way", column="Z")
    assert sum(way in page for page in pages) == 2


def test_numbers_stay_when_series_is_sorted(tables: Tables, office: Office) -> None:
    content = whole(tables, "en")
    (table,) = [t for t in Parts.of(content).tables if t.name == "ip_series"]
    columns = (0, 1, len(table.headings) - 3)
    sorts = [Sort((("ip_series", n),), up) for n in columns for up in (True, False)]
    wrong = sorted_wrong(office, content, sorts)
    assert {sort: [w for w in lines if "Charts" in w] for sort, lines in wrong.items()} == {
        sort: [] for sort in sorts
    }


@pytest.mark.parametrize("name", VIEWS)
def test_transforms_are_computed_to_the_same_numbers(
    tables: Tables, office: Office, name: str
) -> None:
    content = made(view_plan(tables, VIEWS[name], "zh"))
    sort = Sort((("ip_series", 1),), False)
    wrong = sorted_wrong(office, content, [sort])
    assert [w for w in wrong[sort] if "图表" in w] == []
