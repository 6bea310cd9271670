"""Shapes of a slide: placeholders, texts, figures in their frames, tables, frames of charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from metrics.briefing.boxes import INSET, Box, Words
from metrics.briefing.drawing import BARS, TREND, card_words, column_widths, table_words
from metrics.briefing.exhibit import Grid
from metrics.briefing.slides import Curve, Placed
from metrics.charts.plotly.style import COLOURS
from metrics.exports.pptx.markup import SPACES, tag, val
from metrics.exports.pptx.texts import CLOSE, NO_LINE, body, fitted, letters, lined, paragraph
from metrics.exports.pptx.theme import SlideTheme, solid
from metrics.views.cards import Card

PALETTE = COLOURS["light"]
# A text may reach so far over the edge of its box where a face is wide: less than the margins.
OVER = 60
_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_CHART, _TABLE = SPACES["c"], f"{SPACES['a'].removesuffix('/main')}/table"


@dataclass(frozen=True)
class ShapeWriter:
    """Writes the shapes of one slide, each with a number of its own."""

    ground: SlideTheme
    _numbers: Iterator[int] = field(default_factory=lambda: count(2))

    def _named(self, name: str, alt: str = "", *, decorative: bool = False) -> str:
        mark = tag("adec:decorative", val=1)
        more = tag("a:extLst", tag("a:ext", mark, uri=_DECORATIVE)) if decorative else ""
        return tag("p:cNvPr", more, id=next(self._numbers), name=name, descr=alt or None)

    def title(self, text: str, at: Words, kind: str) -> str:
        """Put the title into its placeholder, whole.

        Outlines and readers of screens take it from there.

        Parameters
        ----------
        text : str
            The whole title.
        at : Words
            The title as lines in its place.
        kind : str
            Kind of the placeholder.

        Returns
        -------
        str
            Markup of the shape.

        Examples
        --------
        >>> from metrics.exports.pptx.template import base
        >>> ground = base("en", None).ground
        >>> from metrics.briefing.boxes import Box, words
        >>> set_ = words("Title", Box(100, 60, 800, 60), 40)
        >>> "Title" in ShapeWriter(ground).title("Title", set_, "title")
        True
        """
        ground = self.ground
        over = OVER if len(at.lines) == 1 else 0
        wide = replace(at, box=replace(at.box, w=at.box.w + over))
        size = fitted(ground, wide, at.lines)
        fill = "" if ground.own else ground.colour("ink")
        own = letters(ground, size, fill, bold=True, title=True)
        end = own.replace("a:rPr", "a:endParaRPr")
        told = paragraph([(text, own)], size=size, end=end, leading=CLOSE)
        return self._placeholder("Title", tag("p:ph", type=kind), wide.box, told)

    def subtitle(self, text: Words, mark: str) -> str:
        """Return the lines below the title of a cover in their placeholder."""
        return self._placeholder(
            "Subtitle", tag("p:ph", type="subTitle", idx=mark), text.box, lined(self.ground, text)
        )

    def number(self, text: Words, mark: str) -> str:
        """Return the number of the slide, which follows when slides are moved.

        Parameters
        ----------
        mark : str
            Index of the placeholder of the layout; empty where it has none.
        """
        ground = self.ground
        own = letters(ground, ground.size(text.size), ground.colour("soft"))
        head = tag("a:pPr", algn="r")
        field_ = tag(
            "a:fld",
            own,
            tag("a:t", text.lines[0]),
            id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}",
            type="slidenum",
        )
        end = own.replace("a:rPr", "a:endParaRPr")
        told = tag("a:p", head, field_, end)
        placed = tag("p:ph", type="sldNum", sz="quarter", idx=mark) if mark else ""
        return self._placeholder("Slide number", placed, text.box, told)

    def _placeholder(self, name: str, placed: str, box: Box, told: str) -> str:
        return tag(
            "p:sp",
            tag(
                "p:nvSpPr",
                self._named(name),
                tag("p:cNvSpPr", tag("a:spLocks", noGrp=1)) if placed else "<p:cNvSpPr/>",
                tag("p:nvPr", placed),
            ),
            tag("p:spPr", self.ground.frame(box), _geometry("rect")),
            body(told),
        )

    def text(self, text: Words, name: str, over: float = OVER) -> str:
        """Return a text in its place.

        Parameters
        ----------
        text : Words
            Lines in their place.
        name : str
            Name of the shape.
        over : float
            Pixels that the shape is wider than its text.

        Returns
        -------
        str
            Markup of the shape.

        Examples
        --------
        >>> from metrics.exports.pptx.template import base
        >>> ground = base("en", None).ground
        >>> from metrics.briefing.boxes import Box, words
        >>> "Words" in ShapeWriter(ground).text(words("Words", Box(0, 0, 300, 60), 20), "a")
        True
        """
        x = text.box.x - over if text.right else text.box.x
        wide = replace(text, box=replace(text.box, x=x, w=text.box.w + over))
        return tag(
            "p:sp",
            tag("p:nvSpPr", self._named(name), tag("p:cNvSpPr", txBox=1), "<p:nvPr/>"),
            tag("p:spPr", self.ground.frame(wide.box), _geometry("rect"), "<a:noFill/>"),
            body(lined(self.ground, wide)),
        )

    def block(self, box: Box, tone: str, kind: str = "rect") -> str:
        """Return a filled decoration without words.

        Parameters
        ----------
        box : Box
            The place, in pixels of a slide.
        tone : str
            ``accent`` or ``grid``.
        kind : str
            ``rect`` or ``ellipse``.

        Returns
        -------
        str
            Markup of the shape.

        Examples
        --------
        >>> from metrics.exports.pptx.template import base
        >>> from metrics.briefing.boxes import Box
        >>> "12436D" in ShapeWriter(base("en", None).ground).block(Box(0, 0, 9, 9), "accent")
        True
        """
        return self._plain("Rule", box, self._fill(tone) + NO_LINE, kind, decorative=True)

    def _fill(self, tone: str) -> str:
        if self.ground.own and tone == "accent":
            return tag("a:solidFill", val("a:schemeClr", "accent1"))
        return solid(BARS[tone])

    def curve(self, curve: Curve) -> Iterator[str]:
        """Yield the area below a curve, the curve, and a mark at its end."""
        points = curve.points
        (left, _), (right, end) = points[0], points[-1]
        top = min(y for _, y in points)
        at = Box(left, top, right - left, curve.base - top)
        inside = [((x - at.x) / at.w, (y - at.y) / at.h) for x, y in points]
        area = [(0.0, 1.0), *inside, (1.0, 1.0)]
        yield self._shape("Area", at, self._way(area, at, "norm"), self._fill("grid") + NO_LINE)
        accent = tag("a:ln", self._fill("accent"), w=self.ground.line(5))
        yield self._shape("Trend", at, self._way(inside, at), "<a:noFill/>" + accent)
        yield self.block(Box(right - 9, end - 9, 18, 18), "accent", "ellipse")

    def _plain(self, name: str, box: Box, look: str, kind: str, *, decorative: bool = False) -> str:
        return self._shape(name, box, _geometry(kind), look, decorative=decorative)

    def _shape(
        self, name: str, box: Box, geometry: str, look: str, *, decorative: bool = True
    ) -> str:
        return tag(
            "p:sp",
            tag(
                "p:nvSpPr",
                self._named(name, decorative=decorative),
                "<p:cNvSpPr/>",
                "<p:nvPr/>",
            ),
            tag("p:spPr", self.ground.frame(box), geometry, look),
        )

    def card(self, placed: Placed) -> str:
        """Return a figure: its frame and its texts in one group, which tells all of it in words."""
        found, box = placed.exhibit, placed.box
        told = card_words(placed)
        paper = solid(PALETTE.paper) if self.ground.own else "<a:noFill/>"
        head = self._named(found.texts.title, found.alt)
        # On its own paper it keeps its own colours.
        inner = ShapeWriter(replace(self.ground, own=False), self._numbers)
        parts = [
            self._plain("Frame", box, paper + _line(self.ground, PALETTE.grid, 2), "rect"),
            *(inner.text(words, "Text", INSET / 2) for words in told),
        ]
        if found.card is not None and told:
            parts += self._trend(found.card, box.below(told[-1].bottom + 14))
        place = self.ground.frame(box, "a:xfrm")
        inside = place.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        both = place.removesuffix("</a:xfrm>") + inside.removeprefix("<a:xfrm>")
        return tag(
            "p:grpSp",
            tag("p:nvGrpSpPr", head, "<p:cNvGrpSpPr/>", "<p:nvPr/>"),
            tag("p:grpSpPr", both),
            *parts,
        )

    def _trend(self, card: Card, within: Box) -> Iterator[str]:
        """Yield the small trend of a figure: a line for each run of its true points."""
        at = Box(within.x + INSET, within.y, within.w - 2 * INSET, within.h - INSET)
        if not card.spark or at.h < TREND:
            return
        line = _line(self.ground, PALETTE.accent, 3)
        for run in card.spark:
            if len(run) > 1:
                way = self._way([(p.x, 1 - p.y) for p in run], at)
                yield self._shape("Trend", at, way, "<a:noFill/>" + line, decorative=False)
            for point in run:
                x, y = at.x + point.x * at.w, at.y + (1 - point.y) * at.h
                fill = solid(PALETTE.paper if point.hollow else PALETTE.accent)
                yield self._plain("Point", Box(x - 5, y - 5, 10, 10), fill + line, "ellipse")

    def _way(self, points: Sequence[tuple[float, float]], at: Box, fill: str = "none") -> str:
        """Return a way from point to point, each in shares of a box."""
        wide, tall = self.ground.x(at.w), self.ground.y(at.h)
        steps = (
            tag(
                "a:lnTo" if n else "a:moveTo",
                tag("a:pt", x=round(x * wide), y=round(y * tall)),
            )
            for n, (x, y) in enumerate(points)
        )
        path = tag("a:path", *steps, w=wide, h=tall, fill=fill)
        lists = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        rect = tag("a:rect", l="0", t="0", r="r", b="b")
        return tag("a:custGeom", lists, rect, tag("a:pathLst", path))

    def chart(self, relation: str, box: Box, name: str, alt: str) -> str:
        """Return the frame of a chart.

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

        Returns
        -------
        str
            Markup of the frame.

        Examples
        --------
        >>> from metrics.exports.pptx.template import base
        >>> ground = base("en", None).ground
        >>> from metrics.briefing.boxes import Box
        >>> "rId7" in ShapeWriter(ground).chart("rId7", Box(0, 0, 300, 200), "Chart", "Rising")
        True
        """
        inside = tag("c:chart", r_id=relation)
        return self._framed(box, name, alt, tag("a:graphicData", inside, uri=_CHART))

    def table(self, grid: Grid, box: Box, name: str, alt: str) -> str:
        """Return a table that can be edited: headings, light rules, no bands.

        Parameters
        ----------
        grid : Grid
            Headings and rows.
        box : Box
            The place, in pixels of a slide.
        name : str
            Name of the shape.
        alt : str
            Alternative text.

        Returns
        -------
        str
            Markup of the frame; empty where there is no column.

        Examples
        --------
        >>> from metrics.exports.pptx.template import base
        >>> ground = base("en", None).ground
        >>> from metrics.briefing.boxes import Box
        >>> from metrics.briefing.exhibit import Grid
        >>> ShapeWriter(ground).table(Grid((), ()), Box(0, 0, 300, 200), "Table", "")
        ''
        """
        if not grid.columns:
            return ""
        ground = self.ground
        rows = table_words(grid, box)
        widths = column_widths(grid, box.w)
        edges = [box.y - 8, *(max(t.bottom for t in row) + 8 for row in rows)]
        made = "".join(
            tag(
                "a:tr",
                *(self._cell(words, head=n == 0) for words in row),
                h=ground.y(bottom - top),
            )
            for n, (row, top, bottom) in enumerate(zip(rows, edges, edges[1:], strict=False))
        )
        table = tag(
            "a:tbl",
            tag("a:tblPr", tag("a:tableStyleId", _NO_GRID), firstRow=1),
            tag("a:tblGrid", *(tag("a:gridCol", w=ground.x(w)) for w in widths)),
            made,
        )
        place = Box(box.x, edges[0], sum(widths), edges[-1] - edges[0])
        return self._framed(place, name, alt, tag("a:graphicData", table, uri=_TABLE))

    def _cell(self, words: Words, *, head: bool) -> str:
        ground = self.ground
        rule = _line(ground, PALETTE.ink if head else PALETTE.grid, 2).replace("a:ln", "a:lnB", 1)
        rule = rule.removesuffix("</a:ln>") + "</a:lnB>"
        none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
        edges = {"marL": 0, "marR": ground.x(20), "marT": ground.y(7), "marB": ground.y(5)}
        told = body(lined(ground, words), name="a:txBody").replace("<a:noAutofit/>", "")
        return tag("a:tc", told, tag("a:tcPr", none, rule, "<a:noFill/>", **edges, anchor="t"))

    def _framed(self, box: Box, name: str, alt: str, graphic: str) -> str:
        return tag(
            "p:graphicFrame",
            tag(
                "p:nvGraphicFramePr",
                self._named(name, alt),
                tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1)),
                "<p:nvPr/>",
            ),
            self.ground.frame(box, "p:xfrm"),
            tag("a:graphic", graphic),
        )


def _geometry(kind: str) -> str:
    return tag("a:prstGeom", "<a:avLst/>", prst=kind)


def _line(ground: SlideTheme, colour: str, width: float) -> str:
    return tag("a:ln", solid(colour), w=ground.line(width))
