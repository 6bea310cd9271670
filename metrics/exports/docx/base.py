"""What a brief is written into: the house's own document, or the office's template."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm

from metrics.exports.docx.layout import FALLBACKS, LAYOUTS, PITCH, Layout, layout
from metrics.exports.docx.markup import element, part_xml, w
from metrics.exports.docx.runs import RunWriter, field
from metrics.exports.docx.styles import complete, default_language, dress, plain_defaults
from metrics.exports.templates import DOCX, Template, content_of, unusable
from metrics.locale import Lang

_PAPER = (210, 297)
_STYLES_OF_2010 = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_BEHIND_GRID = ("w:printerSettings", "w:sectPrChange")
# The newest rules of layout that programs know; without it files open in an older manner.
_NEWEST = {
    "name": "compatibilityMode",
    "uri": "http://schemas.microsoft.com/office/word",
    "val": 15,
}


def house(layout: Layout, lang: Lang) -> Any:
    """Return an empty document in a layout of the house."""
    made = docx.Document()
    plain_defaults(made, layout)
    dress(made, layout, lang)
    _page(made, layout)
    _numbers(made, layout)
    _faces(made, layout)
    _newest(made)
    default_language(made, lang)
    return made


def office(path: Path | Template, layout: Layout, lang: Lang) -> Any:
    """Return the office's template without its words; raise `TemplateError` where it is none.

    Its page, headers, footers and styles stay as they are.
    """
    content = content_of(path, DOCX)
    try:
        made = docx.Document(BytesIO(content))
        _emptied(made)
        complete(made, layout)
        default_language(made, lang)
    # Whatever a broken file does to its reader, the office gets to know what to do.
    except Exception:
        raise unusable(path, DOCX) from None
    return made


def check(template: Path | Template, lang: Lang) -> None:
    """Raise `TemplateError` where a template cannot be used."""
    office(template, layout(LAYOUTS[0], lang), lang)


def _emptied(made: Any) -> None:
    body = made.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    if body.sectPr is None:
        made.add_section()
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)


def _page(made: Any, layout: Layout) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = map(Mm, _PAPER)
    top, bottom, left, right = map(Mm, layout.margins)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.header_distance = section.footer_distance = Mm(layout.footer)
    own = made.element.body.sectPr
    own.remove_all("w:docGrid")
    if layout.grid:
        grid = element(w("docGrid", type="lines", linePitch=PITCH))
        own.insert_element_before(grid, *_BEHIND_GRID)


def _numbers(made: Any, layout: Layout) -> None:
    """Write the number of the page into footers; at outer edges even pages have their own."""
    section = made.sections[0]
    footers = [(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)]
    if layout.outside:
        made.settings.odd_and_even_pages_header_footer = True
        footers.append((section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    pen = RunWriter("en")
    for footer, side in footers:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = made.styles["Footer"]
        number = field("PAGE", "1")
        if layout.outside:
            paragraph.alignment = side
            # One letter from the edge of the text.
            form = paragraph.paragraph_format
            form.left_indent = form.right_indent = layout.looks["Footer"].size * 12700
            number = pen.plain("— ") + number + pen.plain(" —")
        for run in list(element(w("p", number))):
            footer.part.element.find(qn("w:p")).append(run)


def _faces(made: Any, layout: Layout) -> None:
    """Name the faces, and what takes the place of each where it is not there."""
    names = dict.fromkeys(f for look in layout.looks.values() for f in (look.east, look.latin))
    told = (
        w("font", w("altName", val=FALLBACKS[name]) if name in FALLBACKS else "", name=name)
        for name in names
    )
    part = made.part
    for key, relation in list(part.rels.items()):
        # Word 2010 would take its styles from a part of its own.
        if relation.reltype in (RT.FONT_TABLE, _STYLES_OF_2010):
            part.drop_rel(key)
    content = part_xml(w("fonts", *told))
    name = PackURI("/word/fontTable.xml")
    part.relate_to(Part(name, CT.WML_FONT_TABLE, content, part.package), RT.FONT_TABLE)


def _newest(made: Any) -> None:
    compat = made.settings.element.find(qn("w:compat"))
    if compat is None:
        return
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == _NEWEST["name"]:
            compat.remove(setting)
    compat.append(element(w("compatSetting", **_NEWEST)))
