"""The sheet Summary: what it says of indicators whose answers are worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from metrics import Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.values import HEADER
from metrics.locale import Lang
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, made, opened, results


def summary(tables: Tables, lang: Lang, **filters: Any) -> dict[str, dict[str, Any]]:
    """Return what the rows of Summary show until they are computed, by code and heading."""
    plan = SummaryPlan(extract(tables, Filters(**filters), lang), lang, DAY)
    sheet = results(made(plan)).worksheets[0]
    heads = [c.value for c in sheet[HEADER]]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    place = heads.index("Code" if lang == "en" else "代码")
    return {row[place]: dict(zip(heads, row, strict=True)) for row in rows}


def test_newest_figures_and_how_they_moved(tables: Tables) -> None:
    rows = summary(tables, "zh")
    rank = rows["gii_rank"]
    # 11th in 2024, 29th in 2011 after another publisher's edition; a smaller rank is better.
    assert [rank[k] for k in ("最新值", "期间", "较上年", "首期值", "较首期")] == [
        *(10, "2025年", -1, 29, -19),
    ]
    pledge = rows["pledge_financing"]
    # 8539.9 / 4868.8 = 1.7540; 8539.9 / 848.5 over eight years is 33.5 per cent a year.
    assert [pledge[k] for k in ("最新值", "期间", "较上年", "年均增长")] == [
        *(8539.9, "2023年", 75.4, 33.5),
    ]


def test_what_the_program_cannot_tell_is_a_mark(tables: Tables) -> None:
    rows = summary(tables, "en")
    # 15.5 months and 15: either may be rounded.
    assert rows["invention_exam_months"]["On the year before"] == "uncertain"
    assert rows["patent_intensive_value_added"]["Newest"] == "more than 18"
    assert rows["patent_intensive_value_added"]["On the year before"] == "+6.6% or more"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_stories_tell_comes_first(tables: Tables, lang: Lang) -> None:
    plan = SummaryPlan(extract(tables, Filters(), lang), lang, DAY)
    told = [plan.yearly[row.code].told for row in plan.rows]
    assert told == sorted(told, reverse=True)
    assert 0 < plan.told < len(told)


def test_nothing_in_view_leaves_an_empty_table_and_what_says_so(tables: Tables) -> None:
    plan = SummaryPlan(extract(tables, Filters(words="no such figure")), "en", DAY)
    assert [part.name for part in plan.book.parts] == ["Data", "Notes and sources"]


def test_a_link_leads_to_the_row_of_series(tables: Tables) -> None:
    plan = SummaryPlan(extract(tables, Filters(indicators=("gii_rank", "satisfaction"))), "en", DAY)
    book = opened(made(plan))
    formulas = [row[13].value for row in book["Summary"].iter_rows(min_row=HEADER + 1)]
    assert all(f.startswith("=HYPERLINK(\"#'Series'!B\"&(") for f in formulas)
    assert [row[1].value for row in book["Series"].iter_rows(min_row=HEADER + 1)][:2] == [
        row[1].value for row in book["Summary"].iter_rows(min_row=HEADER + 1)
    ]


@pytest.mark.parametrize(
    ("series", "labels"),
    [
        (("gii_rank", "gii_rank@US"), ("中国", "美国")),
        (("gii_rank@US",), ("美国",)),
        (("gii_rank",), ("",)),
    ],
)
def test_series_of_a_view_are_named_with_their_economies(
    tables: Tables, series: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    view = Exploration(tables, Choice(series))
    sheet = opened(made(SummaryPlan(of_view(view), "zh", DAY, view)))["时间序列"]
    name = "全球创新指数排名"
    wanted = [f"{name} · {label}" if label else name for label in labels]
    rows = range(HEADER + 1, HEADER + 1 + len(labels))
    assert [sheet.cell(row, 2).value for row in rows] == wanted


def test_what_is_of_another_economy_alone_says_so(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("gii_rank",), areas=("US", "JP")), "en")
    sheet = opened(made(SummaryPlan(taken, "en", DAY)))["Series"]
    assert sheet.cell(HEADER + 1, 2).value == "Global Innovation Index rank · United States"


def test_a_zero_that_is_typed_makes_no_error(tables: Tables) -> None:
    plan = SummaryPlan(extract(tables, Filters(theme="utilisation")), "zh", DAY)
    read, years = opened(made(plan)).worksheets[:2]
    cells = [c.value for sheet in (read, years) for row in sheet.iter_rows() for c in row]
    live = [v for v in cells if isinstance(v, str) and v.startswith("=") and "/" in v]
    assert len(live) > 20
    for formula in live:
        # What stands outside of every IFERROR divides by nothing.
        parts = formula.split("IFERROR(")
        assert "/" not in parts[0], formula
        assert len(parts) > 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_marks_that_occur_are_told_above_the_table(tables: Tables, lang: Lang) -> None:
    for indicator, there in (
        ("satisfaction", False),
        ("high_value_invention_patents_per_10k", True),
    ):
        taken = extract(tables, Filters(indicators=(indicator,)))
        sheet = results(made(SummaryPlan(taken, lang, DAY))).worksheets[0]
        assert ("‡" in sheet["A2"].value) is there


def test_a_figure_of_another_day_is_a_number_beside_its_period(tables: Tables) -> None:
    rows = summary(tables, "zh")
    centres = rows["protection_centres"]
    assert (centres["最新值"], centres["期间"]) == (77, "2025年3月28日（推定）")
    # Bounds are words: more than 84,000 agencies.
    assert rows["service_agencies"]["最新值"] == "超8.4"
