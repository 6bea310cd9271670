"""Links, validations and charts: what they lead to is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.ooxml.formulas import Known, faults_of, known_of, unknown_sheet
from tests.ooxml.names import units
from tests.parts import CHART, MAIN, Parts

LIST, TITLE, WORDS, LINKS = 255, 32, 255, 65_530
AXES = ("valAx", "catAx", "dateAx")
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def link_faults(parts: Parts) -> Iterator[str]:
    """Yield links within the workbook that lead nowhere; WPS follows only their location."""
    known = known_of(parts)
    for sheet, part in parts.sheets.items():
        links = list(parts.tree(part).iter(f"{MAIN}hyperlink"))
        if len(links) > LINKS:
            yield f"{sheet}: {len(links)} links"
        counted = Counter(link.get("ref") for link in links)
        yield from (f"{sheet}!{ref}: {n} links" for ref, n in counted.items() if n > 1)
        for link in links:
            if link.get("location") is not None:
                for fault in unknown_sheet(link.get("location"), known):
                    yield f"{sheet}!{link.get('ref')}: {fault}"
            elif len(link.attrib) < 2:
                yield f"{sheet}!{link.get('ref')}: a link to nothing"


def validation_faults(parts: Parts) -> Iterator[str]:
    """Yield lists and messages of cells that are too long or refer to nothing."""
    known = known_of(parts)
    for sheet, part in parts.sheets.items():
        for rule in parts.tree(part).iter(f"{MAIN}dataValidation"):
            where = f"{sheet}!{rule.get('sqref')}"
            for name, most in (("prompt", WORDS), ("error", WORDS)):
                if units(rule.get(name, "")) > most or units(rule.get(f"{name}Title", "")) > TITLE:
                    yield f"{where}: its {name} is too long"
            for formula in rule.iterchildren(f"{MAIN}formula1", f"{MAIN}formula2"):
                yield from (f"{where}: {f}" for f in _list_faults(formula.text or "", known))


def _list_faults(said: str, known: Known) -> Iterator[str]:
    if said.startswith('"'):
        if units(said) - 2 > LIST:
            yield f"a list of {units(said) - 2} characters"
    else:
        yield from faults_of(said, known)


def chart_faults(parts: Parts) -> Iterator[str]:
    """Yield charts of cells that are not there, without axes or without a description."""
    known = known_of(parts)
    for part in parts.content:
        if part.startswith("xl/charts/") and part.endswith(".xml"):
            for reference in parts.tree(part).iter(f"{CHART}f"):
                yield from (f"{part}: {f}" for f in faults_of(reference.text, known))
            yield from chart_part_faults(parts, part)
        if part.startswith("xl/drawings/") and part.endswith(".xml"):
            shapes = list(parts.tree(part).iter(f"{DRAWING}cNvPr"))
            ids = Counter(shape.get("id") for shape in shapes)
            yield from (f"{part}: {n} shapes have the number {i}" for i, n in ids.items() if n > 1)
            if not all(shape.get("descr") for shape in shapes):
                yield f"{part}: a shape without a description"


def chart_part_faults(parts: Parts, part: str) -> Iterator[str]:
    """Yield what is wrong in a chart wherever it stands: texts and axes."""
    tree = parts.tree(part)
    if any(words.attrib for words in tree.iter(f"{TEXT}t")):
        yield f"{part}: a text with an attribute, which texts of charts have none of"
    if any(run.find(f"{TEXT}t") is None for run in tree.iter(f"{TEXT}r")):
        yield f"{part}: a run of text without text"
    for axis in tree.iter(*(f"{CHART}{each}" for each in AXES)):
        if axis.find(f"{CHART}delete") is None:
            yield f"{part}: an axis that does not say that it is drawn"
