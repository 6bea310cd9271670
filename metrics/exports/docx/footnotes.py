"""Footnotes: a part of their own, and marks in the text."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from metrics.exports.docx.markup import element, part_xml, w
from metrics.exports.docx.runs import RunWriter
from metrics.locale import Lang

# Chinese documents number the notes of each page anew, in circles.
FORMS: dict[Lang, str] = {"zh": "decimalEnclosedCircleChinese", "en": "decimal"}
_BEFORE = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang")
_CLOSE = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
_IN_SECTION = ("w:endnotePr", "w:type", "w:pgSz")


class Footnotes:
    """Collects the notes of a document.

    Parameters
    ----------
    writer : RunWriter
        Writes their words.
    text, mark : str
        Ids of their styles.
    face : str
        Their Chinese face.
    """

    def __init__(self, writer: RunWriter, text: str, mark: str, face: str) -> None:
        self._writer, self._text, self._mark, self._face = writer, text, mark, face
        self._notes: list[str] = []

    def mark(self, note: str) -> str:
        """Take a note; return what stands in the text for it."""
        style = w("rPr", w("rStyle", val=self._mark))
        own = len(self._notes) + 1
        self._notes.append(
            w(
                "footnote",
                w(
                    "p",
                    w("pPr", w("pStyle", val=self._text)),
                    w("r", style, w("footnoteRef")),
                    self._writer.plain(f" {note}", self._face),
                ),
                id=own,
            )
        )
        return w("r", style, w("footnoteReference", id=own))

    def add_to(self, document: Any, lang: Lang) -> None:
        """Write the notes into a document, whose notes of before are left out."""
        part = document.part
        for key, relation in list(part.rels.items()):
            if relation.reltype == RT.FOOTNOTES:
                part.drop_rel(key)
        lines = (
            w("footnote", w("p", _CLOSE, w("r", w(kind))), type=kind, id=number)
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        content = part_xml(w("footnotes", *lines, *self._notes))
        name = PackURI("/word/footnotes.xml")
        part.relate_to(Part(name, CT.WML_FOOTNOTES, content, part.package), RT.FOOTNOTES)
        settings, section = document.settings.element, document.element.body.sectPr
        known = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
        # LibreOffice reads how notes are numbered of the section only.
        each = w("numFmt", val=FORMS[lang])
        each += w("numRestart", val="eachPage") if lang == "zh" else ""
        for owner, xml, behind in (
            (settings, known, _BEFORE),
            (section, w("footnotePr", each), _IN_SECTION),
        ):
            owner.remove_all("w:footnotePr")
            owner.insert_element_before(element(xml), *behind)
