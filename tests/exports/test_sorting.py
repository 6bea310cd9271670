"""Workbooks stay right when their tables are sorted and filtered, in a spreadsheet program."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn

from tests.offices import Office, Step
from tests.parts import Cell, Parts
from tests.sorting import (
    Sort,
    by_position,
    chosen_wrong,
    computed,
    differences,
    misled,
    sorted_wrong,
)

HEADINGS = ("Year", "Value", "Change", "Found")
# Change reads the row above; Found looks for the year before.
ABOVE = "=B{row}-B{above}"
BY_YEAR = "=B{row}-SUMIFS($B$2:$B$5,$A$2:$A$5,A{row}-1)"
VALUES = {2021: 5, 2022: 7, 2023: 4, 2024: 10}
RESULTS = {"C3": 2, "C4": -3, "C5": 6, "D3": 2, "D4": -3, "D5": 6, "F1": 10}


def example(
    above: str = ABOVE,
    outside: str = "=INDEX(B2:B5,MATCH(2024,A2:A5,0))",
    results: dict[str, int] = RESULTS,
) -> bytes:
    """Four years in a table, 5, 7, 4 and 10, and the newest of them in F1."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADINGS)
    for row, (year, value) in enumerate(VALUES.items(), 2):
        first = row == 2
        sheet.append(
            [
                year,
                value,
                *(None if first else f.format(row=row, above=row - 1) for f in (above, BY_YEAR)),
            ]
        )
    sheet["F1"] = outside
    columns = [TableColumn(id=n, name=name) for n, name in enumerate(HEADINGS, 1)]
    table = Table(displayName="Years", ref="A1:D5", tableColumns=columns)
    sheet.add_table(table)
    file = io.BytesIO()
    book.save(file)
    return with_results(file.getvalue(), results)


def with_results(content: bytes, results: dict[str, int]) -> bytes:
    """Write beside each formula what it gives, as openpyxl does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made:
        for name in book.namelist():
            data = book.read(name).decode()
            for cell, result in results.items():
                data = re.sub(rf'(<c r="{cell}">.*?)<v ?/?>(</v>)?', rf"\1<v>{result}</v>", data)
            made.writestr(name, data)
    return out.getvalue()


def listed(content: bytes, values: str) -> bytes:
    """Give a workbook a list in G1, in which 2024 is chosen."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Sheet"]
    sheet["G1"] = "2024"
    sheet.add_data_validation(DataValidation(type="list", formula1=values, sqref="G1"))
    file = io.BytesIO()
    book.save(file)
    return with_results(file.getvalue(), RESULTS)


def test_formulas_that_read_the_row_above_are_found() -> None:
    assert by_position(Parts.of(example())) == ["Sheet!C3: B2", "Sheet!C4: B3", "Sheet!C5: B4"]
    assert by_position(Parts.of(example(BY_YEAR))) == []


def test_a_row_reads_only_itself() -> None:
    """What stands beside the table stays where it is when the table is sorted."""
    assert by_position(Parts.of(example("=B{row}+F{row}"))) == [
        "Sheet!C3: F3",
        "Sheet!C4: F4",
        "Sheet!C5: F5",
    ]


@pytest.mark.parametrize(("rows", "leans"), [((2, 5), []), ((3, 5), ["'Sheet'!$B$3:$B$5"])])
def test_a_chart_may_show_all_rows_of_a_table(rows: tuple[int, int], leans: list[str]) -> None:
    book = load_workbook(io.BytesIO(example(BY_YEAR)))
    chart = BarChart()
    chart.add_data(Reference(book["Sheet"], min_col=2, min_row=rows[0], max_row=rows[1]))
    book["Sheet"].add_chart(chart, "H1")
    file = io.BytesIO()
    book.save(file)
    found = by_position(Parts.of(file.getvalue()))
    assert found == [f"xl/charts/chart1.xml: {each}" for each in leans]


@pytest.mark.parametrize(
    ("formula", "leans"),
    [
        ("=B5", ["B5"]),
        ("=SUM(Sheet!$B$3:$B$5)", ["Sheet!$B$3:$B$5"]),
        ("=SUM('Sheet'!$B$2:$B$5)", []),
        ("=SUM(Years[Value])", []),
        ("=B1&A9", []),
    ],
)
def test_formulas_outside_may_read_whole_columns(formula: str, leans: list[str]) -> None:
    found = by_position(Parts.of(example(BY_YEAR, formula)))
    assert found == [f"Sheet!F1: {each}" for each in leans]


@pytest.mark.office
def test_a_sort_shows_which_formulas_turn_wrong(office: Office) -> None:
    newest_first, smallest_first = Sort((("Years", 0),), False), Sort((("Years", 1),), True)
    wrong = sorted_wrong(office, example(), [newest_first, smallest_first])
    # 2024, 10 | 2023, 4 | 2022, 7 | 2021, 5: each but the first minus the row above it.
    assert "Years: Change of 2023.0, 4.0 is -6.0, not -3.0" in wrong[newest_first]
    assert "Years: Change of 2022.0, 7.0 is 3.0, not 2.0" in wrong[newest_first]
    assert not [line for line in wrong[newest_first] if "Found" in line or "F1" in line]
    assert any("Change" in line for line in wrong[smallest_first])
    right = sorted_wrong(office, example(BY_YEAR), [newest_first, smallest_first])
    assert right == {newest_first: [], smallest_first: []}


@pytest.mark.office
def test_a_formula_that_tells_where_a_key_stands_may_change(office: Office) -> None:
    results = RESULTS | {"C3": 2, "C4": 3, "C5": 4}
    content = example("=MATCH(Years[[#This Row],[Year]],$A$2:$A$5,0)", results=results)
    newest_first = Sort((("Years", 0),), False)
    assert sorted_wrong(office, content, [newest_first]) == {newest_first: []}


def test_a_formula_that_leads_to_another_row_is_found() -> None:
    parts = Parts.of(example("=MATCH(Years[[#This Row],[Year]],$A$2:$A$5,0)"))
    found = parts.cells["Sheet"] | {(3, 3): Cell(2.0), (3, 4): Cell(4.0), (3, 5): Cell(4.0)}
    assert list(misled(parts, {"Sheet": found})) == ["Sheet!C4: 4.0 is not where 2023.0 stands"]


@pytest.mark.office
def test_a_choice_that_gives_an_error_is_found(office: Office) -> None:
    """Of the three years of the list the last is none of the table."""
    content = example(BY_YEAR, '=INDEX(B2:B5,MATCH("a"&G1,INDEX("a"&A2:A5,0),0))')
    chosen = chosen_wrong(office, listed(content, '"2024,2023,2020"'))
    assert chosen == ["Sheet!F1: error 32767 for 2020"]


@pytest.mark.office
def test_a_cell_that_is_changed_shows_in_the_results(office: Office) -> None:
    steps: list[Step] = [("set", {"sheet": "Sheet", "cell": "B5", "value": 11})]
    parts = Parts.of(example(BY_YEAR))
    *_, told = office.work(example(BY_YEAR), [*steps, *computed(parts)])
    assert differences(parts, told) == [
        "Sheet!F1: 11.0, not 10.0 (INDEX(B2:B5,MATCH(2024,A2:A5,0)))",
        "Sheet!C5: 7.0, not 6.0 (B5-SUMIFS($B$2:$B$5,$A$2:$A$5,A5-1))",
        "Sheet!D5: 7.0, not 6.0 (B5-SUMIFS($B$2:$B$5,$A$2:$A$5,A5-1))",
    ]


@pytest.mark.office
def test_a_filter_hides_rows_and_changes_no_result(office: Office) -> None:
    content = example(BY_YEAR)
    steps: list[Step] = [
        ("filter", {"table": "Years", "column": 1, "value": "7"}),
        *computed(Parts.of(content)),
        ("sort", {"table": "Years", "column": 0, "ascending": False}),
        ("unfilter", {"table": "Years"}),
        *computed(Parts.of(content)),
    ]
    left, _, filtered, *_, told = office.work(content, steps)
    assert left == 1
    assert differences(Parts.of(content), filtered) == []
    assert differences(Parts.of(content), told, ["Years"]) == []
