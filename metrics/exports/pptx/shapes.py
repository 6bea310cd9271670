"""Shapes of a slide: placeholders, texts, figures in their frames, tables, frames of charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu

from metrics.briefing.boxes import INSET, Box, Words
from metrics.briefing.cards import card_rule, card_words, marked, newest_of, trend_box
from metrics.briefing.drawing import BARS
from metrics.briefing.slides import Curve, Placed
from metrics.charts.plotly.style import COLOURS
from metrics.exports.pptx.markup import SPACES, parsed, tag
from metrics.exports.pptx.tables import about, describe, written
from metrics.exports.pptx.texts import CLOSE, fitted, letters, lined, paragraph
from metrics.exports.pptx.theme import SlideTheme, rgb
from metrics.views.cards import Card
from metrics.wording.lines import wrap
from metrics.wording.widths import spaced

PALETTE = COLOURS["light"]
# A text may reach so far over the edge of its box where a face is wide: less than the margins.
OVER = 60
_A, _P = f"{{{SPACES['a']}}}", f"{{{SPACES['p']}}}"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


@dataclass(frozen=True)
class ShapeWriter:
    """Adds shapes to a slide or to a group.

    Parameters
    ----------
    ground : SlideTheme
        Faces, colours and size of the template.
    shapes : pptx.shapes.shapetree
        Those of the slide or the group.
    """

    ground: SlideTheme
    shapes: Any

    def title(self, text: str, at: Words) -> None:
        """Put the title into its placeholder, whole: outlines and readers of screens take it."""
        ground = self.ground
        over = OVER if len(at.lines) == 1 else 0
        wide = replace(at, box=replace(at.box, w=at.box.w + over))
        # Its lines are broken by the program: what fits into as many keeps its size.
        broken = wrap(text, wide.box.w / at.size, partial(spaced, bold=True))
        kept = len(broken) <= len(at.lines)
        size = ground.size(at.size) if kept else fitted(ground, wide, at.lines)
        fill = "" if ground.own else ground.colour("ink")
        own = letters(ground, size, fill, bold=True, title=True)
        end = own.replace("a:rPr", "a:endParaRPr")
        told = paragraph([(text, own)], size=size, end=end, leading=CLOSE)
        self._put(self.shapes.title, "Title", wide.box, told)

    def subtitle(self, text: Words, placeholder: Any) -> None:
        """Put the lines below the title of a cover into their placeholder."""
        self._put(placeholder, "Subtitle", text.box, lined(self.ground, text))

    def number(self, text: Words, mark: str) -> None:
        """Add the number of the slide, which follows when slides are moved.

        Parameters
        ----------
        text : Words
            The number in its place.
        mark : str
            Index of the placeholder of the layout; empty where it has none.

        Examples
        --------
        >>> from metrics.briefing.boxes import number
        >>> from metrics.exports.pptx.template import base
        >>> made = base("en", None)
        >>> slide = made.presentation.slides.add_slide(made.plain)
        >>> ShapeWriter(made.ground, slide.shapes).number(number(3), "12")
        >>> slide.shapes[-1].name
        'Slide number'
        """
        ground = self.ground
        shape = self._textbox(text.box, "Slide number", "")
        if mark:
            placed = tag("p:ph", type="sldNum", sz="quarter", idx=mark)
            shape.element.nvSpPr.nvPr.append(parsed(placed))
            shape.element.nvSpPr.cNvSpPr.attrib.pop("txBox", None)
        own = letters(ground, ground.size(text.size), ground.colour("soft"))
        field = tag("a:fld", own, tag("a:t", text.lines[0]), id=_NUMBER, type="slidenum")
        end = own.replace("a:rPr", "a:endParaRPr")
        written(shape.element.txBody, tag("a:p", tag("a:pPr", algn="r"), field, end))

    def text(self, text: Words, name: str, over: float = OVER) -> None:
        """Add a text in its place.

        Parameters
        ----------
        text : Words
            Lines in their place.
        name : str
            Name of the shape.
        over : float
            Pixels that the shape is wider than its text.

        Examples
        --------
        >>> from metrics.briefing.boxes import Box, words
        >>> from metrics.exports.pptx.template import base
        >>> made = base("en", None)
        >>> slide = made.presentation.slides.add_slide(made.plain)
        >>> ShapeWriter(made.ground, slide.shapes).text(words("A", Box(0, 0, 300, 60), 20), "B")
        >>> slide.shapes[-1].text_frame.text
        'A'
        """
        x = text.box.x - over if text.right else text.box.x
        wide = replace(text, box=replace(text.box, x=x, w=text.box.w + over))
        self._textbox(wide.box, name, lined(self.ground, wide))

    def _textbox(self, box: Box, name: str, told: str) -> Any:
        shape = self.shapes.add_textbox(*self.ground.place(box))
        self._put(shape, name, box, told)
        return shape

    def _put(self, shape: Any, name: str, box: Box, told: str) -> None:
        """Put paragraphs into a shape without room around them."""
        shape.name = name
        shape.left, shape.top, shape.width, shape.height = self.ground.place(box)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        if told:
            written(shape.element.txBody, told)

    def block(self, box: Box, tone: str) -> None:
        """Add a filled decoration without words.

        Parameters
        ----------
        box : Box
            The place, in pixels of a slide.
        tone : str
            ``accent`` or ``grid``.
        """
        self._filled("Rule", MSO_SHAPE.RECTANGLE, box, tone)

    def _filled(self, name: str, kind: Any, box: Box, tone: str) -> None:
        shape = self._plain(name, kind, box)
        self._tone(shape.fill, tone)
        shape.line.fill.background()
        _decorative(shape)

    def _plain(self, name: str, kind: Any, box: Box) -> Any:
        return _bare(self.shapes.add_shape(kind, *self.ground.place(box)), name)

    def _tone(self, fill: Any, tone: str) -> None:
        fill.solid()
        if self.ground.own and tone == "accent":
            fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        else:
            fill.fore_color.rgb = rgb(BARS[tone])

    def _way(self, name: str, points: Iterable[tuple[float, float]]) -> Any:
        """Add a way from point to point, in pixels of a slide."""
        first, *others = [(self.ground.x(x), self.ground.y(y)) for x, y in points]
        builder = self.shapes.build_freeform(*first)
        builder.add_line_segments(others, close=False)
        return _bare(builder.convert_to_shape(), name)

    def _line(self, shape: Any, width: float, tone: str = "accent") -> None:
        self._tone(shape.line.fill, tone)
        shape.line.width = Emu(self.ground.line(width))

    def curve(self, curve: Curve) -> None:
        """Add the area below a curve, the curve, and a mark at its end."""
        (left, _), (right, end) = curve.points[0], curve.points[-1]
        area = self._way("Area", [(left, curve.base), *curve.points, (right, curve.base)])
        self._tone(area.fill, "grid")
        area.line.fill.background()
        line = self._way("Trend", curve.points)
        line.fill.background()
        self._line(line, 5)
        self._filled("Point", MSO_SHAPE.OVAL, Box(right - 9, end - 9, 18, 18), "accent")
        for shape in (area, line):
            _decorative(shape)

    def card(self, placed: Placed) -> None:
        """Add a figure: its rule and its texts in one group, which tells all of it in words."""
        found, box = placed.exhibit, placed.box
        group = self.shapes.add_group_shape()
        group.name = found.texts.title
        describe(group, found.alt)
        # On its own paper it keeps its own colours.
        inner = ShapeWriter(replace(self.ground, own=False), group.shapes)
        if self.ground.own:
            paper = inner._plain("Frame", MSO_SHAPE.RECTANGLE, box)
            paper.fill.solid()
            paper.fill.fore_color.rgb = rgb(PALETTE.paper)
            paper.line.fill.background()
        inner.block(card_rule(placed), "grid")
        for words in card_words(placed):
            inner.text(words, "Text", INSET / 2)
        if found.card is not None:
            inner._trend(found.card, trend_box(placed))

    def _trend(self, card: Card, at: Box | None) -> None:
        """Add the small trend of a figure: a line for each run of its true points."""
        if at is None:
            return
        for run in card.spark:
            points = {p: (at.x + p.x * at.w, at.y + (1 - p.y) * at.h) for p in run}
            if len(run) > 1:
                line = self._way("Trend", points.values())
                line.fill.background()
                self._line(line, 3)
            for point in marked(run, newest_of(card.spark)):
                x, y = points[point]
                dot = self._plain("Point", MSO_SHAPE.OVAL, Box(x - 5, y - 5, 10, 10))
                dot.fill.solid()
                dot.fill.fore_color.rgb = rgb(PALETTE.paper if point.hollow else PALETTE.accent)
                self._line(dot, 3)

    def chart(self, relation: str, box: Box, name: str, alt: str) -> None:
        """Add the frame of a chart.

        Parameters
        ----------
        relation : str
            Id of the relation to the chart.
        box : Box
            The place, in pixels of a slide.
        name : str
            Name of the shape.
        alt : str
            Alternative text.
        """
        tree = self.shapes.element
        numbers = [int(n) for n in tree.xpath("//p:cNvPr/@id")]
        about = tag("p:cNvPr", id=max(numbers, default=1) + 1, name=name, descr=alt or None)
        locks = tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1))
        inside = tag("a:graphicData", tag("c:chart", r_id=relation), uri=SPACES["c"])
        frame = tag(
            "p:graphicFrame",
            tag("p:nvGraphicFramePr", about, locks, "<p:nvPr/>"),
            self.ground.frame(box, "p:xfrm"),
            tag("a:graphic", inside),
        )
        tree.append(parsed(frame))


def _bare(shape: Any, name: str) -> Any:
    """Return a shape without the effects that a theme gives it."""
    shape.name = name
    for style in list(shape.element.iterchildren(f"{_P}style")):
        shape.element.remove(style)
    return shape


def _decorative(shape: Any) -> None:
    mark = tag("a:ext", tag("adec:decorative", val=1), uri=_DECORATIVE)
    about(shape).append(parsed(tag("a:extLst", mark)))
