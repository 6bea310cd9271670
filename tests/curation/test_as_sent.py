"""What people really send is read for what it means, and what was read otherwise is told."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from metrics import Tables
from metrics.curation.headings import title
from metrics.curation.study import Study
from metrics.locale import LANGS, Lang
from metrics.tables.read import Row
from tests.curation.filling import (
    FACT,
    SOURCE,
    facts_book,
    filled,
    saved,
    sheet_of,
    studied,
    template,
    told,
)

COLUMNS = [*FACT]
STOCK = FACT | {
    "indicator": "invention_patents_in_force",
    "period": "2026-12-31",
    "value": "6300000",
    "printed": "630万件",
}
GROWTH = FACT | {
    "indicator": "royalties_trade_growth",
    "period": "2025/2026",
    "value": "12.5",
    "printed": "12.5%",
}


def facts(found: Study) -> list[Row]:
    """Return the facts that were read."""
    assert told(found) == []
    return [one.row for one in found.new if one.table == "indicators"]


def remarks(found: Study) -> list[str]:
    return [remark.message("en") for remark in found.remarks]


class TestCsv:
    HEADS = "指标,地区,期间,数值,原文,限定,状态,来源,位置,期间依据"
    LINE = (
        "pledge_financing,中国,2025,1200000000000,1.2万亿元,确数,正常,wdi-2026-01-28,text,原文印明"
    )

    def read(self, raw: bytes) -> tuple[Study, Row]:
        found = studied(raw, "报表.csv")
        assert told(found) == []
        (one,) = found.new
        return found, one.row

    @pytest.mark.parametrize(
        ("encoding", "name"),
        [
            ("utf-8", ""),
            ("utf-8-sig", ""),
            ("gbk", "GBK"),
            ("gb18030", "GBK"),
            ("utf-16", "UTF-16"),
        ],
    )
    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_encodings_separators_and_ends_of_lines(
        self, encoding: str, name: str, sign: str, end: str
    ) -> None:
        lines = [self.HEADS, self.LINE, ""]
        found, row = self.read(end.join(lines).replace(",", sign).encode(encoding))
        assert row["area"] == "CN"
        assert row["qualifier"] == "exact"
        assert row["value"] == "1200000000000"
        assert any(name in told for told in remarks(found)) or not name

    def test_a_line_that_names_the_separator(self) -> None:
        lines = ["sep=;", self.HEADS.replace(",", ";"), self.LINE.replace(",", ";")]
        assert self.read("\r\n".join(lines).encode())[1]["period"] == "2025"

    def test_blank_lines_trailing_columns_and_notes(self) -> None:
        lines = [
            "二〇二六年统计,,,,,,,,,,,",
            ",,,,,,,,,,,",
            self.HEADS + ",,",
            ",,,,,,,,,,,",
            self.LINE + ",,",
            ",,,,,,,,,,,",
            "注：数据为初步统计。,,,,,,,,,,,",
        ]
        found, row = self.read("\n".join(lines).encode("gbk"))
        assert row["printed"] == "1.2万亿元"
        assert any("A7" in said or "row 7" in said for said in remarks(found))

    @pytest.mark.parametrize(
        ("column", "written", "read"),
        [
            ("value", "1,200,000,000,000", "1200000000000"),
            ("value", "１２０００００００００００", "1200000000000"),
            ("value", "1200000000000.0", "1200000000000"),
            ("value", "\u00a01200000000000\u3000", "1200000000000"),
            ("value", "1.2万亿", "1200000000000"),
            ("period", "2026年", "2026"),
            ("period", "２０２６", "2026"),
            ("period", "2026.0", "2026"),
            ("period", "2026年1-6月", "2026-01/2026-06"),
            ("period", "2026/12/31", "2026-12-31"),
            ("area", "ＣＮ", "CN"),
            ("area", "China", "CN"),
            ("area", "中 国", "CN"),
            ("indicator", "专利商标质押融资额", "pledge_financing"),
            ("indicator", "Pledge_Financing", "pledge_financing"),
            ("qualifier", "At least", "at_least"),
            ("status", "ａ", "A"),
            ("source", "WDI–2026–01–28", "wdi-2026-01-28"),
            ("printed", " 1.2万亿元\n", "1.2万亿元"),
        ],
    )
    def test_cells(self, column: str, written: str, read: str) -> None:
        heads = [title("indicators", c, "zh") for c in COLUMNS]
        row = FACT | {"source": "wdi-2026-01-28", column: written}
        quoted = ",".join(f'"{row[c]}"' for c in COLUMNS)
        found = studied(f"{','.join(heads)}\n{quoted}\n".encode())
        (one,) = found.new
        assert one.row[column] == read

    def test_headings_in_both_languages_and_in_part(self) -> None:
        heads = (
            "Indicator*,地区 ,PERIOD,数值（基本单位）,As printd,限定,Status,来源,Locator,期间依据"
        )
        raw = f"{heads},名称与口径\n{self.LINE},随便\n".encode()
        found, row = self.read(raw)
        assert row["value"] == "1200000000000"
        assert any("“As printd” was read as printed" in told for told in remarks(found))

    def test_a_western_program(self) -> None:
        heads = ",".join(title("indicators", c, "en") for c in COLUMNS)
        row = FACT | {
            "value": "1\u00a0200\u00a0000\u00a0000\u00a0000",
            "printed": "CNY 1.2 trillion",
        }
        row |= {"source": "wdi-2026-01-28", "note_en": "Not the café’s."}
        raw = (heads + "\n" + ",".join(row[c] for c in COLUMNS)).replace(",", ";")
        found = studied(raw.encode("cp1252"), "figures.csv")
        (one,) = found.new
        assert one.row["value"] == "1200000000000"
        assert one.row["note_en"] == "Not the café’s."


def computed(*rows: list[Any], results: dict[tuple[int, int], Any], form: str = "") -> bytes:
    """Make a workbook with formulas whose results were saved."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        style = book.add_format({"num_format": form}) if form else None
        sheet = book.add_worksheet("Figures")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if (r, c) in results:
                    sheet.write_formula(r, c, value, style, results[r, c])
                elif value not in ("", None):
                    sheet.write(r, c, value)
        other = book.add_worksheet("Sources")
        for r, row in enumerate(([title("sources", c, "en") for c in SOURCE], [*SOURCE.values()])):
            for c, value in enumerate(row):
                other.write(r, c, value)
    return made.getvalue()


class TestWorkbooks:
    def one(self, book: Any) -> tuple[Study, Row]:
        found = studied(saved(book))
        (row,) = facts(found)
        return found, row

    def test_numbers_as_numbers_and_as_text(self) -> None:
        for value in (1200000000000, 1.2e12, "1200000000000", "1,200,000,000,000"):
            assert self.one(facts_book(FACT | {"value": value}))[1]["value"] == "1200000000000"

    def test_a_year_as_a_number(self) -> None:
        for period in (2026, 2026.0, "2026", " 2026 "):
            assert self.one(facts_book(FACT | {"period": period}))[1]["period"] == "2026"

    def test_a_year_in_a_cell_for_dates(self) -> None:
        book = facts_book(FACT | {"period": date(1905, 7, 18)})  # day 2026 of a spreadsheet
        assert self.one(book)[1]["period"] == "2026"

    def test_the_last_day_of_a_stock_as_a_date(self) -> None:
        _, row = self.one(facts_book(STOCK | {"period": datetime(2026, 12, 31)}))
        assert row["period"] == "2026-12-31"

    def test_a_month_of_a_flow_as_a_date(self) -> None:
        book = facts_book(FACT | {"period": datetime(2026, 6, 1)})
        book["Figures"]["C2"].number_format = "mmm-yy"
        found, row = self.one(book)
        assert row["period"] == "2026-06/2026-06"
        assert "Figures!C2: “2026-06” was read as 2026-06/2026-06." in remarks(found)

    def test_per_cent(self) -> None:
        book = facts_book(GROWTH | {"value": 0.125, "printed": 0.125})
        for cell in ("D2", "E2"):
            book["Figures"][cell].number_format = "0.0%"
        _, row = self.one(book)
        assert (row["value"], row["printed"]) == ("12.5", "12.5%")

    def test_a_formula_with_its_result(self) -> None:
        heads = [title("indicators", c, "en") for c in COLUMNS]
        row = [FACT[c] for c in COLUMNS]
        row[3] = "=1.2*10^12"
        found = studied(computed(heads, row, results={(1, 3): 1200000000000.0001}))
        assert facts(found)[0]["value"] == "1200000000000"
        assert "Figures!D2: of the formula its result was taken, 1200000000000." in remarks(found)

    def test_a_name_merged_down(self) -> None:
        book = facts_book(FACT, FACT | {"period": "2025", "indicator": None})
        book["Figures"].merge_cells("A2:A3")
        found = studied(saved(book))
        assert [r["indicator"] for r in facts(found)] == ["pledge_financing"] * 2
        assert any("merged cells A2:A3" in said for said in remarks(found))

    def test_a_title_above_and_notes_below(self) -> None:
        book = facts_book(FACT)
        sheet = book["Figures"]
        sheet.insert_rows(1, 3)
        sheet["A1"].value = "Figures of 2026"
        sheet.merge_cells("A1:M1")
        sheet["A9"].value = "Note: provisional"
        sheet.merge_cells("A9:M9")
        found, _ = self.one(book)
        assert any("Note: provisional" in said for said in remarks(found))

    def test_columns_that_nothing_asks_for(self) -> None:
        book = facts_book(FACT)
        book["Figures"]["N1"].value = "Entered by"
        book["Figures"]["N2"].value = "Li"
        found, _ = self.one(book)
        assert "Figures!N1: the column “Entered by” was not used." in remarks(found)

    def test_sheets_that_nothing_asks_for(self) -> None:
        book = facts_book(FACT)
        book.create_sheet("Minutes").append(["Who came", "When"])
        found, _ = self.one(book)
        assert any(said.startswith("Minutes: the sheet was not used") for said in remarks(found))

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_form_without_figures(self, tables: Tables, lang: Lang) -> None:
        found = studied(template(tables, lang, "pledge_financing", "gii_rank"))
        assert not found.new
        assert told(found) == []
        assert any(": 5, 6." in said for said in remarks(found))

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_form_saved_as_text(self, tables: Tables, lang: Lang) -> None:
        """As Excel in China saves its first sheet: titles, helpers, names of codes, all in GBK."""
        fact = FACT | {"source": "wdi-2026-01-28", "period": "2025"}
        raw = filled(template(tables, lang), lang, {"indicators": [fact]})
        sheet = load_workbook(BytesIO(raw)).worksheets[0]
        made = StringIO()
        csv.writer(made, lineterminator="\r\n").writerows(sheet.iter_rows(values_only=True))
        found = studied(made.getvalue().encode("gb18030"), "form.csv")
        assert facts(found) == [fact]

    def test_a_form_in_which_columns_were_moved(self, tables: Tables) -> None:
        raw = filled(template(tables, "zh"), "zh", {"indicators": [FACT], "sources": [SOURCE]})
        book = load_workbook(BytesIO(raw))
        sheet = book["填写"]
        sheet.delete_cols(2, 2)  # names and units
        sheet.move_range("D4:E130", cols=20)  # value and printed form
        assert facts(studied(saved(book))) == [FACT]


class TestWholeTables:
    def test_a_form_filled_in(self, tables: Tables) -> None:
        book = load_workbook(BytesIO(template(tables, "zh", "gii_rank", whole=True)))
        sheet = book["整表 gii_rank"]
        labels = {row[0].value: row[0].row for row in sheet.iter_rows(max_col=1)}
        for label, said in (("来源", "wdi-2026-01-28"), ("位置", "text#9")):
            sheet.cell(labels[label], 2).value = said
        head = labels["地区"]
        years = [cell.value for cell in sheet[head][1:]]
        sheet.cell(labels["中国"], 2).value = "12"
        sheet.cell(labels["美国"], 2).value = "3"
        sheet.cell(labels["日本"], 2).value = "—"
        found = studied(saved(book))
        assert [(c.row["area"], c.row["period"], c.row["value"]) for c in found.new] == [
            ("CN", years[0], "12"),
            ("US", years[0], "3"),
        ]
        assert [c.row["printed"] for c in found.new] == ["12", "3"]

    def test_units_and_sums(self) -> None:
        rows = [
            ["Indicator", "royalties_trade"],
            ["Unit as printed", "亿元"],
            ["Source", "wdi-2026-01-28"],
            ["Locator", "text"],
            ["Area", "2015", "2016", "Total"],
            ["China", 1200.5, 1300, 2500.5],
            ["Japan", "1,000.0", "n/a", "1000.0"],
            ["Total", 2200.5, 1300, 3500.5],
            ["Source: customs"],
        ]
        found = studied(saved(sheet_of(rows)))
        assert told(found) == []
        assert [(c.row["area"], c.row["period"], c.row["value"]) for c in found.new] == [
            ("CN", "2015", "120050000000"),
            ("CN", "2016", "130000000000"),
            ("JP", "2015", "100000000000"),
        ]
        assert [c.row["printed"] for c in found.new][:2] == ["1200.5亿元", "1300亿元"]
        assert sum("agrees with the sum" in said for said in remarks(found)) == 6

    def test_areas_across_and_years_down(self) -> None:
        rows = [
            ["指标", "gii_rank"],
            ["来源", "wdi-2026-01-28"],
            ["位置", "text#7"],
            ["期间", "中国", "日本"],
            ["2021年", 12, 13],
            [2022, 11, 13],
        ]
        found = studied(saved(sheet_of(rows)))
        assert [(c.row["area"], c.row["period"], c.row["value"]) for c in found.new] == [
            ("CN", "2021", "12"),
            ("JP", "2021", "13"),
            ("CN", "2022", "11"),
            ("JP", "2022", "13"),
        ]

    def test_years_of_a_stock_are_its_last_days(self) -> None:
        rows = [
            ["指标", "invention_patents_in_force"],
            ["所印单位", "万件"],
            ["来源", "wdi-2026-01-28"],
            ["位置", "text"],
            ["地区", "2020", "2021"],
            ["中国", 305.8, 359.7],
        ]
        found = studied(saved(sheet_of(rows)))
        assert [c.row["period"] for c in found.new] == ["2020-12-31", "2021-12-31"]
        assert [c.row["value"] for c in found.new] == ["3058000", "3597000"]

    def test_series_down_and_years_across(self) -> None:
        """As a yearbook prints its tables: each series keeps its own period."""
        rows = [
            ["地区", "中国"],
            ["来源", "wdi-2026-01-28"],
            ["位置", "text"],
            ["指标", "2014", "2015"],
            ["invention_patents_in_force", 1196497, 1472374],
            ["专利商标质押融资额", "900亿元", None],
        ]
        found = studied(saved(sheet_of(rows)))
        columns = ("indicator", "area", "period", "value")
        assert [tuple(c.row[k] for k in columns) for c in found.new] == [
            ("invention_patents_in_force", "CN", "2014-12-31", "1196497"),
            ("invention_patents_in_force", "CN", "2015-12-31", "1472374"),
            ("pledge_financing", "CN", "2014", "90000000000"),
        ]

    def test_areas_down_and_series_across(self) -> None:
        rows = [
            ["期间", "2013"],
            ["来源", "wdi-2026-01-28"],
            ["位置", "text"],
            ["地区", "全球创新指数排名", "pledge_financing"],
            ["中国", 35, "700亿元"],
            ["日本", 22, "—"],
        ]
        found = studied(saved(sheet_of(rows)))
        columns = ("indicator", "area", "period", "value")
        assert [tuple(c.row[k] for k in columns) for c in found.new][:2] == [
            ("gii_rank", "CN", "2013", "35"),
            ("pledge_financing", "CN", "2013", "70000000000"),
        ]

    def test_a_list_with_a_period_above_it_is_a_list(self) -> None:
        book = facts_book(FACT)
        book["Figures"].insert_rows(1)
        book["Figures"]["A1"].value = "Period"
        book["Figures"]["B1"].value = "2026"
        assert facts(studied(saved(book))) == [FACT]
