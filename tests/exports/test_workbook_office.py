"""What an office program makes of a workbook: it opens, recalculates, and draws the charts."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from PIL import Image

from metrics import Selection, Tables
from metrics.exports.workbook import Plan
from metrics.exports.workbook.model import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.explorer import Choice, Exploration
from metrics.views.extracts import Filters, extract, of_view
from tests.books import DAY, book_of, made, noted, opened
from tests.exports.test_read_back import FORMULAS, ODD

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Convert = Callable[[bytes, str], Path]
VIEWS = [
    Choice(("invention_patents_in_force", "pledge_financing", "satisfaction"), "index"),
    Choice(("gii_rank", "gii_rank@US", "pledge_financing", "valid_trademarks"), first="2016"),
    Choice(("pledge_financing", "gii_rank", "patent_intensive_share_gdp"), "change"),
    Choice(("patent_pledge_financing", "pledge_financing"), "cagr"),
    # The two stand in tables of unlike scale: 件 and 万件.
    Choice(("pct_received_foreign", "high_value_invention_patents"), "share"),
    Choice(("ip_charges_receipts@US", "ip_charges_payments@US"), "pct"),
]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open a workbook with LibreOffice and save it in another form."""
    program = shutil.which("soffice")
    if program is None or shutil.which("pdftoppm") is None:
        if os.environ.get("OFFICE") == "required":
            pytest.fail("LibreOffice and poppler are required here: tools/office --install")
        pytest.skip("needs LibreOffice and poppler: tools/office --install")
    folder = tmp_path_factory.mktemp("office")

    def converted(content: bytes, form: str) -> Path:
        source = folder / "book.xlsx"
        source.write_bytes(content)
        out = folder / form
        words = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        words += ["--convert-to", form, "--outdir", str(out), str(source)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=240)
        made_ = out / f"book.{form}"
        assert made_.is_file(), done.stderr
        return made_

    return converted


def bare(content: bytes) -> bytes:
    """The workbook without the results that its formulas bring along: none can be taken over."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made_:
        for part in book.infolist():
            data = book.read(part)
            if part.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", data)
                assert b"</f><v" not in data
            made_.writestr(part, data)
    return out.getvalue()


def recalculated(content: bytes, convert: Convert) -> int:
    """Hold every formula against the number beside it; return how many there were."""
    source = opened(content)
    result = load_workbook(convert(bare(content), "xlsx"), read_only=True, data_only=True)
    assert result.sheetnames == source.sheetnames
    count = 0
    for sheet in source:
        values: dict[str, Any] = {}
        for cell in (c for row in result[sheet.title] for c in row if c.value is not None):
            assert cell.data_type != "e", (sheet.title, cell.coordinate, cell.value)
            values[cell.coordinate] = cell.value
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            count += 1
            check(sheet, cell, values.get(cell.coordinate))
    result.close()
    return count


def check(sheet: Any, cell: Any, value: object) -> None:
    place = (sheet.title, cell.coordinate, cell.value)
    if next(iter(sheet.tables)) == "Checks":
        if cell.row < HEADER:
            total = sheet.max_row - HEADER
            assert value == f"{total}/{total}", place
        elif cell.column == len(list(sheet[HEADER])):
            assert value is True, (place, [c.value for c in sheet[cell.row]])
        return
    beside = sheet.cell(cell.row, cell.column - 1).value
    if isinstance(beside, str):
        assert value == beside, place
        return
    assert isinstance(value, int | float), place
    assert abs(value - beside) <= 1e-12 * max(1.0, abs(beside)), (place, value, beside)


@pytest.mark.parametrize(("lang", "implied"), [("zh", True), ("en", False)])
def test_everything_recalculates_to_the_same_numbers(
    tables: Tables, convert: Convert, lang: Lang, implied: bool
) -> None:
    """In one language with the implied values and what follows from them, in the other without."""
    shown = in_view(tables, ALL_WITH_IMPLIED) if implied else tables
    assert recalculated(book_of(shown, lang), convert) > (6000 if implied else 5500)


def test_the_reports_alone_recalculate(tables: Tables, convert: Convert) -> None:
    reports = tables.select(Selection(supplement=False, vintage="first"))
    assert recalculated(book_of(reports, "zh"), convert) > 50


def test_a_view_of_implied_values_recalculates(tables: Tables, convert: Convert) -> None:
    choice = Choice(("population", "royalties_trade", "royalties_exports"), "pct")
    view = Exploration(in_view(tables, ALL_WITH_IMPLIED), choice)
    assert recalculated(made(Plan(of_view(view), "en", DAY, view)), convert) > 10


@pytest.mark.parametrize("choice", VIEWS, ids=lambda c: c.transform)
def test_views_recalculate(tables: Tables, convert: Convert, choice: Choice) -> None:
    view = Exploration(tables, choice)
    content = made(Plan(of_view(view), "zh", DAY, view))
    values = [p.value for panel in view.panels for r in panel.results for p in r.points]
    assert recalculated(content, convert) > len([v for v in values if v is not None]) > 2


def test_hard_texts_open_and_stay_text(tables: Tables, convert: Convert) -> None:
    notes = ('=HYPERLINK("http://nowhere.example")', "_x000D_ 📈", "-1+1", "x" * 40_000)
    content = made(Plan(noted(tables, *notes), "en", DAY))
    result = load_workbook(io.BytesIO(convert(content, "xlsx").read_bytes()))
    (facts,) = [s for s in result if s.title.startswith("F ")]
    texts = [c for row in facts.iter_rows(min_row=HEADER + 1) for c in row]
    assert not any(c.data_type == "f" for c in texts)
    for note in notes:
        assert any(str(c.value).startswith(note[:30]) for c in texts), note


def test_a_changed_number_shows_in_the_checks(tables: Tables, convert: Convert) -> None:
    """One digit changed in a table: live formulas, interval and control total notice."""
    book = opened(book_of(tables, "zh", indicators=("pledge_financing",)))
    cell = next(c for c in book.worksheets[3]["E"] if c.value == 4868.8)
    cell.value = 4968.8
    file = io.BytesIO()
    book.save(file)
    path = convert(file.getvalue(), "xlsx")
    checks = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)["核对"]
    rows = list(checks.iter_rows(min_row=HEADER + 1, max_row=HEADER + 5, values_only=True))
    assert [row[5] is True for row in rows] == [False] * 5, rows
    assert checks.cell(HEADER - 1, 3).value == f"{len(list(checks['F'])) - HEADER - 5}/" + str(
        checks.max_row - HEADER
    )


def only(content: bytes, names: set[str]) -> bytes:
    """The workbook with all other sheets hidden: what is hidden is not printed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made_:
        for part in book.infolist():
            data = book.read(part)
            if part.filename == "xl/workbook.xml":
                tree = ElementTree.fromstring(data)
                for sheet in tree.iter(f"{MAIN}sheet"):
                    if sheet.get("name") not in names:
                        sheet.set("state", "hidden")
                data = ElementTree.tostring(tree)
            made_.writestr(part, data)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_is_drawn_on_a_page_of_its_own(
    tables: Tables, convert: Convert, lang: Lang, tmp_path: Path
) -> None:
    plan = Plan(extract(tables, Filters(), lang), lang, DAY)
    pdf = convert(only(made(plan), {sheet.name for sheet in plan.charts}), "pdf")
    subprocess.run(["pdftoppm", "-r", "24", "-png", str(pdf), str(tmp_path / "p")], check=True)
    pages = sorted(tmp_path.glob("p-*.png"))[-len(plan.charts) :]
    assert len(pages) == len(plan.charts) > 40
    for sheet, path in zip(plan.charts, pages, strict=True):
        with Image.open(path) as page:
            pixels = page.convert("RGB").get_flattened_data()
        strong = sum(max(p) - min(p) > 60 for p in pixels)
        assert strong > 60, f"{sheet.name}: no marks on its page"


def test_a_chart_sheet_names_its_source_on_the_page(tables: Tables, convert: Convert) -> None:
    pdf = convert(book_of(tables, "zh", indicators=("gii_rank",)), "pdf")
    said = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert tables.version in said
    assert text("zh")("economies.rank_axis") in said.replace("\n", "")


def test_texts_that_look_like_something_else_stay_texts(tables: Tables, convert: Convert) -> None:
    taken = noted(tables, *FORMULAS, *ODD)
    book = opened(convert(made(Plan(taken, "en", DAY)), "xlsx").read_bytes())
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    held = "\n".join(c.value for c in cells if isinstance(c.value, str) and c.data_type == "s")
    for note in {o.note_en for o in taken.statements} - {""}:
        assert note.strip() in held, note
    assert tables.version in held
