"""What an office program makes of a workbook: it opens, recalculates, and draws the charts."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PageObject, PdfReader

from metrics import Selection, Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import AuditPlan
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, book_of, made, noted, opened
from tests.exports.test_read_back import FORMULAS, ODD
from tests.offices import Office, pages_of
from tests.recalculation import bare, drawn, formulas, only

pytestmark = pytest.mark.office
VIEWS = [
    Choice(("invention_patents_in_force", "pledge_financing", "satisfaction"), "index"),
    Choice(("gii_rank", "gii_rank@US", "pledge_financing", "valid_trademarks"), first="2016"),
    Choice(("pledge_financing", "gii_rank", "patent_intensive_share_gdp"), "change"),
    Choice(("patent_pledge_financing", "pledge_financing"), "cagr"),
    # The two stand in tables of unlike scale: 件 and 万件.
    Choice(("pct_received_foreign", "high_value_invention_patents"), "share"),
    Choice(("ip_charges_receipts@US", "ip_charges_payments@US"), "pct"),
]

IMPLIED = Choice(("population", "royalties_trade", "royalties_exports"), "pct")
# Which workbooks are recalculated, and how many formulas each has at least.
LEAST = {"with implied values": 2000, "printed alone": 1800, "reports": 50, "view of implied": 10}
LEAST |= {choice.transform: 3 for choice in VIEWS}


@dataclass(frozen=True)
class Book:
    """A workbook, and how many results of its view have a formula at least."""

    content: bytes
    results: int = 0


def books_of(tables: Tables) -> dict[str, Book]:
    """Return the workbooks by name; in one language with implied values, in the other without."""
    implied = in_view(tables, ALL_WITH_IMPLIED)
    reports = tables.select(Selection(supplement=False, vintage="first"))
    return {
        "with implied values": Book(book_of(implied, "zh")),
        "printed alone": Book(book_of(tables, "en")),
        "reports": Book(book_of(reports, "zh")),
        "view of implied": view_book(Exploration(implied, IMPLIED), "en"),
        **{c.transform: view_book(Exploration(tables, c), "zh") for c in VIEWS},
    }


def view_book(view: Exploration, lang: Lang) -> Book:
    values = [p.value for panel in view.panels for r in panel.results for p in r.points]
    content = made(AuditPlan(of_view(view), lang, DAY, view))
    return Book(content, sum(value is not None for value in values))


@pytest.fixture(scope="module")
def recalculated(tables: Tables, office: Office) -> dict[str, tuple[Book, Path]]:
    """Each workbook with what LibreOffice makes of it, started once for all."""
    books = books_of(tables)
    paths = office.convert_all([bare(b.content) for b in books.values()], "xlsx", "xlsx")
    return dict(zip(books, zip(books.values(), paths, strict=True), strict=True))


@pytest.mark.parametrize("name", LEAST)
def test_everything_recalculates_to_the_same_numbers(
    recalculated: dict[str, tuple[Book, Path]], name: str
) -> None:
    book, path = recalculated[name]
    assert formulas(book.content, path) > max(LEAST[name] - 1, book.results)


def test_hard_texts_open_and_stay_text(tables: Tables, office: Office) -> None:
    notes = ('=HYPERLINK("http://nowhere.example")', "_x000D_ 📈", "-1+1", "x" * 40_000)
    content = made(AuditPlan(noted(tables, *notes), "en", DAY))
    result = load_workbook(office.convert(content, "xlsx", "xlsx"))
    (facts,) = [s for s in result if s.title.startswith("F ")]
    texts = [c for row in facts.iter_rows(min_row=HEADER + 1) for c in row]
    assert not any(c.data_type == "f" for c in texts)
    for note in notes:
        assert any(str(c.value).startswith(note[:30]) for c in texts), note


def test_a_changed_number_shows_in_the_checks(tables: Tables, office: Office) -> None:
    """One digit changed in a table: live formulas, interval and control total notice."""
    book = opened(book_of(tables, "zh", indicators=("pledge_financing",)))
    cell = next(c for c in book.worksheets[3]["E"] if c.value == 4868.8)
    cell.value = 4968.8
    file = io.BytesIO()
    book.save(file)
    path = office.convert(file.getvalue(), "xlsx", "xlsx")
    checks = load_workbook(path, data_only=True)["核对"]
    rows = list(checks.iter_rows(min_row=HEADER + 1, max_row=HEADER + 5, values_only=True))
    assert [row[5] for row in rows] == [text("zh")("check.differ")] * 5, rows
    assert checks.cell(HEADER - 1, 3).value == f"{len(list(checks['F'])) - HEADER - 5}/" + str(
        checks.max_row - HEADER
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_is_drawn_on_a_page_of_its_own(
    tables: Tables, office: Office, lang: Lang, tmp_path: Path
) -> None:
    strong = dict(drawn(AuditPlan(extract(tables, Filters(), lang), lang, DAY), office, tmp_path))
    assert len(strong) > 20
    assert {name for name, pixels in strong.items() if pixels <= 60} == set(), "no marks"


def test_a_chart_sheet_names_its_source_on_the_page(tables: Tables, office: Office) -> None:
    content = book_of(tables, "zh", indicators=("gii_rank",))
    said = "".join(pages_of(office.convert(content, "xlsx", "pdf")))
    assert tables.version in said
    flat = said.replace("\n", "").replace(" ", "")
    (plan,) = (AuditPlan(extract(tables, Filters(indicators=("gii_rank",)), "zh"), "zh", DAY),)
    for sheet in plan.charts:
        for line in sheet.lines:
            assert line.replace(" ", "") in flat, line


def test_texts_that_look_like_something_else_stay_texts(tables: Tables, office: Office) -> None:
    taken = noted(tables, *FORMULAS, *ODD)
    book = load_workbook(office.convert(made(AuditPlan(taken, "en", DAY)), "xlsx", "xlsx"))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    held = "\n".join(c.value for c in cells if isinstance(c.value, str) and c.data_type == "s")
    for note in {o.note_en for o in taken.statements} - {""}:
        assert note.strip() in held, note
    assert tables.version in held


@pytest.mark.parametrize("lang", LANGS)
def test_tables_of_concepts_print_a_page_wide_at_a_legible_size(
    tables: Tables, office: Office, lang: Lang
) -> None:
    """Cells are of 10 points; what is printed at 60 per cent has 6."""
    plan = AuditPlan(extract(tables, Filters(), lang), lang, DAY)
    names = {made_.table.name for made_ in plan.concepts}
    pdf = office.convert(only(made(plan), names), "xlsx", "pdf")
    pages = [read(page) for page in PdfReader(pdf).pages]
    own = [(said, size) for said, size in pages if text(lang)("sheet.period") in said]
    assert len(own) >= len(names)
    for said, size in own:
        assert size >= 6.0, said[:80]
        assert text(lang)("sheet.source") in said


def read(page: PageObject) -> tuple[str, float]:
    """Return the text of a page, and the size, in points, of most of its letters."""
    found: Counter[float] = Counter()

    def see(said: str, outer: list[float], inner: list[float], _: object, size: float) -> None:
        found[round(size * abs(inner[3]) * abs(outer[3]), 1)] += len(said.strip())

    said = page.extract_text(visitor_text=see)
    return said, found.most_common(1)[0][0] if found else 0.0
