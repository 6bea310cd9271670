"""What Word needs of a document, as far as it can be read off the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.ooxml.archive import archive_faults, part_faults
from tests.ooxml.order import order_faults
from tests.ooxml.references import chart_part_faults
from tests.parts import CHART, RELATION, Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Kinds of relations that a document may have, and the type of what they lead to. Macros, objects
# and links to other documents are not among them.
KINDS = {
    "officeDocument": f"{_WORD}document.main+xml",
    "styles": f"{_WORD}styles+xml",
    "settings": f"{_WORD}settings+xml",
    "webSettings": f"{_WORD}webSettings+xml",
    "numbering": f"{_WORD}numbering+xml",
    "footer": f"{_WORD}footer+xml",
    "footnotes": f"{_WORD}footnotes+xml",
    "fontTable": f"{_WORD}fontTable+xml",
    "theme": f"{_OFFICE}theme+xml",
    "chart": f"{_OFFICE}drawingml.chart+xml",
    "package": f"{_OFFICE}spreadsheetml.sheet",
    "chartUserShapes": f"{_OFFICE}drawingml.chartshapes+xml",
    "customXml": "application/xml",
    "customXmlProps": f"{_OFFICE}customXmlProperties+xml",
    "thumbnail": "image/jpeg",
    "extended-properties": f"{_OFFICE}extended-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"
# Of notes, the line over them and that of continued ones.
_LINES = {"-1": "separator", "0": "continuationSeparator"}


def document_faults(content: bytes) -> list[str]:
    """Say what of a document Word would refuse, repair or show wrong; nothing where all is well."""
    parts = Parts.of(content)
    found = [*archive_faults(content), *part_faults(parts, KINDS)]
    if found:
        return found
    checks = (_body, _notes, _styles, _drawings, _controls, _fields, _tables, _texts)
    return [
        *order_faults(parts, "word/"),
        *(fault for check in checks for fault in check(parts)),
    ]


def _body(parts: Parts) -> Iterator[str]:
    """Yield a section that does not end the body, and cells and bodies that end without one."""
    body = parts.tree(MAIN).find(f"{W}body")
    if len(body) == 0 or body[-1].tag != f"{W}sectPr":
        yield "the body does not end with its section"
    for cell in parts.tree(MAIN).iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"


def _notes(parts: Parts) -> Iterator[str]:
    """Yield notes without a mark, marks without a note, and lines over notes that are unknown."""
    notes = list(parts.tree(NOTES))
    ids = [note.get(f"{W}id") for note in notes]
    yield from (f"{n} notes are number {i}" for i, n in Counter(ids).items() if n > 1)
    kinds = {n.get(f"{W}id"): n.get(f"{W}type") for n in notes if n.get(f"{W}type")}
    if kinds != _LINES:
        yield f"lines over notes: {kinds}"
    settings = parts.tree(SETTINGS).iterfind(f"{W}footnotePr/{W}footnote")
    if {e.get(f"{W}id") for e in settings} != set(_LINES):
        yield "settings do not name the lines over notes"
    marks = Counter(e.get(f"{W}id") for e in parts.tree(MAIN).iter(f"{W}footnoteReference"))
    own = set(ids) - set(_LINES)
    yield from (f"mark {i} has no note" for i in marks if i not in own)
    yield from (f"note {i} has {marks[i]} marks" for i in own if marks[i] != 1)
    for note in notes:
        if note.get(f"{W}id") in own and next(note.iter(f"{W}footnoteRef"), None) is None:
            yield f"note {note.get(f'{W}id')} does not show its number"


def _styles(parts: Parts) -> Iterator[str]:
    """Yield styles that are used and not there, or twice there."""
    listed = [
        (s.get(f"{W}type"), s.get(f"{W}styleId")) for s in parts.tree(STYLES).iter(f"{W}style")
    ]
    yield from (f"style {i} is {n} times there" for i, n in Counter(listed).items() if n > 1)
    for name in parts.content:
        if name.startswith("word/") and name.endswith(".xml"):
            for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character")):
                for used in parts.tree(name).iter(f"{W}{tag}"):
                    if (kind, used.get(f"{W}val")) not in listed:
                        yield f"{name}: {used.get(f'{W}val')} is no style of a {kind}"


def _drawings(parts: Parts) -> Iterator[str]:
    """Yield drawings without a description, with one number, or whose chart has no workbook."""
    shapes = list(parts.tree(MAIN).iter(f"{WP}docPr"))
    ids = Counter(shape.get("id") for shape in shapes)
    yield from (f"{n} drawings have the number {i}" for i, n in ids.items() if n > 1)
    yield from ("a drawing without a description" for s in shapes if not s.get("descr"))
    relations = parts.relations(MAIN)
    for chart in parts.tree(MAIN).iter(f"{CHART}chart"):
        kind, part, _ = relations[chart.get(f"{RELATION}id")]
        if kind != "chart":
            yield f"{part} is no chart"
            continue
        yield from chart_part_faults(parts, part)
        data = list(parts.tree(part).iter(f"{CHART}externalData"))
        held = parts.relations(part)
        if len(data) != 1 or held.get(data[0].get(f"{RELATION}id"), ("",))[0] != "package":
            yield f"{part} has no workbook"


def _controls(parts: Parts) -> Iterator[str]:
    ids = Counter(e.get(f"{W}val") for e in parts.tree(MAIN).iterfind(f".//{W}sdtPr/{W}id"))
    yield from (f"{n} controls have the number {i}" for i, n in ids.items() if n > 1)


def _fields(parts: Parts) -> Iterator[str]:
    """Yield fields that do not begin, part and end in one paragraph, and orders to update them."""
    if next(parts.tree(SETTINGS).iter(f"{W}updateFields"), None) is not None:
        yield "Word would ask whether to update fields"
    for name in parts.content:
        if name.startswith("word/") and name.endswith(".xml"):
            for paragraph in parts.tree(name).iter(f"{W}p"):
                kinds = [e.get(f"{W}fldCharType") for e in paragraph.iter(f"{W}fldChar")]
                if kinds != ["begin", "separate", "end"] * (len(kinds) // 3):
                    yield f"{name}: a field of {kinds}"


def _tables(parts: Parts) -> Iterator[str]:
    """Yield rows with more or fewer cells than columns, and tables without a repeated heading."""
    for table in parts.tree(MAIN).iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.iterchildren(f"{W}tr"):
            if (count := sum(_across(cell) for cell in row.iterchildren(f"{W}tc"))) != columns:
                yield f"a row of {count} cells in a table of {columns} columns"
        first = table.find(f"{W}tr")
        if first.find(f"{W}trPr/{W}tblHeader") is None:
            yield "a table without a heading that is repeated"


def _across(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))


def _texts(parts: Parts) -> Iterator[str]:
    """Yield texts whose spaces at an end would be lost."""
    for name in (MAIN, NOTES):
        for words in parts.tree(name).iter(f"{W}t", f"{W}instrText"):
            said = words.text or ""
            if said != said.strip() and words.get(SPACE) != "preserve":
                yield f"{name}: the spaces of {said!r} would be lost"
