"""Workbooks filled in as people fill them in, and files that they save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from metrics import Tables
from metrics.cli import main
from metrics.curation.form import Wanted
from metrics.curation.forms import Forms
from metrics.curation.headings import title
from metrics.curation.study import Study, study
from metrics.exports.workbook.curators import CuratorsPlan
from metrics.exports.workbook.write import write
from metrics.locale import Lang, text
from metrics.tables.read import Row, file_contents
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.frozen import FROZEN

# Where a form has its headings.
HEADS = 4
# A figure that the frozen tables do not have, as it is keyed.
FACT: Row = {
    "indicator": "pledge_financing",
    "area": "CN",
    "period": "2026",
    "value": "1200000000000",
    "printed": "1.2万亿元",
    "qualifier": "exact",
    "status": "A",
    "source": "xinhua-2027",
    "locator": "text",
    "period_basis": "stated",
    "differs_from": "",
    "note_zh": "",
    "note_en": "",
}
SOURCE: Row = {
    "id": "xinhua-2027",
    "title_zh": "2026年知识产权工作",
    "title_en": "IP work in 2026",
    "short_zh": "新华社",
    "short_en": "Xinhua",
    "issuer_zh": "新华社",
    "issuer_en": "Xinhua",
    "author_zh": "",
    "author_en": "",
    "published": "2027-01-20",
    "document": "",
    "tier": "supplement",
    "read_in": "primary",
    "licence": "facts",
    "url": "",
    "note_zh": "",
    "note_en": "",
}


def template(tables: Tables, lang: Lang, *ids: str, whole: bool = False) -> bytes:
    """Make the workbook of some indicators."""
    series = tuple(tables.main_series(i) for i in ids or tables.definitions)
    plan = CuratorsPlan(
        Forms(tables, Wanted(series, whole=whole), lang),
        extract(tables, Filters(indicators=ids), lang),
    )
    made = BytesIO()
    write(plan, made)
    return made.getvalue()


def filled(raw: bytes, lang: Lang, rows: Mapping[str, Iterable[Row]]) -> bytes:
    """Fill rows into the sheets of a workbook, each below what stands there."""
    book = load_workbook(BytesIO(raw))
    for table, own in rows.items():
        key = {"indicators": "facts"}.get(table, f"new_{table}")
        sheet = book[text(lang)(f"curate.form.{key}")]
        heads = {cell.value: cell.column for cell in sheet[HEADS]}
        first = HEADS + 1
        while key == "facts" and sheet.cell(first, 2).data_type != "f":
            first += 1
        for n, row in enumerate(own):
            for column, value in row.items():
                sheet.cell(first + n, heads[title(table, column, lang)]).value = value or None
    return saved(book)


def saved(book: Any) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_of(rows: Sequence[Sequence[Any]], name: str = "Sheet1") -> Any:
    """Make a workbook of some rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book


def facts_book(*facts: Mapping[str, Any], lang: Lang = "en") -> Any:
    """Make a workbook with a sheet of facts and one of the source that they cite."""
    heads = [title("indicators", column, lang) for column in FACT]
    book = sheet_of([heads, *([fact.get(c) for c in FACT] for fact in facts)], "Figures")
    other = book.create_sheet("Sources")
    other.append([title("sources", column, lang) for column in SOURCE])
    other.append([SOURCE[column] or None for column in SOURCE])
    return book


def studied(raw: bytes, name: str = "report.xlsx", data: Path = FROZEN, **how: Any) -> Study:
    return study(name, raw, file_contents(data), **how)


def told(found: Study, lang: Lang = "en") -> list[str]:
    """Say what is wrong."""
    return [finding.message(lang) for finding in found.findings]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])
