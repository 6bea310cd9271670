"""Write slides, one after another, into a file of an office program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from metrics.briefing import boxes
from metrics.briefing.boxes import FOOT, SIDE, SMALL, WIDTH, Box
from metrics.briefing.slides import Page, Placed
from metrics.exports.files import Progress, silent
from metrics.exports.pptx.chart_parts import chart_part
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.markup import parsed
from metrics.exports.pptx.model import Drawing
from metrics.exports.pptx.notes import note_lines
from metrics.exports.pptx.shapes import ShapeWriter
from metrics.exports.pptx.tables import add_table
from metrics.exports.pptx.template import Base, base, index_of
from metrics.exports.pptx.texts import LANGUAGES, letters, paragraph
from metrics.exports.templates import Template
from metrics.exports.workbook.cells import clean
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables

_SUBTITLE = PP_PLACEHOLDER.SUBTITLE
# Longest text of a property of a document.
PROPERTY = 255


def write(
    pages: Sequence[Page],
    tables: Tables,
    lang: Lang,
    file: IO[bytes],
    *,
    title: str,
    template: Path | Template | None = None,
    progress: Progress = silent,
) -> None:
    """Write slides with native charts, tables and speaker notes.

    Parameters
    ----------
    pages : sequence of Page
        The slides.
    tables : Tables
        The tables, with what is in view.
    lang : str
        ``zh`` or ``en``.
    file : IO[bytes]
        Where it is written to.
    title : str
        Of the file.
    template : Path or Template, optional
        The office's own slides, whose master is taken; raise `TemplateError` where it is none.
    progress : callable
        Told the slides written and all slides; what it raises stops the work, and nothing is
        written.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables = load()
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> from io import BytesIO
    >>> from metrics.briefing.pages import pages
    >>> file = BytesIO()
    >>> write(pages(tables, deck, "en", date(2026, 1, 1)), tables, "en", file, title="Ranks")
    >>> file.getvalue()[:2]
    b'PK'
    """
    made = base(lang, template)
    writer = _Writer(made, tables, lang)
    for done, page in enumerate(pages):
        progress(done, len(pages))
        writer.slide(page)
    _describe(made.presentation.core_properties, tables, lang, title)
    content = BytesIO()
    made.presentation.save(content)
    progress(len(pages), len(pages))
    file.write(content.getvalue())


def _describe(about: Any, tables: Tables, lang: Lang, title: str) -> None:
    """Set title, language and data version; no person is named."""
    say = text(lang)
    version = say("chart.version", version=tables.version)
    about.title = clean(title)[:PROPERTY]
    about.subject = version[:PROPERTY]
    about.keywords = tables.version
    about.language = LANGUAGES[lang]
    about.author = say("site.title")[:PROPERTY]
    about.last_modified_by = ""
    about.comments = about.category = ""
    about.revision = 1
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@dataclass
class _Writer:
    """Adds slides to a presentation."""

    base: Base
    tables: Tables
    lang: Lang
    _charts: int = 0

    def slide(self, page: Page) -> None:
        """Add a slide: title, lead, what it shows, footer, in the order in which it is read."""
        cover = page.layout == "title"
        layout = self.base.cover if cover else self.base.plain
        slide = self.base.presentation.slides.add_slide(layout)
        pen = ShapeWriter(self.base.ground, slide.shapes)
        kept = [PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE]
        kept += [_SUBTITLE] if cover else []
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in kept:
                shape.element.getparent().remove(shape.element)
        pen.title(page.title, page.words[0])
        if cover:
            self._cover(pen, page, slide)
        else:
            self._plain(pen, page, layout, slide)
        self._notes(slide, page)

    def _cover(self, pen: ShapeWriter, page: Page, slide: Any) -> None:
        rest = list(page.words[1:])
        found = [s for s in slide.placeholders if s.placeholder_format.type == _SUBTITLE]
        for shape in found[:1]:
            pen.subtitle(rest.pop(0), shape)
        self._bars(pen, page)
        if page.curve is not None:
            pen.curve(page.curve)
        for words in rest:
            pen.text(words, "Lead")

    def _bars(self, pen: ShapeWriter, page: Page) -> None:
        for bar in page.bars:
            pen.block(bar.box, bar.tone)

    def _plain(self, pen: ShapeWriter, page: Page, layout: Any, slide: Any) -> None:
        rest = page.words[1:]
        if not self.base.ground.own:
            self._bars(pen, page)
        numbers = [w for w in rest if w.right]
        others = [w for w in rest if not w.right]
        # The footer is read behind what it is of.
        feet = [w for w in others if w.size == FOOT]
        for words in (w for w in others if w not in feet):
            pen.text(words, "Lead")
        for placed in page.placed:
            self._placed(pen, placed, slide)
        if page.grid is not None:
            grid, box = page.grid
            add_table(pen.shapes, pen.ground, grid, box, page.title, page.alt)
        self._faults(pen, page)
        for words in feet:
            pen.text(words, "Footer", over=100)
        mark = index_of(layout, PP_PLACEHOLDER.SLIDE_NUMBER)
        for words in numbers:
            pen.number(words, mark)

    def _placed(self, pen: ShapeWriter, placed: Placed, slide: Any) -> None:
        found = placed.exhibit
        for words in placed.head:
            pen.text(words, "Heading", over=20)
        if found.card is not None:
            pen.card(placed)
        elif found.grid is not None:
            alt = found.alt or found.finding
            add_table(pen.shapes, pen.ground, found.grid, placed.box, found.texts.title, alt)
        for drawing in drawings(found.spec, placed.box, self.lang):
            pen.chart(self._chart(drawing, slide), drawing.frame, drawing.name, drawing.alt)

    def _faults(self, pen: ShapeWriter, page: Page) -> None:
        """Add what the slide should show and cannot."""
        y = page.words[0].bottom + 60
        for line in () if page.placed else page.faults:
            words = boxes.words(line, Box(SIDE, y, WIDTH - 2 * SIDE, 0), SMALL + 4)
            y = words.bottom + 12
            pen.text(words, "Fault")

    def _chart(self, drawing: Drawing, slide: Any) -> str:
        """Add a chart with its workbook; return its relation to the slide."""
        self._charts += 1
        part = chart_part(drawing, self.base.ground, slide.part.package, self._charts)
        return str(slide.part.relate_to(part, RT.CHART))

    def _notes(self, slide: Any, page: Page) -> None:
        lines = note_lines(page, self.tables, self.lang)
        place = slide.notes_slide.notes_placeholder if lines else None
        if place is None:
            return
        own = letters(self.base.ground, 0, "")
        words = place.element.get_or_add_txBody()
        for old in list(words.p_lst):
            words.remove(old)
        for line in lines:
            words.append(parsed(paragraph([(line, own)])))
