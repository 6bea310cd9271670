"""Write a brief, block after block, into a document of a word processor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from docx.oxml.ns import qn

from metrics.briefing.documents.model import (
    Block,
    Brief,
    Chart,
    Heading,
    Line,
    Paragraph,
    Span,
    Table,
    plain,
)
from metrics.exports.docx import base
from metrics.exports.docx.charts import MM, Charts, room_of
from metrics.exports.docx.fitting import fitted
from metrics.exports.docx.footnotes import Footnotes
from metrics.exports.docx.layout import (
    ANNEX,
    BODY,
    CHART,
    ENCLOSED,
    LONG,
    MARK,
    NOTE,
    PITCH,
    REMARK,
    SIGNED,
    TABLE,
    Layout,
    Name,
    layout,
)
from metrics.exports.docx.markup import element, w
from metrics.exports.docx.runs import RunWriter, control, sequence
from metrics.exports.docx.tables import LARGEST, table_xml
from metrics.exports.files import Progress, silent
from metrics.exports.templates import Template
from metrics.exports.workbook.cells import clean
from metrics.locale import Lang, text
from metrics.model.period import day_label

PROPERTY = 255
_NUMERALS = "一二三四五六七八九十"


def write(
    made: Brief,
    file: IO[bytes],
    *,
    name: Name = "official",
    template: Path | Template | None = None,
    progress: Progress = silent,
) -> None:
    """Write a brief with native charts, footnotes, captions that count themselves.

    Parameters
    ----------
    made : Brief
        What it says.
    file : IO[bytes]
        Where it is written to.
    name : str
        ``official`` or ``plain``.
    template : Path or Template, optional
        The office's own document, whose page and styles are taken; raise `TemplateError` where it
        is none.
    progress : callable
        Told the blocks written and all blocks; what it raises stops the work, and nothing is
        written.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.documents import brief
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> content = BytesIO()
    >>> write(brief(load(), deck, "en", date(2026, 1, 1)), content)
    >>> content.getvalue()[:2]
    b'PK'
    """
    own = layout(name, made.lang)
    document = base.office(template, own, made.lang) if template else base.house(own, made.lang)
    writer = _Writer(document, own, made.lang, own=template is not None)
    if template is None:
        writer.fit(made)
    writer.head(made)
    every = list(made.every)
    for done, block in enumerate(every):
        progress(done, len(every))
        if own.signed and done == len(made.blocks):
            writer.signature(made)
        writer.block(block, done, new_page=done == len(made.blocks) > 0)
    if own.signed and not made.annex:
        writer.signature(made)
    writer.notes.add_to(document, made.lang)
    _describe(document.core_properties, made)
    content = BytesIO()
    document.save(content)
    progress(len(every), len(every))
    file.write(content.getvalue())


def _describe(about: Any, made: Brief) -> None:
    """Set title, office and data version; no person is named."""
    say = text(made.lang)
    version = say("chart.version", version=made.version)
    about.title = clean(made.title)[:PROPERTY]
    about.subject = version[:PROPERTY]
    about.keywords = made.version
    about.author = clean(made.office or say("site.title"))[:PROPERTY]
    about.last_modified_by = about.comments = about.category = ""
    about.revision = 1
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@dataclass
class _Writer:
    """Adds blocks to a document.

    Parameters
    ----------
    own : bool
        Whether the document is the office's, whose headings may count themselves.
    """

    document: Any
    layout: Layout
    lang: Lang
    own: bool
    notes: Footnotes = field(init=False)
    _counts: Counter[str] = field(default_factory=Counter)
    _heights: list[float] = field(default_factory=list)
    _begun: frozenset[int] = frozenset()
    _held: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._pen = RunWriter(self.lang, grouped=self.layout.grouped)
        styles = self.document.styles
        ids = styles[NOTE].style_id, styles[MARK].style_id
        self.notes = Footnotes(self._pen, *ids, self._face(NOTE))
        self._charts = Charts(
            self.document, self.lang, self.layout.chart, grouped=self.layout.grouped
        )
        section = self.document.sections[0]
        self._width = section.page_width - section.left_margin - section.right_margin

    def fit(self, made: Brief) -> None:
        """Choose how tall charts are, so that pages are full."""
        found = fitted(made, self.layout, self._width / MM)
        self._heights, self._begun, self._held = found.heights, found.begun, found.held

    def _tall(self, block: Chart) -> float:
        """Return the millimetres of the next chart; pages of an office's own are not known."""
        if self._heights:
            return self._heights.pop(0)
        return room_of(block.spec, self._width / MM, self.lang).usual

    def _face(self, style: str) -> str:
        """Return the Chinese face of a style; an office's own is not known."""
        return "" if self.own else self.layout.looks[style].east

    def _add(self, style: str, runs: str, properties: str = "") -> None:
        name = "Normal" if self.own and style == BODY else style
        own = w("pPr", w("pStyle", val=self.document.styles[name].style_id), properties)
        self._append(element(w("p", own, runs)))

    def _append(self, made: Any) -> None:
        self.document.element.body.sectPr.addprevious(made)

    def _line(self, line: Line, style: str) -> str:
        return self._pen.line(line, self._face(style), self.notes.mark)

    def _control(self, name: str, words: str, style: str) -> str:
        """Write a place that is filled in: title, office or date."""
        self._counts["control"] += 1
        title = text(self.lang)(f"docx.{name}")
        return control(
            name,
            title,
            self._line((Span(words, printed=name == "office"),), style),
            self._counts["control"],
        )

    def head(self, made: Brief) -> None:
        """Write the title, and below it what is known of the brief."""
        self._add("Title", self._control("title", made.title, "Title"))
        say = text(self.lang)
        if self.layout.signed:
            state = say("docx.state", state=made.state)
            self._add("Subtitle", self._line(plain(state), "Subtitle"))
            return
        parts = [self._control("office", made.office, "Subtitle")] if made.office else []
        parts.append(self._control("date", day_label(made.day, self.lang), "Subtitle"))
        parts.append(self._line(plain(made.state), "Subtitle"))
        dot = self._line(plain(say("list.dot")), "Subtitle")
        self._add("Subtitle", dot.join(parts))

    def signature(self, made: Brief) -> None:
        """Lead to the annex and name it, then write office and date below, at the right.

        So office and date never stand on a page without text.
        """
        say = text(self.lang)
        named = next((b.text for b in made.annex if isinstance(b, Heading)), "")
        if named:
            closing = self._line(plain(say("docx.closing")), BODY)
            self._add(BODY, closing, w("keepNext"))
            enclosed = self._line(plain(say("docx.annex_of", name=named)), ENCLOSED)
            self._add(ENCLOSED, enclosed, _LINE_FREE)
        told = {"office": made.office, "date": day_label(made.day, self.lang)}
        told = {name: words for name, words in told.items() if words}
        rooms = from_right(*told.values())
        for n, ((name, words), room) in enumerate(zip(told.items(), rooms, strict=True)):
            own = w("ind", rightChars=round(room * 100), right=round(room * _LETTER))
            runs = self._control(name, words, SIGNED)
            self._add(SIGNED, runs, own if n else _LINE_FREE + own)

    def block(self, block: Block, place: int, *, new_page: bool) -> None:
        """Write a block, by its place among all; some begin a page or stand with the next one."""
        page = w("pageBreakBefore") if new_page or place in self._begun else ""
        if isinstance(block, Heading):
            self._heading(block, page, annex=new_page)
        elif isinstance(block, Paragraph):
            style = REMARK if block.small else BODY
            self._add(style, self._line(block.line, style), page)
        elif isinstance(block, Chart):
            for run in self._charts.runs(block, self._width, self._tall(block)):
                self._add(CHART, run)
            self._caption("figure", block.caption, with_next=place in self._held)
        else:
            self._table(block)

    def _heading(self, block: Heading, page: str, *, annex: bool) -> None:
        style = f"Heading {block.level}"
        number = "" if self._counted(style) else _number(block, self.lang, self.layout)
        if annex and self.layout.signed:
            # The mark stands alone at the edge, the title in the middle below it.
            self._add(ANNEX, self._line(plain(text(self.lang)("docx.annex")), ANNEX), page)
            self._add(style, self._line(plain(block.text), style), _MIDDLE)
            return
        told = block.text
        if annex:
            told = text(self.lang)("docx.annex_head", name=told)
        self._add(style, self._line(plain(number + told), style), page)

    def _counted(self, style: str) -> bool:
        """Tell whether the office's headings count themselves."""
        if not self.own:
            return False
        properties = self.document.styles[style].element.pPr
        return properties is not None and properties.find(qn("w:numPr")) is not None

    def _caption(self, kind: str, line: Line, *, with_next: bool) -> None:
        self._counts[kind] += 1
        say = text(self.lang)
        name = say(f"docx.{kind}")
        runs = "".join(
            (
                self._line(plain(name), "Caption"),
                sequence(name.strip(), self._counts[kind]),
                self._line((*plain(say("docx.caption_gap")), *line), "Caption"),
            )
        )
        self._add("Caption", runs, w("keepNext") if with_next else "")

    def _table(self, table: Table) -> None:
        self._caption("table", table.caption, with_next=True)
        name = LONG if len(table.rows) > LARGEST else TABLE
        style, face = self.document.styles[name].style_id, self._face(name)
        pen, mark = self._pen, self.notes.mark
        xml = table_xml(table, self._width, pen, style, face, mark)
        self._append(element(xml))


# Twips of a letter of the text, one free line, and a heading in the middle.
_LETTER = 320
_LINE_FREE = w("spacing", beforeLines=100, before=PITCH)
_MIDDLE = w("ind", firstLineChars=0, firstLine=0) + w("jc", val="center")


def from_right(*lines: str) -> list[float]:
    """Return the letters of room at the right of office and date, by GB/T 9704-2012, 7.3.5.2.

    The office stands two letters from the edge, the date begins two letters behind its beginning;
    where the date is the longer one, it is the date that stands two letters from the edge.

    Examples
    --------
    >>> from_right("国家知识产权局综合统计处", "2026年1月29日")
    [2, 5.5]
    >>> from_right("综合处", "2026年1月29日")
    [7.5, 2]
    """
    if len(lines) < 2:
        return [2.0] * len(lines)
    office, day = (sum(1 if ord(c) > 0x2E7F else 0.5 for c in line) for line in lines)
    behind = 2 + office - 2 - day
    return [2, behind] if behind >= 2 else [2 + day + 2 - office, 2]


def _number(block: Heading, lang: Lang, own: Layout) -> str:
    """Return the number of a heading: in Chinese, as official documents count, else 1 and 1.1."""
    if not block.number:
        return ""
    say = text(lang)
    if lang == "zh" and own.signed:
        key = f"docx.level_{block.level}"
        return say(key, n=chinese(block.number[-1]))
    return say("docx.numbered", n=".".join(map(str, block.number)))


def chinese(number: int) -> str:
    """Write a number below a hundred in Chinese.

    Examples
    --------
    >>> [chinese(n) for n in (3, 10, 12, 25)]
    ['三', '十', '十二', '二十五']
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _NUMERALS[tens - 1]) + "十"
    return head + (_NUMERALS[ones - 1] if ones else "")
