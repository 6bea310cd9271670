"""The sheet Charts in a spreadsheet program: computed anew, beside sorted tables, in print."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics import Tables
from metrics.locale import LANGS, Lang, text
from tests.books import made
from tests.exports.summary.test_charts_sheet import VIEWS, view_plan
from tests.offices import Office, pages_of
from tests.parts import Parts
from tests.sorting import Sort, computed, differences, sorted_wrong

pytestmark = pytest.mark.office


@pytest.mark.parametrize("lang", LANGS)
def test_charts_take_two_pages(
    summary: Callable[[Lang], bytes], office: Office, lang: Lang
) -> None:
    pages = pages_of(office.convert(summary(lang), "xlsx", "pdf"))
    # What the sheet says below its title stands on each of its pages.
    way = text(lang)("sheet.charts_way", column="Z")
    assert sum(way in page for page in pages) == 2


def test_numbers_stay_when_series_is_sorted(
    summary: Callable[[Lang], bytes], office: Office
) -> None:
    content = summary("en")
    (table,) = [t for t in Parts.of(content).tables if t.name == "ip_series"]
    columns = (0, 1, len(table.headings) - 3)
    sorts = [Sort((("ip_series", n),), up) for n in columns for up in (True, False)]
    wrong = sorted_wrong(office, content, sorts)
    assert {sort: [w for w in lines if "Charts" in w] for sort, lines in wrong.items()} == {
        sort: [] for sort in sorts
    }


def test_transforms_are_computed_to_the_same_numbers(tables: Tables, office: Office) -> None:
    """All views in one start."""
    sort = Sort((("ip_series", 1),), False)
    contents = [made(view_plan(tables, view, "zh")) for view in VIEWS.values()]
    parts = [Parts.of(content) for content in contents]
    jobs = [(c, [*sort.steps, *computed(p)]) for c, p in zip(contents, parts, strict=True)]
    wrong = {
        name: [w for w in differences(p, answers[-1], ("ip_series",)) if "图表" in w]
        for name, p, answers in zip(VIEWS, parts, office.work_all(jobs), strict=True)
    }
    assert wrong == {name: [] for name in VIEWS}
