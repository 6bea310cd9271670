"""Reports that nobody published, as text, Word document and PDF; drafts read back and decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from metrics.curation.drafting.sheets import DRAFT
from metrics.curation.headings import HELPERS, title
from metrics.locale import Lang, text
from tests.curation.filling import HEADS, run, saved

CHINESE = """2026年知识产权工作进展

（2027年1月20日）

全年授权发明专利98.3万件，同比增长1.1%。全国专利商标质押融资额超过9100亿元。

截至2026年底，我国国内（不含港澳台）发明专利有效量达560.3万件。发明专利平均审查周期压减至14.5个月。

一是新建星球级数字展厅7座，观众投票率达到93.5%以上。
"""
ENGLISH = """Progress of IP work in 2026

(20 January 2027)

In 2026, pledge financing came to more than RMB 910 billion, up 7.1% year on year.

At the end of 2026 China had 6.3 million invention patents in force.

The average examination period for invention patents was cut to 14.5 months.
"""


def word(words: str) -> bytes:
    """Write a text as a Word document, a paragraph a line."""
    document = Document()
    for line in words.split("\n"):
        document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def pdf(words: str, change: Callable[[PdfWriter], None] = lambda _: None) -> bytes:
    """Write a text as a PDF whose font tells the sign of each of its codes, a line a line."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    signs = sorted(set(words))
    codes = {sign: n for n, sign in enumerate(signs, 1)}
    told = "".join(f"<{n:04X}> <{ord(s):04X}>\n" for s, n in codes.items())
    unicode_ = _stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{told}endbfchar endcmap end end"
    )
    system = {"/Registry": TextStringObject("Adobe"), "/Ordering": TextStringObject("Identity")}
    face = _dictionary(
        {"/Type": "/Font", "/Subtype": "/CIDFontType2", "/BaseFont": "/None"},
        {"/CIDSystemInfo": _dictionary({}, {**system, "/Supplement": NumberObject(0)})},
    )
    font = _dictionary(
        {"/Type": "/Font", "/Subtype": "/Type0", "/BaseFont": "/None", "/Encoding": "/Identity-H"},
        {"/DescendantFonts": ArrayObject([face]), "/ToUnicode": writer._add_object(unicode_)},
    )
    page[NameObject("/Resources")] = _dictionary({}, {"/Font": _dictionary({}, {"/F": font})})
    drawn = ["BT /F 10 Tf 14 TL 40 800 Td"]
    for line in words.split("\n"):
        shown = "".join(f"{codes[sign]:04X}" for sign in line)
        drawn.append(f"<{shown}> Tj T*")
    page[NameObject("/Contents")] = writer._add_object(_stream("\n".join([*drawn, "ET"])))
    change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _stream(content: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(content.encode())
    return made


def _dictionary(names: Mapping[str, str], others: Mapping[str, Any]) -> DictionaryObject:
    made = DictionaryObject({NameObject(k): NameObject(v) for k, v in names.items()})
    made.update({NameObject(k): v for k, v in others.items()})
    return made


def heading(column: str, lang: Lang) -> str:
    """Return what stands above a column of a draft."""
    if column in HELPERS or column not in _FACTS:
        return text(lang)(f"curate.helper.{column}")
    return title("indicators", column, lang)


_FACTS = {
    *("indicator", "area", "period", "value", "printed", "qualifier", "status", "source"),
    *("locator", "period_basis", "differs_from", "note_zh", "note_en"),
}


def drafted(report: Path, output: Path, lang: Lang = "en", *words: str | Path) -> Any:
    """Draft a report by the command, and open the workbook."""
    done = run("draft", "--text", report, "-o", output, "--lang", lang, *words)
    assert done.exit_code == 0, done.output
    return load_workbook(output)


def rows_of(book: Any, lang: Lang) -> list[dict[str, str]]:
    """Read the rows of a draft, by column."""
    sheet = book[text(lang)("curate.form.draft")]
    heads = [cell.value for cell in sheet[HEADS]]
    assert heads == [heading(column, lang) for column in DRAFT]
    every = sheet.iter_rows(min_row=HEADS + 1, values_only=True)
    made = (dict(zip(DRAFT, (v or "" for v in row), strict=True)) for row in every)
    return [row for row in made if row["printed"]]


def decide(book: Any, lang: Lang, decisions: Mapping[int, str]) -> bytes:
    """Confirm or strike rows of a draft, by their places in the text."""
    sheet = book[text(lang)("curate.form.draft")]
    for place, code in decisions.items():
        sheet.cell(HEADS + 1 + place, 1).value = text(lang)(f"curate.form.{code}")
    return saved(book)


def complete_source(book: Any, lang: Lang, source: Mapping[str, str]) -> None:
    """Fill in of the proposed source what the text does not tell."""
    sheet = book[text(lang)("curate.form.new_sources")]
    heads = {cell.value: cell.column for cell in sheet[HEADS]}
    for column, value in source.items():
        cell = sheet.cell(HEADS + 1, heads[title("sources", column, lang)])
        cell.value = cell.value or value or None
