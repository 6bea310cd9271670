"""The workbook for curators: lists to choose from, texts that stay texts, what Excel needs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from metrics import Tables
from metrics.curation.form import Wanted
from metrics.curation.forms import Forms
from metrics.locale import LANGS, Lang, text
from tests.curation.filling import FACT, HEADS, SOURCE, filled, studied, template, told
from tests.offices import Office
from tests.ooxml import faults


def opened(raw: bytes) -> Any:
    return load_workbook(BytesIO(raw))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("whole", [False, True])
def test_excel_finds_no_fault(tables: Tables, lang: Lang, whole: bool) -> None:
    assert faults(template(tables, lang, "gii_rank", "pledge_financing", whole=whole)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_series_has_its_row_and_its_last_statements(tables: Tables, lang: Lang) -> None:
    sheet = opened(template(tables, lang)).worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=HEADS + 1) if row[0].value}
    assert [*rows] == [*tables.definitions]
    heads = [cell.value for cell in sheet[HEADS]]
    say = text(lang)
    last, before = (heads.index(say(f"curate.helper.{name}")) for name in ("last", "before"))
    row = rows["pledge_financing"]
    assert row[last].value.startswith("2023")
    assert "8539.9亿元 = 853990000000" in row[last].value
    assert row[before].value.startswith("2022")


@pytest.mark.parametrize("lang", LANGS)
def test_cells_to_fill_in_are_text(tables: Tables, lang: Lang) -> None:
    """So that no program makes a date of a period or rounds a value."""
    sheet = opened(template(tables, lang, "gii_rank")).worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[HEADS]}
    for name in ("期间", "数值", "原文") if lang == "zh" else ("Period", "Value", "As printed"):
        for row in (HEADS + 1, HEADS + 20):
            assert sheet.cell(row, heads[name]).number_format == "@"


@pytest.mark.parametrize("lang", LANGS)
def test_lists_hold_every_code_and_only_codes_are_strict(tables: Tables, lang: Lang) -> None:
    book = opened(template(tables, lang, "gii_rank"))
    strict = {}
    for rule in book.worksheets[0].data_validations.dataValidation:
        sheet, cells = rule.formula1.rsplit("!", 1)
        listed = [c[0].value for c in book[sheet.strip("'")][cells.replace("$", "")]]
        strict[tuple(listed)] = rule.errorStyle != "warning"
    qualifiers = tuple(tables.label("qualifier", c, lang) for c in tables.codes("qualifier"))
    assert strict[qualifiers]
    sources = next(own for own in strict if "wdi-2024" in own)
    assert {*sources} == {*tables.sources}
    assert not strict[sources]


@pytest.mark.parametrize("lang", LANGS)
def test_rules_have_good_and_bad_examples(tables: Tables, lang: Lang) -> None:
    sheet = opened(template(tables, lang, "gii_rank"))[text(lang)("curate.form.rules")]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEADS + 1)]
    assert len(rows) >= 10
    for row in rows:
        assert all(row)


def test_a_source_that_is_given_stands_in_each_row(tables: Tables) -> None:
    series = (tables.series("gii_rank"), tables.series("pledge_financing"))
    forms = Forms(tables, Wanted(series, source="wdi-2024", period="2026"), "en")
    names = [column.name for column in forms.facts.columns]
    for row in forms.facts.rows:
        assert row[names.index("source")] == "wdi-2024"
        assert row[names.index("locator")] == "text"
        assert row[names.index("period")] == "2026"


def test_whole_tables_have_areas_or_series_down(tables: Tables) -> None:
    series = (tables.series("gii_rank"), tables.series("pledge_financing"))
    by_area = Forms(tables, Wanted(series, whole=True), "en").whole_tables
    assert [t.id for t in by_area] == ["gii_rank", "pledge_financing"]
    assert by_area[0].heads == ("Area", "2023", "2024", "2025", "2026")
    assert by_area[0].rows[:2] == ("China", "United States")
    assert by_area[0].rows[-1] != "Total", "of ranks there is no sum"
    assert by_area[1].rows == ("China", "Total")
    (china,) = Forms(tables, Wanted(series, areas=("CN",), whole=True), "zh").whole_tables
    assert china.rows == ("gii_rank", "pledge_financing")
    assert china.above[0][:2] == ("地区", "中国")
    assert china.heads[0] == "指标"


def test_a_text_with_headings_has_no_place_beforehand(tables: Tables) -> None:
    series = (tables.series("gii_rank"),)
    assert not Forms(tables, Wanted(series, source="cnipa-work-report-2023"), "en").locator
    assert not Forms(tables, Wanted(series), "en").locator


@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_what_an_office_program_saves_is_read_as_well(
    tables: Tables, lang: Lang, office: Office
) -> None:
    """Beside a series that is chosen in a free row its name appears, and nothing reads that."""
    raw = filled(template(tables, lang), lang, {"indicators": [FACT], "sources": [SOURCE]})
    again = office.convert(raw, "xlsx", "xlsx").read_bytes()
    found = studied(again)
    assert told(found) == []
    assert {one.row["id" if one.table == "sources" else "indicator"] for one in found.new} == {
        FACT["indicator"],
        SOURCE["id"],
    }
    sheet = load_workbook(BytesIO(again), data_only=True).worksheets[0]
    row = next(
        r for r in sheet.iter_rows(min_row=HEADS + len(tables.definitions) + 1) if r[0].value
    )
    names = {d.name(lang) for d in tables.definitions.values()}
    assert any(str(row[1].value).startswith(name) for name in names)
