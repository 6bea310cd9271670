"""Native charts of slides, moved into a document: part, workbook and the words over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from pptx import Presentation

from metrics.briefing.boxes import HEIGHT, WIDTH, Box
from metrics.briefing.documents.model import Chart
from metrics.charts.plotly import SLIDE
from metrics.charts.plotly.ends import ends_of
from metrics.charts.spec import ChartSpec, PlotSpec
from metrics.exports.docx.markup import w
from metrics.exports.docx.runs import ungrouped
from metrics.exports.pptx.chart_parts import chart_part
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.markup import tag
from metrics.exports.pptx.model import Drawing, Note
from metrics.exports.pptx.theme import PIXEL, Faces, SlideTheme
from metrics.locale import Lang, text

# A chart on paper is a slide's, drawn at this share: letters of 12 points become 9.
SHARE = 0.75
# EMU of a pixel of the slide on paper, and of a millimetre.
EMU, MM = PIXEL * SHARE, 36000
# Millimetres of a plot, at least and at most where a page has room, of a row of one that lies, and
# of the tallest one.
LEAST, TALL, MOST = 42, 50, 110
ROW, TALLEST = 5.6, 150
# How close rows may stand, as a share of what they usually take.
CLOSER = 0.76
# Millimetres of a row of two bars, and of what stands above and below a plot.
PAIR, AROUND = 7, 14
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Charts:
    """Draws charts into a document.

    Parameters
    ----------
    document : docx.document.Document
        The document.
    lang : str
        ``zh`` or ``en``.
    faces : tuple of str
        Latin and Chinese face of letters.
    grouped : bool
        Whether thousands are parted by commas.
    """

    def __init__(self, document: Any, lang: Lang, faces: tuple[str, str], *, grouped: bool) -> None:
        self._document, self._lang, self._grouped = document, lang, grouped
        size = round(WIDTH * EMU), round(HEIGHT * EMU)
        self._ground = SlideTheme(lang, *size, Faces(*faces, *faces))
        # Charts are made in slides that nobody sees.
        self._slides = Presentation().part.package
        self._made = 0

    def runs(self, chart: Chart, width: int, tall: float) -> Iterator[str]:
        """Yield the run of each plot of a chart.

        Parameters
        ----------
        chart : Chart
            What is drawn, and what it shows, which its alternative text begins with.
        width : int
            EMU of the text.
        tall : float
            Millimetres of all its plots.

        Yields
        ------
        str
            Markup.
        """
        box = Box(0, 0, width / EMU, tall * MM / EMU)
        say = text(self._lang)
        stop = say("brief.stop") + say("brief.sentences")
        for drawing in drawings(chart.spec, box, self._lang):
            alt = f"{chart.finding}{stop}{drawing.alt}" if chart.finding else drawing.alt
            own = replace(drawing, alt=alt)
            own = own if self._grouped else _ungrouped(own)
            yield self._run(own, round(own.frame.w * EMU), round(own.frame.h * EMU))

    def _run(self, drawing: Drawing, width: int, height: int) -> str:
        self._made += 1
        relation = self._document.part.relate_to(self._moved(drawing), RT.CHART)
        held = tag("a:graphicData", tag("c:chart", r_id=relation), uri=_CHART)
        name = f"Chart {self._made}"
        none = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
        inline = tag(
            "wp:inline",
            tag("wp:extent", cx=width, cy=height),
            tag("wp:effectExtent", l=0, t=0, r=0, b=0),
            tag("wp:docPr", id=self._made, name=name, title=drawing.name, descr=drawing.alt),
            tag("wp:cNvGraphicFramePr"),
            tag("a:graphic", held),
            **none,
        )
        return w("r", w("drawing", inline))

    def _moved(self, drawing: Drawing) -> Part:
        """Return the part of a chart as one of the document."""
        made = chart_part(drawing, self._ground, self._slides, self._made)
        package = self._document.part.package
        names = {
            RT.PACKAGE: f"/word/embeddings/Microsoft_Excel_Sheet{self._made}.xlsx",
        }
        part = Part(
            PackURI(f"/word/charts/chart{self._made}.xml"), made.content_type, made.blob, package
        )
        for key, relation in made.rels.items():
            held = relation.target_part
            name = names.get(relation.reltype, f"/word/drawings/drawing{self._made}.xml")
            moved = Part(PackURI(name), held.content_type, held.blob, package)
            part.load_rel(relation.reltype, moved, key)
        return part


@dataclass(frozen=True)
class Room:
    """The millimetres of a chart: at least, where nothing speaks against it, and at most."""

    least: float
    usual: float
    most: float


def room_of(spec: ChartSpec, width: float, lang: Lang) -> Room:
    """Return the room of a chart's plots, which are of one height.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    width : float
        Millimetres of the text.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Room
        Of all its plots.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> spec = exhibit(load(), "indicator?id=pledge_financing", "zh").spec
    >>> room_of(spec, 156, "zh")
    Room(least=42, usual=50, most=110)
    """
    needed = max((_needed(plot, width, lang) for plot in spec.plots), default=0)
    count = len(spec.plots)
    if any(plot.kind in ("rows", "pairs") for plot in spec.plots):
        usual = min(max(TALL, needed), TALLEST) * count
        # Rows may stand a little closer; values of two bars beside each other have no room for it.
        if any(plot.kind == "pairs" for plot in spec.plots):
            return Room(usual, usual, usual)
        least = max(LEAST * count, AROUND * count + (usual - AROUND * count) * CLOSER)
        return Room(min(least, usual), usual, usual)
    sizes = (min(max(size, needed), TALLEST) * count for size in (LEAST, TALL, MOST))
    return Room(*sizes)


def _needed(plot: PlotSpec, width: float, lang: Lang) -> float:
    """Return how many millimetres a plot needs for each row or name at a line's end."""
    if plot.kind in ("rows", "pairs"):
        return len(plot.along.ticks) * (PAIR if plot.kind == "pairs" else ROW) + AROUND
    if plot.kind != "lines":
        return 0
    ends = ends_of(plot, SLIDE, width * MM / EMU, lang)
    return sum(end.h for end in ends) * EMU / MM + AROUND


def _ungrouped(drawing: Drawing) -> Drawing:
    """Return a drawing without commas between thousands."""

    def form(told: str) -> str:
        return told.replace("#,##0", "0")

    def note(own: Note) -> Note:
        lines = (tuple(replace(p, text=ungrouped(p.text)) for p in line) for line in own.lines)
        return replace(own, lines=tuple(lines))

    runs = tuple(
        replace(run, labels=tuple(replace(label, form=form(label.form)) for label in run.labels))
        for run in drawing.runs
    )
    value = replace(drawing.value, form=form(drawing.value.form))
    notes = tuple(map(note, drawing.notes))
    return replace(drawing, runs=runs, value=value, notes=notes, alt=ungrouped(drawing.alt))
