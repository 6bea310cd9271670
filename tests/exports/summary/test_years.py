"""Years of Series and Economies: what stands as a number, and what only as a marked text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metrics import Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.series_rows import series_rows
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.sheets import Sheet
from metrics.exports.workbook.summary.legend import legend
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.exports.workbook.values import HEADER, Num, Styled
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, made, opened


def sheet_of(plan: SummaryPlan, number: int) -> Sheet:
    part = plan.book.parts[number]
    assert isinstance(part, Sheet)
    return part


def rows_of(sheet: Sheet) -> list[list[Any]]:
    return [list(row) for row in sheet.rows()]


def yearly(tables: Tables, indicator: str, lang: Lang = "zh") -> Yearly:
    (row,) = series_rows(tables, [tables.series(indicator)], lang)
    return Yearly(row)


def shown(own: Yearly, year: int) -> tuple[object, str]:
    cell = own.cell(year)
    assert isinstance(cell, Styled)
    return cell.value, cell.style


def test_a_bound_is_a_text_on_grey(tables: Tables) -> None:
    own = yearly(tables, "patent_intensive_value_added")
    # “超过18万亿元” of 2024.
    assert shown(own, 2024) == ("超18", "marked")
    assert 2024 not in own.numbers
    assert own.newest is None


def test_a_part_of_a_year_has_its_mark(tables: Tables) -> None:
    own = yearly(tables, "pledge_financing", "en")
    value, style = shown(own, 2024)
    assert value == "792.23 †"
    assert style == "marked"
    # The newest whole year is bold.
    number, bold = shown(own, 2023)
    assert isinstance(number, Num)
    assert (float(number.value), bold) == (853.99, "strong")


def test_a_break_is_told_with_its_row(tables: Tables) -> None:
    own = yearly(tables, "gii_rank")
    assert own.broken == (2011,)
    assert own.told_breaks == "2011"
    assert own.start is not None
    assert own.start.period.code == "2011"


@pytest.mark.parametrize(("number", "column"), [(1, "E"), (2, "Y")])
def test_the_line_of_a_break_follows_its_row(tables: Tables, number: int, column: str) -> None:
    """A sort leaves borders where they are: the line is a rule over the years of breaks."""
    taken = extract(tables, Filters(indicators=("gii_rank", "satisfaction")), "en")
    sheet = opened(made(SummaryPlan(taken, "en", DAY))).worksheets[number]
    first = next(c.column_letter for c in sheet[HEADER] if str(c.value).isdecimal())
    rules = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    (parted,) = [rule for rule in rules if rule.dxf.border is not None]
    assert parted.formula == [f"ISNUMBER(SEARCH({first}$4,${column}5))"]
    assert parted.dxf.border.left.style == "dashed"
    breaks = {sheet[f"{column}{n}"].value for n in range(HEADER + 1, HEADER + 3)}
    assert "2011" in breaks
    (table,) = sheet.tables.values()
    lines = [c.border.left for row in sheet[table.ref] for c in row if c.border.left is not None]
    assert {line.style for line in lines} <= {None}


def test_an_implied_value_is_no_number(tables: Tables) -> None:
    whole = in_view(tables, ALL_WITH_IMPLIED)
    implied = [s for s in whole.all_series.values() if any(p.implied for p in s.points)]
    assert implied
    for row in series_rows(whole, implied, "zh"):
        own = Yearly(row)
        assert not any(p.implied for p in own.numbers.values())
        for year, point in own.shown.items():
            if point.implied:
                value, _ = shown(own, year)
                assert isinstance(value, str)
                assert "‡" in value


def test_every_number_is_that_of_the_program(tables: Tables) -> None:
    taken = extract(tables, Filters(), "en")
    plan = SummaryPlan(taken, "en", DAY)
    rows = rows_of(sheet_of(plan, 1))[HEADER : HEADER + len(plan.rows)]
    for row, cells in zip(plan.rows, rows, strict=True):
        for year in plan.years:
            cell = cells[plan.grid.column(year) - 1]
            if not isinstance(cell.value, Num):
                continue
            point = next(p for p in row.series.points if p.period.end.year == year and p.annual)
            assert cell.value.value.scaleb(row.scale.exponent) == point.figure.value
            assert not point.figure.one_sided


def test_both_languages_have_one_order(tables: Tables) -> None:
    codes = []
    for lang in LANGS:
        plan = SummaryPlan(extract(tables, Filters(), lang), lang, DAY)
        codes.append([[r.code for r in rows] for rows in (plan.rows, plan.economies)])
    assert codes[0] == codes[1]


@pytest.mark.parametrize("lang", LANGS)
def test_china_is_first_among_economies_and_bold(tables: Tables, lang: Lang) -> None:
    taken = extract(tables, Filters(indicators=("gii_rank", "satisfaction")), lang)
    plan = SummaryPlan(taken, lang, DAY)
    book = opened(made(plan))
    sheet = book["经济体" if lang == "zh" else "Economies"]
    rows = [list(row) for row in sheet.iter_rows(min_row=HEADER + 1)]
    # Satisfaction is measured in China alone.
    assert {row[-2].value.partition("@")[0] for row in rows} == {"gii_rank"}
    assert rows[0][-2].value == "gii_rank"
    assert rows[0][2].font.b
    assert not rows[1][2].font.b
    assert [c.value for c in sheet[HEADER]][-2] == ("代码" if lang == "zh" else "Code")


def test_the_united_states_are_third(tables: Tables) -> None:
    plan = SummaryPlan(extract(tables, Filters(indicators=("gii_rank",)), "en"), "en", DAY)
    rows = rows_of(sheet_of(plan, 2))[HEADER:]
    own = next(row for row in rows if row[2].value == "United States")
    newest, period, step = (own[n].value.shown for n in (4, 5, 6))
    # Third in 2024 and in 2025.
    assert (newest.value, period, step.value) == (3, "2025", 0)
    assert {"ip_gii_rank", "ip_gii_rank_latest", "ip_gii_rank_US", "ip_gii_rank_US_latest"} <= (
        plan.book.names.keys()
    )


def test_one_economy_makes_no_sheet_of_economies(tables: Tables) -> None:
    plan = SummaryPlan(extract(tables, Filters(indicators=("satisfaction",)), "en"), "en", DAY)
    assert [part.name for part in plan.book.parts][:2] == ["Summary", "Series"]
    assert "Economies" not in [part.name for part in plan.book.parts]


def test_economies_of_one_indicator_have_names_of_their_own(tables: Tables) -> None:
    keys = ("pct_applications", "pct_applications@US", "pct_applications@JP")
    view = Exploration(tables, Choice(keys, "index"))
    plan = SummaryPlan(of_view(view), "en", DAY, view)
    assert [row.label for row in plan.rows] == [
        "PCT applications by origin · China",
        "PCT applications by origin · United States",
        "PCT applications by origin · Japan",
    ]
    # On Economies they stand in a column of their own.
    rows = rows_of(sheet_of(plan, 2))[HEADER:]
    assert {row[1].value for row in rows} == {"PCT applications by origin"}


def test_the_legend_tells_the_marks_that_are_there(tables: Tables) -> None:
    assert legend([yearly(tables, "gii_rank")], "zh") == "虚线处口径中断，两侧不比较"
    assert legend([yearly(tables, "trademarks_registered")], "en") == ""


def test_growth_on_the_year_before_is_a_number_of_its_year(tables: Tables) -> None:
    number, style = shown(yearly(tables, "infringement_cases_growth"), 2022)
    assert isinstance(number, Num)
    assert (number.value, style) == (Decimal("16.8"), "strong")
    # “均保持在40%以上” of each year on the one before; a gain over ten years is of no one year.
    assert shown(yearly(tables, "pledge_financing_yearly_growth"), 2022) == ("40以上", "marked")
    assert shown(yearly(tables, "gii_rank_gain"), 2023) == ("23 †", "marked")
