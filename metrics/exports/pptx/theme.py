"""Faces, colours and sizes of a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Emu, Pt

from metrics.briefing.boxes import HEIGHT, WIDTH, Box, Tone
from metrics.charts.plotly.style import COLOURS
from metrics.charts.spec import Role
from metrics.exports.pptx.markup import tag, val
from metrics.locale import Lang

PALETTE = COLOURS["light"]
# Pixels of a line by what a series means to the message.
WIDTHS: dict[Role, float] = {"subject": 5, "second": 5, "comparator": 3, "background": 2.5}
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
# Its own hints are none.
_RGB: Any = RGBColor
# EMU of a pixel of a slide of 13.333 inches, and hundredths of a point.
PIXEL, POINTS = 6350, 50


def solid(colour: str) -> str:
    """Return a fill of one colour."""
    return tag("a:solidFill", val("a:srgbClr", colour.lstrip("#")))


@dataclass(frozen=True)
class Faces:
    """Faces of running text and of titles, Latin and East Asian."""

    latin: str = LATIN
    east: str = EAST_ASIAN
    title_latin: str = LATIN
    title_east: str = EAST_ASIAN


@dataclass(frozen=True)
class SlideTheme:
    """What slides are made on: the size of the slide, its faces, whose colours texts have.

    Parameters
    ----------
    width, height : int
        EMU.
    own : bool
        Whether it is the office's own template, whose colours texts keep.
    """

    lang: Lang
    width: int = WIDTH * PIXEL
    height: int = HEIGHT * PIXEL
    faces: Faces = Faces()
    own: bool = False

    def x(self, pixels: float) -> int:
        """Return EMU across."""
        return round(pixels * self.width / WIDTH)

    def y(self, pixels: float) -> int:
        """Return EMU downward."""
        return round(pixels * self.height / HEIGHT)

    @property
    def factor(self) -> float:
        """How large texts and lines are against those of a slide of 13.333 inches."""
        return min(self.width / WIDTH, self.height / HEIGHT) / PIXEL

    def size(self, pixels: float) -> int:
        """Return the size of letters in hundredths of a point, in halves of a point."""
        return max(100, int(pixels * POINTS * self.factor / 50) * 50)

    def line(self, pixels: float) -> int:
        """Return the width of a line in EMU."""
        return max(3175, round(pixels * PIXEL * self.factor))

    def frame(self, box: Box, name: str = "a:xfrm") -> str:
        """Return place and size of a shape."""
        return tag(
            name,
            tag("a:off", x=self.x(box.x), y=self.y(box.y)),
            tag("a:ext", cx=max(self.x(box.w), 0), cy=max(self.y(box.h), 0)),
        )

    def place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """Return place and size of a shape as python-pptx takes them."""
        sides = (self.x(box.x), self.y(box.y), max(self.x(box.w), 0), max(self.y(box.h), 0))
        x, y, w, h = map(Emu, sides)
        return x, y, w, h

    def colour(self, tone: Tone) -> str:
        """Return the fill of a text; a template's own colour by its part in the scheme."""
        if not self.own:
            plain = {"ink": PALETTE.ink, "soft": PALETTE.soft, "accent": PALETTE.accent}
            return solid(plain[tone])
        if tone == "accent":
            return tag("a:solidFill", val("a:schemeClr", "accent1"))
        # Nearer to the middle on light paper, unchanged on dark.
        softer = (val("a:lumMod", 65000), val("a:lumOff", 35000)) if tone == "soft" else ()
        return tag("a:solidFill", tag("a:schemeClr", *softer, val="tx1"))


def rgb(colour: str) -> Any:
    """Return a colour as python-pptx takes it."""
    return _RGB.from_string(colour.lstrip("#"))


def letters(font: Any, pixels: float, colour: str, ground: SlideTheme) -> None:
    """Set size and colour of texts that a chart writes itself.

    Parameters
    ----------
    font : pptx.text.text.Font
        Of the chart or of an axis.
    pixels : float
        Size of the letters on the slide.
    colour : str
        Six hexadecimal digits behind a hash sign.
    ground : SlideTheme
        Faces and sizes.
    """
    font.size = Pt(ground.size(pixels) / 100)
    font.bold = False
    font.color.rgb = rgb(colour)


def outline(line: Any, colour: str, width: float, ground: SlideTheme) -> None:
    """Set colour and width of a line, the width in pixels.

    Parameters
    ----------
    line : pptx.dml.line.LineFormat
        The line.
    colour : str
        Six hexadecimal digits behind a hash sign.
    width : float
        Pixels.
    ground : SlideTheme
        Sizes.
    """
    line.color.rgb = rgb(colour)
    line.width = Emu(ground.line(width))
    line.dash_style = MSO_LINE_DASH_STYLE.SOLID
