"""The part of a native chart, with its workbook and the drawing over it."""

from __future__ import annotations

from typing import Any

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.chart import ChartPart

from metrics.exports.pptx.extras import add_extras
from metrics.exports.pptx.markup import SPACES, parsed
from metrics.exports.pptx.model import Drawing
from metrics.exports.pptx.native import native_chart
from metrics.exports.pptx.overlay import overlay_xml
from metrics.exports.pptx.theme import SlideTheme

_DRAWING = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_OVER = f"{SPACES['r']}/chartUserShapes"


def chart_part(drawing: Drawing, ground: SlideTheme, package: Any, number: int) -> ChartPart:
    """Make the part of a chart in a package of slides.

    Parameters
    ----------
    drawing : Drawing
        What it draws.
    ground : SlideTheme
        Faces and sizes of its letters.
    package : pptx.package.Package
        Which it becomes a part of.
    number : int
        By which it is told from the other charts of the package.

    Returns
    -------
    ChartPart
        The chart; its workbook and the words over it are parts of it.

    Examples
    --------
    >>> from pptx import Presentation
    >>> from metrics import load
    >>> from metrics.briefing.boxes import Box
    >>> from metrics.briefing.exhibits import exhibit
    >>> from metrics.exports.pptx.charts import drawings
    >>> spec = exhibit(load(), "indicator?id=gii_rank", "en").spec
    >>> (drawn,) = drawings(spec, Box(0, 0, 1200, 500), "en")
    >>> package = Presentation().part.package
    >>> str(chart_part(drawn, SlideTheme("en"), package, 1).partname)
    '/ppt/charts/chart1.xml'
    """
    part = native_chart(drawing, ground, package)
    part.partname = PackURI(f"/ppt/charts/chart{number}.xml")
    add_extras(part.chart.element, drawing, ground)
    over = overlay_xml(drawing, ground)
    if over:
        place = PackURI(f"/ppt/drawings/drawing{number}.xml")
        relation = part.relate_to(Part(place, _DRAWING, package, over), _OVER)
        part.chart.element.append(parsed(f'<c:userShapes r:id="{relation}"/>'))
    return part
