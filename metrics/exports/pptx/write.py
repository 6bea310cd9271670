"""Write slides, one after another, into a file of an office program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from metrics.briefing import boxes
from metrics.briefing.boxes import SIDE, SMALL, WIDTH, Box
from metrics.briefing.slides import Page, Placed
from metrics.exports.files import Progress, silent
from metrics.exports.pptx.chart_parts import chart_part
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.markup import parsed
from metrics.exports.pptx.model import Drawing
from metrics.exports.pptx.notes import note_lines
from metrics.exports.pptx.shapes import ShapeWriter
from metrics.exports.pptx.template import Base, base, index_of
from metrics.exports.pptx.texts import LANGUAGES, letters, paragraph
from metrics.exports.workbook.cells import clean
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables

# Longest text of a property of a document.
PROPERTY = 255


def write(
    pages: Sequence[Page],
    tables: Tables,
    lang: Lang,
    file: IO[bytes],
    *,
    title: str,
    template: Path | None = None,
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
    template : Path, optional
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
        tree = slide.shapes.element
        for shape in list(slide.placeholders):
            tree.remove(shape.element)
        parts = self._cover(page, layout) if cover else self._plain(page, layout, slide)
        for xml in parts:
            if xml:
                tree.append(parsed(xml))
        self._notes(slide, page)

    def _title_kind(self, layout: Any) -> str:
        kinds = {shape.placeholder_format.type for shape in layout.placeholders}
        return "title" if PP_PLACEHOLDER.TITLE in kinds else "ctrTitle"

    def _cover(self, page: Page, layout: Any) -> Iterator[str]:
        pen = ShapeWriter(self.base.ground)
        head, *rest = page.words
        yield pen.title(page.title, head, self._title_kind(layout))
        yield from (pen.block(bar.box, bar.tone) for bar in page.bars)
        if page.curve is not None:
            yield from pen.curve(page.curve)
        mark = index_of(layout, PP_PLACEHOLDER.SUBTITLE)
        for words in rest:
            yield pen.subtitle(words, mark) if mark else pen.text(words, "Lead")
            mark = ""

    def _plain(self, page: Page, layout: Any, slide: Any) -> Iterator[str]:
        pen = ShapeWriter(self.base.ground)
        head, *rest = page.words
        yield pen.title(page.title, head, self._title_kind(layout))
        if not self.base.ground.own:
            yield from (pen.block(bar.box, bar.tone) for bar in page.bars)
        numbers = [w for w in rest if w.right]
        others = [w for w in rest if not w.right]
        # The footer is the last of the texts and is read behind what it is of.
        lead, foot = others[:-1], others[-1:]
        yield from (pen.text(words, "Lead") for words in lead)
        for placed in page.placed:
            yield from self._placed(pen, placed, slide)
        if page.grid is not None:
            grid, box = page.grid
            yield pen.table(grid, box, page.title, page.alt)
        yield from self._faults(pen, page)
        yield from (pen.text(words, "Footer", over=100) for words in foot)
        mark = index_of(layout, PP_PLACEHOLDER.SLIDE_NUMBER)
        yield from (pen.number(words, mark) for words in numbers)

    def _placed(self, pen: ShapeWriter, placed: Placed, slide: Any) -> Iterator[str]:
        found = placed.exhibit
        yield from (pen.text(words, "Heading", over=20) for words in placed.head)
        if found.card is not None:
            yield pen.card(placed)
        elif found.grid is not None:
            alt = found.alt or found.finding
            yield pen.table(found.grid, placed.box, found.texts.title, alt)
        for drawing in drawings(found.spec, placed.box, self.lang):
            relation = self._chart(drawing, slide)
            yield pen.chart(relation, drawing.frame, drawing.name, drawing.alt)

    def _faults(self, pen: ShapeWriter, page: Page) -> Iterator[str]:
        """Yield what the slide should show and cannot."""
        y = page.words[0].bottom + 60
        for line in () if page.placed else page.faults:
            at = Box(SIDE, y, WIDTH - 2 * SIDE, 0)
            words = boxes.words(line, at, SMALL + 4)
            y = words.bottom + 12
            yield pen.text(words, "Fault")

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
