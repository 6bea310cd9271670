"""Checked texts as files: a page with marks and notes, a Word document with comments."""

from __future__ import annotations

import io
import re
from pathlib import Path

from click.testing import CliRunner
from docx import Document

from metrics import Tables
from metrics.cli import main
from metrics.exports.proofs import docx_bytes, html_bytes
from metrics.locale import LANGS
from metrics.proof.corrected import corrected
from metrics.proof.judge import judge

TEXT = (
    "2023年，我国授权发明专利95.1万件，\n同比增长15.4%，<script>alert(1)</script>。2026年新增9家。"
)


def test_the_page_holds_the_text_and_every_note(tables: Tables) -> None:
    for lang in LANGS:
        judged = judge(TEXT, tables, lang)
        page = html_bytes(TEXT, judged, lang).decode()
        marked = [j for j in judged if j.verdict != "not_a_figure"]
        assert page.count("<mark ") == len(marked)
        assert page.count('<li id="w') == len(marked)
        assert '<mark class="wrong"' in page
        assert '<mark class="right"' in page
        assert '<mark class="unknown"' in page
        assert "<b>92.1万</b>" in page
        assert "<script" not in page
        assert not re.search(r"(?:src|href)=\"http", page)


def test_the_document_has_a_comment_for_each_number_that_is_not_right(tables: Tables) -> None:
    judged = judge(TEXT, tables, "zh")
    document = Document(io.BytesIO(docx_bytes(TEXT, judged, "zh")))
    assert "\n".join(p.text for p in document.paragraphs) == TEXT
    comments = [c.text for c in document.comments]
    right = ("not_a_figure", "verified", "derived_ok")
    assert len(comments) == sum(j.verdict not in right for j in judged) > 0
    assert comments[0].startswith("✕ 不符 → 92.1万\n")
    assert judged[1].why in comments[0]


def test_the_corrected_text_is_right(tables: Tables) -> None:
    better = corrected(TEXT, judge(TEXT, tables, "zh")).text
    assert better == TEXT.replace("95.1万", "92.1万")
    assert not any(j.accused for j in judge(better, tables, "zh"))
    text = "In 2022 China ranked 9th in the Global Innovation Index."
    assert corrected(text, judge(text, tables, "en")).text == text.replace("9th", "11th")


def test_files_are_written_and_asked_for(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(TEXT, encoding="utf-8")
    for form, begins in (("html", b"<!DOCTYPE html>"), ("docx", b"PK")):
        out = tmp_path / f"out.{form}"
        done = CliRunner().invoke(main, ["proof", str(draft), "--format", form, "-o", str(out)])
        assert (done.exit_code, done.output) == (1, "")
        assert out.read_bytes().startswith(begins)
        assert CliRunner().invoke(main, ["proof", str(draft), "--format", form]).exit_code == 2
    asked = ["proof", str(draft), "-o", str(tmp_path / "out.txt")]
    assert CliRunner().invoke(main, asked).exit_code == 2
