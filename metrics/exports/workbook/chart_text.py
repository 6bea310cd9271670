"""The texts inside a native chart: title, unit, footnotes, in faces for Latin and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.xml.constants import XML_NS

from metrics.charts.plotly.style import COLOURS
from metrics.exports.workbook.cells import EAST_ASIAN, FACES
from metrics.exports.workbook.charted import NUMBERS, SheetChart
from metrics.locale import Lang
from metrics.wording.lines import wrap

INK, SOFT = (c.lstrip("#") for c in (COLOURS["light"].ink, COLOURS["light"].soft))
# Half-width cells of a line of small text inside a chart.
LINE = 96
TITLE_LINE = 76
# Letters that every spreadsheet takes in a title.
LETTERS = 250


def _properties(lang: Lang, size: int, colour: str = INK, *, bold: bool = False) -> Any:
    return CharacterProperties(
        sz=size * 100,
        b=bold,
        solidFill=colour,
        latin=Font(typeface=FACES[lang]),
        ea=Font(typeface=EAST_ASIAN),
    )


def rich(lang: Lang, size: int, colour: str = SOFT) -> Any:
    """Return the properties of texts that the spreadsheet writes itself: ticks, labels, legend.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    size : int
        Points of the letters.
    colour : str
        Six hexadecimal digits.

    Returns
    -------
    Any
        Properties as openpyxl writes them.

    Examples
    --------
    >>> rich("en", 9).p[0].pPr.defRPr.sz
    900.0
    """
    properties = ParagraphProperties(defRPr=_properties(lang, size, colour))
    return RichText(p=[Paragraph(pPr=properties, r=[], endParaRPr=_properties(lang, size, colour))])


class _Words(RegularTextRun):  # type: ignore[misc]
    """A text without the mark that spaces at its ends are meant: texts of charts know none."""

    __elements__ = RegularTextRun.__elements__
    __nested__ = RegularTextRun.__nested__

    def to_tree(self, *args: Any, **keywords: Any) -> Any:
        tree = super().to_tree(*args, **keywords)
        for element in tree:
            element.attrib.pop(f"{{{XML_NS}}}space", None)
        return tree


def _paragraph(words: str, lang: Lang, size: int, colour: str, *, bold: bool = False) -> Any:
    properties = _properties(lang, size, colour, bold=bold)
    return Paragraph(
        pPr=ParagraphProperties(defRPr=properties),
        r=[_Words(rPr=properties, t=words)],
    )


def _titled(*paragraphs: Any) -> Any:
    return Title(tx=Text(rich=RichText(p=list(paragraphs))), overlay=False)


def stacked(lines: Sequence[tuple[str, int, str, bool]], lang: Lang, *, level: bool = False) -> Any:
    """Return lines below each other, all from the left, as a title with a place of its own.

    Parameters
    ----------
    lines : sequence of (str, int, str, bool)
        Words, points of their letters, colour, and whether they are bold.
    lang : str
        ``zh`` or ``en``.
    level : bool
        Whether it stays level as the title of an upright axis, too.

    Returns
    -------
    Any
        The title of openpyxl.

    Examples
    --------
    >>> len(stacked([("Rank", 12, INK, True), ("2025", 9, SOFT, False)], "en").tx.rich.p)
    2
    """
    made = _titled(*(_paragraph(w, lang, size, ink, bold=bold) for w, size, ink, bold in lines))
    for paragraph in made.tx.rich.p:
        paragraph.pPr.algn = "l"
    if level:
        made.tx.rich.bodyPr = RichTextProperties(rot=0, vert="horz")
    return made


def small(words: str, lang: Lang) -> Any:
    """Return the unit along an axis."""
    return _titled(_paragraph(words, lang, 10, SOFT))


def foot_lines(chart: SheetChart) -> list[str]:
    """Say what stands below inside a chart.

    It is as much as a title may hold, sources and breaks first.
    """
    sources, *rest = chart.foot
    items = [sources, *filter(None, [chart.broken])]
    items += [line for line in rest if not (chart.broken and line.startswith(tuple(NUMBERS)))]
    shown: list[str] = []
    for item in items:
        lines = wrap(item, LINE)
        if sum(map(len, [*shown, *lines])) <= LETTERS or not shown:
            shown += lines
    return shown


def foot(chart: SheetChart, lang: Lang) -> Any:
    """Return the footnotes, as the title of the lower axis."""
    return _titled(*(_paragraph(line, lang, 9, SOFT) for line in foot_lines(chart)))


def title(chart: SheetChart, lang: Lang) -> Any:
    """Return what it measures, then area, scope, unit and period."""
    return _titled(
        _paragraph(chart.title, lang, 14, INK, bold=True),
        *(_paragraph(line, lang, 10, SOFT) for line in wrap(chart.about, TITLE_LINE)),
    )
