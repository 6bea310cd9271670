"""Each rule of what Word needs of a document finds one that breaks it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.exports.test_docx import content_of
from tests.ooxml.documents import MAIN, NOTES, SETTINGS, STYLES, document_faults

CHART = "word/charts/chart1.xml"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content_of("", "zh", "official"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return file.getvalue()


def test_a_sound_document_has_no_fault(sound: dict[str, bytes]) -> None:
    assert document_faults(packed(sound)) == []


# What is broken: the part, what stands there, what is put there, and what is said of it.
BREAKS = [
    (MAIN, '<w:pStyle w:val="Title"/>', '<w:jc w:val="left"/><w:pStyle w:val="Title"/>', "pStyle"),
    (MAIN, "<w:pgMar", "<w:docGrid/><w:pgMar", "pgMar behind docGrid in sectPr"),
    (MAIN, "<w:b/>", "<w:sz/><w:b/>", "b behind sz in rPr"),
    (MAIN, '<w:vAlign w:val="center"/>', "<w:vAlign/><w:tcW/>", "tcW behind vAlign in tcPr"),
    (MAIN, "<w:tblHeader/>", "", "a table without a heading"),
    (MAIN, "<w:gridCol ", "<w:gridCol/><w:gridCol ", "cells in a table of"),
    (MAIN, 'w:fldCharType="end"', 'w:fldCharType="begin"', "a field of"),
    (MAIN, '<w:footnoteReference w:id="2"', '<w:footnoteReference w:id="1"', "note 2 has 0 marks"),
    (MAIN, '<w:footnoteReference w:id="2"', '<w:footnoteReference w:id="999"', "mark 999 has no"),
    (MAIN, '<w:pStyle w:val="Caption"', '<w:pStyle w:val="Captoin"', "Captoin is no style of a"),
    (MAIN, '<w:tag w:val="title"/><w:id w:val="1"/>', '<w:id w:val="2"/>', "2 controls have the"),
    (MAIN, '<wp:docPr id="1"', '<wp:docPr id="2"', "2 drawings have the number 2"),
    (MAIN, "descr=", "title2=", "a drawing without a description"),
    (MAIN, "</w:body>", "<w:p/></w:body>", "the body does not end with its section"),
    (MAIN, "</w:tc>", "<w:tbl><w:tblGrid/><w:tr/></w:tbl></w:tc>", "does not end with a paragraph"),
    (MAIN, "<wp:extent ", "<wp:docPr id='77' descr='x'/><wp:extent ", "extent behind docPr"),
    (NOTES, ' xml:space="preserve"', "", "would be lost"),
    (NOTES, "<w:footnoteRef/>", "", "note 1 does not show its number"),
    (NOTES, 'w:type="separator"', 'w:type="continuationNotice"', "lines over notes"),
    (NOTES, 'w:id="2"', 'w:id="1"', "2 notes are number 1"),
    (SETTINGS, '<w:footnote w:id="0"/>', "", "settings do not name the lines"),
    (SETTINGS, "<w:compat>", '<w:updateFields w:val="true"/><w:compat>', "ask whether to update"),
    (STYLES, 'w:styleId="Title"', 'w:styleId="BodyText"', "style ('paragraph', 'BodyText') is 2"),
    (STYLES, "<w:basedOn ", "<w:rPr/><w:basedOn ", "basedOn behind rPr in style"),
    (CHART, "c:externalData", "c:externalDate", "has no workbook"),
    (CHART, "</c:plotArea>", "</c:plotArea><c:autoTitleDeleted/>", "autoTitleDeleted behind plot"),
    (CHART, "<c:delete ", "<c:deleted ", "an axis that does not say that it is drawn"),
    (TYPES, "wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml", "is a footnotes"),
    (TYPES, "drawingml.chart+xml", "drawingml.charts+xml", "is a chart and has the type"),
    (RELATIONS, "charts/chart1.xml", "charts/chart99.xml", "word/charts/chart99.xml is not there"),
    (RELATIONS, "relationships/footer", "relationships/oleObject", "a relation of the kind oleObj"),
]


@pytest.mark.parametrize(("part", "old", "new", "said"), BREAKS)
def test_each_rule_finds_what_breaks_it(
    sound: dict[str, bytes], part: str, old: str, new: str, said: str
) -> None:
    before = sound[part].decode()
    assert old in before
    found = document_faults(packed(sound | {part: before.replace(old, new).encode()}))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word/vbaProject.bin", "word/vbaProject.bin has no type"),
        ("word/comments.xml", "nothing leads to word/comments.xml"),
    ],
)
def test_parts_that_do_not_belong_are_found(sound: dict[str, bytes], name: str, said: str) -> None:
    assert said in document_faults(packed(sound | {name: b"<x/>"}))
