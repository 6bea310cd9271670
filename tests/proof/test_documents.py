"""Files that are handed over: what is read of them, and what is refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation

from metrics import load
from metrics.cli import main
from metrics.locale import LANGS, text
from metrics.proof.documents import DocumentError, words_of
from metrics.proof.judge import judge

WRONG = "2023年，我国授权发明专利95.1万件。"


def word(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "in a table"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_a_word_document_is_read_by_paragraphs_and_cells() -> None:
    assert words_of("a.docx", word("one", "two")) == "one\ntwo\nin a table"


def test_tables_keep_their_rows() -> None:
    document = Document()
    table = document.add_table(3, 2)
    rows = (("年份", "授权发明专利（万件）"), ("2022", "79.8"), ("2023", "95.1"))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    read = words_of("a.docx", out.getvalue())
    assert read.split("\n")[2] == "| 2023 | 95.1 |"
    [wrong] = [j for j in judge(read, load(), "zh") if j.accused]
    assert (wrong.text, wrong.right) == ("95.1", "92.1")


def test_a_presentation_is_read_in_the_order_of_its_slides() -> None:
    deck = Presentation()
    for n in range(1, 12):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"slide {n}"
    out = io.BytesIO()
    deck.save(out)
    assert words_of("a.pptx", out.getvalue()).split("\n") == [f"slide {n}" for n in range(1, 12)]


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 108))
    + b"]><d><p><t>&k;</t></p></d>"
)


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "kind"),
        ("a.txt", b"%PDF-1.7", "kind"),
        ("a.txt", b"\0\1\2", "kind"),
        ("a.txt", word("x"), "kind"),
        ("a.txt", b"\x89PNG\r\n" + bytes(range(1, 256)) * 9, "kind"),
        ("a.docx", packed(word__document_xml=b"<a>" * 9999 + b"</a>" * 9999), "broken"),
        ("a.docx", packed(word__document_xml=b"<a>" + b"<p><t>1</t></p>" * 300_000), "broken"),
        ("a.docx", packed(xl__workbook_xml=b"<a/>"), "broken"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"x" * 50_000_000, "large"),
        ("a.docx", b"no package", "broken"),
        ("a.docx", word("x")[:2000], "broken"),
        ("a.docx", packed(a_xml=b"<a/>"), "broken"),
        ("a.docx", packed(word__document_xml=b"<a><b>"), "broken"),
        ("a.docx", packed(word__document_xml=b"<a/>"), "empty"),
        ("a.docx", packed(word__document_xml=b"<a>" + b" " * 40_000_000 + b"</a>"), "large"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        words_of(name, raw)
    assert caught.value.reason == reason


def test_macros_are_refused() -> None:
    out = io.BytesIO(word("x"))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(DocumentError) as caught:
        words_of("a.docx", out.getvalue())
    assert caught.value.reason == "macros"


def test_entities_are_not_spread() -> None:
    """A few hundred bytes that would be ten billion signs; a file of the machine."""
    outside = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]><d><p><t>&x;</t></p></d>'
    for content in (LAUGHS, outside):
        with pytest.raises(DocumentError) as caught:
            words_of("a.docx", packed(word__document_xml=content))
        assert caught.value.reason == "broken"


def test_every_fault_is_a_sentence_in_both_languages() -> None:
    for lang in LANGS:
        for reason in ("kind", "large", "broken", "macros", "empty"):
            told = text(lang)(f"proof.fault.{reason}", file="a.docx", kinds=".txt")
            assert "a.docx" in told


def test_the_command_reads_word_documents(tmp_path) -> None:  # type: ignore[no-untyped-def]
    draft = tmp_path / "draft.docx"
    draft.write_bytes(word(WRONG))
    done = CliRunner().invoke(main, ["proof", str(draft)])
    assert done.exit_code == 1
    assert "95.1万 → 92.1万" in done.output
    draft.write_bytes(b"broken")
    done = CliRunner().invoke(main, ["proof", str(draft), "--lang", "en"])
    assert done.exit_code == 2
    assert "broken or has a password" in done.output
