"""The large chart of a page as a drawing, which stands in the document before the page is drawn."""

from __future__ import annotations

from markupsafe import Markup

from metrics.charts.plotly import described
from metrics.charts.plotly.still import still
from metrics.charts.spec import ChartSpec
from metrics.views.pages import PageView
from pages.parts.blocks.card import head, title_lines
from pages.parts.blocks.sizes import LEAD, made_for
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Windows that drawings are made for where nobody told how wide the reader's is: of a phone, of a
# notebook and of a desk.
USUAL = (390, 1366, 1920)


def lead(context: Context, view: PageView, name: str, findings: str, told: int) -> str:
    """Return the large chart with the findings beside it, made once for all sessions.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    view : PageView
        What the page tells.
    name : str
        Of the page.
    findings : str
        Markup of the findings.
    told : int
        Width of the reader's window; 0 where nobody told.

    Returns
    -------
    str
        Markup; empty where there is no large chart, or none that can be drawn so.
    """
    spec = view.lead
    if spec is None:
        return ""
    windows = (made_for(told),) if told else USUAL
    return context.shared(
        f"still {name} {hash(spec)} {windows}",
        lambda: _drawn(context, spec, f"{name}-lead", findings, windows),
    )


def _drawn(
    context: Context, spec: ChartSpec, name: str, findings: str, windows: tuple[int, ...]
) -> str:
    cards = []
    for window in windows:
        lines = title_lines([spec], LEAD, window)
        size = LEAD.figure(window, lines)
        drawing = still(described(spec, context.colours, size), size, f"{name}-{window}")
        if not drawing:
            return ""
        top = head(context, spec, LEAD, window, lines)
        cards.append((window, top, size.height, Markup(drawing)))
    return markup.render(
        "still.html", context.lang, name=name, spec=spec, cards=cards, findings=findings
    )
