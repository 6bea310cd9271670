"""The sheet of all figures: the same cells as the file, and the way to bring them up to date."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics import Selection, Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.figures import COLUMNS, FigureTable, heads
from metrics.exports.opendata import figures_bytes, guarded
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.summary.data_sheet import NAME, WIDTHS, refreshed_from
from metrics.exports.workbook.summary.yearly import Yearly, value_of
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import in_view
from metrics.views.extracts import Extract, extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, head, made, opened

FORMULAS = ("=1+1", "@SUM(A1)", "+1-1", "-2+3", "=HYPERLINK(A1)")
WANTED = {
    "everything": Filters(),
    "theme": Filters(theme="utilisation"),
    "year": Filters(year="2025"),
    "indicators": Filters(indicators=("gii_rank", "satisfaction"), newest=True),
    "nothing": Filters(words="no such words"),
}


def sheet_of(taken: Extract, lang: Lang, **more: Any) -> Worksheet:
    book: Workbook = opened(made(SummaryPlan(taken, lang, DAY, **more)))
    return book[text(lang)("data_sheet.name")]


def as_file(value: Any) -> str:
    """Return a cell as the file has it, but for the digits that a number is written with."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else repr(float(value))


def as_sheet(cell: Any, written: str) -> str:
    number = isinstance(cell, int | float) and written
    return repr(float(written)) if number else written


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("wanted", WANTED)
def test_it_equals_the_file_cell_by_cell(tables: Tables, lang: Lang, wanted: str) -> None:
    taken = extract(tables, WANTED[wanted], lang)
    sheet = sheet_of(taken, lang)
    file = io.StringIO(figures_bytes(taken, lang).decode("utf-8-sig"), newline="")
    first, *rows = csv.reader(file)
    assert head(sheet) == first == list(heads(lang))
    held = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    assert len(held) == len(rows) == sum(len(s.points) for s in taken.series)
    for cells, written in zip(held, rows, strict=True):
        assert [as_file(c) for c in cells] == [
            as_sheet(*pair) for pair in zip(cells, written, strict=True)
        ]


def test_implied_values_and_first_statements_follow_what_is_in_view(tables: Tables) -> None:
    shown = in_view(tables, Selection(implied=True, vintage="first"))
    plan = SummaryPlan(extract(shown, Filters(), "en"), "en", DAY, address="https://ip.example.cn")
    assert refreshed_from(plan) == ("https://ip.example.cn/data/figures.csv?imp=1&lang=en&v=first")


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_dates_and_years_are_what_they_are(tables: Tables, lang: Lang) -> None:
    sheet = sheet_of(extract(tables, Filters(indicators=("pledge_financing",)), lang), lang)
    columns = dict(zip(heads(lang), sheet[HEADER + 1], strict=True))
    say = text(lang)
    year, value = columns[say("figures.year")], columns[say("figures.value")]
    assert (year.data_type, year.number_format) == ("n", "0")
    assert (value.data_type, value.number_format[:5]) == ("n", "#,##0")
    end = columns[say("figures.end")]
    assert isinstance(end.value, datetime)
    assert end.number_format == "yyyy-mm-dd"
    assert columns[say("figures.period_code")].data_type == "s"


def test_it_is_a_table_with_a_filter_whose_headings_stay(tables: Tables) -> None:
    taken = extract(tables, Filters(theme="services"), "zh")
    sheet = sheet_of(taken, "zh")
    table = sheet.tables[NAME]
    last = HEADER + sum(len(s.points) for s in taken.series)
    assert table.ref == f"A{HEADER}:V{last}"
    assert table.autoFilter.ref == table.ref
    assert table.column_names == list(heads("zh"))
    assert sheet.freeze_panes == f"D{HEADER + 1}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"


@pytest.mark.parametrize(
    ("filters", "lang", "base", "address"),
    [
        (Filters(), "zh", "", "/data/figures.csv"),
        (Filters(), "en", "", "/data/figures.csv?lang=en"),
        (Filters(theme="services"), "zh", "", "/data/figures.csv?theme=services"),
        (
            *(Filters(indicators=("gii_rank", "satisfaction"), year="2023"), "en"),
            "https://ip.example.cn/stats/",
            "https://ip.example.cn/stats/data/figures.csv?indicator=gii_rank,satisfaction&lang=en"
            "&year=2023",
        ),
    ],
)
def test_it_says_where_it_comes_from(
    tables: Tables, filters: Filters, lang: Lang, base: str, address: str
) -> None:
    sheet = sheet_of(extract(tables, filters, lang), lang, address=base)
    assert sheet["A3"].value == address
    way = {"zh": "数据 > 自网站", "en": "Data > From Web"}[lang]
    assert way in sheet["A2"].value
    assert ("https://example.cn/ip" in sheet["A2"].value) == (not base)
    assert sheet["A3"].hyperlink is None


def test_of_a_view_the_address_is_said_to_give_more(tables: Tables) -> None:
    view = Exploration(tables, Choice(("gii_rank", "gii_rank@US"), first="2015"))
    sheet = sheet_of(of_view(view), "en", view=view)
    assert "more than this view" in sheet["A2"].value
    assert sheet["A3"].value == "/data/figures.csv?area=CN,US&indicator=gii_rank&lang=en"
    years = [row[5] for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)]
    assert min(years) == 2015


def test_a_view_of_nothing_asks_for_what_it_is_of(tables: Tables) -> None:
    view = Exploration(tables, Choice(("gii_rank", "gii_rank@US"), first="1990", last="1995"))
    sheet = sheet_of(of_view(view), "en", view=view)
    assert sheet["A3"].value == "/data/figures.csv?area=CN,US&indicator=gii_rank&lang=en"


@pytest.mark.parametrize("lang", LANGS)
def test_no_printed_page_parts_a_value_from_its_qualifier_and_unit(lang: Lang) -> None:
    # Two pages side by side, each as wide as the wider one; the second names the indicator too.
    widths = dict(zip(COLUMNS, (WIDTHS[c][lang == "en"] for c in COLUMNS), strict=True))
    printed = COLUMNS[: COLUMNS.index("source") + 1]

    def wider(first: int) -> float:
        front, back = printed[:first], ("indicator", *printed[first:])
        return max(sum(widths[c] for c in part) for part in (front, back))

    best = min(range(1, len(printed)), key=wider)
    assert printed[best - 3 : best] == ("qualifier", "value", "unit")


@pytest.mark.parametrize("printed", FORMULAS)
def test_texts_that_look_like_formulas_are_texts(tables: Tables, printed: str) -> None:
    series = tables.series("gii_rank")
    odd = [replace(o, figure=replace(o.figure, printed=printed)) for o in series.statements]
    taken = Extract(tables, (series.restricted_to(odd),))
    sheet = sheet_of(taken, "en")
    column = heads("en").index("As printed")
    cells = [row[column] for row in sheet.iter_rows(min_row=HEADER + 1)]
    assert {(c.value, c.data_type, c.quotePrefix) for c in cells} == {(printed, "s", True)}


@pytest.mark.parametrize("lang", LANGS)
def test_its_values_are_those_of_series(tables: Tables, lang: Lang) -> None:
    """A number that stands in the cell of a year stands here in the same unit."""
    plan = SummaryPlan(extract(tables, Filters(), lang), lang, DAY)
    column = {name: n for n, name in enumerate(COLUMNS)}
    held = {
        (row[column["code"]], row[column["period_code"]]): (
            row[column["value"]],
            row[column["unit"]],
        )
        for row in FigureTable(plan.taken, lang).rows()
    }
    numbers = [
        (row, point, value_of(point, row).value)
        for row in plan.rows
        for point in Yearly(row).numbers.values()
    ]
    assert numbers
    for row, point, value in numbers:
        assert held[row.code, point.period.code] == (value, row.unit)
