"""Styles: the faces, sizes and distances of each kind of paragraph, written where styles are."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from metrics.exports.docx.layout import CLOSER, MARK, Layout, Look
from metrics.exports.docx.markup import element, w
from metrics.exports.pptx.texts import LANGUAGES
from metrics.locale import Lang

_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# Names that a Chinese program shows for styles, which some programs write into the file, too.
_CHINESE = {
    "正文": "Normal",
    "标题": "Title",
    "副标题": "Subtitle",
    "标题 1": "heading 1",
    "标题 2": "heading 2",
    "题注": "caption",
    "正文文本": "Body Text",
    "页脚": "footer",
    "脚注文本": "footnote text",
    "脚注引用": "footnote reference",
}
_BUILT_IN = frozenset({"footnote text", "footnote reference", "Caption", "Body Text"})
# What stands behind an element in the properties of a paragraph, or of letters.
_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl")
_INDENT = _SNAP[2:]
_SPACED = ("w:snapToGrid", *_SNAP)
_CLOSER = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_LANG = ("w:eastAsianLayout", "w:specVanish", "w:oMath")


def dress(document: Any, layout: Layout, lang: Lang) -> None:
    """Give every style of a layout its look.

    Parameters
    ----------
    document : docx.document.Document
        The house's own.
    layout : Layout
        Its looks.
    lang : str
        ``zh`` or ``en``.
    """
    for name, look in layout.looks.items():
        style = ensured(document, name)
        _letters(style, look)
        _paragraph(style, look, layout)
    if layout.grid and lang == "zh":
        letters = document.styles["Normal"].element.get_or_add_rPr()
        letters.remove_all("w:spacing")
        letters.insert_element_before(element(w("spacing", val=CLOSER)), *_CLOSER)
    _marks(document)


def ensured(document: Any, name: str) -> Any:
    """Return the style of paragraphs of a name, made where there is none."""
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN)
    made.base_style = document.styles["Normal"]
    return made


def complete(document: Any, layout: Layout) -> None:
    """Add to an office's own styles those that they lack, in the office's faces.

    Parameters
    ----------
    document : docx.document.Document
        Of a template.
    layout : Layout
        Whose sizes and distances the new ones have.
    """
    _named(document)
    for name, look in layout.looks.items():
        if name not in document.styles:
            style = ensured(document, name)
            if look.size < layout.looks["Normal"].size:
                style.font.size = Pt(look.size)
            _paragraph(style, look, layout)
    _marks(document)


def _named(document: Any) -> None:
    """Give styles with Chinese names of built-in ones the names that stand in files."""
    names = [style.find(qn("w:name")) for style in document.styles.element.iter(qn("w:style"))]
    there = {name.get(qn("w:val")).lower() for name in names if name is not None}
    for name in names:
        known = "" if name is None else _CHINESE.get(name.get(qn("w:val")).strip(), "")
        if known and known.lower() not in there:
            name.set(qn("w:val"), known)


def _marks(document: Any) -> None:
    if MARK not in document.styles:
        style = document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.font.superscript = True


def _letters(style: Any, look: Look) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())
    letters = style.element.get_or_add_rPr()
    letters.remove_all("w:rFonts", "w:spacing", "w:kern", "w:bCs", "w:iCs", "w:szCs")
    faces = {"ascii": look.latin, "hAnsi": look.latin, "eastAsia": look.east, "cs": look.latin}
    # A face of the theme would win over one that is named.
    letters.insert(0, element(w("rFonts", **faces)))


def _paragraph(style: Any, look: Look, layout: Layout) -> None:
    form = style.paragraph_format
    form.alignment = _ALIGNED[look.align]
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    # A length is an exact distance: faces that are not there must not part lines further.
    form.line_spacing = Pt(look.line) if look.line else 1
    form.keep_with_next = look.with_next or None
    form.keep_together = None
    form.widow_control = not layout.grid
    own = style.element.get_or_add_pPr()
    own.remove_all("w:pBdr", "w:contextualSpacing", "w:snapToGrid", "w:ind", "w:autoSpaceDE")
    own.remove_all("w:autoSpaceDN", "w:numPr")
    if layout.grid:
        # Where there is none, Word parts Latin digits from Chinese letters by a gap.
        own.insert_element_before(element(w("autoSpaceDE", val=0)), "w:autoSpaceDN", *_SPACED)
        own.insert_element_before(element(w("autoSpaceDN", val=0)), *_SPACED)
        if not look.on_grid:
            own.insert_element_before(element(w("snapToGrid", val=0)), *_SNAP)
    if look.indent:
        twips = round(look.size * 20 * 2)
        indent = element(w("ind", firstLineChars=200, firstLine=twips))
        own.insert_element_before(indent, *_INDENT)


def default_language(document: Any, lang: Lang) -> None:
    """Set the language of all words, Chinese or English."""
    styles, settings = document.styles.element, document.settings.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    told = {"val": LANGUAGES["en"], "eastAsia": LANGUAGES["zh"], "bidi": "ar-SA"}
    if defaults is not None:
        defaults.remove_all("w:lang")
        defaults.insert_element_before(element(w("lang", **told)), *_LANG)
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGES["en"])
        theme.set(qn("w:eastAsia"), LANGUAGES["zh"])
    document.core_properties.language = LANGUAGES[lang]


def plain_defaults(document: Any, layout: Layout) -> None:
    """Take the distances out that the program's own template gives all paragraphs."""
    normal = layout.looks["Normal"]
    styles = document.styles.element
    letters = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    letters.remove_all("w:rFonts")
    faces = {"ascii": normal.latin, "hAnsi": normal.latin, "eastAsia": normal.east}
    letters.insert(0, element(w("rFonts", **faces, cs=normal.latin)))
    spacing = styles.find(
        f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}"
    )
    if spacing is not None:
        spacing.getparent().remove(spacing)
