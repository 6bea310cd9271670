"""Pictures that stand alone: a chart with its title, its notes, its sources and its version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import plotly.graph_objects as go

from metrics.charts.plotly.canvas import Canvas
from metrics.charts.plotly.drawing import draw
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.style import Style, Theme
from metrics.charts.spec import ChartSpec, ChartText
from metrics.locale import Lang, text
from metrics.wording.lines import wrap, wrap_title
from metrics.wording.widths import ems

PosterForm = Literal["wide", "4k", "square", "portrait", "cover"]

# Plotly sets lines this far apart, as a multiple of their size.
LINE = 1.3
# No letter of notes is smaller.
LEAST = 14
_RULE = 10
# Part of their share that notes have below several plots.
_LESS = 0.6
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Format:
    """A format of pictures.

    Parameters
    ----------
    width, height : int
        Pixels of its layout.
    scale : int
        Pixels of the file for each of these.
    side : int
        Margin at all sides.
    title, subtitle, notes : int
        Sizes of letters; notes are set smaller where they do not fit.
    share : float
        Of the height that notes and sources may take.
    style : Style
        Sizes of the plots.
    whole : bool
        Whether it has notes and sources at all, or one line of source.
    """

    width: int
    height: int
    scale: int
    side: int
    title: int
    subtitle: int
    notes: int
    share: float
    style: Style
    whole: bool = True


_WIDE = Format(1920, 1080, 1, 80, 52, 28, 22, 0.24, Style(22, 24, 32, 24, 1.75))
FORMATS: dict[PosterForm, Format] = {
    "wide": _WIDE,
    "4k": Format(1920, 1080, 2, 80, 52, 28, 22, 0.24, _WIDE.style),
    "square": Format(1080, 1080, 1, 56, 46, 26, 22, 0.26, Style(22, 24, 32, 24, 1.75)),
    "portrait": Format(1080, 1920, 1, 56, 60, 32, 28, 0.36, Style(28, 30, 38, 30, 2.1)),
    "cover": Format(900, 383, 1, 28, 30, 16, 14, 0.1, Style(14, 16, 22, 16, 1.25), whole=False),
}


@dataclass(frozen=True)
class Notes:
    """Notes and sources that are set: their lines, their size, and the height they take."""

    lines: tuple[str, ...]
    size: int

    @property
    def h(self) -> float:
        """Their height in pixels."""
        return len(self.lines) * self.size * LINE


def poster(
    spec: ChartSpec, form: PosterForm, theme: Theme = "light", address: str = ""
) -> go.Figure:
    """Draw a picture of a chart with all that its card has behind the details.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    form : str
        ``wide``, ``4k``, ``square``, ``portrait`` or ``cover``.
    theme : str
        ``light`` or ``dark``.
    address : str
        Where the page stands, for what does not fit; its view by default.

    Returns
    -------
    plotly.graph_objects.Figure
        Of the size of its format.

    Examples
    --------
    >>> from metrics.charts.spec import ChartText
    >>> words = ChartText("Up", "Patents", "patents", "Source: A", (), (), "Version 1", "")
    >>> drawn = poster(ChartSpec("a", "indicator?id=a", "en", words, ()), "square")
    >>> drawn.layout.width, drawn.layout.annotations[0].text
    (1080, 'Up')
    """
    made = FORMATS[form]
    if spec.lang == "en":
        spec = replace(spec, text=_narrow(spec.text))
    canvas = Canvas(made.width, made.height, theme)
    inner = made.width - 2 * made.side
    top = _head(canvas, spec.text, made, inner)
    foot = _foot(spec, made, inner, address or spec.view)
    bottom = made.height - made.side * 0.6 - foot.h
    _lines(canvas, foot.lines, made.side, bottom, foot.size, canvas.colours.soft)
    gap = made.side * (0.5 if made.whole else 0.2)
    draw(canvas, spec, Box(made.side, top + gap, inner, bottom - top - 2 * gap), made.style)
    canvas.shapes.append(
        {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 1 - _RULE * made.style.factor / 1.75 / made.height,
            "y1": 1,
            "fillcolor": canvas.colours.accent,
            "line": {"width": 0},
        }
    )
    return canvas.finish(fixed=True)


def _narrow(words: ChartText) -> ChartText:
    """Return English words with straight quotation marks: faces of Chinese set the others wide."""

    def told(text: str) -> str:
        return text.translate(_STRAIGHT)

    return replace(
        words,
        title=told(words.title),
        subtitle=told(words.subtitle),
        source=told(words.source),
        sources=tuple((period, told(source)) for period, source in words.sources),
        notes=tuple(map(told, words.notes)),
    )


def _head(canvas: Canvas, words: ChartText, made: Format, width: float) -> float:
    """Write title and subtitle; return where they end."""
    size = made.title
    titles = wrap_title(words.title, width / size, partial(ems, bold=True))
    while len(titles) > 2 and size > made.subtitle + 4:
        size -= 2
        titles = wrap_title(words.title, width / size, partial(ems, bold=True))
    y = made.side * 0.75
    y = _lines(canvas, titles, made.side, y, size, canvas.colours.ink, bold=True)
    if not words.subtitle:
        return y
    lines = wrap(words.subtitle, width / made.subtitle, ems)
    if not made.whole:
        lines = _cut(lines, 1)
    return _lines(
        canvas, lines, made.side, y + made.subtitle * 0.3, made.subtitle, canvas.colours.soft
    )


def _lines(
    canvas: Canvas,
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
) -> float:
    """Write lines from a place downward; return where they end."""
    if lines:
        canvas.write("\n".join(lines), x, y, size, colour, bold=bold)
    return y + len(lines) * size * LINE


def _cut(lines: list[str], most: int) -> list[str]:
    """Return at most so many lines, the last one with an ellipsis where more follow."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def _foot(spec: ChartSpec, made: Format, width: float, address: str) -> Notes:
    """Return notes, sources and version, as large as fits; what does not fit is counted."""
    words = spec.text
    if not made.whole:
        version = f" · {words.version}" if words.version else ""
        room = width / made.notes - ems(version)
        (source, *_) = _cut(wrap(words.source, room, ems), 1)
        return Notes((source + version,), made.notes)
    every = len(words.notes) + len(_sources(words, spec.lang))
    # Several plots need the room more.
    height = made.height * made.share * (1 if len(spec.plots) < 2 else _LESS)
    tries = [(every, size) for size in range(made.notes, LEAST - 1, -1)]
    tries += [(kept, LEAST) for kept in range(every - 1, -1, -1)]
    for kept, size in tries:
        told = _told(words, kept, spec.lang, address)
        found = Notes(tuple(line for part in told for line in wrap(part, width / size, ems)), size)
        if found.h <= height:
            break
    return found


def _told(words: ChartText, kept: int, lang: Lang, address: str) -> list[str]:
    """Return notes and sources in paragraphs: so many of them, then how many there are besides."""
    say = text(lang)
    sources = _sources(words, lang)
    notes = list(words.notes[:kept])
    cited = sources[: max(kept - len(words.notes), 0)]
    if cited:
        notes.append(say("chart.source", sources=say("list.semicolon").join(cited)))
    elif words.source:
        notes.append(words.source)
    left = len(words.notes) + len(sources) - kept
    if left > 0:
        notes.append(say("picture.more", count=left, address=address))
    own = say("list.dot").join(filter(None, (say("site.title"), words.version)))
    return [*notes, own]


def _sources(words: ChartText, lang: Lang) -> list[str]:
    """Return the sources, the newest first, each with the periods that it is cited for."""
    say = text(lang)
    cited: dict[str, list[str]] = {}
    for period, citation in words.sources:
        cited.setdefault(citation, []).append(period)
    return [
        say("picture.cited", periods=say("list.comma").join(periods), citation=citation)
        for citation, periods in cited.items()
    ]
