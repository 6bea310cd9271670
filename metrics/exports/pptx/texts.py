"""Texts of slides and charts: faces for Latin and Chinese on every run, sizes that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.briefing.boxes import Words
from metrics.exports.pptx.markup import said, tag, val
from metrics.exports.pptx.theme import SlideTheme, solid
from metrics.locale import Lang
from metrics.wording.widths import spaced

NO_LINE = "<a:ln><a:noFill/></a:ln>"
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
LEADING = 1.3
# Lines of titles stand closer, clear of the rule below them.
CLOSE = 1.18


def stroke(colour: str, width: float, ground: SlideTheme, dash: str = "solid") -> str:
    """Return a line of a colour; its width in pixels.

    Parameters
    ----------
    colour : str
        Six hexadecimal digits behind a hash sign.
    width : float
        In pixels.
    ground : SlideTheme
        Faces, colours and size of the template.
    dash : str
        Kind of dash.

    Returns
    -------
    str
        Markup of the line.

    Examples
    --------
    >>> from metrics.exports.pptx.template import base
    >>> ground = base("en", None).ground
    >>> "12436D" in stroke("#12436D", 2, ground)
    True
    """
    return tag(
        "a:ln",
        solid(colour),
        val("a:prstDash", dash),
        "<a:round/>",
        w=ground.line(width),
        cap="flat",
    )


def letters(
    ground: SlideTheme,
    size: int,
    fill: str,
    *,
    name: str = "a:rPr",
    bold: bool = False,
    title: bool = False,
) -> str:
    """Return the properties of a run.

    Parameters
    ----------
    ground : SlideTheme
        Faces, colours and size of the template.
    size : int
        Hundredths of a point; 0 for that of the place.
    fill : str
        Markup of the fill.
    name : str
        Name of the element.
    bold : bool
        Whether letters are bold.
    title : bool
        Whether the faces of titles are meant.

    Returns
    -------
    str
        Markup of the properties.

    Examples
    --------
    >>> from metrics.exports.pptx.template import base
    >>> ground = base("en", None).ground
    >>> letters(ground, 1800, '').startswith('<a:rPr')
    True
    """
    faces = ground.faces
    latin, east = (faces.title_latin, faces.title_east) if title else (faces.latin, faces.east)
    return tag(
        name,
        fill,
        tag("a:latin", typeface=latin),
        tag("a:ea", typeface=east),
        tag("a:cs", typeface=latin),
        lang=LANGUAGES[ground.lang],
        altLang="en-US" if ground.lang == "zh" else "zh-CN",
        sz=size or None,
        b=bold,
    )


def chart_letters(ground: SlideTheme, pixels: float, colour: str) -> str:
    """Return the properties of texts that a chart writes itself: ticks, labels.

    Parameters
    ----------
    ground : SlideTheme
        Faces, colours and size of the template.
    pixels : float
        Size of the letters on the slide.
    colour : str
        Six hexadecimal digits behind a hash sign.

    Returns
    -------
    str
        Markup of the properties.

    Examples
    --------
    >>> from metrics.exports.pptx.template import base
    >>> ground = base("en", None).ground
    >>> chart_letters(ground, 16, '#3D3D3D').startswith('<c:txPr')
    True
    """
    size, fill = ground.size(pixels), solid(colour)
    default = letters(ground, size, fill, name="a:defRPr")
    end = letters(ground, size, fill, name="a:endParaRPr")
    # Labels stay level, however narrow their places.
    level = tag("a:bodyPr", rot=0, vert="horz")
    return tag("c:txPr", level, "<a:lstStyle/>", tag("a:p", tag("a:pPr", default), end))


def paragraph(
    runs: Sequence[tuple[str, str]],
    *,
    size: int = 0,
    align: str = "l",
    end: str = "",
    leading: float = LEADING,
) -> str:
    """Return a paragraph of runs, each with its properties; a run without words breaks the line.

    Parameters
    ----------
    runs : sequence of tuple[str, str]
        Words and their properties.
    size : int
        Hundredths of a point of the letters, which give the distance of the lines.
    align : str
        ``l``, ``ctr`` or ``r``.
    end : str
        Properties of what is written behind.
    leading : float
        Distance of lines as a multiple of the letters.

    Returns
    -------
    str
        Markup of the paragraph.

    Examples
    --------
    >>> 'Words' in paragraph([('Words', '<a:rPr/>')])
    True
    """
    spacing = tag("a:lnSpc", val("a:spcPts", round(size * leading))) if size else ""
    zero = tag("a:spcBef", val("a:spcPts", 0))
    head = tag("a:pPr", spacing, zero, "<a:buNone/>", marL=0, indent=0, algn=align)
    body = (
        tag("a:r", properties, tag("a:t", said(words))) if words else tag("a:br", properties)
        for words, properties in runs
    )
    return tag("a:p", head, *body, end)


def body(paragraphs: str, *, name: str = "p:txBody", wrap: bool = True, anchor: str = "t") -> str:
    """Return the words of a shape without room around them.

    Parameters
    ----------
    paragraphs : str
        Markup of the paragraphs.
    name : str
        Name of the element.
    wrap : bool
        Whether lines break at the edge.
    anchor : str
        ``t``, ``ctr`` or ``b``.

    Returns
    -------
    str
        Markup of the body.

    Examples
    --------
    >>> body('').startswith('<p:txBody')
    True
    """
    edges = {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
    inside = tag(
        "a:bodyPr", "<a:noAutofit/>", wrap="square" if wrap else "none", **edges, anchor=anchor
    )
    return tag(name, inside, "<a:lstStyle/>", paragraphs)


def fitted(ground: SlideTheme, text: Words, lines: Sequence[str]) -> int:
    """Return the size of a text.

    It is smaller where a face wider than that of the picture would not fit.

    Parameters
    ----------
    ground : SlideTheme
        Faces, colours and size of the template.
    text : Words
        A text in its place.
    lines : sequence of str
        Its lines.

    Returns
    -------
    int
        Hundredths of a point.

    Examples
    --------
    >>> from metrics.exports.pptx.template import base
    >>> ground = base("en", None).ground
    >>> from metrics.briefing.boxes import Box, words
    >>> fitted(ground, words("Words", Box(0, 0, 300, 60), 20), ["Words"]) > 0
    True
    """
    widest = max((spaced(line, bold=text.bold) for line in lines), default=0) * text.size
    share = min(1.0, text.box.w / widest) if widest else 1.0
    # Where the slide is narrower than high, letters are as much smaller as it is narrower.
    return ground.size(text.size * share)


def lined(ground: SlideTheme, text: Words) -> str:
    """Return a text as one paragraph whose lines are broken as in the picture."""
    size = fitted(ground, text, text.lines)
    own = letters(ground, size, ground.colour(text.tone), bold=text.bold)
    align = "r" if text.right else "l"
    end = own.replace("a:rPr", "a:endParaRPr")
    return paragraph(list(_broken(text.lines, own)), size=size, align=align, end=end)


def _broken(lines: Sequence[str], own: str) -> Iterator[tuple[str, str]]:
    for place, line in enumerate(lines):
        if place:
            yield "", own
        if line:
            yield line, own
