"""Ways in which people and programs spoil a table: each ends in one message, at its cell."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from metrics.curation import packages, spreadsheets
from metrics.curation.headings import title
from metrics.curation.packages import IncomingError
from metrics.curation.spreadsheets import read_workbook
from metrics.locale import LANGS, text
from tests.curation.filling import FACT, SOURCE, facts_book, saved, sheet_of, studied, told

AT = {column: n for n, column in enumerate(FACT, 1)}
STOCK = FACT | {
    "indicator": "invention_patents_in_force",
    "period": "2026-12-31",
    "value": "6300000",
    "printed": "630万件",
}


def cell(column: str, row: int = 2) -> str:
    return f"{get_column_letter(AT[column])}{row}"


def with_cells(*facts: dict[str, Any], **cells: Any) -> Any:
    """Make a workbook whose first fact has some cells of its own."""
    book = facts_book(*(facts or (FACT,)))
    for column, value in cells.items():
        book["Figures"].cell(2, AT[column]).value = value
    return book


def turned() -> Any:
    """Have 2026-12 typed into a cell of a Chinese Excel."""
    book = with_cells(STOCK, period=datetime(2026, 12, 1))
    book["Figures"][cell("period")].number_format = "mmm-yy"
    return book


def serial() -> Any:
    return with_cells(STOCK, period=46357)  # 2026-12-01


def hidden() -> Any:
    book = facts_book(FACT)
    book["Figures"].row_dimensions[2].hidden = True
    return book


def hidden_sheet() -> Any:
    book = facts_book(FACT)
    book["Figures"].sheet_state = "hidden"
    book.active = 1
    return book


def merged_across() -> Any:
    book = with_cells(note_zh="说明", note_en=None)
    book["Figures"].merge_cells(f"{cell('note_zh')}:{cell('note_en')}")
    return book


def merged_down() -> Any:
    other = FACT | {"period": "2025"}
    book = with_cells(FACT, other)
    book["Figures"].merge_cells(f"{cell('value')}:{cell('value', 3)}")
    return book


def formula() -> Any:
    return with_cells(value="=1.2*10^12")


def error() -> Any:
    book = with_cells(value="#REF!")
    book["Figures"][cell("value")].data_type = "e"
    return book


def percent() -> Any:
    book = with_cells(STOCK, value=0.63)
    book["Figures"][cell("value")].number_format = "0.0%"
    return book


def displaced() -> Any:
    book = facts_book(FACT)
    book["Figures"].cell(2, len(FACT) + 2).value = "stated"
    return book


def twice() -> Any:
    return facts_book(FACT, FACT | {"note_zh": "重", "note_en": "Again."})


def no_locator() -> Any:
    book = facts_book(FACT)
    book["Figures"].delete_cols(AT["locator"])
    return book


def heading_twice() -> Any:
    book = facts_book(FACT)
    book["Figures"].cell(1, len(FACT) + 1).value = "Value"
    return book


def year_of_two() -> Any:
    return with_cells(STOCK, period="3/4/2026")


def changed() -> Any:
    """State a figure of the tables otherwise under its own source."""
    fact = FACT | {
        "period": "2022",
        "value": "486890000000",
        "printed": "4868.9亿元",
        "source": "cnipa-work-report-2023",
        "locator": "progress/4/2",
    }
    return facts_book(fact)


# What was done to the file, where it is told, and words of the message.
SPOILED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a month that became a date": (turned, cell("period"), "2026-12-31 for a stock"),
    "a day that became a number": (serial, cell("period"), "2026-12-31 for a stock"),
    "a date that may be two": (year_of_two, cell("period"), "2022-01/2022-11"),
    "a hidden row": (hidden, "row 2", "Show the row"),
    "a hidden sheet": (hidden_sheet, "Figures:", "Show the sheet"),
    "cells merged across": (merged_across, cell("note_zh"), "Unmerge"),
    "values merged down": (merged_down, cell("value"), "Unmerge"),
    "a formula without a result": (formula, cell("value"), "no result saved"),
    "an error of a formula": (error, cell("value"), "shows #REF!"),
    "per cent of a count": (percent, cell("value"), "the cell is in per cent"),
    "a cell beside the table": (displaced, "O2", "no heading stands above"),
    "the same row twice": (twice, cell("indicator", 3), "Figures!2 has the same key"),
    "a column that is gone": (no_locator, "row 1", "locator (位置 / Locator)"),
    "a heading twice": (heading_twice, "N1", "each column once"),
    "another value of a figure": (changed, cell("value"), "“486880000000”"),
    "a series that is not there": (
        lambda: with_cells(indicator="pledge_finance"),
        cell("indicator"),
        "pledge_financing, as it seems",
    ),
    "a source that is not there": (
        lambda: with_cells(source="reuters-2027"),
        cell("source"),
        "add the row to sources.csv (or the sheet New sources) first",
    ),
    "an area without a code": (
        lambda: with_cells(area="Atlantis"),
        cell("area"),
        "an economy or a region of the lists, by code or name",
    ),
    "a value in 亿": (lambda: with_cells(value="12000"), cell("value"), "1200000000000, which"),
    "a rounded value": (lambda: with_cells(value="1.2E+12"), cell("value"), "1200000000000"),
    "a printed form without its unit": (
        lambda: with_cells(printed="1.2万亿"),
        cell("printed"),
        "元",
    ),
    "two numbers in one cell": (
        lambda: with_cells(printed="1.2万亿元，增长3%"),
        cell("printed"),
        "two numbers",
    ),
    "a bound that is called exact": (
        lambda: with_cells(printed="超1.2万亿元"),
        cell("qualifier"),
        "over, which",
    ),
    "a year after the source": (lambda: with_cells(period="2028"), cell("period"), "2027-01-20"),
    "a period that nothing says": (
        lambda: with_cells(period_basis="inferred"),
        cell("note_zh"),
        "the reason why the period is inferred",
    ),
    "a note in one language": (
        lambda: with_cells(note_zh="只有中文"),
        cell("note_en"),
        "the text that goes with Note in Chinese",
    ),
    "an empty cell": (lambda: with_cells(locator=None), cell("locator"), "Fill in Locator"),
    "lost signs": (lambda: with_cells(printed="1.2��元"), cell("printed"), "U+FFFD"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_one_message_at_the_cell(name: str) -> None:
    spoil, place, words = SPOILED[name]
    found = studied(saved(spoil()))
    (message,) = told(found)
    where = message.partition(": ")[0]
    assert place in f"{where}:".replace("!", " "), message
    assert words in message
    assert not found.contents
    (chinese,) = told(found, "zh")
    assert chinese != message


def test_the_fact_itself_is_sound() -> None:
    assert told(studied(saved(facts_book(FACT)))) == []
    assert told(studied(saved(facts_book(STOCK)))) == []


def test_every_fault_of_a_file_is_told_at_once() -> None:
    book = facts_book(FACT, STOCK)
    sheet = book["Figures"]
    for place, value in ((cell("area"), "XX"), (cell("value", 3), "630"), (cell("status"), "Z")):
        sheet[place].value = value
    assert [f.place.cell for f in studied(saved(book)).findings] == ["B2", "G2", "D3"]


class TestFilesThatAreNone:
    def reason(self, raw: bytes) -> str:
        with pytest.raises(IncomingError) as fault:
            studied(raw)
        for lang in LANGS:
            assert text(lang)(f"curate.unread_{fault.value.reason}", file="x")
        return fault.value.reason

    def test_each_is_told_for_what_it_is(self) -> None:
        compound = b"\xd0\xcf\x11\xe0" + b"\0" * 600
        assert self.reason(compound) == "old"
        assert self.reason(compound + "EncryptedPackage".encode("utf-16-le")) == "locked"
        assert self.reason(b"%PDF-1.7 ...") == "kind"
        assert self.reason(b"  \n ") == "empty"
        assert self.reason(b"PK\x03\x04 cut off") == "broken"
        other = BytesIO()
        with zipfile.ZipFile(other, "w") as package:
            package.writestr("content.xml", "<office/>")
        assert self.reason(other.getvalue()) == "kind"

    def test_more_rows_than_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreadsheets, "ROWS", 2)
        assert told(studied(saved(facts_book(FACT)))) == []
        assert self.reason(saved(facts_book(FACT, STOCK))) == "large"

    def test_a_workbook_that_was_cut_off(self) -> None:
        assert self.reason(saved(facts_book(FACT))[:-600]) == "broken"

    def test_a_workbook_that_unpacks_to_more_than_is_read(self) -> None:
        made = BytesIO(saved(facts_book(FACT)))
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/media/zeros.bin", b"0" * packages.UNPACKED)
        assert len(made.getvalue()) < 100_000
        assert self.reason(made.getvalue()) == "large"

    def test_more_cells_than_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        book = facts_book(FACT)
        raw = saved(book)
        count = sum(c.value is not None for sheet in book for row in sheet for c in row)
        monkeypatch.setattr(packages, "CELLS", count)
        assert told(studied(raw)) == []
        monkeypatch.setattr(packages, "CELLS", count - 1)
        assert self.reason(raw) == "large"

    def with_entities(self, part: str) -> bytes:
        """Make a workbook one part of which unfolds to 100 gigabytes."""
        made = BytesIO()
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
        bomb = f'<!DOCTYPE b [<!ENTITY e0 "0123456789">{entities}]>'
        with (
            zipfile.ZipFile(BytesIO(saved(facts_book(FACT)))) as sound,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
        ):
            for name in sound.namelist():
                content = sound.read(name).decode()
                if name == part:
                    content = bomb + re.sub("<(v|t)>", "<\\1>&e10;", content)
                    assert content.count("&e10;") > 1
                package.writestr(name, content)
        return made.getvalue()

    def test_entities_within_entities(self) -> None:
        assert self.reason(self.with_entities("xl/worksheets/sheet1.xml")) == "broken"
        without = studied(saved(facts_book(FACT)))
        assert studied(self.with_entities("xl/sharedStrings.xml")).new == without.new


def test_a_format_in_the_last_cell_of_a_sheet_costs_nothing() -> None:
    """The box of its cells has 17 thousand million; three rows are there."""
    book = facts_book(FACT)
    book["Figures"].cell(1_048_576, 16_384).number_format = "0.0"
    raw = saved(book)
    tracemalloc.start()
    grid, _ = read_workbook(raw)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grid.rows == [1, 2]
    assert most < 10_000_000


class TestWholeTables:
    def table(self, *rows: list[Any], unit: str = "") -> bytes:
        above = [
            ["Indicator", "gii_rank"],
            ["Unit as printed", unit],
            ["Source", SOURCE["id"]],
            ["Locator", "text"],
            [],
        ]
        book = sheet_of([*above, ["Area", "2025", "2026"], *rows], "Ranks")
        other = book.create_sheet("Sources")
        other.append([title("sources", column, "en") for column in SOURCE])
        other.append([SOURCE[column] or None for column in SOURCE])
        return saved(book)

    def test_an_area_that_is_not_known(self) -> None:
        (message,) = told(studied(self.table(["China", 10, 9], ["Atlantis", 12, 11])))
        assert message.startswith("Ranks!A8, value “Atlantis”")

    def test_a_figure_that_is_none(self) -> None:
        (message,) = told(studied(self.table(["China", "see below", 9])))
        assert message.startswith("Ranks!B7")

    def test_nothing_that_says_which_series(self) -> None:
        raw = self.table(["China", 10, 9])
        book = load_workbook(BytesIO(raw))
        book["Ranks"]["B3"].value = None
        (message,) = told(studied(saved(book)))
        assert "source above the table" in message

    def test_a_total_that_is_not_the_sum(self) -> None:
        rows = (["China", 10, 9], ["Japan", 12, 11], ["Total", 22, 21])
        (message,) = told(studied(self.table(*rows)))
        assert message.startswith("Ranks!C9, value “21”: expected 20, the sum of 2 rows")


def test_a_new_source_need_not_say_what_goes_without_saying() -> None:
    """It is no report of those that the tables began with, and figures of it are facts."""
    book = facts_book(FACT)
    heads = {cell.value: cell.column for cell in book["Sources"][1]}
    for column in ("tier", "licence"):
        book["Sources"].cell(2, heads[title("sources", column, "en")]).value = None
    found = studied(saved(book))
    assert told(found) == []
    (source, _) = found.new
    assert (source.row["tier"], source.row["licence"]) == ("supplement", "facts")
    assert {"usual_tier", "usual_licence"} <= {remark.code for remark in found.remarks}
